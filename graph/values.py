"""Value types: what a cell may hold, how it is cleaned, how alike two values are.

Each type turns the text of a cell into one normal form (``clean``), or says in
one line why it cannot, and compares two normal forms (``compare``, 0 to 1).
An empty cell is unknown (``None``), never a value. "NULL" and "NA" are text:
a firm may be called that.
"""

from __future__ import annotations

import datetime
import re
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import stdnum.exceptions
from stdnum.vn import mst

from graph.errors import BadValue
from graph.names import name_similarity
from graph.text import fold, tidy

Kind = Literal["text", "integer", "real", "list"]

_SURROGATE = re.compile("[\ud800-\udfff]")


class ValueType(ABC):
    """A type of cell. ``kind`` is how stores keep it."""

    kind: ClassVar[Kind] = "text"

    def clean(self, raw: str) -> Any:
        """The normal form of ``raw``, or ``None`` when empty; raises ``BadValue``."""
        if not raw.isprintable() and _SURROGATE.search(raw):
            raise BadValue(
                "có ký tự hỏng (nửa cặp UTF-16); hãy gõ lại ô này",
                "holds a broken character (a lone surrogate); type the cell again",
            )
        text = tidy(raw)
        return self.parse(text) if text else None

    @abstractmethod
    def parse(self, text: str) -> Any:
        """The normal form of a tidy, non-empty text; raises ``BadValue``."""

    def compare(self, left: Any, right: Any) -> float:
        """How alike two normal forms are, from 0 to 1."""
        return float(left == right)


class Words(ValueType):
    """Plain text in NFC."""

    def parse(self, text: str) -> str:
        return text

    def compare(self, left: Any, right: Any) -> float:
        return 1.0 if left == right else 0.9 * float(fold(left) == fold(right))


class Name(Words):
    """The name of an enterprise; compared with regard to legal forms."""

    def compare(self, left: Any, right: Any) -> float:
        return name_similarity(left, right)


class Identifier(ValueType):
    """An id: any printable text without ``|`` and ``#``, which join ids in cells."""

    def parse(self, text: str) -> str:
        if "|" in text or "#" in text or len(text) > 200:
            raise BadValue(
                "mã không được chứa | hay # và dài tối đa 200 ký tự",
                "an id may not hold | or # and has at most 200 characters",
            )
        return text


class TaxCode(ValueType):
    """A Vietnamese tax code (MST): 10 digits, or 13 for a branch, with its check digit."""

    def parse(self, text: str) -> str:
        digits = text.translate(_FULL_WIDTH)
        if re.fullmatch(r"\d+\.0+", digits):  # without its point it might pass for another firm's
            vi = "kết thúc bằng .0, tức đã bị lưu thành số; hãy định dạng cột là văn bản"
            raise BadValue(vi, "ends in .0, so it was stored as a number; format the column as text")
        try:
            return str(mst.validate(digits))
        except stdnum.exceptions.ValidationError:
            raise _tax_code_problem(mst.compact(digits)) from None

    def compare(self, left: Any, right: Any) -> float:
        if left == right:
            return 1.0
        return 0.5 * float(left[:10] == right[:10])  # a branch and its parent: related, not the same


_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")


def _tax_code_problem(code: str) -> BadValue:
    if re.fullmatch(r"\d{9}", code):
        return BadValue(
            "chỉ có 9 chữ số; có lẽ số 0 ở đầu đã mất: hãy định dạng cột là văn bản",
            "has 9 digits; a leading zero may be lost: format the column as text",
        )
    if re.fullmatch(r"\d{12}", code):
        return BadValue(
            "12 chữ số là số định danh cá nhân, không phải MST của doanh nghiệp",
            "12 digits are a personal id, not an enterprise's tax code",
        )
    if re.fullmatch(r"\d{10}(\d{3})?", code):
        return BadValue("sai số kiểm tra; hãy đối chiếu lại", "wrong check digit; look it up again")
    return BadValue(
        "MST có 10 chữ số (chi nhánh: 13); hãy định dạng cột là văn bản",
        "a tax code has 10 digits (a branch: 13); format the column as text",
    )


class Date(ValueType):
    """A date as far as it is known: ``2025``, ``2025-04`` or ``2025-04-18`` (ISO 8601).

    Day comes before month in slashed forms, as in Vietnam; nothing is rounded
    to a day that no source gives.
    """

    def parse(self, text: str) -> str:
        match = _ISO_DATE.fullmatch(text) or _VN_DATE.fullmatch(text)
        if match:
            year, month, day = (match.groupdict().get(k) for k in ("y", "m", "d"))
            try:
                datetime.date(int(year or 0), int(month or 1), int(day or 1))
            except ValueError:
                pass
            else:
                parts = [f"{int(p):02d}" for p in (month, day) if p]
                return "-".join([f"{int(year or 0):04d}", *parts])
        raise BadValue(
            "không phải ngày có thật; viết 18/04/2025, 04/2025 hoặc 2025",
            "is no real date; write 18/04/2025 (day first), 2025-04-18, 04/2025 or 2025",
        )

    def compare(self, left: Any, right: Any) -> float:
        if left == right:
            return 1.0
        return 0.7 * float(left.startswith(right) or right.startswith(left))


