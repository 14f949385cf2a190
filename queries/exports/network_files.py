"""The graph as a file for Gephi and other tools: GraphML and GEXF."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from typing import Any

import networkx as nx

from graph.schema import EDGES
from graph.text import Lang

BETWEEN = " | "  # between the items of a list: the formats have none
# What XML 1.0 cannot hold, not even escaped.
_NOT_XML = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]")
# Both formats give these names a meaning of their own.
RENAMED = {"id": "code", "type": "kind_of"}


def _graphml(graph: nx.MultiDiGraph, file: io.BytesIO) -> None:
    nx.write_graphml_xml(graph, file)


def _gexf(graph: nx.MultiDiGraph, file: io.BytesIO) -> None:
    nx.write_gexf(graph, file)


# A line is a format; its name is the ending of its files.
NETWORK_FORMS: dict[str, Callable[[nx.MultiDiGraph, io.BytesIO], None]] = {"graphml": _graphml, "gexf": _gexf}


def network_bytes(graph: nx.MultiDiGraph, form: str, lang: Lang = "vi") -> bytes:
    """``graph`` (as ``graph.to_networkx`` makes it) as a file of one of ``NETWORK_FORMS``.

    Numbers stay numbers, labels are names and relations in words of ``lang``; a
    list is one text with ``BETWEEN`` between its items; what is unknown is left out.
    """
    file = io.BytesIO()
    NETWORK_FORMS[form](plain_graph(graph, lang), file)
    return file.getvalue()


def plain_graph(graph: nx.MultiDiGraph, lang: Lang = "vi") -> nx.MultiDiGraph:
    """``graph`` as both formats can hold it: plain values, edges keyed ``0``, ``1``, ….

    ``id`` is called ``code`` and ``type`` ``kind_of``: the formats use those names themselves.
    """
    plain = nx.MultiDiGraph()
    for node, given in graph.nodes(data=True):
        said = _plain(given)
        if lang == "en":
            said["label"] = said.get("name_en", said["label"])
        plain.add_node(_text(node), **said)
    for number, (left, right, given) in enumerate(graph.edges(data=True)):
        label = EDGES[given["type"]].label.say(lang)
        plain.add_edge(_text(left), _text(right), key=str(number), label=label, **_plain(given))
    return plain


def _plain(given: Mapping[str, Any]) -> dict[str, Any]:
    return {RENAMED.get(name, name): _value(value) for name, value in given.items() if value is not None}


def _value(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return BETWEEN.join(_text(str(item)) for item in value)
    return _text(value) if isinstance(value, str) else value


def _text(text: str) -> str:
    return _NOT_XML.sub("�", text)
