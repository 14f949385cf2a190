"""Names of enterprises: Vietnamese and English legal forms, keys to compare by."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from graph.text import fold, tidy, words

# Legal form → how it is written, without accents. Longer forms come first:
# "cong ty tnhh mtv" must not be read as "cong ty tnhh" with the name "MTV ...".
_COMPANY = r"(?:cong ty|c(?:\. ?)?ty|ct)"
LEGAL_FORMS: tuple[tuple[str, str], ...] = (
    ("CN", rf"chi nhanh|cn(?= ({_COMPANY}|ctcp)\b)"),
    ("TNHH MTV", rf"({_COMPANY}[. ]*)?(tnhh|trach nhiem huu han) (mtv|mot thanh vien|1 thanh vien|1tv)"),
    ("TNHH", rf"({_COMPANY}[. ]*)?(tnhh|trach nhiem huu han)( (hai thanh vien( tro len)?|2tv))?"),
    ("CP", rf"({_COMPANY}\.? )?(co phan|cp)\b|ctcp|ctycp"),
    ("LD", rf"{_COMPANY} (lien doanh|ld)"),
    ("HD", r"cong ty hop danh"),
    ("DNTN", r"doanh nghiep tu nhan|dntn"),
    ("HTX", r"hop tac xa|htx"),
    ("HKD", r"ho (kinh doanh|kd)|hkd"),
    ("TCT CP", rf"tong {_COMPANY} (co phan|cp)\b"),
    ("TCT", rf"tong {_COMPANY}"),
    ("TD", r"tap doan"),
    ("CT", r"cong ty|c(?:\. ?)?ty"),
)
ENGLISH_FORMS: tuple[tuple[str, str], ...] = (
    ("TNHH", r"(co|company)[., ]*(ltd|limited)\.?|limited liability company|llc|ltd\.?|pte\.? ltd\.?|gmbh"),
    ("CP", r"joint[ -]stock (company|co\.?)|j\.?s\.?c\.?"),
    ("CT", r"(incorporated|inc|corporation|corp|company|group)\.?"),
)


def _any_of(forms: tuple[tuple[str, str], ...]) -> tuple[str, list[str]]:
    """One pattern for all forms, tried in their order; group ``f<i>`` tells which matched."""
    return "|".join(f"(?P<f{i}>{pattern})" for i, (_, pattern) in enumerate(forms)), [f for f, _ in forms]


_PREFIXES, _PREFIX_FORMS = _any_of(LEGAL_FORMS)
_SUFFIXES, _SUFFIX_FORMS = _any_of(ENGLISH_FORMS)
_PREFIX = re.compile(rf"(?:{_PREFIXES})(?=[\s.,:]|$)[\s.,:]*")
_SUFFIX = re.compile(rf"[\s.,(]+(?:{_SUFFIXES})[\s)]*$")

# What a place is, before or after its name; "KCN Tràng Duệ" and "Tràng Duệ" are one place.
_PLACE_PREFIX = re.compile(
    r"(khu cong nghiep|kcn|khu che xuat|kcx|khu kinh te|kkt|cum cong nghiep|ccn|cum lang nghe"
    r"|thanh pho|tp|tinh|phuong|xa|quan|huyen|thi xa)(?=[\s.])[\s.]*"
)
_PLACE_SUFFIX = re.compile(r"[\s,]+(industrial (park|zone)|iz|ip|city|province)$")

# "Hoà" and "Hòa" are one word in two spelling habits: the tone goes to one place in keys.
_TONES = {"à": "a\u0300", "á": "a\u0301", "ả": "a\u0309", "ã": "a\u0303", "ạ": "a\u0323"}
_TONES |= {"è": "e\u0300", "é": "e\u0301", "ẻ": "e\u0309", "ẽ": "e\u0303", "ẹ": "e\u0323"}
_TONES |= {"ỳ": "y\u0300", "ý": "y\u0301", "ỷ": "y\u0309", "ỹ": "y\u0303", "ỵ": "y\u0323"}
_NEW_STYLE = re.compile(r"(?:o([àáảãạèéẻẽẹ])|u([ỳýỷỹỵ]))(?!\w)")


_LINKS = {"và", "va", "and", "of", "the"}
# Abbreviations that every reader takes alike; they are written together too ("TMDV", "SXTM").
SHORT = {
    "sx": "sản xuất",
    "tm": "thương mại",
    "dv": "dịch vụ",
    "xnk": "xuất nhập khẩu",
    "xd": "xây dựng",
    "kd": "kinh doanh",
    "vn": "việt nam",
    "vlxd": "vật liệu xây dựng",
}
_SHORT_RUN = re.compile(f"(?:{'|'.join(sorted(SHORT, key=len, reverse=True))})+")
_SHORT_PART = re.compile("|".join(sorted(SHORT, key=len, reverse=True)))


@dataclass(frozen=True, slots=True)
class NameParts:
    """A name taken apart: ``form`` (legal form or ""), ``core`` (its words in lower case).

    ``key`` is equal for two spellings of one name (of a firm: abbreviations
    written out) and differs in any word, accent or legal form; ``folded`` is
    the core without accents, as people type.
    """

    form: str
    core: str
    key: str = field(default="", repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", self.key or f"{self.core}|{self.form}")

    @property
    def folded(self) -> str:
        """The core without accents; worked out when asked for, which a load of codes and names never does."""
        return fold(self.core)


@lru_cache(maxsize=200_000)
def parse_name(name: str) -> NameParts:
    """The legal form and the core of an enterprise's name.

    >>> parse_name("Công ty TNHH Công nghiệp Bảo Tiên")
    NameParts(form='TNHH', core='công nghiệp bảo tiên')
    >>> parse_name("Rorze Robotech Co., Ltd.")
    NameParts(form='TNHH', core='rorze robotech')
    """
    form, core = _parted(name)
    return NameParts(form, core, f"{written_out(core)}|{form}")


def core_of(name: str) -> str:
    """``parse_name(name).core``, for very many names: nothing is kept.

    >>> core_of("Công ty TNHH Công nghiệp Bảo Tiên")
    'công nghiệp bảo tiên'
    """
    return _parted(name)[1]


def _parted(name: str) -> tuple[str, str]:
    """The legal form of a name, and its core."""
    text = tidy(name)
    form, rest = _strip_form(text)
    return form, _NEW_STYLE.sub(_old_style, _core(rest, text))


def english_form(name: str) -> bool:
    """Whether a name has an English legal form: its other words then bear no accents."""
    text = tidy(name)
    return not _strip_prefix(text)[0] and bool(_strip_suffix(text)[0])


def written_out(core: str) -> str:
    """The words of a name with unmistakable abbreviations written out and without "và", "&".

    >>> written_out("sx tm và dv minh phát")
    'sản xuất thương mại dịch vụ minh phát'
    """
    return " ".join(filter(None, map(_word_out, core.split()))) or core


@lru_cache(maxsize=50_000)
def _word_out(word: str) -> str:
    """One word written out; "" for those that only link."""
    if _SHORT_RUN.fullmatch(word):
        return " ".join(SHORT[part] for part in _SHORT_PART.findall(word))
    return "" if word in _LINKS else word


def short_name(name: str) -> str:
    """A firm's name as it is written, without its legal form: for places with little room.

    >>> short_name("Công ty TNHH Heesung Electronics Việt Nam"), short_name("Công ty A")
    ('Heesung Electronics Việt Nam', 'A')
    """
    text = tidy(name)
    return _strip_form(text)[1].strip(" ,-") or text


def parse_place(name: str) -> NameParts:
    """The kind of place and its own name.

    >>> parse_place("KCN Tràng Duệ").core, parse_place("Trang Due Industrial Park").core
    ('tràng duệ', 'trang due')
    """
    text = tidy(name)
    folded = fold(text)
    before, after = _PLACE_PREFIX.match(folded), _PLACE_SUFFIX.search(folded)
    start, end = before.end() if before else 0, after.start() if after else len(text)
    form = (before.group(1) if before else "") or (after.group(1) if after else "")
    return NameParts(form, _NEW_STYLE.sub(_old_style, _core(text[start:end], text)))


def plain_parts(name: str) -> NameParts:
    """The words of a name that has no legal form (a product, a standard)."""
    return NameParts("", _core(tidy(name)))


def _core(*texts: str) -> str:
    """The words of the first text that has any; signs alone stand for themselves."""
    return next((core for text in texts if (core := " ".join(words(text)))), texts[-1])


def _strip_form(text: str) -> tuple[str, str]:
    form, rest = _strip_prefix(text)
    return (form, rest) if form else _strip_suffix(text)


def _strip_prefix(text: str) -> tuple[str, str]:
    match = _PREFIX.match(fold(text))
    if match and match.end() < len(text):
        return _PREFIX_FORMS[_which(match)], text[match.end() :]
    return "", text


def _which(match: re.Match[str]) -> int:
    return int((match.lastgroup or "f0")[1:])  # the form's group is the outer one: it closes last


def _strip_suffix(text: str) -> tuple[str, str]:
    match = _SUFFIX.search(fold(text))
    if match and match.start() > 0:
        return _SUFFIX_FORMS[_which(match)], text[: match.start()]
    return "", text


def _old_style(match: re.Match[str]) -> str:
    vowel = match.group(1) or match.group(2)
    base, tone = _TONES[vowel][0], _TONES[vowel][1:]
    first = "o" if match.group(1) else "u"
    return unicodedata.normalize("NFC", first + tone) + base


def name_similarity(left: str, right: str) -> float:
    """How alike two names are: 1 the same key, 0.9 another legal form or none,
    0.8 other accents, below that the share of common words (at most 0.7).
    """
    one, two = parse_name(left), parse_name(right)
    if one.key == two.key:
        return 1.0
    if one.core == two.core:
        return 0.9
    if one.folded == two.folded:
        return 0.8
    a, b = set(one.folded.split()), set(two.folded.split())
    return 0.7 * len(a & b) / len(a | b) if a | b else 0.0
