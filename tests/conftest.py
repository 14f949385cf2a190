"""One Neo4j for the whole run, for whoever asks for it; nothing starts before someone does."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest

from tests.neo4j_server import NoServer, Server

DATABASES = 4  # empty stores that one test may need at once, and those that a module keeps


def unavailable(reason: str) -> None:
    """Skip a test that needs a server, or fail where one is required."""
    if "neo4j" in os.environ.get("KETNOI_REQUIRE", "").split(","):
        pytest.fail(f"{reason}, and KETNOI_REQUIRE asks for neo4j")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def neo4j_urls() -> Iterator[list[str]]:
    """The urls of databases that tests may empty and fill.

    ``KETNOI_TEST_NEO4J_URL`` names other ones, with credentials, separated by blanks;
    they must be empty, and are emptied again.
    """
    neo4j = pytest.importorskip("neo4j")
    given = os.environ.get("KETNOI_TEST_NEO4J_URL", "").split()
    if given:
        for url in given:
            if _nodes(neo4j, url):
                pytest.fail("a database of KETNOI_TEST_NEO4J_URL is not empty: tests would delete its data")
        yield given
        for url in given:
            empty(url)
        return
    try:
        server = Server(DATABASES).start()
    except NoServer as reason:
        unavailable(str(reason))
        raise
    yield server.urls
    server.stop()


@pytest.fixture(scope="session")
def neo4j_url(neo4j_urls: list[str]) -> Callable[[str], str]:
    """The url of an empty database for a name; the same name gets the same database, emptied."""
    taken: dict[str, str] = {}

    def url(name: str) -> str:
        if name not in taken:
            if len(taken) == len(neo4j_urls):
                unavailable(f"{len(neo4j_urls)} databases are too few for this test")
            taken[name] = neo4j_urls[len(taken)]
        empty(taken[name])
        return taken[name]

    return url


def empty(url: str) -> None:
    """Delete every node of a database."""
    from graph.store.bolt import Address

    address = Address.parse(url)
    with address.driver() as driver, driver.session(database=address.database) as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS").consume()


def _nodes(neo4j: object, url: str) -> int:
    from graph.store.bolt import Address

    address = Address.parse(url)
    with address.driver() as driver, driver.session(database=address.database) as session:
        return int(session.run("MATCH (n) RETURN count(n)").single(strict=True)[0])
