"""Rows out of Neo4j: many in each record, since every record costs the driver more than what is in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import pandas as pd

from graph.schema import EdgeType, NodeType

if TYPE_CHECKING:
    import neo4j

PAGE = 5_000  # nodes, or nodes with all their edges, in a record


def frame(
    tx: neo4j.ManagedTransaction,
    kind: NodeType | EdgeType,
    statement: Callable[[NodeType | EdgeType, str], str],
    parameters: dict[str, Any],
) -> pd.DataFrame:
    """The rows of a type that a statement gives, in the order of their keys."""
    lefts = kind.sources if isinstance(kind, EdgeType) else ("",)
    rows = [row for left in lefts for row in _pages(tx, statement(kind, left), parameters)]
    names = [p.name for p in kind.properties]
    rows.sort(key=itemgetter(*(names.index(name) for name in kind.key)))
    columns = list(zip(*rows, strict=True)) or [() for _ in names]
    return pd.DataFrame(
        {
            p.name: pd.Series(
                [tuple(c) if c else () for c in cells] if p.type.kind == "list" else cells, dtype=object
            )
            for p, cells in zip(kind.properties, columns, strict=True)
        }
    )


def _pages(tx: neo4j.ManagedTransaction, statement: str, parameters: dict[str, Any]) -> Iterator[list[Any]]:
    """The ``rows`` of one record, or of one after the other as long as there is a ``last``."""
    after: str | None = ""
    while after is not None:
        record = tx.run(statement, parameters, after=after, size=PAGE).single(strict=True)
        yield from record["rows"]
        after = record.get("last")
