"""The commands of the questions beside rankings: each form, each language, each failure."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from graph import Tables, open_store
from queries import Matchmaker
from tests.queries.test_cli import failed, hostile, ok, run

# How each is asked of Hải Phòng, and of a graph with hostile names.
ASKS = {
    "gaps": (("gaps", "hai phong"), ("gaps",)),
    "what-if": (("what-if", "Bảo Tiên", "-p", "ép phun nhựa"), ("what-if", "s0", "-s", "iso")),
    "meetings": (("meetings", "--slots", "3"), ("meetings",)),
    "exposure": (("exposure", "--top", "3"), ("exposure",)),
    "localisation": (("localisation", "LG Display"), ("localisation", "b")),
}
every_command = pytest.mark.parametrize("ask", [a for a, _ in ASKS.values()], ids=list(ASKS))


@pytest.fixture(scope="module")
def store(hai_phong: Tables, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store file with the shipped facts; only to be read."""
    path = tmp_path_factory.mktemp("kho") / "kho.db"
    with open_store(str(path)) as opened:
        opened.write(hai_phong)
    return str(path)


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KETNOI_STORE", raising=False)


@every_command
def test_each_form_tells_the_same_rows(store: str, ask: tuple[str, ...]) -> None:
    said = json.loads(ok(*ask, "--store", store, "--format", "json"))
    assert said["rows"]
    result = run(*ask, "--store", store, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert len(rows) == len(said["rows"])
    assert result.stderr.splitlines() == [n["vi"] for n in said["notes"]]
    for lang in ("vi", "en"):
        table = ok(*ask, "--store", store, "--lang", lang)
        assert table.startswith(said["question"][lang])
        assert all(n[lang].split()[0] in table for n in said["notes"])


@every_command
def test_every_fact_in_json_is_cited(store: str, ask: tuple[str, ...]) -> None:
    said = json.loads(ok(*ask, "--store", store, "--format", "json"))
    facts = [f for f in _dicts(said) if {"type", "target", "sources"} <= f.keys()]
    assert all(f["citations"] for f in facts)


@pytest.mark.parametrize("ask", [a for _, a in ASKS.values()], ids=list(ASKS))
def test_no_cell_starts_a_formula(ask: tuple[str, ...]) -> None:
    with open_store("hostile.db") as opened:
        opened.write(hostile())
    for lang in ("vi", "en"):
        said = run(*ask, "--store", "hostile.db", "--format", "csv", "--lang", lang).stdout
        rows = list(csv.reader(io.StringIO(said)))
        assert len({len(row) for row in rows}) == 1
        assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


@every_command
def test_a_missing_store_is_said_in_one_line(ask: tuple[str, ...], tmp_path: Path) -> None:
    failed(run(*ask, "--store", "nope.db"), "nope.db")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("ask", "word"),
    [
        (("gaps", "Mỹ Đông x"), "(my-dong)"),
        (("localisation", "LG"), "(lg-display)"),
        (("localisation",), "hãy nêu"),
        (("what-if", "Bảo Tiên"), "hãy nêu điều giả định"),
        (("what-if", "Bảo Tiên", "-c", "đối trọng"), "đối trọng=500 cái/tháng"),
        (("what-if", "Bảo Tiên", "-c", "đối trọng=500"), "thiếu đơn vị"),
        (("what-if", "Bảo Tiên", "-s", "ISO 99"), "tiêu chuẩn"),
        (("meetings", "-b", "heesung", "-s", "heesung"), "cả hai bên"),
        (("suppliers", "heesung", "--top", "3", "--reserve", "3"), "từ 1 đến 2"),
        (("localisation", "heesung", "--place", "hai phong"), "hãy nêu"),
    ],
)
def test_what_fails_says_why_in_one_line(store: str, ask: tuple[str, ...], word: str) -> None:
    failed(run(*ask, "--store", store), word)


def test_gaps_are_cut_at_top(store: str, mm: Matchmaker) -> None:
    said = json.loads(ok("gaps", "--store", store, "--format", "json", "--top", "3"))
    assert [r["product"]["id"] for r in said["rows"]] == [g.product.id for g in mm.gaps()[:3]]


def test_rank_all(store: str, mm: Matchmaker, tmp_path: Path) -> None:
    """The rows of Python with names beside the ids, printed or in a file."""
    found = mm.rank_all(top=2)
    rows = list(
        csv.DictReader(io.StringIO(ok("rank-all", "--top", "2", "--store", store, "--format", "csv")))
    )
    told = [(r["buyer"], r["supplier"], int(r["rank"]), float(r["score"])) for r in rows]
    assert told == list(found.itertuples(index=False, name=None))
    assert {r["buyer_name"] for r in rows if r["buyer"] == "ford"} == {"Ford Vietnam"}
    plain = json.loads(ok("rank-all", "--top", "2", "--store", store, "--format", "json"))
    assert [(r["buyer"], r["supplier"], r["rank"], r["score"]) for r in plain] == told
    for name in ("all.csv", "all.xlsx"):
        result = run("rank-all", "--store", store, "-o", name)
        assert (result.exit_code, result.stdout) == (0, "")
        assert (tmp_path / name).stat().st_size > 1000
    failed(run("rank-all", "--store", store, "-o", "all.csv"), "all.csv", "--force")


def test_rank_all_of_nobody(tmp_path: Path) -> None:
    with open_store("empty.db") as opened:
        opened.write(Tables())
    assert "chưa tìm được" in ok("rank-all", "--store", "empty.db")
    assert ok("rank-all", "--store", "empty.db", "--format", "json") == "[]\n"


def test_no_cell_of_rank_all_starts_a_formula() -> None:
    with open_store("hostile.db") as opened:
        opened.write(hostile())
    rows = list(csv.reader(io.StringIO(ok("rank-all", "--store", "hostile.db", "--format", "csv"))))
    assert len(rows) > 1
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def _dicts(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        return [value, *(d for v in value.values() for d in _dicts(v))]
    return [d for v in value for d in _dicts(v)] if isinstance(value, list) else []
