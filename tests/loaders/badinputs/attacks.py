"""50 and 51: cells that start a formula, names that climb out of a folder; through the command line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl

from graph import open_store
from tests.loaders.badinputs.case import Act, Case, ketnoi, written

SIGNS = ("=1+1", "+1+1", "-2+3", "@SUM(A1)", '=HYPERLINK("http://x")', "\t=1", "＝1")
CLIMBING = ("../../out", "..\\..\\out", "/etc/out", "C:\\out", "..", "con", "a/../../out")


def _cells(workbook: Path) -> Iterator[openpyxl.cell.Cell]:
    for page in openpyxl.load_workbook(workbook):
        for row in page.iter_rows():
            yield from row


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _names(folder: Path) -> tuple[str, ...]:
    """A store of a buyer and of suppliers whose names would run as formulas; how to name it."""
    firms = [f"s{i},{_quoted('Công ty ' + s)},{_quoted(s)},domestic" for i, s in enumerate(SIGNS)]
    firms += ['b,"=2+2 Electronics",,fdi']
    written(folder / "data", {
        "enterprises.csv": "id,name,note,ownership\n" + "\n".join(firms) + "\n",
        "products.csv": "id,name_vi\np,=3+3\n",
        "capabilities.csv": "enterprise,product\n" + "".join(f"s{i},p\n" for i in range(len(SIGNS))),
        "needs.csv": "enterprise,product\nb,p\n",
    })  # fmt: skip
    store = ("--store", str(folder / "k.db"))
    assert ketnoi("load", str(folder / "data"), "--no-taxonomy", *store).exit_code == 0
    return store


def _set_aside(folder: Path) -> None:
    """Rows with such cells that are set aside: in the report and in the CSV, and loaded again unchanged."""
    rows = "".join(f"{_quoted(f'x#{i}')},Công ty {i},{_quoted(s)}\n" for i, s in enumerate(SIGNS))
    written(folder / "data", {"enterprises.csv": f"id,name,employees\n{rows}"})
    report = folder / "out.xlsx"
    done = ketnoi("load", str(folder / "data"), "--no-taxonomy", "--store", str(folder / "k.db"),
                  "--report", str(report), "--format", "csv")  # fmt: skip
    assert done.exit_code == 0
    values = [row["value"] for row in csv.DictReader(io.StringIO(done.stdout))]
    assert len(values) == 2 * len(SIGNS)
    assert not [v for v in values if v.startswith(("=", "+", "-", "@", "\t", "\r", "＝"))]
    cells = list(_cells(report))
    assert not [c for c in cells if c.data_type == "f"]
    assert set(SIGNS) - {"\t=1"} <= {c.value for c in cells}
    again = ketnoi("load", str(report), "--no-taxonomy", "--store", str(folder / "k.db"), "--format", "csv")
    assert [row["value"] for row in csv.DictReader(io.StringIO(again.stdout))] == values


def _exports(folder: Path) -> None:
    """A ranking as CSV and as a workbook, and the shortlists."""
    store = _names(folder)
    done = ketnoi("suppliers", "b", *store, "--top", "99", "--format", "csv")
    table = list(csv.reader(io.StringIO(done.stdout)))
    assert len(table) == 1 + len(SIGNS)
    assert not [c for row in table for c in row if c.startswith(("=", "+", "-", "@", "\t", "\r", "＝"))]
    for name, ask in (("r.xlsx", ("suppliers", "b", "--top", "99")), ("s.xlsx", ("export", "shortlist"))):
        assert ketnoi(*ask, *store, "-o", str(folder / name)).exit_code == 0
        cells = list(_cells(folder / name))
        assert not [c for c in cells if c.data_type == "f"]
        assert any("=1+1" in str(c.value) for c in cells)


def _cells_that_only_look_so(folder: Path) -> None:
    """The apostrophe that keeps a spreadsheet from running a cell is no part of the name."""
    written(folder / "data", {"enterprises.csv": "id,name\na,'=1+1\nb,'tis\n"})
    assert (
        ketnoi("load", str(folder / "data"), "--no-taxonomy", "--store", str(folder / "k.db")).exit_code == 0
    )
    with open_store(str(folder / "k.db")) as store:
        assert store.read("Enterprise")["Enterprise"]["name"].tolist() == ["=1+1", "'tis"]


def _pages(folder: Path) -> None:
    """Every page of firms so called lies in the folder that was named."""
    top, folder = folder, folder / "one" / "two"
    firms = "".join(f"{_quoted(name)},{_quoted(name)},domestic\n" for name in CLIMBING)
    written(folder / "data", {"enterprises.csv": f"id,name,ownership\n{firms}"})
    store = ("--store", str(folder / "k.db"))
    assert ketnoi("load", str(folder / "data"), "--no-taxonomy", *store).exit_code == 0
    before = {p for p in top.rglob("*") if p.is_file()}
    done = ketnoi("html", "--all", *store, "-o", str(folder / "pages"))
    assert done.exit_code == 0, done.output
    made = {p for p in top.rglob("*") if p.is_file()} - before
    assert len(made) > len(CLIMBING)
    assert {p.parent for p in made} == {folder / "pages"}


def _no_such_folder(folder: Path) -> None:
    """A page in a folder that is not there, of a firm so called."""
    written(folder / "data", {"enterprises.csv": "id,name,ownership\n../../out,../../out,domestic\n"})
    store = ("--store", str(folder / "k.db"))
    assert ketnoi("load", str(folder / "data"), "--no-taxonomy", *store).exit_code == 0
    done = ketnoi("html", "../../out", *store, "-o", str(folder / "no" / "such" / "page.html"))
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == (
        f"ketnoi: {folder}/no/such/page.html: không có thư mục {folder}/no/such; hãy tạo thư mục trước\n"
    )


CASES: list[Case] = [
    Act("50a", "cells that start a formula, set aside", _set_aside),
    Act("50b", "names that start a formula, exported", _exports),
    Act("50c", "an apostrophe before a formula, read", _cells_that_only_look_so),
    Act("51a", "firms whose names climb out of the folder of pages", _pages),
    Act("51b", "a folder that is not there is not made", _no_such_folder),
]
