"""The kinds of words that speak for or against a signing, and what a stretch of text holds of them."""

from __future__ import annotations

import re
import sys
from functools import lru_cache

from loaders.article import phrases
from loaders.article.clauses import ATTENDS, TO, WITH
from loaders.article.echoes import BOTH
from loaders.article.gist import BODY, FIRM
from loaders.article.weighing import Signs

WORD = " word:"  # between the zone of a word and the word, in its sign

CUES: dict[str, re.Pattern[str]] = {
    "sign": phrases.SIGNING,
    "paper": phrases.PAPER,
    "do": phrases.DOING,
    "between": phrases.BETWEEN,
    "plan": phrases.PLAN,
    "done": phrases.DONE,
    "deny": phrases.DENIAL,
    "cancelled": phrases.CANCELLED,
    "later": phrases.LATER,
    "ended": phrases.ENDED,
    "trial": phrases.TRIAL,
    "contract": phrases.CONTRACT,
    "memo": phrases.MEMORANDUM,
    "other": phrases.OTHER,
    "never": phrases.NEVER,
    "supply": phrases.SUPPLY,
    "with": WITH,
    "attend": ATTENDS,
    "both": BOTH,
    "to": TO,
    # "signed a contract with a rival": with somebody who is not named
    "elsewhere": re.compile(
        r"(?<![^\W_])(?:with|to|với|cho|về tay) (?:an?|another|some|several|một|nhiều|vài) (?:[^\W_]+ ){0,2}?"
        r"(?:rival|company|competitor|firm|supplier|đối thủ|doanh nghiệp|công ty|nhà cung cấp)"
        r"(?! (?:là|tên)|,? \ue000)"
    ),
}
WORDS = re.compile(rf"[^\W\d_]+|[{FIRM}{BODY}]|[,;:–|]|\d[\d.,/]*")


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[str, ...]:
    """The words and marks of a text in order; every number is ``0``.

    >>> words("ký 2 hợp đồng, rồi")
    ('ký', '0', 'hợp', 'đồng', ',', 'rồi')
    """
    return tuple(map(as_read, WORDS.findall(text)))


def as_read(word: str) -> str:
    """A word as it is read: every number is ``0``."""
    return "0" if word[0].isdigit() else word


@lru_cache(maxsize=4096)
def cue_places(text: str) -> tuple[tuple[str, int, int], ...]:
    """The kind and the place of each telling word of a text."""
    return tuple((name, *m.span()) for name, pattern in CUES.items() for m in pattern.finditer(text))


def kinds(text: str, start: int = 0, end: int = sys.maxsize) -> tuple[str, ...]:
    """The names of the kinds of words that a text holds between two places.

    >>> "plan" in kinds("sẽ ký với"), "plan" in kinds("sẽ ký với", 3)
    (True, False)
    """
    return tuple(dict.fromkeys(name for name, at, to in cue_places(text) if start <= at and to <= end))


def note_kinds(zone: str, text: str, found: Signs, start: int = 0, end: int = sys.maxsize) -> None:
    """A sign for each kind of word in a text, between two places."""
    for name in kinds(text, start, end):
        found[zone + name] = 1


def note_words(zone: str, text: str, found: Signs, part: slice) -> None:
    """A sign for each of some words of a text."""
    for word in words(text)[part]:
        found[f"{zone}{WORD}{word}"] = 1
