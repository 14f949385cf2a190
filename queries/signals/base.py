"""What a signal is, and the question it answers."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from graph.text import Text
from queries.facts import Fact, Floats, Ints
from queries.index import Index
from queries.needs import Need, needs_of
from queries.weights import WEIGHTS, Weights


@dataclass
class Query:
    """One buyer, perhaps one product, on one day, against all enterprises of ``index``.

    ``pagerank``: the personalised PageRank from the buyer (and product), by
    enterprise; filled for many queries at once. ``scratch`` keeps what a signal
    works out for the query as a whole. ``weights`` say how much each signal counts.
    """

    index: Index
    buyer: int
    product: int | None
    on: datetime.date
    weights: Weights = WEIGHTS
    pagerank: Floats | None = None
    scratch: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def needs(self) -> tuple[Need, ...]:
        """What the buyer needs, strongest first (only the product when one is asked for)."""
        return needs_of(self.index, self.buyer, self.product)

    @cached_property
    def hits(self) -> Hits:
        """Which needs each supplier answers with what."""
        return Hits.of(self)

    @property
    def size(self) -> int:
        """How many enterprises there are: the length of every score array."""
        return len(self.index.enterprises)

    def unknown(self) -> Floats:
        """A score array in which nothing is known."""
        return np.full(self.size, np.nan)


@dataclass(frozen=True)
class Hits:
    """Needs answered, the best per supplier and capability: supplier, need, value, entry of ``Index.own``."""

    supplier: Ints
    need: Ints
    value: Floats
    own: Ints

    @classmethod
    def of(cls, query: Query) -> Hits:
        """All hits of a query, ordered by supplier, then best first."""
        caps = query.index.capabilities
        ranges = [np.arange(caps.start[n.product], caps.start[n.product + 1]) for n in query.needs]
        entry = np.concatenate(ranges) if ranges else np.zeros(0, dtype=np.int64)
        need = np.repeat(np.arange(len(ranges)), [len(r) for r in ranges])
        weight = np.array([n.weight for n in query.needs], dtype=np.float64)
        supplier, origin = caps.supplier[entry], caps.origin[entry]
        base = query.index.own.base[origin]
        value = caps.strength[entry] * weight[need]
        order = np.lexsort((need, -value, base, supplier))
        supplier, origin, base = supplier[order], origin[order], base[order]
        need, value = need[order], value[order]
        best = np.ones(len(order), dtype=bool)
        best[1:] = (supplier[1:] != supplier[:-1]) | (base[1:] != base[:-1])
        kept = cls(supplier[best], need[best], value[best], origin[best])
        again = np.lexsort((-kept.value, kept.supplier))
        return cls(kept.supplier[again], kept.need[again], kept.value[again], kept.own[again])

    def by(self, supplier: int) -> list[tuple[int, float, int]]:
        """The hits of one supplier: (need, value, entry of ``Index.own``), best first."""
        a, b = np.searchsorted(self.supplier, [supplier, supplier + 1])
        return list(
            zip(self.need[a:b].tolist(), self.value[a:b].tolist(), self.own[a:b].tolist(), strict=True)
        )


@dataclass(frozen=True, slots=True)
class Telling:
    """What a signal says of one supplier: a sentence and the evidence for it."""

    sentence: Text
    evidence: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class Signal:
    """One reason for or against a supplier.

    ``score`` gives for every enterprise a number from 0 to 1, or NaN where the
    data do not tell. ``tell`` says it in words for one enterprise; its score is
    given, ``None`` when unknown. Both are pure: the same query, the same answer.
    """

    name: str
    label: Text
    asks: str
    score: Callable[[Query], Floats]
    tell: Callable[[Query, int, float | None], Telling]
