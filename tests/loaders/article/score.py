"""How well pairs are read out of labelled passages.

``python -m tests.loaders.article.score dev`` prints the totals; with ``--items``
also which were missed, with ``--hands`` each hand apart, with ``--joined`` the totals
of eight passages in one text. There are three sets: on ``dev`` the rules were written,
from ``read`` (and ``dev``) the weights are learned, ``held_out`` nobody reads: it is
only counted. Nothing was learned from its hands X, Y, Z, HA, HC, HD, HL and RD; of the
others other passages were. Those of HL, LA and LB are whole articles.

Passages with a ``url`` are news that happened, retold in other words from there; all
others are invented, also where they name firms that exist.

A passage has its text, its pairs, why it is there and, where that matters, the
day it was published and the strings by which it names enterprises. Names count as
found without regard to accents and case; a field counts as right when it is the
same, an empty one when it stays empty.
"""

from __future__ import annotations

import json
import re
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.names import parse_name
from graph.text import fold
from loaders.article import extract_mous

FIELDS = ("buyer", "stage", "date", "products")


@dataclass(frozen=True)
class Score:
    """Right, wrong and missed pairs; of the right ones how many have the right side, stage, …"""

    right: int
    wrong: int
    missed: int
    buyer: float
    stage: float
    date: float
    products: float

    @property
    def precision(self) -> float:
        """How many of the proposed pairs are right."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """How many of the pairs are proposed."""
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return f1(Counter(right=self.right, wrong=self.wrong, missed=self.missed))

    def __str__(self) -> str:
        return (
            f"precision {self.precision:.3f}  recall {self.recall:.3f}  F1 {self.f1:.3f}  "
            f"buyer {self.buyer:.3f}  stage {self.stage:.3f}  date {self.date:.3f}  "
            f"products {self.products:.3f}"
        )


def pair_of(one: str, two: str) -> frozenset[tuple[str, str]]:
    """Two names without regard to accents and case."""
    return frozenset((_name(one), _name(two)))


def names_of(pair: dict[str, Any]) -> frozenset[tuple[str, str]]:
    """The two of a labelled pair."""
    return pair_of(pair["one"], pair["two"])


def _name(name: str) -> tuple[str, str]:
    parts = parse_name(name)
    return parts.form, fold(parts.core)


def passages(half: str) -> list[dict[str, Any]]:
    """The labelled passages of one half."""
    loaded: list[dict[str, Any]] = json.loads((Path(__file__).parent / f"{half}.json").read_text("utf-8"))
    return loaded


def hand_of(passage: dict[str, Any]) -> str:
    """Who wrote a passage."""
    return re.split(r"[-\d]", passage["id"])[0]


def f1(counts: Counter[str]) -> float:
    """The harmonic mean of precision and recall of what is right, wrong and missed."""
    return 2 * counts["right"] / max(1, 2 * counts["right"] + counts["wrong"] + counts["missed"])


def score(half: str, every: int = 1, *, hands: str = "", items: bool = False) -> Score:
    """The totals of one of so many passages, or of one of some ``hands`` (between commas).

    ``items`` prints what was missed and what was wrong.
    """
    return scored(_by(hands, passages(half)[::every]), items=items)


def _by(hands: str, given: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The passages of some hands, of all when none is named."""
    return (p for p in given if not hands or hand_of(p) in hands.split(","))


def articles(given: Iterable[dict[str, Any]], size: int) -> Iterator[list[dict[str, Any]]]:
    """Passages in one language by one hand, so many together, in an order of chance."""
    by_hand: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for passage in sorted(given, key=lambda p: zlib.crc32(p["id"].encode())):
        by_hand[hand_of(passage), passage["lang"]].append(passage)
    for own in by_hand.values():
        yield from (own[n : n + size] for n in range(0, len(own), size))


def joined(half: str, size: int, *, hands: str = "") -> Score:
    """The totals of passages that are joined, so many in an article, without the days of publication."""
    return scored(
        {
            "id": " ".join(p["id"] for p in each),
            "text": "\n\n".join(p["text"] for p in each),
            "pairs": [pair for p in each for pair in p["pairs"]],
        }
        for each in articles(_by(hands, passages(half)), size)
    )


def scored(given: Iterable[dict[str, Any]], *, items: bool = False) -> Score:
    """The totals of some passages."""
    counts: Counter[str] = Counter()
    for passage in given:
        frame = extract_mous(passage["text"], published_on=passage.get("published_on"))
        proposed = {
            pair_of(r["buyer"], r["supplier"]): r
            for r in frame[frame["confidence"] >= 0.5].to_dict("records")
        }
        wanted = {names_of(p): p for p in passage["pairs"]}
        for key, pair in wanted.items():
            counts["missed"] += key not in proposed
            if key in proposed:
                counts.update(_details(proposed[key], pair))
                _tell(items, passage, pair, proposed[key])
        counts["wrong"] += len(proposed.keys() - wanted.keys())
        if items and proposed.keys() != wanted.keys():
            print(passage["id"], "missed", [dict(w) for w in wanted.keys() - proposed.keys()])
            wrong = [r for key, r in proposed.items() if key not in wanted]
            print("   wrong", [(r["buyer"], r["supplier"], r["why_en"]) for r in wrong])
    right = max(1, counts["right"])
    shares = (counts[field] / right for field in FIELDS)
    return Score(counts["right"], counts["wrong"], counts["missed"], *shares)


def _details(row: dict[str, Any], pair: dict[str, Any]) -> list[str]:
    buyer = pair["one"] if pair["buyer"] == "one" else pair["two"]
    same = row["decided"] and _name(row["buyer"]) == _name(buyer)
    right = {
        "buyer": not row["decided"] if pair["buyer"] is None else same,
        "stage": row["stage"] == pair["stage"],
        "date": row["signed_on"] == pair["signed_on"],
        "products": {fold(p) for p in row["products"]} == {fold(p) for p in pair["products"]},
    }
    return ["right", *(name for name, ok in right.items() if ok)]


def _tell(items: bool, passage: dict[str, Any], pair: dict[str, Any], row: dict[str, Any]) -> None:
    lacking = set(FIELDS) - set(_details(row, pair))
    if items and lacking:
        told = ("buyer", "stage", "signed_on", "products", "decided", "why_en")
        print(passage["id"], lacking, *(row[c] for c in told), "instead of", pair)


if __name__ == "__main__":
    if "--hands" in sys.argv:
        for one in sorted({hand_of(p) for p in passages(sys.argv[1])}):
            print(f"{one:3}", score(sys.argv[1], hands=one), flush=True)
    if "--joined" in sys.argv:
        print(joined(sys.argv[1], 8))
    else:
        print(score(sys.argv[1], items=sys.argv[1] != "held_out" and "--items" in sys.argv))
