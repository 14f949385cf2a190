"""Dates of a signing: as far as the text gives them, never rounded up to a day."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

_EN = "january february march april may june july august september october november december"
_VI = "giêng hai ba tư năm sáu bảy tám chín mười mười_một mười_hai"
_MONTHS = {name[:size]: i for i, name in enumerate(_EN.split(), 1) for size in (3, len(name))} | {"sept": 9}
_MONTHS_VI = {name.replace("_", " "): i for i, name in enumerate(_VI.split(), 1)} | {"một": 1, "chạp": 12}
_M_VI = "|".join(sorted(_MONTHS_VI, key=len, reverse=True))
_M_EN = "|".join(sorted(_MONTHS, key=len, reverse=True))
_Y = r"(?P<y>(?:19|20)\d{2})"

_PATTERNS = tuple(
    re.compile(p)
    for p in (
        rf"(?<![\d/.])(?P<span>\d{{1,2}}\s?(?:[-–]|và"
        rf"|đến)\s?)?(?P<d>\d{{1,2}})\s?[/.-]\s?(?P<m>\d{{1,2}})\s?[/.-]\s?{_Y}(?!\d)",
        r"(?<!\d)(?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)",
        rf"(?P<span>\d{{1,2}}\s?(?:[-–]|và|đến)\s?)?(?<!\d)(?P<d>\d{{1,2}}) tháng (?P<m>\d{{1,2}}"
        rf"|{_M_VI}),? (?:năm )?{_Y}",
        rf"(?<!\w)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m>{_M_EN})\.?,? {_Y}",
        rf"(?<!\w)(?P<m>{_M_EN})\.? (?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?P<span>\s?(?:-|–"
        rf"|and)\s?\d{{1,2}})?,? {_Y}",
        rf"tháng (?P<m>\d{{1,2}}|{_M_VI})\s?(?:[/.-]|,? năm )\s?{_Y}",
        rf"(?<![\d/.])(?P<m>\d{{1,2}})/{_Y}(?!\d)",
        rf"(?<!\w)(?P<m>{_M_EN})\.?,? {_Y}",
        rf"(?:quý (?:[ivx]+|\d)\s?[/,-]?\s?(?:năm )?|q[1-4][ /-]|quarter of |nửa (?:đầu|cuối) năm "
        rf"|half of ){_Y}",
        rf"(?:(?:trong |hồi |vào |cuối |đầu |giữa |của )*năm|(?:back )?in|(?:early|late|mid)[- ]|the"
        rf"|since) {_Y}(?![\d/])",
    )
)
_PARTIAL = re.compile(
    rf"(?<![\d/.])(?P<d>\d{{1,2}})[/-](?P<m>\d{{1,2}})(?![\d/.])"
    rf"|(?<!\w)(?:(?P<d2>\d{{1,2}}) (?P<me2>{_M_EN})|(?P<me>{_M_EN})\.? (?P<d3>\d{{1,2}}))(?!\w)"
)
_TODAY = re.compile(r"(?<!\w)(?:hôm nay|today|this (?:morning|afternoon))(?!\w)")
_YESTERDAY = re.compile(r"(?<!\w)(?:hôm qua|yesterday)(?!\w)")
# Right after these a date is that of something else than the signing.
_OTHER_DAY = re.compile(
    r"(?:hiệu lực(?: kể)? từ|chấm dứt từ|kết thúc|đến|tới|trước|thành lập|khởi công|vận hành"
    r"|hoạt động|hết|sản xuất từ|giao hàng|giao|từ|since|until|by|before|founded in"
    r"|established in|effective(?: from)?|starting|workshop|founded|established|opened|began|started"
    r"|born|set up|from|through|opened in|begin(?:ning)?|start in|delivery in|deliveries in|trong quý"
    r"|terminated|lapsed|expired|ended"
    r"|dự kiến|sẽ)(?: (?:ngày|tháng|năm|in|on|đầu|cuối|giữa|from|the|từ))*\s*$"
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in a text: where, its ISO form as far as known."""

    start: int
    end: int
    value: str


