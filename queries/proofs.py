"""What shows that a supplier can deliver: what it states, and what others have signed for, by product and
by the groups above it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from queries.facts import Floats, Ints
from queries.index import Index


@dataclass(frozen=True)
class Proofs:
    """Distinct (supplier, product, buyer), buyer -1 for what the supplier states or masters.

    ``row`` is the newest MOU of the three, or the entry of ``Index.own``;
    ``day`` its number (``date.toordinal``, NaN when unknown); ``sure`` (0–1)
    how sure a statement is. ``entry`` lists proofs under every product and
    group: those of one group and one supplier are a run, runs of a group stand
    together.
    """

    supplier: Ints
    product: Ints
    buyer: Ints
    day: Floats
    sure: Floats
    row: Ints
    entry: Ints
    run_start: Ints
    run_supplier: Ints
    group_runs: Ints

    @classmethod
    def of(cls, index: Index) -> Proofs:
        """All proofs of an index: deliveries, then statements."""
        delivered, stated = _delivered(index), _stated(index)
        supplier, product, buyer, row = (
            np.concatenate(parts) for parts in zip(delivered[:4], stated[:4], strict=True)
        )
        day = np.concatenate([delivered[4], np.full(len(stated[0]), np.nan)])
        sure = np.concatenate([np.ones(len(delivered[0])), stated[4]])
        return cls(supplier, product, buyer, day, sure, row, *_runs(index, supplier, product))

    def worth(self, on: datetime.date, half_life: float, undated: float) -> Floats:
        """How much each counts on a day: a delivery half after ``half_life`` years, a statement as
        it is sure."""
        age = np.maximum(0.0, on.toordinal() - self.day) / 365.25
        faded = np.nan_to_num(0.5 ** (age / half_life), nan=undated)
        return np.where(self.buyer < 0, self.sure, faded)

    @cached_property
    def _length(self) -> Ints:
        """How many proofs there are in each run."""
        return np.diff(self.run_start)

    def counted(self, groups: Ints, worth: Floats) -> tuple[Ints, Ints, Floats]:
        """For some groups (positions of products): (which of them, supplier, Σ worth of its proofs)."""
        first, last = self.group_runs[groups], self.group_runs[groups + 1]
        which: Ints = np.repeat(np.arange(len(groups), dtype=np.int64), last - first)
        parts = [slice(a, b) for a, b in zip(first.tolist(), last.tolist(), strict=True) if a < b]
        if not parts:
            return which, which, np.zeros(0)
        # The proofs of a group stand together, run by run.
        length = np.concatenate([self._length[p] for p in parts])
        within = [self.entry[self.run_start[p.start] : self.run_start[p.stop]] for p in parts]
        summed = np.add.reduceat(worth[np.concatenate(within)], np.cumsum(length) - length)
        return which, np.concatenate([self.run_supplier[p] for p in parts]), summed


_Part = tuple[Ints, Ints, Ints, Ints, Floats]


def _delivered(index: Index) -> _Part:
    """Supplier, product, buyer, row of the newest MOU of the three (the last of one day), its day."""
    mous, (rows, products) = index.rows["SIGNED_MOU"], index.mou_products
    signed_on = mous.columns["signed_on"]
    days = np.array([ordinal(signed_on[row]) for row in rows.tolist()], dtype=np.float64)
    supplier, buyer = mous.target[rows], mous.source[rows]
    order = np.lexsort((np.nan_to_num(days, nan=-np.inf), buyer, products, supplier))
    last = _last(order, supplier, products, buyer)
    return supplier[last], products[last], buyer[last], rows[last], days[last]


def _stated(index: Index) -> _Part:
    """Supplier, product, -1, the surest entry of ``Index.own`` for the two (the last of those), how sure."""
    own = index.own
    entry: Ints = np.flatnonzero(~own.signed)
    supplier, product, sure = own.supplier[entry], own.product[entry], own.strength[entry]
    last = _last(np.lexsort((sure, product, supplier)), supplier, product)
    return supplier[last], product[last], np.full(len(last), -1, dtype=np.int64), entry[last], sure[last]


def _last(order: Ints, *keys: Ints) -> Ints:
    """The last row of each run of equal ``keys`` in an ``order``; runs in the order of their first rows."""
    new = np.ones(len(order) + 1, dtype=bool)
    new[1:-1] = np.any([key[order][1:] != key[order][:-1] for key in keys], axis=0)
    bounds = np.flatnonzero(new)
    earliest = np.minimum.reduceat(order, bounds[:-1]) if len(order) else order
    found: Ints = order[bounds[1:] - 1][np.argsort(earliest)]
    return found


def ordinal(day: str | None) -> float:
    """The number of a day; of a month or year, that of its middle; NaN for an unknown one.

    >>> ordinal("2025-06-01") - ordinal("2025-05-31"), ordinal(None)
    (1.0, nan)
    """
    if not day:
        return float("nan")
    year, month, date = ([*day.split("-"), "", ""])[:3]
    return float(datetime.date(int(year), int(month or 7), int(date or (15 if month else 1))).toordinal())


def _runs(index: Index, supplier: Ints, product: Ints) -> tuple[Ints, Ints, Ints, Ints]:
    """Proofs under each product and all groups above it, in runs of one group and supplier."""
    entry, group = index.taxonomy.upward(product)
    order = np.lexsort((supplier[entry], group))  # stable: entries stay in their order
    entry, group = entry[order], group[order]
    seller = supplier[entry]
    new = np.ones(len(entry), dtype=bool)
    new[1:] = (group[1:] != group[:-1]) | (seller[1:] != seller[:-1])
    start = np.flatnonzero(new)
    group_runs = np.searchsorted(group[start], np.arange(len(index.products) + 1))
    found = (entry, np.append(start, len(entry)), seller[start], group_runs)
    one, two, three, four = (np.asarray(part, dtype=np.int64) for part in found)
    return one, two, three, four


def proofs(index: Index) -> Proofs:
    """The proofs of an index, made once."""
    return index.shared("proofs", lambda: Proofs.of(index))
