"""The measures against answers worked out by hand and against every order of the tied."""

from __future__ import annotations

from itertools import pairwise, permutations
from math import log2

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.evaluation.metrics import METRICS, interval, mean, measure, ratio, resamples


def of_one_order(relevant: list[bool]) -> list[float]:
    """The measures of one order without ties, as their definitions say."""
    places = [i for i, hit in enumerate(relevant, start=1) if hit]
    gain = sum(1 / log2(1 + place) for place in places if place <= 10)
    ideal = sum(1 / log2(1 + place) for place in range(1, min(len(places), 10) + 1))
    return [gain / ideal, 1 / places[0], *(float(places[0] <= k) for k in (1, 5, 10))]


def slowly(scores: list[int], relevant: list[bool]) -> list[float]:
    """The mean over every order in which the scores do not rise."""
    orders = [
        o for o in permutations(range(len(scores))) if all(scores[a] >= scores[b] for a, b in pairwise(o))
    ]
    found = [of_one_order([relevant[i] for i in order]) for order in orders]
    return [float(m) for m in np.mean(found, axis=0)]


@given(st.lists(st.tuples(st.integers(0, 3), st.booleans()), min_size=1, max_size=6))
def test_ties_count_as_the_mean_of_every_order(drawn: list[tuple[int, bool]]) -> None:
    scores, relevant = [s for s, _ in drawn], [r for _, r in drawn]
    if not any(relevant):
        relevant[0] = True
    found = measure(np.array(scores, dtype=float), np.array(relevant))
    assert found.tolist() == pytest.approx(slowly(scores, relevant))


def test_long_ties_by_hand() -> None:
    """One hidden of 20 tied: it stands at each place with a chance of 1 in 20."""
    found = dict(zip(METRICS, measure(np.zeros(20), np.arange(20) == 7), strict=True))
    assert found["hits@10"] == pytest.approx(0.5)
    assert found["hits@1"] == pytest.approx(0.05)
    assert found["mrr"] == pytest.approx(sum(1 / r for r in range(1, 21)) / 20)
    assert found["ndcg@10"] == pytest.approx(sum(1 / log2(1 + r) for r in range(1, 11)) / 20)


def test_more_hidden_than_places_can_still_be_perfect() -> None:
    scores = np.arange(30, 0, -1.0)
    assert measure(scores, scores > 15)[0] == pytest.approx(1.0)


def test_intervals_hold_the_value_and_shrink_with_buyers() -> None:
    random = np.random.default_rng(3)
    values = random.random(400)
    wide = interval(resamples(np.arange(400) // 40), mean(values))
    narrow = interval(resamples(np.arange(400)), mean(values))
    for found in (wide, narrow):
        assert found.low < found.value < found.high
        assert found.value == pytest.approx(values.mean())
    assert narrow.high - narrow.low == pytest.approx(2 * 1.96 * values.std() / 20, rel=0.15)


def test_a_paired_ratio_is_narrower_than_an_unpaired_one() -> None:
    """Twice as good on every question is exactly twice as good in every resample."""
    values = np.random.default_rng(3).random(60)
    found = interval(resamples(np.arange(60)), ratio(2 * values, values))
    assert (found.value, found.low, found.high) == pytest.approx((2.0, 2.0, 2.0))


def test_a_ratio_to_nothing_is_infinite_and_of_nothing_to_nothing_unknown() -> None:
    draws = resamples(np.arange(8))
    assert interval(draws, ratio(np.ones(8), np.zeros(8))).high == np.inf
    assert np.isnan(interval(draws, ratio(np.zeros(8), np.zeros(8))).low)


def test_one_buyer_gives_no_false_certainty() -> None:
    """With one buyer there is nothing to resample: the interval is the value itself."""
    found = interval(resamples(np.zeros(5, dtype=int)), mean(np.arange(5.0)))
    assert (found.low, found.high) == (2.0, 2.0)
