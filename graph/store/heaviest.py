"""A question to a store: which nodes stand at the other end of many, or weighty, edges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.errors import SchemaError
from graph.schema import EDGES, EdgeType, NodeType, declared

ENDS = ("source", "target")
COLUMNS = ["id", "weight", "edges"]  # of the answer


def kind_of(type: NodeType | EdgeType, column: str) -> str:
    """Whether a column holds ``text`` or a ``list``; raises ``SchemaError`` for any other."""
    kinds = {p.name: p.type.kind for p in type.properties}
    if kinds.get(column) not in ("text", "list"):
        known = ", ".join(c for c, kind in kinds.items() if kind in ("text", "list"))
        raise SchemaError(
            f"{type.name} không có cột chữ {column!r}; có: {known}",
            f"{type.name} has no column of texts {column!r}; there are: {known}",
        )
    return kinds[column]


@dataclass(frozen=True, slots=True)
class Heaviest:
    """Which nodes stand at the ``end`` (``source`` or ``target``) of edges of a type that have given
    ``weights``: by ``column``, an end or a list of ids of the edge, as id → weight (above 0).

    The weights of all edges of a node are added up; an edge whose basis is ``inferred`` counts
    ``inferred`` times. ``having`` admits only nodes with one of these values (``None``: unknown) in a
    text column. At most ``limit`` nodes.

    >>> Heaviest("MAKES", "target", {"counterweight": 1.0}, "source", limit=10).end_type
    'Enterprise'
    """

    type: str
    column: str
    weights: Mapping[str, float]
    end: str
    limit: int
    inferred: float = 1.0
    having: tuple[str, Sequence[str | None]] | None = None

    def __post_init__(self) -> None:
        edge = declared(self.type)
        if not isinstance(edge, EdgeType) or len(edge.sources) > 1:
            raise SchemaError(
                f"{self.type} không phải loại cạnh giữa hai loại nút",
                f"{self.type} is no edge type between two types of nodes",
            )
        if self.end not in ENDS or (self.column not in ENDS and kind_of(edge, self.column) != "list"):
            raise SchemaError(
                f"{self.type}: {self.column} → {self.end}: cần source, target hay một cột danh sách",
                f"{self.type}: {self.column} → {self.end}: give source, target or a list column",
            )
        if self.having is not None and kind_of(declared(self.end_type), self.having[0]) != "text":
            raise SchemaError(
                f"{self.end_type}.{self.having[0]} không phải cột văn bản",
                f"{self.end_type}.{self.having[0]} is no text column",
            )

    @property
    def edge(self) -> EdgeType:
        """The declaration of the edge type."""
        return EDGES[self.type]

    @property
    def end_type(self) -> str:
        """The type of the nodes that are asked for."""
        return self._type_of(self.end)

    @property
    def known_type(self) -> str:
        """The type of the nodes that have weights, where they are ends of the edges."""
        return self._type_of(self.column)

    def _type_of(self, end: str) -> str:
        return self.edge.target if end == "target" else self.edge.sources[0]
