"""Replacing rows in Neo4j exactly, in one transaction: what merging and undoing take."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from graph.errors import StoreError
from graph.schema import EDGES, TYPES, EdgeType, NodeType
from graph.store import cypher
from graph.store.cypher import quoted
from graph.store.merging import Rewrite
from graph.store.neo4j_read import frame
from graph.store.neo4j_rows import Batch, Row, batches, stored_id
from graph.tables import Tables, check_tables

if TYPE_CHECKING:
    import neo4j


def rewrite(tx: neo4j.ManagedTransaction, ids: Iterable[str], change: Callable[[Tables], Rewrite]) -> None:
    """See ``Store.rewrite``."""
    asked = sorted({stored_id(id) for id in ids})
    tx.run(_LOCK, ids=asked).consume()
    around = {k.name: frame(tx, k, _touching, {"ids": asked}) for k in TYPES.values()}
    wanted = change(Tables(around))
    check_tables(wanted.put)
    gone, put = list(batches(wanted.remove)), list(batches(wanted.put))
    for batch in gone:
        if isinstance(batch.kind, EdgeType):
            tx.run(_delete(batch.kind, batch.left), rows=_keys(batch, batch.rows)).consume()
    stays = {(b.kind.name, b.key(row)) for b in put for row in b.rows}
    for batch in gone:
        if isinstance(batch.kind, NodeType):
            rows = [row for row in batch.rows if (batch.kind.name, batch.key(row)) not in stays]
            tx.run(_delete(batch.kind, ""), rows=_keys(batch, rows)).consume()
    for batch in put:
        if isinstance(batch.kind, NodeType):
            tx.run(_set_nodes(batch.kind), rows=batch.rows).consume()
    for batch in put:
        if isinstance(batch.kind, EdgeType):
            _make(tx, batch.kind, batch)


def _make(tx: neo4j.ManagedTransaction, edge: EdgeType, batch: Batch) -> None:
    result = tx.run(cypher.unseen(cypher.merge_edges(edge, batch.left)), rows=batch.rows)
    if result.single(strict=True)[0] != len(batch.rows):
        raise StoreError(
            f"{edge.name}: một đầu nối không còn; hãy nạp lại dữ liệu đó trước",
            f"{edge.name}: the end of an edge is gone; load those data again first",
        )


# Enterprises that another writer must leave alone until this transaction ends.
_LOCK = (
    f"UNWIND $ids AS id MATCH (n:{quoted('Enterprise')} {{id: id}})"
    " SET n.ketnoi_lock = true REMOVE n.ketnoi_lock"
)


def _keys(batch: Batch, rows: list[Row]) -> list[Row]:
    return [batch.keyed(batch.key(row)) for row in rows]


def _touching(kind: NodeType | EdgeType, left: str = "") -> str:
    """The enterprises $ids, the edges that touch them, and all decisions."""
    if kind.name == "Decision":
        where = "true"
    elif isinstance(kind, NodeType):
        where = "n.id IN $ids" if kind.name == "Enterprise" else "false"
    else:
        ends = [end for end, type in (("a", left), ("b", kind.target)) if type == "Enterprise"]
        where = " OR ".join(f"{end}.id IN $ids" for end in ends) or "false"
    row = cypher.row_of(kind, left)
    return f"{cypher.pattern(kind, left)} WHERE {where} RETURN collect({row}) AS rows"


def _delete(kind: NodeType | EdgeType, left: str) -> str:
    """Take away the nodes or edges with the keys $rows."""
    if isinstance(kind, NodeType):
        return f"UNWIND $rows AS row MATCH (x:{quoted(kind.name)} {{id: row.id}}) DELETE x"
    if kind.key == ("id",):
        return cypher.remove_edges(kind)
    return (
        f"UNWIND $rows AS row MATCH (:{quoted(left)} {{id: row.s}})"
        f"-[x:{quoted(kind.name)}]->(:{quoted(EDGES[kind.name].target)} {{id: row.t}}) DELETE x"
    )


def _set_nodes(node: NodeType) -> str:
    """Make nodes be exactly $rows; their edges stay."""
    return f"UNWIND $rows AS row MERGE (n:{quoted(node.name)} {{id: row.id}}) SET n = row"
