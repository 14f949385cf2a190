"""The reasons that are given are those that count, and what is missing would change what is said."""

from __future__ import annotations

import os

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import Tables
from graph.schema import EDGES
from queries import Match, Matchmaker
from queries.facts import Fact
from queries.ranking import Scores
from queries.rankings import Choice
from queries.reasons import carrying
from queries.signals import SIGNALS
from queries.weights import Weights
from tests.queries.build import ON, maker, world

ROUNDS = int(os.environ.get("KETNOI_ROUNDS", "40"))

# Two buyers and five suppliers, with every kind of edge between them, as lines that may be drawn.
BUYERS, SUPPLIERS = ("b", "c"), ("r", "s", "t", "u", "v")
GOODS = ("bolt", "nut", "gear", "casting")
STANDARDS, PLACES = ("iso", "iatf"), ("park", "north", "south")
FRAME = """
firm b ownership=fdi
firm c ownership=fdi
standard iso name='ISO 9'
standard iatf name='IATF 1'
place north kind=province
place south kind=province
park within north
bolt is metal
gear is metal
bolt into washer
casting into gear
product nut name_vi='đai ốc'
product bolt name_vi='bu lông thép'
"""
_b, _s = st.sampled_from(BUYERS), st.sampled_from(SUPPLIERS)
_p, _place = st.sampled_from((*GOODS, "metal", "washer")), st.sampled_from(PLACES)
_need = st.builds(
    lambda b, p, std, v: f"{b} needs {p}" + std + v,
    _b,
    st.sampled_from(GOODS),
    st.sampled_from(["", " standards=iso", " standards=iso|iatf"]),
    st.sampled_from(["", " volume=100 unit=pcs", " volume=900 unit=pcs"]),
)
_capacity = st.sampled_from(["", " capacity=50 unit=pcs", " capacity=500 unit=pcs"])
LINE = st.one_of(
    _need,
    st.builds(lambda s, p, c: f"{s} makes {p}{c}", _s, _p, _capacity),
    st.builds(lambda s, p: f"{s} hints {p}", _s, _p),
    st.builds(lambda b, p: f"{b} makes {p}", _b, _p),
    st.builds(lambda b, s, p: f"{b} signed {s} products={p} stage=contract", _b, _s, st.sampled_from(GOODS)),
    st.builds(lambda b, s: f"{b} signed {s} signed_on=2025", _b, _s),
    st.builds(
        lambda s, x, d: f"{s} holds {x}{d}",
        _s,
        st.sampled_from(STANDARDS),
        st.sampled_from(["", " valid_until=2020"]),
    ),
    st.builds(lambda f, p: f"{f} at {p}", st.sampled_from((*BUYERS, *SUPPLIERS)), _place),
    st.builds(lambda s: f"{s} joined programme", _s),
)
graphs = st.lists(LINE, min_size=4, max_size=24, unique=True).map("\n".join)


# --- which reasons carry ----------------------------------------------------------


def shares(*parts: float) -> list[float]:
    """The contributions that carry a match with these."""
    from graph.text import Text
    from queries.matches import SignalScore

    said = Text("", "")
    return [s.contribution for s in carrying([SignalScore(str(p), said, p, 1.0, p, said, ()) for p in parts])]


@pytest.mark.parametrize(
    ("parts", "carry"),
    [
        ((0.5, 0.1, 0.1), [0.5, 0.1]),  # two, as 0.5 alone is not yet four fifths
        ((0.9, 0.05, 0.05), [0.9, 0.05]),  # two at least
        ((0.3, 0.25, 0.25, 0.2), [0.3, 0.25, 0.25]),  # three at most
        ((0.1, 0.0, 0.4), [0.4, 0.1]),  # weightiest first, nothing that counts for nothing
        ((0.2,), [0.2]),
        ((0.0, 0.0), []),
    ],
)
def test_two_or_three_reasons(parts: tuple[float, ...], carry: list[float]) -> None:
    assert shares(*parts) == carry


def test_the_sentence_names_them_with_their_share(mm: Matchmaker) -> None:
    for match in mm.rank_suppliers("LG Electronics"):
        for s in carrying(match.signals):
            part = f"({s.contribution / sum(x.contribution for x in match.signals):.0%})"
            assert f"{s.label.vi} {part}" in match.because.vi
            assert f"{s.label.en} {part}" in match.because.en
        assert match.because.vi.startswith("điểm chủ yếu nhờ ")
        assert match.because.en.startswith("scores mostly for ")


def test_no_reason_at_all() -> None:
    match = maker("firm b ownership=fdi\nfirm s").explain("b", "s")
    assert match.because.en == "nothing is known that speaks for a fit"


# --- fidelity ---------------------------------------------------------------------


def takes_away(tables: Tables, match: Match, facts: tuple[Fact, ...]) -> Tables:
    """The tables without the supplier's own facts among ``facts``."""
    me = f"Enterprise:{match.supplier.id}"
    frames = {name: tables[name] for name in tables}
    for fact in facts:
        if fact.type in EDGES and me in (fact.source, fact.target):
            frame = frames[fact.type]
            source, target = fact.source.partition(":")[2], fact.target.partition(":")[2]
            frames[fact.type] = frame[~((frame["source"] == source) & (frame["target"] == target))]
    return Tables({name: frame.reset_index(drop=True) for name, frame in frames.items()})


