"""What calamine does not tell of an ODS file: cells merged down a column, hidden rows, errors."""

from __future__ import annotations

import io
from collections.abc import Iterator
from xml.etree import ElementTree

from loaders.sheet import SheetParts

_SIGNS = (b'number-rows-spanned="', b"table:visibility=", b'value-type="error"', b"table:formula=")
_FURTHEST = 1_100_000  # rows or columns beyond any sheet: its empty rest is one repeated row
_MOST = 2_000  # repeats of a row that holds anything; more are refused when the file is looked into


def look_into_ods(content: bytes) -> dict[str, SheetParts]:
    """What is to be known of each sheet, by its name; raises ``ParseError`` for XML that is broken.

    A document that has none of these is not parsed.
    """
    found: dict[str, SheetParts] = {}
    if not any(sign in content for sign in _SIGNS):
        return found
    parts, number = SheetParts(), 1
    for event, element in ElementTree.iterparse(io.BytesIO(content), ("start", "end")):
        name = _name(element.tag)
        if name == "table" and event == "start":
            parts, number = found.setdefault(_of(element, "name"), SheetParts()), 1
        elif name == "table-row" and event == "end":
            _row(element, number, parts)
            number += _times(element, "rows")
            element.clear()  # a large sheet need not stand in memory twice
    return found


def _row(row: ElementTree.Element, number: int, parts: SheetParts) -> None:
    """Put what row ``number`` (counted from 1) shows into ``parts``."""
    if _of(row, "visibility") in ("collapse", "filter"):
        parts.hidden += range(number, number + min(_times(row, "rows"), _MOST))
    for column, cell in _cells(row):
        down = int(_of(cell, "number-rows-spanned") or 1)
        if down > 1:
            wide = int(_of(cell, "number-columns-spanned") or 1)
            parts.merged.append(((number - 1, column), (number + down - 2, column + wide - 1)))
        if _of(cell, "value-type", "calcext") == "error":
            parts.errors[number, column] = "".join(cell.itertext())[:200]
        elif _of(cell, "formula") and not _of(cell, "value-type"):
            parts.uncomputed[number, column] = _of(cell, "formula").partition(":")[2][:200]


def _cells(row: ElementTree.Element) -> Iterator[tuple[int, ElementTree.Element]]:
    """The cells of a row, covered ones included, each with its position."""
    column = 0
    for cell in row:
        if _name(cell.tag) in ("table-cell", "covered-table-cell"):
            yield column, cell
            column += _times(cell, "columns")


def _times(element: ElementTree.Element, of: str) -> int:
    """How often a row or cell stands there."""
    return min(int(_of(element, f"number-{of}-repeated") or 1), _FURTHEST)


def _name(tag: str) -> str:
    return tag.rpartition("}")[2]


def _of(element: ElementTree.Element, name: str, space: str = "") -> str:
    """An attribute by its name, in whatever namespace that holds ``space``."""
    found = (v for k, v in element.attrib.items() if _name(k) == name and space in k)
    return next(found, "")
