"""Names of enterprises and institutions in a text, complete and with their place."""

from __future__ import annotations

import re
from functools import lru_cache

from loaders.article import vocabulary as words
from loaders.article.capitals import bare
from loaders.article.forms import FORM, SUFFIX, TOKEN, Kind, L, Mention, U, inside, vietnamese
from loaders.article.suffixes import suffixed

__all__ = ["TOKEN", "Kind", "Mention", "find_names", "own_words"]

_PRONOUN = re.compile(
    r"(?i:\b(?:công ty|doanh nghiệp|hãng|đơn vị|tập đoàn|nhà máy|DN|nhà cung cấp) (?:này|trên|nói trên|ấy"
    r"|đó)\b)"
    r"|\b(?:[Cc]ông ty|[Dd]oanh nghiệp|[Đđ]ơn vị)(?= (?:đã|vừa|được|cũng|tiếp tục|còn|ký|tái ký|mới|chốt"
    r"|nhận|giành|trúng|hoàn tất|trở thành"
    r"|sẽ|lần đầu|chính thức)\b)"
    r"|\b[Tt]he (?:company|firm|group|manufacturer|plant|supplier|maker)\b"
    r"(?! (?:of|network|list|base|chain|status|portfolio|development|agreement|contract|meeting|day)\b)"
    r"|\b[Ii]t (?=(?:has |also |then )*\w+ed\b)"
)


def find_names(text: str) -> list[Mention]:
    """All names of enterprises and institutions in NFC ``text``, in order, none over another.

    >>> [m.name for m in find_names("CTCP In và Bao bì Sao Khuê ký với Rorze Robotech Co., Ltd.")]
    ['CTCP In và Bao bì Sao Khuê', 'Rorze Robotech Co., Ltd']
    """
    taken = vietnamese(text)
    bodies = [m for m in _institutions(text) if not inside(m.start, m.end, taken)]
    taken = sorted([*taken, *bodies], key=lambda m: m.start)
    taken = sorted([*taken, *suffixed(text, taken)], key=lambda m: m.start)
    taken = _alone(taken)
    taken = sorted([*taken, *bare(text, taken)], key=lambda m: m.start)
    pronouns = [
        Mention(p.start(), p.end(), p.group(), "pronoun")
        for p in _PRONOUN.finditer(text)
        if not inside(p.start(), p.end(), taken)
    ]
    return sorted([*taken, *pronouns], key=lambda m: m.start)


_CAPITALS = re.compile(rf"(?: [{U}][^\W_]*)*")
_BODY = re.compile(
    rf"(?:,? (?:và |& |- )?[{U}][^\W_]*"
    rf"|(?: (?!ký|với|đã|vừa|và|cho|sẽ|trao|là|của|được|cùng|tại|tổ|phối|khai|giới|chủ"
    rf"|công bố)[{L}]+){{1,3}}(?= [{U}]))*"
)


def _alone(mentions: list[Mention]) -> list[Mention]:
    """Of two that overlap the first."""
    kept: list[Mention] = []
    for mention in mentions:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


_BODY_EN = re.compile(
    rf"(?<![^\W_])(?:[{U}][^\W_]* )*(?:Ministry|Department|University|Institute|Association|College"
    rf"|Office|Board|Chamber"
    rf"|Committee|Agency|Bank|Authority|Federation|Centre|Center)(?: of| for) [{U}][^\W_]*"
    rf"(?:, [{U}][^\W_]*(?=,? and))*(?:,? (?:and|&) [{U}][^\W_]*(?! [{U}]))?(?: [{U}][^\W_]*)*"
)


def _institutions(text: str) -> list[Mention]:
    """Banks, ministries, associations: the keyword and the capitalised words after it."""
    found = [Mention(m.start(), m.end(), m.group(), "institution") for m in _BODY_EN.finditer(text)]
    for match in words.INSTITUTIONS_VI.finditer(text):
        if inside(match.start(), match.end(), found):
            continue
        place = match.group().lower() in ("tỉnh", "thành phố")  # "trong tỉnh như …": no name follows
        short = (
            match.group().isupper()
        )  # "tại VASI, Sunrise Vietnam Co., Ltd": no part of its name follows a comma
        tail = (_CAPITALS if place or short else _BODY).match(text, match.end())
        end = tail.end() if tail else match.end()
        form = FORM.search(text, match.end(), end)
        end = form.start() if form else end
        if end > match.end() or match.group().isupper():
            found.append(Mention(match.start(), end, text[match.start() : end].rstrip(" ,"), "institution"))
    return found


@lru_cache(maxsize=4096)
def own_words(name: str) -> tuple[str, ...]:
    """The words of a name without legal form, as written."""
    form = FORM.match(name)
    rest = name[form.end() :] if form else name
    return tuple(TOKEN.findall(SUFFIX.sub("", rest)))
