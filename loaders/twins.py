"""Two spellings of one firm: other word order, or Vietnamese beside English, with the place as a help.

Only what is unmistakable is joined. Accents, legal form, a number or a word
more never are: see ``loaders.lookalikes``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations

import networkx as nx

from graph.gloss import Gloss, gloss
from graph.names import parse_name
from graph.text import Text
from loaders.whereabouts import Whereabouts, regions

_CROWD = 50  # spellings with the same words; of more none is joined


@dataclass(frozen=True)
class Spelt:
    """A firm as it is spelt: ``id`` when it has one, all its names, where it lies."""

    key: str
    names: tuple[str, ...]
    where: Whereabouts
    id: str | None = None
    tax: str | None = None


@dataclass
class Joined:
    """Which spellings (by ``key``) are one firm; for each pair joined its names and why; and of which
    names there were too many with the same words to be joined."""

    groups: list[set[str]] = field(default_factory=list)
    told: list[tuple[str, str, Text]] = field(default_factory=list)
    crowds: list[tuple[str, int]] = field(default_factory=list)


def joined(spelt: Iterable[Spelt]) -> Joined:
    """Find the spellings that are one firm.

    The outcome does not depend on the order of ``spelt``. A group that would
    make two known enterprises, two tax codes or two own names one stays apart.
    """
    by_key = {one.key: one for one in spelt}
    graph, found, crowds = nx.Graph(), Joined(), set()
    for group in _alike(by_key.values()):
        if all(by_key[key].id for key in group):
            continue
        if len(group) > _CROWD:
            crowds.add((min(by_key[key].names[0] for key in group), len(group)))
            continue
        for one, two in combinations(group, 2):
            if why := _why_one(by_key[one], by_key[two]):
                graph.add_edge(one, two, why=why)
    for group in nx.connected_components(graph):
        if _unmistakable([by_key[key] for key in group]):
            found.groups.append(group)
            for one, two, why in sorted(graph.subgraph(group).edges(data="why"), key=lambda e: sorted(e[:2])):
                first, second = sorted((by_key[one].names[0], by_key[two].names[0]))
                found.told.append((first, second, why))
    found.crowds += sorted(crowds)
    return found


def _alike(spelt: Iterable[Spelt]) -> list[list[str]]:
    """Keys with the same words in any order and language, where one of them has no id yet."""
    first: dict[object, str] = {}
    more: dict[object, set[str]] = defaultdict(set)  # few share anything: a set for each would fill memory
    for one in spelt:
        for name in one.names:
            shared: list[object] = [parse_name(name).key]
            g = gloss(name)
            if g.form and not g.vague:
                shared.append((g.bare, tuple(sorted(g.trades))))
            for key in shared:
                if (seen := first.setdefault(key, one.key)) != one.key:
                    more[key] |= {seen, one.key}
    return [sorted(keys) for keys in more.values()]


def _why_one(one: Spelt, two: Spelt) -> Text | None:
    """Why two spellings are one firm; ``None`` where that is not sure."""
    help = one.where.help(two.where)
    if (one.id and two.id) or (one.tax and two.tax and one.tax != two.tax) or help == "apart":
        return None
    if {parse_name(n).key for n in one.names} & {parse_name(n).key for n in two.names}:
        return Text("tên này là tên khác của tên kia", "one is given as another name of the other")
    for a in map(gloss, one.names):
        for b in map(gloss, two.names):
            if why := _same_words(a, b, help):
                return why
    return None


def _same_words(a: Gloss, b: Gloss, help: str) -> Text | None:
    if not (a.form and b.form) or a.vague or b.vague or sorted(a.trades) != sorted(b.trades):
        return None
    near = Text("cùng địa điểm", "in the same place")
    if a.own == b.own and a.form == b.form and a.english == b.english:
        why = Text("chỉ khác thứ tự từ, ", "only the order of words differs, ") + near
        return why if help in ("near", "far") else None
    foreign, home = (a, b) if a.english else (b, a)
    if not foreign.english or home.english or foreign.own not in (home.own, home.bare):
        return None
    if foreign.form != home.form and (foreign.form, home.form) != ("TNHH", "TNHH MTV"):
        return None
    same = Text("tên tiếng Anh của cùng tên đó", "the same name in English")
    many = len(home.own) + len(home.trades) > 2  # two syllables without accents may be many names
    if help == "near" or (help == "far" and many):
        return same + Text.same(", ") + near
    # A brand that is no Vietnamese word has no accents to lose.
    brand = many and home.own == home.bare and not all(map(_SYLLABLE.fullmatch, home.own))
    return same if brand else None


_SYLLABLE = re.compile(
    "(?:ngh?|nh|ch|gh?|gi|kh?|ph|qu|th|tr|[bcdhlmnprstvx])?[aeiouy]{1,3}(?:ch|nh|ng|[cmnpt])?"
)


def _unmistakable(group: list[Spelt]) -> bool:
    """Whether a group speaks of one firm only; two sets of accents or places are two."""
    ids, taxes = {one.id for one in group if one.id}, {one.tax for one in group if one.tax}
    accented = {g.own: g.bare for one in group for g in map(gloss, one.names) if g.own != g.bare}
    one_place = len(regions(one.where.far for one in group)) <= 1
    return one_place and len(ids) <= 1 and len(taxes) <= 1 and len(set(accented.values())) == len(accented)
