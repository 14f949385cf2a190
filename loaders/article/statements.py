"""The small grammar: which enterprises of a sentence signed with which."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from loaders.article.clauses import (
    ATTENDS,
    LISTED,
    TO,
    WITH,
    Clause,
    Context,
    Statement,
    clauses,
    numbers_of,
    problem_of,
    run_of,
    trigger_of,
)
from loaders.article.echoes import BOTH, both_sides, latest, likewise
from loaders.article.frames import supplying
from loaders.article.gist import BODY, Gist
from loaders.article.phrases import BETWEEN, DOING, PAPER, SIGNING
from loaders.article.records import record
from loaders.article.relations import related, told_after
from loaders.article.rows import headed, row, to_be_named
from loaders.article.sides import inverted, joined_with, named_after

Rule = Callable[[Gist, Clause, Context], list[Statement]]


def read(gist: Gist, before: Context) -> tuple[list[Statement], Context]:
    """The statements of one sentence, and what the next may take over."""
    if listed := record(gist, before):
        return listed, replace(before, signing=True)
    found: list[Statement] = []
    context = _told_last(gist, before)
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
                if len(clause.parties) == 1 and (clause.text.rstrip().endswith(":") or to_be_named(clause))
                else context.left
            )
            context = replace(context, signing=True, left=alone, problem=problem_of(clause, trigger))
        elif len(clause.parties) == 1:
            context = replace(context, subject=clause.parties)
    found += likewise(gist, found)
    return found, context


def _told_last(gist: Gist, before: Context) -> Context:
    """``A – B; C – D; các cặp này đều đã ký``: the pairs come before the words of signing."""
    if headed(gist):
        return replace(before, signing=True)
    *_, last = clauses(gist)
    trigger = trigger_of(last) if not last.parties and not before.signing else None
    if trigger is None or BOTH.search(last.text) or problem_of(last, trigger):
        return before
    return replace(before, signing=True)


def _supplier(statement: Statement) -> int | None:
    side = {"left": statement.right, "right": statement.left}.get(statement.buyer, ())
    return side[0] if len(side) == 1 else None


def _statements(gist: Gist, clause: Clause, context: Context) -> list[Statement]:
    if not clause.parties:
        return both_sides(gist, clause, context) or told_after(gist, clause)
    for rule in RULES:
        made = rule(gist, clause, context)
        if made:
            return made
    return []


def between(gist: Gist, clause: Clause, context: Context) -> list[Statement]:
    """``giữa A và B``, ``between A and B``: the first with the rest."""
    trigger = trigger_of(clause)
    if not (trigger or context.signing or (context.pending and not context.left)):
        return []
    problem = problem_of(clause, trigger) if trigger else context.problem
    found = []
    used = -1
    for place, gap in enumerate(clause.gaps[:-1]):
        cue = next(reversed(list(BETWEEN.finditer(gap))), None)
        if cue is None or place <= used or BODY in gap[cue.end() :] or place + 1 >= len(clause.parties):
            continue
        first, rest = _two_groups(clause, place)
        if BODY in clause.gaps[place + 1]:
            continue
        several = len(first) == 1 and len(rest) > 1 and clause.gaps[place + 1].strip() == ","
        used = rest[-1]
        found.append(
            Statement(
                numbers_of(clause, first),
                numbers_of(clause, rest),
                "between",
                clause.start + (trigger.start() if trigger else 0),
                problem=problem,
                hub=several,
            )
        )
    return found


def _two_groups(clause: Clause, place: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """``giữa A, B với C và D``: those before ``với`` and those after it; else the first and the others."""
    run = [place]
    while run[-1] + 1 < len(clause.parties) and (len(run) == 1 or _joined(clause.gaps[run[-1] + 1])):
        run.append(run[-1] + 1)
    listed = run_of(clause, place, 1)
    after = listed[-1] + 1
    if len(listed) > 1 and after < len(clause.parties) and WITH.search(clause.gaps[after]):
        return listed, run_of(clause, after, 1)
    return (place,), tuple(run[1:])


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
            buyer = (
                ("right" if _DELIVERS.search(cue.group()) else "") if cue.group().startswith("ký") else "left"
            )
            return [
                Statement(
                    numbers_of(clause, left),
                    numbers_of(clause, right),
                    "handed",
                    clause.start + trigger.start(),
                    buyer,
                    problem,
                )
            ]
    return []


# "A ký hợp đồng cung cấp X cho B": who signs delivers; who hands a paper over buys.
_DELIVERS = re.compile(
    r"(?<![^\W_])(?:cung cấp|cung ứng|bán|gia công|sản xuất|chế tạo|làm|giao|cấp"
    r"|lắp đặt)(?![^\W_])"
)


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
        if re.search(r"(?<![^\W_])(?:với|with)\s*$", before) or ATTENDS.search(before):
            continue  # "hai bản ghi nhớ được ký với B và C": with somebody else
        third = _AND_BODY.match(after)
        after = after[third.end() :] if third else after
        if BODY in "".join(clause.gaps[group[0] + 1 : group[-1] + 1]) or _BODY_SIGNS.search(before):
            continue
        by = re.search(r"(?<![^\W_])(?:bởi|do|by|involving|included?|gồm|là|:)\s*[^\ue000,]{0,40}$", before)
        after = re.split(r"\ue001|, (?:which|who|mà)\b", after)[0]
        subject = SIGNING.search(after) or DOING.search(after) or SIGNING.search(before)
        if by or subject:
            numbers = numbers_of(clause, group)
            problem = problem_of(clause, trigger) or ("other" if third else None)
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


# "A, B và Viện C đã ký": with an institute in it the paper need not be about supply.
_AND_BODY = re.compile(rf"\s*,?\s*(?:và|and|cùng)\s+{BODY}")
# "Tỉnh X ký với A và B": A and B signed with the province, not with each other.
_BODY_SIGNS = re.compile(rf"{BODY}[^;]*(?:{SIGNING.pattern})[^;]*(?:{WITH.pattern})[^,;]*$")


# Tried in this order; the first that finds something is taken.
RULES: tuple[Rule, ...] = (
    inverted,
    between,
    supplying,
    handed,
    joined_with,
    named_after,
    related,
    together,
    row,
    latest,
)
