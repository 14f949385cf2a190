"""How likely it is that two enterprises have signed: weights learned from labelled passages.

A logistic regression over the signs of a candidate, the rules of the grammar that
found it, and how likely each of the two is a party of some deal. ``pairs.csv`` is
made by ``python -m tests.loaders.article judge`` and holds one line a sign: the
sign, and how far it moves the log odds. Beside it a small network reads the words
in their order; the mean of what both say decides, for each errs elsewhere.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from loaders.article import network
from loaders.article.clauses import Statement
from loaders.article.cues import WORD
from loaders.article.discourse import Article, Found
from loaders.article.pairs import Candidate, Key, Told, key_of
from loaders.article.parties import Crowd, crowd
from loaders.article.phrases import PAPER
from loaders.article.roles import Side
from loaders.article.signs import Reader
from loaders.article.weighing import Signs, Weights, likelihood, odds, weights

PROPOSED = 0.5  # from this likelihood on a pair is proposed
_HOPELESS = 0.2  # the likelihood of being a party below which an enterprise is in no pair
_SAID = 3  # words that are told as a reason, at most
_FROM_AFAR = 0.55
_PLAIN = re.compile(r"[^\W\d_]+")

Pair = frozenset[Key]
Grouped = Mapping[Pair, Sequence[Found]]  # what the rules found of each pair


@dataclass(frozen=True, slots=True)
class Verdict:
    """How likely a pair is, the words that speak most for it; of a likely one as if a rule had found it.

    ``buys``: an enterprise of the two, and the log odds that it is the buyer, by the network.
    """

    likelihood: float
    words: tuple[str, ...] = ()
    found: Found | None = None
    buys: tuple[Key, float] | None = None


def grouped(items: Iterable[Found]) -> Grouped:
    """The statements of each pair; one of a firm with itself is none."""
    by_pair: dict[Pair, list[Found]] = defaultdict(list)
    for item in items:
        by_pair[frozenset((key_of(item.one.name), key_of(item.two.name)))].append(item)
    return {pair: own for pair, own in by_pair.items() if len(pair) == 2}


def judged(article: Article, items: Grouped, sides: Mapping[str, Side]) -> dict[Pair, Verdict]:
    """A verdict on every two enterprises that stand near each other, in the order of the text."""
    told, known = Told(article), weights("pairs")
    reader = Reader(told, sides)
    listed = list(signs_of(told, items, reader))
    heard = network.read(told, reader.letters, [place for place, _ in listed])
    verdicts = {}
    for (place, signs), own in zip(listed, heard, strict=True):
        likely = likelihood((odds(signs, known) + own.odds) / 2)
        buys = (place.one.key, own.first_buys)
        if likely >= PROPOSED:
            verdicts[place.keys] = Verdict(likely, _said(signs, known), _unruled(told, place), buys)
        else:
            verdicts[place.keys] = Verdict(likely, buys=buys)
    return verdicts


def unplaced(items: Iterable[Found]) -> Verdict:
    """The verdict on two that a rule put together from afar: as likely as such rules are right."""
    return Verdict(_FROM_AFAR if any(map(_real, items)) else 1 - _FROM_AFAR)


def signs_of(told: Told, items: Grouped, reader: Reader) -> Iterator[tuple[Candidate, Signs]]:
    """Each candidate with its signs, those of the rules and of its two parties included.

    Left out are pairs that no rule found and of which one is hardly a party of anything.
    """
    likely = crowd_of(told, items, reader).likely(weights("parties"))
    hopeful = (c for c in told.candidates() if c.keys in items or likely.least(c) >= _HOPELESS)
    for candidate, signs in signs_of_pairs(hopeful, items, reader):
        yield candidate, signs | likely.pair_signs(candidate)


def crowd_of(told: Told, items: Grouped, reader: Reader) -> Crowd:
    """The enterprises with their signs."""
    real = _taken(items)
    return crowd(told, reader, real, {key for pair in items for key in pair} - real)


def signs_of_pairs(
    candidates: Iterable[Candidate], items: Grouped, reader: Reader
) -> Iterator[tuple[Candidate, Signs]]:
    """Each candidate with its signs but for those of its parties."""
    taken = _taken(items)
    for candidate in candidates:
        yield candidate, reader.signs(candidate) | _of_rules(candidate.keys, items, taken)


def _taken(items: Grouped) -> set[Key]:
    """Those for whom the rules found a deal."""
    return {key for pair, own in items.items() if any(map(_real, own)) for key in pair}


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


def _said(signs: Signs, known: Weights) -> tuple[str, ...]:
    """The words among some signs that speak most for a pair."""
    parts = {s: value * known[s] for s, value in signs.items() if WORD in s and s in known}
    best = sorted((s for s in parts if parts[s] > 0), key=lambda s: -parts[s])
    said = dict.fromkeys(word for s in best if _PLAIN.fullmatch(word := s.partition(WORD)[2]))
    return tuple(said)[:_SAID]


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
