"""Terms of many texts at once are those of each."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from queries.terms import counted, terms

WORDS = ["đúc", "duc", "gang", "Gang", "7", "sản", "phẩm", "x", "việt nam", "", "ép-nhựa", "PP", "."]
texts = st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join)


@given(st.lists(st.lists(texts, max_size=4), max_size=4))
def test_counted_together_as_one_by_one(owners: list[list[str]]) -> None:
    flat = [(owner, text) for owner, said in enumerate(owners) for text in said]
    distinct = ["never used", *dict.fromkeys(text for _, text in flat)]
    owner = np.array([o for o, _ in flat], dtype=np.int64)
    which = np.array([distinct.index(text) for _, text in flat], dtype=np.int64)
    vocabulary, table = counted(distinct, owner, which, len(owners))
    for row, said in enumerate(owners):
        found = {term: int(table[row, at]) for term, at in vocabulary.items() if table[row, at]}
        assert found == terms(" . ".join(said))
    assert "used" not in vocabulary  # what nobody has is no term
