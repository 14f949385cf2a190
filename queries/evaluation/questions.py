"""The questions of a test: who is asked for, among whom, and what is known of those hidden."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph import Tables
from queries.evaluation.hiding import hide
from queries.evaluation.splits import Fold
from queries.facts import Ints
from queries.index import Index
from queries.signals import Query
from queries.weights import WEIGHTS, Weights

Bools = npt.NDArray[np.bool_]

# A buyer, or a buyer and a product. The same names stand in tables and options.
KINDS = ("buyer", "product")
# Which of the hidden partners a figure asks for. ``new``: pairs that had not signed before, of suppliers of
# which anything is left to go by. It has two parts: ``warm`` ones have other MOUs, ``cold`` ones are known
# only by what they state. Of ``unheard`` ones only the name is left. ``repeated``: had signed before, too.
PARTS = ("new", "warm", "cold", "unheard", "repeated")


@dataclass(frozen=True)
class Question:
    """One query, with the hidden partners by part (positions), and who is left out of all parts but one.

    ``partners`` are all hidden partners of the buyer, whatever the product;
    ``known`` those with whom it had signed before.
    """

    kind: str
    query: Query
    relevant: dict[str, Ints]
    partners: frozenset[int]
    known: frozenset[int]

    def candidates(self, part: str, everyone: Bools) -> tuple[Ints, Bools]:
        """The positions of the candidates of a part, and which of them were hidden.

        Known pairs and the other hidden partners are left out; those asked for
        as ``repeated`` are known pairs, so there the known ones stay.
        """
        asked = self.relevant[part]
        allowed = everyone.copy()
        allowed[self.query.buyer] = False
        allowed[list(self.partners)] = False
        if part != "repeated":
            allowed[list(self.known)] = False
        allowed[asked] = True
        at = np.flatnonzero(allowed)
        return at, np.isin(at, asked)


@dataclass(frozen=True)
class Exam:
    """The visible graph of a fold, with its questions. ``lost`` hidden pairs could not be asked for."""

    index: Index
    on: datetime.date
    questions: tuple[Question, ...]
    candidates: Bools
    lost: int


def exam(
    tables: Tables,
    fold: Fold,
    *,
    kinds: Iterable[str] = KINDS,
    most: int | None = None,
    weights: Weights = WEIGHTS,
    seed: int = 0,
) -> Exam:
    """Hide the MOUs of a fold and ask for them; a drawn sample of ``most`` questions of each kind."""
    index = Index(hide(tables, fold.hidden))
    everyone = domestic(index)
    hidden = _hidden(tables, fold, index)
    told = Standing.of(index)
    pairs = {(b, s) for b, s, _ in hidden}
    lost = sum(not everyone[s] for _, s in pairs)
    found: list[Question] = []
    random = np.random.default_rng(seed)
    for kind in kinds:
        asked = _asked(hidden, kind)
        if most is not None and len(asked) > most:
            chosen = np.sort(random.choice(len(asked), most, replace=False)).tolist()
            asked = [asked[i] for i in chosen]
        partners: dict[int, set[int]] = defaultdict(set)
        for buyer, supplier in pairs:
            partners[buyer].add(supplier)
        for buyer, product, suppliers in asked:
            known = frozenset(index.signed(buyer))
            relevant = told.parts(np.array([s for s in suppliers if everyone[s]], dtype=np.int64), known)
            if any(len(at) for at in relevant.values()):
                query = Query(index, buyer, product, fold.on, weights)
                found.append(Question(kind, query, relevant, frozenset(partners[buyer]), known))
    return Exam(index, fold.on, tuple(found), everyone, lost)


def domestic(index: Index) -> Bools:
    """The candidates: all domestic enterprises; where none is marked so, all not known to be foreign."""
    found: Bools = index.ownership == "domestic"
    return found if found.any() else ~index.foreign


def _hidden(tables: Tables, fold: Fold, index: Index) -> list[tuple[int, int, tuple[int, ...]]]:
    """Buyer, supplier and products (positions) of the hidden MOUs."""
    frame = tables["SIGNED_MOU"]
    frame = frame[frame["id"].isin(set(fold.hidden))]
    return [
        (index.e_at[b], index.e_at[s], tuple(index.p_at[p] for p in products if p in index.p_at))
        for b, s, products in zip(frame["source"], frame["target"], frame["products"], strict=True)
    ]


def _asked(
    hidden: list[tuple[int, int, tuple[int, ...]]], kind: str
) -> list[tuple[int, int | None, list[int]]]:
    """The questions of a kind: buyer, product, and the hidden suppliers that answer it."""
    found: dict[tuple[int, int | None], set[int]] = defaultdict(set)
    for buyer, supplier, products in hidden:
        for product in products if kind == "product" else (None,):
            found[buyer, product].add(supplier)
    order = sorted(found, key=lambda q: (q[0], -1 if q[1] is None else q[1]))
    return [(buyer, product, sorted(found[buyer, product])) for buyer, product in order]


def has_signed(index: Index) -> Bools:
    """Which enterprises are the supplier of any visible MOU."""
    found = np.zeros(len(index.enterprises), dtype=bool)
    found[index.rows["SIGNED_MOU"].target] = True
    return found


@dataclass(frozen=True)
class Standing:
    """What is visible of suppliers: which have any MOU, and which state what they make."""

    signed: Bools
    stated: Bools

    @classmethod
    def of(cls, index: Index) -> Standing:
        """The standing of all enterprises of an index."""
        signed, stated = has_signed(index), np.zeros(len(index.enterprises), dtype=bool)
        stated[index.rows["MAKES"].source] = True
        return cls(signed, stated)

    def parts(self, suppliers: Ints, known: frozenset[int]) -> dict[str, Ints]:
        """Hidden suppliers of a buyer by ``PARTS``; ``known`` are those it had signed with before."""
        again = np.isin(suppliers, list(known))
        signed, stated = self.signed[suppliers], self.stated[suppliers]
        fresh = ~again
        return {
            "new": suppliers[fresh & (signed | stated)],
            "warm": suppliers[fresh & signed],
            "cold": suppliers[fresh & ~signed & stated],
            "unheard": suppliers[fresh & ~signed & ~stated],
            "repeated": suppliers[again],
        }
