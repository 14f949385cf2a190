"""A text read from its first sentence to its last: what each takes over from those before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from loaders.article.clauses import ATTENDS, Context, Statement, clauses
from loaders.article.evidence import evidence
from loaders.article.gist import FIRM, Gist, Namebook, Party, make_gist
from loaders.article.names import Mention
from loaders.article.phrases import PAPER, SUPPLY
from loaders.article.records import merged
from loaders.article.relations import ALL_SIGN, confirms, firms_of, relations
from loaders.article.rows import to_be_named
from loaders.article.sentences import Reading, Sentence, split
from loaders.article.speaker import speaking
from loaders.article.statements import read
from loaders.article.tagger import Place, names_in

_LONGEST = 2000  # characters; what is longer is no sentence and is read in pieces


@dataclass(frozen=True, slots=True)
class Found:
    """One statement's pair with where it stands; ``told``: the sentence that says that it was signed."""

    one: Party
    two: Party
    statement: Statement
    gist: Gist
    number: int
    told: int | None = None


class Article:
    """A text read once: sentences, names, gists, and the statements in them.

    ``firms`` tells where enterprises stand in the text (in NFC), if that is known.
    """

    def __init__(self, given: str, firms: Iterable[Place] | None = None) -> None:
        self.reading = Reading.of(given)
        self.text = self.reading.text
        self.sentences = cut(self.text)
        self._by_sentence = names_in(self.text, self.sentences, firms)
        every = [m for names in self._by_sentence for m in names]
        self.book = Namebook(self.text, every)
        speaker, said = speaking(self.text, every)
        self.book.speaker = self.book.full(speaker) if speaker else None
        for sentence, names in zip(self.sentences, self._by_sentence, strict=True):
            names += [w for w in said if sentence.start <= w.start and w.end <= sentence.end]
            short = self.book.mentioned(
                self.text[sentence.start : sentence.end], _shifted(names, -sentence.start)
            )
            names += _shifted(short, sentence.start)
        self.gists: list[Gist] = []

    def found(self) -> Iterator[Found]:
        """All pairs that the grammar finds, near cases too."""
        context, carried, subject, named = Context(), list[Party](), None, list[Party]()
        for number, sentence in enumerate(self.sentences):
            gist = make_gist(
                self.text, sentence.start, sentence.end, self._by_sentence[number], self.book, subject
            )
            self.gists.append(gist)
            signs = len(gist.parties)
            wide = replace(gist, parties=(*gist.parties, *carried, *named))
            places = tuple(range(signs, signs + len(carried)))
            told = tuple(range(signs + len(carried), signs + len(carried) + len(named)))
            start = replace(context, left=places, named=told if len(named) <= 2 else ())
            statements, after = read(wide, start)
            for statement in statements:
                for a, b in statement.pairs():
                    yield Found(wide.parties[a], wide.parties[b], statement, wide, number)
            yield from self._confirmed(number, gist, statements)
            context, carried = self._next(number, sentence, wide, after)
            fresh = list({p.name: p for p in gist.parties}.values())
            both = {p.name: p for p in ((*named, *fresh) if len(fresh) == 1 and len(named) == 1 else fresh)}
            named = [] if ATTENDS.search(gist.text) else list(both.values())
            subject = fresh[0].name if len(fresh) == 1 else None if fresh else _likely(gist)

    def following(self, number: int) -> Gist | None:
        """The sentence after that of a number, if there is one."""
        return self.gists[number + 1] if number + 1 < len(self.gists) else None

    def bulleted(self, number: int) -> bool:
        """Whether a sentence is a line of a list: it begins with a bullet or a number."""
        return _BULLET.match(self.text, self.sentences[number].start) is not None

    def _confirmed(self, number: int, gist: Gist, statements: list[Statement]) -> Iterator[Found]:
        """``B sẽ cung cấp X cho A. Biên bản ghi nhớ đã được ký …``: the pair of the sentence before."""
        signing = confirms(gist) if number and not statements else None
        before = self.gists[number - 1] if signing else None
        if signing is None or before is None:
            return
        if ALL_SIGN.match(gist.text):
            yield from self._all_confirmed(number - 2, number)
        told = [(clause.start, *sides) for clause in clauses(before) for sides in relations(before, clause)]
        made = [Statement(left, right, "related", at, buyer) for at, left, right, buyer in told]
        sure = firms_of(before)
        about = PAPER.search(before.text) or SUPPLY.search(before.text)
        if (
            not made
            and len(sure) == 2
            and not ATTENDS.search(before.text)
            and (about or signing.start() < 40)
        ):
            made = [Statement(sure[:1], sure[1:], "both sides", about.start() if about else 0)]
        for statement in made:
            for a, b in statement.pairs():
                yield Found(before.parties[a], before.parties[b], statement, before, number - 1, number)

    def _all_confirmed(self, number: int, said: int) -> Iterator[Found]:
        """``A mua của B. C mua của D. Cả hai hợp đồng đều được ký …``: the pairs further up."""
        while number >= 0:
            gist = self.gists[number]
            told = [(c.start, *sides) for c in clauses(gist) for sides in relations(gist, c)]
            for at, left, right, buyer in told:
                for a, b in Statement(left, right, "related", at, buyer).pairs():
                    statement = Statement((a,), (b,), "related", at, buyer)
                    yield Found(gist.parties[a], gist.parties[b], statement, gist, number, said)
            number = number - 1 if told else -1

    def _next(
        self, number: int, sentence: Sentence, gist: Gist, after: Context
    ) -> tuple[Context, list[Party]]:
        """What goes on into the next sentence: a heading's signing, in the lines under it."""
        last = number + 1 >= len(self.sentences)
        new_line = not last and "\n" in self.text[sentence.end : self.sentences[number + 1].start]
        title = new_line and after.signing and bool(_TITLE.fullmatch(gist.text))
        heading = title or gist.text.rstrip().endswith(":")
        row = after.signing and new_line and after.rows and bool(gist.parties or "|" in gist.text)
        if heading or row:
            return replace(after, supplier=None, rows=True), [gist.parties[n] for n in after.left]
        alone = gist.text.count(FIRM) <= 1 and (not after.left or to_be_named(gist))
        if alone and not after.problem and (after.signing or evidence(gist) is not None):
            return Context(pending=True), list(gist.parties[: gist.text.count(FIRM)])
        return Context(), []


def cut(text: str) -> list[Sentence]:
    """The sentences of a text: the lines of a record as one, none longer than any real one."""
    return [piece for s in merged(text, split(text)) for piece in _pieces(text, s)]


def _likely(gist: Gist) -> str | None:
    """The one name of several words without legal form, where no other is there."""
    names = {p.name for p in gist.parties if " " in p.name}
    return next(iter(names)) if len(names) == 1 else None


_BULLET = re.compile(r"\s*(?:[-•+*–]|\(?\d{1,2}[.)])")
_TITLE = re.compile(r"[^.!?\ue000]{10,140}")  # a line of its own, above a list


def _pieces(text: str, sentence: Sentence) -> Iterator[Sentence]:
    """A sentence, or pieces of one that is longer than any real one."""
    start = sentence.start
    while sentence.end - start > _LONGEST:
        cut = max(text.rfind(sign, start, start + _LONGEST) for sign in ";, ")
        cut = cut if cut > start else start + _LONGEST
        yield replace(sentence, start=start, end=cut)
        start = cut
    yield replace(sentence, start=start)


def _shifted(mentions: list[Mention], by: int) -> list[Mention]:
    return [replace(m, start=m.start + by, end=m.end + by) for m in mentions]
