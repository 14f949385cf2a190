"""32 to 42: workbooks and files whose tables are not what they should be, or cannot be read at all."""

from __future__ import annotations

import codecs
import io
import struct
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

from tests.loaders.badinputs.case import Case, Content, Read, Refused
from tests.loaders.books import book, with_part

SHEET1 = "xl/worksheets/sheet1.xml"
GOOD = {"enterprises": [["id", "name"], ["a", "Một"]]}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _hidden(workbook: Any) -> None:
    workbook["needs"].sheet_state = "hidden"
    workbook["enterprises"].row_dimensions[3].hidden = True


BOMB = 900 << 20  # bytes


def _bomb(stated: int) -> bytes:
    """A sheet that unpacks to ``BOMB`` bytes, whatever it states."""
    return _packed().replace(struct.pack("<Q", BOMB), struct.pack("<Q", stated))


@cache
def _packed() -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as bomb:
        for part in ("[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"):
            bomb.writestr(part, "<a/>")
        with bomb.open(SHEET1, "w", force_zip64=True) as sheet:
            for _ in range(BOMB >> 20):
                sheet.write(b" " * (1 << 20))
    return raw.getvalue()


def _swollen() -> bytes:
    """An XLS file in which one byte of a sheet's dimensions is wrong: its reader asks for 170 GB."""
    raw = bytearray((Path(__file__).parents[1] / "files" / "survey.xls").read_bytes())
    raw[raw.rindex(bytes.fromhex("00020e000000000002000000")) + 5] = 0x2F
    return bytes(raw)


def _csv(id: str, what: str, text: Content, says: str, vi: str, name: str = "enterprises.csv") -> Refused:
    return Refused(id, what, {name: text}, f"data/{name}: {says}", vi)


def _xlsx(id: str, what: str, made: Content, says: str, vi: str) -> Refused:
    return Refused(id, what, {"x.xlsx": made}, f"data/x.xlsx: {says}", vi)


def _damaged(id: str, what: str, made: Content, why: str) -> Refused:
    return _xlsx(id, what, made, f"the workbook is damaged or incomplete ({why}); open it in Excel and save it anew",
                 "sổ tính hỏng hoặc chưa tải hết")  # fmt: skip


_TWO = {"Enterprise": [{"id": "a", "name": "Một"}, {"id": "b", "name": "Hai"}]}
_TABLE = [["id", "name"], ["a", "Một"], ["b", "Hai"]]
_TABS = "id\tname\na\tMột\nb\tHai\n"
_WIDE = ",".join(["id", "name", *(f"c{i}" for i in range(10_000))]) + f"\na,Một{',' * 10_000}\n"
_TOO_MUCH = "the workbook unpacks to too much; delete stray rows and columns and save it, or split it"
_NO_VALUE = "a formula whose value was never saved; open the file in Excel and save it"
_ERROR = "a spreadsheet error; mend the formula and save"
_IS_EMPTY = "the file is empty; the first row names the columns"
_QUOTE = "put a cell that holds the separator in double quotes"
_UNCLOSED = "look for a quote that is not closed"

