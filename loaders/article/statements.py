"""The small grammar: which enterprises of a sentence signed with which."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import product

from loaders.article.gist import BODY, FIRM, Gist
from loaders.article.phrases import BETWEEN, DOING, NEVER, OTHER, PAPER, SIGNING, SUPPLY, unreal


@dataclass(frozen=True, slots=True)
class Statement:
    """Two sides that signed, as numbers of the gist's parties.

    ``buyer``: which side the words make the buyer ("left", "right" or "").
    ``rule`` names the rule that found it, ``at`` is where the signing stands,
    ``problem`` why it may be none.
    """

    left: tuple[int, ...]
    right: tuple[int, ...]
    rule: str
    at: int
    buyer: str = ""
    problem: str | None = None
    hub: bool = False

    def pairs(self) -> list[tuple[int, int]]:
        """Each of the left side with each of the right."""
        return [(a, b) for a, b in product(self.left, self.right) if a != b]


@dataclass(frozen=True, slots=True)
class Context:
    """What a clause takes over from the ones before it: that there is a signing, and who signed."""

    signing: bool = False
    left: tuple[int, ...] = ()
    rows: bool = False
    problem: str | None = None
    supplier: int | None = None
    named: tuple[int, ...] = ()
    pending: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a gist between semicolons: the numbers of its parties, and what stands around them.

    ``gaps[0]`` is the text before the first party, ``gaps[i]`` that between
    ``parties[i-1]`` and ``parties[i]``, the last one what follows.
    """

    text: str
    start: int
    parties: tuple[int, ...]
    gaps: tuple[str, ...]


_CUT = re.compile(
    r";(?:\s*(?:và|and|còn|while)\b)?|,?\s+(?:trong khi(?: đó)?|còn|while|whereas)(?= [^,;]{0,40}\ue000)"
    r"|:(?=\s*one\b)"
)
_ASIDE = re.compile(
    r"(?<![^\W_])(?:như|such as|including|like|counts|công ty (?:con|mẹ)(?: của)?|thành viên của"
    r"|thuộc|subsidiary of|unit of|arm of|owned by"
    r"|part of|(?:organi[sz]ed|hosted|witnessed|brokered|arranged|financed|sponsored) by"
    r"|chứng kiến của(?: đại diện)?(?: lãnh đạo)?"
    r"|(?:tại|thăm) (?:trụ sở|nhà máy|văn phòng)(?: chính)?(?: của)?|at (?:the )?(?:headquarters"
    r"|plant|factory) of|thay (?:cho|thế)|khách hàng (?:của|là)"
    r"|from customers|(?:từng|đang|chuyên) (?:cung cấp|cung ứng|làm)[^,;]{0,40} cho(?: \w+){0,3}"
    r"|rival|đối thủ(?: là)?|replacing|unlike|khác với"
    r"|vệ tinh của|đầu tư bởi|backed by|cạnh tranh với|formerly with)\s*(?:the )?$"
)
_HOST = re.compile(
    r"^\s*(?:\S+\s){0,3}(?:tổ chức|chủ trì|phối hợp|tài trợ|làm chủ đầu tư|chứng kiến|hosted"
    r"|organi[sz]ed|sponsored)\b"
)
_LOOSE = re.compile(r"\s*[,–—-]")
_PARTNER = re.compile(
    r"(?<![^\W_])(?:đối tác|khách hàng|nhà cung \w+|vendor|suppliers?|customers?|partners?|clients?"
    r"|rival)(?![^\W_]).{0,40}(?:của|cho|of|to|for)\s*$"
)
_GUEST = re.compile(
    r",?\s*(?:as (?:a |the )?(?:witness|host|organi[sz]er|sponsor|guest)|chứng kiến)(?![^\W_])"
)
_LISTED = re.compile(
    r"^\s*(?:[,;/+]|\bvà\b|\band\b|&|\bcùng\b|as well as|cũng như|lẫn|plus)+(?:[^.;:,–—]{0,60})$"
    r"|^\s*,?\s*(?:và|and|cùng) (?:ông|bà|mr|mrs|ms|dr|đại diện)\b[^;:–—\ue001]{0,80}$|^\s*(?:về|for"
    r"|on|covering) [^.;:–—]{1,50}(?:,|\bvà|\band)\s*$|^\s*[,;]\s*(?:và|and)?(?:[^.;:,–—]{0,60})$"
)
_TO = re.compile(r"(?<![^\W_])(?:cho|to)(?![^\W_])")
_WITH = re.compile(
    rf"(?<![^\W_])(?:với|with|cùng với)(?![^\W_])|(?:{SIGNING.pattern}"
    rf"|{PAPER.pattern})[^,;]{{0,40}}(?<![^\W_])cùng(?![^\W_])"
)


