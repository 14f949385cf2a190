"""XLS and ODS files as another program writes them tell the same as XLSX.

``files/survey.xls`` and ``files/survey.ods`` were made once out of ``survey()`` by LibreOffice 7.4:
``python -m tests.loaders.test_old_workbooks``, then ``soffice --convert-to xls survey.xlsx`` and the same
with ``ods``.
"""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path
from typing import Any

import pytest

from graph import open_store
from loaders import LoadReport, load
from tests.loaders.books import book, with_part
from tests.loaders.build import rows

FILES = Path(__file__).parent / "files"


def survey() -> bytes:
    """Two sheets as an office keeps them: a title, codes as text and as number, dates, merged cells."""
    firms = [
        ["DANH SÁCH DOANH NGHIỆP KHẢO SÁT NĂM 2025"],
        [],
        [
            "STT",
            "Tên doanh nghiệp",
            "Mã số thuế",
            "Số lao động",
            "Ngày thành lập",
            "Khu công nghiệp",
            "Sản phẩm",
        ],
        [
            1,
            "Công ty CP Đúc Mỹ Đồng",
            "0200100019",
            120,
            datetime.datetime(2010, 4, 18),
            "KCN Nomura",
            "Vật đúc",
        ],
        [2, "Công ty TNHH Hòa Phát", 200100026, 1500, 2015, None, "Khuôn"],
        [3, "NULL", "0200100019-001", None, None, None, None],
    ]
    mous = [
        ["Bên mua", "Bên bán", "Ngày ký", "Nội dung"],
        [
            "Công ty TNHH Hòa Phát",
            "Công ty CP Đúc Mỹ Đồng",
            datetime.datetime(2025, 4, 18),
            "Cung cấp vật đúc",
        ],
    ]
    makes = [
        ["Doanh nghiệp", "Sản phẩm", "Công suất", "Đơn vị"],
        ["Công ty TNHH Hòa Phát", "Vật đúc", 1.234, "nghìn tấn"],
    ]
    products = [["id", "name_vi", "hs"], ["cast", "Vật đúc", "0407"], ["mould", "Khuôn", "848071"]]

    def change(workbook: Any) -> None:
        workbook["Khảo sát"].merge_cells("F4:F5")
        for name, cell in (("Khảo sát", "E4"), ("MOU", "C2")):
            workbook[name][cell].number_format = "DD/MM/YYYY"
        workbook["Nháp"].sheet_state = "hidden"

    sheets = {"Khảo sát": firms, "MOU": mous, "Năng lực": makes, "Sản phẩm": products, "Nháp": [["x"], [1]]}
    return book(sheets, change)


@pytest.fixture(scope="module")
def told(
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, tuple[LoadReport, dict[str, list[dict[str, Any]]]]]:
    """By ending, the report of a load and the rows that the store holds then."""
    folder = tmp_path_factory.mktemp("old") / "data"
    folder.mkdir()
    (folder / "survey.xlsx").write_bytes(survey())
    found = {}
    for ending in ("xlsx", "xls", "ods"):
        path = folder / f"survey.{ending}"
        if ending != "xlsx":
            shutil.copy(FILES / path.name, path)
        with open_store(":memory:") as store:
            report = load(path, store, taxonomy=False)
            tables = store.read()
        types = ("Enterprise", "Product", "Place", "SIGNED_MOU", "MAKES", "LOCATED_IN")
        found[ending] = report, {t: rows(tables, t) for t in types}
    return found


def _named_alike(value: Any, ending: str) -> str:
    """The rows, with the references of one file as those of another."""
    return repr(value).replace(f"survey.{ending}", "survey").replace(f"survey-{ending}", "survey")


