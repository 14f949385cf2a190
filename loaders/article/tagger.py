"""Which words of a text are names of enterprises: weights learned from labelled passages.

A conditional random field (Lafferty, McCallum, Pereira 2001) over the tokens of
a sentence. What the grammar of names found is one of its signs, beside the words
around, capitals, legal forms and what the rest of the text holds. ``names.csv`` is
made by ``python -m tests.loaders.article names``.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import TypeAlias

from loaders.article.forms import FORM, SUFFIX, Mention
from loaders.article.looks import Line, Seen, looks
from loaders.article.names import find_names
from loaders.article.sentences import Sentence
from loaders.article.tokens import stretches

LABELS = "OBI"  # outside of a name, its beginning, inside
STEP = ">"  # between two labels, in the sign of one that follows the other

Scores: TypeAlias = tuple[float, float, float]  # one for each of ``LABELS``
Weights: TypeAlias = Mapping[str, Scores]
Place: TypeAlias = tuple[int, int]  # where a name starts and ends in the text
_NONE: Scores = (0.0, 0.0, 0.0)
_ALL = range(len(LABELS))


def names_in(
    text: str, sentences: Sequence[Sentence], firms: Iterable[Place] | None = None
) -> list[list[Mention]]:
    """The names in each sentence, in order; ``firms``: where enterprises stand, if that is known.

    Of those that the grammar finds only institutions and pronouns stay as they
    are, where no enterprise is.
    """
    lines = lines_of(text, sentences)
    if firms is None:
        by_line = firms_of(lines, weights())
    else:
        given = sorted(firms)
        by_line = [[place for place in given if s.start <= place[0] < s.end] for s in sentences]
    return [list(_merged(text, *both)) for both in zip(lines, by_line, strict=True)]


def firms_of(lines: Sequence[Line], known: Weights) -> list[list[Place]]:
    """Where enterprises stand in each sentence of a text, by some weights."""
    seen = Seen(lines)
    return [list(stretches(line.tokens, best_labels(list(looks(line, seen)), known))) for line in lines]


def lines_of(text: str, sentences: Sequence[Sentence]) -> list[Line]:
    """The sentences of a text with what the grammar of names finds in each."""
    return [Line.of(text, s.start, s.end, find_names(text[s.start : s.end])) for s in sentences]


def _merged(text: str, line: Line, places: Iterable[Place]) -> Iterator[Mention]:
    firms = [_mention(text, line, *place) for place in places]
    others = [
        m
        for m in line.ruled
        if m.kind in ("institution", "pronoun")
        and not any(f.start < m.end and m.start < f.end for f in firms)
    ]
    yield from sorted([*firms, *others], key=lambda m: m.start)


def _mention(text: str, line: Line, start: int, end: int) -> Mention:
    formal = list(SUFFIX.finditer(text, start, end + 1))
    if formal and formal[-1].end() == end + 1 < line.tokens[-1].end:
        end += 1  # "Corp. has ordered": the full stop is part of the name, not at the end of a sentence
    name = text[start:end]
    return Mention(start, end, name, "firm" if formal or FORM.match(name) else "bare")


@cache
def weights() -> Weights:
    """What each sign adds to each label, in the order of ``LABELS``."""
    lines = (files("loaders.article") / "names.csv").read_text("utf-8").splitlines()
    return {sign: (float(o), float(b), float(i)) for sign, o, b, i in csv.reader(lines[1:])}


def best_labels(signs: Sequence[Sequence[str]], known: Weights) -> list[str]:
    """The likeliest labels of the tokens of a sentence (Viterbi 1967)."""
    steps = [[known.get(f"{a}{STEP}", _NONE)[b] for b in _ALL] for a in LABELS]
    so_far, back = [0.0] * len(LABELS), list[list[int]]()
    for own in signs:
        here, came = _summed(own, known), list(_ALL)
        best = [0.0] * len(LABELS)
        if back:
            for b in _ALL:
                ways = [so_far[a] + steps[a][b] for a in _ALL]
                best[b] = max(ways)
                came[b] = ways.index(best[b])
        so_far = [best[b] + here[b] for b in _ALL]
        back.append(came)
    path = [so_far.index(max(so_far))] if back else []
    for came in reversed(back[1:]):
        path.append(came[path[-1]])
    return [LABELS[n] for n in reversed(path)]


def _summed(signs: Sequence[str], known: Weights) -> Scores:
    outside = begins = inside = 0.0
    for sign in signs:
        if sign in known:
            o, b, i = known[sign]
            outside, begins, inside = outside + o, begins + b, inside + i
    return outside, begins, inside
