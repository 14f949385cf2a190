"""How well is it shown that it can deliver what is needed: stated, delivered, how lately, to whom?"""

from __future__ import annotations

import numpy as np

from graph.text import Text
from queries.facts import Fact, Floats, Ints
from queries.likeness import likeness
from queries.needs import inner
from queries.proofs import Proofs, proofs
from queries.signals.base import Query, Telling

# Each level of the taxonomy counts this much of the one below it; further up says nothing.
KEEP, LEVELS = 0.5, 4
# A delivery fades: half after so many years; of unknown day it counts like one of a year ago.
HALF_LIFE, UNDATED = 2.0, 0.7
# A buyer that is alike in one kind (name, products, suppliers) through and through counts for so many more.
ALIKE = 2.0
_SHOWN = 3


def score(query: Query) -> Floats:
    """Σ over levels of (1 − KEEP) KEEP^level × amount(c), level 0 the product, then the groups above it.

    ``c`` = how sure a statement is + Σ over buyers that signed for it of
    recency × (1 + ALIKE × likeness to this buyer). Of one product that is asked
    for it matters whether it is shown: amount(c) = c / (1 + c). Of several
    needs it matters how much: amount(c) = ln(1 + c), each product or group
    once, by the need that wants it most, and the sum v as v / (1 + v).
    Unknown for a supplier of which nothing is shown.
    """
    shown = proofs(query.index)
    groups, worth = _wanted(query)
    found = query.unknown()
    if not query.needs:
        return found
    found[shown.supplier] = 0.0
    which, supplier, count = shown.counted(groups, _weights(query, shown))
    several = len(query.needs) > 1
    amount = np.log1p(count) if several else count / (1.0 + count)
    value = np.bincount(supplier, worth[which] * amount, query.size)
    reached = value > 0
    found[reached] = value[reached] / (1.0 + value[reached]) if several else value[reached]
    return found


def _wanted(query: Query) -> tuple[Ints, Floats]:
    """The products and groups that count for the needs, and how much each."""
    worth: dict[int, float] = {}
    for need in query.needs:
        for level, group in enumerate(_chain(query, need.product)):
            worth[group] = max(worth.get(group, 0.0), need.weight * (1.0 - KEEP) * KEEP**level)
    return np.array(list(worth), dtype=np.int64), np.array(list(worth.values()), dtype=np.float64)


def _chain(query: Query, product: int) -> list[int]:
    """A product and the groups above it that count."""
    return [product, *query.index.taxonomy.ancestors(product)][:LEVELS]


def _weights(query: Query, shown: Proofs) -> Floats:
    """How much each proof counts for this buyer."""
    index, on = query.index, query.on
    recent = index.shared(f"recent {on}", lambda: shown.worth(on, HALF_LIFE, UNDATED))
    if "alike" not in query.scratch:
        query.scratch["alike"] = np.append(likeness(index).to(query.buyer), 0.0)  # of buyer -1: nobody
    found: Floats = recent * (1.0 + ALIKE * query.scratch["alike"][shown.buyer])
    return found


def tell(query: Query, supplier: int, value: float | None) -> Telling:
    """What it states and has delivered of what is needed, and to whom, those most alike first."""
    index, shown = query.index, proofs(query.index)
    if not query.needs:
        name = index.name(query.buyer)
        return Telling(Text(f"chưa biết {name.vi} cần mua gì", f"nothing is known of what {name.en} buys"))
    own = np.flatnonzero(shown.supplier == supplier)
    if value is None:
        return Telling(Text("chưa nêu và chưa giao thứ gì", "states nothing and has delivered nothing"))
    if value == 0:
        said = Text(
            "những gì đã nêu, đã giao không gần nhu cầu", "what it states and has delivered is not near"
        )
        return Telling(said, _facts(query, own))
    level, near = _nearest(query, own)
    near = near[np.lexsort((near, -_weights(query, shown)[near]))]
    stated, signed = near[shown.buyer[near] < 0], near[shown.buyer[near] >= 0]
    parts = []
    if len(signed):
        buyers = list(dict.fromkeys(shown.buyer[signed].tolist()))
        goods, who = _goods(query, signed), Text.join([index.name(b) for b in buyers[:_SHOWN]], ", ")
        vi = f"đã ký giao {goods.vi} cho {len(buyers)} bên mua: {who.vi}"
        parts.append(Text(vi, f"has signed to deliver {goods.en} to {len(buyers)} buyer(s): {who.en}"))
    if len(stated):
        goods = _goods(query, stated)
        parts.append(Text(f"được biết là làm {goods.vi}", f"is known to make {goods.en}"))
    said = Text.join(parts)
    if level:
        said += Text(" (cùng nhóm với thứ cần)", " (of one group with what is needed)")
    return Telling(said, _facts(query, near))


def _goods(query: Query, entries: Ints) -> Text:
    products = list(dict.fromkeys(proofs(query.index).product[entries].tolist()))
    return Text.join([inner(query.index.product_name(p)) for p in products[:_SHOWN]], ", ")


def _facts(query: Query, entries: Ints) -> tuple[Fact, ...]:
    """The rows behind some proofs."""
    index, shown = query.index, proofs(query.index)
    rows: dict[tuple[str, int], None] = {}
    for buyer, row in zip(shown.buyer[entries].tolist(), shown.row[entries].tolist(), strict=True):
        rows.update(dict.fromkeys([("SIGNED_MOU", row)] if buyer >= 0 else index.own.facts(row)))
    return tuple(index.fact(type, row) for type, row in rows)


def _nearest(query: Query, own: Ints) -> tuple[int, Ints]:
    """The lowest level on which proofs answer a need, and those proofs."""
    index, shown = query.index, proofs(query.index)
    if "chains" not in query.scratch:
        query.scratch["chains"] = [_chain(query, n.product) for n in query.needs]
    chains: list[list[int]] = query.scratch["chains"]
    within = {
        e: {int(shown.product[e]), *index.taxonomy.ancestors(int(shown.product[e]))} for e in own.tolist()
    }
    for level in range(LEVELS):
        groups = {c[level] for c in chains if len(c) > level}
        near = [entry for entry, above in within.items() if groups & above]
        if near:
            return level, np.array(near, dtype=np.int64)
    return LEVELS, own[:0]
