"""A sentence as the grammar sees it: names are single signs, asides in brackets are gone."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import pairwise

from graph.text import fold
from loaders.article import vocabulary as words
from loaders.article.forms import FORM
from loaders.article.names import Mention, own_words
from loaders.article.phrases import SIGNING

FIRM, BODY = "\ue000", "\ue001"  # one sign per enterprise and per institution


@dataclass(frozen=True, slots=True)
class Party:
    """An enterprise in a gist: its full ``name``, what stood in brackets after it, how sure it is."""

    name: str
    mention: Mention
    notes: tuple[str, ...] = ()
    pronoun: bool = False


@dataclass(frozen=True, slots=True)
class Gist:
    """``text`` in lower case with signs for names; ``parties`` in order of the ``FIRM`` signs."""

    text: str
    at: tuple[int, ...]
    parties: tuple[Party, ...]

    def index(self, position: int) -> int:
        """The number of the enterprise whose sign stands at ``position``."""
        return self.text.count(FIRM, 0, position)


class Namebook:
    """The full names of a document, by their short forms."""

    def __init__(self, text: str, mentions: list[Mention]) -> None:
        self._short: dict[str, set[str]] = {}
        self.abbreviations: set[str] = set()
        self.speaker: str | None = None  # whom "we" stands for
        self._other: dict[str, str] = {}  # a name → another of the same enterprise, by which it goes
        self._explained: dict[str, str] = {}  # an abbreviation → the name that it stands for
        for one, two in pairwise(sorted(mentions, key=lambda m: m.start)):
            if (
                re.fullmatch(r"\s*\(", text[one.end : two.start])
                and text[two.end : two.end + 2].strip(". ")[:1] == ")"
            ):
                self._other[two.name] = one.name
        for mention in mentions:
            if mention.kind in ("firm", "bare"):
                self._learn(text, mention)

    def _learn(self, text: str, mention: Mention) -> None:
        tokens = [fold(t) for t in own_words(mention.name)]
        for size in range(1, len(tokens) + 1):
            for start in range(len(tokens) - size + 1):
                self._short.setdefault(" ".join(tokens[start : start + size]), set()).add(mention.name)
        own = own_words(mention.name)
        if len(own) > 1 and re.fullmatch(r"[A-Z]{3,6}", own[-1]) and fold(own[-1]) not in words.VIETNAM:
            self.abbreviations.add(own[-1])
        given = _ABBREVIATED.match(text, mention.end)
        if given and fold(given.group(1)) not in _PLACES:
            short = given.group(1).strip()
            self._short.setdefault(" ".join(fold(t) for t in own_words(short)), set()).add(mention.name)
            self.abbreviations.add(short)
            self._same(self._explained.setdefault(fold(short), mention.name), mention.name)

    def _same(self, one: str, two: str) -> None:
        """Two names that one abbreviation stands for are one enterprise: it goes by the more formal."""
        if one != two:
            less, more = sorted((one, two), key=lambda name: (bool(FORM.match(name)), len(name)))
            self._other[less] = more

    def mentioned(self, text: str, taken: list[Mention]) -> list[Mention]:
        """Where the abbreviations stand that the document explains in brackets."""
        if not self.abbreviations:
            return []
        pattern = "|".join(re.escape(a) for a in sorted(self.abbreviations, key=len, reverse=True))
        return [
            Mention(m.start(), m.end(), m.group(), "bare")
            for m in re.finditer(rf"(?<![^\W_])(?:{pattern})(?![^\W_])", text)
            if not any(t.start < m.end() and m.start() < t.end for t in taken)
        ]

    def full(self, mention: Mention) -> str:
        """The longest name of which this is a part, if there is one; else the name itself."""
        name = self._longest(mention)
        return self._other.get(name, name)

    def _longest(self, mention: Mention) -> str:
        key = " ".join(fold(t) for t in own_words(mention.name))
        names = self._short.get(key, set()) - {mention.name}
        names = {self._other.get(n, n) for n in names}
        if mention.kind == "firm":
            names = {
                n for n in names if " ".join(map(fold, own_words(n))) == key and len(n) > len(mention.name)
            }
        longest = sorted(names, key=lambda n: (-len(n), n))
        if len({" ".join(map(fold, own_words(n))) for n in longest}) > 1 and len(longest) > 1:
            longer = [n for n in longest if all(_holds(n, o) for o in longest)]
            return longer[0] if longer else mention.name
        return longest[0] if longest and mention.kind != "firm" else mention.name


_PLACES = words.PLACES | words.VIETNAM | words.COUNTRIES.keys()
_ABBREVIATED = re.compile(
    r"\s*\((?:(?:sau đây )?(?:gọi tắt là|gọi là|viết tắt(?: là)?|tên viết tắt:?|hereinafter"
    r"|abbreviated(?: as)?|or)?:? ?)"
    r"[\"“]?([^\W_][^()\"”,;]{1,25})[\"”]?\)"
)


def _holds(name: str, other: str) -> bool:
    return f" {' '.join(map(fold, own_words(other)))} " in f" {' '.join(map(fold, own_words(name)))} "


@dataclass(slots=True)
class _Maker:
    text: str
    book: Namebook
    subject: str | None
    parts: list[str]
    at: list[int]
    parties: list[Party]

    def put(self, sign: str, at: int) -> None:
        self.parts.append(sign)
        self.at += range(at, at + len(sign))

    def name(self, mention: Mention) -> None:
        if mention.kind == "institution":
            self.put(BODY, mention.start)
            return
        pronoun = mention.kind in ("pronoun", "we")
        name = self.referent(mention) if pronoun else self.book.full(mention)
        if name is None:
            self.put(self.text[mention.start : mention.end].lower(), mention.start)
            return
        if name != mention.name and not pronoun:
            mention = replace(mention, kind="firm")  # a short form of a name given in full
        self.parties.append(Party(name, mention, (), pronoun))
        self.put(FIRM, mention.start)

    def referent(self, mention: Mention) -> str | None:
        """Who speaks; the one firm named so far in the sentence, or the subject of the one before."""
        if mention.kind == "we":
            return self.book.speaker
        named = {p.name for p in self.parties}
        if named:
            return next(iter(named)) if len(named) == 1 else None
        return self.subject

    def bracket(self, inside: str) -> None:
        if self.parties and self.parts and self.parts[-1].rstrip()[-1:] in (FIRM, ""):
            last = self.parties[-1]
            self.parties[-1] = Party(last.name, last.mention, (*last.notes, inside), last.pronoun)


_OPENS = re.compile(r"\s*[(\[]")
_BRACKET = re.compile(r"\s*[(\[]([^()\[\]]{0,300})[)\]]")


def _speaks(maker: _Maker, bracket: re.Match[str], inside: dict[int, Mention]) -> bool:
    """Whether a bracket says who signed, and is no note on the name before it."""
    if SIGNING.search(bracket.group(1).lower()):
        return True
    named = any(inside[at].kind == "firm" for at in range(bracket.start(1), bracket.end(1)) if at in inside)
    return named and "".join(maker.parts[-2:]).rstrip()[-1:] != FIRM


def _lower(text: str) -> str:
    """A text in small letters, of the same length, on one line."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(small if len(small := c.lower()) == 1 else c for c in text)
    return low.replace("\n", " ")


def make_gist(
    text: str, start: int, end: int, mentions: list[Mention], book: Namebook, subject: str | None
) -> Gist:
    """The gist of ``text[start:end]``; ``subject`` is who a leading pronoun stands for, if that is clear."""
    maker = _Maker(text, book, subject, [], [], [])
    inside = {m.start: m for m in mentions if start <= m.start and m.end <= end}
    starts = [*sorted(inside), end]
    at = start
    while at < end:
        if mention := inside.get(at):
            maker.name(mention)
            at = max(mention.end, at + 1)
        elif (bracket := _BRACKET.match(text, at, end)) and not _speaks(maker, bracket, inside):
            maker.bracket(bracket.group(1))
            at = bracket.end()
        else:
            opens = _OPENS.search(text, at + 1, end)
            stop = min(starts[bisect_right(starts, at)], opens.start() if opens else end)
            maker.put(_lower(text[at:stop]), at)
            at = stop
    return Gist("".join(maker.parts), tuple(maker.at), tuple(maker.parties))