def clauses(gist: Gist) -> Iterator[Clause]:
    """The clauses of a gist; parties that are only mentioned are left out of them."""
    start = 0
    cuts = [(m.start(), m.end()) for m in _CUT.finditer(gist.text)] + [(len(gist.text), len(gist.text))]
    for stop, after in cuts:
        if stop > start or stop == len(gist.text):
            yield _clause(gist, start, stop)
        start = after


def _clause(gist: Gist, start: int, stop: int) -> Clause:
    text = gist.text[start:stop]
    signs = [m.start() for m in re.finditer(FIRM, text)]
    first = gist.index(start)
    parties: list[int] = []
    gaps: list[str] = []
    last, aside = 0, False
    for number, at in enumerate(signs):
        gap = text[last:at]
        fresh = text[signs[number - 1] + 1 : at] if number else gap
        aside = bool(_ASIDE.search(fresh)) or (aside and bool(_LISTED.match(fresh)) and "với" not in fresh)
        aside = aside or bool(
            number and _LOOSE.match(fresh) and _LOOSE.match(text[at + 1 :]) and _PARTNER.search(fresh)
        )
        host = re.search(r"(?<![^\W_])(?:do|by)\s*$", fresh) and _HOST.match(text[at + 1 :])
        if (
            aside
            or host
            or _GUEST.match(text[at + 1 :])
            or gist.parties[first + number].mention.name.lower() == "it"
        ):
            continue
        parties.append(first + number)
        gaps.append(gap.replace(FIRM, ""))
        last = at + 1
    gaps.append(text[last:].replace(FIRM, ""))
    return Clause(text, start, tuple(parties), tuple(gaps))


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
        elif trigger := _trigger(clause):
            alone = (
                clause.parties
                if len(clause.parties) == 1 and clause.text.rstrip().endswith(":")
                else context.left
            )
            context = replace(context, signing=True, left=alone, problem=_problem(clause, trigger))
    return found, context


def _supplier(statement: Statement) -> int | None:
    side = {"left": statement.right, "right": statement.left}.get(statement.buyer, ())
    return side[0] if len(side) == 1 else None


def _trigger(clause: Clause) -> re.Match[str] | None:
    """The words that tell of a signing: a verb of signing, or another with a paper."""
    text = clause.text
    paper = PAPER.search(text)
    real = None
    for real in SIGNING.finditer(text):
        if not re.search(r"(?:một|hai|ba|\d+)\s+$", text[: real.start()]) and not unreal(
            text[: real.start()], text[real.end() :]
        ):
            return real
    real = real or _UNDER.search(text)
    if real:
        return real
    if paper and re.search(
        r"(?<![^\W_])(?:ghi nhớ|mous?|memorand\w+|thỏa thuận|thoả thuận|hợp đồng|đơn (?:đặt )?hàng"
        r"|agreements?|contracts?|deals?|(?:purchase|trial) orders?)",
        text,
    ):
        if BETWEEN.search(text):
            return paper
        doing = [d for d in DOING.finditer(text) if abs(d.start() - paper.start()) < 120]
        if doing:
            return doing[0]
    return None


def _problem(clause: Clause, trigger: re.Match[str]) -> str | None:
    """Why the signing may be none: not happened, or about other business than supply."""
    text = clause.text
    under = _UNDER.fullmatch(trigger.group()) is not None
    problem = unreal("" if under else text[: trigger.start()], text[trigger.end() :])
    if problem:
        return problem
    about = text[max(0, trigger.start() - 90) : trigger.start()].rsplit(FIRM, 1)[-1]
    after = text[trigger.start() : trigger.end() + 110]
    core = re.split(r"[\ue000,]", after, maxsplit=1)[0]
    tail = text.rsplit(FIRM, 1)[-1][:90]
    tail = tail if re.match(r"\s*(?:,? ?(?:về|nhằm|để|trong|on|for|to|in|trị giá)\b)", tail) else ""
    paper_first = PAPER.search(about)
    words = core + " " + tail + (" " + about[paper_first.start() :] if paper_first else "")
    other = NEVER.search(words) or (OTHER.search(words) and not SUPPLY.search(words))
    return "other" if other else None


