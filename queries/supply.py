"""Who needs a product and who makes it, as far as the data tell: what gaps and localisation are made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from graph.text import Lang, Text
from queries.area import Area
from queries.facts import Fact
from queries.index import Index
from queries.matches import Record
from queries.needs import Need, needs_of
from queries.rankings import wanting
from queries.signals.product import grounds, makes

OWNERS = ("domestic", "joint_venture", "fdi", "unknown")  # from the most local to what nobody knows
OWNER = {
    "domestic": Text("trong nước", "domestic-owned"),
    "joint_venture": Text("liên doanh", "joint venture"),
    "fdi": Text("vốn nước ngoài", "foreign-owned"),
    "unknown": Text("chưa rõ của ai", "ownership not known"),
}


@dataclass(frozen=True, slots=True)
class Demand:
    """One buyer of a product: ``basis`` (``stated``, ``signed``, ``inferred``), how much the need
    counts (``weight``, 0–1), why, and the facts that say so."""

    buyer: Record
    basis: str
    weight: float
    why: Text
    evidence: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Maker:
    """One enterprise that makes a product, or perhaps does (``sure``), whose it is, and where.

    ``here``: whether it lies in the place asked about; ``None``, like ``place``, when not known.
    """

    firm: Record
    ownership: str
    made: Record
    sure: bool
    place: Record | None
    here: bool | None
    why: Text
    evidence: tuple[Fact, ...]

    def say(self, lang: Lang) -> str:
        """The firm, its place and whose it is."""
        where = self.place.name if self.place else Text("chưa rõ địa điểm", "place not known")
        owner = "" if self.ownership == "domestic" else f", {OWNER[self.ownership].say(lang)}"
        return f"{self.firm.name.say(lang)} ({where.say(lang)}{owner})"


class Supply:
    """Makers by product over one index, seen from one area."""

    def __init__(self, area: Area) -> None:
        self.area = area
        self.index: Index = area.index
        self._sure: dict[int, dict[int, int]] = defaultdict(dict)
        self._list_sure()

    def _list_sure(self) -> None:
        """Product → firm → the capability that says it makes that product or a kind of it.

        Stated, or shown by an MOU, of a plant that runs: what is only inferred,
        planned, or said of a wider group is left to ``perhaps``.
        """
        index, own = self.index, self.index.own
        sure = (own.through < 0) & ~(index.planned | index.closed)[own.supplier]
        sure[~own.signed] &= ~index.inferred[own.row[~own.signed]]
        for entry in np.flatnonzero(sure).tolist():
            firm, product = int(own.supplier[entry]), int(own.product[entry])
            for answered in (product, *index.taxonomy.ancestors(product)):
                self._sure[answered].setdefault(firm, entry)

    def makers(self, product: int) -> list[Maker]:
        """The firms known to make a product or a kind of it, whoever owns them, by id."""
        found = self._sure.get(product, {})
        return [self._maker(product, firm, found[firm], sure=True) for firm in sorted(found)]

    def perhaps(self, product: int) -> list[Maker]:
        """Firms that may make it: its name hints at that, it makes the wider group, masters the process,
        or is only planned. The likeliest first."""
        caps, sure = self.index.capabilities, self._sure.get(product, {})
        span = range(int(caps.start[product]), int(caps.start[product + 1]))
        order = sorted(span, key=lambda e: (-caps.strength[e], int(caps.supplier[e])))
        firms = [(int(caps.supplier[e]), int(caps.origin[e])) for e in order]
        return [
            self._maker(product, firm, own, sure=False)
            for firm, own in firms
            if firm not in sure and not self.index.closed[firm]
        ]

    def _maker(self, product: int, firm: int, own: int, *, sure: bool) -> Maker:
        index, made = self.index, int(self.index.own.product[own])
        return Maker(
            Record(index.enterprises[firm], index.name(firm)),
            str(index.ownership[firm]),
            product_record(index, made),
            sure,
            self.area.where(firm),
            self.area.holds(firm),
            makes(index, firm, product, own),
            tuple(grounds(index, product, own)),
        )

    # --- the other side ---------------------------------------------------------

    def buyers(self) -> tuple[list[int], int]:
        """The buyers that lie in the area, and how many more there are whose place is not known."""
        all_ = [int(b) for b in np.flatnonzero(wanting(self.index))]
        if self.area.everywhere:
            return all_, 0
        held = {b: self.area.holds(b) for b in all_}
        return [b for b in all_ if held[b]], sum(here is None for here in held.values())

    def demands(self, buyers: Iterable[int]) -> dict[int, list[Demand]]:
        """Product → the buyers that need it, the surest first."""
        found: dict[int, list[Demand]] = defaultdict(list)
        for buyer in buyers:
            for need in needs_of(self.index, buyer):
                found[need.product].append(self.demand(buyer, need))
        for listed in found.values():
            listed.sort(key=lambda d: (-d.weight, d.buyer.id))
        return found

    def demand(self, buyer: int, need: Need) -> Demand:
        """One need of a buyer."""
        record = Record(self.index.enterprises[buyer], self.index.name(buyer))
        return Demand(record, need.basis, need.weight, need.why, need.facts)


def product_record(index: Index, product: int) -> Record:
    """A product as answers name it."""
    return Record(index.products[product], index.product_name(product))
