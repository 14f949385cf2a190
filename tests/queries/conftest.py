"""The shipped Hải Phòng facts, loaded once."""

from __future__ import annotations

import pytest

from graph import Tables, open_store
from loaders import load
from queries import Matchmaker
from tests.queries.build import ON


@pytest.fixture(scope="session")
def hai_phong() -> Tables:
    """The tables of the shipped dataset with the taxonomy; only to be read."""
    with open_store(":memory:") as store:
        load("hai-phong", store)
        return store.read()


@pytest.fixture(scope="session")
def mm(hai_phong: Tables) -> Matchmaker:
    """A matchmaker over the shipped dataset on a fixed day; only to be asked."""
    return Matchmaker(hai_phong, on=ON)
