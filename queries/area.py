"""One place and what lies in it, as far as the data tell."""

from __future__ import annotations

from functools import cached_property

from graph.text import Text
from graph.view import node_key
from queries.index import Index
from queries.matches import Record
from queries.signals.place import places_of

# A firm lies in one park or cluster; a place of another kind says nothing of it.
_LEVEL = {"park": "zone", "cluster": "zone"}


class Area:
    """A place (its id), or everywhere when it is ``None``."""

    def __init__(self, index: Index, place: str | None) -> None:
        self.index = index
        self.places = places_of(index)
        self.at = None if place is None else self.places.at[place]

    @property
    def record(self) -> Record | None:
        """The place as answers name it."""
        return None if self.at is None else _record(self.index, self.places.ids[self.at])

    @property
    def everywhere(self) -> bool:
        """Whether no place in particular is meant."""
        return self.at is None

    @cached_property
    def _around(self) -> set[int]:
        """The place itself and all that it lies in."""
        return set() if self.at is None else {self.at, *self.places.outer(self.at)}

    def holds(self, firm: int) -> bool | None:
        """Whether an enterprise lies in it; ``None`` where the data do not tell, or no place is meant.

        A firm of which only the province is known may lie in any of its parks; one in
        another province, or another park, does not lie in this one.
        """
        here = self.places.of(firm)
        if self.at in here:
            return True
        for level in {self._level(p) for p in self._around}:
            theirs = {p for p in here if self._level(p) == level}
            if theirs and not theirs & self._around:
                return False
        return None

    def _level(self, place: int) -> str:
        kind = self.places.kinds[place] or ""
        return _LEVEL.get(kind, kind)

    def nearness(self, firm: int) -> float:
        """How near an enterprise lies to the place: the nearest place both lie in; 0 when none is known."""
        shared = self._around & self.places.of(firm).keys()
        return max(map(self.places.near, shared), default=0.0)

    def where(self, firm: int) -> Record | None:
        """The narrowest place on file of an enterprise."""
        known = self.places.of(firm)
        if not known:
            return None
        narrow = min(known, key=lambda p: (-self.places.near(p), self.places.ids[p]))
        return _record(self.index, self.places.ids[narrow])


def province_of(index: Index, firm: int) -> str | None:
    """The id of the widest place below a country that an enterprise lies in."""
    places = places_of(index)
    below = [p for p in places.of(firm) if places.kinds[p] != "country"]
    # The one that lies in no other of them; a former province lies in the present one.
    widest = [p for p in below if not set(places.outer(p)) & set(below)]
    return min((places.ids[p] for p in widest), default=None)


def _record(index: Index, place: str) -> Record:
    name: Text = index.label(node_key("Place", place))
    return Record(place, name)
