"""Learning from what is visible only: an inner split, the settings of baselines, examples for learners."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

import numpy as np

from graph import KetnoiError, Tables
from graph.text import Text
from queries.baselines import Baseline
from queries.baselines.known import Known, Lessons, Scorer
from queries.evaluation.asking import Progress, ask
from queries.evaluation.metrics import METRICS
from queries.evaluation.questions import KINDS, PARTS, Exam, exam
from queries.evaluation.splits import Fold, Mous, Plan, by_date
from queries.facts import Floats, Ints
from queries.ranking import Scores, focus
from queries.rankings import walked
from queries.signals import SIGNALS, Query

_TUNING = Text("Chỉnh các phép so sánh", "Tuning the baselines")
FEWEST = 10  # questions from which anything is learned
_MOST = 300  # questions of a kind that are asked to learn from
_UNFIT = 300  # drawn of those that do not fit, for each question
_BEST = 100  # others of each question, where only the best matter


def inner(tables: Tables, kinds: Iterable[str] = KINDS, *, most: int = _MOST, seed: int = 0) -> Exam | None:
    """A test within visible tables: the newest fifth of the pairs, or drawn ones where no day is known.

    None when that gives fewer than ``FEWEST`` questions.
    """
    try:
        mous = Mous.of(tables)
        try:
            fold = by_date(mous, Plan())[0]
        except KetnoiError:
            fold = _drawn(mous, seed)
    except KetnoiError:
        return None
    found = exam(tables, fold, kinds=kinds, most=most, seed=seed)
    enough = sum(len(q.relevant["new"]) > 0 for q in found.questions) >= FEWEST
    return found if enough else None


def _drawn(mous: Mous, seed: int) -> Fold:
    pairs = np.unique(mous.pair)
    some = np.random.default_rng(seed).choice(pairs, max(1, len(pairs) // 5), replace=False)
    return Fold(mous.named(np.isin(mous.pair, some)), mous.today())


def known_of(tables: Tables, on: datetime.date, index: Any = None) -> Known:
    """What a baseline may see of visible tables; examples to learn from come from an inner split of them."""
    from queries.index import Index

    return Known(index or Index(tables), on, cache(lambda: lessons(inner(tables))))


def lessons(test: Exam | None) -> Lessons | None:
    """Examples from the questions of a test: the hidden partners, all others that fit, and some that do not.

    Learners are asked to rank everybody, so they must have seen everybody; hard
    examples alone would teach them that whoever looks good is wrong.
    """

    def others(scores: Scores, at: Ints, random: np.random.Generator) -> Ints:
        fits = scores.fits[at]
        rest = at[~fits]
        return np.concatenate([at[fits], random.choice(rest, min(len(rest), _UNFIT), replace=False)])

    return _examples(test, others, lambda query: np.ones(len(SIGNALS)))


def close_calls(test: Exam | None) -> Lessons | None:
    """Examples to weigh signals by: the hidden partners among the best others, as much as each signal counts.

    Only the order of the best is read, so only there weights need to be right.
    """

    def others(scores: Scores, at: Ints, random: np.random.Generator) -> Ints:
        chosen: Ints = at[np.argsort(-scores.total[at], kind="stable")[:_BEST]]
        return chosen

    return _examples(test, others, focus)


def _examples(
    test: Exam | None,
    others: Callable[[Scores, Ints, np.random.Generator], Ints],
    scale: Callable[[Query], Floats],
) -> Lessons | None:
    if test is None:
        return None
    random = np.random.default_rng(0)
    blocks: list[Floats] = []
    right: list[Floats] = []
    asked = [q for q in test.questions if len(q.relevant["new"])]
    for question, query in zip(asked, walked(q.query for q in asked), strict=True):
        at, relevant = question.candidates("new", test.candidates)
        scores = Scores.of(query)
        chosen = np.concatenate([at[relevant], others(scores, at[~relevant], random)])
        blocks.append(scores.by_signal[:, chosen].T * scale(query))
        right.append((np.arange(len(chosen)) < relevant.sum()).astype(np.float64))
        query.scratch.clear()
    question_of = np.repeat(np.arange(len(blocks)), [len(b) for b in blocks])
    names = tuple(s.name for s in SIGNALS)
    return Lessons(np.vstack(blocks), np.concatenate(right), question_of, names)


def tuned(
    baselines: Iterable[Baseline],
    tables: Tables,
    *,
    progress: Progress = lambda step, done, total: None,
) -> dict[str, dict[str, Any]]:
    """The best settings of each baseline on an inner split of visible tables, by nDCG@10 over both kinds.

    The usual ones (first of the grid) where there is too little to tell.
    """
    found = {b.name: dict(b.grid[0]) for b in baselines}
    open_ = [b for b in baselines if len(b.grid) > 1]
    test = inner(tables) if open_ else None
    if test is None:
        return found
    known = known_of(test.index.tables, test.on, test.index)
    scorers: dict[str, Scorer] = {}
    for baseline in open_:
        for number, settings in enumerate(baseline.grid):
            scorer = baseline.make(known, dict(settings))
            if scorer is not None:
                scorers[f"{baseline.name} {number}"] = scorer
    answers = ask(test, scorers, parts=("new",), progress=progress, step=_TUNING)
    ndcg = (PARTS.index("new"), METRICS.index("ndcg@10"))
    kinds = np.array([q.kind for q in test.questions])
    reached = {
        name: np.mean([np.nanmean(values[kinds == kind][:, *ndcg]) for kind in sorted(set(kinds.tolist()))])
        for name, values in answers.values.items()
    }
    for baseline in open_:
        tried = [n for n in range(len(baseline.grid)) if f"{baseline.name} {n}" in reached]
        if tried:
            best = int(np.argmax([reached[f"{baseline.name} {n}"] for n in tried]))
            found[baseline.name] = dict(baseline.grid[tried[best]])
    return found
