"""What would change if a supplier held a certificate, made a product, or had the capacity."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from graph.errors import BadValue, KetnoiError
from graph.schema import TYPES
from graph.tables import Tables
from graph.text import Lang, Text
from graph.values import Number
from queries.all_buyers import all_buyers, scored
from queries.facts import Fact
from queries.findings import Findings, few
from queries.index import Index
from queries.matches import Record
from queries.needs import inner
from queries.ranking import Scores
from queries.rankings import DOMESTIC, Asking, Choice
from queries.signals import SIGNALS, Query
from queries.wording import Cite, wrapped

HYPOTHESIS = "what-if"  # the source of every assumed fact; no source of a store is called so
_NOTE = "giả định / hypothetical"
_SHOWN, _LISTED = 3, 10  # shifts of a buyer, and buyers, told in a text


@dataclass(frozen=True, slots=True)
class Assumed:
    """What is assumed of a supplier (ids): certificates that are valid, products it makes, and its
    capacity of some products as (number, unit)."""

    standards: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    capacity: tuple[tuple[str, float, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Shift:
    """One signal that changes: its contribution before and after, and what it then says."""

    signal: str
    label: Text
    before: float
    after: float
    sentence: Text


@dataclass(frozen=True, slots=True)
class Change:
    """What would change for one buyer: rank (``None``: not in its list) and score, before and after."""

    buyer: Record
    rank_before: int | None
    rank_after: int | None
    score_before: float
    score_after: float
    shifts: tuple[Shift, ...]


@dataclass(frozen=True, repr=False)
class WhatIf(Findings[Change]):
    """What an assumption changes for every buyer that the supplier fits, before or after.

    ``assumed`` are the hypothetical facts; the store and the matchmaker do not know them.
    """

    supplier: Record
    assumed: tuple[Fact, ...]

    @property
    def changed(self) -> tuple[Change, ...]:
        """The buyers for whom rank or score would change."""
        return tuple(c for c in self.rows if c.shifts or c.rank_before != c.rank_after)

    def to_frame(self, lang: Lang = "vi") -> pd.DataFrame:
        """One row per buyer: buyer, buyer_name, rank and score before and after, and what changes."""
        rows = [
            (
                c.buyer.id,
                c.buyer.name.say(lang),
                *(c.rank_before, c.rank_after, c.score_before, c.score_after),
                "; ".join(_shift(s, lang) for s in c.shifts),
            )
            for c in self.rows
        ]
        frame = pd.DataFrame(rows, columns=COLUMNS)
        return frame.astype({"rank_before": "Int64", "rank_after": "Int64"})

    def lines(self, lang: Lang, cite: Cite) -> list[str]:
        """Each buyer for whom something changes, and how many for whom nothing does."""
        found = []
        for c in self.changed[:_LISTED]:
            ranks = f"{_rank(c.rank_before)} → {_rank(c.rank_after)}"
            scores = f"{c.score_before:.4f} → {c.score_after:.4f}"
            head = Text(f"hạng {ranks}, điểm {scores}", f"rank {ranks}, score {scores}")
            found.append(wrapped(f"{c.buyer.name.say(lang)}: {head.say(lang)}", 2))
            if c.shifts:
                found.append(wrapped(few([_shift(s, lang) for s in c.shifts], _SHOWN, lang), 6))
        if (more := len(self.changed) - _LISTED) > 0:
            rest = Text(
                f"và {more} bên mua nữa (xem bản CSV hoặc JSON)", f"and {more} more (see CSV or JSON)"
            )
            found.append(wrapped(rest.say(lang), 2))
        return found


COLUMNS = ["buyer", "buyer_name", "rank_before", "rank_after", "score_before", "score_after", "changes"]


def _rank(rank: int | None) -> str:
    return "–" if rank is None else str(rank)


def _shift(shift: Shift, lang: Lang) -> str:
    return f"{shift.label.say(lang)} {shift.after - shift.before:+.4f}: {shift.sentence.say(lang)}"


def quantity(text: str) -> tuple[float, str]:
    """A capacity in words: ``5.000.000 cái/tháng`` → number and unit.

    >>> quantity("500 cái/tháng")
    (500.0, 'cái/tháng')
    """
    number, _, unit = text.strip().partition(" ")
    if not unit.strip():
        raise KetnoiError(
            f"công suất {text!r} thiếu đơn vị; viết như 500 cái/tháng",
            f"the capacity {text!r} has no unit; write it like 500 cái/tháng",
        )
    try:
        return float(Number(minimum=0).parse(number)), unit.strip()
    except BadValue as error:
        raise BadValue(
            f"công suất {text!r}: {error.text.vi}", f"the capacity {text!r}: {error.text.en}"
        ) from None


def what_if(asking: Asking, supplier: int, assumed: Assumed) -> WhatIf:
    """How a supplier would rank for every buyer under an assumption, worked out on a copy of the tables."""
    index = asking.index
    if assumed == Assumed():
        raise KetnoiError(
            "hãy nêu điều giả định: chứng nhận, sản phẩm hoặc công suất",
            "say what to assume: standards, products or capacity",
        )
    id = index.enterprises[supplier]
    rows = _rows(index, id, assumed)
    then = Asking(Index(_with(index.tables, rows)), asking.on, asking.weights)
    owners = tuple(dict.fromkeys((*DOMESTIC, str(index.ownership[supplier]))))
    choice = Choice(1, ownership=owners)
    buyers = [b for b in all_buyers(asking) if b != supplier]
    changes = []
    pairs = zip(scored(asking, buyers), scored(then, buyers), strict=True)
    for (query, scores), (query_then, scores_then) in pairs:
        before = scores.rank(supplier, choice.allowed(query))
        after = scores_then.rank(supplier, choice.allowed(query_then))
        if before is not None or after is not None:
            shifts = _shifts(query_then, scores, scores_then, supplier)
            record = Record(index.enterprises[query.buyer], index.name(query.buyer))
            totals = float(scores.total[supplier]), float(scores_then.total[supplier])
            changes.append(Change(record, before, after, *totals, shifts))
    changes.sort(key=lambda c: (not c.shifts, c.rank_after or len(index.enterprises), c.buyer.id))
    facts = _facts(then.index, id, rows)
    record = Record(id, index.name(supplier))
    return WhatIf(_asked(then.index, record, assumed), tuple(changes), _notes(changes), record, facts)


def _rows(index: Index, id: str, assumed: Assumed) -> dict[str, list[dict[str, Any]]]:
    """The assumed rows by type; what is known already of a product that is made stays."""
    common: dict[str, Any] = {"source": id, "sources": (HYPOTHESIS,), "note": (_NOTE,)}
    known = index.columns("MAKES")
    rows = {known["target"][r]: r for r in index.rows_of("MAKES", index.e_at[id])}
    made: dict[str, dict[str, Any]] = {}
    for product in (*assumed.products, *(p for p, _, _ in assumed.capacity)):
        kept = {c: v[rows[product]] for c, v in known.items()} if product in rows else {}
        sources = (*kept.get("sources", ()), HYPOTHESIS)
        basis = "stated" if product in assumed.products else kept.get("basis") or "stated"
        made[product] = {**kept, **common, "target": product, "sources": sources, "basis": basis}
    for product, number, unit in assumed.capacity:
        made[product] |= {"capacity": number, "unit": unit}
    holds = [{**common, "target": standard} for standard in assumed.standards]
    return {"HOLDS": holds, "MAKES": list(made.values())}


def _with(tables: Tables, rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> Tables:
    """A copy of tables with some rows added or, by their keys, replaced."""
    frames = {name: tables[name] for name in TYPES}
    for name, added in rows.items():
        if added:
            new = Tables({name: pd.DataFrame(list(added))})[name]
            key = list(TYPES[name].key)
            taken = set(new[key].itertuples(index=False, name=None))
            keep = [k not in taken for k in frames[name][key].itertuples(index=False, name=None)]
            old = frames[name][keep]
            frames[name] = new if old.empty else pd.concat([old, new], ignore_index=True)
    return Tables.of_clean(frames)


def _facts(index: Index, id: str, rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> tuple[Fact, ...]:
    found = []
    for name, added in rows.items():
        targets = {row["target"] for row in added}
        listed = index.rows_of(name, index.e_at[id])
        found += [index.fact(name, r) for r in listed if index.columns(name)["target"][r] in targets]
    return tuple(found)


def _shifts(query: Query, before: Scores, after: Scores, supplier: int) -> tuple[Shift, ...]:
    """The signals whose contribution changes, the most first, in the words that would then hold."""
    found = []
    for i, signal in enumerate(SIGNALS):
        old, new = float(before.contributions[i, supplier]), float(after.contributions[i, supplier])
        if old != new:
            value = float(after.by_signal[i, supplier])
            told = signal.tell(query, supplier, None if value != value else value)
            found.append(Shift(signal.name, signal.label, old, new, told.sentence))
    return tuple(sorted(found, key=lambda s: -abs(s.after - s.before)))


def _asked(index: Index, supplier: Record, assumed: Assumed) -> Text:
    parts = [
        *(Text("có ", "held ") + index.label(f"Standard:{s}") for s in assumed.standards),
        *(Text("làm ", "made ") + inner(index.label(f"Product:{p}")) for p in assumed.products),
        *(
            Text(f"có công suất {n:g} {unit} ", f"had a capacity of {n:g} {unit} of ")
            + inner(index.label(f"Product:{p}"))
            for p, n, unit in assumed.capacity
        ),
    ]
    said = Text.join(parts, ", ")
    return Text(f"Nếu {supplier.name.vi} {said.vi}", f"If {supplier.name.en} {said.en}")


def _notes(changes: Sequence[Change]) -> tuple[Text, ...]:
    same = sum(not c.shifts and c.rank_before == c.rank_after for c in changes)
    notes = [
        Text(
            "Đây là giả định trên một bản sao; kho dữ liệu không thay đổi",
            "This is assumed on a copy; the store is unchanged",
        )
    ]
    if same:
        notes.append(
            Text(
                f"Với {same} bên mua khác không có gì thay đổi",
                f"For {same} more buyer(s) nothing would change",
            )
        )
    if not changes:
        notes.append(
            Text("Vẫn không có bên mua nào được biết là cần", "Still no buyer is known to need what it makes")
        )
    return tuple(notes)