# These compare a firm with all others (the nearest one counts 1): without a fact the yardstick changes too,
# and a firm that has signed may become it. Here the reason itself is taken away, not the facts behind it.
RELATIVE = {"graph", "peers", "text"}


def check_fidelity(tables: Tables, buyer: str) -> None:
    """Taking away the top reason of a match, or the facts behind it, never raises its rank."""
    mm = Matchmaker(tables, on=ON)
    query = mm._query(buyer, None)
    scores, allowed = Scores.of(query), Choice(5).allowed(query)
    for match in mm.rank_suppliers(buyer, top=5):
        top = carrying(match.signals)[:1]
        if not top:
            continue
        at = mm.index.e_at[match.supplier.id]
        signal = [s.name for s in SIGNALS].index(top[0].name)
        ablated = scores.rank(at, allowed, scores.with_signal(signal, at, 0.0))
        assert ablated is not None
        assert ablated >= match.rank == scores.rank(at, allowed)
        if top[0].name in RELATIVE:
            continue
        less = Matchmaker(takes_away(tables, match, top[0].evidence), on=ON)
        after = [m for m in less.rank_suppliers(buyer, top=99) if m.supplier.id == match.supplier.id]
        assert not after or after[0].rank >= match.rank, (match.supplier.id, top[0].name, match.because.en)


@settings(deadline=None, max_examples=ROUNDS, derandomize=True)
@given(graphs)
def test_taking_away_the_top_reason_never_raises_the_rank(lines: str) -> None:
    check_fidelity(world(FRAME, lines), "b")


def test_nor_in_hai_phong(hai_phong: Tables) -> None:
    for buyer in ("heesung", "lg-electronics", "canon"):
        check_fidelity(hai_phong, buyer)


# --- what is missing --------------------------------------------------------------

NEED = """
firm b ownership=fdi
b needs bolt volume=1000 unit=pcs standards=iso|iatf
standard iso name='ISO 9'
standard iatf name='IATF 1'
good makes bolt capacity=2000 unit=pcs
good holds iso
s makes bolt capacity=100 unit=pcs
"""


def test_what_is_missing_is_told_with_what_it_would_change() -> None:
    weights = Weights({**{s.name: 0.0 for s in SIGNALS}, "product": 0.5, "standards": 0.4, "capacity": 0.1})
    match = Matchmaker(world(NEED), on=ON, weights=weights).rank_suppliers("b")[1]
    assert match.supplier.id == "s"
    told = {w.what.en: (w.rank_before, w.rank_after) for w in match.would}
    assert told == {
        "with IATF 1 on file": (2, 2),
        "with ISO 9 on file": (2, 2),
        "with IATF 1, ISO 9 on file": (2, 1),
        "with a capacity of 1000 pcs": (2, 2),
    }
    best = match.would[2]
    assert best.say("en") == f"with IATF 1, ISO 9 on file: score {best.score:.4f}, rank from 2 to 1"
    assert best.say("vi") == f"nếu có cả IATF 1, ISO 9 trong hồ sơ: điểm {best.score:.4f}, hạng từ 2 lên 1"
    assert ", vẫn hạng 2" in match.would[0].say("vi")


def test_an_expired_certificate_would_count_again() -> None:
    match = maker(NEED, "good holds iatf valid_until=2020").rank_suppliers("b")[0]
    assert [w.what.en for w in match.would] == ["with IATF 1 on file"]


def test_without_a_ranking_only_the_score() -> None:
    match = maker(NEED).explain("b", "s")
    assert {(w.rank_before, w.rank_after) for w in match.would} == {(None, None)}
    assert "rank" not in match.would[0].say("en")


def test_nothing_is_missing_where_nothing_is_required() -> None:
    match = maker("firm b ownership=fdi\nb needs bolt\ns makes bolt").rank_suppliers("b")[0]
    assert match.would == ()


@settings(deadline=None, max_examples=ROUNDS)
@given(graphs)
def test_it_is_what_the_graph_would_say(lines: str) -> None:
    """The score and rank that are told are those of the graph in which it is so."""
    mm = Matchmaker(world(FRAME, lines), on=ON)
    for match in mm.rank_suppliers("b", top=3):
        for would in match.would:
            if "capacity" in would.what.en:
                continue
            names = would.what.en.removeprefix("with ").removesuffix(" on file").split(", ")
            changes = mm.what_if(match.supplier.id, standards=names)
            (change,) = [c for c in changes if c.buyer.id == "b"]
            assert (change.rank_before, change.rank_after) == (would.rank_before, would.rank_after)
            assert change.score_after == pytest.approx(would.score, abs=1e-9)


def test_no_table_was_changed(hai_phong: Tables) -> None:
    before = hai_phong["MAKES"].copy()
    takes_away(hai_phong, Matchmaker(hai_phong, on=ON).rank_suppliers("heesung")[0], ())
    pd.testing.assert_frame_equal(hai_phong["MAKES"], before)
