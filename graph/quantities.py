"""Value types that count and date: numbers in both notations, dates as far as they are known."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import Any, ClassVar

from graph.errors import BadValue
from graph.text import Text, fold
from graph.valuetype import FULL_WIDTH, Kind, ValueType


class Date(ValueType):
    """A date as far as it is known: ``2025``, ``2025-04`` or ``2025-04-18`` (ISO 8601).

    Day comes before month in slashed forms, as in Vietnam; nothing is rounded
    to a day that no source gives.
    """

    @property
    def hint(self) -> Text:
        return Text(
            "Ngày: 18/04/2025, 04/2025 hoặc 2025",
            "A date, day first: 18/04/2025, 04/2025 or 2025",
        )

    def parse(self, text: str) -> str:
        match = _ISO_DATE.fullmatch(text) or _VN_DATE.fullmatch(text) or _in_words(fold(text))
        if match:
            year, month, day = (match.groupdict().get(k) for k in ("y", "m", "d"))
            number = _MONTHS.get(month[:3], 0) if month and month.isalpha() else int(month or 1)
            try:
                datetime.date(int(year or 0), number, int(day or 1))
            except ValueError:
                if number > 12 and int(day or 0) in range(1, 13):
                    raise _swapped(day, month, year) from None
            else:
                parts = [f"{int(p):02d}" for p in (month and number, day) if p]
                return "-".join([f"{int(year or 0):04d}", *parts])
        raise BadValue(
            "không phải ngày có thật; viết 18/04/2025, 04/2025 hoặc 2025",
            "is no real date; write 18/04/2025 (day first), 2025-04-18, 04/2025 or 2025",
        )

    def compare(self, left: Any, right: Any) -> float:
        if left == right:
            return 1.0
        return 0.7 * float(left.startswith(right) or right.startswith(left))


_TIME = r"([ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?)?"  # a date does not tell the hour
_ISO_DATE = re.compile(rf"(?P<y>[12]\d{{3}})([-/.](?P<m>\d{{1,2}})([-/.](?P<d>\d{{1,2}}){_TIME})?)?")
_VN_DATE = re.compile(rf"((?P<d>\d{{1,2}}) ?[/.-] ?)?(?P<m>\d{{1,2}}) ?[/.-] ?(?P<y>[12]\d{{3}}){_TIME}")
_MONTHS = {m: i for i, m in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}  # noqa: SIM905
_MONTH = r"(?P<m>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
_MONTH += r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_WRITTEN = (  # without accents: as Vietnamese papers write dates, and as English ones do
    r"(?:(?:ngay )?(?P<d>\d{1,2}) )?thang (?P<m>\d{1,2})(?:,? nam |[ /,-]+)(?P<y>[12]\d{3})",
    r"(?:nam|year) (?P<y>[12]\d{3})",
    r"ngay (?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>[12]\d{3})",
    rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[ -]{_MONTH},?[ -](?P<y>[12]\d{{3}})",
    rf"{_MONTH} (?:(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? )?(?P<y>[12]\d{{3}})",
)
_PATTERNS = tuple(map(re.compile, _WRITTEN))


def _in_words(text: str) -> re.Match[str] | None:
    return next((m for pattern in _PATTERNS if (m := pattern.fullmatch(text))), None)


def _swapped(day: str | None, month: str | None, year: str | None) -> BadValue:
    return BadValue(
        f"không có tháng {month}; ngày và tháng có lẽ bị đổi chỗ: {month}/{day}/{year}?",
        f"there is no month {month}; day and month look swapped: {month}/{day}/{year}, day first?",
    )


@dataclass(frozen=True)
class Number(ValueType):
    """A number: ``1.234,5`` or ``1,234.5``; an unclear ``1.234`` is refused if it may go above 1000."""

    kind: ClassVar[Kind] = "real"
    minimum: float | None = None
    maximum: float = 2.0**53

    @property
    def hint(self) -> Text:
        return Text(
            "Số: 1.234.567,5 hoặc 1,234,567.5",
            "A number: 1.234.567,5 or 1,234,567.5",
        )

    def parse(self, text: str) -> Any:
        number = self._convert(_plain_number(text, groups=self.maximum >= 1000))
        if self.minimum is not None and number < self.minimum:
            raise BadValue(
                f"nhỏ hơn {self.minimum:g}; kiểm tra lại dấu", f"is below {self.minimum:g}; check its sign"
            )
        if abs(number) > self.maximum:
            raise BadValue(
                f"lớn hơn {self.maximum:g}; kiểm tra lại các chữ số",
                f"is above {self.maximum:g}; check its digits",
            )
        return number

    def _convert(self, plain: str) -> float | int:
        return float(plain)


class Integer(Number):
    """A whole number."""

    kind = "integer"

    @property
    def hint(self) -> Text:
        return Text(
            "Số nguyên",
            "A whole number",
        )

    def _convert(self, plain: str) -> float | int:
        if plain.rstrip("0").endswith(".") and "." in plain:
            plain = plain.split(".")[0]
        try:
            return int(plain)
        except ValueError:
            raise BadValue("phải là số nguyên", "must be a whole number") from None


def _plain_number(text: str, *, groups: bool) -> str:
    """``text`` with a point for the decimals and no grouping; raises ``BadValue``."""
    compact = text.replace(" ", "").translate(FULL_WIDTH)
    if not groups and re.fullmatch(r"[-+]?\d+[.,]\d+", compact):
        return compact.replace(",", ".")
    if re.fullmatch(r"[-+]?0*[1-9]\d{0,2}[.,]\d{3}", compact):
        raise BadValue(
            "không rõ là phần nghìn hay phần thập phân; viết 1234 hoặc 1,2340",
            "may mean thousands or decimals; write 1234 or 1.2340",
        )
    for group, point in ((",", "."), (".", ",")):
        grouped = rf"[-+]?[1-9]\d{{0,2}}(\{group}\d{{3}})+(\{point}\d+)?"
        if re.fullmatch(rf"[-+]?\d+(\{point}\d+)?|{grouped}", compact):
            return compact.replace(group, "").replace(point, ".")
    raise BadValue("không phải là số; hãy viết bằng chữ số", "is not a number; write it in digits")
