"""Scores become ranks: signals added up, the best found, each match told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import networkx as nx
import numpy as np
import numpy.typing as npt

from graph.errors import KetnoiError
from graph.schema import EDGES
from graph.text import Text
from graph.view import node_key
from queries.facts import Fact, Floats, Ints
from queries.index import Index
from queries.matches import Match, Record, SignalScore, Step
from queries.reasons import because, would
from queries.signals import SIGNALS, Query
from queries.signals.base import Telling
from queries.signals.product import chain, sentence
from queries.signals.record import held, required
from queries.weights import FOCUS

# Scores have four decimals, and what is shown is what was added: contributions sum to the score exactly.
DECIMALS = 4
# The signals that speak for a fit, above so much; an MOU with the buyer does, too. A firm of which only the
# place or the programme is known is no candidate, nor one that has shown but a far group of what is needed.
FIT = {"product": 0.0, "proof": 0.1, "text": 0.0, "peers": 0.0}


@dataclass(frozen=True)
class Scores:
    """All signals of a query for all enterprises: ``by_signal`` (signals × enterprises, NaN = unknown).

    ``weights`` has one number per signal; ``contributions`` = weights × by_signal, rounded.
    """

    by_signal: Floats
    weights: Floats
    contributions: Floats
    total: Floats
    fits: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, query: Query) -> Scores:
        """Every signal of a query, weighted and added up."""
        if "signals" not in query.scratch:  # the same question with other weights need not ask them anew
            query.scratch["signals"] = np.vstack([signal.score(query) for signal in SIGNALS])
        by_signal = query.scratch["signals"]
        weights = _weights(query)
        contributions = np.round(np.nan_to_num(by_signal) * weights[:, None], DECIMALS)
        above = np.array([FIT.get(s.name, np.inf) for s in SIGNALS])
        fits = np.asarray((np.nan_to_num(by_signal) > above[:, None]).any(axis=0))
        fits[list(query.index.signed(query.buyer))] = True
        return cls(by_signal, weights, contributions, np.round(contributions.sum(axis=0), DECIMALS), fits)

    def exact(self, at: Ints | slice = slice(None)) -> Floats:
        """Σ weight × score before rounding, of all enterprises or those at some positions."""
        # einsum: a product as small as this would keep all processors busy with waiting for each other.
        found: Floats = np.einsum("se,s->e", np.nan_to_num(self.by_signal[:, at]), self.weights).round(12)
        return found

    def with_signal(self, signal: int, supplier: int, value: float) -> tuple[float, float]:
        """The score, rounded and exact, that a supplier would have with another value of one signal."""
        weight, old = float(self.weights[signal]), float(np.nan_to_num(self.by_signal[signal, supplier]))
        more = round(value * weight, DECIMALS) - float(self.contributions[signal, supplier])
        exact = float((np.nan_to_num(self.by_signal[:, supplier]) @ self.weights) + (value - old) * weight)
        return round(float(self.total[supplier]) + more, DECIMALS), round(exact, 12)

    def rank(
        self,
        supplier: int,
        allowed: npt.NDArray[np.bool_] | None,
        score: tuple[float, float] | None = None,
    ) -> int | None:
        """The rank that ``best`` gives a supplier among the allowed, with its own score or another.

        ``None`` when it does not fit, or nobody says who is allowed.
        """
        if allowed is None or not (allowed[supplier] and self.fits[supplier]):
            return None
        total, exact = score or (float(self.total[supplier]), float(self.exact(np.array([supplier]))[0]))
        others = np.flatnonzero(allowed & self.fits & (self.total >= total))
        others = others[others != supplier]
        theirs = self.exact(others)
        before = (self.total[others] > total) | (theirs > exact) | ((theirs == exact) & (others < supplier))
        return int(before.sum()) + 1


def focus(query: Query) -> Floats:
    """How much of its weight each signal counts for: less where one product is asked for and it is not of
    the product."""
    asked = query.product is not None
    return np.array([FOCUS if asked and s.whole else 1.0 for s in SIGNALS])


def _weights(query: Query) -> Floats:
    """How much each signal counts in a query, in all 1."""
    found = np.array([query.weights[s.name] for s in SIGNALS])
    if query.product is not None:
        found *= focus(query)
        found /= found.sum()
    return found


def best(scores: Scores, allowed: npt.NDArray[np.bool_], top: int | None) -> Ints:
    """The positions of the best allowed enterprises that fit; ties in the order of ids."""
    if top is not None and top < 1:
        raise KetnoiError(f"top phải từ 1 trở lên, không phải {top}", f"top must be 1 or more, not {top}")
    at = np.flatnonzero(allowed & scores.fits)
    if top is not None and len(at) > 4 * top:  # sort only what can come first
        bound = -np.partition(-scores.total[at], top)[top]
        at = at[scores.total[at] >= bound]
    order = np.lexsort((at, -scores.exact(at), -scores.total[at]))
    chosen: Ints = at[order][:top]
    return chosen


def tell(
    query: Query,
    scores: Scores,
    supplier: int,
    rank: int,
    allowed: npt.NDArray[np.bool_] | None = None,
) -> Match:
    """The match of a query with one supplier, with everything that speaks for it and against.

    ``allowed`` are those among whom it is ranked: what is missing is then told with the rank it costs.
    """
    index = query.index
    signals = []
    for i, signal in enumerate(SIGNALS):
        value = float(scores.by_signal[i, supplier])
        known = None if np.isnan(value) else value
        told: Telling = signal.tell(query, supplier, known)
        contribution = float(scores.contributions[i, supplier])
        weight = float(scores.weights[i])
        signals.append(
            SignalScore(signal.name, signal.label, known, weight, contribution, told.sentence, told.evidence)
        )
    signed = tuple(index.fact("SIGNED_MOU", row) for row in index.signed(query.buyer).get(supplier, ()))
    met, missing, unknown = _balance(query, supplier, signals)
    product = None
    if query.product is not None:
        product = Record(index.products[query.product], index.product_name(query.product))
    return Match(
        Record(index.enterprises[query.buyer], index.name(query.buyer)),
        Record(index.enterprises[supplier], index.name(supplier)),
        product,
        rank,
        float(scores.total[supplier]),
        tuple(signals),
        _headline(query, supplier, signals, bool(signed)),
        met,
        missing,
        unknown,
        _path(query, supplier, signals, signed),
        signed,
        because(query, supplier, signals),
        would(query, scores, supplier, allowed),
    )


def _balance(
    query: Query, supplier: int, signals: Iterable[SignalScore]
) -> tuple[tuple[Text, ...], tuple[Text, ...], tuple[Text, ...]]:
    """What is met, what is missing, what is not known."""
    index = query.index
    met: dict[Text, None] = {}
    for need, _, _ in query.hits.by(supplier):
        met.setdefault(index.product_name(query.needs[need].product))
    missing, unknown = [], [s.sentence for s in signals if s.score is None]
    on_file = held(query, supplier)
    for standard in required(query):
        name = index.label(node_key("Standard", standard))
        if standard not in on_file:
            unknown.append(Text(f"chưa có {name.vi} trong hồ sơ", f"no {name.en} on file"))
        elif on_file[standard][0]:
            met.setdefault(Text(f"có {name.vi}", f"holds {name.en}"))
        else:
            missing.append(Text(f"{name.vi} đã hết hạn", f"{name.en} has expired"))
    for s in signals:
        if s.name == "capacity" and s.score is not None and s.score < 1:
            missing.append(s.sentence)
    if index.planned[supplier]:
        missing.append(Text("nhà máy mới ở dạng kế hoạch", "the plant is only planned"))
    return tuple(met), tuple(missing), tuple(unknown)


def _headline(query: Query, supplier: int, signals: Iterable[SignalScore], signed: bool) -> Text:
    """What a person can use first: what it makes of what is needed, and why."""
    index, found = query.index, query.hits.by(supplier)
    lead = Text("đã ký ghi nhớ; ", "has signed an MOU; ") if signed else Text("", "")
    if found:
        first = sentence(query, supplier, found[0][0], found[0][2])
        more = len(found) - 1
        return lead + first + (Text(f" (và {more} thứ nữa)", f" (and {more} more)") if more else Text("", ""))
    if not index.known_makers[supplier]:
        return lead + Text("chưa biết doanh nghiệp này làm ra gì", "what this firm makes is not known")
    if not query.needs:
        return lead + Text("chưa biết bên mua cần gì", "what the buyer needs is not known")
    near = next((s.sentence for s in signals if s.name == "proof" and s.score), None)
    return lead + (near or Text("không thấy sản phẩm khớp", "no product is known to fit"))


def _path(
    query: Query, supplier: int, signals: Iterable[SignalScore], signed: tuple[Fact, ...]
) -> tuple[Step, ...]:
    """One path from buyer to supplier over the evidence: the best product, the MOU, else the shortest."""
    index = query.index
    start = node_key("Enterprise", index.enterprises[query.buyer])
    end = node_key("Enterprise", index.enterprises[supplier])
    best_hit = query.hits.by(supplier)[:1]
    tries: list[Iterable[Fact]] = [chain(query, supplier, need, own) for need, _, own in best_hit]
    tries += [signed, [f for s in signals if s.name in ("peers", "graph") for f in s.evidence]]
    for facts in tries:
        graph = nx.MultiGraph()
        for fact in facts:
            graph.add_edge(fact.source, fact.target, fact=fact)
        if start in graph and end in graph and nx.has_path(graph, start, end):
            nodes = nx.shortest_path(graph, start, end)
            return tuple(_step(index, graph, a, b) for a, b in nx.utils.pairwise(nodes))
    return ()


def _step(index: Index, graph: nx.MultiGraph, start: str, end: str) -> Step:
    fact: Fact = min((d["fact"] for d in graph[start][end].values()), key=lambda f: f.type)
    return Step(index.label(start), EDGES[fact.type].label, index.label(end), fact.source == start, fact)
