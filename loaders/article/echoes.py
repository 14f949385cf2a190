"""Signings of those named before: ``hai bên đã ký``, ``the latest, B, inked its contract``."""

from __future__ import annotations

import re

from loaders.article.clauses import Clause, Context, Statement, problem_of, trigger_of
from loaders.article.gist import BODY, Gist
from loaders.article.phrases import SIGNING

BOTH = re.compile(
    r"(?<![^\W_])(?:hai bên|hai (?:công ty|doanh nghiệp|đơn vị|phía)|đôi bên|cả hai"
    r"|(?:the )?two (?:sides|companies|firms|parties|partners)"
    r"|both (?:sides|companies|firms|parties)|the (?:parties|pair|duo))(?![^\W_])"
)


def both_sides(gist: Gist, clause: Clause, context: Context) -> list[Statement]:
    """``Hai bên đã ký …``: the two named earlier in the sentence, or in the one before."""
    trigger = trigger_of(clause)
    if not trigger or not SIGNING.match(clause.text, trigger.start()) or not BOTH.search(clause.text):
        return []
    here = tuple(range(gist.index(clause.start)))
    names = {gist.parties[n].name for n in here}
    pair = here if len(names) == 2 else context.named if not here else ()
    if len(names) == 1 and len(context.named) == 1:
        pair = (*context.named, here[0])
    if len(pair) != 2 or BODY in clause.text:
        return []
    one, two = pair[0], pair[-1]
    return [
        Statement(
            (one,), (two,), "both sides", clause.start + trigger.start(), problem=problem_of(clause, trigger)
        )
    ]


_LIKEWISE = re.compile(
    r"\ue000[^\ue000;.]{0,70}(?<![^\W_])(?:the same|same (?:status|terms|list)|likewise|did so|as well"
    r"|tương tự"
    r"|cũng (?:được|vậy|nhận|vào|ký))(?![^\W_])"
)


def likewise(gist: Gist, made: list[Statement]) -> list[Statement]:
    """``A appointed B …, and C was promoted to the same status``: C too, with the one who chose B."""
    told = next((s for s in reversed(made) if s.buyer and not s.problem), None)
    if told is None:
        return []
    buyers = told.left if told.buyer == "left" else told.right
    taken = {gist.parties[n].name for s in made for n in (*s.left, *s.right)}
    return [
        Statement(buyers, (number,), told.rule, match.start(), "left")
        for match in _LIKEWISE.finditer(gist.text)
        if (number := gist.index(match.start())) and gist.parties[number].name not in taken
    ]


_LATEST = re.compile(
    r"\W*(?:the (?:latest|newest|most recent|first|third|second)|most recently|among them|(?:đối tác "
    r"|nhà cung (?:cấp|ứng) )?"
    r"(?:mới|gần đây|gần) nhất|trong (?:số )?đó|đầu tiên)(?![^\W_])[^\ue000]{0,40}$"
)


def latest(gist: Gist, clause: Clause, context: Context) -> list[Statement]:
    """``The latest, B, inked its contract``: the other side is the one firm of the sentence before."""
    trigger = trigger_of(clause)
    if (
        not trigger
        or len(clause.parties) != 1
        or len(context.named) != 1
        or not _LATEST.match(clause.gaps[0])
    ):
        return []
    at, problem = clause.start + trigger.start(), problem_of(clause, trigger)
    return [Statement(context.named, clause.parties, "both sides", at, problem=problem)]
