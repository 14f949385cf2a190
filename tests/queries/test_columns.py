"""Columns in the order of keys, and rows by a number."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from graph import Tables
from queries.columns import Columns
from queries.grouped import Grouped, ranges


def test_rows_come_in_the_order_of_their_keys_and_unknown_is_none() -> None:
    rows = {"source": ["b", "a", "a"], "target": ["p", "q", "p"], "capacity": [1.5, None, 2]}
    columns = Columns("MAKES", Tables({"MAKES": pd.DataFrame(rows)})["MAKES"])
    assert list(zip(columns["source"], columns["target"], columns["capacity"], strict=True)) == [
        ("a", "p", 2.0),
        ("a", "q", None),
        ("b", "p", 1.5),
    ]
    assert columns["note"].tolist() == [(), (), ()]
    assert "source_type" not in columns
    assert len(columns) == len(list(columns))


def test_a_column_that_is_in_order_is_not_copied() -> None:
    frame = Tables({"Product": pd.DataFrame({"id": ["a", "b"], "name_vi": ["x", "y"]})})["Product"]
    assert np.shares_memory(Columns("Product", frame)["name_vi"], frame["name_vi"].to_numpy())
    assert Columns("Product", frame.iloc[::-1])["name_vi"].tolist() == ["x", "y"]


@given(st.lists(st.integers(-1, 5)), st.lists(st.integers(0, 4)))
def test_rows_by_a_number(keys: list[int], asked: list[int]) -> None:
    grouped = Grouped.by(np.array(keys, dtype=np.int64), 5)
    rows = [[row for row, key in enumerate(keys) if key == k] for k in range(5)]
    assert [grouped.of(k) for k in range(5)] == rows
    which, found = grouped.expand(np.array(asked, dtype=np.int64))
    expected = [(i, row) for i, k in enumerate(asked) for row in rows[k]]
    assert list(zip(which.tolist(), found.tolist(), strict=True)) == expected


def test_no_ranges() -> None:
    none = np.zeros(0, dtype=np.int64)
    assert ranges(none, none).tolist() == []
