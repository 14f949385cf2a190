"""Cells become values: each column cleaned by its type, what cannot be read is set aside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd

from graph.errors import BadValue
from graph.text import Text, all_tidy
from graph.values import Choice, Date, ValueType, Words
from loaders.columns import FILES, FileSpec
from loaders.headers import match_headers
from loaders.parting import part_cells
from loaders.repairs import UNCLEAR_DAY, Column, Repair, repair, unclear_days
from loaders.report import Findings, Place
from loaders.sheet import CELL_ERROR, SPREADSHEET_ERRORS, Sheet

EMPTY = Text("ô bắt buộc bị trống; hãy điền", "a required cell is empty; fill it in")


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
    kinds = spec.columns()
    cells = {
        name: list(_exact(sheet, position, kinds[name], columns[position]))
        for name, position in positions.items()
    }
    headers = {name: sheet.header[position] for name, position in positions.items()}
    table = Cleaned(spec, sheet, pd.DataFrame(), headers)
    parted = part_cells(cells)
    for name, done in parted.done.items():
        _say_repaired(table, name, done, columns[positions[name]], findings)
    needed = {*spec.needed(), "id"}  # without its own id a row could pass for another
    frame: dict[str, Any] = {"_row": sheet.numbers}
    dropped: set[int] = set()
    for name, kind in kinds.items():
        if name not in cells:
            frame[name] = [() if kind.kind == "list" else None] * len(sheet.numbers)
            continue
        values, problems, repaired = _clean_column(
            kind, cells[name], Column(partial(_typed, sheet, positions.get(name, -1), cells[name]))
        )
        _say_repaired(table, name, repaired, cells[name], findings)
        if name in positions:  # as the cell stands in the file, not as its parts were read
            problems = [(i, columns[positions[name]][i], why) for i, _, why in problems]
        problems += [*_broken_cells(sheet, positions.get(name, -1)), *parted.bad.get(name, ())]
        for index, shown, problem in problems:
            place = table.place(sheet.numbers[index], name)
            findings.set_aside(place, shown, problem, scope="row" if name in needed else "cell")
        if name in needed:
            dropped |= {index for index, _, _ in problems}
        if name in spec.needed():
            dropped |= _empty_rows(table, name, values, dropped, findings)
        frame[name] = values
    for column, default in spec.defaults:
        frame[column] = [default if v is None else v for v in frame[column]]
    table.frame = pd.DataFrame({k: pd.Series(v, dtype=object) for k, v in frame.items()})
    if dropped:
        table.drop([i in dropped for i in range(len(table.frame))])
    return table


Problem = tuple[int, str, Text]  # the position of a row, what its cell shows, and why that is not read


def _exact(sheet: Sheet, position: int, kind: ValueType, cells: tuple[str, ...]) -> tuple[str, ...]:
    """The cells; numbers of the workbook itself with a digit more, for their 1.234 is no thousand."""
    if not sheet.exact or kind.kind != "real":
        return cells
    spots = zip(cells, sheet.numbers, strict=True)
    return tuple([f"{cell}0" if (number, position) in sheet.exact else cell for cell, number in spots])


def _typed(sheet: Sheet, position: int, cells: Sequence[str]) -> set[str]:
    """The distinct cells that a person typed as text: they show how numbers are written here."""
    if not sheet.exact:
        return set(cells)
    return {c for c, n in zip(cells, sheet.numbers, strict=True) if (n, position) not in sheet.exact}


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
    table: Cleaned, name: str, values: list[Any], dropped: set[int], findings: Findings
) -> set[int]:
    empty = {i for i, v in enumerate(values) if v is None} - dropped
    for index in sorted(empty):
        findings.set_aside(table.place(table.sheet.numbers[index], name), "", EMPTY)
    return empty


def _clean_column(
    kind: ValueType, cells: Sequence[str], column: Column
) -> tuple[list[Any], list[Problem], dict[int, Repair]]:
    """Values of a column, what could not be read, and by position what was put right.

    Each distinct text is read once; ``column`` tells how its cells are written.
    """
    read: dict[str, Any] = {}
    bad: dict[str, Text] = {}
    mended: dict[str, Repair] = {}
    distinct = set(cells)
    reader = _reader(kind, distinct)
    for cell in distinct:
        try:
            read[cell] = reader(cell) if cell else kind.clean(cell)
        except BadValue as problem:
            read[cell] = () if kind.kind == "list" else None
            found = repair(kind, cell, column)
            try:
                if found is None:
                    raise problem
                read[cell], mended[cell] = kind.clean(found.text), found
            except BadValue:
                bad[cell] = problem.text
    if isinstance(kind, Date):
        for cell in unclear_days(distinct) - mended.keys():
            read[cell], bad[cell] = None, UNCLEAR_DAY
    if isinstance(kind, Choice):
        read = {cell: None if value == "unknown" else value for cell, value in read.items()}
    problems = [(i, c, bad[c]) for i, c in enumerate(cells) if c in bad] if bad else []
    repaired = {i: mended[c] for i, c in enumerate(cells) if c in mended} if mended else {}
    return [read[c] for c in cells], problems, repaired


def _reader(kind: ValueType, cells: Collection[str]) -> Callable[[str], Any]:
    """How the cells of a column that are not empty are read: where all are tidy, none is tidied again."""
    usual = type(kind).clean in (ValueType.clean, Words.clean)
    unmarked = {cell[:1] for cell in cells}.isdisjoint(("#", "'"))
    return kind.parse if usual and unmarked and all_tidy(cells) else partial(_read, kind)


def _read(kind: ValueType, cell: str) -> Any:
    if cell.startswith("#") and cell.strip() in SPREADSHEET_ERRORS:
        raise BadValue(CELL_ERROR.vi, CELL_ERROR.en)
    if cell.startswith("'") and cell[1:2] in _GUARDED:
        cell = cell[1:]  # the apostrophe that keeps a spreadsheet from taking a text for a formula
    return kind.clean(cell)


_GUARDED = frozenset("=+-@")


def _say_repaired(
    table: Cleaned, name: str, repaired: dict[int, Repair], cells: Sequence[str], findings: Findings
) -> None:
    """One note for each kind of repair of a column, with the first cells."""
    by_kind: dict[Text, list[int]] = defaultdict(list)
    for index, mended in repaired.items():
        by_kind[mended.why].append(index)
    for why, indices in by_kind.items():
        place = table.sheet.place(None, table.headers.get(name, name))
        shown = [f"{table.sheet.numbers[i]} {cells[i]!r} → {repaired[i].text}" for i in indices[:3]]
        more = f" (+{len(indices) - 3})" if len(indices) > 3 else ""
        findings.warn(
            f"{place}: {why.vi}: dòng {'; '.join(shown)}{more}",
            f"{place}: {why.en}: rows {'; '.join(shown)}{more}",
        )
