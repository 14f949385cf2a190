"""Dates of a signing: as far as the text gives them, never rounded up to a day."""

from __future__ import annotations

import datetime
import re
from functools import lru_cache

from loaders.article.relative import M_EN, M_VI, Dated, count, number, relative_dates

__all__ = ["Dated", "find_dates", "nearest"]

_Y = r"(?P<y>(?:19|20)\d{2})"

_PATTERNS = tuple(
    re.compile(p)
    for p in (
        rf"(?<![\d/.])(?P<span>\d{{1,2}}\s?(?:[-–]|và"
        rf"|đến)\s?)?(?P<d>\d{{1,2}})\s?[/.-]\s?(?P<m>\d{{1,2}})\s?[/.-]\s?{_Y}(?!\d)",
        r"(?<!\d)(?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)",
        rf"(?P<span>\d{{1,2}}\s?(?:[-–]|và|đến)\s?)?(?<!\d)(?P<d>\d{{1,2}}) tháng (?P<m>\d{{1,2}}"
        rf"|{M_VI}),? (?:năm )?{_Y}",
        rf"(?P<span>\d{{1,2}}\s?(?:-|–|and|to)\s?)?(?<!\w)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? "
        rf"(?P<m>{M_EN})\.?,? {_Y}",
        rf"(?<!\w)(?P<m>{M_EN})\.? (?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?P<span>\s?(?:-|–"
        rf"|and|to)\s?\d{{1,2}})?,? {_Y}",
        rf"tháng (?P<m>\d{{1,2}}|{M_VI})\s?(?:[/.-]|,? năm )\s?{_Y}",
        rf"(?<![\d/.])(?P<m>\d{{1,2}})[/-]{_Y}(?!\d)",
        rf"(?<!\w)(?P<m>{M_EN})\.?(?: of)?,? {_Y}",
        rf"(?:quý (?:[ivx]+|\d)\s?[/,-]?\s?(?:năm )?|q[1-4][ /-]|quarter of |nửa (?:đầu|cuối) năm "
        rf"|half of ){_Y}",
        rf"(?:hội nghị|ngày hội|triển lãm|diễn đàn|hội chợ|expo|fair|forum|summit|conference|show|exhibition)"
        rf"[^,.;()\d]{{0,80}} {_Y}(?![\d/])",
        rf"was {_Y}(?=, when)",
        rf"(?:(?:trong |hồi |vào |cuối |đầu |giữa |của )*năm |(?:back )?in |(?:early|late|mid)[- ]|the"
        rf" |their |its (?=20\d\d (?:contract|deal|mou|memo|agree)))"
        rf"{_Y}(?![\d/])",
    )
)
# Right after these a date is that of something else than the signing.
_OTHER_DAY = re.compile(
    r"(?:hiệu lực(?: kể)? từ|chấm dứt từ|kết thúc|đến|tới|trước|thành lập|khởi công|vận hành"
    r"|hoạt động|hết|sản xuất từ|giao hàng|giao|từ|since|until|by|before|founded in"
    r"|established in|effective(?: from)?|starting|workshop|founded|established|opened|began|started"
    r"|born|set up|from|through|opened in|begin(?:ning)?|start in|delivery in|deliveries in|trong quý"
    r"|took effect on|takes effect on|came into force on|bàn giao[^,;.]{0,20} trong|giao xong(?: trong)?"
    r"|terminated|lapsed|expired|ended|kể từ|tính đến|chấm dứt|ngừng hợp tác"
    r"|dự kiến|sẽ)(?: (?:hết|ngày|tháng|năm|in|on|đầu|cuối|giữa|from|the|từ))*\s*$"
    r"|(?<![^\W_])(?:no\.?|nos\.|số(?: hiệu)?) ?$"
    # a decision, a letter or a statement has a date of its own
    r"|(?:quyết định|nghị quyết|nghị định|công văn|thông tư|kế hoạch|văn bản) số[^,;.]{0,40}$"
    r"|(?:statement|press release|letter|filing|thông cáo)[^,;.]{0,20}(?:dated|on|of|ngày) ?$"
)
# "terminated its contract with X in May": the day of the end.
_ENDED_IN = re.compile(
    r"(?<![^\W_])(?:terminated|ended|scrapped|cancelled|stopped|ceased|halted|chấm dứt|ngừng hợp tác"
    r"|thanh lý)(?![^\W_])"
    r"(?:(?!ký|signed|inked)[^.;,])*(?:in|on|từ|vào|ngày|tháng|hôm|\s)\s*$"
)


