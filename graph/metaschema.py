"""What a declaration of the schema is made of, and its check of itself."""

from __future__ import annotations

from dataclasses import dataclass, field

from graph.errors import SchemaError
from graph.text import Text
from graph.values import Identifier, ListOf, ValueType, Words


@dataclass(frozen=True)
class Property:
    """One column: its name, type, label in both languages, and what it means."""

    name: str
    type: ValueType
    label: Text
    meaning: str
    required: bool = False


@dataclass(frozen=True)
class NodeType:
    """A kind of node, keyed by ``id``. ``search`` names the properties people search in."""

    name: str
    label: Text
    meaning: str
    properties: tuple[Property, ...]
    search: tuple[str, ...]

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that make a row unique."""
        return ("id",)


@dataclass(frozen=True)
class EdgeType:
    """A kind of edge from ``sources`` to ``target`` types, keyed by its ends or by ``id``."""

    name: str
    label: Text
    meaning: str
    sources: tuple[str, ...]
    target: str
    properties: tuple[Property, ...]
    acyclic: bool = False
    key: tuple[str, ...] = field(default=("source", "target"))


def prop(name: str, kind: ValueType, label: str, meaning: str, required: bool = False) -> Property:
    """A property; ``label`` is ``Vietnamese | English``."""
    vi, en = label.split(" | ")
    return Property(name, kind, Text(vi, en), meaning, required)


WORDS, LIST = Words(), ListOf(Words())
ID = prop("id", Identifier(), "Mã | Id", "the key, unique within its type", required=True)
# What every node and edge carries, whatever its type.
_COMMON = (
    prop("note", LIST, "Ghi chú | Note", "what a reader should know of this row"),
    prop("sources", LIST, "Nguồn | Sources", "who said so and where: source-id#file:row"),
    prop("disputed", LIST, "Khác nhau | Disputed", "what another source says instead: column=value [source]"),
)
_SOURCE = prop("source", Identifier(), "Từ | From", "id of the node the edge leaves", required=True)
_TARGET = prop("target", Identifier(), "Đến | To", "id of the node the edge enters", required=True)


def node_type(name: str, label: str, meaning: str, search: str, *properties: Property) -> NodeType:
    """A node type: an id, the given properties, and what every row carries."""
    vi, en = label.split(" | ")
    return NodeType(name, Text(vi, en), meaning, (ID, *properties, *_COMMON), tuple(search.split()))


def edge_type(
    name: str, ends: str, label: str, meaning: str, *properties: Property, acyclic: bool = False
) -> EdgeType:
    """An edge type; ``ends`` is ``From → To``, several possible types of From joined by a comma."""
    vi, en = label.split(" | ")
    left, target = ends.split(" → ")
    sources = tuple(left.split(","))
    several = (
        (prop("source_type", WORDS, "Loại | Type", "type of the source node", required=True),)
        if len(sources) > 1
        else ()
    )
    key: tuple[str, ...] = (*(p.name for p in several), "source", "target")
    if any(p.name == "id" for p in properties):
        key = ("id",)
    columns = (*several, _SOURCE, _TARGET, *properties, *_COMMON)
    return EdgeType(name, Text(vi, en), meaning, sources, target, columns, acyclic, key)


def check_schema(nodes: dict[str, NodeType], edges: dict[str, EdgeType]) -> None:
    """Raise ``SchemaError`` for a declaration that names what does not exist."""
    if both := sorted(set(nodes) & set(edges)):
        raise SchemaError(
            f"trùng tên giữa loại nút và loại cạnh: {both}",
            f"a node type and an edge type are both called {both}",
        )
    kinds: dict[str, NodeType | EdgeType] = {**nodes, **edges}
    for name, kind in kinds.items():
        columns = [p.name for p in kind.properties]
        wanted = kind.search if isinstance(kind, NodeType) else ()
        missing = [c for c in (*kind.key, *wanted) if c not in columns]
        if missing or len(set(columns)) != len(columns) or name != kind.name:
            raise SchemaError(
                f"loại {name}: cột thiếu hoặc lặp {missing}",
                f"type {name}: missing or doubled columns {missing}",
            )
        if not all((p.label.vi and p.label.en and p.meaning) for p in kind.properties):
            raise SchemaError(f"loại {name}: thiếu nhãn", f"type {name}: a property lacks a label or meaning")
    for edge in edges.values():
        unknown = [end for end in (*edge.sources, edge.target) if end not in nodes]
        if unknown:
            raise SchemaError(f"{edge.name}: đầu nối lạ {unknown}", f"{edge.name}: unknown ends {unknown}")
