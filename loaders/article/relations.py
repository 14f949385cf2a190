"""Who supplies whom, in sentences that tell of a signing without saying "with whom"."""

from __future__ import annotations

import re
from typing import TypeAlias

from loaders.article.clauses import (
    Clause,
    Context,
    Statement,
    clauses,
    numbers_of,
    problem_of,
    run_of,
    trigger_of,
)
from loaders.article.gist import BODY, FIRM, Gist
from loaders.article.phrases import NEVER, PAPER, SIGNING, unreal

_GAP = r"[^\ue000;.]{0,90}?"
_MAKE_VI = r"(?:cung cấp|cung ứng|bán|giao|sản xuất|gia công|chế tạo|cấp(?! (?:chứng|giấy|phép|vốn|tín|mã)))"
_MAKE_EN = (
    r"(?:suppl(?:y|ies|ied|ying)|deliver(?:s|y|ed|ing|ies)?|provid(?:e|es|ed|ing)|sell(?:s|ing)?|sold"
    r"|ship(?:s|ped|ping|ments)?|mak(?:e|es|ing)|produc(?:e|es|ed|ing)|manufactur(?:e|es|ed|ing)"
    r"|machin(?:e|es|ing)|pack(?:s|ing)?)"
)
_PICKED = r"(?:picked|picks|chose|chooses|selected|selects|tapped|commissioned|engaged)"
# (pattern, which of the two is the buyer)
_RELATIONS: tuple[tuple[re.Pattern[str], int], ...] = tuple(
    (re.compile(pattern), buyer)
    for pattern, buyer in (
        (rf"(\ue000){_GAP}(?<![^\W_]){_MAKE_VI}(?![^\W_]){_GAP}(?<![^\W_])(?:cho|tới){_GAP}(\ue000)", 2),
        (
            rf"(\ue000){_GAP}(?<![^\W_])(?:mua|nhập|bao tiêu|tiêu thụ)(?![^\W_]){_GAP}(?<![^\W_])(?:của|từ"
            rf"|do){_GAP}(\ue000)",
            1,
        ),
        (
            rf"(\ue000){_GAP}(?<![^\W_])(?:đặt hàng|đặt|giao|thuê) (?:cho )?(\ue000){_GAP}(?<![^\W_])"
            rf"(?:sản xuất|gia công|làm|chế tạo|cung cấp)",
            1,
        ),
        (rf"(\ue000){_GAP}\b{_MAKE_EN}\b{_GAP}\b(?:to|for)\b{_GAP}(\ue000)", 2),
        (
            rf"(\ue000){_GAP}\b(?:buy|buys|buying|bought|purchas\w+|sourc\w+|procur\w+|order(?:s|ed|ing)?)\b"
            rf"{_GAP}\bfrom\b{_GAP}(\ue000)",
            1,
        ),
        (rf"(\ue000){_GAP}\b(?:suppl(?:y|ies|ied|ying)|provid(?:e|es|ed|ing)) (\ue000)", 2),
        (rf"(\ue000){_GAP}\b{_PICKED}\b{_GAP}(\ue000)", 1),
        (rf"(\ue000){_GAP}\b(?:vendor|supplier|source)s?\b{_GAP}\b(?:of|to|for)\b{_GAP}(\ue000)", 2),
        (r"\b(?:suppliers|vendors) (?:of|to) (\ue000),? (?:including|such as|namely) (\ue000)", 1),
        (rf"(\ue000){_GAP}(?<![^\W_])(?:là|thành) nhà cung (?:cấp|ứng){_GAP}(?:của|cho){_GAP}(\ue000)", 2),
    )
)
# "signed a contract with a rival": the other side is somebody who is not named.
ELSEWHERE = re.compile(
    r"[^\ue000]{0,40}?(?<![^\W_])(?:with|với) (?:an?|another|some|several|một|nhiều|vài"
    r"|\d+)(?![^\W_])[^\ue000:]*$"
)
_WITH_BODY = re.compile(rf"(?:với|with|cùng)\s[^\ue000,;.]{{0,30}}{BODY}")


Told: TypeAlias = tuple[tuple[int, ...], tuple[int, ...], str]


def relations(gist: Gist, clause: Clause) -> list[Told]:
    """The two sides of each stretch of a clause that says who makes for whom, and which of them buys."""
    for pattern, buyer in _RELATIONS:
        found = []
        matches = list(pattern.finditer(clause.plain))
        for match in matches:
            one, two = (gist.index(clause.start + match.start(g)) for g in (1, 2))
            if one not in clause.parties or two not in clause.parties or one == two:
                continue
            places = clause.parties.index(one), clause.parties.index(two)
            left, right = (
                numbers_of(clause, run_of(clause, place, step))
                for place, step in zip(places, (-1, 1), strict=True)
            )
            if set(left) & set(right) or len(matches) > 1:
                left, right = (one,), (two,)
            found.append((left, right, "left" if buyer == 1 else "right"))
        if found:
            return found
    return []


def related(gist: Gist, clause: Clause, context: Context) -> list[Statement]:
    """``B sẽ cung cấp X cho A … hợp đồng vừa ký``: the two stand apart from the signing."""
    trigger = trigger_of(clause)
    if (
        not trigger
        or _WITH_BODY.search(clause.text, trigger.start())
        or ELSEWHERE.match(clause.text, trigger.end())
    ):
        return []
    problem = problem_of(clause, trigger) or ("other" if NEVER.search(clause.text) else None)
    at = clause.start + trigger.start()
    return [
        Statement(left, right, "related", at, buyer, problem)
        for left, right, buyer in relations(gist, clause)
    ]


_PAPER_FIRST = re.compile(
    rf"\W*(?:(?:các|những|hai|ba|the|this|these|both|that|an?|lễ ký|việc ký) )*(?:{PAPER.pattern})"
)


def confirms(gist: Gist) -> re.Match[str] | None:
    """A sentence without enterprises that says the paper of the one before was signed."""
    if FIRM in gist.text or BODY in gist.text:
        return None
    opens = _PAPER_FIRST.match(gist.text)
    signing = SIGNING.search(gist.text) if opens else None
    if signing is None or unreal(gist.text[: signing.start()], gist.text[signing.end() :]):
        return None
    return signing


def told_after(gist: Gist, clause: Clause) -> list[Statement]:
    """``B will ship X to A …; the contract was signed on …``: the signing in a clause of its own."""
    at = signed_in(clause) if _PAPER_FIRST.match(clause.text) else None
    if at is None or BODY in clause.text:
        return []
    for before in clauses(gist):
        told = relations(gist, before) if before.start < clause.start else []
        if told:
            return [Statement(left, right, "related", at, buyer) for left, right, buyer in told]
    return []


def signed_in(clause: Clause) -> int | None:
    """Where in its gist a clause tells of a signing that has happened."""
    trigger = trigger_of(clause)
    return clause.start + trigger.start() if trigger and problem_of(clause, trigger) is None else None


def firms_of(gist: Gist) -> tuple[int, ...]:
    """The enterprises that a sentence names beyond doubt, each once."""
    named = {
        p.name: n for n, p in reversed(list(enumerate(gist.parties))) if p.mention.kind in ("firm", "bare")
    }
    return tuple(sorted(named.values()))
