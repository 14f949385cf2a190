"""Workbooks: what their cells say arrives, what they cannot say is said, bad files are one clear error."""

from __future__ import annotations

import datetime
import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graph import LoadError, Store
from loaders import LoadReport, load
from tests.loaders.books import book, with_part, write
from tests.loaders.build import content, names, rows

HEAD = ["id", "name", "tax_code", "employees", "founded"]
SHEET1 = "xl/worksheets/sheet1.xml"


def loaded(store: Store, folder: Path, raw: bytes, name: str = "x.xlsx", **options: Any) -> LoadReport:
    return load(write(folder, name, raw), store, taxonomy=False, **options)


def firms(store: Store) -> list[dict[str, Any]]:
    return rows(store.read("Enterprise"), "Enterprise")


def said(report: LoadReport) -> str:
    return " | ".join(w.en for w in report.warnings)


def test_every_kind_of_cell_is_read_as_people_see_it(store: Store, folder: Path) -> None:
    table = [
        HEAD,
        ["a", "NULL", "0100233488", 120.0, datetime.datetime(2025, 4, 18)],
        [7, "NA", None, 1500, 2010],
    ]
    report = loaded(store, folder, book({"enterprises": table}))
    assert firms(store) == [
        {"id": "7", "name": "NA", "employees": 1500, "founded": "2010",
         "sources": ("file-data-x-xlsx#data/x.xlsx:enterprises:3",)},
        {"id": "a", "name": "NULL", "tax_code": "0100233488", "employees": 120, "founded": "2025-04-18",
         "sources": ("file-data-x-xlsx#data/x.xlsx:enterprises:2",)},
    ]  # fmt: skip
    assert report.rejected.empty
    assert report.warnings == ()


def test_several_sheets_and_files_are_one_load(store: Store, folder: Path) -> None:
    """A row of the CSV names a firm of the workbook; the order of the files does not matter."""
    one = book(
        {
            "Doanh nghiệp": [["Tên doanh nghiệp"], ["Công ty CP Một"]],
            "Sản phẩm": [["id", "name_vi"], ["p", "Khuôn"]],
        }
    )
    paths = [
        write(
            folder,
            "nhu-cau.csv",
            "Doanh nghiệp;Sản phẩm;Sản lượng\nCông ty CP Một;Khuôn;1.000.000\n".encode(),
        ),
        write(folder, "a.xlsx", one),
    ]
    report = load(paths, store, taxonomy=False)
    assert report.dataset == "nhu-cau.csv + a.xlsx"
    assert (store.count()["NEEDS"], len(report.rejected)) == (1, 0)


def test_titles_numbers_of_columns_and_totals(store: Store, folder: Path) -> None:
    table = [["DANH SÁCH"], [], ["STT", "Tên doanh nghiệp", "Số lao động"], ["(1)", "(2)", "(3)"],
             [1, "Công ty Một", 5], ["Tổng cộng", None, 5]]  # fmt: skip
    report = loaded(store, folder, book({"Sheet1": table}))
    assert names(store) == ["Công ty Một"]
    assert "x.xlsx:Sheet1: the header is row 3; 1 above is not loaded ('DANH SÁCH'…)" in said(report)
    assert "x.xlsx:Sheet1: row 4 numbers the columns, not loaded" in said(report)
    assert "x.xlsx:Sheet1: read as enterprises, by its headers" in said(report)
    (total,) = report.rejected.to_dict("records")
    assert (total["sheet"], total["row"], total["reason_en"]) == ("Sheet1", 6, "a row of totals, no data")


def test_merged_cells_count_for_each_row(store: Store, folder: Path) -> None:
    """32."""
    table = [["id", "name", "park"], ["a", "Một", "KCN Nomura"], ["b", "Hai", None], ["c", "Ba", None]]
    raw = book({"enterprises": table}, lambda w: w["enterprises"].merge_cells("C2:C3"))
    report = loaded(store, folder, raw)
    assert [e["source"] for e in rows(store.read("LOCATED_IN"), "LOCATED_IN")] == ["a", "b"]
    assert "cells merged down a column, the value was taken for each row: rows 2–3 'KCN Nomura'" in said(
        report
    )


