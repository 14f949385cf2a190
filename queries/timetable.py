"""Meetings between two sides without a clash: which pairs meet, and when.

Which pairs meet is a b-matching of greatest weight; on two sides its linear programme has whole
numbers at its corners (Hoffman & Kruskal 1956), so SciPy's HiGHS solves it exactly. When they meet
is an edge colouring: no firm meets more often than there are slots, so the slots suffice
(Kőnig 1916), and they can be filled evenly (de Werra 1971).
"""

from __future__ import annotations

import networkx as nx
import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linear_sum_assignment, milp

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Pair = tuple[int, int]


def choose(weights: Floats, left: Ints, right: Ints, most: int | None = None) -> list[Pair]:
    """The pairs (row, column) that meet, at most ``left[row]`` and ``right[column]`` for each, ``most`` in
    all, so that the sum of their ``weights`` is greatest; only pairs with a weight above 0."""
    rows, columns = np.nonzero(weights > 0)
    pairs = len(rows)
    if pairs == 0:
        return []
    each = np.arange(pairs)
    limits = [(rows, left), (columns, right)]
    parts = [sparse.csr_matrix((np.ones(pairs), (at, each)), shape=(len(m), pairs)) for at, m in limits]
    above = np.concatenate([left, right]).astype(np.float64)
    if most is not None:
        parts.append(sparse.csr_matrix(np.ones((1, pairs))))
        above = np.append(above, most)
    found = milp(
        -weights[rows, columns],
        constraints=LinearConstraint(sparse.vstack(parts), ub=above),
        bounds=Bounds(0, 1),
        integrality=np.ones(pairs),
    )
    assert found.x is not None  # nobody meeting anybody is always allowed
    taken = found.x > 0.5
    return list(zip(rows[taken].tolist(), columns[taken].tolist(), strict=True))


def slots(pairs: list[Pair], weights: Floats, number: int, tables: int | None = None) -> list[list[Pair]]:
    """The pairs spread over ``number`` slots, nobody twice in one, at most ``tables`` in each.

    Nobody may stand in more than ``number`` pairs, nor may there be more than ``number`` × ``tables``
    pairs. Early slots hold as many and as good meetings as they can.
    """
    open_ = set(pairs)
    found = []
    for remaining in range(number, 0, -1):
        now = _matching(open_, weights, remaining)
        found.append(now)
        open_ -= set(now)
    assert not open_
    if tables is not None:
        _even(found, tables)
    return [sorted(now) for now in found]


def _matching(pairs: set[Pair], weights: Floats, remaining: int) -> list[Pair]:
    """Pairs without a common firm that hold everyone who must meet in each of the ``remaining`` slots.

    Such pairs exist (Kőnig); an assignment that counts those who must most finds them.
    """
    if not pairs:
        return []
    at = np.array(sorted(pairs))
    rows, columns = at[:, 0], at[:, 1]
    must = (np.bincount(rows)[rows] == remaining).astype(int) + (np.bincount(columns)[columns] == remaining)
    value = np.zeros_like(weights)
    value[rows, columns] = must * 4.0 * len(at) + 1.0 + weights[rows, columns] / weights.max()
    left, right = linear_sum_assignment(value, maximize=True)
    chosen = zip(left.tolist(), right.tolist(), strict=True)
    return [pair for pair in chosen if pair in pairs]


def _even(found: list[list[Pair]], tables: int) -> None:
    """Move meetings from the fullest slot to the emptiest until none holds more than ``tables``.

    The meetings of two slots form paths and cycles; along a path that begins and ends in the
    fuller slot the two can be exchanged.
    """
    while len(max(found, key=len)) > tables:
        full, spare = max(found, key=len), min(found, key=len)
        both = nx.Graph((("row", r), ("column", c)) for r, c in (*full, *spare))
        for part in nx.connected_components(both):
            out = [p for p in full if ("row", p[0]) in part]
            back = [p for p in spare if ("row", p[0]) in part]
            if len(out) > len(back):
                full[:] = [p for p in full if p not in out] + back
                spare[:] = [p for p in spare if p not in back] + out
                break
