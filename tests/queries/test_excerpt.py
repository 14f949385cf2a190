"""Of a large store only a part is read, and the answers are those of the whole graph as far as promised."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from graph import Ambiguous, NotFound, Store, Tables, open_store
from queries import Matchmaker, excerpt
from queries.cli import main
from queries.matches import Match
from queries.weights import WEIGHTS
from tests.bench.graphs import made_up
from tests.queries.build import ON, world

# What the signals of a candidate are in a part is what they are in the whole graph, but for these.
APPROXIMATE = {"text", "graph", "proof"}
STORES = [pytest.param("file", id="file"), pytest.param("neo4j", id="neo4j", marks=pytest.mark.neo4j)]


@pytest.fixture
def opened(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Callable[[Tables], Store]]:
    """Opens a store of the kind asked for, filled with tables."""
    stores: list[Store] = []

    def fill(tables: Tables) -> Store:
        kind = getattr(request, "param", "file")
        url = request.getfixturevalue("neo4j_url")("0") if kind == "neo4j" else str(tmp_path / "a.db")
        stores.append(open_store(url))
        stores[-1].write(tables)
        return stores[-1]

    yield fill
    for store in stores:
        store.close()


def exact(match: Match) -> dict[str, Any]:
    """What is promised to be the same: the signals that compare with nobody else, and what they say."""
    signals = {
        s.name: (s.score, s.sentence, set(s.evidence)) for s in match.signals if s.name not in APPROXIMATE
    }
    return {
        **signals,
        "met": match.met,
        "missing": match.missing,
        "signed": match.signed,
        "said": match.headline,
    }


def compare(whole: Matchmaker, part: Matchmaker, buyer: str, product: str | None) -> tuple[int, int]:
    """Hold all answers of both against each other; how many of the first ten agree, of how many."""
    wanted = {m.supplier.id: m for m in whole.rank_suppliers(buyer, product, top=9999)}
    found = {m.supplier.id: m for m in part.rank_suppliers(buyer, product, top=9999)}
    for id, match in found.items():
        if id in wanted:
            assert exact(match) == exact(wanted[id]), (buyer, id)
            assert abs(match.score - wanted[id].score) <= sum(WEIGHTS[s] for s in APPROXIMATE)
        else:  # a word that is rare among the firms that were read
            assert not _certain(match), (buyer, id)
    assert [id for id, match in wanted.items() if _certain(match) and id not in found] == []
    first = [[*answer][:10] for answer in (wanted, found)]
    return len({*first[0]} & {*first[1]}), len(first[0])


def _certain(match: Match) -> bool:
    """Whether more than words speaks for a firm."""
    scores = {s.name: s.score or 0.0 for s in match.signals}
    return bool(scores["product"] > 0 or scores["peers"] > 0 or match.signed)


@pytest.mark.parametrize("opened", STORES, indirect=True)
def test_hai_phong_ranks_as_when_it_is_read_whole(opened: Callable[[Tables], Store], hai_phong: Tables):
    store = opened(hai_phong)
    whole, part = Matchmaker(hai_phong, on=ON), Matchmaker(store, on=ON, whole=False)
    buyers = [b for b, foreign in zip(whole.index.enterprises, whole.index.foreign, strict=True) if foreign]
    agreed = [compare(whole, part, b, p) for b in buyers[::8] for p in (None, "linh kiện nhựa")]
    assert sum(a for a, _ in agreed) >= 0.95 * sum(n for _, n in agreed) > 0


@pytest.mark.parametrize("opened", STORES, indirect=True)
@pytest.mark.parametrize(("firms", "edges", "seed"), [(30, 200, 1), (200, 1500, 2), (1000, 4000, 3)])
def test_made_up_graphs_rank_as_when_they_are_read_whole(
    opened: Callable[[Tables], Store], firms: int, edges: int, seed: int
):
    tables = made_up(firms, edges, seed=seed)
    whole, part = Matchmaker(tables, on=ON), Matchmaker(opened(tables), on=ON, whole=False)
    questions = [(f"f{i}", p) for i in range(0, firms, firms // 3) for p in (None, "plastic parts")]
    agreed = [compare(whole, part, *question) for question in questions]
    assert sum(a for a, _ in agreed) >= 0.8 * sum(n for _, n in agreed) > 0


def test_only_the_knowledge_is_read_whole(opened: Callable[[Tables], Store], monkeypatch: pytest.MonkeyPatch):
    store = opened(made_up(100, 800))
    whole: set[str] = set()
    read = store.read
    monkeypatch.setattr(store, "read", lambda *types: whole.update(types or ["all"]) or read(*types))
    mm = Matchmaker(store, on=ON, whole=False)
    matches = mm.rank_suppliers("f1", top=3)
    mm.explain("f1", "f2")
    assert whole == {"Product", "Standard", "Place", "Programme", "BROADER", "INPUT_OF"}
    assert matches[0].path
    assert mm.cite(matches[0].path[-1].fact), "its sources are known without reading more"
    assert len(mm.rank_batch(matches.to_frame()[["buyer"]], top=3)) == 9
    assert "all" in whole, "questions about everything read everything"


def test_the_note_says_that_a_part_was_read_and_when_it_was_cut(
    opened: Callable[[Tables], Store], monkeypatch: pytest.MonkeyPatch
):
    makers = [f"s{i:02d} makes {'hub' if i % 2 else 'bolt'}" for i in range(40)]
    store = opened(
        world("firm b ownership=fdi", *makers, "s07 makes bolt", "s08 at hp", "b needs hub", "b needs bolt")
    )
    part = Matchmaker(store, on=ON, whole=False)
    assert "A large store (44 relations): only 41 firms" in " ".join(
        n.en for n in part.rank_suppliers("b").notes
    )
    assert not any("more firms may fit" in n.en for n in part.rank_suppliers("b").notes)
    monkeypatch.setattr(excerpt, "CANDIDATES", 3)
    cut = part.rank_suppliers("b")
    assert any("more firms may fit, only the 3 of which most fits were compared" in n.en for n in cut.notes)
    # who makes both, then of those who make one the firm of which more is known, then by id
    assert sorted(m.supplier.id for m in cut) == ["s00", "s07", "s08"]
    assert "A large store" not in Matchmaker(store, on=ON).rank_suppliers("b").say("en"), "this one is small"


def test_the_strongest_are_compared_whoever_owns_the_others(
    opened: Callable[[Tables], Store], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(excerpt, "CANDIDATES", 2)
    foreign = [f"firm x{i} ownership=fdi" for i in range(9)] + [f"x{i} makes hub" for i in range(9)]
    tables = world(
        "b needs hub", *foreign, "z makes hub", "y hints hub", "firm u ownership=unknown", "u makes hub"
    )
    part = Matchmaker(opened(tables), on=ON, whole=False)
    assert [m.supplier.id for m in part.rank_suppliers("b")] == ["z"]
    assert any("whose they are is not known" in n.en for n in part.rank_suppliers("b").notes)
    assert {m.supplier.id[0] for m in part.rank_suppliers("b", ownership=["fdi"])} == {"x"}


def test_one_pair_is_explained_as_it_is_ranked(opened: Callable[[Tables], Store]):
    part = Matchmaker(opened(made_up(200, 1500)), on=ON, whole=False)
    for match in part.rank_suppliers("f3", "plastic parts", top=5):
        told = part.explain("f3", match.supplier.id, "plastic parts")
        assert (told.score, told.signals, told.path) == (match.score, match.signals, match.path)
    stranger = part.explain("f3", "f4", "plastic parts")
    assert stranger.supplier.id == "f4"


def test_firms_are_found_by_what_people_call_them(opened: Callable[[Tables], Store]):
    tables = world(
        'firm bt name="Công ty TNHH Công nghiệp Bảo Tiên" tax_code=0200638555 aliases="BTI|Bao Tien JSC"',
        'firm hl name="Công ty CP Hoàng Long"',
        'firm hl2 name="Công ty CP Hoàng Long Hai"',
        'firm hv name="Công ty TNHH Hoàng Vân"',
        'product counterweight name_vi="đối trọng"',
    )
    part = Matchmaker(opened(tables), on=ON, whole=False)
    for asked in (
        "bt",
        "bao tien",
        "Công ty TNHH Công nghiệp Bảo Tiên",
        "0200638555",
        "0200-638-555",
        "bti",
        "bảo",
    ):
        assert part.find(asked) == "bt", asked
    assert part.find("hoang long") == "hl"
    assert part.find("doi trong", "Product") == "counterweight"
    with pytest.raises(Ambiguous, match="fits 3 of type Enterprise: Công ty CP Hoàng Long "):
        part.find("hoàng")
    with pytest.raises(
        NotFound, match=r"no enterprise called 'Bảo Tiêm'; nearest: Công ty TNHH Công nghiệp Bảo"
    ):
        part.find("Bảo Tiêm")
    for odd in ("", "☃", "'; --", "x" * 3000):
        with pytest.raises(NotFound):
            part.find(odd)


def test_nothing_known_of_a_buyer_is_said(opened: Callable[[Tables], Store]):
    part = Matchmaker(opened(world("firm b ownership=fdi", "s makes hub", "b signed t")), on=ON, whole=False)
    matches = part.rank_suppliers("b")
    assert [m.supplier.id for m in matches] == ["t"]
    assert any("Nothing is known of what b buys or makes" in n.en for n in matches.notes)


def test_the_command_reads_a_part_of_a_large_store_unless_told(
    opened: Callable[[Tables], Store], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    opened(world("firm b ownership=fdi", "b needs hub", "s makes hub", "s makes bolt"))
    asked = ["suppliers", "b", "--lang", "en", "--store", str(tmp_path / "a.db")]
    small = CliRunner().invoke(main, asked)
    assert "A large store" not in small.output
    monkeypatch.setattr(excerpt, "LARGE", 5)
    large = CliRunner().invoke(main, asked)
    assert large.exit_code == 0, large.output
    assert "A large store (3 relations): only 2 firms" in " ".join(large.output.split())
    assert "[1] lines:2" in large.output
    assert "Dòng chữ" in large.output, "the source is named"
    assert CliRunner().invoke(main, [*asked, "--whole"]).output == small.output
    told = CliRunner().invoke(main, ["explain", "b", "s", *asked[2:]])
    assert told.exit_code == 0
    assert "needs this" in told.output
