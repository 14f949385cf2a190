"""Baselines that count: nothing, popularity, the products asked for, their groups."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy import sparse

from queries.baselines.known import UNDATED, Known, Scorer, demand
from queries.facts import Floats
from queries.signals import Query


def random(known: Known, settings: dict[str, Any]) -> Scorer:
    """Any order: what luck gives."""

    def score(queries: Sequence[Query]) -> Floats:
        seeds = [(q.buyer, -1 if q.product is None else q.product) for q in queries]
        drawn = [np.random.default_rng([b, p + 1]).random(known.size) for b, p in seeds]
        return np.vstack(drawn) + 1e-9

    return score


def popularity(known: Known, settings: dict[str, Any]) -> Scorer:
    """The suppliers of most buyers (``distinct``) or MOUs, newer ones counting more (``half_life`` years)."""
    supplier, _, buyer, age = known.deliveries
    if settings["half_life"] is None and settings["distinct"]:
        count = np.asarray(known.signed.sum(axis=0)).ravel()
    else:
        worth = np.ones(len(age)) if settings["half_life"] is None else 0.5 ** (age / settings["half_life"])
        real = buyer >= 0
        count = np.bincount(supplier[real], np.nan_to_num(worth[real], nan=UNDATED), known.size)
    return lambda queries: np.tile(count, (len(queries), 1))


def products_asked(known: Known, settings: dict[str, Any]) -> Scorer:
    """How many buyers took exactly what is needed (or that the supplier states it), c / (``half`` + c)."""
    made = _saturated(known.makers(settings["half_life"]), settings["half"]).T.tocsr()
    return lambda queries: np.asarray((demand(queries) @ made).todense())


def back_off(known: Known, settings: dict[str, Any]) -> Scorer:
    """The same over the groups of the taxonomy, each level counting ``keep`` times the one below it.

    Score = Σ_levels keep^level × c / (``half`` + c), with c counted over the whole group.
    """
    within, up = known.groups
    grouped = sparse.csr_matrix(known.makers(settings["half_life"]) @ within)
    made = _saturated(grouped, settings["half"]).T.tocsr()

    def score(queries: Sequence[Query]) -> Floats:
        level = demand(queries)
        wanted, worth = level, 1.0
        while (level := level @ up).nnz:
            worth *= settings["keep"]
            wanted = wanted + worth * level
        return np.asarray((wanted @ made).todense())

    return score


def _saturated(counts: sparse.csr_matrix, half: float) -> sparse.csr_matrix:
    found = counts.copy()
    found.data = found.data / (half + found.data)
    return found
