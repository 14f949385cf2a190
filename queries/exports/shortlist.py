"""Shortlists as tables in words: who, why, what is missing or not known, and who says so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from graph.names import short_name
from graph.text import Lang, Text
from graph.workbook import Sheet
from queries.citing import Footnotes, in_words
from queries.matches import Match, Matches, SignalScore
from queries.signals import SIGNALS
from queries.wording import (
    BUYER,
    MET,
    MISSING,
    NO_DAY,
    NOBODY,
    NONE_ON_FILE,
    PATH,
    SCORE,
    SIGNED,
    SOURCES,
    SUPPLIER,
    TOTAL,
    UNKNOWN,
    balance,
    leading,
    mou,
    opening,
)

if TYPE_CHECKING:
    from queries.matchmaker import Matchmaker

_RANK, _ID, _DAYS = Text("hạng", "rank"), Text("mã", "id"), Text("ghi nhớ đã ký", "MOU signed")
_PRODUCT, _WHY = Text("sản phẩm hỏi", "product asked"), Text("vì sao", "why")
_REASONS = Text("các lý do (cộng đủ điểm)", "reasons (they add up)")
_ON_PAPER = 8  # columns of a shortlist that are printed: up to what is not known
_SOURCE_HEADER = (
    Text("Số", "No."),
    Text("Tên", "Title"),
    Text("Nơi công bố", "Publisher"),
    Text("Ngày", "Date"),
    Text("Địa chỉ", "Address"),
    Text("Mã", "Id"),
)
NOTES, ALL_SOURCES = Text("Ghi chú", "Notes"), Text("Nguồn", "Sources")
HONEST = (
    Text(
        "Điểm chỉ để xếp thứ tự, không phải xác suất.", "Scores order candidates; they are no probabilities."
    ),
    Text(
        "Chưa rõ không có nghĩa là không: hồ sơ chưa có thì hãy hỏi doanh nghiệp.",
        "Not known does not mean no: what is not on file, ask the firm.",
    ),
)


def sheets(matchmaker: Matchmaker, answers: Sequence[Matches], lang: Lang) -> list[Sheet]:
    """A sheet for each answer that names somebody, what the data do not tell, and the sources."""
    notes = Footnotes(matchmaker, lang)
    pages = [
        Sheet(_title(a, lang), frame(matchmaker, a, lang, notes), frozen=2, printed=_ON_PAPER)
        for a in answers
        if len(a)
    ]
    return [*pages, _notes(matchmaker, answers, lang), _cited(matchmaker, notes, lang)]


def _title(answer: Matches, lang: Lang) -> str:
    """The firm that asked: it is the same in every match."""
    return short_name((answer[0].supplier if answer.by == "buyer" else answer[0].buyer).name.say(lang))


def frame(matchmaker: Matchmaker, answer: Matches, lang: Lang, notes: Footnotes) -> pd.DataFrame:
    """One row a match, in words, then a column per signal with its contribution; ``notes`` are cited."""
    columns: dict[Text, Callable[[Match], Any]] = {
        _RANK: lambda m: m.rank,
        BUYER if answer.by == "buyer" else SUPPLIER: lambda m: answer.ranked(m).name.say(lang),
        SCORE: lambda m: m.score,
        _DAYS: lambda m: signings(m, lang),
        _WHY: lambda m: m.headline.say(lang),
        MET: lambda m: _lines(m.met, lang),
        MISSING: lambda m: _lines(m.missing, lang),
        UNKNOWN: lambda m: _lines(m.unknown, lang),
        _REASONS: lambda m: "\n".join(reasons(m, lang, notes)),
        SOURCES: lambda m: "\n".join(in_words(matchmaker, leading(m), lang)) or None,
        PATH: lambda m: m.path_text(lang) or None,
        _PRODUCT: lambda m: m.product.name.say(lang) if m.product else None,
        _ID: lambda m: answer.ranked(m).id,
    }
    told = {opening(header.say(lang)): [of(m) for m in answer] for header, of in columns.items()}
    for i, signal in enumerate(SIGNALS):
        parts = [m.signals[i] for m in answer]
        told[f"+ {signal.label.say(lang)}"] = [None if s.score is None else s.contribution for s in parts]
    table = pd.DataFrame(told, dtype=object)
    asked = opening(_PRODUCT.say(lang))
    return table if table[asked].notna().any() else table.drop(columns=asked)


def signings(match: Match, lang: Lang) -> str:
    """The days of the MOUs of a match, a line each."""
    return "\n".join(f.signed_on or NO_DAY.say(lang) for f in match.signed) or NONE_ON_FILE.say(lang)


def reasons(match: Match, lang: Lang, notes: Footnotes) -> list[str]:
    """What counts for the match, the weightiest first: ``+0.3128 product: makes … ([1] inputs.csv:2)``."""
    known = [s for s in match.signals if s.contribution > 0]
    return [_reason(s, lang, notes) for s in sorted(known, key=lambda s: -s.contribution)]


def _reason(signal: SignalScore, lang: Lang, notes: Footnotes) -> str:
    said = f"+{signal.contribution:.4f} {signal.label.say(lang)}: {signal.sentence.say(lang)}"
    return f"{said} ({notes.cite(signal.evidence)})" if signal.evidence else said


def _cited(matchmaker: Matchmaker, notes: Footnotes, lang: Lang) -> Sheet:
    """The sources behind the numbers: title, publisher, date, address."""
    rows = []
    for id, number in notes.numbers.items():
        row = matchmaker.source_row(id)
        known = [row.get(c) for c in ("publisher", "published_on", "url")]
        rows.append((f"[{number}]", row.get("title") or id, *known, id))
    table = pd.DataFrame(rows, columns=[h.say(lang) for h in _SOURCE_HEADER], dtype=object)
    return Sheet(ALL_SOURCES.say(lang), table)


def _notes(matchmaker: Matchmaker, answers: Sequence[Matches], lang: Lang) -> Sheet:
    on = Text(f"Xét tại ngày {matchmaker.on}", f"As of {matchmaker.on}")
    rows: list[tuple[str | None, str]] = [(None, text.say(lang)) for text in (on, *HONEST)]
    rows += [(a.question.say(lang), note.say(lang)) for a in answers for note in a.notes]
    rows += [(a.question.say(lang), NOBODY.say(lang)) for a in answers if not len(a)]
    header = [Text("Câu hỏi", "Question").say(lang), Text("Điều cần biết", "What to know").say(lang)]
    return Sheet(NOTES.say(lang), pd.DataFrame(rows, columns=header, dtype=object))


def _lines(texts: Sequence[Text], lang: Lang) -> str | None:
    return "\n".join(t.say(lang) for t in texts) or None


def explained(matchmaker: Matchmaker, match: Match, lang: Lang) -> list[Sheet]:
    """One pair: a row a signal (they add up), what else is known of it, the sources."""
    notes = Footnotes(matchmaker, lang)
    rows: list[tuple[Any, ...]] = [
        (
            s.label.say(lang),
            s.contribution,
            s.weight,
            s.score,
            s.sentence.say(lang),
            "\n".join(in_words(matchmaker, s.evidence, lang)) or None,
            notes.cite(s.evidence) or None,
        )
        for s in match.signals
    ]
    header = [
        Text("tín hiệu", "signal"),
        Text("đóng góp", "contribution"),
        Text("trọng số", "weight"),
        SCORE,
        _WHY,
        SOURCES,
        Text("dòng", "rows"),
    ]
    signed = in_words(matchmaker, match.signed, lang)
    rows.append(
        (TOTAL.say(lang), match.score, None, None, match.headline.say(lang), "\n".join(signed) or None, None)
    )
    table = pd.DataFrame(rows, columns=[opening(h.say(lang)) for h in header], dtype=object)
    pair = f"{match.buyer.name.say(lang)} ↔ {match.supplier.name.say(lang)}"
    return [
        Sheet(short_name(match.supplier.name.say(lang)), table, frozen=1),
        _balance(match, pair, lang),
        _cited(matchmaker, notes, lang),
    ]


def _balance(match: Match, pair: str, lang: Lang) -> Sheet:
    """What is met, missing and not known of a pair, a row each."""
    said = [(BUYER, match.buyer.name), (SUPPLIER, match.supplier.name)]
    said += [(_PRODUCT, match.product.name)] if match.product else []
    said += [(SIGNED, Text(mou(f, "vi"), mou(f, "en"))) for f in match.signed]
    said += [(label, text) for label, texts in balance(match) for text in texts]
    said += [(PATH, Text(match.path_text("vi"), match.path_text("en")))] if match.path else []
    rows = [(opening(label.say(lang)), text.say(lang)) for label, text in said]
    return Sheet(Text("Cặp", "Pair").say(lang), pd.DataFrame(rows, columns=["", pair], dtype=object))
