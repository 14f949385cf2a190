"""The report as a workbook to correct and load again; looking without writing; all or nothing at wish."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from graph import Counts, Store, open_store
from loaders import load
from loaders.corrections import report_workbook
from queries.cli import main
from tests.loaders.build import content, load_files, names, rows, write_files

FILES = {
    "enterprises": (
        "Mã;Tên doanh nghiệp;Mã số thuế;Số lao động;Ghi chú\n"
        "a;Công ty A;0200100019;50;=1+1\n"
        "b;Công ty B;123;sáu;@x\n"
        "c;;;7;\n"
    ),
    "mous": "id,buyer,supplier\nm1,a,b\nm2,a,nobody\n",
}


def _book(store: Store, folder: Path) -> openpyxl.Workbook:
    report = load_files(store, folder, FILES)
    path = folder.parent / "report.xlsx"
    path.write_bytes(report_workbook(report))
    return openpyxl.load_workbook(path)


def test_every_row_set_aside_is_there_as_it_was_with_the_reason(store: Store, folder: Path) -> None:
    book = _book(store, folder)
    firms, mous, overview = (book[name] for name in book.sheetnames)
    assert [c.value for c in firms[1]][:5] == [
        "Mã",
        "Tên doanh nghiệp",
        "Mã số thuế",
        "Số lao động",
        "Ghi chú",
    ]
    assert [c.value for c in firms[2]][:5] == ["b", "Công ty B", "123", "sáu", "@x"]
    assert "Mã số thuế: " in firms[2][5].value
    assert "Số lao động: " in firms[2][5].value
    assert [c.value for c in firms[3]][:2] == ["c", None]
    assert firms.max_row == 3
    assert [c.value for c in mous[2]][:3] == ["m2", "a", "nobody"]
    assert overview.max_row == 1 + 4
    assert not any(c.data_type == "f" for page in book for row in page.iter_rows() for c in row)
    assert firms[2][4].quotePrefix


def test_corrected_and_loaded_again_nothing_is_left(store: Store, folder: Path) -> None:
    book = _book(store, folder)
    firms, mous = book[book.sheetnames[0]], book[book.sheetnames[1]]
    firms["C2"], firms["D2"], firms["B3"] = "0100109106", "6", "Công ty C"
    mous["C2"] = "c"
    path = folder.parent / "report.xlsx"
    book.save(path)
    report = load(path, store, taxonomy=False)
    assert report.rejected.empty
    assert names(store) == ["Công ty A", "Công ty B", "Công ty C"]
    found = {f["id"]: f for f in rows(store.read("Enterprise"), "Enterprise")}
    assert (found["b"]["tax_code"], found["b"]["employees"], found["c"]["employees"]) == ("0100109106", 6, 7)
    assert {m["id"] for m in rows(store.read("SIGNED_MOU"), "SIGNED_MOU")} == {"m1", "m2"}
    assert not any("why set aside" in w.en for w in report.warnings)


def test_loaded_again_without_a_correction_the_same_is_set_aside(store: Store, folder: Path) -> None:
    first = load_files(store, folder, FILES)
    path = folder.parent / "report.xlsx"
    path.write_bytes(report_workbook(first))
    again = load(path, store, taxonomy=False)
    columns = ["column", "value", "reason"]
    assert sorted(again.rejected[columns].to_numpy().tolist()) == sorted(
        first.rejected[columns].to_numpy().tolist()
    )


def test_a_report_of_nothing_set_aside_is_a_workbook_too(store: Store, folder: Path) -> None:
    report = load_files(store, folder, {"enterprises": "id,name\na,A\n"})
    assert openpyxl.load_workbook(io.BytesIO(report_workbook(report))).sheetnames


def test_a_dry_run_tells_all_and_writes_nothing(store: Store, folder: Path) -> None:
    load_files(store, folder, {"enterprises": "id,name,employees\na,Công ty A,1\n"})
    before = content(store)
    dry = load(write_files(folder, FILES), store, taxonomy=False, dry_run=True)
    assert content(store) == before
    assert not dry.written
    wet = load(folder, store, taxonomy=False)
    assert wet.written
    assert dry.counts == wet.counts
    assert dry.rejected.equals(wet.rejected)
    assert dry.say("en").startswith("Nothing written; would load data: ")


def test_strict_writes_only_what_is_whole(store: Store, folder: Path) -> None:
    report = load(write_files(folder, FILES), store, taxonomy=False, strict=True)
    assert (report.written, len(report.rejected)) == (False, 4)
    assert set(store.count().values()) == {0}
    whole = {"enterprises": "id,name\na,Công ty A\n", "mous": "id,buyer,supplier\n"}
    done = load(write_files(folder.parent / "whole", whole), store, taxonomy=False, strict=True)
    assert done.written
    assert done.counts["Enterprise"] == Counts(added=1)


# --- from the command line --------------------------------------------------------------------


@pytest.fixture
def there(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with the files in ``data``."""
    write_files(folder, FILES)
    monkeypatch.chdir(folder.parent)
    return folder.parent


def test_the_command_writes_the_report(there: Path) -> None:
    done = CliRunner().invoke(main, ["load", "data", "--no-taxonomy", "--report", "out.xlsx", "--lang", "en"])
    assert done.exit_code == 0
    assert "4 set aside" in done.stdout
    assert len(openpyxl.load_workbook(there / "out.xlsx").sheetnames) == 3
    again = CliRunner().invoke(main, ["load", "data", "--no-taxonomy", "--report", "out.xlsx"])
    assert again.exit_code == 1
    again = CliRunner().invoke(main, ["load", "data", "--no-taxonomy", "--report", "out.xlsx", "--force"])
    assert again.exit_code == 0


def test_the_command_only_looks_with_dry_run(there: Path) -> None:
    done = CliRunner().invoke(main, ["load", "data", "--no-taxonomy", "--dry-run"])
    assert done.exit_code == 0
    assert "Chưa ghi gì" in done.stdout
    assert not (there / "ketnoi.db").exists()


def test_the_command_fails_with_strict(there: Path) -> None:
    done = CliRunner().invoke(main, ["load", "data", "--no-taxonomy", "--strict"])
    assert done.exit_code == 1
    assert "--strict" in done.stderr
    with open_store("ketnoi.db") as store:
        assert store.count()["Enterprise"] == 0
