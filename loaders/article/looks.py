"""What of a word speaks for its being part of an enterprise's name: named signs of every token."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from graph.text import fold
from loaders.article import vocabulary as words
from loaders.article.forms import FORM, SUFFIX, Mention
from loaders.article.tokens import Token, tokens, within

_EDGE = ["·", "·"]  # stands for what is before and after a sentence
_JOINS = frozenset("&-–.'’")  # marks inside a name
_REACH = 3  # tokens beside a capital that may belong to a name
_PLACE_WORDS = frozenset(word for place in words.PLACES for word in place.split())


@dataclass(frozen=True, slots=True)
class Line:
    """The tokens of a sentence and what the grammar says of each.

    The lists of texts have two edges before and after: the token ``n`` stands at ``n + 2``.
    """

    tokens: list[Token]
    low: list[str]
    shape: list[str]
    rule: list[str]  # "Bf" begins a name with legal form, "Iw" goes on in a weak one, "O" is outside
    form: list[str]  # "F" in a Vietnamese legal form, "S" in an English one, "-" in none
    closed: list[bool]  # whether an English legal form closes the run of capitals
    loud: int  # how many of ten words begin with a capital
    ruled: list[Mention]  # what the grammar found

    @classmethod
    def of(cls, text: str, start: int, end: int, found: Iterable[Mention]) -> Line:
        """Reads ``text[start:end]``, in which the grammar found some names (placed from ``start`` on)."""
        own = tokens(text, start, end)
        mentions = [replace(m, start=m.start + start, end=m.end + start) for m in found]
        rule, form = ["O"] * len(own), ["-"] * len(own)
        for mention in mentions:
            if mention.kind != "pronoun":
                for order, n in enumerate(within(own, mention.start, mention.end)):
                    rule[n] = ("I" if order else "B") + mention.kind[0]
        for pattern, letter in ((FORM, "F"), (SUFFIX, "S")):
            for match in pattern.finditer(text, start, end):
                for n in within(own, match.start(), match.end()):
                    form[n] = letter
        shape = [t.shape for t in own]
        closed = _closed(shape, form)
        worded = [look for look in shape if look[0] in "xX"]
        loud = 10 * sum(look[0] == "X" for look in worded) // max(1, len(worded))
        low = [t.low for t in own]
        return cls(own, _edged(low), _edged(shape), _edged(rule), _edged(form), closed, loud, mentions)


def _edged(values: list[str]) -> list[str]:
    return [*_EDGE, *values, *_EDGE]


def _closed(shape: Sequence[str], form: Sequence[str]) -> list[bool]:
    found, closes = [], False
    for look, letter in zip(reversed(shape), reversed(form), strict=True):
        closes = letter == "S" or (closes and (look[0] == "X" or look in _JOINS))
        found.append(closes)
    return found[::-1]


class Seen:
    """How often each word of a text is written small, or with a capital, and in which kind of name."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.small: Counter[str] = Counter()
        self.capital: Counter[str] = Counter()  # but for the first of a sentence
        self.ruled: Counter[tuple[str, str]] = Counter()
        for line in lines:
            for n, token in enumerate(line.tokens):
                if token.shape == "x":
                    self.small[token.low] += 1
                elif token.shape[0] == "X":
                    self.capital[token.low] += n > 0
                    self.ruled[token.low, line.rule[n + 2][1:]] += 1

    def elsewhere(self, word: str, kinds: str, own: str) -> bool:
        """Whether a word stands in a name of one of some kinds, at another place than its own."""
        return sum(self.ruled[word, kind] for kind in kinds) > (own in kinds)


def looks(line: Line, seen: Seen) -> Iterator[list[str]]:
    """The signs of each token of a sentence; one that stands far from capitals has a single sign."""
    near = _near_capitals(line)
    for n, token in enumerate(line.tokens):
        if near[n]:
            yield [*_around(line, n + 2), *_ruled(line, n + 2), *_word(line, n, token, seen)]
        else:
            yield ["plain"]


