"""All stores behave the same on any input: as a slow, obvious model made of dicts does."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph import Counts, Store, Tables
from graph.schema import TYPES
from graph.store import STORES
from graph.text import fold
from tests.graph.build import row, tables

# One scheme for each way of opening: what differs between schemes is in test_stores.py.
ONE_EACH = list({opener: scheme for scheme, opener in STORES.items()}.values())
pytestmark = pytest.mark.parametrize("url_at", ONE_EACH, indirect=True)
quick = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

# Any text that UTF-8 can hold; keys are NFC and not blank besides.
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
keys = texts.map(lambda t: unicodedata.normalize("NFC", t)).filter(str.strip)
lists = st.lists(texts, max_size=3).map(tuple)
references = st.lists(st.sampled_from(["s#a.csv:1", "s#a.csv:2", "s#b:1", "s", "t#a.csv:1"]), max_size=3)


def _rows(draw: st.DrawFn, wanted: list[dict[str, Any]], **values: st.SearchStrategy) -> list[dict[str, Any]]:
    """A random part of the wanted rows in random order, with random values, some unknown."""
    chosen = draw(st.permutations(wanted))[: draw(st.integers(0, len(wanted)))]
    return [r | {c: draw(v) for c, v in values.items()} for r in chosen]


@st.composite
def writes(draw: st.DrawFn) -> list[dict[str, list[dict[str, Any]]]]:
    """What one store is told, in one to three writes: few ids, so that they meet again."""
    firms, products = (draw(st.lists(keys, min_size=1, max_size=3, unique=True)) for _ in range(2))
    maybe = st.none() | texts
    common = {"note": lists, "sources": references}
    all_nodes = {
        "Enterprise": [{"id": f, "name": f} for f in firms],
        "Product": [{"id": p} for p in products],
        "Place": [{"id": f} for f in firms],
    }
    told: list[dict[str, list[dict[str, Any]]]] = [all_nodes]
    for _ in range(draw(st.integers(1, 2))):
        told.append(
            {
                "Enterprise": _rows(
                    draw,
                    all_nodes["Enterprise"],
                    name=texts,
                    country=maybe,
                    aliases=lists,
                    ownership=st.sampled_from([None, "fdi", "domestic"]),
                    employees=st.none() | st.integers(0, 2**53),
                    **common,
                ),
                "MAKES": _rows(
                    draw,
                    [{"source": f, "target": p} for f in firms for p in products],
                    capacity=st.none() | st.floats(0, 2**53),
                    unit=maybe,
                    **common,
                ),
                "LOCATED_IN": _rows(
                    draw,
                    [
                        {"source_type": kind, "source": f, "target": firms[0]}
                        for f in firms
                        for kind in ("Enterprise", "Place")
                    ],
                    **common,
                ),
                "SIGNED_MOU": _rows(
                    draw,
                    [{"id": p, "target": firms[0]} for p in products],
                    source=st.sampled_from(firms),
                    subject=maybe,
                    products=lists,
                ),
            }
        )
    return told


# --- the model ------------------------------------------------------------------------------


class Model:
    """A store that is nothing but a dict per type."""

    def __init__(self) -> None:
        self.rows: dict[str, dict[tuple[str, ...], dict[str, Any]]] = {name: {} for name in TYPES}

    def write(self, told: dict[str, list[dict[str, Any]]]) -> dict[str, Counts]:
        counts = {name: [0, 0, 0] for name in TYPES}
        for name, given_rows in told.items():
            for given_row in given_rows:
                key = tuple(given_row[c] for c in TYPES[name].key)
                old = self.rows[name].get(key)
                new = _merged(name, old or {}, given_row)
                counts[name][0 if old is None else 1 if new != old else 2] += 1
                self.rows[name][key] = new
        return {name: Counts(*three) for name, three in counts.items()}

    def tables(self) -> Tables:
        return tables(**{name: list(rows.values()) for name, rows in self.rows.items()})


def _merged(name: str, old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    merged = {}
    for prop in TYPES[name].properties:
        was, said = old.get(prop.name), new.get(prop.name)
        if prop.type.kind != "list":
            merged[prop.name] = was if said is None else said
            continue
        kept = set(was or ())
        if prop.name == "sources":
            kept = {r for r in kept if _file(r) not in {_file(s) for s in said or ()}}
        merged[prop.name] = tuple(sorted(kept | set(said or ()), key=lambda v: (fold(v), v)))
    return merged


def _file(reference: str) -> str:
    return reference.rsplit(":", 1)[0]


# --- what must hold -------------------------------------------------------------------------


@quick
@given(told=writes())
def test_a_store_is_a_dict_that_merges(new_store: Callable[[], Store], told: list[dict]):
    model = Model()
    with new_store() as store:
        for tell in told:
            assert store.write(tables(**tell)) == model.write(tell)
        assert store.read().equals(model.tables())
        assert store.count() == model.tables().counts()


@quick
@given(id=keys, name=texts, note=lists, alias=lists)
def test_any_text_in_is_the_same_text_out(
    new_store: Callable[[], Store], id: str, name: str, note: tuple, alias: tuple
):
    with new_store() as store:
        store.write(tables(Enterprise=[{"id": id, "name": name, "note": note, "aliases": alias}]))
        known = row(store.read("Enterprise"), "Enterprise", id)
        assert (known["id"], known["name"]) == (id, name)
        assert set(known.get("note", ())) == set(note)
        assert set(known.get("aliases", ())) == set(alias)
        assert row(store.neighbourhood([id]), "Enterprise", id) == known


@quick
@given(one=writes(), seed=st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(new_store: Callable[[], Store], one: list[dict], seed: Any):
    with new_store() as straight, new_store() as shuffled:
        for tell in one:
            straight.write(tables(**tell))
            shuffled.write(tables(**{n: seed.sample(rows, len(rows)) for n, rows in tell.items()}))
        assert straight.read().equals(shuffled.read())


@quick
@given(a=lists, b=lists)
def test_lists_are_the_same_whichever_was_written_first(new_store: Callable[[], Store], a: tuple, b: tuple):
    with new_store() as one, new_store() as two:
        for store, order in ((one, (a, b)), (two, (b, a))):
            for note in order:
                store.write(tables(Standard=[{"id": "s", "name": "S", "note": note, "aliases": note}]))
        assert one.read("Standard").equals(two.read("Standard"))
        assert set(row(one.read("Standard"), "Standard", "s").get("note", ())) == {*a, *b}


@quick
@given(names=st.lists(texts, min_size=1, max_size=4), asked=texts)
def test_any_search_ends_well_and_finds_every_whole_name(
    new_store: Callable[[], Store], names: list[str], asked: str
):
    with new_store() as store:
        store.write(tables(Standard=[{"id": f"s{i}", "name": name} for i, name in enumerate(names)]))
        assert set(store.search(asked, "Standard")["id"]) <= {f"s{i}" for i in range(len(names))}
        for i, name in enumerate(names):
            if any(c.isalnum() for c in fold(name)):
                assert f"s{i}" in set(store.search(name, "Standard")["id"])
