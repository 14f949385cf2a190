"""The index: the tables of a graph compiled once into arrays for the ranking.

Enterprises and products have positions (rows of arrays); every number can be
followed back to the row of a table, and from there to a source.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar, cast

import numpy as np
import numpy.typing as npt
import pandas as pd

from graph.schema import EDGES, TYPES
from graph.tables import Tables, columns_of
from graph.text import Text
from graph.values import Reference
from graph.view import node_key
from queries.facts import (
    DELIVERED,
    INFERRED,
    MASTERED,
    PLANNED,
    STATED,
    Capabilities,
    EdgeRows,
    Fact,
    Own,
)
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
        self._columns = {name: _ordered(name, frame) for name, frame in tables.items()}
        self.enterprises: list[str] = self._columns["Enterprise"]["id"]
        self.products: list[str] = self._columns["Product"]["id"]
        self.e_at = {id: i for i, id in enumerate(self.enterprises)}
        self.p_at = {id: i for i, id in enumerate(self.products)}
        self._shared: dict[str, Any] = {}
        self._at = {"Enterprise": self.e_at, "Product": self.p_at}
        self.rows = {name: self._edge_rows(name) for name in EDGES}
        processes = np.array([k == "process" for k in self._columns["Product"]["kind"]], dtype=bool)
        self.taxonomy = Taxonomy(processes, self.rows["BROADER"].source, self.rows["BROADER"].target)

    def _edge_rows(self, name: str) -> EdgeRows:
        columns, edge = self._columns[name], EDGES[name]
        left = self._at.get(edge.sources[0], {})
        kinds = columns.get("source_type", [edge.sources[0]] * len(columns["source"]))
        source = [
            left.get(i, -1) if k == edge.sources[0] else -1
            for i, k in zip(columns["source"], kinds, strict=True)
        ]
        target = [self._at.get(edge.target, {}).get(i, -1) for i in columns["target"]]
        return EdgeRows(name, np.array(source, dtype=np.int64), np.array(target, dtype=np.int64), columns)

    def columns(self, type: str) -> dict[str, list[Any]]:
        """The columns of a table as lists of plain values, rows in the order of their keys."""
        return self._columns[type]

    def shared(self, key: str, make: Callable[[], Shared]) -> Shared:
        """Something built from this index once and kept (a matrix, a network)."""
        if key not in self._shared:
            self._shared[key] = make()
        return cast(Shared, self._shared[key])

    # --- what enterprises are -------------------------------------------------

    def enterprise(self, column: str) -> list[Any]:
        """One property of all enterprises, by position."""
        values: list[Any] = self._columns["Enterprise"][column]
        return values

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
    def own(self) -> Own:
        """What sources say that suppliers make, master or have delivered."""
        makes, mous = self.rows["MAKES"], self.rows["SIGNED_MOU"]
        own = Own([], [], [], [], [])
        for row, (supplier, product) in enumerate(
            zip(makes.source.tolist(), makes.target.tolist(), strict=True)
        ):
            sure = INFERRED if makes.columns["basis"][row] == "inferred" else STATED
            sure *= PLANNED if self.planned[supplier] else 1.0
            own.add(supplier, product, sure, row, (("MAKES", row),))
            for part, part_row in self.inputs.get(product, ()):
                if self.taxonomy.processes[part]:
                    own.add(supplier, part, sure * MASTERED, row, (("MAKES", row), ("INPUT_OF", part_row)))
        # What several MOUs show is shown once: how often and to whom is for the signal "delivered".
        newest: dict[tuple[int, int], tuple[str, int]] = {}
        for row, (supplier, listed) in enumerate(
            zip(mous.target.tolist(), mous.columns["products"], strict=True)
        ):
            day = mous.columns["signed_on"][row] or ""
            for at in (self.p_at[id] for id in listed if id in self.p_at):
                newest[supplier, at] = max(newest.get((supplier, at), ("", row)), (day, row))
        for base, ((supplier, product), (_, row)) in enumerate(newest.items(), start=len(makes)):
            own.add(supplier, product, DELIVERED, base, (("SIGNED_MOU", row),))
        return own

    @cached_property
    def capabilities(self) -> Capabilities:
        """What suppliers can deliver, near products of the taxonomy included, the best entry per pair."""
        own = self.own
        supplier, strength = np.array(own.supplier, dtype=np.int64), np.array(own.strength)
        direct = np.array([len(facts) == 1 for facts in own.facts], dtype=bool)
        origin, near, closeness = self.taxonomy.spread(np.array(own.product, dtype=np.int64))
        # A process that is only inferred answers itself, not its neighbours: two guesses are one too many.
        keep = direct[origin] | (closeness == 1.0)
        origin, near, closeness = origin[keep], near[keep], closeness[keep]
        value = strength[origin] * closeness
        order = np.lexsort((origin, -value, supplier[origin], near))
        origin, near, value = origin[order], near[order], value[order]
        first = np.ones(len(order), dtype=bool)
        first[1:] = (near[1:] != near[:-1]) | (supplier[origin][1:] != supplier[origin][:-1])
        origin, near, value = origin[first], near[first], value[first]
        start = np.searchsorted(near, np.arange(len(self.products) + 1))
        return Capabilities(
            start, supplier[origin], value, origin, np.array(own.base, dtype=np.int64)[origin]
        )

    @cached_property
    def known_makers(self) -> npt.NDArray[np.bool_]:
        """Of which enterprises anything is known that they deliver."""
        known = np.zeros(len(self.enterprises), dtype=bool)
        known[self.own.supplier] = True
        return known

    def rows_of(self, type: str, enterprise: int) -> Iterable[int]:
        """Rows of an edge type that leave an enterprise."""
        return self._outgoing[type].get(enterprise, ())

    @cached_property
    def _outgoing(self) -> dict[str, dict[int, list[int]]]:
        found: dict[str, dict[int, list[int]]] = {}
        for name in ("MAKES", "NEEDS", "SIGNED_MOU", "HOLDS", "LOCATED_IN", "SUPPORTED_BY"):
            found[name] = defaultdict(list)
            for row, source in enumerate(self.rows[name].source.tolist()):
                found[name][source].append(row)
        return found

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

    @cached_property
    def certified(self) -> list[int]:
        """The enterprises with any certificate on file."""
        return sorted(set(self.rows["HOLDS"].source.tolist()))

    @cached_property
    def _labels(self) -> dict[str, Text]:
        labels: dict[str, Text] = {}
        for name in ("Enterprise", "Product", "Standard", "Place", "Programme"):
            columns = self._columns[name]
            for i, id in enumerate(columns["id"]):
                plain = columns["name"][i] if "name" in columns else None
                vi = (columns["name_vi"][i] if "name_vi" in columns else plain) or plain
                en = (columns["name_en"][i] if "name_en" in columns else plain) or plain
                labels[node_key(name, id)] = Text(
                    vi or en or id, (en if name != "Enterprise" else plain) or vi or id
                )
        return labels

    def label(self, key: str) -> Text:
        """What people call a node (``Type:id``)."""
        return self._labels.get(key) or Text.same(key.partition(":")[2])

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


def _ordered(name: str, frame: pd.DataFrame) -> dict[str, list[Any]]:
    """The columns of a table with its rows in the order of their keys, as a store reads them."""
    columns = dict(zip(frame.columns, columns_of(frame), strict=True))
    keys = list(zip(*(columns[k] for k in TYPES[name].key), strict=True))
    order = sorted(range(len(keys)), key=keys.__getitem__)
    return {column: [values[i] for i in order] for column, values in columns.items()}
