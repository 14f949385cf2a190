"""What shows that a supplier can deliver: what it states, and what others have signed for, by product and
by the groups above it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

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
        """All proofs of an index."""
        latest: dict[tuple[int, int, int], tuple[float, int]] = {}
        mous = index.rows["SIGNED_MOU"]
        pairs = zip(mous.source.tolist(), mous.target.tolist(), strict=True)
        for row, (buyer, supplier) in enumerate(pairs):
            day = ordinal(mous.columns["signed_on"][row])
            for id in mous.columns["products"][row]:
                if id in index.p_at:
                    key = (supplier, index.p_at[id], buyer)
                    known = latest.get(key)
                    if known is None or np.isnan(known[0]) or day >= known[0]:
                        latest[key] = (day, row)
        found = [(*key, day, 1.0, row) for key, (day, row) in latest.items()] + _stated(index)
        columns = np.array(found, dtype=np.float64).reshape(-1, 6).T
        sellers, goods, buyers, rows = (np.asarray(columns[i], dtype=np.int64) for i in (0, 1, 2, 5))
        runs = _runs(index, sellers, goods)
        return cls(sellers, goods, buyers, columns[3], columns[4], rows, *runs)

    def worth(self, on: datetime.date, half_life: float, undated: float) -> Floats:
        """How much each counts on a day: a delivery half after ``half_life`` years, a statement as
        it is sure."""
        age = np.maximum(0.0, on.toordinal() - self.day) / 365.25
        faded = np.nan_to_num(0.5 ** (age / half_life), nan=undated)
        return np.where(self.buyer < 0, self.sure, faded)

    def counted(self, groups: Ints, worth: Floats) -> tuple[Ints, Ints, Floats]:
        """For some groups (positions of products): (which of them, supplier, Σ worth of its proofs)."""
        first, last = self.group_runs[groups], self.group_runs[groups + 1]
        which: Ints = np.repeat(np.arange(len(groups), dtype=np.int64), last - first)
        runs = _ranges(first, last)
        starts, ends = self.run_start[runs], self.run_start[runs + 1]
        in_run = np.repeat(np.arange(len(runs)), ends - starts)
        summed = np.bincount(in_run, worth[self.entry[_ranges(starts, ends)]], len(runs))
        return which, self.run_supplier[runs], summed.astype(np.float64)


def _stated(index: Index) -> list[tuple[float, ...]]:
    """What suppliers state or master, the surest entry of ``Index.own`` for each product."""
    own = index.own
    surest: dict[tuple[int, int], tuple[float, int]] = {}
    for at, facts in enumerate(own.facts):
        if facts[0][0] == "MAKES":
            key = (own.supplier[at], own.product[at])
            surest[key] = max(surest.get(key, (0.0, at)), (own.strength[at], at))
    return [(s, p, -1, float("nan"), sure, at) for (s, p), (sure, at) in surest.items()]


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
    above = {int(p): [int(p), *index.taxonomy.ancestors(int(p))] for p in np.unique(product)}
    lists = [above[p] for p in product.tolist()]
    entry = np.repeat(np.arange(len(lists)), [len(found) for found in lists])
    group = np.fromiter((g for found in lists for g in found), dtype=np.int64, count=len(entry))
    order = np.lexsort((entry, supplier[entry], group))
    entry, group = entry[order], group[order]
    seller = supplier[entry]
    new = np.ones(len(entry), dtype=bool)
    new[1:] = (group[1:] != group[:-1]) | (seller[1:] != seller[:-1])
    start = np.flatnonzero(new)
    group_runs = np.searchsorted(group[start], np.arange(len(index.products) + 1))
    found = (entry, np.append(start, len(entry)), seller[start], group_runs)
    one, two, three, four = (np.asarray(part, dtype=np.int64) for part in found)
    return one, two, three, four


def _ranges(first: Ints, last: Ints) -> Ints:
    """The numbers from each ``first`` up to each ``last``, one after the other."""
    length = last - first
    if not len(length) or not length.sum():
        return np.zeros(0, dtype=np.int64)
    begins = np.cumsum(length) - length
    found: Ints = np.arange(length.sum()) + np.repeat(first - begins, length)
    return found


def proofs(index: Index) -> Proofs:
    """The proofs of an index, made once."""
    return index.shared("proofs", lambda: Proofs.of(index))
