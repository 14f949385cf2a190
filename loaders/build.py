"""Cleaned rows become the tables of the graph."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import networkx as nx
import pandas as pd

from graph.combine import mou_id
from graph.decisions import words_key
from graph.errors import BadValue
from graph.schema import EDGES, TYPES
from graph.tables import Tables
from graph.text import Text
from graph.values import sorted_list
from loaders.clean import Cleaned
from loaders.columns import Link
from loaders.lists import apart
from loaders.parting import part_expiry, undated
from loaders.placing import placement_note
from loaders.references import Resolver
from loaders.report import Findings

Columns = dict[str, list[Any]]


class Builder:
    """Collects rows per type. ``frames()`` gives them with ``_sheet`` and ``_row``, not yet merged."""

    def __init__(self, resolver: Resolver, findings: Findings) -> None:
        self._resolver = resolver
        self._findings = findings
        self._parts: dict[str, list[pd.DataFrame]] = defaultdict(list)
        self._sheets: list[Cleaned] = []

    def add(self, sheet: Cleaned) -> None:
        """Take in a sheet: its rows and the edges that its links make."""
        self._sheets.append(sheet)
        if sheet.spec.is_edge:
            self._add_edges(sheet)
        else:
            self._parts[sheet.spec.type].append(self._own_columns(sheet))
        for link in sheet.spec.links:
            if link.column in sheet.headers:
                self._add_link(sheet, link)

    def _own_columns(self, sheet: Cleaned) -> pd.DataFrame:
        frame = sheet.frame
        columns = {
            p.name: frame[p.name] for p in TYPES[sheet.spec.type].properties if p.name in frame.columns
        }
        columns["sources"] = frame["_sources"]
        position = [len(self._sheets) - 1] * len(frame)
        return pd.DataFrame({**columns, "_sheet": position, "_row": frame["_row"]})

    def _add_edges(self, sheet: Cleaned) -> None:
        (left, left_type), (right, right_type) = sheet.spec.ends
        sheet.frame["_said"] = sheet.frame[right]
        self._resolve_column(sheet, left, left_type)
        self._resolve_column(sheet, right, right_type)
        for column, type in sheet.spec.refs:
            self._resolve_lists(sheet, column, type)
        if left_type == right_type:
            self._drop_loops(sheet, left, right)
        part = self._own_columns(sheet)
        part["source"], part["target"] = sheet.frame[left], sheet.frame[right]
        if len(EDGES[sheet.spec.type].sources) > 1:
            part["source_type"] = left_type
        if "signed_on" in part.columns:
            self._warn_future(sheet, part)
        if "id" in part.columns:
            unnamed = part["id"].isna()
            about = sheet.frame.loc[unnamed, "_about"].tolist()
            rows = part[unnamed].to_dict("records")
            part.loc[unnamed, "id"] = [mou_id(*pair) for pair in zip(rows, about, strict=True)]
        self._parts[sheet.spec.type].append(part)

    def _drop_loops(self, sheet: Cleaned, left: str, right: str) -> None:
        """Set aside the rows whose two ends are one."""
        loop = sheet.frame[left] == sheet.frame[right]
        why = Text(
            f"{left} và {right} là một; hãy sửa một trong hai", f"{left} and {right} are one; correct either"
        )
        for row, text in zip(sheet.frame["_row"][loop], sheet.frame["_said"][loop], strict=True):
            self._findings.set_aside(sheet.place(row, right), text, why)
        sheet.drop(loop)

    def _warn_future(self, sheet: Cleaned, part: pd.DataFrame) -> None:
        today = datetime.date.today().isoformat()
        for row, day in zip(part["_row"], part["signed_on"], strict=True):
            if day is not None and day > today[: len(day)]:
                place = sheet.place(row, "signed_on")
                self._findings.warn(
                    f"{place}: ngày ký {day} còn ở tương lai; kiểm tra lại năm",
                    f"{place}: signed on {day}, in the future; check the year",
                )

    def _resolve_column(self, sheet: Cleaned, column: str, type: str) -> None:
        """Texts of a column to ids; rows whose text stands for nothing are set aside."""
        texts = sheet.frame[column].tolist()
        known = self._resolver.resolve_all(type, texts)
        lost = [known[t][0] is None for t in texts]
        for row, text in zip(sheet.frame["_row"][lost], sheet.frame[column][lost], strict=True):
            self._findings.set_aside(sheet.place(row, column), text, known[text][1] or _SELF)
        sheet.frame[column] = pd.Series([known[t][0] for t in texts], dtype=object)
        if type == "Product":
            self._say_placed(sheet.frame, [(t,) for t in texts])
        if any(lost):
            sheet.drop(lost)

    def _resolve_lists(self, sheet: Cleaned, column: str, type: str) -> list[tuple[str, ...]]:
        """Texts in list cells to ids; an item that stands for nothing is set aside alone. Gives the texts."""
        cells = self._apart(sheet.frame[column].tolist(), type)
        known = self._resolver.resolve_all(type, (t for cell in cells for t in cell))
        for row, cell in zip(sheet.frame["_row"].tolist(), cells, strict=True):
            for text in cell:
                why = known[text][1]
                if why is not None:
                    self._findings.set_aside(sheet.place(row, column), text, why, scope="cell")
        ids = [tuple(i for t in cell if (i := known[t][0]) is not None) for cell in cells]
        sheet.frame[column] = pd.Series(ids, dtype=object)
        if type == "Product" and sheet.spec.is_edge:
            self._say_placed(sheet.frame, cells)
            # What the ids of MOUs are made of: words stay when a later load places them elsewhere.
            words = self._resolver.placed.keys()
            about = [tuple(t if t in words else known[t][0] or t for t in cell) for cell in cells]
            sheet.frame["_about"] = pd.Series(about, dtype=object)
        return cells

    def _say_placed(self, frame: pd.DataFrame, texts: list[tuple[str, ...]]) -> None:
        """Keep the words of products that were placed by them, and say so in the rows' notes."""
        placed = self._resolver.placed
        if not any(t in placed for row in texts for t in row):
            return
        said: tuple[tuple[str, Callable[[str], str]], ...] = (
            ("wording", lambda t: t),
            ("note", lambda t: placement_note(t, placed[t])),
        )
        for column, say in said:
            if column in frame.columns:
                cells = [
                    sorted_list((*cell, *(say(t) for t in row if t in placed)))
                    for cell, row in zip(frame[column].tolist(), texts, strict=True)
                ]
                frame[column] = pd.Series(cells, dtype=object)

    def _apart(self, cells: list[tuple[str, ...]], type: str) -> list[tuple[str, ...]]:
        """List cells with every single name on its own; a cell that is one known name stays whole."""
        lookup = self._resolver.directory(type).lookup
        named = undated if type == "Standard" else str
        decided = self._resolver.decisions.placed if type == "Product" else {}

        def known(text: str) -> bool:
            return bool(lookup(named(text)).ids) or words_key(text) in decided

        split = {cell: apart(cell, known) for cell in set(cells)}
        return [split[cell] for cell in cells]

    def _expiries(self, sheet: Cleaned, column: str) -> list[dict[str, str]]:
        """For each row, standard → until when its cell says it is valid; the cells keep the names alone."""
        names, untils = [], []
        cells = self._apart(sheet.frame[column].tolist(), "Standard")
        for row, cell in zip(sheet.frame["_row"].tolist(), cells, strict=True):
            found: dict[str, str | None] = {}
            for text in cell:
                try:
                    dated = part_expiry(text)
                except BadValue as problem:
                    self._findings.set_aside(sheet.place(row, column), text, problem.text, scope="cell")
                    continue
                found[dated.name] = dated.until or found.get(dated.name)
            names.append(tuple(found))
            untils.append({name: until for name, until in found.items() if until})
        sheet.frame[column] = pd.Series(names, dtype=object)
        ids = self._resolver.resolve_all("Standard", (name for until in untils for name in until))
        return [{ids[name][0] or name: until for name, until in row.items()} for row in untils]

    def _add_link(self, sheet: Cleaned, link: Link) -> None:
        frame = sheet.frame
        if not link.many:
            frame[link.column] = pd.Series(
                [(v,) if v is not None else () for v in frame[link.column]], dtype=object
            )
        untils = self._expiries(sheet, link.column) if link.edge == "HOLDS" else []
        if link.place_kind:
            texts = frame[link.column].tolist()
            self._place_lists(sheet, link)
        else:
            texts = self._resolve_lists(sheet, link.column, link.target)
        edge = EDGES[link.edge]
        columns, said = self._linked(sheet, link, texts)
        part = pd.DataFrame({k: pd.Series(v, dtype=object) for k, v in columns.items()})
        part["_sheet"] = len(self._sheets) - 1
        if len(edge.sources) > 1:
            part["source_type"] = sheet.spec.type
        for column, value in link.values:
            part[column] = value
        if untils:
            until = dict(zip(frame["_row"].tolist(), untils, strict=True))
            pairs = zip(columns["_row"], columns["target"], strict=True)
            part["valid_until"] = pd.Series([until[row].get(target) for row, target in pairs], dtype=object)
        if any(said):
            for column in {"wording", "note"} & {p.name for p in edge.properties}:
                part[column] = pd.Series([()] * len(part), dtype=object)
            self._say_placed(part, said)
        self._parts[link.edge].append(part)

    def _linked(
        self, sheet: Cleaned, link: Link, texts: list[tuple[str, ...]]
    ) -> tuple[Columns, list[tuple[str, ...]]]:
        """The edges of a link as columns, and the words by which each was placed."""
        frame = sheet.frame
        columns: Columns = {k: [] for k in ("source", "target", "sources", "_row")}
        placed = self._resolver.placed if link.target == "Product" else {}
        said: list[tuple[str, ...]] = []
        for id, targets, sources, row, spelt in zip(
            frame["id"], frame[link.column], frame["_sources"], frame["_row"], texts, strict=True
        ):
            for target in targets:
                if target == id and sheet.spec.type == EDGES[link.edge].target:
                    self._findings.set_aside(sheet.place(row, link.column), target, _SELF, scope="cell")
                    continue
                for key, value in zip(columns, (id, target, sources, row), strict=True):
                    columns[key].append(value)
                said.append(tuple(t for t in spelt if t in placed and placed[t].product == target))
        return columns, said

    def _place_lists(self, sheet: Cleaned, link: Link) -> None:
        ids = []
        for cell, sources, row in zip(
            sheet.frame[link.column], sheet.frame["_sources"], sheet.frame["_row"], strict=True
        ):
            found = [self._resolver.place(t, link.place_kind or "", sources) for t in cell]
            for text in (t for t, id in zip(cell, found, strict=True) if id is None):
                listed = self._resolver.listed("Place", text)
                why = Text(
                    f"khớp nhiều địa điểm ({listed}); hãy ghi mã",
                    f"fits several places ({listed}); give the id",
                )
                self._findings.set_aside(sheet.place(row, link.column), text, why, scope="cell")
            ids.append(tuple(i for i in found if i is not None))
        sheet.frame[link.column] = pd.Series(ids, dtype=object)

    def frames(self, known: Tables) -> dict[str, pd.DataFrame]:
        """All rows per type; edges that would close a cycle or give a second parent are set aside."""
        for type, made in self._resolver.made.items():
            if made:
                rows = Tables({type: pd.DataFrame(list(made.values()), dtype=object)})[type]
                self._parts[type].append(rows)
        frames = {}
        for name, parts in self._parts.items():
            filled = [p for p in parts if len(p)]
            if filled:
                frame = pd.concat([_whole(name, p) for p in filled], ignore_index=True)
                edge = EDGES.get(name)
                if edge is not None and edge.acyclic:
                    frame = self._without_cycles(name, frame, known[name])
                frames[name] = frame
        return frames

    def _without_cycles(self, name: str, frame: pd.DataFrame, stored: pd.DataFrame) -> pd.DataFrame:
        pairs = list(zip(frame["source"], frame["target"], strict=True))
        graph = nx.DiGraph([*pairs, *zip(stored["source"], stored["target"], strict=True)])
        knot = {n: i for i, c in enumerate(nx.strongly_connected_components(graph)) if len(c) > 1 for n in c}
        bad = [a in knot and knot.get(a) == knot.get(b) for a, b in pairs]
        parents = {n: sorted(graph.successors(n)) for n in graph if graph.out_degree(n) > 1}
        for (a, b), at, row, cyclic in zip(pairs, frame["_sheet"], frame["_row"], bad, strict=True):
            sheet = self._sheets[at]
            column = next((link.column for link in sheet.spec.links if link.edge == name), None)
            place, scope = sheet.place(row, column), "cell" if column else "row"
            if cyclic:
                self._findings.set_aside(place, f"{a} → {b}", _CYCLE, scope=scope)
            elif name == "BROADER" and a in parents:
                listed = ", ".join(parents[a])
                why = Text(
                    f"thuộc nhiều nhóm ({listed}); chỉ được một",
                    f"in several groups ({listed}); only one is allowed",
                )
                self._findings.set_aside(place, f"{a} → {b}", why, scope=scope)
        if name == "BROADER":
            stored_pairs = set(zip(stored["source"], stored["target"], strict=True))
            bad = [b or (p[0] in parents and p not in stored_pairs) for b, p in zip(bad, pairs, strict=True)]
        return frame[[not b for b in bad]].reset_index(drop=True)


_SELF = Text("chỉ vào chính nó; hãy bỏ đi", "points to itself; leave it out")
_CYCLE = Text("tạo vòng lặp; hãy bỏ một dòng trong vòng", "closes a cycle; remove one row of it")


def _whole(name: str, part: pd.DataFrame) -> pd.DataFrame:
    """``part`` with all columns of its type, and where each row stands."""
    places = [c for c in ("_sheet", "_row") if c in part.columns]
    whole = Tables.of_clean({name: part.drop(columns=places)})[name]
    return whole.assign(**{c: part[c].to_numpy() for c in places})
