"""The schema as Markdown tables, for the README."""

from __future__ import annotations

from graph.schema import EDGES, NODES, EdgeType, NodeType
from graph.values import Choice

_ENDS = {"source", "target", "source_type"}


def schema_tables() -> str:
    """Two Markdown tables: node types and edge types with their properties.

    Required properties carry a ``*``, fixed words stand in brackets.
    """
    nodes = [f"| {n.name} | {n.label.vi} | {n.meaning} | {_properties(n)} |" for n in NODES.values()]
    edges = [
        f"| {e.name} | {'/'.join(e.sources)} → {e.target} | {e.meaning} | {_properties(e)} |"
        for e in EDGES.values()
    ]
    return "\n".join(
        [
            "| node | tiếng Việt | what it is | properties |",
            "|---|---|---|---|",
            *nodes,
            "",
            "| edge | from → to | what it says | properties |",
            "|---|---|---|---|",
            *edges,
        ]
    )


def _properties(kind: NodeType | EdgeType) -> str:
    shown = []
    for prop in kind.properties:
        if prop.name in _ENDS:
            continue
        words = f" ({'/'.join(prop.type.values)})" if isinstance(prop.type, Choice) else ""
        shown.append(prop.name + ("*" if prop.required else "") + words)
    return ", ".join(shown)
