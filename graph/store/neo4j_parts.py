"""Parts of a Neo4j store: rows by the values of a column, and the nodes that edges point to most."""

from __future__ import annotations

from functools import cache
from typing import Any

from graph.schema import EdgeType, NodeType
from graph.store.cypher import ends_of, id_of, pattern, quoted, row_of
from graph.store.heaviest import ENDS, Heaviest, kind_of
from graph.store.neo4j_rows import stored_id


def is_key(column: str) -> bool:
    """Whether a column holds ids of nodes or edges, which indexes keep in their own way."""
    return column in ("id", *ENDS)


@cache
def rows(kind: NodeType | EdgeType, left: str, column: str) -> str:
    """The rows of a type whose ``column`` is, or holds, one of $values."""
    if isinstance(kind, NodeType):
        value = f"n.{quoted(column)}"
    else:
        ends = {"source_type": f"'{left}'", "source": "a.id", "target": "b.id"}
        value = ends.get(column, f"r.{quoted(column)}")
    met = (
        f"any(v IN {value} WHERE v IN $values)" if kind_of(kind, column) == "list" else f"{value} IN $values"
    )
    return f"{pattern(kind, left)} WHERE {met} RETURN collect({row_of(kind, left)}) AS rows"


def heaviest(question: Heaviest) -> tuple[str, dict[str, Any]]:
    """The statement for ``Store.heaviest`` and its parameters; it answers ids, weights and edges."""
    edge, node = question.edge, {"source": "a", "target": "b"}[question.end]
    if question.column in ENDS:
        known = {"source": "a", "target": "b"}[question.column]
        weights: Any = [{"id": stored_id(id), "weight": weight} for id, weight in question.weights.items()]
        start = (
            f"UNWIND $weights AS w MATCH ({known}:{quoted(question.known_type)} {{id: w.id}})"
            f" MATCH {ends_of(edge, edge.sources[0])} WITH {node} AS n, r, w.weight AS weight"
        )
    else:
        weights = dict(question.weights)
        held = f"[v IN r.{quoted(question.column)} WHERE $weights[v] IS NOT NULL | $weights[v]]"
        start = (
            f"{pattern(edge, edge.sources[0])} WITH {node} AS n, r, {held} AS held WHERE size(held) > 0"
            " UNWIND held AS weight WITH n, r, weight"
        )
    having = _having(question)
    statement = (
        f"{start}{having} WITH n, round(sum(weight *"
        " CASE r.basis WHEN 'inferred' THEN $inferred ELSE 1.0 END), 6) AS weight"
        " WITH n, weight, COUNT { (n)--() } AS edges"
        f" RETURN {id_of('n')} AS id, weight, edges ORDER BY weight DESC, edges DESC, id LIMIT $limit"
    )
    admitted = [] if question.having is None else [v for v in question.having[1] if v is not None]
    return statement, {
        "weights": weights,
        "inferred": question.inferred,
        "admitted": admitted,
        "limit": question.limit,
    }


def _having(question: Heaviest) -> str:
    if question.having is None:
        return ""
    column, admitted = question.having
    unknown = f" OR n.{quoted(column)} IS NULL" if None in admitted else ""
    return f" WHERE (n.{quoted(column)} IN $admitted{unknown})"
