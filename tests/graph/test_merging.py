"""Two enterprises become one and two again: the same in every store, and exactly."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph import NotFound, Store, StoreError, Tables, open_store
from graph.schema import TYPES
from tests.graph.build import ends, firm, ids, row, small, tables

TWINS = tables(
    Enterprise=[
        firm("a", "Công ty TNHH Bảo Tiên", tax_code="0100109106", employees=50, sources=("s#a.csv:2",)),
        firm(
            "b",
            "Bao Tien Co., Ltd",
            name_en="Bao Tien",
            aliases=("BT",),
            country="VN",
            tax_code="0101248141",
            employees=60,
            sources=("s#b.csv:7",),
        ),
        firm("lg", "LG Electronics", ownership="fdi"),
    ],
    Product=[{"id": "mould"}, {"id": "tray"}],
    Standard=[{"id": "iso", "name": "ISO 9001"}],
    Place=[{"id": "hp"}, {"id": "b"}],
    Programme=[{"id": "p", "name": "CNHT"}],
    MAKES=[
        {"source": "a", "target": "mould", "capacity": 5, "basis": "inferred", "sources": ("s#a.csv:2",)},
        {"source": "b", "target": "mould", "capacity": 7, "basis": "stated", "sources": ("s#b.csv:7",)},
        {"source": "b", "target": "tray", "wording": ("khay",)},
    ],
    SIGNED_MOU=[
        {"id": "m1", "source": "lg", "target": "b", "subject": "khay"},
        {"id": "m2", "source": "a", "target": "b"},
        {"id": "m3", "source": "lg", "target": "a"},
    ],
    HOLDS=[{"source": "b", "target": "iso", "valid_until": "2027"}],
    LOCATED_IN=[
        {"source_type": "Enterprise", "source": "b", "target": "hp"},
        {"source_type": "Place", "source": "b", "target": "hp"},
    ],
    SUPPORTED_BY=[{"source": "b", "target": "p", "year": "2024"}],
)


def decided(store: Store, id: str) -> dict[str, Any]:
    """The known values of a decision."""
    return row(store.read("Decision"), "Decision", id)


def test_the_kept_one_gets_all_names_sources_and_edges(store: Store):
    store.write(TWINS)
    store.merge("a", "b", "cùng địa chỉ")
    found = store.read()
    assert ids(found, "Enterprise") == ["a", "lg"]
    assert row(found, "Enterprise", "a") == {
        "id": "a",
        "name": "Công ty TNHH Bảo Tiên",
        "name_en": "Bao Tien",
        "aliases": ("Bao Tien Co., Ltd", "BT"),
        "tax_code": "0100109106",
        "country": "VN",
        "employees": 50,
        "sources": ("s#a.csv:2", "s#b.csv:7"),
        "disputed": ("employees=60 [s#b.csv]", "tax_code=0101248141 [s#b.csv]"),
    }
    assert ends(found, "MAKES") == [("a", "mould"), ("a", "tray")]
    mould = found["MAKES"].iloc[0]
    assert (mould["capacity"], mould["basis"]) == (5, "stated")
    assert mould["sources"] == ("s#a.csv:2", "s#b.csv:7")
    assert mould["disputed"] == ("capacity=7.0 [s#b.csv]",)
    assert ends(found, "HOLDS") == [("a", "iso")]
    assert ends(found, "SUPPORTED_BY") == [("a", "p")]
    assert ends(found, "LOCATED_IN") == [("a", "hp"), ("b", "hp")]  # the place b is another thing
    assert found["LOCATED_IN"]["source_type"].tolist() == ["Enterprise", "Place"]


def test_mous_are_repointed_and_one_between_the_two_is_named(store: Store):
    store.write(TWINS)
    id = store.merge("a", "b")
    assert ends(store.read(), "SIGNED_MOU") == [("lg", "a"), ("lg", "a")]
    assert store.read()["SIGNED_MOU"]["id"].tolist() == ["m1", "m3"]
    (note,) = decided(store, id)["note"]
    assert note.startswith("SIGNED_MOU m2: ")


def test_the_decision_says_who_was_merged_when_and_why(store: Store):
    store.write(TWINS)
    id = store.merge("a", "b", "cùng địa chỉ")
    found = decided(store, id)
    assert (found["kind"], found["subject"], found["object"]) == ("merge", "b", "a")
    assert found["reason"] == "cùng địa chỉ"
    assert found["spellings"] == ("0101248141", "Bao Tien", "Bao Tien Co., Ltd", "BT")
    assert found["decided_at"].endswith("+00:00")


def test_undo_restores_every_row(store: Store):
    store.write(TWINS)
    before = store.read()
    store.undo(store.merge("a", "b"))
    after = store.read()
    for name in TYPES:
        assert after.records(name) == before.records(name)
    assert after.equals(before)


def test_search_follows_a_merge_and_its_undoing(store: Store):
    store.write(TWINS)
    id = store.merge("lg", "b")
    assert store.search("bt")["id"].tolist() == ["lg"]
    store.undo(id)
    assert store.search("bt")["id"].tolist() == ["b"]
    assert store.search("lg electronics")["id"].tolist() == ["lg"]


def test_what_came_after_the_merge_stays_when_it_is_undone(store: Store):
    store.write(TWINS)
    id = store.merge("a", "b")
    store.write(
        tables(
            Enterprise=[firm("a", "Công ty TNHH Bảo Tiên", website="bt.vn", aliases=("Mới",))],
            MAKES=[
                {"source": "a", "target": "mould", "sources": ("t#c.csv:3",)},
                {"source": "a", "target": "tray", "unit": "cái"},
            ],
            SIGNED_MOU=[{"id": "m4", "source": "lg", "target": "a"}],
        )
    )
    store.undo(id)
    found = store.read()
    assert row(found, "Enterprise", "b") == row(TWINS, "Enterprise", "b")
    a = row(TWINS, "Enterprise", "a")
    assert row(found, "Enterprise", "a") == a | {"website": "bt.vn", "aliases": ("Mới",)}
    assert ends(found, "MAKES") == [("a", "mould"), ("a", "tray"), ("b", "mould"), ("b", "tray")]
    mould, tray, *_ = found["MAKES"].to_dict("records")
    assert mould["sources"] == ("s#a.csv:2", "t#c.csv:3")
    assert (tray["unit"], tray["wording"]) == ("cái", ())
    assert ends(found, "SIGNED_MOU") == [("lg", "b"), ("a", "b"), ("lg", "a"), ("lg", "a")]


def test_merges_that_build_on_each_other_are_undone_from_the_last(store: Store):
    store.write(small())
    before = store.read()
    first = store.merge("bt", "td")
    second = store.merge("vl", "bt")
    assert ids(store.read(), "Enterprise") == ["lg", "vl"]
    with pytest.raises(StoreError, match=f"{second} builds on it; undo {second} first"):
        store.undo(first)
    store.undo(second)
    store.undo(first)
    assert store.read().equals(before)


def test_merges_apart_from_each_other_are_undone_in_any_order(store: Store):
    store.write(small())
    before = store.read()
    first, second = store.merge("bt", "td"), store.merge("lg", "vl")
    store.undo(first)
    store.undo(second)
    assert store.read().equals(before)


WRONG = [
    (lambda s: s.merge("lg", "nobody"), NotFound, "no enterprise has the id 'nobody'"),
    (lambda s: s.merge("nobody", "lg"), NotFound, "no enterprise has the id 'nobody'"),
    (lambda s: s.merge("mould", "lg"), NotFound, "no enterprise has the id 'mould'"),
    (lambda s: s.merge("lg", "lg"), StoreError, "cannot be merged with itself"),
    (lambda s: s.undo("merge-0"), NotFound, "no decision 'merge-0'; there are: –"),
]


@pytest.mark.parametrize(("act", "error", "message"), WRONG)
def test_a_wrong_merge_changes_nothing(
    store: Store, act: Callable[[Store], object], error: type[Exception], message: str
):
    store.write(small())
    before = store.read()
    with pytest.raises(error, match=message):
        act(store)
    assert store.read().equals(before)


def test_a_decision_is_made_once_and_taken_back_once(store: Store):
    store.write(small())
    id = store.merge("bt", "td")
    with pytest.raises(NotFound, match="'td'"):
        store.merge("bt", "td")
    store.undo(id)
    with pytest.raises(NotFound, match=f"no decision '{id}'"):
        store.undo(id)
    assert store.merge("bt", "td") == id


def test_a_merge_is_there_for_others_and_after_closing(new_url: Callable[[], str]):
    url = new_url()
    with open_store(url) as one, open_store(url) as two:
        one.write(small())
        id = one.merge("bt", "td")
        assert ids(two.read(), "Enterprise") == ["bt", "lg", "vl"]
    with open_store(url) as again:
        again.undo(id)
        assert again.read().equals(small())


# --- any graph, any merges ----------------------------------------------------------------------

FIRMS, PRODUCTS = ("a", "b", "c", "d"), ("p", "q")
refs = st.lists(st.sampled_from(("s#a.csv:1", "s#b.csv:2", "t")), max_size=2).map(tuple)
few = settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
CHOICE = st.sampled_from


@st.composite
def graphs(draw: st.DrawFn) -> Tables:
    """Four firms with edges of every kind among them and their products."""

    def edges(left: tuple[str, ...], right: tuple[str, ...], **values: st.SearchStrategy[Any]) -> list[dict]:
        pairs = draw(st.lists(st.tuples(CHOICE(left), CHOICE(right)), max_size=6, unique=True))
        return [
            {"source": a, "target": b, "sources": draw(refs), **{n: draw(v) for n, v in values.items()}}
            for a, b in pairs
        ]

    mous = edges(FIRMS, FIRMS, subject=st.none() | CHOICE("xy"))
    return tables(
        Enterprise=[
            firm(
                f,
                f"Công ty {draw(CHOICE('XYZ'))}",
                employees=draw(st.none() | st.integers(0, 3)),
                tax_code=draw(CHOICE((None, "0100109106"))),
                sources=draw(refs),
            )
            for f in FIRMS
        ],
        Product=[{"id": p} for p in PRODUCTS],
        Place=[{"id": "a"}],
        MAKES=edges(
            FIRMS, PRODUCTS, capacity=st.none() | st.floats(0, 9), basis=CHOICE(("stated", "inferred"))
        ),
        NEEDS=edges(FIRMS, PRODUCTS, volume=st.none() | st.floats(0, 9)),
        LOCATED_IN=[e | {"source_type": "Enterprise"} for e in edges(FIRMS, ("a",))],
        SIGNED_MOU=[m | {"id": f"m{i}"} for i, m in enumerate(mous)],
    )


@few
@given(graph=graphs(), steps=st.lists(st.permutations(FIRMS), max_size=3))
def test_undoing_restores_any_graph_exactly(
    new_store: Callable[[], Store], graph: Tables, steps: list[tuple[str, ...]]
):
    with new_store() as store:
        store.write(graph)
        seen = [store.read()]
        made: list[str] = []
        for keep, drop, *_ in steps:
            here = set(ids(seen[-1], "Enterprise"))
            if {keep, drop} <= here:
                made.append(store.merge(keep, drop))
                seen.append(store.read())
                assert ids(seen[-1], "Enterprise") == sorted(here - {drop})
        while made:
            seen.pop()
            store.undo(made.pop())
            assert store.read().equals(seen[-1])
        assert store.read().equals(graph)


@few
@given(graph=graphs(), keep=CHOICE(FIRMS), drop=CHOICE(FIRMS))
def test_no_mou_source_or_name_is_lost(new_store: Callable[[], Store], graph: Tables, keep: str, drop: str):
    if keep == drop:
        return
    with new_store() as store:
        store.write(graph)
        before = store.read()
        note = decided(store, store.merge(keep, drop)).get("note", ())
        after = store.read()
        between = {m for m, s, t in _mous(before) if {s, t} == {keep, drop} or (s, t) == (drop, drop)}
        assert {m for m, *_ in _mous(before)} - {m for m, *_ in _mous(after)} == between
        assert len([n for n in note if n.startswith("SIGNED_MOU")]) == len(between)
        assert drop not in {end for _, *pair in _mous(after) for end in pair}
        kept, gone = row(after, "Enterprise", keep), row(before, "Enterprise", drop)
        assert gone["name"] in {kept["name"], *kept.get("aliases", ())}
        assert set(gone.get("sources", ())) <= set(kept.get("sources", ()))


def _mous(found: Tables) -> list[tuple[str, str, str]]:
    frame = found["SIGNED_MOU"]
    return list(zip(frame["id"], frame["source"], frame["target"], strict=True))
