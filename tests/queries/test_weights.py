"""Weights: what they must be, and that every question is answered with the ones given."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
import pytest

from graph import WeightsError
from queries import Matchmaker
from queries.signals import SIGNALS, WEIGHTS
from queries.weights import Weights
from tests.queries.build import ON, world

PLACE = Weights({**dict.fromkeys(WEIGHTS, 0.0), "place": 1.0})
NEAR_AND_MAKER = """
firm b ownership=fdi
b needs cw
b at park
near hints cw
near at park
maker makes cw
maker at elsewhere
"""


@pytest.mark.parametrize("bad", [-0.1, float("nan"), float("inf"), None, "0.5", True])
def test_a_weight_that_is_no_share_is_refused_by_name(bad: object) -> None:
    with pytest.raises(WeightsError, match=r"weight of .product. is") as error:
        Weights({"product": bad, "text": 1.0})  # type: ignore[dict-item]
    assert "trọng số của 'product'" in error.value.say("vi")


@pytest.mark.parametrize("given", [{}, {"product": 0.0}, {"product": 1e308, "text": 1e308}])
def test_weights_of_which_none_counts_are_refused(given: dict[str, float]) -> None:
    with pytest.raises(WeightsError, match="sum to a finite number above 0"):
        Weights(given)


def test_weights_become_shares_and_shares_stay_as_written() -> None:
    assert dict(Weights({"a": 1, "b": 3})) == {"a": 0.25, "b": 0.75}
    assert dict(Weights(WEIGHTS)) == dict(WEIGHTS)


def test_every_question_uses_the_weights_of_its_matchmaker() -> None:
    """Ranking, explaining, the other direction and the batch; contributions still add up exactly."""
    tables = world(NEAR_AND_MAKER)
    usual, placed = Matchmaker(tables, on=ON), Matchmaker(tables, on=ON, weights=PLACE)
    assert [m.supplier.id for m in usual.rank_suppliers("b")] == ["maker", "near"]
    found = placed.rank_suppliers("b")
    assert [m.supplier.id for m in found] == ["near", "maker"]
    assert [s.weight for s in found[0].signals] == [PLACE[s.name] for s in SIGNALS]
    assert found[0].score == placed.explain("b", "near").score == placed.rank_buyers("near")[0].score == 1.0
    batch = placed.rank_batch(pd.DataFrame({"buyer": ["b"]}))
    assert batch["supplier"].tolist() == ["near", "maker"]
    for match in found:
        shown = sum(Decimal(repr(s.contribution)) for s in match.signals)
        assert shown == Decimal(repr(match.score))
