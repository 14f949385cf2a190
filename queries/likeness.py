"""How alike two buyers are: in name, in what they buy and make, in whom they buy from, in where they lie."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from queries.facts import Floats, Ints
from queries.index import Index
from queries.proofs import proofs


class Likeness:
    """Unit vectors of all enterprises, by kind of likeness."""

    def __init__(self, index: Index) -> None:
        self._vectors = {
            "name": unit(_names(index)),
            "products": unit(_products(index)),
            "suppliers": unit(_suppliers(index)),
        }

    def to(self, buyer: int) -> Floats:
        """The likeness of every enterprise to a buyer, all kinds added up (0–3); to itself 1."""
        kinds = (v @ v[buyer].toarray().ravel() for v in self._vectors.values())
        found: Floats = np.sum(list(kinds), axis=0)
        found[buyer] = 1.0
        return found


def likeness(index: Index) -> Likeness:
    """The likeness of the enterprises of an index, built once."""
    return index.shared("likeness", lambda: Likeness(index))


def _names(index: Index) -> sparse.csr_matrix:
    """Enterprises × words of their names, weighted by how few have them."""
    known = [core.split() for core in index.cores]
    words: dict[str, int] = {}
    columns = np.array([words.setdefault(w, len(words)) for found in known for w in found], dtype=np.int64)
    rows = np.repeat(np.arange(len(known)), [len(found) for found in known])
    return rare(_which(rows, columns, (len(known), len(words))))


def _products(index: Index) -> sparse.csr_matrix:
    """Enterprises × products and groups that they need, have signed for, or make."""
    shown = proofs(index)
    signed = shown.buyer >= 0
    rows, columns = [shown.buyer[signed]], [shown.product[signed]]
    for type in ("NEEDS", "MAKES"):
        rows.append(index.rows[type].source)
        columns.append(index.rows[type].target)
    entry, above = index.taxonomy.upward(np.concatenate(columns))
    shape = (len(index.enterprises), len(index.products))
    return rare(_which(np.concatenate(rows)[entry], above, shape))


def _suppliers(index: Index) -> sparse.csr_matrix:
    """Buyers × suppliers they have signed with."""
    mous, size = index.rows["SIGNED_MOU"], len(index.enterprises)
    return _which(mous.source, mous.target, (size, size))


def _which(rows: Ints, columns: Ints, shape: tuple[int, int]) -> sparse.csr_matrix:
    """1 where there is an entry, however often."""
    found = sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=shape)
    found.data[:] = 1.0
    return found


def rare(counts: sparse.csr_matrix) -> sparse.csr_matrix:
    """Columns weighted by ln((1 + n) / (1 + how many rows have it)): what few have tells more."""
    having = np.bincount(counts.indices, minlength=counts.shape[1])
    used = max(1, int(np.count_nonzero(np.diff(counts.indptr))))
    return sparse.csr_matrix(counts @ sparse.diags(np.maximum(np.log((1 + used) / (1 + having)), 0.0)))


def unit(rows: sparse.csr_matrix) -> sparse.csr_matrix:
    """Rows of length 1; empty ones stay empty."""
    norm = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    return sparse.csr_matrix(
        sparse.diags(np.divide(1.0, norm, out=np.zeros_like(norm), where=norm > 0)) @ rows
    )
