"""How good one answer is, ties at their expected rank; how sure a mean is.

With ties the order shown is one of many. Every measure here is its mean over
all orders of the tied (McSherry & Najork 2008), so no ranker gains by luck.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from queries.facts import Floats

METRICS = ("ndcg@10", "mrr", "hits@1", "hits@5", "hits@10")
DEPTH = 10  # how far a person reads
ROUNDS = 1000  # resamples of a bootstrap
_SAME = 1e-12  # scores nearer than this are tied

Bools = npt.NDArray[np.bool_]


@cache
def _discounts(depth: int) -> Floats:
    return np.asarray(1.0 / np.log2(np.arange(2, depth + 2)))


def measure(scores: Floats, relevant: Bools) -> Floats:
    """The ``METRICS`` of one answer: ``scores`` of the candidates, and which of them were hidden.

    nDCG@10 with gain 1 and discount 1 / log2(1 + rank) (Järvelin & Kekäläinen
    2002); MRR and Hits@k of the first one found. At least one must be relevant.

    >>> measure(np.array([3.0, 2.0, 1.0]), np.array([False, True, False])).round(3).tolist()
    [0.631, 0.5, 0.0, 1.0, 1.0]
    """
    groups = _groups(scores, relevant)
    gain = 0.0
    for above, tied, found in groups:
        last = min(above + tied, DEPTH)
        if above >= DEPTH:
            break
        gain += found / tied * float(_discounts(DEPTH)[above:last].sum())
    ideal = float(_discounts(DEPTH)[: int(relevant.sum())].sum())
    above, tied, found = groups[0]
    first = _first(tied, found)
    ranks = above + 1 + np.arange(len(first))
    hits = [float(first[ranks <= k].sum()) for k in (1, 5, 10)]
    return np.array([gain / ideal, float((first / ranks).sum()), *hits])


def _groups(scores: Floats, relevant: Bools) -> list[tuple[int, int, int]]:
    """Groups of tied scores with anything relevant, best first: (better ones, tied, relevant among them)."""
    groups: dict[tuple[int, int], int] = {}
    for score in scores[relevant].tolist():
        above = int(np.count_nonzero(scores > score + _SAME))
        at = (above, int(np.count_nonzero(scores >= score - _SAME)) - above)
        groups[at] = groups.get(at, 0) + 1
    return [(above, tied, found) for (above, tied), found in sorted(groups.items())]


def _first(tied: int, found: int) -> Floats:
    """The chance that the first of ``found`` relevant ones among ``tied`` stands at place 0, 1, … of them.

    P(first > k) = C(tied − k, found) / C(tied, found).
    """
    places = np.arange(tied - found + 1)
    stays = np.cumprod(np.concatenate([[1.0], 1.0 - found / (tied - places[:-1])]))
    chance: Floats = stays * found / (tied - places)
    return chance


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure with the limits within which 95 % of resamples fall."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} [{self.low:.3f}, {self.high:.3f}]"


def resamples(groups: npt.NDArray[np.int64], rounds: int = ROUNDS, seed: int = 0) -> Floats:
    """How often each question counts in each resample, rounds × questions; whole ``groups`` are drawn.

    The questions of one buyer hang together, so buyers are drawn with
    replacement, not questions (Efron & Tibshirani 1993; a cluster bootstrap).
    The same draws serve all rankers: their differences are paired.
    """
    kinds, at = np.unique(groups, return_inverse=True)
    random = np.random.default_rng(seed)
    drawn = random.multinomial(len(kinds), np.full(len(kinds), 1 / len(kinds)), size=rounds)
    found: Floats = drawn[:, at].astype(np.float64)
    return found


def interval(draws: Floats, statistic: Callable[[Floats], Floats]) -> Interval:
    """A statistic of weighted questions (weights … × questions → …) with its percentile interval."""
    value = float(statistic(np.ones((1, draws.shape[1])))[0])
    with np.errstate(divide="ignore", invalid="ignore"):
        again = statistic(draws[draws.sum(axis=1) > 0])
    again = again[~np.isnan(again)]
    if not len(again):
        return Interval(value, np.nan, np.nan)
    low, high = np.quantile(again, [0.025, 0.975], method="nearest")  # an infinite ratio stays one
    return Interval(value, float(low), float(high))


def mean(values: Floats) -> Callable[[Floats], Floats]:
    """The mean of one figure per question, as a statistic."""
    return lambda weights: np.asarray(weights @ values / weights.sum(axis=-1))


def ratio(ours: Floats, theirs: Floats) -> Callable[[Floats], Floats]:
    """How many times the mean of ``theirs`` that of ``ours`` is, as a statistic; NaN for 0 of 0."""

    def of(weights: Floats) -> Floats:
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray((weights @ ours) / (weights @ theirs))

    return of
