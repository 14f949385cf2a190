"""How likely it is that two enterprises have signed: weights learned from labelled passages.

A logistic regression over the signs of a candidate and the rules of the grammar
that found it. ``weights.csv`` is made by ``python -m tests.loaders.article.learn``
and holds one line a sign: the sign, and how far it moves the log odds.
"""

from __future__ import annotations

import csv
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from loaders.article.clauses import Statement
from loaders.article.cues import WORD, Signs
from loaders.article.discourse import Article, Found
from loaders.article.pairs import Candidate, Key, Told, key_of
from loaders.article.phrases import PAPER
from loaders.article.roles import Side
from loaders.article.signs import Reader

PROPOSED = 0.5  # from this likelihood on a pair is proposed
BIAS = "(bias)"
_SAID = 3  # words that are told as a reason, at most
_FROM_AFAR = 0.55
_PLAIN = re.compile(r"[^\W\d_]+")

Pair = frozenset[Key]
Grouped = Mapping[Pair, Sequence[Found]]  # what the rules found of each pair


@dataclass(frozen=True, slots=True)
class Verdict:
    """How likely a pair is, the words that speak most for it; of a likely one as if a rule had found it."""

    likelihood: float
    words: tuple[str, ...] = ()
    found: Found | None = None


def grouped(items: Iterable[Found]) -> Grouped:
    """The statements of each pair; one of a firm with itself is none."""
    by_pair: dict[Pair, list[Found]] = defaultdict(list)
    for item in items:
        by_pair[frozenset((key_of(item.one.name), key_of(item.two.name)))].append(item)
    return {pair: own for pair, own in by_pair.items() if len(pair) == 2}


def judged(article: Article, items: Grouped, sides: Mapping[str, Side]) -> dict[Pair, Verdict]:
    """A verdict on every two enterprises that stand near each other, in the order of the text."""
    told = Told(article)
    verdicts = {}
    for place, signs in signs_of(told, items, sides):
        likelihood, words = _weighed(signs)
        found = _unruled(told, place) if likelihood >= PROPOSED else None
        verdicts[place.keys] = Verdict(likelihood, words, found)
    return verdicts


def unplaced(items: Iterable[Found]) -> Verdict:
    """The verdict on two that a rule put together from afar: as likely as such rules are right."""
    return Verdict(_FROM_AFAR if any(map(_real, items)) else 1 - _FROM_AFAR)


def signs_of(told: Told, items: Grouped, sides: Mapping[str, Side]) -> Iterator[tuple[Candidate, Signs]]:
    """Each candidate with its signs, those of the rules included."""
    taken = {key for pair, own in items.items() if any(map(_real, own)) for key in pair}
    reader = Reader(told, sides)
    for candidate in told.candidates():
        yield candidate, reader.signs(candidate) | _of_rules(candidate.keys, items, taken)


def _real(item: Found) -> bool:
    return item.statement.problem is None


def _of_rules(pair: Pair, items: Grouped, taken: set[Key]) -> Signs:
    """Which rules found a pair; of one that none did, whether they found others for the two."""
    own = items.get(pair, [])
    if not own:
        return {"rule=none": 1, f"rule=none taken={len(taken & pair)} any={bool(taken):d}": 1}
    found: Signs = {f"rule={'real' if any(map(_real, own)) else 'problem'}": 1}
    for item in own:
        found[f"rule={item.statement.rule} {item.statement.problem or 'real'}"] = 1
    return found


@cache
def weights() -> Mapping[str, float]:
    """The weight of each sign."""
    lines = (files("loaders.article") / "weights.csv").read_text("utf-8").splitlines()
    return {sign: float(weight) for sign, weight in csv.reader(lines[1:])}


def _weighed(signs: Signs) -> tuple[float, tuple[str, ...]]:
    """The likelihood that signs make, and the words among those that speak most for it."""
    known = weights()
    parts = {sign: value * known[sign] for sign, value in signs.items() if sign in known}
    odds = sum(parts.values()) + known.get(BIAS, 0.0)
    best = sorted((s for s in parts if WORD in s and parts[s] > 0), key=lambda s: -parts[s])
    said = dict.fromkeys(word for s in best if _PLAIN.fullmatch(word := s.partition(WORD)[2]))
    return 1 / (1 + math.exp(-odds)), tuple(said)[:_SAID]


def _unruled(told: Told, place: Candidate) -> Found:
    """Two that no rule found, as told of in the sentence of the nearest deal."""
    deal = told.deal_of(place)
    own = place.two.number
    number = own if deal is None or (place.apart and PAPER.search(told.article.gists[own].text)) else deal
    gist, at = told.article.gists[number], told.at(number)
    one, two = place.one, place.two
    if one.number == two.number == number:
        return Found(one.party, two.party, Statement((one.sign,), (two.sign,), "two named", at), gist, number)
    last = len(gist.parties)
    wide = replace(gist, parties=(*gist.parties, one.party, two.party))
    return Found(one.party, two.party, Statement((last,), (last + 1,), "told before", at), wide, number)
