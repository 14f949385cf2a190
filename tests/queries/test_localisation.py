"""Whose the makers are and where they lie: two facts, counted apart."""

from __future__ import annotations

import pytest

from graph import KetnoiError, NotFound
from queries import Matchmaker
from queries.supplied import Localisation
from tests.queries.build import maker

PLACES = """
place north kind=province
place south kind=province
firm b ownership=fdi
b at north
"""
# Four needs with a maker of each ownership, each elsewhere than the next; one that nobody makes.
OWNERS = """
b needs bolt
b needs nut
b needs gear
b needs spring
b needs pin
d makes bolt
d at south
firm j ownership=joint_venture
j makes nut
j at north
firm f ownership=fdi
f makes gear
f at north
firm u ownership=unknown
u makes spring
"""


def levels(found: Localisation) -> dict[str, str]:
    """Product → the most local ownership among its makers."""
    return {r.product.id: r.level for r in found}


def test_each_ownership_is_told_apart() -> None:
    found = maker(PLACES, OWNERS).localisation("b")
    assert levels(found) == {
        "bolt": "domestic",
        "nut": "joint_venture",
        "gear": "fdi",
        "spring": "unknown",
        "pin": "none",
    }
    shares = found.shares().set_index("level")
    assert shares["products"].to_dict() == dict.fromkeys(
        ["domestic", "joint_venture", "fdi", "unknown", "none"], 1
    )
    assert shares["share"].sum() == pytest.approx(1)
    assert shares["weighted"].tolist() == pytest.approx([0.2] * 5)


def test_here_is_not_whose_it_is() -> None:
    """A domestic-owned firm elsewhere is domestic; a foreign-owned one next door is not."""
    found = maker(PLACES, OWNERS).localisation("b")
    assert found.here is not None
    assert found.here.id == "north"
    counts = found.makers().set_index("ownership")
    assert counts.loc["domestic"].tolist() == [0, 1, 0]
    assert counts.loc["joint_venture"].tolist() == [1, 0, 0]
    assert counts.loc["fdi"].tolist() == [1, 0, 0]
    assert counts.loc["unknown"].tolist() == [0, 0, 1]
    row = found.to_frame().set_index("product").loc["gear"]
    assert (row["fdi"], row["fdi_here"], row["fdi_ids"], row["domestic"]) == (1, 1, "f", 0)


def test_the_most_local_maker_decides_and_a_guess_does_not() -> None:
    lines = "d makes gear\nfirm j2 ownership=joint_venture\nj2 makes gear\nh hints pin"
    found = maker(PLACES, OWNERS, lines).localisation("b")
    assert levels(found)["gear"] == "domestic"
    assert levels(found)["pin"] == "none"
    (pin,) = [r for r in found if r.product.id == "pin"]
    assert [m.firm.id for m in pin.perhaps] == ["h"]
    assert any("1 product(s) without a known maker" in n.en for n in found.notes)


def test_what_is_least_local_comes_first() -> None:
    found = maker(PLACES, OWNERS).localisation("b")
    assert [r.level for r in found] == ["none", "unknown", "fdi", "joint_venture", "domestic"]


def test_signed_suppliers_are_told_with_owner_and_place() -> None:
    lines = "b signed d\nb signed f\nb signed d id=second"
    found = maker(PLACES, OWNERS, lines).localisation("b")
    told = {p.firm.id: (p.ownership, p.here, len(p.evidence)) for p in found.partners}
    assert told == {"d": ("domestic", False, 2), "f": ("fdi", True, 1)}


def test_of_a_place_all_buyers_there() -> None:
    lines = "firm c ownership=fdi\nc at north\nc needs bolt\nfirm e ownership=fdi\ne needs cog\ne signed d"
    found = maker(PLACES, OWNERS, lines).localisation(place="north")
    bolt = {r.product.id: r for r in found}["bolt"]
    assert [d.buyer.id for d in bolt.buyers] == ["b", "c"]
    assert "cog" not in levels(found)
    assert found.partners == ()
    assert any("1 buyer(s) left out" in n.en for n in found.notes)


def test_of_a_product_who_makes_it() -> None:
    mm = maker(PLACES, OWNERS, "x makes bolt", "steel-bolt is bolt", "b signed d products=bolt")
    found = mm.localisation(product="bolt")
    assert [(m.firm.id, m.ownership, m.here) for m in found[0].makers] == [
        ("d", "domestic", None),
        ("x", "domestic", None),
    ]
    assert [p.firm.id for p in found.partners] == ["d"]
    there = mm.localisation(product="bolt", place="south")
    assert [(m.firm.id, m.here) for m in there[0].makers] == [("d", True), ("x", None)]
    assert there[0].buyers == ()


def test_of_a_product_no_one_makes() -> None:
    found = maker(PLACES, OWNERS).localisation(product="pin")
    assert (found[0].level, found[0].makers) == ("none", ())


def test_a_buyer_is_no_maker_of_its_own_need() -> None:
    """It makes a kind of what it needs, and buys the rest."""
    found = maker(PLACES, "b needs part\nb makes door\ndoor is part").localisation("b")
    assert levels(found) == {"part": "none"}


def test_a_buyer_of_unknown_place_and_without_needs() -> None:
    found = maker("firm b ownership=fdi", "d makes bolt", "firm c ownership=fdi\nc needs bolt").localisation(
        "c"
    )
    assert found.here is None
    assert [m.here for m in found[0].makers] == [None]
    assert any("can't be told apart" in n.en for n in found.notes)
    nothing = maker("firm b ownership=fdi").localisation("b")
    assert len(nothing) == 0
    assert nothing.shares()["products"].sum() == 0
    assert any("need is not known" in n.en for n in nothing.notes)


def test_a_former_province_lies_in_the_present_one() -> None:
    lines = "place old kind=province\nold within north\nfirm b ownership=fdi\nb at old\nb needs bolt"
    lines += "\nd makes bolt\nd at north"
    found = maker("place north kind=province", lines).localisation("b")
    assert found.here is not None
    assert found.here.id == "north"
    assert found[0].makers[0].here is True


@pytest.mark.parametrize("asked", [{}, {"buyer": "b", "place": "north"}, {"buyer": "b", "product": "bolt"}])
def test_one_question_at_a_time(asked: dict[str, str]) -> None:
    with pytest.raises(KetnoiError, match="either a buyer, or a product"):
        maker(PLACES, OWNERS).localisation(**asked)


def test_names_that_fit_nothing() -> None:
    for asked in ({"buyer": "zzz"}, {"product": "zzz"}, {"place": "zzz"}):
        with pytest.raises(NotFound):
            maker(PLACES, OWNERS).localisation(**asked)


def test_hai_phong(mm: Matchmaker) -> None:
    """Many makers are located there; hardly any is Vietnamese-owned."""
    found = mm.localisation(place="Hải Phòng")
    counts = found.makers().set_index("ownership")
    assert counts.loc["fdi", "here"] > 3 * counts.loc["domestic", "here"] > 0
    shares = found.shares().set_index("level")["share"]
    assert shares["none"] > 0.5
    assert {p.firm.id for p in found.partners} >= {"bao-tien", "van-long"}
    assert all(f.sources for r in found for f in r.facts)
