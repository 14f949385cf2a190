"""The rankings people ask for: suppliers of a buyer, buyers of a supplier, many questions at once."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import islice

import numpy as np
import numpy.typing as npt
import pandas as pd

from graph.errors import KetnoiError
from graph.schema import OWNERSHIP
from graph.text import Text
from queries.index import Index
from queries.matches import Matches
from queries.notes import no_maker, notes_on
from queries.ranking import Scores, best, tell
from queries.signals import Query
from queries.signals.network import walk
from queries.weights import WEIGHTS, Weights

DOMESTIC = ("domestic",)
_BATCH = 64  # queries whose PageRank is worked out together: a block for each of two processors


@dataclass(frozen=True, slots=True)
class Choice:
    """Which suppliers an answer holds: how many, without those signed with, and whose they are."""

    top: int
    exclude_signed: bool = False
    ownership: tuple[str, ...] = DOMESTIC

    def __post_init__(self) -> None:
        strange = sorted(set(self.ownership) - set(OWNERSHIP.values))
        if strange:
            known = ", ".join(OWNERSHIP.values)
            raise KetnoiError(
                f"ownership {strange} không có; dùng: {known}", f"no ownership {strange}; use: {known}"
            )

    def allowed(self, query: Query) -> npt.NDArray[np.bool_]:
        """Which enterprises may stand in the answer to a query, by position."""
        index = query.index
        allowed = np.isin(index.ownership, list(self.ownership)) & index.comparable & ~index.closed
        allowed[query.buyer] = False
        if self.exclude_signed:
            allowed[list(index.signed(query.buyer))] = False
        return allowed


def suppliers(query: Query, choice: Choice) -> Matches:
    """The suppliers that fit a query, best first, each told, with notes on what is not known."""
    scores, allowed = Scores.of(query), choice.allowed(query)
    chosen = best(scores, allowed, choice.top).tolist()
    matches = [tell(query, scores, s, rank, allowed) for rank, s in enumerate(chosen, start=1)]
    return Matches(matches, _asked(query), notes_on(query, scores, allowed, len(matches)))


def _asked(query: Query) -> Text:
    name = query.index.name(query.buyer)
    if query.product is None:
        return Text(f"Nhà cung cấp phù hợp với {name.vi}", f"Suppliers that fit {name.en}")
    product = query.index.product_name(query.product)
    return Text(f"Nhà cung cấp {product.vi} cho {name.vi}", f"Suppliers of {product.en} for {name.en}")


@dataclass(frozen=True, slots=True)
class Asking:
    """What every question of a matchmaker is asked of: the index, the day, how much each signal counts."""

    index: Index
    on: datetime.date
    weights: Weights = WEIGHTS

    def query(self, buyer: int, product: int | None = None) -> Query:
        """The question for suppliers of a buyer (by position), perhaps of one product."""
        return Query(self.index, buyer, product, self.on, self.weights)

    def everyone(self) -> Iterator[tuple[Query, Scores]]:
        """The question of every buyer, with the scores of all suppliers."""
        for query in walked(self.query(int(b)) for b in np.flatnonzero(wanting(self.index))):
            yield query, Scores.of(query)


def wanting(index: Index) -> npt.NDArray[np.bool_]:
    """Who buys: foreign-owned enterprises, and others that have said what they need or signed for it."""
    wants = index.foreign.copy()
    wants[index.rows["NEEDS"].source] = True
    wants[index.rows["SIGNED_MOU"].source] = True
    return wants & ~index.closed


def buyers(
    asking: Asking,
    at: int,
    *,
    top: int,
    exclude_signed: bool,
    asked: Iterable[tuple[Query, Scores]] | None = None,
) -> Matches:
    """The foreign buyers, and others that have said what they need, that fit the supplier at ``at``.

    ``asked`` is ``asking.everyone()``, when it was worked out already.
    """
    index = asking.index
    fitting = (
        (-scores.total[at], query.buyer, query, scores)
        for query, scores in (asking.everyone() if asked is None else asked)
        if query.buyer != at and scores.fits[at] and not (exclude_signed and at in index.signed(query.buyer))
    )
    found = nsmallest(top, fitting, key=lambda f: f[:2])  # of the others nothing is kept
    matches = [tell(q, s, at, rank) for rank, (_, _, q, s) in enumerate(found, start=1)]
    name = index.name(at)
    notes = [] if index.known_makers[at] else [no_maker(name)]
    if not matches:
        notes.append(Text("không có bên mua nào được biết là cần", "no buyer is known to need what it makes"))
    question = Text(f"Bên mua phù hợp với {name.vi}", f"Buyers that fit {name.en}")
    return Matches(matches, question, notes, "buyer")


def shortlists(asking: Asking, at: Sequence[int], choice: Choice) -> Iterator[Matches]:
    """The suppliers that fit each of several buyers; of all that buy when ``at`` is empty."""
    chosen = at or np.flatnonzero(wanting(asking.index)).tolist()
    for query in walked(asking.query(b) for b in chosen):
        yield suppliers(query, choice)


def batch(queries: Iterable[Query], choice: Choice) -> pd.DataFrame:
    """Many questions at once: buyer, product, supplier (ids), rank and score, without the reasons."""
    rows = []
    for query in walked(queries):
        index, scores = query.index, Scores.of(query)
        product = None if query.product is None else index.products[query.product]
        for rank, s in enumerate(best(scores, choice.allowed(query), choice.top).tolist(), start=1):
            supplier = index.enterprises[s]
            rows.append((index.enterprises[query.buyer], product, supplier, rank, float(scores.total[s])))
    return pd.DataFrame(rows, columns=["buyer", "product", "supplier", "rank", "score"])


def walked(queries: Iterable[Query]) -> Iterator[Query]:
    """Queries with their PageRank, worked out for a block of them at a time.

    What is worked out for a query is let go of with it: it takes some bytes an enterprise and signal.
    """
    left = iter(queries)
    while block := list(islice(left, _BATCH)):
        walk(block)
        while block:
            yield block.pop(0)
