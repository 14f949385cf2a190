"""A text as it is read: NFC with the place of each character, cut into sentences."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from loaders.article.vocabulary import UPPER, word_set

_SEGMENT = re.compile(r".[\u0300-\u036f]*", re.DOTALL)

# A full stop after these ends no sentence.
_ABBREVIATIONS = word_set(
    "tp tx tt q p h ts ths gs pgs ks cn bs ths.ks ông bà mr mrs ms dr prof st no nos vs inc corp co ltd bros"
    " jr sr approx est gen col lt gov sen rep jan feb mar apr jun jul aug sep sept oct nov dec đ stt sđt"
    " k.k b.v n.v s.a s.p.a u.s u.k e.g i.e cty ct v.v pte pvt pty sdn bhd"
)
_END = re.compile(rf"[.!?…]+[\"”’»)\]]*(?=\s+[\"“‘«(\[•–-]*\s*[{UPPER}\d]|\s*\n|\s*$)")
_LAST_WORD = re.compile(r"[^\s(\[“\"«]+$")


@dataclass(frozen=True, slots=True)
class Reading:
    """``text`` in NFC; ``offsets`` gives the place of each character in the text as given."""

    text: str
    offsets: tuple[int, ...] | None
    length: int

    @classmethod
    def of(cls, given: str) -> Reading:
        """Read a text; one that is NFC already needs no map."""
        if unicodedata.is_normalized("NFC", given):
            return cls(given, None, len(given))
        parts: list[str] = []
        offsets: list[int] = []
        for match in _SEGMENT.finditer(given):
            composed = unicodedata.normalize("NFC", match.group())
            parts.append(composed)
            offsets += [match.start()] * len(composed)
        return cls("".join(parts), tuple(offsets), len(given))

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of ``text`` stands in the text as given."""
        if self.offsets is None:
            return start, end
        last = self.offsets[end] if end < len(self.offsets) else self.length
        return (self.offsets[start] if start < len(self.offsets) else self.length), last


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its place, and the number of the block (lines without a gap) it stands in."""

    start: int
    end: int
    block: int


def split(text: str) -> list[Sentence]:
    """The sentences of a text in order; a line break ends one unless the line is only wrapped.

    >>> [(s.start, s.end) for s in split("A ký với B Co., Ltd. Ông C vui.")]
    [(0, 20), (21, 31)]
    """
    found: list[Sentence] = []
    for number, block in enumerate(re.finditer(r"\S(?:[^\n]|\n(?![^\S\n]*\n))*", text)):
        for start, end in _paragraphs(text, block.start(), block.end()):
            found += [Sentence(a, b, number) for a, b in _sentences(text, start, end)]
    return found


def _paragraphs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Lines, with those that were only wrapped put together again."""
    lines: list[tuple[int, int]] = []
    at = start
    for line in text[start:end].split("\n"):
        if line.strip():
            lines.append((at, at + len(line)))
        at += len(line) + 1
    width = max((b - a for a, b in lines), default=0)
    if not any(text[a:b].lstrip()[0].islower() for a, b in lines):
        width = 0  # prose that was wrapped has a line that begins small
    joined: list[tuple[int, int]] = []
    for a, b in lines:
        if joined and _wrapped(text, joined[-1][1], text[a:b].lstrip(), width, lines):
            joined[-1] = (joined[-1][0], b)
        else:
            joined.append((a, b))
    return joined


def _wrapped(text: str, end: int, line: str, width: int, lines: list[tuple[int, int]]) -> bool:
    """Whether a line that ends at ``end`` goes on in ``line``."""
    if line[0].islower():
        return True
    begin = next(a for a, b in lines if b == end)
    if re.search(r"[.!?:;]\s*$", text[begin:end]) or re.match(r"[-•+*–]|\(?\w{1,3}[.)]\s", line):
        return False
    tight = end - begin + 1 + len(line.split()[0]) > width
    return 50 <= width <= 130 and len(lines) > 2 and tight


def _sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found = []
    begin = start
    for match in _END.finditer(text, start, end):
        if match.group() == "." and _abbreviated(text, begin, match):
            continue
        found.append((begin, match.end()))
        begin = match.end()
    found.append((begin, end))
    trimmed = []
    for a, b in found:
        inner = text[a:b]
        if inner.strip():
            trimmed.append((a + len(inner) - len(inner.lstrip()), b - len(inner) + len(inner.rstrip())))
    return trimmed


_NEW_SENTENCE = re.compile(
    r"\s+[\"“]?(?:The|This|That|It|In|On|At|Under|Both|They|He|She|A|An|No|For|Meanwhile|According"
    r"|Theo|Tại|Ông|Bà"
    r"|Đây|Hai|Trong|Ngày|Sau|Trước|Lễ|Cùng|Tương|Ngoài|Bên|Công|Cty|Tuy|Nhà|Hợp|Thỏa|Thoả|Dự|Đại|Doanh|Với"
    r"|Per|By|When|While|With|Since|From|Each|All|Also|Another|There|These|Those|If|To|Now|Only|Of|One"
    r"|Three|Four|Most"
    r"|Some|Production|Officials|Mr|Ms|His|Her|Supply|Founded|Based|Until|Though|Although|However|But|Once"
    r"|Terms|Details"
    r"|Shipments|Đến|Nay|Tại|Đó|Mỗi|Các|Những|Cả|Cũng|Còn|Năm|Vừa|Được|Mới|Qua|Nhờ|Theo|Mặt|Việc|Biên|Bản"
    r"|Văn|Giấy"
    r"|Per|Its|Their|Deliveries|Neither|As|After|Earlier|Last|Two|Khoảng|Trị|Giá|Hãng|Phía|Đơn|Từ|Khi|Do)\b"
)
_COMPANY = frozenset({"ltd", "inc", "corp", "co", "k.k", "b.v", "n.v", "s.a", "s.p.a", "j.s.c", "bhd"})


def _abbreviated(text: str, begin: int, match: re.Match[str]) -> bool:
    """Whether the full stop belongs to the word before it."""
    word = _LAST_WORD.search(text, begin, match.start())
    last = word.group().lower() if word else ""
    if last in _COMPANY:
        return _NEW_SENTENCE.match(text, match.end()) is None and match.end() < len(text)
    if re.fullmatch(r"[^\W\d_]", last) or last in _ABBREVIATIONS:
        return True
    return (
        bool(re.fullmatch(r"\(?\d{1,2}", last))
        and word is not None
        and not text[begin : word.start()].strip()
    )
