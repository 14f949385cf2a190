"""Asking the questions of an exam of several rankers, and measuring what each answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from graph.text import Text
from queries.baselines.known import Scorer
from queries.evaluation.metrics import DEPTH, METRICS, measure
from queries.evaluation.questions import PARTS, Exam, Question
from queries.facts import Floats
from queries.ranking import Scores
from queries.rankings import walked
from queries.signals import Query
from queries.weights import Weights

# A step of long work, how much of it is done, and how much it is.
Progress = Callable[[Text, int, int], None]

ASKING = Text("Hỏi", "Asking")
_BLOCK = 16  # questions whose scores are in memory at once
_FINER = 1e-5  # what the exact score adds to the rounded one: it only decides ties


def ours(weights: Weights) -> Scorer:
    """Our ranking with some weights, as a scorer: those that do not fit get 0."""

    def score(queries: Sequence[Query]) -> Floats:
        found = np.zeros((len(queries), queries[0].size))
        for row, query in enumerate(queries):
            scores = Scores.of(replace(query, weights=weights))
            key = 1.0 + scores.total + _FINER * scores.exact()
            found[row, scores.fits] = key[scores.fits]
        return found

    return score


@dataclass(frozen=True)
class Answers:
    """What rankers answered: ``values`` by ranker, questions × parts × metrics (NaN: nothing asked);
    ``shown`` by ranker, how often each enterprise stood among the first ten."""

    questions: tuple[Question, ...]
    values: dict[str, Floats]
    shown: dict[str, Floats]

    def of(self, ranker: str, part: str, metric: str) -> Floats:
        """One figure per question."""
        found: Floats = self.values[ranker][:, PARTS.index(part), METRICS.index(metric)]
        return found


def ask(
    exam: Exam,
    scorers: Mapping[str, Scorer],
    *,
    parts: Iterable[str] = PARTS,
    progress: Progress = lambda step, done, total: None,
    step: Text = ASKING,
) -> Answers:
    """The answers of every scorer to every question of an exam."""
    size = len(exam.questions)
    values = {name: np.full((size, len(PARTS), len(METRICS)), np.nan) for name in scorers}
    shown = {name: np.zeros(len(exam.index.enterprises)) for name in scorers}
    row = 0
    for block in _blocks(exam.questions):
        found = {name: scorer([q.query for q in block]) for name, scorer in scorers.items()}
        for at, question in enumerate(block):
            for part in (p for p in parts if len(question.relevant[p])):
                candidates, relevant = question.candidates(part, exam.candidates)
                for name, scores in found.items():
                    values[name][row + at, PARTS.index(part)] = measure(scores[at, candidates], relevant)
            new = exam.candidates.copy()
            new[[question.query.buyer, *question.known]] = False
            for name, scores in found.items():
                shown[name][_first(scores[at], np.flatnonzero(new))] += 1
        row += len(block)
        progress(step, row, size)
    return Answers(exam.questions, values, shown)


def _blocks(questions: Sequence[Question]) -> Iterator[list[Question]]:
    """Questions in blocks; queries are made anew, so that what signals keep of them does not pile up."""
    for at in range(0, len(questions), _BLOCK):
        block = [replace(q, query=replace(q.query, scratch={})) for q in questions[at : at + _BLOCK]]
        for _ in walked(q.query for q in block):
            pass
        yield block


def _first(scores: Floats, at: np.ndarray) -> np.ndarray:
    """The ten best of which anything speaks for them; ties in the order of ids."""
    found = at[scores[at] > 0]
    if len(found) > DEPTH:  # sort only what can come first
        found = found[scores[found] >= np.partition(scores[found], -DEPTH)[-DEPTH]]
    order = np.argsort(-scores[found], kind="stable")[:DEPTH]
    return np.asarray(found[order])