_UNDER = re.compile(
    r"(?<![^\W_])(?:theo|under)(?: the| this| terms of the)? (?:[^\W\d]+ ){0,2}?(?:biên bản ghi nhớ"
    r"|bản ghi nhớ|hợp đồng|thỏa thuận|thoả thuận"
    r"|memorandum|mou|agreement|contract|deal)(?: [^\W\d]+){0,3},|(?<![^\W_])bắt tay hợp tác(?![^\W_])"
    r"|\bunder an? (?:[\w-]+ ){0,3}?(?:contract|agreement|memorandum|deal)\b"
)
Rule = Callable[[Gist, Clause, Context], list[Statement]]


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
    trigger = _trigger(clause)
    if not trigger or not SIGNING.match(clause.text, trigger.start()) or not _BOTH.search(clause.text):
        return []
    if len(context.named) != 2 or BODY in clause.text:
        return []
    one, two = context.named
    return [
        Statement(
            (one,), (two,), "both sides", clause.start + trigger.start(), problem=_problem(clause, trigger)
        )
    ]


def _run(clause: Clause, first: int, step: int) -> tuple[int, ...]:
    """Places of parties listed together with the one at ``first``, going in one direction."""
    found = [first]
    at = first
    while 0 <= at + step < len(clause.parties):
        gap = clause.gaps[at + 1 if step > 0 else at]
        if not _LISTED.match(gap) or _WITH.search(gap) or SIGNING.search(gap):
            break
        at += step
        found.append(at)
    return tuple(sorted(found))


def _numbers(clause: Clause, places: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(clause.parties[p] for p in places)


def between(gist: Gist, clause: Clause, context: Context) -> list[Statement]:
    """``giữa A và B``, ``between A and B``: the first with the rest."""
    trigger = _trigger(clause)
    if not (trigger or context.signing):
        return []
    problem = _problem(clause, trigger) if trigger else context.problem
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
                _numbers(clause, tuple(rest)),
                "between",
                clause.start + (trigger.start() if trigger else 0),
                problem=problem,
                hub=several,
            )
        )
    return found


def _joined(gap: str) -> bool:
    return (
        bool(_LISTED.match(gap))
        and not BETWEEN.search(gap)
        and not SIGNING.search(gap)
        and not DOING.search(gap)
    )


def joined_with(gist: Gist, clause: Clause, context: Context) -> list[Statement]:
    """``A ký … với B, C``, ``A signed with B``: those before the verb with those after ``với``."""
    found: list[Statement] = []
    trigger = _trigger(clause)
    if not (trigger or context.signing):
        return []
    for place, gap in enumerate(clause.gaps[:-1]):
        if not _WITH.search(gap) or not (_meant(clause, place, context)):
            continue
        cue = list(_WITH.finditer(gap))[-1]
        if BODY in gap[cue.end() :]:
            continue
        right = _right(clause, place)
        left = _left(clause, place, found, context)
        if left:
            at, problem = _where(clause, place, context)
            found.append(Statement(left, _numbers(clause, right), "with", at, problem=problem))
    return found


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


_IS = re.compile(r"^\s*(?:là|gồm|gồm có|có|bao gồm|were|was|are|is|include[ds]?)(?![^\W_])[^;.\ue001]{0,60}$")
_PARTNERS = re.compile(
    r"\W*(?:các |những |hai |ba |bốn |\d+ )?(?:đối tác|bên|doanh nghiệp|đơn vị|nhà cung cấp"
    r"|công ty)(?: [^\W\d]+){0,4} (?:gồm|là|bao gồm)(?![^\W_])[^.;]{0,40}$"
    r"|\W*(?:đó là|gồm có|bao gồm|gồm|they are|these are|those are|namely)[^.;]{0,40}$|\W*(?:the "
    r"|its )?(?:\w+ )?(?:partners|suppliers|counterparties|companies|firms"
    r"|signatories)(?: \w+){0,2} (?:are|were|include)\b[^.;]{0,40}$"
)


def inverted(gist: Gist, clause: Clause, context: Context) -> list[Statement]:
    """``Đơn vị ký với A là B và C``, ``Signing with A were B and C``; ``Các đối tác gồm B, C`` after a signing."""
    trigger = _trigger(clause)
    if context.pending and not trigger and context.left and _PARTNERS.match(clause.gaps[0]):
        return [
            Statement(
                context.left,
                _numbers(clause, _run(clause, 0, 1)),
                "with",
                clause.start,
                problem=context.problem,
            )
        ]
    if trigger and len(clause.parties) > 1 and _IS.match(clause.gaps[1]):
        lead = clause.gaps[0]
        if SIGNING.search(lead) and re.search(r"(?:với|with|cùng)\s*(?:[^\W\d]+\s+){0,3}$", lead):
            right = _numbers(clause, _run(clause, 1, 1))
            return [
                Statement(
                    clause.parties[:1],
                    right,
                    "with",
                    clause.start + trigger.start(),
                    problem=_problem(clause, trigger),
                )
            ]
    return []


