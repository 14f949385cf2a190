"""Where a sentence tells of a deal that has come about, by more words than those of a signing."""

from __future__ import annotations

import re
from functools import lru_cache

from loaders.article.clauses import clauses, problem_of, trigger_of
from loaders.article.frames import CHOICE, EN_PICK, EN_SUPPLIER, PICK
from loaders.article.gist import Gist
from loaders.article.phrases import unreal

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


@lru_cache(maxsize=1024)  # asked of each sentence while it is read, and when it is judged
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
