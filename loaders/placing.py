"""Products in free words: where they belong in the taxonomy, how sure that is, and why."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import pandas as pd

from graph.decisions import words_key
from graph.text import Text, accented, fold, words

THRESHOLD = 0.6  # from here a load follows the words by itself; set on half of the labelled phrases
_CLOSE = 0.03  # two products that are this close are not told apart by the words
_UNKNOWN = 2.0  # what a word that no product has weighs in the phrase

# Words that mean one thing, in both languages; a line each.
_SAME = """
ô tô, oto, xe hơi, xe ô tô, car, automotive, automobile, auto, vehicle
xe máy, xe gắn máy, motorcycle, motorbike
nhựa, plastic
linh kiện, chi tiết, bộ phận, phụ tùng, cụm chi tiết, part, component
gia công, machining, machined
nhôm, aluminium, aluminum
thép, steel
kim loại, metal
khuôn mẫu, khuôn, mould, mold
dập, đột dập, stamping, stamped, pressing, pressed, punching
đúc, casting, cast
cao su, rubber
thùng, hộp, box, case
carton, các tông, cardboard, corrugated
bao bì, packaging, packing, package
dây, wire, wiring
điện, electric, electrical
điện tử, electronic
sơn, paint, painting, coating
mạ, xi mạ, plating, plated, electroplating
hàn, welding, welded
chính xác, precision
tủ lạnh, refrigerator, fridge
máy giặt, washing machine
máy in, printer
điện thoại, điện thoại di động, phone, mobile phone, cell phone, smartphone
khay, tray
màng, film
mút, xốp, foam
băng dính, băng keo, tape
tem, nhãn, tem nhãn, label, sticker
ống, pipe, tube, hose
kính, glass
gỗ, wooden, wood
pin, battery
động cơ, mô tơ, motor
mạch, circuit
vỏ, housing, casing, cover
khung, frame
giày, giầy, shoe, footwear
máy điều hòa, điều hòa, air conditioner
tàu, tàu thủy, ship
lò xo, spring
nam châm, magnet
tự động hóa, tự động, automation
bánh răng, gear
trục, shaft
giấy, paper
sợi, yarn
vải, fabric
cáp, cable
đồng, copper
loa, speaker
ghế, seat
khí nén, pneumatic
thủy lực, hydraulic
bơm, pump
"""
# What people write around the thing itself.
_AROUND = """
sản xuất cung cấp chuyên nhận các loại theo yêu cầu bản vẽ cho dùng trong của và với hàng những được ngành
công nghiệp phục vụ lắp đặt dịch vụ service supply supplier supplying production manufacturing manufacture of
for and the all kind type custom customised customized made to order with in a an as per drawing used by
"""
_FILLERS = frozenset(_AROUND.split())


@dataclass(frozen=True, slots=True)
class Placement:
    """A product that words may mean: ``confidence`` 0–1, and which words (or that a person) said so."""

    product: str
    confidence: float
    why: Text
    person: bool = False


@dataclass(frozen=True, slots=True)
class _Term:
    product: str
    text: str
    words: frozenset[str]


class Placer:
    """Places free words among the products of a table.

    The confidence of a product is that of its best name or synonym: how much of
    that term the phrase has (squared), and how much of the phrase the term
    explains (half), each word weighed by its rarity among products (idf).
    """

    def __init__(self, products: pd.DataFrame) -> None:
        self.names: dict[str, tuple[str, str]] = {}
        terms: list[tuple[str, str]] = []
        for id, vi, en, synonyms in zip(
            *(products[c].tolist() for c in ("id", "name_vi", "name_en", "synonyms")), strict=True
        ):
            self.names[id] = vi or en or id, en or vi or id
            terms += [(id, text) for text in (vi, en, *synonyms) if text]
        self._terms = {plain: _index(terms, plain) for plain in (False, True)}

    def top(self, text: str, limit: int = 5) -> list[Placement]:
        """The products that ``text`` may mean, the surest first; ties stand in the order of ids."""
        plain = not accented(text)
        terms, weights = self._terms[plain]
        phrase = _concepts(text, plain) - _fillers(plain) or _concepts(text, plain)
        total = sum(weights.get(w, _UNKNOWN) for w in phrase)
        best: dict[str, tuple[float, _Term, frozenset[str]]] = {}
        for term in _candidates(terms, phrase):
            common = term.words & phrase
            told = sum(weights[w] for w in common)
            share = told / sum(weights[w] for w in term.words)
            score = share**2 * (0.5 + 0.5 * told / total)
            if score > best.get(term.product, (0.0,))[0]:
                best[term.product] = score, term, common
        ranked = sorted(best.items(), key=lambda item: (-item[1][0], item[0]))
        unsure = len(ranked) > 1 and ranked[0][1][0] - ranked[1][1][0] < _CLOSE
        return [self._placement(id, *found, unsure) for id, found in ranked[:limit]]

    def _placement(
        self, id: str, score: float, term: _Term, common: frozenset[str], unsure: bool
    ) -> Placement:
        shared = ", ".join(sorted(common))
        why = Text(f"từ “{term.text}” ({shared})", f"by “{term.text}” ({shared})")
        if unsure:
            score *= 0.75
            why += Text("; có sản phẩm khác gần như vậy", "; another product is as near")
        return Placement(id, round(score, 3), why)


Index = tuple[dict[str, list[_Term]], dict[str, float]]


def _index(terms: list[tuple[str, str]], plain: bool) -> Index:
    """Terms by each of their words, and the weight of every word."""
    by_word: dict[str, list[_Term]] = defaultdict(list)
    products: dict[str, set[str]] = defaultdict(set)
    for id, text in terms:
        found = _concepts(text, plain)
        kept = frozenset(found - _fillers(plain) or found)
        for word in kept:
            by_word[word].append(_Term(id, text, kept))
            products[word].add(id)
    count = len({id for id, _ in terms})
    return by_word, {word: math.log((1 + count) / (1 + len(ids))) + 1 for word, ids in products.items()}


def _candidates(by_word: dict[str, list[_Term]], phrase: Iterable[str]) -> Iterable[_Term]:
    found = Counter(term for word in sorted(phrase) for term in by_word.get(word, ()))
    return found.keys()


def _concepts(text: str, plain: bool) -> set[str]:
    """The words of a text, those that mean the same as one; ``plain``: without regard to accents."""
    spelt = [_singular(w) for w in words(fold(text) if plain else text)]
    same = _same(plain)
    found: set[str] = set()
    at = 0
    while at < len(spelt):
        for size in range(min(4, len(spelt) - at), 0, -1):
            phrase = " ".join(spelt[at : at + size])
            if phrase in same or size == 1:
                found.add(same.get(phrase, phrase))
                at += size
                break
    return {w for w in found if not w.isdigit()}


def _singular(word: str) -> str:
    """An English plural as its singular."""
    if not word.isascii() or len(word) < 4 or word.endswith("ss"):
        return word
    return word[:-2] if word.endswith(("xes", "shes", "ches")) else word.removesuffix("s")


@cache
def _same(plain: bool) -> dict[str, str]:
    """Phrase → the first of those that mean the same."""
    lines = [line.split(", ") for line in _SAME.strip().splitlines()]
    return {(fold(p) if plain else p): line[0] for line in lines for p in line}


@cache
def _fillers(plain: bool) -> frozenset[str]:
    return frozenset(map(fold, _FILLERS)) if plain else _FILLERS


def placement_note(text: str, placed: Placement) -> str:
    """What a row says of a product that stands there by its words."""
    if placed.person:
        return f"người dùng xếp / placed by a person: “{text}” → {placed.product}"
    return f"xếp theo từ / placed by words: “{text}” → {placed.product} ({placed.confidence:.2f})"


def decided(placed: Mapping[str, str], text: str) -> Placement | None:
    """What a person has said that these words mean."""
    product = placed.get(words_key(text))
    why = Text("người dùng đã quyết định", "decided by a person")
    return Placement(product, 1.0, why, person=True) if product else None


def place_product(text: str, top: int = 5, *, products: pd.DataFrame | None = None) -> pd.DataFrame:
    """Where free words belong in the taxonomy, the surest first.

    Columns: ``product`` (id), ``name_vi``, ``name_en``, ``confidence`` (0–1; from
    0.6 on a load follows it), ``why`` (Vietnamese | English). ``products`` is a
    table of them; the shipped taxonomy without it. Offline, Vietnamese or
    English, with or without accents.

    >>> place_product("gia công CNC chi tiết nhôm").iloc[0]["product"]
    'cnc-machining'
    """
    placer = _shipped() if products is None else Placer(products)
    rows = [
        (p.product, *placer.names[p.product], p.confidence, f"{p.why.vi} | {p.why.en}")
        for p in placer.top(text, top)
    ]
    return pd.DataFrame(rows, columns=["product", "name_vi", "name_en", "confidence", "why"])


@cache
def _shipped() -> Placer:
    return Placer(shipped_products())


@cache
def shipped_products() -> pd.DataFrame:
    """The products of the taxonomy that comes with this package; read only."""
    from graph import open_store
    from loaders.run import load

    with open_store(":memory:") as store:
        load("taxonomy", store)
        return store.read("Product")["Product"]
