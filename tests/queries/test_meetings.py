"""Timetables: no clash, limits kept, and the greatest sum there is, against all that could be."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import KetnoiError, NotFound, Tables
from queries import Matchmaker, timetable
from tests.queries.build import maker


@st.composite
def events(draw: st.DrawFn) -> tuple[Any, Any, Any, int, int | None]:
    """Weights (zeros: no fit; many ties), limits per row and column, slots, tables."""
    height, width = draw(st.integers(1, 3)), draw(st.integers(1, 4))
    weight = st.sampled_from([0.0, 0.0, 0.1, 0.25, 0.25, 0.7, 1.0])
    weights = np.array([[draw(weight) for _ in range(width)] for _ in range(height)])
    slots = draw(st.integers(1, 3))
    left = np.array([draw(st.integers(1, slots)) for _ in range(height)])
    right = np.array([draw(st.integers(1, slots)) for _ in range(width)])
    return weights, left, right, slots, draw(st.none() | st.integers(1, 3))


def greatest(weights: Any, left: Any, right: Any, most: int | None) -> float:
    """The greatest sum, by trying every set of pairs."""
    pairs = list(zip(*np.nonzero(weights), strict=True))
    sums = [0.0]
    for number in range(1, min(len(pairs), most or len(pairs)) + 1):
        for chosen in combinations(pairs, number):
            rows, columns = Counter(r for r, _ in chosen), Counter(c for _, c in chosen)
            if all(n <= left[r] for r, n in rows.items()) and all(n <= right[c] for c, n in columns.items()):
                sums.append(sum(weights[p] for p in chosen))
    return max(sums)


@settings(deadline=None, max_examples=150)
@given(events())
def test_no_sum_is_greater_and_nobody_meets_two_at_once(event: tuple[Any, Any, Any, int, int | None]) -> None:
    weights, left, right, slots, tables = event
    most = None if tables is None else tables * slots
    pairs = timetable.choose(weights, left, right, most)
    assert sum(weights[p] for p in pairs) == pytest.approx(greatest(weights, left, right, most))
    planned = timetable.slots(pairs, weights, slots, tables)
    assert len(planned) == slots
    assert sorted(p for held in planned for p in held) == sorted(pairs)
    for held in planned:
        assert len({r for r, _ in held}) == len({c for _, c in held}) == len(held)
        assert tables is None or len(held) <= tables


@settings(deadline=None, max_examples=30)
@given(st.integers(1, 8), st.integers(0, 10**6))
def test_a_full_event_is_coloured_without_a_spare_slot(slots: int, seed: int) -> None:
    """Everyone busy in every slot, as far as the other side has people: exactly as many slots as meetings."""
    random = np.random.default_rng(seed)
    height, width = random.integers(1, 25, size=2)
    weights = random.random((height, width)).round(3) * (random.random((height, width)) < 0.7)
    full = np.full(height, slots), np.full(width, slots)
    pairs = timetable.choose(weights, *full)
    tables = max(1, -(-len(pairs) // slots))
    planned = timetable.slots(pairs, weights, slots, tables)
    assert max(map(len, planned)) <= tables
    assert sum(map(len, planned)) == len(pairs)


EVENT = """
firm b ownership=fdi
firm c ownership=fdi
b needs bolt
c needs bolt
c needs nut
s makes bolt
t makes bolt
t makes nut
u makes nut
"""


def test_by_hand() -> None:
    """One slot: t, which fits both, meets the one that needs more of it; s meets the other."""
    found = maker(EVENT).plan_meetings(slots=1)
    assert {(m.buyer.id, m.supplier.id) for m in found} == {("b", "s"), ("c", "t")}
    assert found.total == pytest.approx(sum(m.score for m in found))
    assert all(m.evidence and m.why.vi for m in found)
    assert [(m.slot, m.table) for m in found] == [(1, 1), (1, 2)]


def test_scores_are_those_of_the_ranking() -> None:
    mm = maker(EVENT)
    scores = {(b, m.supplier.id): m.score for b in ("b", "c") for m in mm.rank_suppliers(b)}
    assert {(m.buyer.id, m.supplier.id): m.score for m in mm.plan_meetings(slots=9)} == scores


def test_limits_of_firms_and_tables() -> None:
    mm = maker(EVENT)
    counted = Counter(m.buyer.id for m in mm.plan_meetings(slots=5, per_buyer=1))
    assert max(counted.values()) == 1
    counted = Counter(m.supplier.id for m in mm.plan_meetings(slots=5, per_supplier=1))
    assert max(counted.values()) == 1
    slots = Counter(m.slot for m in mm.plan_meetings(slots=4, tables=1))
    assert set(slots.values()) == {1}
    assert len(slots) == 4


def test_only_who_is_asked_for_and_who_meets_nobody() -> None:
    found = maker(EVENT, "firm x", "firm d ownership=fdi").plan_meetings(["b", "d"], ["s", "x"], 3)
    assert [(m.buyer.id, m.supplier.id) for m in found] == [("b", "s")]
    assert [r.id for r in found.without] == ["d", "x"]
    assert "No meeting for: d; x" in found.notes[0].en


def test_a_foreign_supplier_comes_when_it_is_named() -> None:
    lines = "firm f ownership=fdi\nf makes bolt"
    assert "f" not in {m.supplier.id for m in maker(EVENT, lines).plan_meetings(slots=9)}
    assert [m.supplier.id for m in maker(EVENT, lines).plan_meetings(["b"], ["f"])] == ["f"]


def test_signed_pairs_may_be_left_out() -> None:
    mm = maker(EVENT, "b signed s")
    assert ("b", "s") in {(m.buyer.id, m.supplier.id) for m in mm.plan_meetings() if m.signed}
    again = mm.plan_meetings(exclude_signed=True)
    assert ("b", "s") not in {(m.buyer.id, m.supplier.id) for m in again}
    named = mm.plan_meetings(["b"], ["s"], exclude_signed=True)
    assert len(named) == 0


def test_a_firm_that_buys_does_not_sit_as_a_supplier_too() -> None:
    found = maker(EVENT, "t needs nut").plan_meetings(slots=3)
    assert not {m.buyer.id for m in found} & {m.supplier.id for m in found}


@pytest.mark.parametrize(
    ("asked", "word"),
    [
        ({"slots": 0}, "slots must be 1 or more"),
        ({"per_buyer": -1}, "per_buyer must be 1 or more"),
        ({"tables": 0}, "tables must be 1 or more"),
        ({"buyers": ["b"], "suppliers": ["b"]}, "stand on both sides"),
    ],
)
def test_what_cannot_be_planned(asked: dict[str, Any], word: str) -> None:
    with pytest.raises(KetnoiError, match=word):
        maker(EVENT).plan_meetings(**asked)
    with pytest.raises(NotFound):
        maker(EVENT).plan_meetings(["zzz"])


def test_nobody_to_meet() -> None:
    for mm in (Matchmaker(Tables()), maker("firm b ownership=fdi"), maker("s makes bolt")):
        found = mm.plan_meetings()
        assert (len(found), found.total) == (0, 0)


def test_all_tied() -> None:
    """Equal suppliers: the same timetable on every run."""
    lines = "\n".join(f"s{i} makes bolt" for i in range(9))
    text = "firm b ownership=fdi\nb needs bolt\nfirm c ownership=fdi\nc needs bolt"
    one, two = (maker(text, lines).plan_meetings(slots=3) for _ in range(2))
    assert one == two
    assert len(one) == 6


def test_hai_phong(mm: Matchmaker) -> None:
    found = mm.plan_meetings(slots=4, per_buyer=2, tables=6)
    assert len(found) == 24
    for slot in range(1, 5):
        firms = [f for m in found if m.slot == slot for f in (m.buyer.id, m.supplier.id)]
        assert len(set(firms)) == len(firms) == 12
