"""Rankings and explanations as text for a terminal, and as rows for files."""

from __future__ import annotations

import re
import shlex
import textwrap
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from graph import Counts, StoreError
from graph.text import Lang, Text
from graph.values import Reference
from queries.facts import Fact
from queries.matches import Match, Matches

if TYPE_CHECKING:
    from queries.matchmaker import Matchmaker

_WIDTH = 100
_LEAD_BUYER = "lg-electronics"
SOURCES, MET, MISSING, UNKNOWN, PATH = (
    Text("nguồn", "sources"),
    Text("đáp ứng", "met"),
    Text("còn thiếu", "missing"),
    Text("chưa rõ", "not known"),
    Text("đường nối", "path"),
)


class Footnotes:
    """Sources named once, by number; what cites them keeps its file and row."""

    def __init__(self, matchmaker: Matchmaker, lang: Lang) -> None:
        self._matchmaker = matchmaker
        self._lang = lang
        self._numbers: dict[str, int] = {}

    def cite(self, facts: Iterable[Fact]) -> str:
        """``[1] mous.csv:3 · [2] inputs.csv:17``, each place once."""
        places: dict[str, None] = {}
        for fact in facts:
            for reference in map(Reference.parse, fact.sources):
                number = self._numbers.setdefault(reference.source, len(self._numbers) + 1)
                places[f"[{number}] {reference.where.rpartition('/')[2]}".strip()] = None
        return " · ".join(places)

    def lines(self) -> list[str]:
        """The sources behind the numbers."""
        if not self._numbers:
            return []
        found = [_wrapped(f"[{n}] {self._source(id)}", 2) for id, n in self._numbers.items()]
        return [SOURCES.say(self._lang).capitalize() + ":", *found]

    def _source(self, id: str) -> str:
        return self._matchmaker.source(id).say(self._lang)


def ranking(matchmaker: Matchmaker, matches: Matches, lang: Lang) -> str:
    """A ranking as text, with its sources."""
    notes = Footnotes(matchmaker, lang)
    return "\n".join([*_ranking(matches, lang, notes), *notes.lines()])


def _ranking(matches: Matches, lang: Lang, notes: Footnotes) -> list[str]:
    """New candidates first, those that have signed apart, then what is not known."""
    lines = [matches.question.say(lang)]
    new, signed = [m for m in matches if not m.signed], [m for m in matches if m.signed]
    for m in new:
        lines += _entry(matches, m, lang, notes)
    if signed:
        lines.append("  " + Text("Đã ký ghi nhớ:", "Already signed:").say(lang))
        for m in signed:
            lines += _entry(matches, m, lang, notes)
    return lines + [_wrapped(f"· {note.say(lang)}", 2) for note in matches.notes]


def _entry(matches: Matches, match: Match, lang: Lang, notes: Footnotes) -> list[str]:
    record = match.buyer if matches.by == "buyer" else match.supplier
    lines = [
        f"{match.rank:>4}. {record.name.say(lang)} · {match.score:.4f}",
        _wrapped(match.headline.say(lang), 6),
    ]
    if match.missing:
        lines.append(_wrapped(f"{MISSING.say(lang)}: {_joined(match.missing, lang)}", 6))
    facts = [*match.signed, *(step.fact for step in match.path)]
    lines.append(_wrapped(f"{SOURCES.say(lang)}: {notes.cite(facts)}", 6))
    return lines


def _joined(texts: tuple[Text, ...], lang: Lang) -> str:
    return "; ".join(t.say(lang) for t in texts)


