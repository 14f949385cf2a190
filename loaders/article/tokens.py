"""The words and marks of a sentence, as a reader of names looks at them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

_BETWEEN = frozenset("|;:⟷↔→•·")  # no name goes over these
_TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a mark with its place; ``shape`` tells capitals and digits (``Xx``, ``XX``, ``x``, ``0``)."""

    start: int
    end: int
    text: str
    low: str
    shape: str
    before: str  # what stands between it and the one before: nothing, a blank or a line break


def tokens(text: str, start: int, end: int) -> list[Token]:
    """The tokens of ``text[start:end]``.

    >>> [(t.text, t.shape) for t in tokens("Ký với LG Co., 2025", 0, 19)]
    [('Ký', 'Xx'), ('với', 'x'), ('LG', 'XX'), ('Co', 'Xx'), ('.', '.'), (',', ','), ('2025', '0000')]
    """
    found, at = [], start
    for match in _TOKEN.finditer(text, start, end):
        gap, word = text[at : match.start()], match.group()
        before = "\n" if "\n" in gap else gap[:1] and " "
        at = match.end()
        found.append(Token(match.start(), at, word, word.lower(), _shape(word), before))
    return found


def _shape(word: str) -> str:
    if not word[0].isalnum():
        return word
    if not word.isalpha():
        return "X0" if not word.isdigit() else "0000" if len(word) > 3 else "0"
    if word.islower():
        return "x"
    if word.isupper():
        return "XX" if len(word) > 1 else "X"
    return ("Xx" if word[1:].islower() else "XxX") if word[0].isupper() else "xX"


def within(line: Sequence[Token], start: int, end: int) -> list[int]:
    """The numbers of the tokens that begin in a stretch of the text."""
    return [n for n, t in enumerate(line) if start <= t.start < end]


def marked(line: Sequence[Token], spans: Iterable[tuple[int, int]]) -> list[str]:
    """The label of each token: ``B`` begins one of some stretches, ``I`` goes on, ``O`` is outside.

    >>> marked(tokens("Ký với LG Display", 0, 17), [(7, 17)])
    ['O', 'O', 'B', 'I']
    """
    labels = ["O"] * len(line)
    for start, end in spans:
        inside = within(line, start, end)
        for n in inside:
            labels[n] = "B" if n == inside[0] else "I"
    return labels


def stretches(line: Sequence[Token], labels: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where those stretches begin and end; a mark between names is in none.

    >>> list(stretches(tokens("Ký với LG Display", 0, 17), ["O", "O", "B", "I"]))
    [(7, 17)]
    """
    begin: int | None = None
    for number, label in enumerate(labels):
        apart = line[number].text in _BETWEEN
        if begin is not None and (label != "I" or apart):
            yield line[begin].start, line[number - 1].end
            begin = None
        if label != "O" and begin is None and not apart:
            begin = number
    if begin is not None:
        yield line[begin].start, line[-1].end
