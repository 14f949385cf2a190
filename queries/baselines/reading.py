"""Baselines that read: BM25 and TF-IDF between the words of what is needed and those of a supplier."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy import sparse

from queries.baselines.known import Known, Scorer
from queries.facts import Floats
from queries.signals import Query
from queries.signals.words import Wordbook, asked_of
from queries.terms import tabulated, terms


def text(known: Known, settings: dict[str, Any]) -> Scorer:
    """BM25 with ``k1`` and ``b`` (Robertson & Zaragoza 2009), or TF-IDF cosine where ``k1`` is None.

    A supplier's words are its name, what it makes and what it has delivered.
    """
    book = Wordbook(known.index)
    texts = _texts(known, book)
    counts = [terms(text) for text in texts]
    vocabulary, rows, columns, often = tabulated(counts)
    seen = np.bincount(columns, minlength=len(vocabulary))
    idf = np.log1p((len(counts) - seen + 0.5) / (seen + 0.5))
    length = np.bincount(rows, often, len(counts))
    if settings["k1"] is None:
        value = (1 + np.log(often)) * idf[columns]
        norm = np.sqrt(np.bincount(rows, value**2, len(counts)))
        value /= norm[rows]
    else:
        k1, b = settings["k1"], settings["b"]
        relative = length[rows] / max(length.mean(), 1e-12)
        value = idf[columns] * often * (k1 + 1) / (often + k1 * (1 - b + b * relative))
    matrix = sparse.csr_matrix((value, (rows, columns)), shape=(len(counts), len(vocabulary)))

    def score(queries: Sequence[Query]) -> Floats:
        wanted = np.zeros((len(vocabulary), len(queries)))
        for at, query in enumerate(queries):
            for term, count in terms(asked_of(query)).items():
                if term in vocabulary:
                    weight = idf[vocabulary[term]] if settings["k1"] is None else 1.0
                    wanted[vocabulary[term], at] = (1 + np.log(count)) * weight
        return np.asarray((matrix @ wanted).T)

    return score


def _texts(known: Known, book: Wordbook) -> list[str]:
    supplier, product, buyer, _ = known.deliveries
    parts = [[book.text_of(e)] for e in range(known.size)]
    for s, p, b in zip(supplier.tolist(), product.tolist(), buyer.tolist(), strict=True):
        if b >= 0:
            parts[s].append(book.product_text(p))
    return [" . ".join(p) for p in parts]
