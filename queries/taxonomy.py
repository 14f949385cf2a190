"""Nearness in the product taxonomy: how well making one thing answers a need for another."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from itertools import chain

import numpy as np
import numpy.typing as npt

from queries.facts import Floats, Ints
from queries.grouped import ranges

# One step from what is made up to what is asked: a kind of it (a counterweight is a cast part).
KIND_OF = 0.9
# One step down: the group is stated, the thing asked is one of many in it.
GROUP_OF = 0.5
# Two processes of one group ("die casting" for "iron casting"): like machines and skills; a hint.
SIBLING = 0.2
_STEPS = 3  # further relatives say nothing
_LARGEST_FAMILY = 50  # children of one group that still count as siblings


class Taxonomy:
    """The tree of BROADER over product positions; ``processes`` says which products are processes."""

    def __init__(self, processes: npt.NDArray[np.bool_], narrower: Ints, broader: Ints) -> None:
        self.processes = processes
        size = len(processes)
        self.parent = np.full(size, -1, dtype=np.int64)
        self.parent[narrower] = broader
        self._above: dict[int, list[int]] = {}
        self._children: dict[int, list[int]] = defaultdict(list)
        for child, parent in zip(narrower.tolist(), broader.tolist(), strict=True):
            self._children[parent].append(child)

    def ancestors(self, product: int) -> list[int]:
        """The groups of a product, nearest first."""
        if product not in self._above:
            found = self._above[product] = []
            at = int(self.parent[product])
            while at >= 0 and at not in found:
                found.append(at)
                at = int(self.parent[at])
        return self._above[product]

    def upward(self, products: Ints) -> tuple[Ints, Ints]:
        """Each entry of ``products`` with itself and its groups, nearest first: (entry, product or group)."""
        start, above = self._upward
        length = np.diff(start)[products]
        entry: Ints = np.repeat(np.arange(len(products), dtype=np.int64), length)
        return entry, above[ranges(start[products], start[products + 1])]

    @cached_property
    def _upward(self) -> tuple[Ints, Ints]:
        lists = [[p, *self.ancestors(p)] for p in range(len(self.parent))]
        start = np.concatenate([[0], np.cumsum([len(found) for found in lists], dtype=np.int64)])
        return start, np.fromiter(chain.from_iterable(lists), dtype=np.int64, count=int(start[-1]))

    def relatives(self, product: int) -> dict[int, float]:
        """Products that making ``product`` answers, with how well (0–1)."""
        found: dict[int, float] = {product: 1.0}
        level = [product]
        for step in range(1, _STEPS + 1):
            level = [c for p in level for c in self._children.get(p, ())]
            for p in level:
                found[p] = GROUP_OF**step
        above = self.ancestors(product)
        for step, group in enumerate(above[:_STEPS], start=1):
            found[group] = KIND_OF**step
        if len(above) > 1 and self.processes[product] and len(self._children[above[0]]) <= _LARGEST_FAMILY:
            for sibling in self._children[above[0]]:
                found.setdefault(sibling, SIBLING)
        return found

    def spread(self, products: Ints) -> tuple[Ints, Ints, Floats]:
        """Each entry of ``products`` with its relatives: (entry, relative, closeness), as flat arrays."""
        near = {int(p): self.relatives(int(p)) for p in np.unique(products)}
        lists = [near[int(p)] for p in products]
        entry = np.repeat(np.arange(len(lists)), [len(r) for r in lists])
        relative = np.fromiter((p for r in lists for p in r), dtype=np.int64, count=len(entry))
        closeness = np.fromiter((c for r in lists for c in r.values()), dtype=np.float64, count=len(entry))
        return entry, relative, closeness
