"""The one interface of all stores."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import pandas as pd

from graph.errors import StoreError
from graph.store import merging
from graph.store.heaviest import Heaviest
from graph.tables import Tables
from graph.text import Text, fold, words


@dataclass(frozen=True, slots=True)
class Counts:
    """What a write did to the rows of one type."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.added + other.added, self.changed + other.changed, self.unchanged + other.unchanged
        )


class UnfinishedLoad(UserWarning):
    """What a reader is told while a load is under way, or after one was cut off."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(f"{text.vi} / {text.en}")


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A load that has not come to its end: when it began, how far it is, what it found empty."""

    started: str
    done: int
    parts: int
    empty_before: frozenset[str]

    @property
    def text(self) -> Text:
        """What to tell a reader."""
        return Text(
            f"một lần nạp bắt đầu lúc {self.started} mới xong {self.done}/{self.parts} phần, dữ liệu chưa đủ;"
            " nếu nó đã bị ngắt, hãy chạy lại đúng lệnh nạp đó",
            f"a load that began {self.started} has done {self.done} of {self.parts} parts, data are missing;"
            " if it was cut off, run the same load again",
        )


class Interrupted(KeyboardInterrupt):
    """Ctrl-C in the middle of a load that takes several transactions; ``text`` says how far it came."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(f"{text.vi} / {text.en}")


class Store(ABC):
    """Where a graph is kept. Use it as a context manager, or ``close`` it.

    Every store gives the same answers: one contract test runs on all of them.
    """

    @abstractmethod
    def write(self, tables: Tables) -> dict[str, Counts]:
        """Write tables, all or nothing, and say per type what was added and changed.

        A row whose key is known already is merged into it: a given value
        replaces the old one, an unknown value leaves it, lists are united (in
        ``sources``, references into a file replace older ones into the same
        file, see ``graph.values.merge_references``). So the same input twice
        changes nothing. Raises ``SchemaError`` for rows
        that do not fit the schema and ``StoreError`` when the ends of an edge
        do not exist or the store can't be written; nothing is written then.
        """

    @abstractmethod
    def read(self, *types: str) -> Tables:
        """The rows of the named types (all types when none is named), in the order of their keys."""

    @abstractmethod
    def neighbourhood(self, ids: Iterable[str], hops: int = 1, *, type: str = "Enterprise") -> Tables:
        """All nodes within ``hops`` edges (either direction) of the nodes ``ids`` of one type,
        and every edge among the nodes found. Raises ``StoreError`` for one id that is not in a list."""

    @abstractmethod
    def rows(self, type: str, column: str, values: Iterable[str]) -> pd.DataFrame:
        """The rows of a type whose ``column`` is one of ``values``, or, of a list column, holds one;
        in the order of their keys, shaped as in ``Tables``.

        Of ``id``, ``source`` and ``target`` only these rows are looked at, of another column all
        rows of the type. Raises ``SchemaError`` for a column that does not exist or holds numbers.
        """

    @abstractmethod
    def heaviest(self, question: Heaviest) -> pd.DataFrame:
        """The nodes at one end of edges that weigh most: see ``Heaviest``.

        Columns: ``id``, ``weight`` (six decimals), ``edges`` (all edges of the node, of any type).
        The order: heaviest first, then those with more edges, then by id.
        """

    @abstractmethod
    def search(self, text: str, type: str = "Enterprise", limit: int = 10) -> pd.DataFrame:
        """Nodes of a type whose search properties hold all words of ``text``, best first.

        No regard to case or accents (``đ`` = ``d``); the last letters of a
        word may be missing. Columns: ``id``, ``name``, ``score`` (higher is better).
        """

    @abstractmethod
    def count(self) -> dict[str, int]:
        """Rows per type, all types."""

    def unfinished(self) -> list[Unfinished]:
        """Loads under way or cut off; never any where a load is one transaction."""
        return []

    @abstractmethod
    def rewrite(self, ids: Iterable[str], change: Callable[[Tables], merging.Rewrite]) -> None:
        """Take rows out and put rows in, in one transaction; nobody else writes meanwhile.

        ``change`` is given the enterprises ``ids``, every edge that touches
        them and all decisions, and answers what to take out and put in.
        """

    def merge(self, keep: str, drop: str, reason: str = "") -> str:
        """Make two enterprises one, and give the id of that decision.

        ``keep`` gets all that is known of ``drop``: its names as aliases, its
        edges, its sources; where both know a value, that of ``keep`` stands and
        the other is kept in ``disputed``. An MOU between the two is set aside
        with the decision, whose ``note`` names it. Raises ``NotFound`` for an id
        that no enterprise has.
        """
        made: list[str] = []

        def change(around: Tables) -> merging.Rewrite:
            id, rewrite = merging.merge(around, keep, drop, reason)
            made.append(id)
            return rewrite

        self.rewrite([keep, drop], change)
        return made[-1]

    def undo(self, id: str) -> None:
        """Take a decision back. Of a merge all rows are as they were, with what was written since.

        Raises ``NotFound`` for an unknown decision and ``StoreError`` when a later merge builds on it.
        """
        decided = merging.rows_by_key(self.read("Decision"), ("Decision",))["Decision"].get((id,))
        self.rewrite(merging.concerned(decided) if decided else [], lambda around: merging.undo(around, id))

    @abstractmethod
    def close(self) -> None:
        """Let go of the store; safe to call twice."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def refuse_single(ids: Iterable[str]) -> None:
    """Raise ``StoreError`` for a text where a list of ids is meant: its letters would be taken for ids."""
    if isinstance(ids, str):
        raise StoreError(f"cần một danh sách mã, không phải {ids!r}", f"give a list of ids, not {ids!r}")


def rank_hits(text: str, hits: pd.DataFrame, limit: int) -> pd.DataFrame:
    """Order rows whose words fit ``text``; the same order in every store.

    ``hits`` has ``id`` and the search properties of one type. The score of a
    row is that of its best property: the words asked for, over all words of
    both (Jaccard on words without accents, a begun word counts as its whole);
    ties stand in the order of ids. ``name`` is the first property that is known.
    """
    asked = set(words(fold(text)))
    scored = []
    for row in hits.itertuples(index=False):
        cells = (cell if isinstance(cell, tuple) else (cell,) for cell in row[1:])
        known = [v for cell in cells for v in cell if isinstance(v, str) and v]
        best = max((_overlap(asked, set(words(fold(v)))) for v in known), default=0.0)
        scored.append((-best, row[0], known[0] if known else row[0]))
    scored.sort()
    return pd.DataFrame(
        [(id, name, -score) for score, id, name in scored[:limit]], columns=["id", "name", "score"]
    )


def _overlap(asked: set[str], field: set[str]) -> float:
    met = sum(any(word.startswith(begun) for word in field) for begun in asked)
    return met / (len(field) + len(asked) - met) if asked else 0.0
