"""The made-up province: the same for the same seed, marked in every row, and shaped like a real one."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from graph import Store
from loaders import load
from loaders.synthetic import MARK, province
from queries.cli import main


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_the_same_seed_gives_the_same_bytes_and_another_others() -> None:
    assert province(300, 7) == province(300, 7)
    assert province(300, 7)["enterprises"] != province(300, 8)["enterprises"]


def test_every_row_says_that_it_is_made_up() -> None:
    for name, text in province(100).items():
        rows = _rows(text)
        assert rows
        assert {row["note"] for row in rows} == {MARK}, name


@pytest.mark.parametrize("size", [2, 3, 200])
def test_it_loads_without_a_word_set_aside(size: int, store: Store, tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["synth", "-n", str(size), "-o", str(tmp_path / "made")])
    assert done.exit_code == 0
    report = load(tmp_path / "made", store)
    assert report.rejected.empty
    assert report.warnings == ()
    assert report.review.empty
    assert store.count()["Enterprise"] == size


def test_memoranda_are_heavy_tailed_and_products_go_with_the_trade() -> None:
    files = province(2_000)
    firms = {row["id"]: row for row in _rows(files["enterprises"])}
    buyers = sorted(Counter(row["buyer"] for row in _rows(files["mous"])).values(), reverse=True)
    assert sum(buyers[: len(buyers) // 10]) > 0.4 * sum(buyers)
    assert all(firms[row["buyer"]]["ownership"] == "fdi" for row in _rows(files["mous"]))
    assert len({row["name"] for row in firms.values()}) == len(firms)
    assert len({row["tax_code"] for row in firms.values()}) == len(firms)
    moulds = [
        r["product"] for r in _rows(files["capabilities"]) if "Khuôn mẫu" in firms[r["enterprise"]]["name"]
    ]
    assert set(moulds) & {"plastic-mould", "stamping-die", "jig"}
    assert "washing-machine" not in moulds


def test_files_that_are_there_stay_without_force(tmp_path: Path) -> None:
    arguments = ["synth", "-n", "5", "-o", str(tmp_path)]
    assert CliRunner().invoke(main, arguments).exit_code == 0
    assert CliRunner().invoke(main, arguments).exit_code == 1
    assert CliRunner().invoke(main, [*arguments, "--force"]).exit_code == 0
