"""A firm's page: what it needs (or can do), who fits and why, and the paths between them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import networkx as nx

from graph.text import Text
from graph.view import node_key
from queries import rankings
from queries.facts import Fact
from queries.matches import Match, SignalScore
from queries.pages.layered import layered
from queries.pages.network import network
from queries.pages.options import Options
from queries.pages.page import Page
from queries.pages.payload import Payload, edge_of
from queries.pages.shell import build
from queries.pages.sides import BASES, Item, needs_side, offers_side
from queries.ranking import Scores, tell
from queries.signals import SIGNALS

if TYPE_CHECKING:
    from queries.matchmaker import Matchmaker

_OPEN = Text("nhu cầu chưa thấy ai trong nước làm", "needs with no known domestic maker")
_MOST_SIGNED = 30
# What the card of a firm tells beside the evidence.
_TOLD = ("HOLDS", "LOCATED_IN", "SUPPORTED_BY", "MAKES", "NEEDS", "SIGNED_MOU")
_MOST_TOLD = 200  # edges of one firm; more would be a page of its own


@dataclass(frozen=True)
class Answer:
    """What the page of one firm says: new partners, those signed with, its side, notes, figures."""

    role: str
    firm: int
    new: list[Match]
    signed: list[Match]
    side: list[Item]
    notes: list[Text]
    figures: list[tuple[Text, int]]

    def partner(self, match: Match) -> str:
        """The node of the other firm of a match."""
        return node_key("Enterprise", (match.supplier if self.role == "buyer" else match.buyer).id)


def firm_page(mm: Matchmaker, firm: str, role: str, options: Options) -> Page:
    """The page of an enterprise (its id) as ``buyer`` or ``supplier``."""
    answer = (_as_buyer if role == "buyer" else _as_supplier)(mm, mm.index.e_at[firm], options)
    focus = node_key("Enterprise", firm)
    matches = [*answer.new, *answer.signed]
    graph = _part(mm.graph, focus, answer, matches)
    payload = Payload(graph, mm.index.tables["Source"], facets=options.facets, links=options.links)
    routes = [_route(focus, answer.partner(m), m) for m in matches]
    drawn = {payload.edge_index[e] for m in matches for f in _drawn(m) if (e := edge_of(graph, f))}
    places = layered(focus, routes)
    picture = network(graph, payload, places, drawn)
    partners = {payload.index[answer.partner(m)] for m in matches}
    for node in picture["nodes"]:
        node["aside"] = int(node["id"] in partners)  # its name stands beside it, as in a list
    data = payload.data() | {
        "home": options.home,
        "role": role,
        "firm": payload.index[focus],
        "focus": None,
        "on": mm.on.isoformat(),
        "signals": [{"label": [s.label.vi, s.label.en], "weight": mm.weights[s.name]} for s in SIGNALS],
        "bases": [{"key": key, "label": [text.vi, text.en]} for key, text in BASES.items()],
        "new": [_match(payload, answer, m) for m in answer.new],
        "signed": [_match(payload, answer, m) for m in answer.signed],
        "side": [_item(payload, mm, item) for item in answer.side],
        "notes": [[n.vi, n.en] for n in answer.notes],
        "figures": [{"label": [text.vi, text.en], "value": value} for text, value in answer.figures],
        "network": picture,
    }
    name = mm.index.label(focus)
    return build("firm", title=name, lang=options.lang, data=data, counts=_subtitle(role), role=role)


def _subtitle(role: str) -> Text:
    if role == "buyer":
        return Text(
            "Bên mua: cần gì, ai trong nước cung cấp được, vì sao",
            "As a buyer: what it needs, who could supply it, and why",
        )
    return Text(
        "Nhà cung cấp: làm được gì, bán được cho ai, vì sao",
        "As a supplier: what it can do, who could buy it, and why",
    )


# --- the answer -----------------------------------------------------------------


def _as_buyer(mm: Matchmaker, firm: int, options: Options) -> Answer:
    query, choice = mm.asking.query(firm), rankings.Choice(options.top, exclude_signed=True)
    scores = Scores.of(query)
    found = rankings.suppliers(query, choice)
    signed_with = [s for s in mm.index.signed(firm) if s != firm]
    signed = [tell(query, scores, s, 0) for s in signed_with[:_MOST_SIGNED]]
    fits = scores.fits & choice.allowed(query)
    side = needs_side(query)
    inferred = sum(i.basis == "inferred" for i in side)
    figures = [
        (Text("nhu cầu nêu rõ hay qua ghi nhớ", "needs stated or signed for"), len(side) - inferred),
        (Text("nhu cầu suy ra", "needs inferred"), inferred),
        (Text("nhà cung cấp mới phù hợp", "new suppliers that fit"), int(fits.sum())),
        (Text("đã ký ghi nhớ", "signed MOUs"), len(signed_with)),
        (_OPEN, sum(not i.partners for i in side)),
    ]
    return Answer(
        "buyer", firm, list(found), _by_score(signed), side, _notes(found.notes, signed_with), figures
    )


def _as_supplier(mm: Matchmaker, firm: int, options: Options) -> Answer:
    index = mm.index
    found = rankings.buyers(mm.asking, firm, top=options.top, exclude_signed=True, asked=options.asked)
    mous = index.rows["SIGNED_MOU"]
    signed_with = [int(b) for b in dict.fromkeys(mous.source[mous.target == firm].tolist()) if b != firm]
    queries = [mm.asking.query(b) for b in signed_with[:_MOST_SIGNED]]
    signed = [tell(query, Scores.of(query), firm, 0) for query in queries]
    asked = [mm.asking.query(index.e_at[m.buyer.id]) for m in (*found, *signed)]
    side = offers_side(index, firm, asked)
    sure = sum(i.basis in ("stated", "signed") for i in side)
    figures = [
        (Text("năng lực nêu rõ", "capabilities stated"), sure),
        (Text("năng lực suy ra", "capabilities inferred"), len(side) - sure),
        (Text("bên mua mới phù hợp (đang hiện)", "new buyers that fit (shown)"), len(found)),
        (Text("đã ký ghi nhớ", "signed MOUs"), len(signed_with)),
    ]
    return Answer(
        "supplier", firm, list(found), _by_score(signed), side, _notes(found.notes, signed_with), figures
    )


def _by_score(signed: Iterable[Match]) -> list[Match]:
    return sorted(signed, key=lambda m: (-m.score, m.buyer.id, m.supplier.id))


def _notes(notes: Iterable[Text], signed: list[int]) -> list[Text]:
    more = len(signed) - _MOST_SIGNED
    left = [Text(f"Còn {more} bên đã ký không hiện ở đây", f"{more} more signed partners are not shown here")]
    return [*notes, *(left if more > 0 else [])]


# --- the part of the graph --------------------------------------------------------


def _part(graph: nx.MultiDiGraph, focus: str, answer: Answer, matches: list[Match]) -> nx.MultiDiGraph:
    """What the page can lead to: the firms, all evidence, and what the cards tell of the firms."""
    firms = [focus, *(answer.partner(m) for m in matches)]
    facts = [f for m in matches for f in (*_drawn(m), *(f for s in m.signals for f in s.evidence))]
    facts += [f for item in answer.side for f in item.facts]
    edges: set[Any] = {e for fact in facts if (e := edge_of(graph, fact))}
    for firm in dict.fromkeys(firms):
        told = [
            (s, t, key)
            for s, t, key, row in (
                *graph.out_edges(firm, keys=True, data=True),
                *graph.in_edges(firm, keys=True, data=True),
            )
            if row["type"] in _TOLD
        ]
        edges |= set(told[:_MOST_TOLD])
    part = nx.MultiDiGraph()
    nodes = {n for s, t, _ in edges for n in (s, t)} | set(firms) | {item.product for item in answer.side}
    part.add_nodes_from((n, graph.nodes[n]) for n in sorted(nodes))
    part.add_edges_from((s, t, key, graph.edges[s, t, key]) for s, t, key in sorted(edges))
    return part


def _drawn(match: Match) -> list[Fact]:
    return [*(step.fact for step in match.path), *match.signed]


def _route(focus: str, partner: str, match: Match) -> list[str]:
    """The nodes of the path of a match, from the firm of the page to its partner."""
    at, nodes = node_key("Enterprise", match.buyer.id), []
    for step in match.path:
        nodes.append(at)
        at = step.fact.target if step.fact.source == at else step.fact.source
    nodes.append(at)
    if nodes[0] != focus:
        nodes.reverse()
    return nodes if match.path else [focus, partner]


# --- as JSON ------------------------------------------------------------------------


def _match(payload: Payload, answer: Answer, match: Match) -> dict[str, Any]:
    partner = answer.partner(match)
    return {
        "firm": payload.index[partner],
        "rank": match.rank,
        "score": match.score,
        "headline": _pair(match.headline),
        "met": [_pair(t) for t in match.met],
        "missing": [_pair(t) for t in match.missing],
        "unknown": [_pair(t) for t in match.unknown],
        "signals": [_signal(payload, s) for s in match.signals],
        "signed": payload.evidences(match.signed),
        "path": payload.evidences(step.fact for step in match.path),
    }


def _signal(payload: Payload, signal: SignalScore) -> list[Any]:
    """Score (or null: not known), contribution, sentence and evidence."""
    return [signal.score, signal.contribution, _pair(signal.sentence), payload.evidences(signal.evidence)]


def _item(payload: Payload, mm: Matchmaker, item: Item) -> dict[str, Any]:
    keys = [node_key("Enterprise", mm.index.enterprises[p]) for p in item.partners]
    return {
        "node": payload.index[item.product],
        "basis": list(BASES).index(item.basis),
        "weight": round(item.weight, 4),
        "why": _pair(item.why),
        "of": None if item.of is None else payload.index.get(item.of),
        "facts": payload.evidences(item.facts),
        "known": len(keys),
        "partners": [payload.index[k] for k in keys if k in payload.index],
    }


def _pair(text: Text) -> list[str]:
    return [text.vi, text.en]
