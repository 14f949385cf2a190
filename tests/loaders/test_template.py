"""The template: a sheet a kind, every column told, and a round trip through what people do with it."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from graph import Store
from graph.values import Choice
from loaders import LoadReport, load
from loaders.columns import FILES
from loaders.examples import EXAMPLES, MARK, example_of, is_example
from loaders.headers import read_header
from loaders.template import kinds, sheet_name, template
from tests.loaders.books import write
from tests.loaders.build import names, rows

RAW = template()
BOOK = openpyxl.load_workbook(io.BytesIO(RAW))


def changed(change: Callable[[Any], None]) -> bytes:
    """The template after a person has worked on it."""
    book = openpyxl.load_workbook(io.BytesIO(RAW))
    change(book)
    raw = io.BytesIO()
    book.save(raw)
    return raw.getvalue()


def loaded(store: Store, folder: Path, change: Callable[[Any], None] = lambda book: None) -> LoadReport:
    return load(write(folder, "ketnoi.xlsx", changed(change)), store, taxonomy=False)


def fill(sheet: Any, row: int, **cells: Any) -> None:
    """Write cells under the headers whose column they name."""
    kind = next(k for k in FILES if sheet.title == sheet_name(k))
    at = read_header(kind, [str(c.value or "") for c in sheet[1]]).found
    for column, value in cells.items():
        sheet.cell(row, at[column] + 1, value)


def test_a_sheet_for_each_kind_and_the_guide_first() -> None:
    assert sorted(kinds()) == sorted(FILES) == sorted(EXAMPLES)
    assert BOOK.sheetnames == ["Hướng dẫn (guide)", *map(sheet_name, kinds())]
    guide = " ".join(str(c) for row in BOOK.worksheets[0].values for c in row if c)
    for kind in kinds():
        assert sheet_name(kind) in guide


@pytest.mark.parametrize("kind", FILES)
def test_every_column_has_a_header_that_is_read_and_a_comment(kind: str) -> None:
    sheet = BOOK[sheet_name(kind)]
    reading = read_header(kind, [cell.value for cell in sheet[1]])
    assert set(reading.found) == set(FILES[kind].columns())
    assert (reading.near, reading.unknown, reading.unsure, reading.doubled) == ({}, {}, {}, [])
    for cell in sheet[1]:
        vi, en = cell.comment.text.split("\n\n")
        assert vi
        assert en
        assert "\n" in cell.value
    for column in FILES[kind].needed():
        assert "*" in sheet.cell(1, reading.found[column] + 1).value


@pytest.mark.parametrize("kind", FILES)
def test_every_example_is_a_value_of_its_column(kind: str) -> None:
    """Each is one that the schema takes, and no name of a column is misspelt."""
    columns = FILES[kind].columns()
    assert set(EXAMPLES[kind]) <= set(columns)
    for column, value in columns.items():
        text = example_of(kind, column)
        assert text == "" or value.clean(text) not in (None, ())
    assert all(example_of(kind, column) for column in FILES[kind].needed())


@pytest.mark.parametrize("kind", FILES)
def test_fixed_values_have_a_drop_down(kind: str) -> None:
    sheet, columns = BOOK[sheet_name(kind)], FILES[kind].columns()
    at = read_header(kind, [cell.value for cell in sheet[1]]).found
    rules = {str(r.sqref).split(":")[0]: r.formula1 for r in sheet.data_validations.dataValidation}
    choices = {c: v for c, v in columns.items() if isinstance(v, Choice)}
    assert len(rules) == len(choices)
    for column, value in choices.items():
        words = rules[sheet.cell(2, at[column] + 1).coordinate].strip('"').split(",")
        assert [value.clean(word) for word in words] == list(value.values)


def test_as_it_is_it_loads_nothing_and_says_nothing(store: Store, folder: Path) -> None:
    report = loaded(store, folder)
    assert (report.total.added, len(report.rejected), report.warnings) == (0, 0, ())


def test_filled_in_it_is_loaded(store: Store, folder: Path) -> None:
    def work(book: Any) -> None:
        fill(book[sheet_name("enterprises")], 3, name="Công ty TNHH Một", tax_code="0100233488",
             ownership="trong nước", employees=120, founded="18/04/2010",
             products="Khuôn; Đối trọng")  # fmt: skip
        fill(book[sheet_name("enterprises")], 4, name="Công ty TNHH Hai", ownership="vốn nước ngoài")
        fill(book[sheet_name("products")], 3, id="khuon", name_vi="Khuôn", hs="8480.71; 8480.79")
        fill(book[sheet_name("products")], 4, id="doi-trong", name_vi="Đối trọng")
        fill(
            book[sheet_name("mous")], 3, buyer="Công ty TNHH Hai", supplier="0100233488", signed_on="04/2025"
        )

    report = loaded(store, folder, work)
    assert (len(report.rejected), report.warnings) == (0, ())
    two, one = rows(store.read("Enterprise"), "Enterprise")
    assert (one["name"], one["tax_code"], one["ownership"]) == ("Công ty TNHH Một", "0100233488", "domestic")
    assert (one["employees"], one["founded"]) == (120, "2010-04-18")
    assert [m["target"] for m in rows(store.read("MAKES"), "MAKES")] == ["doi-trong", "khuon"]
    assert rows(store.read("Product"), "Product")[1]["hs"] == ("848071", "848079")
    (mou,) = rows(store.read("SIGNED_MOU"), "SIGNED_MOU")
    assert (mou["source"], mou["target"], mou["signed_on"]) == (two["id"], one["id"], "2025-04")


def _around(book: Any) -> None:
    sheet = book[sheet_name("enterprises")]
    sheet.insert_rows(1)
    sheet["A1"] = "PHIẾU KHẢO SÁT"
    sheet.insert_cols(2)
    sheet["B2"] = "STT"
    sheet["C5"] = "Công ty Thật"


def _sorted_below(book: Any) -> None:
    sheet = book[sheet_name("enterprises")]
    sheet.move_range("A2:Z2", rows=2)
    fill(sheet, 2, name="Công ty Thật")


def _mark_taken_off(book: Any) -> None:
    sheet = book[sheet_name("enterprises")]
    sheet.delete_cols(1)
    fill(sheet, 3, name="Công ty Thật")


def _some_cells_emptied(book: Any) -> None:
    sheet = book[sheet_name("enterprises")]
    fill(sheet, 2, tax_code=None, address=None, products=None)
    fill(sheet, 3, name="Công ty Thật")


@pytest.mark.parametrize("work", [_around, _sorted_below, _mark_taken_off, _some_cells_emptied])
def test_the_example_is_known_again_after_editing(
    work: Callable[[Any], None], store: Store, folder: Path
) -> None:
    report = loaded(store, folder, work)
    assert names(store) == ["Công ty Thật"]
    assert report.rejected.empty


def test_an_example_that_was_written_over_is_said(store: Store, folder: Path) -> None:
    """Its mark is still there, so it is not loaded; but that must not happen silently."""
    report = loaded(store, folder, lambda b: fill(b[sheet_name("enterprises")], 2, name="Công ty Thật"))
    assert names(store) == []
    (found,) = report.rejected.to_dict("records")
    assert (found["row"], found["value"]) == (2, MARK)
    assert "delete its mark and load again" in found["reason_en"]


def test_a_row_of_ones_own_is_no_example() -> None:
    assert is_example("enterprises", ["", "Công ty TNHH Cơ khí Ví Dụ", ""]) is False
    assert is_example("enterprises", ["Công ty Ví Dụ", "0200100019", "trong nước"]) is False
