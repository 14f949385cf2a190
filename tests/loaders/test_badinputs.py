"""Bad cells and rows of CSV files: each is set aside with its reason, or repaired with a note.

A case is one line of the tables below; the number is the one of the project's
list of bad inputs. Files that cannot be used at all are in ``test_badfiles``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from graph import Store
from tests.loaders.build import Files, load_files, rows

GOOD = "b,Công ty TNHH Tốt,\n"
HEAD = "id,name,tax_code\n"


@dataclass(frozen=True)
class Case:
    """``where``: row and column of the one finding; ``said``: a piece of its reason in vi and en."""

    number: int
    files: Files
    where: tuple[int, str | None]
    value: str
    said: tuple[str, str]
    scope: str = "cell"
    loaded: dict[str, int] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.number}-{self.said[1].replace(' ', '_')[:30]}"


def _tax(number: int, code: str, vi: str, en: str) -> Case:
    files = {"enterprises": f"{HEAD}a,Công ty CP Một,{code}\n{GOOD}"}
    return Case(number, files, (2, "tax_code"), code, (vi, en), loaded={"Enterprise": 2})


def _cell(number: int, file: str, column: str, value: str, vi: str, en: str) -> Case:
    """A bad cell in an optional column: only the cell is set aside."""
    key, type = {"enterprises": ("name", "Enterprise"), "capabilities": ("enterprise,product", "MAKES")}[file]
    first = {"enterprises": "Công ty CP Một", "capabilities": "a,p"}[file]
    files = dict(FIRMS) if file != "enterprises" else {}
    files[file] = f'{key},{column}\n{first},"{value}"\n'
    return Case(number, files, (2, column), value, (vi, en), loaded={type: 1})


def _row(number: int, file: str, line: str, column: str | None, value: str, vi: str, en: str) -> Case:
    """A bad row beside a good one: the row is set aside."""
    head, good, type = {
        "mous": ("buyer,supplier", "a,b", "SIGNED_MOU"),
        "capabilities": ("enterprise,product", "a,p", "MAKES"),
        "inputs": ("product,input_of", "p,q", "INPUT_OF"),
        "enterprises": ("id,name", "c,Công ty TNHH Ba", "Enterprise"),
    }[file]
    files = {k: v for k, v in FIRMS.items() if k != file} | {file: f"{head}\n{line}\n{good}\n"}
    return Case(number, files, (2, column), value, (vi, en), "row", {type: 1})


FIRMS = {
    "enterprises": (
        "id,name,tax_code\na,Công ty CP Một,0200100019\nb,Công ty TNHH Hai,\n"
        "m1,Công ty TNHH Minh Tâm,\nm2,Công ty CP Minh Tâm,\n"
    ),
    "products": "id,name_vi\np,Khuôn ép nhựa\nq,Máy giặt\n",
}

CASES = [
    _tax(1, "200100018", "số 0 ở đầu đã mất", "leading zero may be lost: format the column as text"),
    _tax(2, "200100018.0", "hãy định dạng cột là văn bản", "format the column as text"),
    _tax(3, "2.001E+08", "MST có 10 chữ số", "format the column as text"),
    _tax(4, "031084001234", "số định danh cá nhân", "a personal id"),
    _tax(4, "0200100018", "sai số kiểm tra", "wrong check digit"),
    _tax(4, "không có", "MST có 10 chữ số", "a tax code has 10 digits"),
    _cell(24, "enterprises", "employees", "12,5", "phải là số nguyên", "must be a whole number"),
    _cell(24, "enterprises", "employees", "khoảng 200", "không phải là số", "is not a number"),
    _cell(25, "enterprises", "founded", "30/02/2024", "không phải ngày có thật", "is no real date"),
    _cell(25, "enterprises", "founded", "04/18/2025", "có lẽ bị đổi chỗ", "look swapped: 18/04/2025"),
    _cell(26, "enterprises", "founded", "457650", "không phải ngày có thật", "is no real date"),
    _cell(24, "capabilities", "capacity", "1.234", "không rõ là phần nghìn", "may mean thousands"),
    _cell(27, "capabilities", "capacity", "nan", "không phải là số", "is not a number"),
    _cell(27, "capabilities", "capacity", "inf", "không phải là số", "is not a number"),
    _cell(27, "capabilities", "capacity", str(2**70), "lớn hơn", "is above"),
    _cell(29, "capabilities", "capacity", "-5", "nhỏ hơn 0", "is below 0"),
    _cell(29, "enterprises", "ownership", "ngoại", "phải là một trong: fdi", "must be one of: fdi, domestic"),
    _cell(46, "enterprises", "products", "tàu vũ trụ", "không có sản phẩm này", "no such product"),
    _cell(46, "enterprises", "standards", "ISO 99999", "không có tiêu chuẩn này", "no such standard"),
    _row(28, "enterprises", "x#1,Công ty Mã", "id", "x#1", "không được chứa | hay #", "may not hold | or #"),
    _row(28, "enterprises", "x, \u200b", "name", "", "ô bắt buộc bị trống", "a required cell is empty"),
    _row(39, "enterprises", "c", None, "c", "có 1 ô, dòng đầu có 2", "has 1 cells, the header 2"),
    _row(39, "enterprises", "c,X,Y", None, "c,X,Y", "có 3 ô, dòng đầu có 2", "in double quotes"),
    _row(43, "mous", "a,Công ty CP Hia", "supplier", "Công ty CP Hia", "gần nhất: Công ty TNHH Hai (b)",
         "nearest: Công ty TNHH Hai (b)"),
    _row(43, "mous", "a,a", None, "a", "chỉ vào chính nó", "points to itself"),
    _row(44, "mous", "Công ty CP Một,0200100019", None, "a", "chỉ vào chính nó", "points to itself"),
    _row(43, "mous", "Minh Tâm,b", "buyer", "Minh Tâm", "khớp nhiều doanh nghiệp: Công ty TNHH Minh Tâm (m1)",
         "fits several: Công ty TNHH Minh Tâm (m1), Công ty CP Minh Tâm (m2); give the id"),
    _row(46, "capabilities", "a,khuôn ép nhự", "product", "khuôn ép nhự", "gần nhất: Khuôn ép nhựa (p)",
         "nearest: Khuôn ép nhựa (p)"),
    _row(45, "inputs", "q,q", None, "q", "chỉ vào chính nó", "points to itself"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_is_set_aside_with_its_place_and_reason(case: Case, store: Store, folder: Path) -> None:
    report = load_files(store, folder, case.files)
    (found,) = report.rejected.to_dict("records")
    file = next(f for f in reversed(case.files))
    assert found["file"] == f"data/{file}.csv"
    assert (found["row"], found["column"]) == case.where
    assert found["value"] == case.value
    assert found["scope"] == case.scope
    assert case.said[0] in found["reason"]
    assert case.said[1] in found["reason_en"]
    for type, count in case.loaded.items():
        assert store.count()[type] == count


@pytest.mark.parametrize("case", CASES, ids=str)
def test_no_row_is_lost(case: Case, store: Store, folder: Path) -> None:
    """Rows in = rows loaded + rows set aside, in the file that holds the bad one."""
    report = load_files(store, folder, case.files)
    file, text = next(reversed(case.files.items()))
    rows_in = len(str(text).splitlines()) - 1
    aside = {r["row"] for r in report.rejected.to_dict("records") if r["scope"] == "row"}
    (type,) = case.loaded
    said = {ref for r in rows(store.read(type), type) for ref in r["sources"] if f"#data/{file}.csv:" in ref}
    assert rows_in == len(said) + len(aside)


def test_a_branch_is_not_its_parent(store: Store, folder: Path) -> None:
    """6: the tax code of a branch is that of its parent and three digits more."""
    text = "name,tax_code\nCông ty CP Một,0200100019\nCông ty CP Một,0200100019-001\n"
    report = load_files(store, folder, {"enterprises": text})
    firms = rows(store.read("Enterprise"), "Enterprise")
    assert [f["tax_code"] for f in firms] == ["0200100019", "0200100019001"]
    assert report.review["why_en"].tolist() == ["the same name"]


def test_one_tax_code_with_two_names_is_one_firm_and_is_said(store: Store, folder: Path) -> None:
    """7: the tax code decides; the other name is kept as an alias, with a note."""
    text = "name,tax_code\nCông ty CP Một,0200100019\nCông ty CP Hai,0200100019\n"
    report = load_files(store, folder, {"enterprises": text})
    (firm,) = rows(store.read("Enterprise"), "Enterprise")
    assert {firm["name"], *firm["aliases"]} == {"Công ty CP Một", "Công ty CP Hai"}
    (note,) = report.warnings
    assert "Công ty CP Một" in note.en
    assert "Công ty CP Hai" in note.en


def test_one_name_with_two_tax_codes_is_two_firms_for_review(store: Store, folder: Path) -> None:
    """8."""
    text = "name,tax_code\nCông ty CP Một,0200100019\nCông ty CP Một,0200100026\n"
    report = load_files(store, folder, {"enterprises": text})
    assert store.read("Enterprise")["Enterprise"]["id"].tolist() == ["mst-0200100019", "mst-0200100026"]
    assert report.review[["why", "why_en"]].to_numpy().tolist() == [["cùng tên", "the same name"]]


REPAIRS = [  # number, column of enterprises, cells, values, a piece of the note in vi and en
    (1, "tax_code", ["200100019"], ["0200100019"], "số 0 ở đầu đã mất", "a leading zero was lost"),
    (1, "tax_code", ["200100019001"], ["0200100019001"], "số 0", "'200100019001' → 0200100019001"),
    (2, "tax_code", ["0200100019.0"], ["0200100019"], "bị lưu thành số", "was stored as a number"),
    (2, "tax_code", ["200100019.0"], ["0200100019"], "số 0 ở đầu đã mất", "'200100019.0' → 0200100019"),
    (3, "tax_code", ["2.00100019E+08"], ["0200100019"], "số 0 ở đầu", "'2.00100019E+08' → 0200100019"),
    (24, "employees", ["1.234"], [1234], "số nguyên", "a whole number, so the sign parts thousands"),
    (25, "founded", ["18-04-25"], ["2025-04-18"], "hai chữ số", "two digits is read with four"),
    (25, "founded", ["1/2/98"], ["1998-02-01"], "hai chữ số", "'1/2/98' → 1/2/1998"),
    (27, "employees", ["120 người"], [120], "đơn vị nằm trong ô số", "rows 2 '120 người' → 120"),
    (26, "founded", ["45765"], ["2025-04-18"], "số ngày của Excel", "rows 2 '45765' → 2025-04-18"),
]  # fmt: skip


@pytest.mark.parametrize(("number", "column", "cells", "values", "vi", "en"), REPAIRS)
def test_is_repaired_and_said(
    number: int,
    column: str,
    cells: list[str],
    values: list[object],
    vi: str,
    en: str,
    store: Store,
    folder: Path,
) -> None:
    lines = [f"{i},Công ty {i},{cell}" for i, cell in enumerate(cells)]
    report = load_files(store, folder, {"enterprises": "\n".join([f"id,name,{column}", *lines])})
    assert report.rejected.empty
    assert [f[column] for f in rows(store.read("Enterprise"), "Enterprise")] == values
    (note,) = report.warnings
    assert note.en.startswith(f"data/enterprises.csv:{column}: ")
    assert vi in note.vi
    assert en in note.en


def test_an_unclear_number_is_read_as_its_column_shows(store: Store, folder: Path) -> None:
    """24: only where the clear ones agree."""
    head = "enterprise,product,capacity,moq\n"
    text = f'{head}a,p,"1.234","1.234"\na,q,"12,5","1,5"\nb,p,"1.5","1.5"\n'.replace('b,p,"1.5"', 'b,p,""')
    report = load_files(store, folder, {**FIRMS, "capabilities": text})
    assert [m.get("capacity") for m in rows(store.read("MAKES"), "MAKES")] == [1234, 12.5, None]
    assert report.rejected[["row", "column"]].to_numpy().tolist() == [[2, "moq"]]
    assert "read as the other cells of the column show: rows 2 '1.234' → 1234" in report.warnings[0].en


PARTED = [  # file, header, row, type, what is known of it then
    ("capabilities", "capacity", "1.200.000 cái/năm", "MAKES", {"capacity": 1200000, "unit": "cái/năm"}),
    ("capabilities", "capacity", "1,5 triệu sản phẩm", "MAKES", {"capacity": 1500000, "unit": "sản phẩm"}),
    ("capabilities", "moq", "500 kg", "MAKES", {"moq": 500, "unit": "kg"}),
    ("capabilities", "lead_time_days", "2 tuần", "MAKES", {"lead_time_days": 14}),
    ("capabilities", "lead_time_days", "30 ngày", "MAKES", {"lead_time_days": 30}),
    ("capabilities", "unit,capacity", "tấn,50 tấn", "MAKES", {"capacity": 50, "unit": "tấn"}),
    ("needs", "volume", "20 nghìn bộ", "NEEDS", {"volume": 20000, "unit": "bộ"}),
]


@pytest.mark.parametrize(("file", "header", "cells", "type", "known"), PARTED)
def test_a_number_with_its_unit_is_parted(
    file: str, header: str, cells: str, type: str, known: dict[str, object], store: Store, folder: Path
) -> None:
    text = ",".join(f'"{c}"' for c in (cells.split(",") if header.count(",") else [cells]))
    report = load_files(store, folder, {**FIRMS, file: f"enterprise,product,{header}\na,p,{text}\n"})
    assert report.rejected.empty
    (row,) = rows(store.read(type), type)
    assert {k: row[k] for k in known} == known
    assert "the unit in the cell of a number is parted from it: rows 2" in report.warnings[0].en


def test_two_units_for_one_number_are_set_aside(store: Store, folder: Path) -> None:
    text = "enterprise,product,capacity,unit\na,p,50 tấn,cái\n"
    report = load_files(store, folder, {**FIRMS, "capabilities": text})
    assert report.rejected["reason_en"].tolist() == ["is not a number"]


EXPIRIES = [
    ("ISO 9001:2015 (đến 31/12/2026)", "2026-12-31"),
    ("ISO 9001:2015, hiệu lực đến 31/12/2026", "2026-12-31"),
    ("ISO 9001:2015 (hết hạn: 12/2026)", "2026-12"),
    ("ISO 9001:2015 - valid until 2026-12-31", "2026-12-31"),
    ("ISO 9001:2015 (01/01/2024 - 31/12/2026)", "2026-12-31"),
    ("ISO 9001:2015", None),
]


@pytest.mark.parametrize(("written", "until"), EXPIRIES)
@pytest.mark.parametrize("file", ["certificates", "enterprises"])
def test_a_certificate_with_its_expiry_is_parted(
    file: str, written: str, until: str | None, store: Store, folder: Path
) -> None:
    files = {"standards": "id,name,aliases\niso-9001,ISO 9001,ISO 9001:2015\n"}
    if file == "certificates":
        files |= {**FIRMS, "certificates": f'enterprise,standard\na,"{written}"\n'}
    else:
        files |= {"enterprises": f'id,name,standards\na,Công ty CP Một,"{written}; ISO 9001"\n'}
    report = load_files(store, folder, files)
    assert report.rejected.empty
    (held,) = rows(store.read("HOLDS"), "HOLDS")
    assert (held["target"], held.get("valid_until")) == ("iso-9001", until)


@pytest.mark.parametrize("written", ["ISO 9001 (01/01/2027 - 31/12/2026)", "ISO 9001 (đến 30/02/2026)"])
@pytest.mark.parametrize("file", ["certificates", "enterprises"])
def test_a_certificate_whose_time_makes_no_sense_is_set_aside(
    file: str, written: str, store: Store, folder: Path
) -> None:
    """30: one that ends before it starts, or on no real day."""
    files = {"standards": "id,name\niso-9001,ISO 9001\n"}
    if file == "certificates":
        files |= {**FIRMS, "certificates": f'enterprise,standard\na,"{written}"\n'}
    else:
        files |= {"enterprises": f'id,name,standards\na,Công ty CP Một,"{written}"\n'}
    report = load_files(store, folder, files)
    assert report.rejected["value"].tolist() == [written]
    assert store.count()["HOLDS"] == 0
    said = report.rejected["reason_en"][0]
    assert "ends before it starts: 01/01/2027 – 31/12/2026" in said or "is no real date" in said


def test_days_beside_dates_with_the_month_first_are_set_aside(store: Store, folder: Path) -> None:
    """25."""
    text = "id,name,founded\na,A,04/18/2025\nb,B,05/03/2025\nc,C,2025\n"
    report = load_files(store, folder, {"enterprises": text})
    assert report.rejected["row"].tolist() == [2, 3]
    assert "the column has dates with the month first" in report.rejected["reason_en"][1]


@pytest.mark.parametrize("code", ["０２００１０００１９", "0200.100.019", " 0200 100 019 "])
def test_a_tax_code_in_another_dress_is_the_same(code: str, store: Store, folder: Path) -> None:
    """5: full-width digits, dots and blanks."""
    report = load_files(store, folder, {"enterprises": f"name,tax_code\nMột,{code}\n"})
    assert store.read("Enterprise")["Enterprise"]["tax_code"].tolist() == ["0200100019"]
    assert report.rejected.empty


GOOD_VALUES = [
    (24, "capacity", "1.234.567,5", 1234567.5),
    (24, "capacity", "1,234,567.5", 1234567.5),
    (24, "capacity", "1,5", 1.5),
    (24, "moq", "1 000", 1000.0),
    (24, "lead_time_days", "14.0", 14),
]


@pytest.mark.parametrize(("number", "column", "written", "value"), GOOD_VALUES)
def test_numbers_are_read_as_both_countries_write_them(
    number: int, column: str, written: str, value: float, store: Store, folder: Path
) -> None:
    files = {**FIRMS, "capabilities": f'enterprise,product,{column}\na,p,"{written}"\n'}
    load_files(store, folder, files)
    assert rows(store.read("MAKES"), "MAKES")[0][column] == value


@pytest.mark.parametrize(("written", "code"), [("3926.90", "392690"), ("0407", "0407"), ("39.26", "3926")])
def test_an_hs_code_keeps_its_zeros_and_loses_its_dots(
    written: str, code: str, store: Store, folder: Path
) -> None:
    """23."""
    load_files(store, folder, {"products": f"id,name_vi,hs\np,Nhựa,{written}\n"})
    assert store.read("Product")["Product"]["hs"].tolist() == [(code,)]


def test_an_hs_code_that_lost_its_zero_is_set_aside(store: Store, folder: Path) -> None:
    """23: ``407`` for ``0407``."""
    report = load_files(store, folder, {"products": "id,name_vi,hs\np,Trứng,407\n"})
    (found,) = report.rejected.to_dict("records")
    assert (found["row"], found["column"], found["value"], found["scope"]) == (2, "hs", "407", "cell")
    assert "lost leading zero" in found["reason_en"]


def test_the_same_id_twice_keeps_both_claims(store: Store, folder: Path) -> None:
    """41: the outcome is one row, what was not taken is in ``disputed`` with its source, and said."""
    text = "id,name,employees\na,Công ty CP Một,100\na,Công ty CP Một,200\n"
    report = load_files(store, folder, {"enterprises": text})
    (firm,) = rows(store.read("Enterprise"), "Enterprise")
    (claim,) = firm["disputed"]
    other = 300 - firm["employees"]
    assert claim == f"employees={other} [file-data-enterprises-csv#data/enterprises.csv]"
    assert firm["sources"] == tuple(f"file-data-enterprises-csv#data/enterprises.csv:{n}" for n in (2, 3))
    (note,) = report.warnings
    assert "is employees" in note.en
    assert "Giữ cả hai" in note.vi


CYCLES = [
    ("products", "id,name_vi,broader\nx,X,y\ny,Y,x\nz,Z,x\n", "BROADER", "cell", "broader", [("z", "x")]),
    ("products", "id,name_vi,input_of\nx,X,y\ny,Y,x\nz,Z,x\n", "INPUT_OF", "cell", "input_of", [("z", "x")]),
    ("inputs", "product,input_of\np,q\nq,p\nr,q\n", "INPUT_OF", "row", None, [("r", "q")]),
]  # fmt: skip


@pytest.mark.parametrize(("file", "text", "type", "scope", "column", "kept"), CYCLES)
def test_every_row_of_a_cycle_is_set_aside(
    file: str,
    text: str,
    type: str,
    scope: str,
    column: str | None,
    kept: list[tuple[str, str]],
    store: Store,
    folder: Path,
) -> None:
    """45: no row of the circle is guessed to be the wrong one; what hangs on it is loaded."""
    files = {"products": "id,name_vi\np,P\nq,Q\nr,R\n"} | {file: text}
    report = load_files(store, folder, files)
    assert report.rejected["row"].tolist() == [2, 3]
    assert report.rejected["scope"].tolist() == [scope, scope]
    assert report.rejected["column"].tolist() == [column, column]
    assert report.rejected["reason"].str.startswith("tạo vòng lặp").all()
    assert report.rejected["reason_en"].str.startswith("closes a cycle; remove one row").all()
    assert [(e["source"], e["target"]) for e in rows(store.read(type), type)] == kept


def test_a_cycle_through_the_store_is_refused(store: Store, folder: Path) -> None:
    load_files(store, folder, {"products": "id,name_vi,broader\nx,X,y\ny,Y,\n"})
    report = load_files(store, folder, {"products": "id,name_vi,broader\ny,Y,x\n"})
    assert report.rejected["value"].tolist() == ["y → x"]
    assert [(e["source"], e["target"]) for e in rows(store.read("BROADER"), "BROADER")] == [("x", "y")]


def test_a_product_has_one_parent(store: Store, folder: Path) -> None:
    load_files(store, folder, {"products": "id,name_vi,broader\nx,X,y\ny,Y,\nz,Z,\n"})
    report = load_files(store, folder, {"products": "id,name_vi,broader\nx,X,z\n"})
    (found,) = report.rejected.to_dict("records")
    assert (found["row"], found["column"], found["scope"]) == (2, "broader", "cell")
    assert found["reason_en"] == "in several groups (y, z); only one is allowed"
    assert [(e["source"], e["target"]) for e in rows(store.read("BROADER"), "BROADER")] == [("x", "y")]


def test_an_unknown_item_of_a_list_is_set_aside_alone(store: Store, folder: Path) -> None:
    files = dict(FIRMS) | {"enterprises": "id,name,products\na,Một,Máy giặt|tàu vũ trụ|p\n"}
    report = load_files(store, folder, files)
    assert report.rejected["value"].tolist() == ["tàu vũ trụ"]
    assert [e["target"] for e in rows(store.read("MAKES"), "MAKES")] == ["p", "q"]


def test_a_place_name_of_several_places_is_not_guessed(store: Store, folder: Path) -> None:
    """47: the enterprise is loaded without the place; an id says which is meant."""
    files = {
        "places": "id,name_vi,kind\nha1,Hồng An,ward\nha2,Hồng An,ward\n",
        "enterprises": "id,name,ward\na,Một,Hồng An\nb,Hai,ha2\n",
    }
    report = load_files(store, folder, files)
    (found,) = report.rejected.to_dict("records")
    assert (found["row"], found["column"], found["value"], found["scope"]) == (2, "ward", "Hồng An", "cell")
    assert found["reason"] == "khớp nhiều địa điểm; hãy ghi mã"
    assert found["reason_en"] == "fits several places; give the id"
    assert [(e["source"], e["target"]) for e in rows(store.read("LOCATED_IN"), "LOCATED_IN")] == [
        ("b", "ha2")
    ]


def test_a_name_of_several_enterprises_needs_an_id(store: Store, folder: Path) -> None:
    """A row with only that name is set aside rather than given to one of them."""
    text = "id,name,employees\na,Công ty CP Một,\nb,Công ty CP Một,\n,Công ty CP Một,50\n"
    report = load_files(store, folder, {"enterprises": text})
    (found,) = report.rejected.to_dict("records")
    assert (found["row"], found["column"], found["scope"]) == (4, "name", "row")
    assert found["reason_en"] == (
        "this name belongs to several enterprises (a, b); give the id or the tax code"
    )
    assert [f.get("employees") for f in rows(store.read("Enterprise"), "Enterprise")] == [None, None]
