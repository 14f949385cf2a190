"""Answers: a match with its reasons, and a list of matches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, overload

import pandas as pd

from graph.text import Lang, Text
from queries.facts import Fact
from queries.shown import match_html, matches_html
from queries.signals import WEIGHTS
from queries.wording import match_lines, ranking_lines


@dataclass(frozen=True, slots=True)
class Record:
    """A node as answers name it."""

    id: str
    name: Text

    def __str__(self) -> str:
        return self.name.vi


@dataclass(frozen=True, slots=True)
class SignalScore:
    """One reason: ``score`` from 0 to 1, or ``None`` when unknown; ``contribution`` = weight × score."""

    name: str
    label: Text
    score: float | None
    weight: float
    contribution: float
    sentence: Text
    evidence: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One edge of a path: the node it comes from, the relation, the node it leads to."""

    start: Text
    relation: Text
    end: Text
    forward: bool
    fact: Fact

    def say(self, lang: Lang) -> str:
        """The arrow and the node it leads to."""
        relation = self.relation.say(lang)
        arrow = f"—{relation}→" if self.forward else f"←{relation}—"
        return f"{arrow} {self.end.say(lang)}"


@dataclass(frozen=True, slots=True)
class Would:
    """What one thing that is not on file would change if it were: the score, and the rank (``None`` outside
    a ranking)."""

    what: Text
    score: float
    rank_before: int | None
    rank_after: int | None

    def say(self, lang: Lang) -> str:
        """``with ISO 14001 on file: score 0.4932, rank 5 → 3``."""
        ranks = Text("", "")
        if self.rank_before is not None and self.rank_after is not None:
            same = self.rank_after == self.rank_before
            ranks = Text(f", vẫn hạng {self.rank_after}", f", rank still {self.rank_after}")
            if not same:
                ranks = Text(
                    f", hạng từ {self.rank_before} lên {self.rank_after}",
                    f", rank from {self.rank_before} to {self.rank_after}",
                )
        said = Text(f"nếu {self.what.vi}: điểm {self.score:.4f}", f"{self.what.en}: score {self.score:.4f}")
        return (said + ranks).say(lang)


@dataclass(frozen=True, slots=True, repr=False)
class Match:
    """One buyer and one supplier: score, reasons, what is met, missing and unknown, and one path.

    ``score`` is the exact sum of the contributions of ``signals``. ``signed``
    holds the MOUs the two have signed. ``rank`` is 0 outside a ranking. ``because``
    names the two or three reasons that carry it, ``would`` what the missing would change.
    """

    buyer: Record
    supplier: Record
    product: Record | None
    rank: int
    score: float
    signals: tuple[SignalScore, ...]
    headline: Text
    met: tuple[Text, ...]
    missing: tuple[Text, ...]
    unknown: tuple[Text, ...]
    path: tuple[Step, ...]
    signed: tuple[Fact, ...]
    because: Text
    would: tuple[Would, ...]

    def say(self, lang: Lang = "vi") -> str:
        """The match as readable text: every signal with its contribution, then what is met and what not."""
        return "\n".join(match_lines(self, lang))

    def path_text(self, lang: Lang = "vi") -> str:
        """The path as one line; empty when none is known."""
        if not self.path:
            return ""
        return " ".join([self.path[0].start.say(lang), *(step.say(lang) for step in self.path)])

    def __repr__(self) -> str:
        return self.say("vi")

    def _repr_html_(self) -> str:
        return match_html(self)

    def to_dict(self) -> dict[str, Any]:
        """The match as plain values, both languages, for JSON."""
        return {
            "rank": self.rank,
            "buyer": {"id": self.buyer.id, "name": self.buyer.name.vi},
            "supplier": {"id": self.supplier.id, "name": self.supplier.name.vi},
            "product": None
            if self.product is None
            else {"id": self.product.id, "name": in_both(self.product.name)},
            "score": self.score,
            "signed": [_fact(f) for f in self.signed],
            "headline": in_both(self.headline),
            "because": in_both(self.because),
            "met": [in_both(t) for t in self.met],
            "missing": [in_both(t) for t in self.missing],
            "unknown": [in_both(t) for t in self.unknown],
            "would": [
                {
                    "what": in_both(w.what),
                    "score": w.score,
                    "rank_before": w.rank_before,
                    "rank_after": w.rank_after,
                }
                for w in self.would
            ],
            "path": {"vi": self.path_text("vi"), "en": self.path_text("en")},
            "signals": [
                {
                    "name": s.name,
                    "score": s.score,
                    "weight": s.weight,
                    "contribution": s.contribution,
                    "sentence": in_both(s.sentence),
                    "evidence": [_fact(f) for f in s.evidence],
                }
                for s in self.signals
            ],
        }


