"""Every two enterprises of an article that could have signed, and where they stand nearest to it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from graph.names import parse_name
from graph.text import fold
from loaders.article.clauses import Clause, clauses, problem_of, trigger_of
from loaders.article.discourse import Article
from loaders.article.evidence import evidence
from loaders.article.gist import FIRM, Gist, Party
from loaders.article.phrases import SIGNING
from loaders.article.scenes import Scene, scenes

_APART = 3  # sentences; two that are named further apart are no pair, but for who heads the scene
_BETWEEN = 40  # firms named between two of one sentence, at most

Rank: TypeAlias = tuple[int, ...]
Key: TypeAlias = str  # the folded core of a name, by which an article's enterprises are told apart


def key_of(name: str) -> Key:
    """What two spellings of one name share within an article."""
    return fold(parse_name(name).core)


@dataclass(frozen=True, slots=True)
class Spot:
    """A mention of an enterprise: the sentence, the number of its sign there, and where that stands."""

    number: int
    sign: int
    at: int
    party: Party
    key: Key


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two enterprises, in order, at the place of the text that speaks most for a signing of the two."""

    one: Spot
    two: Spot
    shared: int  # sentences that name both
    rank: Rank  # the smaller, the more the place speaks

    @property
    def keys(self) -> frozenset[Key]:
        """Both names, as they are told apart."""
        return frozenset((self.one.key, self.two.key))

    @property
    def apart(self) -> int:
        """How many sentences the two stand apart; 0 in one sentence."""
        return self.two.number - self.one.number


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence: its clauses, how each tells of a signing, and where it tells of a deal, if it does."""

    gist: Gist
    clauses: Sequence[Clause]
    triggers: Sequence[str]
    evidence: int | None
    signing: bool

    @classmethod
    def of(cls, gist: Gist) -> Line:
        """The line of a sentence."""
        own = list(clauses(gist))
        signing = SIGNING.search(gist.text) is not None
        return cls(gist, own, [told_by(c) for c in own], evidence(gist), signing)


class Told:
    """What each sentence of a scene tells; ``spots`` are the mentions, by enterprise.

    Sentences are counted from the first that is read, the number ``first`` of the
    article. For each: how its clauses tell of a signing (``triggers``), whether one
    does for sure (``real``), whether it tells of a deal at all (``deals``), and whom it
    names (``named``).
    """

    def __init__(self, article: Article, scene: Scene, lines: Sequence[Line]) -> None:
        self.article, self.first = article, scene.first
        self._own = range(scene.own.start - scene.first, scene.own.stop - scene.first)
        lines = lines[scene.first : scene.last]
        self.gists = [line.gist for line in lines]
        self.clauses = [line.clauses for line in lines]
        self.triggers = [line.triggers for line in lines]
        self._evidence = [line.evidence for line in lines]
        self.deals = [at is not None for at in self._evidence]
        self._signing = [line.signing for line in lines]
        self.real = ["real" in states for states in self.triggers]
        self.spots: dict[Key, list[Spot]] = defaultdict(list)
        self._by_sentence: list[list[Spot]] = []
        for number, gist in enumerate(self.gists):
            here = [
                Spot(number, sign, match.start(), party := gist.parties[sign], key_of(party.name))
                for sign, match in enumerate(re.finditer(FIRM, gist.text))
            ]
            self._by_sentence.append(here)
            for spot in here:
                self.spots[spot.key].append(spot)
        self.named = [{spot.key for spot in here} for here in self._by_sentence]

    @classmethod
    def of(cls, article: Article) -> list[Told]:
        """What each scene of an article tells."""
        lines = [Line.of(gist) for gist in article.gists]
        return [cls(article, scene, lines) for scene in scenes(article.text, article.sentences)]

    def bulleted(self, number: int) -> bool:
        """Whether a sentence is a line of a list."""
        return self.article.bulleted(self.first + number)

    def holds(self, number: int) -> bool:
        """Whether a sentence of the article, by its number there, is read here."""
        return self.first <= number < self.first + len(self.gists)

    def at(self, number: int) -> int:
        """Where in a sentence its deal is told; 0 where none is."""
        starts = (c.start + t.start() for c in self.clauses[number] if (t := trigger_of(c)))
        return next(starts, self._evidence[number] or 0)

    def deal_of(self, c: Candidate) -> int | None:
        """The sentence of a deal that stands nearest to two, from two before either to three after."""
        about = (range(max(0, s.number - 2), min(len(self.deals), s.number + 4)) for s in (c.one, c.two))
        near = sorted(set().union(*about))
        told = [n for n in near if self.real[n]] or [n for n in near if self.deals[n]]
        return min(told, key=lambda n: (max(c.one.number - n, n - c.two.number, 0), n), default=None)

    def candidates(self) -> Iterator[Candidate]:
        """The pairs of the scene, each at its best place, in the order in which both have been named."""
        best: dict[frozenset[Key], tuple[Rank, Spot, Spot]] = {}
        shared: dict[frozenset[Key], set[int]] = defaultdict(set)
        for one, two in self._places():
            key = frozenset((one.key, two.key))
            if one.number == two.number:
                shared[key].add(one.number)
            if two.number in self._own:
                rank = self._rank(one, two)
                if key not in best or rank < best[key][0]:
                    best[key] = (rank, one, two)
        for key, (rank, one, two) in best.items():
            yield Candidate(one, two, len(shared[key]), rank)

    def _places(self) -> Iterator[tuple[Spot, Spot]]:
        for number, here in enumerate(self._by_sentence):
            for place, two in enumerate(here):
                for one in here[max(0, place - _BETWEEN) : place]:
                    if one.key != two.key:
                        yield one, two
                for back in sorted({0, *range(max(0, number - _APART), number)} - {number}):
                    for one in self._by_sentence[back][:_BETWEEN]:
                        if one.key != two.key:
                            yield one, two

    def _rank(self, one: Spot, two: Spot) -> Rank:
        apart = two.number - one.number
        real = self.real[two.number] or self.real[one.number]
        signing = self._signing[two.number]
        return (min(apart, 1), -real, apart, -signing, two.at - one.at if not apart else 0)


def told_by(clause: Clause) -> str:
    """How a clause tells of a signing: ``real``, the problem that it has, or ``none``."""
    trigger = trigger_of(clause)
    return "none" if trigger is None else problem_of(clause, trigger) or "real"
