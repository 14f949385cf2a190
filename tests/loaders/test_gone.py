"""A file that is corrected and loaded again: what it no longer tells is said, and taken out if wished."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from graph import Store, open_store
from graph.decisions import place
from loaders import LoadReport, load
from queries.cli import main
from tests.loaders.build import Files, content, names, rows, write_files

OLD: Files = {
    "enterprises": "name,products,park\nCông ty TNHH Bảo Tiên,Khay,KCN Nomura\nCông ty LG,,\n"
    "Công ty CP Cũ,Hộp,\n",
    "products": "id,name_vi\np,Khay\nq,Hộp\nr,Tủ\n",
    "inputs": "product,input_of\np,q\n",
    "mous": "buyer,supplier,signed_on,subject\nCông ty LG,Công ty TNHH Bảo Tiên,2024,khay\n",
}
NEW: Files = {
    "enterprises": "name,products,park\nCông ty TNHH Bảo Tiên,Hộp,KCN Nomura\nCông ty LG,,\n",
    "inputs": "product,input_of\np,r\n",
    "mous": "buyer,supplier,signed_on,subject\nCông ty LG,Công ty TNHH Bảo Tiên,2025,khay nhựa\n",
}
GONE = [
    "data/enterprises.csv: Enterprise Công ty CP Cũ (cu-56c71f)",
    "data/enterprises.csv: makes Công ty TNHH Bảo Tiên → Khay",
    "data/enterprises.csv: makes Công ty CP Cũ → Hộp",
    "data/inputs.csv: goes into Khay → Hộp",
    "data/mous.csv: signed an MOU Công ty LG → Công ty TNHH Bảo Tiên"
    " (mou-lg-683445-bao-tien-8b1664-f8b9ce95, 2024)",
]


def _load(store: Store, folder: Path, files: Files, **options: Any) -> LoadReport:
    return load(write_files(folder / "data", files), store, taxonomy=False, **options)


def _gone(report: LoadReport) -> list[str]:
    return [f"{one.file}: {one.what.en}" for one in report.gone]


def _check(store: Store, folder: Path) -> None:
    """Said by every load until it is taken out; then the store is as if the new files had come first."""
    assert _load(store, folder, OLD).gone == ()
    for _ in range(2):
        report = _load(store, folder, NEW)
        assert _gone(report) == GONE
        assert store.count()["SIGNED_MOU"] == 2
    assert "5 no longer in the file" in report.say("en").splitlines()[0]
    done = _load(store, folder, NEW, replace=True)
    assert [one.taken for one in done.gone] == [True] * len(GONE)
    assert "No longer in its file, so taken out of the store (5):" in done.say("en")
    assert "Tệp không còn nói nên đã bỏ khỏi kho (5):" in done.say("vi")
    assert names(store) == ["Công ty LG", "Công ty TNHH Bảo Tiên"]
    tables = store.read()
    assert [m["signed_on"] for m in rows(tables, "SIGNED_MOU")] == ["2025"]
    assert [m["target"] for m in rows(tables, "MAKES")] == ["q"]
    assert [(e["source"], e["target"]) for e in rows(tables, "INPUT_OF")] == [("p", "r")]
    assert len(rows(tables, "LOCATED_IN")) == 1
    assert _load(store, folder, NEW).gone == ()


def test_what_a_corrected_file_no_longer_tells(store: Store, folder: Path) -> None:
    _check(store, folder)


@pytest.mark.neo4j
def test_the_same_on_a_server(neo4j_url: Callable[[str], str], folder: Path) -> None:
    with open_store(neo4j_url("0")) as store:
        _check(store, folder)


def test_loading_the_older_file_again_brings_it_back(store: Store, folder: Path) -> None:
    _load(store, folder, OLD)
    before = {t: c for t, c in store.count().items() if t != "Source"}
    _load(store, folder, NEW, replace=True)
    _load(store, folder, OLD, replace=True)
    assert {t: c for t, c in store.count().items() if t != "Source"} == before


def test_what_another_file_says_too_stays_and_is_not_said(store: Store, folder: Path) -> None:
    _load(store, folder, OLD)
    other = write_files(folder / "theirs", {"enterprises": "name,products\nCông ty CP Cũ,Hộp\n"})
    load(other, store, taxonomy=False)
    report = _load(store, folder, NEW, replace=True)
    assert not any("Cũ" in what for what in _gone(report))
    assert "Công ty CP Cũ" in names(store)


def test_an_enterprise_that_others_speak_of_stays_and_it_is_said_why(store: Store, folder: Path) -> None:
    _load(store, folder, OLD)
    others = {"mous": "buyer,supplier\nCông ty LG,Công ty CP Cũ\n"}
    load(write_files(folder / "theirs", others), store, taxonomy=False)
    report = _load(store, folder, NEW, replace=True)
    (kept,) = (one for one in report.gone if not one.taken)
    assert (kept.type, kept.why and kept.why.en) == ("Enterprise", "kept, for others speak of it")
    assert "Công ty CP Cũ" in names(store)


def test_nothing_is_taken_out_of_a_file_with_rows_set_aside(store: Store, folder: Path) -> None:
    """The row that cannot be read may be the very fact."""
    _load(store, folder, OLD)
    bad = {"mous": "buyer,supplier,signed_on,subject\nCông ty LG,Công ty TNHH Bảo Tiê,2024,khay\n"}
    report = _load(store, folder, bad, replace=True)
    assert len(report.rejected) == 1
    (kept,) = (one for one in report.gone if one.type == "SIGNED_MOU")
    assert not kept.taken
    assert kept.why is not None
    assert "rows of the file were set aside" in kept.why.en
    assert store.count()["SIGNED_MOU"] == 1


def test_a_look_only_says(store: Store, folder: Path) -> None:
    _load(store, folder, OLD)
    before = content(store)
    report = _load(store, folder, NEW, replace=True, dry_run=True)
    assert len(report.gone) == len(GONE)
    assert not any(one.taken for one in report.gone)
    assert content(store) == before


def test_a_file_of_another_folder_is_another_file(store: Store, folder: Path) -> None:
    _load(store, folder, OLD)
    report = load(write_files(folder / "later", NEW), store, taxonomy=False)
    assert report.gone == ()


def test_what_words_were_taken_for_before_a_person_placed_them(store: Store, folder: Path) -> None:
    files = {
        "products": "id,name_vi\np,Khay nhựa\nq,Hộp\n",
        "enterprises": "name,products\nA,khay nhựa nhỏ\n",
    }
    _load(store, folder, files)
    assert [m["target"] for m in rows(store.read("MAKES"), "MAKES")] == ["p"]
    place(store, "khay nhựa nhỏ", "q")
    assert [one.what.en for one in _load(store, folder, files).gone] == ["makes A → Khay nhựa"]
    _load(store, folder, files, replace=True)
    (made,) = rows(store.read("MAKES"), "MAKES")
    assert (made["target"], made["wording"]) == ("q", ("khay nhựa nhỏ",))


def test_the_command(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.mkdir()
    monkeypatch.chdir(folder)
    ask = ["load", "data", "--no-taxonomy", "--store", "k.db", "--lang", "en"]
    write_files(folder / "data", OLD)
    assert CliRunner().invoke(main, ask).exit_code == 0
    write_files(folder / "data", NEW)
    said = CliRunner().invoke(main, ask).stdout
    assert "No longer in its file but in the store; take out with --replace (5):" in said
    said = CliRunner().invoke(main, [*ask, "--replace"]).stdout
    assert "No longer in its file, so taken out of the store (5):" in said
    assert "no longer" not in CliRunner().invoke(main, ask).stdout
