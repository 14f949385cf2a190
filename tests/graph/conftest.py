"""A fresh, empty store of each kind, for whoever asks for ``store`` or ``new_store``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from graph import Store, open_store
from graph.store import STORES

# Scheme → url of an empty store. A scheme of STORES that is not here fails every contract test.
URLS: dict[str, Callable[[Path], str]] = {
    "": str,
    "sqlite": lambda path: f"sqlite:///{path}",
}


@pytest.fixture(params=list(STORES), ids=lambda scheme: scheme or "path")
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Gives the url of another empty store at each call, for every entry of STORES in turn."""
    scheme = request.param
    if scheme not in URLS:
        pytest.fail(f"STORES has {scheme!r}, which the contract tests cannot open; add a line to URLS")
    numbers = count()
    return lambda: URLS[scheme](tmp_path / f"store-{next(numbers)}.db")


@pytest.fixture
def new_store(new_url: Callable[[], str]) -> Callable[[], Store]:
    """Gives another empty store at each call; close it."""
    return lambda: open_store(new_url())


@pytest.fixture
def store(new_store: Callable[[], Store]) -> Iterator[Store]:
    """One empty store."""
    with new_store() as opened:
        yield opened
