"""Names that end with an English legal form: back over the capitalised words before it."""

from __future__ import annotations

import re

from graph.text import fold
from loaders.article import vocabulary as words
from loaders.article.forms import NOT_IN_NAME, SUFFIX, TOKEN, Kind, Mention, U, capital, inside

_LEADING = words.word_set(
    """the a an in at under on after before with from by and of to for for both when while since as japan's
    korea's taiwan's china's vietnam's vietnamese japanese korean chinese taiwanese american german
    italian french swedish thai singaporean dutch danish norwegian swiss british indian ceo director
    chairman chairwoman president manager general deputy mr mrs ms dr meanwhile also similarly
    earlier later then today yesterday monday tuesday wednesday thursday friday saturday sunday
    january february march april june july august september october november december memorandum
    memoranda mou contract agreement domestic local foreign supplier buyer manufacturer maker under
    between hai this that its their its other each one two three elsewhere finally separately
    likewise us uk eu fdi sme yet still thus hence again even just perhaps thanks congratulations dear
    breaking update exclusive photo video source note about thereafter soon instead nor because unlike
    alongside among besides beyond despite given like near past through throughout until unless upon
    whether within without every few several such those these here there where why team"""
)

# "Finnish", "Swiss": whose firm it is, no part of its name.
_DEMONYM = frozenset(
    w for w in words.COUNTRIES if w.endswith(("ish", "ese", "ian", "ean", "ss", "ch", "ai", "dic"))
)

# "Le Group Industries JSC": a word that may close a name, inside one that goes on.
_INNER = re.compile(
    rf",? (?:Group|Holdings|Corporation|Company)(?: &)?(?: [{U}][^\W_]*| and){{1,4}}(?:{SUFFIX.pattern})"
)


def suffixed(text: str, taken: list[Mention]) -> list[Mention]:
    """Names that end with an English legal form."""
    found: list[Mention] = []
    for match in SUFFIX.finditer(text):
        if inside(match.start(), match.end(), taken) or (found and match.start() < found[-1].end):
            continue
        if _INNER.match(text, match.start()):
            continue
        floor = max([m.end for m in (*taken, *found) if m.end <= match.start()], default=0)
        start = _walk_back(text, floor, match.start())
        if start is None:
            continue
        end = match.end() - (match.group().endswith(".") and match.end() == len(text))
        name = text[start:end]
        own = {w.lower() for w in TOKEN.findall(name)}
        kind: Kind = "institution" if own & words.INSTITUTION_WORDS_EN else "firm"
        found.append(Mention(start, end, name, kind))
    return found


_BACK = re.compile(
    r"(?:(?<=\s)|(?<=^)|(?<=[(“\"«‘—–]))(?:(?P<word>[^\W_]+(?:[-'’.&+][^\W_]+)*)|(?P<br>\((?:[^()]{2,20})\))|"
    r"(?P<quote>[“\"«‘][^”\"»’]{1,30}[”\"»’]))(?P<gap>\s*&\s*|\s+|\s*-\s*|)$"
)


_MIDDLE = frozenset({"A", "An", "Do", "To", "Hai", "Thai"})  # syllables inside a name, words before one


_YEAR = re.compile(r"(?:19|20)\d\d ")


def _walk_back(text: str, floor: int, end: int) -> int | None:
    """Where the name that ends at ``end`` begins: back over capitalised words."""
    floor = max(floor, end - 120)
    at, start, later = end, None, ""
    if numbered := re.search(r"(?:\bNo\. ?\d{1,3})$", text[floor:end]):
        at = floor + numbered.start()
        at -= len(text[floor:at]) - len(text[floor:at].rstrip())
    while match := _BACK.search(text[floor:at]):
        word = match.group("word") or ""
        begin = floor + match.start()
        if later and "-" in match.group("gap") and _reported_from(text, floor + match.end("word")):
            break
        if "\n" in match.group("gap"):
            break
        if word.lower() in ("and", "và"):
            before = TOKEN.findall(text[floor:begin])
            if not (before and words.is_trade(before[-1]) and len(later) > 1 and words.is_trade(later)):
                break
            at = begin
            continue
        middle = word in _MIDDLE and re.search(rf"[{U}]\w+ $", text[floor:begin]) is not None
        if word and not middle and (not capital(word) or stops(word, later)):
            break
        start, at, later = begin, begin, word or later
    year = start is not None and _YEAR.match(text, start)
    return year.end() if year else start  # "In November 2022 Long Viet JSC …"


def _reported_from(text: str, end: int) -> bool:
    """Whether the line up to ``end`` is the place of the report: "HANOI - Phuong Dong JSC …"."""
    return fold(text[text.rfind("\n", 0, end) + 1 : end].strip()) in words.PLACES


def stops(word: str, after: str = "") -> bool:
    """Whether a word before a name is none of its words."""
    low = word.lower()
    if word == "A" and words.is_syllable(after or "x-"):
        return False
    if low == "hai" or (
        low in ("an", "do", "to", "thai") and word != low and words.is_syllable(after or "x-")
    ):
        return False  # "An Phat", "Thai Son": the first syllable of a Vietnamese name
    return (
        low in _LEADING
        or low in _DEMONYM
        or low.endswith(("'s", "’s"))
        or DESCRIBES.search(low) is not None
        or (low.endswith("maker") and len(low) > 5)
        or word in NOT_IN_NAME
    )


# "Nam Định-based": says of the firm where it is or whose.
DESCRIBES = re.compile(r"-(?:based|invested|owned|backed|funded|headquartered|linked|affiliated|listed|run)$")
