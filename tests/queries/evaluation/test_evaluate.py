"""``evaluate``: what is hidden and asked by each split, what is counted, and what it says of odd data."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

from graph import KetnoiError, Tables
from queries import Plan, evaluate
from queries.baselines import BASELINES
from queries.evaluation import KINDS, OURS, SPLITS
from queries.evaluation.asking import ask, ours
from queries.evaluation.plot import svg
from queries.evaluation.questions import PARTS, exam
from queries.evaluation.splits import Mous, folds
from queries.signals import WEIGHTS
from tests.queries.evaluation.build import drawn, filed

QUICK = ["popularity", "back-off"]
HISTORY = """
firm b ownership=fdi
firm c ownership=fdi
b signed w id=m1 products=p signed_on=2020-01-01
c signed x id=m2 products=p signed_on=2021
c signed y id=m3 products=q signed_on=2022-05
b signed x id=m4 products=p|q signed_on=2024-02-01
b signed w id=m5 products=q signed_on=2024-06-01
b signed z id=m6 products=p signed_on=2024-07-01
b signed n id=m7 products=p signed_on=2024-08-01
z makes p
product q
"""


@pytest.fixture(scope="module")
def tables() -> Tables:
    """A drawn graph with some hundred MOUs; only to be read."""
    return drawn()


# --- splits ------------------------------------------------------------------------------------


def test_split_by_date_hides_the_newest_pairs_and_everything_after_them() -> None:
    """Four of seven pairs are old; m5 is a pair of old, signed again after the day: hidden and repeated."""
    (fold,) = folds(filed(HISTORY), Plan(share=0.5))
    assert fold.hidden == ("m4", "m5", "m6", "m7")
    assert fold.on.isoformat() == "2024-02-01"


def test_an_undated_pair_stays_known_and_goes_with_a_hidden_one() -> None:
    tables = filed(HISTORY + "b signed v id=m8\nb signed n id=m9")
    (fold,) = folds(tables, Plan(share=0.5))
    assert "m8" not in fold.hidden
    assert "m9" in fold.hidden


def test_a_day_known_to_the_year_may_have_been_its_last() -> None:
    (fold,) = folds(filed(HISTORY + "c signed v id=m8 signed_on=2024"), Plan(share=0.5))
    assert "m8" in fold.hidden


def test_leave_one_out_hides_each_pair_once_with_all_its_mous() -> None:
    found = folds(filed(HISTORY), Plan("leave-one-out"))
    assert sorted(f.hidden for f in found) == [("m1", "m5"), ("m2",), ("m3",), ("m4",), ("m6",), ("m7",)]
    assert len(folds(filed(HISTORY), Plan("leave-one-out", turns=2))) == 2


@pytest.mark.parametrize(("split", "side"), [("cold-supplier", "supplier"), ("cold-buyer", "buyer")])
def test_cold_splits_leave_nothing_of_those_chosen(tables: Tables, split: str, side: str) -> None:
    (fold,) = folds(tables, Plan(split))
    mous, hidden = Mous.of(tables), set(fold.hidden)
    ends = mous.supplier if side == "supplier" else mous.buyer
    left = {e for e, id in zip(ends.tolist(), mous.ids, strict=True) if id not in hidden}
    cold = set(ends.tolist()) - left
    assert len(cold) >= 0.2 * len(set(ends.tolist())) - 1


@pytest.mark.parametrize("split", SPLITS)
def test_same_seed_same_test_and_something_stays(tables: Tables, split: str) -> None:
    one, two = (folds(tables, Plan(split, turns=3, seed=5)) for _ in range(2))
    assert one == two
    for fold in one:
        assert 0 < len(fold.hidden) < len(tables["SIGNED_MOU"])


# --- questions ---------------------------------------------------------------------------------


def test_questions_by_hand() -> None:
    """Who is asked for by part, and who is left out."""
    tables = filed(HISTORY)
    test = exam(tables, folds(tables, Plan(share=0.5))[0])
    names = test.index.enterprises
    products = [*test.index.products, None]
    said = {
        (q.kind, names[q.query.buyer], products[-1 if q.query.product is None else q.query.product]): {
            part: [names[s] for s in found.tolist()] for part, found in q.relevant.items() if len(found)
        }
        for q in test.questions
    }
    new = {"new": ["x", "z"], "warm": ["x"], "cold": ["z"], "unheard": ["n"], "repeated": ["w"]}
    assert said["buyer", "b", None] == new
    assert said["product", "b", "q"] == {"new": ["x"], "warm": ["x"], "repeated": ["w"]}
    (by_q,) = (q for q in test.questions if q.query.product == test.index.p_at["q"])
    at, relevant = by_q.candidates("warm", test.candidates)
    assert {names[i] for i in at.tolist()} == {"x", "y"}  # w is known; n and z are other hidden partners
    assert [names[i] for i in at[relevant].tolist()] == ["x"]
    at, _ = by_q.candidates("repeated", test.candidates)
    assert {names[i] for i in at.tolist()} == {"w", "y"}  # x, z and n are new partners


def test_candidates_are_all_domestic_enterprises_and_nobody_else() -> None:
    tables = filed(HISTORY + "firm x ownership=joint_venture\nfirm y ownership=unknown\nidle makes q")
    test = exam(tables, folds(tables, Plan(share=0.5))[0])
    allowed = {id for id, at in test.index.e_at.items() if test.candidates[at]}
    assert allowed == {"w", "z", "n", "idle"}
    assert test.lost == 1  # the pair of b and x


def test_where_no_ownership_is_known_all_that_are_not_foreign_are_candidates() -> None:
    tables = filed(HISTORY)
    firms = tables["Enterprise"].assign(
        ownership=[o if o == "fdi" else None for o in tables["Enterprise"]["ownership"]]
    )
    found = evaluate(Tables({**tables, "Enterprise": firms}), Plan(share=0.5), baselines=[])
    assert found.figures
    assert "no enterprise is marked as domestic" in found.say("en")


# --- the whole -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def found(tables: Tables):  # type: ignore[no-untyped-def]
    """An evaluation of the drawn graph with a few baselines and the ablation."""
    return evaluate(tables, baselines=[*QUICK, "random"], ablation=True)


def test_every_figure_is_a_share_with_its_interval(found) -> None:  # type: ignore[no-untyped-def]
    assert {f.kind for f in found.figures} == set(KINDS)
    rankers = {f.ranker for f in found.figures}
    assert {OURS, *QUICK, "random", *(f"without {n}" for n, w in WEIGHTS.items() if w)} == rankers
    for figure in found.figures:
        for metric in figure.metrics.values():
            assert 0 <= metric.low <= metric.value <= metric.high <= 1 + 1e-9
        assert (figure.ratio is None) == (figure.ranker == OURS)


def test_luck_is_worse_than_knowing_the_products(found) -> None:  # type: ignore[no-untyped-def]
    for kind in KINDS:
        order = [f.ranker for f in found.of(kind)]
        assert order.index("random") > max(order.index(OURS), order.index("back-off"))


def test_frame_json_words_and_picture_say_the_same(found) -> None:  # type: ignore[no-untyped-def]
    frame = found.to_frame()
    data = json.loads(json.dumps(found.to_dict(), allow_nan=False))
    assert len(frame) == len(found.figures) == len(data["figures"])
    own = frame[(frame["ranker"] == OURS) & (frame["part"] == "new") & (frame["kind"] == "product")].iloc[0]
    shown = f"{own['ndcg@10']:.3f} [{own['ndcg@10_low']:.3f}, {own['ndcg@10_high']:.3f}]"
    for lang, word in (("vi", "Câu hỏi"), ("en", "Question")):
        said = found.say(lang)
        assert shown in said
        assert said.startswith(word)
        picture = svg(found, lang)
        assert picture.count("<circle") == sum(len(found.of(k)) for k in KINDS)
        assert f">{own['ndcg@10']:.3f}</text>" in picture


def test_exposure_counts_who_is_shown(tables: Tables) -> None:
    """Every place among the first ten of every question, by hand."""
    test = exam(tables, folds(tables, Plan())[0], kinds=["buyer"])
    answers = ask(test, {OURS: ours(WEIGHTS)})
    count = np.zeros(len(test.index.enterprises))
    for question in test.questions:
        scores = ours(WEIGHTS)([question.query])[0]
        allowed = [
            i for i in np.flatnonzero(test.candidates) if i not in {*question.known, question.query.buyer}
        ]
        for i in sorted((i for i in allowed if scores[i] > 0), key=lambda i: (-scores[i], i))[:10]:
            count[i] += 1
    assert (answers.shown[OURS] == count).all()
    assert set(PARTS) == set(test.questions[0].relevant)


@pytest.mark.parametrize("split", SPLITS)
def test_every_split_runs_with_every_baseline_that_is_installed(tables: Tables, split: str) -> None:
    names = [b.name for b in BASELINES if b.extra is None] if split == "date" else QUICK
    found = evaluate(tables, Plan(split, turns=4, most=8), baselines=names)
    assert {f.ranker for f in found.figures} == {OURS, *names}


# --- odd data ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("graph", "says"),
    [
        ("", "no MOU in the data"),
        ("firm b ownership=fdi\nx makes p", "no MOU in the data"),
        ("b signed x\nb signed y", "no dates, or all the same"),
        ("b signed x signed_on=2024-01-01\nb signed y signed_on=2024-01-01", "no dates, or all the same"),
    ],
)
def test_data_that_cannot_be_split_by_date(graph: str, says: str) -> None:
    with pytest.raises(KetnoiError, match=says):
        evaluate(filed(graph))


def test_foreign_suppliers_only() -> None:
    graph = HISTORY + "\n".join(f"firm {f} ownership=fdi" for f in "wxyzn") + "\nidle makes q"
    with pytest.raises(KetnoiError, match="are not domestic enterprises"):
        evaluate(filed(graph), Plan(share=0.5), baselines=[])


def test_one_buyer_is_told() -> None:
    graph = "\n".join(line for line in HISTORY.splitlines() if not line.startswith("c "))
    found = evaluate(filed(graph), Plan(share=0.5), baselines=["random"])
    assert "only 1 buyer(s) could be asked for" in found.say("en")
    with pytest.raises(KetnoiError, match="only one enterprise on this side"):
        evaluate(filed(graph), Plan("cold-buyer"))


def test_all_suppliers_tied_are_half_way_up() -> None:
    """Ten equal candidates: the one hidden stands first in one order of ten."""
    graph = "firm b ownership=fdi\nb signed old signed_on=2020 id=m0 products=p\n"
    graph += "\n".join(f"s{i} makes p" for i in range(10)) + "\nb signed s4 id=m1 products=p signed_on=2024"
    found = evaluate(filed(graph), Plan(share=0.5), baselines=[], kinds=["product"])
    (figure,) = (f for f in found.figures if f.part == "new")
    assert figure.metrics["hits@1"].value == pytest.approx(0.1)
    assert figure.metrics["hits@5"].value == pytest.approx(0.5)


@pytest.mark.parametrize("share", [0.0, 1.0, -0.2, float("nan")])
def test_a_share_that_is_none_is_refused(share: float) -> None:
    with pytest.raises(KetnoiError, match="between 0 and 1"):
        Plan(share=share)


def test_unknown_names_list_the_known(tables: Tables) -> None:
    with pytest.raises(KetnoiError, match="known: date, leave-one-out"):
        Plan("by-luck")
    with pytest.raises(KetnoiError, match="known: random, popularity"):
        evaluate(tables, baselines=["magic"])
    with pytest.raises(KetnoiError, match="no kind of question"):
        evaluate(tables, kinds=["price"])


def test_a_dated_pair_of_a_partial_day() -> None:
    assert Mous.of(filed(HISTORY)).day.tolist()[1:3] == ["2021-12-31", "2022-05-31"]
    assert pd.isna(
        evaluate(filed(HISTORY), Plan(share=0.5), baselines=["popularity"]).to_frame()["ours_to_this"]
    ).any()
