"""Who said what of a node or an edge: source, file, sheet and row of every fact, and where they disagree."""

from __future__ import annotations

from typing import Any

import pandas as pd

from graph import Ambiguous, NotFound, Store, Tables
from graph.decisions import Decisions
from graph.directory import Directory
from graph.schema import BOOKKEEPING, EDGES, NODES, TYPES
from graph.tables import rows_of
from graph.values import Reference

COLUMNS = ("type", "fact", "values", "source", "title", "published_on", "where", "disputed")
_QUIET = {"sources", "disputed", "source_type", "source", "target", "search_text"}


def said_of(store: Store, asked: str) -> pd.DataFrame:
    """Every fact of the node or MOU that ``asked`` names, a row for each reference.

    Columns: ``type``, ``fact`` (an id, or ends of an edge), ``values`` (what is
    known, as text), ``source`` (id), ``title``, ``published_on``, ``where`` (file,
    sheet and row), ``disputed`` (what another source says instead). Raises
    ``NotFound`` and ``Ambiguous``.
    """
    around = _facts(store, asked)
    sources = store.read("Source")["Source"].set_index("id")
    rows = []
    for name, row in around:
        known = {c: v for c, v in row.items() if v is not None and v != () and c not in _QUIET}
        fact = f"{row['source']} → {row['target']}" if name in EDGES else row["id"]
        values = "; ".join(f"{c}={' | '.join(v) if isinstance(v, tuple) else v}" for c, v in known.items())
        for reference in map(Reference.parse, row["sources"] or ("",)):
            there = reference.source in sources.index
            title, day = sources.loc[reference.source, ["title", "published_on"]] if there else (None, None)
            disputed = " | ".join(row["disputed"])
            rows.append((name, fact, values, reference.source, title, day, reference.where, disputed))
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)


def _facts(store: Store, asked: str) -> list[tuple[str, dict[str, Any]]]:
    """The node or MOU asked for, and the edges of the node."""
    mous = store.rows("SIGNED_MOU", "id", [asked])
    if len(mous):
        return _rows(Tables({"SIGNED_MOU": mous}), "SIGNED_MOU")
    type, id = _node(store, asked)
    near = store.neighbourhood([id], 1, type=type)
    found = [(n, r) for n, r in _rows(near, type) if r["id"] == id]
    for edge in EDGES.values():
        for name, row in _rows(near, edge.name):
            left = row.get("source_type", edge.sources[0])
            if (left, row["source"]) == (type, id) or (edge.target, row["target"]) == (type, id):
                found.append((name, row))
    return found


def _rows(tables: Tables, name: str) -> list[tuple[str, dict[str, Any]]]:
    columns = [p.name for p in TYPES[name].properties]
    return [(name, dict(zip(columns, row, strict=True))) for row in rows_of(tables[name])]


def _node(store: Store, asked: str) -> tuple[str, str]:
    """Type and id of the node that a person means: enterprises first, then what else is so called."""
    types = [n for n in NODES if n not in BOOKKEEPING]
    known = store.read(*types, "Decision")
    first: NotFound | None = None
    for type in types:
        directory = Directory(type)
        directory.add(known[type])
        if type == "Enterprise":
            directory.follow(Decisions.of(known["Decision"]).moved)
        try:
            return type, directory.find(asked)
        except NotFound as nothing:
            first = first or nothing
        except Ambiguous:
            raise
    assert first is not None
    raise first
