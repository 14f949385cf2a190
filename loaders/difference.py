"""What differs between two names that may be one firm's, and how much."""

from __future__ import annotations

from graph.gloss import Gloss
from graph.text import Text
from loaders.addresses import is_province
from loaders.pairing import nearly

Difference = tuple[int, Text]  # how far apart (0: the same), and what differs

_NAME = 0, Text("cùng tên", "the same name")
_FORM = 1, Text("chỉ khác loại hình", "only the legal form differs")
_ACCENTS = 2, Text("chỉ khác dấu", "only accents differ")
_LANGUAGE = 3, Text("cùng tên bằng hai thứ tiếng", "the same name in two languages")
_VAGUE = 4, Text("một chữ viết tắt có nhiều nghĩa", "an abbreviation means several things")
_SPELT = 5, Text("chỉ khác cách viết ngành nghề", "only the spelling of the trade differs")
_ORDER = 5, Text("chỉ khác thứ tự từ", "only the order of words differs")
_NUMBER = 6, Text("chỉ khác một con số", "only a number differs")
_WORD = 7, Text("chỉ hơn kém một từ", "one has a word more")
_PLACE = 7, Text("chỉ hơn kém một địa danh", "one has a place more")
_TRADES = 8, Text("chỉ khác từ chung như thương mại, sản xuất", "only common trades differ")
_BLANKS = 9, Text("chỉ khác dấu cách", "only blanks differ")
_LETTER = 10, Text("chỉ khác một chữ cái", "a letter differs")


def difference(a: Gloss, b: Gloss) -> Difference | None:
    """What differs, and how much, between two names; ``None`` where too much differs."""
    one, two = a.parts, b.parts
    if one.key == two.key:
        return _NAME
    if one.key.rpartition("|")[0] == two.key.rpartition("|")[0]:
        return _FORM
    if one.folded == two.folded:
        return _ACCENTS
    if a.key == b.key:
        if a.english != b.english:
            return _LANGUAGE
        if a.vague or b.vague:
            return _VAGUE
        return _SPELT if (a.bare, a.trades) == (b.bare, b.trades) else _ORDER
    if a.key in b.readings or b.key in a.readings:
        return _VAGUE
    return _more_or_less(a, b)


def _more_or_less(a: Gloss, b: Gloss) -> Difference | None:
    ours, theirs = set(a.key), set(b.key)
    more, short = ours ^ theirs, min(len(ours), len(theirs))
    one_sided, same_trades = ours <= theirs or theirs <= ours, set(a.trades) == set(b.trades)
    if one_sided and same_trades and more and all(w.isdigit() for w in more):
        return _NUMBER
    if one_sided and len(more) <= 1 and short:  # none: the same word once more
        return _WORD
    if same_trades and (_in_place(a, b) or _in_place(b, a)):
        return _PLACE
    if set(a.specific) == set(b.specific) and _numbered_site(a, b):
        return _TRADES
    if same_trades and "".join(a.bare) == "".join(b.bare):
        return _BLANKS
    if same_trades and nearly("".join(a.bare), "".join(b.bare)):
        return _LETTER
    return None


def _in_place(longer: Gloss, shorter: Gloss) -> bool:
    """Whether one is called like the other with the name of a province behind."""
    bare = longer.bare
    return len(bare) > 2 and sorted(bare[:-2]) == sorted(shorter.bare) and is_province(bare[-2:])


def _numbered_site(a: Gloss, b: Gloss) -> bool:
    """Whether own words are the same, but for the number of a factory that one of them names."""
    if sorted(a.bare) == sorted(b.bare):
        return True
    numbers, others = ({w for w in g.bare if w.isdigit()} for g in (a, b))
    site = ("site" in a.trades) != ("site" in b.trades) and not (numbers and others)
    return site and sorted(set(a.bare) - numbers) == sorted(set(b.bare) - others)
