"""The weights that are shipped are those learned from the passages, by the signs that the code reads now."""

from __future__ import annotations

import pytest

from tests.loaders.article.stamp import WEIGHTS, stamp, stamped


@pytest.mark.parametrize("part", WEIGHTS)
def test_what_is_learned_was_learned_from_what_is_there(part: str) -> None:
    assert stamped()[part] == stamp(part), f"learn again: python -m tests.loaders.article {part}"
