"""From a store's address to a matchmaker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph import open_store

if TYPE_CHECKING:
    from queries.matchmaker import Matchmaker


def matchmaker_of(store: str) -> Matchmaker:
    """A matchmaker over the whole graph of a store that exists already."""
    from queries.matchmaker import Matchmaker

    with open_store(store, create=False) as opened:
        return Matchmaker(opened)
