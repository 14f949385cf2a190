"""Cells that their type refuses but that can mean one thing only: put right, and said.

Each repair looks at the cell and at its column; where anything is left to guess
the cell stays refused. ``REPAIRS`` names them by the type of the column.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property

from stdnum.vn import mst

from graph.quantities import Date, Integer, Number
from graph.text import Text, tidy
from graph.values import Code, ListOf, TaxCode, ValueType
from graph.valuetype import FULL_WIDTH


@dataclass(frozen=True)
class Repair:
    """A cell as its type reads it, and what was done."""

    text: str
    why: Text


class Column:
    """What a column shows of how its cells are written; ``typed`` gives the texts that people typed in it."""

    def __init__(self, typed: Callable[[], Iterable[str]] = tuple) -> None:
        self._typed = typed

    @cached_property
    def sign(self) -> str | None:
        """The sign before decimals, when it is clear."""
        return decimal_sign(self._typed())


_ZERO = Text("số 0 ở đầu đã mất, được thêm lại vì số kiểm tra khớp",
             "a leading zero was lost and is put back, for the check digit fits")  # fmt: skip
_AS_NUMBER = Text("đã bị lưu thành số", "was stored as a number")
_SERIAL = Text("số ngày của Excel được đọc thành ngày", "Excel's day number is read as a date")
_CENTURY = Text("năm hai chữ số được đọc đủ bốn chữ số", "a year of two digits is read with four")
_THOUSANDS = Text("số nguyên nên dấu ngăn là phần nghìn", "a whole number, so the sign parts thousands")
_BY_COLUMN = Text("phần nghìn hay thập phân được hiểu như các ô khác của cột",
                  "thousands or decimals, read as the other cells of the column show")  # fmt: skip
_HS_ZERO = Text("số 0 ở cuối mã HS đã mất", "a zero at the end of an HS code was lost")


def _whole(text: str) -> str | None:
    """The digits of a whole number that a program wrote as ``200100019.0`` or ``2.00100019E+08``.

    An exponent is taken only when it states every digit.
    """
    if re.fullmatch(r"\d+\.0+", text):
        return text.split(".")[0]
    parts = re.fullmatch(r"\d\.(\d+)[eE]\+?(\d{1,2})", text.replace(",", "."))
    if parts and len(parts[1]) == int(parts[2]):
        try:
            return str(int(Decimal(text.replace(",", "."))))
        except (InvalidOperation, ValueError):
            return None
    return None


def _sound(code: str) -> bool:
    return len(code) in (10, 13) and bool(mst.is_valid(code))


def tax_code(text: str, column: Column) -> Repair | None:
    """A tax code that a spreadsheet took for a number: its zero, ``.0`` or exponent.

    >>> [tax_code(text, Column()).text for text in ("200100019", "2.00100019E+08")]
    ['0200100019', '0200100019']
    """
    text = tidy(text).translate(FULL_WIDTH)
    digits = _whole(text) or text
    if not (digits.isascii() and digits.isdigit()):
        return None
    if digits != text and _sound(digits):
        return Repair(digits, _AS_NUMBER)
    # A personal id has 12 digits too, but begins with a zero.
    if len(digits) in (9, 12) and digits[0] != "0" and _sound(f"0{digits}"):
        return Repair(f"0{digits}", _ZERO)
    return None


_FIRST_SERIAL, _LAST_SERIAL = 20_000, 73_050  # 1954 to 2099; below, a number of four digits is a year


def date(text: str, column: Column) -> Repair | None:
    """A date as a day number of Excel, or with a year of two digits (00 to 49 are of this century).

    >>> date("45765", Column()).text, date("18-04-25", Column()).text
    ('2025-04-18', '18/04/2025')
    """
    text = tidy(text)
    if re.fullmatch(r"\d{5}(\.0+)?", text) and _FIRST_SERIAL <= float(text) <= _LAST_SERIAL:
        day = datetime.date(1899, 12, 30) + datetime.timedelta(days=int(float(text)))
        return Repair(day.isoformat(), _SERIAL)
    short = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{2})", text)
    if short and int(short[2]) <= 12:
        return Repair(f"{short[1]}/{short[2]}/{'20' if short[3] < '50' else '19'}{short[3]}", _CENTURY)
    return None


_UNCLEAR = re.compile(r"[-+]?0*[1-9]\d{0,2}([.,])\d{3}")
_SHOWS = tuple(  # forms that show which sign stands before decimals: the point, then the comma
    re.compile(
        rf"[-+]?(?:\d+{p}(?:\d{{1,2}}|\d{{4,}})|\d{{1,3}}(?:{g}\d{{3}})+{p}\d+|\d{{1,3}}(?:{g}\d{{3}}){{2,}})"
    )
    for p, g in ((r"\.", ","), (",", r"\."))
)


def decimal_sign(column: Iterable[str]) -> str | None:
    """The sign before decimals that the clear numbers of a column show, when they agree.

    >>> decimal_sign(["1.234", "12,5"]), decimal_sign(["1.234"]), decimal_sign(["1,5", "1.5"])
    (',', None, None)
    """
    texts = [cell.replace(" ", "") for cell in column]
    shown = [any(map(pattern.fullmatch, texts)) for pattern in _SHOWS]
    return {(True, False): ".", (False, True): ","}.get((shown[0], shown[1]))


def number(text: str, column: Column) -> Repair | None:
    """An unclear ``1.234`` where the other cells of its column show what is meant."""
    compact = tidy(text).replace(" ", "").translate(FULL_WIDTH)
    unclear = _UNCLEAR.fullmatch(compact)
    sign = column.sign if unclear else None
    if unclear is None or sign is None:
        return None
    plain = f"{compact.replace(',', '.')}0" if unclear[1] == sign else compact.replace(unclear[1], "")
    return Repair(plain, _BY_COLUMN)


def integer(text: str, column: Column) -> Repair | None:
    """An unclear ``1.234`` where only whole numbers make sense."""
    compact = tidy(text).replace(" ", "").translate(FULL_WIDTH)
    unclear = _UNCLEAR.fullmatch(compact)
    return Repair(compact.replace(unclear[1], ""), _THOUSANDS) if unclear else None


def hs_code(text: str, column: Column) -> Repair | None:
    """``3926.9``: the number that a spreadsheet makes of the code 3926.90."""
    return Repair(f"{tidy(text)}0", _HS_ZERO) if re.fullmatch(r"\d{4}\.\d", tidy(text)) else None


# The first type that fits is taken, so the narrower comes first.
REPAIRS: tuple[tuple[type[ValueType], Callable[[str, Column], Repair | None]], ...] = (
    (TaxCode, tax_code),
    (Date, date),
    (Integer, integer),
    (Number, number),
    (Code, hs_code),
)


def repair(kind: ValueType, text: str, column: Column) -> Repair | None:
    """The repair of a refused cell, if it can mean one thing only."""
    if isinstance(kind, ListOf):
        kind = kind.item
    mend = next((mend for type, mend in REPAIRS if isinstance(kind, type)), None)
    return mend(text, column) if mend else None


_SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](?:\d{2}|\d{4})(?: .*)?")


def unclear_days(column: Iterable[str]) -> set[str]:
    """Dates of a column that may have the month first, because others of it have.

    >>> sorted(unclear_days(["04/18/2025", "05/03/2025", "2025"]))
    ['05/03/2025']
    """
    pairs = {cell: (int(m[1]), int(m[2])) for cell in column if (m := _SLASHED.fullmatch(cell.strip()))}
    month_first = any(second > 12 >= first for first, second in pairs.values())
    if not month_first or any(first > 12 for first, _ in pairs.values()):
        return set()
    return {
        cell for cell, (first, second) in pairs.items() if first <= 12 and second <= 12 and first != second
    }


UNCLEAR_DAY = Text(
    "cột có ngày viết tháng trước (như 04/18/2025) nên không rõ ngày hay tháng trước; viết 2025-04-18",
    "the column has dates with the month first (04/18/2025), so this one is unclear; write 2025-04-18",
)
