"""What ranks above what, and one score worked out by hand."""

from __future__ import annotations

from decimal import Decimal
from math import exp, log, sqrt

import pytest

from graph.schema import OWNERSHIP
from queries import Match
from queries.weights import FOCUS, WEIGHTS
from tests.queries.build import maker

# The buyer b makes washers, which take counterweights; a counterweight is a casting, a casting a metal part.
WASHER = """
firm b ownership=fdi
b makes washer
counterweight into washer
counterweight is casting
pulley is casting
casting is metal
"""
# The same need said by the buyer itself, with a volume and standards.
STATED = """
firm b ownership=fdi
b needs counterweight volume=1000 unit=pcs standards=iso-9
standard iso-9 name='ISO 9001'
good makes counterweight
bad makes counterweight
"""
PLACES = """
b at park
park within city
city within province
province within country
other within country
place city kind=city
place province kind=province
place other kind=province
place country kind=country
good makes counterweight
bad makes counterweight
"""
BOTH = "good makes counterweight\nbad makes counterweight"
PART = "b makes washer\ncounterweight into washer"
FDI = "firm c ownership=fdi"

# name, graph, lines about "good", lines about "bad": good must score higher for the buyer b.
BETTER = {
    "stated maker > maker by its name only": (
        WASHER,
        "good makes counterweight",
        "bad hints counterweight",
    ),
    "maker by its name only > maker of a group": (
        WASHER,
        "good hints counterweight",
        "bad makes metal",
    ),
    "maker by its name only > maker of something else": (
        WASHER,
        "good hints counterweight",
        "bad makes shoe",
    ),
    "very product > group of it": (WASHER, "good makes counterweight", "bad makes casting"),
    "group of it > broader group": (WASHER, "good makes casting", "bad makes metal"),
    "kind of what is needed > group": (
        WASHER + "iron-counterweight is counterweight",
        "good makes iron-counterweight",
        "bad makes casting",
    ),
    "very product > kind of it": (
        WASHER + "iron-counterweight is counterweight",
        "good makes counterweight",
        "bad makes iron-counterweight",
    ),
    "delivered under an MOU with another > its name hints at it": (
        WASHER + FDI,
        "c signed good products=counterweight",
        "bad hints counterweight\nc signed bad",
    ),
    "running plant > planned plant": (
        WASHER,
        "good makes counterweight",
        "bad makes counterweight\nfirm bad status=planned",
    ),
    "same park > same city": (WASHER + PLACES, "good at park", "bad at city"),
    "same city > same province": (WASHER + PLACES, "good at city", "bad at province"),
    "same province > same country": (WASHER + PLACES, "good at province", "bad at other"),
    "same country > place unknown": (WASHER + PLACES, "good at other", ""),
    "valid certificate > none on file": (STATED, "good holds iso-9 valid_until=2030", ""),
    "certificate without an end > none on file": (STATED, "good holds iso-9", ""),
    "valid certificate > expired": (
        STATED,
        "good holds iso-9 valid_until=2026-06-01",
        "bad holds iso-9 valid_until=2026-05-31",
    ),
    "required certificate > another": (STATED, "good holds iso-9", "bad holds iso-14"),
    "capacity covers > covers half": (
        STATED,
        "good makes counterweight capacity=1000 unit=pcs",
        "bad makes counterweight capacity=500 unit=pcs",
    ),
    "covers half > capacity unknown": (STATED, "good makes counterweight capacity=500 unit=pcs", ""),
    "capacity known > in another unit": (
        STATED,
        "good makes counterweight capacity=500 unit=pcs",
        "bad makes counterweight capacity=5000 unit=kg",
    ),
    "contract > trial": (
        WASHER + FDI + "\n" + BOTH,
        "c signed good stage=contract signed_on=2025",
        "c signed bad stage=trial signed_on=2025",
    ),
    "trial > memorandum": (
        WASHER + FDI + "\n" + BOTH,
        "c signed good stage=trial signed_on=2025",
        "c signed bad stage=mou signed_on=2025",
    ),
    "memorandum > ended": (
        WASHER + FDI + "\n" + BOTH,
        "c signed good stage=mou signed_on=2025",
        "c signed bad stage=ended signed_on=2025",
    ),
    "recent > old": (
        WASHER + FDI + "\n" + BOTH,
        "c signed good stage=mou signed_on=2025-11",
        "c signed bad stage=mou signed_on=2015",
    ),
    "recent > undated": (
        WASHER + FDI + "\n" + BOTH,
        "c signed good stage=mou signed_on=2026",
        "c signed bad stage=mou",
    ),
    "signed with foreign buyers > with domestic ones": (
        WASHER + FDI + "\n" + BOTH,
        "c signed good stage=mou",
        "d signed bad stage=mou",
    ),
    "supported > not known": (WASHER + BOTH, "good joined cnht", ""),
    "signs with a similar buyer > does not": (
        WASHER + FDI + "\nfirm d ownership=fdi\n" + BOTH + "\nb signed x\nc signed x",
        "c signed good",
        "d signed bad",
    ),
    "answers two needs > answers one": (
        WASHER + "motor into washer\n" + BOTH,
        "good makes motor",
        "bad makes shoe",
    ),
}


