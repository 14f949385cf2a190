"""Rows by a key that is a number: which edges leave an enterprise, who makes a product, as flat arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from queries.facts import Ints


@dataclass(frozen=True)
class Grouped:
    """Rows in the order of their keys: those of key ``k`` are ``rows[start[k]:start[k + 1]]``, ascending."""

    start: Ints
    rows: Ints

    @classmethod
    def by(cls, keys: Ints, size: int) -> Grouped:
        """The rows 0, 1, … of ``keys`` (0 ≤ key < ``size``; rows of other keys are left out)."""
        rows: Ints = np.argsort(keys, kind="stable")
        return cls(np.searchsorted(keys, np.arange(size + 1), sorter=rows), rows)

    def of(self, key: int) -> list[int]:
        """The rows of one key."""
        found: list[int] = self.rows[self.start[key] : self.start[key + 1]].tolist()
        return found

    def expand(self, keys: Ints) -> tuple[Ints, Ints]:
        """The rows of several keys, one key after the other: (which of ``keys``, row)."""
        first, last = self.start[keys], self.start[keys + 1]
        which: Ints = np.repeat(np.arange(len(keys), dtype=np.int64), last - first)
        return which, self.rows[ranges(first, last)]


def ranges(first: Ints, last: Ints) -> Ints:
    """The numbers from each ``first`` up to each ``last``, one after the other.

    >>> ranges(np.array([5, 0]), np.array([7, 1])).tolist()
    [5, 6, 0]
    """
    length = last - first
    begins = np.cumsum(length) - length
    found: Ints = np.arange(length.sum(), dtype=np.int64) + np.repeat(first - begins, length)
    return found


def starts(keys: Ints) -> Ints:
    """Where each run of equal neighbours begins.

    >>> starts(np.array([4, 4, 9, 4])).tolist()
    [0, 2, 3]
    """
    new = np.ones(len(keys), dtype=bool)
    new[1:] = keys[1:] != keys[:-1]
    found: Ints = np.flatnonzero(new)
    return found