def _column(signal: str) -> str:
    """``contribution_track_record``: apart from the columns that say who and what."""
    return f"contribution_{signal.replace(' ', '_')}"


_COLUMNS = [
    *("rank", "buyer", "supplier", "buyer_name", "supplier_name", "product", "score", "signed"),
    *map(_column, WEIGHTS),
    *("headline", "met", "missing", "unknown", "path"),
]


def in_both(text: Text) -> dict[str, str]:
    """A text in both languages, for JSON."""
    return {"vi": text.vi, "en": text.en}


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "type": fact.type,
        "source": fact.source,
        "target": fact.target,
        "basis": fact.basis,
        "wording": list(fact.wording),
        "signed_on": fact.signed_on,
        "note": list(fact.note),
        "sources": list(fact.sources),
    }


class Matches(Sequence[Match]):
    """Ranked matches. ``notes`` say in plain words what the data do not tell; ``by`` is who is ranked."""

    def __init__(
        self, matches: Sequence[Match], question: Text, notes: Sequence[Text] = (), by: str = "supplier"
    ) -> None:
        self._matches = tuple(matches)
        self.by = by
        self.question = question
        self.notes = tuple(notes)

    @overload
    def __getitem__(self, index: int) -> Match: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Match]: ...
    def __getitem__(self, index: int | slice) -> Match | Sequence[Match]:
        return self._matches[index]

    def __len__(self) -> int:
        return len(self._matches)

    def __iter__(self) -> Iterator[Match]:
        return iter(self._matches)

    def to_frame(self, lang: Lang = "vi") -> pd.DataFrame:
        """One row per match: rank, buyer, supplier (ids), names, product, score, signed, a column per signal
        with its contribution, headline, met, missing, unknown, path."""
        rows = []
        for m in self._matches:
            row: dict[str, Any] = {
                "rank": m.rank,
                "buyer": m.buyer.id,
                "supplier": m.supplier.id,
                "buyer_name": m.buyer.name.say(lang),
                "supplier_name": m.supplier.name.say(lang),
                "product": m.product.id if m.product else None,
                "score": m.score,
                "signed": bool(m.signed),
            }
            row.update({_column(s.name): None if s.score is None else s.contribution for s in m.signals})
            row["headline"] = m.headline.say(lang)
            for name in ("met", "missing", "unknown"):
                row[name] = "; ".join(t.say(lang) for t in getattr(m, name))
            rows.append({**row, "path": m.path_text(lang)})
        return pd.DataFrame(rows, columns=_COLUMNS)

    @property
    def new(self) -> tuple[Match, ...]:
        """Those that have not signed with each other."""
        return tuple(m for m in self._matches if not m.signed)

    @property
    def signed(self) -> tuple[Match, ...]:
        """Those that have signed already."""
        return tuple(m for m in self._matches if m.signed)

    def ranked(self, match: Match) -> Record:
        """The one of a match who is ranked: its supplier, or its buyer."""
        return match.buyer if self.by == "buyer" else match.supplier

    def say(self, lang: Lang = "vi") -> str:
        """The ranking as readable text: who, why, and what is not known."""
        return "\n".join(ranking_lines(self, lang))

    def __str__(self) -> str:
        return self.say("vi")

    def __repr__(self) -> str:
        return self.say("vi")

    def _repr_html_(self) -> str:
        return matches_html(self)