CASES: list[Case] = [
    Read("32", "cells merged down a column",
         {"x.xlsx": lambda: book({"enterprises": [["id", "name", "park"], ["a", "Một", "KCN Nomura"],
                                                  ["b", "Hai", None], ["c", "Ba", None]]},
                                 lambda w: w["enterprises"].merge_cells("C2:C3"))},
         ("note: data/x.xlsx:enterprises: cells merged down a column, the value was taken for each row:"
          " rows 2–3 'KCN Nomura'",),
         "ô gộp theo cột, giá trị được dùng cho mọi dòng của ô: dòng 2–3 'KCN Nomura'",
         {"LOCATED_IN": [{"source": "a"}, {"source": "b"}]}),
    Read("33", "formulas whose value was never saved",
         {"x.xlsx": lambda: book({"enterprises": [["id", "name", "employees"], ["a", "Một", "=D9*2"], ["b", "=A1", None]]})},
         (f"aside: data/x.xlsx:enterprises:2:employees '=D9*2': {_NO_VALUE}",
          f"aside: data/x.xlsx:enterprises:3:name '=A1': {_NO_VALUE}"),
         "công thức chưa có giá trị đã tính; hãy mở bằng Excel rồi lưu lại",
         {"Enterprise": [{"id": "a", "employees": None}]}),
    Read("34a", "spreadsheet errors in a workbook",
         {"x.xlsx": lambda: book({"enterprises": [["id", "name", "tax_code"], ["a", "Một", "#N/A"], ["b", "#REF!", None]]})},
         (f"aside: data/x.xlsx:enterprises:2:tax_code '#N/A': {_ERROR}",
          f"aside: data/x.xlsx:enterprises:3:name '#REF!': {_ERROR}"),
         "ô báo lỗi của bảng tính; hãy sửa công thức rồi lưu lại",
         {"Enterprise": [{"id": "a", "tax_code": None}]}),
    Read("34b", "spreadsheet errors in a CSV file",
         {"enterprises.csv": "id,name,address,employees\na,Một,#N/A,#DIV/0!\nb,#REF!,,\n"},
         (f"aside: data/enterprises.csv:2:employees '#DIV/0!': {_ERROR}",
          f"aside: data/enterprises.csv:2:address '#N/A': {_ERROR}",
          f"aside: data/enterprises.csv:3:name '#REF!': {_ERROR}"),
         "ô báo lỗi của bảng tính",
         {"Enterprise": [{"id": "a", "address": None, "employees": None}]}),
    Read("35", "a hidden sheet and a hidden row",
         {"x.xlsx": lambda: book({"enterprises": _TABLE,
                                  "needs": [["enterprise", "product"], ["a", "b"]]}, _hidden)},
         ("note: data/x.xlsx:enterprises: hidden rows 3 are loaded too; delete them if they are not meant",
          "note: data/x.xlsx:needs: a hidden sheet, not read; unhide it if it is to be loaded"),
         "trang tính bị ẩn nên không đọc; hãy bỏ ẩn nếu cần nạp", _TWO),
    _csv("36a", "a column is missing", "id,address\na,Số 1\n", "lacks the column name; the first row has: id, address",
         "thiếu cột name; dòng đầu có: id, address"),
    _csv("36b", "two headers for one thing", "name,Tên doanh nghiệp\na,b\n",
         "two columns mean name: 'name' and 'Tên doanh nghiệp'; remove one",
         "hai cột cùng là name: 'name' và 'Tên doanh nghiệp'; hãy bỏ một cột"),
    _csv("36c", "one header twice", "id,name,name\na,b,c\n", "two columns mean name: 'name' and 'name'; remove one",
         "hai cột cùng là name"),
    _csv("36d", "a party is missing", "buyer,products\na,b\n",
         "lacks the column supplier; the first row has: buyer, products", "thiếu cột supplier", "mous.csv"),
    Read("36e", "headers that nobody knows, and none",
         {"enterprises.csv": "id,name,Màu sơn,,\na,Một,đỏ,?,\n"},
         ("note: data/enterprises.csv: column 'Màu sơn' is not known and not used",
          "note: data/enterprises.csv: column number 4 has no name and is not used"),
         "cột 'Màu sơn' không dùng đến", {"Enterprise": [{"name": "Một"}]}),
    Read("36f", "a slip of the hand in a header",
         {"enterprises.csv": "id,Tên doanh ngiệp,Mã số thúe\na,Một,0200100019\n"},
         ("note: data/enterprises.csv: column 'Tên doanh ngiệp' is read as name",),
         "cột 'Tên doanh ngiệp' hiểu là name",
         {"Enterprise": [{"name": "Một", "tax_code": "0200100019"}]}),
    Read("36g", "a sheet that says nothing of what it is",
         {"x.xlsx": lambda: book({"enterprises": _TABLE, "Giá thép": [["ngày", "giá"], [1, 2]], "Sheet3": []})},
         ("note: data/x.xlsx:Giá thép: it is not clear what it holds, not read; see --kind",),
         "không rõ là dữ liệu gì, không đọc; xem --kind", _TWO),
    Read("36h", "a sheet that may be two kinds of data",
         {"x.xlsx": lambda: book({"enterprises": _TABLE, "Sheet1": [["Doanh nghiệp", "Sản phẩm"], ["a", "b"]]})},
         ("note: data/x.xlsx:Sheet1: it is not clear what it holds (may be capabilities, needs), not read; see --kind",),
         "không rõ là dữ liệu gì (có thể là capabilities, needs), không đọc; xem --kind", {**_TWO, "NEEDS": []}),
    Read("37a", "headers only", {"enterprises.csv": "id,name\na,Một\nb,Hai\n", "mous.csv": "buyer,supplier\n"},
         holds={**_TWO, "SIGNED_MOU": []}),
    _csv("37b", "an empty file", "", _IS_EMPTY, "tệp trống; dòng đầu phải là tên các cột"),
    _csv("37c", "blank lines only", "\n\n", _IS_EMPTY, "tệp trống"),
    _csv("37d", "a mark of UTF-8 and nothing", codecs.BOM_UTF8, _IS_EMPTY, "tệp trống"),
    Read("37e", "a workbook of an empty sheet beside another", {"x.xlsx": lambda: book({"enterprises": []}),
                                                                "enterprises.csv": "id,name\na,Một\nb,Hai\n"},
         ("note: data/x.xlsx: is empty, nothing to load",), "data/x.xlsx: tệp trống, không có gì để nạp", _TWO),
    _damaged("37f", "a workbook of no bytes", b"", "not a workbook"),
    _xlsx("38a", "encrypted", OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
          "the workbook is protected by a password; take it off (File → Info) and load again",
          "sổ tính có mật khẩu; hãy bỏ mật khẩu"),
    _damaged("38b", "cut short", lambda: book(GOOD)[:3000], "…"),
    _damaged("38c", "a ZIP of nothing", b"PK\x05\x06" + bytes(18), "not a workbook"),
    _damaged("38d", "a workbook whose parts say nothing",
             lambda: with_part(book(GOOD), "xl/workbook.xml", lambda _: b"<x/>"), "…"),
    _damaged("38e", "XML with entities",
             lambda: with_part(book(GOOD), "xl/workbook.xml", lambda x: b"<!DOCTYPE x [<!ENTITY a 'b'>]>" + x),
             "a document type declaration, which no workbook has"),
    _damaged("38f", "XML that ends in the middle",
             lambda: with_part(book(GOOD), SHEET1, lambda x: x[: len(x) // 2]), "…"),
    _damaged("38g", "half of an old workbook", OLE + bytes(2000), "…"),
    _damaged("38p", "an old workbook with a wrong byte in its dimensions", _swollen, "unreadable"),
    _damaged("38h", "noise", bytes(range(256)) * 20, "not a workbook"),
    _xlsx("38i", "a bomb that states its size", lambda: _bomb(BOMB), _TOO_MUCH, "mở ra quá lớn"),
    _xlsx("38j", "a bomb that lies about its size", lambda: _bomb(100), _TOO_MUCH, "mở ra quá lớn"),
    _xlsx("38k", "one cell in the last corner",
          lambda: book(GOOD, lambda w: w["enterprises"].cell(1048576, 16384, "x")), _TOO_MUCH, "mở ra quá lớn"),
    Read("38l", "a workbook called .csv", {"enterprises.csv": lambda: book({"enterprises": _TABLE})},
         ("note: data/enterprises.csv: is really a workbook and was read as one",),
         "thực ra là sổ tính, được đọc như sổ tính", _TWO),
    Read("38m", "text called .xls", {"enterprises.xls": codecs.BOM_UTF16_LE + _TABS.encode("utf-16-le")},
         ("note: data/enterprises.xls: is no workbook and was read as text",
          "note: data/enterprises.xls: read as utf-16 (another one can be chosen with --encoding)"),
         "không phải sổ tính, được đọc như văn bản", _TWO),
    _xlsx("38n", "a page called .xlsx", b"<html><table><tr><td>x</td></tr></table></html>",
          "is really a page of HTML or XML; open it in Excel and save it as .xlsx",
          "thực ra là trang HTML hay XML; hãy mở bằng Excel và lưu thành .xlsx"),
    _csv("38o", "an archive called .csv", lambda: _zip(), "is a ZIP file but no workbook; unpack it, or save it as .xlsx",
         "là tệp ZIP nhưng không phải sổ tính; hãy giải nén"),
    Read("39a", "semicolons", {"enterprises.csv": "id;name\na;Một\nb;Hai\n"}, holds=_TWO),
    Read("39b", "tabs", {"enterprises.csv": _TABS}, holds=_TWO),
    Read("39c", "Excel's own hint, CR LF, empty rows", {"enterprises.csv": b"sep=|\r\nid|name\r\na|M\xe1\xbb\x99t\r\n\r\n|\r\nb|Hai"}, holds=_TWO),
    Read("39d", "a row too short", {"enterprises.csv": "id,name\na,Một\nc\nb,Hai\n"},
         (f"aside: data/enterprises.csv:3 'c': has 1 cells, the header 2; {_QUOTE}",),
         "có 1 ô, dòng đầu có 2; đặt ô có dấu ngăn cột trong ngoặc kép", _TWO),
    Read("39e", "a row too long", {"enterprises.csv": "id,name\na,Một\nc,X,Y\nb,Hai\n"},
         (f"aside: data/enterprises.csv:3 'c,X,Y': has 3 cells, the header 2; {_QUOTE}",),
         "có 3 ô, dòng đầu có 2", _TWO),
    _csv("39f", "a quote that is never closed", 'id,name\na,"Công ty\nb,Hai\n',
         f"line 2: broken CSV (the file ends inside a cell); {_UNCLOSED}",
         "dòng 2: CSV hỏng (tệp kết thúc giữa một ô); kiểm tra dấu ngoặc kép chưa đóng"),
    _csv("39g", "a quote inside a cell", 'id,name\na,"Công ty" CP\n',
         f"line 2: broken CSV (something stands behind a closing quote); {_UNCLOSED}",
         "sau ngoặc kép đóng còn chữ"),
    Read("40a", "a cell of a megabyte", {"enterprises.csv": "id,name,address\na,Một," + "đường " * ((1 << 20) // 6) + "\n"},
         holds={"Enterprise": [{"address": ("đường " * ((1 << 20) // 6)).strip()}]}),
    _csv("40b", "a cell of more than a megabyte", "id,name\na," + "x" * ((1 << 20) + 1) + "\n",
         f"line 2: broken CSV (a cell has more than 1048576 characters); {_UNCLOSED}", "một ô dài hơn 1048576 ký tự"),
    Read("40c", "ten thousand columns", {"enterprises.csv": _WIDE},
         (*(f"note: data/enterprises.csv: column 'c{i}' is not known and not used" for i in range(20)),
          "note: … and 9980 more"),
         "cột 'c0' không dùng đến", {"Enterprise": [{"name": "Một"}]}),
    Read("41a", "one id twice, with two values",
         {"enterprises.csv": "id,name,employees\na,Công ty CP Một,100\na,Công ty CP Một,200\n"},
         ("note: Enterprise a: is employees 100 or 200 (data/enterprises.csv:3)? Both are kept",),
         "employees là 100 hay 200 (data/enterprises.csv:3)? Giữ cả hai",
         {"Enterprise": [{"employees": 100, "disputed": (
             "employees=200 [file-data-enterprises-csv#data/enterprises.csv]",)}]}),
    Read("41b", "one id twice, with two names",
         {"enterprises.csv": "id,name\na,Công ty CP Một\na,Công ty CP Hai\n"},
         ("note: Enterprise a: called 'Công ty CP Hai', also 'Công ty CP Một' (data/enterprises.csv:2)? Both are kept",),
         "cũng gọi là 'Công ty CP Một'", {"Enterprise": [{"name": "Công ty CP Hai", "aliases": ("Công ty CP Một",)}]}),
    Read("41c", "one MOU twice, with two days",
         {"enterprises.csv": "id,name\na,Một\nb,Hai\n", "mous.csv": "id,buyer,supplier,signed_on\nm,a,b,2024\nm,a,b,2025\n"},
         ("note: SIGNED_MOU m: is signed_on '2024' or '2025' (data/mous.csv:3)? Both are kept",),
         "signed_on là '2024' hay '2025' (data/mous.csv:3)? Giữ cả hai",
         {"SIGNED_MOU": [{"id": "m", "signed_on": "2024"}]}),
    Read("41d", "one MOU between two pairs",
         {"enterprises.csv": "id,name\na,Một\nb,Hai\nc,Ba\n", "mous.csv": "id,buyer,supplier\nm,a,b\nm,a,c\n"},
         ("note: SIGNED_MOU m: is target 'b' or 'c' (data/mous.csv:3)? Both are kept",),
         "target là 'b' hay 'c' (data/mous.csv:3)?", {"SIGNED_MOU": [{"id": "m", "target": "b"}]}),
    Read("42a", "titles, numbered columns, a total",
         {"x.xlsx": lambda: book({"Doanh nghiệp": [["DANH SÁCH"], [], ["STT", "Tên doanh nghiệp", "Số lao động"],
                                                   ["(1)", "(2)", "(3)"], [1, "Công ty Một", 5], ["Tổng cộng", None, 5]]})},
         ("aside: data/x.xlsx:Doanh nghiệp:6 'Tổng cộng': a row of totals, no data",
          "note: data/x.xlsx:Doanh nghiệp: the header is row 3; 1 above is not loaded ('DANH SÁCH'…)",
          "note: data/x.xlsx:Doanh nghiệp: row 4 numbers the columns, not loaded"),
         "dòng tổng cộng, không phải dữ liệu", {"Enterprise": [{"name": "Công ty Một", "employees": 5}]}),
    Read("42b", "titles above a CSV file", {"enterprises.csv": "DANH SÁCH,\nNgày 1/1/2025,\nid,name\na,Một\nb,Hai\n"},
         ("note: data/enterprises.csv: the header is row 3; 1–2 above is not loaded ('DANH SÁCH'…)",),
         "tên cột ở dòng 3; dòng 1–2 phía trên không nạp", _TWO),
    _csv("42c", "titles and no header", "DANH SÁCH DOANH NGHIỆP\nid,địa chỉ\na,b\n",
         "lacks the column name; the first row has: id, địa chỉ", "thiếu cột name; dòng đầu có: id, địa chỉ"),
    Read("42d", "a table that does not begin in the corner",
         {"x.xlsx": lambda: book({"enterprises": [[], [None, None, "id", "name"], [None, None, "a", "Một"], [None, None, "b", None]]})},
         ("aside: data/x.xlsx:enterprises:4:name: a required cell is empty; fill it in",), "ô bắt buộc bị trống",
         {"Enterprise": [{"id": "a", "sources": ("file-data-x-xlsx#data/x.xlsx:enterprises:3",)}]}),
]  # fmt: skip


def _zip() -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        archive.writestr("enterprises.csv", "id,name\na,Một\n")
    return raw.getvalue()
