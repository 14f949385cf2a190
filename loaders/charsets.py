"""Bytes become text: which encoding a Vietnamese file is in, found by what it says.

Every way to read the file is tried; the one that gives Vietnamese syllables wins
if it is clearly ahead. One that is not clear is asked for, never guessed.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice

from graph.errors import LoadError
from loaders.oldfonts import REWRITES

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 400_000  # bytes looked at to tell an encoding


def _windows_1258(raw: bytes) -> str:
    return unicodedata.normalize("NFC", raw.decode("cp1258", errors="replace"))


def _western(raw: bytes) -> str:
    """Each byte a character: Windows-1252, and Latin-1 where that has no letter."""
    return raw.decode("cp1252", errors="surrogateescape").translate(_HOLES)


_HOLES = {0xDC00 + b: chr(b) for b in range(0x80, 0x100)}

# How to read bytes, by the name that reports say and ``--encoding`` takes.
ENCODINGS: dict[str, Callable[[bytes], str]] = {
    "utf-8": lambda raw: raw.decode("utf-8-sig"),
    "utf-16": lambda raw: raw.decode("utf-16", "surrogatepass"),
    "utf-16-le": lambda raw: raw.decode("utf-16-le", "surrogatepass").removeprefix("\ufeff"),
    "utf-16-be": lambda raw: raw.decode("utf-16-be", "surrogatepass").removeprefix("\ufeff"),
    "windows-1258": _windows_1258,
    "tcvn3": lambda raw: REWRITES["tcvn3"](raw.decode("latin-1")),
    "vni": lambda raw: REWRITES["vni"](_western(raw)),
    "windows-1252": _western,
}
_SPELLINGS = {"utf8": "utf-8", "utf-8-sig": "utf-8", "utf16": "utf-16", "cp1258": "windows-1258"}
_SPELLINGS |= {"cp1252": "windows-1252", "latin-1": "windows-1252", "abc": "tcvn3", "tcvn-3": "tcvn3"}


def known_encoding(name: str) -> str:
    """The encoding a person means; raises ``LoadError`` with the known ones."""
    key = name.strip().lower().replace("_", "-")
    key = _SPELLINGS.get(key, key)
    if key not in ENCODINGS:
        known = ", ".join(ENCODINGS)
        raise LoadError(f"không có bảng mã {name!r}; có: {known}", f"no encoding {name!r}; known: {known}")
    return key


def decode(raw: bytes, name: str, encoding: str | None = None) -> tuple[str, str]:
    """The text of a file and the encoding it was read in.

    ``name`` is how messages call the file. Raises ``LoadError`` when the bytes do
    not fit ``encoding``, or when none was given and none is clearly the one.
    """
    if encoding is not None:
        return _decode_as(raw, name, known_encoding(encoding))
    for bom, codec in _BOMS:
        if raw.startswith(bom):
            return _decode_as(raw, name, "utf-8" if bom == codecs.BOM_UTF8 else codec)
    wide = _without_bom(raw)
    if wide:
        return _decode_as(raw, name, wide)
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if b"\xed" in raw and (text := _with_pairs(raw)) is not None:
            return text, "utf-8"
        found = _best({n: ENCODINGS[n](raw[:_SAMPLE]) for n in ("windows-1258", "tcvn3", "vni")})
        if found is None:
            raise _not_utf8(raw, name, error) from error
        return ENCODINGS[found](raw), found


def _with_pairs(raw: bytes) -> str | None:
    """UTF-8 in which each half of a pair of UTF-16 stands by itself, as some databases write it."""
    try:
        return (
            raw.decode("utf-8", "surrogatepass")
            .encode("utf-16", "surrogatepass")
            .decode("utf-16", "surrogatepass")
        )
    except UnicodeDecodeError:
        return None


def _decode_as(raw: bytes, name: str, encoding: str) -> tuple[str, str]:
    try:
        return (ENCODINGS[encoding](raw) if encoding in ENCODINGS else raw.decode(encoding)), encoding
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise LoadError(
            f"{name}: dòng {line} không phải {encoding}; hãy bỏ --encoding hoặc lưu thành CSV UTF-8",
            f"{name}: line {line} is not {encoding}; leave out --encoding or save the file as CSV UTF-8",
        ) from error


def _not_utf8(raw: bytes, name: str, error: UnicodeDecodeError) -> LoadError:
    line = raw[: error.start].count(b"\n") + 1
    known = ", ".join(ENCODINGS)
    return LoadError(
        f"{name}: dòng {line} không phải UTF-8 và không rõ là bảng mã nào;"
        f" hãy ghi --encoding ({known}) hoặc lưu thành CSV UTF-8",
        f"{name}: line {line} is not UTF-8 and it is not clear which encoding it is;"
        f" give --encoding ({known}) or save the file as CSV UTF-8",
    )


def is_wide(raw: bytes) -> bool:
    """Whether bytes with zeros among them are text in UTF-16 or UTF-32."""
    return any(raw.startswith(bom) for bom, _ in _BOMS) or _without_bom(raw) is not None


def _without_bom(raw: bytes) -> str | None:
    """UTF-16 without its mark: every second byte of the plain letters is zero."""
    sample = raw[:4096]
    if len(sample) < 4 or b"\0" not in sample:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.4 * half and even < 0.1 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 * half and odd < 0.1 * half else None


# --- what is Vietnamese -------------------------------------------------------------------------
_WORD = re.compile(r"[^\W\d_]+")
_TONE = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_SYLLABLE = re.compile(
    r"(?:b|c|ch|d|đ|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|qu|r|s|t|th|tr|v|x)?"
    r"(?:[aăâeêioôơuưy]|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iêu|iu|oa|oai|oao|oay|oă|oe|oeo|oi|ôi|ơi|oo"
    r"|ua|uâ|uây|uê|ui|uô|uôi|uơ|uy|uya|uyê|uyu|ưa|ưi|ươ|ươi|ươu|ưu|yê|yêu|ya|yu)"
    r"(?:c|ch|m|n|ng|nh|p|t)?"
)
# Syllables that nearly every list of firms has; a wrong reading hardly gives one.
_COMMON = frozenset(
    """công cổ phần trách nhiệm hữu hạn thành viên một đường phường xã quận huyện tỉnh phố hải phòng
    dương việt nam hà nội sản xuất thương mại dịch vụ nhựa cơ khí kỹ thuật điện tử khuôn mẫu chính
    xác đúc sắt thép tên mã số thuế địa chỉ doanh nghiệp khu cụm chứng nhận lao động tiêu chuẩn năng
    lực nhu cầu nước ngoài vốn đầu tư bên mua cung cấp ngày ký đông hòa phát bảo tiên""".split()  # noqa: SIM905
)


def vietnamese(word: str) -> bool:
    """Whether a word could be one Vietnamese syllable.

    >>> vietnamese("Nghiệp"), vietnamese("C«ng"), vietnamese("Coâng")
    (True, False, False)
    """
    plain = unicodedata.normalize("NFD", word.lower())
    bare, tones = _TONE.subn("", plain)
    return tones < 2 and bool(_SYLLABLE.fullmatch(unicodedata.normalize("NFC", bare)))


def marked_words(text: str) -> Counter[str]:
    """The words of ``text`` that have a letter beyond ASCII, each with how often it stands there."""
    return Counter(w for w in _SPLIT.split(text) if not w.isascii())


# Blanks and the punctuation of tables; « and ¤ stay, for they are letters in old fonts.
_SPLIT = re.compile(r"[\s,;|:.\"'()/\\\[\]{}<>=+*&!?_#@0-9-]+")


def vietnamese_score(text: str) -> tuple[float, int]:
    """How Vietnamese the marked words of a text are (1: all; up to 2: common ones too), and how many."""
    counted = marked_words(text)
    total = sum(counted.values())
    good = sum(n for w, n in counted.items() if vietnamese(w))
    common = sum(n for w, n in counted.items() if w.lower() in _COMMON)
    return ((good + common) / total if total else 0.0), total


def _best(texts: dict[str, str]) -> str | None:
    """The reading that is Vietnamese, when it is clearly ahead of all others."""
    scores = {name: vietnamese_score(text)[0] for name, text in texts.items()}
    first, *others = sorted(scores, key=lambda n: -scores[n])
    second = max((scores[n] for n in others), default=0.0)
    return first if scores[first] >= 0.9 and scores[first] - second >= 0.3 else None


@dataclass(frozen=True)
class Misread:
    """What cells were before a program read them wrongly: a key of ``REWRITES``, and one such cell.

    ``sure``: clear enough to rewrite them; otherwise it is only said.
    """

    scheme: str
    sample: str
    sure: bool


def misread(cells: Iterable[str]) -> Misread | None:
    """What the cells of a table in Unicode were before a program read them wrongly, if any were.

    Cells that are Vietnamese already do not count; Western names with accents beside
    them are no reason to rewrite.
    """
    votes: Counter[str] = Counter()
    samples: dict[str, str] = {}
    texts: dict[str, list[str]] = defaultdict(list)
    strange = 0
    for cell in islice((c for c in cells if not c.isascii()), _CELLS):
        cell = cell[:_LONGEST]
        if _BEYOND_FONTS.search(cell) or all(map(vietnamese, marked_words(cell))):
            continue
        strange += 1
        for scheme in REWRITES:
            read = rewrite_cell(cell, scheme)
            if read != cell and all(map(vietnamese, marked_words(read))):
                votes[scheme] += 1
                texts[scheme].append(read)
                samples[scheme] = min(samples.get(scheme, cell), cell, key=len)
    if not votes:
        return None
    best = max(votes, key=lambda scheme: (votes[scheme], vietnamese_score(" ".join(texts[scheme]))[0]))
    score = vietnamese_score(" ".join(texts[best]))[0]
    others = max((vietnamese_score(" ".join(t))[0] for s, t in texts.items() if s != best), default=0.0)
    ahead = all(votes[best] > 2 * n or score >= others + 0.3 for s, n in votes.items() if s != best)
    return Misread(best, samples[best], ahead and score > 1.0 and votes[best] >= strange / 2)


_CELLS, _LONGEST = 2_000, 2_000  # cells looked at, and characters of each


# Letters that no old font and no wrong reading puts in place of Vietnamese ones: the cell is in Unicode.
_BEYOND_FONTS = re.compile(
    "[\u0100-\u0151\u0154-\u015f\u0162-\u0177\u0179-\u017c\u0180-\u0191\u0193-\u024f\u1e00-\u1eff]"
)


def rewrite_cell(text: str, scheme: str) -> str:
    """A cell in Unicode; one that reads as Vietnamese already stays as it is."""
    if text.isascii() or _BEYOND_FONTS.search(text) or all(map(vietnamese, marked_words(text))):
        return text
    read = REWRITES[scheme](text)
    return read if scheme.startswith("utf-8") or any(map(vietnamese, marked_words(read))) else text