def _wrapped(text: str, indent: int) -> str:
    pad = " " * indent
    return textwrap.fill(
        text,
        _WIDTH,
        initial_indent=pad,
        subsequent_indent=pad + "  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def explanation(matchmaker: Matchmaker, match: Match, lang: Lang) -> str:
    """One match in full: every signal with its contribution and sources; they add up to the score."""
    notes = Footnotes(matchmaker, lang)
    lines = [f"{match.buyer.name.say(lang)} ↔ {match.supplier.name.say(lang)}"]
    lines.append(_wrapped(match.headline.say(lang), 2))
    for fact in match.signed:
        signed = Text("Ghi nhớ đã ký", "Signed MOU").say(lang)
        lines.append(_wrapped(f"{signed}: {_mou(fact, lang)} {notes.cite([fact])}", 2))
    if match.path:
        lines.append(_wrapped(f"{PATH.say(lang)}: {match.path_text(lang)}", 2))
    lines.append("")
    for s in match.signals:
        score = "?" if s.score is None else f"{s.score:.4f}"
        lines.append(f"  {s.contribution:.4f} = {s.weight:.2f} × {score:<6} {s.label.say(lang)}")
        lines.append(_wrapped(s.sentence.say(lang), 11))
        if s.evidence:
            lines.append(_wrapped(f"{SOURCES.say(lang)}: {notes.cite(s.evidence)}", 11))
    lines.append(f"  {match.score:.4f}   " + Text("tổng", "total").say(lang))
    for label, texts in ((MET, match.met), (MISSING, match.missing), (UNKNOWN, match.unknown)):
        if texts:
            lines.append(_wrapped(f"{label.say(lang)}: {_joined(texts, lang)}", 2))
    return "\n".join([*lines, *notes.lines()])


def _mou(fact: Fact, lang: Lang) -> str:
    said = fact.signed_on or Text("không rõ ngày ký", "day of signing not known").say(lang)
    return "; ".join([said, *fact.note])


def cited(matchmaker: Matchmaker, match: Match) -> dict[str, Any]:
    """A match as plain values, every fact with its citations."""
    said = match.to_dict()
    for signal, told in zip(said["signals"], match.signals, strict=True):
        for fact, evidence in zip(signal["evidence"], told.evidence, strict=True):
            fact["citations"] = [c.en for c in matchmaker.cite(evidence)]
    for fact, evidence in zip(said["signed"], match.signed, strict=True):
        fact["citations"] = [c.en for c in matchmaker.cite(evidence)]
    return said


def signals_frame(match: Match, lang: Lang) -> pd.DataFrame:
    """The signals of a match, a row each."""
    rows = [
        (
            s.name,
            s.score,
            s.weight,
            s.contribution,
            s.sentence.say(lang),
            "; ".join(r for f in s.evidence for r in f.sources),
        )
        for s in match.signals
    ]
    return pd.DataFrame(rows, columns=["signal", "score", "weight", "contribution", "sentence", "sources"])


def demo(matchmaker: Matchmaker, lang: Lang) -> str:
    """The rankings of the demo: the FDI buyers of the MOUs, and LG Electronics."""
    index, notes = matchmaker.index, Footnotes(matchmaker, lang)
    signed = sorted({index.enterprises[b] for b in index.rows["SIGNED_MOU"].source.tolist()})
    parts = [
        "\n".join(_ranking(matchmaker.rank_suppliers(buyer, top=8), lang, notes))
        for buyer in (_LEAD_BUYER, *signed)
    ]
    parts.append("\n".join(notes.lines()))
    honest = Text(
        "Dữ liệu còn ít và nhiều điều chưa rõ: bảy ghi nhớ từ một bài báo, nhiều dữ kiện đã cũ"
        " (năm ghi trong ngoặc)."
        " Nhu cầu phần lớn được suy ra từ sản phẩm của bên mua,"
        " không phải đơn hàng."
        " Điểm số chỉ để xếp thứ tự, không phải xác suất.",
        "The data are small and much is unknown: seven MOUs from one article, and many facts are old"
        " (years in brackets). Most needs are inferred from what a buyer makes; they are no purchase orders."
        " Scores order candidates; they are no probabilities.",
    )
    return "\n\n".join(["", *parts, _wrapped(honest.say(lang), 0)])


def copied(given: dict[str, int], written: dict[str, Counts], there: dict[str, int]) -> list[Text]:
    """What a copy did; raises ``StoreError`` when the counts afterwards show that rows lack."""
    lost = [f"{name} {there[name]}/{n}" for name, n in given.items() if there[name] < n]
    if lost:
        names = ", ".join(lost)
        raise StoreError(f"bản sao thiếu dòng: {names}", f"rows are missing in the copy: {names}")
    more = [
        Text(f"{name}: chép {n}, trong kho có {there[name]}", f"{name}: {n} copied, {there[name]} there")
        for name, n in given.items()
        if there[name] > n
    ]
    total = sum(written.values(), Counts())
    rows = sum(given.values())
    return [
        *more,
        Text(
            f"đã chép {rows} dòng, {total.added} mới, {total.changed} thay đổi; số dòng đã đối chiếu",
            f"copied {rows} rows, {total.added} new, {total.changed} changed; counts were compared",
        ),
    ]


def next_steps(store: str, page: Path) -> Text:
    """What to try after the demo."""
    shown = re.sub(r"://[^/@]*@", "://", store)  # without the password
    at = "" if store == "ketnoi.db" else f" --store {shlex.quote(shown)}"
    commands = [
        f'ketnoi explain lg-electronics "Thành Phương"{at}',
        f'ketnoi suppliers heesung -p "linh kiện nhựa"{at}',
        f'ketnoi buyers "Nhựa An Phát"{at}',
        f"ketnoi html heesung -o heesung.html{at}",
        f"ketnoi load ./my-data{at}",
    ]
    listed = "\n".join(f"  {c}" for c in commands)
    return Text(
        f"\nTrang đồ thị: {page} (mở bằng trình duyệt, không cần mạng)\nThử tiếp:\n{listed}",
        f"\nThe graph page: {page} (open it in a browser; no network needed)\nTry next:\n{listed}",
    )
