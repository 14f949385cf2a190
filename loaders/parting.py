"""Two things in one cell, each to its own column: "1.200 cái/tháng", "ISO 9001:2015 (đến 31/12/2026)"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from graph.errors import BadValue
from graph.quantities import Date, Number
from graph.text import Text, fold, tidy
from loaders.repairs import Repair

_LONGEST = 300  # characters; a longer cell is prose
Cells = dict[str, list[str]]
_UNIT = Text("đơn vị nằm trong ô số được tách ra", "the unit in the cell of a number is parted from it")
_EXPIRY = Text(
    "thời hạn nằm trong ô chứng nhận được tách ra", "the expiry in the cell of a standard is parted"
)

# --- a number and its unit ----------------------------------------------------------------------
_TIMES = {"nghin": 10**3, "ngan": 10**3, "thousand": 10**3, "trieu": 10**6, "million": 10**6,
          "ty": 10**9, "ti": 10**9, "billion": 10**9}  # fmt: skip
_MEASURE = re.compile(rf"([-+]?\d[\d., ]*?)(?: ?({'|'.join(_TIMES)}))?(?: ?([^\d\s.,][^\d]*))?")
_DAYS = {"ngay": 1, "day": 1, "days": 1, "tuan": 7, "week": 7, "weeks": 7}
_PEOPLE = dict.fromkeys(
    ("nguoi", "lao dong", "nhan vien", "cong nhan", "people", "persons", "employees", "workers"), 1
)
# Columns whose unit is fixed, and what other units count for in it; all others have a column ``unit``.
_FIXED: Mapping[str, Mapping[str, int]] = {"lead_time_days": _DAYS, "employees": _PEOPLE}
_FREE = ("capacity", "moq", "volume")


def _measure(text: str) -> tuple[str, str] | None:
    """The number and the unit of a cell that has letters behind a number; the unit as it is written."""
    text = tidy(text)
    match = _MEASURE.fullmatch(fold(text)) if len(text) < _LONGEST else None
    if match is None or not (match[2] or match[3]):
        return None
    number, unit = match[1].strip(" .,"), text[match.start(3) : match.end(3)].strip() if match[3] else ""
    if match[2]:
        try:
            number = format(Number().clean(number) * _TIMES[match[2]], ".10g")
        except BadValue:
            return None
    return number, unit


def _fixed(text: str, units: Mapping[str, int]) -> str | None:
    found = _measure(text)
    times = units.get(fold(found[1]).strip(" .")) if found else None
    if found is None or times is None:
        return None
    if times == 1:
        return found[0]
    return str(int(found[0]) * times) if found[0].isdigit() else None


def _part_measure(cells: Cells, column: str, index: int) -> Repair | None:
    if column in _FIXED:
        number = _fixed(cells[column][index], _FIXED[column])
        return Repair(number, _UNIT) if number else None
    found = _measure(cells[column][index])
    if found is None:
        return None
    units = cells.setdefault("unit", [""] * len(cells[column]))
    if found[1]:
        if units[index].strip() and fold(tidy(units[index])) != fold(found[1]):
            return None  # two units: the cell stays as it is, and is no number
        units[index] = units[index] or found[1]
    return Repair(found[0], _UNIT)


# --- a standard and its expiry ------------------------------------------------------------------
_TO = r"(?:den het|den|toi|until|till|to|thru|through)"
_UNTIL = re.compile(
    rf"[\s,;(–-]+(?:(?:co )?(?:hieu luc|gia tri|het han|han|hsd|valid|expires?|expiry|exp)[ .:]*{_TO}?|{_TO})"
    r"[ :]*((?:ngay )?[\d/.-]*\d(?: thang \d+ nam \d{4})?)\s*\)?"
)
_RANGE = re.compile(r"(?:tu |from )?(\d[\d/.-]*\d)\s*(?:-|–|den|to|until)\s*(\d[\d/.-]*\d)")
_BACKWARDS = Text("hết hạn trước khi bắt đầu", "ends before it starts")


@dataclass(frozen=True)
class Dated:
    """A standard as it is called, and until when its certificate is valid (ISO 8601; ``None``: not said)."""

    name: str
    until: str | None = None


def part_expiry(text: str) -> Dated:
    """The standard and the expiry in one text. Raises ``BadValue`` for a date that is none.

    >>> part_expiry("ISO 9001:2015 (đến 31/12/2026)")
    Dated(name='ISO 9001:2015', until='2026-12-31')
    """
    text = tidy(text)
    if len(text) > _LONGEST:
        return Dated(text)
    folded = fold(text)
    for match in _UNTIL.finditer(folded):
        if match.end() == len(folded) and match.start() > 0:
            return Dated(
                text[: match.start()].rstrip(" (,;–-"), Date().clean(text[match.start(1) : match.end(1)])
            )
    span = re.search(r"\(([^()]*)\)$", text)
    period = _RANGE.fullmatch(fold(span[1]).strip()) if span else None
    if span and period:
        return Dated(text[: span.start()].rstrip(), last_day(period[1], period[2]))
    return Dated(text)


def undated(text: str) -> str:
    """The standard alone, whatever is said of its certificate."""
    try:
        return part_expiry(text).name
    except BadValue:
        return text


def last_day(first: str, last: str) -> str:
    """The end of a period; one that ends before it starts raises ``BadValue``."""
    begin, end = Date().clean(first), Date().clean(last)
    if end < begin[: len(end)]:
        raise BadValue(
            f"{_BACKWARDS.vi}: {first} – {last}; hãy sửa ngày",
            f"{_BACKWARDS.en}: {first} – {last}; correct it",
        )
    return str(end)


def _part_standard(cells: Cells, column: str, index: int) -> Repair | BadValue | None:
    try:
        found = part_expiry(cells[column][index])
    except BadValue as problem:
        return problem
    until = cells.setdefault("valid_until", [""] * len(cells[column]))
    if found.until is None or until[index].strip():
        return None
    until[index] = found.until
    return Repair(found.name, _EXPIRY)


def _part_period(cells: Cells, column: str, index: int) -> Repair | BadValue | None:
    """``01/01/2024 - 31/12/2026``: until when it holds is the second day."""
    period = _RANGE.fullmatch(fold(tidy(cells[column][index][:_LONGEST])))
    if period is None or not re.search(r"\d[/.-]\d", period[2]):
        return None
    try:
        return Repair(last_day(period[1], period[2]), _EXPIRY)
    except BadValue as problem:
        return problem


PARTED: dict[str, Callable[[Cells, str, int], Repair | BadValue | None]] = {
    **dict.fromkeys((*_FREE, *_FIXED), _part_measure),
    "standard": _part_standard,
    "valid_until": _part_period,
}


@dataclass
class Parted:
    """By column and position of the row: what was parted, and what makes no sense and is crossed out."""

    done: dict[str, dict[int, Repair]] = field(default_factory=lambda: defaultdict(dict))
    bad: dict[str, list[tuple[int, str, Text]]] = field(default_factory=lambda: defaultdict(list))


def part_cells(cells: Cells) -> Parted:
    """Part the cells that hold two things; the other column is filled only where it is empty.

    ``cells`` are the columns of a sheet by name, and are changed.
    """
    parted = Parted()
    for column in [c for c in PARTED if c in cells]:
        part = PARTED[column]
        for index, cell in enumerate(cells[column]):
            found = None if _plain(cell) else part(cells, column, index)
            if isinstance(found, Repair):
                parted.done[column][index] = found
                cells[column][index] = found.text
            elif found is not None:
                parted.bad[column].append((index, cell, found.text))
                cells[column][index] = ""
    return parted


def _plain(cell: str) -> bool:
    """Whether a cell is empty or a plain number, as nearly all are."""
    return not cell or cell.isdigit()
