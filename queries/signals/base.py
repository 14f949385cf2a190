"""What a signal is, and the question it answers."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from graph.text import Text
from queries.facts import Fact, Floats, Ints, Small
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
    need: Small
    value: Floats
    own: Small

    @classmethod
    def of(cls, query: Query) -> Hits:
        """All hits of a query, ordered by supplier."""
        caps, own = query.index.capabilities, query.index.own
        value = np.zeros(query.index.statements)  # of the best need so far, by capability
        need = np.zeros(len(value), dtype=np.int32)
        entry = np.zeros(len(value), dtype=np.int32)
        for at, wanted in enumerate(query.needs):
            here = slice(caps.start[wanted.product], caps.start[wanted.product + 1])
            base, new = caps.base[here], caps.strength[here] * wanted.weight
            better = new > value[base]  # a supplier has one entry a product, so every base is there once
            chosen = base[better]
            value[chosen], need[chosen], entry[chosen] = new[better], at, caps.origin[here][better]
        found = np.flatnonzero(value)
        supplier = own.supplier[entry[found]]
        order = np.argsort(supplier, kind="stable")
        found = found[order]
        return cls(supplier[order], need[found], value[found], entry[found])

    def by(self, supplier: int) -> list[tuple[int, float, int]]:
        """The hits of one supplier: (need, value, entry of ``Index.own``), best first."""
        here = slice(*np.searchsorted(self.supplier, [supplier, supplier + 1]))
        found = zip(self.need[here].tolist(), self.value[here].tolist(), self.own[here].tolist(), strict=True)
        return sorted(found, key=lambda hit: -hit[1])


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
    ``whole`` marks what tells of the two firms as a whole: it counts less when
    one product is asked for (``FOCUS`` of ``queries/weights.py``).
    """

    name: str
    label: Text
    asks: str
    score: Callable[[Query], Floats]
    tell: Callable[[Query, int, float | None], Telling]
    whole: bool = False
