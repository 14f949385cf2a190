"""The graph page in a real browser with the network cut."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import networkx as nx
import pytest

from graph import Tables, Text
from graph.text import fold
from queries.pages.graph_page import graph_page
from queries.pages.page import Page
from queries.pages.words import WORDS
from tests.queries.pages.conftest import Watched
from tests.queries.pages.samples import HOSTILE, TITLE, friendly, friendly_page, hostile, large

pytestmark = pytest.mark.browser

Open = Callable[..., Watched]

NODES = sorted(friendly()[0])


def test_hostile_texts_do_nothing_anywhere(opened: Open) -> None:
    graph, sources = hostile()
    attack = "".join(HOSTILE)
    page = graph_page(graph, sources, title=Text(attack, attack), note=Text(attack, attack))
    tab = opened(page)
    assert tab.tab.title().startswith("<img src=x")
    for at in range(0, len(graph), 5):
        tab.hover_node(at)
    for at in range(0, len(graph), 9):
        tab.click_node(at)
    tab.tab.evaluate("document.querySelector('#listing').open = true")
    if tab.tab.is_visible("#more"):
        tab.tab.click("#more")
    assert tab.tab.locator("#list .node").count() == len(graph)
    _open_every_panel(tab)
    tab.tab.click("[data-lang=en]")
    for text in HOSTILE:
        tab.search(text)
    assert tab.tab.locator("img, iframe, svg[onload]").count() == 0
    assert tab.tab.evaluate("({}).polluted") is None


def _open_every_panel(tab: Watched) -> None:
    """Through the buttons a person has: every node of the list, every relation of each."""
    links = tab.tab.evaluate(
        """() => {
        const links = new Set();
        const look = () => document.querySelectorAll("#detail a")
            .forEach((a) => links.add([a.protocol, a.rel, a.target].join(" ")));
        const list = document.querySelectorAll("#list .node").length;
        for (let i = 0; i < list; i++) {
            const open = () => document.querySelectorAll("#list .node")[i].click();
            open();
            look();
            const edges = document.querySelectorAll("#detail .edge").length;
            for (let k = 0; k < edges; k++) {
                document.querySelectorAll("#detail .edge")[k].click();
                look();
                open();
            }
        }
        return [...links];
    }"""
    )
    assert links == ["https: noopener noreferrer _blank"]


@pytest.mark.parametrize(
    "query",
    [
        "bao tien",
        "Bảo Tiên",
        "BẢO TIÊN",
        unicodedata.normalize("NFD", "Bảo Tiên"),
        "0200653117",
        "bao tien industry",
    ],
)
def test_search_needs_no_accents(opened: Open, query: str) -> None:
    tab = opened(friendly_page())
    said = tab.search(query)
    assert said == "Kết quả 1 trên 1: Công ty TNHH Công nghiệp Bảo Tiên"
    assert tab.tab.inner_text("#detail h2") == "Công ty TNHH Công nghiệp Bảo Tiên"


def test_search_walks_through_the_hits_and_says_so(opened: Open) -> None:
    tab = opened(friendly_page())
    assert tab.search("duc") == "Kết quả 1 trên 1: Khuôn đúc"  # đ = d, and no accents
    tab.tab.fill("#query", "ma")
    assert tab.tab.inner_text("#status") == "1 kết quả"
    assert tab.search("không có gì như thế") == WORDS["no_hits"].vi
    tab.tab.fill("#query", "h")
    many = len(tab.names())
    assert many > 2
    seen = set()
    for _ in range(many):
        tab.tab.press("#query", "Enter")
        seen.add(tab.tab.inner_text("#detail h2"))
    assert len(seen) == many
    tab.tab.press("#query", "Shift+Enter")
    assert tab.tab.inner_text("#detail h2") in seen


def test_the_browser_folds_as_python_does(opened: Open) -> None:
    tab = opened(friendly_page())
    letters = [chr(c) for c in (*range(0xA0, 0x250), *range(0x1E00, 0x1F00))]
    decomposed = unicodedata.normalize("NFD", "Hoà Phát")
    text = "".join(letters) + "ABC Đúc Mỹ Đồng ﬁ ＡＢ ½ 株式会社 한국 😀" + decomposed
    assert tab.tab.evaluate("(text) => window.ketnoi.fold(text)", text) == fold(text)


def test_a_click_shows_facts_neighbours_and_sources(opened: Open) -> None:
    tab = opened(friendly_page())
    tab.click_node(NODES.index("Enterprise:bt"))
    panel = tab.tab.locator("#panel")
    text = panel.inner_text()
    assert "trong nước" in text
    assert "0200653117" in text
    assert panel.locator("[data-line=MAKES][data-way=out] .node").inner_text() == "Khuôn đúc"
    assert panel.locator("[data-line=MAKES] .edge").inner_text() == "suy ra"
    assert panel.locator("[data-line=SIGNED_MOU][data-way=in] .node").inner_text() == "LG Đông Hải"
    link = panel.locator(".sources a")
    assert link.count() == 1  # the other source's address is javascript:
    assert link.get_attribute("href") == "https://bao.example/a?b=1&c=2"
    assert "Hưng Hà, 02/03/2025" in text
    assert "enterprises.csv:2" in text
    assert "không rõ ngày" in text
    assert (
        "Hình thức sở hữu: nguồn khác ghi: liên doanh (Nguồn khác)" in panel.locator(".disputed").inner_text()
    )


def test_unknown_is_not_no(opened: Open) -> None:
    tab = opened(friendly_page(focus="Enterprise:x"))
    for fact in ("ownership", "tax_code", "products", "certificates"):
        assert tab.tab.inner_text(f"[data-fact={fact}]").startswith("chưa rõ")
    tab.tab.click("[data-lang=en]")
    assert tab.tab.inner_text("[data-fact=certificates]").startswith("not known")


def test_an_edge_shows_what_it_is_about(opened: Open) -> None:
    tab = opened(friendly_page(focus="Enterprise:lg"))
    tab.tab.click("[data-line=SIGNED_MOU] .edge")
    assert tab.tab.inner_text("#detail h2") == "đã ký ghi nhớ"
    assert tab.tab.inner_text("[data-fact=signed_on]") == "05/11/2024"
    tab.tab.click("[data-fact=products] .node")
    assert tab.tab.inner_text("#detail h2") == "Khuôn đúc"
    assert tab.tab.locator("[data-line=INPUT_OF][data-way=out] .node").inner_text() == "Máy giặt"


def test_the_filter_hides_and_a_request_brings_back(opened: Open) -> None:
    tab = opened(friendly_page())
    before = tab.names()
    box = tab.tab.locator("#marks .entry", has_text="trong nước").locator("input")
    box.uncheck()
    assert set(before) - set(tab.names()) == {"Công ty TNHH Công nghiệp Bảo Tiên"}
    tab.click_node(NODES.index("Enterprise:bt"))
    assert tab.tab.locator("#panel").is_hidden()
    tab.click_node(NODES.index("Enterprise:lg"))
    tab.tab.click("[data-line=SIGNED_MOU] .node")
    assert box.is_checked()
    tab.tab.click("#none")
    assert tab.names() == []
    tab.tab.click("#all")
    assert tab.names() == before


def test_the_switch_changes_every_text(opened: Open) -> None:
    tab = opened(friendly_page(focus="Enterprise:bt", note=Text("Ghi chú ở đây", "A note here")))
    before = tab.tab.inner_text("body")
    tab.tab.click("[data-lang=en]")
    after = tab.tab.inner_text("body")
    assert tab.tab.get_attribute("html", "lang") == "en"
    assert tab.tab.title() == "Test graph"
    for vi, en in [
        (TITLE.vi, TITLE.en),
        ("Ghi chú ở đây", "A note here"),
        ("3 doanh nghiệp", "3 enterprises"),
    ]:
        assert vi in before
        assert en in after
    same = {key for key, text in WORDS.items() if text.vi == text.en}
    left = [key for key, text in WORDS.items() if key not in same and len(text.vi) > 8 and text.vi in after]
    assert left == []
    assert "Bao Tien Industry" in after
    tab.tab.click("[data-lang=vi]")
    assert tab.tab.inner_text("body") == before


def test_the_keyboard_is_enough(opened: Open) -> None:
    tab = opened(friendly_page())
    tab.tab.keyboard.press("/")
    assert tab.tab.evaluate("document.activeElement.id") == "query"
    tab.tab.keyboard.type("khuon")
    tab.tab.keyboard.press("Enter")
    for _ in range(80):
        tab.tab.keyboard.press("Tab")
        if tab.tab.evaluate("document.activeElement.matches('#detail [data-line=MAKES] .node')"):
            break
    ring = tab.tab.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert ring == "solid"
    tab.tab.keyboard.press("Enter")
    assert tab.tab.inner_text("#detail h2") == "Công ty TNHH Công nghiệp Bảo Tiên"
    assert tab.tab.evaluate("document.activeElement.tagName") == "H2"
    tab.tab.keyboard.press("Escape")
    assert tab.tab.locator("#panel").is_hidden()


@pytest.mark.parametrize("width", [1280, 800, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_fits_the_screen(opened: Open, width: int, scheme: str) -> None:
    size = {"width": width, "height": 800}
    tab = opened(friendly_page(focus="Enterprise:bt"), viewport=size, color_scheme=scheme)
    assert tab.tab.evaluate("document.documentElement.scrollWidth") <= width
    tab.tab.locator("#close").scroll_into_view_if_needed()
    tab.tab.click("#close")
    assert tab.tab.locator("#panel").is_hidden()


def test_an_empty_graph_opens(opened: Open) -> None:
    tab = opened(graph_page(nx.MultiDiGraph(), Tables()["Source"], title=TITLE))
    assert tab.tab.inner_text("main") == WORDS["empty"].vi
    tab.tab.click("[data-lang=en]")
    assert tab.tab.inner_text("main") == WORDS["empty"].en


def test_ten_thousand_nodes_open(opened: Open) -> None:
    graph, sources = large(10_000)
    tab = opened(graph_page(graph, sources, title=TITLE))
    assert tab.search("số 7777") == "Kết quả 1 trên 1: Mục thử số 7777"
    assert tab.tab.locator("#list .node").count() <= 60


def test_runs_in_the_frame_of_a_notebook(opened: Open) -> None:
    page = friendly_page()
    tab = opened(Page(f"<!doctype html><html data-ready><body>{page._repr_html_()}", TITLE))
    frame = tab.tab.frame_locator("iframe")
    frame.locator("#query").fill("bao tien")
    frame.locator("#query").press("Enter")
    assert frame.locator("#detail h2").inner_text() == "Công ty TNHH Công nghiệp Bảo Tiên"
