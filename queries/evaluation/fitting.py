"""Learning the weights from MOUs: few, from 0 up, drawn towards the usual ones, used only when better."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy import optimize, sparse

from graph import KetnoiError, Store, Tables, WeightsError
from graph.text import Lang, Text
from queries.baselines.known import Lessons
from queries.evaluation.asking import Progress, ask, ours
from queries.evaluation.hiding import hide
from queries.evaluation.learning import FEWEST, close_calls, inner
from queries.evaluation.metrics import Interval, interval, mean, ratio, resamples
from queries.evaluation.questions import exam
from queries.evaluation.splits import Mous, Plan, by_date
from queries.facts import Floats
from queries.signals import SIGNALS
from queries.weights import WEIGHTS, Weights

PULL = 1.0  # how strongly the weights are drawn towards the usual ones
_STEEPEST = 100.0  # how much a difference of score may count at most
_LEARNED, _USUAL = "learned", "usual"


@dataclass(frozen=True)
class Fit:
    """Weights that were learned, beside the usual ones, on pairs that neither had seen.

    ``usual`` and ``learned`` are nDCG@10 on the newest MOUs, ``better`` their
    paired ratio. ``accepted`` when its whole 95 % interval lies above 1.
    """

    weights: Weights
    before: Weights
    usual: Interval
    learned: Interval
    better: Interval
    lessons: int
    questions: int

    @property
    def accepted(self) -> bool:
        """Whether the learned weights are better beyond doubt."""
        return self.better.low > 1.0

    def checked(self) -> Weights:
        """The learned weights; raises ``WeightsError`` when they are not better than the usual ones."""
        if not self.accepted:
            raise WeightsError(
                "trọng số học được không chắc tốt hơn trọng số sẵn có nên không dùng;"
                f" tỷ lệ nDCG@10 {self.better}",
                "the learned weights are not surely better than the usual ones and are not used;"
                f" ratio of nDCG@10 {self.better}",
            )
        return self.weights

    def say(self, lang: Lang = "vi") -> str:
        """The weights before and after, and what they reach."""
        lines = [f"{'':14} {_SAID[_USUAL].say(lang):>10} {_SAID[_LEARNED].say(lang):>10}"]
        lines += [f"{n:14} {self.before[n]:10.3f} {self.weights[n]:10.3f}" for n in self.before]
        told = Text(
            f"{self.lessons} câu hỏi để học, {self.questions} câu mới hơn để kiểm tra;"
            f" nDCG@10: sẵn có {self.usual}, học được {self.learned}; tỷ lệ {self.better}",
            f"{self.lessons} questions to learn from, {self.questions} newer ones to test; nDCG@10: usual"
            f" {self.usual}, learned {self.learned}; ratio {self.better}",
        )
        return "\n".join([*lines, told.say(lang)])


_SAID = {_USUAL: Text("sẵn có", "usual"), _LEARNED: Text("học được", "learned")}


def fit(
    data: Store | Tables,
    *,
    start: Weights = WEIGHTS,
    most: int = 300,
    progress: Progress = lambda step, done, total: None,
) -> Fit:
    """Learn weights from the older MOUs and test them on the newest fifth of the pairs.

    The older ones are split by date once more: what is known before gives the
    signals, who signs after is what is learned. At most ``most`` questions of
    each kind. Raises ``KetnoiError`` when there are too few MOUs, or no days.
    """
    tables = data.read() if isinstance(data, Store) else data
    fold = by_date(Mous.of(tables), Plan())[0]
    course = inner(hide(tables, fold.hidden), most=most)
    examples = close_calls(course)
    test = exam(tables, fold, most=most)
    asked = [q for q in test.questions if len(q.relevant["new"])]
    if course is None or examples is None or len(asked) < FEWEST:
        raise KetnoiError(
            f"quá ít ghi nhớ để học: cần ít nhất {FEWEST} câu hỏi để học và {FEWEST} câu để kiểm tra",
            f"too few MOUs to learn from: at least {FEWEST} questions to learn and {FEWEST} to test",
        )
    weights = learn(examples, start)
    answers = ask(test, {_USUAL: ours(start), _LEARNED: ours(weights)}, parts=("new",), progress=progress)
    usual, learned = (answers.of(name, "new", "ndcg@10") for name in (_USUAL, _LEARNED))
    rows = ~np.isnan(usual)
    draws = resamples(np.array([q.query.buyer for q in answers.questions])[rows])
    return Fit(
        weights,
        start,
        interval(draws, mean(usual[rows])),
        interval(draws, mean(learned[rows])),
        interval(draws, ratio(learned[rows], usual[rows])),
        len(np.unique(examples.question)),
        int(rows.sum()),
    )


def learn(examples: Lessons, start: Weights) -> Weights:
    """The weights under which those who signed are most likely among the candidates of their question.

    A conditional logit: P(candidate) ∝ exp(Σ u × score), averaged over the
    hidden partners of a question; u = steepness × v, v ≥ 0, with PULL / 2 ×
    |v − start|² against wandering off (L-BFGS-B). The weights are v in shares:
    a signal that tells no candidate from another keeps about its own.
    """
    names = [s.name for s in SIGNALS]
    begin = np.array([start[n] for n in names])
    loss = _loss(examples)
    found = optimize.minimize_scalar(
        lambda steep: loss(steep * begin)[0], bounds=(1.0, _STEEPEST), method="bounded"
    )
    steep = float(found.x)

    def drawn(v: Floats) -> tuple[float, Floats]:
        value, slope = loss(steep * v)
        away = v - begin
        return value + 0.5 * PULL * float(away @ away), steep * slope + PULL * away

    bounds = [(0.0, None)] * len(names)
    v = optimize.minimize(drawn, begin, jac=True, method="L-BFGS-B", bounds=bounds).x
    shares = v / v.sum()
    return Weights({name: round(float(w), 4) for name, w in zip(names, shares, strict=True)})


def _loss(examples: Lessons) -> Callable[[Floats], tuple[float, Floats]]:
    """−log P of the hidden partners, mean over questions, and its slope, as a function of u."""
    scores = np.nan_to_num(examples.signals)
    _, question = np.unique(examples.question, return_inverse=True)
    count = int(question.max()) + 1
    share = examples.right / np.bincount(question, examples.right, count)[question] / count
    which = sparse.csr_matrix((np.ones(len(question)), (question, np.arange(len(question)))))

    def loss(u: Floats) -> tuple[float, Floats]:
        value = scores @ u
        highest = np.full(count, -np.inf)
        np.maximum.at(highest, question, value)
        weight = np.exp(value - highest[question])
        total = which @ weight
        chance = weight / total[question]
        said = float(share @ (value - highest[question] - np.log(total)[question]))
        return -said, scores.T @ (chance / count - share)

    return loss
