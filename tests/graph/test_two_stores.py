"""The embedded store and Neo4j: the same data give the same tables, hits and rankings."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph import Store, Tables, open_store
from graph.schema import NODES
from loaders import load
from queries import Matchmaker
from queries.cli import main
from tests.graph.build import filled, firm, small, tables

pytestmark = pytest.mark.neo4j

few = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
ON = datetime.date(2026, 6, 1)

NAMES = ("Đúc Mỹ Đồng", "Nhựa Hòa Phát", "Hoà Phát 2", "Cơ khí Đông Á", "LG Display", "Duc My Dong")
SYLLABLES = st.sampled_from(("đúc", "duc", "hòa", "phát", "đông", "á", "LG", "nhựa", "2", "my"))
CHOICE = st.sampled_from


@st.composite
def datasets(draw: st.DrawFn) -> Tables:
    """A few firms and products with names that look alike, and edges among them."""
    firms = [f"f{i}" for i in range(draw(st.integers(2, 6)))]
    products = [f"p{i}" for i in range(draw(st.integers(1, 4)))]
    owners = CHOICE(("fdi", "domestic", "joint_venture", None))

    def edges(left: list[str], right: list[str], **values: st.SearchStrategy[Any]) -> list[dict[str, Any]]:
        pairs = draw(st.lists(st.tuples(CHOICE(left), CHOICE(right)), max_size=8, unique=True))
        return [
            {"source": a, "target": b, **{n: draw(v) for n, v in values.items()}} for a, b in pairs if a != b
        ]

    basis = {"basis": CHOICE(("stated", "inferred", None)), "sources": CHOICE(((), ("s#a.csv:2",)))}
    words = st.lists(SYLLABLES, min_size=1, max_size=3).map(" ".join)
    mous = edges(firms, firms, products=st.lists(CHOICE(products), max_size=2).map(tuple))
    return tables(
        Enterprise=[
            firm(
                f,
                draw(CHOICE(NAMES)),
                ownership=draw(owners),
                aliases=tuple(draw(st.lists(words, max_size=2))),
            )
            for f in firms
        ],
        Product=[{"id": p, "name_vi": draw(words), "name_en": draw(st.none() | words)} for p in products],
        Standard=[{"id": "iso", "name": "ISO 9001"}],
        Place=[
            {"id": "hp", "name_vi": "Hải Phòng", "kind": "province", "latitude": draw(st.floats(-90, 90))}
        ],
        MAKES=edges(firms, products, **basis, capacity=st.none() | st.floats(0, 1e9)),
        NEEDS=edges(firms, products, **basis, standards=CHOICE(((), ("iso",)))),
        HOLDS=edges(firms, ["iso"], valid_until=CHOICE((None, "2025", "2027-01"))),
        LOCATED_IN=[e | {"source_type": "Enterprise"} for e in edges(firms, ["hp"])],
        SIGNED_MOU=[m | {"id": f"m{i}", "signed_on": "2025-04"} for i, m in enumerate(mous)],
    )


@pytest.fixture
def pair(tmp_path: Path, neo4j_url: Callable[[str], str]) -> Callable[[], tuple[Store, Store]]:
    """Gives an empty store of each kind at each call."""
    return lambda: (open_store(":memory:"), open_store(neo4j_url("0")))


@few
@given(first=datasets(), second=datasets(), asked=st.lists(SYLLABLES, max_size=3).map(" ".join))
def test_any_dataset_reads_searches_and_ranks_alike(
    pair: Callable[[], tuple[Store, Store]], first: Tables, second: Tables, asked: str
):
    one, two = pair()
    with one, two:
        for given_ in (first, second):
            assert one.write(given_) == two.write(given_)
        mine, other = one.read(), two.read()
        for name in mine:
            assert mine[name].equals(other[name]), name
        for name in NODES:
            assert one.search(asked, name).equals(two.search(asked, name))
        ranked = [Matchmaker(store, on=ON) for store in (one, two)]
        for buyer in mine["Enterprise"]["id"]:
            frames = [m.rank_suppliers(buyer, top=9).to_frame() for m in ranked]
            assert frames[0].equals(frames[1])


def test_the_shipped_facts_load_and_rank_alike(pair: Callable[[], tuple[Store, Store]]):
    one, two = pair()
    with one, two:
        reports = [load("hai-phong", store) for store in (one, two)]
        assert reports[0].total == reports[1].total
        assert load("hai-phong", two).total.unchanged == load("hai-phong", one).total.unchanged
        mine, other = (
            Tables({n: t.drop(columns="loaded_at", errors="ignore") for n, t in s.read().items()})
            for s in (one, two)
        )
        assert mine.equals(other)
        for text in ("duc dong", "Nhựa", "lg", "hải phòng"):
            assert one.search(text).equals(two.search(text))
        frames = [
            Matchmaker(store, on=ON).rank_suppliers("LG Electronics", top=20).to_frame()
            for store in (one, two)
        ]
        assert frames[0].equals(frames[1])


# --- ketnoi copy ----------------------------------------------------------------------------------


def test_copy_brings_everything_there_and_back(tmp_path: Path, neo4j_url: Callable[[str], str]):
    url, start, back = neo4j_url("0"), tmp_path / "a.db", tmp_path / "b.db"
    rows = sum(filled().counts().values())
    with open_store(str(start)) as store:
        store.write(filled())
    for source, target in ((str(start), url), (url, str(back))):
        done = CliRunner().invoke(main, ["copy", source, target, "--lang", "en"])
        assert done.exit_code == 0, done.output
        assert f"{rows} rows, {rows} new" in done.output
    with open_store(str(back)) as store:
        assert store.read().equals(filled())
    again = CliRunner().invoke(main, ["copy", str(start), url])
    assert f"{rows} dòng, 0 mới" in again.output


def test_copy_into_a_store_that_holds_more_says_so(tmp_path: Path):
    one, two = str(tmp_path / "a.db"), str(tmp_path / "b.db")
    for path, given_ in ((one, small()), (two, tables(Enterprise=[firm("zz")]))):
        with open_store(path) as store:
            store.write(given_)
    done = CliRunner().invoke(main, ["copy", one, two, "--lang", "en"])
    assert done.exit_code == 0
    assert "Enterprise: 4 copied, 5 there" in done.output
    missing = CliRunner().invoke(main, ["copy", str(tmp_path / "none.db"), two, "--lang", "en"])
    assert missing.exit_code == 1
