"""What suppliers can deliver: as sources say it, and near products of the taxonomy included."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from queries.facts import DELIVERED, INFERRED, MASTERED, PLANNED, STATED, Capabilities, Floats, Ints, Own
from queries.grouped import Grouped, starts

if TYPE_CHECKING:
    from queries.index import Index

_AT_ONCE = 1 << 20  # entries that are spread over the taxonomy together


def own(index: Index) -> Own:
    """What sources say that suppliers make, master or have delivered: by rows of MAKES, then of MOUs."""
    makes = index.rows["MAKES"]
    sure = np.where(index.inferred, INFERRED, STATED) * np.where(index.planned[makes.source], PLANNED, 1.0)
    inputs = index.rows["INPUT_OF"]
    processes = np.flatnonzero(index.taxonomy.processes[inputs.source])
    into = Grouped.by(inputs.target[processes], len(index.products))
    by, known = into.expand(makes.target)
    through = processes[known]
    stated = np.arange(len(makes), dtype=np.int64)
    row = np.concatenate([stated, by])
    order = np.argsort(row, kind="stable")  # each statement, then what it says is mastered
    product = np.concatenate([makes.target, inputs.source[through]])[order]
    through = np.concatenate([np.full(len(makes), -1, dtype=np.int64), through])[order]
    row = row[order]
    strength = np.where(through < 0, sure[row], sure[row] * MASTERED)
    delivered, goods, mou = _delivered(index)
    signed = np.zeros(len(row) + len(mou), dtype=bool)
    signed[len(row) :] = True
    return Own(
        np.concatenate([makes.source[row], delivered]),
        np.concatenate([product, goods]),
        np.concatenate([strength, np.full(len(mou), DELIVERED)]),
        np.concatenate([row, len(makes) + np.arange(len(mou), dtype=np.int64)]),
        np.concatenate([row, mou]),
        np.concatenate([through, np.full(len(mou), -1, dtype=np.int64)]),
        signed,
    )


def _delivered(index: Index) -> tuple[Ints, Ints, Ints]:
    """Each supplier and product of an MOU, with the newest that says so.

    What several MOUs show is shown once: how often and to whom is for the signal "proof".
    """
    mous, newest = index.rows["SIGNED_MOU"], dict[tuple[int, int], tuple[str, int]]()
    days, (rows, products) = mous.columns["signed_on"], index.mou_products
    for row, product in zip(rows.tolist(), products.tolist(), strict=True):
        pair, day = (int(mous.target[row]), product), days[row] or ""
        newest[pair] = max(newest.get(pair, ("", row)), (day, row))
    found = [(*pair, row) for pair, (_, row) in newest.items()]
    suppliers, goods, last = np.array(found, dtype=np.int64).reshape(-1, 3).T
    return suppliers, goods, last


def capabilities(index: Index) -> Capabilities:
    """What suppliers can deliver, near products of the taxonomy included, the best entry per pair."""
    parts = list(_parts(index))
    product, supplier, origin, strength = (np.concatenate(part) for part in zip(*parts, strict=True))
    start = np.searchsorted(product, np.arange(len(index.products) + 1))
    base = index.own.base.astype(np.int32)[origin]
    return Capabilities(start, supplier.astype(np.int32), strength, origin.astype(np.int32), base)


def _parts(index: Index) -> Iterator[tuple[Ints, Ints, Ints, Floats]]:
    """(product, supplier, entry of ``Index.own``, strength), a range of products at a time."""
    own, none = index.own, np.zeros(0, dtype=np.int64)
    made = Grouped.by(own.product, len(index.products))
    behind = np.diff(made.start)
    which, near, closeness = index.taxonomy.spread(np.flatnonzero(behind))
    order = np.argsort(near, kind="stable")
    maker_of, near, closeness = np.flatnonzero(behind)[which[order]], near[order], closeness[order]
    entries = np.bincount(near, behind[maker_of], len(index.products))
    batch = (np.cumsum(entries) // _AT_ONCE)[near]
    yield none, none, none, np.zeros(0)
    for first, last in pairwise([*starts(batch).tolist(), len(batch)]):
        pair, entry = made.expand(maker_of[first:last])
        close = closeness[first:last][pair]
        # A process that is only inferred answers itself, not its neighbours: two guesses are one too many.
        keep = (own.through[entry] < 0) | (close == 1.0)
        pair, entry, close = pair[keep], entry[keep], close[keep]
        yield _best(near[first:last][pair], own.supplier[entry], entry, own.strength[entry] * close)


def _best(product: Ints, supplier: Ints, entry: Ints, value: Floats) -> tuple[Ints, Ints, Ints, Floats]:
    """Of each product and supplier the entry of the highest value, the first of those, in their order."""
    key = product * (int(supplier.max(initial=0)) + 1) + supplier
    order = np.argsort(key, kind="stable")  # which is quick where long runs are in order
    entry, value = entry[order], value[order]
    first = starts(key[order])
    if not len(first):
        return product, supplier, entry, value
    highest = np.maximum.reduceat(value, first)
    of = np.repeat(highest, np.diff(np.append(first, len(value))))
    lowest = np.minimum.reduceat(np.where(value == of, entry, np.iinfo(np.int64).max), first)
    return product[order[first]], supplier[order[first]], lowest, highest
