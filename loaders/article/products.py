"""What a signing is about: the goods named nearest to the supplier, in the words of the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph.text import fold
from loaders.article.gist import FIRM, Gist
from loaders.article.goods import STOP, Goods, listed, phrases
from loaders.article.phrases import PAPER

_BEFORE = re.compile(
    r"(?:^|[.,;:] )(?!with )(?P<goods>[^\W\d_][^.,;:\ue000\ue001]{2,40}?)(?: worth \S+(?: \w+)?"
    r"| trị giá [^,]{1,20})?"
    r" (?:will be|to be|are to be|sẽ được) (?:supplied|shipped|delivered|sourced|made|cung cấp|giao"
    r"|cung ứng)(?![^\W_])"
    r"|(?:^|[.,;:] )(?P<goods3>[^\W\d_][^.,;:\ue000\ue001]{2,40}?) do \ue000 (?:sẽ |đã )?(?:sản xuất"
    r"|chế tạo|gia công"
    r"|cung (?:cấp|ứng)|làm)(?![^\W_])"
    r"|(?:our|its|their) (?P<goods4>[^\W\d_][^.,;:\ue000\ue001]{2,40}?) (?:are|is"
    r"|will be) (?:now )?(?:running|used"
    r"|installed|fitted|in production)"
    r"|(?:with|,) (?P<goods2>[^\W\d_][^.,;:\ue000\ue001]{2,40}?) to be (?:supplied|shipped|delivered"
    r"|sourced|made)\b"
)
_ABBREVIATION_FIRST = re.compile(r"[A-Z]{2,5} [a-z]")  # "PVB film", no firm's name
_NOT_GOODS = re.compile(
    r"(?<![^\W_])(?:mã (?:ck|chứng\w*)|quận|huyện|phường|xã|thị trấn|đường|bên mua|bên bán|buyer|seller"
    r"|supplier|kcn|khu|cụm|tỉnh|hà nội|hải phòng|vốn|gọi|viết|fdi|province|city|park|nhân lực|đào tạo)"
    r"(?![^\W_])"
    r"|%|\d{4}|\d/\d|:"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose products: of ``supplier``, one of ``group`` that signed ``at`` a place of ``gist``.

    ``signers`` are the names on both sides; ``before`` is a sentence that names one of them;
    ``heard``: where the text names the goods, by the network.
    """

    gist: Gist
    following: Gist | None
    before: Gist | None
    supplier: str
    group: tuple[str, ...]
    signers: frozenset[str]
    at: int
    listed: bool
    buyer: str = ""
    heard: tuple[tuple[int, int], ...] = ()

    @property
    def clause(self) -> tuple[int, int]:
        """The bounds of the clause of signing."""
        stop = self.gist.text.find(";", self.at)
        return self.gist.text.rfind(";", 0, self.at) + 1, stop if stop >= 0 else len(self.gist.text)


def of_pair(asked: Asked, original: str) -> tuple[str, ...]:
    """The products of a signing, as ``original`` writes them.

    They stand in brackets after the supplier, where the network hears them, or, where it
    hears none: after its name in a list ("A – B: khay nhựa"), in what it will deliver, or in
    the words of the signing.
    """
    for name in (asked.supplier, asked.buyer):
        for party in asked.gist.parties:
            for note in party.notes if party.name == name else ():
                if goods := _noted(note):
                    return goods
    if asked.heard:
        near = [g.text for g in (asked.gist, asked.following) if g is not None]
        return _shared_out(near, _once(_whole(original, *place) for place in asked.heard), asked)
    for place, found in _candidates(asked):
        if found:
            names = tuple(original[place.at[g.start] : place.at[g.end - 1] + 1] for g in found)
            return _shared_out([place.text], names, asked)
    return ()


def _whole(text: str, start: int, end: int) -> str:
    """A stretch of a text with the rest of its first and last word: "Trục rô" of "Trục rô-to"."""
    begin, rest = _TO_BEGIN.search(text, max(0, start - _REACH), start), _TO_END.match(text, end)
    return text[begin.start() if begin else start : rest.end() if rest else end]


_REACH = 40  # characters of a word before its last hyphen that are looked at
_TO_BEGIN, _TO_END = re.compile(r"(?:[^\W_]+[-‑])*$"), re.compile(r"(?:[-‑][^\W_]+)*")


def _once(names: Iterable[str]) -> tuple[str, ...]:
    """Names without those that were there before, written alike or not."""
    kept: dict[str, str] = {}
    for name in names:
        kept.setdefault(fold(name), name)
    return tuple(kept.values())


def _noted(note: str) -> tuple[str, ...]:
    """The goods in a bracket after a name, if it holds some."""
    plain = note[:1].islower() or _ABBREVIATION_FIRST.match(note)
    if not plain or _NOT_GOODS.search(note.lower()):
        return ()
    return tuple(note[g.start : g.end] for g in listed(note.lower(), 0, len(note)))


