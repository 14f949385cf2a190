"""Workbooks open ready to read: frozen headers, filters, fit names, texts as texts."""

from __future__ import annotations

import io

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from graph.workbook import Sheet, sheet_titles, workbook

LONG = "Công ty Cổ phần Tập đoàn Công nghiệp Hỗ trợ và Cơ khí Chính xác Hải Phòng"


def opened(*sheets: Sheet) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook(sheets)))


@given(st.lists(st.text(), max_size=6))
def test_titles_are_what_excel_takes(names: list[str]) -> None:
    titles = sheet_titles(names)
    assert len(titles) == len(names)
    assert len({t.casefold() for t in titles}) == len(titles)
    for title in titles:
        assert 0 < len(title.encode("utf-16-le")) // 2 <= 31
        assert not set(title) & set("[]:*?/\\\0\n")
        assert title == title.strip("' ")
        assert title.casefold() != "history"


def test_titles_that_collide_are_numbered() -> None:
    assert sheet_titles([LONG, LONG.upper(), LONG + " 2"]) == [
        "Công ty Cổ phần Tập đoàn Công n",
        "CÔNG TY CỔ PHẦN TẬP ĐOÀN CÔ (2)",
        "Công ty Cổ phần Tập đoàn Cô (3)",
    ]
    assert sheet_titles(["History", "'quoted'", "🏭" * 20]) == ["History (2)", "quoted", "🏭" * 15]


def test_a_sheet_is_frozen_filtered_and_prints_with_its_header() -> None:
    frame = pd.DataFrame(
        {"Hạng": [1, 2], "Nhà cung cấp": ["Đúc Thành Phương", None], "Vì sao": ["a\nb", "=1"]}
    )
    page = opened(Sheet("LG / Hải Phòng", frame, frozen=2))["LG Hải Phòng"]
    assert (page.freeze_panes, page.auto_filter.ref) == ("C2", "A1:C3")
    assert page.print_title_rows == "$1:$1"
    assert page.page_setup.orientation == "landscape"
    assert [c.value for c in page[1]] == ["Hạng", "Nhà cung cấp", "Vì sao"]
    assert [c.value for c in page[3]] == [2, None, "=1"]
    assert page["C3"].data_type == "s"
    assert page["C2"].alignment.wrap_text
    assert page["A1"].font.bold


def test_widths_follow_the_text_within_bounds() -> None:
    frame = pd.DataFrame({"n": [1], "kurz": ["mười ký tự\nvà một dòng dài hơn"], "dài": ["x" * 500]})
    page = opened(Sheet("a", frame))["a"]
    widths = [page.column_dimensions[c].width for c in "ABC"]
    assert widths == [6, len("và một dòng dài hơn") + 3, 60]
    assert [page.row_dimensions[r].height for r in (1, 2)] == [15, 135]


def test_a_row_is_as_high_as_its_longest_cell_up_to_what_excel_takes() -> None:
    frame = pd.DataFrame({"a": ["một", "một\nhai\n\nbốn", "x " * 5000], "b": [None, None, 3]})
    page = opened(Sheet("a", frame))["a"]
    assert [page.row_dimensions[r].height for r in (2, 3, 4)] == [15, 60, 409]


def test_only_the_printed_columns_go_on_paper() -> None:
    frame = pd.DataFrame({"a": [1], "b": [2], "c": [3]})
    assert opened(Sheet("x", frame, printed=2))["x"].print_area == "'x'!$A$1:$B$2"
    wide = pd.DataFrame({"a": ["x" * 2000], "b": ["x" * 2000]})
    page = opened(Sheet("x", wide, printed=1))["x"]
    assert [page.column_dimensions[c].width for c in "AB"] == [60, 120]
    assert opened(Sheet("x", frame))["x"].print_area == "'x'!$A$1:$C$2"


@pytest.mark.parametrize("frame", [pd.DataFrame(), pd.DataFrame(columns=["a", "b"])], ids=["bare", "headers"])
def test_an_empty_table_is_a_sheet_too(frame: pd.DataFrame) -> None:
    book = opened(Sheet("trống", frame), Sheet("trống", frame))
    assert book.sheetnames == ["trống", "trống (2)"]
    assert [c.value for row in book["trống"] for c in row if c.value] == list(frame.columns)


def test_another_reader_sees_the_same() -> None:
    frame = pd.DataFrame({"=tên": ["Hải Phòng", "+84", "-"], "số": [1.5, None, 3]})
    file = io.BytesIO(workbook([Sheet("Bảng", frame)]))
    rows = CalamineWorkbook.from_filelike(file).get_sheet_by_name("Bảng").to_python()
    assert rows == [["=tên", "số"], ["Hải Phòng", 1.5], ["+84", ""], ["-", 3.0]]


@given(st.lists(st.tuples(st.text(max_size=30), st.text(max_size=30)), min_size=1, max_size=4))
def test_any_text_makes_a_workbook_that_opens_without_a_formula(rows: list[tuple[str, str]]) -> None:
    frame = pd.DataFrame(rows, columns=["a", "b"])
    page = opened(Sheet(rows[0][0], frame)).worksheets[0]
    assert {c.data_type for row in page.iter_rows(min_row=1) for c in row if c.value is not None} <= {"s"}
