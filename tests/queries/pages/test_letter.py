"""The letter of introduction: what it says, that nothing runs in it, and that it is one page of paper."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from graph import Tables
from queries import Matchmaker
from queries.pages.page import Page
from tests.queries.build import maker
from tests.queries.pages.conftest import Watched
from tests.queries.pages.samples import HOSTILE

Open = Callable[..., Watched]
A4 = (595, 842)  # points


class Reading(HTMLParser):
    """The tags of a page, and its text by language."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = {"vi": "", "en": ""}
        self._in: str | None = None
        self.feed(page.html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "main":
            self._in = dict(attrs)["lang"]

    def handle_data(self, data: str) -> None:
        if self._in:
            self.text[self._in] += " ".join(data.split()) + " "


@pytest.fixture(scope="module")
def mm(hai_phong: Tables) -> Matchmaker:
    return Matchmaker(hai_phong)


def full(name: str = "Công ty X", *more: str) -> Matchmaker:
    """A pair of which everything is known, every text starting with ``name``."""

    name = " ".join(name.splitlines())  # a line of its own would be another fact

    def said(**given: str) -> str:
        return " ".join(shlex.quote(f"{key}={value}") for key, value in given.items())

    parts = [f"p{i}" for i in range(9)]
    return maker(
        f"firm b ownership=fdi country=KR {said(name=name + ' mua', address=name, website=name)}",
        f"firm s {said(name=name + ' bán', tax_code='0200653117', website=name)} employees=1200",
        *(f"product {p} {said(name_vi=name + p, name_en=name + p)}" for p in parts),
        *(f"b needs {p} volume=10 unit=kg standards=iso\ns makes {p} capacity=5 unit=kg" for p in parts),
        f"standard iso {said(name=name + ' ISO')}\ns holds iso valid_until=2026-06",
        f"standard old {said(name=name + ' cũ')}\ns holds old valid_until=2020",
        f"place k {said(name_vi=name + ' KCN')}\nb at k\ns at k\nprogramme g {said(name=name)}\ns joined g",
        f"b signed s signed_on=2025-04-18 stage=trial products=p1 {said(subject=name)}",
        *(f"firm c{i} ownership=fdi {said(name=name)}\nc{i} signed s signed_on=202{i}" for i in range(6)),
        *more,
    )


def test_it_says_who_fits_why_and_who_says_so(mm: Matchmaker) -> None:
    letter = Reading(mm.letter("lg-electronics", "thanh-phuong-casting"))
    match = mm.explain("lg-electronics", "thanh-phuong-casting")
    for lang in ("vi", "en"):
        said = letter.text[lang]
        assert match.buyer.name.say(lang) in said
        assert match.supplier.name.say(lang) in said
        assert match.signals[0].sentence.say(lang)[:200] in said
        for unknown in match.unknown:
            assert unknown.say(lang)[1:] in said
        cited = set(re.findall(r"\[\d+\]", said))
        sources = said.partition(" Nguồn " if lang == "vi" else " Sources ")[2]
        assert cited == set(re.findall(r"\[\d+\]", sources)) != set()
    assert "Chưa thấy trong hồ sơ." in letter.text["vi"]
    assert "None on file." in letter.text["en"]


def test_certificates_mous_and_what_is_missing_are_told() -> None:
    said = Reading(full().letter("b", "s")).text["en"]
    assert "Công ty X ISO (until 2026-06)" in said
    assert "Công ty X cũ (expired 2020)" in said
    assert "The two have signed an MOU already." in said
    assert said.index("2025-04-18 · the two · trial · Công ty Xp1") < said.index("2025 · Công ty X [1]")
    assert "and 3 more (ketnoi explain)" in said
    assert "0200653117" in said
    assert "1,200" in said


def test_a_product_that_is_asked_for_is_named() -> None:
    assert ", for Công ty Xp3." in Reading(full().letter("b", "s", "p3")).text["en"]


def test_nothing_is_known_is_said() -> None:
    said = Reading(maker("firm b ownership=fdi\nfirm s").letter("b", "s")).text["vi"]
    assert "Chưa thấy điều gì khớp trong dữ liệu." in said
    assert said.count("Chưa rõ") > 8


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_markup_or_a_link(text: str) -> None:
    found = Reading(full(text).letter("b", "s")).tags
    calm = Reading(full().letter("b", "s")).tags
    assert [tag for tag, _ in found] == [tag for tag, _ in calm]
    assert "script" not in {tag for tag, _ in found}
    (policy,) = [a["content"] for _, a in found if a.get("http-equiv") == "Content-Security-Policy"]
    assert str(policy).startswith("default-src 'none'; script-src 'none'; ")


def test_only_addresses_of_the_web_are_links() -> None:
    import pandas as pd

    for url, linked in (("https://báo.vn/a?b=1&c", True), ("javascript:alert(1)", False), ("//x.vn", False)):
        mm = full()
        frames = {name: mm.index.tables[name] for name in mm.index.tables}
        frames["Source"] = pd.DataFrame([{"id": "s", "title": "Báo", "url": url}])
        letter = Reading(Matchmaker(Tables(frames), on=mm.on).letter("b", "s"))
        links = [attrs["href"] for tag, attrs in letter.tags if tag == "a"]
        assert links == ([url] * 2 if linked else [])


# --- in a browser ---------------------------------------------------------------


def pages(tab: Watched, path: Path) -> int:
    """How many pages it prints, each of them A4."""
    data = tab.tab.pdf(path=path, prefer_css_page_size=True, print_background=True)
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", data)
    assert {(round(float(w)), round(float(h))) for w, h in boxes} == {A4}
    return len(re.findall(rb"/Type /Page\b", data))


@pytest.mark.browser
def test_it_is_one_page_in_both_languages_and_the_switch_works_by_keyboard(
    opened: Open, mm: Matchmaker, tmp_path: Path
) -> None:
    tab = opened(mm.letter("heesung", "van-long"))
    shown = tab.tab.locator("main:visible")
    assert shown.get_attribute("lang") == "vi"
    assert pages(tab, tmp_path / "vi.pdf") == 1
    tab.tab.press("#vi", "ArrowRight")
    assert shown.count() == 1
    assert shown.get_attribute("lang") == "en"
    assert pages(tab, tmp_path / "en.pdf") == 1
    tab.tab.click("nav >> text=Tiếng Việt")
    assert shown.get_attribute("lang") == "vi"
    tab.tab.set_viewport_size({"width": 360, "height": 740})
    assert tab.tab.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.browser
@pytest.mark.parametrize("words", ["Công nghiệp hỗ trợ ", "CÔNG TY CỔ PHẦN "])
@pytest.mark.parametrize("times", [3, 4, 60])
def test_the_longest_names_still_make_one_page(opened: Open, tmp_path: Path, words: str, times: int) -> None:
    """Just below and above where the letter is set smaller, and where everything is cut."""
    for lang in ("vi", "en"):
        tab = opened(full(words * times).letter("b", "s", lang=lang))
        assert pages(tab, tmp_path / "long.pdf") == 1


@pytest.mark.browser
def test_hostile_texts_do_nothing(opened: Open) -> None:
    tab = opened(full("".join(HOSTILE)[:90]).letter("b", "s"))
    tab.tab.hover("h1")
    tab.tab.click(".name >> nth=0")
    for text in HOSTILE:
        assert text.strip()[:9] in opened(full(text).letter("b", "s")).tab.inner_text("main:visible")
    assert tab.tab.locator("img, iframe, svg, script").count() == 0