@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_the_same_is_read(ending: str, told: dict[str, Any]) -> None:
    assert _named_alike(told[ending][1], ending) == _named_alike(told["xlsx"][1], "xlsx")


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods"])
def test_codes_dates_numbers_and_rows(ending: str, told: dict[str, Any]) -> None:
    report, found = told[ending]
    firms = {f["name"]: f for f in found["Enterprise"]}
    duc, hoa_phat = firms["Công ty CP Đúc Mỹ Đồng"], firms["Công ty TNHH Hòa Phát"]
    assert (duc["tax_code"], duc["employees"], duc["founded"]) == ("0200100019", 120, "2010-04-18")
    assert (hoa_phat["tax_code"], hoa_phat["employees"], hoa_phat["founded"]) == ("0200100026", 1500, "2015")
    assert firms["NULL"]["tax_code"] == "0200100019001"
    (mou,) = found["SIGNED_MOU"]
    assert (mou["signed_on"], mou["source"], mou["target"]) == ("2025-04-18", hoa_phat["id"], duc["id"])
    assert mou["sources"] == (f"file-data-survey-{ending}#data/survey.{ending}:MOU:2",)
    assert {(m["source"], m["target"]) for m in found["MAKES"]} == {
        (duc["id"], "cast"), (hoa_phat["id"], "mould"), (hoa_phat["id"], "cast")
    }  # fmt: skip
    assert next(m["capacity"] for m in found["MAKES"] if "capacity" in m) == 1.234
    assert [p["hs"] for p in found["Product"]] == [("0407",), ("848071",)]
    assert len(found["LOCATED_IN"]) == 2  # the merged cell counts for both rows
    assert report.rejected.empty


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods"])
def test_what_was_read_how_is_said(ending: str, told: dict[str, Any]) -> None:
    name = f"data/survey.{ending}"
    assert {w.en for w in told[ending][0].warnings} >= {
        f"{name}:Khảo sát: read as enterprises, by its headers (another kind can be chosen with --kind)",
        f"{name}:Khảo sát: the header is row 3; 1 above is not loaded"
        " ('DANH SÁCH DOANH NGHIỆP KHẢO SÁT NĂM 2025'…)",
        f"{name}:Nháp: a hidden sheet, not read; unhide it if it is to be loaded",
        f"{name}:Khảo sát: cells merged down a column, the value was taken for each row:"
        " rows 4–5 'KCN Nomura'",
    }


ERRORS = b"""<table:table-cell office:value-type="string" office:string-value="" calcext:value-type="error"
><text:p>#N/A</text:p></table:table-cell>"""
UNCOMPUTED = b'<table:table-cell table:formula="of:=[.A9]*2"/>'


@pytest.mark.parametrize(("cell", "said"), [
    (ERRORS, ("#N/A", "a spreadsheet error; mend the formula and save")),
    (UNCOMPUTED, ("=[.A9]*2", "a formula whose value was never saved; open the file in Excel and save it")),
])  # fmt: skip
def test_cells_of_ods_without_a_value_are_set_aside_and_hidden_rows_said(
    cell: bytes, said: tuple[str, str], tmp_path: Path
) -> None:
    def change(content: bytes) -> bytes:
        before, _, behind = content.partition(b'office:value="120"')
        start, end = before.rindex(b"<table:table-cell"), behind.index(b"</table:table-cell>") + 19
        row = before.rindex(b"<table:table-row ")
        hidden = before[:row] + b'<table:table-row table:visibility="collapse" ' + before[row + 17 : start]
        return hidden + cell + behind[end:]

    path = tmp_path / "survey.ods"
    path.write_bytes(with_part((FILES / "survey.ods").read_bytes(), "content.xml", change))
    with open_store(":memory:") as store:
        report = load(path, store, taxonomy=False)
    (found,) = report.rejected.to_dict("records")
    assert (found["row"], found["column"], found["value"], found["reason_en"]) == (4, "Số lao động", *said)
    assert any("Khảo sát: hidden rows 4 are loaded too" in w.en for w in report.warnings)


if __name__ == "__main__":
    Path("survey.xlsx").write_bytes(survey())
