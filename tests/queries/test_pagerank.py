"""Personalised PageRank against networkx and against answers worked out by hand."""

from __future__ import annotations

from typing import Any

import networkx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from queries.pagerank import BLOCK, Stripes, pagerank, transition

ALPHA = 0.85
MANY = 33  # columns: more than any block, and not a multiple of one


def ranks(weights: Any, starts: Any, **options: Any) -> Any:
    """PageRank of a dense matrix of weights."""
    return pagerank(
        transition(sparse.csr_matrix(np.asarray(weights, float))), np.asarray(starts, float), **options
    )


def undirected(size: int, *edges: tuple[int, int]) -> Any:
    """A dense symmetric adjacency."""
    weights = np.zeros((size, size))
    for one, two in edges:
        weights[one, two] = weights[two, one] = 1.0
    return weights


def large(size: int = 300, columns: int = MANY) -> tuple[Any, Any]:
    """A random weighted graph with isolated and dangling nodes, and mixed starts."""
    random = np.random.default_rng(5)
    weights = sparse.random(size, size, density=0.02, random_state=random, format="csr").toarray()
    weights[::7] = 0.0  # dangling
    weights[:, ::14] = 0.0  # of these, every other one is isolated
    starts = random.random((size, columns)) * (random.random((size, columns)) < 0.01)
    starts[np.arange(columns), np.arange(columns)] += 0.1
    return weights, starts / starts.sum(axis=0)


@st.composite
def graphs(draw: st.DrawFn) -> tuple[Any, Any]:
    """Directed weighted graphs, sparse enough to have dangling and isolated nodes; 1–11 starts."""
    size = draw(st.integers(1, 9))
    node = st.integers(0, size - 1)
    weight = st.sampled_from([0.1, 0.3, 0.5, 1.0, 2.5, 40.0])
    weights = np.zeros((size, size))
    for source, target, value in draw(st.lists(st.tuples(node, node, weight), max_size=25)):
        weights[source, target] = value
    if draw(st.booleans()):
        weights = weights + weights.T
    columns = draw(st.lists(st.lists(node, min_size=1, max_size=3), min_size=1, max_size=11))
    starts = np.zeros((size, len(columns)))
    for column, nodes in enumerate(columns):
        for at in nodes:
            starts[at, column] += 1 / len(nodes)
    return weights, starts


@settings(deadline=None)
@given(graphs(), st.sampled_from([0.5, 0.85, 0.95]))
def test_equals_networkx(made: tuple[Any, Any], alpha: float) -> None:
    weights, starts = made
    graph = networkx.from_numpy_array(weights, create_using=networkx.DiGraph)
    found = ranks(weights, starts, alpha=alpha, most=1000)
    for column in range(starts.shape[1]):
        expected = networkx.pagerank(
            graph, alpha, dict(enumerate(starts[:, column])), max_iter=5000, tol=1e-12 / len(weights)
        )
        assert found[:, column] == pytest.approx([expected[i] for i in range(len(weights))], abs=1e-6)
    assert found.sum(axis=0) == pytest.approx(1.0, abs=1e-12)
    assert (found >= 0).all()


def test_single_node() -> None:
    assert ranks([[0.0]], [[1.0]]) == pytest.approx(1.0)


def test_path_of_three_from_its_middle() -> None:
    # middle m = 0.15 + 0.85 (l + r), each end 0.85 m / 2, so m = 0.15 / (1 - 0.85²)
    middle = 0.15 / (1 - 0.85**2)
    found = ranks(undirected(3, (0, 1), (1, 2)), [[0], [1], [0]], tol=1e-13)
    assert found[:, 0] == pytest.approx([0.425 * middle, middle, 0.425 * middle], abs=1e-12)


def test_path_of_three_from_an_end() -> None:
    middle = 0.85 * 0.15 / (1 - 0.85**2)
    found = ranks(undirected(3, (0, 1), (1, 2)), [[1], [0], [0]], tol=1e-13)
    assert found[:, 0] == pytest.approx([0.15 + 0.425 * middle, middle, 0.425 * middle], abs=1e-12)


def test_star_from_its_centre_and_from_a_leaf() -> None:
    leaves = 5
    star = undirected(leaves + 1, *((0, i) for i in range(1, leaves + 1)))
    starts = np.zeros((leaves + 1, 2))
    starts[0, 0] = starts[1, 1] = 1.0
    found = ranks(star, starts, tol=1e-13)
    centre, other = 0.15 / (1 - 0.85**2), 0.85 * 0.15 / (1 - 0.85**2)
    assert found[:, 0] == pytest.approx([centre, *[0.85 * centre / leaves] * leaves], abs=1e-12)
    tip = 0.85 * other / leaves
    assert found[:, 1] == pytest.approx([other, 0.15 + tip, *[tip] * (leaves - 1)], abs=1e-12)


def test_isolated_start_keeps_everything() -> None:
    assert ranks(undirected(3, (0, 1)), [[0], [0], [1]])[:, 0].tolist() == [0.0, 0.0, 1.0]


