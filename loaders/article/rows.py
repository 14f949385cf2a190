"""Lists of pairs: rows under a heading that tells of signings, and names that only a next clause gives."""

from __future__ import annotations

import re

from loaders.article.clauses import Clause, Context, Statement, numbers_of, run_of, trigger_of
from loaders.article.gist import BODY, Gist
from loaders.article.phrases import PAPER, SIGNING, unreal

# "A đã ký với bảy doanh nghiệp; mới nhất là B": they are still to be named.
_WITH_SOME = re.compile(
    r"(?<![^\W_])(?:với|cho|with|to) (?:\d+|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|nhiều|các|một số|two|three"
    r"|four|five|six"
    r"|seven|eight|nine|ten|several|some|a number of|both)(?![^\W_])[^\ue000;]*$"
)


def to_be_named(told: Gist | Clause) -> bool:
    """Whether those on the other side are only counted so far."""
    return _WITH_SOME.search(told.text) is not None


_HEADED = re.compile(
    rf"\W*(?:(?:các|những|hai|ba|bốn|\d+|two|three|four|new"
    rf"|signed) )*(?:{PAPER.pattern})(?: [^\W_]+){{0,3}}\s*:"
)


def headed(gist: Gist) -> bool:
    """``Contracts: A – B; C – D.``: a list under the name of a paper."""
    return _HEADED.match(gist.text) is not None


# "…; C cần cải thiện thêm": what is told of C is something else.
_GOES_ON = re.compile(r"^ (?:cần|chưa|phải|đang|không|vẫn|needs?|must|remains?|still)(?![^\W_])")
_DASH = re.compile(r"\s*(?:[–—-]+>?|→|x|×)\s*$")
_ROW = re.compile(r"^\s*(?:[–—-]+>?|→|/|\||với|with|và|and|&|x|×)\s*$")


def row(gist: Gist, clause: Clause, context: Context) -> list[Statement]:
    """``A – B`` under a heading that tells of signings; a lone name goes on with the list."""
    if not (context.signing or trigger_of(clause)):
        return []
    bare = (
        context.signing
        and len(clause.gaps[0]) < 15
        and re.fullmatch(r"\W*(?:[:|][^\ue001]*)?", clause.gaps[-1])
    )
    if several := _dashed(clause):
        problem = _row_problem(clause, context)
        return [Statement((one,), (two,), "row", clause.start, problem=problem) for one, two in several]
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
    return _lone(clause, context)


def _lone(clause: Clause, context: Context) -> list[Statement]:
    """A name alone goes on with the list: with whom the one before it signed."""
    newest = re.search(r"(?:mới|gần) (?:đây )?nhất|cuối cùng|most recent|finally|the latest", clause.gaps[0])
    lone = newest or re.fullmatch(r"\s*(?:(?:và|and|\d+[.)]|[-•+*–])\s*)?[^\ue000.]{0,25}", clause.gaps[0])
    if (
        context.left
        and len(clause.parties) == 1
        and lone
        and BODY not in clause.text
        and not _GOES_ON.search(clause.gaps[1])
        and not SIGNING.search(clause.text)
        and not re.search(r"(?<![^\W_])(?:others?|còn lại|rest)(?![^\W_])", clause.gaps[0])
        and (newest or not re.search(r"(?<![^\W_])(?:là|is|are|was|were)(?![^\W_])", clause.gaps[0]))
    ):
        return [
            Statement(
                context.left, clause.parties, "row", clause.start, problem=_row_problem(clause, context)
            )
        ]
    return []


def _dashed(clause: Clause) -> list[tuple[int, int]]:
    """``A – B và C – D``: two or more pairs in one list."""
    gaps = clause.gaps[1:-1]
    if len(gaps) < 3 or not len(gaps) % 2 or not all(_DASH.match(gap) for gap in gaps[::2]):
        return []
    if not all(re.fullmatch(r"\s*[,;]?\s*(?:và|and)?\s*(?:\(?\d+[.)])?\s*", gap) for gap in gaps[1::2]):
        return []
    return list(zip(clause.parties[::2], clause.parties[1::2], strict=True))


def _row_problem(clause: Clause, context: Context) -> str | None:
    last = clause.gaps[-1]
    return unreal("", last) or ("plan" if re.search(r"(?<![^\W_])hoãn|chưa", last) else context.problem)
