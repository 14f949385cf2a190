"""Workbooks (XLSX) for people: tables as sheets that open ready to read, filter and print."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING

import pandas as pd

from graph.cells import put
from graph.text import tidy

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_TITLE = 31  # UTF-16 units that Excel allows in the name of a sheet
_NARROW, _WIDE, _HEADER = 6, 60, 18  # characters of a column; longer texts are wrapped
_LINES = 7  # lines that the longest text of a column should take
_LINE, _TALLEST = 15.0, 409.0  # points
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\]|[\ud800-\udfff\ufffe\uffff]")
_RESERVED = {"history"}
_HEADER_FILL, _RULE = "DCE9F5", "B8C4D2"
_A4 = 9


@dataclass(frozen=True)
class Sheet:
    """A table as a sheet, its columns as headers.

    ``frozen`` columns on the left stay in sight; ``printed`` ones (all, when
    ``None``) go on paper, so that they can be read there.
    """

    title: str
    frame: pd.DataFrame
    frozen: int = 0
    printed: int | None = None


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
    from openpyxl.worksheet.page import PageMargins

    number = Alignment(vertical="top")
    words = Alignment(vertical="top", horizontal="left", indent=1, wrap_text=True)
    fill, font = PatternFill("solid", start_color=_HEADER_FILL), Font(name="Calibri", size=11, bold=True)
    under = Border(bottom=Side(style="thin", color=_RULE))
    columns = [[str(h), *sheet.frame.iloc[:, i].tolist()] for i, h in enumerate(sheet.frame.columns)]
    paper = sheet.printed or len(columns)
    widths = [_width(values, _WIDE if i < paper else 2 * _WIDE) for i, values in enumerate(columns)]
    for at, (values, width) in enumerate(zip(columns, widths, strict=True), start=1):
        for row, value in enumerate(values, start=1):
            cell = page.cell(row, at)
            put(cell, value)
            cell.alignment, cell.border = (words if cell.data_type == "s" else number), under
        head = page.cell(1, at)
        head.fill, head.font = fill, font
        page.column_dimensions[get_column_letter(at)].width = width
    for row, cells in enumerate(zip(*columns, strict=True), start=1):
        lines = max(_height(cell, width) for cell, width in zip(cells, widths, strict=True))
        page.row_dimensions[row].height = min(lines * _LINE, _TALLEST)
    if columns:
        page.freeze_panes = page.cell(2, sheet.frozen + 1)
        page.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(columns[0])}"
        page.print_title_rows = "1:1"
        page.print_area = f"A1:{get_column_letter(paper)}{len(columns[0])}"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", _A4
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_setup.fitToHeight = 0
    page.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.5)


def _width(column: Sequence[object], widest: int) -> int:
    """Characters for a column: its longest line, or what lets its longest text stand in a few lines."""
    texts = [str(v) for v in column[1:] if v is not None]
    line = max((len(part) for text in texts for part in text.splitlines()), default=0) + 3
    few = max((len(text) for text in texts), default=0) // _LINES
    # The arrow of the filter stands beside the words of the header.
    header = min(max(map(len, str(column[0]).split() or [""])), _HEADER) + 4
    return max(_NARROW, header, min(line, max(few, _WIDE // 2), widest))


def _height(value: object, width: int) -> int:
    """Lines that a cell takes; programs other than Excel do not work it out when they open the file."""
    text = "" if value is None else str(value)
    return sum(len(wrap(line, width - 3)) or 1 for line in text.splitlines()) or 1
