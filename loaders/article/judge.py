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
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from loaders.article import network
from loaders.article.clauses import Statement
from loaders.article.cues import WORD
from loaders.article.discourse import Article, Found
from loaders.article.pairs import Candidate, Key, Told, key_of
from loaders.article.parties import Crowd, Likely, crowd
from loaders.article.phrases import PAPER
from loaders.article.roles import Side
from loaders.article.signs import Reader
from loaders.article.weighing import Signs, Weights, likelihood, odds, weights

PROPOSED = 0.5  # from this likelihood on a pair is proposed
_HOPELESS = 0.1  # the likelihood of being a party below which an enterprise is in no pair
_SAID = 3  # words that are told as a reason, at most
_DEAF = -5.0  # log odds of the network that hardly any signs outweigh: they are not looked for
_FROM_AFAR = 0.55  # how likely two are a pair that a rule put together from afar
_PLAIN = re.compile(r"[^\W\d_]+")

Pair = frozenset[Key]
Grouped = Mapping[Pair, Sequence[Found]]  # what the rules found of each pair


@dataclass(frozen=True, slots=True)
class Verdict:
    """How likely a pair is, the words that speak most for it; of a likely one as if a rule had found it.

    By the network: ``buys``: an enterprise of the two, and the log odds that it is the buyer;
    ``goods``: where the text, in NFC, names what is bought.
    """

    likelihood: float
    words: tuple[str, ...] = ()
    found: Found | None = None
    buys: tuple[Key, float] | None = None
    goods: tuple[tuple[int, int], ...] = ()


def grouped(items: Iterable[Found]) -> Grouped:
    """The statements of each pair; one of a firm with itself is none."""
    by_pair: dict[Pair, list[Found]] = defaultdict(list)
    for item in items:
        by_pair[frozenset((key_of(item.one.name), key_of(item.two.name)))].append(item)
    return {pair: own for pair, own in by_pair.items() if len(pair) == 2}


def judged(article: Article, items: Grouped, sides: Mapping[str, Side]) -> dict[Pair, Verdict]:
    """A verdict on every two that stand near each other or that a rule found; of several the likeliest."""
    hearings = [Hearing.of(told, items, sides) for told in Told.of(article)]
    heard = network.read([hearing.page for hearing in hearings])
    verdicts: dict[Pair, Verdict] = {}
    for hearing, reads in zip(hearings, heard, strict=True):
        for place, own in zip(hearing.candidates, reads, strict=True):
            verdict = hearing.verdict(place, own)
            before = verdicts.get(place.keys)
            if before is None or verdict.likelihood > before.likelihood:
                verdicts[place.keys] = verdict
    for pair, found in items.items():
        real = any(_real(i) and not any(h.weighed(pair, i) for h in hearings) for i in found)
        if pair not in verdicts or (real and verdicts[pair].likelihood < _FROM_AFAR):
            verdicts[pair] = Verdict(_FROM_AFAR if real else 1 - _FROM_AFAR)
    return verdicts


@dataclass(frozen=True, slots=True)
class Hearing:
    """A scene with what the rules found in it, how likely each of its enterprises is a party, and its pairs.

    Left out are pairs that no rule found and of which one is hardly a party of anything.
    """

    reader: Reader
    ruled: Ruled
    likely: Likely
    candidates: Sequence[Candidate]
    page: network.Page

    @classmethod
    def of(cls, told: Told, items: Grouped, sides: Mapping[str, Side]) -> Hearing:
        """The hearing of a scene; ``items`` are those of the whole article."""
        reader, ruled = Reader(told, sides), Ruled.of(told, items)
        likely = crowd_of(ruled, reader).likely(weights("parties"))
        hopeful = [c for c in told.candidates() if c.keys in ruled.items or likely.least(c) >= _HOPELESS]
        return cls(reader, ruled, likely, hopeful, network.Page.of(told, reader.letters, hopeful))

    def weighed(self, pair: Pair, item: Found) -> bool:
        """Whether what a rule found of a pair was weighed here."""
        return self.reader.told.holds(item.number) and any(c.keys == pair for c in self.candidates)

    def signs(self, place: Candidate) -> Signs:
        """All signs of a pair, those of the rules and of its two parties included."""
        return signs_of(place, self.ruled, self.reader) | self.likely.pair_signs(place)

    def verdict(self, place: Candidate, heard: network.Read) -> Verdict:
        """How likely a pair is; where the network is sure that it is none, no sign is looked for."""
        buys = (place.one.key, heard.first_buys)
        if heard.odds < _DEAF and place.keys not in self.ruled.items:
            return Verdict(likelihood(heard.odds), buys=buys)
        signs, known = self.signs(place), weights("pairs")
        likely = likelihood((odds(signs, known) + heard.odds) / 2)
        if likely < PROPOSED:
            return Verdict(likely, buys=buys)
        goods = tuple(map(self._in_text, heard.goods))
        return Verdict(likely, _said(signs, known), _unruled(self.reader.told, place), buys, goods)

    def _in_text(self, phrase: tuple[int, int]) -> tuple[int, int]:
        """Where some words of the page, the first and the last by number, stand in the text."""
        number, start, _ = self.page.at[phrase[0]]
        end, at = self.page.at[phrase[1]][2], self.reader.told.gists[number].at
        return at[start], at[end - 1] + 1


@dataclass(frozen=True, slots=True)
class Ruled:
    """What the rules found in a scene: of each pair (``items``), and for whom a real deal (``taken``)."""

    items: Grouped
    taken: set[Key]

    @classmethod
    def of(cls, told: Told, items: Grouped) -> Ruled:
        """Of what they found in the whole article, that in the sentences of a scene."""
        here = {pair: [i for i in own if told.holds(i.number)] for pair, own in items.items()}
        here = {pair: own for pair, own in here.items() if own}
        return cls(here, {key for pair, own in here.items() if any(map(_real, own)) for key in pair})


def crowd_of(ruled: Ruled, reader: Reader) -> Crowd:
    """The enterprises with their signs."""
    doubted = {key for pair in ruled.items for key in pair} - ruled.taken
    return crowd(reader.told, reader, ruled.taken, doubted)


def signs_of(place: Candidate, ruled: Ruled, reader: Reader) -> Signs:
    """The signs of a candidate but for those of its parties."""
    return reader.signs(place) | _of_rules(place.keys, ruled)


def _real(item: Found) -> bool:
    return item.statement.problem is None


def _of_rules(pair: Pair, ruled: Ruled) -> Signs:
    """Which rules found a pair; of one that none did, whether they found others for the two."""
    own, taken = ruled.items.get(pair, []), ruled.taken
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
    number = own if deal is None or (place.apart and PAPER.search(told.gists[own].text)) else deal
    gist, at = told.gists[number], told.at(number)
    one, two = place.one, place.two
    if one.number == two.number == number:
        statement = Statement((one.sign,), (two.sign,), "two named", at)
    else:
        last = len(gist.parties)
        gist = replace(gist, parties=(*gist.parties, one.party, two.party))
        statement = Statement((last,), (last + 1,), "told before", at)
    return Found(one.party, two.party, statement, gist, told.first + number)
