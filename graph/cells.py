"""Cells for spreadsheets: no text that we write can start a formula, and it still reads well."""

from __future__ import annotations

import datetime
import math
import numbers
import re
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from openpyxl.cell import Cell, WriteOnlyCell

LONGEST = 32_767  # characters that a cell of a workbook holds
# What a spreadsheet takes for the start of a formula (the wide forms in East Asian settings), at the start
# of a text and where a program that splits lines at another character would begin a new cell.
_BLANKS, _SIGNS = r"[^\S\t\r\n]*", r"[=+\-@＝＋－＠]"
_FORMULA = re.compile(rf"^(?=[\t\r\n]|{_BLANKS}{_SIGNS})|([;\t\r\n]{_BLANKS})(?={_SIGNS})")
_NOT_XML = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]")


def safe_cell(text: str) -> str:
    """``text`` for a cell of a CSV file: with an apostrophe before whatever would start a formula.

    >>> safe_cell("=1+1"), safe_cell("đúc gang; -20 %"), safe_cell("gang = sắt + carbon")
    ("'=1+1", "đúc gang; '-20 %", 'gang = sắt + carbon')
    """
    return _FORMULA.sub(r"\1'", text)


def csv_text(frame: pd.DataFrame) -> str:
    """A table as CSV, header first, in which no cell starts a formula when a spreadsheet opens it."""
    safe = frame.map(lambda v: safe_cell(v) if isinstance(v, str) else v)
    text: str = safe.to_csv(index=False, lineterminator="\n", header=[safe_cell(str(c)) for c in frame])
    return text


def put(cell: Cell | WriteOnlyCell, value: Any) -> None:
    """Fill a cell of an openpyxl workbook; a text is a text there, whatever it starts with.

    It keeps its own letters (no apostrophe is seen) and stays a text when a
    person edits it. Unknown (``None``, ``NaN``, ``<NA>``) is an empty cell, a
    list is its items with ``|`` between; what XML cannot hold becomes ``�``; a
    text too long for a cell ends in ``…``.
    """
    plain = _plain(value)
    if not isinstance(plain, str):
        cell.value = plain
        return
    text = _NOT_XML.sub("�", plain)
    cell.value = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
    cell.data_type = "s"
    cell.quotePrefix = _FORMULA.match(text) is not None


def _plain(value: Any) -> Any:
    """What a workbook has a type for: text, number, yes or no, day; or ``None``."""
    if isinstance(value, (list, tuple)):
        return "|".join(map(str, value))
    if isinstance(value, str | bool | datetime.date):
        return None if value is pd.NaT else value
    if isinstance(value, numbers.Real):
        return value if math.isfinite(value) else None if math.isnan(value) else str(value)
    return None if pd.isna(value) else str(value)