# "ký hợp đồng khung từ năm 2021": here the beginning is the signing.
_SIGNED_SINCE = re.compile(
    r"(?<![^\W_])(?:ký|nhà cung (?:cấp|ứng)|vendor"
    r"|chuỗi cung ứng)[^,;.]{0,45}(?<![^\W_])từ(?: (?:ngày|đầu|cuối|giữa|tháng))*\s*$"
)


# "đến tháng 10/2023, B đã lọt vào": by then it had happened.
_UNTIL = re.compile(r"(?:^|[,;] )\W*(?:mãi )?(?:đến|từ|kể từ) (?:cuối |đầu |giữa |ngày |tháng |năm )*$")
_BY_THEN = re.compile(
    r"(?:,[^,;.]{0,60}| (?:họ|hai bên|công ty|doanh nghiệp|đơn vị|\ue000))? (?:đã|mới|ký)(?![^\W_])"
)


def find_dates(text: str, published_on: str | None = None) -> list[Dated]:
    """The dates in a text in lower case that may be those of a signing.

    >>> [d.value for d in find_dates("ký ngày 18/4/2025, signed march 11, 2025")]
    ['2025-04-18', '2025-03-11']
    >>> [d.value for d in find_dates("signed on friday", published_on="2025-04-19")]
    ['2025-04-18']
    """
    found = [*_told_whole(text)]
    if published_on and len(published_on) == 10:
        found += relative_dates(text, datetime.date.fromisoformat(published_on))
    kept: list[Dated] = []
    for date in found:
        if not any(d.start < date.end and date.start < d.end for d in kept):
            kept.append(date)
    return sorted((d for d in kept if d.value and not _of_else(text, d)), key=lambda d: d.start)


@lru_cache(maxsize=1024)  # a sentence is looked at for each pair that it tells of
def _told_whole(text: str) -> tuple[Dated, ...]:
    """The dates with a year, some over each other."""
    return tuple(
        Dated(match.start(), match.end(), _value(match))
        for pattern in _PATTERNS
        for match in pattern.finditer(text)
    )


def _of_else(text: str, date: Dated) -> bool:
    if re.match(r"\s?(?:their|its) ", text[date.start : date.end]):
        return False  # "their 2018 contract expired …"
    before = text[max(0, date.start - 60) : date.start]
    if _SIGNED_SINCE.search(before) or (_UNTIL.search(before) and _BY_THEN.match(text, date.end)):
        return False
    return bool(_OTHER_DAY.search(before) or _ENDED_IN.search(text[max(0, date.start - 160) : date.start]))


def _value(match: re.Match[str]) -> str:
    parts = match.groupdict()
    month = number(parts["m"]) if parts.get("m") else None
    day = int(parts["d"]) if parts.get("d") and not parts.get("span") else None
    try:
        datetime.date(int(parts["y"] or 0), month or 1, day or 1)
    except ValueError:
        return ""
    return "-".join([parts["y"] or "", *(f"{p:02d}" for p in (month, day) if p)])


_PERIOD = re.compile(
    r"(?:từ|from|between|giai đoạn)[^.;]{0,30}(?:đến|to|–|-|and) (?:[^\W\d]+ ){0,3}(?:năm )?20\d\d"
)
_LATER = re.compile(
    r"(?<!\w)(một|hai|ba|bốn|năm|\d{1,2}) năm sau(?!\w)|(?<!\w)(one|two|three|four"
    r"|\d{1,2}) years? later(?!\w)"
)


def nearest(text: str, at: int, published_on: str | None) -> str | None:
    """The date in ``text`` that belongs to the signing at ``at``: the most exact, then the nearest."""
    masked = _PERIOD.sub(lambda m: " " * len(m.group()), text)
    dates = find_dates(masked, published_on)
    if not dates:
        return None
    later = [m for m in _LATER.finditer(text) if m.start() < at]
    years = [d for d in dates if d.start < (later[-1].start() if later else 0)]
    if later and years:
        return str(int(years[-1].value[:4]) + (count(later[-1].group(1) or later[-1].group(2)) or 0))
    same = {d.value[:4] for d in dates}
    exact = max(len(d.value) for d in dates)
    pool = [d for d in dates if len(d.value) == exact] if len(same) == 1 else dates
    return min(pool, key=lambda d: (min(abs(d.start - at), abs(d.end - at)), -len(d.value))).value
