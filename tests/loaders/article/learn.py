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
import zlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from scipy.sparse import csr_matrix
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

import loaders.article
from loaders.article.discourse import Article
from loaders.article.extract import read_statements
from loaders.article.judge import PROPOSED, crowd_of, signs_of_pairs
from loaders.article.layers import OUTCOMES
from loaders.article.network import Page
from loaders.article.pairs import Candidate, Key, Told
from loaders.article.parties import Crowd
from loaders.article.signs import Reader
from loaders.article.tagger import Place
from loaders.article.weighing import BIAS, Signs, Weights, likelihood, odds
from tests.loaders.article.learn_names import UNSEEN
from tests.loaders.article.score import hand_of, names_of, pair_of, passages
from tests.loaders.article.test_rules import NOT_SIGNED, SIGNED

FOLDER = Path(loaders.article.__file__).parent
_HIDDEN = 0.7  # of the passages that the rules were written on, how many hide what the rules found
_TRUST = 0.5  # what such a passage counts against one that the rules had not seen
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

    ``page`` and, for each pair, which outcomes are right (places in ``OUTCOMES``) are for the network.
    """

    parties: Crowd
    signers: Collection[Key]
    pairs: Sequence[tuple[Candidate, Signs, bool]]
    counts: float
    hand: str
    page: Page
    outcomes: Sequence[frozenset[int]]


def lessons(half: str, every: int = 1) -> list[Lesson]:
    """One of so many passages of a set, with the names found by what was learned from other hands."""
    seen = half == "dev"
    firms = json.loads(UNSEEN.read_text("utf-8"))
    return [
        _lesson(
            passage["text"],
            {names_of(pair): pair for pair in passage["pairs"]},
            _TRUST if seen else 1.0,
            "dev" if seen else hand_of(passage),
            firms=[(start, end) for start, end in firms[passage["id"]]],
            hide=seen and zlib.crc32(passage["id"].encode()) % 100 < 100 * _HIDDEN,
        )
        for passage in passages(half)[::every]
    ]


def examples() -> list[Lesson]:
    """The short examples of the rules, which must come out right."""
    signed = [(text, {pair_of(*pair): {} for pair in pairs}) for _, text, pairs in SIGNED]
    every = [*signed, *((text, {}) for _, text in NOT_SIGNED)]
    return [_lesson(text, wanted, _SHORT, "examples") for text, wanted in every]


def _lesson(
    text: str,
    wanted: Wanted,
    counts: float,
    hand: str,
    *,
    firms: list[Place] | None = None,
    hide: bool = False,
) -> Lesson:
    article = Article(text, firms)
    items, sides = read_statements(article)
    told = Told(article)
    reader = Reader(told, sides)
    candidates = list(told.candidates())
    outcomes = [_outcome(c, wanted) for c in candidates]
    pairs = [
        (c, _shown(signs, hide), outcome != NO_PAIR)
        for outcome, (c, signs) in zip(outcomes, signs_of_pairs(candidates, items, reader), strict=True)
    ]
    whole = crowd_of(told, items, reader)
    parties = Crowd({key: _shown(signs, hide) for key, signs in whole.own.items()}, whole.about)
    signers = {key for c, _, right in pairs if right for key in c.keys}
    page = Page.of(told, reader.letters, candidates)
    return Lesson(parties, signers, pairs, counts, hand, page, outcomes)


def _outcome(c: Candidate, wanted: Wanted) -> frozenset[int]:
    """Which of ``OUTCOMES`` are right for a candidate: one, but where a label tells no side."""
    one = c.one.party.name
    pair = wanted.get(pair_of(one, c.two.party.name))
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
