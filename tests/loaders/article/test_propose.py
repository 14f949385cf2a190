"""From the command line: proposals for review, and loading them with ``--accept``."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result

from graph import open_store
from loaders import load, place_product
from loaders.article.propose import Proposals
from loaders.lookalikes import pending
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
    alike = "looks like Công ty CP Nhựa kỹ thuật Vân Long (van-long): chỉ khác dấu / only accents differ"
    assert matches["Công ty CP Nhựa kỹ thuật Vân Lông"] == alike
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


def reviewed(article: Path, change: Callable[[list[dict[str, str]]], object], delimiter: str = ",") -> Path:
    """The proposals written, changed as by a person, and saved again."""
    run(article, "load", str(article))
    path = article.parent / "bài báo.mous.csv"
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))
    change(rows)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return path


def signed(article: Path) -> set[tuple[str, str, str | None]]:
    """The names of the pairs that the article is a source of, with the day."""
    with open_store(str(article.parent / "kho.db")) as store:
        tables = store.read("SIGNED_MOU", "Enterprise")
    names = dict(zip(tables["Enterprise"]["id"], tables["Enterprise"]["name"], strict=True))
    return {
        (names[row["source"]], names[row["target"]], row["signed_on"])
        for row in tables["SIGNED_MOU"].to_dict("records")
        if any("article-" in source for source in row["sources"])
    }


def test_what_would_be_loaded_is_marked(article: Path) -> None:
    marks: dict[str, str] = {}
    reviewed(article, lambda rows: marks.update({r["supplier"]: r["accept"] for r in rows}))
    assert marks["Công ty TNHH Hùng Cường"] == "x"
    assert (marks["Công ty TNHH Minh Đức"], marks["Công ty CP Minh Phát"]) == ("", "")


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_accepting_loads_the_marked_rows_as_a_person_changed_them(article: Path, delimiter: str) -> None:
    def change(rows: list[dict[str, str]]) -> None:
        for row in rows:
            row["accept"] = "có" if row["supplier"] == "Công ty TNHH Minh Đức" else ""
            row["buyer"], row["supplier"] = row["supplier"], row["buyer"]
            row["signed_on"] = "20/4/2025"

    reviewed(article, change, delimiter)
    result = run(article, "load", str(article), "--accept", "--lang", "en")
    assert "by 1 marked rows" in result.output
    assert signed(article) == {("Công ty TNHH Minh Đức", "Công ty TNHH Sao Mai", "2025-04-20")}


def test_an_id_that_a_person_wrote_says_who_is_meant(article: Path) -> None:
    def change(rows: list[dict[str, str]]) -> None:
        for row in rows:
            meant = "Lông" in row["supplier"]
            row["accept"], row["supplier_id"] = ("x", "van-long") if meant else ("", row["supplier_id"])

    reviewed(article, change)
    assert run(article, "load", str(article), "--accept").exit_code == 0
    assert [(b, s) for b, s, _ in signed(article)] == [
        ("Công ty TNHH Heesung Electronics Việt Nam", "Công ty CP Nhựa kỹ thuật Vân Long")
    ]


def test_reviewed_proposals_are_not_overwritten_but_their_own_text_is(article: Path) -> None:
    assert run(article, "load", str(article)).exit_code == 0
    assert run(article, "load", str(article)).exit_code == 0
    path = reviewed(article, lambda rows: rows.pop())
    before = path.read_bytes()
    result = run(article, "load", str(article), "--lang", "en")
    assert result.exit_code == 1
    assert "có thể đã sửa" in result.output
    assert path.read_bytes() == before


def test_rows_that_do_not_fit_the_article_or_have_an_unclear_mark_are_set_aside(article: Path) -> None:
    def change(rows: list[dict[str, str]]) -> None:
        rows[0]["sentence"] = "Câu này không có trong bài."
        rows[1]["accept"] = "maybe"
        rows[2]["start"] = "-5"

    reviewed(article, change)
    result = run(article, "load", str(article), "--accept", "--lang", "en")
    assert "bài báo.mous.csv:2:sentence" in result.output
    assert "bài báo.mous.csv:3:accept" in result.output
    assert "bài báo.mous.csv:4:sentence" in result.output
    assert signed(article) == set()


def test_a_file_that_is_none_of_proposals_is_one_error(article: Path) -> None:
    (article.parent / "bài báo.mous.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    result = run(article, "load", str(article), "--accept", "--lang", "en")
    assert result.exit_code == 1
    assert "không phải tệp đề xuất, thiếu cột accept" in result.output
    assert len(result.output.strip().splitlines()) == 1


ALIKE = """LG Display Việt Nam ký MOU với Bao Tien Industry Co., Ltd về linh kiện nhựa ép phun và khay PS.
Công ty TNHH Heesung Electronics Việt Nam ký MOU với Công ty CP Công nghiệp Bảo Tiên.
Công ty TNHH Hanbo Valve Việt Nam ký MOU với Công ty CP Nhựa kỹ thuật Vân Lông và Công ty CP Đúc Mai Trang.
Công ty TNHH Hanbo Valve Việt Nam ký MOU với Công ty TNHH Kim Sen.
"""


def test_each_party_is_shown_as_the_load_then_decides(article: Path) -> None:
    article.write_text(ALIKE, encoding="utf-8")
    with open_store(str(article.parent / "kho.db")) as store:
        load(firms_called(article, "Công ty TNHH Kim Sen", ("Hải Phòng", "Đồng Nai")), store)
        before = Proposals.of(article, store)
        known = set(store.read("Enterprise")["Enterprise"]["id"])
        report = before.load(store)
        firms = store.read("Enterprise")["Enterprise"]
        after = Proposals.of(article, store)
    new = {name: id for id, name in zip(firms["id"], firms["name"], strict=True) if id not in known}
    queued = {frozenset((r["left"], r["right"])): r["why_en"] for r in report.review.to_dict("records")}
    said = told(before.frame)
    assert {said[n].partition(":")[0].partition(" (")[0] for n in said} > {"known", "new", "fits several"}
    for name, match in said.items():
        reasons = {why for pair, why in queued.items() if new.get(name) in pair}
        assert match.startswith(("new", "looks like")) == (name in new)
        assert match.startswith("looks like") == bool(reasons)
        assert all(why in match for why in reasons)
    assert all(m.startswith(("known", "fits several")) for m in told(after.frame).values())


def firms_called(article: Path, name: str, provinces: tuple[str, ...]) -> Path:
    """A file of enterprises beside the article: several of one name."""
    path = article.parent / "enterprises.csv"
    path.write_text("name,province\n" + "".join(f"{name},{p}\n" for p in provinces), encoding="utf-8")
    return path


def told(frame: pd.DataFrame) -> dict[str, str]:
    """What the proposals say of each party."""
    return {r[side]: r[f"{side}_match"] for r in frame.to_dict("records") for side in ("buyer", "supplier")}


def test_a_decision_of_a_person_is_followed(article: Path) -> None:
    run(article, "load", str(article), "--accept")
    with open_store(str(article.parent / "kho.db")) as store:
        (pair,) = (p for p in pending(store).to_dict("records") if p["keep"] == "van-long")
        store.merge(pair["keep"], pair["drop"], "cùng MST")
        frame = Proposals.of(article, store).frame
    ids = dict(zip(frame["supplier"], frame["supplier_id"], strict=True))
    assert ids["Công ty CP Nhựa kỹ thuật Vân Lông"] == "van-long"


def test_products_go_where_free_words_go_and_what_is_unsure_is_listed(article: Path) -> None:
    article.write_text(ALIKE.split("\n")[0], encoding="utf-8")
    with open_store(str(article.parent / "kho.db")) as store:
        proposals = Proposals.of(article, store)
        report = proposals.load(store)
        signed = store.read("SIGNED_MOU")["SIGNED_MOU"]
    placed = place_product("linh kiện nhựa ép phun", 1).iloc[0]
    shown = f"{placed['product']} ({placed['confidence']:.2f}); khay PS → ? plastic-tray (0.34)"
    assert proposals.frame["placed"].tolist() == [f"linh kiện nhựa ép phun → {shown}"]
    row = next(r for r in signed.to_dict("records") if any("article-" in s for s in r["sources"]))
    assert row["products"] == (placed["product"],)
    assert row["subject"] == "linh kiện nhựa ép phun, khay PS"
    assert report.unplaced["words"].tolist() == ["khay PS"]


def test_an_id_that_nobody_has_is_set_aside(article: Path) -> None:
    def change(rows: list[dict[str, str]]) -> None:
        for row in rows:
            row["accept"] = ""
        rows[0] |= {"accept": "x", "supplier_id": "bao-tien-2"}

    reviewed(article, change)
    result = run(article, "load", str(article), "--accept", "--lang", "en")
    assert "'bao-tien-2': no such enterprise" in result.output
    assert signed(article) == set()
