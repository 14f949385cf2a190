"""Days told from the day an article came out: "hôm qua", "sáng 18/4", "on Friday", "last month"."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_EN = "january february march april may june july august september october november december"
_VI = "giêng hai ba tư năm sáu bảy tám chín mười mười_một mười_hai"
MONTHS = {name[:size]: i for i, name in enumerate(_EN.split(), 1) for size in (3, len(name))} | {"sept": 9}
MONTHS_VI = {name.replace("_", " "): i for i, name in enumerate(_VI.split(), 1)} | {"một": 1, "chạp": 12}
M_VI = "|".join(sorted(MONTHS_VI, key=len, reverse=True))
M_EN = "|".join(sorted(MONTHS, key=len, reverse=True))
_DAYS_EN = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_DAYS_VI = ["thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật"]
_WEEKDAYS = {
    name: number
    for names in (_DAYS_EN, _DAYS_VI, [f"thứ {n}" for n in range(2, 8)])
    for number, name in enumerate(names)
}
DAYS = (*_DAYS_EN, *_DAYS_VI)
_W_EN, _W_VI = "|".join(_DAYS_EN), "|".join([*_DAYS_VI, "thứ [2-7]"])
_COUNT = {
    word: number
    for words in (
        "one two three four five six seven eight nine ten",
        "một hai ba bốn năm sáu bảy tám chín mười",
    )
    for number, word in enumerate(words.split(), 1)
}
_N = "|".join([*_COUNT, r"\d{1,2}"])
_PART = r"(?:rạng sáng|sáng|trưa|chiều|tối|đêm|hôm|ngày|vào)"


def number(word: str) -> int | None:
    """The number of a month, in figures or words."""
    return int(word) if word.isdigit() else MONTHS_VI.get(word) or MONTHS.get(word)


def count(word: str) -> int:
    """A count of years or weeks, in figures or words."""
    return int(word) if word.isdigit() else _COUNT[word]


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in a text: where, its ISO form as far as known."""

    start: int
    end: int
    value: str


Reckon = Callable[["Groups", datetime.date], str | None]


class Groups:
    """A match in which the groups ``w``, ``w2``, ``w3`` of several alternatives answer to one name."""

    def __init__(self, match: re.Match[str]) -> None:
        self.plain = [g for g in match.groups() if g]
        self._named = {k.rstrip("2345"): v for k, v in match.groupdict().items() if v}

    def __getitem__(self, name: str) -> str:
        return self._named.get(name, "")


def _ago(days: int) -> Reckon:
    return lambda found, day: (day - datetime.timedelta(days=days)).isoformat()


def _day(found: Groups, day: datetime.date) -> str | None:
    """A day and month without a year: the last such day that has come."""
    parts = found.plain
    if not parts[0].isdigit():
        parts.reverse()
    try:
        then = datetime.date(day.year, number(parts[1]) or 0, int(parts[0]))
        return (then if then <= day else then.replace(year=day.year - 1)).isoformat()
    except ValueError:
        return None


def _weekday(found: Groups, day: datetime.date) -> str | None:
    """The last such weekday; "last Friday" and "tuần trước" mean one before today and this week."""
    wanted = _WEEKDAYS[found["w"]]
    back = (day.weekday() - wanted) % 7
    if found["last"] and back == 0:
        back = 7
    if found["week"] and back <= day.weekday():
        back += 7
    return (day - datetime.timedelta(days=back)).isoformat()


def _week(found: Groups, day: datetime.date) -> str | None:
    """A week of the past is no day: its month, or only its year when it lies in two months."""
    weeks = 0 if found["this"] else count(found["n"] or "1")
    monday = day - datetime.timedelta(days=day.weekday() + 7 * weeks)
    last = monday + datetime.timedelta(days=6) if weeks else day
    if monday.year != last.year:
        return None
    return f"{monday:%Y-%m}" if monday.month == last.month else f"{monday:%Y}"


def _month(found: Groups, day: datetime.date) -> str | None:
    """A month without a year: the last that has begun, or that of last year when it says so."""
    month = number(found["m"])
    if not month or month > 12:
        return None
    year = day.year - (month > day.month)
    if found["year"]:
        year = day.year - 1
    return f"{year}-{month:02d}"


