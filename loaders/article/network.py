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
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from loaders.article.cues import CUES, WORDS, as_read, cue_places
from loaders.article.gist import BODY, FIRM
from loaders.article.layers import GOODS, Sheet, Weights, goods_named, heard
from loaders.article.pairs import Candidate, Key, Told

UNKNOWN = "?"  # any word that too few passages hold
_END = "\n"  # of a sentence
_SIDES = {"F": 1, "D": 2, "U": 3}
_KINDS = {name: n for n, name in enumerate(CUES)}
_MENTIONS = 6  # of an enterprise that are read
_APART = (_END, FIRM, BODY)
_ASKED = 64  # pairs whose goods are looked for together
_WORTH = -3.0  # log odds of a pair, from which on its goods are looked for
_AT_ONCE = 16  # pages that are reckoned together
STEPS = 12  # classes of how many words are between two

Numbers = NDArray[np.float32]
Place = tuple[int, int, int]  # a sentence of a scene, start and end in its gist
Phrase = tuple[int, int]  # the first and the last word by number


@dataclass(frozen=True, slots=True)
class Page:
    """A scene of an article as the network sees it.

    ``at``: the sentence of each word and where it stands in it; ``kinds``: at which word what kind begins
    or goes on; ``spots``: where each enterprise is named; ``pairs``: two enterprises by number;
    ``places``: where these two stand nearest to a deal.
    """

    words: Sequence[str]
    at: Sequence[Place]
    kinds: Sequence[tuple[int, int]]
    spots: Sequence[Sequence[int]]
    sides: Sequence[int]
    pairs: Sequence[tuple[int, int]]
    places: Sequence[tuple[int, int]]

    @classmethod
    def of(cls, told: Told, letters: Mapping[Key, str], candidates: Iterable[Candidate]) -> Page:
        """The page of a scene for some pairs; ``letters``: the side each enterprise looks to be on."""
        words: list[str] = []
        at: list[Place] = []
        kinds: list[tuple[int, int]] = []
        named: dict[tuple[int, int], int] = {}
        for number, gist in enumerate(told.gists):
            firms = 0
            starts: dict[int, int] = {}
            for match in WORDS.finditer(gist.text):
                word = match.group()
                starts[match.start()] = len(words)
                if word == FIRM:
                    named[number, firms] = len(words)
                    firms += 1
                words.append(as_read(word))
                at.append((number, *match.span()))
            for name, start, end in cue_places(gist.text):
                kinds += [(starts[n], _KINDS[name]) for n in range(start, end) if n in starts]
            words.append(_END)
            at.append((number, len(gist.text), len(gist.text)))
        firm = {key: n for n, key in enumerate(told.spots)}
        spots = [[named[s.number, s.sign] for s in own] for own in told.spots.values()]
        both = [(c.one, c.two) for c in candidates]
        return cls(
            words,
            at,
            kinds,
            spots,
            [_SIDES[letters[key]] for key in told.spots],
            [(firm[one.key], firm[two.key]) for one, two in both],
            [(named[one.number, one.sign], named[two.number, two.sign]) for one, two in both],
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
    """What the networks say of a pair: the log odds that it is one, and that the first of the two buys.

    ``goods``: the words of the page that name what is bought.
    """

    odds: float
    first_buys: float
    goods: tuple[Phrase, ...] = ()


def read(pages: Sequence[Page]) -> list[list[Read]]:
    """What the networks say of the pairs of each page; pages of about the same length are read together."""
    ids, networks = weights()
    order = sorted((n for n, page in enumerate(pages) if page.pairs), key=lambda n: len(pages[n].words))
    found: dict[int, list[Read]] = {}
    for at in range(0, len(order), _AT_ONCE):
        some = order[at : at + _AT_ONCE]
        told = iter(verdicts([pages[n] for n in some], ids, networks))
        found |= {n: [*islice(told, len(pages[n].pairs))] for n in some}
    return [found.get(n, []) for n in range(len(pages))]


def verdicts(pages: Sequence[Page], ids: Mapping[str, int], networks: Sequence[Weights]) -> list[Read]:
    """What some networks say of the pairs of some pages, on average."""
    sheet = sheet_of(pages, ids)
    every = [heard(known, sheet, np) for known in networks]
    found = np.mean([one.outcomes for one in every], 0)
    some = np.logaddexp.reduce(found[:, 1:], axis=1) - found[:, 0]
    buys = found[:, 1] - found[:, 2]
    texts = [page for page in pages for _ in page.pairs]
    goods: dict[int, tuple[Phrase, ...]] = {}
    worth = np.flatnonzero(some > _WORTH)
    for asked in np.split(worth, range(_ASKED, len(worth), _ASKED)):
        each = zip(networks, every, strict=True)
        does = np.mean([goods_named(known, sheet, one, asked, np) for known, one in each], 0).argmax(-1)
        goods |= {n: _phrases(own, texts[n].words) for n, own in zip(asked.tolist(), does, strict=True)}
    return [Read(float(some[n]), float(buys[n]), goods.get(n, ())) for n in range(len(found))]


def _phrases(does: NDArray[np.int64], words: Sequence[str]) -> tuple[Phrase, ...]:
    """The phrases of goods, by what each word does; none goes over a name or the end of a sentence."""
    found: list[Phrase] = []
    for at in np.flatnonzero(does[: len(words)]).tolist():
        if words[at] in _APART:
            continue
        if found and found[-1][1] == at - 1 and does[at] == GOODS.index("go on"):
            found[-1] = found[-1][0], at
        elif words[at][0].isalnum():
            found.append((at, at))
    return tuple((first, last) for first, last in found if any(len(w) > 1 for w in words[first : last + 1]))


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
