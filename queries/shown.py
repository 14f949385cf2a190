"""Rankings and matches as a notebook shows them: tables, with bars of the contributions to a score."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from graph.display import bar, both, heading, legend, listing, table
from graph.text import Lang, Text
from queries.wording import (
    ALREADY_SIGNED,
    NOBODY,
    PATH,
    SCORE,
    SIGNED,
    TOTAL,
    UNKNOWN,
    balance,
    mou,
    opening,
)

if TYPE_CHECKING:
    from queries.matches import Match, Matches

_WHY, _PART = Text("vì sao", "why"), Text("đóng góp", "contribution")


def matches_html(matches: Matches) -> str:
    """A ranking: who, the score as a bar of its contributions, why, and what is not known."""
    return both(lambda lang: _matches(matches, lang))


def _matches(matches: Matches, lang: Lang) -> Markup:
    most = max((m.score for m in matches), default=0.0)
    shown = heading(matches.question.say(lang))
    if matches.new:
        shown += _ranking(matches, matches.new, most, lang)
    if matches.signed:
        shown += heading(ALREADY_SIGNED.say(lang)) + _ranking(matches, matches.signed, most, lang)
    if len(matches):
        shown += legend(opening(s.label.say(lang)) for s in matches[0].signals)
    else:
        shown += Markup("<p>{}</p>").format(opening(NOBODY.say(lang)))
    return shown + listing(note.say(lang) for note in matches.notes)


def _ranking(matches: Matches, chosen: tuple[Match, ...], most: float, lang: Lang) -> Markup:
    headers = ["", "", SCORE.say(lang), "", _WHY.say(lang), UNKNOWN.say(lang)]
    rows = [
        (
            m.rank,
            Markup("<b>{}</b>").format(matches.ranked(m).name.say(lang)),
            Markup("{:.4f}").format(m.score),
            _bar(m, most, lang),
            m.headline.say(lang),
            len(m.unknown) or None,
        )
        for m in chosen
    ]
    return table([opening(h) for h in headers], rows)


def _bar(match: Match, most: float, lang: Lang) -> Markup:
    return bar([(f"{s.label.say(lang)} {s.contribution:.4f}", s.contribution) for s in match.signals], most)


def match_html(match: Match) -> str:
    """One match: every signal with its contribution, then what is met, missing and not known."""
    return both(lambda lang: _match(match, lang))


def _match(match: Match, lang: Lang) -> Markup:
    pair = f"{match.buyer.name.say(lang)} ↔ {match.supplier.name.say(lang)}"
    shown = heading(pair) + Markup("<p>{}</p>").format(match.headline.say(lang))
    if match.signed:
        shown += listing(f"{opening(SIGNED.say(lang))}: {mou(f, lang)}" for f in match.signed)
    rows: list[tuple[str | Markup | None, ...]] = []
    for i, s in enumerate(match.signals):
        # Its own colour and scale are those of the ranking: the parts before it have no width.
        own = bar([("", 0.0)] * i + [(s.label.say(lang), s.contribution)], match.score or 1.0, width=120)
        score = None if s.score is None else f"{s.weight:.2f} × {s.score:.4f}"
        said = Markup("{:.4f}").format(s.contribution)
        rows.append((opening(s.label.say(lang)), said, own, score, s.sentence.say(lang)))
    rows.append((Markup("<b>{}</b>").format(opening(TOTAL.say(lang))), f"{match.score:.4f}", "", "", ""))
    shown += table([opening(h.say(lang)) for h in (Text("tín hiệu", "signal"), _PART)] + ["", "", ""], rows)
    for label, texts in balance(match):
        if texts:
            shown += heading(opening(label.say(lang))) + listing(t.say(lang) for t in texts)
    if match.path:
        shown += Markup("<p>{}: {}</p>").format(opening(PATH.say(lang)), match.path_text(lang))
    return shown
