"""Baselines that walk the graph of who signed with whom: item-kNN, PageRank, RP3beta, EASE."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy import sparse

from queries.baselines.known import Known, Scorer, rows_of
from queries.facts import Floats
from queries.pagerank import Walks, transition
from queries.signals import Query
from queries.signals.network import network


def item_knn(known: Known, settings: dict[str, Any]) -> Scorer:
    """Suppliers that share buyers with the buyer's own: cosine with ``shrink``, the ``nearest`` of each.

    Sarwar et al. 2001; the shrinkage as in Bell & Koren 2007.
    """
    signed = known.signed
    common = sparse.csr_matrix(signed.T @ signed)
    popular = np.asarray(signed.sum(axis=0)).ravel()
    rows = np.repeat(np.arange(known.size), np.diff(common.indptr))
    cosine = common.data / (np.sqrt(popular[rows] * popular[common.indices]) + settings["shrink"])
    cosine[rows == common.indices] = 0.0
    order = np.lexsort((common.indices, -cosine, rows))
    place = np.arange(len(order)) - common.indptr[rows[order]]
    kept = order[place < settings["nearest"]]
    alike = sparse.csr_matrix((cosine[kept], (rows[kept], common.indices[kept])), shape=common.shape)
    return lambda queries: np.asarray((rows_of(signed, queries) @ alike.T).todense())


def personal_pagerank(known: Known, settings: dict[str, Any]) -> Scorer:
    """Personalised PageRank over firms and products, from the buyer and (``product`` of the start) what is
    asked for; ``alpha`` is the chance to walk on."""
    net = network(known.index)
    walks = Walks(transition(net.adjacency), settings["alpha"])

    def score(queries: Sequence[Query]) -> Floats:
        starts = np.zeros((net.adjacency.shape[0], len(queries)))
        for column, query in enumerate(queries):
            share = 0.0 if query.product is None else settings["product"]
            starts[query.buyer, column] = 1.0 - share
            if query.product is not None:
                starts[net.firms + query.product, column] += share
        return np.ascontiguousarray(walks.ranks(starts)[: net.firms].T)

    return score


def rp3beta(known: Known, settings: dict[str, Any]) -> Scorer:
    """Three steps of a walk buyer → supplier → buyer → supplier, to the power ``alpha`` each, popular
    suppliers damped by popularity^``beta`` (Paudel et al. 2017)."""
    forward, back = (transition(m).T.power(settings["alpha"]) for m in (known.signed, known.signed.T))
    popular = np.maximum(np.asarray(known.signed.sum(axis=0)).ravel(), 1.0)

    def score(queries: Sequence[Query]) -> Floats:
        walked = rows_of(sparse.csr_matrix(forward), queries) @ back @ forward
        damped: Floats = np.asarray(walked.todense()) / popular ** settings["beta"]
        return damped

    return score


def ease(known: Known, settings: dict[str, Any]) -> Scorer:
    """EASE (Steck 2019): the linear model B of suppliers by suppliers, diagonal 0, ridge ``penalty``.

    P = (XᵀX + λI)⁻¹, B = I − P / diag(P). There are fewer buyers than suppliers,
    so P is never made: λP = I − Xᵀ(λI + XXᵀ)⁻¹X (Woodbury).
    """
    penalty = float(settings["penalty"])
    buyers = np.flatnonzero(np.diff(known.signed.indptr))
    signed = known.signed[buyers]
    kernel = np.linalg.inv((signed @ signed.T).toarray() + penalty * np.eye(len(buyers)))
    half = np.asarray(signed.T @ kernel)  # suppliers × buyers
    own = 1.0 - np.asarray(signed.T.multiply(half).sum(axis=1)).ravel()  # λ diag(P)

    def score(queries: Sequence[Query]) -> Floats:
        row = np.asarray(rows_of(known.signed, queries).todense())
        through = row - (row @ half) @ signed  # λ x P
        return np.maximum(row - np.asarray(through) / own, 0.0)

    return score
