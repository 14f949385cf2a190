"""Small builders that keep the tests of ``graph`` short."""

from __future__ import annotations

from functools import cache
from typing import Any

import pandas as pd

from graph import Tables
from graph.metaschema import Property
from graph.schema import EDGES, NODES, TYPES
from graph.values import Choice, Code, Date, Integer, ListOf, Number, TaxCode, ValueType

TAX_CODES = ("0100109106", "0100109106001", "0101248141", "0100233488")


def tables(**rows: list[dict[str, Any]]) -> Tables:
    """Tables from rows written as dicts; what is not given is unknown."""
    return Tables({name: pd.DataFrame(given) for name, given in rows.items()})


def firm(id: str, name: str | None = None, **known: Any) -> dict[str, Any]:
    """A row of Enterprise."""
    return {"id": id, "name": name or f"Công ty {id}", **known}


def firms(*ids: str) -> Tables:
    """Enterprises of which nothing but a name is known."""
    return tables(Enterprise=[firm(id) for id in ids])


def row(store_tables: Tables, type: str, id: str) -> dict[str, Any]:
    """The known values of the one row with this id."""
    columns = [p.name for p in TYPES[type].properties]
    (found,) = [r for r in store_tables.records(type) if r[columns.index("id")] == id]
    return {c: v for c, v in zip(columns, found, strict=True) if v is not None and v != ()}


def ids(store_tables: Tables, type: str) -> list[str]:
    """The ids of a node type, in the order of the table."""
    return store_tables[type]["id"].tolist()


def ends(store_tables: Tables, type: str) -> list[tuple[str, str]]:
    """Source and target of the edges of a type, in the order of the table."""
    frame = store_tables[type]
    return list(zip(frame["source"], frame["target"], strict=True))


@cache
def filled(copies: int = 2) -> Tables:
    """Tables of every type with every column of every row known, derived from the schema."""
    frames = {name: [_filled_row(name, i) for i in range(copies)] for name in TYPES}
    return tables(**frames)


def _filled_row(name: str, i: int) -> dict[str, Any]:
    cells = {p.name: _value(p, i) for p in TYPES[name].properties}
    if name in NODES:
        return cells | {"id": f"{name.lower()}-{i}"}
    edge = EDGES[name]
    left = edge.sources[i % len(edge.sources)]
    given = {"source": f"{left.lower()}-{i}", "target": f"{edge.target.lower()}-{1 - i % 2}"}
    return cells | given | ({"source_type": left} if len(edge.sources) > 1 else {})


def _value(prop: Property, i: int) -> Any:
    return _of_type(prop.type, f"{prop.name} số {i}", i)


def _of_type(kind: ValueType, text: str, i: int) -> Any:
    match kind:
        case ListOf():
            return tuple(sorted(_of_type(kind.item, f"{text}.{j}", 2 * i + j) for j in (0, 1)))
        case Choice():
            return kind.values[i % len(kind.values)]
        case TaxCode():
            return TAX_CODES[i]
        case Date():
            return ("2025", "2025-04", "2025-04-18", "1994")[i]
        case Code():
            return str(10 ** (kind.lengths[-1] - 1) + i)
        case Integer():
            return 7 + i
        case Number():
            return 20.5 + i
    return text


# A graph small enough to work out every answer by hand:
#
#   lg ──SIGNED_MOU──▶ bt ──MAKES──▶ mould ──BROADER──▶ tooling
#   lg ──LOCATED_IN──▶ td ──LOCATED_IN──▶ hp ◀──LOCATED_IN── vl      (td, hp are places)
#   a firm and a place share the id "td"; the firm td makes the tooling and lies in "vn"
@cache
def small() -> Tables:
    """The graph drawn above."""
    return tables(
        Enterprise=[
            firm("lg", "LG Electronics", ownership="fdi"),
            firm("bt", "Công ty TNHH Bảo Tiên"),
            firm("vl", "Công ty CP Vân Long"),
            firm("td", "Công ty Tràng Duệ"),
        ],
        Product=[{"id": "mould", "name_vi": "khuôn"}, {"id": "tooling", "name_vi": "dụng cụ"}],
        Place=[
            {"id": "td", "name_vi": "KCN Tràng Duệ"},
            {"id": "hp", "name_vi": "Hải Phòng"},
            {"id": "vn", "name_vi": "Việt Nam"},
        ],
        SIGNED_MOU=[{"id": "m1", "source": "lg", "target": "bt"}],
        MAKES=[{"source": "bt", "target": "mould"}, {"source": "td", "target": "tooling"}],
        BROADER=[{"source": "mould", "target": "tooling"}],
        LOCATED_IN=[
            {"source_type": "Enterprise", "source": "lg", "target": "td"},
            {"source_type": "Place", "source": "td", "target": "hp"},
            {"source_type": "Enterprise", "source": "td", "target": "vn"},
            {"source_type": "Enterprise", "source": "vl", "target": "hp"},
        ],
    )


SEARCHABLE = tables(
    Enterprise=[
        firm("hp", "Công ty CP Hòa Phát", tax_code="0900189284"),
        firm("dd", "Công ty TNHH Đúc Đồng Tiến", aliases=("DDT Casting", "Đồng Tiến")),
        firm("dt", "Công ty TNHH Đồng Tâm", name_en="Dong Tam Co., Ltd."),
        firm("ev", "Công ty \"Ngoặc\" OR * NEAR( ) -- 'x'"),
        firm("kr", "삼성전기 베트남"),
        firm("sr", "서산산업"),
        firm("th", "บริษัท กำลังไทย"),
    ],
    Product=[{"id": "p1", "name_vi": "khuôn ép nhựa", "synonyms": ("plastic mould",), "hs": ("8480",)}],
    Standard=[{"id": "iso-9001", "name": "ISO 9001"}],
    Place=[{"id": "td", "name_vi": "KCN Tràng Duệ", "aliases": ("An Dương",)}],
)
