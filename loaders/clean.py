"""Cells become values: each column cleaned by its type, what cannot be read is set aside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from graph.errors import BadValue
from graph.text import Text
from graph.values import Choice, ValueType
from loaders.columns import FILES, FileSpec
from loaders.headers import match_headers
from loaders.report import Findings, Place
from loaders.sheet import CELL_ERROR, SPREADSHEET_ERRORS, Sheet

EMPTY = Text("ô bắt buộc bị trống", "a required cell is empty")


@dataclass
class Cleaned:
    """A sheet with typed values: ``frame`` has the columns of its spec, and ``_row``, the row number."""

    spec: FileSpec
    sheet: Sheet
    frame: pd.DataFrame
    headers: dict[str, str]

    def place(self, row: int, column: str | None = None) -> Place:
        """Where a row stands, with the column as its file calls it."""
        return self.sheet.place(row, self.headers.get(column, column) if column else None)

    def refs(self) -> list[str]:
        """Where each row stands, as the second half of a reference: ``hai-phong/mous.csv:3``."""
        return [f"{self.sheet.file}:{self.sheet.spot(row)}" for row in self.frame["_row"].tolist()]

    def drop(self, bad: pd.Series | list[bool]) -> None:
        """Leave out rows (they have been set aside)."""
        keep = pd.Series([not b for b in bad], index=self.frame.index, dtype=bool)
        self.frame = self.frame[keep].reset_index(drop=True)


def clean_sheet(sheet: Sheet, findings: Findings) -> Cleaned:
    """The sheet with every cell read by the type of its column.

    A bad cell in a required column or an id sets its row aside, in another column only
    the cell: the row is loaded without it. Both are in the report.
    """
    spec = FILES[sheet.kind]
    positions = match_headers(spec, sheet.header, sheet.name, findings)
    columns: list[tuple[str, ...]] = list(zip(*sheet.rows, strict=True)) or [() for _ in sheet.header]
    _warn_nameless(sheet, columns, findings)
    needed = {*spec.needed(), "id"}  # without its own id a row could pass for another
    frame: dict[str, Any] = {"_row": sheet.numbers}
    dropped: set[int] = set()
    for name, kind in spec.columns().items():
        if name not in positions:
            frame[name] = [() if kind.kind == "list" else None] * len(sheet.numbers)
            continue
        position = positions[name]
        values, problems = _clean_column(kind, _exact(sheet, position, kind, columns[position]))
        problems += _broken_cells(sheet, position)
        for index, shown, problem in problems:
            place = sheet.place(sheet.numbers[index], sheet.header[position])
            findings.set_aside(place, shown, problem, scope="row" if name in needed else "cell")
        if name in needed:
            dropped |= {index for index, _, _ in problems}
        if name in spec.needed():
            dropped |= _empty_rows(sheet, sheet.header[position], values, dropped, findings)
        frame[name] = values
    for column, default in spec.defaults:
        frame[column] = [default if v is None else v for v in frame[column]]
    table = pd.DataFrame({k: pd.Series(v, dtype=object) for k, v in frame.items()})
    headers = {name: sheet.header[position] for name, position in positions.items()}
    cleaned = Cleaned(spec, sheet, table, headers)
    if dropped:
        cleaned.drop([i in dropped for i in range(len(table))])
    return cleaned


Problem = tuple[int, str, Text]  # the position of a row, what its cell shows, and why that is not read


def _exact(sheet: Sheet, position: int, kind: ValueType, cells: tuple[str, ...]) -> tuple[str, ...]:
    """The cells; what is a number in its workbook with a digit more, for 1.234 there is no thousand."""
    if not sheet.exact or kind.kind != "real":
        return cells
    spots = zip(cells, sheet.numbers, strict=True)
    return tuple([f"{cell}0" if (number, position) in sheet.exact else cell for cell, number in spots])


def _broken_cells(sheet: Sheet, position: int) -> list[Problem]:
    """Cells of a workbook that show an error or a formula without a value."""
    if not sheet.broken:
        return []
    found = ((i, sheet.broken.get((number, position))) for i, number in enumerate(sheet.numbers))
    return [(i, *broken) for i, broken in found if broken is not None]


def _warn_nameless(sheet: Sheet, columns: list[tuple[str, ...]], findings: Findings) -> None:
    """Say which columns hold something but have no name, so that nobody can tell what."""
    for position, (name, cells) in enumerate(zip(sheet.header, columns, strict=True), start=1):
        if not name.strip() and any(cell.strip() for cell in cells):
            findings.warn(
                f"{sheet.name}: cột thứ {position} không có tên, không dùng đến",
                f"{sheet.name}: column number {position} has no name and is not used",
            )


def _empty_rows(
    sheet: Sheet, column: str, values: list[Any], dropped: set[int], findings: Findings
) -> set[int]:
    empty = {i for i, v in enumerate(values) if v is None} - dropped
    for index in sorted(empty):
        findings.set_aside(sheet.place(sheet.numbers[index], column), "", EMPTY)
    return empty


def _clean_column(kind: ValueType, cells: tuple[str, ...]) -> tuple[list[Any], list[Problem]]:
    """Values of a column and what could not be read; each distinct text is read once."""
    read: dict[str, Any] = {}
    bad: dict[str, Text] = {}
    for cell in set(cells):
        try:
            if cell.startswith("#") and cell.strip() in SPREADSHEET_ERRORS:
                raise BadValue(CELL_ERROR.vi, CELL_ERROR.en)
            read[cell] = kind.clean(cell)
        except BadValue as problem:
            read[cell] = () if kind.kind == "list" else None
            bad[cell] = problem.text
    if isinstance(kind, Choice):
        read = {cell: None if value == "unknown" else value for cell, value in read.items()}
    problems = [(i, c, bad[c]) for i, c in enumerate(cells) if c in bad] if bad else []
    return [read[c] for c in cells], problems
