"""Every two enterprises of an article that could have signed, and the place where they stand nearest to it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations
from typing import TypeAlias

from graph.names import parse_name
from graph.text import fold
from loaders.article.clauses import Clause, clauses, problem_of, trigger_of
from loaders.article.discourse import Article
from loaders.article.gist import FIRM, Gist, Party
from loaders.article.loose import evidence
from loaders.article.phrases import SIGNING

_APART = 3  # sentences; two that are named further apart are no pair, but for who heads or signs the text

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


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two enterprises, in order, at the place of the text that speaks most for a signing of the two."""

    one: Spot
    two: Spot
    shared: int  # sentences that name both

    @property
    def keys(self) -> frozenset[Key]:
        """Both names, as they are told apart."""
        return frozenset((key_of(self.one.party.name), key_of(self.two.party.name)))

    @property
    def apart(self) -> int:
        """How many sentences the two stand apart; 0 in one sentence."""
        return self.two.number - self.one.number


@dataclass(slots=True)
class Told:
    """What each sentence of an article tells, reckoned once."""

    article: Article
    triggers: list[list[str]] = field(init=False)
    clauses: list[list[Clause]] = field(init=False)
    deals: list[bool] = field(init=False)
    spots: dict[Key, list[Spot]] = field(init=False)

    def __post_init__(self) -> None:
        gists = self.article.gists
        self.clauses = [list(clauses(gist)) for gist in gists]
        self.triggers = [[told_by(clause) for clause in own] for own in self.clauses]
        self.deals = [evidence(gist) is not None for gist in gists]
        self.spots = defaultdict(list)
        for number, gist in enumerate(gists):
            for sign, match in enumerate(re.finditer(FIRM, gist.text)):
                party = gist.parties[sign]
                self.spots[key_of(party.name)].append(Spot(number, sign, match.start(), party))

    def gist(self, number: int) -> Gist | None:
        """The sentence of a number, if there is one."""
        return self.article.gists[number] if 0 <= number < len(self.article.gists) else None

    def candidates(self) -> Iterator[Candidate]:
        """The pairs, each at its best place."""
        for one, two in combinations(self.spots, 2):
            places = [
                (self._rank(a, b), *sorted((a, b), key=lambda s: (s.number, s.at)))
                for a in self.spots[one]
                for b in self.spots[two]
                if self._near(a, b)
            ]
            if places:
                _, first, second = min(places, key=lambda p: p[0])
                shared = len({a.number for _, a, b in places if a.number == b.number})
                yield Candidate(first, second, shared)

    def _near(self, a: Spot, b: Spot) -> bool:
        return abs(a.number - b.number) <= _APART or 0 in (a.number, b.number)

    def _rank(self, a: Spot, b: Spot) -> tuple[int, ...]:
        first, last = sorted((a.number, b.number))
        apart = last - first
        real = "real" in self.triggers[last] or "real" in self.triggers[first]
        signing = SIGNING.search(self.article.gists[last].text) is not None
        return (min(apart, 1), -real, apart, -signing, abs(a.at - b.at) if not apart else 0)


def told_by(clause: Clause) -> str:
    """How a clause tells of a signing: ``real``, the problem that it has, or ``none``."""
    trigger = trigger_of(clause)
    return "none" if trigger is None else problem_of(clause, trigger) or "real"
