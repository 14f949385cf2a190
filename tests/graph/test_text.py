"""Vietnamese and English text: tidying, folding, words, slugs, bilingual sentences."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph import Text
from graph.text import LANGS, accented, all_tidy, first_invisible, fold, slug, tidy, words

whole_text = st.text(st.characters(exclude_categories=["Cs"]))
nfc = whole_text.map(lambda t: unicodedata.normalize("NFC", t))


def test_a_text_is_said_in_either_language():
    text = Text("Nhà cung cấp", "Supplier")
    assert [text.say(lang) for lang in LANGS] == ["Nhà cung cấp", "Supplier"]
    assert str(text) == "Nhà cung cấp"
    assert text + Text(" A", " B") == Text("Nhà cung cấp A", "Supplier B")
    assert Text.same("LG") == Text("LG", "LG")
    assert Text.join([Text("một", "one"), Text("hai", "two")], ", ") == Text("một, hai", "one, two")
    assert Text.join([]) == Text("", "")


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("", ""),
        (" \t\r\n ", ""),
        ("Bảo  Tiên", "Bảo Tiên"),
        ("Bảo\r\nTiên", "Bảo Tiên"),
        ("Bảo\u00a0Tiên", "Bảo Tiên"),
        ("Bảo\u2028Tiên", "Bảo Tiên"),
        ("Ho\u0300a", "Hòa"),
        ("Hoà", "Hoà"),
        ("Ðúc", "Đúc"),
        ("ðúc", "đúc"),
        ("x\u200by\u202ez\u00ad\ufeff\x00", "xyz"),
        ("đ\u200b\u0301", "đ\u0301"),
        ("o\u200b\u0302", "ô"),
        ("🏭", "🏭"),
    ],
)
def test_tidy(raw: str, clean: str):
    assert tidy(raw) == clean


@given(st.text())
def test_what_is_tidy_stays_so(raw: str):
    clean = tidy(raw)
    assert tidy(clean) == clean
    assert unicodedata.is_normalized("NFC", clean)
    assert clean == clean.strip()
    assert first_invisible(clean) is None


@pytest.mark.parametrize(
    ("text", "place"),
    [("Bảo Tiên", None), ("", None), ("a\tb\nc\r", None), ("ab\u200bc", 2), ("\ufeffab", 0), ("ab\x00", 2)],
)
def test_the_first_invisible_character_is_pointed_at(text: str, place: int | None):
    assert first_invisible(text) == place


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đúc Mỹ Đồng", "duc my dong"),
        ("đĐðÐ", "dddd"),
        ("Ho\u0300a", "hoa"),
        ("ăâêôơư ẠẶẬỆỘỢỰ", "aaeoou aaaeoou"),
        ("ＬＧ", "lg"),
        ("İ", "i"),
        ("ß", "ß"),
        ("삼성", "삼성"),
        ("½ ﬁ", "½ ﬁ"),
        ("がく", "かく"),
    ],
)
def test_fold(text: str, folded: str):
    assert fold(text) == folded


@given(nfc)
def test_fold_keeps_the_length_of_nfc(text: str):
    assert len(fold(text)) == len(text)


@given(whole_text)
def test_fold_has_no_regard_to_form_or_case(text: str):
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)
    if text.isascii():
        assert fold(text.upper()) == fold(text)


@given(nfc)
def test_fold_leaves_no_accent_of_a_vietnamese_letter(text: str):
    letters = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
    marked = [unicodedata.normalize("NFC", c + m) for c in letters for m in "\u0300\u0301\u0303\u0309\u0323"]
    assert set(fold("".join(marked))) <= set("abcdeghiklmnopqrstuvxy\u0300\u0301\u0303\u0309\u0323")
    assert fold(fold(text)[:1]) == fold(text)[:1]


@pytest.mark.parametrize(
    ("text", "has"), [("Bảo Tiên", True), ("Bao Tien", False), ("Đ", True), ("LG", False), ("", False)]
)
def test_accented(text: str, has: bool):
    assert accented(text) is has


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Nhựa kỹ-thuật (PP)", ["nhựa", "kỹ", "thuật", "pp"]),
        ("a_b & c", ["a", "b", "c"]),
        ("ISO 9001:2015", ["iso", "9001", "2015"]),
        ("🏭 -- ", []),
        ("", []),
    ],
)
def test_words(text: str, found: list[str]):
    assert words(text) == found


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Cơ khí đúc Thành Phương", "co-khi-duc-thanh-phuong"),
        ("  LG  Display (HP) ", "lg-display-hp"),
        ("🏭", ""),
        ("삼성", ""),
        ("a" * 60, "a" * 48),
        ("a" * 47 + " b", "a" * 47),
    ],
)
def test_slug(text: str, short: str):
    assert slug(text) == short
    assert slug(short) == short


@given(st.lists(st.text("aạÐ¦ \u0301\u200b\xa0|#'\n\ud800", max_size=4), max_size=5))
def test_texts_that_are_all_tidy_are_left_as_they_are_by_tidy(texts: list[str]) -> None:
    if all_tidy(texts):
        assert [tidy(text) for text in texts] == texts


def test_texts_are_found_tidy_in_one_look() -> None:
    assert all_tidy([])
    assert all_tidy(["Hòa Phát", "", "Đúc 5"])
    assert not any(
        all_tidy(["Hòa", bad]) for bad in (" a", "a ", "a  b", "Ho\u0300a", "Ða", "a\xa0b", "a\u200b")
    )
