"""Hiding an MOU hides all that came from it: a leak is planted, and must not be there any more."""

from __future__ import annotations

import datetime

import pandas as pd
import pytest

from graph import Tables
from queries.evaluation import Plan, evaluate
from queries.evaluation import hiding as hiding_module
from queries.evaluation import questions as questions_module
from queries.evaluation.hiding import hide
from queries.evaluation.questions import exam
from queries.evaluation.splits import Fold
from queries.index import Index
from queries.ranking import Scores
from tests.queries.evaluation.build import drawn, filed

BEFORE = """
firm b ownership=fdi
x makes motor
y makes cw
"""
# The article of the MOU says what x delivers, what b needs and where x is.
TOLD = """
b signed x id=m1 products=cw signed_on=2025-01-10
x makes cw wording='đối trọng'
b needs cw
x at park
"""
ARTICLES = dict.fromkeys(("m1", "x cw", "b cw", "x park"), ("article#1",))


def test_what_only_the_article_told_is_as_if_it_had_never_been_written() -> None:
    """All of it goes: the capability, the need, the place, the words, the source."""
    hidden = hide(filed(BEFORE + TOLD, articles=ARTICLES), ["m1"])
    never = filed(BEFORE + "product cw\nplace park")
    for name in ("SIGNED_MOU", "MAKES", "NEEDS", "LOCATED_IN", "Source"):
        keys = [c for c in ("id", "source", "target") if c in never[name].columns]
        assert hidden[name][keys].values.tolist() == never[name][keys].values.tolist(), name


def test_what_others_say_too_stays_without_the_words() -> None:
    articles = {**ARTICLES, "x cw": ("article#1", "register#7")}
    hidden = hide(filed(BEFORE + TOLD, articles=articles), ["m1"])
    row = hidden["MAKES"].set_index(["source", "target"]).loc[("x", "cw")]
    assert (row["sources"], row["wording"]) == (("register#7",), ())
    assert "article" not in set(hidden["Source"]["id"])


def test_the_same_row_of_a_file_is_hidden_and_other_rows_stay() -> None:
    """A file is no publication: its other rows have nothing to do with the MOU."""
    tables = filed(BEFORE + TOLD, articles=dict.fromkeys(("m1", "b cw"), ("file-lines#mous.csv:3",)))
    hidden = hide(tables, ["m1"])
    assert hidden["NEEDS"].empty
    assert ("x", "cw") in set(zip(hidden["MAKES"]["source"], hidden["MAKES"]["target"], strict=True))


def test_facts_about_others_in_the_same_article_stay() -> None:
    tables = filed(BEFORE + TOLD, articles={**ARTICLES, "y cw": ("article#9",)})
    assert "y" in set(hide(tables, ["m1"])["MAKES"]["source"])


def test_the_tables_given_are_left_as_they_were() -> None:
    tables = filed(BEFORE + TOLD, articles=ARTICLES)
    before = {name: tables.records(name) for name in tables}
    hide(tables, ["m1"])
    assert before == {name: tables.records(name) for name in tables}


def _changed(tables: Tables, hidden: set[str]) -> Tables:
    """The same tables with the products, stages and subjects of the hidden MOUs made up anew."""
    frames = {name: tables[name].copy() for name in tables}
    rows = frames["SIGNED_MOU"]["id"].isin(hidden)
    frames["SIGNED_MOU"]["products"] = pd.Series(
        [("p0", "p1") if h else p for h, p in zip(rows, frames["SIGNED_MOU"]["products"], strict=True)],
        dtype=object,
    )
    frames["SIGNED_MOU"].loc[rows, "subject"] = "đối trọng máy giặt"
    frames["SIGNED_MOU"].loc[rows, "stage"] = "ended"
    return Tables(frames)


def test_no_score_depends_on_what_a_hidden_mou_says() -> None:
    """Whatever the hidden MOUs say, the ranking of every buyer is the same to the last digit."""
    tables = drawn()
    fold = Fold(tuple(f"m{i:04d}" for i in range(180, 220)), datetime.date(2025, 1, 1))
    one, two = (exam(t, fold, kinds=["buyer"]) for t in (tables, _changed(tables, set(fold.hidden))))
    assert [q.query.buyer for q in one.questions] == [q.query.buyer for q in two.questions] != []
    for left, right in zip(one.questions, two.questions, strict=True):
        assert (Scores.of(left.query).total == Scores.of(right.query).total).all()


def test_a_planted_leak_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each hidden MOU's article also says that the supplier makes the thing: without hiding that, the
    ranking would look far better than it is; with it, as good as without the articles."""
    tables = drawn(suppliers=150, products=48)
    mous = tables["SIGNED_MOU"]
    late = mous["signed_on"] >= "2025"
    leaks = pd.DataFrame(
        {
            "source": mous["target"][late],
            "target": [p[0] for p in mous["products"][late]],
            "basis": "stated",
            "sources": [(f"article-{id}#1",) for id in mous["id"][late]],
        }
    ).drop_duplicates(["source", "target"])
    frames = {name: tables[name].copy() for name in tables}
    frames["MAKES"] = pd.concat([tables["MAKES"], leaks]).drop_duplicates(["source", "target"])
    articles = [
        (f"article-{i}#1",) if d else s for i, d, s in zip(mous["id"], late, mous["sources"], strict=True)
    ]
    frames["SIGNED_MOU"]["sources"] = pd.Series(articles, dtype=object)
    leaky = Tables(frames)

    def reached(of: Tables) -> float:
        found = evaluate(of, Plan(share=0.2), baselines=[], kinds=["product"])
        return found.of("product")[0].metrics["ndcg@10"].value

    plain, hidden = reached(tables), reached(leaky)
    monkeypatch.setattr(questions_module, "hide", _only_the_edges)
    assert reached(leaky) > 1.1 * hidden
    assert hidden == pytest.approx(plain, abs=0.02)
    assert hiding_module.hide is hide


def _only_the_edges(tables: Tables, mous: tuple[str, ...]) -> Tables:
    """What a careless test would hide."""
    edges = tables["SIGNED_MOU"]
    return Tables({**tables, "SIGNED_MOU": edges[~edges["id"].isin(mous)]})


def test_nothing_hidden_is_in_the_index() -> None:
    tables = filed(BEFORE + TOLD, articles=ARTICLES)
    index = Index(hide(tables, ["m1"]))
    assert not index.signed(index.e_at["b"])
    assert not [
        p
        for s, p in zip(index.own.supplier, index.own.product, strict=True)
        if (s, index.products[p]) == (index.e_at["x"], "cw")
    ]
