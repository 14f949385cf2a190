"""Shortlists as workbooks: one sheet a firm that asked, reasons and sources in words, nothing that runs."""

from __future__ import annotations

import io
import re
import shlex
from typing import Any

import openpyxl
import pytest

from graph import Tables
from graph.workbook import workbook
from queries import Matchmaker
from queries.exports import shortlist
from queries.signals import SIGNALS
from tests.queries.build import maker

Cells = list[list[Any]]


def book(sheets: list[Any]) -> dict[str, Cells]:
    """The cells of a workbook by sheet, as another program reads them."""
    opened = openpyxl.load_workbook(io.BytesIO(workbook(sheets)))
    return {page.title: [list(r) for r in page.iter_rows(values_only=True)] for page in opened}


def column(cells: Cells, header: str) -> list[Any]:
    return [row[cells[0].index(header)] for row in cells[1:]]


@pytest.fixture(scope="module")
def mm(hai_phong: Tables) -> Matchmaker:
    return Matchmaker(hai_phong)


def test_a_sheet_holds_what_the_ranking_says(mm: Matchmaker) -> None:
    matches = mm.rank_suppliers("heesung")
    sheets = book(shortlist.sheets(mm, [matches], "en"))
    assert list(sheets) == ["Heesung Electronics Việt Nam", "Notes", "Sources"]
    cells = sheets["Heesung Electronics Việt Nam"]
    assert column(cells, "Rank") == [m.rank for m in matches]
    assert column(cells, "Id") == [m.supplier.id for m in matches]
    assert column(cells, "Why") == [m.headline.en for m in matches]
    assert column(cells, "Not known")[0].splitlines() == [t.en for t in matches[0].unknown]
    signed = [m.supplier.id for m in matches if m.signed]
    shown = zip(column(cells, "Id"), column(cells, "MOU signed"), strict=True)
    assert [id for id, said in shown if said != "none on file"] == signed != []
    assert {"Product asked"} - set(cells[0])  # nobody asked for one product


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_contributions_and_reasons_add_up_to_the_score(mm: Matchmaker, lang: Any) -> None:
    cells = next(iter(book(shortlist.sheets(mm, [mm.rank_suppliers("heesung")], lang)).values()))
    scores = column(cells, "Score" if lang == "en" else "Điểm")
    parts = [column(cells, f"+ {s.label.say(lang)}") for s in SIGNALS]
    assert [round(sum(p or 0 for p in row), 4) for row in zip(*parts, strict=True)] == scores
    reasons = column(cells, "Reasons (they add up)" if lang == "en" else "Các lý do (cộng đủ điểm)")
    added = [sum(float(line.split()[0]) for line in said.splitlines()) for said in reasons]
    assert [round(a, 4) for a in added] == scores


def test_every_number_of_a_source_is_explained(mm: Matchmaker) -> None:
    sheets = book(
        shortlist.sheets(mm, [mm.rank_suppliers("heesung"), mm.rank_suppliers("lg-electronics")], "en")
    )
    said = "\n".join(r for name in list(sheets)[:2] for r in column(sheets[name], "Reasons (they add up)"))
    numbers = column(sheets["Sources"], "No.")
    assert set(re.findall(r"\[\d+\]", said)) == set(numbers)
    assert len(numbers) == len(set(numbers)) > 5
    assert all(column(sheets["Sources"], "Title"))
    first = column(sheets["Heesung Electronics Việt Nam"], "Sources")[0]
    assert re.search(r"\(baodautu\.vn, 2015-09\): capabilities\.csv:\d+", first)


def test_buyers_of_a_supplier_are_a_sheet_of_the_supplier(mm: Matchmaker) -> None:
    matches = mm.rank_buyers("Nhựa An Phát", top=3)
    (title, cells), *_ = book(shortlist.sheets(mm, [matches], "vi")).items()
    assert title == "Nhựa và Bao bì An Phát"
    assert column(cells, "Bên mua") == [m.buyer.name.vi for m in matches]


def test_an_empty_answer_says_so_and_an_asked_product_is_named() -> None:
    mm = maker("firm b ownership=fdi\nfirm b2 ownership=fdi\nproduct p name_en=part\na makes p\nb needs p")
    answers = [mm.rank_suppliers("b", "p"), mm.rank_suppliers("b2")]
    sheets = book(shortlist.sheets(mm, answers, "en"))
    assert column(sheets["b"], "Product asked") == ["part"]
    assert list(sheets) == ["b", "Notes", "Sources"]
    notes = sheets["Notes"]
    assert ["Suppliers that fit b2", "nobody who fits was found in these data"] in notes
    assert ["Suppliers that fit b2", answers[1].notes[0].en] in notes


def test_a_pair_is_explained_signal_by_signal(mm: Matchmaker) -> None:
    match = mm.explain("heesung", "van-long")
    sheets = book(shortlist.explained(mm, match, "en"))
    cells = sheets["Nhựa kỹ thuật Vân Long"]
    *parts, total = column(cells, "Contribution")
    assert round(sum(parts), 4) == total == match.score
    assert column(cells, "Why")[:-1] == [s.sentence.en for s in match.signals]
    pair = [row for row in sheets["Pair"][1:] if row[0] == "Signed MOU"]
    assert len(pair) == 1
    assert pair[0][1].startswith("day of signing not known")


HOSTILE = ["=1+1", "+84", "-x", "@SUM(A1)", "=cmd|' /C calc'!A0", "a/b[c]:*?\\", "'q'", "<b>", "x" * 40]


@pytest.mark.parametrize("name", HOSTILE)
def test_no_cell_is_a_formula_and_names_stay_as_they_are(name: str) -> None:
    named = shlex.quote(f"name={name}")
    named = shlex.quote(f"name={name}")
    mm = maker(
        f"firm b ownership=fdi {named}\nfirm s {named}\nproduct p {shlex.quote(f'name_vi={name}')}",
        "b needs p\ns makes p\nb signed s",
    )
    for sheets in (
        shortlist.sheets(mm, [mm.rank_suppliers("b"), mm.rank_buyers("s")], "vi"),
        shortlist.explained(mm, mm.explain("b", "s"), "vi"),
    ):
        opened = openpyxl.load_workbook(io.BytesIO(workbook(sheets)))
        cells = [c for page in opened for row in page.iter_rows() for c in row if c.value is not None]
        assert "f" not in {c.data_type for c in cells}
        assert name in {c.value for c in cells}