def test_what_cannot_be_reached_is_exactly_zero() -> None:
    found = ranks(undirected(5, (0, 1), (2, 3)), [[1], [0], [0], [0], [0]])
    assert found[2:, 0].tolist() == [0.0, 0.0, 0.0]
    assert (found[:2] > 0).all()


def test_far_nodes_keep_their_digits() -> None:
    """At the end of a long path the rank is tiny, yet right in relation to itself."""
    size = 12
    path = undirected(size, *((i, i + 1) for i in range(size - 1)))
    path[0, 1] = path[1, 0] = 1e6  # a walker hardly ever leaves the first two nodes
    start = np.eye(size)[:, :1]
    moves = transition(sparse.csr_matrix(path)).toarray()
    exact = np.linalg.solve(np.eye(size) - ALPHA * moves, 0.15 * start)
    assert exact.min() < 1e-8
    assert ranks(path, start) == pytest.approx(exact, rel=1e-3, abs=0)
    assert ranks(path, start, tol=1e-14) == pytest.approx(exact, rel=1e-5, abs=0)


def test_batch_of_one_equals_batch_of_many() -> None:
    weights, starts = large()
    together = ranks(weights, starts)
    for column in range(starts.shape[1]):
        alone = ranks(weights, starts[:, [column]])
        assert alone[:, 0] == pytest.approx(together[:, column], abs=1e-6)
        assert np.abs(alone[:, 0] - together[:, column]).sum() < 1e-6


@pytest.mark.parametrize("columns", [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 32, MANY])
def test_block_boundaries(columns: int) -> None:
    weights, starts = large(columns=MANY)
    found = ranks(weights, starts[:, :columns])
    moves = transition(sparse.csr_matrix(weights)).toarray()
    expected = np.zeros((len(weights), columns))
    for column in range(columns):
        start = starts[:, column]
        stuck = np.outer(start, moves.sum(axis=0) == 0)
        expected[:, column] = np.linalg.solve(np.eye(len(start)) - ALPHA * (moves + stuck), 0.15 * start)
    assert found.shape == (len(weights), columns)
    assert np.abs(found - expected).sum(axis=0).max(initial=0.0) < 1e-6
    assert found.sum(axis=0) == pytest.approx(np.ones(columns), abs=1e-12)


@pytest.mark.parametrize("tol", [1e-3, 1e-6, 1e-9, 1e-12])
def test_as_exact_as_asked(tol: float) -> None:
    weights, starts = large(columns=3)
    reference = ranks(weights, starts, tol=1e-15)
    far = np.abs(ranks(weights, starts, tol=tol) - reference).sum(axis=0).max()
    assert far <= tol * ALPHA / (1 - ALPHA) + 1e-13


@pytest.mark.parametrize("most", [1, 2, 3, 10])
def test_stops_after_most_steps(most: int) -> None:
    """By hand: that many plain steps."""
    weights, starts = large(columns=2)
    weights += undirected(300, *((i, (i + 1) % 300) for i in range(300)))  # nothing is stuck
    moves = transition(sparse.csr_matrix(weights)).toarray()
    expected = starts
    for _ in range(most):
        expected = ALPHA * moves @ expected + 0.15 * starts
    assert ranks(weights, starts, most=most, tol=1e-15) == pytest.approx(expected, abs=1e-6)


def test_same_on_every_run_and_starts_are_left_alone() -> None:
    weights, starts = large()
    before = starts.copy()
    first, second = ranks(weights, starts), ranks(weights, starts)
    assert (first == second).all()
    assert (starts == before).all()


def test_transition_columns_sum_to_one_or_nothing() -> None:
    weights, _ = large()
    sums = transition(sparse.csr_matrix(weights)).toarray().sum(axis=0)
    assert sums[weights.sum(axis=1) > 0] == pytest.approx(1.0)
    assert (sums[weights.sum(axis=1) == 0] == 0).all()


@pytest.mark.parametrize("columns", [1, 5, BLOCK])
def test_stripes_multiply_as_the_whole(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """However the rows are cut: none, one stripe, a last one that is short."""
    weights, starts = large(columns=columns)
    whole = sparse.csr_matrix(weights)
    for height in (len(weights), 100, 64, 7, 1):
        monkeypatch.setattr("queries.pagerank._STRIPE", height)
        for kind in (np.float64, np.float32):
            found = Stripes(whole).astype(kind) @ starts.astype(kind)
            assert found.dtype == kind
            assert found == pytest.approx(weights @ starts, rel=1e-6, abs=1e-7)


def test_ranks_do_not_depend_on_the_stripes(monkeypatch: pytest.MonkeyPatch) -> None:
    weights, starts = large()
    whole = ranks(weights, starts)
    monkeypatch.setattr("queries.pagerank._STRIPE", 17)
    assert np.abs(ranks(weights, starts) - whole).sum(axis=0).max() < 1e-7
