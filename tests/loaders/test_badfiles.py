"""Datasets, folders and files that are not there or cannot be opened: one clear ``LoadError``."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph import LoadError, Store
from loaders import load
from tests.loaders.build import load_files, write_files

GOOD = "id,name\na,Công ty CP Một\n"


def test_a_dataset_that_does_not_exist_lists_those_that_do(store: Store) -> None:
    for name in ("hai-phng", "a\0b", "no/such/folder"):
        with pytest.raises(LoadError) as caught:
            load(name, store)
        assert f"there is no dataset {name!r}" in caught.value.say("en")
        assert "hai-phong, provinces, taxonomy" in caught.value.say("vi")
    assert sum(store.count().values()) == 0


def test_a_folder_without_data_names_the_files(store: Store, folder: Path) -> None:
    folder.mkdir()
    (folder / "notes.doc").write_text("x")
    with pytest.raises(LoadError) as caught:
        load(folder, store)
    assert "holds no data file (CSV, TSV, XLSX, XLS, ODS), for instance: sources.csv" in caught.value.say(
        "en"
    )
    assert "không có tệp dữ liệu nào" in caught.value.say("vi")


def test_a_file_of_another_name_is_reported_and_not_read(store: Store, folder: Path) -> None:
    report = load_files(store, folder, {"enterprises": GOOD, "giá thép": "a\n1\n"})
    assert [w.en for w in report.warnings] == [
        "data/giá thép.csv: it is not clear what it holds, not read; see --kind"
    ]


def test_a_file_that_cannot_be_read(store: Store, folder: Path) -> None:
    """A folder where a file is expected stands for every error of the file system."""
    (folder / "enterprises.csv").mkdir(parents=True)
    with pytest.raises(LoadError, match=r"data/enterprises\.csv: cannot read the file \(Is a directory\)"):
        load(folder, store)


def test_a_folder_that_cannot_be_listed(store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path) -> None:
        raise PermissionError(13, "Permission denied")

    write_files(folder, {"enterprises": GOOD})
    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(LoadError, match=r"data': cannot be read \(Permission denied\)"):
        load(folder, store)


def test_a_name_too_long_for_the_file_system(store: Store) -> None:
    with pytest.raises(LoadError, match="cannot be read"):
        load("x" * 5000, store)
