"""XLSX, XLS and ODS workbooks as grids of text."""

from __future__ import annotations

import datetime
import hashlib
import io
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from graph.errors import LoadError
from graph.text import Text
from loaders.examples import is_guide
from loaders.report import Findings
from loaders.sheet import CELL_ERROR, Grid, SheetParts
from loaders.trial import can_be_read
from loaders.workbook_parts import damaged, look_into, protected

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_Range = tuple[tuple[int, int], tuple[int, int]]  # first and last cell of merged ones, counted from 0


def is_workbook(raw: bytes) -> bool:
    """Whether the bytes are those of a workbook, whatever the file is called."""
    return raw.startswith((ZIP, OLE))


def read_workbook(raw: bytes, name: str, findings: Findings) -> list[Grid]:
    """The visible sheets of a workbook that hold anything.

    Cells come as people see them: whole numbers without a point, dates as
    ``2025-04-18``. Cells merged down a column all get the value. Hidden sheets,
    hidden rows, errors and formulas without a saved value are said. Raises
    ``LoadError`` for a workbook that is damaged, protected or a bomb.
    """
    import python_calamine

    parts = _parts(raw, name)
    sha256 = hashlib.sha256(raw).hexdigest()
    grids = []
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(raw))
        for meta in book.sheets_metadata:
            if meta.typ != python_calamine.SheetTypeEnum.WorkSheet or is_guide(meta.name):
                continue
            if meta.visible != python_calamine.SheetVisibleEnum.Visible:
                _say_hidden(name, meta.name, findings)
                continue
            part, sheet = parts.get(meta.name, SheetParts()), book.get_sheet_by_name(meta.name)
            grid = _grid(sheet, Grid(name, meta.name, [], [], sha256, broken=_broken(part)))
            _fill_merged(grid, sheet.merged_cell_ranges or part.merged, findings)
            _say_hidden_rows(grid, part.hidden, findings)
            if grid.rows:
                grids.append(grid)
    except python_calamine.PasswordError as error:
        raise protected(name) from error
    except LoadError:
        raise
    except BaseException as error:
        # A panic of the Rust library comes as a BaseException of its own; Ctrl-C is not ours to take.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        raise damaged(name, error) from error
    return grids


def _parts(raw: bytes, name: str) -> dict[str, SheetParts]:
    """What is to be known of each sheet; raises ``LoadError`` for a file that no reader should touch."""
    if raw.startswith(ZIP):
        return look_into(raw, name)
    if _ENCRYPTED in raw:
        raise protected(name)
    if not can_be_read(raw):
        raise damaged(name, "unreadable")
    return {}


def _say_hidden(name: str, sheet: str, findings: Findings) -> None:
    findings.warn(
        f"{name}:{sheet}: trang tính bị ẩn nên không đọc; hãy bỏ ẩn nếu cần nạp",
        f"{name}:{sheet}: a hidden sheet, not read; unhide it if it is to be loaded",
    )


def _grid(sheet: Any, grid: Grid) -> Grid:
    """The rows of a sheet, counted from the top of the sheet, not from its first cell."""
    left, exact = [""] * (sheet.start[1] if sheet.start else 0), set()
    telling = {number for number, _ in grid.broken}
    for number, cells in enumerate(sheet.iter_rows() if sheet.start else (), start=1):
        row = [c if type(c) is str else _text(c) for c in cells]
        if any(row) or number in telling:
            grid.rows.append([*left, *row] if left else row)
            grid.numbers.append(number)
            for position, cell in enumerate(cells, start=len(left)):
                if type(cell) is float and not cell.is_integer():
                    exact.add((number, position))
    grid.exact = frozenset(exact)
    return grid


def _text(cell: Any) -> str:
    """A cell as people see it: no ``.0`` behind whole numbers, no exponent, dates as in ISO 8601."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        if cell.is_integer():
            return str(int(cell))
        shown = repr(cell)
        return format(Decimal(shown), "f") if "e" in shown else shown
    if isinstance(cell, datetime.datetime) and not (cell.hour or cell.minute or cell.second):
        return cell.date().isoformat()
    return str(cell)


def _broken(parts: SheetParts) -> dict[tuple[int, int], tuple[str, Text]]:
    errors = {spot: (shown, CELL_ERROR) for spot, shown in parts.errors.items()}
    return errors | {spot: (formula, _UNCOMPUTED) for spot, formula in parts.uncomputed.items()}


def _say_hidden_rows(grid: Grid, hidden: list[int], findings: Findings) -> None:
    if rows := sorted(set(hidden) & set(grid.numbers)):
        findings.warn(
            f"{grid.name}: dòng bị ẩn {row_ranges(rows)} cũng được nạp; hãy xóa nếu không cần",
            f"{grid.name}: hidden rows {row_ranges(rows)} are loaded too; delete them if they are not meant",
        )


def _fill_merged(grid: Grid, merged: Iterable[_Range], findings: Findings) -> None:
    """Cells merged down a column all get the value that only the first of them holds."""
    at = dict(zip(grid.numbers, grid.rows, strict=True))
    filled = []
    for (top, left), (bottom, _) in merged:
        value = at.get(top + 1, [])[left : left + 1]
        below = [n for n in range(top + 2, bottom + 2) if n in at]
        if value and value[0] and below:
            for number in below:
                at[number] += [""] * (left + 1 - len(at[number]))
                at[number][left] = value[0]
            filled.append(f"{top + 1}–{bottom + 1} {value[0][:40]!r}")
    if filled:
        listed = ", ".join(filled[:3]) + (f" (+{len(filled) - 3})" if len(filled) > 3 else "")
        findings.warn(
            f"{grid.name}: ô gộp theo cột, giá trị được dùng cho mọi dòng của ô: dòng {listed}",
            f"{grid.name}: cells merged down a column, the value was taken for each row: rows {listed}",
        )


def row_ranges(rows: Iterable[int]) -> str:
    """Row numbers as people write them: ``3–5, 9``.

    >>> row_ranges([3, 4, 5, 9])
    '3–5, 9'
    """
    spans: list[list[int]] = []
    for row in sorted(rows):
        if spans and row == spans[-1][1] + 1:
            spans[-1][1] = row
        else:
            spans.append([row, row])
    return ", ".join(f"{a}–{b}" if b > a else f"{a}" for a, b in spans)


_UNCOMPUTED = Text(
    "công thức chưa có giá trị đã tính; hãy mở bằng Excel rồi lưu lại",
    "a formula whose value was never saved; open the file in Excel and save it",
)