def scored(graph: str, *firms: str, product: str | None = None) -> list[Match]:
    """The matches of buyer b with these firms."""
    mm = maker(graph)
    return [mm.explain("b", firm, product) for firm in firms]


@pytest.mark.parametrize("case", BETTER)
def test_better_scores_higher(case: str) -> None:
    """The better firm scores higher, stands first, whichever of the two is written first."""
    graph, good, bad = BETTER[case]
    for lines in (f"{graph}\n{good}\n{bad}", f"{graph}\n{bad}\n{good}"):
        mm = maker(lines + "\nfirm good\nfirm bad")
        better, worse = mm.explain("b", "good"), mm.explain("b", "bad")
        assert better.score > worse.score, (better.score, worse.score)
        for match in (better, worse):
            shown = sum(Decimal(repr(s.contribution)) for s in match.signals)
            assert shown == Decimal(repr(match.score))
        ranked = [m.supplier.id for m in mm.rank_suppliers("b", top=50) if m.supplier.id in ("good", "bad")]
        assert ranked[0] == "good"


def signal(match: Match, name: str) -> float | None:
    """The score of one signal of a match."""
    return next(s.score for s in match.signals if s.name == name)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("b needs counterweight", "b wants counterweight"),
        ("b wants counterweight", "b makes oven\npiece into oven\ncounterweight into piece"),
        ("b needs counterweight", PART),
        ("b needs counterweight", "b signed z products=counterweight"),
        ("b signed z products=counterweight", PART),
        (PART, "b makes oven\npiece into oven\ncounterweight into piece"),
        (PART, f"{PART}\nfirm b status=planned"),
        (PART, f"{PART}\nproduct counterweight kind=process"),
    ],
    ids=[
        "stated > said to be inferred",
        "said to be inferred > material of a part",
        "stated > inferred from what it makes",
        "stated > signed for",
        "signed for > inferred",
        "part > material of a part",
        "running plant > planned plant",
        "part > process",
    ],
)
def test_surer_need_counts_more(better: str, worse: str) -> None:
    """The same supplier fits a need that is surer better."""
    values = [
        signal(scored(f"firm b ownership=fdi\nx makes counterweight\n{need}", "x")[0], "product")
        for need in (better, worse)
    ]
    assert None not in values
    assert values[0] > values[1] > 0  # type: ignore[operator]


def test_delivered_product_counts_without_being_stated() -> None:
    """An MOU about a product with one buyer makes its supplier a candidate of another."""
    (match,) = scored(WASHER + FDI + "\nc signed x products=counterweight", "x")
    assert signal(match, "product") == pytest.approx(0.6 * 0.9)
    assert "signed an MOU to supply counterweight" in match.headline.en


