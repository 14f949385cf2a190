"""Loading a workbook of 100,000 rows against calamine reading it and the same rows loaded from a CSV file."""

from __future__ import annotations

import csv
import json
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.bench.child import child
from tests.bench.data import write_dataset
from tests.bench.table import Line, compared, limited

ROWS, ROUNDS = 100_000, 3
HEADERS = {"id": "Mã", "name": "Tên doanh nghiệp", "tax_code": "Mã số thuế", "ownership": "Hình thức sở hữu",
           "address": "Địa chỉ", "employees": "Số lao động", "website": "Trang web"}  # fmt: skip


def run() -> list[Line]:
    """Reading alone, and the whole load: minima over rounds, ours and the peers in turns; peak memory."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _write(folder)
        found: dict[str, list[dict[str, float]]] = {w: [] for w in ("calamine", "sheets", "xlsx", "csv")}
        for _ in range(ROUNDS):
            for which, results in found.items():
                results.append(child("workbook", which, folder))
    best = {which: min(r["seconds"] for r in results) for which, results in found.items()}
    read = best["calamine"]
    return [
        compared("workbook: read", best["sheets"], read, 2, of="calamine"),
        compared(
            "workbook: load", best["xlsx"], 2 * read + best["csv"], 1, of="2 × calamine + load from CSV"
        ),
        limited("workbook: memory", max(r["mib"] for r in found["xlsx"]), 1536, "MiB"),
    ]


def _write(folder: Path) -> None:
    """``enterprises.csv`` and the same rows as ``Doanh nghiệp.xlsx``."""
    import openpyxl

    write_dataset(folder / "all", firms=ROWS, relations=0, products=1)
    source = folder / "all" / "enterprises.csv"
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Doanh nghiệp")
    with source.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        sheet.append([HEADERS[column] for column in next(rows)])
        for row in rows:
            sheet.append(row)
    book.save(folder / "book.xlsx")
    source.rename(folder / "enterprises.csv")


def _calamine(folder: Path) -> int:
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_path(folder / "book.xlsx")
    return len(book.get_sheet_by_index(0).to_python())


def _sheets(folder: Path) -> int:
    from loaders.readers import DataFile, read_files
    from loaders.report import Findings

    (sheet,) = read_files([DataFile("book.xlsx", folder / "book.xlsx", chosen=True)], Findings())
    return len(sheet.rows) + 1


def _load(folder: Path, name: str) -> int:
    from graph import open_store
    from loaders import load

    with tempfile.TemporaryDirectory() as other, open_store(str(Path(other) / "x.db")) as store:
        report = load(folder / name, store, taxonomy=False)
        return store.count()["Enterprise"] + len(report.rejected) + 1


WORK: dict[str, Any] = {
    "calamine": _calamine,
    "sheets": _sheets,
    "xlsx": lambda folder: _load(folder, "book.xlsx"),
    "csv": lambda folder: _load(folder, "enterprises.csv"),
}


def _measure(which: str, folder: str) -> None:
    """In the child: import first, then time; every way must give all rows."""
    import loaders
    import loaders.addresses

    assert loaders
    began = time.perf_counter()
    rows = WORK[which](Path(folder))
    spent = time.perf_counter() - began
    if rows != ROWS + 1:
        raise RuntimeError(f"{which} gave {rows} rows of {ROWS + 1}")
    mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": spent, "mib": mib}))


if __name__ == "__main__":
    _measure(*sys.argv[1:])
