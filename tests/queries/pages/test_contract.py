"""What every page keeps to, whatever its kind: one test for all of ``PAGES``."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from graph import Tables, open_store
from graph.text import LANGS
from loaders import load
from queries import Matchmaker
from queries.pages.kinds import PAGES
from queries.pages.options import Options
from queries.pages.page import GENERATOR, Page
from queries.pages.shell import SCRIPTS, asset
from queries.pages.words import WORDS
from tests.queries.pages.conftest import Watched
from tests.queries.pages.samples import HOSTILE, hostile_tables
from tests.queries.pages.test_graph_page import Parsed, hashed, policy_of

if TYPE_CHECKING:
    from playwright.sync_api import Page as Tab

Open = Callable[..., Watched]

WIDTHS = (360, 800, 1280)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
# Of whom the pages of a kind are shown: in Hải Phòng, and in the hostile graph.
SHOWN = {
    "graph": (None, "heesung"),
    "buyer": ("lg-electronics", "heesung", "serveone"),
    "supplier": ("thanh-phuong-casting", "van-long", "bao-tien"),
    "place": ("hai-phong",),
    "index": (None,),
}
HAI_PHONG = [(kind, name) for kind, names in SHOWN.items() for name in names]
FIRST = [(kind, names[0]) for kind, names in SHOWN.items()]


@lru_cache(1)
def hai_phong() -> Matchmaker:
    with open_store(":memory:") as store:
        load("hai-phong", store)
        return Matchmaker(store)


@lru_cache(1)
def hostile() -> Matchmaker:
    return Matchmaker(hostile_tables())


def made(mm: Matchmaker, kind: str, id: str | None) -> Page:
    return PAGES[kind].make(mm, id, Options())


def attacked(kind: str) -> Page:
    """The page of a kind in which every text is an attack."""
    about = PAGES[kind].of
    if about is None:
        return made(hostile(), kind, None)
    ids = hostile().index.columns(about)["id"]
    foreign = [i for i in ids if i.endswith(" href 0")]
    domestic = [i for i in ids if i.endswith(" href 5")]
    return made(hostile(), kind, (domestic if kind == "supplier" else foreign)[0])


def test_every_kind_is_shown_here() -> None:
    assert set(SHOWN) == set(PAGES)
    assert set(SCRIPTS) >= {"graph", "firm", "index"}


@pytest.mark.parametrize(("kind", "name"), FIRST)
def test_nothing_but_our_scripts_can_run_and_nothing_is_fetched(kind: str, name: str | None) -> None:
    html = made(hai_phong(), kind, name).html
    policy = policy_of(html)
    scripts = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    assert policy["script-src"].split() == [hashed(script) for script in scripts]
    assert policy["default-src"] == "'none'"
    assert policy["base-uri"] == policy["form-action"] == "'none'"
    assert policy["require-trusted-types-for"] == "'script'"
    assert html.index("charset") < html.index(GENERATOR) < html.index("Content-Security-Policy") < 2048
    for tag, attributes in Parsed(html).tags:
        assert "src" not in attributes, tag
        assert "style" not in attributes, tag
        assert attributes.get("href", "data:,") == "data:,", tag
        assert not [a for a in attributes if a.startswith("on")], tag


def test_our_scripts_have_no_way_to_make_html_of_text() -> None:
    forbidden = (
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|setTimeout\(\s*[\"']"
        r"|setAttribute\(\s*[\"']style|https?://(?!www\.w3\.org/2000/svg)"
    )
    for names in SCRIPTS.values():
        assert not re.search(forbidden, asset(*names).replace("/^https?:\\/\\//i", ""))


@pytest.mark.parametrize("kind", PAGES)
@pytest.mark.parametrize("lang", LANGS)
def test_an_empty_store_is_said_to_be_empty(kind: str, lang: str) -> None:
    mm = Matchmaker(Tables())
    if PAGES[kind].of is None:
        word = {"graph": "empty", "index": "empty_store"}[kind]
        assert WORDS[word].say(lang) in mm.page(None, kind, lang=lang).html  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", PAGES)
def test_the_same_store_gives_the_same_page(kind: str) -> None:
    assert attacked(kind).html == attacked(kind).html


@pytest.mark.browser
@pytest.mark.parametrize("kind", PAGES)
def test_hostile_texts_do_nothing_anywhere(opened: Open, kind: str) -> None:
    """Every text is an attack; every control is hovered and clicked, in both languages, "href" beside it."""
    tab = opened(attacked(kind))
    for lang in ("vi", "en"):
        tab.tab.click(f"[data-lang={lang}]")
        for text in HOSTILE[:4]:
            if tab.tab.locator("#query").count():
                tab.search(text)
        if tab.tab.locator("#query").count():
            tab.tab.fill("#query", "")
        links = tab.tab.evaluate(PRESS_EVERYTHING)
        assert set(links) <= {"https: noopener noreferrer _blank"}
    hover_some(tab.tab)
    assert tab.tab.locator("img, iframe, object, embed, svg[onload], base, form[action]").count() == 0
    assert tab.tab.evaluate("({}).polluted") is None
    assert tab.tab.url.startswith("file:")


# Press what can be pressed, and what appears through it, some hundred times; note where links lead.
PRESS_EVERYTHING = """() => {
    const links = new Set();
    const look = () => document.querySelectorAll("main a")
        .forEach((a) => links.add([a.protocol, a.rel, a.target].join(" ")));
    const press = (selector, most) => {
        for (let i = 0; i < Math.min(most, document.querySelectorAll(selector).length); i++) {
            document.querySelectorAll(selector)[i].click();
            look();
        }
    };
    press("summary", 80);
    press("main button", 250);
    press("#panel .node", 20);
    press("#panel .edge", 20);
    for (const box of document.querySelectorAll("select")) {
        for (const option of box.options) {
            box.value = option.value;
            box.dispatchEvent(new Event("change"));
            look();
        }
        box.value = "";
        box.dispatchEvent(new Event("change"));
    }
    return [...links];
}"""


def hover_some(tab: Tab) -> None:
    for selector in ("#list li", "#panel .node", ".fact", "#graph canvas"):
        if tab.locator(selector).first.is_visible():
            tab.locator(selector).first.hover()
            tab.wait_for_timeout(180)


@pytest.mark.browser
@pytest.mark.parametrize(("kind", "name"), HAI_PHONG)
def test_axe_finds_no_serious_fault(opened: Open, kind: str, name: str | None) -> None:
    from axe_playwright_python.sync_playwright import Axe

    tab = opened(made(hai_phong(), kind, name))
    if tab.tab.locator("#list button").count():
        tab.tab.evaluate("document.querySelector('#list button').click()")
    tab.tab.evaluate(
        "[...document.querySelectorAll('details')].slice(0, 12).forEach((d) => { d.open = true; })"
    )
    for scheme in SCHEMES:
        tab.tab.emulate_media(color_scheme=scheme)
        faults = [
            f"{v['id']}: {v['nodes'][0]['html'][:160]}"
            for v in Axe().run(tab.tab).response["violations"]
            if v["impact"] in ("serious", "critical")
        ]
        assert faults == []


@pytest.mark.browser
@pytest.mark.parametrize(("kind", "name"), FIRST)
def test_the_switch_leaves_no_word_behind(opened: Open, kind: str, name: str | None) -> None:
    tab = opened(made(hai_phong(), kind, name))
    before = tab.tab.inner_text("body")
    tab.tab.click("[data-lang=en]")
    after = tab.tab.inner_text("body")
    assert tab.tab.get_attribute("html", "lang") == "en"
    left = [
        k for k, t in WORDS.items() if "{" not in t.vi and t.vi != t.en and len(t.vi) > 8 and t.vi in after
    ]
    assert left == []
    tab.tab.click("[data-lang=vi]")
    assert tab.tab.inner_text("body") == before


@pytest.mark.browser
@pytest.mark.parametrize(("kind", "name"), FIRST)
def test_the_keyboard_reaches_everything(opened: Open, kind: str, name: str | None) -> None:
    tab = opened(made(hai_phong(), kind, name))
    if tab.tab.locator("#query").count():
        tab.tab.keyboard.press("/")
        assert tab.tab.evaluate("document.activeElement.id") == "query"
        tab.tab.evaluate("document.activeElement.blur()")
    seen = set()
    for _ in range(60):
        tab.tab.keyboard.press("Tab")
        where, ring = tab.tab.evaluate(
            """() => {
                const e = document.activeElement;
                return [e.tagName + (e.id || e.className), getComputedStyle(e).outlineStyle];
            }"""
        )
        if where.startswith("BODY"):
            break
        seen.add(where)
        assert ring == "solid", where
    assert len(seen) > 1


@pytest.mark.browser
@pytest.mark.parametrize(("kind", "name"), HAI_PHONG)
def test_fits_every_screen_and_paper(opened: Open, kind: str, name: str | None) -> None:
    page = made(hai_phong(), kind, name)
    for width in WIDTHS:
        tab = opened(page, viewport={"width": width, "height": 800})
        assert tab.tab.evaluate("document.documentElement.scrollWidth") <= width
        for scheme in SCHEMES:
            tab.tab.emulate_media(color_scheme=scheme)
            _shoot(tab.tab, f"{kind}-{name or 'all'}-{width}-{scheme}")
    tab.tab.emulate_media(media="print", color_scheme="light")
    assert tab.tab.is_hidden("#query")
    paper = tab.tab.pdf(format="A4")
    assert paper.startswith(b"%PDF")
    _keep(f"{kind}-{name or 'all'}.pdf", paper)


def _shoot(tab: Tab, name: str) -> None:
    if os.environ.get("KETNOI_SCREENSHOTS"):
        _keep(f"{name}.png", tab.screenshot())
        _keep(f"{name}-full.png", tab.screenshot(full_page=True))


def _keep(name: str, content: bytes) -> None:
    folder = os.environ.get("KETNOI_SCREENSHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        (Path(folder) / name).write_bytes(content)