def test_contributions_worked_out_by_hand() -> None:
    """Every signal known, every number computed here anew from what the ranking says of itself."""
    (match,) = scored(
        """
        firm b ownership=fdi
        firm c ownership=fdi
        place p kind=province
        b needs cw volume=1000 unit=pcs standards=iso-9|iso-14
        x makes cw capacity=500 unit=pcs
        x holds iso-9 valid_until=2030
        c signed x stage=contract signed_on=2025
        c signed y
        b signed y
        b at p
        x at p
        x joined cnht
        """,
        "x",
    )
    cw, pair = 1 + log(3), 1 + log(6)  # "cw" counts 2 + 1, "x cw" 2 × (2 + 1); both with one idf
    contract = 0.7 * 0.5 ** (1 / 5)  # one year old, half after five
    by_hand = {
        "product": 0.09 * 0.95,  # stated need × stated capability
        "proof": 0.42 * 0.95 * 0.5 * 1 / 2,  # one statement, c = 1, of the very product, no group above it
        "text": 0.12 * cw / sqrt(cw**2 + pair**2),
        "graph": 0.1 * 1,  # the nearest domestic firm that b has not signed with
        # b → y (of b and c) → b and c; of c half goes to x, half to y. y is signed by two, x by one.
        "peers": 0.08 * 1,
        "place": 0.08 * 0.6,
        "standards": 0.05 * 1 / 2,
        "capacity": 0.03 * 500 / 1000,
        "track record": 0.01 * (1 - exp(-contract)),
        "support": 0.02 * 1,
    }
    shown = {s.name: s.contribution for s in match.signals}
    assert shown == {name: round(value, 4) for name, value in by_hand.items()}
    assert match.score == round(sum(shown.values()), 4)


def test_product_score_joins_distinct_capabilities() -> None:
    """Two needs answered by two capabilities: 1 − (1 − 0.6)(1 − 0.6 × 0.9); one capability counts once."""
    two, one = scored(
        WASHER + "motor into washer\nac-motor is motor\ncasting into washer\n"
        "two makes counterweight\ntwo makes ac-motor\none makes counterweight",
        "two",
        "one",
    )
    assert signal(two, "product") == pytest.approx(1 - (1 - 0.6) * (1 - 0.54))
    assert signal(one, "product") == pytest.approx(0.6)
    assert two.headline.en.endswith("(and 1 more)")


# --- what is met, missing, unknown --------------------------------------------


def texts(match: Match, which: str) -> list[str]:
    """What is met, missing or unknown, in English."""
    return [t.en for t in getattr(match, which)]


def test_expired_certificate_is_missing_never_unknown() -> None:
    (match,) = scored(STATED + "good holds iso-9 valid_until=2026-05-31", "good")
    assert "ISO 9001 has expired" in texts(match, "missing")
    assert not [t for t in texts(match, "unknown") if "ISO" in t]
    assert signal(match, "standards") == 0


def test_absent_certificate_is_unknown_never_missing() -> None:
    (match,) = scored(STATED, "good")
    assert "no ISO 9001 on file" in texts(match, "unknown")
    assert not [t for t in texts(match, "missing") if "ISO" in t]
    assert signal(match, "standards") is None


def test_valid_certificate_is_met() -> None:
    (match,) = scored(STATED + "good holds iso-9 valid_until=2026", "good")
    assert "holds ISO 9001" in texts(match, "met")
    assert not [t for t in texts(match, "missing") + texts(match, "unknown") if "ISO" in t]


def test_absent_certificate_beside_a_held_one_is_unknown() -> None:
    (match,) = scored(
        STATED.replace("standards=iso-9", "standards=iso-9|iso-14") + "good holds iso-9", "good"
    )
    assert "no iso-14 on file" in texts(match, "unknown")
    assert texts(match, "missing") == []


def test_capacity_short_of_the_volume_is_missing() -> None:
    short, enough, silent = scored(
        STATED.replace("good makes", "silent makes").replace("bad makes", "quiet makes")
        + "short makes counterweight capacity=250 unit=pcs\n"
        + "enough makes counterweight capacity=1000 unit=pcs",
        "short",
        "enough",
        "silent",
    )
    assert texts(short, "missing") == ["capacity covers 25% of the volume"]
    assert texts(enough, "missing") == texts(silent, "missing") == []
    assert "capacity or volume is not known" in texts(silent, "unknown")


def test_planned_plant_is_missing_something() -> None:
    (match,) = scored(WASHER + "x makes counterweight\nfirm x status=planned", "x")
    assert texts(match, "missing") == ["the plant is only planned"]
    assert match.headline.en.startswith("plans to make counterweight")


