"""Tables as they stand in files: every cell as text, every row with its number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from graph.text import Text
from loaders.report import Place

SPREADSHEET_ERRORS = {
    "#N/A",
    "#REF!",
    "#VALUE!",
    "#DIV/0!",
    "#NAME?",
    "#NUM!",
    "#NULL!",
    "#GETTING_DATA",
    "#SPILL!",
}
CELL_ERROR = Text(
    "ô báo lỗi của bảng tính; hãy sửa công thức rồi lưu lại", "a spreadsheet error; mend the formula and save"
)

# (row number, column position) → what the cell shows, and why that cannot be read.
Broken = dict[tuple[int, int], tuple[str, Text]]


@dataclass
class SheetParts:
    """What the reader of workbooks does not tell of a sheet.

    Numbers of hidden rows; cells (row, column; from 1 and 0) that show an error or
    hold a formula whose value was never saved, with the text of each; the first and
    last cell of merged ones (from 0).
    """

    hidden: list[int] = field(default_factory=list)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    uncomputed: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=list)


@dataclass(frozen=True)
class Origin:
    """What is known of the file of a sheet that is more than a table: an article."""

    id: str
    title: str
    published_on: str | None = None


@dataclass
class Grid:
    """One table of a file before anybody knows which row is its header.

    ``rows`` are cells as text, ``numbers`` the number of each row in the file;
    ``sheet`` is the name within a workbook. ``exact`` holds (row number, column
    position) of cells that a workbook keeps as a number with decimals: their text
    is not how a person writes; ``broken`` of those that hold no value to read, with
    what they show and why.
    """

    file: str
    sheet: str | None
    rows: list[list[str]]
    numbers: list[int]
    sha256: str
    exact: frozenset[tuple[int, int]] = frozenset()
    broken: Broken = field(default_factory=dict)

    @property
    def name(self) -> str:
        """How messages call it: the file, and the sheet of a workbook."""
        return f"{self.file}:{self.sheet}" if self.sheet else self.file

    def place(self, row: int | None = None, column: str | None = None) -> Place:
        """Where a row stands, for messages."""
        return Place(self.file, self.sheet, row, column)


@dataclass(frozen=True)
class Sheet:
    """One table with its header: rows of text, and the number of each row.

    ``kind`` is which file of a dataset it is. ``file`` names the file in
    references, e.g. ``hai-phong/mous.csv``.
    """

    kind: str
    file: str
    header: list[str]
    rows: list[list[str]]
    numbers: list[int]
    sha256: str
    origin: Origin | None = None
    spots: Mapping[int, str] = field(default_factory=dict)
    sheet: str | None = None
    exact: frozenset[tuple[int, int]] = frozenset()
    broken: Broken = field(default_factory=dict)

    @property
    def name(self) -> str:
        """How messages call it: the file, and the sheet of a workbook."""
        return f"{self.file}:{self.sheet}" if self.sheet else self.file

    def spot(self, row: int) -> str:
        """Where a row stands in its file: its number, or its place in a text."""
        where = self.spots.get(row, str(row))
        # A reference is one item of a list and parted by #: a sheet's name must not break it.
        return f"{self.sheet.replace('|', '/').replace('#', '/')}:{where}" if self.sheet else where

    def place(self, row: int | None = None, column: str | None = None) -> Place:
        """Where a row of this sheet stands, for messages."""
        return Place(self.file, self.sheet, row, column)
