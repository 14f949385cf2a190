"""Finding a node by what people call it."""

from __future__ import annotations

import pandas as pd
import pytest

from graph import Ambiguous, NotFound
from graph.directory import Directory
from graph.schema import NODES
from tests.graph.build import firm, tables

FIRMS = [
    firm("bt", "Công ty TNHH Công nghiệp Bảo Tiên", name_en="Bao Tien Industry Co., Ltd.", aliases=("BTI",)),
    firm("hl", "Công ty TNHH Hoàng Long", tax_code="0100109106"),
    firm("hl2", "Công ty TNHH Hoàng Long 2"),
    firm("hlc", "Công ty CP Hoàng Long"),
    firm("sm", "Công ty TNHH Sao Mai"),
    firm("smm", "Công ty TNHH Sáo Mái"),
    firm("null", "Công ty NULL"),
]


@pytest.fixture(scope="module")
def directory() -> Directory:
    made = Directory("Enterprise")
    made.add(tables(Enterprise=FIRMS)["Enterprise"])
    return made


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("bt", "bt"),
        ("Công ty TNHH Công nghiệp Bảo Tiên", "bt"),
        ("công nghiệp bảo tiên", "bt"),
        ("cong nghiep bao tien", "bt"),
        ("Bao Tien Industry Company Limited", "bt"),
        ("Bảo Tiên", "bt"),
        ("bao ti", "bt"),
        ("BTI", "bt"),
        ("0100109106", "hl"),
        ("0100 109 106", "hl"),
        ("Cty TNHH Hoàng Long", "hl"),
        ("CTCP Hoàng Long", "hlc"),
        ("Hoàng Long 2", "hl2"),
        ("Sao Mai", "sm"),
        ("Sáo Mái", "smm"),
        ("mai", "sm"),
        ("NULL", "null"),
    ],
)
def test_one_firm_is_found(directory: Directory, text: str, id: str):
    assert directory.find(text) == id


@pytest.mark.parametrize(
    ("text", "ids"),
    [("Hoàng Long", {"hl", "hlc"}), ("hoang", {"hl", "hl2", "hlc"})],
)
def test_a_name_that_fits_several_lists_them(directory: Directory, text: str, ids: set[str]):
    with pytest.raises(Ambiguous) as error:
        directory.find(text)
    assert f"fits {len(ids)} of type Enterprise" in error.value.text.en
    assert all(f"({id})" in error.value.text.en and f"({id})" in error.value.text.vi for id in ids)
    assert "give an id or the full name" in error.value.text.en


def test_a_name_that_fits_none_lists_the_nearest(directory: Directory):
    with pytest.raises(NotFound, match=r"no enterprise called 'Bảo Tiện Đông'; nearest: .*\(bt\)"):
        directory.find("Bảo Tiện Đông")


@pytest.mark.parametrize("text", ["", "   ", "🏭", "qqqqqq", "'; DROP TABLE x"])
def test_nothing_is_found_for_nothing(directory: Directory, text: str):
    with pytest.raises(NotFound, match="no enterprise called"):
        directory.find(text)


@pytest.mark.parametrize(
    ("text", "ids", "unsure"),
    [
        ("hl", {"hl"}, None),
        ("0100109106", {"hl"}, None),
        ("Cty TNHH Sao Mai", {"sm"}, None),
        ("Hoàng Long", {"hl", "hlc"}, "no legal form given"),
        ("Cty TNHH Sao Mái", set(), None),
        ("CT TNHH cong nghiep bao tien", {"bt"}, "typed without accents"),
        ("CTCP cong nghiep bao tien", set(), "typed without accents"),
        ("Bảo Tiên", set(), None),
        ("", set(), None),
    ],
)
def test_a_file_must_name_a_firm_wholly(directory: Directory, text: str, ids: set[str], unsure: str | None):
    found = directory.lookup(text)
    assert found.ids == ids
    assert (found.unsure and found.unsure.en) == unsure


def test_a_place_is_found_with_or_without_its_kind():
    places = Directory("Place")
    places.add(pd.DataFrame({"id": ["td", "hp"], "name_vi": ["KCN Tràng Duệ", "Thành phố Hải Phòng"]}))
    assert [places.find(t) for t in ("Tràng Duệ", "Trang Due Industrial Park", "hai phong")] == [
        *("td", "td", "hp")
    ]


@pytest.mark.parametrize("type", NODES)
def test_every_type_has_a_directory(type: str):
    made = Directory(type)
    name = next(c for c in NODES[type].search if c.startswith(("name", "title", "subject")))
    made.add(pd.DataFrame({"id": ["x1"], name: ["Tên gì đó"]}))
    assert made.find("ten gi do") == made.find("x1") == "x1"


@pytest.mark.parametrize("written", ["ISO 9001", "ISO9001", "iso-9001", "Iso 9001:2015", "ISO9001:2015"])
def test_a_standard_is_known_with_or_without_blanks(written: str) -> None:
    standards = Directory("Standard")
    rows = {"id": ["q", "e"], "name": ["ISO 9001", "ISO 14001"], "aliases": [("ISO 9001:2015",), ()]}
    standards.add(pd.DataFrame(rows))
    assert standards.lookup(written).ids == {"q"}
    assert standards.find(written) == "q"
    assert not standards.lookup("ISO 45001").ids
