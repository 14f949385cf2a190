"""Closeness in the taxonomy, with every number worked out."""

from __future__ import annotations

import numpy as np
import pytest

from queries.facts import DELIVERED, INFERRED, MASTERED, PLANNED
from queries.index import Index
from queries.taxonomy import GROUP_OF, KIND_OF, SIBLING, Taxonomy
from tests.queries.build import world

#            metal
#           /     \
#      casting    sheet
#      /     \
#   iron     die        (processes, as casting is)
#    |
#   grey
TREE = """
casting is metal
sheet is metal
iron is casting
die is casting
grey is iron
product casting kind=process
product iron kind=process
product die kind=process
"""


def relatives(lines: str, product: str) -> dict[str, float]:
    """Closeness by id."""
    index = Index(world(lines))
    near = index.taxonomy.relatives(index.p_at[product])
    return {index.products[p]: pytest.approx(c) for p, c in near.items()}


def test_steps_are_ordered() -> None:
    assert 1 > KIND_OF > GROUP_OF > SIBLING > 0


def test_closeness_of_everything_near() -> None:
    assert relatives(TREE, "iron") == {
        "iron": 1,
        "casting": 0.9,
        "metal": 0.81,
        "grey": 0.5,
        "die": 0.2,
    }
    assert relatives(TREE, "grey") == {"grey": 1, "iron": 0.9, "casting": 0.81, "metal": 0.729}
    assert relatives(TREE, "metal") == {
        **{"metal": 1, "casting": 0.5, "sheet": 0.5},
        **{"iron": 0.25, "die": 0.25, "grey": 0.125},
    }


def test_products_of_one_group_are_no_siblings() -> None:
    """Only processes of one group are near: a firm that stamps sheets does not cast."""
    assert relatives(TREE, "sheet") == {"sheet": 1, "metal": 0.9}


def test_processes_of_a_top_group_are_no_siblings() -> None:
    """Everything is near everything in a group that broad."""
    assert relatives("a is top\nb is top\nproduct a kind=process\nproduct b kind=process", "a") == {
        "a": 1,
        "top": 0.9,
    }


def test_further_than_three_steps_says_nothing() -> None:
    chain = "\n".join(f"p{i} is p{i + 1}" for i in range(6))
    assert set(relatives(chain, "p0")) == {"p0", "p1", "p2", "p3"}
    assert set(relatives(chain, "p6")) == {"p6", "p5", "p4", "p3"}


def test_ancestors_nearest_first_and_a_cycle_ends() -> None:
    index = Index(world(TREE))
    groups = [index.products[p] for p in index.taxonomy.ancestors(index.p_at["grey"])]
    assert groups == ["iron", "casting", "metal"]
    ring = Taxonomy(np.zeros(2, dtype=bool), np.array([0, 1]), np.array([1, 0]))
    assert ring.ancestors(0) == [1, 0]
    assert set(ring.relatives(0)) == {0, 1}


def test_spread_lists_the_relatives_of_each_entry() -> None:
    index = Index(world(TREE))
    sheet, die = index.p_at["sheet"], index.p_at["die"]
    entry, relative, closeness = index.taxonomy.spread(np.array([sheet, die, sheet]))
    rows = list(zip(entry.tolist(), (index.products[p] for p in relative), closeness.tolist(), strict=True))
    assert rows == [
        *[(0, "sheet", 1.0), (0, "metal", 0.9)],
        *[(1, "die", 1.0), (1, "casting", 0.9), (1, "metal", KIND_OF**2), (1, "iron", 0.2)],
        *[(2, "sheet", 1.0), (2, "metal", 0.9)],
    ]
    assert [len(a) for a in index.taxonomy.spread(np.zeros(0, dtype=np.int64))] == [0, 0, 0]


def strengths(lines: str, supplier: str = "x") -> dict[str, float]:
    """How sure it is that a supplier delivers each product."""
    index = Index(world(lines))
    caps, at = index.capabilities, index.e_at[supplier]
    return {
        index.products[p]: pytest.approx(float(caps.strength[e]))
        for p in range(len(index.products))
        for e in range(caps.start[p], caps.start[p + 1])
        if caps.supplier[e] == at
    }


def test_capability_of_each_basis() -> None:
    assert strengths("x makes a") == {"a": 1}
    assert strengths("x hints a") == {"a": INFERRED}
    assert strengths("b signed x products=a\nproduct a") == {"a": DELIVERED}
    assert strengths("x makes a\nfirm x status=planned") == {"a": PLANNED}
    assert strengths("x hints a\nfirm x status=planned") == {"a": INFERRED * PLANNED}


def test_best_of_several_statements_counts() -> None:
    assert strengths("x hints a\nb signed x products=a") == {"a": DELIVERED}
    assert strengths("x makes kind\nkind is a\nx hints a") == {"a": KIND_OF, "kind": 1}


def test_process_that_goes_into_what_is_made_is_mastered_but_not_its_neighbours() -> None:
    lines = TREE + "iron into weight\nx makes weight"
    assert strengths(lines) == {"weight": 1, "iron": MASTERED}


def test_part_that_goes_into_what_is_made_is_not_delivered() -> None:
    assert strengths("motor into washer\nx makes washer") == {"washer": 1}
