"""Clauses of a gist: their parties, what stands between them, and whether they tell of a signing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, product

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
        """Each of the left side with each of the right; of a hub, where sides are open, each with each."""
        if self.hub:
            return list(combinations((*self.left, *self.right), 2))
        return [(a, b) for a, b in product(self.left, self.right) if a != b]


@dataclass(frozen=True, slots=True)
class Context:
    """What a clause takes over from the ones before it: that there is a signing, and who signed.

    ``pending``: who signed is still to be told.
    ``subject``: the one firm of the clauses before.
    """

    signing: bool = False
    left: tuple[int, ...] = ()
    rows: bool = False
    problem: str | None = None
    supplier: int | None = None
    named: tuple[int, ...] = ()
    pending: bool = False
    subject: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a gist between semicolons: the numbers of its parties, and what stands around them.

    ``gaps[0]`` is the text before the first party, ``gaps[i]`` that between
    ``parties[i-1]`` and ``parties[i]``, the last one what follows. In ``plain``
    a firm that is only mentioned has another sign.
    """

    text: str
    start: int
    parties: tuple[int, ...]
    gaps: tuple[str, ...]
    plain: str


# "signed with local firms including B and C": those are the partners, not bystanders.
_NAMED_PARTNERS = re.compile(r"(?<![^\W_])(?:with|với)(?: [^\W_]+){1,5} (?:including|such as|như|like) ?$")
_NAMED_SUPPLIERS = re.compile(
    r"(?:suppliers|vendors|nhà cung (?:cấp|ứng)) (?:of|to|của|cho) \ue000,? (?:including|such as|namely"
    r"|như|gồm) ?$"
)
_MENTIONED = "\ue002"  # the sign of a firm that is no party
_CUT = re.compile(
    r";(?:\s*(?:và|and|còn|while)\b)?"
    r"|,?\s+(?:trong khi(?: đó)?|while|whereas|(?<=, )còn)(?= [^,;]{0,40}\ue000)"
    r"|:(?=\s*one\b)"
)
_ASIDE = re.compile(
    r"(?<!điển hình )(?<!tiêu biểu )(?<!chẳng hạn )(?<!ví dụ )(?<![^\W_])(?:như|such as|including|like"
    r"|counts|công ty (?:con|mẹ)(?: của)?|thành viên của"
    r"|thuộc|subsidiary of|unit of|arm of|owned by"
    r"|part of|(?:organi[sz]ed|hosted|witnessed|brokered|arranged|financed|sponsored) by"
    r"|chứng kiến của(?: đại diện)?(?: lãnh đạo)?"
    r"|(?:tại|thăm) (?:trụ sở|nhà máy|văn phòng)(?: chính)?(?: của)?|at (?:the )?(?:headquarters"
    r"|plant|factory) of|thay (?:cho|thế)|khách hàng (?:của|là)"
    r"|from customers|(?:từng|đang|chuyên) (?:cung cấp|cung ứng|làm)[^,;]{0,40} cho(?: \w+){0,3}"
    r"|rival|đối thủ(?: là)?|replacing|unlike|khác với"
    r"|vệ tinh của|đầu tư bởi|backed by|cạnh tranh với|formerly with)\s*(?:the "
    r"|[^\W\d_]+(?: [^\W\d_]+)?[’']s )?$"
)
_CUSTOMER = re.compile(r" among its (?:\w+ )?(?:customers|clients|buyers)")  # "counts A among its customers"
# "Sau A, đến lượt B ký": another deal than this.
_AFTER_ONE = re.compile(r"(?<![^\W_])(?:sau|after|following|besides|ngoài|như|like)\s*$")
_HOST = re.compile(
    r"^\s*(?:\S+\s){0,3}(?:tổ chức|chủ trì|phối hợp|tài trợ|làm chủ đầu tư|chứng kiến|hosted"
    r"|organi[sz]ed|sponsored)\b"
)
_LOOSE = re.compile(r"\s*[,–—-]")
_PARTNER = re.compile(
    r"(?<![^\W_])(?:đối tác|khách hàng|nhà cung \w+|vendor|suppliers?|customers?|partners?|clients?"
    r"|rival)(?![^\W_]).{0,40}(?:của|cho|of|to|for)\s*$"
)
_VERB = re.compile(r"(?<![^\W_])(?:bec[ao]mes?|joined|won|signed|has|was|trở thành|được|đã|vừa|ký)(?![^\W_])")
_GUEST = re.compile(
    r",?\s*(?:as (?:a |the )?(?:witness|host|organi[sz]er|sponsor|guest)|chứng kiến)(?![^\W_])"
)
LISTED = re.compile(
    r"^\s*(?:[,;/+]|\bvà\b|\band\b|&|\bcùng\b|as well as|cũng như|lẫn|plus)+(?:[^.;:,–—]{0,60})$"
    r"|^\s*,?\s*(?:và|and|cùng) (?:ông|bà|mr|mrs|ms|dr|đại diện)\b[^;:–—\ue001]{0,80}$|^\s*(?:về|for"
    r"|on|covering) [^.;:–—]{1,50}(?:,|\bvà|\band)\s*$|^\s*[,;]\s*(?:và|and)?(?:[^.;:,–—]{0,60})$"
)
TO = re.compile(r"(?<![^\W_])(?:cho|to)(?![^\W_])")
WITH = re.compile(
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
    last, aside, plain = 0, False, list(text)
    for number, at in enumerate(signs):
        gap = text[last:at]
        fresh = text[signs[number - 1] + 1 : at] if number else gap
        aside = bool(_ASIDE.search(fresh)) or (aside and bool(LISTED.match(fresh)) and "với" not in fresh)
        aside = aside or bool(
            number
            and _LOOSE.match(fresh)
            and _LOOSE.match(text[at + 1 :])
            and _PARTNER.search(fresh)
            and not _VERB.search(fresh)
        )
        aside = aside and not (_NAMED_PARTNERS.search(fresh) or _NAMED_SUPPLIERS.search(text[:at]))
        led_by = _AFTER_ONE.search(fresh) and re.match(r",\s", text[at + 1 :])
        aside = aside and not _CUSTOMER.match(text, at + 1)
        host = re.search(r"(?<![^\W_])(?:do|by)\s*$", fresh) and _HOST.match(text[at + 1 :])
        if (
            aside
            or led_by
            or host
            or _GUEST.match(text[at + 1 :])
            or gist.parties[first + number].mention.name.lower() == "it"
        ):
            plain[at] = _MENTIONED
            continue
        parties.append(first + number)
        gaps.append(gap.replace(FIRM, ""))
        last = at + 1
    gaps.append(text[last:].replace(FIRM, ""))
    return Clause(text, start, tuple(parties), tuple(gaps), "".join(plain))


@lru_cache(maxsize=4096)
def trigger_of(clause: Clause) -> re.Match[str] | None:
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
    if own := _OWN_PAPER.search(text):
        return own
    allied = _ALLIED.search(text) if SUPPLY.search(text) else None
    if allied and not unreal(text[: allied.start()], text[allied.end() :]):
        return allied
    if paper and re.search(
        r"(?<![^\W_])(?:ghi nhớ|văn kiện|văn bản (?:hợp tác|cam kết)|biên bản(?! (?:vi phạm|kiểm tra"
        r"|làm việc|họp))|mous?|memorand\w+|thỏa thuận"
        r"|thoả thuận|hợp đồng|đơn (?:đặt )?hàng"
        r"|letters? of intent|ý định thư|agreements?|contracts?|deals?|partnerships?|(?:purchase"
        r"|trial) orders?|(?:an?|its|first"
        r"|new) (?:\S+ ){0,3}orders?)",
        text,
    ):
        if BETWEEN.search(text):
            return paper
        doing = [d for d in DOING.finditer(text) if abs(d.start() - paper.start()) < 120]
        if doing:
            return doing[0]
    return None


def problem_of(clause: Clause, trigger: re.Match[str]) -> str | None:
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
    core += " " + text[text.rfind(FIRM, 0, trigger.start()) + 1 : trigger.start()] if under else ""
    words = core + " " + tail + (" " + about[max(0, paper_first.start() - 20) :] if paper_first else "")
    subject = text[text.rfind(FIRM, 0, trigger.start()) + 1 : trigger.start()] if not under else ""
    if joint := BETWEEN.search(text):
        subject += " " + text[max(0, joint.start() - 60) : joint.start()]
    if re.search(r"(?<![^\W_])cho \ue000 thuê", text[trigger.start() :]):
        return "other"
    other = NEVER.search(words + " " + subject) or (OTHER.search(words) and not SUPPLY.search(words))
    return "other" if other else None


# "A's new contract with B covers …": that there is one says that it was signed.
_OWN_PAPER = re.compile(
    r"(?<=\ue000)[’']s (?:(?!planned|possible|potential|proposed|future)[^\W_]+ ){0,3}(?:contract"
    r"|agreement|deal|mou)"
    r" with(?= \ue000)"
)
_ALLIED = re.compile(
    r"(?<![^\W_])(?:(?:team|tie)[sd]? up|(?:teamed|tied) up|join(?:s|ed) (?:hands|forces)|partner(?:s"
    r"|ed)(?: up)?"
    r"|bắt tay)(?![^\W_])"
)
_UNDER = re.compile(
    r"(?<![^\W_])(?:theo|under)(?: the| this| terms of the)? (?:[^\W\d]+ ){0,2}?(?:biên bản ghi nhớ"
    r"|bản ghi nhớ|hợp đồng|thỏa thuận|thoả thuận"
    r"|memorandum|mou|agreement|contract|deal)(?: [^\W\d]+){0,3},|(?<![^\W_])bắt tay hợp tác(?![^\W_])"
    r"|\bunder an? (?:[\w-]+ ){0,3}?(?:contract|agreement|memorandum|deal)\b"
)


# "Tham dự lễ ký có A và B": they looked on.
ATTENDS = re.compile(
    r"(?<![^\W_])(?:tham (?:dự|gia)|dự|có mặt|attend\w*|present|guests?"
    r"|participa\w+)(?![^\W_])"
)
# Where a body only looks on: "tại hội nghị do Sở tổ chức", "witnessed by the Department".
_LOOKS_ON = re.compile(
    rf"(?<![^\W_])(?:chứng kiến|tại|do|bởi|phối hợp|cùng dịp|theo|của|thuộc|by|at|from|of|in|according to"
    rf"|hosted"
    rf"|witness\w*)(?![^\W_])[^,;{FIRM}]{{0,60}}(?:{BODY}[^;{FIRM}]{{0,30}})*{BODY}"
)


def body_acts(text: str) -> bool:
    """Whether a body in a gist does more than look on."""
    return BODY in _LOOKS_ON.sub("", text)


def run_of(clause: Clause, first: int, step: int) -> tuple[int, ...]:
    """Places of parties listed together with the one at ``first``, going in one direction."""
    found = [first]
    at = first
    while 0 <= at + step < len(clause.parties):
        gap = clause.gaps[at + 1 if step > 0 else at]
        if not LISTED.match(gap) or WITH.search(gap) or SIGNING.search(gap):
            break
        at += step
        found.append(at)
    return tuple(sorted(found))


def numbers_of(clause: Clause, places: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(clause.parties[p] for p in places)
