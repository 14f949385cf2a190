"""Learns which words are names of enterprises.

The labelled passages say by which strings they name enterprises. Beside that, the
passages of each quarter of the hands are read by weights that were learned without
them: what is found so is counted, and kept in ``unseen_names.json``, for the judge
must learn on names as they are found in new texts.
"""

from __future__ import annotations

import csv
import io
import json
import re
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from pathlib import Path
from typing import Any

import pycrfsuite

import loaders.article
from loaders.article.discourse import cut
from loaders.article.looks import Line, Seen, looks
from loaders.article.tagger import LABELS, STEP, Place, Weights, firms_of, lines_of
from loaders.article.tokens import marked, stretches
from tests.loaders.article.score import hand_of, passages

WEIGHTS = Path(loaders.article.__file__).parent / "names.csv"
UNSEEN = Path(__file__).parent / "unseen_names.json"
_SETTINGS = {
    "c1": 0.2,  # strength of the penalty on the size of weights: most are nought
    "c2": 0.05,  # and on their square
    "max_iterations": 110,
    "feature.minfreq": 3,  # a sign that fewer tokens show is no sign
    "feature.possible_transitions": True,
}
_PARTS = 4  # of the hands, each of which is read by what was learned from the others
_LEAST = 0.02  # a smaller weight is left out

Compared = tuple[str, list[Place], list[Place]]  # a passage's id, where enterprises stand, and where found
Taught = tuple[Line, list[list[str]], list[str]]  # a sentence, the signs of its tokens, their labels


def lessons(given: Iterable[dict[str, Any]]) -> list[list[Taught]]:
    """The sentences of each passage that says which names it holds."""
    return [_read(p["text"], p["names"]) for p in given if "names" in p]


def _read(text: str, names: Sequence[str]) -> list[Taught]:
    text = unicodedata.normalize("NFC", text)
    places = named(text, names)
    lines = lines_of(text, cut(text))
    seen = Seen(lines)
    return [(line, list(looks(line, seen)), marked(line.tokens, places)) for line in lines]


def named(text: str, names: Iterable[str]) -> list[Place]:
    """Where a text holds some names, the longer before the shorter, without a full stop at the end."""
    plain = {unicodedata.normalize("NFC", name).rstrip(".") for name in names}
    either = "|".join(re.escape(name) for name in sorted(plain, key=lambda n: (-len(n), n)))
    return [m.span() for m in re.finditer(rf"(?<![^\W_])(?:{either})(?![^\W_])", text)] if plain else []


def learned(given: Iterable[list[Taught]]) -> Weights:
    """The weights of each sign for each label, those of the steps between labels among them."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for _, signs, labels in (line for passage in given for line in passage):
        if labels:
            trainer.append(signs, labels)
    trainer.set_params(_SETTINGS)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "names")
        trainer.train(path)
        told = pycrfsuite.Tagger()
        told.open(path)
        info = told.info()
        told.close()
    found: dict[str, list[float]] = {}
    steps = {(f"{one}{STEP}", two): weight for (one, two), weight in info.transitions.items()}
    for (sign, label), weight in (steps | info.state_features).items():
        found.setdefault(sign, [0.0] * len(LABELS))[LABELS.index(label)] = weight
    return {sign: tuple(w) for sign, w in found.items() if max(map(abs, w)) >= _LEAST}


def table(weights: Weights) -> str:
    """The weights as CSV, the signs in order."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["sign", *LABELS])
    writer.writerows((sign, *(f"{w:.2f}" for w in weights[sign])) for sign in sorted(weights))
    return text.getvalue()


def cross(halves: Iterable[str]) -> Iterator[Compared]:
    """Each passage as the lessons of other hands read it."""
    every = [p for half in halves for p in passages(half)]
    hands = sorted({hand_of(p) for p in every})
    with ProcessPoolExecutor() as workers:
        for found in workers.map(_crossed, repeat(every), [hands[n::_PARTS] for n in range(_PARTS)]):
            yield from found


def _crossed(every: Sequence[dict[str, Any]], hands: Sequence[str]) -> list[Compared]:
    known = learned(lessons(p for p in every if hand_of(p) not in hands))
    return [compared(p, known) for p in every if hand_of(p) in hands]


def compared(passage: dict[str, Any], known: Weights) -> Compared:
    """A passage as some weights read it, beside what it says."""
    text = unicodedata.normalize("NFC", passage["text"])
    lines, places = lines_of(text, cut(text)), named(text, passage["names"])
    wanted = [place for line in lines for place in stretches(line.tokens, marked(line.tokens, places))]
    return passage["id"], wanted, [place for own in firms_of(lines, known) for place in own]


def counted(found: Iterable[Compared]) -> Counter[str]:
    """Right, wrong and missed names."""
    counts: Counter[str] = Counter()
    for _, wanted, own in found:
        both = len(set(wanted) & set(own))
        counts.update(right=both, wrong=len(own) - both, missed=len(wanted) - both)
    return counts


def write() -> None:
    """Learn from all passages, and keep the weights."""
    WEIGHTS.write_text(table(learned(lessons([*passages("dev"), *passages("read")]))), "utf-8")


def write_unseen() -> Counter[str]:
    """Keep the names that are found in each passage by what was learned from other hands; count them."""
    found = list(cross(("dev", "read")))
    places = {name: own for name, _, own in found}
    UNSEEN.write_text(json.dumps(places, separators=(",", ":")) + "\n", "utf-8")
    return counted(found)
