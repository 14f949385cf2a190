"""Cells of spreadsheets: nothing starts a formula, everything reads as it was."""

from __future__ import annotations

import csv
import datetime
import io

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from graph.cells import LONGEST, csv_text, put, safe_cell

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
HARMLESS = ["Hải Phòng", "a=b", "5-7", "x@y.vn", "'quoted", "", " trống", "đúc; mạ", "https://a.vn/?q=1"]


@given(st.text())
@example("=1+1")
@example(" \u00a0=1+1")
@example("\t=1")
@example("a;=1")
@example("a\n @SUM(A1)")
def test_no_part_of_a_line_starts_a_formula(text: str) -> None:
    """However a program splits the line: at semicolons, tabs or line ends, blanks taken off."""
    safe = safe_cell(text)
    for piece in safe.replace(";", "\t").replace("\r", "\t").replace("\n", "\t").split("\t"):
        assert not piece.strip().startswith(STARTS)
    assert not safe.startswith(STARTS)
    assert safe.replace("'", "") == text.replace("'", "")


@pytest.mark.parametrize("text", HARMLESS)
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert safe_cell(text) == text


def test_csv_has_safe_cells_and_headers_and_keeps_numbers() -> None:
    frame = pd.DataFrame({"=a": ["+84 31", None], "n": pd.array([-5, None], dtype="Int64")})
    rows = list(csv.reader(io.StringIO(csv_text(frame))))
    assert rows == [["'=a", "n"], ["'+84 31", "-5"], ["", ""]]


def written(*values: object) -> tuple[list[openpyxl.cell.Cell], list[object]]:
    """The cells of a row as openpyxl reads them again, and as calamine does."""
    book = openpyxl.Workbook()
    for i, value in enumerate(values, start=1):
        put(book.active.cell(1, i), value)
    file = io.BytesIO()
    book.save(file)
    again = openpyxl.load_workbook(file).active
    file.seek(0)
    rows = CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).to_python()
    return [again.cell(1, i) for i in range(1, len(values) + 1)], rows[0] if rows else []


@pytest.mark.parametrize("text", ["=1+1", "+84", "-", "@SUM(A1)", " =1", '=HYPERLINK("http://x")', "＝1"])
def test_a_text_is_a_text_in_a_workbook(text: str) -> None:
    cells, row = written(text)
    assert (cells[0].value, cells[0].data_type, bool(cells[0].quotePrefix)) == (text, "s", True)
    assert row == [text]


def test_other_values_keep_their_type() -> None:
    cells, row = written("Hải Phòng", 3, 0.25, True, None, float("nan"), pd.NA, pd.NaT, np.int64(7))
    assert [c.value for c in cells] == ["Hải Phòng", 3, 0.25, True, None, None, None, None, 7]
    assert not cells[0].quotePrefix
    assert row[:4] == ["Hải Phòng", 3.0, 0.25, True]


def test_what_a_workbook_has_no_type_for_is_a_text() -> None:
    cells, _ = written(("=a", "b"), (), float("inf"), {"a": 1})
    assert [c.value for c in cells] == ["=a|b", None, "inf", "{'a': 1}"]
    assert bool(cells[0].quotePrefix)
    days, row = written(datetime.date(2025, 4, 18), pd.Timestamp("2025-04-18 09:30"))
    assert [c.value for c in days] == [datetime.datetime(2025, 4, 18), datetime.datetime(2025, 4, 18, 9, 30)]
    assert row[0] == datetime.date(2025, 4, 18)


def test_what_xml_cannot_hold_is_seen_and_a_long_text_says_so() -> None:
    cells, row = written("a\x00b\ud800c\x0bd\ufffe", "x" * 40_000, "y" * LONGEST, "#N/A")
    assert cells[0].value == "a�b�c�d�"
    assert (len(cells[1].value), cells[1].value[-2:]) == (LONGEST, "x…")
    assert cells[2].value == "y" * LONGEST
    assert (cells[3].value, cells[3].data_type, row[3]) == ("#N/A", "s", "#N/A")
