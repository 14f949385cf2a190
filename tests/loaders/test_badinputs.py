"""Every numbered bad input goes through ``load`` and the command line, and says what it must."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.loaders.badinputs import NUMBERS, TABLE
from tests.loaders.badinputs.case import Case, number


@pytest.mark.parametrize("case", TABLE, ids=lambda case: f"{case.id}-{case.what.replace(' ', '_')}")
def test_bad_input(case: Case, tmp_path: Path) -> None:
    case.check(tmp_path)


def test_no_number_is_left_out_and_none_stands_twice() -> None:
    assert sorted({number(case) for case in TABLE}) == list(NUMBERS)
    assert len({case.id for case in TABLE}) == len(TABLE)
