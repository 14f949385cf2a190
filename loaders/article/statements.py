"""The small grammar: which enterprises of a sentence signed with which."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from loaders.article.clauses import (
    LISTED,
    TO,
    Clause,
    Context,
    Statement,
    clauses,
    numbers_of,
    problem_of,
    run_of,
    trigger_of,
)
from loaders.article.frames import supplying
from loaders.article.gist import BODY, FIRM, Gist
from loaders.article.phrases import BETWEEN, DOING, PAPER, SIGNING, SUPPLY, unreal
from loaders.article.sides import inverted, joined_with

Rule = Callable[[Gist, Clause, Context], list[Statement]]


def read(gist: Gist, before: Context) -> tuple[list[Statement], Context]:
    """The statements of one sentence, and what the next may take over."""
    found: list[Statement] = []
    context = before
    for clause in clauses(gist):
        made = _statements(gist, clause, context)
        found += made
        if made:
            context = replace(
                context,
                signing=True,
                left=made[-1].left,
                problem=made[-1].problem,
                supplier=_supplier(made[-1]),
            )
        elif trigger := trigger_of(clause):
            alone = (
                clause.parties
                if len(clause.parties) == 1 and clause.text.rstrip().endswith(":")
                else context.left
            )
            context = replace(context, signing=True, left=alone, problem=problem_of(clause, trigger))
    return found, context


def _supplier(statement: Statement) -> int | None:
    side = {"left": statement.right, "right": statement.left}.get(statement.buyer, ())
    return side[0] if len(side) == 1 else None


def _statements(gist: Gist, clause: Clause, context: Context) -> list[Statement]:
    if not clause.parties:
        return both_sides(clause, context)
    for rule in RULES:
        made = rule(gist, clause, context)
        if made:
            return made
    return []


_BOTH = re.compile(
    r"(?<![^\W_])(?:hai bên|hai (?:công ty|doanh nghiệp|đơn vị|phía)|đôi bên|cả hai"
    r"|(?:the )?two (?:sides|companies|firms|parties|partners)"
    r"|both (?:sides|companies|firms|parties)|the (?:parties|pair|duo))(?![^\W_])"
)


def both_sides(clause: Clause, context: Context) -> list[Statement]:
    """``Hai bên đã ký …``: the two of the sentence before."""
    trigger = trigger_of(clause)
    if not trigger or not SIGNING.match(clause.text, trigger.start()) or not _BOTH.search(clause.text):
        return []
    if len(context.named) != 2 or BODY in clause.text:
        return []
    one, two = context.named
    return [
        Statement(
            (one,), (two,), "both sides", clause.start + trigger.start(), problem=problem_of(clause, trigger)
        )
    ]


def between(gist: Gist, clause: Clause, context: Context) -> list[Statement]:
    """``giữa A và B``, ``between A and B``: the first with the rest."""
    trigger = trigger_of(clause)
    if not (trigger or context.signing):
        return []
    problem = problem_of(clause, trigger) if trigger else context.problem
    found = []
    used = -1
    for place, gap in enumerate(clause.gaps[:-1]):
        cue = next(reversed(list(BETWEEN.finditer(gap))), None)
        if cue is None or place <= used or BODY in gap[cue.end() :] or place + 1 >= len(clause.parties):
            continue
        rest = [place + 1]
        while rest[-1] + 1 < len(clause.parties) and _joined(clause.gaps[rest[-1] + 1]):
            rest.append(rest[-1] + 1)
        if BODY in clause.gaps[place + 1]:
            continue
        several = len(rest) > 1 and clause.gaps[place + 1].strip() == ","
        used = rest[-1]
        found.append(
            Statement(
                (clause.parties[place],),
                numbers_of(clause, tuple(rest)),
                "between",
                clause.start + (trigger.start() if trigger else 0),
                problem=problem,
                hub=several,
            )
        )
    return found


def _joined(gap: str) -> bool:
    return (
        bool(LISTED.match(gap))
        and not BETWEEN.search(gap)
        and not SIGNING.search(gap)
        and not DOING.search(gap)
    )


def handed(gist: Gist, clause: Clause, context: Context) -> list[Statement]:
    """``A trao thỏa thuận cho B và C``."""
    trigger = trigger_of(clause)
    for place, gap in enumerate(clause.gaps[1:-1], start=1):
        cue = re.search(
            rf"(?<![^\W_])(?:trao|ký|awarded|hand(?:s|ed) over|presented"
            rf"|gave)(?![^\W_]).*{PAPER.pattern}.*{TO.pattern}",
            gap,
        )
        if trigger and cue:
            left, right = run_of(clause, place - 1, -1), run_of(clause, place, 1)
            problem = problem_of(clause, trigger)
            return [
                Statement(
                    numbers_of(clause, left),
                    numbers_of(clause, right),
                    "handed",
                    clause.start + trigger.start(),
                    "left",
                    problem,
                )
            ]
    return []


def together(gist: Gist, clause: Clause, context: Context) -> list[Statement]:
    """``A và B ký …``, ``được ký bởi A và B``: a list of two is a pair, of more a hub and its partners."""
    trigger = trigger_of(clause)
    if not trigger or len(clause.parties) < 2:
        return []
    for place in range(len(clause.parties)):
        group = run_of(clause, place, 1)
        if len(group) < 2:
            continue
        before, after = clause.gaps[group[0]], clause.gaps[group[-1] + 1]
        if BODY in "".join(clause.gaps[group[0] + 1 : group[-1] + 1]):
            continue
        by = re.search(r"(?<![^\W_])(?:bởi|do|by|involving|gồm|là|:)\s*[^\ue000,]{0,40}$", before)
        after = re.split(r"\ue001|, (?:which|who|mà)\b", after)[0]
        subject = SIGNING.search(after) or DOING.search(after) or SIGNING.search(before)
        if by or subject:
            numbers = numbers_of(clause, group)
            problem = problem_of(clause, trigger)
            return [
                Statement(
                    numbers[:1],
                    numbers[1:],
                    "together",
                    clause.start + trigger.start(),
                    problem=problem,
                    hub=len(group) > 2,
                )
            ]
    return []


_ROW = re.compile(r"^\s*(?:[–—-]+>?|→|/|\||với|with|và|and|&|x|×)\s*$")


def row(gist: Gist, clause: Clause, context: Context) -> list[Statement]:
    """``A – B`` under a heading that tells of signings; a lone name goes on with the list."""
    if not (context.signing or trigger_of(clause)):
        return []
    bare = context.signing and len(clause.gaps[0]) < 15 and re.fullmatch(r"\W*", clause.gaps[-1])
    joint = _ROW.match(clause.gaps[1]) if len(clause.parties) >= 2 else None
    if joint and (bare or joint.group().strip() not in ("and", "và")):
        right = run_of(clause, 1, 1)
        return [
            Statement(
                clause.parties[:1],
                numbers_of(clause, right),
                "row",
                clause.start,
                problem=_row_problem(clause, context),
            )
        ]
    lone = re.fullmatch(r"\s*(?:(?:và|and|\d+[.)]|[-•+*–])\s*)?[^\ue000.]{0,25}", clause.gaps[0])
    if (
        context.left
        and len(clause.parties) == 1
        and lone
        and BODY not in clause.text
        and not SIGNING.search(clause.text)
    ):
        return [
            Statement(
                context.left, clause.parties, "row", clause.start, problem=_row_problem(clause, context)
            )
        ]
    return []


def _row_problem(clause: Clause, context: Context) -> str | None:
    last = clause.gaps[-1]
    return unreal("", last) or ("plan" if re.search(r"(?<![^\W_])hoãn|chưa", last) else context.problem)


def fallback(gist: Gist, clause: Clause, context: Context) -> list[Statement]:
    """A signing is told and exactly two enterprises are named: they are a likely pair."""
    trigger = trigger_of(clause)
    names = {gist.parties[n].name for n in clause.parties}
    weak = any(gist.parties[n].mention.kind == "weak" for n in clause.parties)
    listed = context.signing and len(clause.parties) == 2 and SUPPLY.search(clause.gaps[1])
    if (
        not (trigger or listed)
        or len(clause.parties) != 2
        or len(names) != 2
        or weak
        or BODY in clause.gaps[1]
    ):
        return []
    if trigger and BODY in clause.text[clause.text.rfind(FIRM) : trigger.start()]:
        return []
    at = clause.start + (trigger.start() if trigger else 0)
    problem = problem_of(clause, trigger) if trigger else context.problem
    return [Statement(clause.parties[:1], clause.parties[1:], "two named", at, problem=problem)]


# Tried in this order; the first that finds something is taken.
RULES: tuple[Rule, ...] = (inverted, between, supplying, handed, joined_with, together, row, fallback)
