"""Small graphs written as lines of text, for the tests of ``queries``."""

from __future__ import annotations

import datetime
import shlex
from collections import defaultdict
from typing import Any

import pandas as pd

from graph import Tables
from graph.schema import TYPES
from queries import Matchmaker

ON = datetime.date(2026, 6, 1)

_NODES = {
    "firm": "Enterprise",
    "product": "Product",
    "standard": "Standard",
    "place": "Place",
    "programme": "Programme",
}
# Verb → edge type, types of its ends, properties that the verb itself says.
_VERBS: dict[str, tuple[str, str, str, dict[str, str]]] = {
    "makes": ("MAKES", "Enterprise", "Product", {"basis": "stated"}),
    "hints": ("MAKES", "Enterprise", "Product", {"basis": "inferred"}),
    "needs": ("NEEDS", "Enterprise", "Product", {"basis": "stated"}),
    "wants": ("NEEDS", "Enterprise", "Product", {"basis": "inferred"}),
    "is": ("BROADER", "Product", "Product", {}),
    "into": ("INPUT_OF", "Product", "Product", {}),
    "signed": ("SIGNED_MOU", "Enterprise", "Enterprise", {}),
    "holds": ("HOLDS", "Enterprise", "Standard", {}),
    "at": ("LOCATED_IN", "Enterprise", "Place", {"source_type": "Enterprise"}),
    "within": ("LOCATED_IN", "Place", "Place", {"source_type": "Place"}),
    "joined": ("SUPPORTED_BY", "Enterprise", "Programme", {}),
}
_DEFAULTS: dict[str, dict[str, str]] = {"Enterprise": {"ownership": "domestic"}, "Place": {"kind": "park"}}


def world(*texts: str) -> Tables:
    """Tables from lines ``firm b ownership=fdi`` or ``b makes washer capacity=5``.

    Nodes that only stand at an end of an edge are made too: firms are domestic,
    places are parks, names are ids. Every row cites its line of the source ``s``.
    """
    rows: dict[str, dict[Any, dict[str, Any]]] = defaultdict(dict)
    lines = [line.strip() for text in texts for line in text.splitlines()]
    for number, line in enumerate(lines, start=1):
        first, second, *rest = shlex.split(line, comments=True) or ["", ""]
        sources = (f"s#lines:{number}",)
        if first in _NODES:
            _node(rows, _NODES[first], second, sources, _known(_NODES[first], rest))
        elif first:
            _edge(rows, [first, second, *rest], sources)
    rows["Source"]["s"] = {"id": "s", "title": "Dòng chữ", "published_on": "2025-03"}
    return Tables({name: pd.DataFrame(list(given.values())) for name, given in rows.items()})


def _edge(rows: dict[str, dict[Any, dict[str, Any]]], parts: list[str], sources: tuple[str, ...]) -> None:
    source, verb, target, *rest = parts
    name, left, right, said = _VERBS[verb]
    for type, id in ((left, source), (right, target)):
        _node(rows, type, id, sources, {})
    edge = {"source": source, "target": target, "sources": sources, **said, **_known(name, rest)}
    if name == "SIGNED_MOU":
        edge.setdefault("id", f"mou-{sources[0].rpartition(':')[2]}")
    rows[name][tuple(str(edge.get(c)) for c in TYPES[name].key)] = edge


def _node(
    rows: dict[str, dict[Any, dict[str, Any]]],
    type: str,
    id: str,
    sources: tuple[str, ...],
    known: dict[str, Any],
) -> None:
    default = {"id": id, "sources": sources, **_DEFAULTS.get(type, {})}
    default["name_vi" if type in ("Product", "Place") else "name"] = id
    rows[type][id] = {**default, **rows[type].get(id, {}), **known}


def _known(type: str, words: list[str]) -> dict[str, Any]:
    kinds = {p.name: p.type.kind for p in TYPES[type].properties}
    known: dict[str, Any] = {}
    for word in words:
        name, _, value = word.partition("=")
        number = kinds[name] in ("integer", "real")
        many = kinds[name] == "list"
        known[name] = float(value) if number else tuple(value.split("|")) if many else value
    return known


def maker(*texts: str) -> Matchmaker:
    """A matchmaker over ``world(*texts)`` on a fixed day."""
    return Matchmaker(world(*texts), on=ON)
