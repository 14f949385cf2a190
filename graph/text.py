"""Vietnamese and English text: one bilingual sentence type, one way to fold accents."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

Lang = Literal["vi", "en"]

LANGS: tuple[Lang, ...] = ("vi", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """One thing said in Vietnamese and in English; ``str()`` gives the Vietnamese.

    >>> Text("Nhà cung cấp", "Supplier").say("en")
    'Supplier'
    """

    vi: str
    en: str

    def say(self, lang: Lang) -> str:
        """The text in one language."""
        return self.vi if lang == "vi" else self.en

    def __str__(self) -> str:
        return self.vi

    def __add__(self, other: Text) -> Text:
        return Text(self.vi + other.vi, self.en + other.en)

    @classmethod
    def same(cls, text: str) -> Text:
        """A text that reads alike in both languages (a name, a number)."""
        return cls(text, text)

    @classmethod
    def join(cls, parts: list[Text], between: str = "; ") -> Text:
        """Several texts as one, in the order given."""
        return cls(between.join(p.vi for p in parts), between.join(p.en for p in parts))


# Ð (eth) is typed for Đ by old keyboards; both fold to d, as Vietnamese readers search.
_ETH = str.maketrans({"Ð": "Đ", "ð": "đ"})
_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_SPACE = re.compile(r"\s+")


def tidy(raw: str) -> str:
    """``raw`` in NFC, without invisible characters, with single blanks.

    >>> tidy("  Ho\\u0300a   Phát\\u200b ")
    'Hòa Phát'
    """
    if raw.isascii() and raw.isprintable():
        return " ".join(raw.split()) if " " in raw else raw
    if _printed(raw):
        return " ".join(raw.split())
    text = _INVISIBLE.sub("", raw.replace("\r", " ").replace("\n", " "))
    text = unicodedata.normalize("NFC", text).translate(_ETH)
    return _SPACE.sub(" ", text).strip()


def _printed(text: str) -> bool:
    """Whether every character is as it should be, and the only blanks are spaces."""
    eth = "Ð" in text or "ð" in text
    return not eth and text.isprintable() and unicodedata.is_normalized("NFC", text)


def all_tidy(texts: Collection[str]) -> bool:
    """Whether ``tidy`` would change none of the texts, found in one look at all of them.

    May say no where it would not (a text that holds a broken bar).
    """
    whole = "¦".join(("", *texts, ""))
    edges = "¦ " in whole or " ¦" in whole or "  " in whole
    return not edges and _printed(whole) and whole.count("¦") == len(texts) + 1


def first_invisible(text: str) -> int | None:
    """Where the first character stands that ``tidy`` takes out and nobody can see."""
    found = re.search(_INVISIBLE.pattern.replace("\u000b-\u001f", "\u000e-\u001f"), text)
    return found.start() if found else None


def printable(text: str) -> str:
    """``text`` as any stream takes it: half a pair of UTF-16 is spelt out.

    >>> printable(f"x{chr(0xD83D)}y") == f"x{chr(92)}ud83dy"
    True
    """
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode()


class _Folded(dict[int, str]):
    """Each character once: its base letter in lower case, ``đ`` as ``d``."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        spelled = "d" if char in "đĐðÐ" else unicodedata.normalize("NFKD", char)
        base = spelled[0]
        if not all(map(unicodedata.combining, spelled[1:])):
            base = char  # made of several letters, as a Hangul syllable is: no accent to take off
        self[code] = base.lower() if len(base.lower()) == 1 else char
        return self[code]


_FOLDED = _Folded()


def fold(text: str) -> str:
    """``text`` in lower case without accents, ``đ`` as ``d``.

    An NFC text keeps its length, so a place found in the folded text is the
    same place in the original.

    >>> fold("Đúc Mỹ Đồng")
    'duc my dong'
    """
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", text).translate(_FOLDED)


def accented(text: str) -> bool:
    """Whether ``text`` has a Vietnamese mark at all (someone may type without)."""
    return fold(text) != text.lower()


_WORD = re.compile(r"[^\W_]+")


def words(text: str) -> list[str]:
    """The words of ``text`` in lower case, accents kept.

    >>> words("Nhựa kỹ-thuật (PP)")
    ['nhựa', 'kỹ', 'thuật', 'pp']
    """
    return _WORD.findall(text.lower())


def slug(text: str) -> str:
    """``text`` as a short ASCII word for an id.

    >>> slug("Cơ khí đúc Thành Phương")
    'co-khi-duc-thanh-phuong'
    """
    return "-".join(re.findall(r"[a-z0-9]+", fold(text)))[:48].strip("-")
