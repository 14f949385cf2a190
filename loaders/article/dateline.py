"""The line above or below an article that says when it came out: "Thứ Sáu, 18/04/2025, 09:30 (GMT+7)"."""

from __future__ import annotations

import re

from loaders.article.dates import find_dates
from loaders.article.relative import DAYS

_NEAR = 12  # lines from either end in which it is looked for
_LONGEST = 90
_BESIDE = re.compile(
    rf"\d{{1,2}}[:h]\d{{2}}(?::\d{{2}})?|gmt ?[+-]\d+(?::\d+)?|(?<![^\W_])(?:{'|'.join(DAYS)}|mon|tue|wed"
    rf"|thu|fri"
    r"|sat|sun|ngày|đăng|lúc|cập nhật|xuất bản|ngày đăng|thời gian|published|updated|posted|on|at|date|am"
    r"|pm|ict"
    r"|sáng|chiều)(?![^\W_])"
)


def dateline(text: str) -> str | None:
    """The day in a line that holds nothing but a day and a time, near the top or else the end.

    >>> dateline("Ký kết tại Hải Phòng\\n18/04/2025 09:30\\nSáng nay, …")
    '2025-04-18'
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for line in (*lines[:_NEAR], *reversed(lines[_NEAR:][-_NEAR:])):
        if len(line) <= _LONGEST and (day := _only_day(line.lower())):
            return day
    return None


def _only_day(line: str) -> str | None:
    found = [d for d in find_dates(line) if len(d.value) == 10]
    if len(found) != 1:
        return None
    rest = _BESIDE.sub("", line[: found[0].start] + " " + line[found[0].end :])
    return None if re.search(r"[^\W_]", rest) else found[0].value
