"""Rules of ``với`` and ``with``: those before it signed with those after it."""

from __future__ import annotations

import re

from loaders.article.clauses import (
    WITH,
    Clause,
    Context,
    Statement,
    numbers_of,
    problem_of,
    run_of,
    trigger_of,
)
from loaders.article.gist import BODY, FIRM, Gist
from loaders.article.phrases import DOING, PAPER, SIGNING


def joined_with(gist: Gist, clause: Clause, context: Context) -> list[Statement]:
    """``A ký … với B, C``, ``A signed with B``: those before the verb with those after ``với``."""
    found: list[Statement] = []
    trigger = trigger_of(clause)
    if not (trigger or context.signing):
        return []
    if trigger and len(clause.parties) > 1 and (paper := _BESIDES.search(clause.gaps[0])):
        found.append(Statement(clause.parties[1:2], clause.parties[:1], "with", clause.start + paper.start()))
    for place, gap in enumerate(clause.gaps[:-1]):
        if not WITH.search(gap) or not (_meant(clause, place, context)):
            continue
        cue = list(WITH.finditer(gap))[-1]
        if BODY in gap[cue.end() :]:
            continue
        right = _right(clause, place)
        left = _left(clause, place, found, context)
        if left:
            at, problem = _where(clause, place, context)
            theirs = numbers_of(clause, right)
            each = len(left) == len(theirs) > 1 and _EACH.search(clause.text)
            sides = [((a,), (b,)) for a, b in zip(left, theirs, strict=True)] if each else [(left, theirs)]
            found += [Statement(one, two, "with", at, problem=problem) for one, two in sides]
    return found


_EACH = re.compile(r"(?<![^\W_])(?:respectively|(?:lần lượt|tương ứng) với)(?![^\W_])")


def _meant(clause: Clause, place: int, context: Context) -> bool:
    """Whether ``với`` in a gap belongs to a signing: own, earlier in the clause, or taken over."""
    said = FIRM.join(clause.gaps[: place + 1])
    gap = clause.gaps[place]
    own = SIGNING.search(gap) or (PAPER.search(gap) and (DOING.search(said) or SIGNING.search(said)))
    if own:
        return True
    if SIGNING.search(said) or (PAPER.search(said) and DOING.search(said)):
        return True
    tail = SIGNING.search(clause.gaps[place + 1])
    return bool(tail) or (context.signing and len(gap.strip()) < 60)


# "Ngoài biên bản ghi nhớ với B, A còn ký …": the paper with B is A's.
_BESIDES = re.compile(
    rf"(?<![^\W_])(?:ngoài|bên cạnh|along with|besides|in addition to"
    rf"|apart from)(?![^\W_])[^,;]*(?:{PAPER.pattern})"
)
_IS = re.compile(r"^\s*(?:là|gồm|gồm có|có|bao gồm|were|was|are|is|include[ds]?)(?![^\W_])[^;.\ue001]{0,60}$")
_PARTNERS = re.compile(
    r"\W*(?:các |những |hai |ba |bốn |\d+ )?(?:đối tác|bên|doanh nghiệp|đơn vị|nhà cung cấp"
    r"|công ty)(?: [^\W\d]+){0,4} (?:gồm|là|bao gồm)(?![^\W_])[^.;]{0,40}$"
    r"|\W*(?:đó là|gồm có|bao gồm|gồm|they are|these are|those are|namely)[^.;]{0,40}$|\W*(?:the "
    r"|its )?(?:\w+ )?(?:partners|suppliers|counterparties|companies|firms"
    r"|signatories)(?: \w+){0,2} (?:are|were|include)\b[^.;]{0,40}$"
)


_IN_DETAIL = re.compile(
    r"\W*(?:cụ thể|theo đó|trong đó|gồm|specifically|accordingly|namely|they are|of these"
    r"|among them)(?![^\W_])"
)


def named_after(gist: Gist, clause: Clause, context: Context) -> list[Statement]:
    """``A đã ký với ba nhà cung ứng. Cụ thể, B đảm nhận …, C lo …``: those whom the next sentence names."""
    if not context.pending or not context.left or trigger_of(clause) or not _IN_DETAIL.match(gist.text):
        return []
    left = {gist.parties[n].name for n in context.left}
    right = tuple(n for n in clause.parties if gist.parties[n].name not in left)
    return [Statement(context.left, right, "with", clause.start, problem=context.problem)] if right else []


def inverted(gist: Gist, clause: Clause, context: Context) -> list[Statement]:
    """``Đơn vị ký với A là B và C``, ``Signing with A were B``; ``Các đối tác gồm B, C`` after a signing."""
    trigger = trigger_of(clause)
    if context.pending and not trigger and context.left and _PARTNERS.match(clause.gaps[0]):
        return [
            Statement(
                context.left,
                numbers_of(clause, run_of(clause, 0, 1)),
                "with",
                clause.start,
                problem=context.problem,
            )
        ]
    if trigger and len(clause.parties) > 1 and _IS.match(clause.gaps[1]):
        lead = clause.gaps[0]
        if SIGNING.search(lead) and re.search(r"(?:với|with|cùng)\s*(?:[^\W\d]+\s+){0,3}$", lead):
            right = numbers_of(clause, run_of(clause, 1, 1))
            return [
                Statement(
                    clause.parties[:1],
                    right,
                    "with",
                    clause.start + trigger.start(),
                    problem=problem_of(clause, trigger),
                )
            ]
    return []


def _right(clause: Clause, place: int) -> tuple[int, ...]:
    """The list after ``với``, without one that is the subject of a next signing."""
    right = run_of(clause, place, 1)
    after = clause.gaps[right[-1] + 1]
    follows = re.match(r"\s*(?:cũng |đã |vừa |also |has |lại |thì )*", after)
    at = follows.end() if follows else 0
    if len(right) > 1 and (SIGNING.match(after, at) or len(after) < 12) and WITH.search(after):
        return right[:-1]
    return right


def _left(clause: Clause, place: int, found: list[Statement], context: Context) -> tuple[int, ...]:
    if place == 0:
        return context.left or context.subject
    left = run_of(clause, place - 1, -1)
    taken = {n for s in found for n in (*s.right, *s.left)}
    numbers = tuple(n for n in numbers_of(clause, left) if n not in taken)
    if not numbers:
        return found[-1].left if found else context.left
    first = (
        not found
        and len(clause.gaps[left[0]]) < 40
        and not re.search(r"\ue001|(?<![^\W_])(?:công ty mẹ|đại diện của)", clause.gaps[left[0]])
    )
    if len(left) > 1 and len(numbers) > 1 and not first and not _plural(clause, left):
        return numbers[-1:]
    return numbers


def _plural(clause: Clause, left: tuple[int, ...]) -> bool:
    if re.search(
        r"(?:ngoài|bên cạnh|cùng với|along with|besides|in addition to|apart from)\s*$", clause.gaps[left[0]]
    ):
        return True
    return all("," not in clause.gaps[p] or len(left) > 2 for p in left[1:])


def _where(clause: Clause, place: int, context: Context) -> tuple[int, str | None]:
    offset = sum(len(g) + 1 for g in clause.gaps[:place])
    for pattern in (SIGNING, PAPER):
        for match in pattern.finditer(clause.text):
            if offset <= match.start() <= offset + len(clause.gaps[place]):
                return clause.start + match.start(), problem_of(clause, match)
    trigger = trigger_of(clause)
    if trigger:
        return clause.start + trigger.start(), problem_of(clause, trigger)
    return clause.start, context.problem
