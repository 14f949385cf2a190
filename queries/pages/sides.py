"""One side of a firm's page: what a buyer needs, or what a supplier can do, with why and who answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from graph.text import Text
from graph.view import node_key
from queries.facts import Fact
from queries.index import Index
from queries.needs import inner
from queries.signals import Query

# How an item is known, in the order in which it is shown.
BASES: dict[str, Text] = {
    "signed": Text("Qua ghi nhớ đã ký", "Shown by signed MOUs"),
    "stated": Text("Đã nêu rõ", "Stated"),
    "inferred": Text("Suy ra", "Inferred"),
    "mastered": Text("Công đoạn suy ra từ sản phẩm", "Processes, inferred from products"),
}


@dataclass(frozen=True, slots=True)
class Item:
    """A product needed or offered: its node, how it is known (``BASES``), how much it counts (0–1),
    why, the facts behind, what it follows from (a node, if inferred) and the firms that answer it."""

    product: str
    basis: str
    weight: float
    why: Text
    facts: tuple[Fact, ...]
    of: str | None
    partners: tuple[int, ...]


def needs_side(query: Query) -> list[Item]:
    """What the buyer of a query needs, with the domestic firms that are known to answer each need."""
    index, caps = query.index, query.index.capabilities
    domestic = index.ownership == "domestic"
    domestic[query.buyer] = False
    items = []
    for need in query.needs:
        makers = caps.supplier[caps.start[need.product] : caps.start[need.product + 1]]
        inferred = need.basis == "inferred" and need.facts and need.facts[0].type == "MAKES"
        items.append(
            Item(
                node_key("Product", index.products[need.product]),
                need.basis,
                need.weight,
                need.why,
                need.facts,
                need.facts[0].target if inferred else None,
                tuple(makers[domestic[makers]].tolist()),
            )
        )
    return _ordered(items)


def offers_side(index: Index, supplier: int, asked: Iterable[Query]) -> list[Item]:
    """What a supplier can do, with the buyers of ``asked`` that it answers."""
    wanted: dict[int, list[int]] = {}
    for query in asked:
        for _, _, own in query.hits.by(supplier):
            wanted.setdefault(int(index.own.product[own]), []).append(query.buyer)
    best: dict[int, Item] = {}
    for at in np.flatnonzero(index.own.supplier == supplier).tolist():
        product, weight = int(index.own.product[at]), float(index.own.strength[at])
        facts = tuple(index.fact(*place) for place in index.own.facts(at))
        if product not in best or weight > best[product].weight:
            key = node_key("Product", index.products[product])
            basis, why, of = _offer(index, facts)
            partners = tuple(dict.fromkeys(wanted.get(product, ())))
            best[product] = Item(key, basis, weight, why, facts, of, partners)
    return _ordered(best.values())


def _offer(index: Index, facts: tuple[Fact, ...]) -> tuple[str, Text, str | None]:
    first = facts[0]
    year = index.year(first.sources)
    if first.type == "SIGNED_MOU":
        return "signed", Text("đã ký ghi nhớ về mặt hàng này", "an MOU on this is signed"), None
    if len(facts) > 1:
        made = inner(index.label(first.target))
        why = Text(f"làm ra {made.vi}{year} nên có công đoạn này", f"makes {made.en}{year}, so masters this")
        return "mastered", why, first.target
    if first.basis == "inferred":
        return "inferred", Text("chưa có nguồn nêu rõ", "not stated by a source"), None
    return "stated", Text(f"nguồn nêu là có làm{year}", f"a source says that it makes this{year}"), None


def _ordered(items: Iterable[Item]) -> list[Item]:
    order = list(BASES)
    # What a question asks for has the basis "asked" and no page: whatever is not listed comes last.
    return sorted(items, key=lambda i: (order.index(i.basis), -i.weight, i.product))
