"""Baselines that learn from past MOUs, on our own signals: logistic regression, LambdaMART."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy import optimize, special

from graph.errors import KetnoiError
from queries.baselines.known import Known, Scorer
from queries.facts import Floats
from queries.ranking import Scores
from queries.signals import Query


def logistic(known: Known, settings: dict[str, Any]) -> Scorer | None:
    """Logistic regression on the signals and on whether each is known, with an L2 ``penalty``.

    None when the graph has too few MOUs to learn from.
    """
    lessons = known.lessons()
    if lessons is None:
        return None
    features, right = _features(lessons.signals), lessons.right
    centre, spread = features.mean(axis=0), features.std(axis=0) + 1e-9
    standard = np.column_stack([(features - centre) / spread, np.ones(len(features))])
    sign = 2 * right - 1
    balance = np.where(right > 0, 0.5 / right.sum(), 0.5 / (len(right) - right.sum()))

    def loss(weights: Floats) -> tuple[float, Floats]:
        margin = sign * (standard @ weights)
        slope = -balance * sign * special.expit(-margin)
        size = settings["penalty"] * weights[:-1]
        value = float(balance @ np.logaddexp(0.0, -margin) + 0.5 * size @ weights[:-1])
        return value, np.asarray(standard.T @ slope + np.append(size, 0.0))

    start = np.zeros(standard.shape[1])
    weights = optimize.minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 200}).x

    def score(queries: Sequence[Query]) -> Floats:
        rows = (_features(_signals(q)) for q in queries)
        return np.vstack([special.expit((r - centre) / spread @ weights[:-1] + weights[-1]) for r in rows])

    return score


def lambdamart(known: Known, settings: dict[str, Any]) -> Scorer | None:
    """LambdaMART (Burges 2010) of LightGBM on the same signals: ``trees`` of ``leaves`` leaves.

    None when the graph has too few MOUs to learn from.
    """
    try:
        import lightgbm
    except ImportError as error:
        raise KetnoiError(
            'LambdaMART cần LightGBM: pip install "ketnoi[bench]"',
            'LambdaMART needs LightGBM: pip install "ketnoi[bench]"',
        ) from error
    lessons = known.lessons()
    if lessons is None:
        return None
    _, sizes = np.unique(lessons.question, return_counts=True)
    data = lightgbm.Dataset(lessons.signals, lessons.right, group=sizes, free_raw_data=False)
    chosen = {
        "objective": "lambdarank",
        "lambdarank_truncation_level": 20,
        "learning_rate": 0.05,
        "num_leaves": settings["leaves"],
        "min_data_in_leaf": 20,
        "num_threads": 1,
        "deterministic": True,
        "seed": 0,
        "verbosity": -1,
    }
    model = lightgbm.train(chosen, data, num_boost_round=settings["trees"])

    def score(queries: Sequence[Query]) -> Floats:
        found = np.vstack([model.predict(_signals(q)) for q in queries])
        return np.asarray(special.expit(found))

    return score


def _signals(query: Query) -> Floats:
    """The signals of a query, enterprises × signals."""
    found: Floats = Scores.of(query).by_signal.T
    return found


def _features(signals: Floats) -> Floats:
    known = ~np.isnan(signals)
    return np.column_stack([np.where(known, signals, 0.0), known])
