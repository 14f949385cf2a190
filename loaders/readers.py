"""Files become sheets: each by its content, whatever its name ends in.

``READERS`` says which endings are data at all; what a file really is, its first
bytes tell.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from graph.errors import LoadError
from loaders.charsets import is_wide, known_encoding, misread, rewrite_cell
from loaders.columns import FILES, match_file
from loaders.delimited import read_delimited
from loaders.headers import as_sheet, is_header, kinds_of
from loaders.oldfonts import REWRITES
from loaders.report import OVERVIEW, Findings
from loaders.sheet import Grid, Sheet
from loaders.workbook_parts import damaged
from loaders.workbooks import is_workbook, read_workbook

TEXTS = (".csv", ".tsv", ".tab")
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
READERS = (*TEXTS, *WORKBOOKS)
STDIN = "-"


@dataclass(frozen=True)
class Reading:
    """What a person says of the files: their encoding, and which kind of data a file or sheet is.

    ``kinds``: name of a file or sheet → kind; under ``""`` the kind of all that
    do not say it by their own name.
    """

    encoding: str | None = None
    kinds: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, encoding: str | None = None, kinds: Iterable[str] = ()) -> Reading:
        """From the words of the command line: ``enterprises`` or ``Sheet1=enterprises``.

        >>> Reading.of(kinds=["Khảo sát=enterprises"]).kinds
        {'Khảo sát': 'enterprises'}
        """
        found = {}
        for text in kinds:
            name, _, said = text.rpartition("=")
            kind = match_file(said)
            if kind is None:
                known = ", ".join(FILES)
                raise LoadError(
                    f"không có loại dữ liệu {said!r}; có: {known}",
                    f"no kind of data {said!r}; known: {known}",
                )
            found[name] = kind
        return cls(encoding and known_encoding(encoding), found)


@dataclass(frozen=True)
class DataFile:
    """A file to read: how messages call it (``hai-phong/mous.csv``) and where it is (``-``: standard input).

    ``chosen``: a person named the file itself, so that it must be understood;
    of a folder, files that are something else are only said.
    """

    name: str
    path: Path
    chosen: bool = False


def read_files(files: Iterable[DataFile], findings: Findings, reading: Reading | None = None) -> list[Sheet]:
    """The sheets of all files, each with its kind and header.

    Raises ``LoadError`` when a file cannot be understood at all.
    """
    reading = reading or Reading()
    return [sheet for file in files for sheet in _read_file(file, findings, reading)]


def _read_file(file: DataFile, findings: Findings, reading: Reading) -> list[Sheet]:
    raw = _bytes(file)
    grids = [grid for grid in _grids(raw, file, findings, reading) if grid.sheet != OVERVIEW]
    sheets, unsure = [], []
    for grid in grids:
        _rewrite(grid, findings, reading.encoding)
        kind = _kind(grid, file, len(grids), reading, findings)
        if isinstance(kind, str):
            sheets.append(as_sheet(grid, kind, findings))
        else:
            unsure.append((grid, kind))
    if file.chosen and not sheets:
        raise _not_understood(file, unsure)
    if not grids:
        findings.warn(
            f"{file.name}: tệp trống, không có gì để nạp", f"{file.name}: is empty, nothing to load"
        )
    for grid, kinds in unsure:
        _say_unread(grid, kinds, findings)
    return sheets


def _bytes(file: DataFile) -> bytes:
    try:
        return sys.stdin.buffer.read() if str(file.path) == STDIN else file.path.read_bytes()
    except OSError as error:
        raise LoadError(
            f"{file.name}: không đọc được tệp ({error.strerror})",
            f"{file.name}: cannot read the file ({error.strerror})",
        ) from error


def _grids(raw: bytes, file: DataFile, findings: Findings, reading: Reading) -> list[Grid]:
    suffix = file.path.suffix.lower()
    if is_workbook(raw):
        if suffix in TEXTS:
            findings.warn(
                f"{file.name}: thực ra là sổ tính, được đọc như sổ tính",
                f"{file.name}: is really a workbook and was read as one",
            )
        return read_workbook(raw, file.name, findings)
    if raw[:512].lstrip().lower().startswith((b"<!doctype", b"<html", b"<?xml", b"<table")):
        raise LoadError(
            f"{file.name}: thực ra là trang HTML hay XML; hãy mở bằng Excel và lưu thành .xlsx",
            f"{file.name}: is really a page of HTML or XML; open it in Excel and save it as .xlsx",
        )
    if suffix in WORKBOOKS:
        if not raw or (b"\0" in raw[:1024] and not is_wide(raw)):
            raise damaged(file.name, "not a workbook")
        findings.warn(
            f"{file.name}: không phải sổ tính, được đọc như văn bản",
            f"{file.name}: is no workbook and was read as text",
        )
    return read_delimited(raw, file.name, findings, is_header, reading.encoding)


def _rewrite(grid: Grid, findings: Findings, encoding: str | None) -> None:
    """Cells that a program stored in the letters of an old font, in Unicode."""
    found = misread(cell for row in grid.rows for cell in row)
    forced = encoding if encoding in REWRITES and grid.sheet else None
    if forced or (found and found.sure):
        _rewrite_cells(grid, forced or (found.scheme if found else ""), findings)
    elif found:
        sample, scheme = found.sample, found.scheme
        row = next(n for n, r in zip(grid.numbers, grid.rows, strict=True) if sample in "".join(r))
        findings.warn(
            f"{grid.name}: dòng {row}: {sample!r} giống bảng mã {scheme}, không chắc nên để nguyên;"
            " nếu đúng thì hãy gõ lại",
            f"{grid.name}: row {row}: {sample!r} looks like {scheme}; not sure, so left as it is;"
            " if it is, retype it",
        )


def _rewrite_cells(grid: Grid, scheme: str, findings: Findings) -> None:
    count, sample = 0, ""
    for row in grid.rows:
        for position, cell in enumerate(row):
            read = rewrite_cell(cell, scheme)
            if read != cell:
                sample = sample or f"{cell[:40]!r} → {read[:40]!r}"
                row[position], count = read, count + 1
    if count:
        findings.warn(
            f"{grid.name}: {count} ô theo bảng mã {scheme} đã được chuyển sang Unicode: {sample}",
            f"{grid.name}: {count} cells in {scheme} were rewritten in Unicode: {sample}",
        )


def _kind(grid: Grid, file: DataFile, sheets: int, reading: Reading, findings: Findings) -> str | list[str]:
    """The kind of data a table is: as a person says, by its name, by its headers; else all it may be."""
    stem = file.path.stem
    for name in (grid.sheet, file.path.name, stem):
        if name and name in reading.kinds:
            return reading.kinds[name]
    by_name = match_file(grid.sheet or "") or (match_file(stem) if sheets == 1 else None)
    said = reading.kinds.get("")
    if said or by_name:
        return said if said and (sheets == 1 or not by_name) else by_name or ""
    kinds = kinds_of(grid)
    if len(kinds) != 1:
        return kinds
    findings.warn(
        f"{grid.name}: hiểu là {kinds[0]}, theo tên các cột (chọn loại khác bằng --kind)",
        f"{grid.name}: read as {kinds[0]}, by its headers (another kind can be chosen with --kind)",
    )
    return kinds[0]


def _not_understood(file: DataFile, unsure: list[tuple[Grid, list[str]]]) -> LoadError:
    known = ", ".join(FILES)
    if not unsure:
        return LoadError(
            f"{file.name}: tệp trống; dòng đầu phải là tên các cột",
            f"{file.name}: the file is empty; the first row names the columns",
        )
    grid, kinds = unsure[0]
    fits = ", ".join(kinds)
    first = ", ".join(c for c in grid.rows[0] if c.strip())[:200] if grid.rows else ""
    return LoadError(
        f"{grid.name}: không rõ là dữ liệu gì"
        + (f" (có thể là {fits})" if fits else f"; dòng đầu có: {first}")
        + f"; hãy ghi --kind, một trong: {known}",
        f"{grid.name}: it is not clear what it holds"
        + (f" (may be {fits})" if fits else f"; the first row has: {first}")
        + f"; say it with --kind, one of: {known}",
    )


def _say_unread(grid: Grid, kinds: list[str], findings: Findings) -> None:
    vi, en = (f" (có thể là {', '.join(kinds)})", f" (may be {', '.join(kinds)})") if kinds else ("", "")
    findings.warn(
        f"{grid.name}: không rõ là dữ liệu gì{vi}, không đọc; xem --kind",
        f"{grid.name}: it is not clear what it holds{en}, not read; see --kind",
    )
