"""A deal that no rule of its own fits: it is told, and just two enterprises stand by it."""

from __future__ import annotations

import re

from loaders.article.clauses import ATTENDS, Context, Statement, body_acts, clauses, problem_of, trigger_of
from loaders.article.echoes import BOTH
from loaders.article.frames import CHOICE, EN_PICK, EN_SUPPLIER, PICK
from loaders.article.gist import Gist
from loaders.article.phrases import NEVER, OTHER, SUPPLY, unreal
from loaders.article.relations import PAPER_FIRST, relations

_NEAR = r"[^;.]{0,90}?"
_BECOMES_VI = rf"(?:{PICK}|trở thành|gia nhập|lọt vào|vào|thêm|công bố|giới thiệu|nhận|có tên|đạt)"
_BECOMES_EN = (
    rf"(?:{EN_PICK}|appointment|selection|promot\w+|upgrad\w+|nam(?:ed|ing)|became|become|joined|entered"
    r"|broken into|broke into|won|earned|gained|got|granted|given|received|green[- ]?lit|signed up|taken on"
    r"|admitted|passed)"
)
_CONTRACT = (
    r"(?:hợp đồng|đơn (?:đặt )?hàng|biên bản ghi nhớ|bản ghi nhớ|thỏa thuận|thoả thuận|contracts?"
    r"|purchase orders?"
    r"|trial orders?|supply (?:deal|agreement)s?|memorandum|mou|deal|agreement|orders?|pact)"
)
_PAPERS = r"(?:contracts?|purchase orders?|memorandum|mou|pact|agreement|deal)"
# What is only there when the two have come to a deal, most telling first.
_EVIDENCE = tuple(
    re.compile(rf"(?<![^\W_])(?:{pattern})(?![^\W_])")
    for pattern in (
        rf"{_BECOMES_VI}{_NEAR}(?:{CHOICE}|vendor|mã nhà cung cấp|chuỗi cung ứng)",
        rf"{_BECOMES_EN}\b{_NEAR}\b{EN_SUPPLIER}",
        rf"{EN_SUPPLIER}\b{_NEAR}\b(?:was |were |been )?{EN_PICK}",
        r"(?:giao|đặt|nhận|chốt|giành|trúng|phát hành)[^;.]{0,40}?(?:đơn (?:đặt )?hàng|đơn mẫu|lô hàng"
        r"|gói thầu)|trúng (?:gói )?thầu",
        r"ordered|orders?(?= [^;.]{1,60} from)|đặt (?:hàng|mua)|đặt \ue000 (?:gia công|sản xuất|làm"
        r"|chế tạo)|(?:tin )?chọn",
        r"\ue000 (?:has |have |had )?(?:now )?(?:approved|certified|qualified|onboarded) \ue000",
        r"(?:thương vụ|gói thầu|đơn)[^;.]{0,40} mà \ue000 [^;.]{0,20}(?:giành|nhận|đạt)",
        r"select(?:ed|ion of)|cho(?:se|ose[sn]?)|picked|picks|appoint\w+|commissioned \ue000|tapped|rewarded"
        r"|award of|awarded",
        r"(?:gia hạn|extend\w*|renew\w*|breach\w*|vi phạm|thực hiện|under|theo|their|its|with|despite|dù có"
        r"|trao)"
        rf"{_NEAR}{_CONTRACT}",
        rf"{_CONTRACT}{_NEAR}(?:với|with|giữa|between|ký|đã ký|extended|renewed|took effect|có hiệu lực"
        rf"|gia hạn|cho)",
        rf"{_PAPERS}{_NEAR}(?:for|to|makes?|gives?|lets?|sees?|gone|went)",
        r"(?:chấm dứt|ngừng|dừng|kết thúc|stopp?ed|ceased|ended|cut off|halted)[^;.]{0,40}?(?:hợp tác"
        r"|cung (?:cấp|ứng)|mua"
        r"|đặt hàng|order\w*|buying|sourcing|suppl\w+|deliveries|contract)",
    )
)
# Words that take it back: praise, criteria, a deal with somebody who is not named.
_NOT_IT = re.compile(
    r"(?<![^\W_])(?:xuất sắc|của năm|tiêu biểu|tốt nhất|tiêu chí|tiêu chuẩn|yêu cầu|quy trình|criteria"
    r"|hòa giải|settle(?:d|ment)"
    r"|requirements"
    r"|award ceremony|best (?:supplier|vendor)|supplier of the year)(?![^\W_])"
)
_ELSEWHERE = re.compile(
    r"(?<![^\W_])(?:with|to|với|cho|về tay) (?:an?|another|some|several|một|nhiều"
    r"|vài) (?:[^\W_]+ ){0,2}?(?:rival|company"
    r"|competitor|firm|supplier|đối thủ|doanh nghiệp|công ty|nhà cung cấp)(?! (?:là|tên)|,? \ue000)"
)


