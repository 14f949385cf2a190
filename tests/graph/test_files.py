"""Files are written whole, inside their folder, and not over another program's."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph import KetnoiError
from graph.files import inside, write_file


def known(head: bytes) -> bool:
    return head.startswith(b"ours")


def test_a_new_file_and_one_of_ours_are_written(tmp_path: Path) -> None:
    path = write_file(tmp_path / "a.csv", b"ours 1", ours=known)
    assert write_file(path, b"ours 2", ours=known).read_bytes() == b"ours 2"
    assert [p.name for p in tmp_path.iterdir()] == ["a.csv"]


@pytest.mark.parametrize("ours", [known, None])
def test_another_file_stays_unless_told(tmp_path: Path, ours: object) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"mine")
    with pytest.raises(KetnoiError, match="is not one of Ketnoi"):
        write_file(path, b"ours", ours=ours)  # type: ignore[arg-type]
    assert path.read_bytes() == b"mine"
    assert write_file(path, b"ours", ours=ours, overwrite=True).read_bytes() == b"ours"  # type: ignore[arg-type]


def test_a_link_is_replaced_and_what_it_leads_to_stays(tmp_path: Path) -> None:
    away = tmp_path / "away.txt"
    away.write_bytes(b"ours, elsewhere")
    link = tmp_path / "a.csv"
    link.symlink_to(away)
    write_file(link, b"ours, here", ours=known)
    assert (link.read_bytes(), away.read_bytes()) == (b"ours, here", b"ours, elsewhere")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "a.csv").mkdir()
    for overwrite in (False, True):
        with pytest.raises(KetnoiError, match=r"a\.csv"):
            write_file(tmp_path / "a.csv", b"ours", ours=known, overwrite=overwrite)


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "..", ".", "", "C:\\x", "a/b", "a\0b", "CON", "nul", "Lê\n"]
)
def test_a_name_of_the_data_stays_in_the_folder(tmp_path: Path, name: str) -> None:
    path = inside(tmp_path, name, ".html")
    assert path.resolve().parent == tmp_path.resolve()
    assert path.stem.lower() not in {"con", "nul", "", "."}
    write_file(path, b"ours")
