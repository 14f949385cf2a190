"""Workbooks: what their cells say arrives, and several sheets and files are one load."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from graph import LoadError, Store
from loaders import LoadReport, load
from tests.loaders.books import book, write
from tests.loaders.build import rows

HEAD = ["id", "name", "tax_code", "employees", "founded"]


def loaded(store: Store, folder: Path, raw: bytes, name: str = "x.xlsx", **options: Any) -> LoadReport:
    return load(write(folder, name, raw), store, taxonomy=False, **options)


def firms(store: Store) -> list[dict[str, Any]]:
    return rows(store.read("Enterprise"), "Enterprise")


def said(report: LoadReport) -> str:
    return " | ".join(w.en for w in report.warnings)


def test_every_kind_of_cell_is_read_as_people_see_it(store: Store, folder: Path) -> None:
    table = [
        HEAD,
        ["a", "NULL", "0100233488", 120.0, datetime.datetime(2025, 4, 18)],
        [7, "NA", None, 1500, 2010],
    ]
    report = loaded(store, folder, book({"enterprises": table}))
    assert firms(store) == [
        {"id": "7", "name": "NA", "employees": 1500, "founded": "2010",
         "sources": ("file-data-x-xlsx#data/x.xlsx:enterprises:3",)},
        {"id": "a", "name": "NULL", "tax_code": "0100233488", "employees": 120, "founded": "2025-04-18",
         "sources": ("file-data-x-xlsx#data/x.xlsx:enterprises:2",)},
    ]  # fmt: skip
    assert report.rejected.empty
    assert report.warnings == ()


def test_several_sheets_and_files_are_one_load(store: Store, folder: Path) -> None:
    """A row of the CSV names a firm of the workbook; the order of the files does not matter."""
    one = book(
        {
            "Doanh nghiệp": [["Tên doanh nghiệp"], ["Công ty CP Một"]],
            "Sản phẩm": [["id", "name_vi"], ["p", "Khuôn"]],
        }
    )
    paths = [
        write(
            folder,
            "nhu-cau.csv",
            "Doanh nghiệp;Sản phẩm;Sản lượng\nCông ty CP Một;Khuôn;1.000.000\n".encode(),
        ),
        write(folder, "a.xlsx", one),
    ]
    report = load(paths, store, taxonomy=False)
    assert report.dataset == "nhu-cau.csv + a.xlsx"
    assert (store.count()["NEEDS"], len(report.rejected)) == (1, 0)


def test_what_a_sheet_holds_is_asked_for_when_unclear(store: Store, folder: Path) -> None:
    raw = book({"Sheet1": [["Doanh nghiệp", "Sản phẩm"], ["a", "b"]]})
    with pytest.raises(LoadError) as caught:
        loaded(store, folder, raw)
    assert (
        "data/x.xlsx:Sheet1: it is not clear what it holds (may be capabilities, needs); say it with --kind"
        in (caught.value.say("en"))
    )
    assert loaded(store, folder, raw, kind="needs").rejected["column"].tolist() == ["Doanh nghiệp"]
    report = loaded(store, folder, raw, kind="Sheet1=Năng lực")
    assert report.rejected["column"].tolist() == ["Doanh nghiệp"]
    with pytest.raises(LoadError, match="no kind of data 'apples'; known: sources"):
        loaded(store, folder, raw, kind="apples")