_ISO_DATE = re.compile(r"(?P<y>[12]\d{3})(-(?P<m>\d{1,2})(-(?P<d>\d{1,2})([ T]00:00(:00)?)?)?)?")
_VN_DATE = re.compile(r"((?P<d>\d{1,2})[/.-])?(?P<m>\d{1,2})[/.-](?P<y>[12]\d{3})")


@dataclass(frozen=True)
class Number(ValueType):
    """A number: ``1.234,5`` or ``1,234.5``; an unclear ``1.234`` is refused if it may go above 1000."""

    kind: ClassVar[Kind] = "real"
    minimum: float | None = None
    maximum: float = 2.0**53

    def parse(self, text: str) -> Any:
        number = self._convert(_plain_number(text, groups=self.maximum >= 1000))
        if self.minimum is not None and number < self.minimum:
            raise BadValue(f"nhỏ hơn {self.minimum:g}", f"is below {self.minimum:g}")
        if abs(number) > self.maximum:
            raise BadValue(f"lớn hơn {self.maximum:g}", f"is above {self.maximum:g}")
        return number

    def _convert(self, plain: str) -> float | int:
        return float(plain)


class Integer(Number):
    """A whole number."""

    kind = "integer"

    def _convert(self, plain: str) -> float | int:
        if plain.rstrip("0").endswith(".") and "." in plain:
            plain = plain.split(".")[0]
        try:
            return int(plain)
        except ValueError:
            raise BadValue("phải là số nguyên", "must be a whole number") from None


def _plain_number(text: str, *, groups: bool) -> str:
    """``text`` with a point for the decimals and no grouping; raises ``BadValue``."""
    compact = text.replace(" ", "").translate(_FULL_WIDTH)
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
    raise BadValue("không phải là số", "is not a number")


@dataclass(frozen=True)
class Choice(ValueType):
    """One of a few fixed words, English or Vietnamese (``choices``: word → Vietnamese)."""

    choices: tuple[tuple[str, str], ...]

    @property
    def values(self) -> tuple[str, ...]:
        """The words as stored."""
        return tuple(value for value, _ in self.choices)

    def parse(self, text: str) -> str:
        key = fold(text).replace(" ", "_").replace("-", "_")
        for value, vietnamese in self.choices:
            if key in (value, fold(vietnamese).replace(" ", "_").replace("-", "_")):
                return value
        allowed = ", ".join(self.values)
        raise BadValue(f"phải là một trong: {allowed}", f"must be one of: {allowed}")

    def label(self, value: str) -> str:
        """The Vietnamese word for a stored value."""
        return dict(self.choices).get(value, value)


@dataclass(frozen=True)
class ListOf(ValueType):
    """Several values in one cell, separated by ``|``; kept as a sorted tuple without doubles."""

    kind: ClassVar[Kind] = "list"
    item: ValueType

    def clean(self, raw: str) -> tuple[Any, ...]:
        cleaned = (self.item.clean(part) for part in raw.split("|"))
        return sorted_list(value for value in cleaned if value is not None)

    def parse(self, text: str) -> tuple[Any, ...]:
        return self.clean(text)

    def compare(self, left: Any, right: Any) -> float:
        union = set(left) | set(right)
        return len(set(left) & set(right)) / len(union) if union else 0.0


def sorted_list(values: Any) -> tuple[Any, ...]:
    """The one order of a list property, whatever order it was written in."""
    unique = set(values)
    return tuple(sorted(unique, key=lambda v: (fold(v), v))) if len(unique) > 1 else tuple(unique)


@dataclass(frozen=True)
class Code(ValueType):
    """A classification code (HS, VSIC): digits, with or without dots, zeros kept."""

    lengths: tuple[int, ...]

    def parse(self, text: str) -> str:
        digits = text.translate(_FULL_WIDTH).replace(".", "").replace(" ", "")
        if digits.isascii() and digits.isdigit() and len(digits) in self.lengths:
            return digits
        allowed = ", ".join(map(str, self.lengths))
        raise BadValue(
            f"mã phải có {allowed} chữ số (kiểm tra số 0 ở đầu)",
            f"a code has {allowed} digits (check for a lost leading zero)",
        )


@dataclass(frozen=True, slots=True)
class Reference:
    """Which source said something, and where: written ``source-id#file.csv:12``."""

    source: str
    where: str = ""

    @classmethod
    def parse(cls, text: str) -> Reference:
        """The reference behind its written form."""
        source, _, where = text.partition("#")
        return cls(source, where)

    @property
    def file(self) -> str:
        """The file of ``where``, without the row."""
        return self.where.rpartition(":")[0] or self.where

    def __str__(self) -> str:
        return f"{self.source}#{self.where}" if self.where else self.source


def merge_references(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[str, ...]:
    """Both, but of a file that is read anew only what it says now: its rows may have moved."""
    replaced = {(r.source, r.file) for r in map(Reference.parse, new)}
    kept = [o for o in old if ((r := Reference.parse(o)).source, r.file) not in replaced]
    return sorted_list((*kept, *new))
