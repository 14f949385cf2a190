"""Rows between tables and Neo4j: what is sent, and how known and given values are merged."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from graph.schema import EDGES, TYPES, EdgeType, NodeType
from graph.store.cypher import ENDS
from graph.tables import Tables, columns_of
from graph.text import fold, words
from graph.values import merge_references, sorted_list

BATCH_ROWS = 10_000
WORD_LENGTH = 200  # the whitespace analyser would cut a word at 255
_INDEXED_BYTES = 4_000  # Neo4j's indexes take keys of about 8 kB
_DIGEST = "sha256:"

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of one type (of an edge type: with one type of source), as the statements take them."""

    kind: NodeType | EdgeType
    left: str
    rows: list[Row]

    def key(self, row: Row) -> tuple[str, ...]:
        """What identifies a row, as the statements answer it."""
        if isinstance(self.kind, NodeType):
            return (row["id"],)
        return (row["p"]["id"],) if self.kind.key == ("id",) else (row["s"], row["t"])

    def keyed(self, key: tuple[str, ...]) -> Row:
        """The key as a row of a statement."""
        return {"id": key[0]} if len(key) == 1 else {"s": key[0], "t": key[1]}


def stored_id(id: str) -> str:
    """The id as indexes keep it: itself, or a digest when it is too long for them."""
    if len(id) * 4 > _INDEXED_BYTES or id.startswith(_DIGEST):
        return _DIGEST + hashlib.sha256(id.encode()).hexdigest()
    return id


def batches(tables: Tables) -> Iterator[Batch]:
    """What must be sent for tables, nodes first, each type in the order of its keys.

    One order for all writers: they wait for each other instead of for a deadlock.
    """
    for name, kind in TYPES.items():
        columns = dict(zip(tables[name].columns, columns_of(tables[name]), strict=True))
        rows = _node_rows if isinstance(kind, NodeType) else _edge_rows
        for left, chosen in _parts(kind, columns):
            cells = {n: [column[i] for i in chosen] for n, column in columns.items()}
            yield Batch(kind, left, list(rows(kind, cells)))


def _parts(kind: NodeType | EdgeType, columns: dict[str, list[Any]]) -> Iterator[tuple[str, list[int]]]:
    """The rows of each batch, by the type of their source and in the order of their keys."""
    names = ("id",) if isinstance(kind, NodeType) else ("source", "target", *kind.key[:1])
    keys = list(zip(*(columns[n] for n in names), strict=True))
    order = sorted(range(len(keys)), key=keys.__getitem__)
    for left in kind.sources if isinstance(kind, EdgeType) else ("",):
        kinds = columns.get("source_type")
        own = order if kinds is None else [i for i in order if kinds[i] == left]
        for first in range(0, len(own), BATCH_ROWS):
            yield left, own[first : first + BATCH_ROWS]


def count_batches(tables: Tables) -> int:
    """How many ``batches`` there will be."""
    sizes: list[int] = []
    for name in TYPES:
        frame = tables[name]
        typed = "source_type" in frame.columns
        sizes += frame["source_type"].value_counts().tolist() if typed else [len(frame)]
    return sum(-(-size // BATCH_ROWS) for size in sizes)


def ahead(items: Iterator[Batch]) -> Iterator[Batch]:
    """The same items; the next is made while the server works on the one before."""
    with ThreadPoolExecutor(1) as maker:
        coming = maker.submit(next, items, None)
        while (item := coming.result()) is not None:
            coming = maker.submit(next, items, None)
            yield item


def _known(names: list[str], cells: Iterable[Any]) -> Row:
    return {n: c for n, c in zip(names, cells, strict=True) if c is not None and c != ()}


def _node_rows(kind: NodeType | EdgeType, columns: dict[str, list[Any]]) -> Iterator[Row]:
    assert isinstance(kind, NodeType)
    names = list(columns)
    for cells in zip(*columns.values(), strict=True):
        row = _known(names, cells)
        id = row["id"]
        row["id"] = stored_id(id)
        if row["id"] != id:
            row["long_id"] = id
        row["search_text"] = search_text(kind, row)
        yield row


def _edge_rows(kind: NodeType | EdgeType, columns: dict[str, list[Any]]) -> Iterator[Row]:
    names = [n for n in columns if n not in ENDS]
    cells = zip(*(columns[n] for n in names), strict=True)
    for source, target, values in zip(columns["source"], columns["target"], cells, strict=True):
        known = _known(names, values)
        if "id" in known and (short := stored_id(known["id"])) != known["id"]:
            known |= {"id": short, "long_id": known["id"]}
        yield {"s": stored_id(source), "t": stored_id(target), "p": known}


def search_text(node: NodeType, row: Row) -> str:
    """The words of a node that people search in, without accents."""
    cells = (row.get(c) for c in node.search)
    texts = (t for cell in cells if cell for t in ((cell,) if isinstance(cell, str) else cell))
    return " ".join(word[:WORD_LENGTH] for word in words(fold(" ".join(texts))))


def merged(kind: NodeType | EdgeType, known: Row, given: Row) -> Row:
    """The properties that change when ``given`` comes to ``known``: see ``Store.write``."""
    changes: Row = {}
    for prop in kind.properties:
        new = given.get(prop.name)
        if new is None or prop.name in ("id", *ENDS):
            continue
        old = known.get(prop.name)
        if prop.type.kind == "list":
            before = tuple(old or ())
            after = merge_references(before, new) if prop.name == "sources" else sorted_list((*before, *new))
            if after != before:
                changes[prop.name] = after
        elif new != old:
            changes[prop.name] = new
    return changes


def ends(tables: Tables) -> Iterator[tuple[EdgeType, list[tuple[str, str, str]]]]:
    """Of each edge type: the type of source, the source and the target of every row."""
    for edge in EDGES.values():
        frame = tables[edge.name]
        lefts = frame["source_type"] if len(edge.sources) > 1 else [edge.sources[0]] * len(frame)
        yield edge, list(zip(lefts, frame["source"], frame["target"], strict=True))


def fingerprint(tables: Tables) -> str:
    """The same for tables with the same keys, whatever else they say."""
    digest = hashlib.sha256()
    for name, kind in TYPES.items():
        keys = sorted(zip(*(tables[name][c].tolist() for c in kind.key), strict=True))
        digest.update(repr((name, keys)).encode())
    return digest.hexdigest()
