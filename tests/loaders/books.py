"""Workbooks for tests, made by openpyxl, and old encodings, made from the tables' other side."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import openpyxl

from loaders.oldfonts import TCVN3, VNI

Sheets = Mapping[str, Iterable[Iterable[Any]]]
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def book(sheets: Sheets, change: Callable[[Any], None] = lambda workbook: None) -> bytes:
    """An XLSX file with these sheets; ``change`` does the rest to the openpyxl workbook."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    change(workbook)
    raw = io.BytesIO()
    workbook.save(raw)
    return raw.getvalue()


def with_part(raw: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The same ZIP with one of its parts changed."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name == part else data)
    return target.getvalue()


def write(folder: Path, name: str, raw: bytes) -> Path:
    """The file in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(raw)
    return path


def in_tcvn3(text: str) -> bytes:
    """``text`` in TCVN3; capitals with a tone in small letters, as its fonts have them."""
    codes = {letter: code for code, letter in TCVN3.items()}
    return bytes(codes.get(c) or codes.get(c.lower()) or ord(c) for c in unicodedata.normalize("NFC", text))


def in_vni(text: str) -> bytes:
    """``text`` in VNI."""
    written = {letter: spelled for spelled, letter in VNI.items()}
    return "".join(written.get(c, c) for c in unicodedata.normalize("NFC", text)).encode("cp1252")


def in_windows_1258(text: str) -> bytes:
    """``text`` in Windows-1258: vowels with their hats in one code, tones in a code behind them."""
    out = b""
    for char in unicodedata.normalize("NFC", text):
        try:
            out += char.encode("cp1258")
        except UnicodeEncodeError:
            spelled = unicodedata.normalize("NFD", char)
            base = unicodedata.normalize("NFC", "".join(c for c in spelled if c not in _TONES))
            out += base.encode("cp1258") + "".join(c for c in spelled if c in _TONES).encode("cp1258")
    return out
