"""How the graph looks: one mark per kind of node, one line per type of edge.

Colours are middle tones that stand out from white and from near-black alike;
no two marks differ by colour only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.schema import EDGES, NODES, PRODUCT_KIND
from graph.text import Text


@dataclass(frozen=True)
class Mark:
    """The look of one kind of node; ``hollow`` draws the outline only."""

    key: str
    label: Text
    colour: str
    shape: str
    size: int
    hollow: bool = False


@dataclass(frozen=True)
class Line:
    """The look of one type of edge; ``back`` reads it from its target; ``pull`` is for the layout."""

    type: str
    label: Text
    back: Text
    colour: str
    width: float
    opacity: float
    dashes: tuple[int, ...] = ()
    pull: float = 1.0


def _product(kind: str, vi: str, en: str, colour: str, shape: str) -> Mark:
    assert kind in PRODUCT_KIND.values
    return Mark(f"Product.{kind}", Text(vi, en), colour, shape, 19)


MARKS: dict[str, Mark] = {
    mark.key: mark
    for mark in (
        Mark("Enterprise.fdi", Text("Doanh nghiệp FDI", "Foreign-owned (FDI)"), "#2f74e0", "square", 31),
        Mark("Enterprise.domestic", Text("Doanh nghiệp trong nước", "Domestic"), "#e0531f", "dot", 31),
        Mark("Enterprise.joint_venture", Text("Liên doanh", "Joint venture"), "#a855f7", "diamond", 34),
        Mark(
            "Enterprise.unknown",
            Text("Doanh nghiệp chưa rõ sở hữu", "Enterprise, ownership not known"),
            "#7a8699",
            "dot",
            28,
            hollow=True,
        ),
        _product("product", "Sản phẩm", "Product", "#17967f", "triangle"),
        _product("process", "Công đoạn", "Process", "#0e9bb8", "triangleDown"),
        _product("material", "Vật liệu", "Material", "#8a8f1d", "diamond"),
        _product("service", "Dịch vụ", "Service", "#5f7df2", "hexagon"),
        Mark("Place", NODES["Place"].label, "#77808c", "hexagon", 28),
        Mark("Standard", NODES["Standard"].label, "#c98a0a", "star", 26),
        Mark("Programme", NODES["Programme"].label, "#db4b9b", "star", 26),
        Mark("Source", NODES["Source"].label, "#8d7f74", "square", 14),
        Mark("Decision", NODES["Decision"].label, "#5d6b58", "square", 14),
    )
}

LINES: dict[str, Line] = {
    line.type: line
    for line in (
        Line(
            "SIGNED_MOU",
            EDGES["SIGNED_MOU"].label,
            Text("được bên mua này ký ghi nhớ", "MOU signed by buyer"),
            "#dc2f55",
            5.5,
            1.0,
            pull=1.6,
        ),
        Line("MAKES", EDGES["MAKES"].label, Text("nơi sản xuất", "made by"), "#e0713f", 3, 0.75),
        Line("NEEDS", EDGES["NEEDS"].label, Text("bên cần mua", "needed by"), "#2f74e0", 3.5, 0.9),
        Line(
            "INPUT_OF",
            EDGES["INPUT_OF"].label,
            Text("cần đầu vào", "takes as input"),
            "#8f6fd8",
            1.5,
            0.13,
            pull=0.0,
        ),
        Line("BROADER", EDGES["BROADER"].label, Text("gồm có", "includes"), "#2fa58e", 1.5, 0.4),
        Line("HOLDS", EDGES["HOLDS"].label, Text("bên được cấp", "held by"), "#c98a0a", 2.5, 0.75),
        Line(
            "LOCATED_IN",
            EDGES["LOCATED_IN"].label,
            Text("nơi này có", "here are"),
            "#8a94a3",
            2,
            0.5,
            (2, 7),
            pull=0.7,
        ),
        Line(
            "SUPPORTED_BY",
            EDGES["SUPPORTED_BY"].label,
            Text("đã hỗ trợ", "supports"),
            "#db4b9b",
            2.5,
            0.75,
            (14, 5, 3, 5),
        ),
    )
}

INFERRED_DASHES = (9, 7)


def mark_of(attributes: Mapping[str, Any]) -> Mark:
    """The mark of a node of the view; a kind that no table gives has the plainest mark of its type."""
    kind = str(attributes.get("type"))
    if kind == "Enterprise":
        return MARKS.get(f"Enterprise.{attributes.get('ownership')}", MARKS["Enterprise.unknown"])
    if kind == "Product":
        return MARKS.get(f"Product.{attributes.get('kind')}", MARKS["Product.product"])
    return MARKS[kind]
