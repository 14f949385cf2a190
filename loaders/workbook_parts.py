"""What calamine does not tell of an XLSX or ODS file: bombs, hidden rows, errors, formulas never computed.

The parts of the ZIP are looked at as bytes with a few patterns, for parsing the
XML of a large sheet once more would take longer than reading it.
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from xml.etree import ElementTree

from graph.errors import LoadError
from loaders.opendocument import look_into_ods
from loaders.sheet import SheetParts

LARGEST = 800 << 20  # bytes of all parts unpacked; a sheet of 100,000 rows and 20 columns has about 100 MB
_MOST_CELLS = 60_000_000  # of the rectangle from the first to the last cell, which the reader lays out whole

# Patterns that begin with plain letters, which Python finds fast; they expect double quotes.
_HIDDEN = re.compile(rb'<row (?=[^>]*hidden="(?:1|true)")[^>]*?\br="(\d+)"')
_ERROR = re.compile(rb'<c (?=[^>]*\bt="e")[^>]*?\br="([A-Z]+\d+)"[^>]*>(?:(?!</c>).)*?<v>([^<]*)', re.DOTALL)
_NO_VALUE = re.compile(
    rb'<c (?![^>]*\bt="str")[^>]*?\br="([A-Z]+\d+)"[^>]*>\s*'
    rb"<f\b(?:[^>]*/>|[^>]*>([^<]*)</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>"
)
_FAR = re.compile(rb' r="([A-Z]{2,7})\d')
_LAST_ROW = re.compile(rb'<row [^>]*?\br="(\d+)')
_REPEATED = re.compile(
    rb'number-(?:rows|columns)-repeated="(\d{4,})"[^>]*(?:office:value|calcext:value)', re.DOTALL
)


def look_into(raw: bytes, name: str) -> dict[str, SheetParts]:
    """What is to be known of each sheet of a zipped workbook, by its name.

    Raises ``LoadError`` for one that is damaged, protected by a password, or
    would take more memory than any honest table.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as book:
            _refuse_bombs(book, raw, name)
            files = set(book.namelist())
            if "content.xml" in files:
                return look_into_ods(_content(book, files, name))
            if not any(part.startswith("xl/") for part in files):
                raise _other_zip(name)
            return {sheet: _parts(_part(book, path, name), name) for sheet, path in _sheets(book, name)}
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, OSError) as error:
        raise damaged(name, error) from error
    except (RuntimeError, ValueError, struct.error, ElementTree.ParseError) as error:
        raise damaged(name, error) from error


def damaged(name: str, error: BaseException | str) -> LoadError:
    """What to say of a workbook that cannot be read."""
    what = str(error).splitlines()[0][:120] if str(error) else type(error).__name__
    return LoadError(
        f"{name}: sổ tính hỏng hoặc chưa tải hết ({what}); hãy mở bằng Excel, lưu lại rồi nạp",
        f"{name}: the workbook is damaged or incomplete ({what}); open it in Excel and save it anew",
    )


def protected(name: str) -> LoadError:
    """What to say of a workbook that asks for a password."""
    return LoadError(
        f"{name}: sổ tính có mật khẩu; hãy bỏ mật khẩu (Tệp → Thông tin) rồi nạp lại",
        f"{name}: the workbook is protected by a password; take it off (File → Info) and load again",
    )


def _other_zip(name: str) -> LoadError:
    return LoadError(
        f"{name}: là tệp ZIP nhưng không phải sổ tính; hãy giải nén, hoặc lưu thành .xlsx",
        f"{name}: is a ZIP file but no workbook; unpack it, or save it as .xlsx",
    )


def too_large(name: str) -> LoadError:
    """What to say of a workbook that unpacks to more than any honest table."""
    return LoadError(
        f"{name}: sổ tính mở ra quá lớn; hãy xóa dòng và cột thừa rồi lưu lại, hoặc chia nhỏ",
        f"{name}: the workbook unpacks to too much; delete stray rows and columns and save it, or split it",
    )


