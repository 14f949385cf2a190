"""What a page knows: nodes, edges, facts and sources as plain JSON values.

Nodes, edges and sources are numbered; no text of the data ever becomes a key.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping
from typing import Any

import networkx as nx
import pandas as pd

from graph.names import parse_name
from graph.schema import NODES, TYPES, Property
from graph.text import Text, fold
from graph.values import Choice, Date, Number, Reference
from queries.facts import Fact
from queries.pages.citations import Citations
from queries.pages.facets import FACETS, Facets
from queries.pages.style import INFERRED_DASHES, LINES, MARKS, mark_of
from queries.pages.words import ENGLISH_CHOICES, WORDS, counted

_APART = {"source", "target", "source_type", "sources", "disputed"}  # shown in places of their own
_ALWAYS = {"Enterprise": ("ownership", "tax_code")}  # shown as "not known" when missing
_REFERS = {"products": "Product", "standards": "Standard"}  # lists of ids on edges
_DISPUTED = re.compile(r"(\w+)=(.*) \[([^\[\]]*)\]", re.DOTALL)
_SHORT = 27

Pair = list[str]


class Payload:
    """The data of one page, from the part of the graph that it shows and the table of sources.

    ``facets`` tell the industries, parks and certificates of the firms shown
    (from this part alone by default); ``links`` has the addresses of other pages, by node.
    """

    def __init__(
        self,
        graph: nx.MultiDiGraph,
        sources: pd.DataFrame,
        *,
        facets: Facets | None = None,
        links: Mapping[str, str] | None = None,
    ) -> None:
        self.nodes: list[Hashable] = sorted(graph)
        self.index = {node: i for i, node in enumerate(self.nodes)}
        self.edges: list[tuple[Hashable, Hashable, Hashable]] = sorted(graph.edges(keys=True))
        self.edge_index = {edge: i for i, edge in enumerate(self.edges)}
        self._graph = graph
        self.facets = Facets(graph) if facets is None else facets
        self._links = links or {}
        self._citations = Citations(sources)
        self._columns = {name: [p.name for p in kind.properties] for name, kind in TYPES.items()}

    def data(self) -> dict[str, Any]:
        """Everything, ready for JSON."""
        nodes = [self._node(n, self._graph.nodes[n]) for n in self.nodes]
        facets = self._choices(nodes)
        edges = [
            self._edge(left, right, self._graph.edges[left, right, key]) for left, right, key in self.edges
        ]
        return {
            "types": {name: self._type(name) for name in TYPES},
            "marks": [
                {"label": _pair(m.label), "colour": m.colour, "shape": m.shape, "hollow": m.hollow}
                for m in MARKS.values()
            ],
            "inferred": list(INFERRED_DASHES),
            "lines": [
                {
                    "type": line.type,
                    "label": _pair(line.label),
                    "back": _pair(line.back),
                    "colour": line.colour,
                    "width": line.width,
                    "opacity": line.opacity,
                    "dashes": list(line.dashes),
                }
                for line in LINES.values()
            ],
            "nodes": nodes,
            "edges": edges,
            "facets": facets,
            "sources": self._citations.rows(),
        }

    def evidence(self, fact: Fact) -> dict[str, int] | None:
        """A fact as the edge or the node of this page that says it."""
        if fact.source == fact.target and fact.source in self.index:
            return {"node": self.index[fact.source]}
        edge = edge_of(self._graph, fact)
        return None if edge is None else {"edge": self.edge_index[edge]}

    def evidences(self, facts: Iterable[Fact]) -> list[dict[str, int]]:
        """Facts as edges and nodes of this page, each once; what the page lacks is left out."""
        found = [said for fact in facts if (said := self.evidence(fact)) is not None]
        return [dict(pair) for pair in dict.fromkeys(tuple(said.items()) for said in found)]

    def label(self, key: str) -> Pair:
        """What people call a node of the whole graph."""
        return _pair(label_of(self.facets.graph.nodes[key]))

    def _choices(self, nodes: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """What firms can be filtered by; each firm gets the numbers of its choices."""
        shown = {key: self.facets.of[key] for key in self.nodes if key in self.facets.of}
        facets = []
        for at, (facet, label) in enumerate(FACETS.items()):
            keys = sorted({k for by in shown.values() for k in by.get(facet, ())})
            number = {key: i for i, key in enumerate(keys)}
            for firm, by in shown.items():
                if facet in by:
                    nodes[self.index[firm]].setdefault("in", {})[at] = [number[k] for k in by[facet]]
            labels = [self.label(key) for key in keys]
            facets.append({"key": facet, "label": _pair(label), "choices": labels})
        return facets

    def _type(self, name: str) -> dict[str, Any]:
        kind = TYPES[name]
        return {
            "label": _pair(kind.label),
            "always": [self._columns[name].index(p) for p in _ALWAYS.get(name, ())],
            "columns": [_column(p) for p in kind.properties],
        }

    def _node(self, key: Hashable, row: Mapping[str, Any]) -> dict[str, Any]:
        name, mark = str(row["type"]), mark_of(row)
        label = label_of(row)
        link = {"link": self._links[str(key)]} if str(key) in self._links else {}
        found = [label.vi, label.en, *(row.get(c) for c in (*NODES[name].search, "id"))]
        return {
            "type": name,
            "mark": list(MARKS).index(mark.key),
            "label": _pair(label),
            "short": [_short(label.vi), _short(label.en)],
            "found": fold("\n".join(dict.fromkeys(t for value in found for t in _texts(value)))),
            **link,
            **self._said(name, row),
        }

    def _edge(self, source: Hashable, target: Hashable, row: Mapping[str, Any]) -> dict[str, Any]:
        name = str(row["type"])
        inferred = {"inferred": 1} if row.get("basis") == "inferred" else {}
        return {
            "line": list(LINES).index(name),
            "ends": [self.index[source], self.index[target]],
            **inferred,
            **self._said(name, row),
        }

    def _said(self, name: str, row: Mapping[str, Any]) -> dict[str, Any]:
        """Facts, references and disagreements of a row; what is empty is left out."""
        facts = [
            [i, self._value(column, row[column])]
            for i, column in enumerate(self._columns[name])
            if column in row and column not in _APART
        ]
        refs = [self._citations.refer(text) for text in _texts(row.get("sources"))]
        disputed = [self._disputed(name, text) for text in _texts(row.get("disputed"))]
        said = {"facts": facts, "refs": refs, "disputed": disputed}
        return {key: value for key, value in said.items() if value}

    def _value(self, column: str, value: Any) -> Any:
        """Texts, lists of texts, numbers; an id of a node in the page becomes ``{"node": n}``."""
        if column in _REFERS:
            keys = [(f"{_REFERS[column]}:{id}", id) for id in _texts(value)]
            return [{"node": self.index[key]} if key in self.index else id for key, id in keys]
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return value if abs(value) < 2**53 else str(value)  # beyond, and NaN: not exact in a browser
        texts = _texts(value)
        return texts if isinstance(value, (tuple, list)) else "".join(texts)

    def _disputed(self, name: str, text: str) -> list[Any]:
        """Column (or -1), what the other source says, and which (or -1)."""
        match = _DISPUTED.fullmatch(text)
        if match is None or match[1] not in self._columns[name]:
            return [-1, text, -1]
        source = Reference.parse(match[3]).source
        return [self._columns[name].index(match[1]), match[2], self._citations.source(source)]


def counts(graph: nx.MultiDiGraph) -> Text:
    """How many things of each type the graph holds, in one line."""
    present = [str(kind) for _, kind in graph.nodes(data="type")]
    parts = [counted(n, NODES[n].label, present.count(n)) for n in NODES if n in present]
    relations = graph.number_of_edges()
    number = Text(f"{relations:,}".replace(",", "."), f"{relations:,}")
    edges = Text(WORDS["edges"].vi.format(n=number.vi), WORDS["edges"].en.format(n=number.en))
    return Text.join([*parts, edges], " · ")


def _column(prop: Property) -> dict[str, Any]:
    column: dict[str, Any] = {"name": prop.name, "label": _pair(prop.label)}
    if isinstance(prop.type, Choice):
        column["choices"] = {value: [vi, english(value)] for value, vi in prop.type.choices}
    if isinstance(prop.type, Date):
        column["date"] = 1
    if isinstance(prop.type, Number):
        column["number"] = 1
    return column


def english(choice: str) -> str:
    """The English word for a stored choice.

    >>> english("joint_venture")
    'joint venture'
    """
    return ENGLISH_CHOICES.get(choice, choice.replace("_", " "))


def label_of(row: Mapping[str, Any]) -> Text:
    """What people call a node of the view, in both languages."""
    vietnamese = str(row.get("label") or row.get("id") or "?")
    return Text(vietnamese, str(row.get("name_en") or vietnamese))


def _short(label: str) -> str:
    """The label without its legal form, cut to what a picture can hold.

    >>> _short("Công ty TNHH Công nghiệp Bảo Tiên")
    'Công nghiệp Bảo Tiên'
    """
    core = parse_name(label).core
    start = label.lower().find(core)
    if start >= 0 and len(label) == len(label.lower()):
        label = label[start : start + len(core)]
    return label if len(label) <= _SHORT else label[: _SHORT - 1].rstrip() + "…"


def _texts(value: Any) -> list[str]:
    if value is None:
        return []
    return [str(v) for v in value] if isinstance(value, (tuple, list)) else [str(value)]


def _pair(text: Text) -> Pair:
    return [text.vi, text.en]


def edge_of(graph: nx.MultiDiGraph, fact: Fact) -> tuple[Hashable, Hashable, Hashable] | None:
    """The edge of the view that a fact of the index is; ``None`` when the graph lacks it."""
    for key, row in (graph.get_edge_data(fact.source, fact.target) or {}).items():
        if row["type"] == fact.type and (
            fact.type != "SIGNED_MOU" or tuple(row.get("sources", ())) == fact.sources
        ):
            return fact.source, fact.target, key
    return None