def _right(clause: Clause, place: int) -> tuple[int, ...]:
    """The list after ``với``, without one that is the subject of a next signing."""
    right = _run(clause, place, 1)
    after = clause.gaps[right[-1] + 1]
    follows = re.match(r"\s*(?:cũng |đã |vừa |also |has |lại |thì )*", after)
    at = follows.end() if follows else 0
    if len(right) > 1 and (SIGNING.match(after, at) or len(after) < 12) and _WITH.search(after):
        return right[:-1]
    return right


def _left(clause: Clause, place: int, found: list[Statement], context: Context) -> tuple[int, ...]:
    if place == 0:
        return context.left
    left = _run(clause, place - 1, -1)
    taken = {n for s in found for n in (*s.right, *s.left)}
    numbers = tuple(n for n in _numbers(clause, left) if n not in taken)
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
                return clause.start + match.start(), _problem(clause, match)
    trigger = _trigger(clause)
    if trigger:
        return clause.start + trigger.start(), _problem(clause, trigger)
    return clause.start, context.problem


_CHOICE = r"(?:nhà cung (?:cấp|ứng)|vendor|đối tác cung (?:cấp|ứng)|đối tác chiến lược|nhà thầu phụ|vệ tinh)"
_GAP = r"[^\ue000;]{0,70}?"
_PICK = r"(?:chọn|lựa chọn|công nhận|phê duyệt|chấp thuận|chỉ định|xếp|đưa|bổ sung|phong|đánh giá|ghi nhận|kết nạp|nâng|xác nhận|duyệt)"
_EN_SUPPLIER = (
    r"(?:suppliers?|vendors?|sub-?contractors?|supplier list|vendor list|supply chain|supplier network)"
)
_EN_PICK = r"(?:named|names|selects|picks|chooses|appoints|approves|adds|selected|approved|appointed|chosen|chose|picked|certified|qualified|confirmed|added|listed|recogni[sz]ed|admitted|designated|accepted|taken on|signed up|onboarded|tapped|welcomed)"
_ORDER = r"(?:đơn (?:đặt )?hàng|lô hàng|hợp đồng|đơn mẫu)"
_EN_ORDER = r"(?:orders?|contracts?|po|deal|business)"
# (pattern, which of the two is the buyer: 1 or 2, sure enough)
FRAMES: tuple[tuple[re.Pattern[str], int], ...] = tuple(
    (re.compile(pattern), buyer)
    for pattern, buyer in (
        (
            rf"(\ue000){_GAP}(?<![^\W_])(?:trở thành|thành|đã là|nay là|chính thức là|gia nhập|lọt vào"
            rf"|có tên trong|vào)(?: danh sách| một)?{_GAP}(?:{_CHOICE}|chuỗi cung ứng){_GAP}(?:của"
            rf"|cho){_GAP}(\ue000)",
            2,
        ),
        (rf"(\ue000){_GAP}(?<![^\W_])được{_GAP}(\ue000){_GAP}{_PICK}{_GAP}{_CHOICE}", 2),
        (
            rf"(\ue000){_GAP}(?<![^\W_])được{_GAP}{_PICK}{_GAP}(?:{_CHOICE}"
            rf"|chuỗi cung ứng){_GAP}(?:của|cho|bởi){_GAP}(\ue000)",
            2,
        ),
        (rf"(\ue000){_GAP}(?<![^\W_])(?<!được ){_PICK}{_GAP}(\ue000){_GAP}{_CHOICE}", 1),
        (
            rf"(?:danh sách|chuỗi) (?:nhà )?cung (?:ứng|cấp){_GAP}(\ue000){_GAP}(?:thêm|bổ sung"
            rf"|gọi tên|kết nạp){_GAP}(\ue000)",
            1,
        ),
        (
            rf"(\ue000){_GAP}(?<![^\W_])(?:đặt hàng|đặt{_GAP}(?:{_ORDER}|hàng)|giao thầu"
            rf"|phát hành{_GAP}{_ORDER}){_GAP}(?:với|cho|tại|từ){_GAP}(\ue000)",
            1,
        ),
        (rf"(\ue000){_GAP}(?<![^\W_])trao{_GAP}{_ORDER}{_GAP}cho{_GAP}(\ue000)", 1),
        (
            rf"(\ue000){_GAP}(?<![^\W_])(?:nhận|giành|trúng|có|chốt|ký){_GAP}{_ORDER}{_GAP}(?:từ|của"
            rf"|do|trị giá){_GAP}(\ue000)",
            2,
        ),
        (rf"(\ue000){_GAP}(?<![^\W_])được{_GAP}(\ue000){_GAP}(?:trao|giao|đặt){_GAP}(?:{_ORDER}|hàng)", 2),
        (
            rf"(\ue000){_GAP}\b(?:became|become|becomes|becoming|is now|is already|joined|joins"
            rf"|entered|made it (?:in)?to|enters){_GAP}{_EN_SUPPLIER}{_GAP}\b(?:to|of"
            rf"|for)\b{_GAP}(\ue000)",
            2,
        ),
        (
            rf"(\ue000){_GAP}\b(?:joined|joins|entered|enters"
            rf"|broke into)\b{_GAP}(\ue000){_GAP}{_EN_SUPPLIER}",
            2,
        ),
        (
            rf"(\ue000){_GAP}\b(?:was|were|been|is|being){_GAP}{_EN_PICK}{_GAP}\b(?:by|to|of"
            rf"|for)\b{_GAP}(\ue000){_GAP}(?:{_EN_SUPPLIER}|$|,|\.)",
            2,
        ),
        (
            rf"(\ue000){_GAP}\b{_EN_PICK}{_GAP}(\ue000){_GAP}\b(?:as|to|among"
            rf"|its)\b{_GAP}(?:{_EN_SUPPLIER}|supply)",
            1,
        ),
        (
            rf"(\ue000){_GAP}\bagree(?:d|s) to (?:buy|purchase|source|procure"
            rf"|order)\b{_GAP}\bfrom\b{_GAP}(\ue000)",
            1,
        ),
        (rf"(\ue000){_GAP}\bagree(?:d|s) to (?:supply|sell|provide|deliver)\b{_GAP}(\ue000)", 2),
        (
            rf"(\ue000){_GAP}(?:thỏa thuận|thoả thuận|đồng ý|cam kết"
            rf"|thống nhất) (?:đặt )?mua{_GAP}(?:của|từ){_GAP}(\ue000)",
            1,
        ),
        (
            rf"(\ue000){_GAP}(?:thỏa thuận|thoả thuận|đồng ý|thống nhất) (?:bán|cung cấp"
            rf"|cung ứng){_GAP}cho{_GAP}(\ue000)",
            2,
        ),
        (
            rf"(\ue000){_GAP}\b(?:won|wins|secures|receives|clinches|lands|bags|secured|received"
            rf"|clinched|landed|bagged|got|picked up|obtained|gained){_GAP}{_EN_ORDER}{_GAP}\b(?:from"
            rf"|with|by)\b{_GAP}(\ue000)",
            2,
        ),
        (
            rf"(\ue000){_GAP}\b(?:placed|issued|gave|put in|awarded"
            rf"|handed){_GAP}{_EN_ORDER}{_GAP}\b(?:with|to|on)\b{_GAP}(\ue000)",
            1,
        ),
        (rf"(\ue000){_GAP}\b(?:awarded|gave|handed|granted)\b{_GAP}(\ue000){_GAP}{_EN_ORDER}", 1),
        (rf"{_EN_ORDER}{_GAP}\bawarded to\b{_GAP}(\ue000){_GAP}\bby\b{_GAP}(\ue000)", 2),
    )
)
_LOST_SUBJECT = re.compile(
    rf"(?:thành|làm|là) {_CHOICE}{_GAP}(?:của|cho){_GAP}(\ue000)|\b(?:became"
    rf"|become){_GAP}{_EN_SUPPLIER}{_GAP}\b(?:to|of|for)\b{_GAP}(\ue000)"
)


