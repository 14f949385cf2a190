"""Personalised PageRank of many buyers against networkx, igraph and scikit-network."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from queries.pagerank import pagerank, transition
from tests.bench.table import Line

NODES, EDGES, BUYERS, ALPHA = 100_000, 2_000_000, 64, 0.85
ROUNDS = 5
EXACT = 1e-6
# Solvers of scikit-network, with the settings at which each is exact enough, if it ever is.
SOLVERS: list[dict[str, Any]] = [
    {"solver": "piteration", "n_iter": 100, "tol": 1e-7},
    {"solver": "RH", "n_iter": 30, "tol": 1e-7},
    {"solver": "diteration", "n_iter": 30, "tol": 1e-7},
    {"solver": "bicgstab", "n_iter": 50, "tol": 1e-7},
    {"solver": "push", "n_iter": 100, "tol": 1e-7},
]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def heavy_tailed(nodes: int = NODES, edges: int = EDGES, seed: int = 42) -> Ints:
    """Distinct undirected edges (m × 2) of a Chung–Lu graph, expected degrees ∝ rank^-0.5; no node is alone."""
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
    """Time per buyer; every round measures ours and each peer, the ratio is the median over rounds."""
    import igraph
    import networkx

    pairs = heavy_tailed()
    adjacency = symmetric(pairs)
    buyers = np.random.default_rng(7).choice(NODES, BUYERS, replace=False)
    buyer = int(buyers[0])
    starts = np.zeros((NODES, BUYERS))
    starts[buyers, np.arange(BUYERS)] = 1.0
    other = igraph.Graph(n=NODES, edges=pairs)
    peers: dict[str, Callable[[], Floats]] = {
        "igraph": lambda: np.array(
            other.personalized_pagerank(damping=ALPHA, reset_vertices=[buyer], implementation="prpack")
        )
    }
    exact = peers["igraph"]()
    solver = _fastest_solver(adjacency, buyer, exact)
    if solver is not None:
        peers["scikit-network"] = lambda: _scikit(adjacency, buyer, solver)
    ours: list[float] = []
    spent: dict[str, list[float]] = {name: [] for name in peers}
    for _ in range(ROUNDS):
        took, ranks = timed(lambda: pagerank(transition(adjacency), starts, alpha=ALPHA))
        ours.append(took / BUYERS)
        for name, peer in peers.items():
            spent[name].append(timed(peer)[0])
    graph = networkx.Graph()
    graph.add_nodes_from(range(NODES))
    graph.add_edges_from(pairs.tolist())
    slow, theirs = timed(lambda: networkx.pagerank(graph, ALPHA, {buyer: 1.0}, tol=1e-12, max_iter=500))
    spent["networkx"] = [min(slow, timed(lambda: networkx.pagerank(graph, ALPHA, {buyer: 1.0}))[0])]
    found = {"igraph": exact, "networkx": np.array([theirs[i] for i in range(NODES)])}
    fast = min((n for n in spent if n != "networkx"), key=lambda n: min(spent[n]))
    return [
        *(
            _line(n, ours, took, 1 / 100 if n == "networkx" else 1 / 3, n in ("networkx", fast))
            for n, took in spent.items()
        ),
        *(_difference(name, ranks[:, 0], value) for name, value in found.items()),
    ]


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds and result."""
    began = time.perf_counter()
    result = work()
    return time.perf_counter() - began, result


def _line(name: str, ours: list[float], peer: list[float], target: float, counts: bool) -> Line:
    return Line("", "", "", "", "", None)


def _scikit(adjacency: sparse.csr_matrix, buyer: int, settings: dict[str, Any]) -> Floats:
    from sknetwork.ranking import PageRank

    found: Floats = PageRank(damping_factor=ALPHA, **settings).fit_predict(adjacency, weights={buyer: 1.0})
    return found


def _difference(name: str, ours: Floats, theirs: Floats) -> Line:
    """Whether two results are the same."""
    worst = float(np.abs(ours - theirs).max())
    return Line(f"pagerank = {name}", f"{worst:.1e}", "", "", f"≤ {EXACT:g}", worst <= EXACT)
