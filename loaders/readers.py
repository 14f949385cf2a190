"""Reading files: every cell as text, every row with its number."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from graph.errors import LoadError
from graph.text import Text, first_invisible
from loaders import report

_LARGEST_CELL = 1 << 20  # characters; a longer cell is an unclosed quote or an attack


@dataclass(frozen=True)
class Origin:
    """What is known of the file of a sheet that is more than a table: an article."""

    id: str
    title: str
    published_on: str | None = None


@dataclass(frozen=True)
class Sheet:
    """One table as it stands in a file: header, rows of text, and the number of each row.

    ``source_key`` names the file in references, e.g. ``hai-phong/mous.csv``.
    """

    kind: str
    file: str
    header: list[str]
    rows: list[list[str]]
    numbers: list[int]
    sha256: str
    origin: Origin | None = None
    spots: Mapping[int, str] = field(default_factory=dict)

    def spot(self, row: int) -> str:
        """Where a row stands in its file: its number, or its place in a text."""
        return self.spots.get(row, str(row))

    def place(self, row: int | None = None, column: str | None = None) -> report.Place:
        """Where a row of this sheet stands, for messages."""
        return report.Place(self.file, None, row, column)


def read_csv(path: Path, name: str, kind: str, findings: report.Findings) -> Sheet:
    """A CSV file as a sheet; ``name`` is how messages call it, ``kind`` which file of a dataset it is.

    The text is UTF-8 (with or without BOM) or UTF-16 with BOM; the separator is
    the one of ``,`` ``;`` or tab that the header has most of. Rows with another
    number of cells than the header are set aside. Raises ``LoadError`` when the
    file cannot be understood at all.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise LoadError(
            f"{name}: không đọc được tệp ({error.strerror})",
            f"{name}: cannot read the file ({error.strerror})",
        ) from error
    text = _decoded(raw, name)
    _warn_invisible(text, name, findings)
    _warn_garbled(text, name, findings)
    csv.field_size_limit(_LARGEST_CELL)
    parsed = _parsed(text, name)
    header = next(parsed, None)
    if not header or not any(cell.strip() for cell in header):
        raise LoadError(
            f"{name}: tệp trống; dòng đầu phải là tên các cột",
            f"{name}: the file is empty; the first row names the columns",
        )
    sheet = Sheet(kind, name, header, [], [], hashlib.sha256(raw).hexdigest())
    for number, row in enumerate(parsed, start=2):
        if not (any(row) and (row[0].strip() or "".join(row).strip())):
            continue  # spreadsheets leave empty rows behind
        if len(row) == len(header):
            sheet.rows.append(row)
            sheet.numbers.append(number)
        else:
            findings.set_aside(sheet.place(number), ",".join(row)[:200], _ragged(len(row), len(header)))
    return sheet


def _warn_invisible(text: str, name: str, findings: report.Findings) -> None:
    """Say once per file that characters nobody can see will be taken out of names."""
    hit = first_invisible(text)
    if hit is not None:
        line = text.count("\n", 0, hit) + 1
        findings.warn(
            f"{name}: dòng {line}: có ký tự không nhìn thấy, đã bỏ (ở đây và các dòng khác nếu có)",
            f"{name}: line {line}: invisible characters were taken out (here and wherever else they stand)",
        )


# What Vietnamese becomes when UTF-8 is read as Latin-1, and how the old fonts TCVN3 and VNI spell it.
# Each pattern starts with its rare letter, so that a good text is passed over fast.
_GARBLED = (
    ("UTF-8 → Latin-1", "\u00e1[\u00ba\u00bb]"),
    ("UTF-8 → Latin-1", "\u00c3[\u0080-\u00bf]"),
    ("UTF-8 → Latin-1", "\u00c4\u2018"),
    ("TCVN3", "[\u00aa-\u00ae\u00b5-\u00be](?<=[A-Za-z].)(?=[A-Za-z])"),
    ("TCVN3", "\u00a7[a-z]"),
    ("VNI", "\u00e2(?<=[oae].)(?=[a-z])"),
    ("VNI", "\u00f6(?<=[ou].)"),
    ("VNI", "\u00d1[a-zA-Z]"),
)


def _warn_garbled(text: str, name: str, findings: report.Findings) -> None:
    """Say once per file that its letters look like those of an old font or a wrong encoding."""
    for what, pattern in _GARBLED:
        hit = re.search(pattern, text)
        if hit is not None:
            line = text.count("\n", 0, hit.start()) + 1
            sample = text[max(0, hit.start() - 10) : hit.end() + 10].replace("\n", " ")
            findings.warn(
                f"{name}: dòng {line}: {sample!r} giống bảng mã {what}; hãy chuyển sang UTF-8 rồi nạp lại",
                f"{name}: line {line}: {sample!r} looks like {what}; convert to UTF-8 and load again",
            )
            return


def _ragged(cells: int, columns: int) -> Text:
    return Text(
        f"có {cells} ô, dòng đầu có {columns}; đặt ô có dấu phẩy trong ngoặc kép",
        f"has {cells} cells, the header {columns}; put a cell that holds a comma in double quotes",
    )


def _decoded(raw: bytes, name: str) -> str:
    if raw[:4] == b"PK\x03\x04":
        raise LoadError(
            f"{name}: thực ra là sổ tính XLSX; hãy lưu thành CSV UTF-8",
            f"{name}: is really an XLSX workbook; save it as CSV UTF-8",
        )
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise LoadError(
            f"{name}: dòng {line} không phải UTF-8; hãy lưu thành CSV UTF-8",
            f"{name}: line {line} is not UTF-8; save the file as CSV UTF-8",
        ) from error


def _parsed(text: str, name: str) -> Iterator[list[str]]:
    first = text.split("\n", 1)[0]
    separator = max(",;\t", key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        yield from rows
    except csv.Error as error:
        raise LoadError(
            f"{name}: dòng {rows.line_num}: CSV hỏng ({error}); kiểm tra dấu ngoặc kép chưa đóng",
            f"{name}: line {rows.line_num}: broken CSV ({error}); look for a quote that is not closed",
        ) from error
