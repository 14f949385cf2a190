"""The embedded store: one ordinary SQLite file."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from operator import itemgetter
from pathlib import Path
from typing import Any

import pandas as pd

from graph.errors import StoreError
from graph.names import parse_name
from graph.schema import NODES, TYPES, EdgeType, NodeType, declared
from graph.store import sql, sqlite_parts
from graph.store.base import Counts, Store, rank_hits, refuse_single
from graph.store.heaviest import COLUMNS, Heaviest
from graph.store.merging import Rewrite
from graph.store.sqlite_file import APPLICATION_ID, VERSION, foreign, guard, refuse_unusable, refuse_version
from graph.tables import Tables, check_tables, columns_of
from graph.text import fold, words
from graph.values import merge_references, sorted_list

_BUSY_SECONDS = 30.0
_CACHE_KIB = 128 * 1024  # a load touches its indexes at random; SQLite's own 2 MiB would thrash


class SqliteStore(Store):
    """A store in one SQLite file: typed tables, WAL, foreign keys, FTS5 search.

    Raises ``StoreError`` when the file is not a store of this version, or, with
    ``create=False``, does not exist.
    """

    def __init__(self, path: str | Path, *, create: bool = True) -> None:
        self.path = Path(path)
        refuse_unusable(self.path, create)
        with guard(self.path):
            self._db = sqlite3.connect(self.path, timeout=_BUSY_SECONDS, isolation_level=None)
        try:
            with guard(self.path):
                self._prepare()
        except StoreError:
            self.close()
            raise

    def _prepare(self) -> None:
        db = self._db
        db.create_function("ketnoi_union", 2, _union, deterministic=True)
        db.create_function("ketnoi_references", 2, _references, deterministic=True)
        db.create_function("ketnoi_words", 1, _indexed, deterministic=True)
        db.execute("PRAGMA foreign_keys = ON")
        if not self._is_store():
            self._create()
        refuse_version(self.path, db.execute("PRAGMA user_version").fetchone()[0])
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        for node in NODES.values():
            db.execute(sql.search_trigger(node))

    def _is_store(self) -> bool:
        """Whether the file holds a store already; raises ``StoreError`` for another program's."""
        if not self._db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
            return False
        if self._db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise foreign(self.path)
        return True

    def _create(self) -> None:
        with self._transaction():
            if self._is_store():
                return  # another process made it in the meantime
            for statement in sql.create_statements():
                self._db.execute(statement)
            self._db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            self._db.execute(f"PRAGMA user_version = {VERSION}")

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:  # a full disk may have ended it already
                self._db.execute("ROLLBACK")
            raise

    def write(self, tables: Tables) -> dict[str, Counts]:
        """See ``Store.write``; one transaction."""
        check_tables(tables)
        with guard(self.path), self._transaction():
            return {name: self._write_type(kind, tables[name]) for name, kind in TYPES.items()}

    def _write_type(self, kind: NodeType | EdgeType, frame: pd.DataFrame) -> Counts:
        if frame.empty:
            return Counts()
        before, last = self._size(kind.name), self._last_row(kind.name)
        cursor = self._db.cursor()
        # Rows come in the order of the key, not of these indexes: a first load makes them afterwards.
        later = sql.end_indexes(kind) if isinstance(kind, EdgeType) and not before else []
        for name, _ in later:
            cursor.execute(f"DROP INDEX {name}")
        try:
            touched = cursor.executemany(sql.upsert(kind), _encoded(kind, frame)).rowcount
        except sqlite3.IntegrityError as error:
            raise self._dangling(kind, frame) from error
        for _, make in later:
            cursor.execute(make)
        if isinstance(kind, NodeType):
            cursor.execute(sql.index_new_rows(kind), (last,))
        added = self._size(kind.name) - before
        return Counts(added, touched - added, len(frame) - touched)

    def _size(self, name: str) -> int:
        return int(self._db.execute(f"SELECT count(*) FROM {sql.quoted(name)}").fetchone()[0])

    def _last_row(self, name: str) -> int:
        return int(self._db.execute(f"SELECT coalesce(max(_row), 0) FROM {sql.quoted(name)}").fetchone()[0])

    def _dangling(self, kind: NodeType | EdgeType, frame: pd.DataFrame) -> StoreError:
        """Which end of which edge does not exist, for the message."""
        if isinstance(kind, EdgeType):
            for row in frame.itertuples(index=False):
                left = getattr(row, "source_type", kind.sources[0])
                for node, id in ((left, row.source), (kind.target, row.target)):
                    found = self._db.execute(f"SELECT 1 FROM {sql.quoted(str(node))} WHERE id = ?", (id,))
                    if not found.fetchone():
                        return StoreError(
                            f"{kind.name} {row.source} → {row.target}: chưa có {node} {id!r}; hãy nạp trước",
                            f"{kind.name} {row.source} → {row.target}: no {node} {id!r}; load it first",
                        )
        return StoreError(f"{kind.name}: sai ràng buộc", f"{kind.name}: a constraint is broken")

    def read(self, *types: str) -> Tables:
        """See ``Store.read``."""
        with guard(self.path):
            self._db.execute("BEGIN")  # one snapshot for all types
            try:
                return Tables.of_clean({n: self._rows(declared(n)) for n in types or TYPES})
            finally:
                self._db.execute("COMMIT")

    def _rows(self, kind: NodeType | EdgeType, where: str = "") -> pd.DataFrame:
        return sqlite_parts.table(self._db.execute(sql.select(kind, where)), kind, _decoded)

    def neighbourhood(self, ids: Iterable[str], hops: int = 1, *, type: str = "Enterprise") -> Tables:
        """See ``Store.neighbourhood``."""
        declared(type)
        refuse_single(ids)
        with guard(self.path):
            self._db.execute(sql.temporary("next"))
            with self._transaction_read():
                self._find(type, ids)
                for _ in range(hops):
                    for statement in sql.steps():
                        self._db.execute(statement)
                    self._db.execute("INSERT OR IGNORE INTO temp.found SELECT * FROM temp.next")
                return Tables.of_clean({n: self._rows(k, sql.among_found(k)) for n, k in TYPES.items()})

    def rows(self, type: str, column: str, values: Iterable[str]) -> pd.DataFrame:
        """See ``Store.rows``."""
        kind = declared(type)
        refuse_single(values)
        with guard(self.path), self._transaction_read():
            where = sqlite_parts.among(self._db, kind, column, values, _decoded)
            return Tables.of_clean({type: self._rows(kind, where)})[type]

    def heaviest(self, question: Heaviest) -> pd.DataFrame:
        """See ``Store.heaviest``."""
        with guard(self.path), self._transaction_read():
            return pd.DataFrame(sqlite_parts.heaviest(self._db, question, _decoded), columns=COLUMNS)

    def _find(self, type: str, ids: Iterable[str]) -> None:
        """Put nodes into ``temp.found``, which is empty before every transaction."""
        self._db.execute(sql.temporary("found"))
        self._db.execute("DELETE FROM temp.found")
        self._db.executemany("INSERT OR IGNORE INTO temp.found VALUES (?, ?)", [(type, i) for i in ids])

    def rewrite(self, ids: Iterable[str], change: Callable[[Tables], Rewrite]) -> None:
        """See ``Store.rewrite``."""
        with guard(self.path), self._transaction():
            self._db.execute("PRAGMA defer_foreign_keys = ON")  # a node may be taken out and put in again
            self._find("Enterprise", ids)
            around = {n: self._rows(k, sql.touching_found(k)) for n, k in TYPES.items()}
            rewrite = change(Tables.of_clean(around))
            check_tables(rewrite.put)
            for kind in TYPES.values():
                sqlite_parts.take_out(self._db, kind, rewrite.remove[kind.name])
            for kind in TYPES.values():
                self._write_type(kind, rewrite.put[kind.name])

    @contextmanager
    def _transaction_read(self) -> Iterator[None]:
        """One snapshot; what was put into temporary tables is taken back."""
        self._db.execute("BEGIN")
        try:
            yield
        finally:
            self._db.execute("ROLLBACK")

    def search(self, text: str, type: str = "Enterprise", limit: int = 10) -> pd.DataFrame:
        """See ``Store.search``."""
        node = declared(type)
        if not isinstance(node, NodeType):
            raise StoreError(f"không tìm kiếm trong {type}", f"{type} is not searchable; name a node type")
        asked = parse_name(text).folded if type == "Enterprise" else fold(text)
        query = " ".join(f'"{word}"*' for word in words(_indexed(asked)))
        if not query:
            return rank_hits(asked, pd.DataFrame(columns=["id"]), limit)
        columns, index = ", ".join(map(sql.quoted, ("id", *node.search))), sql.quoted(sql.search_table(node))
        statement = (
            f"SELECT {columns} FROM {sql.quoted(type)}"
            f" WHERE _row IN (SELECT rowid FROM {index} WHERE {index} MATCH ?)"
        )
        with guard(self.path):
            hits = pd.DataFrame(
                self._db.execute(statement, (query,)).fetchall(), columns=["id", *node.search]
            )
        for prop in node.properties:
            if prop.name in node.search and prop.type.kind == "list":
                hits[prop.name] = [_decoded(cell) for cell in hits[prop.name]]
        return rank_hits(asked, hits, limit)

    def count(self) -> dict[str, int]:
        """See ``Store.count``."""
        with guard(self.path), self._transaction_read():
            return {name: self._size(name) for name in TYPES}

    def close(self) -> None:
        """See ``Store.close``."""
        self._db.close()


