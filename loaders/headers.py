"""Which row of a table is its header, what its columns hold, and which kind of data it is.

A header is known by its exact spelling (with or without accents, signs, brackets),
or by one so near that nothing else can be meant, which is said. All else is
reported with the nearest and not used.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from graph.errors import LoadError
from graph.text import Text, fold, tidy
from loaders.columns import FILES, FileSpec, header_key, spellings
from loaders.delimited import even_rows
from loaders.examples import MARK, is_example
from loaders.report import REASONS, Findings
from loaders.sheet import Grid, Sheet

# A running number says nothing, and the mark of an example row is looked for in every cell.
IGNORED_HEADERS = {"stt", "tt", "no", "so_tt", "so_thu_tu", "dong_mau_example_row", "dong_mau"}
_SEARCHED = 30  # rows of a table among which its header is looked for
_COMPARED = 300  # unknown headers compared with the known ones to name the nearest
_HALVES = re.compile(r"\s*(?:\n|\r|\||/|–|—| - )\s*")


@lru_cache(maxsize=50_000)
def columns_of(kind: str, header: str) -> frozenset[str]:
    """The columns that a header names exactly; a bilingual one ("Tên / Name") by either half."""
    known = spellings(kind)
    whole = known.get(header_key(header))
    if whole:
        return whole
    halves = [known[k] for part in _HALVES.split(header) if (k := header_key(part)) in known]
    return frozenset[str]().union(*halves)


def is_header(cell: str) -> bool:
    """Whether a cell is the header of a column in any file."""
    return len(cell) < 200 and any(columns_of(kind, cell) for kind in FILES)


def _width(kind: str, row: Iterable[str]) -> int:
    """How many columns a row names exactly; 0 when one that the file must have is lacking."""
    named = frozenset[str]().union(*(columns_of(kind, cell) for cell in row if cell))
    return len(named) if named.issuperset(FILES[kind].needed()) else 0


def kinds_of(grid: Grid) -> list[str]:
    """The kinds of data that the headers of a table fit best: one when they are sure."""
    found = {kind: max((_width(kind, row) for row in grid.rows[:_SEARCHED]), default=0) for kind in FILES}
    most = max(found.values())
    return [kind for kind, width in found.items() if width == most > 0]


def as_sheet(grid: Grid, kind: str, findings: Findings) -> Sheet:
    """The table with its header told from what stands above it, and rows that are no data left out.

    Titles above the header, a row of column numbers below it and rows of totals
    are reported.
    """
    if not grid.rows:
        raise LoadError(
            f"{grid.name}: tệp trống; dòng đầu phải là tên các cột",
            f"{grid.name}: the file is empty; the first row names the columns",
        )
    top = header_row(grid, kind)
    header = grid.rows[top]
    _say_titles(grid, top, findings)
    while (
        header and not header[-1].strip() and all(not "".join(r[len(header) - 1 :]) for r in grid.rows[top:])
    ):
        header = header[:-1]
    body = Grid(grid.file, grid.sheet, grid.rows[top + 1 :], grid.numbers[top + 1 :], grid.sha256)
    body.exact, body.broken = grid.exact, grid.broken
    if grid.sheet is None:
        even_rows(body, len(header), findings)
    else:
        body.rows = [_fitted(row, len(header)) for row in body.rows]
    _skip_column_numbers(body, findings)
    _set_totals_aside(body, findings)
    _skip_examples(kind, body, findings)
    return Sheet(
        kind, grid.file, header, body.rows, body.numbers, grid.sha256,
        sheet=grid.sheet, exact=body.exact, broken=body.broken,
    )  # fmt: skip


def header_row(grid: Grid, kind: str) -> int:
    """The position of the row that names the most columns; the first where none names all it must."""
    rows = grid.rows[:_SEARCHED]
    whole = [_width(kind, row) for row in rows]
    if any(whole):
        return whole.index(max(whole))
    named = [sum(bool(columns_of(kind, cell)) for cell in row if cell) for row in rows]
    return named.index(max(named)) if max(named) > 1 else 0


def _fitted(row: list[str], width: int) -> list[str]:
    return row if len(row) == width else (row + [""] * width)[:width]


def _say_titles(grid: Grid, top: int, findings: Findings) -> None:
    if top:
        first, last = grid.numbers[0], grid.numbers[top - 1]
        title = next(cell for cell in grid.rows[0] if cell.strip())[:60]
        rows = f"{first}–{last}" if last > first else f"{first}"
        findings.warn(
            f"{grid.name}: tên cột ở dòng {grid.numbers[top]}; dòng {rows} phía trên không nạp ({title!r}…)",
            f"{grid.name}: the header is row {grid.numbers[top]}; {rows} above is not loaded ({title!r}…)",
        )


_COLUMN_NUMBER = re.compile(r"\(?(\d{1,2}|[A-Z])\)?(\s*=.*)?")


def _skip_column_numbers(body: Grid, findings: Findings) -> None:
    """Leave out ``(1) (2) (3) …`` below a header, as official forms have it."""
    filled = [cell.strip() for cell in body.rows[0] if cell.strip()] if body.rows else []
    if len(filled) > 2 and len(set(filled)) == len(filled) and all(map(_COLUMN_NUMBER.fullmatch, filled)):
        findings.warn(
            f"{body.name}: dòng {body.numbers[0]} đánh số cột, không nạp",
            f"{body.name}: row {body.numbers[0]} numbers the columns, not loaded",
        )
        del body.rows[0], body.numbers[0]


_TOTALS = {"tong", "tong cong", "tong so", "cong", "total", "grand total"}


def _set_totals_aside(body: Grid, findings: Findings) -> None:
    why = Text("dòng tổng cộng, không phải dữ liệu", "a row of totals, no data")
    totals = set()
    for index in range(max(0, len(body.rows) - 10), len(body.rows)):
        first = next((cell for cell in body.rows[index] if cell.strip()), "")
        if len(first) < 40 and fold(tidy(first)).split(":")[0].strip() in _TOTALS:
            totals.add(index)
            findings.set_aside(body.place(body.numbers[index]), first, why)
    if totals:
        body.rows = [row for i, row in enumerate(body.rows) if i not in totals]
        body.numbers = [number for i, number in enumerate(body.numbers) if i not in totals]


def _skip_examples(kind: str, body: Grid, findings: Findings) -> None:
    """Leave out the example row of the template; one that a person has changed is said."""
    found = {n: is_example(kind, row) for n, row in zip(body.numbers[:_SEARCHED], body.rows, strict=False)}
    for number, example in found.items():
        if example is None:
            findings.set_aside(body.place(number), MARK, _CHANGED_EXAMPLE)
    left_out = {number for number, example in found.items() if example is not False}
    if left_out:
        body.rows = [row for n, row in zip(body.numbers, body.rows, strict=True) if n not in left_out]
        body.numbers = [number for number in body.numbers if number not in left_out]


_CHANGED_EXAMPLE = Text(
    "dòng mẫu đã bị sửa; nếu là dữ liệu của bạn, hãy xóa chữ đánh dấu dòng mẫu rồi nạp lại",
    "the example row was changed; if it is data of yours, delete its mark and load again",
)


@dataclass
class HeaderReading:
    """What the cells of a header mean: ``found`` column → position; ``near`` those by a likely
    misspelling; ``unknown`` position → nearest column (or ""); ``unsure`` position → several columns."""

    found: dict[str, int] = field(default_factory=dict)
    near: dict[str, int] = field(default_factory=dict)
    doubled: list[tuple[str, int, int]] = field(default_factory=list)
    unknown: dict[int, str] = field(default_factory=dict)
    unsure: dict[int, list[str]] = field(default_factory=dict)


def read_header(kind: str, header: list[str]) -> HeaderReading:
    """The meaning of each cell of a header; exact names first, then near ones for what is still free."""
    reading = HeaderReading()
    rest = []
    for position, text in enumerate(header):
        columns = columns_of(kind, text) if text.strip() else frozenset[str]()
        if len(columns) > 1:
            reading.unsure[position] = sorted(columns)
        elif columns:
            _take(reading, reading.found, next(iter(columns)), position)
        elif text.strip() and header_key(text) not in IGNORED_HEADERS:
            rest.append(position)
    for position in rest:
        column, sure = nearest(kind, header[position]) if len(reading.unknown) < _COMPARED else ("", False)
        if sure and column not in reading.found:
            _take(reading, reading.near, column, position)
        else:
            reading.unknown[position] = column
    return reading


def _take(reading: HeaderReading, into: dict[str, int], column: str, position: int) -> None:
    if column in into:
        reading.doubled.append((column, into[column], position))
    else:
        into[column] = position


def nearest(kind: str, header: str) -> tuple[str, bool]:
    """The column whose name is most like a header ("" when none is), and whether nothing else can be meant.

    Sure is one slip of the hand (two in long names), with every other column further off.
    """
    from rapidfuzz import fuzz
    from rapidfuzz.distance import OSA

    key = header_key(header)
    best: dict[str, int] = {}
    like: dict[str, float] = {}
    for spelling, columns in spellings(kind).items():
        for column in columns:
            best[column] = min(best.get(column, 99), OSA.distance(key, spelling, score_cutoff=6))
            like[column] = max(like.get(column, 0.0), fuzz.ratio(key, spelling))
    column = min(best, key=lambda c: (best[c], -like[c], c))
    allowed = 0 if len(key) < 6 else 1 if len(key) < 12 else 2
    others = min((d for c, d in best.items() if c != column), default=99)
    if best[column] <= allowed and others > best[column] + 1 and not any(c.isdigit() for c in key):
        return column, True
    close = max(like, key=lambda c: (like[c], c))
    return (close if like[close] >= 65 else ""), False


def match_headers(spec: FileSpec, header: list[str], file: str, findings: Findings) -> dict[str, int]:
    """Which column of the file holds what: column name → position in ``header``.

    A near spelling that is taken, and a column that is not known, are warned of.
    Two columns for one thing, one that fits two, or a missing required one raise
    ``LoadError``.
    """
    kind = next(name for name, known in FILES.items() if known is spec)
    reading = read_header(kind, header)
    for position, columns in reading.unsure.items():
        listed = ", ".join(columns)
        raise LoadError(
            f"{file}: cột {header[position]!r} có thể là {listed}; hãy đổi tên cột cho rõ",
            f"{file}: column {header[position]!r} may be {listed}; rename it so that it is clear",
        )
    for column, one, two in reading.doubled:
        raise LoadError(
            f"{file}: hai cột cùng là {column}: {header[one]!r} và {header[two]!r}; hãy bỏ một cột",
            f"{file}: two columns mean {column}: {header[one]!r} and {header[two]!r}; remove one",
        )
    _say_near_and_unknown(reading, header, file, findings)
    found = {**reading.near, **reading.found}
    missing = [c for c in spec.needed() if c not in found]
    if missing:
        shown = ", ".join(h for h in header if h.strip())[:300]
        raise LoadError(
            f"{file}: thiếu cột {', '.join(missing)}; dòng đầu có: {shown}",
            f"{file}: lacks the column {', '.join(missing)}; the first row has: {shown}",
        )
    return found


def _say_near_and_unknown(reading: HeaderReading, header: list[str], file: str, findings: Findings) -> None:
    for column, position in reading.near.items():
        findings.warn(
            f"{file}: cột {header[position]!r} hiểu là {column}",
            f"{file}: column {header[position]!r} is read as {column}",
        )
    for position, near in reading.unknown.items():
        if header[position] == REASONS:
            continue
        vi, en = (f" (gần giống: {near})", f" (nearest: {near})") if near else ("", "")
        findings.warn(
            f"{file}: cột {header[position]!r} không dùng đến{vi}",
            f"{file}: column {header[position]!r} is not known and not used{en}",
        )
