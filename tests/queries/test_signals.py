"""What every signal of ``SIGNALS`` must keep to, on the shipped facts and on random graphs."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from graph import Tables
from graph.schema import EDGES, NODES, TYPES
from graph.values import Reference
from graph.view import node_key
from queries import Match, Matchmaker
from queries.facts import Fact
from queries.index import Index
from queries.signals import SIGNALS, WEIGHTS, Query, Signal
from queries.signals.base import Telling
from queries.signals.record import held, required
from tests.queries.build import ON, world

each_signal = pytest.mark.parametrize("signal", SIGNALS, ids=lambda s: s.name)

# Every signal knows something of some supplier here, scores 0 for one and knows nothing of another.
FULL = """
firm b ownership=fdi
firm c ownership=fdi
place p kind=province
b needs cw volume=1000 unit=pcs standards=iso-9
cw into washer
b makes washer
b signed y products=motor
c signed y
c signed x stage=contract signed_on=2025
x makes cw capacity=500 unit=pcs
x holds iso-9
x joined cnht
zero makes shoe capacity=0 unit=pcs
zero makes cw capacity=0 unit=pcs
zero holds iso-9 valid_until=2020
zero at elsewhere
b at p
x at p
firm silent
"""


def query_of(tables: Tables, buyer: str) -> Query:
    """A query of a buyer, any product."""
    index = Index(tables)
    return Query(index, index.e_at[buyer], None, ON)


@pytest.fixture(scope="module")
def full() -> Query:
    """The query of b over the graph above; only to be read."""
    return query_of(world(FULL), "b")


@pytest.fixture(scope="module")
def foreign(hai_phong: Tables) -> list[Query]:
    """One query per FDI buyer of the shipped facts, over one index."""
    index = Index(hai_phong)
    return [Query(index, int(b), None, ON) for b in np.flatnonzero(index.ownership == "fdi")]


def test_signals_and_weights_name_each_other() -> None:
    assert list(WEIGHTS) == [s.name for s in SIGNALS]
    assert len(set(WEIGHTS)) == len(SIGNALS)


def test_weights_are_shares() -> None:
    assert all(w >= 0 for w in WEIGHTS.values())
    assert sum(Decimal(str(w)) for w in WEIGHTS.values()) == 1


@each_signal
def test_signal_says_what_it_is(signal: Signal) -> None:
    assert signal.label.vi.strip()
    assert signal.label.en.strip()
    assert signal.asks.strip()


def check_scores(signal: Signal, query: Query) -> np.ndarray:
    """One score per enterprise, unknown or from 0 to 1; returns them."""
    found = signal.score(query)
    assert found.shape == (query.size,)
    assert found.dtype == np.float64
    known = found[~np.isnan(found)]
    assert ((known >= 0) & (known <= 1)).all(), known
    return found


@each_signal
def test_scores_are_unknown_or_shares(signal: Signal, foreign: list[Query]) -> None:
    for query in foreign:
        check_scores(signal, query)


@each_signal
def test_same_query_same_answer(signal: Signal, foreign: list[Query]) -> None:
    """Twice on one query, and on a fresh one."""
    for query in foreign[::5]:
        fresh = Query(query.index, query.buyer, None, ON)
        first = signal.score(query).copy()
        np.testing.assert_array_equal(first, signal.score(query))
        np.testing.assert_allclose(first, signal.score(fresh), rtol=0, atol=1e-9)
        at = int(np.nanargmax(first)) if not np.isnan(first).all() else query.size - 1
        value = None if np.isnan(first[at]) else float(first[at])
        assert signal.tell(query, at, value) == signal.tell(fresh, at, value)


@each_signal
def test_full_graph_has_known_and_unknown(signal: Signal, full: Query) -> None:
    """The graph above puts every signal to use; a signal that is added needs a line there."""
    found = check_scores(signal, full)
    assert np.nanmax(found) > 0
    assert np.isnan(found[full.index.e_at["silent"]])


def check_telling(told: Telling) -> None:
    """A sentence in both languages, without words of the program."""
    for text in (told.sentence.vi, told.sentence.en):
        assert text.strip() == text != ""
        assert not {"nan", "None"} & set(text.replace(",", " ").split()), text
        assert not any(f"{name}:" in text for name in TYPES), text


@each_signal
@pytest.mark.parametrize("supplier", ["x", "y", "zero", "silent", "c"])
def test_sentence_for_each_supplier(signal: Signal, full: Query, supplier: str) -> None:
    at = full.index.e_at[supplier]
    value = float(signal.score(full)[at])
    check_telling(signal.tell(full, at, None if np.isnan(value) else value))


@each_signal
def test_unknown_zero_and_known_are_different_sentences(signal: Signal, full: Query) -> None:
    found = signal.score(full)
    at = {"known": found > 0, "zero": found == 0, "unknown": np.isnan(found)}
    said = {}
    for what, mask in at.items():
        for supplier in np.flatnonzero(mask).tolist():
            value = None if what == "unknown" else float(found[supplier])
            said.setdefault(signal.tell(full, supplier, value).sentence, set()).add(what)
    assert all(len(kinds) == 1 for kinds in said.values()), said


class Known:
    """What tables hold: their edges, their nodes, their sources."""

    def __init__(self, tables: Tables) -> None:
        self.facts: set[tuple[str, str, str, tuple[str, ...]]] = set()
        for name in EDGES:
            for row in tables[name].to_dict("records"):
                left = row.get("source_type", EDGES[name].sources[0])
                ends = node_key(left, row["source"]), node_key(EDGES[name].target, row["target"])
                self.facts.add((name, *ends, row["sources"]))
        for name in NODES:
            for id, sources in zip(tables[name]["id"], tables[name]["sources"], strict=True):
                self.facts.add((name, node_key(name, id), node_key(name, id), sources))
        self.sources = set(tables["Source"]["id"])

    def check(self, fact: Fact) -> None:
        """The fact stands in the tables, and somebody said it."""
        assert (fact.type, fact.source, fact.target, fact.sources) in self.facts, fact
        assert fact.sources, fact
        missing = {Reference.parse(r).source for r in fact.sources} - self.sources
        assert not missing, (fact, missing)


def all_told(query: Query) -> Iterator[tuple[Signal, int, float | None, Telling]]:
    """Every signal on every enterprise of a query."""
    for signal in SIGNALS:
        for supplier, value in enumerate(signal.score(query).tolist()):
            if supplier != query.buyer:
                known = None if np.isnan(value) else value
                yield signal, supplier, known, signal.tell(query, supplier, known)


def test_every_telling_on_the_shipped_facts(foreign: list[Query], hai_phong: Tables) -> None:
    """Sentences in both languages; a score above 0 has evidence; all evidence stands in the tables."""
    known = Known(hai_phong)
    facts: set[Fact] = set()
    for query in foreign:
        for signal, supplier, value, told in all_told(query):
            check_telling(told)
            facts.update(told.evidence)
            if value:
                where = (signal.name, query.index.enterprises[query.buyer], query.index.enterprises[supplier])
                assert told.evidence, where
    assert len(facts) > 100
    for fact in facts:
        known.check(fact)


def test_every_telling_on_the_full_graph(full: Query) -> None:
    known = Known(full.index.tables)
    for signal, _, value, told in all_told(full):
        check_telling(told)
        assert told.evidence or not value, signal.name
        for fact in told.evidence:
            known.check(fact)


# --- random graphs ------------------------------------------------------------

FIRMS, PRODUCTS, PLACES = ("a", "b", "c", "d", "e"), ("p0", "p1", "p2", "p3", "p4"), ("x", "y", "z")
DATES = ("2015", "2025-11", "2026-05-31", "2026-06-01", "2031-01-01")


@st.composite
def lines(draw: st.DrawFn) -> list[str]:
    """The lines of a small graph in which anything may be unknown; trees and inputs without cycles."""
    firm, product = st.sampled_from(FIRMS), st.sampled_from(PRODUCTS)
    place, date = st.sampled_from(PLACES), st.sampled_from(DATES)

    def optional(name: str, values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        return st.one_of(st.just(""), values.map(f" {name}={{}}".format))

    unit = optional("unit", st.sampled_from(("kg", "pcs")))
    number = st.sampled_from(("0", "0.5", "100", "1e9"))
    edge = st.one_of(
        st.tuples(firm, st.sampled_from((" makes ", " hints ")), product, optional("capacity", number), unit),
        st.tuples(
            firm,
            st.sampled_from((" needs ", " wants ")),
            product,
            optional("volume", number),
            unit,
            optional("standards", st.sampled_from(("s1", "s1|s2", "s9"))),
        ),
        st.tuples(
            firm,
            st.just(" signed "),
            firm,
            optional("products", st.sampled_from(("p0", "p1|p4", "p9"))),
            optional("signed_on", date),
            optional("stage", st.sampled_from(("mou", "trial", "contract", "ended"))),
        ),
        st.tuples(firm, st.sampled_from((" holds s1", " holds s2")), optional("valid_until", date)),
        st.tuples(firm, st.just(" at "), place),
        st.tuples(firm, st.just(" joined cnht")),
    )
    found = ["".join(parts) for parts in draw(st.lists(edge, max_size=14))]
    for firm_id in FIRMS:
        owner = draw(st.sampled_from(("fdi", "domestic", "joint_venture", "unknown")))
        found.append(f"firm {firm_id} ownership={owner} name='Công ty {draw(product)}'")
        if draw(st.integers(0, 7)) == 0:
            found.append(f"firm {firm_id} status=planned")
    for i, id in enumerate(PRODUCTS):
        found.append(f"product {id} kind={draw(st.sampled_from(('product', 'process', 'material')))}")
        if i and draw(st.booleans()):
            found.append(f"{id} is {draw(st.sampled_from(PRODUCTS[:i]))}")
        if i and draw(st.booleans()):
            found.append(f"{id} into {draw(st.sampled_from(PRODUCTS[:i]))}")
    for i, id in enumerate(PLACES):
        found.append(f"place {id} kind={draw(st.sampled_from(('park', 'city', 'province', 'country')))}")
        if i and draw(st.booleans()):
            found.append(f"{id} within {draw(st.sampled_from(PLACES[:i]))}")
    return found


RANDOM = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def without_own(tables: Tables) -> Tables:
    """The tables without MOUs of a firm with itself, which no loader lets through."""
    mous = tables["SIGNED_MOU"]
    return Tables({**tables, "SIGNED_MOU": mous[mous["source"] != mous["target"]]})


@RANDOM
@given(lines())
@example([])
@example(["a makes p0"])
@example(["p1 into p0", "product p1 kind=process", "a makes p0", "b needs p1", "firm b ownership=fdi"])
@example(
    ["a signed b products=p9", "firm a ownership=fdi", "a needs p0 volume=0 unit=kg", "b makes p0 unit=kg"]
)
def test_random_graphs(drawn: list[str]) -> None:
    """No signal fails, and every answer keeps to the contract, for every buyer."""
    tables = without_own(world(*drawn))
    mm, known = Matchmaker(tables, on=ON), Known(tables)
    for at, buyer in enumerate(mm.index.enterprises):
        query = Query(mm.index, at, None, ON)
        for signal in SIGNALS:
            check_scores(signal, query)
        for _, _, value, told in all_told(query):
            check_telling(told)
            assert told.evidence or not value
            for fact in told.evidence:
                known.check(fact)
        everyone = tuple(p.strip() for p in ["fdi", "domestic", "joint_venture", "unknown"])
        check_ranking(list(mm.rank_suppliers(buyer, top=9, ownership=everyone)), mm)


def check_ranking(matches: list[Match], mm: Matchmaker) -> None:
    """Ranks from 1, by score; what is shown adds up; paths lead from end to end."""
    assert [m.rank for m in matches] == list(range(1, len(matches) + 1))
    assert [m.score for m in matches] == sorted((m.score for m in matches), reverse=True)
    for match in matches:
        shown = sum(Decimal(repr(s.contribution)) for s in match.signals)
        assert shown == Decimal(repr(match.score))
        assert [s.name for s in match.signals] == list(WEIGHTS)
        assert {s.sentence for s in match.signals if s.score is None} <= set(match.unknown)
        assert not set(match.missing) & set(match.unknown)
        if match.path:
            assert match.path[0].start == match.buyer.name
            assert match.path[-1].end == match.supplier.name
            for one, two in zip(match.path, match.path[1:], strict=False):
                assert one.end == two.start
        same = mm.explain(match.buyer.id, match.supplier.id)
        assert (same.score, same.signals) == (match.score, match.signals)


@RANDOM
@given(lines(), st.randoms(use_true_random=False))
@example(["b needs p0", "c makes p0", "a makes p0", "d makes p0"], None)
@example(
    ["b signed c products=p0 signed_on=2025", "b signed c products=p0", "b makes p1", "p0 into p1"], None
)
def test_order_of_rows_changes_nothing(drawn: list[str], random: object) -> None:
    """The same graph with the rows of its tables in another order gives the same answers."""
    tables = without_own(world(*drawn))
    order = (lambda n: list(range(n))[::-1]) if random is None else lambda n: random.sample(range(n), n)  # type: ignore[attr-defined]
    mixed = Tables({name: frame.iloc[order(len(frame))] for name, frame in tables.items()})
    one, two = Matchmaker(tables, on=ON), Matchmaker(mixed, on=ON)
    for buyer in sorted(one.index.enterprises):
        asked = {"buyer": buyer, "top": 9, "ownership": ("domestic", "fdi")}
        first, second = one.rank_suppliers(**asked), two.rank_suppliers(**asked)
        assert [m.to_dict() for m in first] == [m.to_dict() for m in second]
        assert first.notes == second.notes


def test_ties_stand_in_the_order_of_ids() -> None:
    found = Matchmaker(world("firm b ownership=fdi", *(f"{i} makes p0" for i in "dcea"), "b needs p0"), on=ON)
    matches = found.rank_suppliers("b")
    assert [m.supplier.id for m in matches] == ["a", "c", "d", "e"]
    assert len({m.score for m in matches}) == 1


def test_certificates_are_judged_on_the_day_asked_for() -> None:
    tables = world(
        "firm b ownership=fdi\nb needs cw standards=iso-9\nx makes cw\nx holds iso-9 valid_until=2026-06"
    )
    for day, valid in ((datetime.date(2026, 6, 30), 1.0), (datetime.date(2026, 7, 1), 0.0)):
        match = Matchmaker(tables, on=day).explain("b", "x")
        assert {s.name: s.score for s in match.signals}["standards"] == valid


def test_standards_of_many_suppliers_are_those_of_each() -> None:
    """Worked out certificate by certificate; here supplier by supplier, as it is told."""
    holders = [
        f"s{i} holds {standard} valid_until={'2027' if i % (k + 2) else '2020-01'}"
        for i in range(12)
        for k, standard in enumerate(("iso-9", "iso-14", "iatf"))
        if (i + k) % 3 == 0 or i % 5 == k
    ]
    graph = world("firm b ownership=fdi\nb needs p standards=iso-9|iso-14|nobody", *holders, "s99 makes p")
    query = Query(Index(graph), 0, None, ON)
    assert query.index.enterprises[0] == "b"
    score = next(signal.score for signal in SIGNALS if signal.name == "standards")
    wanted = required(query)
    assert list(wanted) == ["iso-14", "iso-9", "nobody"]
    for supplier, value in enumerate(score(query).tolist()):
        valid = [on_file[0] for s, on_file in held(query, supplier).items() if s in wanted]
        assert value == pytest.approx(sum(valid) / 3 if valid else np.nan, nan_ok=True)


def test_frames_of_no_match_have_the_same_columns() -> None:
    """An empty ranking is a table like any other."""
    tables = world("firm b ownership=fdi\nb needs cw\nx makes cw")
    mm = Matchmaker(tables, on=ON)
    full, empty = mm.rank_suppliers("b").to_frame(), mm.rank_suppliers("x").to_frame()
    assert isinstance(empty, pd.DataFrame)
    assert len(empty) == 0
    assert list(empty.columns) == list(full.columns)
