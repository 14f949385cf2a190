"""Learns the weights of the judge from the labelled passages: ``python -m tests.loaders.article.learn``.

Of the passages that the rules were written on, most hide what the rules found:
there the rules are right more often than on a new text, and would be trusted
too much. ``--cross`` measures instead: each hand's passages by weights that were
learned without them.
"""

from __future__ import annotations

import csv
import io
import re
import sys
import zlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from scipy.sparse import csr_matrix
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

import loaders.article
from loaders.article.cues import Signs
from loaders.article.discourse import Article
from loaders.article.extract import read_statements
from loaders.article.judge import BIAS, PROPOSED, signs_of
from loaders.article.pairs import Told
from tests.loaders.article.score import names_of, pair_of, passages
from tests.loaders.article.test_rules import NOT_SIGNED, SIGNED

WEIGHTS = Path(loaders.article.__file__).parent / "weights.csv"
_HIDDEN = 0.7  # of the passages that the rules were written on, how many hide what the rules found
_TRUST = 0.5  # what such a passage counts against one that the rules had not seen
_SHORT = 3.0  # what a short example of the rules counts
_PAIRS = 1.75  # what a pair counts against two that are none: who reviews can strike out, not find
_STRENGTH = 0.2  # inverse strength of the penalty on weights, the C of scikit-learn
_OFTEN = 6  # candidates that show a sign, at least
_LEAST = 0.01  # a smaller weight is left out


@dataclass(frozen=True)
class Lesson:
    """A candidate: its signs, whether it is a pair, how much it counts, and whose passage it is of."""

    signs: Signs
    is_pair: bool
    counts: float
    hand: str


def lessons(half: str) -> list[Lesson]:
    """The candidates of the passages of a set."""
    seen = half == "dev"
    found = []
    for passage in passages(half):
        hide = seen and zlib.crc32(passage["id"].encode()) % 100 < 100 * _HIDDEN
        wanted = {names_of(pair) for pair in passage["pairs"]}
        for names, signs in _candidates(passage["text"]):
            shown = {s: v for s, v in signs.items() if not (hide and s.startswith("rule="))}
            hand = "dev" if seen else re.split(r"[-\d]", passage["id"])[0]
            found.append(Lesson(shown, names in wanted, _TRUST if seen else 1.0, hand))
    return found


def examples() -> list[Lesson]:
    """The candidates of the short examples of the rules, which must come out right."""
    signed = [(text, {pair_of(*pair) for pair in pairs}) for _, text, pairs in SIGNED]
    return [
        Lesson(signs, names in wanted, _SHORT, "examples")
        for text, wanted in [*signed, *((text, set()) for _, text in NOT_SIGNED)]
        for names, signs in _candidates(text)
    ]


def _candidates(text: str) -> list[tuple[frozenset[tuple[str, str]], Signs]]:
    article = Article(text)
    items, sides = read_statements(article)
    told = Told(article)
    return [(pair_of(c.one.party.name, c.two.party.name), signs) for c, signs in signs_of(told, items, sides)]


def learned(given: list[Lesson]) -> tuple[DictVectorizer, LogisticRegression]:
    """The regression on some examples."""
    times = Counter(sign for e in given for sign in e.signs)
    vectors = DictVectorizer()
    matrix: csr_matrix = vectors.fit_transform(
        [{s: v for s, v in e.signs.items() if times[s] >= _OFTEN} for e in given]
    )
    model = LogisticRegression(C=_STRENGTH, max_iter=5000, tol=1e-6)
    model.fit(
        matrix,
        [e.is_pair for e in given],
        sample_weight=[e.counts * (_PAIRS if e.is_pair else 1) for e in given],
    )
    return vectors, model


def table(given: list[Lesson]) -> str:
    """The weights as CSV, the signs in order."""
    vectors, model = learned(given)
    rows = [
        (BIAS, float(model.intercept_[0])),
        *zip(vectors.get_feature_names_out(), model.coef_[0], strict=True),
    ]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["sign", "weight"])
    writer.writerows((sign, f"{weight:.3f}") for sign, weight in rows if abs(weight) >= _LEAST)
    return text.getvalue()


def cross(given: list[Lesson]) -> Counter[str]:
    """Right, wrong and missed candidates of each hand but the first, by the lessons of the others."""
    counts: Counter[str] = Counter()
    for hand in sorted({e.hand for e in given} - {"dev", "examples"}):
        vectors, model = learned([e for e in given if e.hand != hand])
        own = [e for e in given if e.hand == hand]
        likely = model.predict_proba(vectors.transform([e.signs for e in own]))[:, 1] >= PROPOSED
        here = Counter(
            "right" if e.is_pair and p else "wrong" if p else "missed"
            for e, p in zip(own, likely, strict=True)
            if e.is_pair or p
        )
        print(hand, dict(here), f"F1 {_f1(here):.3f}")
        counts += here
    return counts


def _f1(c: Counter[str]) -> float:
    return 2 * c["right"] / max(1, 2 * c["right"] + c["wrong"] + c["missed"])


if __name__ == "__main__":
    everything = [*lessons("dev"), *lessons("read"), *examples()]
    if "--cross" in sys.argv:
        total = cross(everything)
        print(dict(total), f"F1 {_f1(total):.3f}")
    else:
        WEIGHTS.write_text(table(everything), "utf-8")
