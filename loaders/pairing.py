"""Which enterprises are worth comparing: a bounded number for each name, so that the work grows as n log n.

Names meet by their words in any order, by all words but one, and with their
neighbours in alphabetical order (Hernández and Stolfo, 1995). Of a crowd under
one key each is compared with the nearest in spelling only; the rest is counted.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, islice

from graph.gloss import Gloss, one_order
from graph.text import fold
from loaders.addresses import is_province

Pair = tuple[str, str]
Entry = tuple[str, Gloss]  # an id, and how it is called

CROWD = 8  # of more names under one key each is compared with so many
_WINDOW = 3  # neighbours in alphabetical order that a name is compared with
_DIGITS = re.compile(r"\d")
_LONG = 7  # letters from which a slip of the keys is likelier than another name; from 14 on two slips


class Candidates:
    """Pairs worth a look, each once, the lesser id first.

    ``only``: pairs with one of these ids. ``apart``: pairs that a person has
    separated; they make room for others. ``left_out``: how many pairs (at most)
    were not compared because a crowd has the same words.
    """

    def __init__(self, only: Collection[str] | None = None, apart: Iterable[Iterable[str]] = ()) -> None:
        self._only = only
        self._apart: dict[str, set[str]] = defaultdict(set)
        for pair in apart:
            for id in (ids := set(pair)):
                self._apart[id] |= ids - {id}
        self.found: set[Pair] = set()
        self.left_out = 0

    def add_taxed(self, taxes: Mapping[str, str]) -> None:
        """Pairs with one tax code; ``taxes``: id → code."""
        groups: dict[str, list[str]] = defaultdict(list)
        for id, tax in taxes.items():
            groups[tax].append(id)
        for ids in groups.values():
            self._among(ids if len(ids) <= CROWD else sorted(ids))

    def add_named(self, names: Mapping[str, Sequence[Gloss]]) -> None:
        """Pairs with nearly one name; ``names``: id → its names taken apart."""
        entries = [(id, g) for id, glosses in names.items() for g in glosses]
        groups: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
        for entry in entries:
            groups[entry[1].key].append(entry)
        _sort_crowds(groups.values())
        for group in groups.values():
            if len(group) > 1:
                self._among([id for id, _ in group])
        for id, g in entries:
            for key, own in _fewer(g):
                if key in groups:
                    self._beside(id, (*map(fold, own), *own, g.form), groups[key])
        self._misspelt(entries)
        self._without_accents(entries)

    def _among(self, ids: Iterable[str]) -> None:
        """Pairs within a group; of a crowd, in its order, each with the next few."""
        unique = list(dict.fromkeys(ids))
        if len(unique) <= CROWD:
            for one, two in combinations(unique, 2):
                self._add(one, two)
            return
        compared = 0
        for at, one in enumerate(unique):
            compared += sum(self._add(one, two) for two in islice(self._open(one, unique, at + 1), CROWD))
        others = 0 if self._only is None else sum(id not in self._only for id in unique)
        self.left_out += _pairs(len(unique)) - _pairs(others) - compared

    def _open(self, one: str, ids: list[str], start: int) -> Iterator[str]:
        """The ids from ``start`` on that nobody has separated from one."""
        done = self._apart.get(one, ())
        return (ids[at] for at in range(start, len(ids)) if ids[at] not in done)

    def _beside(self, one: str, spelling: tuple[str, ...], group: list[Entry]) -> None:
        """Pairs of one, spelt so, with a group (of a crowd, in its order, the nearest)."""
        if len(group) > CROWD and (done := self._apart.get(one)):
            group = [entry for entry in group if entry[0] not in done]
        near = group
        if len(group) > CROWD:
            at = bisect_left(group, spelling, key=lambda entry: _spelling(entry[1]))
            first = min(max(at - CROWD // 2, 0), len(group) - CROWD)
            near = group[first : first + CROWD]
            if self._only is None or one in self._only:
                self.left_out += len(group) - CROWD
        for id, _ in near:
            self._add(one, id)

    def _misspelt(self, entries: list[Entry]) -> None:
        """Pairs that differ by blanks or by a slip of the keys, with the same trades."""
        spelt: dict[tuple[str, ...], dict[str, list[Entry]]] = defaultdict(lambda: defaultdict(list))
        for entry in entries:
            g = entry[1]
            spelt[g.key[len(g.bare) :]][" ".join(g.bare)].append(entry)
        sets = [sorted(alike) for alike in spelt.values()]
        groups = [alike[text] for texts, alike in zip(sets, spelt.values(), strict=True) for text in texts]
        _sort_crowds(groups)
        for one, two in _neighbours(sets):
            for id, g in groups[one][:CROWD]:
                self._beside(id, _spelling(g), groups[two])

    def _without_accents(self, entries: list[Entry]) -> None:
        """Pairs that differ in accents alone, where only the accented one tells its trade (Đúc, Duc)."""
        alike: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            alike[entry[1].parts.folded].append(entry)
        for group in alike.values():
            if len(group) > 1 and len({g.key for _, g in group}) > 1:
                self._among(sorted(id for id, _ in group))

    def _add(self, one: str, two: str) -> bool:
        wanted = one != two and (self._only is None or one in self._only or two in self._only)
        wanted = wanted and two not in self._apart.get(one, ())
        if wanted:
            self.found.add((one, two) if one < two else (two, one))
        return wanted


def _spelling(g: Gloss) -> tuple[str, ...]:
    """What names with the same words are sorted by: those that only differ in form stand together."""
    return (*g.bare, *g.own, g.form)


def _sort_crowds(groups: Iterable[list[Entry]]) -> None:
    """So that what is compared does not depend on the order of rows."""
    for group in groups:
        if len(group) > CROWD:
            group.sort(key=lambda entry: (_spelling(entry[1]), entry[0]))


def _pairs(count: int) -> int:
    return count * (count - 1) // 2


def _fewer(g: Gloss) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The key of a name without one of its words, a place at its end, the number of a site or all common
    trades, or as an abbreviation may be read otherwise; and its own words then."""
    yield from ((key, g.own) for key in g.readings)
    trades = set(g.trades)
    for at in range(len(g.bare)):
        bare = (*g.bare[:at], *g.bare[at + 1 :])
        if _telling(bare):
            yield one_order(bare, trades), (*g.own[:at], *g.own[at + 1 :])
    if _telling(g.bare):
        for trade in trades:
            yield one_order(g.bare, trades - {trade}), g.own
    if len(g.bare) > 2 and is_province(g.bare[-2:]) and _telling(g.bare[:-2]):
        yield one_order(g.bare[:-2], trades), g.own[:-2]
    named = tuple(word for word in g.bare if not word.isdigit())
    if "site" in trades and len(named) < len(g.bare) and _telling(named):
        yield one_order(named, g.specific), g.own
    if len(g.specific) < len(g.trades) and (len(g.bare) > 1 or len(g.bare[0]) > 4):
        yield one_order(g.bare, g.specific), g.own


