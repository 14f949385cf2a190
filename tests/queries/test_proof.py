"""The signal ``proof``: worked out by hand, and against a slow, obvious version on a drawn graph."""

from __future__ import annotations

import datetime
from collections import defaultdict
from math import log

import numpy as np
import pytest

from graph import Tables
from queries import Match
from queries.index import Index
from queries.likeness import likeness
from queries.proofs import ordinal, proofs
from queries.signals import Query, proof
from tests.queries.build import ON, maker, world
from tests.queries.evaluation.build import drawn

TREE = "cw is casting\ngear is casting\ncasting is metal\nfirm b ownership=fdi\nb needs cw\n"


def value(match: Match) -> float | None:
    """The score of the signal in a match."""
    return next(s.score for s in match.signals if s.name == "proof")


def reached(graph: str, *suppliers: str) -> list[float | None]:
    """The signal of some suppliers of b, asked for cw."""
    mm = maker(TREE + graph)
    return [value(mm.explain("b", s, "cw")) for s in suppliers]


def test_levels_by_hand() -> None:
    """A statement of cw counts at all three levels (½ + ¼ + ⅛) × ½; of gear above cw, of metal at the top."""
    found = reached(
        "firm silent\nx makes cw\ny makes gear\nz makes metal\nother makes shoe",
        "x",
        "y",
        "z",
        "other",
        "silent",
    )
    assert found[:3] == pytest.approx([0.875 / 2, 0.375 / 2, 0.125 / 2])
    assert found[3:] == [0.0, None]  # known for other things; known for nothing


def test_more_buyers_newer_ones_and_statements_add_up() -> None:
    """c: two fresh buyers 2, one of two years ago ½, a stated process in doubt 0.4; c / (1 + c)."""
    day = ON.isoformat()
    graph = f"""
    c signed two products=cw signed_on={day}
    d signed two products=cw signed_on={day}
    e signed old products=cw signed_on={(ON - datetime.timedelta(730.5)).isoformat()}
    f signed undated products=cw
    hint hints cw
    """
    two, old, undated, hint = reached(graph, "two", "old", "undated", "hint")
    assert two == pytest.approx(0.875 * 2 / 3)
    assert old == pytest.approx(0.875 * 0.5 / 1.5, rel=1e-3)
    assert undated == pytest.approx(0.875 * 0.7 / 1.7)
    assert hint == pytest.approx(0.875 * 0.4 / 1.4)


def test_the_same_buyer_counts_once_by_its_newest_mou() -> None:
    old, new = "c signed x id=m1 products=cw signed_on=2010", f"id=m2 products=cw signed_on={ON.isoformat()}"
    assert reached(f"{old}\nc signed x {new}", "x") == pytest.approx([0.875 / 2])


def test_a_buyer_that_is_alike_counts_for_more() -> None:
    """Of two suppliers with one delivery each, the one of the sister plant stands first, and says so."""
    graph = """
    firm b ownership=fdi name='LG Display'
    firm sister ownership=fdi name='LG Innotek'
    firm other ownership=fdi name='Canon'
    sister signed x products=cw signed_on=2026-01
    other signed y products=cw signed_on=2026-01
    """
    near, far = reached(graph, "x", "y")
    assert near is not None
    assert far is not None
    assert near > far
    told = next(s for s in maker(TREE + graph).explain("b", "x", "cw").signals if s.name == "proof")
    assert told.sentence.en == "has signed to deliver cw to 1 buyer(s): LG Innotek"
    assert told.sentence.vi == "đã ký giao cw cho 1 bên mua: LG Innotek"
    assert [(f.type, f.source, f.target) for f in told.evidence] == [
        ("SIGNED_MOU", "Enterprise:sister", "Enterprise:x")
    ]


def test_likeness_by_hand() -> None:
    """One word of two shared, each weighted by how few have it; the same supplier; itself 1."""
    index = Index(
        world("firm b name='Sao Mai'\nfirm c name='Sao Vàng'\nfirm d name='Kim'\nb signed x\nc signed x")
    )
    to = likeness(index).to(index.e_at["b"])
    common, own = log(5 / 3), log(5 / 2)  # of four firms two have "sao", one has "mai"
    name = common**2 / (common**2 + own**2)
    assert to[index.e_at["c"]] == pytest.approx(name + 1.0)
    assert to[index.e_at["d"]] == 0
    assert to[index.e_at["b"]] == 1


