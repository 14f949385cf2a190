"""Learns the weights of the judge from the labelled passages.

First how likely an enterprise is a party of a deal, then how likely two of them
are a pair; the second hears of the first only what was learned from other hands.
Of the passages that the rules were written on, most hide what the rules found:
there the rules are right more often than on a new text, and would be trusted
too much.
"""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import product
from pathlib import Path
from typing import Any, TypeAlias

from scipy.sparse import csr_matrix
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

import loaders.article
from loaders.article.discourse import Article
from loaders.article.extract import read_statements
from loaders.article.judge import PROPOSED, Ruled, crowd_of, signs_of
from loaders.article.layers import OUTCOMES
from loaders.article.network import Page
from loaders.article.pairs import Candidate, Key, Rank, Told
from loaders.article.parties import Crowd
from loaders.article.scenes import WHOLE
from loaders.article.signs import Reader
from loaders.article.tagger import Place
from loaders.article.weighing import BIAS, Signs, Weights, likelihood, odds
from tests.loaders.article.learn_names import UNSEEN
from tests.loaders.article.score import articles, hand_of, names_of, pair_of, passages
from tests.loaders.article.test_rules import NOT_SIGNED, SIGNED

FOLDER = Path(loaders.article.__file__).parent
_HIDDEN = 0.7  # of the passages that the rules were written on, how many hide what the rules found
_TRUST = 0.5  # what such a passage counts against one that the rules had not seen
_JOINED = 0.7  # what a scene of joined passages counts, which are learned from alone, too
_TOGETHER = 4  # passages that are joined
_SHORT = 3.0  # what a short example of the rules counts
_PAIRS = 1.75  # what a pair counts against two that are none: who reviews can strike out, not find
_FOLDS = 5  # parts of the hands, each of which hears what was learned from the others
_QUARTERS = 4  # parts of the hands, each of which is counted by what was learned from the others
NO_PAIR = frozenset([OUTCOMES.index("none")])
_LEAST = 0.01  # a smaller weight is left out

Wanted: TypeAlias = Mapping[frozenset[tuple[str, str]], Mapping[str, Any]]  # labelled pairs, by names


@dataclass(frozen=True)
class Regression:
    """How a logistic regression learns."""

    strength: float  # inverse strength of the penalty on weights, the C of scikit-learn
    often: int  # examples that show a sign, at least


PARTIES, PAIRS = Regression(0.05, 8), Regression(0.2, 6)


@dataclass(frozen=True)
class Lesson:
    """A passage: the signs of its enterprises and pairs, which are right, how much it counts, whose it is.

    ``page``, for each pair which outcomes are right (places in ``OUTCOMES``), and for those whose ``goods``
    are told in the scene by which words (of each phrase the first and the last), are for the network.
    """

    parties: Crowd
    signers: Collection[Key]
    pairs: Sequence[tuple[Candidate, Signs, bool]]
    page: Page
    outcomes: Sequence[frozenset[int]]
    goods: Mapping[int, Sequence[tuple[int, int]]]
    counts: float = 1.0
    hand: str = ""


def lessons(half: str, every: int = 1) -> list[Lesson]:
    """One of so many passages of a set, with the names found by what was learned from other hands."""
    seen = half == "dev"
    firms = _unseen()
    return [
        lesson
        for passage in passages(half)[::every]
        for lesson in _lessons(
            Given.of(passage, firms),
            {names_of(pair): pair for pair in passage["pairs"]},
            _TRUST if seen else 1.0,
            "dev" if seen else hand_of(passage),
            hide=seen and zlib.crc32(passage["id"].encode()) % 100 < 100 * _HIDDEN,
        )
    ]


def joined_lessons(half: str, every: int = 3) -> list[Lesson]:
    """Passages of a hand in articles of some, of which one of so many: what stands around tells nothing.

    Where a long article passes from one matter to the next is not known, so the
    judge must learn to find its way in stretches that hold several.
    """
    firms = _unseen()
    found: list[Lesson] = []
    short = (p for p in passages(half) if len(p["text"].split()) <= WHOLE)
    for number, some in enumerate(articles(short, _TOGETHER)):
        if number % every == 0:
            gap = "\n\n" if number % 4 else "\n"
            whole = reduce(lambda a, b: a.then(gap, b), (Given.of(passage, firms) for passage in some))
            wanted = {names_of(pair): pair for passage in some for pair in passage["pairs"]}
            found += _lessons(whole, wanted, _JOINED, hand_of(some[0]))
    return found


