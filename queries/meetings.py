"""A timetable for a matchmaking event: who meets whom, and in which slot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from graph.errors import KetnoiError
from graph.text import Lang, Text
from queries import timetable
from queries.all_buyers import all_buyers, scored
from queries.facts import Fact
from queries.findings import Findings, few, sources_of
from queries.matches import Match, Record
from queries.ranking import tell
from queries.rankings import Asking, Choice
from queries.wording import Cite, leading, wrapped


@dataclass(frozen=True, slots=True)
class Limits:
    """How many slots an event has, how many meetings a firm has at most (as many as slots, by default), and
    how many tables there are (as many as needed)."""

    slots: int
    per_buyer: int | None = None
    per_supplier: int | None = None
    tables: int | None = None

    def __post_init__(self) -> None:
        for name in ("slots", "per_buyer", "per_supplier", "tables"):
            value = getattr(self, name)
            if value is not None and value < 1:
                raise KetnoiError(
                    f"{name} phải từ 1 trở lên, không phải {value}", f"{name} must be 1 or more, not {value}"
                )


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting: slot and table (from 1), who, how well they fit, why, and whether they have signed."""

    slot: int
    table: int
    buyer: Record
    supplier: Record
    score: float
    why: Text
    signed: bool
    evidence: tuple[Fact, ...]


@dataclass(frozen=True, repr=False)
class Timetable(Findings[Meeting]):
    """The meetings by slot and table; ``total`` is the sum of their scores, the greatest there is.

    ``without`` are the firms that were asked for and meet nobody.
    """

    total: float
    without: tuple[Record, ...]

    def to_frame(self, lang: Lang = "vi") -> pd.DataFrame:
        """One row per meeting: slot, table, buyer, supplier (ids), names, score, signed, why, sources."""
        rows = [
            (
                *(m.slot, m.table, m.buyer.id, m.supplier.id),
                *(m.buyer.name.say(lang), m.supplier.name.say(lang), m.score, m.signed),
                *(m.why.say(lang), sources_of(m.evidence)),
            )
            for m in self.rows
        ]
        return pd.DataFrame(rows, columns=COLUMNS)

    def lines(self, lang: Lang, cite: Cite) -> list[str]:
        """Slot by slot, each meeting with its reason."""
        found, before = [], 0
        for m in self.rows:
            if m.slot != before:
                found.append("  " + Text(f"Lượt {m.slot}", f"Slot {m.slot}").say(lang))
                before = m.slot
            table = Text(f"bàn {m.table}", f"table {m.table}").say(lang)
            names = f"{m.buyer.name.say(lang)} ↔ {m.supplier.name.say(lang)}"
            signed = Text(" [đã ký]", " [signed]").say(lang) if m.signed else ""
            found.append(wrapped(f"{table}: {names}{signed} · {m.score:.4f}", 4))
            found.append(wrapped(f"{m.why.say(lang)} {cite(m.evidence)}".rstrip(), 8))
        return found


COLUMNS = [
    *("slot", "table", "buyer", "supplier", "buyer_name", "supplier_name"),
    *("score", "signed", "why", "sources"),
]


def plan_meetings(
    asking: Asking, buyers: Sequence[int], suppliers: Sequence[int], limits: Limits, choice: Choice
) -> Timetable:
    """The timetable with the greatest sum of scores in which no firm is in two places at once.

    ``buyers`` and ``suppliers`` by position; all who buy, and all that ``choice`` allows,
    when empty. Only pairs that fit meet, and each pair meets once.
    """
    index = asking.index
    wanted = sorted(set(buyers)) or all_buyers(asking)
    if both := set(buyers) & set(suppliers):
        names = Text.join([index.name(b) for b in sorted(both)], ", ")
        raise KetnoiError(f"{names.vi} đứng ở cả hai bên", f"{names.en} stand on both sides")
    chosen = np.zeros(len(index.enterprises), dtype=bool)
    chosen[list(suppliers) or slice(None)] = True
    chosen[wanted] = False  # who sits as a buyer cannot sit as a supplier at the same time
    offered = np.flatnonzero(chosen)
    weights = np.zeros((len(wanted), len(offered)))
    for row, (query, scores) in enumerate(scored(asking, wanted)):
        allowed = (choice.allowed(query) | bool(suppliers)) & scores.fits
        if choice.exclude_signed:
            allowed[list(index.signed(query.buyer))] = False
        weights[row] = np.where(allowed, scores.total, 0.0)[offered]
    pairs = timetable.choose(
        weights,
        np.full(len(wanted), min(limits.per_buyer or limits.slots, limits.slots)),
        np.full(len(offered), min(limits.per_supplier or limits.slots, limits.slots)),
        None if limits.tables is None else limits.tables * limits.slots,
    )
    planned = timetable.slots(pairs, weights, limits.slots, limits.tables)
    told = _told(asking, [(wanted[r], int(offered[c])) for r, c in pairs])
    meetings = [
        _meeting(slot, table, told[wanted[r], int(offered[c])])
        for slot, held in enumerate(planned, start=1)
        for table, (r, c) in enumerate(held, start=1)
    ]
    asked = [*wanted, *suppliers]
    met = {m.buyer.id for m in meetings} | {m.supplier.id for m in meetings}
    without = tuple(_record(asking, f) for f in asked if index.enterprises[f] not in met)
    total = round(sum(m.score for m in meetings), 4)
    question = Text(
        f"Lịch gặp: {len(meetings)} cuộc trong {limits.slots} lượt, tổng điểm {total:.4f}",
        f"Timetable: {len(meetings)} meeting(s) in {limits.slots} slot(s), sum of scores {total:.4f}",
    )
    return Timetable(question, tuple(meetings), _notes(without), total, without)


def _told(asking: Asking, pairs: list[tuple[int, int]]) -> dict[tuple[int, int], Match]:
    """Each pair with its reasons."""
    partners: dict[int, list[int]] = {}
    for buyer, supplier in pairs:
        partners.setdefault(buyer, []).append(supplier)
    return {
        (query.buyer, supplier): tell(query, scores, supplier, 0)
        for query, scores in scored(asking, list(partners))
        for supplier in partners[query.buyer]
    }


def _meeting(slot: int, table: int, match: Match) -> Meeting:
    return Meeting(
        *(slot, table, match.buyer, match.supplier, match.score, match.headline),
        *(bool(match.signed), tuple(leading(match))),
    )


def _record(asking: Asking, firm: int) -> Record:
    return Record(asking.index.enterprises[firm], asking.index.name(firm))


def _notes(without: Sequence[Record]) -> tuple[Text, ...]:
    if not without:
        return ()
    names = [few([r.name.say(lang) for r in without], 5, lang) for lang in ("vi", "en")]
    return (
        Text(
            f"Không có cuộc gặp nào cho: {names[0]} (không thấy bên hợp, hoặc đã hết chỗ)",
            f"No meeting for: {names[1]} (nobody fits, or no place is left)",
        ),
    )
