"""Learns the weights of the judge from the labelled passages: ``python -m tests.loaders.article.learn``.

First how likely an enterprise is a party of a deal, then how likely two of them
are a pair; the second hears of the first only what was learned from other hands.
Of the passages that the rules were written on, most hide what the rules found:
there the rules are right more often than on a new text, and would be trusted
too much. ``--cross`` measures instead: each hand's passages by weights that were
learned without them.
"""

from __future__ import annotations

import csv
import io
import json
import sys
import zlib
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from scipy.sparse import csr_matrix
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

import loaders.article
from loaders.article.discourse import Article
from loaders.article.extract import read_statements
from loaders.article.judge import PROPOSED, crowd_of, signs_of_pairs
from loaders.article.pairs import Candidate, Key, Told
from loaders.article.parties import Crowd
from loaders.article.signs import Reader
from loaders.article.tagger import Place
from loaders.article.weighing import BIAS, Signs, Weights, likelihood, odds
from tests.loaders.article.learn_names import UNSEEN
from tests.loaders.article.score import f1, hand_of, names_of, pair_of, passages
from tests.loaders.article.test_rules import NOT_SIGNED, SIGNED

FOLDER = Path(loaders.article.__file__).parent
_HIDDEN = 0.7  # of the passages that the rules were written on, how many hide what the rules found
_TRUST = 0.5  # what such a passage counts against one that the rules had not seen
_SHORT = 3.0  # what a short example of the rules counts
_PAIRS = 1.75  # what a pair counts against two that are none: who reviews can strike out, not find
_FOLDS = 5  # parts of the hands, each of which hears what was learned from the others
_LEAST = 0.01  # a smaller weight is left out


@dataclass(frozen=True)
class Regression:
    """How a logistic regression learns."""

    strength: float  # inverse strength of the penalty on weights, the C of scikit-learn
    often: int  # examples that show a sign, at least


PARTIES, PAIRS = Regression(0.05, 8), Regression(0.2, 6)


@dataclass(frozen=True)
class Lesson:
    """A passage: the signs of its enterprises and pairs, which are right, how much it counts, whose it is."""

    parties: Crowd
    signers: Collection[Key]
    pairs: Sequence[tuple[Candidate, Signs, bool]]
    counts: float
    hand: str


def lessons(half: str) -> list[Lesson]:
    """The passages of a set, with the names that are found by what was learned from other hands."""
    seen = half == "dev"
    firms = json.loads(UNSEEN.read_text("utf-8"))
    return [
        _lesson(
            passage["text"],
            {names_of(pair) for pair in passage["pairs"]},
            _TRUST if seen else 1.0,
            "dev" if seen else hand_of(passage),
            firms=[(start, end) for start, end in firms[passage["id"]]],
            hide=seen and zlib.crc32(passage["id"].encode()) % 100 < 100 * _HIDDEN,
        )
        for passage in passages(half)
    ]


def examples() -> list[Lesson]:
    """The short examples of the rules, which must come out right."""
    signed = [(text, {pair_of(*pair) for pair in pairs}) for _, text, pairs in SIGNED]
    every = [*signed, *((text, set()) for _, text in NOT_SIGNED)]
    return [_lesson(text, wanted, _SHORT, "examples") for text, wanted in every]


def _lesson(
    text: str,
    wanted: set[frozenset[tuple[str, str]]],
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
    pairs = [
        (c, _shown(signs, hide), pair_of(c.one.party.name, c.two.party.name) in wanted)
        for c, signs in signs_of_pairs(told.candidates(), items, reader)
    ]
    whole = crowd_of(told, items, reader)
    parties = Crowd({key: _shown(signs, hide) for key, signs in whole.own.items()}, whole.about)
    signers = {key for c, _, right in pairs if right for key in c.keys}
    return Lesson(parties, signers, pairs, counts, hand)


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
    """Right, wrong and missed candidates of each hand but the first, by the lessons of the others."""
    total: Counter[str] = Counter()
    for hand in sorted({e.hand for e in given} - {"dev", "examples"}):
        parties, pairs = learned([e for e in given if e.hand != hand])
        here: Counter[str] = Counter()
        for lesson in (e for e in given if e.hand == hand):
            for signs, right in judgeable(lesson, parties):
                likely = likelihood(odds(signs, pairs)) >= PROPOSED
                here["right" if right and likely else "wrong" if likely else "missed"] += right or likely
        print(hand, dict(here), f"F1 {f1(here):.3f}", flush=True)
        total += here
    return total


if __name__ == "__main__":
    everything = [*lessons("dev"), *lessons("read"), *examples()]
    if "--cross" in sys.argv:
        counts = cross(everything)
        print(dict(counts), f"F1 {f1(counts):.3f}")
    else:
        for file, known in zip(("parties", "pairs"), learned(everything), strict=True):
            (FOLDER / f"{file}.csv").write_text(table(known), "utf-8")
