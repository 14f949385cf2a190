"""Old Vietnamese encodings: found, said, read back letter by letter, and asked for when unclear."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph import Store
from loaders import load
from loaders.charsets import decode, misread, rewrite_cell, vietnamese
from loaders.oldfonts import TCVN3, VNI, from_tcvn3, from_vni
from tests.loaders.books import in_tcvn3, in_vni, in_windows_1258, write
from tests.loaders.build import names

# All Vietnamese letters, and a file as an office has it.
LETTERS = "".join(unicodedata.normalize("NFC", v + t) for v in "aăâeêioôơuưy" for t in ["", *"\u0300\u0301\u0303\u0309\u0323"]) + "đ"  # fmt: skip  # noqa: E501
TEXT = (
    "Tên doanh nghiệp,Mã số thuế,Địa chỉ\n"
    "Công ty TNHH Hòa Phát,0100233488,Số 1 đường Lạch Tray\n"
    "Công ty Cổ phần Nhựa kỹ thuật Vân Long,,Khu công nghiệp Tràng Duệ\n"
    "Doanh nghiệp Đúc Mỹ Đồng,,Xã Thủy Nguyên\n"
)
WAYS = {"tcvn3": in_tcvn3, "vni": in_vni, "windows-1258": in_windows_1258}
WAYS |= {name: (lambda text, name=name: text.encode(name)) for name in ("utf-16-le", "utf-16-be")}


def test_every_letter_of_the_tables_comes_back() -> None:
    assert len(LETTERS) == 73
    for text in (LETTERS, LETTERS.upper()):
        assert from_vni(in_vni(text).decode("cp1252")) == text
        assert decode(in_windows_1258(text), "x", "windows-1258")[0] == text
    assert from_tcvn3(in_tcvn3(LETTERS).decode("latin-1")) == LETTERS
    assert len(set(TCVN3.values())) == len(TCVN3) == 67 + 7
    assert set(LETTERS) <= set(TCVN3.values()) | set("aeiouy")
    assert len(set(VNI.values())) == len(VNI)


@given(st.text(alphabet=LETTERS + LETTERS.upper() + " abc,;0123", max_size=60))
def test_any_vietnamese_text_comes_back(text: str) -> None:
    assert decode(in_windows_1258(text), "x", "windows-1258")[0] == text
    assert decode(in_vni(text), "x", "vni")[0] == text
    lower = text.lower()
    assert decode(in_tcvn3(lower), "x", "tcvn3")[0] == lower


@pytest.mark.parametrize("name", WAYS)
def test_can_be_chosen(name: str, store: Store, folder: Path) -> None:
    report = load(write(folder, "dn.csv", WAYS[name](TEXT)), store, taxonomy=False, encoding=name.upper())
    assert "Công ty TNHH Hòa Phát" in names(store)
    assert report.warnings == ()


@given(st.text(max_size=30))
def test_cells_without_a_word_of_vietnamese_are_left(text: str) -> None:
    """Whatever a rewrite does, a text whose words are all Vietnamese or plain stays."""
    if all(map(vietnamese, text.split())):
        assert rewrite_cell(text, "tcvn3") == text


def test_western_names_are_no_old_font() -> None:
    assert misread(["Société Générale", "LÖSCH Größe", "5 µm ±2", "Müller & Söhne"] * 5) is None
