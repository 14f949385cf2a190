"""The columns of a table in the order of its keys, without a copy where the store gave them so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from operator import le

import numpy as np
import numpy.typing as npt
import pandas as pd

from graph.schema import TYPES
from graph.tables import plain
from queries.facts import Ints

Column = npt.NDArray[np.object_]


class Columns(Mapping[str, Column]):
    """Arrays of plain values (``None`` for unknown) by the names of columns, rows in the order of their keys.

    A column is put in order when it is first asked for.
    """

    def __init__(self, name: str, frame: pd.DataFrame) -> None:
        self._frame = frame
        self._names = dict.fromkeys(frame.columns)
        self._order = _order([plain(frame[c]) for c in TYPES[name].key])
        self._made: dict[str, Column] = {}

    def __getitem__(self, column: str) -> Column:
        if column not in self._made:
            values = plain(self._frame[column])
            self._made[column] = values if self._order is None else values[self._order]
        return self._made[column]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __contains__(self, column: object) -> bool:
        return column in self._names


def _order(keys: list[Column]) -> Ints | None:
    """Which row comes when; ``None`` where they are in order."""
    columns = [key.tolist() for key in keys]
    one, two = zip(*columns, strict=True), islice(zip(*columns, strict=True), 1, None)
    if all(map(le, one, two)):
        return None
    rows = list(zip(*columns, strict=True))
    return np.array(sorted(range(len(rows)), key=rows.__getitem__), dtype=np.int64)
