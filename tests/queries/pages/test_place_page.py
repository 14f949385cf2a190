"""A place's page: parks where they lie, who makes what, what lacks, and what is not known."""

from __future__ import annotations

from typing import Any

from queries.pages.kinds import PAGES
from queries.pages.options import Options
from tests.queries.build import maker
from tests.queries.pages.test_graph_page import data_of

WORLD = """
    place hp kind=province
    place park-a kind=park latitude=20.86 longitude=106.56
    place park-b kind=park latitude=20.91 longitude=106.72
    place park-c kind=park
    park-a within hp
    park-b within hp
    park-c within hp
    firm b ownership=fdi
    b makes washer
    weight into washer
    drum into washer
    s makes weight
    b at park-a
    s at park-b
    far makes weight
    weight is iron
    s joined help
"""


def said(world: str = WORLD, place: str = "hp") -> dict[str, Any]:
    return data_of(PAGES["place"].make(maker(world), place, Options()).html)


def label(data: dict[str, Any], n: int) -> str:
    return str(data["nodes"][n]["label"][0])


def test_parks_lie_as_their_coordinates_say() -> None:
    data = said()
    parks = {label(data, n): (firms, place) for n, firms, place in data["map"]}
    assert [label(data, f) for f in parks["park-a"][0]] == ["b"]
    assert parks["park-c"] == ([], None)
    east, south = (parks["park-b"][1][k] - parks["park-a"][1][k] for k in (0, 1))
    # 0.16° of longitude at 20.9° north and 0.05° of latitude, in kilometres.
    assert abs(east - 16.64) < 0.05
    assert abs(south + 5.53) < 0.05


def test_a_place_without_coordinates_has_no_point() -> None:
    world = WORLD.replace("latitude=20.86 ", "").replace("latitude=20.91", "latitude=120.0")
    assert all(place is None for _, _, place in said(world)["map"])


def test_clusters_set_domestic_firms_apart() -> None:
    data = said()
    rows = {row["label"][0]: row for row in data["clusters"]}
    assert [label(data, n) for n in rows["iron"]["domestic"]] == ["s"]
    assert [label(data, n) for n in rows["washer"]["others"]] == ["b"]


def test_gaps_lead_to_their_evidence() -> None:
    data = said()
    gaps = {label(data, gap["node"]): gap for gap in data["gaps"]}
    assert gaps["drum"]["makers"] == []
    assert [name for _, name, _ in gaps["weight"]["makers"]] == ["s"]
    assert [name for _, name, _ in gaps["weight"]["elsewhere"]] == ["far"]
    assert all(data["edges"][f["edge"]]["refs"] for f in gaps["drum"]["facts"])
    assert data["gapsInAll"] == len(gaps)


def test_local_supply_and_programmes() -> None:
    data = said()
    assert {level: count for _, level, count in data["local"]["levels"]}["domestic"] == 1
    (buyer,) = data["local"]["buyers"]
    assert buyer[1:] == ["b", "b", 2, 1]
    ((programme, edges),) = data["programmes"]
    assert label(data, programme) == "help"
    assert len(edges) == 1


def test_a_place_of_which_nothing_is_known_says_so() -> None:
    data = said("place hp kind=province", "hp")
    assert data["map"] == data["clusters"] == data["gaps"] == data["programmes"] == []
    assert data["notes"]
