"""What an assumption changes, worked out on a copy."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from graph import KetnoiError, NotFound, Tables
from graph.errors import BadValue
from queries import Matchmaker
from tests.queries.build import ON, maker, world

GRAPH = """
firm b ownership=fdi
b needs bolt volume=1000 unit=pcs standards=iso
standard iso name='ISO 9'
good makes bolt
good holds iso
s makes bolt
firm c ownership=fdi
c needs nut
product gear
"""


def test_a_certificate_moves_it_up() -> None:
    found = maker(GRAPH).what_if("s", standards=["ISO 9"])
    (change,) = found
    assert (change.buyer.id, change.rank_before, change.rank_after) == ("b", 2, 1)
    assert [(s.signal, s.before) for s in change.shifts] == [("standards", 0.0)]
    assert change.score_after - change.score_before == pytest.approx(change.shifts[0].after, abs=1e-4)
    assert "ISO 9" in change.shifts[0].sentence.en


def test_an_expired_certificate_counts_as_renewed() -> None:
    (change,) = maker(GRAPH, "s holds iso valid_until=2020").what_if("s", standards=["iso"])
    assert (change.rank_before, change.rank_after) == (2, 1)


def test_a_product_opens_a_new_buyer() -> None:
    found = maker(GRAPH).what_if("s", products=["nut"])
    changes = {c.buyer.id: (c.rank_before, c.rank_after) for c in found}
    assert changes["c"] == (None, 1)
    assert found.changed[0].buyer.id == "c"


def test_capacity() -> None:
    (change,) = maker(GRAPH, "s makes bolt capacity=100 unit=pcs").what_if("s", capacity={"bolt": "500 pcs"})
    assert [s.signal for s in change.shifts] == ["capacity"]
    assert change.shifts[0].after > change.shifts[0].before > 0


def test_capacity_in_another_unit_changes_nothing_and_says_so() -> None:
    found = maker(GRAPH).what_if("s", capacity={"bolt": "500 kg"})
    assert found.changed == ()
    assert any("nothing would change" in n.en for n in found.notes)


def test_it_equals_the_graph_in_which_it_is_so() -> None:
    """The same ranks and scores as when the facts are loaded."""
    there = maker(GRAPH, "s makes gear", "s makes nut", "s holds iso")
    found = maker(GRAPH).what_if("s", standards=["iso"], products=["gear", "nut"])
    for change in found:
        real = next(m for m in there.rank_suppliers(change.buyer.id) if m.supplier.id == "s")
        assert (change.rank_after, change.score_after) == (real.rank, real.score)
    assert {c.buyer.id for c in found} == {"b", "c"}


def test_what_is_known_stays() -> None:
    """Assuming what holds already changes nothing: capacity, words and sources are kept."""
    mm = maker(GRAPH, "s makes bolt capacity=400 unit=pcs wording=hex", "s holds iso")
    assert mm.what_if("s", products=["bolt"], standards=["iso"]).changed == ()


def test_assumed_facts_are_marked_and_the_matchmaker_unchanged() -> None:
    tables = world(GRAPH)
    before = {name: tables[name].copy() for name in tables}
    mm = Matchmaker(tables, on=ON)
    ranked = mm.rank_suppliers("b").to_frame()
    found = mm.what_if("s", standards=["iso"], products=["nut"], capacity={"bolt": "9 pcs"})
    assert {(f.type, f.target) for f in found.assumed} == {
        ("HOLDS", "Standard:iso"),
        ("MAKES", "Product:nut"),
        ("MAKES", "Product:bolt"),
    }
    assert all("what-if" in f.sources and "hypothetical" in f.note[0] for f in found.assumed)
    assert "copy; the store is unchanged" in found.notes[0].en
    for name, frame in before.items():
        pd.testing.assert_frame_equal(tables[name], frame)
    pd.testing.assert_frame_equal(mm.rank_suppliers("b").to_frame(), ranked)


def test_a_supplier_that_is_not_domestic_is_ranked_too() -> None:
    lines = "firm f ownership=unknown\nf makes gear"
    (change,) = maker(GRAPH, lines).what_if("f", products=["nut"]).changed[:1]
    assert (change.buyer.id, change.rank_before, change.rank_after) == ("c", None, 1)


@pytest.mark.parametrize(
    ("asked", "kind", "word"),
    [
        ({}, KetnoiError, "say what to assume"),
        ({"standards": ["ISO 77"]}, NotFound, "no standard called"),
        ({"products": ["zzz"]}, NotFound, "no product called"),
        ({"capacity": {"bolt": "500"}}, KetnoiError, "has no unit"),
        ({"capacity": {"bolt": "many pcs"}}, BadValue, "'many pcs': is not a number"),
        ({"capacity": {"bolt": "-5 pcs"}}, BadValue, "'-5 pcs': is below 0"),
    ],
)
def test_what_cannot_be_assumed(asked: dict[str, Any], kind: type[KetnoiError], word: str) -> None:
    with pytest.raises(kind, match=word):
        maker(GRAPH).what_if("s", **asked)


def test_no_buyer_at_all() -> None:
    found = maker("s makes bolt\nproduct nut").what_if("s", products=["nut"])
    assert len(found) == 0
    assert "Still no buyer" in found.notes[-1].en
    with pytest.raises(NotFound):
        Matchmaker(Tables()).what_if("s", products=["nut"])
