"""Rankings and matches put into words, once for terminal, notebook, workbook and letter."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from graph.text import Lang, Text
from queries.facts import Fact

if TYPE_CHECKING:
    from queries.matches import Match, Matches

_WIDTH = 100
BUYER, SUPPLIER = Text("bên mua", "buyer"), Text("nhà cung cấp", "supplier")
SOURCES, MET, MISSING, UNKNOWN, PATH = (
    Text("nguồn", "sources"),
    Text("đáp ứng", "met"),
    Text("còn thiếu", "missing"),
    Text("chưa rõ", "not known"),
    Text("đường nối", "path"),
)
SCORE, TOTAL = Text("điểm", "score"), Text("tổng", "total")
SIGNED, ALREADY_SIGNED = Text("ghi nhớ đã ký", "signed MOU"), Text("Đã ký ghi nhớ", "Already signed")
NO_DAY = Text("không rõ ngày ký", "day of signing not known")
NONE_ON_FILE = Text("chưa thấy trong hồ sơ", "none on file")
NOBODY = Text("chưa tìm được ai phù hợp trong dữ liệu này", "nobody who fits was found in these data")

# How the facts behind a line are cited; ``None`` leaves the sources out.
Cite = Callable[[Iterable[Fact]], str]


def ranking_lines(matches: Matches, lang: Lang, cite: Cite | None = None) -> list[str]:
    """A ranking: new candidates first, those that have signed apart, then what is not known."""
    lines = [matches.question.say(lang)]
    new, signed = matches.new, matches.signed
    for m in new:
        lines += _entry(matches, m, lang, cite)
    if signed:
        lines.append(f"  {ALREADY_SIGNED.say(lang)}:")
        for m in signed:
            lines += _entry(matches, m, lang, cite)
    return lines + [wrapped(f"· {note.say(lang)}", 2) for note in matches.notes]


def _entry(matches: Matches, match: Match, lang: Lang, cite: Cite | None) -> list[str]:
    lines = [
        f"{match.rank:>4}. {matches.ranked(match).name.say(lang)} · {match.score:.4f}",
        wrapped(match.headline.say(lang), 6),
    ]
    if match.missing:
        lines.append(wrapped(f"{MISSING.say(lang)}: {joined(match.missing, lang)}", 6))
    lines += [wrapped(f"→ {w.say(lang)}", 6) for w in match.would if w.rank_after != w.rank_before]
    if cite is not None:
        lines.append(wrapped(f"{SOURCES.say(lang)}: {cite(leading(match))}", 6))
    return lines


def match_lines(match: Match, lang: Lang, cite: Cite | None = None) -> list[str]:
    """One match in full: every signal with its contribution; they add up to the score."""
    lines = [f"{match.buyer.name.say(lang)} ↔ {match.supplier.name.say(lang)}"]
    lines.append(wrapped(match.headline.say(lang), 2))
    lines.append(wrapped(match.because.say(lang), 2))
    for fact in match.signed:
        end = f" {cite([fact])}" if cite is not None else ""
        lines.append(wrapped(f"{opening(SIGNED.say(lang))}: {mou(fact, lang)}{end}", 2))
    if match.path:
        lines.append(wrapped(f"{PATH.say(lang)}: {match.path_text(lang)}", 2))
    lines.append("")
    for s in match.signals:
        score = "?" if s.score is None else f"{s.score:.4f}"
        lines.append(f"  {s.contribution:.4f} = {s.weight:.2f} × {score:<6} {s.label.say(lang)}")
        lines.append(wrapped(s.sentence.say(lang), 11))
        if s.evidence and cite is not None:
            lines.append(wrapped(f"{SOURCES.say(lang)}: {cite(s.evidence)}", 11))
    lines.append(f"  {match.score:.4f}   {TOTAL.say(lang)}")
    for label, texts in balance(match):
        if texts:
            lines.append(wrapped(f"{label.say(lang)}: {joined(texts, lang)}", 2))
    lines += [wrapped(f"→ {w.say(lang)}", 2) for w in match.would]
    return lines


def balance(match: Match) -> list[tuple[Text, tuple[Text, ...]]]:
    """What is met, missing and not known, each under its label."""
    return [(MET, match.met), (MISSING, match.missing), (UNKNOWN, match.unknown)]


def leading(match: Match) -> list[Fact]:
    """The facts that a match leads with: its MOUs and its path; each once."""
    return list(dict.fromkeys([*match.signed, *(step.fact for step in match.path)]))


def mou(fact: Fact, lang: Lang) -> str:
    """The day of an MOU and what is noted of it, in the words of its source."""
    return "; ".join([fact.signed_on or NO_DAY.say(lang), *fact.note])


def opening(text: str) -> str:
    """With a capital at the start; the rest as it is (an MOU stays one)."""
    return text[:1].upper() + text[1:]


def joined(texts: Sequence[Text], lang: Lang) -> str:
    """Texts one after the other."""
    return "; ".join(t.say(lang) for t in texts)


def wrapped(text: str, indent: int) -> str:
    """A text in lines of a terminal, indented."""
    pad = " " * indent
    return textwrap.fill(
        text,
        _WIDTH,
        initial_indent=pad,
        subsequent_indent=pad + "  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
