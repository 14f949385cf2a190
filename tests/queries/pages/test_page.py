"""A page saves itself whole, and only over its own kind."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest

from graph import KetnoiError, Text
from queries.pages.page import GENERATOR, Page

PAGE = Page(f"<!doctype html>{GENERATOR}<p>Hải Phòng “đúc”", Text("Trang", "Page"))


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def test_saves_utf8_and_leaves_nothing_else(tmp_path: Path) -> None:
    path = PAGE.save(tmp_path / "đồ thị.html")
    assert path.read_text("utf-8") == PAGE.html
    assert names(tmp_path) == ["đồ thị.html"]


def test_replaces_its_own_kind_silently(tmp_path: Path) -> None:
    path = PAGE.save(tmp_path / "a.html")
    Page(PAGE.html + "2", PAGE.title).save(path)
    assert path.read_text("utf-8").endswith("2")


def test_keeps_what_is_not_ours_unless_told(tmp_path: Path) -> None:
    path = tmp_path / "thesis.html"
    path.write_text("x" * 3000 + GENERATOR, "utf-8")
    with pytest.raises(KetnoiError, match="is not one of Ketnoi"):
        PAGE.save(path)
    assert path.read_text("utf-8").startswith("xxx")
    PAGE.save(path, overwrite=True)
    assert path.read_text("utf-8") == PAGE.html


def test_a_missing_folder_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(KetnoiError, match="there is no folder") as caught:
        PAGE.save(tmp_path / "nope" / "a.html")
    assert "\n" not in str(caught.value)
    assert "không có thư mục" in caught.value.say("vi")


@pytest.mark.parametrize("name", ["", "a\0b.html"])
def test_what_cannot_be_a_file_is_an_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(KetnoiError):
        PAGE.save(f"{tmp_path}/{name}")
    with pytest.raises(KetnoiError):
        PAGE.save(f"{tmp_path}/{name}", overwrite=True)
    assert names(tmp_path) == []


def test_a_failed_write_keeps_the_old_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = PAGE.save(tmp_path / "a.html")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(KetnoiError, match="No space left"):
        Page("<p>new", PAGE.title).save(path)
    assert path.read_text("utf-8") == PAGE.html
    assert names(tmp_path) == ["a.html"]


def test_a_lone_surrogate_does_not_cost_the_page(tmp_path: Path) -> None:
    assert Page("a\ud800b", PAGE.title).save(tmp_path / "a.html").read_text("utf-8") == "a?b"


def test_a_notebook_gets_a_sandboxed_frame() -> None:
    seen: list[tuple[str, dict[str, str | None]]] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            seen.append((tag, dict(attrs)))

    Reader().feed(Page('<p title="a\'">&amp;</p>', Text('"><script>', "x"))._repr_html_())
    assert [tag for tag, _ in seen] == ["iframe"]
    assert seen[0][1]["srcdoc"] == '<p title="a\'">&amp;</p>'
    assert seen[0][1]["sandbox"] == "allow-scripts"
