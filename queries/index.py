"""The index: the tables of a graph compiled once into arrays for the ranking.

Enterprises and products have positions (rows of arrays); every number can be
followed back to the row of a table, and from there to a source.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, repeat
from typing import Any, TypeVar, cast

import numpy as np
import numpy.typing as npt

from graph.names import core_of
from graph.schema import BOOKKEEPING, EDGES, NODES, TYPES, EdgeType
from graph.tables import Tables
from graph.text import Text
from graph.values import Reference
from graph.view import node_key
from queries.columns import Columns
from queries.facts import Capabilities, EdgeRows, Fact, Ints, Own
from queries.grouped import Grouped
from queries.own import capabilities, own
from queries.taxonomy import Taxonomy

Shared = TypeVar("Shared")


@dataclass(frozen=True, slots=True)
class Part:
    """Which part of a graph was read: the firms of which all is there (ids), and a note that says so."""

    firms: frozenset[str]
    note: Text


class Index:
    """Everything the ranking reads, compiled from ``tables``: the whole graph, or a ``part`` of it."""

    def __init__(self, tables: Tables, part: Part | None = None) -> None:
        self.tables = tables
        self.part = part
        self._columns = {name: Columns(name, tables[name]) for name in TYPES}
        self.enterprises: list[str] = self._columns["Enterprise"]["id"].tolist()
        self.products: list[str] = self._columns["Product"]["id"].tolist()
        self._at = {name: {id: i for i, id in enumerate(self._columns[name]["id"])} for name in NODES}
        self.e_at, self.p_at = self._at["Enterprise"], self._at["Product"]
        self._shared: dict[str, Any] = {}
        self._labels: dict[str, Text] = {}
        self.rows = {name: self._edge_rows(edge) for name, edge in EDGES.items()}
        processes = np.asarray(self._columns["Product"]["kind"] == "process", dtype=bool)
        self.taxonomy = Taxonomy(processes, self.rows["BROADER"].source, self.rows["BROADER"].target)

    def _edge_rows(self, edge: EdgeType) -> EdgeRows:
        """The rows of an edge type; an end is a position when it is of the first type of that end."""
        columns = self._columns[edge.name]
        source, target = (
            np.fromiter(map(self._at[type].get, ids, repeat(-1)), dtype=np.int64, count=len(ids))
            for type, ids in ((edge.sources[0], columns["source"]), (edge.target, columns["target"]))
        )
        if "source_type" in columns:
            source[columns["source_type"] != edge.sources[0]] = -1
        return EdgeRows(edge.name, source, target, columns)

    def columns(self, type: str) -> Columns:
        """The columns of a table as arrays of plain values, rows in the order of their keys."""
        return self._columns[type]

    def at(self, type: str) -> dict[str, int]:
        """The positions of the nodes of a type by their ids."""
        return self._at[type]

    def shared(self, key: str, make: Callable[[], Shared]) -> Shared:
        """Something built from this index once and kept (a matrix, a network)."""
        if key not in self._shared:
            self._shared[key] = make()
        return cast(Shared, self._shared[key])

    # --- what enterprises are -------------------------------------------------

    def enterprise(self, column: str) -> list[Any]:
        """One property of all enterprises, by position."""
        values: list[Any] = self._columns["Enterprise"][column].tolist()
        return values

    @cached_property
    def cores(self) -> list[str]:
        """The words of the names of enterprises, without legal form, by position."""
        return [core_of(name) for name in self.enterprise("name")]

    @cached_property
    def ownership(self) -> npt.NDArray[np.str_]:
        """Ownership by position; ``unknown`` where nobody says."""
        return np.array([o or "unknown" for o in self.enterprise("ownership")], dtype=np.str_)

    @cached_property
    def comparable(self) -> npt.NDArray[np.bool_]:
        """Of which enterprises everything was read that a ranking asks; the others only stand beside them."""
        if self.part is None:
            return np.ones(len(self.enterprises), dtype=bool)
        return np.array([id in self.part.firms for id in self.enterprises], dtype=bool)

    @cached_property
    def foreign(self) -> npt.NDArray[np.bool_]:
        """Which enterprises are foreign-owned, in whole or in part."""
        return np.isin(self.ownership, ("fdi", "joint_venture"))

    @cached_property
    def planned(self) -> npt.NDArray[np.bool_]:
        """Which plants are only planned."""
        return np.array([s == "planned" for s in self.enterprise("status")], dtype=bool)

    @cached_property
    def closed(self) -> npt.NDArray[np.bool_]:
        """Which enterprises have closed: no longer buyers or suppliers of anybody."""
        return np.array([s == "closed" for s in self.enterprise("status")], dtype=bool)

    # --- what they can deliver ------------------------------------------------

    @cached_property
    def inferred(self) -> npt.NDArray[np.bool_]:
        """Which rows of MAKES are only inferred."""
        return np.asarray(self._columns["MAKES"]["basis"] == "inferred", dtype=bool)

    @cached_property
    def mou_products(self) -> tuple[Ints, Ints]:
        """What MOUs are on, as far as the taxonomy has it: (row of SIGNED_MOU, product)."""
        listed = self._columns["SIGNED_MOU"]["products"]
        known = [(row, self.p_at[id]) for row, ids in enumerate(listed) for id in ids if id in self.p_at]
        rows, products = np.array(known, dtype=np.int64).reshape(-1, 2).T
        return rows, products

    @cached_property
    def own(self) -> Own:
        """What sources say that suppliers make, master or have delivered."""
        return own(self)

    @cached_property
    def statements(self) -> int:
        """How many different statements ``own`` is made of (``Own.base`` numbers them)."""
        return int(self.own.base.max(initial=-1)) + 1

    @cached_property
    def capabilities(self) -> Capabilities:
        """What suppliers can deliver, near products of the taxonomy included, the best entry per pair."""
        return capabilities(self)

    def made(self, product: int) -> bool:
        """Whether anybody is known to make a product, or anything near it."""
        start = self.capabilities.start
        return bool(start[product] < start[product + 1])

    @cached_property
    def known_makers(self) -> npt.NDArray[np.bool_]:
        """Of which enterprises anything is known that they deliver."""
        known = np.zeros(len(self.enterprises), dtype=bool)
        known[self.own.supplier] = True
        return known

    def rows_of(self, type: str, source: int) -> list[int]:
        """Rows of an edge type that leave a node (by its position)."""
        return self._leaving(type).of(source)

    def _leaving(self, type: str) -> Grouped:
        rows = self.rows[type]
        size = len(self._at[EDGES[type].sources[0]])
        return self.shared(f"leaving {type}", lambda: Grouped.by(rows.source, size))

    @cached_property
    def inputs(self) -> dict[int, list[tuple[int, int]]]:
        """Product → its direct inputs, each with its INPUT_OF row."""
        found: dict[int, list[tuple[int, int]]] = defaultdict(list)
        edges = self.rows["INPUT_OF"]
        for row, (part, whole) in enumerate(zip(edges.source.tolist(), edges.target.tolist(), strict=True)):
            found[whole].append((part, row))
        return found

    def broader_fact(self, narrower: int, broader: int) -> Fact | None:
        """The BROADER edge between two products."""
        row = self._broader_rows.get((narrower, broader))
        return None if row is None else self.fact("BROADER", row)

    def kinds(self, product: int) -> list[tuple[int, tuple[tuple[str, int], ...]]]:
        """A product and the groups it is a kind of, each with the row, as (type, row), that leads there."""
        found: list[tuple[int, tuple[tuple[str, int], ...]]] = [(product, ())]
        for step in pairwise([product, *self.taxonomy.ancestors(product)]):
            if step not in self._broader_rows:
                break
            found.append((step[1], (("BROADER", self._broader_rows[step]),)))
        return found

    @cached_property
    def _broader_rows(self) -> dict[tuple[int, int], int]:
        edges = self.rows["BROADER"]
        pairs = zip(edges.source.tolist(), edges.target.tolist(), strict=True)
        return {pair: row for row, pair in enumerate(pairs)}

    def signed(self, buyer: int) -> dict[int, list[int]]:
        """The suppliers a buyer has signed with, each with its SIGNED_MOU rows."""
        found: dict[int, list[int]] = defaultdict(list)
        for row in self.rows_of("SIGNED_MOU", buyer):
            found[int(self.rows["SIGNED_MOU"].target[row])].append(row)
        return found

    # --- facts and labels -----------------------------------------------------

    def fact(self, type: str, row: int) -> Fact:
        """An edge of the tables as evidence."""
        columns, edge = self._columns[type], EDGES[type]
        left = columns["source_type"][row] if "source_type" in columns else edge.sources[0]
        return Fact(
            type,
            node_key(left, columns["source"][row]),
            node_key(edge.target, columns["target"][row]),
            columns["sources"][row],
            columns["basis"][row] if "basis" in columns else None,
            columns["wording"][row] if "wording" in columns else (),
            columns["note"][row],
            columns["signed_on"][row] if "signed_on" in columns else None,
        )

    def node_fact(self, type: str, at: int) -> Fact:
        """A node's own row as evidence (both ends are the node)."""
        columns = self._columns[type]
        key = node_key(type, columns["id"][at])
        return Fact(type, key, key, columns["sources"][at], note=columns["note"][at])

    def label(self, key: str) -> Text:
        """What people call a node (``Type:id``)."""
        if key not in self._labels:
            type, _, id = key.partition(":")
            self._labels[key] = self._label(type, id)
        return self._labels[key]

    def _label(self, type: str, id: str) -> Text:
        at = self._at.get(type, {}).get(id)
        if at is None or type in BOOKKEEPING:
            return Text.same(id)
        columns = self._columns[type]
        plain, vi, en = (columns[c][at] if c in columns else None for c in ("name", "name_vi", "name_en"))
        vi, en = vi or plain, plain if type == "Enterprise" else en or plain  # a firm has one name
        return Text(vi or en or id, en or vi or id)

    def name(self, enterprise: int) -> Text:
        """The name of an enterprise."""
        return self.label(node_key("Enterprise", self.enterprises[enterprise]))

    def product_name(self, product: int) -> Text:
        """The name of a product."""
        return self.label(node_key("Product", self.products[product]))

    @cached_property
    def source_rows(self) -> dict[str, dict[str, Any]]:
        """The sources by id."""
        columns = self._columns["Source"]
        return {id: {c: v[i] for c, v in columns.items()} for i, id in enumerate(columns["id"])}

    def year(self, sources: Iterable[str]) -> str:
        """The newest year the sources speak of, in brackets; empty when none says."""
        dates = [self.source_rows.get(Reference.parse(r).source, {}).get("published_on") for r in sources]
        newest = max((d for d in dates if d), default="")
        return f" ({newest[:4]})" if newest else ""
