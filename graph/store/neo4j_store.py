"""The store in a Neo4j database, for many users and graphs beyond one machine."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

import pandas as pd

from graph.errors import StoreError
from graph.names import parse_name
from graph.schema import NODES, TYPES, EdgeType, NodeType, declared
from graph.store import cypher, neo4j_parts
from graph.store.base import Counts, Store, Unfinished, UnfinishedLoad, rank_hits, refuse_single
from graph.store.bolt import RETRY_SECONDS, Address, guard, plain, refuse_old
from graph.store.heaviest import COLUMNS, Heaviest, kind_of
from graph.store.merging import Rewrite
from graph.store.neo4j_read import frame
from graph.store.neo4j_rewrite import rewrite
from graph.store.neo4j_rows import WORD_LENGTH, stored_id
from graph.store.neo4j_write import Writer
from graph.tables import Tables, check_tables
from graph.text import fold, words

if TYPE_CHECKING:
    import neo4j

VERSION = 1
_FETCHED = 20_000  # records a server sends before it waits to be asked for more
_ASKED_WORDS = 50  # words that the index is asked for; the others are compared here

Result = TypeVar("Result")


class Neo4jStore(Store):
    """A store in a Neo4j database (5.7 or newer): labels and types as in the schema.

    ``url`` is ``neo4j://user:password@host:7687/database`` (see ``Address``).
    What fails for the moment is tried again for ``retry_seconds``. Raises
    ``StoreError`` when the server can't be used, the database holds nodes of
    another program under our labels, or, with ``create=False``, holds no store.
    """

    def __init__(self, url: str, *, create: bool = True, retry_seconds: float = RETRY_SECONDS) -> None:
        self.address = Address.parse(url)
        self._driver: neo4j.Driver | None = self.address.driver(retry_seconds)
        try:
            with guard(self.address):
                self._prepare(create)
        except BaseException:
            self.close()
            raise

    def _session(self) -> neo4j.Session:
        if self._driver is None:
            raise StoreError(f"{self.address}: kho đã đóng", f"{self.address}: the store is closed")
        return self._driver.session(database=self.address.database, fetch_size=_FETCHED)

    def _read(self, work: Callable[[neo4j.ManagedTransaction], Result]) -> Result:
        """The result of one read transaction."""
        with guard(self.address), self._session() as session:
            return session.execute_read(work)

    # --- making it a store --------------------------------------------------------------------

    def _prepare(self, create: bool) -> None:
        with self._session() as session:  # at once, not tried again: a mistyped address should say so
            result = session.run(f"MATCH (s:{cypher.STORE}) RETURN s.version")
            version, agent = result.value(), str(result.consume().server.agent)
        refuse_old(self.address, agent)
        if not version and not create:
            raise StoreError(
                f"{self.address}: chưa có kho dữ liệu; hãy chạy: ketnoi load hai-phong --store …",
                f"{self.address}: there is no store here yet; run: ketnoi load hai-phong --store …",
            )
        if version and version[0] != VERSION:
            raise StoreError(
                f"{self.address}: kho bản {version[0]}, chương trình này dùng {VERSION}; hãy cập nhật",
                f"{self.address}: is of version {version[0]}, this program knows {VERSION}; update ketnoi",
            )
        if not version:
            self._refuse_foreign()
        if create:
            self._make_schema()
        if not version:
            with self._session() as session:
                mark = f"MERGE (s:{cypher.STORE} {{id: 'ketnoi'}}) ON CREATE SET s.version = $version"
                session.execute_write(lambda tx: tx.run(mark, version=VERSION).consume())

    def _refuse_foreign(self) -> None:
        """Nodes of another program under our labels would be mixed with ours."""
        for name, kind in NODES.items():
            if self._read(lambda tx, kind=kind: tx.run(cypher.count(kind)).value())[0]:  # type: ignore[misc]
                raise StoreError(
                    f"{self.address}: đã có nút {name} của chương trình khác; hãy chọn cơ sở dữ liệu khác",
                    f"{self.address}: holds {name} nodes of another program; choose another database",
                )

    def _make_schema(self) -> None:
        """Constraints and indexes that lack."""
        wanted = cypher.schema_statements()
        with self._session() as session:
            if lacking := _lacking(session):
                for name in lacking:
                    _run_schema(session, wanted[name])
                session.run("CALL db.awaitIndexes(300)").consume()
                lacking = _lacking(session)
            if lacking:  # Neo4j keeps one index for one purpose, whatever its name
                raise StoreError(
                    f"{self.address}: {lacking} không tạo được vì đã có chỉ mục khác tên; hãy xóa chỉ mục đó",
                    f"{self.address}: {lacking} exist under other names; drop those indexes or constraints",
                )

    # --- the interface --------------------------------------------------------------------------

    def write(self, tables: Tables) -> dict[str, Counts]:
        """See ``Store.write``; above 20,000 rows in several transactions, under a marker."""
        check_tables(tables)
        with self._session() as session:
            return Writer(self.address, session).write(tables)

    def unfinished(self) -> list[Unfinished]:
        """See ``Store.unfinished``."""
        return self._read(_unfinished)

    def read(self, *types: str) -> Tables:
        """See ``Store.read``. What others write meanwhile may be in it or not, but no end lacks."""
        kinds = [declared(name) for name in types or TYPES]
        return self._read_tables(kinds, cypher.select)

    def _read_tables(
        self,
        kinds: list[NodeType | EdgeType],
        statement: Callable[[NodeType | EdgeType, str], str],
        **parameters: Any,
    ) -> Tables:
        def work(tx: neo4j.ManagedTransaction) -> tuple[dict[str, pd.DataFrame], list[Unfinished]]:
            open_loads = _unfinished(tx)
            # Edges first: their ends are there when they are, and stay.
            ordered = sorted(kinds, key=lambda kind: isinstance(kind, NodeType))
            return {k.name: frame(tx, k, statement, parameters) for k in ordered}, open_loads

        frames, open_loads = self._read(work)
        for load in open_loads:
            warnings.warn(UnfinishedLoad(load.text), stacklevel=3)
        return Tables(frames)

    def neighbourhood(self, ids: Iterable[str], hops: int = 1, *, type: str = "Enterprise") -> Tables:
        """See ``Store.neighbourhood``."""
        declared(type)
        refuse_single(ids)
        asked = [stored_id(i) for i in ids]

        def walk(tx: neo4j.ManagedTransaction) -> list[str]:
            reached = tx.run(cypher.start(type), ids=asked).value()
            found = set(reached)
            for _ in range(hops):
                reached = list(set(tx.run(cypher.step(), found=reached).value()) - found)
                found.update(reached)
            return list(found)

        return self._read_tables(list(TYPES.values()), cypher.among_found, found=self._read(walk))

    def rows(self, type: str, column: str, values: Iterable[str]) -> pd.DataFrame:
        """See ``Store.rows``."""
        kind = declared(type)
        kind_of(kind, column)
        refuse_single(values)
        asked = [stored_id(v) if neo4j_parts.is_key(column) else v for v in dict.fromkeys(values)]
        found = self._read_tables(
            [kind], lambda kind, left: neo4j_parts.rows(kind, left, column), values=asked
        )
        return found[type]

    def heaviest(self, question: Heaviest) -> pd.DataFrame:
        """See ``Store.heaviest``."""
        statement, parameters = neo4j_parts.heaviest(question)
        rows = self._read(lambda tx: list(map(tuple, tx.run(statement, parameters))))
        return pd.DataFrame(rows, columns=COLUMNS)

    def rewrite(self, ids: Iterable[str], change: Callable[[Tables], Rewrite]) -> None:
        """See ``Store.rewrite``."""
        asked = list(ids)
        with guard(self.address), self._session() as session:
            session.execute_write(lambda tx: rewrite(tx, asked, change))

    def search(self, text: str, type: str = "Enterprise", limit: int = 10) -> pd.DataFrame:
        """See ``Store.search``."""
        node = declared(type)
        if not isinstance(node, NodeType):
            raise StoreError(f"không tìm kiếm trong {type}", f"{type} is not searchable; name a node type")
        asked = parse_name(text).folded if type == "Enterprise" else fold(text)
        wanted = list(dict.fromkeys(words(fold(asked))))
        names = ["id", *node.search]
        if not wanted:
            return rank_hits(asked, pd.DataFrame(columns=["id"]), limit)
        query = " ".join(f"+{word[:WORD_LENGTH]}*" for word in wanted[:_ASKED_WORDS])
        parameters = {"index": cypher.search_index(node), "words": query}
        rows = self._read(lambda tx: list(map(tuple, tx.run(cypher.search(node), parameters))))
        cells = [[tuple(c) if isinstance(c, list) else c for c in row] for row in rows]
        if len(wanted) > _ASKED_WORDS or any(len(word) > WORD_LENGTH for word in wanted):
            cells = [row for row in cells if _has_all(wanted, row[1:])]
        return rank_hits(asked, pd.DataFrame(cells, columns=names, dtype=object), limit)

    def count(self) -> dict[str, int]:
        """See ``Store.count``."""
        return self._read(
            lambda tx: {n: int(tx.run(cypher.count(k)).single(strict=True)[0]) for n, k in TYPES.items()}
        )

    def cypher(self, statement: str, /, **parameters: Any) -> pd.DataFrame:
        """The answer to a Cypher statement: a column for each thing returned.

        Values go in as ``parameters`` (``$name``), never into the text. Nodes and
        edges come back as dicts of their properties. It runs as given, so it may
        write too; what it writes does not pass the checks of ``write``.
        """
        with guard(self.address), self._session() as session:
            result = session.run(statement, parameters)
            rows = [[plain(value) for value in record.values()] for record in result]
            return pd.DataFrame(rows, columns=result.keys())

    def close(self) -> None:
        """See ``Store.close``."""
        if self._driver is not None:
            self._driver.close()
            self._driver = None


def _lacking(session: neo4j.Session) -> list[str]:
    """Constraints and indexes that are still to be made."""
    known = set(session.run("SHOW INDEXES YIELD name").value())
    return [name for name in cypher.schema_statements() if name not in known]


def _run_schema(session: neo4j.Session, statement: str) -> None:
    """Another process may be making the same constraint in this moment: that is as good."""
    from neo4j.exceptions import ClientError

    try:
        session.execute_write(lambda tx: tx.run(statement).consume())
    except ClientError as error:
        if "AlreadyExists" not in str(error.code):
            raise
        logging.getLogger(__name__).debug("made by another process: %s", statement)


def _unfinished(tx: neo4j.ManagedTransaction) -> list[Unfinished]:
    return [
        Unfinished(r["started"], r["done"], r["batches"], frozenset(r["empty"]))
        for r in tx.run(cypher.UNFINISHED)
    ]


def _has_all(wanted: list[str], cells: Iterable[Any]) -> bool:
    texts = (t for cell in cells if cell for t in (cell if isinstance(cell, tuple) else (cell,)))
    found = set(words(fold(" ".join(texts))))
    return all(any(word.startswith(begun) for word in found) for begun in wanted)
