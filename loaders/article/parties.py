"""How likely each enterprise of a scene is a party of some deal, by all that the scene says of it.

A rival, a witness, an old customer or a caterer stands beside a signing as near
as those who sign; where else it is named, and what the article is about, tells
more. A logistic regression like that of the pairs, with ``parties.csv`` for its
weights, learned together with theirs.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from graph.text import fold
from loaders.article.cues import WORD, note_kinds, note_words, words
from loaders.article.pairs import Candidate, Key, Spot, Told
from loaders.article.signs import Reader
from loaders.article.weighing import Signs, Weights, likelihood, odds

_READ = 6  # mentions of an enterprise that are read
_NEAR = 70  # characters before and after a mention, for words
_KINDS_NEAR = 90  # the same, for kinds of words
_NEXT = 40  # the same, for the two words that stand next to it
_IN_TEXT = 0.5  # what a word of the text counts against one beside a mention
_SURE = 0.99  # a likelihood is taken for no nearer to 1, nor to 0


@dataclass(frozen=True, slots=True)
class Crowd:
    """The enterprises of a scene: the signs of each, and those of the text, which all share."""

    own: Mapping[Key, Signs]
    about: Signs

    def likely(self, known: Weights) -> Likely:
        """How likely each is a party, by some weights."""
        shared = odds(self.about, known)
        return Likely(
            {key: likelihood(shared + odds(own, known, bias=False)) for key, own in self.own.items()}
        )


class Likely:
    """How likely each enterprise of a scene is a party of some deal."""

    def __init__(self, likely: Mapping[Key, float]) -> None:
        self._likely = likely
        self._ordered = sorted(likely.values())

    def least(self, c: Candidate) -> float:
        """The likelihood of the less likely of two."""
        return min(self._likely[c.one.key], self._likely[c.two.key])

    def pair_signs(self, c: Candidate) -> Signs:
        """What the likelihoods say of a pair: those of its two, and how they stand among all."""
        low, high = sorted((self._likely[c.one.key], self._likely[c.two.key]))
        likelier = self._above(low) - (high > low)
        return {
            "party low": _log_odds(low) / 3,
            "party high": _log_odds(high) / 3,
            f"party low={int(low * 5)}": 1,
            f"party high={int(high * 5)}": 1,
            f"likelier={min(3, likelier)}": 1,
            f"parties={min(4, self._above(0.5))}": 1,
        }

    def _above(self, p: float) -> int:
        return len(self._ordered) - bisect_right(self._ordered, p)


def _log_odds(p: float) -> float:
    p = min(max(p, 1 - _SURE), _SURE)
    return math.log(p / (1 - p))


def crowd(told: Told, reader: Reader, ruled: Collection[Key], doubted: Collection[Key]) -> Crowd:
    """The enterprises of a scene with their signs.

    ``ruled`` are those of whom the grammar found a deal, ``doubted`` those of
    whom it found a plan, a denial or the like.
    """
    texts = {number: gist.text for number, gist in enumerate(told.gists)}
    own = {
        key: {f"ruled={key in ruled:d}{key in doubted:d}": 1}
        | _whole(told, reader, key)
        | _named(spots[0])
        | _beside(texts, told, spots[:_READ])
        for key, spots in told.spots.items()
    }
    return Crowd(own, _about(told))


def _about(told: Told) -> Signs:
    """The words of the text."""
    found: Signs = {}
    for gist in told.gists:
        found |= dict.fromkeys((f"text{WORD}{word}" for word in words(gist.text)), _IN_TEXT)
    return found


def _whole(told: Told, reader: Reader, key: Key) -> Signs:
    """Where an enterprise stands in the text."""
    spots = told.spots[key]
    found: Signs = {
        f"side={reader.letters[key]}": 1,
        f"topic={reader.topic.get(key, 'none')}": 1,
        f"times={min(4, len(spots))}": 1,
        f"first at={min(4, spots[0].number)}": 1,
        f"names={min(6, len(told.spots))}": 1,
        f"real={any(told.real[s.number] for s in spots):d}": 1,
        f"deal={any(told.deals[s.number] for s in spots):d}": 1,
        f"any deal={any(told.deals):d}": 1,
    }
    note_kinds("head:", reader.heads[spots[0].number], found)
    return found


def _named(spot: Spot) -> Signs:
    """The words of its name, which may tell its trade."""
    found: Signs = {f"kind={spot.party.mention.kind}": 1}
    note_words("name", fold(spot.party.name), found, slice(None))
    return found


def _beside(texts: Mapping[int, str], told: Told, spots: list[Spot]) -> Signs:
    """The words and sentences beside its mentions."""
    found: Signs = {}
    for spot in spots:
        number = spot.number
        text = texts[number]
        before, after = text[: spot.at], text[spot.at + 1 :]
        note_words("before", before[-_NEAR:], found, slice(-6, None))
        note_words("after", after[:_NEAR], found, slice(6))
        note_words("sentence", text, found, slice(None))
        found[f"next before{WORD}{' '.join(words(before[-_NEXT:])[-2:])}"] = 1
        found[f"next after{WORD}{' '.join(words(after[:_NEXT])[:2])}"] = 1
        note_kinds("B:", text, found, spot.at - _KINDS_NEAR, spot.at)
        note_kinds("A:", text, found, spot.at + 1, spot.at + _KINDS_NEAR)
        note_kinds("S:", text, found)
        note_kinds("prev:", texts.get(number - 1, ""), found)
        note_kinds("next:", texts.get(number + 1, ""), found)
        named = min(4, len(told.named[number]))
        found[f"real={told.real[number]:d} deal={told.deals[number]:d} named={named}"] = 1
        if told.bulleted(number):
            found["bullet"] = 1
    return found