@pytest.mark.parametrize("status", ["operating", None])
def test_plant_that_runs_or_is_not_said_to_be_planned_is_not_called_planned(status: str | None) -> None:
    line = "" if status is None else f"firm x status={status}"
    (match,) = scored(WASHER + "x makes counterweight\n" + line, "x")
    assert not [t for t in texts(match, "missing") if "planned" in t]
    assert match.headline.en.startswith("makes counterweight")


def test_unknown_signals_have_no_score_and_add_nothing() -> None:
    (match,) = scored(WASHER + "x makes counterweight", "x")
    unknown = {s.name for s in match.signals if s.score is None}
    assert unknown == {"text", "peers", "place", "standards", "capacity", "track record", "support"}
    assert all(s.contribution == 0 for s in match.signals if s.score is None)
    assert {s.sentence for s in match.signals if s.score is None} <= set(match.unknown)


# --- who is ranked, and in which order ----------------------------------------


def ranked(graph: str, **options: object) -> list[str]:
    """The suppliers of b in their order."""
    return [m.supplier.id for m in maker(graph).rank_suppliers("b", **options)]  # type: ignore[arg-type]


def test_firm_of_which_only_the_place_is_known_is_no_candidate() -> None:
    assert ranked(WASHER + "b at park\nx at park\nx joined cnht\ny makes counterweight") == ["y"]


def test_far_group_alone_makes_no_candidate() -> None:
    """Three steps up all are of one group; one or two steps up it says something."""
    tree = WASHER + "metal is things\nchair is things\nbolt is metal\n"
    assert ranked(tree + "near makes pulley\nfar makes chair") == ["near"]
    assert ranked(tree + "b needs counterweight\nnear makes pulley\nfarther makes bolt") == ["near"]


def test_asked_for_a_product_the_firm_as_a_whole_counts_less() -> None:
    """Shares of 1 as ever: those of signals of the whole are FOCUS times what they are to the others."""
    mm = maker(STATED)
    whole, asked = (
        {s.name: s.weight for s in mm.explain("b", "good", product).signals}
        for product in (None, "counterweight")
    )
    assert whole == dict(WEIGHTS)
    assert sum(asked.values()) == pytest.approx(1.0)
    for name, weight in asked.items():
        less = FOCUS if name in ("text", "graph", "peers", "place", "track record") else 1.0
        assert weight / asked["proof"] == pytest.approx(less * WEIGHTS[name] / WEIGHTS["proof"])


def test_equal_scores_stand_in_the_order_of_ids_whatever_the_order_of_rows() -> None:
    for order in (("d", "a", "c"), ("c", "d", "a"), ("a", "c", "d")):
        assert ranked(WASHER + "\n".join(f"{f} makes counterweight" for f in order)) == ["a", "c", "d"]


def test_top_takes_the_first_of_the_whole_ranking() -> None:
    lines = "\n".join(f"s{i:02} {'makes' if i % 3 else 'hints'} counterweight" for i in range(40))
    everyone = ranked(WASHER + lines, top=100)
    assert len(everyone) == 40
    for top in (1, 2, 7, 9, 10, 39, 40, 41):
        assert ranked(WASHER + lines, top=top) == everyone[:top]


@pytest.mark.parametrize("ownership", OWNERSHIP.values)
def test_only_the_ownership_asked_for(ownership: str) -> None:
    lines = "\n".join(f"firm {o} ownership={o}\n{o} makes counterweight" for o in OWNERSHIP.values)
    assert ranked(WASHER + lines, ownership=(ownership,)) == [ownership]


def test_buyer_is_not_its_own_supplier() -> None:
    assert ranked("firm b ownership=domestic\nb needs cw\nb makes cw\nx makes cw") == ["x"]


def test_path_leads_from_the_buyer_to_the_supplier_over_the_need() -> None:
    (match,) = scored(WASHER + "x makes casting", "x")
    assert match.path_text("en") == (
        "b —makes→ washer ←goes into— counterweight —belongs to→ casting ←makes— x"
    )


def test_a_near_group_is_said_first_where_nothing_fits() -> None:
    """Not that no product is known to fit: it stands there for what it has shown."""
    (match,) = scored(WASHER + "x makes pulley", "x")
    assert match.headline.en == "is known to make pulley (of one group with what is needed)"
    (match,) = scored(WASHER + "x makes shoe", "x")
    assert match.headline.en == "no product is known to fit"
