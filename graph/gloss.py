"""Words that firms have in their names beside their own: abbreviations, and Vietnamese beside English.

"SX & TM Minh Phát" is written out; "Bao Tien Industry" and "Công nghiệp Bảo Tiên"
are the same own name with the same trade.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache

from graph.names import SHORT, NameParts, english_form, parse_name, written_out
from graph.text import fold

# Concept: Vietnamese | English. What stands before the sign ~ is so common that a short name leaves it out.
_TRADES = """
~ industry: công nghiệp | industry, industries, industrial
~ technology: công nghệ | technology, technologies, tech
~ production: sản xuất | production, manufacturing, manufacture, manufacturer, mfg
~ trading: thương mại | trading, trade, commerce, commercial
~ service: dịch vụ | service, services
~ import: nhập khẩu | import
~ export: xuất khẩu | export
~ import-export: xuất nhập khẩu | import export, export import
~ investment: đầu tư | investment, investments, invest
~ development: phát triển | development
~ construction: xây dựng | construction
~ business: kinh doanh | business
~ general: tổng hợp | general
~ international: quốc tế | international
~ vietnam: việt nam | vietnam, viet nam
~ haiphong: hải phòng | haiphong, hai phong
~ hanoi: hà nội | hanoi, ha noi
~ asia: châu á, á châu | asia
~ global: toàn cầu | global
~ group: tập đoàn | group, holdings
~ supporting: phụ trợ, hỗ trợ | supporting
~ site: nhà máy, phân xưởng | factory, plant
engineering: kỹ thuật | engineering, technical
mechanical: cơ khí | mechanical, mechanics
plastic: nhựa | plastic, plastics
rubber: cao su | rubber
mould: khuôn mẫu, khuôn | mould, moulds, mold, molds
precision: chính xác | precision
electronics: điện tử | electronics, electronic
electric: điện | electric, electrical
equipment: thiết bị | equipment
materials: vật liệu | material, materials
supplies: vật tư | supplies
transport: vận tải | transport, transportation
logistics: tiếp vận | logistics, logistic
packaging: bao bì | packaging, packing, package
printing: in ấn, in | printing
paper: giấy | paper
steel: thép | steel
metal: kim loại | metal, metals
aluminium: nhôm | aluminium, aluminum
casting: đúc | casting, foundry
stamping: dập | stamping, pressing
textile: dệt | textile, textiles
garment: may mặc | garment, garments
chemical: hóa chất | chemical, chemicals
wood: gỗ | wood, wooden
food: thực phẩm | food, foods
automation: tự động hóa | automation
telecom: viễn thông | telecom, telecommunication, telecommunications
components: linh kiện | component, components
parts: phụ tùng | parts
environment: môi trường | environment, environmental
energy: năng lượng | energy
cable: dây và cáp, cáp điện | cable, cables
furniture: nội thất | furniture, interior
solutions: giải pháp | solution, solutions
automotive: ô tô, ôtô | automotive, automobile
hi-tech: công nghệ cao | hi tech, hitech, high tech
footwear: da giày, da giầy, giày, giầy | footwear, shoes
systems: hệ thống | system, systems
erection: lắp máy | erection
joint-venture: liên doanh | joint venture
"""
# Abbreviations of several things: never sure, but worth a look.
_VAGUE = {
    "cn": ("industry", "technology"),
    "kt": ("engineering",),
    "ck": ("mechanical",),
    "đt": ("investment", "electronics"),
    "pt": ("development",),
    "vt": ("transport", "supplies"),
    "qt": ("international",),
    "tb": ("equipment",),
    "hp": ("haiphong",),
    "hc": ("chemical",),
    "lm": ("erection",),
    "ld": ("joint-venture",),
}


@dataclass(frozen=True, slots=True)
class Gloss:
    """A firm's name as own words (accents kept) and trades, in the order written.

    ``trades`` are concepts, the same in both languages; ``vague`` holds the
    abbreviations that may mean something else. ``english``: the trades or
    the legal form are written in English, so the own words bear no accents.

    Worked out once, for names are compared many times: ``bare``, the own words
    without accents; ``specific``, the trades that a short name would keep;
    ``key``, equal for the same words in any order, accents or not; ``readings``,
    the keys if an abbreviation means something else.
    """

    parts: NameParts
    own: tuple[str, ...]
    trades: tuple[str, ...]
    vague: tuple[str, ...]
    english: bool
    bare: tuple[str, ...] = field(init=False)
    specific: tuple[str, ...] = field(init=False)
    key: tuple[str, ...] = field(init=False)
    readings: tuple[tuple[str, ...], ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "bare", tuple(map(fold, self.own)))
        object.__setattr__(self, "specific", tuple(t for t in self.trades if t not in _common()))
        object.__setattr__(self, "key", one_order(self.bare, self.trades))
        object.__setattr__(self, "readings", tuple(self._readings()))

    def _readings(self) -> Iterator[tuple[str, ...]]:
        for word in self.vague:
            first, *others = _VAGUE[word]
            rest = [t for t in self.trades if t != first]
            yield from (one_order(self.bare, (*rest, other)) for other in others)

    @property
    def form(self) -> str:
        """The legal form, or ""."""
        return self.parts.form


def one_order(bare: Iterable[str], trades: Iterable[str]) -> tuple[str, ...]:
    """Own words and trades in one order; a trade is marked, for a firm may be called like one."""
    return (*sorted(bare), *sorted({f"@{t}" for t in trades}))


@lru_cache(maxsize=200_000)
def gloss(name: str) -> Gloss:
    """A name taken apart.

    >>> gloss("Bao Tien Industry Co., Ltd").trades == gloss("Công ty TNHH Công nghiệp Bảo Tiên").trades
    True
    """
    parts = parse_name(name)
    said = written_out(parts.core).split()
    words = [part for word in said for part in _unrun(word)]
    folded = parts.folded
    plain = parts.core == folded
    own: list[str] = []
    trades: list[str] = []
    vague: list[str] = []
    english = english_form(name)
    at = 0
    while at < len(words):
        for size in range(min(3, len(words) - at), 0, -1):
            concept, foreign = _concept(" ".join(words[at : at + size]), plain)
            if concept:
                trades.append(concept)
                english = english or foreign
                at += size
                break
        else:
            if words[at] in _VAGUE:
                vague.append(words[at])
                trades.append(_VAGUE[words[at]][0])
            else:
                own.append(words[at])
            at += 1
    if all(word.isdigit() for word in own):  # a firm called only by its trade
        own, trades = said, []
    return Gloss(parts, tuple(own), tuple(trades), tuple(vague), english)


_ABBREVIATIONS = sorted({*SHORT, *_VAGUE}, key=len, reverse=True)
_RUN = re.compile(f"(?:{'|'.join(_ABBREVIATIONS)}){{2,}}")
_PART = re.compile("|".join(_ABBREVIATIONS))


def _unrun(word: str) -> list[str]:
    """The parts of abbreviations written together ("SXCK", "DVKT"), written out where that is sure."""
    if not _RUN.fullmatch(word):
        return [word]
    return [said for part in _PART.findall(word) for said in SHORT.get(part, part).split()]


def _concept(phrase: str, plain: bool) -> tuple[str | None, bool]:
    """What a phrase means, and whether it is English; without accents only where the whole name is."""
    vietnamese, folded, english = _phrases()
    if phrase in vietnamese:
        return vietnamese[phrase], False
    if phrase in english:
        return english[phrase], True
    return (folded.get(phrase) if plain else None), False


@cache
def _phrases() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Phrase → concept: Vietnamese, Vietnamese typed without accents, English."""
    vietnamese: dict[str, str] = {}
    english: dict[str, str] = {}
    for line in filter(None, _TRADES.splitlines()):
        concept, _, phrases = line.removeprefix("~ ").partition(": ")
        vi, _, en = phrases.partition(" | ")
        vietnamese.update(dict.fromkeys(map(_old_style, vi.split(", ")), concept))
        english.update(dict.fromkeys(en.split(", "), concept))
    # One syllable without its accents may be any word.
    folded = {fold(phrase): concept for phrase, concept in vietnamese.items() if " " in phrase}
    return vietnamese, folded | {"nhua": "plastic", "thep": "steel", "nhom": "aluminium"}, english


def _old_style(phrase: str) -> str:
    return parse_name(phrase).core


@cache
def _common() -> frozenset[str]:
    return frozenset(
        line.removeprefix("~ ").partition(":")[0] for line in _TRADES.splitlines() if line.startswith("~")
    )
