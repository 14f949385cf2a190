"""Two rows that speak of one thing become one; nothing that either says is lost.

A missing value never erases one. Where both know a value and differ, the first
row's stands and the other is kept beside it: another name as an alias, anything
else in ``disputed`` with its source.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from graph.gloss import gloss
from graph.names import parse_name
from graph.schema import EdgeType, NodeType, declared
from graph.values import Choice, Reference, sorted_list

Row = dict[str, Any]

# Where a second value is another name, not a dispute: the property → the list that takes it.
_ALSO_KNOWN = {
    "Enterprise": ({"name", "name_en"}, "aliases"),
    "Product": ({"name_vi", "name_en"}, "synonyms"),
    "Place": ({"name_vi", "name_en"}, "aliases"),
    "Standard": ({"name"}, "aliases"),
}
QUIET = {"loaded_at", "sha256"}  # what differs at every reading says nothing


def _say_nothing(row: Row, column: str, other: Any, said_by: tuple[str, ...]) -> None:
    """Nobody asked to be told."""


def mou_id(row: Row, about: tuple[str, ...]) -> str:
    """The id of an MOU without one, of its parties, day and words: the same row gives the same id."""
    said = [row["signed_on"], row["subject"], row["event"], *about]
    digest = hashlib.sha256("|".join(str(s or "") for s in said).encode()).hexdigest()[:8]
    return _mou_prefix(row) + digest


def _mou_prefix(row: Row) -> str:
    return f"mou-{row['source']}-{row['target']}-"


def moved_edge(row: Row, ends: Row) -> Row:
    """An edge between other ends; an id that was made of its ends follows them."""
    moved = {**row, **ends}
    if "id" in row and row["id"].startswith(_mou_prefix(row)):
        moved["id"] = _mou_prefix(moved) + row["id"].removeprefix(_mou_prefix(row))
    return moved


def _registered_first(name: str, other: str) -> tuple[str, str]:
    """Both names; the Vietnamese one that a firm is registered by stands before its English one."""
    one, two = gloss(name), gloss(other)
    english_first = one.english and not two.english and bool(one.form) and bool(two.form)
    return (other, name) if english_first else (name, other)


Tell = Callable[[Row, str, Any, tuple[str, ...]], None]


class Combiner:
    """Combines rows of one type; ``tell(row, column, other, said_by)`` hears of every value that differs."""

    def __init__(self, type: str, tell: Tell = _say_nothing) -> None:
        self.kind: NodeType | EdgeType = declared(type)
        self._tell = tell
        self.names, self.into = _ALSO_KNOWN.get(type, (set[str](), ""))
        properties = self.kind.properties
        self.scalars = [p.name for p in properties if p.type.kind != "list" and p.name not in self.kind.key]
        self.lists = [p.name for p in properties if p.type.kind == "list"]
        self._ordered = {
            p.name: p.type.values for p in properties if isinstance(p.type, Choice) and p.name == "basis"
        }

    def pair(self, first: Row, second: Row) -> Row:
        """``second`` combined into ``first``, whose key and values stand."""
        combined = dict(first)
        for column in self.lists:
            combined[column] = sorted_list((*combined[column], *second[column]))
        for column in self.scalars:
            one, two = combined[column], second[column]
            if one is None:
                combined[column] = two
            elif two is not None and one != two:
                self.differ(combined, column, two, second["sources"])
        return combined

    def differ(self, row: Row, column: str, other: Any, said_by: tuple[str, ...]) -> None:
        """Keep ``other``, which ``said_by`` say, beside the value that stands in ``column``."""
        if column in self._ordered:
            row[column] = min(row[column], other, key=self._ordered[column].index)
            return
        if column in QUIET:
            return
        if column == "name" and self.kind.name == "Enterprise":
            row[column], other = _registered_first(row[column], other)
        if column in self.names:
            # The fuller one is shown; of two alike not the one in capitals.
            longer, shorter = sorted((row[column], other), key=lambda n: (-len(n), n.isupper(), n))
            if parse_name(other).key == parse_name(row[column]).key:
                row[column], other = longer, shorter
            elif other not in row[self.into]:
                self._tell(row, column, other, said_by)
            row[self.into] = sorted_list((*row[self.into], other))
            return
        said = sorted({f"{r.source}#{r.file}" for r in map(Reference.parse, said_by)})
        row["disputed"] = sorted_list((*row["disputed"], f"{column}={other} [{', '.join(said)}]"))
        self._tell(row, column, other, said_by)