def test_formulas_without_a_value_and_errors_are_set_aside(store: Store, folder: Path) -> None:
    """33, 34: an optional cell alone, a required one with its row."""
    table = [
        HEAD,
        ["a", "Một", "#N/A", "=D9*2", None],
        ["b", "=A1", None, None, None],
        ["c", "#REF!", None, 5, None],
    ]
    report = loaded(store, folder, book({"enterprises": table}))
    found = [(r["row"], r["column"], r["value"], r["scope"]) for r in report.rejected.to_dict("records")]
    assert sorted(found) == [(2, "employees", "=D9*2", "cell"), (2, "tax_code", "#N/A", "cell"),
                             (3, "name", "=A1", "row"), (4, "name", "#REF!", "row")]  # fmt: skip
    assert (
        report.rejected["reason_en"]
        .str.contains("a spreadsheet error; mend|whose value was never saved")
        .all()
    )
    assert names(store) == ["Một"]


def test_hidden_sheets_are_left_and_hidden_rows_taken_and_both_said(store: Store, folder: Path) -> None:
    """35."""

    def hide(workbook: Any) -> None:
        workbook["needs"].sheet_state = "hidden"
        workbook["enterprises"].row_dimensions[3].hidden = True

    table = [["id", "name"], ["a", "Một"], ["b", "Hai"]]
    raw = book({"enterprises": table, "needs": [["enterprise", "product"], ["a", "b"]]}, hide)
    report = loaded(store, folder, raw)
    assert names(store) == ["Hai", "Một"]
    assert "x.xlsx:needs: a hidden sheet, not read; unhide it if it is to be loaded" in said(report)
    assert "x.xlsx:enterprises: hidden rows 3 are loaded too" in said(report)


def test_a_number_with_three_decimals_is_exact(store: Store, folder: Path) -> None:
    """24: in a workbook 1.234 is a number and no thousand; as text it may be either."""
    table = [["product", "enterprise", "capacity"], ["p", "a", 1.234], ["p", "b", "1.234"]]
    raw = book({"enterprises": [["id", "name"], ["a", "Một"], ["b", "Hai"]],
                "products": [["id", "name_vi"], ["p", "P"]],
                "capabilities": table})  # fmt: skip
    report = loaded(store, folder, raw)
    assert [m.get("capacity") for m in rows(store.read("MAKES"), "MAKES")] == [1.234, None]
    assert report.rejected["row"].tolist() == [3]


def test_what_a_sheet_holds_is_asked_for_when_unclear(store: Store, folder: Path) -> None:
    raw = book({"Sheet1": [["Doanh nghiệp", "Sản phẩm"], ["a", "b"]]})
    with pytest.raises(LoadError) as caught:
        loaded(store, folder, raw)
    assert (
        "data/x.xlsx:Sheet1: it is not clear what it holds (may be capabilities, needs); say it with --kind"
        in (caught.value.say("en"))
    )
    assert loaded(store, folder, raw, kind="needs").rejected["column"].tolist() == ["Doanh nghiệp"]
    report = loaded(store, folder, raw, kind="Sheet1=Năng lực")
    assert report.rejected["column"].tolist() == ["Doanh nghiệp"]
    with pytest.raises(LoadError, match="no kind of data 'apples'; known: sources"):
        loaded(store, folder, raw, kind="apples")


def test_sheets_that_are_something_else_are_said(store: Store, folder: Path) -> None:
    raw = book({**GOOD, "Giá thép": [["ngày", "giá"], [1, 2]], "Sheet3": []})
    report = loaded(store, folder, raw)
    assert said(report) == "data/x.xlsx:Giá thép: it is not clear what it holds, not read; see --kind"


def test_a_workbook_called_csv_is_read_as_what_it_is(store: Store, folder: Path) -> None:
    """38."""
    report = loaded(store, folder, book({"enterprises": [["id", "name"], ["a", "Một"]]}), "enterprises.csv")
    assert names(store) == ["Một"]
    assert "enterprises.csv: is really a workbook and was read as one" in said(report)


