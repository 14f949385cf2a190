"""All pages in a folder: safe names, links that work from anywhere, nothing of others overwritten."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graph import KetnoiError, Tables
from queries import Matchmaker
from queries.pages.folder import INDEX, Folder, file_name
from tests.queries.build import maker
from tests.queries.pages.samples import hostile_tables

if TYPE_CHECKING:
    from playwright.sync_api import Browser

WORLD = """
    firm b ownership=fdi
    b makes washer
    weight into washer
    s1 makes weight
    v needs weight
"""


@given(st.text(max_size=80), st.text(max_size=80))
@example("../../etc/passwd", "..\\..\\boot.ini")
@example("LG", "lg")
@example("CON", "con")
@example("Hoà", "Hòa")
@example("a" * 300, "a" * 299)
@example("abc", "abc ")
def test_names_of_files_are_safe_and_apart(one: str, other: str) -> None:
    names = [file_name("buyer", id) for id in (one, other)]
    for name in names:
        assert re.fullmatch(r"buyer-[a-z0-9~-]*\.html", name)
        assert len(name) < 80
    assert (names[0].lower() == names[1].lower()) == (one == other)


def test_everything_is_written_and_linked(tmp_path: Path) -> None:
    folder = Folder(maker(WORLD))
    written = [path.name for path in folder.write(tmp_path / "trang")]
    assert len(written) == len(folder) == len(list((tmp_path / "trang").iterdir()))
    assert written[-1] == INDEX
    assert {"buyer-b.html", "buyer-v.html", "supplier-v.html", "supplier-s1.html", "graph.html"} < set(
        written
    )


def test_odd_ids_stay_in_the_folder(tmp_path: Path) -> None:
    written = list(Folder(Matchmaker(hostile_tables())).write(tmp_path / "in"))
    assert [p.name for p in tmp_path.iterdir()] == ["in"]
    assert {p.parent for p in written} == {tmp_path / "in"}
    assert len(set(written)) == len(written)


def test_an_empty_store_has_an_index(tmp_path: Path) -> None:
    written = [p.name for p in Folder(Matchmaker(Tables())).write(tmp_path / "in")]
    assert written == ["graph.html", INDEX]


def test_what_is_not_ours_stays(tmp_path: Path) -> None:
    folder = Folder(maker(WORLD))
    (tmp_path / "graph.html").write_text("mine", "utf-8")
    with pytest.raises(KetnoiError, match="is not one of Ketnoi"):
        list(folder.write(tmp_path))
    assert (tmp_path / "graph.html").read_text("utf-8") == "mine"
    with pytest.raises(KetnoiError, match="can't be made"):
        list(folder.write(tmp_path / "graph.html"))
    with pytest.raises(KetnoiError, match="can't be made"):
        list(folder.write(tmp_path / "no" / "such"))


@pytest.mark.browser
def test_links_lead_there_and_back(browser: Browser, tmp_path: Path) -> None:
    """From the index to a firm, over its card to another, and home; the folder may lie anywhere."""
    *_, index = Folder(maker(WORLD)).write(tmp_path / "ổ đĩa #1")
    tab = browser.new_page()
    failed: list[str] = []
    tab.on("requestfailed", lambda r: failed.append(r.url))
    tab.goto(index.as_uri())
    tab.fill("#query", "b")
    tab.locator("#list h3 a", has_text="b").first.click()
    tab.wait_for_selector("#list .firm-name")
    tab.locator("#list .firm-name", has_text="s1").click()
    tab.locator("#panel a.page").click()
    tab.wait_for_selector("html[data-ready]", state="attached")
    assert tab.inner_text("h1") == "s1"
    tab.locator("#home a").click()
    tab.wait_for_selector("#list .firm-row")
    assert tab.url == index.as_uri()
    assert failed == []
    tab.close()
