"""A fresh, empty store of each kind, for whoever asks for ``store`` or ``new_store``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from graph import Store, open_store
from graph.store import STORES
from tests.graph.build import SEARCHABLE, small

# Scheme → url of an empty store. A scheme of STORES that is neither here nor in ALIASES fails every
# contract test. Neo4j's are databases of one server, emptied before they are given out: the two that
# a module keeps, and two in turn for stores that live as long as a test.
URLS: dict[str, Callable[[Path, pytest.FixtureRequest], str]] = {
    "": lambda path, _: str(path),
    "sqlite": lambda path, _: f"sqlite:///{path}",
    "neo4j": lambda path, request: request.getfixturevalue("neo4j_url")(
        str(int(path.stem[6:]) % 2) if path.stem.startswith("store-") else path.stem
    ).replace("bolt://", "neo4j://", 1),
}
# Other spellings of a tested scheme: the same store over the same driver (see test_neo4j.py).
ALIASES = {"bolt", "bolt+s", "bolt+ssc", "neo4j+s", "neo4j+ssc"}
_PARAMETERS = [
    pytest.param(scheme, id=scheme or "path", marks=[pytest.mark.neo4j] if scheme == "neo4j" else [])
    for scheme in STORES
    if scheme not in ALIASES
]


@pytest.fixture(scope="session", params=_PARAMETERS)
def url_at(request: pytest.FixtureRequest) -> Callable[[Path], str]:
    """The url of the empty store that goes with a path, for every entry of STORES in turn."""
    if request.param not in URLS:
        pytest.fail(f"STORES has {request.param!r}, which the contract tests cannot open; add it to URLS")
    make = URLS[request.param]
    return lambda path: make(path, request)


@pytest.fixture
def new_url(url_at: Callable[[Path], str], tmp_path: Path) -> Callable[[], str]:
    """Gives the url of another empty store at each call."""
    numbers = count()
    return lambda: url_at(tmp_path / f"store-{next(numbers)}.db")


@pytest.fixture
def new_store(new_url: Callable[[], str]) -> Callable[[], Store]:
    """Gives another empty store at each call; close it."""
    return lambda: open_store(new_url())


@pytest.fixture
def store(new_store: Callable[[], Store]) -> Iterator[Store]:
    """One empty store."""
    with new_store() as opened:
        yield opened


@pytest.fixture(scope="module")
def small_store(url_at: Callable[[Path], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store that holds the small graph; only to be read."""
    with open_store(url_at(tmp_path_factory.mktemp("small") / "small.db")) as opened:
        opened.write(small())
        yield opened


@pytest.fixture(scope="module")
def searchable(url_at: Callable[[Path], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store that holds names worth searching for; only to be read."""
    with open_store(url_at(tmp_path_factory.mktemp("names") / "names.db")) as opened:
        opened.write(SEARCHABLE)
        yield opened
