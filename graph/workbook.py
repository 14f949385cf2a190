"""Workbooks (XLSX) for people: tables as sheets that open ready to read, filter and print."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from graph.cells import put
from graph.text import tidy

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_TITLE = 31  # UTF-16 units that Excel allows in the name of a sheet
_NARROW, _WIDE = 8, 60  # characters; longer texts are wrapped
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\]|[\ud800-\udfff\ufffe\uffff]")
_RESERVED = {"history"}
_HEADER_FILL, _RULE = "DCE9F5", "B8C4D2"
_A4 = 9


@dataclass(frozen=True)
class Sheet:
    """A table as a sheet: columns are headers, ``frozen`` columns on the left stay in sight."""

    title: str
    frame: pd.DataFrame
    frozen: int = 0


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """An XLSX file: a sheet a table, its header frozen and filtered, long texts wrapped.

    Texts stay texts (see ``graph.cells.put``). Names of sheets are made fit by ``sheet_titles``.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    book.properties.creator = "Ketnoi"
    for sheet, title in zip(sheets, sheet_titles(s.title for s in sheets), strict=True):
        _fill(book.create_sheet(title), sheet)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def sheet_titles(names: Iterable[str]) -> list[str]:
    """Names as Excel takes them for sheets: short, without ``[]:*?/\\``, each once whatever its case.

    >>> sheet_titles(["A/B: khuôn", "a b  khuôn", ""])
    ['A B khuôn', 'a b khuôn (2)', 'Sheet']
    """
    taken, titles = set(_RESERVED), []
    for name in names:
        stem = tidy(_NOT_IN_TITLES.sub(" ", name)).strip("' ") or "Sheet"
        title, number = _cut(stem, ""), 2
        while title.casefold() in taken:
            title, number = _cut(stem, f" ({number})"), number + 1
        taken.add(title.casefold())
        titles.append(title)
    return titles


def _cut(stem: str, end: str) -> str:
    """``stem`` and ``end`` in the length of a title; no letter is cut in two."""
    room = _TITLE - len(end)
    while len(stem.encode("utf-16-le")) // 2 > room:
        stem = stem[:-1].rstrip("' ")
    return stem + end


def _fill(page: Worksheet, sheet: Sheet) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    body = Alignment(vertical="top", wrap_text=True)
    fill, font = PatternFill("solid", start_color=_HEADER_FILL), Font(bold=True)
    under = Border(bottom=Side(style="thin", color=_RULE))
    columns = [sheet.frame.iloc[:, i].tolist() for i in range(sheet.frame.shape[1])]
    for at, (header, values) in enumerate(zip(sheet.frame.columns, columns, strict=True), start=1):
        for row, value in enumerate([str(header), *values], start=1):
            cell = page.cell(row, at)
            put(cell, value)
            cell.alignment, cell.border = body, under
        head = page.cell(1, at)
        head.fill, head.font = fill, font
        page.column_dimensions[get_column_letter(at)].width = _width(str(header), values)
    if columns:
        page.freeze_panes = page.cell(2, sheet.frozen + 1)
        page.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(sheet.frame) + 1}"
        page.print_title_rows = "1:1"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", _A4
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_setup.fitToHeight = 0


def _width(header: str, values: Iterable[object]) -> int:
    """Characters that a column needs for its longest line, and for the arrow of the filter in its header."""
    lines = [len(line) for v in values if v is not None for line in str(v).splitlines()]
    return min(max([_NARROW, len(header) + 4, *(n + 1 for n in lines)]), _WIDE)
