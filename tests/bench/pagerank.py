"""Personalised PageRank of many buyers against networkx, igraph and scikit-network."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from queries.pagerank import pagerank, transition
from tests.bench.table import Line, seconds, times

NODES, EDGES, BUYERS, ALPHA = 100_000, 2_000_000, 64, 0.85
ROUNDS = 5
EXACT = 1e-6
# scikit-network's solvers that can be exact to 1e-6; lanczos has no setting, the others rising ones.
SOLVERS: list[dict[str, Any]] = [
    *({"solver": "piteration", "n_iter": n, "tol": 1e-12} for n in (6, 8, 10, 15, 30, 60, 120)),
    *({"solver": "bicgstab", "tol": tol} for tol in (1e-6, 1e-7, 1e-8)),
    {"solver": "lanczos"},
]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def heavy_tailed(nodes: int = NODES, edges: int = EDGES, seed: int = 42) -> Ints:
    """Distinct undirected edges (m × 2) of a Chung–Lu graph, degrees ∝ rank^-0.5; no node is alone."""
    random = np.random.default_rng(seed)
    share = np.arange(1, nodes + 1) ** -0.5
    share = random.permutation(share / share.sum())
    ring = np.stack([np.arange(nodes), np.roll(np.arange(nodes), 1)], axis=1)
    pairs = np.concatenate([ring, random.choice(nodes, size=(int(edges * 1.2), 2), p=share)])
    pairs.sort(axis=1)
    codes = pairs[pairs[:, 0] != pairs[:, 1]] @ np.array([nodes, 1])
    _, first = np.unique(codes, return_index=True)
    kept = codes[np.sort(first)[:edges]]
    return np.stack([kept // nodes, kept % nodes], axis=1)


def symmetric(pairs: Ints, nodes: int = NODES) -> sparse.csr_matrix:
    """The adjacency of undirected edges."""
    source, target = np.concatenate([pairs, pairs[:, ::-1]]).T
    return sparse.csr_matrix((np.ones(len(source)), (source, target)), shape=(nodes, nodes))


def run() -> list[Line]:
    """Time per buyer, with ``transition``; ours and peers in turns, ratios are medians over rounds."""
    import igraph

    pairs = heavy_tailed()
    adjacency = symmetric(pairs)
    buyers = np.random.default_rng(7).choice(NODES, BUYERS, replace=False)
    buyer = int(buyers[0])
    starts = np.zeros((NODES, BUYERS))
    starts[buyers, np.arange(BUYERS)] = 1.0
    graph = igraph.Graph(n=NODES, edges=pairs)

    def prpack() -> Floats:
        return np.array(
            graph.personalized_pagerank(damping=ALPHA, reset_vertices=[buyer], implementation="prpack")
        )

    exact = prpack()
    settings = _fastest(adjacency, buyer, exact)
    known = f"scikit-network {settings['solver']}"
    peers = {"igraph": prpack, known: lambda: _scikit(adjacency, buyer, settings)}
    spent: dict[str, list[float]] = {"ours": [], **{name: [] for name in peers}}
    for _ in range(ROUNDS):
        took, ranks = timed(lambda: pagerank(transition(adjacency), starts, alpha=ALPHA))
        spent["ours"].append(took / BUYERS)
        for name, peer in peers.items():
            spent[name].append(timed(peer)[0])
    fast = min(peers, key=lambda name: min(spent[name]))
    slow, theirs = _networkx(pairs, buyer)
    spent["networkx"] = [slow] * ROUNDS
    return [
        _line("networkx", spent, 1 / 100),
        *(_line(name, spent, 1 / 5 if name == fast else None) for name in peers),
        _difference("igraph", ranks[:, 0], exact),
        _difference("networkx", ranks[:, 0], theirs),
    ]


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds and result."""
    began = time.perf_counter()
    result = work()
    return time.perf_counter() - began, result


def _networkx(pairs: Ints, buyer: int) -> tuple[float, Floats]:
    """The faster of two runs, at networkx's own tolerance; and an exact answer."""
    import networkx

    graph = networkx.Graph()
    graph.add_nodes_from(range(NODES))
    graph.add_edges_from(pairs.tolist())
    spent = min(timed(lambda: networkx.pagerank(graph, ALPHA, {buyer: 1.0}))[0] for _ in range(2))
    ranks = networkx.pagerank(graph, ALPHA, {buyer: 1.0}, tol=1e-13, max_iter=500)
    return spent, np.array([ranks[node] for node in range(NODES)])


def _fastest(adjacency: sparse.csr_matrix, buyer: int, exact: Floats) -> dict[str, Any]:
    """scikit-network's fastest way to an answer that is exact enough."""
    tried: list[tuple[float, int]] = []
    for at, settings in enumerate(SOLVERS):
        found = _scikit(adjacency, buyer, settings)
        if np.abs(found - exact).max() <= EXACT:
            took = min(timed(lambda s=settings: _scikit(adjacency, buyer, s))[0] for _ in range(3))
            tried.append((took, at))
    return SOLVERS[min(tried)[1]]


def _scikit(adjacency: sparse.csr_matrix, buyer: int, settings: dict[str, Any]) -> Floats:
    from sknetwork.ranking import PageRank

    found: Floats = PageRank(damping_factor=ALPHA, **settings).fit_predict(adjacency, weights={buyer: 1.0})
    return found


def _line(name: str, spent: dict[str, list[float]], target: float | None) -> Line:
    """The median of the ratios, round by round, and the fastest times."""
    ratio = median(a / b for a, b in zip(spent["ours"], spent[name], strict=True))
    ours, peer = seconds(min(spent["ours"])), f"{name} {seconds(min(spent[name]))}"
    if target is None:
        return Line("pagerank, a buyer", ours, peer, times(ratio), "", None)
    return Line("pagerank, a buyer", ours, peer, times(ratio), f"≤ {times(target)}", ratio <= target)


def _difference(name: str, ours: Floats, theirs: Floats) -> Line:
    """Whether two results are the same."""
    worst = float(np.abs(ours - theirs).max())
    return Line(f"pagerank − {name}", f"{worst:.1e}", "", "", f"≤ {EXACT:g}", worst <= EXACT)