def test_a_csv_called_xls_is_read_as_what_it_is(store: Store, folder: Path) -> None:
    report = loaded(store, folder, "id\tname\na\tMột\n".encode("utf-16"), "enterprises.xls")
    assert names(store) == ["Một"]
    assert "enterprises.xls: is no workbook and was read as text" in said(report)


def test_a_table_that_does_not_begin_at_a1(store: Store, folder: Path) -> None:
    table = [[], [None, None, "id", "name"], [None, None, "a", "Một"], [None, None, "b", None]]
    report = loaded(store, folder, book({"enterprises": table}))
    assert [f["sources"] for f in firms(store)] == [("file-data-x-xlsx#data/x.xlsx:enterprises:3",)]
    assert [(r["row"], r["column"]) for r in report.rejected.to_dict("records")] == [(4, "name")]


def _lying_bomb(size: int = 2 << 30) -> bytes:
    """A sheet that states 100 bytes and unpacks to ``size``."""
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as bomb:
        for part in ("[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"):
            bomb.writestr(part, "<a/>")
        with bomb.open(SHEET1, "w", force_zip64=True) as sheet:
            for _ in range(size >> 20):
                sheet.write(b" " * (1 << 20))
    data = raw.getvalue()
    true = struct.pack("<Q", size)
    lie = struct.pack("<Q", 100)
    return data.replace(true, lie)


def _with_entity(xml: bytes) -> bytes:
    return b"<!DOCTYPE x [<!ENTITY a 'b'>]>" + xml


def _half(xml: bytes) -> bytes:
    return xml[: len(xml) // 2]


GOOD = {"enterprises": [["id", "name"], ["a", "Một"]]}
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
BROKEN: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "cut short": (lambda: book(GOOD)[:3000], "sổ tính hỏng", "damaged or incomplete"),
    "a ZIP of nothing": (lambda: b"PK\x05\x06" + bytes(18), "hỏng", "damaged or incomplete"),
    "a ZIP of something else": (lambda: with_part(book(GOOD), "xl/workbook.xml", lambda _: b"<x/>"),
                                "hỏng", "damaged or incomplete"),
    "XML with entities": (lambda: with_part(book(GOOD), "xl/workbook.xml", _with_entity),
                          "hỏng", "a document type declaration"),
    "broken XML": (lambda: with_part(book(GOOD), SHEET1, _half),
                   "hỏng", "damaged or incomplete"),
    "a cell in the last corner": (lambda: book(GOOD, lambda w: w["enterprises"].cell(1048576, 16384, "x")),
                                  "mở ra quá lớn", "unpacks to too much; delete stray rows and columns"),
    "an OLE file": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
                    "hỏng", "damaged or incomplete"),
    "encrypted": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + ENCRYPTED,
                  "có mật khẩu", "protected by a password; take it off"),
    "a web page": (lambda: b"<html><table><tr><td>x</td></tr></table></html>", "thực ra là trang HTML",
                   "open it in Excel"),
    "nothing": (lambda: b"", "hỏng", "damaged or incomplete"),
    "noise": (lambda: bytes(range(256)) * 20, "hỏng", "damaged or incomplete"),
    "no row": (lambda: book({"enterprises": []}), "tệp trống", "the file is empty"),
}  # fmt: skip


@pytest.mark.parametrize("what", BROKEN)
def test_a_workbook_that_cannot_be_read_is_one_error(what: str, store: Store, folder: Path) -> None:
    """38: the message says which file and what to do; the store is as it was."""
    make, vi, en = BROKEN[what]
    before = content(store)
    with pytest.raises(LoadError) as caught:
        loaded(store, folder, make())
    assert caught.value.say("en").startswith("data/x.xlsx: ")
    assert vi in caught.value.say("vi")
    assert en in caught.value.say("en")
    assert "\n" not in str(caught.value)
    assert content(store) == before


def test_a_zip_bomb_is_refused_whatever_size_it_states(store: Store, folder: Path) -> None:
    """38."""
    for raw in (
        _lying_bomb(900 << 20),
        _lying_bomb(900 << 20).replace(struct.pack("<Q", 100), struct.pack("<Q", 900 << 20)),
    ):
        with pytest.raises(LoadError, match="unpacks to too much"):
            loaded(store, folder, raw)
