"""The proposals that a person has reviewed: which rows of the CSV are marked, as they were changed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from graph.errors import LoadError
from graph.text import Text, fold
from loaders.article.documents import Document
from loaders.delimited import read_delimited
from loaders.report import Findings, Place
from loaders.sheet import Grid
from loaders.workbooks import is_workbook, read_workbook

MARK = "accept"
_YES = frozenset({"x", "v", "y", "yes", "1", "true", "co", "ok", "✓", "✔"})
_NO = frozenset({"", "0", "n", "no", "false", "khong", "-"})
_PARTIES = ["buyer", "buyer_id", "buyer_owned", "supplier", "supplier_id", "supplier_owned"]
_TEXTS = [*_PARTIES, "signed_on", "stage", "products", "event", "sentence", "start", "end"]


def reviewed(path: Path, document: Document, findings: Findings) -> pd.DataFrame:
    """The marked rows of a file of proposals, as a frame like that of ``propose`` (all decided).

    Rows whose sentence the article does not hold, and marks that mean nothing, are
    set aside. Raises ``LoadError`` for a file that is none of proposals.
    """
    rows = [row for row in _rows(path, findings) if _accepted(row, path, document, findings)]
    frame = pd.DataFrame(rows, columns=[*_TEXTS, "row"], dtype=object)
    frame["products"] = pd.Series([_listed(p) for p in frame["products"]], dtype=object)
    return frame.assign(decided=True)


def _rows(path: Path, findings: Findings) -> Iterator[dict[str, Any]]:
    grid = _grid(path, findings)
    header = [fold(cell.strip()) for cell in grid.rows[0]] if grid.rows else []
    lacking = [c for c in (MARK, "buyer", "supplier", "sentence") if c not in header]
    if lacking:
        raise LoadError(
            f"{path.name}: không phải tệp đề xuất, thiếu cột {', '.join(lacking)}; hãy xóa hoặc đổi --output",
            f"{path.name}: is no file of proposals, it lacks {', '.join(lacking)}; delete it or use --output",
        )
    for cells, number in zip(grid.rows[1:], grid.numbers[1:], strict=True):
        row = dict(zip(header, (_plain(c) for c in cells), strict=False))
        yield {c: row.get(c, "") for c in (MARK, *_TEXTS)} | {"row": number}


def _grid(path: Path, findings: Findings) -> Grid:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise LoadError(
            f"{path.name}: không đọc được tệp ({error.strerror})",
            f"{path.name}: cannot read the file ({error.strerror})",
        ) from error
    if is_workbook(raw):
        grids = read_workbook(raw, path.name, findings)
    else:
        grids = read_delimited(raw, path.name, findings, lambda cell: fold(cell) in (MARK, *_TEXTS))
    return grids[0] if grids else Grid(path.name, None, [], [], "")


def _plain(cell: str) -> str:
    """A cell without the apostrophe that kept it from being a formula."""
    cell = unicodedata.normalize("NFC", cell.strip())
    return cell[1:] if cell.startswith("'") and cell[1:2] in ("=", "+", "-", "@") else cell


def _listed(products: str) -> tuple[str, ...]:
    return tuple(p.strip() for p in products.split("|") if p.strip())


def _accepted(row: dict[str, Any], path: Path, document: Document, findings: Findings) -> bool:
    mark = fold(row[MARK])
    if mark in _NO or (mark not in _YES and not any(row[c] for c in _TEXTS)):
        return False
    problem = _UNCLEAR if mark not in _YES else None if _stands(row, document) else _GONE
    if problem is not None:
        column = MARK if problem is _UNCLEAR else "sentence"
        findings.set_aside(Place(path.name, None, row["row"], column), str(row[column])[:80], problem)
    return problem is None


def _stands(row: dict[str, Any], document: Document) -> bool:
    """Whether the article holds the sentence where the row says."""
    if not (row["start"].isdecimal() and row["end"].isdecimal()):
        return False
    there = document.text[int(row["start"]) : int(row["end"])]
    return bool(there) and " ".join(unicodedata.normalize("NFC", there).split()) == " ".join(
        row["sentence"].split()
    )


_UNCLEAR = Text("dấu chấp nhận không rõ; ghi x hoặc để trống", "unclear mark; write x or leave it empty")
_GONE = Text(
    "bài báo không có câu này ở chỗ này; hãy viết lại tệp đề xuất từ bài báo",
    "the article does not hold this sentence here; write the proposals from it again",
)
