"""Where enterprises lie and can be reached, as far as that helps to tell them apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import networkx as nx
import pandas as pd

from graph.names import parse_place
from graph.tables import Tables
from graph.text import Text, fold
from loaders.addresses import is_province_id, name_of, present, province_of

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
        told = self.far and other.far
        return "apart" if told and len(regions([self.far, other.far])) > 1 else "unknown"


def place_word(text: str) -> str:
    """A place in the form in which two spellings agree."""
    return parse_place(text).folded


@lru_cache(maxsize=20_000)
def _far_word(text: str) -> str:
    """A province as its id, whatever its spelling; another place as its word."""
    return text if is_province_id(text) else province_of(text) or place_word(text)


def regions(fars: Iterable[frozenset[str]]) -> list[set[str]]:
    """The provinces that rows name, those together that may be one place.

    A former province may be written as the one that it went into in July 2025; when
    two that went into the same are named, that one tells nothing of either.
    """
    spread = nx.Graph()
    for far in fars:
        nx.add_path(spread, sorted(far))
    former: dict[str, set[str]] = defaultdict(set)
    for place in spread:
        if is_province_id(place) and present(place) != place:
            former[present(place)].add(place)
    spread.add_edges_from((now, *gone) for now, gone in former.items() if now in spread and len(gone) == 1)
    return list(nx.connected_components(spread))


def merged(name: str, where: Whereabouts, before: Whereabouts | None) -> Text | None:
    """What to say when a firm in a former province and one in that which it went into are taken for one.

    Nothing when that was so ``before``, in the store.
    """
    gone = _went(where.far | (before.far if before else frozenset()))
    if not gone or (before and _went(before.far)):
        return None
    old, now = name_of(gone[0]), name_of(present(gone[0]))
    return Text(
        f"{name!r} hiểu là một doanh nghiệp: {old} nay thuộc {now}",
        f"{name!r} is taken for one firm: {old} is in {now} since July 2025",
    )


def _went(far: frozenset[str]) -> list[str]:
    """The former provinces beside which that stands which they went into."""
    return sorted(p for p in far if is_province_id(p) and present(p) != p and present(p) in far)


def of_row(cells: dict[str, Any]) -> Whereabouts:
    """The whereabouts that a row of the file of enterprises tells; places are texts or tuples of them."""
    near = [place_word(p) for column in _NEAR for p in _texts(cells.get(column))]
    near += [fold(t) for column in ("address", "website") for t in _texts(cells.get(column))]
    far = [_far_word(p) for column in _FAR for p in _texts(cells.get(column))]
    return Whereabouts(frozenset(near), frozenset(far))


def _texts(cell: Any) -> Iterable[str]:
    if isinstance(cell, str):
        return (cell,)
    return (t for t in cell if isinstance(t, str)) if isinstance(cell, tuple) else ()


def of_store(known: Tables, located: pd.DataFrame) -> dict[str, Whereabouts]:
    """The whereabouts of the enterprises of a store, by id; ``located`` is its table LOCATED_IN."""
    places = {
        id: (kind, id if is_province_id(id) else (_far_word if kind in _FAR else place_word)(vi or en or id))
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
