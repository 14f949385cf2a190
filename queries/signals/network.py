"""How near the supplier is to the buyer in the graph, and what similar buyers do."""

from __future__ import annotations

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from graph.schema import EDGES
from graph.text import Text
from queries.facts import Fact, Floats, Ints
from queries.index import Index
from queries.pagerank import Walks, transition
from queries.signals.base import Query, Telling

# How strongly an edge carries a walk. Facts about firms count more than general knowledge.
_CARRIES = {"SIGNED_MOU": 1.0, "MAKES": 1.0, "NEEDS": 1.0, "INPUT_OF": 0.5, "BROADER": 0.3}
# A short walk (the chance to go on at each step), and how much of it begins at the product asked for.
_ALPHA, _FROM_PRODUCT = 0.5, 0.9
_BETA = 0.6  # how much RP3beta damps popular suppliers (Paudel et al. 2017)


class Network:
    """The undirected graph of firms (first) and products, for walks and paths."""

    def __init__(self, index: Index) -> None:
        firms = len(index.enterprises)
        size = firms + len(index.products)
        parts: list[tuple[Ints, Ints, float]] = []
        for name, weight in _CARRIES.items():
            parts.append((*_ends(index, name, firms), weight))
        parts += _mou_products(index, firms)
        source = np.concatenate([p[0] for p in parts])
        target = np.concatenate([p[1] for p in parts])
        strength = np.concatenate([np.full(len(p[0]), p[2]) for p in parts])
        directed = sparse.csr_matrix((strength, (source, target)), shape=(size, size))
        self.firms = firms
        self.adjacency = sparse.csr_matrix(directed + directed.T)
        self.walks = Walks(transition(self.adjacency), _ALPHA)

    def starts(self, queries: list[Query]) -> Floats:
        """Where the walks of some queries begin: at the buyer, or mostly at the product asked for."""
        starts = np.zeros((self.adjacency.shape[0], len(queries)))
        for column, query in enumerate(queries):
            starts[query.buyer, column] = 1.0 if query.product is None else 1.0 - _FROM_PRODUCT
            if query.product is not None:
                starts[self.firms + query.product, column] = _FROM_PRODUCT
        return starts


def _ends(index: Index, name: str, firms: int) -> tuple[Ints, Ints]:
    """The ends of an edge type as nodes of the network: firms first, products after them."""
    rows, edge = index.rows[name], EDGES[name]
    left, right = (0 if type == "Enterprise" else firms for type in (edge.sources[0], edge.target))
    return rows.source + left, rows.target + right


def _mou_products(index: Index, firms: int) -> list[tuple[Ints, Ints, float]]:
    """An MOU's products tie both its ends to them."""
    mous = index.rows["SIGNED_MOU"]
    ends: list[int] = []
    products: list[int] = []
    for buyer, supplier, listed in zip(
        mous.source.tolist(), mous.target.tolist(), mous.columns["products"], strict=True
    ):
        for id in listed:
            if id in index.p_at:
                ends += [buyer, supplier]
                products += [firms + index.p_at[id]] * 2
    return [(np.array(ends, dtype=np.int64), np.array(products, dtype=np.int64), 0.5)]


def network(index: Index) -> Network:
    """The network of an index, built once."""
    return index.shared("network", lambda: Network(index))


def walk(queries: list[Query]) -> None:
    """Fill in ``pagerank`` of queries over one index, all at once."""
    if queries:
        net = network(queries[0].index)
        ranks = net.walks.ranks(net.starts(queries))
        for column, query in enumerate(queries):
            query.pagerank = ranks[: net.firms, column]


def score_graph(query: Query) -> Floats:
    """Personalised PageRank from the buyer (and product), relative to the nearest domestic firm
    that it has not signed with. Unknown where no path leads."""
    if query.pagerank is None:
        walk([query])
    assert query.pagerank is not None
    rank = query.pagerank.copy()
    others = query.index.ownership == "domestic"
    others[[query.buyer, *query.index.signed(query.buyer)]] = False
    highest = rank[others].max(initial=0.0)
    found = np.minimum(rank / highest, 1.0) if highest > 0 else (rank > 0).astype(np.float64)
    found[rank <= 0] = np.nan
    return found


