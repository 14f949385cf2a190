"""What every baseline must keep to, and the fast ones against slow, obvious versions."""

from __future__ import annotations

import datetime
from collections import defaultdict
from math import log, log1p, sqrt

import networkx as nx
import numpy as np
import pytest

from graph import KetnoiError, Tables
from queries.baselines import BASELINES, EFFORT, Baseline, chosen
from queries.baselines.known import Known
from queries.evaluation.learning import inner, lessons
from queries.index import Index
from queries.signals import Query
from queries.signals.network import network
from queries.signals.words import Wordbook, asked_of
from queries.terms import terms
from tests.queries.evaluation.build import drawn

ON = datetime.date(2025, 6, 1)
each = pytest.mark.parametrize("baseline", BASELINES, ids=lambda b: b.name)


@pytest.fixture(scope="module")
def tables() -> Tables:
    """A drawn graph; only to be read."""
    return drawn()


@pytest.fixture(scope="module")
def known(tables: Tables) -> Known:
    """The graph as baselines see it, with examples to learn from."""
    examples = lessons(inner(tables))
    return Known(Index(tables), ON, lambda: examples)


def queries(known: Known) -> list[Query]:
    """A question of some buyers, with and without a product, made anew."""
    index = known.index
    buyers = [index.e_at[f"b{i}"] for i in (0, 3, 7)]
    return [Query(index, b, p, ON) for b in buyers for p in (None, index.p_at["p1"], index.p_at["g2"])]


def scores(name: str, known: Known, **settings: object) -> np.ndarray:
    """The scores of one baseline for the questions above."""
    (baseline,) = chosen((name,))
    scorer = baseline.make(known, {**baseline.grid[0], **settings})
    assert scorer is not None
    return scorer(queries(known))


# --- the contract --------------------------------------------------------------------------------


@each
def test_each_is_given_the_same_effort(baseline: Baseline) -> None:
    assert len(baseline.grid) in (1, EFFORT)
    assert len({str(g) for g in baseline.grid}) == len(baseline.grid)
    assert baseline.label.vi.strip()
    assert baseline.label.en.strip()


@each
def test_scores_are_numbers_from_0_and_the_same_every_time(baseline: Baseline, known: Known) -> None:
    one, two = scores(baseline.name, known), scores(baseline.name, known)
    assert one.shape == (9, known.size)
    assert np.isfinite(one).all()
    assert (one >= 0).all()
    assert (one > 0).any()
    np.testing.assert_allclose(one, two, rtol=1e-9)


@each
def test_a_block_of_questions_is_answered_like_each_alone(baseline: Baseline, known: Known) -> None:
    together = scores(baseline.name, known)
    scorer = baseline.make(known, dict(baseline.grid[0]))
    assert scorer is not None
    for row, query in enumerate(queries(known)):
        np.testing.assert_allclose(scorer([query])[0], together[row], rtol=1e-5, atol=1e-9)


@each
def test_every_setting_of_the_grid_works(baseline: Baseline, known: Known) -> None:
    for settings in baseline.grid:
        assert scores(baseline.name, known, **settings).shape == (9, known.size)


@each
def test_no_mou_and_nothing_made_is_no_crash(baseline: Baseline) -> None:
    """An almost empty graph: a score for everyone, or a plain None where there is nothing to learn from."""
    bare = Tables({"Enterprise": drawn(mous=1)["Enterprise"]})
    index = Index(bare)
    scorer = baseline.make(Known(index, ON), dict(baseline.grid[0]))
    if scorer is not None:
        found = scorer([Query(index, 0, None, ON)])
        assert np.isfinite(found).all()


def test_unknown_name_lists_the_known() -> None:
    with pytest.raises(KetnoiError, match="known: random, popularity"):
        chosen(("magic",))


# --- slow versions --------------------------------------------------------------------------------


