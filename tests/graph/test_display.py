"""Pieces of HTML for notebooks: whatever stands in the data is text there, and bars are to scale."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup as Safe

from graph.display import bar, both, heading, legend, listing, table
from tests.markup import HOSTILE, Markup


@given(st.text())
@pytest.mark.parametrize("text", HOSTILE)
def test_every_piece_shows_a_text_as_it_is(text: str, other: str) -> None:
    pieces = [
        heading(text),
        listing([text, other]),
        table([text], [[text], [other]], more=text),
        legend([text]),
    ]
    calm = [heading("a"), listing(["a", "b"]), table(["a"], [["a"], ["b"]], more="a"), legend(["a"])]
    for piece, plain in zip(pieces, calm, strict=True):
        assert Markup(piece).tags == Markup(plain).tags
        assert text in Markup(piece).text
    named = Markup(bar([(text, 1.0)], 1.0))
    assert named.quiet()
    assert (named.tags, dict(named.attributes)["aria-label"]) == (["svg", "rect", "title"], text)


def test_bars_are_to_scale_and_stand_side_by_side() -> None:
    drawn = bar([("a", 0.1), ("b", 0.0), ("c", 0.3)], 0.8, width=200)
    spans = re.findall(r'x="([\d.]+)" width="([\d.]+)"', drawn)
    assert spans == [("0.0", "25.0"), ("25.0", "75.0")]
    colours = re.findall(r'fill="(#\w+)"', drawn)
    assert colours == re.findall(r"color:(#\w+)", legend("abc"))[::2]
    assert "<rect" not in bar([("a", 0.0)], 0.0)


def test_unknown_is_a_dash_and_numbers_stand_to_the_right() -> None:
    shown = table(["a"], [[None], [""], [0], ["x"], [Safe("<b>y</b>")]])
    assert re.findall(r"<td[^>]*>(.*?)</td>", shown) == ["–", "–", "0", "x", "<b>y</b>"]
    assert re.findall(r"text-align:(\w+);", shown) == ["left", "left", "right", "left", "left"]


def test_vietnamese_comes_first_and_english_unfolds() -> None:
    shown = both(lambda lang: heading({"vi": "Xin chào", "en": "Hello"}[lang]))
    assert type(shown) is str  # what it is added to is not escaped
    assert shown.index("Xin chào") < shown.index("<details><summary>English") < shown.index("Hello")


def test_nothing_to_list_is_nothing() -> None:
    assert listing([]) == ""
