"""What counts as a gap: who needs, who makes, where, and what is only unknown."""

from __future__ import annotations

import pytest

from graph import KetnoiError, NotFound, Tables
from queries import Matchmaker
from queries.gaps import Gap
from tests.queries.build import maker

# The buyer b in the north makes washers; a counterweight goes into a washer and is a casting.
NORTH = """
firm b ownership=fdi
b at park
park within north
place north kind=province
place south kind=province
b makes washer
counterweight into washer
counterweight is casting
"""


def gap(*lines: str, place: str | None = "north", product: str = "counterweight", most: int = 9) -> Gap:
    """The one gap of a product."""
    (found,) = [g for g in maker(NORTH, *lines).gaps(place, most=most) if g.product.id == product]
    return found


def ids(gap: Gap, side: str) -> list[str]:
    """The firms on one side of a gap."""
    return [m.firm.id for m in getattr(gap, side)]


def test_a_need_without_any_maker() -> None:
    found = gap()
    assert [(d.buyer.id, d.basis, d.weight) for d in found.buyers] == [("b", "inferred", 0.6)]
    assert (found.demand, found.stated, found.group.id if found.group else None) == (0.6, 0, "casting")
    assert "washer" in found.buyers[0].why.en
    assert {f.type for f in found.buyers[0].evidence} == {"MAKES", "INPUT_OF"}
    assert [ids(found, s) for s in ("makers", "perhaps", "elsewhere", "foreign")] == [[], [], [], []]


@pytest.mark.parametrize(
    ("lines", "side"),
    [
        ("s makes counterweight\ns at park", "makers"),
        ("s makes counterweight\ns at north", "makers"),
        ("s makes iron-weight\niron-weight is counterweight\ns at park", "makers"),
        ("c signed s products=counterweight\ns at park", "makers"),
        ("s makes counterweight\ns at south", "elsewhere"),
        ("s makes counterweight", "elsewhere"),  # its place is not known
        ("s hints counterweight\ns at park", "perhaps"),
        ("s makes casting\ns at park", "perhaps"),
        ("firm s status=planned\ns makes counterweight\ns at park", "perhaps"),
        ("firm s ownership=unknown\ns makes counterweight\ns at park", "perhaps"),
        ("firm s ownership=fdi\ns makes counterweight\ns at park", "foreign"),
        ("firm s ownership=joint_venture\ns makes counterweight\ns at park", "foreign"),
    ],
)
def test_where_a_maker_stands(lines: str, side: str) -> None:
    """On one side only, with the facts behind it."""
    found = gap(lines)
    sides = {s: ids(found, s) for s in ("makers", "perhaps", "elsewhere", "foreign")}
    assert sides == {**{key: [] for key in sides}, side: ["s"]}
    (listed,) = getattr(found, side)
    assert listed.evidence
    assert listed.why.vi


@pytest.mark.parametrize(
    "lines",
    [
        "firm s status=closed\ns makes counterweight\ns at park",
        "firm s ownership=fdi\ns makes counterweight\ns at south",
        "s makes shoe\ns at park",
        "s at park",
    ],
)
def test_who_is_no_maker(lines: str) -> None:
    found = gap(lines)
    assert [ids(found, s) for s in ("makers", "perhaps", "elsewhere", "foreign")] == [[], [], [], []]


def test_at_most_so_many_makers() -> None:
    one, two = "s makes counterweight\ns at park", "t makes counterweight\nt at park"

    def gaps_with(*lines: str, most: int) -> list[str]:
        return [g.product.id for g in maker(NORTH, *lines).gaps("north", most=most)]

    assert gaps_with(one, most=0) == []
    assert gaps_with(one, most=1) == ["counterweight"]
    assert gaps_with(one, two, most=1) == []
    assert gaps_with(one, two, most=2) == ["counterweight"]
    with pytest.raises(KetnoiError, match="most must be 0 or more"):
        maker(NORTH).gaps(most=-1)


def test_no_maker_and_most_demand_come_first() -> None:
    more = """
    firm c ownership=fdi
    c at north
    c needs spring
    b needs spring
    b needs bolt
    b needs nut
    s makes nut
    s at park
    """
    found = maker(NORTH, more).gaps("north")
    assert [(g.product.id, g.stated, len(g.makers)) for g in found] == [
        ("spring", 2, 0),
        ("bolt", 1, 0),
        ("counterweight", 0, 0),
        ("nut", 1, 1),
    ]


def test_nearest_makers_elsewhere_come_first() -> None:
    lines = """
    a makes counterweight
    c makes counterweight
    c at country
    d makes counterweight
    d at south
    e makes counterweight
    e at north
    place country kind=country
    north within country
    south within country
    """
    found = gap(lines, place="park")
    # e may lie in the park (only its province is known), d lies in another province, of c only the country
    # is known, of a nothing.
    assert ids(found, "elsewhere") == ["e", "c", "d", "a"]
    assert [m.here for m in found.elsewhere] == [None, None, False, None]


def test_buyers_elsewhere_and_of_unknown_place() -> None:
    lines = "firm c ownership=fdi\nc needs spring\nfirm d ownership=fdi\nd needs bolt\nd at south"
    found = maker(NORTH, lines).gaps("north")
    assert [g.product.id for g in found] == ["counterweight"]
    assert any("1 buyer(s) left out" in n.en for n in found.notes)
    everywhere = maker(NORTH, lines).gaps()
    assert {g.product.id for g in everywhere} == {"counterweight", "spring", "bolt"}
    assert everywhere.place is None


def test_everywhere_counts_makers_whose_place_is_not_known() -> None:
    assert ids(gap("s makes counterweight", place=None), "makers") == ["s"]
    assert ids(gap("firm s ownership=fdi\ns makes counterweight", place=None), "foreign") == ["s"]


def test_what_is_not_known_is_said() -> None:
    found = maker("firm b ownership=fdi\nb at park\nfirm s").gaps("park")
    said = " ".join(n.en for n in found.notes)
    assert list(found) == []
    assert "What 1 buyer(s) need is not known" in said
    assert "What 1 domestic firm(s) make is not known" in said


def test_an_empty_graph_and_a_place_without_buyers() -> None:
    assert list(Matchmaker(Tables()).gaps()) == []
    assert "No buyer is known" in Matchmaker(Tables()).gaps().notes[0].en
    with pytest.raises(NotFound):
        Matchmaker(Tables()).gaps("north")
    assert "No buyer is known" in maker(NORTH).gaps("south").notes[0].en


def test_hai_phong(mm: Matchmaker) -> None:
    """Nobody domestic is known to stamp metal; foreign-owned firms there mould plastic."""
    found = {g.product.id: g for g in mm.gaps("hai phong")}
    assert "cnc-machining" in found
    assert "counterweight" not in mm.gaps("hai phong", most=0).to_frame()["product"].tolist()
    moulding = found["injection-moulding"]
    assert ids(moulding, "makers") == []
    assert "toprun" in ids(moulding, "foreign")
    assert "van-long" in ids(moulding, "perhaps")
    assert all(f.sources for g in found.values() for f in g.facts)