def took(known: Known) -> dict[str, dict[str, set[str]]]:
    """Supplier → product → buyers that took it ("" for what the supplier states)."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in known.index.tables["SIGNED_MOU"].to_dict("records"):
        for product in row["products"]:
            found[row["target"]][product].add(row["source"])
    for row in known.index.tables["MAKES"].to_dict("records"):
        found[row["source"]][row["target"]].add("")
    return found


def above(known: Known, product: str) -> list[str]:
    """A product and its groups, nearest first."""
    up = dict(zip(*known.index.tables["BROADER"][["source", "target"]].T.values.tolist(), strict=True))
    found = [product]
    while found[-1] in up:
        found.append(up[found[-1]])
    return found


def compared(known: Known, fast: np.ndarray, slow: dict[tuple[int, str], float]) -> None:
    """Every entry of the fast answer is that of the slow one (0 where it has none)."""
    for row in range(len(fast)):
        by_hand = [slow.get((row, id), 0.0) for id in known.index.enterprises]
        np.testing.assert_allclose(fast[row], by_hand, rtol=1e-6, atol=1e-9)


def test_popularity_counts_buyers(known: Known) -> None:
    signed = known.index.tables["SIGNED_MOU"].groupby("target")["source"].nunique()
    fast = scores("popularity", known)
    compared(known, fast, {(r, s): float(n) for r in range(9) for s, n in signed.items()})


def test_products_asked_counts_those_who_took_the_very_product(known: Known) -> None:
    slow = {}
    for row, query in enumerate(queries(known)):
        for supplier, goods in took(known).items():
            counts = [(n.weight, len(goods.get(known.index.products[n.product], ()))) for n in query.needs]
            slow[row, supplier] = sum(w * c / (1 + c) for w, c in counts)
    compared(known, scores("products asked", known), slow)


def test_back_off_counts_in_every_group_above(known: Known) -> None:
    slow = {}
    for row, query in enumerate(queries(known)):
        for supplier, goods in took(known).items():
            total = 0.0
            for need in query.needs:
                for level, group in enumerate(above(known, known.index.products[need.product])):
                    c = sum(len(b) for p, b in goods.items() if group in above(known, p))
                    total += need.weight * 0.3**level * c / (1 + c)
            slow[row, supplier] = total
    compared(known, scores("back-off", known), slow)


def test_newer_deliveries_count_more(known: Known) -> None:
    """Half after the half-life, to the last day."""
    latest: dict[str, float] = defaultdict(float)
    pairs: dict[tuple[str, str, str], str] = {}
    for row in known.index.tables["SIGNED_MOU"].to_dict("records"):
        for product in row["products"]:
            key = (row["target"], product, row["source"])
            pairs[key] = max(pairs.get(key, ""), row["signed_on"])
    for (supplier, _, _), day in pairs.items():
        age = max(0, (ON - datetime.date.fromisoformat(day)).days) / 365.25
        latest[supplier] += 0.5 ** (age / 2)
    fast = scores("popularity", known, half_life=2.0)
    compared(known, fast, {(r, s): v for r in range(9) for s, v in latest.items()})


def matrix(known: Known) -> np.ndarray:
    """Buyers × suppliers, 1 where they signed, as a plain array."""
    index = known.index
    found = np.zeros((known.size, known.size))
    for row in index.tables["SIGNED_MOU"].to_dict("records"):
        found[index.e_at[row["source"]], index.e_at[row["target"]]] = 1.0
    return found


def test_item_knn_keeps_the_nearest_of_each(known: Known) -> None:
    signed = matrix(known)
    size, popular = known.size, signed.sum(axis=0)
    alike = np.zeros((size, size))
    for a in range(size):
        for b in range(size):
            common = float(signed[:, a] @ signed[:, b])
            if a != b and common:
                alike[a, b] = common / (sqrt(popular[a] * popular[b]) + 10.0)
        for b in sorted(range(size), key=lambda b, a=a: (-alike[a, b], b))[10:]:
            alike[a, b] = 0.0
    slow = np.vstack([alike @ signed[q.buyer] for q in queries(known)])
    np.testing.assert_allclose(scores("item-kNN", known, nearest=10, shrink=10.0), slow, rtol=1e-9)


def test_ease_is_the_closed_form(known: Known) -> None:
    """B = I − P / diag(P) with P the whole inverse, made the long way."""
    signed = matrix(known)
    inverse = np.linalg.inv(signed.T @ signed + 10.0 * np.eye(known.size))
    weights = np.eye(known.size) - inverse / np.diag(inverse)
    slow = np.vstack([np.maximum(signed[q.buyer] @ weights, 0.0) for q in queries(known)])
    np.testing.assert_allclose(scores("EASE", known, penalty=10.0), slow, rtol=1e-6, atol=1e-9)


def test_rp3beta_walks_three_steps(known: Known) -> None:
    signed = matrix(known)

    def shares(of: np.ndarray) -> np.ndarray:
        total = of.sum(axis=1, keepdims=True)
        return np.divide(of, total, out=np.zeros_like(of), where=total > 0) ** 0.8

    walked = shares(signed) @ shares(signed.T) @ shares(signed)
    slow = walked / np.maximum(signed.sum(axis=0), 1.0) ** 0.3
    fast = scores("RP3beta", known, alpha=0.8, beta=0.3)
    np.testing.assert_allclose(fast, slow[[q.buyer for q in queries(known)]], rtol=1e-9)


def test_pagerank_is_that_of_networkx(known: Known) -> None:
    net = network(known.index)
    graph = nx.from_scipy_sparse_array(net.adjacency)
    fast = scores("PageRank", known, alpha=0.5, product=0.9)
    for row, query in enumerate(queries(known)):
        start = {query.buyer: 1.0}
        if query.product is not None:
            start = {query.buyer: 0.1, net.firms + query.product: 0.9}
        slow = nx.pagerank(graph, 0.5, start, tol=1e-12, max_iter=500)
        np.testing.assert_allclose(fast[row], [slow[i] for i in range(known.size)], atol=1e-6)


def test_bm25_is_the_formula(known: Known) -> None:
    book, index = Wordbook(known.index), known.index
    texts = []
    for at, id in enumerate(index.enterprises):
        delivered = {(p, b) for p, buyers in took(known).get(id, {}).items() for b in buyers if b}
        goods = [book.product_text(index.p_at[p]) for p, _ in delivered]
        texts.append(terms(" . ".join([book.text_of(at), *goods])))
    count, lengths = len(texts), [sum(t.values()) for t in texts]
    mean = sum(lengths) / count
    fast = scores("text", known, k1=1.2, b=0.75)
    for row, query in enumerate(queries(known)):
        wanted = terms(asked_of(query))
        for at, text in enumerate(texts):
            total = 0.0
            for term, times in wanted.items():
                df = sum(term in t for t in texts)
                tf = text.get(term, 0)
                norm = tf + 1.2 * (0.25 + 0.75 * lengths[at] / mean)
                idf = log1p((count - df + 0.5) / (df + 0.5))
                total += (1 + log(times)) * idf * tf * 2.2 / norm
            assert fast[row, at] == pytest.approx(total, rel=1e-6, abs=1e-9)


def test_learners_learn(known: Known) -> None:
    """On a graph where products tell, both put a supplier of the product above one of another group."""
    for name in ("logistic", "LambdaMART"):
        found = scores(name, known)
        right = [known.index.e_at[f"s{i}"] for i in range(1, 60, 6)]
        wrong = [known.index.e_at[f"s{i}"] for i in range(3, 60, 6)]
        assert found[1, right].mean() > found[1, wrong].mean()


def test_without_lessons_a_learner_says_so(known: Known) -> None:
    bare = Known(known.index, ON)
    for name in ("logistic", "LambdaMART"):
        (baseline,) = chosen((name,))
        assert baseline.make(bare, dict(baseline.grid[0])) is None
