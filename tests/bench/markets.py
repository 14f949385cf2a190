"""Made-up markets of several shapes and languages: who makes what, who needs what, who signed with whom.

Suppliers make a few near products; buyers of one group need alike things; a buyer signs with a
supplier of a needed product, of its own city more often, in part with one it knows; some of it is chance.
"""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass, field

import pandas as pd

from graph import Tables

_VI = "ốc vít khuôn nhựa thép đúc gang nhôm dập hàn sơn mạ tiện phay bao bì cáp bo mạch cao su lò xo trục"
_DE = "Schraube Guss Blech Kabel Dichtung Welle Getriebe Feder Lack Form Stahl Motor Ventil Pumpe Sensor"
_KO = "볼트 금형 플라스틱 강판 주물 알루미늄 도장 용접 케이블 기판 고무 스프링 기어 포장 상자 모터 밸브 펌프"


@dataclass(frozen=True)
class Market:
    """The shape of a market: how many firms, MOUs and codes, how much is stated, how much is chance."""

    seed: int
    buyers: int
    suppliers: int
    mous: int
    levels: tuple[int, ...]  # how many codes below each code
    words: str
    stated: float  # share of suppliers that state what they make
    needed: float  # share of needs that are stated
    repeat: float  # share of MOUs with a supplier that the buyer knows
    chance: float  # share of MOUs with anybody
    popular: float  # how uneven suppliers are: weight ∝ rank^-popular
    years: int
    cities: int = 4
    near: float = 3.0  # how many times likelier a supplier of the same city is


MARKETS = {
    "vi": Market(1, 60, 900, 2500, (8, 5, 5), _VI, 0.5, 0.3, 0.3, 0.1, 0.6, 6),
    "de": Market(2, 250, 4000, 9000, (20, 8, 6), _DE, 0.0, 0.0, 0.5, 0.15, 0.8, 4, cities=8),
    "ko": Market(3, 25, 400, 600, (10, 12), _KO, 0.8, 0.6, 0.2, 0.2, 0.4, 8, cities=3),
}


@dataclass
class _Made:
    """What has been drawn of a market."""

    parent: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    makes: dict[int, list[str]] = field(default_factory=dict)
    needs: dict[int, list[str]] = field(default_factory=dict)
    firms: list[tuple[str, str, str]] = field(default_factory=list)
    city: dict[str, int] = field(default_factory=dict)

    @property
    def leaves(self) -> list[str]:
        """Codes without narrower ones."""
        return [c for c in self.names if c not in set(self.parent.values())]


def market(shape: Market) -> Tables:
    """The tables of a market; the same shape gives the same tables."""
    draw, made = random.Random(shape.seed), _Made()
    _codes(shape, draw, made)
    _suppliers(shape, draw, made)
    _buyers(shape, draw, made)
    mous = _mous(shape, draw, made)
    said = ("file-market#market:1",)
    makes = [(f"s{s}", p) for s, goods in made.makes.items() if draw.random() < shape.stated for p in goods]
    needs = [(f"b{b}", p) for b, goods in made.needs.items() for p in goods if draw.random() < shape.needed]
    located = [(firm, "Enterprise", f"c{city}", said) for firm, city in made.city.items()]
    ends = ["source", "target"]
    return Tables(
        {
            "Enterprise": pd.DataFrame(made.firms, columns=["id", "name", "ownership"]).assign(
                sources=[said] * len(made.firms)
            ),
            "Product": pd.DataFrame(made.names.items(), columns=["id", "name_vi"]),
            "BROADER": pd.DataFrame(made.parent.items(), columns=ends),
            "MAKES": pd.DataFrame(makes, columns=ends).assign(basis="stated", sources=[said] * len(makes)),
            "NEEDS": pd.DataFrame(needs, columns=ends).assign(basis="stated", sources=[said] * len(needs)),
            "SIGNED_MOU": pd.DataFrame(mous),
            "Place": pd.DataFrame(
                {
                    "id": [f"c{i}" for i in range(shape.cities)],
                    "name_vi": [f"C{i}" for i in range(shape.cities)],
                }
            ).assign(kind="city"),
            "LOCATED_IN": pd.DataFrame(located, columns=["source", "source_type", "target", "sources"]),
            "Source": pd.DataFrame([("file-market", "market", "0")], columns=["id", "title", "sha256"]),
        }
    )


