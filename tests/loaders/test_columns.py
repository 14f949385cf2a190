"""The files of a dataset and their columns: each fits the schema, and each header is understood.

Every line of ``FILES`` comes under these tests without asking.
"""

from __future__ import annotations

import csv
import unicodedata

import pytest

from graph.schema import EDGES, NODES, TYPES
from graph.text import fold
from loaders.columns import FILES, HEADERS, header_key, match_file, spellings
from loaders.headers import match_headers
from loaders.report import Findings
from tests.loaders.test_shipped import CSVS

# The promise to users: file → columns, those marked * required.
PROMISED = {
    "enterprises": "id name* name_en aliases tax_code ownership country address ward park city province"
    " employees founded website products standards sources",
    "products": "id name_vi name_en synonyms broader input_of kind hs vsic",
    "capabilities": "enterprise* product* basis capacity unit moq lead_time_days sources",
    "needs": "enterprise* product* volume unit standards by_date sources",
    "certificates": "enterprise* standard* number issuer valid_until sources",
    "mous": "id buyer* supplier* signed_on stage products subject event sources",
    "programmes": "id name* number issuer issued_on",
    "support": "enterprise* programme* year",
    "places": "id name_vi name_en kind latitude longitude",
    "sources": "id title* publisher published_on url",
}
COLUMNS = [(file, column) for file, spec in FILES.items() for column in spec.columns()]


def _matched(file: str, header: list[str]) -> tuple[dict[str, int], Findings]:
    findings = Findings()
    return match_headers(FILES[file], header, f"{file}.csv", findings), findings


@pytest.mark.parametrize("file", PROMISED)
def test_every_promised_column_is_read(file: str) -> None:
    columns = PROMISED[file].split()
    found, findings = _matched(file, [c.rstrip("*") for c in columns])
    assert list(found) == [c.rstrip("*") for c in columns]
    assert findings.warnings == []
    assert set(FILES[file].needed()) == {c.rstrip("*") for c in columns if c.endswith("*")}


@pytest.mark.parametrize(("file", "column"), COLUMNS)
def test_a_column_is_a_property_an_end_or_a_link(file: str, column: str) -> None:
    spec = FILES[file]
    properties = {p.name for p in TYPES[spec.type].properties}
    assert column in properties | {name for name, _ in spec.ends} | {link.column for link in spec.links}


@pytest.mark.parametrize(("file", "column"), COLUMNS)
def test_a_header_in_either_language_is_that_column(file: str, column: str) -> None:
    """Its name and both labels, as people type them: capitals, no accents, NFD, a unit in brackets."""
    spec = FILES[file]
    labels = [p.label for p in TYPES[spec.type].properties if p.name == column]
    spellings = [column, *(text for label in labels for text in (label.vi, label.en))]
    if not labels:
        spellings += HEADERS[column][:1]
    for spelling in spellings:
        for typed in (spelling, spelling.upper(), fold(spelling), f" {spelling} (*)", f"{spelling}\u200b",
                      unicodedata.normalize("NFD", spelling), spelling.replace("_", " ")):  # fmt: skip
            others = [c for c in spec.needed() if c != column]
            found, findings = _matched(file, [typed, *others])
            assert found.get(column) == 0, f"{typed!r} is not read as {column}"
            assert findings.warnings == []


@pytest.mark.parametrize("file", FILES)
def test_two_columns_of_a_file_never_share_a_label(file: str) -> None:
    labels = [p.label for p in TYPES[FILES[file].type].properties if p.name in FILES[file].columns()]
    for texts in ([fold(label.vi) for label in labels], [fold(label.en) for label in labels]):
        assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("file", FILES)
def test_ends_references_and_links_fit_the_schema(file: str) -> None:
    spec = FILES[file]
    assert spec.type in TYPES
    assert spec.is_edge == bool(spec.ends)
    if spec.is_edge:
        (_, left), (_, right) = spec.ends
        assert left in EDGES[spec.type].sources
        assert right == EDGES[spec.type].target
    for column, type in spec.refs:
        assert spec.columns()[column].kind == "list"
        assert type in NODES
    for link in spec.links:
        edge = EDGES[link.edge]
        assert spec.type in edge.sources
        assert link.target == edge.target
        assert {column for column, _ in link.values} <= {p.name for p in edge.properties}
    for column, value in spec.defaults:
        assert spec.columns()[column].clean(value) == value
    assert set(spec.needed()) <= set(spec.columns())


@pytest.mark.parametrize("file", FILES)
def test_a_file_is_known_by_its_name_in_either_language(file: str) -> None:
    assert match_file(file) == file
    for label in FILES[file].labels:
        for typed in (label, label.capitalize(), label.upper(), fold(label), label.replace(" ", "_"),
                      unicodedata.normalize("NFD", label)):  # fmt: skip
            assert match_file(typed) == file


@pytest.mark.parametrize("stem", ["", "giá thép", "enterprises2", "prices", "Sheet1"])
def test_another_name_is_no_file_of_a_dataset(stem: str) -> None:
    assert match_file(stem) is None


def test_every_edge_and_node_type_can_come_from_a_file() -> None:
    reached = {spec.type for spec in FILES.values()} | {k.edge for s in FILES.values() for k in s.links}
    assert reached == set(TYPES) - {"Decision"}  # that is a person's, made with a command


@pytest.mark.parametrize("path", CSVS, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_the_shipped_files_use_known_columns_only(path) -> None:  # type: ignore[no-untyped-def]
    with path.open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    assert set(header) <= set(FILES[path.stem].columns())


@pytest.mark.parametrize(
    ("kind", "header", "column"),
    [
        ("enterprises", "Tên DN", "name"),
        ("enterprises", "SP chính", "products"),
        ("enterprises", "Số LĐ", "employees"),
        ("enterprises", "ĐC", "address"),
        ("mous", "NCC", "supplier"),
        ("needs", "Tên SP", "product"),
    ],
)
def test_headers_that_offices_shorten(kind: str, header: str, column: str) -> None:
    assert spellings(kind)[header_key(header)] == {column}
