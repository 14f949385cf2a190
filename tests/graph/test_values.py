"""Value types: what each reads, what each refuses and why, and what holds for all."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import BadValue
from graph.schema import BASIS, OWNERSHIP, PLACE_KIND, TYPES
from graph.values import (
    Choice,
    Code,
    Date,
    Identifier,
    Integer,
    ListOf,
    Name,
    Number,
    Reference,
    TaxCode,
    ValueType,
    Words,
    merge_references,
    sorted_list,
)

# One of each type; the contract fails for a new type that is not here.
SAMPLES: dict[type[ValueType], list[ValueType]] = {
    Words: [Words()],
    Name: [Name()],
    Identifier: [Identifier()],
    TaxCode: [TaxCode()],
    Date: [Date()],
    Number: [Number(), Number(minimum=0), Number(minimum=-180, maximum=180)],
    Integer: [Integer(), Integer(minimum=0)],
    Choice: [OWNERSHIP, BASIS, PLACE_KIND],
    Code: [Code((4, 6, 8)), Code((2, 3, 4, 5))],
    ListOf: [ListOf(Words()), ListOf(Code((4, 6, 8)))],
}
HS, VSIC = SAMPLES[Code]
WHOLE, POSITIVE, LONGITUDE = Integer(), Number(minimum=0), Number(minimum=-180, maximum=180)

READ = [
    # names: kept as they are written, in NFC; NULL and NA are names
    (Name(), "  Công ty   TNHH\tBảo\nTiên ", "Công ty TNHH Bảo Tiên"),
    (Name(), "Ho\u0300a Pha\u0301t", "Hòa Phát"),
    (Name(), "Hoà Phát", "Hoà Phát"),
    (Name(), "Ðông Á ð", "Đông Á đ"),
    (Name(), "ðúc", "đúc"),
    (Name(), "NULL", "NULL"),
    (Name(), "NA", "NA"),
    (Name(), "N/A", "N/A"),
    (Name(), "nan", "nan"),
    (Name(), "a\x00b\u200b\u202e\ufeffc", "abc"),
    (Name(), "삼성전기", "삼성전기"),
    (Words(), "\u00a0x\u3000y ", "x y"),
    (Identifier(), "HP-01", "HP-01"),
    (Identifier(), "x" * 200, "x" * 200),
    # tax codes
    (TaxCode(), "0100109106", "0100109106"),
    (TaxCode(), " 0100 109 106 ", "0100109106"),
    (TaxCode(), "0100.109.106", "0100109106"),
    (TaxCode(), "０１００１０９１０６", "0100109106"),
    (TaxCode(), "0100109106-001", "0100109106001"),
    (TaxCode(), "0100109106001", "0100109106001"),
    # dates: as far as they are known, day first
    (Date(), "2025", "2025"),
    (Date(), "04/2025", "2025-04"),
    (Date(), "2025-4", "2025-04"),
    (Date(), "18/04/2025", "2025-04-18"),
    (Date(), "8.4.2025", "2025-04-08"),
    (Date(), "03/04/2025", "2025-04-03"),
    (Date(), "2025-04-18", "2025-04-18"),
    (Date(), "2025-04-18 00:00:00", "2025-04-18"),
    (Date(), "18/04/2025 7:30", "2025-04-18"),
    (Date(), "ngày 18 tháng 4 năm 2025", "2025-04-18"),
    (Date(), "Ngày 18/4/2025", "2025-04-18"),
    (Date(), "18 tháng 4, 2025", "2025-04-18"),
    (Date(), "tháng 4 năm 2025", "2025-04"),
    (Date(), "Tháng 04/2025", "2025-04"),
    (Date(), "năm 2025", "2025"),
    (Date(), "18 April 2025", "2025-04-18"),
    (Date(), "Apr 18th, 2025", "2025-04-18"),
    (Date(), "May 2025", "2025-05"),
    (Date(), "2025/04/18", "2025-04-18"),
    (Date(), "2025-04-18T00:00:00", "2025-04-18"),
    (Date(), "29/02/2024", "2024-02-29"),
    # numbers, Vietnamese and English
    (Number(), "1.234,5", 1234.5),
    (Number(), "1,234.5", 1234.5),
    (Number(), "1.234.567", 1234567.0),
    (Number(), "1,234,567.89", 1234567.89),
    (Number(), "1234", 1234.0),
    (Number(), "1 234 567,8", 1234567.8),
    (Number(), "1,5", 1.5),
    (Number(), "1.5", 1.5),
    (Number(), "0.125", 0.125),
    (Number(), "0,125", 0.125),
    (Number(), "1.2340", 1.234),
    (Number(), "-3", -3.0),
    (Number(), "+7", 7.0),
    (Number(), "１２", 12.0),
    (POSITIVE, "0", 0.0),
    (LONGITUDE, "106.683", 106.683),
    (LONGITUDE, "106,683", 106.683),
    (LONGITUDE, "-180", -180.0),
    (WHOLE, "12", 12),
    (WHOLE, "12.0", 12),
    (WHOLE, "12,00", 12),
    (WHOLE, "1.234.567", 1234567),
    (WHOLE, "007", 7),
    (WHOLE, "9007199254740992", 2**53),
    # choices, English or Vietnamese, with or without accents
    (OWNERSHIP, "FDI", "fdi"),
    (OWNERSHIP, "Vốn nước ngoài", "fdi"),
    (OWNERSHIP, "von nuoc ngoai", "fdi"),
    (OWNERSHIP, "Joint-Venture", "joint_venture"),
    (OWNERSHIP, "LIÊN DOANH", "joint_venture"),
    (PLACE_KIND, "Khu công nghiệp", "park"),
    # codes
    (HS, "39.26", "3926"),
    (HS, "3926.90.99", "39269099"),
    (HS, "0101", "0101"),
    (HS, "３９２６", "3926"),
    (VSIC, "25", "25"),
    # lists
    (ListOf(Words()), "b | a|b||", ("a", "b")),
    (ListOf(Words()), "Z|đ|e", ("đ", "e", "Z")),
    (ListOf(Words()), "NA", ("NA",)),
    (ListOf(Words()), " | ", ()),
    (ListOf(HS), "39.26|0101", ("0101", "3926")),
]


def label(case: Any) -> str:
    return type(case).__name__ if isinstance(case, ValueType) else ascii(case)[:40]


@pytest.mark.parametrize(("kind", "raw", "clean"), READ, ids=label)
def test_what_is_read(kind: ValueType, raw: str, clean: Any):
    assert kind.clean(raw) == clean
    assert type(kind.clean(raw)) is type(clean)


NO_DATE = "is no real date; write 18/04/2025 (day first), 2025-04-18, 04/2025 or 2025"
UNCLEAR = "may mean thousands or decimals; write 1234 or 1.2340"
AS_TEXT = "a tax code has 10 digits (a branch: 13); format the column as text"
STORED = "ends in .0, so it was stored as a number; format the column as text"
REFUSED = [
    (Name(), "Hòa \ud83d", "holds a broken character (a lone surrogate); type the cell again"),
    (ListOf(Words()), "đúng|\udfff", "holds a broken character (a lone surrogate)"),
    (Identifier(), "a|b", "an id may not hold | or #"),
    (Identifier(), "a#b", "an id may not hold | or #"),
    (Identifier(), "x" * 201, "has at most 200 characters"),
    # badinputs 1 to 6: what spreadsheets make of tax codes
    (TaxCode(), "100109106", "has 9 digits; a leading zero may be lost: format the column as text"),
    (TaxCode(), "0100109106.0", STORED),
    (TaxCode(), "100000028.0", STORED),  # 1000000280 would be valid, and another firm's
    (TaxCode(), "1.00109106E+8", AS_TEXT),
    (TaxCode(), "1,00109E+08", AS_TEXT),
    (TaxCode(), "001099012345", "12 digits are a personal id, not an enterprise's tax code"),
    (TaxCode(), "0100109107", "wrong check digit; look it up again"),
    (TaxCode(), "0100109106-000", "wrong check digit; look it up again"),
    (TaxCode(), "NULL", AS_TEXT),
    (TaxCode(), "MST 0100109106", AS_TEXT),
    # 25, 26: days that do not exist, American dates, serial dates
    (Date(), "30/02/2025", NO_DATE),
    (Date(), "29/02/2025", NO_DATE),
    (Date(), "04/18/2025", "there is no month 18; day and month look swapped: 18/04/2025, day first?"),
    (Date(), "2025-13", NO_DATE),
    (Date(), "45765", NO_DATE),
    (Date(), "45765.0", NO_DATE),
    (Date(), "18/04/25", NO_DATE),
    (Date(), "ngày 30 tháng 2 năm 2025", NO_DATE),
    (Date(), "quý 2 năm 2025", NO_DATE),
    (Date(), "0000", NO_DATE),
    (Date(), "#N/A", NO_DATE),
    # 24, 27, 29
    (Number(), "1.234", UNCLEAR),
    (Number(), "1,234", UNCLEAR),
    (Number(), "-12.345", UNCLEAR),
    (WHOLE, "1.200", UNCLEAR),
    (WHOLE, "001.200", UNCLEAR),
    (Number(), "nan", "is not a number"),
    (Number(), "inf", "is not a number"),
    (Number(), "∞", "is not a number"),
    (Number(), "1e5", "is not a number"),
    (Number(), "1_000", "is not a number"),
    (Number(), "0x10", "is not a number"),
    (Number(), "1.2.3", "is not a number"),
    (Number(), "12,34,567", "is not a number"),
    (Number(), "12 %", "is not a number"),
    (Number(), "khoảng 500", "is not a number"),
    (Number(), "#DIV/0!", "is not a number"),
    (Number(), str(2**70), "is above 9.0072e+15"),
    (Number(), "9" * 400, "is above 9.0072e+15"),
    (WHOLE, str(2**70), "is above 9.0072e+15"),
    (WHOLE, "-9007199254740993", "is above 9.0072e+15"),
    (WHOLE, "12.5", "must be a whole number"),
    (POSITIVE, "-1", "is below 0"),
    (LONGITUDE, "180.5", "is above 180"),
    (LONGITUDE, "1.066.830", "is above 180"),
    (LONGITUDE, "-180.1", "is below -180"),
    (OWNERSHIP, "foreign", "must be one of: fdi, domestic, joint_venture, unknown"),
    (OWNERSHIP, "NULL", "must be one of: fdi, "),
    # 23: codes that have lost a zero
    (HS, "101", "a code has 4, 6, 8 digits (check for a lost leading zero)"),
    (HS, "3926.0", "a code has 4, 6, 8 digits"),
    (HS, "nhựa", "a code has 4, 6, 8 digits"),
    (HS, "²²²²", "a code has 4, 6, 8 digits"),
    (HS, "٣٩٢٦", "a code has 4, 6, 8 digits"),
    (ListOf(HS), "3926|101", "a code has 4, 6, 8 digits"),
]


@pytest.mark.parametrize(("kind", "raw", "message"), REFUSED, ids=label)
def test_what_is_refused_and_why(kind: ValueType, raw: str, message: str):
    with pytest.raises(BadValue) as error:
        kind.clean(raw)
    assert message in error.value.text.en
    assert error.value.text.vi not in ("", error.value.text.en)


# Pairs from alike to unlike; only the order counts.
COMPARED = [
    (TaxCode(), "0100109106", ["0100109106", "0100109106001", "0101248141"]),
    (Date(), "2025-04-18", ["2025-04-18", "2025-04", "2024"]),
    (Words(), "Đúc", ["Đúc", "duc", "gang"]),
    (Name(), "Công ty TNHH Bảo Tiên", ["Cty TNHH Bảo Tiên", "CTCP Bảo Tiên", "Bao Tien", "Bảo An"]),
    (ListOf(Words()), ("a", "b"), [("a", "b"), ("a", "b", "c"), ("a", "c"), ()]),
    (WHOLE, 5, [5, 6]),
]


@pytest.mark.parametrize(("kind", "value", "others"), COMPARED, ids=label)
def test_the_more_alike_the_higher(kind: ValueType, value: Any, others: list[Any]):
    scores = [kind.compare(value, other) for other in others]
    assert scores[0] == 1
    assert scores == sorted(set(scores), reverse=True)


# --- what holds for every type --------------------------------------------------------------


def _all_types(base: type[ValueType] = ValueType) -> set[type[ValueType]]:
    found = {s for s in base.__subclasses__() if s.__module__.startswith("graph.")}
    return found.union(*map(_all_types, found))


def test_every_type_is_under_the_contract():
    assert set(SAMPLES) == _all_types()


def test_every_type_of_the_schema_is_one_of_them():
    assert {type(p.type) for kind in TYPES.values() for p in kind.properties} <= set(SAMPLES)


def _written(value: Any) -> str:
    """A clean value as a person would write it into a cell."""
    if isinstance(value, tuple):
        return "|".join(value)
    if isinstance(value, float):
        plain = format(Decimal(repr(value)), "f")
        return plain + "0" * 4 if "." in plain else plain
    return str(value)


every_type = pytest.mark.parametrize("kind", [k for kinds in SAMPLES.values() for k in kinds], ids=repr)
likely = st.sampled_from([raw for _, raw, _ in READ] + [raw for _, raw, _ in REFUSED])
numbers = st.one_of(st.integers().map(str), st.floats().map(str), st.decimals(places=3).map(str))
digits = st.text("0123456789.,-/ +eE", max_size=20)
any_text = st.one_of(
    st.text(), st.text(st.characters()), likely, numbers, digits, st.tuples(likely, st.text()).map("".join)
)


def _cleaned(kind: ValueType, raw: str) -> Any:
    try:
        return kind.clean(raw)
    except BadValue:
        return None


@every_type
@settings(max_examples=150, deadline=None)
@given(raw=any_text)
def test_any_text_is_read_or_refused_as_a_bad_value(kind: ValueType, raw: str):
    with suppress(BadValue):
        kind.clean(raw)


@every_type
@settings(max_examples=150, deadline=None)
@given(raw=any_text)
def test_a_clean_value_is_clean_already(kind: ValueType, raw: str):
    value = _cleaned(kind, raw)
    if value is not None:
        assert kind.clean(_written(value)) == value


@every_type
@pytest.mark.parametrize("raw", ["", " ", "\t\n", "\u200b", "\u00a0\ufeff"])
def test_an_empty_cell_is_unknown(kind: ValueType, raw: str):
    assert kind.clean(raw) in (None, ())


@every_type
@settings(max_examples=100, deadline=None)
@given(one=any_text, two=any_text)
def test_compare_is_symmetric_and_one_for_the_same(kind: ValueType, one: str, two: str):
    known = [v for v in (_cleaned(kind, one), _cleaned(kind, two)) if v not in (None, ())]
    for left in known:
        assert kind.compare(left, left) == 1
        for right in known:
            assert 0 <= kind.compare(left, right) <= 1
            assert kind.compare(left, right) == kind.compare(right, left)


def test_kinds_are_what_stores_keep():
    kinds = {t.__name__: t.kind for t in SAMPLES if t.kind != "text"}
    assert kinds == {"Number": "real", "Integer": "integer", "ListOf": "list"}


def test_choices_have_labels():
    assert OWNERSHIP.values == ("fdi", "domestic", "joint_venture", "unknown")
    assert OWNERSHIP.label("fdi") == "vốn nước ngoài"
    assert OWNERSHIP.label("something else") == "something else"


@given(st.lists(st.text()))
def test_a_list_has_one_order_whatever_it_was_written_in(values: list[str]):
    assert sorted_list(values) == sorted_list(values[::-1]) == sorted_list([*values, *values])
    assert set(sorted_list(values)) == set(values)


# --- references -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "source", "where", "file"),
    [
        ("s", "s", "", ""),
        ("s#firms.csv:12", "s", "firms.csv:12", "firms.csv"),
        ("s#firms.csv", "s", "firms.csv", "firms.csv"),
        ("s#book.xlsx!mous:3", "s", "book.xlsx!mous:3", "book.xlsx!mous"),
        ("s#a#b:1", "s", "a#b:1", "a#b"),
    ],
)
def test_a_reference_says_source_and_place(text: str, source: str, where: str, file: str):
    reference = Reference.parse(text)
    assert (reference.source, reference.where, reference.file) == (source, where, file)
    assert str(reference) == text


@pytest.mark.parametrize(
    ("old", "new", "merged"),
    [
        ((), ("s#f:1",), ("s#f:1",)),
        (("s#f:1", "s#f:2"), ("s#f:3",), ("s#f:3",)),
        (("s#f:1", "t#f:1"), ("s#f:3",), ("s#f:3", "t#f:1")),
        (("s#f:1", "s#g:1"), ("s#f:3",), ("s#f:3", "s#g:1")),
        (("s", "t"), ("s",), ("s", "t")),
        (("s#f:1",), (), ("s#f:1",)),
    ],
)
def test_references_into_a_file_read_anew_replace_the_old(old: tuple, new: tuple, merged: tuple):
    assert merge_references(old, new) == merged
    assert merge_references(merged, new) == merged
