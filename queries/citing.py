"""Sources behind facts: numbered once for a text, or each in words beside what it says."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from graph.text import Lang
from graph.values import Reference
from queries.facts import Fact
from queries.wording import SOURCES, opening, wrapped

if TYPE_CHECKING:
    from queries.matchmaker import Matchmaker


class Footnotes:
    """Sources named once, by number; what cites them keeps its file and row."""

    def __init__(self, matchmaker: Matchmaker, lang: Lang) -> None:
        self._matchmaker = matchmaker
        self._lang = lang
        self.numbers: dict[str, int] = {}

    def cite(self, facts: Iterable[Fact], most: int | None = None) -> str:
        """``[1] mous.csv:3 · [2] inputs.csv:17``, each place once; after ``most`` of them ``…``."""
        found = dict.fromkeys(Reference.parse(r) for fact in facts for r in fact.sources)
        places: dict[str, None] = {}
        for reference in found:
            if most is not None and len(places) == most:
                return " · ".join(places) + " …"
            number = self.numbers.setdefault(reference.source, len(self.numbers) + 1)
            places[f"[{number}] {_place(reference)}".strip()] = None
        return " · ".join(places)

    def lines(self) -> list[str]:
        """The sources behind the numbers, as lines of a terminal."""
        if not self.numbers:
            return []
        said = {n: self._matchmaker.source(id).say(self._lang) for id, n in self.numbers.items()}
        return [f"{opening(SOURCES.say(self._lang))}:", *(wrapped(f"[{n}] {s}", 2) for n, s in said.items())]


def in_words(matchmaker: Matchmaker, facts: Iterable[Fact], lang: Lang) -> list[str]:
    """Each source once with the places in it: ``LG News (cafef.vn, 2025-09): capabilities.csv:9``."""
    places: dict[str, dict[str, None]] = {}
    for reference in (Reference.parse(r) for fact in facts for r in fact.sources):
        places.setdefault(reference.source, {})[_place(reference)] = None
    lines = []
    for source, found in places.items():
        where = ", ".join(p for p in found if p)
        lines.append(matchmaker.named(source).say(lang) + (f": {where}" if where else ""))
    return lines


def _place(reference: Reference) -> str:
    """The file and row, without the folder."""
    return reference.where.rpartition("/")[2]
