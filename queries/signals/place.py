"""How near the two lie: same park, ward, city, province (provinces as merged in 2025)."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from scipy import sparse

from graph.text import Text
from graph.view import node_key
from queries.facts import Floats, Ints
from queries.index import Index
from queries.signals.base import Query, Telling

# How near two firms are that share a place of this kind.
NEAR = {"park": 1.0, "cluster": 1.0, "ward": 0.9, "city": 0.7, "province": 0.6, "country": 0.1}


class Places:
    """Which enterprise lies in which places, the places around those included."""

    def __init__(self, index: Index) -> None:
        columns = index.columns("Place")
        self.ids: list[str] = columns["id"].tolist()
        self.at = index.at("Place")
        self.kinds: list[str | None] = columns["kind"].tolist()
        self._index = index
        self._of: dict[int, dict[int, list[int]]] = {}
        located = index.rows["LOCATED_IN"]
        self.around: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for row in np.flatnonzero(located.columns["source_type"] == "Place").tolist():
            self.around[located.columns["source"][row]].append((located.columns["target"][row], row))
        known = (located.source >= 0) & (located.target >= 0)
        firms, places = located.source[known], located.target[known]
        shape = (len(index.enterprises), len(self.ids))
        direct = sparse.csr_matrix((np.ones(len(firms)), (firms, places)), shape=shape)
        self._inside = sparse.csc_matrix(direct @ self._within())
        self.known = np.bincount(firms, minlength=shape[0]) > 0

    def _within(self) -> sparse.csr_matrix:
        """Places × the places they lie in, themselves included."""
        inside = [(place, at) for place, id in enumerate(self.ids) for at in self._all([(id, -1)])]
        rows, cols = zip(*inside, strict=True) if inside else ((), ())
        return sparse.csr_matrix((np.ones(len(inside)), (rows, cols)), shape=(len(self.ids),) * 2)

    def near(self, place: int) -> float:
        """How near two firms are that share a place."""
        return NEAR.get(self.kinds[place] or "", 0.5)

    def firms(self, place: int) -> Ints:
        """The firms that lie in a place."""
        found: Ints = self._inside.indices[slice(*self._inside.indptr[place : place + 2])]
        return found

    def of(self, firm: int) -> dict[int, list[int]]:
        """The places that a firm lies in, each with the LOCATED_IN rows that lead to it."""
        if firm not in self._of:
            target = self._index.rows["LOCATED_IN"].columns["target"]
            rows = self._index.rows_of("LOCATED_IN", firm)
            self._of[firm] = self._all([(target[row], row) for row in rows])
        return self._of[firm]

    def _all(self, direct: list[tuple[str, int]]) -> dict[int, list[int]]:
        """Place → the LOCATED_IN rows that lead to it, from some places with the row that leads there."""
        found: dict[int, list[int]] = {}
        open_ = [(target, [row]) for target, row in direct]
        while open_:
            id, rows = open_.pop()
            place = self.at.get(id)
            if place is not None and place not in found:
                found[place] = rows
                open_ += [(t, [*rows, r]) for t, r in self.around.get(id, [])]
        return found

    def outer(self, place: int) -> list[int]:
        """The places around a place, nearest first."""
        found: list[int] = []
        open_ = [place]
        while open_:
            for id, _ in self.around.get(self.ids[open_.pop()], []):
                at = self.at.get(id)
                if at is not None and at != place and at not in found:
                    found.append(at)
                    open_.append(at)
        return found


def places_of(index: Index) -> Places:
    """Where all enterprises lie, worked out once."""
    return index.shared("places", lambda: Places(index))


def score(query: Query) -> Floats:
    """The nearest place both lie in: same park 1, ward 0.9, city 0.7, province 0.6, elsewhere 0."""
    places = places_of(query.index)
    here = list(places.of(query.buyer))
    if not here:
        return query.unknown()
    found = np.zeros(query.size)
    for place in sorted(here, key=places.near):  # the nearest last: it stands
        found[places.firms(place)] = places.near(place)
    found[~places.known] = np.nan
    return found


def tell(query: Query, supplier: int, value: float | None) -> Telling:
    """The place both lie in, and who says so."""
    places, index = places_of(query.index), query.index
    mine, its = places.of(query.buyer), places.of(supplier)
    if value is None:
        unknown = index.name(supplier if mine else query.buyer)
        return Telling(Text(f"chưa rõ địa điểm của {unknown.vi}", f"the place of {unknown.en} is not known"))
    both = sorted(mine.keys() & its.keys(), key=lambda p: (-places.near(p), places.ids[p]))
    if not both:
        rows = {r for rows in (*mine.values(), *its.values()) for r in rows}
        facts = tuple(index.fact("LOCATED_IN", r) for r in sorted(rows))
        return Telling(Text("ở tỉnh thành khác", "in another province"), facts)
    place = index.label(node_key("Place", places.ids[both[0]]))
    rows = {*mine[both[0]], *its[both[0]]}
    facts = tuple(index.fact("LOCATED_IN", r) for r in sorted(rows))
    return Telling(Text(f"cùng ở {place.vi}", f"both in {place.en}"), facts)
