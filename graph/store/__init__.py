"""Stores: where a graph is kept, behind one interface."""

from __future__ import annotations

from collections.abc import Callable

from graph.errors import StoreError
from graph.store.base import Counts, Interrupted, Store, Unfinished, UnfinishedLoad
from graph.store.heaviest import Heaviest

__all__ = [
    "STORES",
    "Counts",
    "Heaviest",
    "Interrupted",
    "Store",
    "Unfinished",
    "UnfinishedLoad",
    "open_store",
]


def _open_sqlite(url: str, create: bool) -> Store:
    from graph.store.sqlite_store import SqliteStore

    return SqliteStore(url.removeprefix("sqlite:///"), create=create)


def _open_neo4j(url: str, create: bool) -> Store:
    from graph.store.neo4j_store import Neo4jStore

    return Neo4jStore(url, create=create)


# URL scheme → how to open it; "" is a plain path. A line here is a store under the contract test.
STORES: dict[str, Callable[[str, bool], Store]] = {
    "": _open_sqlite,
    "sqlite": _open_sqlite,
    **dict.fromkeys(("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc"), _open_neo4j),
}


def open_store(url: str, *, create: bool = True) -> Store:
    """The store at ``url``: a path such as ``ketnoi.db``, ``sqlite:///path``, or
    ``neo4j://user:password@host:7687/database``.

    What is not there is made, unless ``create`` is false. Raises ``StoreError``
    for an unknown scheme, or a file or database that is not a store.
    """
    scheme = url.split("://", 1)[0] if "://" in url else ""
    if scheme not in STORES:
        known = ", ".join(f"{s}://" for s in STORES if s)
        raise StoreError(
            f"không biết loại kho {scheme}://; dùng đường dẫn tệp hoặc {known}",
            f"unknown kind of store {scheme}://; use a file path or {known}",
        )
    return STORES[scheme](url, create)