def _codes(shape: Market, draw: random.Random, made: _Made) -> None:
    words, level = shape.words.split(), [""]
    for count in shape.levels:
        below = []
        for code in level:
            for i in range(count):
                new = f"{code}{i:02d}"
                made.names[new] = " ".join([*made.names.get(code, "").split()[:1], *draw.sample(words, 2)])
                if code:
                    made.parent[new] = code
                below.append(new)
        level = below


def _suppliers(shape: Market, draw: random.Random, made: _Made) -> None:
    words, leaves = shape.words.split(), made.leaves
    for s in range(shape.suppliers):
        first = draw.choice(leaves)
        beside = [c for c in leaves if made.parent[c] == made.parent[first]]
        goods = {first, *draw.choices(beside, k=draw.randint(0, 2))}
        if draw.random() < 0.4:
            goods.add(draw.choice([c for c in leaves if c[:2] == first[:2]]))
        made.makes[s] = sorted(goods)
        hint = made.names[first].split()[-1] if draw.random() < 0.3 else draw.choice(words)
        made.firms.append((f"s{s}", f"{hint} {draw.choice(words)} {s}", "domestic"))
        made.city[f"s{s}"] = draw.randrange(shape.cities)


def _buyers(shape: Market, draw: random.Random, made: _Made) -> None:
    words, leaves = shape.words.split(), made.leaves
    groups = [
        (" ".join(draw.choices(words, k=2)), draw.choices([c[:2] for c in leaves], k=3))
        for _ in range(max(2, shape.buyers // 5))
    ]
    for b in range(shape.buyers):
        name, branches = draw.choice(groups)
        wanted = [c for c in leaves if c[:2] in branches]
        made.needs[b] = sorted(set(draw.choices(wanted, k=draw.randint(3, 25))))
        made.firms.append((f"b{b}", f"{name} {draw.choice(words)} {b}", "fdi"))
        made.city[f"b{b}"] = draw.randrange(shape.cities)


def _mous(shape: Market, draw: random.Random, made: _Made) -> list[dict[str, object]]:
    makers: dict[str, list[int]] = defaultdict(list)
    for s, goods in made.makes.items():
        for code in {*goods, *(made.parent[p] for p in goods)}:
            makers[code].append(s)
    liked = [1 / (1 + i) ** shape.popular for i in range(shape.suppliers)]
    draw.shuffle(liked)
    known: dict[int, list[int]] = defaultdict(list)
    mous: list[dict[str, object]] = []
    for m in range(shape.mous):
        b = min(int(draw.expovariate(4 / shape.buyers)), shape.buyers - 1)
        product = draw.choice(made.needs[b])
        if known[b] and draw.random() < shape.repeat:
            s = draw.choice(known[b])
        else:
            anyone = draw.random() < shape.chance
            able = range(shape.suppliers) if anyone else makers[product] or makers[made.parent[product]]
            able = able or range(shape.suppliers)
            home = made.city[f"b{b}"]
            weights = [liked[x] * (shape.near if made.city[f"s{x}"] == home else 1.0) for x in able]
            s = draw.choices(able, weights)[0]
        known[b].append(s)
        about = product if draw.random() < 0.8 else draw.choice(made.makes[s])
        year, rest = divmod(shape.years * m / shape.mous, 1)
        day = f"{2015 + int(year)}-{1 + int(12 * rest):02d}-{draw.randint(1, 28):02d}"
        row = {
            "id": f"m{m:05d}",
            "source": f"b{b}",
            "target": f"s{s}",
            "signed_on": day,
            "products": (about,),
        }
        stage = draw.choice(["mou", "trial", "contract"])
        mous.append({**row, "stage": stage, "sources": (f"file-market#m:{m}",)})
    return mous
