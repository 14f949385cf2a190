"""What a baseline may see: one visible graph, compiled into the matrices that such methods work on."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from scipy import sparse

from queries.facts import Floats, Ints
from queries.index import Index
from queries.signals import Query

# Queries of one index → queries × enterprises: higher is better, 0 when nothing speaks for an enterprise.
Scorer = Callable[[Sequence[Query]], Floats]
UNDATED = 0.5  # how much an MOU of unknown day counts where recent ones count more


@dataclass(frozen=True)
class Lessons:
    """Examples to learn from: the signals of candidates (rows × signals, NaN = unknown), whether each was a
    hidden partner, and which question it belongs to. ``names`` of the signals in order."""

    signals: Floats
    right: Floats
    question: Ints
    names: tuple[str, ...]


@dataclass(frozen=True)
class Known:
    """A visible graph on a day. ``lessons`` gives examples from an inner split of it, when there are any."""

    index: Index
    on: datetime.date
    lessons: Callable[[], Lessons | None] = lambda: None

    @property
    def size(self) -> int:
        """How many enterprises there are."""
        return len(self.index.enterprises)

    @cached_property
    def signed(self) -> sparse.csr_matrix:
        """Buyers × suppliers (all enterprises), 1 where the two have signed."""
        mous = self.index.rows["SIGNED_MOU"]
        matrix = sparse.csr_matrix((np.ones(len(mous)), (mous.source, mous.target)), (self.size, self.size))
        matrix.data[:] = 1.0
        return matrix

    @cached_property
    def deliveries(self) -> tuple[Ints, Ints, Ints, Floats]:
        """Distinct (supplier, product, buyer) of MOUs and statements, with the years since the latest MOU.

        What a supplier states has buyer -1 and no age; unknown ages are NaN.
        """
        index, mous = self.index, self.index.rows["SIGNED_MOU"]
        latest: dict[tuple[int, int, int], float] = {}
        ends = zip(mous.source.tolist(), mous.target.tolist(), strict=True)
        for row, (buyer, supplier) in enumerate(ends):
            age = self._age(mous.columns["signed_on"][row])
            for id in mous.columns["products"][row]:
                if id in index.p_at:
                    key = (supplier, index.p_at[id], buyer)
                    latest[key] = float(np.fmin(latest.get(key, np.nan), age))
        makes = index.rows["MAKES"]
        for supplier, product in zip(makes.source.tolist(), makes.target.tolist(), strict=True):
            latest[supplier, product, -1] = 0.0
        keys = np.array(list(latest), dtype=np.int64).reshape(-1, 3)
        return keys[:, 0], keys[:, 1], keys[:, 2], np.array(list(latest.values()), dtype=np.float64)

    def _age(self, day: Any) -> float:
        if not day:
            return float("nan")
        year, month, date = (int(p) for p in ([*day.split("-"), "7", "1"])[:3])
        return max(0.0, (self.on - datetime.date(year, month, date)).days / 365.25)

    def makers(self, half_life: float | None) -> sparse.csr_matrix:
        """Suppliers × products: how many buyers took it, newer ones counting more (half after ``half_life``
        years)."""
        supplier, product, _, age = self.deliveries
        count = np.ones(len(age)) if half_life is None else 0.5 ** (age / half_life)
        count = np.nan_to_num(count, nan=UNDATED)
        shape = (self.size, len(self.index.products))
        return sparse.csr_matrix((count, (supplier, product)), shape=shape)

    @cached_property
    def groups(self) -> tuple[sparse.csr_matrix, sparse.csr_matrix]:
        """Products × products: (each with itself and all groups above it; each with its direct group)."""
        size, parent = len(self.index.products), self.index.taxonomy.parent
        lists = [[p, *self.index.taxonomy.ancestors(p)] for p in range(size)]
        rows = np.repeat(np.arange(size), [len(a) for a in lists])
        columns = np.fromiter((a for found in lists for a in found), dtype=np.int64, count=len(rows))
        within = sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(size, size))
        below = np.flatnonzero(parent >= 0)
        up = sparse.csr_matrix((np.ones(len(below)), (below, parent[below])), shape=(size, size))
        return within, up


def demand(queries: Sequence[Query]) -> sparse.csr_matrix:
    """Queries × products: how much each needs each product (0–1)."""
    rows = np.repeat(np.arange(len(queries)), [len(q.needs) for q in queries])
    columns = np.array([n.product for q in queries for n in q.needs], dtype=np.int64)
    weights = np.array([n.weight for q in queries for n in q.needs], dtype=np.float64)
    shape = (len(queries), len(queries[0].index.products))
    return sparse.csr_matrix((weights, (rows, columns)), shape=shape)


def rows_of(matrix: sparse.csr_matrix, queries: Sequence[Query]) -> sparse.csr_matrix:
    """The rows of the buyers that ask."""
    return matrix[[q.buyer for q in queries]]