_FOR_THEM = re.compile(
    r"(?<![^\W_])(?:represented by|on behalf of|đại diện (?:cho|phía|bên)?|thay mặt)(?![^\W_])"
)


def evidence(gist: Gist) -> int | None:
    """Where a sentence tells of a deal that has come about; ``None`` when it does not."""
    for clause in clauses(gist):
        trigger = trigger_of(clause)
        if trigger:
            return None if problem_of(clause, trigger) else clause.start + trigger.start()
    for pattern in _EVIDENCE:
        for match in pattern.finditer(gist.text):
            if unreal(gist.text[: match.start()], gist.text[match.start() :]) is None:
                return match.start()
    return None


def parties_of(gist: Gist, *, lone: bool = False) -> tuple[int, ...]:
    """The enterprises of a sentence that are no bystanders and sure to be enterprises, each once.

    Beside a single one that is sure (``lone``: beside none), a single one of several words counts too.
    """
    found: dict[str, int] = {}
    weak: dict[str, int] = {}
    for clause in clauses(gist):
        for number in clause.parties:
            party = gist.parties[number]
            (weak if party.mention.kind == "weak" else found).setdefault(party.name, number)
    likely = {name: n for name, n in weak.items() if name not in found and " " in name}
    if len(found) == 1 - lone and len(likely) == 1:
        found |= likely
    return tuple(sorted(found.values()))


def two_named(gist: Gist) -> list[Statement]:
    """A deal is told and just two enterprises are named in the sentence."""
    at = evidence(gist)
    sure = parties_of(gist)
    if (
        at is None
        or len(sure) != 2
        or ATTENDS.search(gist.text[:40])
        or with_nobody(gist, at)
        or body_acts(gist.text)
    ):
        return []
    if _apart(gist, sure, at) and not (SUPPLY.search(gist.text) or _FOR_THEM.search(gist.text)):
        return []
    return [Statement(sure[:1], sure[1:], "two named", at)]


def with_nobody(gist: Gist, at: int) -> bool:
    """Whether the deal at ``at`` is none of supply, or one with somebody who is not named."""
    if not _about_supply(gist.text, at) or _NOT_IT.search(gist.text):
        return True
    return _ELSEWHERE.search(gist.text, at) is not None


def _apart(gist: Gist, sure: tuple[int, ...], at: int) -> bool:
    """Whether the two stand in clauses of their own, or both in another than the deal."""
    own = [c for c in clauses(gist) if set(sure) <= set(c.parties)]
    if not own:
        return True
    told = next(c for c in reversed(list(clauses(gist))) if c.start <= at)
    return (
        told.start != own[0].start
        and not told.parties
        and not (PAPER_FIRST.match(told.text) or BOTH.search(told.text))
    )


# "B hopes to supply A too": told of the future, not of the deal before.
_HOPES = re.compile(
    r"(?<![^\W_])(?:mong|muốn|kỳ vọng|hy vọng|nếu|có thể|hopes?|hoping|wants?|expects? to (?:win|sign)"
    r"|could|may|might|if"
    r"|chưa|không|not|rejected|turned down|từ chối|trước đó|previously|earlier|mua lại|lễ|sự kiện)(?![^\W_])"
)


_THOSE_ARE = re.compile(r"\W*(?:đó là|họ là|they are|these are|those are|it is|that is)(?![^\W_])")


def continued(gist: Gist, context: Context) -> list[Statement]:
    """``Hai doanh nghiệp đã ký … Theo đó, B cung cấp X cho A``: who signed is told a sentence later."""
    if not context.pending or _HOPES.search(gist.text) or not _about_supply(gist.text):
        return []
    if any(trigger_of(clause) for clause in clauses(gist)) or body_acts(gist.text):
        return []
    left = {gist.parties[n].name for n in context.left}
    told = [t for clause in clauses(gist) for t in relations(gist, clause)]
    if told and not left:
        return [Statement(one, two, "told after", 0, buyer) for one, two, buyer in told]
    sure = tuple(n for n in parties_of(gist) if gist.parties[n].name not in left)
    told_who = SUPPLY.search(gist.text) or context.someone or _THOSE_ARE.match(gist.text)
    if not told_who or len(sure) != (1 if left else 2):
        return []
    one = context.left or sure[:1]
    return [Statement(one, sure[-1:], "told after", 0)]


def _about_supply(text: str, at: int | None = None) -> bool:
    """Whether a text is about goods, as far as ``at``, the place of a deal, tells or the whole does."""
    near = text if at is None else text[max(0, at - 20) : at + 60]
    return not NEVER.search(text) and (not OTHER.search(near) or SUPPLY.search(text) is not None)
