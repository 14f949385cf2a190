"""The template workbook: a sheet for each kind of data, made from the schema and the columns of files."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from graph.cells import put
from graph.metaschema import WORDS
from graph.schema import NODES, TYPES
from graph.text import Text
from graph.values import Choice, ListOf
from loaders.columns import FILES, HEADERS, FileSpec
from loaders.examples import GUIDE, MARK, example_of

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

# What people fill in first comes first; a kind that is not named here comes after these.
_FIRST = ("enterprises", "capabilities", "needs", "certificates", "mous", "support", "locations", "products")
_ROWS = 2_000  # down to which drop-downs reach
_EXAMPLE = Text("Dòng mẫu", "Example row")
_ABOUT_EXAMPLE = Text(
    f"Dòng có chữ «{MARK}» chỉ để minh họa và không được nạp. Để trống cột này ở các dòng của bạn.",
    f"The row with «{MARK}» is for show and is not loaded. Leave this column empty in your own rows.",
)
_ABOUT_SOURCES = Text(
    "Ai nói: tên hoặc mã của nguồn, hay địa chỉ web; nhiều nguồn cách nhau bằng |. Để trống: chính tệp này",
    "Who says so: title or id of a source, or a web address; several parted by |. Empty: this very file",
)
_REQUIRED = Text("BẮT BUỘC", "REQUIRED")
_INK, _DARK, _LIGHT, _PALE = "FFFFFF", "1F4E79", "5B7FA6", "F2F2F2"


def kinds() -> list[str]:
    """The kinds of data in the order of the sheets."""
    return [*_FIRST, *(kind for kind in FILES if kind not in _FIRST)]


def sheet_name(kind: str) -> str:
    """The name of the sheet of a kind.

    >>> sheet_name("enterprises")
    'Doanh nghiệp (enterprises)'
    """
    return f"{FILES[kind].labels[0].capitalize()} ({kind})"


def label(kind: str, column: str) -> Text:
    """The header of a column in both languages."""
    spec = FILES[kind]
    ends_and_links = {name for name, _ in spec.ends} | {link.column for link in spec.links}
    found = next((p.label for p in TYPES[spec.type].properties if p.name == column), None)
    if found is None or column in ends_and_links:
        english = column.replace("_", " ").capitalize()
        found = Text(HEADERS[column][0].capitalize(), english)
    return found


def about(kind: str, column: str) -> Text:
    """What belongs into a column: what it means, and how it is written."""
    spec = FILES[kind]
    refers = {**dict(spec.ends), **{link.column: link.target for link in spec.links}, **dict(spec.refs)}
    hint = spec.columns()[column].hint
    if column in refers:
        what = NODES[refers[column]].label
        own = Text(f"Tên hoặc mã: {what.vi.lower()}", f"Name or id: {what.en}")
        many = isinstance(spec.columns()[column], ListOf)
        parts = [own, hint] if many else [own]
    else:
        meaning = next(p.meaning for p in TYPES[spec.type].properties if p.name == column)
        parts = [Text(label(kind, column).vi, meaning[0].upper() + meaning[1:])]
        parts += [hint] if hint != WORDS.hint else []
    if column == "sources":
        parts = [_ABOUT_SOURCES]
    if column in spec.needed():
        parts.insert(0, _REQUIRED)
    return Text.join(parts, ". ")


def template() -> bytes:
    """The workbook as the bytes of an XLSX file.

    A guide, then a sheet for each kind of data: headers in both languages with a
    comment each, drop-downs for fixed values, and an example row that a load
    leaves out.
    """
    from openpyxl import Workbook
    from openpyxl.worksheet.properties import PageSetupProperties

    book = Workbook()
    book.remove(book.active)
    _guide(book.create_sheet(GUIDE))
    for kind in kinds():
        _sheet(book, kind)
    for sheet in book.worksheets:
        sheet.page_setup.orientation = "landscape"
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.fitToHeight = 0
    book.properties.creator = "Ketnoi"
    raw = io.BytesIO()
    book.save(raw)
    return raw.getvalue()


def _sheet(book: Workbook, kind: str) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    sheet, spec = book.create_sheet(sheet_name(kind)), FILES[kind]
    _header(sheet, 1, _EXAMPLE, _ABOUT_EXAMPLE, required=False)
    _example(sheet, 1, MARK)
    for position, column in enumerate(_ordered(spec), start=2):
        needed = column in spec.needed()
        _header(sheet, position, label(kind, column), about(kind, column), required=needed)
        _example(sheet, position, example_of(kind, column))
        letter, value = get_column_letter(position), spec.columns()[column]
        sheet.column_dimensions[letter].width = 26 if needed else 20
        if value.kind in ("text", "list"):
            sheet.column_dimensions[letter].number_format = "@"  # codes and dates stay as they are typed
        if isinstance(value, Choice):
            _drop_down(sheet, letter, value)
    sheet.column_dimensions["A"].width = 21
    sheet.row_dimensions[1].height = 34
    sheet.freeze_panes = "B2"
    for cell in sheet[2]:
        cell.font, cell.alignment = Font(italic=True, color="808080"), Alignment(wrap_text=False)


def _ordered(spec: FileSpec) -> list[str]:
    """The columns of a file, those that must be filled first, notes and sources last."""
    last = ("note", "sources")
    columns = [c for c in spec.columns() if c not in last]
    needed = [c for c in spec.needed() if c in columns]
    return [*needed, *(c for c in columns if c not in needed), *last]


def _header(sheet: Worksheet, position: int, title: Text, said: Text, *, required: bool) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill

    cell = sheet.cell(1, position)
    put(cell, f"{title.vi}{' *' if required else ''}\n{title.en}")
    cell.font = Font(bold=True, color=_INK)
    cell.fill = PatternFill("solid", fgColor=_DARK if required else _LIGHT)
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    cell.comment = Comment(f"{said.vi}\n\n{said.en}", "Ketnoi", width=320, height=170)


def _example(sheet: Worksheet, position: int, text: str) -> None:
    from openpyxl.styles import PatternFill

    cell = sheet.cell(2, position)
    cell.fill, cell.number_format = PatternFill("solid", fgColor=_PALE), "@"
    if text:
        put(cell, text)


def _drop_down(sheet: Worksheet, letter: str, choice: Choice) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    words = [vietnamese for _, vietnamese in choice.choices]
    rule = DataValidation("list", formula1=f'"{",".join(words)}"', allow_blank=True, errorStyle="warning")
    rule.error, rule.errorTitle = f"Nên chọn / choose: {', '.join(words)}"[:250], "Ketnoi"
    sheet.add_data_validation(rule)
    rule.add(f"{letter}2:{letter}{_ROWS}")


_RULES = (
    Text(
        "Điền các trang cần dùng; trang để trống thì bỏ qua. Cột có dấu * phải điền.",
        "Fill in the sheets you need and leave the others. Columns with * must be filled.",
    ),
    _ABOUT_EXAMPLE,
    Text(
        "Di chuột lên tên cột để xem cách điền. Thêm, bớt, đổi chỗ cột đều được.",
        "Point at a header to see what belongs there. Columns may be added, removed and moved.",
    ),
    Text(
        "Doanh nghiệp ghi bằng tên, mã số thuế hoặc mã; sản phẩm bằng tên hoặc mã, tiếng Việt hay tiếng Anh.",
        "An enterprise is named by its name, tax code or id; a product by name or id, Vietnamese or English.",
    ),
    Text(
        "Không biết thì để trống: trống là chưa rõ, không phải là không.",
        "Leave empty what is not known: empty means unknown, never no.",
    ),
    Text("Nạp: ketnoi load ketnoi.xlsx", "Load: ketnoi load ketnoi.xlsx"),
)


def _guide(sheet: Worksheet) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    put(sheet["A1"], "Ketnoi – mẫu nhập dữ liệu / data template")
    sheet["A1"].font = Font(bold=True, size=16, color=_DARK)
    row = 3
    for number, rule in enumerate(_RULES, start=1):
        put(sheet.cell(row, 1), f"{number}. {rule.vi}")
        put(sheet.cell(row + 1, 1), f"    {rule.en}")
        sheet.cell(row + 1, 1).font = Font(italic=True, color="606060")
        row += 2
    row += 1
    titles = ("Trang / Sheet", "Cột / Column", "Column (English)", "Cách điền", "How to fill it in")
    for position, title in enumerate(titles, start=1):
        put(sheet.cell(row, position), title)
        sheet.cell(row, position).font = Font(bold=True, color=_INK)
        sheet.cell(row, position).fill = PatternFill("solid", fgColor=_DARK)
    for kind in kinds():
        for column in _ordered(FILES[kind]):
            row += 1
            name, said = label(kind, column), about(kind, column)
            for position, text in enumerate((sheet_name(kind), name.vi, name.en, said.vi, said.en), start=1):
                put(sheet.cell(row, position), text)
                sheet.cell(row, position).alignment = Alignment(wrap_text=position > 3, vertical="top")
    for letter, width in zip("ABCDE", (30, 26, 24, 60, 60), strict=True):
        sheet.column_dimensions[letter].width = width
