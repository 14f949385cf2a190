"""A place's page: what is made there, what is missing, how local supply is, who is helped, and its parks."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import networkx as nx

from graph.text import Text
from graph.view import node_key
from queries.area import Area
from queries.facts import Fact
from queries.gaps import Gap
from queries.gaps import gaps as gaps_of
from queries.localisation import of_place
from queries.pages.facets import PARKS, Facets, made_groups
from queries.pages.options import Options
from queries.pages.page import Page
from queries.pages.payload import Payload, edge_of
from queries.pages.shell import build
from queries.supplied import LEVEL, WHERE, Localisation
from queries.supply import OWNER, Maker

if TYPE_CHECKING:
    from queries.matchmaker import Matchmaker

_MOST = 40  # gaps shown; all of them are counted
_TOLD = ("MAKES", "HOLDS", "LOCATED_IN", "SUPPORTED_BY", "SIGNED_MOU")
_SIDES = ("makers", "perhaps", "elsewhere", "foreign")
_OPEN = Text("thứ cần mua chưa biết ai trong nước làm", "needs with no domestic maker known")
_SUBTITLE = Text(
    "Địa phương: làm được gì, còn thiếu gì, nguồn cung gần đến đâu",
    "A place: what is made, what is missing, how local supply is",
)


def place_page(mm: Matchmaker, place: str, options: Options) -> Page:
    """The page of a place (its id), best of a province."""
    key, area = node_key("Place", place), Area(mm.index, place)
    firms = [node_key("Enterprise", id) for i, id in enumerate(mm.index.enterprises) if area.holds(i)]
    parks = _parks(mm.graph, key)
    gaps, local = gaps_of(mm.index, place), of_place(mm.index, place)
    graph = _part(mm.graph, [key, *firms, *parks], gaps.rows[:_MOST])
    facets = options.facets or Facets(mm.graph)
    payload = Payload(graph, mm.index.tables["Source"], facets=facets, links=options.links)
    notes = dict.fromkeys((*gaps.notes, *local.notes))
    data = payload.data() | {
        "home": options.home,
        "on": mm.on.isoformat(),
        "place": payload.index[key],
        "figures": [{"label": [t.vi, t.en], "value": v} for t, v in _figures(mm, firms, parks, gaps.rows)],
        "map": _map(graph, payload, parks, firms),
        "clusters": _clusters(graph, payload, firms),
        "gaps": [_gap(payload, gap) for gap in gaps.rows[:_MOST]],
        "gapsInAll": len(gaps.rows),
        "local": _local(payload, local),
        "programmes": _programmes(graph, payload, firms),
        "notes": [[n.vi, n.en] for n in notes],
    }
    return build("place", title=mm.index.label(key), lang=options.lang, data=data, counts=_SUBTITLE)


def _figures(
    mm: Matchmaker, firms: list[str], parks: list[str], gaps: tuple[Gap, ...]
) -> list[tuple[Text, int]]:
    owned = [mm.graph.nodes[f].get("ownership") for f in firms]
    foreign = sum(o in ("fdi", "joint_venture") for o in owned)
    domestic = owned.count("domestic")
    return [
        (Text("doanh nghiệp có vốn nước ngoài", "foreign-owned or joint"), foreign),
        (Text("doanh nghiệp trong nước", "domestic enterprises"), domestic),
        (Text("chưa rõ của ai", "ownership not known"), len(firms) - foreign - domestic),
        (Text("khu, cụm công nghiệp", "parks and clusters"), len(parks)),
        (_OPEN, sum(not g.makers for g in gaps)),
    ]


def _parks(graph: nx.MultiDiGraph, place: str) -> list[str]:
    """The parks and clusters that lie in a place, at any depth."""
    found: set[str] = set()
    open_ = [place]
    while open_:
        at = open_.pop()
        inner = {s for s, _, kind in graph.in_edges(at, data="type") if kind == "LOCATED_IN"}
        new = {p for p in inner - found if graph.nodes[p]["type"] == "Place"}
        found |= new
        open_ += new
    return sorted(p for p in found if graph.nodes[p].get("kind") in PARKS)


def _part(graph: nx.MultiDiGraph, shown: list[str], gaps: Iterable[Gap]) -> nx.MultiDiGraph:
    """What the page can lead to: the firms and parks, what their cards tell, the evidence of the gaps."""
    facts = [f for gap in gaps for f in _facts(gap)]
    edges: set[Any] = {e for fact in facts if (e := edge_of(graph, fact))}
    for node in shown:
        for s, t, key, kind in graph.out_edges(node, keys=True, data="type"):
            if kind in _TOLD:
                edges.add((s, t, key))
    programmes = {n for n, kind in graph.nodes(data="type") if kind == "Programme"}
    ends = {n for s, t, _ in edges for n in (s, t)}
    needed = {node_key("Product", gap.product.id) for gap in gaps}
    part = nx.MultiDiGraph()
    part.add_nodes_from((n, graph.nodes[n]) for n in sorted(ends | set(shown) | programmes | needed))
    part.add_edges_from((s, t, key, graph.edges[s, t, key]) for s, t, key in sorted(edges))
    return part


def _facts(gap: Gap) -> list[Fact]:
    makers = [m for side in _SIDES for m in _listed(gap, side)]
    return [*(f for d in gap.buyers for f in d.evidence), *(f for m in makers for f in m.evidence)]


def _listed(gap: Gap, side: str) -> tuple[Maker, ...]:
    makers: tuple[Maker, ...] = getattr(gap, side)
    return makers


# --- as JSON ------------------------------------------------------------------------


def _map(graph: nx.MultiDiGraph, payload: Payload, parks: list[str], firms: list[str]) -> list[list[Any]]:
    """Each park with its firms (as numbers of nodes) and, where known, its east and south in kilometres."""
    inside = _inside(graph, parks, firms)
    known = {p: _degrees(graph.nodes[p]) for p in parks}
    latitudes = [at[0] for at in known.values() if at]
    squeeze = math.cos(math.radians(sum(latitudes) / len(latitudes))) if latitudes else 1.0
    found = []
    for park in parks:
        at = known[park]
        place = None if at is None else [round(111.32 * at[1] * squeeze, 2), round(-110.57 * at[0], 2)]
        found.append([payload.index[park], [payload.index[f] for f in inside[park]], place])
    return sorted(found, key=lambda row: (-len(row[1]), row[0]))


def _degrees(row: dict[str, Any]) -> tuple[float, float] | None:
    """Latitude and longitude of a place, when both are known and on this earth."""
    north, east = row.get("latitude"), row.get("longitude")
    if not isinstance(north, (int, float)) or not isinstance(east, (int, float)):
        return None
    return (float(north), float(east)) if abs(north) <= 90 and abs(east) <= 180 else None


def _inside(graph: nx.MultiDiGraph, parks: list[str], firms: list[str]) -> dict[str, list[str]]:
    """Park → firms that lie in it; those of a park within a park count for both."""
    located = nx.DiGraph((s, t) for s, t, kind in graph.edges(data="type") if kind == "LOCATED_IN")
    found: dict[str, list[str]] = {park: [] for park in parks}
    for firm in firms:
        for place in nx.descendants(located, firm) if firm in located else ():
            if place in found:
                found[place].append(firm)
    return found


def _clusters(graph: nx.MultiDiGraph, payload: Payload, firms: list[str]) -> list[dict[str, Any]]:
    """Product groups with the firms here that make something of them: domestic ones, others."""
    made = made_groups(payload.facets.graph, firms)
    groups: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for firm in firms:
        domestic = graph.nodes[firm].get("ownership") == "domestic"
        for group in made.get(firm, ()):
            groups[group][0 if domestic else 1].append(payload.index[firm])
    rows = [
        {"label": payload.label(group), "domestic": own, "others": others}
        for group, (own, others) in groups.items()
    ]
    return sorted(rows, key=lambda r: (-len(r["domestic"]) - len(r["others"]), r["label"]))


def _gap(payload: Payload, gap: Gap) -> dict[str, Any]:
    first = gap.buyers[0]
    return {
        "node": payload.index[node_key("Product", gap.product.id)],
        "group": [gap.group.name.vi, gap.group.name.en] if gap.group else None,
        "buyers": [_named(d.buyer.id, d.buyer.name, payload) for d in gap.buyers],
        "stated": gap.stated,
        "why": [first.why.vi, first.why.en],
        "facts": payload.evidences(first.evidence),
        **{side: [_named(m.firm.id, m.firm.name, payload) for m in _listed(gap, side)] for side in _SIDES},
    }


def _named(id: str, name: Text, payload: Payload) -> list[Any]:
    """A firm as the number of its node (or -1) and its names."""
    return [payload.index.get(node_key("Enterprise", id), -1), name.vi, name.en]


def _local(payload: Payload, local: Localisation) -> dict[str, Any]:
    """Products by their most local maker, makers by owner and place, and each buyer's share."""
    buyers: dict[str, list[Any]] = {}
    for row in local.rows:
        for demand in row.buyers:
            at = buyers.setdefault(
                demand.buyer.id, [*_named(demand.buyer.id, demand.buyer.name, payload), 0, 0]
            )
            at[3] += 1
            at[4] += row.level == "domestic"
    levels = [
        [[LEVEL[level].vi, LEVEL[level].en], level, count]
        for level, count, *_ in local.shares().itertuples(index=False)
    ]
    makers = [
        [[OWNER[o].vi, OWNER[o].en], *map(int, rest)] for o, *rest in local.makers().itertuples(index=False)
    ]
    return {
        "levels": levels,
        "where": [[w.vi, w.en] for w in WHERE.values()],
        "makers": makers,
        "buyers": sorted(buyers.values(), key=lambda b: (-b[4] / b[3], -b[3], b[1])),
    }


def _programmes(graph: nx.MultiDiGraph, payload: Payload, firms: list[str]) -> list[list[Any]]:
    """Each programme with the firms here that it is known to support, and the edges that say so."""
    here = set(firms)
    found = []
    for node, kind in graph.nodes(data="type"):
        if kind == "Programme":
            edges = [(s, t, k) for s, t, k in graph.in_edges(node, keys=True) if s in here]
            found.append([payload.index[node], [{"edge": payload.edge_index[e]} for e in sorted(edges)]])
    return sorted(found, key=lambda row: (-len(row[1]), row[0]))
