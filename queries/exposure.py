"""How evenly suppliers are shown over all buyers' lists, and places in a list for those never shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import log2

import numpy as np
import numpy.typing as npt
import pandas as pd

from graph.errors import KetnoiError
from graph.text import Lang, Text
from queries.all_buyers import Progress, all_buyers, scored
from queries.findings import Findings, few
from queries.matches import Matches, Record
from queries.ranking import Scores, best, tell
from queries.rankings import Asking, Choice, suppliers
from queries.signals import Query
from queries.wording import Cite, wrapped

_SHOWN = 10  # suppliers named in a text


@dataclass(frozen=True, slots=True)
class Exposed:
    """How often one supplier is shown: in how many lists, its best rank there, the sum of 1 / log2(1 + rank)
    over them (``exposure``), and how many buyers it fits at all (``fits``)."""

    supplier: Record
    lists: int
    best_rank: int | None
    exposure: float
    fits: int


@dataclass(frozen=True, repr=False)
class Exposure(Findings[Exposed]):
    """How evenly the suppliers that fit any buyer are shown in the buyers' lists of ``top``.

    ``gini`` is the Gini coefficient of their exposure (0: all alike, towards 1: few have all; ``None``
    without any); ``never`` the share of them that stand in no list. Exposure discounts ranks by
    1 / log2(1 + rank), as Singh & Joachims 2018, "Fairness of exposure in rankings".
    """

    top: int
    buyers: int
    gini: float | None
    never: float | None

    def to_frame(self, lang: Lang = "vi") -> pd.DataFrame:
        """One row per supplier: supplier, supplier_name, lists, best_rank, exposure, fits."""
        rows = [
            (e.supplier.id, e.supplier.name.say(lang), e.lists, e.best_rank, round(e.exposure, 4), e.fits)
            for e in self.rows
        ]
        return pd.DataFrame(rows, columns=COLUMNS).astype({"best_rank": "Int64"})

    def lines(self, lang: Lang, cite: Cite) -> list[str]:
        """The two figures, those shown most, those never shown."""
        if self.gini is None or self.never is None:
            return []
        found = [
            Text(
                f"hệ số Gini {self.gini:.2f} (0: đều nhau; gần 1: dồn vào vài doanh nghiệp);"
                f" {self.never:.0%} chưa từng được hiện",
                f"Gini coefficient {self.gini:.2f} (0: all alike; near 1: few have all);"
                f" {self.never:.0%} never shown",
            )
        ]
        most = [e for e in self.rows if e.lists][:_SHOWN]
        found += [
            Text(
                f"{e.supplier.name.vi}: {e.lists} danh sách, hạng tốt nhất {e.best_rank}",
                f"{e.supplier.name.en}: {e.lists} list(s), best rank {e.best_rank}",
            )
            for e in most
        ]
        unseen = [e for e in self.rows if not e.lists]
        if unseen:
            names = [few([e.supplier.name.say(lang) for e in unseen], _SHOWN, lang) for lang in ("vi", "en")]
            found.append(Text(f"chưa từng được hiện: {names[0]}", f"never shown: {names[1]}"))
        return [wrapped(t.say(lang), 2) for t in found]


COLUMNS = ["supplier", "supplier_name", "lists", "best_rank", "exposure", "fits"]


def gini(values: Iterable[float]) -> float | None:
    """The Gini coefficient of values ≥ 0: Σ (2i - n - 1) x_i / (n Σ x_i), x ascending; ``None`` when all
    are 0. Half the mean difference between two of them over their mean (Gini 1912).

    >>> gini([1, 1, 1, 1]), gini([0, 0, 0, 1]), gini([])
    (0.0, 0.75, None)
    """
    x = np.sort(np.array(list(values), dtype=np.float64))
    total = x.sum()
    if not total:
        return None
    return float(((2 * np.arange(1, len(x) + 1) - len(x) - 1) * x).sum() / (len(x) * total))


def exposure(asking: Asking, choice: Choice, progress: Progress | None = None) -> Exposure:
    """How the lists of all buyers show the suppliers that ``choice`` allows and that fit anyone."""
    index = asking.index
    size = len(index.enterprises)
    lists, fits, seen = np.zeros(size, dtype=int), np.zeros(size, dtype=int), np.zeros(size)
    first = np.full(size, size + 1)
    buyers = all_buyers(asking)
    for query, scores in scored(asking, buyers, progress):
        allowed = choice.allowed(query)
        fits += allowed & scores.fits
        for rank, s in enumerate(best(scores, allowed, choice.top).tolist(), start=1):
            lists[s] += 1
            seen[s] += 1 / log2(1 + rank)
            first[s] = min(first[s], rank)
    order = sorted(np.flatnonzero(fits).tolist(), key=lambda s: (-seen[s], s))
    rows = tuple(
        Exposed(
            Record(index.enterprises[s], index.name(s)),
            *(int(lists[s]), int(first[s]) if lists[s] else None, float(seen[s]), int(fits[s])),
        )
        for s in order
    )
    never = sum(not r.lists for r in rows) / len(rows) if rows else None
    silent = np.isin(index.ownership, list(choice.ownership)) & (fits == 0)
    asked = Text(
        f"Các nhà cung cấp hiện ra đều đến đâu trong {len(buyers)} danh sách (mỗi danh sách {choice.top})",
        f"How evenly suppliers are shown over {len(buyers)} lists of {choice.top}",
    )
    figures = choice.top, len(buyers), gini(r.exposure for r in rows), never
    return Exposure(asked, rows, _notes(int(silent.sum()), len(rows)), *figures)


def _notes(silent: int, fitting: int) -> tuple[Text, ...]:
    notes = []
    if not fitting:
        notes.append(Text("Không có nhà cung cấp nào hợp bên mua nào", "No supplier fits any buyer"))
    if silent:
        notes.append(
            Text(
                f"{silent} doanh nghiệp chưa hợp bên mua nào theo dữ liệu đang có nên không tính",
                f"{silent} firm(s) fit no buyer by what is on file and are not counted",
            )
        )
    return tuple(notes)


# --- places for the unseen --------------------------------------------------------


def with_unseen(asking: Asking, query: Query, choice: Choice, reserve: int) -> Matches:
    """The suppliers of a query, the last ``reserve`` places kept for the best that no buyer's list shows.

    They keep the rank their score gives them, and the notes say who they are. Nobody is moved up
    who does not fit.
    """
    if not 0 < reserve < choice.top:
        raise KetnoiError(
            f"số chỗ dành riêng phải từ 1 đến {choice.top - 1}, không phải {reserve}",
            f"places to reserve must be 1 to {choice.top - 1}, not {reserve}",
        )
    plain = suppliers(query, choice)
    scores, allowed = Scores.of(query), choice.allowed(query)
    unseen = allowed & _never_shown(asking, choice)
    order = best(scores, allowed, None).tolist()
    head = order[: choice.top - reserve]
    kept = [s for s in order if unseen[s] and s not in head][:reserve]
    tail = [s for s in order if s not in head and s not in kept][: reserve - len(kept)]
    chosen = sorted([*head, *kept, *tail], key=order.index)
    matches = [tell(query, scores, s, order.index(s) + 1, allowed) for s in chosen]
    return Matches(matches, plain.question, [*plain.notes, _reserved(asking, kept, reserve)])


def _never_shown(asking: Asking, choice: Choice) -> npt.NDArray[np.bool_]:
    """Which enterprises stand in no buyer's list; worked out once."""

    def make() -> npt.NDArray[np.bool_]:
        never = np.ones(len(asking.index.enterprises), dtype=bool)
        shown = [e.supplier.id for e in exposure(asking, choice) if e.lists]
        never[[asking.index.e_at[id] for id in shown]] = False
        return never

    return asking.index.shared(f"never shown {choice} {asking.on} {asking.weights}", make)


def _reserved(asking: Asking, kept: list[int], reserve: int) -> Text:
    """Who was given a place, and that it is one."""
    if not kept:
        return Text(
            "Đã dành chỗ cho doanh nghiệp chưa từng được hiện, nhưng không có ai hợp",
            "Places were reserved for firms never shown, but none of them fits",
        )
    names = Text.join([asking.index.name(s) for s in kept], ", ")
    return Text(
        f"{len(kept)}/{reserve} chỗ dành riêng cho doanh nghiệp chưa có trong danh sách nào: {names.vi}"
        " (hạng ghi bên cạnh là hạng theo điểm)",
        f"{len(kept)} of {reserve} reserved place(s) go to firms that no list shows: {names.en}"
        " (the rank beside them is the one by score)",
    )
