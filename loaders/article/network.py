"""A small network that reads an article word by word: what a list of signs cannot tell, order and distance.

It was learned from the labelled passages, as the judge was, from nothing but them:
``python -m tests.loaders.article network`` makes ``network.npz``. Names are one word
to it, so that it learns what is said of enterprises, not of which.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from loaders.article.cues import CUES, WORDS, as_read, cue_places
from loaders.article.gist import FIRM
from loaders.article.layers import Sheet, Weights, outcomes
from loaders.article.pairs import Candidate, Key, Told

UNKNOWN = "?"  # any word that too few passages hold
_END = "\n"  # of a sentence
_SIDES = {"F": 1, "D": 2, "U": 3}
_KINDS = {name: n for n, name in enumerate(CUES)}
_MENTIONS = 6  # of an enterprise that are read
STEPS = 12  # classes of how many words are between two

Numbers = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Page:
    """An article as the network sees it.

    ``kinds``: at which word what kind begins or goes on; ``spots``: where each enterprise is
    named; ``pairs``: two enterprises by number; ``places``: where these two stand nearest to a deal.
    """

    words: Sequence[str]
    kinds: Sequence[tuple[int, int]]
    spots: Sequence[Sequence[int]]
    sides: Sequence[int]
    pairs: Sequence[tuple[int, int]]
    places: Sequence[tuple[int, int]]

    @classmethod
    def of(cls, told: Told, letters: Mapping[Key, str], candidates: Iterable[Candidate]) -> Page:
        """The page of an article for some pairs; ``letters``: the side each enterprise looks to be on."""
        words: list[str] = []
        kinds: list[tuple[int, int]] = []
        at: dict[tuple[int, int], int] = {}
        for number, gist in enumerate(told.article.gists):
            firms = 0
            starts: dict[int, int] = {}
            for match in WORDS.finditer(gist.text):
                word = match.group()
                starts[match.start()] = len(words)
                if word == FIRM:
                    at[number, firms] = len(words)
                    firms += 1
                words.append(as_read(word))
            for name, start, end in cue_places(gist.text):
                kinds += [(starts[n], _KINDS[name]) for n in range(start, end) if n in starts]
            words.append(_END)
        firm = {key: n for n, key in enumerate(told.spots)}
        spots = [[at[s.number, s.sign] for s in own] for own in told.spots.values()]
        both = [(c.one, c.two) for c in candidates]
        return cls(
            words,
            kinds,
            spots,
            [_SIDES[letters[key]] for key in told.spots],
            [(firm[one.key], firm[two.key]) for one, two in both],
            [(at[one.number, one.sign], at[two.number, two.sign]) for one, two in both],
        )


def sheet_of(pages: Sequence[Page], ids: Mapping[str, int], wide: int = 0) -> Sheet:
    """Some pages side by side, as numbers; ``ids``: those of known words; ``wide``: words a row, at least."""
    wide = max(wide, *(len(page.words) for page in pages))
    words, sides, firsts = np.zeros((3, len(pages), wide), np.int32)
    owners = np.full((len(pages), wide), -1, np.int32)
    kinds = np.zeros((len(pages), wide, len(_KINDS)), np.float32)
    spots: list[list[int]] = []
    texts: list[int] = []
    pairs: list[tuple[int, int]] = []
    places: list[tuple[int, int]] = []
    for n, page in enumerate(pages):
        words[n, : len(page.words)] = [ids.get(word, ids[UNKNOWN]) for word in page.words]
        for at, kind in page.kinds:
            kinds[n, at, kind] = 1
        known = len(spots)
        for own, side in zip(page.spots, page.sides, strict=True):
            sides[n, own], firsts[n, own], firsts[n, own[0]], owners[n, own] = side, 2, 1, len(spots)
            spots.append([n * wide + at for at in own[:_MENTIONS]] + [-1] * (_MENTIONS - len(own)))
            texts.append(n)
        pairs += [(known + one, known + two) for one, two in page.pairs]
        places += [(n * wide + one, n * wide + two) for one, two in page.places]
    steps = [min(STEPS - 1, int(math.log2(abs(one - two) + 1) * 1.5)) for one, two in places]
    numbers = (np.array(given, np.int32) for given in (spots, texts, pairs, places, steps))
    return Sheet(words, sides, firsts, kinds, owners, *numbers)


@dataclass(frozen=True, slots=True)
class Read:
    """What the network says of a pair: the log odds that it is one, and that the first of the two buys."""

    odds: float
    first_buys: float


def read(told: Told, letters: Mapping[Key, str], candidates: Sequence[Candidate]) -> list[Read]:
    """What the network says of some pairs of an article."""
    if not candidates:
        return []
    ids, networks = weights()
    return verdicts(sheet_of([Page.of(told, letters, candidates)], ids), networks)


def verdicts(sheet: Sheet, networks: Sequence[Weights]) -> list[Read]:
    """What some networks say of the pairs of a sheet, on average."""
    found = np.mean([outcomes(known, sheet, np)[0] for known in networks], 0)
    some = np.logaddexp.reduce(found[:, 1:], axis=1) - found[:, 0]
    return [Read(*map(float, both)) for both in zip(some, found[:, 1] - found[:, 2], strict=True)]


def numbered(words: Iterable[str]) -> Mapping[str, int]:
    """The numbers of the known words, in their order; 0 is no word."""
    return {word: n for n, word in enumerate(words, 1)}


@cache
def weights() -> tuple[Mapping[str, int], Sequence[Weights]]:
    """The numbers of the known words, and the weights of each network."""
    with (files("loaders.article") / "network.npz").open("rb") as file, np.load(file) as stored:
        arrays = dict(stored)
    words = bytes(arrays.pop("vocabulary")).decode("utf-8").split("\0")
    networks: dict[str, dict[str, Numbers]] = {}
    for name, array in arrays.items():
        number, _, own = name.partition(" ")
        networks.setdefault(number, {})[own] = array.astype(np.float32)
    return numbered(words), list(networks.values())
