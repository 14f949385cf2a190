"""Graphs in which something is missing altogether: every question has a clear answer.

Odd data of an evaluation stand in ``evaluation/test_evaluate.py``, odd weights in ``test_weights.py``, and
odd files of learned weights in ``evaluation/test_fitting.py``.
"""

from __future__ import annotations

import datetime
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from graph import KetnoiError, NotFound, Tables, open_store
from queries import Matchmaker, Plan, evaluate
from queries.cli import main
from queries.matches import Matches
from tests.queries.build import maker, world
from tests.queries.evaluation.build import filed

BUYER = "firm b ownership=fdi\nb needs p\n"


def english(found: Matches) -> str:
    """The notes in one text."""
    return "\n".join(note.en for note in found.notes)


def test_an_empty_graph_answers_every_question() -> None:
    mm = Matchmaker(Tables())
    assert mm.rank_all().empty
    assert mm.rank_all().columns.tolist() == ["buyer", "supplier", "rank", "score"]
    assert mm.rank_batch(pd.DataFrame({"buyer": []})).empty
    assert "No buyer is known in this place" in mm.gaps().say("en")
    assert "No supplier fits any buyer" in mm.exposure().say("en")
    assert "0 meeting(s)" in mm.plan_meetings().say("en")
    for ask in (mm.rank_suppliers, mm.rank_buyers, mm.localisation):
        with pytest.raises(NotFound, match="no enterprise called 'x'"):
            ask("x")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("suppliers", "x"), "no enterprise called 'x'"),
        (("evaluate",), "there is no MOU in the data"),
        (("fit",), "there is no MOU in the data"),
    ],
)
def test_an_empty_store_is_told_in_one_line(
    arguments: tuple[str, ...], says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = str(tmp_path / "empty.db")
    open_store(store).close()
    asked = [*arguments, "--store", store, "--lang", "en"]
    monkeypatch.setattr("sys.argv", ["ketnoi", *asked])  # errors speak the language asked for there
    told = CliRunner().invoke(main, asked)
    assert told.exit_code == 1
    assert says in told.stderr
    assert len(told.stderr.splitlines()) == 1


def test_one_buyer_and_no_mou_is_ranked_by_what_is_known() -> None:
    mm = maker(BUYER + "s makes p\nt makes q")
    assert mm.rank_all().values.tolist()[0][:3] == ["b", "s", 1]
    match = mm.explain("b", "s")
    unknown = {s.name: s.sentence.en for s in match.signals if s.score is None}
    assert unknown["peers"] == "no similar buyer is known to have signed"
    assert unknown["track record"] == "no MOU with an FDI buyer on file"
    assert [m.buyer.id for m in mm.rank_buyers("s")] == ["b"]


def test_mous_without_dates_count_half_and_are_told_without_a_year() -> None:
    graph = "firm b ownership=fdi\nfirm c ownership=fdi\nb needs p\nc signed s products=p"
    match = maker(graph).explain("b", "s")
    proof = next(s for s in match.signals if s.name == "proof")
    assert proof.score is not None
    dated = maker(graph + " signed_on=2026-05").explain("b", "s")
    assert proof.score < next(s.score for s in dated.signals if s.name == "proof")
    assert match.headline.en.startswith("signed an MOU to supply p (2025)")  # the year of the source


def test_suppliers_that_are_all_tied_stand_in_the_order_of_their_ids() -> None:
    lines = [f"s{i} makes p" for i in range(9, -1, -1)]
    mm = maker(BUYER, *lines)
    found = mm.rank_suppliers("b")
    assert len({m.score for m in found}) == 1
    assert [m.supplier.id for m in found] == [f"s{i}" for i in range(10)]
    assert mm.rank_all()["supplier"].tolist() == [f"s{i}" for i in range(10)]
    assert [m.supplier.id for m in mm.rank_suppliers("b", top=3)] == ["s0", "s1", "s2"]


def test_ranking_all_of_an_empty_store_says_that_nobody_was_found(tmp_path: Path) -> None:
    store = str(tmp_path / "empty.db")
    open_store(store).close()
    told = CliRunner().invoke(main, ["rank-all", "--store", store, "--lang", "en"])
    assert (told.exit_code, told.stdout) == (0, "nobody who fits was found in these data\n")


# --- a product no one makes --------------------------------------------------------------------


def test_a_product_no_one_makes_is_said_by_name() -> None:
    mm = maker(BUYER + "x makes q\nproduct p name_vi='Vật' name_en='Thing'")
    found = mm.rank_suppliers("b", product="Thing")
    assert len(found) == 0
    assert "No firm in the data is known to fit" in english(found)
    assert "Nobody is known to make thing or anything near it" in english(found)
    assert any("Chưa biết ai làm vật hay thứ gần với nó" in note.vi for note in found.notes)
    asked = pd.DataFrame({"buyer": ["b"], "product": ["Thing"]})
    assert mm.rank_batch(asked).empty


def test_who_has_signed_is_still_shown_and_the_gap_is_said() -> None:
    mm = maker(BUYER + "b signed s\nproduct p")
    found = mm.rank_suppliers("b", product="p")
    assert [m.supplier.id for m in found] == ["s"]
    assert "Nobody is known to make p or anything near it" in english(found)


def test_a_product_that_only_others_make_is_no_gap() -> None:
    """A foreign-owned maker does not come in unasked, but it is a maker."""
    mm = maker(BUYER + "firm f ownership=fdi\nf makes p")
    assert "Nobody is known" not in english(mm.rank_suppliers("b", product="p"))
    assert [m.supplier.id for m in mm.rank_suppliers("b", product="p", ownership=("fdi",))] == ["f"]


HIDDEN = """
firm b ownership=fdi
firm c ownership=fdi
product q
b signed old signed_on=2020 id=m0 products=p
c signed two signed_on=2020 id=m2 products=p
b signed new id=m1 products={} signed_on=2024
new makes r
"""


def test_an_evaluation_counts_the_questions_for_products_no_one_makes() -> None:
    found = evaluate(filed(HIDDEN.format("q")), Plan(share=0.5), baselines=[], kinds=["product"])
    assert "1 question(s) ask for a product that nobody visible is known to make" in found.say("en")
    (figure,) = (f for f in found.figures if f.part == "new")
    assert figure.metrics["hits@1"].value == pytest.approx(1 / 2)  # by chance: as good as the other
    made = evaluate(filed(HIDDEN.format("r")), Plan(share=0.5), baselines=[], kinds=["product"])
    assert "nobody visible" not in made.say("en")


def test_a_product_that_the_taxonomy_does_not_have_cannot_be_asked_for() -> None:
    graph = filed(HIDDEN.format("nowhere"))
    with pytest.raises(KetnoiError, match="name no product of the taxonomy"):
        evaluate(graph, Plan(share=0.5), baselines=[], kinds=["product"])
    assert evaluate(graph, Plan(share=0.5), baselines=[], kinds=["buyer"]).figures


def test_what_was_said_on_no_day_does_not_depend_on_the_day_asked() -> None:
    graph = world("firm b ownership=fdi\nfirm c ownership=fdi\nb needs p\nc signed s products=p")
    scores = {
        Matchmaker(graph, on=datetime.date(year, 1, 1)).rank_suppliers("b")[0].score for year in (2020, 2030)
    }
    assert len(scores) == 1
