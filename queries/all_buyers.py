"""Every buyer at once: the suppliers that fit each, in batches."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
import pandas as pd

from queries.ranking import Scores, best
from queries.rankings import Asking, Choice, walked, wanting
from queries.signals import Query

# Told after each buyer: how many are done, of how many.
Progress = Callable[[int, int], None]
COLUMNS = ["buyer", "supplier", "rank", "score"]


def rank_all(asking: Asking, choice: Choice, progress: Progress | None = None) -> pd.DataFrame:
    """The best suppliers of every buyer: buyer, supplier (ids), rank and score, without the reasons.

    Buyers are foreign-owned enterprises and others that have said what they need or
    signed for it, by id; ranks and scores are those of ``rank_suppliers``.
    """
    index, rows = asking.index, []
    for query, scores in scored(asking, all_buyers(asking), progress):
        buyer = index.enterprises[query.buyer]
        for rank, s in enumerate(best(scores, choice.allowed(query), choice.top).tolist(), start=1):
            rows.append((buyer, index.enterprises[s], rank, float(scores.total[s])))
    return pd.DataFrame(rows, columns=COLUMNS)


def all_buyers(asking: Asking) -> list[int]:
    """Everyone who buys, by position."""
    found: list[int] = np.flatnonzero(wanting(asking.index)).tolist()
    return found


def scored(
    asking: Asking, buyers: Sequence[int], progress: Progress | None = None
) -> Iterator[tuple[Query, Scores]]:
    """The question of each buyer with the scores of all enterprises; only a batch is held at a time."""
    for done, query in enumerate(walked(asking.query(b) for b in buyers), start=1):
        yield query, Scores.of(query)
        if progress is not None:
            progress(done, len(buyers))
