"""Positions for a picture of paths: from one firm on the left to the ranked ones on the right."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

_ACROSS, _DOWN = 150, 84  # units of vis-network between columns, and between nodes of one column


def layered(start: Hashable, paths: Sequence[Sequence[Hashable]]) -> dict[Hashable, tuple[int, int]]:
    """Where the nodes of paths stand; the ends keep the order of ``paths``, top to bottom.

    A node stands in the column of its farthest place in any path, the ends of the
    paths in the last one; within a column nodes stand near what they lead to.
    """
    last = max([2, *(len(path) - 1 for path in paths)])
    ends = list(dict.fromkeys(path[-1] for path in paths))
    column: dict[Hashable, int] = {}
    heights: dict[Hashable, list[float]] = {}
    for path in paths:
        for at, node in enumerate(path[1:-1], start=1):
            if node not in ends:
                column[node] = max(column.get(node, 0), at)
                heights.setdefault(node, []).append(float(ends.index(path[-1])))
    placed: dict[Hashable, tuple[int, int]] = {}
    for at in range(1, last):
        nodes = sorted((n for n in column if column[n] == at), key=lambda n: (_mean(heights[n]), str(n)))
        for node, y in zip(nodes, _spread([_mean(heights[n]) for n in nodes]), strict=True):
            placed[node] = (at * _ACROSS, round(y * _DOWN))
    for y, end in enumerate(ends):
        placed[end] = (last * _ACROSS, y * _DOWN)
    placed[start] = (0, round((len(ends) - 1) / 2 * _DOWN) if ends else 0)
    return placed


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _spread(wanted: Sequence[float]) -> list[float]:
    """Heights near those wanted (in order), at least 1 apart, as a whole not moved.

    >>> _spread([1.0, 1.0, 5.0])
    [0.5, 1.5, 5.0]
    """
    blocks: list[tuple[float, int]] = []  # (middle, how many) of runs that touch
    for height in wanted:
        middle, many = height, 1
        while blocks and blocks[-1][0] + blocks[-1][1] / 2 > middle - many / 2:
            before, count = blocks.pop()
            middle = (before * count + middle * many) / (count + many)
            many += count
        blocks.append((middle, many))
    return [middle - (many - 1) / 2 + k for middle, many in blocks for k in range(many)]
