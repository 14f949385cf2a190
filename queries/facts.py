"""What the index is made of: facts as evidence, edges and capabilities as arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

# How sure a capability is: stated, only inferred (from a name), shown by an MOU, or a process that
# goes into what the firm makes ("makes plastic parts, so masters injection moulding").
STATED, INFERRED, DELIVERED, MASTERED, PLANNED = 1.0, 0.4, 0.9, 0.5, 0.5


@dataclass(frozen=True, slots=True)
class Fact:
    """One edge as evidence: its type, its ends (``Type:id``), who said so, and how sure it is.

    ``signed_on`` is the day of an MOU, as far as it is known.
    """

    type: str
    source: str
    target: str
    sources: tuple[str, ...]
    basis: str | None = None
    wording: tuple[str, ...] = ()
    note: tuple[str, ...] = ()
    signed_on: str | None = None


@dataclass(frozen=True)
class EdgeRows:
    """The rows of one edge type with the positions of their ends (-1: not indexed)."""

    type: str
    source: Ints
    target: Ints
    columns: dict[str, list[Any]]

    def __len__(self) -> int:
        return len(self.source)


@dataclass(frozen=True)
class Own:
    """Capabilities as sources give them, one entry each.

    ``strength`` (0–1) is how sure it is; entries with one ``base`` are one
    statement seen in several ways; ``facts`` are the rows behind, as (type, row).
    """

    supplier: list[int]
    product: list[int]
    strength: list[float]
    base: list[int]
    facts: list[tuple[tuple[str, int], ...]]

    def add(
        self, supplier: int, product: int, strength: float, base: int, facts: tuple[tuple[str, int], ...]
    ) -> None:
        """One entry more."""
        self.supplier.append(supplier)
        self.product.append(product)
        self.strength.append(strength)
        self.base.append(base)
        self.facts.append(facts)


@dataclass(frozen=True)
class Capabilities:
    """What suppliers can deliver, by product: entries ``start[p]:start[p+1]`` are product ``p``.

    ``supplier``, ``strength`` (0–1, with the distance in the taxonomy),
    ``origin``, the position in ``Index.own`` that it comes from, and its ``base``.
    """

    start: Ints
    supplier: Ints
    strength: Floats
    origin: Ints
    base: Ints
