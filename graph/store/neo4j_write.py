"""Writing to Neo4j: merges in managed transactions, and loads that take several of them."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from graph.errors import StoreError
from graph.schema import TYPES, EdgeType, NodeType
from graph.store import cypher
from graph.store.base import Counts, Interrupted
from graph.store.bolt import Address, guard
from graph.store.neo4j_rows import (
    Batch,
    Row,
    ahead,
    batches,
    count_batches,
    ends,
    fingerprint,
    merged,
    search_text,
    stored_id,
)
from graph.tables import Tables
from graph.text import Text

if TYPE_CHECKING:
    import neo4j

ATOMIC_ROWS = 20_000  # up to here a load is one transaction
_ASKED = 10_000  # ids per question
_RIVALS = 10  # times to begin again when another writer made the same row in the same moment

Result = TypeVar("Result")


class Writer:
    """Writes tables through one session."""

    def __init__(self, address: Address, session: neo4j.Session) -> None:
        self._address = address
        self._session = session

    def write(self, tables: Tables) -> dict[str, Counts]:
        """See ``Store.write``."""
        with guard(self._address):
            self._refuse_dangling(tables)
            if sum(tables.counts().values()) <= ATOMIC_ROWS:
                work = list(batches(tables))
                return _sum(self._transaction(lambda tx: [(b.kind.name, _write(tx, b)) for b in work]))
        return self._write_long(tables)

    def _write_long(self, tables: Tables) -> dict[str, Counts]:
        """Batch by batch, under a marker that tells readers, until it is complete."""
        id, parts = fingerprint(tables), count_batches(tables)
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        done: list[tuple[str, Counts]] = []
        try:
            with guard(self._address):
                empty = self._transaction(lambda tx: _begin(tx, id, now, parts))
                for number, batch in enumerate(ahead(batches(tables)), start=1):
                    step = _step(batch, id, number, number == parts, batch.kind.name in empty)
                    done.append((batch.kind.name, self._transaction(step)))
        except (StoreError, KeyboardInterrupt) as error:
            there = Text(
                f"mới nạp được {len(done)}/{parts} phần, hãy chạy lại đúng lệnh này để nạp nốt",
                f"{len(done)} of {parts} parts are in, run the same command again to finish",
            )
            if isinstance(error, KeyboardInterrupt):
                raise Interrupted(there) from None
            vi, en = error.text.vi, error.text.en
            raise StoreError(f"{vi}; {there.vi}", f"{en}; {there.en}") from error
        return _sum(done)

    def _transaction(self, work: Callable[[neo4j.ManagedTransaction], Result]) -> Result:
        """A managed transaction; the driver repeats it when the server asks for that."""
        from neo4j.exceptions import ConstraintError

        for _ in range(_RIVALS):
            try:
                return self._session.execute_write(work)
            except ConstraintError:  # made by another writer since we looked: merge into that one
                continue
        return self._session.execute_write(work)

    # --- ends of edges --------------------------------------------------------------------------

    def _refuse_dangling(self, tables: Tables) -> None:
        given = {name: set(tables[name]["id"]) for name, kind in TYPES.items() if isinstance(kind, NodeType)}
        for edge, rows in ends(tables):
            wanted = defaultdict(set)
            for left, source, target in rows:
                wanted[left].add(source)
                wanted[edge.target].add(target)
            lacking = {name: self._lacking(name, ids - given[name]) for name, ids in wanted.items()}
            if any(lacking.values()):
                raise _dangling(edge, rows, lacking)

    def _lacking(self, name: str, ids: set[str]) -> set[str]:
        """Which of these ids no node has."""
        asked = {stored_id(i): i for i in ids}
        found: set[str] = set()
        for first in range(0, len(asked), _ASKED):
            some = list(asked)[first : first + _ASKED]
            found |= set(
                self._session.execute_read(
                    lambda tx, some: tx.run(cypher.missing(name), ids=some).value(), some
                )
            )
        return {asked[i] for i in found}


def _dangling(edge: EdgeType, rows: list[tuple[str, str, str]], lacking: dict[str, set[str]]) -> StoreError:
    for left, source, target in rows:
        for node, id in ((left, source), (edge.target, target)):
            if id in lacking[node]:
                return StoreError(
                    f"{edge.name} {source} → {target}: chưa có {node} {id!r}; hãy nạp trước",
                    f"{edge.name} {source} → {target}: no {node} {id!r}; load it first",
                )
    raise AssertionError(lacking)


# --- inside a transaction ---------------------------------------------------------------------


def _begin(tx: neo4j.ManagedTransaction, id: str, now: str, size: int) -> list[str]:
    """Put up the marker; the types of which the store has no row."""
    empty = [n for n, k in TYPES.items() if not tx.run(cypher.count(k)).single(strict=True)[0]]
    tx.run(cypher.BEGIN_LOAD, id=id, started=now, empty=empty, batches=size).consume()
    return empty


def _step(
    batch: Batch, id: str, number: int, last: bool, fresh: bool
) -> Callable[[neo4j.ManagedTransaction], Counts]:
    """The work of one transaction of a long load; ``fresh``: of a type that had no row."""

    def work(tx: neo4j.ManagedTransaction) -> Counts:
        counts = _write(tx, batch, fresh)
        tx.run(cypher.END_LOAD if last else cypher.STEP_LOAD, id=id, done=number).consume()
        return counts

    return work


def _write(tx: neo4j.ManagedTransaction, batch: Batch, fresh: bool = False) -> Counts:
    """Merge the rows of one batch."""
    if isinstance(batch.kind, EdgeType) and batch.kind.key == ("id",):
        return _write_by_id(tx, batch.kind, batch)
    added, differing = _merge(tx, batch, batch.rows, fresh)
    changed = _change(tx, batch, differing) if differing else 0
    return Counts(added, changed, len(batch.rows) - added - changed)


def _merge(
    tx: neo4j.ManagedTransaction, batch: Batch, rows: list[Row], fresh: bool = False
) -> tuple[int, list[Any]]:
    """Make what lacks: how many rows, and the keys of known rows that differ from the given."""
    kind = batch.kind
    merge = cypher.merge_nodes(kind) if isinstance(kind, NodeType) else cypher.merge_edges(kind, batch.left)
    result = tx.run(cypher.unseen(merge) if fresh else merge, rows=rows)
    met, differing = result.single(strict=True)
    if met != len(rows):
        raise StoreError(
            f"{kind.name}: một đầu nối vừa bị xóa trong lúc nạp; hãy nạp lại",
            f"{kind.name}: the end of an edge was deleted during the load; load again",
        )
    counters = result.consume().counters
    added = counters.nodes_created + counters.relationships_created
    if fresh and added < len(rows):  # another writer was here first: look at what it wrote
        differing = _merge(tx, batch, rows)[1]
    return added, differing


def _change(tx: neo4j.ManagedTransaction, batch: Batch, keys: list[Any]) -> int:
    """Merge given rows into known ones, which are locked first; how many changed."""
    kind, left = batch.kind, batch.left
    given = {batch.key(row): row for row in batch.rows}
    changed, rows = 0, []
    for record in _locked(tx, batch, [batch.keyed(tuple(key)) for key in keys]):
        key = tuple(record["key"])
        row, known = given[key], record["p"]
        changes = merged(kind, known, row if isinstance(kind, NodeType) else row["p"])
        changed += bool(changes)
        if isinstance(kind, NodeType):
            found = search_text(kind, known | changes)
            changes |= {"search_text": found} if found != known.get("search_text") else {}
        if changes:
            rows.append({**batch.keyed(key), "p": changes})
    if rows:
        tx.run(cypher.change(kind, left), rows=rows).consume()
    return changed


def _locked(tx: neo4j.ManagedTransaction, batch: Batch, keys: list[Row]) -> list[neo4j.Record]:
    """Known rows, as they stay until this transaction ends."""
    tx.run(cypher.lock(batch.kind, batch.left), rows=keys).consume()
    return list(tx.run(cypher.properties(batch.kind, batch.left), rows=keys))


def _write_by_id(tx: neo4j.ManagedTransaction, edge: EdgeType, batch: Batch) -> Counts:
    """Edges keyed by an id: one that now has other ends is made anew between them."""
    given = {batch.key(row): row for row in batch.rows}
    known = {tuple(r["key"]): r for r in _locked(tx, batch, [batch.keyed(k) for k in given])}
    moved = {key for key, r in known.items() if (r["s"], r["t"]) != (given[key]["s"], given[key]["t"])}
    if moved:
        tx.run(cypher.remove_edges(edge), rows=[batch.keyed(key) for key in moved]).consume()
    fresh = [row for key, row in given.items() if key not in known]
    again = [given[k] | {"p": known[k]["p"] | merged(edge, known[k]["p"], given[k]["p"])} for k in moved]
    if fresh or again:
        _merge(tx, batch, [*fresh, *again])
    stayed = [list(key) for key in known if key not in moved]
    changed = len(moved) + (_change(tx, batch, stayed) if stayed else 0)
    return Counts(len(fresh), changed, len(batch.rows) - len(fresh) - changed)


def _sum(done: list[tuple[str, Counts]]) -> dict[str, Counts]:
    counts = dict.fromkeys(TYPES, Counts())
    for name, one in done:
        counts[name] += one
    return counts
