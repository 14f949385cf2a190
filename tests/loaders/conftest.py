"""An empty store in memory, and a folder to put a dataset in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph import Store, open_store


@pytest.fixture
def store() -> Iterator[Store]:
    """One empty store."""
    with open_store(":memory:") as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a dataset called ``data`` can be written."""
    return tmp_path / "data"