def tell_graph(query: Query, supplier: int, value: float | None) -> Telling:
    """How the two are connected."""
    if value is None:
        return Telling(Text("chưa thấy đường nối trong đồ thị", "no path in the graph is known"))
    facts = shortest(query, supplier)
    level = Text("gần", "near") if value >= 0.5 else Text("xa hơn những bên khác", "further than others")
    return Telling(
        Text(
            f"{level.vi} trong đồ thị, cách {len(facts)} bước",
            f"{level.en} in the graph, {len(facts)} step{'s' * (len(facts) != 1)} away",
        ),
        tuple(facts),
    )


def shortest(query: Query, supplier: int) -> list[Fact]:
    """The facts along one shortest path from the buyer to a supplier."""
    index, net = query.index, network(query.index)
    if "tree" not in query.scratch:
        # Every edge stands both ways already: called undirected, SciPy would turn it round once more.
        _, query.scratch["tree"] = csgraph.breadth_first_order(net.adjacency, query.buyer, directed=True)
    before = query.scratch["tree"]
    facts: list[Fact] = []
    at = supplier
    while at != query.buyer and before[at] >= 0:
        facts.extend(_between(index, net.firms, int(before[at]), at))
        at = int(before[at])
    return facts[::-1]


def _between(index: Index, firms: int, one: int, two: int) -> list[Fact]:
    """An edge that joins two nodes of the network (either way round), as a fact."""
    for name in _CARRIES:
        edge, rows = EDGES[name], index.rows[name]
        left, right = (0 if type == "Enterprise" else firms for type in (edge.sources[0], edge.target))
        size = firms if left == 0 else len(index.products)
        for a, b in ((one - left, two - right), (two - left, one - right)):
            for row in index.rows_of(name, a) if 0 <= a < size else ():
                if rows.target[row] == b:
                    return [index.fact(name, row)]
    firm, product = min(one, two), max(one, two) - firms
    mous = index.rows["SIGNED_MOU"]
    for row in np.flatnonzero((mous.source == firm) | (mous.target == firm)).tolist():
        if index.products[product] in mous.columns["products"][row]:
            return [index.fact("SIGNED_MOU", row)]
    return []


def _peer_matrix(index: Index) -> sparse.csr_matrix:
    mous = index.rows["SIGNED_MOU"]
    size = len(index.enterprises)
    signed = sparse.csr_matrix((np.ones(len(mous)), (mous.source, mous.target)), shape=(size, size))
    signed.data[:] = 1.0
    return signed


def score_peers(query: Query) -> Floats:
    """RP3beta: buyer → its suppliers → their other buyers → those buyers' suppliers, popular ones damped.

    Relative to the best; unknown where no such walk leads.
    """
    signed = query.index.shared("signed", lambda: _peer_matrix(query.index))
    step = query.index.shared("signed moves", lambda: (transition(signed), transition(signed.T)))
    forward, back = step
    start = np.zeros(query.size)
    start[query.buyer] = 1.0
    peers = back @ (forward @ start)
    peers[query.buyer] = 0.0
    reached = forward @ peers
    popular = np.asarray(signed.sum(axis=0)).ravel()
    reached = reached / np.maximum(popular, 1.0) ** _BETA
    others = np.ones(query.size, dtype=bool)
    others[[query.buyer, *query.index.signed(query.buyer)]] = False
    highest = reached[others].max(initial=0.0) or reached.max(initial=0.0)
    if highest <= 0:
        return query.unknown()
    found: Floats = np.minimum(reached / highest, 1.0)
    found[reached <= 0] = np.nan
    return found


def tell_peers(query: Query, supplier: int, value: float | None) -> Telling:
    """Which buyers sign with both."""
    if value is None:
        return Telling(Text("chưa có bên mua tương tự đã ký", "no similar buyer is known to have signed"))
    index, mous = query.index, query.index.rows["SIGNED_MOU"]
    own = index.signed(query.buyer)
    facts: list[Fact] = []
    names: list[Text] = []
    for row in np.flatnonzero(mous.target == supplier).tolist():
        peer = int(mous.source[row])
        common = sorted(own.keys() & index.signed(peer).keys()) if peer != query.buyer else []
        if common:
            facts.append(index.fact("SIGNED_MOU", row))
            facts.append(index.fact("SIGNED_MOU", own[common[0]][0]))
            facts.append(index.fact("SIGNED_MOU", index.signed(peer)[common[0]][0]))
            names.append(index.name(peer))
    listed = Text.join(names[:3], ", ")
    return Telling(
        Text(
            f"{listed.vi} ký với cả hai bên", f"{listed.en} signed with a common supplier and with this one"
        ),
        tuple(facts),
    )
