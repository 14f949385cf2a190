"""Who supplies whom, in sentences that tell of a signing without saying "with whom"."""

from __future__ import annotations

import re
from typing import TypeAlias

from loaders.article.clauses import (
    Clause,
    Context,
    Statement,
    body_acts,
    clauses,
    numbers_of,
    problem_of,
    run_of,
    trigger_of,
)
from loaders.article.gist import BODY, FIRM, Gist
from loaders.article.phrases import NEVER, PAPER, SIGNING, unreal

_GAP = r"[^\ue000;.]{0,90}?"
_MAKE_VI = (
    r"(?:cung cấp|cung ứng|bán|giao|sản xuất|gia công|chế tạo|làm|đúc|dập|in|may|mạ"
    r"|cấp(?! (?:chứng|giấy|phép|vốn|tín|mã)))"
)
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
            rf"(\ue000){_GAP}(?<![^\W_])(?:hợp đồng|thỏa thuận|thoả thuận"
            rf"|đơn) (?:nguyên tắc )?(?:đặt )?(?:mua(?! bán)"
            rf"|nhập){_GAP}(?<![^\W_])với{_GAP}(\ue000)",
            1,
        ),
        (
            rf"(\ue000){_GAP}(?<![^\W_])(?:ký|đặt|chốt)(?: \w+){{0,2}} (?:đơn (?:đặt )?hàng"
            rf"|hợp đồng)(?! (?:cung|bán|với))"
            rf"{_GAP}(?<![^\W_])của (\ue000)",
            1,
        ),
        (rf"(\ue000){_GAP}(?<![^\W_])(?:chọn|lựa chọn){_GAP}(\ue000)", 1),
        (rf"\W*là nhà cung (?:cấp|ứng){_GAP}(?:của|cho){_GAP}(\ue000)[^\ue000;.]{{0,40}}, (\ue000)", 1),
        (
            rf"(\ue000){_GAP}(?<![^\W_])(?:đặt hàng|đặt|giao|thuê) (?:cho )?(\ue000){_GAP}(?<![^\W_])"
            rf"(?:sản xuất|gia công|làm|chế tạo|cung cấp)",
            1,
        ),
        (
            rf"(\ue000){_GAP}\b(?:sourcing|purchas\w+|procurement|buying|off-?take) (?:agreement|contract"
            rf"|deal|mou)\b"
            rf"{_GAP}\bwith\b{_GAP}(\ue000)",
            1,
        ),
        (rf"(\ue000){_GAP}\b{_MAKE_EN}\b{_GAP}\b(?:to|for)\b{_GAP}(\ue000)", 2),
        (
            rf"(\ue000){_GAP}\b(?:buy|buys|buying|bought|purchas\w+|tak(?:e|es|ing)|sourc\w+|procur\w+"
            rf"|order(?:s|ed|ing)?)\b"
            rf"{_GAP}\bfrom\b{_GAP}(\ue000)",
            1,
        ),
        (rf"(\ue000){_GAP}\b(?:suppl(?:y|ies|ied|ying)|provid(?:e|es|ed|ing)) (\ue000)", 2),
        (
            rf"(\ue000){_GAP}(?<![^\W_])được (\ue000) (?:\w+ ){{0,3}}?(?:ký|chọn|đặt|tin|trao|giao"
            rf"|chấp)(?![^\W_])",
            2,
        ),
        (
            rf"(?<![^\W_])được (\ue000) (?:\w+ ){{0,3}}?(?:ký|chọn|đặt|tin|trao|giao|cấp|chấp){_GAP}(\ue000)",
            1,
        ),
        (rf"(\ue000){_GAP}\b{_PICKED}\b{_GAP}(\ue000)", 1),
        (rf"(\ue000){_GAP}\b(?:vendor|supplier|source)s?\b{_GAP}\b(?:of|to|for)\b{_GAP}(\ue000)", 2),
        (rf"(\ue000)[’']s{_GAP}\b(?:vendors?|suppliers?|supplier list|tender)\b{_GAP}(\ue000)", 1),
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


# "… X của B và Y của C"
_ALSO = re.compile(r"(?:,| và| and)(?:[^\ue000;.]|\.(?=\d)){1,60} (?:của|từ|from) (\ue000)")
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
            if also := _ALSO.match(clause.plain, match.end()):
                right = (*right, gist.index(clause.start + also.start(1)))
            found.append((left, right, "left" if buyer == 1 else "right"))
        if found:
            return found
    return []


def buyer_told(gist: Gist, one: str, two: str) -> str:
    """Which of two enterprises a sentence says that buys from the other: ``left``, ``right`` or nothing."""
    for clause in clauses(gist):
        for left, right, buyer in relations(gist, clause):
            sides = [{gist.parties[n].name for n in side} for side in (left, right)]
            for at, (first, second) in enumerate(((one, two), (two, one))):
                if first in sides[0] and second in sides[1]:
                    return buyer if at == 0 else {"left": "right", "right": "left"}[buyer]
    return ""


def related(gist: Gist, clause: Clause, context: Context) -> list[Statement]:
    """``B sẽ cung cấp X cho A … hợp đồng vừa ký``: the two stand apart from the signing."""
    trigger = trigger_of(clause)
    told = context.signing or (context.pending and not context.left)
    if not trigger and told and not (context.rows or context.problem or NEVER.search(clause.text)):
        return [
            Statement(left, right, "related", clause.start, buyer)
            for left, right, buyer in relations(gist, clause)
        ]
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


PAPER_FIRST = re.compile(
    rf"\W*(?:(?:các|những|hai|ba|the|this|these|both|that|an?|lễ ký|việc ký) )*(?:{PAPER.pattern})"
)


ALL_SIGN = re.compile(
    r"\W*(?:các|cả hai|hai|all|both|the) (?:bên|cặp|parties|pairs|sides)(?: đã| đều| cùng)* (?=ký|signed)"
    r"|\W*(?:all|both)(?: \w+)? were (?=signed)|\W*cả (?:hai|ba|bốn|năm)(?: \w+){0,3} (?:đều|cùng"
    r"|được) (?=ký|được ký)"
)


def confirms(gist: Gist) -> re.Match[str] | None:
    """A sentence without enterprises that says the paper of the one before was signed."""
    if FIRM in gist.text or body_acts(gist.text):
        return None
    opens = PAPER_FIRST.match(gist.text) or ALL_SIGN.match(gist.text)
    signing = SIGNING.search(gist.text) if opens else None
    if signing is None or unreal(gist.text[: signing.start()], gist.text[signing.end() :]):
        return None
    return signing


def told_after(gist: Gist, clause: Clause) -> list[Statement]:
    """``B will ship X to A …; the contract was signed on …``: the signing in a clause of its own."""
    at = signed_in(clause) if PAPER_FIRST.match(clause.text) else None
    if at is None or BODY in clause.text:
        return []
    for before in clauses(gist):
        earlier = before.start < clause.start and not NEVER.search(before.text)
        told = relations(gist, before) if earlier else []
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