def examples() -> list[Lesson]:
    """The short examples of the rules, which must come out right."""
    signed = [(text, {pair_of(*pair): {} for pair in pairs}) for _, text, pairs in SIGNED]
    every = [*signed, *((text, {}) for _, text in NOT_SIGNED)]
    return [one for text, wanted in every for one in _lessons(Given(text), wanted, _SHORT, "examples")]


@dataclass(frozen=True)
class Given:
    """A text in NFC and where enterprises stand in it, if that is known."""

    text: str
    firms: list[Place] | None = None

    @classmethod
    def of(cls, passage: Mapping[str, Any], firms: Mapping[str, list[Place]]) -> Given:
        """A passage with the names found in it."""
        return cls(unicodedata.normalize("NFC", passage["text"]), firms[passage["id"]])

    def then(self, gap: str, other: Given) -> Given:
        """A text with another after it."""
        text = self.text + gap
        moved = [(start + len(text), end + len(text)) for start, end in other.firms or ()]
        return Given(text + other.text, [*(self.firms or ()), *moved])


def _unseen() -> dict[str, list[Place]]:
    """The names found in each passage by what was learned from other hands."""
    return {name: [(a, b) for a, b in own] for name, own in json.loads(UNSEEN.read_text("utf-8")).items()}


def _lessons(given: Given, wanted: Wanted, counts: float, hand: str, *, hide: bool = False) -> list[Lesson]:
    """The scenes of a text; a pair that stands in several is learned from where it is told best."""
    article = Article(given.text, given.firms)
    items, sides = read_statements(article)
    every = Told.of(article)
    found = [list(told.candidates()) for told in every]
    best: dict[frozenset[Key], Rank] = {}
    for c in (c for own in found for c in own):
        best[c.keys] = min(c.rank, best.get(c.keys, c.rank))
    lessons = []
    for told, own in zip(every, found, strict=True):
        candidates = [c for c in own if _outcome(c, wanted) == NO_PAIR or c.rank == best[c.keys]]
        lessons.append(_lesson(Reader(told, sides), Ruled.of(told, items), candidates, wanted, hide))
    return [replace(one, counts=counts, hand=hand) for one in lessons]


def _lesson(
    reader: Reader, ruled: Ruled, candidates: Sequence[Candidate], wanted: Wanted, hide: bool
) -> Lesson:
    told = reader.told
    outcomes = [_outcome(c, wanted) for c in candidates]
    pairs = [
        (c, _shown(signs_of(c, ruled, reader), hide), outcome != NO_PAIR)
        for c, outcome in zip(candidates, outcomes, strict=True)
    ]
    whole = crowd_of(ruled, reader)
    parties = Crowd({key: _shown(signs, hide) for key, signs in whole.own.items()}, whole.about)
    signers = {key for c, _, right in pairs if right for key in c.keys}
    page = Page.of(told, reader.letters, candidates)
    goods = {
        n: phrases
        for n, c in enumerate(candidates)
        if (pair := _wanted(c, wanted)) and (phrases := _goods(page, told, pair)) is not None
    }
    return Lesson(parties, signers, pairs, page, outcomes, goods)


def _wanted(c: Candidate, wanted: Wanted) -> Mapping[str, Any] | None:
    return wanted.get(pair_of(c.one.party.name, c.two.party.name))


def _goods(page: Page, told: Told, pair: Mapping[str, Any]) -> list[tuple[int, int]] | None:
    """Which words of a page name the goods of a pair; ``None`` where that is not known."""
    if "products" not in pair:
        return None
    found = set[tuple[int, int]]()
    names = [re.escape(unicodedata.normalize("NFC", name).lower()) for name in pair["products"]]
    for name, (number, gist) in product(names, enumerate(told.gists)):
        for match in re.finditer(rf"(?<![^\W_]){name}(?![^\W_])", gist.text):
            inside = [
                n
                for n, (sentence, start, end) in enumerate(page.at)
                if sentence == number and match.start() <= start < end <= match.end()
            ]
            if inside:
                found.add((inside[0], inside[-1]))
    longest = [a for a in found if not any(b != a and b[0] <= a[0] and a[1] <= b[1] for b in found)]
    return sorted(longest) if found or not pair["products"] else None


