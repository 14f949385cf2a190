"""From the command line: proposals for review, and loading them with ``--accept``."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graph import open_store
from queries.cli import main

ARTICLE = """Kết nối cung cầu tại Hải Phòng

Ngày 18/4/2025, Công ty TNHH Heesung Electronics Việt Nam ký kết với Công ty TNHH Công nghiệp Bảo Tiên và \
Công ty CP Nhựa kỹ thuật Vân Lông về cung cấp linh kiện nhựa.
Công ty TNHH Hanbo Valve Việt Nam (Hàn Quốc) đã trao thỏa thuận hợp tác cho Công ty TNHH Hùng Cường.
Công ty TNHH Sao Mai ký hợp đồng với Công ty TNHH Minh Đức.
Công ty TNHH Hanbo Valve Việt Nam sẽ ký với Công ty CP Minh Phát.
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """An article beside a store that holds Hải Phòng."""
    path = tmp_path / "bài báo.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    assert run(path, "load", "hai-phong").exit_code == 0
    return path


def run(article: Path, *arguments: str) -> Result:
    """The command on the store beside the article."""
    return CliRunner().invoke(main, [*arguments, "--store", str(article.parent / "kho.db")])


def test_proposals_are_written_for_review_and_nothing_is_loaded(article: Path) -> None:
    before = counts(article)
    result = run(article, "load", str(article), "--lang", "en")
    assert result.exit_code == 0
    assert "4 proposed, 1 near" in result.output
    rows = list(csv.DictReader(io.StringIO((article.parent / "bài báo.mous.csv").read_text("utf-8-sig"))))
    matches = {r["supplier"]: r["supplier_match"] for r in rows}
    assert matches["Công ty TNHH Công nghiệp Bảo Tiên"] == "known"
    assert matches["Công ty CP Nhựa kỹ thuật Vân Lông"].endswith("Vân Long (van-long)")
    assert matches["Công ty TNHH Minh Đức"] == "new"
    assert all(ARTICLE[int(r["start"]) : int(r["end"])] == r["sentence"] for r in rows)
    assert counts(article) == before


def counts(article: Path) -> dict[str, int]:
    """How many rows of each type the store holds."""
    with open_store(str(article.parent / "kho.db")) as store:
        return store.count()


def test_accepting_loads_the_pairs_with_their_place_in_the_text(article: Path) -> None:
    before = counts(article)
    assert run(article, "load", str(article), "--accept").exit_code == 0
    with open_store(str(article.parent / "kho.db")) as store:
        tables = store.read("SIGNED_MOU", "Source", "Enterprise")
    source = tables["Source"].set_index("id").filter(like="article-", axis=0)
    assert source["title"].tolist() == ["Kết nối cung cầu tại Hải Phòng"]
    assert source["sha256"].str.len().tolist() == [64]
    signed = tables["SIGNED_MOU"]
    new = signed[signed["source"].str.startswith("hanbo")].to_dict("records")
    assert len(new) == 1
    (reference,) = new[0]["sources"]
    start, end = map(int, reference.rpartition(":")[2].split("-"))
    assert reference.startswith(f"{source.index[0]}#bài báo.txt:")
    assert ARTICLE[start:end] in " ".join(new[0]["note"])
    owners = dict(zip(tables["Enterprise"]["name"], tables["Enterprise"]["ownership"], strict=True))
    assert owners["Công ty TNHH Hanbo Valve Việt Nam"] == "fdi"
    assert counts(article)["SIGNED_MOU"] == before["SIGNED_MOU"] + 2


def test_an_mou_that_the_store_has_gets_a_second_source_and_the_day(article: Path) -> None:
    run(article, "load", str(article), "--accept")
    with open_store(str(article.parent / "kho.db")) as store:
        signed = store.read("SIGNED_MOU")["SIGNED_MOU"]
    rows = signed[(signed["source"] == "heesung") & (signed["target"] == "bao-tien")].to_dict("records")
    assert [r["signed_on"] for r in rows] == ["2025-04-18"]
    assert len(rows[0]["sources"]) == 2


def test_a_pair_whose_buyer_is_open_is_set_aside_with_the_reason(article: Path) -> None:
    result = run(article, "load", str(article), "--accept", "--lang", "en")
    assert "does not tell who buys" in result.output
    assert "Sao Mai" in result.output


def test_accepting_twice_changes_nothing(article: Path) -> None:
    run(article, "load", str(article), "--accept")
    before = (article.parent / "kho.db").stat().st_size, counts(article)
    result = run(article, "load", str(article), "--accept", "--lang", "en")
    assert "0 added, 0 changed" in result.output
    assert ((article.parent / "kho.db").stat().st_size, counts(article)) == before


def test_another_file_is_not_overwritten_and_errors_are_one_line(article: Path) -> None:
    mine = article.parent / "mine.csv"
    mine.write_text("my own table\n")
    result = run(article, "load", str(article), "--output", str(mine))
    assert result.exit_code == 1
    assert len(result.output.strip().splitlines()) == 1
    assert mine.read_text() == "my own table\n"
    (article.parent / "empty.txt").write_text("")
    result = run(article, "load", str(article.parent / "empty.txt"))
    assert result.exit_code == 1
    assert "empty.txt" in result.output


def test_no_cell_of_the_proposals_starts_a_formula(article: Path) -> None:
    article.write_text("=Công ty TNHH LG Display Việt Nam ký kết với Công ty CP Vân Long.", encoding="utf-8")
    run(article, "load", str(article))
    rows = list(csv.reader(io.StringIO((article.parent / "bài báo.mous.csv").read_text("utf-8-sig"))))
    assert len(rows) == 2
    assert not [c for row in rows for c in row if c.startswith(("=", "+", "@"))]