def _indexed(text: str) -> str:
    """The words of ``text`` without accents, spelt so that any SQLite sees the words that we see."""
    folded = fold(text)
    if folded.isascii():
        return folded
    spelt = ((c if c.isascii() else f"x{ord(c):05x}" for c in word) for word in words(folded))
    return " ".join(map("".join, spelt))


def _encoded(kind: NodeType | EdgeType, frame: pd.DataFrame) -> list[tuple[Any, ...]]:
    """Rows as SQLite takes them, in the order of their keys (which its indexes like best)."""
    columns = [
        _encode_lists(cells) if prop.type.kind == "list" else cells
        for prop, cells in zip(kind.properties, columns_of(frame), strict=True)
    ]
    key = [i for i, p in enumerate(kind.properties) if p.name in kind.key]
    return sorted(zip(*columns, strict=True), key=itemgetter(*key))


_encode_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _encode_lists(cells: list[tuple[Any, ...]]) -> list[str]:
    return [_encode_list(cell) for cell in cells] if any(cells) else ["[]"] * len(cells)


def _encode_list(values: tuple[Any, ...]) -> str:
    if not values:
        return "[]"
    if len(values) == 1 and (one := values[0]).isprintable() and '"' not in one and "\\" not in one:
        return f'["{one}"]'  # most lists, in a fifth of the time
    return _encode_json(values)


@lru_cache(maxsize=65_536)
def _decoded(cell: str) -> tuple[Any, ...]:
    if cell.count('"') == 2 and "\\" not in cell:
        return (cell[2:-2],)  # most lists, in a tenth of the time
    return tuple(json.loads(cell))


def _union(old: str, new: str) -> str:
    if old == new or new == "[]":
        return old
    return _encode_list(sorted_list(json.loads(old) + json.loads(new)))


def _references(old: str, new: str) -> str:
    if old == new or new == "[]":
        return old
    return _encode_list(merge_references(tuple(json.loads(old)), tuple(json.loads(new))))