# --- a slow version ------------------------------------------------------------------------------


def above(tables: Tables, product: str) -> list[str]:
    """A product and its groups, nearest first."""
    up = dict(zip(tables["BROADER"]["source"], tables["BROADER"]["target"], strict=True))
    found = [product]
    while found[-1] in up:
        found.append(up[found[-1]])
    return found


def counted(tables: Tables, alike: dict[str, float]) -> dict[tuple[str, str], float]:
    """(Supplier, product or group) → c, as the docstring of the signal says, with dictionaries."""
    latest: dict[tuple[str, str, str], str] = {}
    for row in tables["SIGNED_MOU"].to_dict("records"):
        for product in row["products"]:
            key = (row["target"], product, row["source"])
            latest[key] = max(latest.get(key, ""), row["signed_on"])
    worth: dict[tuple[str, str], float] = defaultdict(float)
    for (supplier, product, buyer), day in latest.items():
        age = max(0.0, ON.toordinal() - datetime.date.fromisoformat(day).toordinal()) / 365.25
        for group in above(tables, product):
            worth[supplier, group] += 0.5 ** (age / 2) * (1 + 2 * alike[buyer])
    for supplier, product in tables["MAKES"][["source", "target"]].itertuples(index=False):
        for group in above(tables, product):
            worth[supplier, group] += 1.0
    return worth


def slowly(tables: Tables, query: Query) -> dict[str, float]:
    """The signal by supplier."""
    index = query.index
    alike = dict(zip(index.enterprises, likeness(index).to(query.buyer).tolist(), strict=True))
    wanted: dict[str, float] = {}
    for need in query.needs:
        for level, group in enumerate(above(tables, index.products[need.product])[:4]):
            wanted[group] = max(wanted.get(group, 0.0), need.weight * 0.5 ** (level + 1))
    several = len(query.needs) > 1
    found: dict[str, float] = defaultdict(float)
    for (supplier, group), c in counted(tables, alike).items():
        found[supplier] += wanted.get(group, 0.0) * (log(1 + c) if several else c / (1 + c))
    return {s: v / (1 + v) if several else v for s, v in found.items()}


@pytest.mark.parametrize("product", [None, "p3", "g2"])
def test_fast_is_slow(product: str | None) -> None:
    tables = drawn(mous=120)
    index = Index(tables)
    for buyer in ("b0", "b5", "s1"):
        query = Query(index, index.e_at[buyer], None if product is None else index.p_at[product], ON)
        by_hand = slowly(tables, query)
        fast = np.nan_to_num(proof.score(query))
        np.testing.assert_allclose(fast, [by_hand.get(id, 0.0) for id in index.enterprises], rtol=1e-9)


def test_runs_hold_every_proof_of_a_group_once() -> None:
    tables = drawn(mous=120)
    index = Index(tables)
    shown = proofs(index)
    for product in ("p1", "g3", "all"):
        groups = np.array([index.p_at[product]])
        _, supplier, count = shown.counted(groups, np.ones(len(shown.supplier)))
        within = [
            e for e, p in enumerate(shown.product.tolist()) if groups[0] in (p, *index.taxonomy.ancestors(p))
        ]
        assert dict(zip(supplier.tolist(), count.tolist(), strict=True)) == {
            s: float(sum(shown.supplier[e] == s for e in within))
            for s in set(shown.supplier[within].tolist())
        }
    _, none, _ = shown.counted(np.zeros(0, dtype=np.int64), np.ones(len(shown.supplier)))
    assert len(none) == 0


@pytest.mark.parametrize(("day", "as_if"), [("2025", "2025-07-01"), ("2025-02", "2025-02-15")])
def test_a_partial_day_is_its_middle(day: str, as_if: str) -> None:
    assert ordinal(day) == ordinal(as_if)


def test_cosine_of_nothing_is_nothing() -> None:
    index = Index(world("firm b name='???'\nfirm c name='!!!'"))
    assert likeness(index).to(0).tolist() == [1.0, 0.0]
