"""Positions worked out beforehand: the same graph has the same picture, without physics.

Forces act on the core of each connected part; nodes with one neighbour are
put around it afterwards, and what still touches is pushed apart. A hub (a
province that half the firms lie in) would pull everything into one lump, so
its edges don't pull on nodes that hang on something else.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]

UNIT = 66.0  # of vis-network, between two nodes that stand close
_WIDE = 1.45  # a screen is wider than high
_ANCHORS = 500  # up to here every node pushes every other; beyond, groups of nodes do
_GOLDEN = math.pi * (3 - math.sqrt(5))


def positions(
    graph: nx.Graph, pulls: Mapping[str, float], sizes: Mapping[Any, float]
) -> dict[Hashable, tuple[int, int]]:
    """Where each node stands, in the units of vis-network.

    ``pulls`` says how strongly a type of edge pulls; 0 only where nothing else holds a node.
    ``sizes`` is how large each node is drawn (its radius).
    """
    frame = skeleton(graph, pulls)
    parts = sorted(nx.connected_components(frame), key=lambda part: (-len(part), min(part)))
    alone = [node for part in parts if len(part) == 1 for node in part]
    blocks = [
        (nodes := sorted(part), _part(frame.subgraph(part), nodes, [sizes[n] / UNIT for n in nodes]))
        for part in parts
        if len(part) > 1
    ]
    placed = _packed([*blocks, (alone, _rows(len(alone)))] if alone else blocks)
    return {n: (round(x * UNIT), round(y * UNIT)) for n, (x, y) in placed.items()}


def skeleton(graph: nx.Graph, pulls: Mapping[str, float]) -> nx.Graph:
    """The edges that shape the picture: one per pair, without those of hubs and of weak types."""
    frame = nx.Graph()
    frame.add_nodes_from(sorted(graph))
    many = max(30, len(graph) // 8)
    degree = dict(graph.degree)
    spare = []
    for left, right, kind in sorted(graph.edges(data="type")):
        pull = pulls.get(kind, 1.0)
        if left == right:
            continue
        if pull <= 0 or max(degree[left], degree[right]) > many:
            spare.append((left, right))
        elif pull > frame.get_edge_data(left, right, {}).get("weight", 0):
            frame.add_edge(left, right, weight=pull)
    loose = {n for n in frame if not frame.degree(n)}
    for left, right in spare:
        if left in loose or right in loose:
            frame.add_edge(left, right, weight=0.3)
            loose -= {left, right}
    return frame


def _rows(count: int) -> Points:
    """A block for the nodes that nothing holds."""
    across = math.ceil(math.sqrt(count * 4))
    return np.array([divmod(i, across)[::-1] for i in range(count)], dtype=float)


def _part(frame: nx.Graph, nodes: list[Any], radii: list[float]) -> Points:
    """The points of one connected part, at least 1 apart or nearly so."""
    if len(nodes) < 3:
        return np.array([[1.3 * i, 0.9 * i] for i in range(len(nodes))], dtype=float)
    core = [n for n in nodes if frame.degree(n) > 1] or nodes[:1]
    leaves: dict[Any, list[Any]] = {n: [] for n in core}
    for node in nodes:
        if node not in leaves:
            leaves[next(iter(frame[node]))].append(node)
    room = np.array([0.5 * math.sqrt(1 + len(leaves[n])) for n in core])
    points = _upright(_forces(frame.subgraph(core), core, room))
    where = dict(zip(core, _apart(points, room * 1.15), strict=True))
    for parent, children in leaves.items():
        for k, child in enumerate(children):
            turn, far = k * _GOLDEN, 0.75 * math.sqrt(k + 1.2)
            where[child] = where[parent] + far * np.array([math.cos(turn), math.sin(turn)])
    return _apart(np.array([where[n] for n in nodes]), np.maximum(0.35, 1.35 * np.array(radii) + 0.1))


def _forces(core: nx.Graph, nodes: list[Any], room: Points) -> Points:
    """Edges pull their ends together, all nodes push each other away (Fruchterman and Reingold)."""
    count = len(nodes)
    index = {n: i for i, n in enumerate(nodes)}
    ends = np.array([(index[a], index[b]) for a, b in core.edges], dtype=int).reshape(-1, 2)
    pull = np.array([w for _, _, w in core.edges(data="weight")])[:, None]
    points = _start(count, ends)
    mass = (2 * room) ** 2
    steps = 120 if count <= 300 else 70 if count <= 2000 else 40
    for step in range(steps):
        move = _push(points, mass)
        span = points[ends[:, 1]] - points[ends[:, 0]]
        pulled = span * np.linalg.norm(span, axis=1, keepdims=True) * pull * 0.4
        np.add.at(move, ends[:, 0], pulled)
        np.add.at(move, ends[:, 1], -pulled)
        move -= 0.02 * points  # keeps loose ends from drifting away
        length = np.linalg.norm(move, axis=1, keepdims=True)
        most = 0.12 * math.sqrt(count) * (1 - step / steps) + 0.02
        points = points + move / np.maximum(length, 1e-9) * np.minimum(length, most)
    return points


def _upright(points: Points) -> Points:
    """The points turned so that the longest way is across, and stretched towards the shape of a screen."""
    points = points - points.mean(0)
    _, axes = np.linalg.eigh(points.T @ points)
    axes = axes[:, ::-1]
    turned = points @ (axes * np.where(axes.sum(0) < 0, -1, 1))
    wide, high = np.maximum(np.ptp(turned, axis=0), 1e-6)
    stretch = min(1.6, max(0.6, math.sqrt(_WIDE * high / wide)))
    return np.asarray(turned * np.array([stretch, 1 / stretch]))


def _start(count: int, ends: NDArray[np.int_]) -> Points:
    """A first placing by distances to a few far-apart nodes (pivot MDS), shaken a little."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import shortest_path

    shake = np.random.default_rng(20250701).normal(scale=0.05, size=(count, 2))
    if count < 3 or not len(ends):
        return shake
    links = coo_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(count, count)).tocsr()
    near = np.full(count, np.inf)
    rows = []
    pivot = 0
    for _ in range(min(count, 40)):
        row = shortest_path(links, directed=False, unweighted=True, indices=pivot)
        row = np.where(np.isfinite(row), row, np.max(row, initial=1.0, where=np.isfinite(row)) + 2)
        rows.append(row)
        near = np.minimum(near, row)
        pivot = int(np.argmax(near))
    square = np.array(rows).T ** 2
    centred = square - square.mean(0) - square.mean(1, keepdims=True) + square.mean()
    u, s, _ = np.linalg.svd(centred, full_matrices=False)
    flat = u[:, :2] * s[:2]
    flat = flat * np.where(np.sum(flat**3, axis=0) < 0, -1, 1)  # one sign on every machine
    flat = flat / (np.abs(flat).max(initial=1e-9)) * math.sqrt(count)
    return np.asarray(np.pad(flat, ((0, 0), (0, 2 - flat.shape[1]))) + shake)


