"""What is loaded all the same, but said: a load guesses nothing silently."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph import Store
from loaders import load
from tests.loaders.build import load_files, rows, write_files

FIRMS = "id,name,tax_code\nb,Công ty TNHH Heesung,\ns,Công ty TNHH Bảo Tiên,0100233488\n"


def _said(report: object) -> str:
    return " | ".join(w.en for w in report.warnings)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "text",
    [
        "Công ty TNHH Đúc Mỹ Đồng",
        "Thuý, khuỷu, ngoèo, quân",
        "Société Générale",
        "LÖSCH Größe",
        "5 µm ±2 »x«",
        "“A” ½",
    ],
)
def test_good_letters_are_not(text: str, store: Store, folder: Path) -> None:
    report = load_files(store, folder, {"enterprises": f'id,name\nx,"{text}"\n'})
    assert "looks like" not in _said(report)


def test_tax_codes_are_found_with_the_separators_people_write(store: Store, folder: Path) -> None:
    mous = "id,buyer,supplier\nm,b,0100 233 488\nn,b,01.00.233.488\n"
    report = load_files(store, folder, {"enterprises": FIRMS, "mous": mous})
    assert report.rejected.empty
    assert [r["target"] for r in rows(store.read("SIGNED_MOU"), "SIGNED_MOU")] == ["s", "s"]


def test_other_files_beside_are_said(store: Store, folder: Path) -> None:
    write_files(folder, {"enterprises": FIRMS})
    (folder / "khảo sát.docx").write_bytes(b"PK\x03\x04")
    (folder / ".DS_Store").write_bytes(b"x")
    report = load(folder, store, taxonomy=False)
    assert "khảo sát.docx: not a file of a dataset, not read" in _said(report)
    assert ".DS_Store" not in _said(report)


def test_a_source_that_fits_several_is_kept_as_its_own(store: Store, folder: Path) -> None:
    sources = "id,title\ns1,Báo cáo\ns2,Báo cáo\n"
    report = load_files(
        store, folder, {"sources": sources, "enterprises": "id,name,sources\nx,Công ty X,Báo cáo\n"}
    )
    assert "source 'Báo cáo' fits several" in _said(report)
    (row,) = rows(store.read("Enterprise"), "Enterprise")
    assert not any(r.startswith(("s1#", "s2#")) for r in row["sources"])