def _candidates(asked: Asked) -> Iterator[tuple[Gist, tuple[Goods, ...]]]:
    gist, following, text = asked.gist, asked.following, asked.gist.text
    yield gist, _after_colon(asked)
    yield gist, _for_own(asked)
    yield gist, _delivered(gist, asked.supplier, asked.clause)
    yield gist, phrases(text[: asked.clause[1]], max(0, asked.at))
    if following is not None:
        yield following, _delivered(following, asked.supplier, (0, len(following.text)))
    theirs = following is not None and {p.name for p in following.parties} <= asked.signers
    if following is not None and theirs and _GOES_ON.match(following.text):
        yield following, phrases(following.text[:200])
    yield gist, phrases(text[: asked.clause[1]], asked.clause[0])
    yield gist, phrases(text)
    if following is not None and theirs and not _ASIDE.search(following.text):
        yield following, phrases(following.text[:200])
    if asked.before is not None:
        yield asked.before, phrases(asked.before.text)
    if as_a := _AS_A.search(text, max(0, asked.at - 60)):
        yield gist, listed(text, as_a.start(1), as_a.end(1))
    for place in (gist, following):
        if place is not None and (place is gist or theirs) and (match := _BEFORE.search(place.text)):
            name = match.lastgroup or "goods"
            yield place, listed(place.text, match.start(name), match.end(name))


# "appointed B as an approved mould supplier"
_AS_A = re.compile(
    r"\bas (?:an?|its|the|their)? ?(?:(?:approved|official|sole|exclusive|preferred|direct|new"
    r"|tier[- ]?\w+|main"
    r"|first|second|third|local|vietnamese|domestic|strategic|certified|qualified|primary|key) )*"
    r"([a-z][a-z -]{2,30}?) (?:supplier|vendor)s?\b"
)
# The next sentence goes on with the paper of this one.
_GOES_ON = re.compile(
    rf"\W*(?:the |this |these |các |hai )?(?:{PAPER.pattern}|paperwork|papers?|it|they|both|theo đó"
    rf"|theo (?:hợp đồng|thỏa"
    r"|biên)|phía|bên)(?![^\W_])"
)
_ASIDE = re.compile(r"(?<![^\W_])(?:chuyên|specialis|trước đó|previously)")


_COLON_TAIL = re.compile(r"\ue000\s*[:|]\s*(?=[^\W\d_])")
_DASH_TAIL = re.compile(r"\ue000\s*[:|–—-]\s*(?=[^\W\d_])")
_NUMBER_TAIL = re.compile(r"\ue000\s*:\s*(?=\d)")  # "… cho B: 300.000 gioăng cao su"


def _after_colon(asked: Asked) -> tuple[Goods, ...]:
    """``A – B: khay nhựa``: what follows the supplier in a list."""
    text = asked.gist.text
    dashes = len(re.findall(r"\ue000\s*[–—-]\s*[^\W\d]", text)) > 1
    tail_of = _DASH_TAIL if dashes else _COLON_TAIL if asked.listed else _NUMBER_TAIL
    signs = [m.start() for m in re.finditer(FIRM, text)]
    for number, sign in enumerate(signs[: len(asked.gist.parties)]):
        tail = tail_of.match(text, sign)
        own = (asked.supplier, asked.buyer) if len(signs) == 2 else (asked.supplier,)
        if asked.gist.parties[number].name in own and tail:
            stop = STOP.search(text, tail.end())
            return listed(text, tail.end(), stop.start() if stop else len(text))
    return ()


_FOR_OWN = re.compile(
    r"\ue000\s*(?:for|on|về(?: việc)?(?: cung cấp| cung ứng)?|for the supply of"
    r"|on the supply of) (?=[^\W\d_])"
)


def _for_own(asked: Asked) -> tuple[Goods, ...]:
    """``… with B for gear cases and with C for engine cowls``: each of several has its own."""
    text, own = asked.gist.text, (asked.supplier, asked.buyer)
    signs = [m.start() for m in re.finditer(FIRM, text)][: len(asked.gist.parties)]
    tails = {n: t for n, sign in enumerate(signs) if (t := _FOR_OWN.match(text, sign))}
    if len(tails) < 2:
        return ()
    for number, tail in tails.items():
        if asked.gist.parties[number].name in own:
            stop = STOP.search(text, tail.end())
            return listed(text, tail.end(), stop.start() if stop else len(text))
    return ()


def _delivered(gist: Gist, supplier: str, within: tuple[int, int]) -> tuple[Goods, ...]:
    """What the text says that this supplier will deliver."""
    for number, sign in enumerate(re.finditer(FIRM, gist.text)):
        if number >= len(gist.parties) or not within[0] <= sign.start() < within[1]:
            continue
        if gist.parties[number].name == supplier and (does := _WILL.match(gist.text, sign.start())):
            found = phrases(gist.text[: within[1]], does.end())
            if found:
                return found
    return ()


_WILL = re.compile(
    r"\ue000 (?:sẽ |will |is to |would |to |cam kết |lần lượt |là (?:đơn vị|bên|nhà) )*(?=(?:cung cấp"
    r"|cung ứng|cấp"
    r"|giao|bán|lo|làm|đảm nhận|phụ trách|sản xuất|supply|deliver|provide|make|produce)(?![^\W_]))"
)


_IN_TURN = re.compile(r"(?<![^\W_])(?:lần lượt|respectively)(?![^\W_])")


def _shared_out(near: Iterable[str], found: tuple[str, ...], asked: Asked) -> tuple[str, ...]:
    """``B và C lần lượt cung cấp X và Y``: each supplier has its own."""
    if len(found) == len(asked.group) > 1 and any(map(_IN_TURN.search, near)):
        place = asked.group.index(asked.supplier)
        return found[place : place + 1]
    return found
