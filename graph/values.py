"""Value types: what a cell may hold, how it is cleaned, how alike two values are.

Each type turns the text of a cell into one normal form (``clean``), or says in
one line why it cannot, and compares two normal forms (``compare``, 0 to 1).
An empty cell is unknown (``None``), never a value. "NULL" and "NA" are text:
a firm may be called that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, ClassVar

import stdnum.exceptions
from stdnum.vn import mst

from graph.errors import BadValue
from graph.names import name_similarity
from graph.quantities import Date, Integer, Number
from graph.text import Text, fold
from graph.valuetype import FULL_WIDTH, Kind, ValueType

__all__ = [
    "Choice",
    "Code",
    "Date",
    "Identifier",
    "Integer",
    "ListOf",
    "Name",
    "Number",
    "Reference",
    "TaxCode",
    "ValueType",
    "Words",
    "merge_references",
    "sorted_list",
]


class Words(ValueType):
    """Plain text in NFC."""

    def clean(self, raw: str) -> Any:
        """See ``ValueType.clean``; a plain word is as it should be."""
        if raw.isalnum() and raw.isascii():
            return raw
        return super().clean(raw)

    def parse(self, text: str) -> str:
        return text

    def compare(self, left: Any, right: Any) -> float:
        return 1.0 if left == right else 0.9 * float(fold(left) == fold(right))


class Name(Words):
    """The name of an enterprise; compared with regard to legal forms."""

    @property
    def hint(self) -> Text:
        return Text(
            "Tên đầy đủ kèm loại hình (Công ty TNHH …)",
            "The full name with its legal form",
        )

    def compare(self, left: Any, right: Any) -> float:
        return name_similarity(left, right)


class Identifier(ValueType):
    """An id: any printable text without ``|`` and ``#``, which join ids in cells."""

    @property
    def hint(self) -> Text:
        return Text(
            "Mã tự đặt, không trùng nhau, không chứa | và #; để trống cũng được",
            "An id of your own, unique, without | and #; may be left empty",
        )

    def parse(self, text: str) -> str:
        if "|" in text or "#" in text or len(text) > 200:
            raise BadValue(
                "mã không được chứa | hay # và dài tối đa 200 ký tự",
                "an id may not hold | or # and has at most 200 characters",
            )
        return text


class TaxCode(ValueType):
    """A Vietnamese tax code (MST): 10 digits, or 13 for a branch, with its check digit."""

    @property
    def hint(self) -> Text:
        return Text(
            "10 chữ số, chi nhánh 13; giữ số 0 ở đầu",
            "10 digits, 13 for a branch; keep the leading zero",
        )

    def parse(self, text: str) -> str:
        digits = text.translate(FULL_WIDTH)
        if re.fullmatch(r"\d+\.0+", digits):  # without its point it might pass for another firm's
            vi = "kết thúc bằng .0, tức đã bị lưu thành số; hãy định dạng cột là văn bản"
            raise BadValue(vi, "ends in .0, so it was stored as a number; format the column as text")
        if _sound(digits):
            return digits
        try:
            return str(mst.validate(digits))
        except stdnum.exceptions.ValidationError:
            raise _tax_code_problem(mst.compact(digits)) from None

    def compare(self, left: Any, right: Any) -> float:
        if left == right:
            return 1.0
        return 0.5 * float(left[:10] == right[:10])  # a branch and its parent: related, not the same


def _sound(code: str) -> bool:
    """The rules of ``mst.validate`` for ten plain digits, which most codes are, in a tenth of its time."""
    if len(code) != 10 or not (code.isascii() and code.isdigit()) or code[2:9] == "0000000":
        return False
    return bool(mst.calc_check_digit(code) == code[9])


def _tax_code_problem(code: str) -> BadValue:
    if re.fullmatch(r"\d{9}", code):
        return BadValue(
            "chỉ có 9 chữ số; có lẽ số 0 ở đầu đã mất: hãy định dạng cột là văn bản",
            "has 9 digits; a leading zero may be lost: format the column as text",
        )
    if re.fullmatch(r"\d{12}", code):
        return BadValue(
            "12 chữ số là số định danh cá nhân, không phải MST của doanh nghiệp; hãy ghi MST",
            "12 digits are a personal id, not an enterprise's tax code; give that",
        )
    if re.fullmatch(r"\d{10}(\d{3})?", code):
        return BadValue("sai số kiểm tra; hãy đối chiếu lại", "wrong check digit; look it up again")
    return BadValue(
        "MST có 10 chữ số (chi nhánh: 13); hãy định dạng cột là văn bản",
        "a tax code has 10 digits (a branch: 13); format the column as text",
    )


@dataclass(frozen=True)
class Choice(ValueType):
    """One of a few fixed words, English or Vietnamese (``choices``: word → Vietnamese)."""

    choices: tuple[tuple[str, str], ...]

    @property
    def values(self) -> tuple[str, ...]:
        """The words as stored."""
        return tuple(value for value, _ in self.choices)

    @property
    def hint(self) -> Text:
        return Text(
            f"Một trong: {', '.join(v for _, v in self.choices)}",
            f"One of: {', '.join(self.values)}",
        )

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
    """Several values in one cell, parted by any of ``separators``; kept as a sorted tuple without doubles."""

    kind: ClassVar[Kind] = "list"
    item: ValueType
    separators: str = "|"

    @property
    def hint(self) -> Text:
        return Text(
            "Nhiều giá trị cách nhau bằng | hoặc ;"
            if ";" in self.separators
            else "Nhiều giá trị cách nhau bằng |",
            "Several values parted by | or ;" if ";" in self.separators else "Several values parted by |",
        )

    def clean(self, raw: str) -> tuple[Any, ...]:
        cleaned = (self.item.clean(part) for part in self.split(raw))
        return sorted_list(value for value in cleaned if value is not None)

    def split(self, raw: str) -> list[str]:
        """The texts of the single values."""
        if len(self.separators) > 1:
            raw = raw.translate({ord(sign): "|" for sign in self.separators})
        return raw.split("|")

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

    @property
    def hint(self) -> Text:
        return Text(
            f"{' hoặc '.join(map(str, self.lengths))} chữ số, giữ số 0 ở đầu",
            f"{' or '.join(map(str, self.lengths))} digits, with leading zeros",
        )

    def parse(self, text: str) -> str:
        digits = text.translate(FULL_WIDTH).replace(".", "").replace(" ", "")
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