def supplying(gist: Gist, clause: Clause, context: Context) -> list[Statement]:
    """``B trở thành nhà cung cấp của A``, ``A chọn B``, ``B won an order from A``: the words tell who buys."""
    for pattern, buyer in FRAMES:
        match = pattern.search(clause.text)
        if not match:
            continue
        one, two = (gist.index(clause.start + match.start(g)) for g in (1, 2))
        if two not in clause.parties or (one not in clause.parties and one != two):
            continue
        lists = [
            _numbers(clause, _run(clause, clause.parties.index(n), 1 if n == two else -1))
            for n in (one, two)
            if n in clause.parties
        ]
        if len(lists) < 2 or set(lists[0]) & set(lists[1]):
            lists = [(one,), (two,)]
        cue = match.end(1)
        said = clause.text[match.start(1) : match.end()]
        problem = _frame_problem(clause.text, match)
        if problem is None and (NEVER.search(said) or (OTHER.search(said) and not SUPPLY.search(said))):
            problem = "other"
        return [
            Statement(
                lists[0], lists[1], "supply", clause.start + cue, "left" if buyer == 1 else "right", problem
            )
        ]
    lost = _LOST_SUBJECT.search(clause.text)
    if lost and context.supplier is not None and len(clause.parties) == 1:
        return [
            Statement(
                (context.supplier,), clause.parties, "supply", clause.start + lost.start(), "right", None
            )
        ]
    return []


