"""Stores: where a graph is kept, behind one interface."""

from __future__ import annotations

from collections.abc import Callable

from graph.errors import StoreError
from graph.store.base import Counts, Store

__all__ = ["STORES", "Counts", "Store", "open_store"]


def _open_sqlite(url: str, create: bool) -> Store:
    from graph.store.sqlite_store import SqliteStore

    return SqliteStore(url.removeprefix("sqlite:///"), create=create)


# URL scheme → how to open it; "" is a plain path. A line here is a store under the contract test.
STORES: dict[str, Callable[[str, bool], Store]] = {"": _open_sqlite, "sqlite": _open_sqlite}


def open_store(url: str, *, create: bool = True) -> Store:
    """The store at ``url``: a path such as ``ketnoi.db``, or ``sqlite:///path``.

    A missing file is made, unless ``create`` is false. Raises ``StoreError``
    for an unknown scheme or a file that is not a store.
    """
    scheme = url.split("://", 1)[0] if "://" in url else ""
    if scheme not in STORES:
        known = ", ".join(f"{s}://" for s in STORES if s)
        raise StoreError(
            f"không biết loại kho {scheme}://; dùng đường dẫn tệp hoặc {known}",
            f"unknown kind of store {scheme}://; use a file path or {known}",
        )
    return STORES[scheme](url, create)
