"""Every buyer at once gives what each alone gives."""

from __future__ import annotations

import pytest

from graph import KetnoiError, Tables
from queries import Matchmaker
from queries.ranking import Scores, best
from queries.rankings import Choice
from tests.queries.build import maker


def test_equals_the_ranking_of_each_buyer(mm: Matchmaker) -> None:
    found = mm.rank_all(top=4)
    assert found["buyer"].is_monotonic_increasing
    for buyer, rows in found.groupby("buyer"):
        alone = [(m.supplier.id, m.rank, m.score) for m in mm.rank_suppliers(str(buyer), top=4)]
        assert list(rows[["supplier", "rank", "score"]].itertuples(index=False, name=None)) == alone
    assert {"heesung", "canon", "vinfast"} <= set(found["buyer"])


def test_signed_may_be_left_out(mm: Matchmaker) -> None:
    pairs = {("heesung", "bao-tien"), ("heesung", "van-long")}
    every, new = mm.rank_all(top=99), mm.rank_all(top=99, exclude_signed=True)
    assert pairs <= set(zip(every["buyer"], every["supplier"], strict=True))
    assert not pairs & set(zip(new["buyer"], new["supplier"], strict=True))


def test_progress(mm: Matchmaker) -> None:
    told: list[tuple[int, int]] = []
    mm.rank_all(top=1, progress=lambda done, of: told.append((done, of)))
    assert [done for done, _ in told] == list(range(1, told[0][1] + 1))


@pytest.mark.parametrize("lines", ["", "firm b ownership=fdi", "s makes bolt"])
def test_nobody(lines: str) -> None:
    found = maker(lines).rank_all() if lines else Matchmaker(Tables()).rank_all()
    assert list(found.columns) == ["buyer", "supplier", "rank", "score"]
    assert len(found) == 0


def test_no_place_at_all() -> None:
    with pytest.raises(KetnoiError, match="top must be 1 or more"):
        maker("firm b ownership=fdi\nb needs bolt\ns makes bolt").rank_all(top=0)


def test_all_tied_come_by_id() -> None:
    lines = "\n".join(f"s{i} makes bolt" for i in (3, 1, 2))
    found = maker("firm b ownership=fdi\nb needs bolt", lines).rank_all()
    assert found["supplier"].tolist() == ["s1", "s2", "s3"]
    assert found["score"].nunique() == 1


def test_rank_of_one_is_its_place_in_the_list(mm: Matchmaker) -> None:
    for buyer in ("heesung", "lg-electronics", "canon"):
        query = mm._query(buyer, None)
        scores, allowed = Scores.of(query), Choice(1).allowed(query)
        order = best(scores, allowed, None).tolist()
        assert [scores.rank(s, allowed) for s in order] == list(range(1, len(order) + 1))
        outside = set(range(len(allowed))) - set(order)
        assert {scores.rank(s, allowed) for s in outside} == {None}
