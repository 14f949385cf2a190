"""CSV, TSV and their like: the separator is found, broken quotes are located."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice

from graph.errors import LoadError
from graph.text import Text, first_invisible
from loaders.charsets import decode
from loaders.report import Findings
from loaders.sheet import Grid

LARGEST_CELL = 1 << 20  # characters; a longer cell is an unclosed quote or an attack
_SEPARATORS = ",;\t|"
_LOOKED_AT = 40  # rows that tell the separator
_EXCEL_HINT = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


def read_delimited(
    raw: bytes, name: str, findings: Findings, known: Callable[[str], bool], encoding: str | None = None
) -> list[Grid]:
    """The one table of a text file; raises ``LoadError`` when it cannot be understood at all.

    ``known`` tells whether a cell is the header of a column: the separator is the
    one that gives the most of them. Rows whose number of cells is not that of the
    table are set aside; empty cells at the end do not count.
    """
    text, found = decode(raw, name, encoding)
    if found != "utf-8" and encoding is None:
        findings.warn(
            f"{name}: đọc theo bảng mã {found} (chọn bảng mã khác bằng --encoding)",
            f"{name}: read as {found} (another one can be chosen with --encoding)",
        )
    _warn_invisible(text, name, findings)
    hint = _EXCEL_HINT.match(text)
    skipped = 0
    if hint:
        text, skipped = text[hint.end() :], 1
    separator = hint.group(1) if hint else find_separator(text, known)
    grid = Grid(name, None, [], [], hashlib.sha256(raw).hexdigest())
    for number, row in enumerate(_parsed(text, separator, name), start=1 + skipped):
        if "".join(row).strip():  # spreadsheets leave empty rows behind
            grid.rows.append(row)
            grid.numbers.append(number)
    return [grid]


def find_separator(text: str, known: Callable[[str], bool]) -> str:
    """The separator under which a row has the most known headers, else the most even rows.

    >>> find_separator("a; b\\n1,5; 2\\n", lambda cell: False)
    ';'
    """
    lines = io.StringIO(text, newline="")
    return max(_SEPARATORS, key=lambda s: _fit(lines, s, known))


def _fit(lines: io.StringIO, separator: str, known: Callable[[str], bool]) -> tuple[int, float, int]:
    lines.seek(0)
    rows: list[list[str]] = []
    try:
        rows += islice(csv.reader(lines, delimiter=separator), _LOOKED_AT)
    except csv.Error:
        return 0, 0.0, 0
    widths = Counter(len(r) for r in rows if any(r))
    headers = max((sum(map(known, r)) for r in rows), default=0)
    width, rows_of_it = max(widths.items(), key=lambda item: (item[0] > 1, item[1]), default=(0, 0))
    return headers, rows_of_it / len(rows) if rows and width > 1 else 0.0, width


def even_rows(grid: Grid, width: int, findings: Findings) -> None:
    """Make every row of ``grid`` ``width`` cells wide; those that do not fit are set aside."""
    if set(map(len, grid.rows)) <= {width}:
        return
    rows, numbers = [], []
    for row, number in zip(grid.rows, grid.numbers, strict=True):
        if len(row) > width and not any(cell.strip() for cell in row[width:]):
            row = row[:width]
        if len(row) == width:
            rows.append(row)
            numbers.append(number)
        else:
            findings.set_aside(grid.place(number), ",".join(row)[:200], _ragged(len(row), width))
    grid.rows, grid.numbers = rows, numbers


def _ragged(cells: int, columns: int) -> Text:
    return Text(
        f"có {cells} ô, dòng đầu có {columns}; đặt ô có dấu ngăn cột trong ngoặc kép",
        f"has {cells} cells, the header {columns}; put a cell that holds the separator in double quotes",
    )


def _warn_invisible(text: str, name: str, findings: Findings) -> None:
    """Say once per file that characters nobody can see will be taken out of names."""
    hit = first_invisible(text)
    if hit is not None:
        line = text.count("\n", 0, hit) + 1
        findings.warn(
            f"{name}: dòng {line}: có ký tự không nhìn thấy, đã bỏ (ở đây và các dòng khác nếu có)",
            f"{name}: line {line}: invisible characters were taken out (here and wherever else they stand)",
        )


def _parsed(text: str, separator: str, name: str) -> Iterator[list[str]]:
    csv.field_size_limit(LARGEST_CELL)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    began = 1  # the line on which the row being read begins
    try:
        for row in rows:
            yield row
            began = rows.line_num + 1
    except csv.Error as error:
        why = next((text for said, text in _BROKEN.items() if said in str(error)), Text.same(str(error)))
        raise LoadError(
            f"{name}: dòng {began}: CSV hỏng ({why.vi}); kiểm tra dấu ngoặc kép chưa đóng",
            f"{name}: line {began}: broken CSV ({why.en}); look for a quote that is not closed",
        ) from error


# What Python says of a broken file, in plain words.
_BROKEN = {
    "unexpected end of data": Text("tệp kết thúc giữa một ô", "the file ends inside a cell"),
    "expected after": Text("sau ngoặc kép đóng còn chữ", "something stands behind a closing quote"),
    "field limit": Text(
        f"một ô dài hơn {LARGEST_CELL} ký tự", f"a cell has more than {LARGEST_CELL} characters"
    ),
}