def find_dates(text: str, published_on: str | None = None) -> list[Dated]:
    """The dates in a text in lower case that may be those of a signing.

    >>> [d.value for d in find_dates("ký ngày 18/4/2025, signed march 11, 2025")]
    ['2025-04-18', '2025-03-11']
    """
    found: list[Dated] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if any(d.start < match.end() and match.start() < d.end for d in found):
                continue
            value = (
                "" if _OTHER_DAY.search(text[max(0, match.start() - 40) : match.start()]) else _value(match)
            )
            found.append(Dated(match.start(), match.end(), value))
    found = [d for d in found if d.value]
    if published_on and len(published_on) == 10:
        found += _near_publication(text, found, datetime.date.fromisoformat(published_on))
    return sorted(found, key=lambda d: d.start)


def _value(match: re.Match[str]) -> str:
    parts = match.groupdict()
    month = _number(parts.get("m"))
    day = int(parts["d"]) if parts.get("d") and not parts.get("span") else None
    try:
        datetime.date(int(parts["y"] or 0), month or 1, day or 1)
    except ValueError:
        return ""
    return "-".join([parts["y"] or "", *(f"{p:02d}" for p in (month, day) if p)])


def _number(month: str | None) -> int | None:
    if month is None:
        return None
    return int(month) if month.isdigit() else _MONTHS_VI.get(month) or _MONTHS.get(month)


def _near_publication(text: str, found: list[Dated], day: datetime.date) -> list[Dated]:
    """Days without a year, today and yesterday, read from the day the article came out."""
    made = []
    for match in _PARTIAL.finditer(text):
        if any(d.start < match.end() and match.start() < d.end for d in found):
            continue
        parts = match.groupdict()
        month = _number(parts["m"] or parts["me"] or parts["me2"])
        try:
            then = datetime.date(day.year, month or 0, int(parts["d"] or parts["d2"] or parts["d3"] or 0))
            then = then if then <= day else then.replace(year=day.year - 1)
        except ValueError:
            continue
        if not _OTHER_DAY.search(text[max(0, match.start() - 40) : match.start()]):
            made.append(Dated(match.start(), match.end(), then.isoformat()))
    for pattern, back in ((_TODAY, 0), (_YESTERDAY, 1)):
        for match in pattern.finditer(text):
            then = day - datetime.timedelta(days=back)
            made.append(Dated(match.start(), match.end(), then.isoformat()))
    return made


_PERIOD = re.compile(
    r"(?:từ|from|between|giai đoạn)[^.;]{0,30}(?:đến|to|–|-|and) (?:[^\W\d]+ ){0,3}(?:năm )?20\d\d"
)
_LATER = re.compile(
    r"(?<!\w)(một|hai|ba|bốn|năm|\d{1,2}) năm sau(?!\w)|(?<!\w)(one|two|three|four"
    r"|\d{1,2}) years? later(?!\w)"
)
_COUNT = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "one": 1, "two": 2, "three": 3, "four": 4}


def nearest(text: str, at: int, published_on: str | None) -> str | None:
    """The date in ``text`` that belongs to the signing at ``at``: the most exact, then the nearest."""
    masked = _PERIOD.sub(lambda m: " " * len(m.group()), text)
    dates = find_dates(masked, published_on)
    if not dates:
        return None
    later = [m for m in _LATER.finditer(text) if m.start() < at]
    years = [d for d in dates if d.start < (later[-1].start() if later else 0)]
    if later and years:
        number = later[-1].group(1) or later[-1].group(2)
        return str(int(years[-1].value[:4]) + _COUNT.get(number, int(number) if number.isdigit() else 0))
    same = {d.value[:4] for d in dates}
    exact = max(len(d.value) for d in dates)
    pool = [d for d in dates if len(d.value) == exact] if len(same) == 1 else dates
    return min(pool, key=lambda d: (min(abs(d.start - at), abs(d.end - at)), -len(d.value))).value
