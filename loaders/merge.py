"""One row per key: several rows, or a row and the store, that speak of one thing.

A missing value never erases one. Where two sources disagree, the newer source
(``published_on``) stands in the column and the other value is kept in
``disputed`` with its source; the same source said anew is a correction.
The outcome does not depend on the order of rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from graph.names import parse_name
from graph.schema import TYPES, EdgeType, NodeType
from graph.values import Choice, Reference, sorted_list
from loaders.report import Findings

# Where a second value is another name, not a dispute: the property → the list that takes it.
_ALSO_KNOWN = {
    "Enterprise": ({"name", "name_en"}, "aliases"),
    "Product": ({"name_vi", "name_en"}, "synonyms"),
    "Place": ({"name_vi", "name_en"}, "aliases"),
    "Standard": ({"name"}, "aliases"),
}
_QUIET = {"loaded_at", "sha256"}
Row = dict[str, Any]


class Merger:
    """Merges rows of one type; ``dates`` gives the ``published_on`` of each source id."""

    def __init__(self, type: str, dates: Mapping[str, str], findings: Findings) -> None:
        self.kind: NodeType | EdgeType = TYPES[type]
        self._dates = dates
        self._findings = findings
        self._scalars = [
            p.name for p in self.kind.properties if p.type.kind != "list" and p.name not in self.kind.key
        ]
        self._lists = [p.name for p in self.kind.properties if p.type.kind == "list"]
        self._ordered = {
            p.name: p.type.values
            for p in self.kind.properties
            if isinstance(p.type, Choice) and p.name == "basis"
        }

    def collapse(self, frame: pd.DataFrame) -> pd.DataFrame:
        """``frame`` with one row per key."""
        key = list(self.kind.key)
        doubled = frame.duplicated(key, keep=False)
        if not doubled.any():
            return frame
        merged = [self._several(_records(group)) for _, group in frame[doubled].groupby(key, sort=False)]
        rows = pd.DataFrame(merged, columns=frame.columns, dtype=object)
        return pd.concat([frame[~doubled], rows], ignore_index=True)

    def _several(self, rows: list[Row]) -> Row:
        rows = sorted(rows, key=self._precedence)
        merged = rows[0]
        for row in rows[1:]:
            merged = self._pair(merged, row)
        return merged

    def _precedence(self, row: Row) -> tuple[str, str]:
        """Newest source first; alike dates stand in the order of their texts."""
        newest = self._newest(row)
        return "".join(chr(0x10FFFF - ord(c)) for c in newest) or chr(0x10FFFF), repr(sorted(row.items()))

    def _newest(self, row: Row) -> str:
        return max((self._dates.get(Reference.parse(r).source, "") for r in row["sources"]), default="")

    def _pair(self, first: Row, second: Row) -> Row:
        """``second`` merged into ``first``, whose values stand."""
        merged = dict(first)
        for column in self._lists:
            merged[column] = sorted_list((*merged[column], *second[column]))
        for column in self._scalars:
            one, two = merged[column], second[column]
            if one is None:
                merged[column] = two
            elif two is not None and one != two:
                self._differ(merged, column, two, second)
        return merged

    def _differ(self, row: Row, column: str, other: Any, said_by: Row) -> None:
        """Keep ``other`` beside the value that stands in ``column``."""
        if column in self._ordered:
            row[column] = min(row[column], other, key=self._ordered[column].index)
            return
        if column in _QUIET:
            return
        names, into = _ALSO_KNOWN.get(self.kind.name, (set(), ""))
        if column in names:
            longer, shorter = sorted((row[column], other), key=lambda n: (-len(n), n))
            if parse_name(other).key == parse_name(row[column]).key:
                row[column], other = longer, shorter
            elif column == "name" and other not in row[into]:
                self._findings.warn(
                    f"{self._named(row)}: tên {row[column]!r}, cũng gọi là {other!r}? Giữ cả hai",
                    f"{self._named(row)}: called {row[column]!r}, also {other!r}? Both are kept",
                )
            row[into] = sorted_list((*row[into], other))
            return
        said = sorted({f"{r.source}#{r.file}" for r in map(Reference.parse, said_by["sources"])})
        claim = f"{column}={other} [{', '.join(said)}]"
        row["disputed"] = sorted_list((*row["disputed"], claim))
        self._findings.warn(
            f"{self._named(row)}: {column} là {row[column]!r} hay {other!r}? Giữ cả hai",
            f"{self._named(row)}: is {column} {row[column]!r} or {other!r}? Both are kept",
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
        newer = self._newest(row) >= self._newest(old)
        for column in self._scalars:
            value, before = row[column], old[column]
            if value is None or before is None or value == before:
                continue
            names, into = _ALSO_KNOWN.get(self.kind.name, (set(), ""))
            lost_before = any(c.startswith(f"{column}={value} [") for c in old["disputed"]) or (
                column in names and value in old[into]
            )
            if (newer and not lost_before) or column in _QUIET:
                if not corrected:
                    self._differ(row, column, before, old)
            else:
                row[column] = before
                self._differ(row, column, value, {"sources": row["sources"]})
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
