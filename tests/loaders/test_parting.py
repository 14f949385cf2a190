"""Cells that hold two things, or that their column explains: parted and read, and said."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph import Store
from tests.loaders.build import load_files, rows

FIRMS = {
    "enterprises": "id,name\na,Công ty CP Một\nb,Công ty TNHH Hai\n",
    "products": "id,name_vi\np,Khuôn ép nhựa\nq,Máy giặt\n",
}


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
    assert report.rejected["reason_en"].tolist() == ["is not a number; write it in digits"]


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


@pytest.mark.parametrize(
    ("column", "written", "kept"),
    [("employees", "120 người", 120), ("employees", "1.234", 1234), ("founded", "1/2/98", "1998-02-01")],
)
def test_a_cell_of_one_meaning_is_read_and_said(
    column: str, written: str, kept: object, store: Store, folder: Path
) -> None:
    report = load_files(store, folder, {"enterprises": f"id,name,{column}\na,A,{written}\n"})
    assert [f[column] for f in rows(store.read("Enterprise"), "Enterprise")] == [kept]
    (note,) = report.warnings
    assert f"rows 2 {written!r} → " in note.en


def test_a_word_that_is_none_of_those_allowed_is_set_aside(store: Store, folder: Path) -> None:
    report = load_files(store, folder, {"enterprises": "id,name,ownership\na,A,ngoại\n"})
    (found,) = report.rejected.to_dict("records")
    assert (found["row"], found["column"], found["value"], found["scope"]) == (
        2,
        "ownership",
        "ngoại",
        "cell",
    )
    assert found["reason_en"].startswith("must be one of: fdi, domestic")
