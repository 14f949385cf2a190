"""What suppliers can deliver, against a slow and obvious version."""

from __future__ import annotations

import random

import pytest

import queries.own
from queries.facts import DELIVERED, INFERRED, MASTERED, PLANNED
from queries.index import Index
from tests.queries.build import world


def made_up(seed: int) -> str:
    """A random graph: a tree of products, some of them processes, who makes and has delivered what."""
    draw = random.Random(seed)
    lines = [f"product p{i} kind={draw.choice(['process', 'product'])}" for i in range(12)]
    lines += [f"p{i} is p{draw.randrange(i)}" for i in range(1, 12) if draw.random() < 0.7]
    lines += [f"p{draw.randrange(i)} into p{i}" for i in range(1, 12) if draw.random() < 0.5]
    lines += [f"firm e{i} status={draw.choice(['operating', 'planned'])}" for i in range(8)]
    for i in range(8):
        goods = draw.sample(range(12), 3)
        lines += [f"e{i} {draw.choice(['makes', 'hints'])} p{p}" for p in goods[:2]]
        lines.append(f"e{i} signed e{draw.randrange(8)} products=p{goods[2]}|nothing id=m{i}")
    return "\n".join(lines)


def slowly(index: Index) -> dict[tuple[int, int], tuple[float, int]]:
    """(supplier, product) → (strength, entry of ``own``), the first of the best."""
    own, found = index.own, dict[tuple[int, int], tuple[float, int]]()
    for entry in range(len(own.supplier)):
        for near, close in index.taxonomy.relatives(int(own.product[entry])).items():
            if own.through[entry] >= 0 and close < 1:
                continue
            pair, value = (int(own.supplier[entry]), near), float(own.strength[entry] * close)
            if value > found.get(pair, (0.0, 0))[0]:
                found[pair] = (value, entry)
    return found


@pytest.mark.parametrize("at_once", [1, 10, 1 << 20])
@pytest.mark.parametrize("seed", range(5))
def test_the_best_entry_of_each_supplier_and_product(
    seed: int, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries.own, "_AT_ONCE", at_once)
    index = Index(world(made_up(seed)))
    caps = index.capabilities
    found = {}
    for product in range(len(index.products)):
        here = slice(caps.start[product], caps.start[product + 1])
        suppliers = caps.supplier[here].tolist()
        assert suppliers == sorted(set(suppliers))
        for supplier, strength, origin in zip(
            suppliers, caps.strength[here].tolist(), caps.origin[here].tolist(), strict=True
        ):
            found[supplier, product] = (strength, origin)
    assert found == slowly(index)


def test_entries_follow_the_rows_and_name_them() -> None:
    index = Index(
        world(
            "moulding into case",
            "product moulding kind=process",
            "lens into case",
            "a makes case",
            "b hints case",
            "firm c status=planned",
            "c makes case",
            "x signed a products=case|lens signed_on=2025-01-01 id=old",
            "y signed a products=lens signed_on=2025-02 id=new",
        )
    )
    own, mous = index.own, index.columns("SIGNED_MOU")["id"].tolist()
    told = [
        (index.enterprises[s], index.products[p], round(w, 4), int(b))
        for s, p, w, b in zip(own.supplier, own.product, own.strength, own.base, strict=True)
    ]
    assert told == [
        ("a", "case", 1.0, 0),
        ("a", "moulding", MASTERED, 0),
        ("b", "case", INFERRED, 1),
        ("b", "moulding", INFERRED * MASTERED, 1),
        ("c", "case", PLANNED, 2),
        ("c", "moulding", PLANNED * MASTERED, 2),
        ("a", "lens", DELIVERED, 3),
        ("a", "case", DELIVERED, 4),
    ]
    assert own.facts(1) == (("MAKES", 0), ("INPUT_OF", 1))
    assert own.facts(6) == (("SIGNED_MOU", mous.index("new")),)
    assert own.facts(7) == (("SIGNED_MOU", mous.index("old")),)
    assert index.columns("INPUT_OF")["source"][1] == "moulding"


def test_nothing_is_made() -> None:
    assert Index(world("firm a")).capabilities.supplier.tolist() == []
