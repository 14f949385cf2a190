"""What a signing is about, in the words of the text."""

from __future__ import annotations

import re

from loaders.article.gist import FIRM, Gist

_LEAD = re.compile(
    r"(?<![^\W_])(?:(?<!nhà )(?<!tác )(?<!chuỗi )(?<!sách )(?<!bên )(?:cung cấp|cung ứng|mua bán"
    r"|mua(?! hàng)|bán|đặt hàng|giao|về(?: việc)?(?: cung cấp| cung ứng| mua)?"
    r"|supply(?: of)?(?! (?:agreement|contract|chain|deal))|supplying|delivering|deliver|covering"
    r"|purchase of|to supply"
    r"|will supply|cấp)|for|lô hàng (?:thử nghiệm|thử|mẫu)|lots? of)\s+(?=[^\W_])"
)
_AMOUNT = re.compile(
    r"^(?:(?:khoảng|hơn|gần|about|over|some|lô|the|a|an|các|những"
    r"|loại)\s+)*(?:[\d.,]+\s*)?(?:(?:triệu|nghìn|tỷ|million|thousand)\s*)?"
    r"(?:(?:bộ(?! dây| phận)|chiếc|cái|tấn|chi tiết(?= \w)|sản phẩm(?= \w)|units? of|tonnes of"
    r"|sets of|pieces of)\s+)?"
)
_STOP = re.compile(
    r"[\ue000\ue001.;:()“”\"–—]|,? (?:cho|với|tại|từ|trong|theo|trị giá|vào|ngày|giữa|phục vụ|dùng"
    r"|mỗi năm|mỗi tháng|hôm|bên lề|của|để|nhằm|được|đã|thời hạn|kể|có|là|bởi"
    r"|to|with|from|at|on|in|worth|under|between|by|over|starting|beginning|per|used|while|which|were"
    r"|was|is|the first|valued|who|that|each)(?![^\W_])"
)
_NO_PRODUCT = re.compile(
    r"^(?:the |this |việc|hợp tác|sản phẩm$|nhà |các|chuỗi|\d|\W|hợp đồng|two|three|five|one "
    r"|an? (?:undisclosed|initial)|years?|its|their)"
)


def phrases(text: str) -> tuple[str, ...]:
    """The products named in a stretch of text in lower case.

    >>> phrases("ký mou cung cấp bánh răng nhựa, khay giấy cho dòng máy in")
    ('bánh răng nhựa', 'khay giấy')
    """
    for lead in _LEAD.finditer(text):
        rest = text[lead.end() : lead.end() + 120]
        stop = _STOP.search(rest)
        found = _listed(rest[: stop.start()] if stop else rest)
        if found:
            return found
    return ()


def _listed(words: str) -> tuple[str, ...]:
    parts = re.split(r",\s*(?:và|and)?\s*|\s+(?:và|and)\s+", words.strip())
    cleaned = [_AMOUNT.sub("", p.strip()).strip(" ,'’") for p in parts]
    kept = [p for p in cleaned if 2 < len(p) < 50 and not _NO_PRODUCT.match(p)]
    return tuple(kept) if len(kept) == len([c for c in cleaned if c]) else tuple(kept[:1])


_NOT_GOODS = re.compile(
    r"kcn|khu|cụm|tỉnh|hà nội|hải phòng|%|vốn|\d{4}|gọi|viết|:|\bfdi\b|province|city|park"
)


def of_pair(gist: Gist, supplier: str | None, at: int, following: str) -> tuple[str, ...]:
    """The products of a signing at ``at``: those in brackets after the supplier first."""
    for party in gist.parties:
        if party.name == supplier:
            for note in party.notes:
                low = note.lower()
                if low == note and not _NOT_GOODS.search(low):
                    return _listed(low)
    after = phrases(gist.text[max(0, at) :]) or phrases(gist.text)
    return after or phrases(following.replace(FIRM, "")[:200])