def _refuse_bombs(book: zipfile.ZipFile, raw: bytes, name: str) -> None:
    entries = book.infolist()
    if sum(entry.file_size for entry in entries) > LARGEST or len(entries) > 10_000:
        raise too_large(name)
    for entry in entries:  # the size an entry states may be a lie: deflate packs at most 1032 to 1
        if entry.compress_size * 1032 > LARGEST and _unpacked(raw, entry) > LARGEST:
            raise too_large(name)


def _unpacked(raw: bytes, entry: zipfile.ZipInfo) -> int:
    """How many bytes an entry really unpacks to; counting stops above ``LARGEST``."""
    name, extra = struct.unpack_from("<HH", raw, entry.header_offset + 26)
    packed = memoryview(raw)[entry.header_offset + 30 + name + extra :][: entry.compress_size]
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    total, rest = 0, bytes(packed)
    while rest and total <= LARGEST:
        total += len(inflate.decompress(rest, 1 << 22))
        rest = inflate.unconsumed_tail
    return total


def _part(book: zipfile.ZipFile, path: str, name: str) -> bytes:
    with book.open(path) as part:
        data = part.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise too_large(name)
    return data


def _content(book: zipfile.ZipFile, files: set[str], name: str) -> bytes:
    """The sheets of an ODS file; raises ``LoadError`` for one that is protected or a bomb."""
    if "META-INF/manifest.xml" in files and b"encryption-data" in _part(book, "META-INF/manifest.xml", name):
        raise protected(name)
    content = _part(book, "content.xml", name)
    if any(int(n) > 2_000 for n in _REPEATED.findall(content)):
        raise too_large(name)
    return _plain(content)


def _sheets(book: zipfile.ZipFile, name: str) -> list[tuple[str, str]]:
    """(name, path) of the sheets of an XLSX file."""
    workbook = _xml(_part(book, "xl/workbook.xml", name))
    links = _xml(_part(book, "xl/_rels/workbook.xml.rels", name))
    target = {link.get("Id"): link.get("Target", "") for link in links}
    found = []
    for sheet in workbook.iter():
        if sheet.tag.rpartition("}")[2] == "sheet":
            id = next((v for k, v in sheet.attrib.items() if k.rpartition("}")[2] == "id"), None)
            path = target.get(id, "")
            full = (
                path.lstrip("/") if path.startswith("/") else posixpath.normpath(posixpath.join("xl", path))
            )
            if full.startswith("xl/worksheets/") and full in book.namelist():
                found.append((sheet.get("name", ""), full))
    return found


def _xml(data: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(_plain(data))


def _plain(data: bytes) -> bytes:
    """XML without entities, which could make it huge; raises ``ValueError`` for others."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise ValueError("a document type declaration, which no workbook has")
    return data


def _parts(data: bytes, name: str) -> SheetParts:
    if b"='" in data:
        data = data.replace(b"='", b'="')
    _refuse_sparse(data, name)
    found = SheetParts()
    if b"hidden=" in data:
        found.hidden = [int(row) for row in _HIDDEN.findall(data)]
    if b't="e"' in data:
        found.errors = {_cell(ref): _text(shown) for ref, shown in _ERROR.findall(data)}
    if b"<f" in data:
        found.uncomputed = {_cell(ref): f"={_text(formula)}" for ref, formula in _NO_VALUE.findall(data)}
    return found


def _refuse_sparse(data: bytes, name: str) -> None:
    """One forgotten cell in the last corner of a sheet makes a rectangle that no memory holds."""
    last = data.rfind(b"<row")
    row = _LAST_ROW.match(data, last) if last >= 0 else None
    far = max((_column(letters) for letters in set(_FAR.findall(data))), default=26)
    if row and int(row.group(1)) * far > _MOST_CELLS:
        raise too_large(name)


def _column(letters: bytes) -> int:
    """``AB`` → 28."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _cell(ref: bytes) -> tuple[int, int]:
    """``C12`` → (12, 2)."""
    letters = ref.rstrip(b"0123456789")
    return int(ref[len(letters) :]), _column(letters) - 1


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", errors="replace")[:200]