def _near_capitals(line: Line) -> list[bool]:
    near = [False] * len(line.tokens)
    for n, token in enumerate(line.tokens):
        if token.shape[0] == "X" or line.rule[n + 2] != "O":
            first = max(0, n - _REACH)
            near[first : n + _REACH + 1] = [True] * (min(len(near), n + _REACH + 1) - first)
    return near


def _around(line: Line, n: int) -> list[str]:
    """The words and shapes of a token and its neighbours."""
    low, shape = line.low, line.shape
    before, word, after, look = low[n - 1], low[n], low[n + 1], shape[n]
    return [
        "*",
        f"w={word}",
        f"w-1={before}",
        f"w+1={after}",
        f"w-2={low[n - 2]}",
        f"w+2={low[n + 2]}",
        f"s={look}",
        f"s3={shape[n - 1]}|{look}|{shape[n + 1]}",
        f"b-={before}|{word}",
        f"b+={word}|{after}",
        f"sw-={look}|{before}",
        f"sw+={look}|{after}",
        f"sw-2={look}|{low[n - 2]}|{before}",
        f"sw+2={look}|{after}|{low[n + 2]}",
    ]


def _ruled(line: Line, n: int) -> list[str]:
    """What the grammar says of a token and its neighbours."""
    rule, form, own = line.rule, line.form, line.rule[n]
    return [
        f"r={own}",
        f"r2={own}|{rule[n + 1]}",
        f"r3={rule[n - 1]}|{own}|{rule[n + 1]}",
        f"rs={own}|{line.shape[n]}",
        f"f3={form[n - 1]}{form[n]}{form[n + 1]}",
    ]


def _word(line: Line, n: int, token: Token, seen: Seen) -> Iterator[str]:
    """What a token is by itself."""
    if not n:
        yield "first"
    if token.before != " ":
        yield "new line" if token.before else "glued"
    if token.text[0].isalpha():
        kind = f"{words.is_syllable(token.text):d}{words.is_trade(token.text):d}{token.shape}"
        yield f"k={kind}"
        yield f"k-={kind}|{line.rule[n + 1]}"
        if token.shape[0] == "X":
            yield from _capital(line, n, token, seen)


def _capital(line: Line, n: int, token: Token, seen: Seen) -> Iterator[str]:
    """What a word with a capital looks like, here and in the rest of the text."""
    at, plain, own = n + 2, fold(token.text), line.rule[n + 2]
    yield f"end={plain[-3:]}"
    yield f"begin={plain[:3]}"
    yield f"loud={line.loud}|{token.shape}"
    yield f"capital={min(3, seen.capital[token.low])}"
    yield from _known(line, n, plain)
    if seen.small[token.low]:
        yield f"small|{n > 0:d}"
    if seen.elsewhere(token.low, "fb", own[1:]):
        yield "in a firm"
        yield f"in a firm|{own}"
    if seen.elsewhere(token.low, "w", own[1:]):
        yield "in a weak name"
    if line.closed[n]:
        yield f"closed|{line.low[at - 1]}"
        yield f"closed|{line.shape[at - 1]}"


def _known(line: Line, n: int, plain: str) -> Iterator[str]:
    """What a word is known for: a place, a country, a surname, a well-known firm."""
    before, low = line.low[n + 1 : n + 3]
    after = line.tokens[n + 1].text if n + 1 < len(line.tokens) else ""
    if plain in _PLACE_WORDS:
        yield "place word"
    if plain in words.PLACES or fold(f"{plain} {after}") in words.PLACES:
        yield "place"
        yield f"place|{before}"
    if fold(f"{before} {plain}") in words.PLACES:
        yield "place goes on"
    if low in words.COUNTRIES or f"{before} {low}" in words.COUNTRIES:
        yield f"country|{line.shape[n + 3]}|{words.is_syllable(after or '-'):d}"
    if plain in words.SURNAMES:
        yield "surname"
        yield f"surname|{before}"
    if low in words.INSTITUTION_WORDS_EN:
        yield "institution"
    if plain in words.KNOWN_FIRMS:
        yield "known"
        yield f"known|{line.rule[n + 2]}"