_CUE = re.compile(
    rf"(?<![^\W_])(?:trở thành|thành|đã là|nay là|chính thức là|gia nhập|lọt vào|{_PICK}|đặt|nhận"
    rf"|giành|trúng|trao|became|become|becomes|joined|{_EN_PICK}|won|secured|received|placed"
    rf"|awarded)(?![^\W_])"
)


def _frame_problem(text: str, match: re.Match[str]) -> str | None:
    """A plan or denial before any verb of a frame."""
    problems = (
        unreal(text[: cue.start()], text[match.end() :])
        for cue in _CUE.finditer(text, match.start(1) + 1, match.end())
    )
    return next((p for p in problems if p), unreal(text[: match.end(1)], text[match.end() :]))


def handed(gist: Gist, clause: Clause, context: Context) -> list[Statement]:
    """``A trao thỏa thuận cho B và C``."""
    trigger = _trigger(clause)
    for place, gap in enumerate(clause.gaps[1:-1], start=1):
        cue = re.search(
            rf"(?<![^\W_])(?:trao|ký|awarded|hand(?:s|ed) over|presented"
            rf"|gave)(?![^\W_]).*{PAPER.pattern}.*{_TO.pattern}",
            gap,
        )
        if trigger and cue:
            left, right = _run(clause, place - 1, -1), _run(clause, place, 1)
            problem = _problem(clause, trigger)
            return [
                Statement(
                    _numbers(clause, left),
                    _numbers(clause, right),
                    "handed",
                    clause.start + trigger.start(),
                    "left",
                    problem,
                )
            ]
    return []


def together(gist: Gist, clause: Clause, context: Context) -> list[Statement]:
    """``A và B ký …``, ``được ký bởi A và B``: a list of two is a pair, of more a hub and its partners."""
    trigger = _trigger(clause)
    if not trigger or len(clause.parties) < 2:
        return []
    for place in range(len(clause.parties)):
        group = _run(clause, place, 1)
        if len(group) < 2:
            continue
        before, after = clause.gaps[group[0]], clause.gaps[group[-1] + 1]
        if BODY in "".join(clause.gaps[group[0] + 1 : group[-1] + 1]):
            continue
        by = re.search(r"(?<![^\W_])(?:bởi|do|by|involving|gồm|là|:)\s*[^\ue000,]{0,40}$", before)
        after = re.split(r"\ue001|, (?:which|who|mà)\b", after)[0]
        subject = SIGNING.search(after) or DOING.search(after) or SIGNING.search(before)
        if by or subject:
            numbers = _numbers(clause, group)
            problem = _problem(clause, trigger)
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
    if not (context.signing or _trigger(clause)):
        return []
    bare = context.signing and len(clause.gaps[0]) < 15 and re.fullmatch(r"\W*", clause.gaps[-1])
    joint = _ROW.match(clause.gaps[1]) if len(clause.parties) >= 2 else None
    if joint and (bare or joint.group().strip() not in ("and", "và")):
        right = _run(clause, 1, 1)
        return [
            Statement(
                clause.parties[:1],
                _numbers(clause, right),
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
    trigger = _trigger(clause)
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
    problem = _problem(clause, trigger) if trigger else context.problem
    return [Statement(clause.parties[:1], clause.parties[1:], "two named", at, problem=problem)]


# Tried in this order; the first that finds something is taken.
RULES: tuple[Rule, ...] = (inverted, between, supplying, handed, joined_with, together, row, fallback)
