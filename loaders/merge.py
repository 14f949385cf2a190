"""One row per key: several rows, or a row and the store, that speak of one thing.

A missing value never erases one. Where two sources disagree, the newer source
(``published_on``) stands in the column and the other value is kept in
``disputed`` with its source; the same source said anew is a correction.
The outcome does not depend on the order of rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import pandas as pd

from graph.combine import QUIET, Combiner, Row
from graph.values import Reference
from loaders.report import Findings


class Merger:
    """Merges rows of one type; ``dates`` gives the ``published_on`` of each source id."""

    def __init__(self, type: str, dates: Mapping[str, str], findings: Findings) -> None:
        self._combiner = Combiner(type, self._tell)
        self.kind = self._combiner.kind
        self._scalars = self._combiner.scalars
        self._dates = dates
        self._findings = findings

    def collapse(self, frame: pd.DataFrame) -> pd.DataFrame:
        """``frame`` with one row per key."""
        key = list(self.kind.key)
        doubled = frame.duplicated(key, keep=False)
        if not doubled.any():
            return frame
        groups: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
        for row in _records(frame[doubled]):
            groups[tuple(row[k] for k in key)].append(row)
        merged = [self._several(group) for group in groups.values()]
        rows = pd.DataFrame(merged, columns=frame.columns, dtype=object)
        return pd.concat([frame[~doubled], rows], ignore_index=True)

    def _several(self, rows: list[Row]) -> Row:
        rows = sorted(rows, key=self._precedence)
        merged = rows[0]
        for row in rows[1:]:
            merged = self._combiner.pair(merged, row)
        return merged

    def _precedence(self, row: Row) -> tuple[str, str]:
        """Newest source first; alike dates stand in the order of their texts."""
        newest = self._newest(row)
        return "".join(chr(0x10FFFF - ord(c)) for c in newest) or chr(0x10FFFF), repr(sorted(row.items()))

    def _newest(self, row: Row) -> str:
        return max((self._dates.get(Reference.parse(r).source, "") for r in row["sources"]), default="")

    def _tell(self, row: Row, column: str, other: Any, said_by: tuple[str, ...]) -> None:
        named, value = self._named(row), row[column]
        there = ", ".join(r.where or r.source for r in map(Reference.parse, said_by[:3]))
        if column == "name":
            self._findings.warn(
                f"{named}: tên {value!r}, cũng gọi là {other!r} ({there})? Giữ cả hai",
                f"{named}: called {value!r}, also {other!r} ({there})? Both are kept",
            )
        elif column not in self._combiner.names:
            self._findings.warn(
                f"{named}: {column} là {value!r} hay {other!r} ({there})? Giữ cả hai",
                f"{named}: is {column} {value!r} or {other!r} ({there})? Both are kept",
            )

    def _named(self, row: Row) -> str:
        return f"{self.kind.name} " + " → ".join(str(row[c]) for c in self.kind.key)

    def against(self, frame: pd.DataFrame, stored: pd.DataFrame) -> pd.DataFrame:
        """``frame`` ready to be written over ``stored``: values that must not win are taken out."""
        if stored.empty or frame.empty:
            return frame
        key = list(self.kind.key)
        position = {k: i for i, k in enumerate(zip(*(stored[c] for c in key), strict=True))}
        at = [position.get(k) for k in zip(*(frame[c] for c in key), strict=True)]
        differing = sorted(set().union(*(_differing(frame[c], stored[c], at) for c in self._scalars)))
        if not differing:
            return frame
        new, old = _records(frame.iloc[differing]), _records(stored.iloc[[at[i] or 0 for i in differing]])
        merged = pd.DataFrame([self._over(n, o) for n, o in zip(new, old, strict=True)], dtype=object)
        rest = frame.drop(index=frame.index[differing])
        return pd.concat([rest.astype(object), merged], ignore_index=True)

    def _over(self, row: Row, old: Row) -> Row:
        corrected = {Reference.parse(r).source for r in old["sources"]} <= {
            Reference.parse(r).source for r in row["sources"]
        }
        later, earlier = self._newest(row), self._newest(old)
        for column in self._scalars:
            value, before = row[column], old[column]
            if value is None or before is None or value == before:
                continue
            lost_before = any(c.startswith(f"{column}={value} [") for c in old["disputed"]) or (
                column in self._combiner.names and value in old[self._combiner.into]
            )
            # A firm is not renamed because another file calls it otherwise; only by a newer source.
            named = column in self._combiner.names and not corrected
            newer = later > earlier if named else later >= earlier
            if (newer and not lost_before) or column in QUIET:
                if not corrected:
                    self._combiner.differ(row, column, before, old["sources"])
            else:
                row[column] = before
                self._combiner.differ(row, column, value, row["sources"])
        return row


def _differing(new: pd.Series, old: pd.Series, at: list[int | None]) -> set[int]:
    """Positions where both tables know a value and it is not the same."""
    if new.isna().all() or old.isna().all():
        return set()
    before = _plain(old)
    return {
        i
        for i, (value, p) in enumerate(zip(_plain(new), at, strict=True))
        if p is not None and value is not None and before[p] is not None and before[p] != value
    }


def _plain(series: pd.Series) -> list[Any]:
    return list(series.astype(object).where(series.notna(), None))


def _records(frame: pd.DataFrame) -> list[Row]:
    rows: list[Row] = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return rows