def _push(points: Points, mass: Points) -> Points:
    """What every node feels from all others; from far groups of nodes when there are many."""
    where, weight = points, mass
    if len(points) > _ANCHORS:
        low, size = points.min(0), np.ptp(points, axis=0).max() / 24 + 1e-9
        cell = np.floor((points - low) / size).astype(int)
        _, group = np.unique(cell[:, 0] * 1000 + cell[:, 1], return_inverse=True)
        weight = np.bincount(group, mass).astype(np.float64)
        where = np.stack([np.bincount(group, mass * points[:, k]) / weight for k in (0, 1)], axis=1)
    dx = points[:, :1] - where[:, 0]
    dy = points[:, 1:] - where[:, 1]
    strength = dx * dx
    strength += dy * dy + 0.05
    np.divide(weight, strength, out=strength)
    return np.stack([np.einsum("ij,ij->i", way, strength) for way in (dx, dy)], axis=1)


def _apart(points: Points, room: Points, rounds: int = 60) -> Points:
    """The points moved as little as it takes for no two to be nearer than their rooms."""
    from scipy.spatial import cKDTree

    if len(points) < 2:
        return points
    shake = np.random.default_rng(7).normal(scale=1e-3, size=points.shape)
    points = points + shake
    for _ in range(rounds):
        pairs = cKDTree(points).query_pairs(float(2 * room.max()), output_type="ndarray")
        span = points[pairs[:, 1]] - points[pairs[:, 0]]
        far = np.linalg.norm(span, axis=1)
        lack = room[pairs[:, 0]] + room[pairs[:, 1]] - far
        close = lack > 1e-2
        if not close.any():
            break
        pairs, span, far, lack = pairs[close], span[close], far[close], lack[close]
        shift = span / np.maximum(far, 1e-9)[:, None] * (lack * 0.4)[:, None]
        np.add.at(points, pairs[:, 0], -shift)
        np.add.at(points, pairs[:, 1], shift)
    return points


def _packed(parts: list[tuple[list[Any], Points]]) -> dict[Any, tuple[float, float]]:
    """The parts side by side: the largest in the middle of its row, small ones in rows below."""
    placed: dict[Any, tuple[float, float]] = {}
    width = max([float(np.ptp(p[:, 0])) for _, p in parts] + [math.sqrt(sum(len(n) for n, _ in parts)) * 1.3])
    x = y = height = 0.0
    for nodes, points in parts:
        low, size = points.min(0), np.ptp(points, axis=0)
        if x > 0 and x + size[0] > width:
            x, y, height = 0.0, y + height + 1.6, 0.0
        for node, point in zip(nodes, points - low + np.array([x, y]), strict=True):
            placed[node] = (float(point[0]), float(point[1]))
        x, height = x + float(size[0]) + 1.6, max(height, float(size[1]))
    return placed
