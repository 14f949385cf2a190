"""Which MOUs are hidden: by date, one at a time, all of a supplier, all of a buyer."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from graph import KetnoiError, Tables
from queries.facts import Ints

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Plan:
    """How a ranking is put to the test.

    ``split`` is a name of ``SPLITS``; ``share`` of the pairs (suppliers,
    buyers) is hidden; at most ``most`` questions of a kind are asked, and at
    most ``turns`` pairs are left out one at a time, drawn with ``seed``.
    """

    split: str = "date"
    share: float = 0.2
    most: int = 2000
    turns: int = 100
    seed: int = 0

    def __post_init__(self) -> None:
        if self.split not in SPLITS:
            known = ", ".join(SPLITS)
            raise KetnoiError(
                f"không có cách chia {self.split!r}; có: {known}", f"no split {self.split!r}; known: {known}"
            )
        if not 0 < self.share < 1:
            raise KetnoiError(
                f"tỷ lệ giấu phải nằm giữa 0 và 1, không phải {self.share}",
                f"the share to hide must lie between 0 and 1, not {self.share}",
            )
        if self.most < 1 or self.turns < 1:
            raise KetnoiError("số câu hỏi phải từ 1 trở lên", "the number of questions must be 1 or more")


@dataclass(frozen=True, slots=True)
class Fold:
    """One test: the ids of the MOUs that are hidden, and the day on which it is asked."""

    hidden: tuple[str, ...]
    on: datetime.date


@dataclass(frozen=True)
class Mous:
    """The MOUs of tables as arrays: id, the pair by number, its buyer and supplier, the last possible day.

    A day known to the month or year counts as the last of it: it may have
    been as late. Unknown days are ``""``.
    """

    ids: list[str]
    pair: Ints
    buyer: npt.NDArray[np.object_]
    supplier: npt.NDArray[np.object_]
    day: npt.NDArray[np.str_]

    @classmethod
    def of(cls, tables: Tables) -> Mous:
        """All MOUs, in the order of their ids."""
        frame = tables["SIGNED_MOU"].sort_values("id")
        if frame.empty:
            raise KetnoiError(
                "trong dữ liệu không có ghi nhớ (MOU) nào để giấu đi và hỏi lại",
                "there is no MOU in the data to hide and ask for",
            )
        pair = frame.groupby(["source", "target"], sort=True).ngroup().to_numpy()
        days = np.array([last_day(d) for d in frame["signed_on"]], dtype=np.str_)
        buyer, supplier = (frame[c].to_numpy(dtype=object) for c in ("source", "target"))
        return cls(frame["id"].tolist(), pair, buyer, supplier, days)

    def first_days(self) -> npt.NDArray[np.str_]:
        """By pair, the first day that is known; ``""`` when none is."""
        days = pd.Series(self.day).mask(self.day == "").groupby(self.pair).min()
        return np.array(days.fillna("").tolist(), dtype=np.str_)

    def named(self, rows: Bools) -> tuple[str, ...]:
        """The ids of some rows."""
        return tuple(self.ids[i] for i in np.flatnonzero(rows).tolist())

    def today(self) -> datetime.date:
        """The day after the last MOU, or today when no day is known."""
        latest = str(max(self.day.tolist(), default=""))
        if not latest:
            return datetime.date.today()
        return datetime.date.fromisoformat(latest) + datetime.timedelta(1)


def last_day(day: str | None) -> str:
    """The last day that a date (``2025``, ``2025-03``) may mean; ``""`` for an unknown one.

    >>> last_day("2024-02"), last_day("2025"), last_day(None)
    ('2024-02-29', '2025-12-31', '')
    """
    if not isinstance(day, str) or not day:
        return ""
    year, month, date = ([*day.split("-"), "", ""])[:3]
    month = month or "12"
    return f"{year}-{month}-{date or calendar.monthrange(int(year), int(month))[1]}"


def by_date(mous: Mous, plan: Plan) -> list[Fold]:
    """The newest ``share`` of the pairs that have a date, by the first day of each.

    From that day on nothing is visible, neither of new pairs nor of old ones.
    """
    first = mous.first_days()
    known = np.sort(first[first != ""])
    if not len(known) or known[0] == known[-1]:
        raise KetnoiError(
            "các ghi nhớ không có ngày, hoặc cùng một ngày, nên không thể chia theo thời gian;"
            " hãy dùng --split leave-one-out",
            "the MOUs have no dates, or all the same, so they cannot be split by date;"
            " use --split leave-one-out",
        )
    cut = known[int(len(known) * (1 - plan.share))]
    cut = cut if cut > known[0] else known[known > cut][0]
    late = first[mous.pair] >= cut
    return [Fold(mous.named(late | (mous.day >= cut)), datetime.date.fromisoformat(str(cut)))]


def one_at_a_time(mous: Mous, plan: Plan) -> list[Fold]:
    """Every pair in turn, with all its MOUs; a sample of ``turns`` pairs when there are more."""
    pairs = np.unique(mous.pair)
    if len(pairs) > plan.turns:
        pairs = np.sort(np.random.default_rng(plan.seed).choice(pairs, plan.turns, replace=False))
    return [Fold(mous.named(mous.pair == pair), mous.today()) for pair in pairs]


def cold_suppliers(mous: Mous, plan: Plan) -> list[Fold]:
    """All MOUs of a ``share`` of the suppliers; and, to compare, the same share of the other pairs."""
    cold = _drawn(mous.supplier, plan)
    pairs = np.unique(mous.pair[~cold])
    random = np.random.default_rng(plan.seed + 1)
    some = random.choice(pairs, int(len(pairs) * plan.share), replace=False)
    return [Fold(mous.named(cold | np.isin(mous.pair, some)), mous.today())]


def cold_buyers(mous: Mous, plan: Plan) -> list[Fold]:
    """All MOUs of a ``share`` of the buyers."""
    return [Fold(mous.named(_drawn(mous.buyer, plan)), mous.today())]


def _drawn(ends: npt.NDArray[np.object_], plan: Plan) -> Bools:
    """The rows of a share of the enterprises in ``ends``, at least one and not all."""
    known = np.array(sorted(set(ends.tolist())), dtype=object)
    if len(known) < 2:
        raise KetnoiError(
            "chỉ có một doanh nghiệp ở phía này nên không thể giấu bớt; hãy dùng --split leave-one-out",
            "there is only one enterprise on this side, so none can be hidden; use --split leave-one-out",
        )
    count = min(max(1, round(len(known) * plan.share)), len(known) - 1)
    chosen = np.random.default_rng(plan.seed).choice(len(known), count, replace=False)
    return np.isin(ends, known[chosen])


SPLITS: dict[str, Callable[[Mous, Plan], list[Fold]]] = {
    "date": by_date,
    "leave-one-out": one_at_a_time,
    "cold-supplier": cold_suppliers,
    "cold-buyer": cold_buyers,
}


def folds(tables: Tables, plan: Plan) -> list[Fold]:
    """The tests of a plan; an error in words when the data do not allow it."""
    return SPLITS[plan.split](Mous.of(tables), plan)