def _telling(bare: tuple[str, ...]) -> bool:
    """Whether own words are enough to know a firm by."""
    return len(bare) > 1 or any(len(word) > 4 for word in bare)


def _neighbours(sets: list[list[str]]) -> Iterator[tuple[int, int]]:
    """Pairs of texts that differ by blanks or a slip of the keys and stand side by side when their set
    is sorted by letters, from the first or from the last; by their numbers, counted through all sets."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import cpdist

    letters = [text.replace(" ", "") for texts in sets for text in texts]
    of_set = [at for at, texts in enumerate(sets) for _ in texts]
    for step in (1, -1):
        turned = [text[::step] for text in letters]
        order = sorted(range(len(letters)), key=turned.__getitem__)
        order.sort(key=of_set.__getitem__)
        texts = [letters[i] for i in order]
        for ahead in range(1, min(_WINDOW, len(order) - 1) + 1):
            slips = cpdist(texts[:-ahead], texts[ahead:], scorer=OSA.distance, score_cutoff=2)
            for at in (slips <= 2).nonzero()[0].tolist():
                one, two = order[at], order[at + ahead]
                same = letters[one] == letters[two]
                if of_set[one] == of_set[two] and (same or nearly(letters[one], letters[two])):
                    yield one, two


def nearly(one: str, two: str) -> bool:
    """Whether two long names differ by a slip of the keys; another number is another firm."""
    from rapidfuzz.distance import OSA

    shorter = min(len(one), len(two))
    if shorter < _LONG or _DIGITS.findall(one) != _DIGITS.findall(two):
        return False
    slips = 1 if shorter < 2 * _LONG else 2
    return bool(OSA.distance(one, two, score_cutoff=slips) <= slips)
