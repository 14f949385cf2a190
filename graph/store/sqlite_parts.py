"""Parts of an embedded store: rows by the values of a column, and the nodes that edges point to most."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pandas as pd

from graph.schema import EDGES, EdgeType, NodeType
from graph.store import sql
from graph.store.heaviest import ENDS, Heaviest, kind_of
from graph.store.sql import quoted

Decode = Callable[[str], tuple[Any, ...]]
_AT_ONCE = 500  # rows that are taken apart together: few enough for the cache of the processor


def table(cursor: sqlite3.Cursor, kind: NodeType | EdgeType, decode: Decode) -> pd.DataFrame:
    """The rows of a statement that selects the columns of a type."""
    columns: dict[str, list[Any]] = {prop.name: [] for prop in kind.properties}
    known: dict[str, str] = {}  # an id that stands in many rows is kept once
    while rows := cursor.fetchmany(_AT_ONCE):
        for prop, cells in zip(kind.properties, zip(*rows, strict=True), strict=True):
            if prop.type.kind == "list":
                columns[prop.name].extend(map(decode, cells))
            elif prop.name in ENDS:
                columns[prop.name].extend(map(known.setdefault, cells, cells))
            else:
                columns[prop.name].extend(cells)
    return pd.DataFrame({name: pd.Series(cells, dtype=object) for name, cells in columns.items()})


def among(
    db: sqlite3.Connection, kind: NodeType | EdgeType, column: str, values: Iterable[str], decode: Decode
) -> str:
    """The WHERE clause for rows whose ``column`` is, or holds, one of ``values``."""
    _ask(db, dict.fromkeys(values, 1.0), decode)
    if kind_of(kind, column) == "list":
        return f"WHERE ketnoi_weight({quoted(column)}) > 0"
    # The keys in their order are the longer way: the plus keeps SQLite from taking it.
    rows = f"SELECT e._row FROM temp.asked a CROSS JOIN {quoted(kind.name)} e ON e.{quoted(column)} = a.id"
    return f"WHERE _row IN ({rows})"


def heaviest(db: sqlite3.Connection, question: Heaviest, decode: Decode) -> list[tuple[str, float, int]]:
    """See ``Store.heaviest``."""
    _ask(db, question.weights, decode)
    edges, node, end = quoted(question.type), quoted(question.end_type), quoted(question.end)
    if question.column in ENDS:
        weight, start = "a.weight", f"temp.asked a CROSS JOIN {edges} e ON e.{quoted(question.column)} = a.id"
    else:
        column = f"e.{quoted(question.column)}"
        weight, start = f"ketnoi_weight({column})", f"{edges} e"
    admitted, having = _having(question)
    graded = any(p.name == "basis" for p in question.edge.properties)
    factor = " * CASE e.basis WHEN 'inferred' THEN :inferred ELSE 1.0 END" if graded else ""
    statement = (
        f"WITH summed AS MATERIALIZED (SELECT e.{end} AS id, round(sum({weight}{factor}), 6) AS weight"
        f" FROM {start} CROSS JOIN {node} n ON n.id = e.{end} WHERE {weight} > 0{admitted} GROUP BY 1)"
        # Edges are counted only of those that can come in.
        f" SELECT id, weight, {_edges_of(question.end_type)} AS edges FROM summed WHERE weight >="
        " coalesce((SELECT weight FROM summed ORDER BY weight DESC LIMIT 1 OFFSET :limit), 0)"
        " ORDER BY weight DESC, edges DESC, id LIMIT :limit"
    )
    values = {"inferred": question.inferred, "limit": question.limit, **having}
    return db.execute(statement, values).fetchall()


def _ask(db: sqlite3.Connection, weights: Mapping[str, float], decode: Decode) -> None:
    """Put values and their weights where statements find them: ``temp.asked`` and ``ketnoi_weight(list)``."""
    db.execute("CREATE TEMP TABLE asked (id TEXT PRIMARY KEY, weight REAL) WITHOUT ROWID")
    db.executemany("INSERT INTO temp.asked VALUES (?, ?)", weights.items())
    db.create_function("ketnoi_weight", 1, lambda cell: sum(weights.get(v, 0.0) for v in decode(cell)))


def _having(question: Heaviest) -> tuple[str, dict[str, str]]:
    if question.having is None:
        return "", {}
    column, admitted = question.having
    names = {f"having{i}": value for i, value in enumerate(admitted) if value is not None}
    one_of = f"n.{quoted(column)} IN ({', '.join(f':{name}' for name in names)})"
    unknown = f" OR n.{quoted(column)} IS NULL" if None in admitted else ""
    return f" AND ({one_of}{unknown})", names


def _edges_of(type: str) -> str:
    """How many edges of any type the node ``id`` has."""
    counts = []
    for edge in EDGES.values():
        table = quoted(edge.name)
        typed = f" AND source_type = '{type}'" if len(edge.sources) > 1 else ""
        if type in edge.sources:
            counts.append(f"(SELECT count(*) FROM {table} WHERE source = summed.id{typed})")
        if type == edge.target:
            loop = f" AND NOT (source = target{typed})" if type in edge.sources else ""  # counted above
            counts.append(f"(SELECT count(*) FROM {table} WHERE target = summed.id{loop})")
    return " + ".join(counts) or "0"


def take_out(db: sqlite3.Connection, kind: NodeType | EdgeType, frame: pd.DataFrame) -> None:
    """Delete the rows that have the keys of those in ``frame``."""
    keys = list(zip(*(frame[c].tolist() for c in kind.key), strict=True))
    if isinstance(kind, NodeType):
        db.executemany(sql.forget(kind), keys)
    db.executemany(sql.delete(kind), keys)
