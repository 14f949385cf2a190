"""Who signed, where the sentence of the signing names one side or none: those of the sentences before."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from loaders.article.clauses import Statement, body_acts, clauses, problem_of, trigger_of
from loaders.article.discourse import Article, Found
from loaders.article.gist import Gist, Party
from loaders.article.loose import evidence, parties_of, with_nobody
from loaders.article.phrases import SIGNING
from loaders.article.roles import Side

_BACK = 2  # sentences in which the other side is looked for
_OPEN = frozenset({"together", "two named", "both sides"})  # rules that do not say who is on which side

_SURELY = re.compile(
    rf"{SIGNING.pattern}|(?<![^\W_])(?:finali[sz]ed|renew\w*|concluded|sealed|gia hạn|chốt|hoàn tất"
    rf"|trao|phát hành|issued)(?![^\W_])"
)

Sides = Mapping[str, Side]


def completed(article: Article, found: list[Found], sides: Sides) -> list[Found]:
    """What was found, with two suppliers who "signed" put beside their buyer, and the gaps filled."""
    by_number: dict[int, list[Found]] = defaultdict(list)
    for item in found:
        by_number[item.number].append(item)
    whole: list[Found] = []
    for number in range(len(article.gists)):
        own = by_number.get(number, [])
        whole += _with_the_buyer(article, number, own, sides)
        told = own or any(by_number.get(n) for n in (number - 1, number + 1) if not _firms(article, number))
        if not told:
            whole += _filled(article, number, sides)
    return whole


def _firms(article: Article, number: int) -> list[Party]:
    gist = article.gists[number]
    return [gist.parties[n] for n in parties_of(gist) or parties_of(gist, lone=True)]


def _side(party: Party, sides: Sides) -> int:
    """1 for a firm that looks foreign, -1 for one that looks domestic, 0 where nothing tells."""
    score = sides[party.name].score if party.name in sides else 0.0
    return 1 if score >= 1 else -1 if score <= -0.7 else 0


def _with_the_buyer(article: Article, number: int, own: list[Found], sides: Sides) -> Iterator[Found]:
    """``A thăm 4 doanh nghiệp. Hai trong số đó đã ký: B, C``: B and C with A, not with each other."""
    pairs = [i for i in own if not (i.statement.problem or i.statement.buyer)]
    open_ones = [i for i in pairs if i.statement.rule in _OPEN]
    firms = _signers(article, number)
    buyer = None
    named = {p.name: p for i in open_ones for p in (i.one, i.two)}
    if open_ones and _suppliers(list(named.values()), sides):
        across = [p for p in firms if p.name not in named and _side(p, sides) > 0]
        firms = list(named.values()) if across else firms
        buyer = across[0] if len(across) == 1 else None
        if not across and _suppliers(firms, sides):
            buyer = _other(article, number, firms, sides)
    if buyer is None:
        yield from own
        return
    yield from (i for i in own if i not in open_ones)
    at = open_ones[0].statement.at
    yield from (_pair(article, number, buyer, p, _told_at(article, number, p, at)) for p in firms)


def _suppliers(firms: list[Party], sides: Sides) -> bool:
    """Whether all of them may be domestic, and one surely is."""
    told = {_side(p, sides) for p in firms}
    return -1 in told and 1 not in told


def _signers(article: Article, number: int) -> list[Party]:
    """The enterprises in the clauses that tell of a signing; all of the sentence where those have none."""
    gist = article.gists[number]
    signed = {n for c in clauses(gist) if (t := trigger_of(c)) and not problem_of(c, t) for n in c.parties}
    firms = {n: gist.parties[n] for n in parties_of(gist)}
    return [p for n, p in firms.items() if n in signed] or list(firms.values())


def _filled(article: Article, number: int, sides: Sides) -> Iterator[Found]:
    """The pairs of a signing that names one side or none."""
    gist = article.gists[number]
    at = evidence(gist)
    if at is None or with_nobody(gist, at) or body_acts(gist.text):
        return
    signed = any(trigger_of(clause) for clause in clauses(gist))
    firms = _signers(article, number)
    if len(firms) > 1 and not _suppliers(firms, sides):
        return
    if firms:
        other = _other(article, number, firms, sides, strict=not signed)
        if other is not None:
            yield from (_pair(article, number, other, p, _told_at(article, number, p, at)) for p in firms)
    elif signed and _SURELY.search(gist.text) and (two := _two_before(article, number, sides)):
        yield _pair(article, number, *two, at)


def _other(
    article: Article, number: int, firms: list[Party], sides: Sides, *, strict: bool = True
) -> Party | None:
    """The one firm of the other side in the sentences before; not ``strict``: or the only firm there."""
    names = {p.name for p in (*firms, *_firms(article, number))}
    side = min((_side(p, sides) for p in firms), key=lambda s: -abs(s))
    for before in range(number - 1, max(-1, number - 1 - _BACK), -1):
        there = {p.name: p for p in _firms(article, before) if p.name not in names}
        across = [p for p in there.values() if side * _side(p, sides) < 0]
        if len(across) == 1:
            return across[0]
        if len(there) == 1 and not across and not strict:
            only = next(iter(there.values()))
            if not (side and _side(only, sides)):
                return only
        if across or (there and any(side * _side(p, sides) <= 0 for p in there.values())):
            return None  # others of whom it is not clear on which side they are
    return None


def _two_before(article: Article, number: int, sides: Sides) -> tuple[Party, Party] | None:
    """A buyer and a supplier who alone are named in the sentences before."""
    there: dict[str, Party] = {}
    for before in range(number - 1, max(-1, number - 1 - _BACK), -1):
        there |= {p.name: p for p in _firms(article, before)}
        if len(there) == 2:
            one, two = there.values()
            return (one, two) if _side(one, sides) * _side(two, sides) < 0 else None
        if len(there) > 2:
            return None
    return None


def _told_at(article: Article, number: int, party: Party, at: int) -> int:
    """Where the clause of a party tells of the signing; ``at`` where it does not."""
    gist = article.gists[number]
    for clause in clauses(gist):
        trigger = trigger_of(clause)
        if trigger and any(gist.parties[n].name == party.name for n in clause.parties):
            return clause.start + trigger.start()
    return at


def _pair(article: Article, number: int, one: Party, two: Party, at: int) -> Found:
    gist: Gist = article.gists[number]
    last = len(gist.parties)
    wide = replace(gist, parties=(*gist.parties, one, two))
    return Found(one, two, Statement((last,), (last + 1,), "told before", at), wide, number)
