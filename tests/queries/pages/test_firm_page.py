"""A firm's page: what it tells adds up, leads to sources, and answers to what a person chooses."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from queries import Matchmaker
from queries.pages.kinds import PAGES, roles
from queries.pages.options import Options
from queries.pages.page import Page
from queries.pages.sides import BASES
from queries.signals import SIGNALS
from tests.queries.build import maker
from tests.queries.pages.conftest import Watched
from tests.queries.pages.test_graph_page import data_of

Open = Callable[..., Watched]

WORLD = """
    firm b ownership=fdi
    b makes washer
    drum into washer
    weight into washer
    weight into drum
    b needs bolt standards=iso
    s1 makes weight
    s2 hints drum
    s3 makes bolt
    b signed s4 products=cover signed_on=2024-05
    firm other ownership=fdi
    other signed s1 signed_on=2025-02
    s1 holds iso valid_until=2020-01-01 number=A7
    s1 at park-a
    b at park-a
    product bolt name_en=Bolt
    product cover
"""


def test_every_signal_has_a_colour_of_its_own_by_day_and_by_night() -> None:
    """A bar without one would be there and not be seen."""
    html = maker(WORLD).page("b").html
    colours = [re.findall(rf"--s{i}: (#\w+);", html) for i in range(len(SIGNALS))]
    assert all(len(found) == 2 for found in colours)
    assert all(f".s{i} {{ background: var(--s{i}); }}" in html for i in range(len(SIGNALS)))
    assert all(len(set(theme)) == len(SIGNALS) for theme in zip(*colours, strict=True))


def page_of(mm: Matchmaker, firm: str, role: str) -> Page:
    return PAGES[role].make(mm, firm, Options())


def data(firm: str, role: str) -> dict[str, Any]:
    return data_of(page_of(maker(WORLD), firm, role).html)


def names(data: dict[str, Any], matches: list[dict[str, Any]]) -> list[str]:
    return [data["nodes"][m["firm"]]["label"][0] for m in matches]


def test_what_is_shown_adds_up_to_the_score() -> None:
    said = data("b", "buyer")
    for match in said["new"] + said["signed"]:
        assert round(sum(part for _, part, _, _ in match["signals"]), 4) == match["score"]


def test_signed_suppliers_stand_apart() -> None:
    said = data("b", "buyer")
    assert names(said, said["signed"]) == ["s4"]
    assert "s4" not in names(said, said["new"])
    assert set(names(said, said["new"])) == {"s1", "s2", "s3"}


def test_needs_say_how_they_are_known_and_who_answers() -> None:
    said = data("b", "buyer")
    bases = list(BASES)
    needs = {said["nodes"][i["node"]]["label"][0]: i for i in said["side"]}
    assert {name: bases[i["basis"]] for name, i in needs.items()} == {
        "cover": "signed",
        "bolt": "stated",
        "drum": "inferred",
        "weight": "inferred",
    }
    assert needs["bolt"]["known"] == 1
    assert [said["nodes"][n]["label"][0] for n in needs["weight"]["partners"]] == ["s1"]
    assert said["nodes"][needs["drum"]["of"]]["label"][0] == "washer"
    for item in said["side"]:
        assert all(said["edges"][fact["edge"]]["refs"] for fact in item["facts"])


def test_a_supplier_says_what_it_can_do() -> None:
    said = data("s1", "supplier")
    assert [said["nodes"][i["node"]]["label"][0] for i in said["side"]] == ["weight"]
    assert names(said, said["new"]) == ["b"]
    assert names(said, said["signed"]) == ["other"]


def test_every_reason_leads_to_a_row() -> None:
    said = data("b", "buyer")
    facts = [f for m in said["new"] for _, part, _, evidence in m["signals"] if part for f in evidence]
    assert facts
    for fact in facts:
        item = said["edges"][fact["edge"]] if "edge" in fact else said["nodes"][fact["node"]]
        assert all(where.startswith("lines:") for _, where in item["refs"])


def test_as_what_a_firm_has_a_page() -> None:
    mm = maker(WORLD)
    assert roles(mm, "b") == ("buyer",)
    assert roles(mm, "s1") == ("supplier",)
    assert roles(maker("v needs bolt"), "v") == ("buyer", "supplier")
    assert roles(maker("firm x ownership=unknown"), "x") == ("supplier",)
    assert mm.page("s1").title.vi == "s1"


@pytest.mark.browser
def test_a_choice_lights_up_its_path_and_opens_its_card(opened: Open) -> None:
    tab = opened(page_of(maker(WORLD), "b", "buyer"))
    assert tab.tab.inner_text("#detail h2") == "b"
    tab.tab.get_by_role("button", name="s1", exact=True).first.click()
    panel = tab.tab.locator("#panel")
    assert panel.locator("h2").inner_text() == "s1"
    assert "đã hết hạn 01/01/2020" in panel.locator(".certificates").inner_text()
    assert "số A7" in panel.locator(".certificates").inner_text()
    assert "lines:" in panel.locator(".sources").inner_text()
    assert tab.tab.locator("article[aria-current] .firm-name").inner_text() == "s1"
    tab.tab.keyboard.press("Escape")
    assert tab.tab.inner_text("#detail h2") == "b"


@pytest.mark.browser
def test_reasons_open_and_add_up_on_the_page(opened: Open) -> None:
    tab = opened(page_of(maker(WORLD), "b", "buyer"))
    tab.tab.locator("#list .reasons summary").first.click()
    parts = tab.tab.locator("#list article").first.locator("[data-part]")
    shown = [float(p.get_attribute("data-part") or 0) for p in parts.all()]
    total = tab.tab.locator("#list article").first.locator("[data-total]").get_attribute("data-total")
    assert round(sum(shown), 4) == float(total or 0)
    tab.tab.click("[data-lang=en]")  # what stands open stays open
    assert tab.tab.locator("#list .reason-list").count() == 1


@pytest.mark.browser
def test_needs_filters_and_search_narrow_the_ranking(opened: Open) -> None:
    tab = opened(page_of(maker(WORLD), "b", "buyer"))
    ranked = tab.tab.locator("#list .firm-name")
    everyone = ranked.all_inner_texts()
    tab.tab.locator(".item", has_text="bolt").locator("summary").click()
    tab.tab.locator(".item[open] .narrow").click()
    assert ranked.all_inner_texts() == ["s3"]
    assert "bolt" in tab.tab.inner_text("#chosen")
    tab.tab.locator("#chosen button").click()
    assert ranked.all_inner_texts() == everyone
    tab.tab.select_option("[data-facet=park]", label="park-a (1)")
    assert ranked.all_inner_texts() == ["s1"]
    tab.tab.select_option("[data-facet=park]", "?")
    assert set(ranked.all_inner_texts()) == set(everyone) - {"s1"}
    tab.tab.select_option("[data-facet=park]", "")
    tab.tab.fill("#query", "s2")
    assert ranked.all_inner_texts() == ["s2"]
    tab.tab.fill("#query", "nobody")
    assert tab.tab.is_visible("#none-found")
