"""How evenly suppliers are shown, and the places kept for those that are not."""

from __future__ import annotations

from math import log2

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph import KetnoiError, Tables
from queries import Matchmaker
from queries.exposure import gini
from tests.queries.build import maker

# Three buyers of bolts; a has a contract, so it leads every list; b and c make it too, d only may.
BUYERS = "\n".join(f"firm {b} ownership=fdi\n{b} needs bolt" for b in ("x", "y", "z"))
MAKERS = "a makes bolt\nb makes bolt\nc makes bolt\nd hints bolt\nw signed a stage=contract signed_on=2026"


@given(st.lists(st.floats(0, 1e6), max_size=12))
def test_gini_is_half_the_relative_mean_difference(values: list[float]) -> None:
    found, total = gini(values), sum(values)
    if not total:
        assert found is None
        return
    slow = sum(abs(a - b) for a in values for b in values) / (2 * len(values) * total)
    assert found == pytest.approx(slow, abs=1e-9)
    assert -1e-12 <= slow < 1


def test_by_hand() -> None:
    mm = maker(BUYERS, MAKERS, "e makes shoe")
    found = mm.exposure(top=2)
    told = {r.supplier.id: (r.lists, r.best_rank, r.fits) for r in found}
    assert told == {"a": (4, 1, 4), "b": (3, 2, 3), "c": (0, None, 3), "d": (0, None, 3)}
    assert [r.supplier.id for r in found] == ["a", "b", "c", "d"]
    assert found[0].exposure == pytest.approx(4.0)  # w has signed, so it buys too, and lists a
    assert found[1].exposure == pytest.approx(3 / log2(3))
    assert found.never == 0.5
    assert found.gini == pytest.approx(gini([4, 3 / log2(3), 0, 0]))
    assert any("2 firm(s) fit no buyer" in n.en for n in found.notes)
    assert found.to_frame()["best_rank"].isna().tolist() == [False, False, True, True]


def test_lists_are_those_of_rank_all() -> None:
    mm = maker(BUYERS, MAKERS)
    counted = mm.rank_all(top=3)["supplier"].value_counts().to_dict()
    assert {r.supplier.id: r.lists for r in mm.exposure(top=3) if r.lists} == counted


def test_places_for_the_unseen() -> None:
    mm = maker(BUYERS, MAKERS)
    assert [m.supplier.id for m in mm.rank_suppliers("x", top=2)] == ["a", "b"]
    found = mm.rank_suppliers("x", top=2, reserve=1)
    assert [(m.supplier.id, m.rank) for m in found] == [("a", 1), ("c", 3)]
    assert "1 of 1 reserved place(s) go to firms that no list shows: c" in found.notes[-1].en
    plain = {m.supplier.id: m.score for m in mm.rank_suppliers("x")}
    assert all(m.score == plain[m.supplier.id] for m in found)


def test_nobody_is_shown_who_does_not_fit() -> None:
    """e makes something else and is never shown; its place goes to the next that fits."""
    mm = maker("firm x ownership=fdi\nx needs bolt\na makes bolt\nb makes bolt\ne makes shoe")
    found = mm.rank_suppliers("x", top=2, reserve=1)
    assert [m.supplier.id for m in found] == ["a", "b"]
    assert "none of them fits" in found.notes[-1].en


@pytest.mark.parametrize("reserve", [-1, 2, 3])
def test_places_that_cannot_be_reserved(reserve: int) -> None:
    with pytest.raises(KetnoiError, match="places to reserve must be 1 to 1"):
        maker(BUYERS, MAKERS).rank_suppliers("x", top=2, reserve=reserve)


def test_without_anyone() -> None:
    for mm in (Matchmaker(Tables()), maker("firm b ownership=fdi"), maker("a makes bolt")):
        found = mm.exposure()
        assert (len(found), found.gini, found.never) == (0, None, None)
        assert "No supplier fits any buyer" in found.notes[0].en


def test_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    maker(BUYERS, MAKERS).exposure(progress=lambda done, of: told.append((done, of)))
    assert told == [(n, 4) for n in (1, 2, 3, 4)]


def test_hai_phong(mm: Matchmaker) -> None:
    """Reserving places over all lists leaves fewer firms unseen."""
    found = mm.exposure(top=3)
    assert found.gini is not None
    assert 0.3 < found.gini < 1
    unseen = {r.supplier.id for r in found if not r.lists}
    assert unseen
    shown = {m.supplier.id for b in found_buyers(mm) for m in mm.rank_suppliers(b, top=3, reserve=1)}
    assert len(unseen - shown) < len(unseen)


def found_buyers(mm: Matchmaker) -> list[str]:
    """All that have a list."""
    return list(np.unique(mm.rank_all(top=1)["buyer"]))
