"""Who speaks in a text that says "we": a firm's own news names it at the head, the end or beside "we"."""

from __future__ import annotations

import re
from bisect import bisect_right

from loaders.article.forms import Mention

_WE = re.compile(
    r"(?<![^\W_])(?:(?:công ty |nhà máy |doanh nghiệp )?(?:chúng tôi|chúng ta|chúng mình)|we|our"
    r"|us)(?![^\W_])"
    r"|(?<![^\W_])(?:Công ty |Nhà máy )?(?:Chúng (?:tôi|ta|mình)|CHÚNG TÔI)|\b(?:We|Our|WE)\b"
)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"\n]*\"|«[^»]*»")
_NO_SIGNATURE = re.compile(r"\W*(?:#|ảnh|photo|nguồn|source|caption|liên hệ|contact)", re.IGNORECASE)
_LONGEST = 160  # characters of a line that is a head or a signature


def speaking(text: str, mentions: list[Mention]) -> tuple[Mention | None, list[Mention]]:
    """The firm that a text calls "we" outside of quotations, and where; ``None`` where that is not clear.

    >>> from loaders.article.names import find_names
    >>> text = "Chúng tôi đã ký hợp đồng.\\nCông ty CP Nhựa Tân Phú"
    >>> speaking(text, find_names(text))[0].name
    'Công ty CP Nhựa Tân Phú'
    """
    plain = _QUOTED.sub(lambda m: "\0" * len(m.group()), text)
    said = [Mention(m.start(), m.end(), m.group(), "we") for m in _WE.finditer(plain)]
    named = [m for m in mentions if m.kind in ("firm", "bare")]
    if not said or not named:
        return None, []
    owner = _beside(text, named, said) or _signature(text, named, said) or _head(text, named, said)
    return (owner, said) if owner else (None, [])


def _beside(text: str, named: list[Mention], said: list[Mention]) -> Mention | None:
    """``At A, we …``, ``Công ty A chúng tôi``."""
    by_end = {name.end: name for name in named}
    for we in said:
        for end in range(we.start - 2, we.start + 1):
            if end in by_end and not re.search(r"[^\s,(]", text[end : we.start]):
                return by_end[end]
    return None


def _signature(text: str, named: list[Mention], said: list[Mention]) -> Mention | None:
    """The one firm in the last line, below what "we" say."""
    lines = [m for m in re.finditer(r"[^\n]+", text) if m.group().strip()]
    for line in reversed(lines[1:]):
        if _NO_SIGNATURE.match(line.group()):
            continue
        if any(line.start() <= we.start < line.end() for we in said):
            return None
        inside = [m for m in named if line.start() <= m.start and m.end <= line.end()]
        own = {m.name: m for m in inside}
        return next(iter(own.values())) if len(own) == 1 and len(line.group()) <= _LONGEST else None
    return None


def _head(text: str, named: list[Mention], said: list[Mention]) -> Mention | None:
    """The first firm in a sentence in which "we" do not speak."""
    begins = [0, *(m.end() for m in re.finditer(r"[.!?\n]", text))]
    ours = {bisect_right(begins, we.start) for we in said}
    return next((m for m in named if bisect_right(begins, m.start) not in ours), None)