def _last_month(found: Groups, day: datetime.date) -> str | None:
    return f"{day.replace(day=1) - datetime.timedelta(days=1):%Y-%m}"


_RULES: tuple[tuple[re.Pattern[str], Reckon], ...] = tuple(
    (re.compile(rf"(?<![^\W_])(?:{pattern})(?![^\W_])"), reckon)
    for pattern, reckon in (
        (r"(?<![\d/.-])(\d{1,2})/(\d{1,2})(?![\d/%-]|[.,]\d)", _day),
        (rf"{_PART} (?:ngày )?(\d{{1,2}})\s?[.-]\s?(\d{{1,2}})(?![\d/%-]|[.,]\d)", _day),
        (rf"(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({M_EN})\.?(?! \d)", _day),
        (rf"({M_EN})\.? (\d{{1,2}})(?:st|nd|rd|th)?(?!,? \d{{4}})", _day),
        (rf"(\d{{1,2}}) tháng (\d{{1,2}}|{M_VI})(?! năm \d)", _day),
        (r"hôm nay|(?:sáng|trưa|chiều|tối) nay|today|this (?:morning|afternoon|evening)|tonight", _ago(0)),
        (
            r"hôm qua|(?:sáng|trưa|chiều|tối|đêm) qua|yesterday(?: (?:morning|afternoon|evening))?"
            r"|last night",
            _ago(1),
        ),
        (r"hôm kia|the day before yesterday", _ago(2)),
        (
            rf"(?P<w4>{_W_EN})[’']s|(?<=signed )(?P<w5>{_W_EN})|(?:on |(?P<last>last "
            rf"|this past ))(?P<w>{_W_EN})(?P<week> (?:of )?last week)?"
            rf"|(?:sáng|trưa|chiều|tối|đêm|hôm) (?P<w2>{_W_VI})(?P<week2> tuần (?:trước|qua|vừa qua|rồi))?"
            rf"|(?P<w3>{_W_VI}) (?:tuần này|vừa qua|vừa rồi|(?P<week3>tuần (?:trước|qua|vừa qua|rồi)))",
            _weekday,
        ),
        (
            rf"tuần (?:trước|qua|vừa qua|vừa rồi|rồi)|(?P<this>tuần này|(?:earlier )?this week)|last week"
            rf"|(?:cách đây )?(?P<n>{_N}) tuần trước|(?P<n2>{_N}) weeks? ago|cách đây (?P<n3>{_N}) tuần",
            _week,
        ),
        (r"tháng (?:trước|qua|vừa qua|vừa rồi)|last month", _last_month),
        (
            r"(?:đầu|giữa) tháng(?! \d)|(?:đầu |cuối |giữa |trong )?tháng này|(?:earlier |late "
            r"|early )?this month",
            lambda found, day: f"{day:%Y-%m}",
        ),
        (
            rf"(?:(?:hồi|trong|vào|cuối|đầu|giữa|từ|ký) )+tháng (?P<m>\d{{1,2}}|{M_VI})(?! tới| sắp| năm \d)"
            rf"(?P<year> năm (?:ngoái|trước))?"
            rf"|tháng (?P<m2>\d{{1,2}}|{M_VI}) (?:vừa qua|vừa rồi|năm nay|(?P<year2>năm (?:ngoái|trước)))"
            rf"|(?:in|late|early|mid|since|during|late in|early in)[ -](?P<m3>{M_EN})"
            rf"(?!,? \d)(?P<year3> last year)?",
            _month,
        ),
        (r"năm ngoái|năm trước|last year", lambda found, day: f"{day.year - 1}"),
        (r"năm nay|(?:earlier )?this year", lambda found, day: f"{day.year}"),
    )
)


def relative_dates(text: str, day: datetime.date) -> Iterator[Dated]:
    """The dates in a text in lower case that are told from ``day``, in the order of the rules.

    >>> [d.value for d in relative_dates("ký hôm qua", datetime.date(2025, 5, 20))]
    ['2025-05-19']
    """
    for pattern, reckon in _RULES:
        for match in pattern.finditer(text):
            if value := reckon(Groups(match), day):
                yield Dated(match.start(), match.end(), value)
