"""Where enterprises lie and can be reached, as far as that helps to tell them apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from graph.names import parse_place
from graph.tables import Tables
from graph.text import fold

Help = Literal["near", "far", "apart", "unknown"]

_FAR = ("province", "city")
_NEAR = ("park", "ward", "cluster")


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """``near``: what hardly two firms of one name share (park, ward, street). ``far``: province, city."""

    near: frozenset[str] = frozenset()
    far: frozenset[str] = frozenset()

    def __or__(self, other: Whereabouts) -> Whereabouts:
        return Whereabouts(self.near | other.near, self.far | other.far)

    def help(self, other: Whereabouts) -> Help:
        """What the places say of two enterprises: one spot, one province, two provinces, or nothing."""
        if self.near & other.near:
            return "near"
        if self.far & other.far:
            return "far"
        return "apart" if self.far and other.far else "unknown"


def place_word(text: str) -> str:
    """A place in the form in which two spellings agree."""
    return parse_place(text).folded


def of_row(cells: dict[str, Any]) -> Whereabouts:
    """The whereabouts that a row of the file of enterprises tells; places are texts or tuples of them."""
    near = [place_word(p) for column in _NEAR for p in _texts(cells.get(column))]
    near += [fold(t) for column in ("address", "website") for t in _texts(cells.get(column))]
    far = [place_word(p) for column in _FAR for p in _texts(cells.get(column))]
    return Whereabouts(frozenset(near), frozenset(far))


def _texts(cell: Any) -> Iterable[str]:
    if isinstance(cell, str):
        return (cell,)
    return (t for t in cell if isinstance(t, str)) if isinstance(cell, tuple) else ()


def of_store(known: Tables, located: pd.DataFrame) -> dict[str, Whereabouts]:
    """The whereabouts of the enterprises of a store, by id; ``located`` is its table LOCATED_IN."""
    places = {
        id: (kind, place_word(vi or en or id))
        for id, kind, vi, en in zip(
            *(known["Place"][c] for c in ("id", "kind", "name_vi", "name_en")), strict=True
        )
    }
    found: dict[str, Whereabouts] = defaultdict(Whereabouts)
    firms = located[located["source_type"] == "Enterprise"]
    for id, place in zip(firms["source"], firms["target"], strict=True):
        kind, word = places.get(place, (None, place))
        one = frozenset((word,))
        found[id] |= Whereabouts(far=one) if kind in _FAR else Whereabouts(near=one)
    table = known["Enterprise"]
    for id, address, site in zip(*(table[c] for c in ("id", "address", "website")), strict=True):
        if address or site:
            found[id] |= of_row({"address": address, "website": site})
    return found
