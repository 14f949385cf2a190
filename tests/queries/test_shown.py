"""Rankings, matches and findings in a notebook: both languages, bars that add up, any text shown as text."""

from __future__ import annotations

import re
import shlex

import pytest

from graph import Tables
from graph.display import COLOURS
from queries import Matches, Matchmaker
from queries.evaluation import Plan, evaluate
from queries.signals import SIGNALS
from tests.markup import HOSTILE, Markup
from tests.queries.build import maker
from tests.queries.evaluation.build import filed


@pytest.fixture(scope="module")
def mm(hai_phong: Tables) -> Matchmaker:
    return Matchmaker(hai_phong)


def halves(html: str) -> tuple[str, str]:
    """What is shown in Vietnamese and in English."""
    vi, _, en = html.partition("<details>")
    return Markup(vi).text, Markup(en).text


def test_a_ranking_says_in_both_languages_what_it_says_as_text(mm: Matchmaker) -> None:
    matches = mm.rank_suppliers("heesung")
    html = matches._repr_html_()
    assert Markup(html).quiet()
    for lang, said in zip(("vi", "en"), halves(html), strict=True):
        assert matches.question.say(lang) in said
        for m in matches:
            assert m.supplier.name.say(lang) in said
            assert m.headline.say(lang) in said
            assert f"{m.score:.4f}" in said
        assert all(note.say(lang) in said for note in matches.notes)


def test_bars_of_a_ranking_are_as_long_as_the_scores(mm: Matchmaker) -> None:
    matches = mm.rank_suppliers("heesung")
    vi = matches._repr_html_().partition("<details>")[0]
    bars = [
        sum(map(float, re.findall(r'width="([\d.]+)" height="12" fill', svg))) for svg in vi.split("<svg")[1:]
    ]
    shown = [*matches.new, *matches.signed]
    longest = max(m.score for m in matches)
    assert bars == pytest.approx([220 * m.score / longest for m in shown], abs=0.5)


def test_those_that_have_signed_stand_apart(mm: Matchmaker) -> None:
    matches = mm.rank_suppliers("heesung")
    vi, _ = halves(matches._repr_html_())
    apart = vi.index("Đã ký ghi nhớ")
    assert all(vi.index(m.supplier.name.vi) < apart for m in matches.new)
    assert all(vi.index(m.supplier.name.vi) > apart for m in matches.signed)


def test_a_match_shows_every_signal_and_what_is_not_known(mm: Matchmaker) -> None:
    match = mm.explain("heesung", "van-long")
    html = match._repr_html_()
    assert Markup(html).quiet()
    for lang, said in zip(("vi", "en"), halves(html), strict=True):
        for s in match.signals:
            assert s.sentence.say(lang) in said
            assert f"{s.contribution:.4f}" in said
        for text in (*match.met, *match.missing, *match.unknown):
            assert text.say(lang) in said
        assert match.path_text(lang) in said


def test_an_empty_ranking_says_so() -> None:
    empty = maker("firm b ownership=fdi").rank_suppliers("b")
    vi, en = halves(empty._repr_html_())
    assert "Chưa tìm được ai phù hợp" in vi
    assert empty.notes[0].en in en
    assert "nobody" in Matches([], empty.question)._repr_html_().lower()


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_markup(text: str) -> None:
    def answers(name: str) -> list[str]:
        said = " ".join(shlex.quote(f"{c}={name}") for c in ("name_vi", "name_en"))
        firm = shlex.quote(f"name={name}")
        mm = maker(
            f"firm b ownership=fdi {firm}\nfirm s {firm}\nproduct p {said}\nb needs p\ns makes p",
            f"b signed s {shlex.quote(f'note={name}')}\nplace k {said}\nb at k\ns at k",
        )
        found = [mm.rank_suppliers("b"), mm.rank_buyers("s"), mm.explain("b", "s")]
        return [f._repr_html_() for f in (*found, mm.gaps("k", most=9), mm.localisation("b"))]

    for html, calm in zip(answers(text), answers("calm"), strict=True):
        assert Markup(html).quiet()
        assert Markup(html).tags == Markup(calm).tags
        assert text in Markup(html).text


def test_an_evaluation_shows_its_figures_in_both_languages() -> None:
    lines = "".join(
        f"firm b{i} ownership=fdi\nb{i} signed s{i} products=p{i} signed_on=202{i}\n"
        f"s{i} makes p{i}\nb{i} needs p{i}\n"
        for i in range(6)
    )
    found = evaluate(filed(lines), Plan(share=0.5), baselines=[])
    html = found._repr_html_()
    assert Markup(html).quiet()
    assert html.count("<circle") == 2 * sum(f.part == "new" for f in found.figures) > 0
    for lang, said in zip(("vi", "en"), halves(html), strict=True):
        assert all(note.say(lang) in said for note in found.notes)


def test_every_signal_has_a_colour_of_its_own() -> None:
    assert len(set(COLOURS)) == len(COLOURS) >= len(SIGNALS)