def _outcome(c: Candidate, wanted: Wanted) -> frozenset[int]:
    """Which of ``OUTCOMES`` are right for a candidate: one, but where a label tells no side."""
    one = c.one.party.name
    pair = _wanted(c, wanted)
    if pair is None:
        return NO_PAIR
    if "buyer" not in pair:
        return frozenset(range(len(OUTCOMES))) - NO_PAIR
    buyer = pair["buyer"] and pair[pair["buyer"]]
    side = "open" if buyer is None else "first" if pair_of(one, one) == pair_of(buyer, buyer) else "second"
    return frozenset([OUTCOMES.index("open" if side == "open" else f"{side} buys")])


def _shown(signs: Signs, hide: bool) -> Signs:
    return {s: v for s, v in signs.items() if not (hide and s.startswith(("rule=", "ruled=")))}


def parties_of(given: Iterable[Lesson]) -> Weights:
    """The weights by which an enterprise is a party."""
    every = [
        (own | e.parties.about, key in e.signers, e.counts)
        for e in given
        for key, own in e.parties.own.items()
    ]
    return _fitted(every, PARTIES)


def learned(given: Sequence[Lesson]) -> tuple[Weights, Weights]:
    """The weights by which an enterprise is a party, and those by which two are a pair."""
    hands = sorted({e.hand for e in given})
    every = []
    for part in (hands[n::_FOLDS] for n in range(_FOLDS)):
        others = parties_of(e for e in given if e.hand not in part)
        for e in (e for e in given if e.hand in part):
            counts = (e.counts, e.counts * _PAIRS)
            every += [(signs, right, counts[right]) for signs, right in judgeable(e, others)]
    return parties_of(given), _fitted(every, PAIRS)


def judgeable(lesson: Lesson, parties: Weights) -> list[tuple[Signs, bool]]:
    """The pairs of a passage with all of their signs, and whether each is one."""
    likely = lesson.parties.likely(parties)
    return [(signs | likely.pair_signs(c), right) for c, signs, right in lesson.pairs]


def _fitted(given: Sequence[tuple[Signs, bool, float]], how: Regression) -> Weights:
    times = Counter(sign for signs, _, _ in given for sign in signs)
    vectors = DictVectorizer()
    matrix: csr_matrix = vectors.fit_transform(
        [{s: v for s, v in signs.items() if times[s] >= how.often} for signs, _, _ in given]
    )
    model = LogisticRegression(C=how.strength, max_iter=5000, tol=1e-6)
    model.fit(matrix, [right for _, right, _ in given], sample_weight=[counts for *_, counts in given])
    names = vectors.get_feature_names_out()
    return {BIAS: float(model.intercept_[0])} | dict(zip(names, map(float, model.coef_[0]), strict=True))


def table(weights: Weights) -> str:
    """The weights as CSV, the signs in order."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["sign", "weight"])
    writer.writerows((s, f"{w:.3f}") for s, w in sorted(weights.items()) if abs(w) >= _LEAST)
    return text.getvalue()


def cross(given: Sequence[Lesson]) -> Counter[str]:
    """Right, wrong and missed candidates of quarters of the hands, by what the others teach."""
    total: Counter[str] = Counter()
    hands = sorted({e.hand for e in given} - {"dev"})
    for part in (hands[n::_QUARTERS] for n in range(_QUARTERS)):
        parties, pairs = learned([*(e for e in given if e.hand not in part), *examples()])
        for lesson in (e for e in given if e.hand in part):
            for signs, right in judgeable(lesson, parties):
                likely = likelihood(odds(signs, pairs)) >= PROPOSED
                total["right" if right and likely else "wrong" if likely else "missed"] += right or likely
    return total


def write(given: Sequence[Lesson]) -> None:
    """Learn, and keep the weights."""
    for file, known in zip(("parties", "pairs"), learned(given), strict=True):
        (FOLDER / f"{file}.csv").write_text(table(known), "utf-8")
