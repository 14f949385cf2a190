"""The questions of ``Matchmaker``, asked of the shipped Hải Phòng facts."""

from __future__ import annotations

import json

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from graph import Ambiguous, KetnoiError, NotFound, Tables
from graph.values import Reference
from graph.view import node_key
from queries import Match, Matches, Matchmaker
from queries.needs import needs_of
from queries.signals import WEIGHTS
from queries.tell import explanation
from tests.queries.build import ON, maker, world

CONTRIBUTIONS = [f"contribution_{name.replace(' ', '_')}" for name in WEIGHTS]
SERVEONE = {"quang-thang", "leanmac", "skv", "kosame"}


def ids(matches: Matches) -> list[str]:
    """The suppliers in their order."""
    return [m.supplier.id for m in matches]


def owners(mm: Matchmaker, found: list[str]) -> set[str]:
    """Whose these firms are."""
    return {str(mm.index.ownership[mm.index.e_at[id]]) for id in found}


def notes(matches: Matches) -> str:
    """All notes in English."""
    return "\n".join(n.en for n in matches.notes)


# --- suppliers of a buyer -----------------------------------------------------


@pytest.mark.parametrize("buyer", ["heesung", "LG Electronics", "Canon", "vinfast", "rorze"])
def test_suppliers_are_domestic(mm: Matchmaker, buyer: str) -> None:
    found = ids(mm.rank_suppliers(buyer, top=100))
    assert found
    assert owners(mm, found) == {"domestic"}
    assert mm.find(buyer) not in found


def test_counterweights_for_washing_machines(mm: Matchmaker) -> None:
    """The maker of counterweights is first for the maker of washing machines, with reason and path."""
    first = mm.rank_suppliers("LG Electronics")[0]
    assert first.supplier.id == "thanh-phuong-casting"
    assert "makes counterweight" in first.headline.en
    assert "washing machine" in first.headline.en
    assert "đối trọng" in first.headline.vi
    assert [(s.fact.type, s.forward) for s in first.path] == [
        ("MAKES", True),
        ("INPUT_OF", False),
        ("MAKES", False),
    ]
    assert first.path_text("en") == (
        "LG Electronics (Hai Phong campus) —makes→ Washing machines ←goes into— Counterweight"
        " ←makes— Công ty TNHH Cơ khí đúc Thành Phương"
    )
    assert "Counterweight" in [t.en for t in first.met]


def test_all_evidence_leads_to_a_source(mm: Matchmaker) -> None:
    """Every score above 0 and every step of a path can be followed to a title."""
    titles = set(mm.index.tables["Source"]["title"])
    for buyer in ("heesung", "lg-electronics", "serveone", "hkt"):
        for match in mm.rank_suppliers(buyer):
            facts = [f for s in match.signals if s.score for f in s.evidence]
            facts += [*match.signed, *(s.fact for s in match.path)]
            assert facts
            for fact in facts:
                cited = mm.cite(fact)
                assert len(cited) == len(fact.sources) > 0
                assert all(any(c.en.startswith(t) for t in titles) for c in cited), cited


def test_product_asked_for(mm: Matchmaker) -> None:
    for name in ("counterweight", "đối trọng", "doi trong", "Counterweight", "quả đối trọng"):
        found = mm.rank_suppliers("LG Electronics", product=name)
        assert found[0].supplier.id == "thanh-phuong-casting"
        assert found[0].product is not None
        assert found[0].product.id == "counterweight"


def test_product_that_no_firm_makes_has_no_candidate(mm: Matchmaker) -> None:
    found = mm.rank_suppliers("LG Electronics", product="wafer-robot")
    assert [m for m in found if not m.signed] == []
    assert "No firm in the data is known to fit" in notes(found)


def test_buyer_of_which_nothing_is_known_has_no_new_candidates(mm: Matchmaker) -> None:
    found = mm.rank_suppliers("serveone")
    assert set(ids(found)) == SERVEONE
    assert all(m.signed for m in found)
    assert "Nothing is known of what" in notes(found)
    assert len(mm.rank_suppliers("serveone", exclude_signed=True)) == 0


def test_exclude_signed_leaves_out_the_signed_and_only_those(mm: Matchmaker) -> None:
    everyone = mm.rank_suppliers("heesung", top=100)
    new = mm.rank_suppliers("heesung", top=100, exclude_signed=True)
    assert {m.supplier.id for m in everyone if m.signed} == {"bao-tien", "van-long"}
    assert ids(new) == [m.supplier.id for m in everyone if not m.signed]
    assert [m.rank for m in new] == list(range(1, len(new) + 1))


@pytest.mark.parametrize("ownership", [("fdi",), ("joint_venture",), ("unknown",), ("fdi", "domestic")])
def test_ownership_admits_others(mm: Matchmaker, ownership: tuple[str, ...]) -> None:
    found = ids(mm.rank_suppliers("LG Electronics", top=100, ownership=ownership))
    assert owners(mm, found) <= set(ownership)
    if "fdi" in ownership:
        assert "sanhua" in found


def test_strange_ownership_is_an_error_that_lists_the_known(mm: Matchmaker) -> None:
    with pytest.raises(KetnoiError, match=r"no ownership \['foreign'\]; use: fdi, domestic"):
        mm.rank_suppliers("heesung", ownership=("foreign",))


def test_firms_of_unknown_ownership_are_counted() -> None:
    found = maker(
        "firm b ownership=fdi\nb needs cw\nx makes cw\nu makes cw\nv makes cw\nfirm u ownership=unknown\n"
        "w makes cw\nfirm w ownership=fdi\nfirm v ownership=unknown"
    ).rank_suppliers("b")
    assert ids(found) == ["x"]
    assert "2 firm(s) may fit, but whose they are is not known" in notes(found)


def test_firms_of_which_nothing_is_known_are_counted_and_not_called_unfit() -> None:
    found = maker("firm b ownership=fdi\nb needs cw\nx makes cw\nfirm s1\nfirm s2\nfirm s3").rank_suppliers(
        "b"
    )
    assert ids(found) == ["x"]
    assert "3 more firms can't be ranked: what they make is not known" in notes(found)


def test_planned_plants_are_said_to_be_planned(mm: Matchmaker) -> None:
    """As suppliers and as buyers."""
    match = mm.explain("lg-electronics", "haengsung")
    assert match.headline.en.startswith("plans to make")
    assert match.headline.vi.startswith("dự kiến sản xuất")
    assert "the plant is only planned" in [t.en for t in match.missing]
    needs = mm.rank_suppliers("haengsung", top=100)
    said = [s.sentence.en for m in needs for s in m.signals if s.name == "product" and s.score]
    assert said
    assert all("the buyer plans to make" in s for s in said)


# --- buyers of a supplier -----------------------------------------------------


@pytest.mark.parametrize("supplier", ["Nhựa An Phát", "Thành Phương", "Bảo Tiên", "van-long"])
def test_ranked_buyers_agree_with_explain(mm: Matchmaker, supplier: str) -> None:
    found = mm.rank_buyers(supplier, top=100)
    assert len(found) > 0
    assert [m.rank for m in found] == list(range(1, len(found) + 1))
    assert [m.score for m in found] == sorted((m.score for m in found), reverse=True)
    for match in found:
        alone = mm.explain(match.buyer.id, supplier)
        assert (match.score, match.headline, match.path) == (alone.score, alone.headline, alone.path)
        assert [s.contribution for s in match.signals] == [s.contribution for s in alone.signals]
        assert [s.evidence for s in match.signals] == [s.evidence for s in alone.signals]
        assert match.supplier.id == mm.find(supplier)
        assert match.buyer.id != match.supplier.id


def test_buyers_and_suppliers_see_each_other_alike(mm: Matchmaker) -> None:
    """The score of a pair is one number, whoever asks."""
    seen = {m.buyer.id: m.score for m in mm.rank_buyers("Nhựa An Phát", top=100)}
    for buyer in ("kyocera", "heesung", "lg-electronics"):
        suppliers = {m.supplier.id: m.score for m in mm.rank_suppliers(buyer, top=100)}
        assert suppliers["an-phat-plastic"] == seen[buyer]


def test_buyers_without_the_signed(mm: Matchmaker) -> None:
    everyone = [m.buyer.id for m in mm.rank_buyers("Bảo Tiên", top=100)]
    new = [m.buyer.id for m in mm.rank_buyers("Bảo Tiên", top=100, exclude_signed=True)]
    assert "heesung" in everyone
    assert new == [b for b in everyone if b != "heesung"]


def test_supplier_of_which_nothing_is_known(mm: Matchmaker) -> None:
    assert "makes is not known" in notes(mm.rank_buyers("Bảo Tiên"))


def test_domestic_firms_that_say_what_they_need_are_buyers_too(mm: Matchmaker) -> None:
    assert "vinfast" in [m.buyer.id for m in mm.rank_buyers("Duyên Hải", top=100)]


# --- one pair -----------------------------------------------------------------


def test_signed_mou_is_told_with_the_article(mm: Matchmaker) -> None:
    match = mm.explain("serveone", "Quang Thắng")
    (mou,) = match.signed
    assert (mou.source, mou.target) == ("Enterprise:serveone", "Enterprise:quang-thang")
    (cited,) = mm.cite(mou)
    assert cited.vi.startswith("Công nghiệp hỗ trợ Hải Phòng (bài của Hưng Hà) (congnghieptieudung.vn, 2025)")
    assert "mous.csv:" in cited.vi
    assert match.headline.en.startswith("has signed an MOU; ")
    assert match.path_text("en").count("signed an MOU") == 1


def test_pair_that_does_not_fit_says_so(mm: Matchmaker) -> None:
    match = mm.explain("bridgestone", "pvtex", "wafer-robot")
    assert match.headline.en == "no product is known to fit"
    assert match.met == ()
    assert match.rank == 0


def test_a_firm_cannot_supply_itself(mm: Matchmaker) -> None:
    with pytest.raises(KetnoiError, match="buyer and supplier are the same enterprise"):
        mm.explain("heesung", "Heesung Electronics")


# --- who is meant -------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "id"),
    [
        ("heesung", "heesung"),
        ("Hee-Sung Electronics", "heesung"),
        ("HEESUNG ELECTRONICS VIỆT NAM", "heesung"),
        ("bao tien", "bao-tien"),
        ("Bảo Tiên", "bao-tien"),
        ("Cong ty TNHH Cong nghiep Bao Tien", "bao-tien"),
        ("Công ty TNHH Công nghiệp Bảo Tiên", "bao-tien"),
        ("Ba\u0309o  Tie\u0302n", "bao-tien"),
        ("nhua ky thuat van long", "van-long"),
        ("Thành Phương", "thanh-phuong-casting"),
        ("Rorze Robotech Co., Ltd.", "rorze"),
        ("富士ゼロックスハイフォン", "fuji-xerox"),
        ("Nhựa An Phát", "an-phat-plastic"),
    ],
)
def test_names_find(mm: Matchmaker, asked: str, id: str) -> None:
    assert mm.find(asked) == id


@pytest.mark.parametrize("asked", ["0100109106", "0100 109 106", "0100-109-106"])
def test_tax_code_finds(asked: str) -> None:
    assert maker("firm bt tax_code=0100109106\nfirm x").find(asked) == "bt"


@pytest.mark.parametrize(
    ("asked", "id"),
    [
        ("plastic-part", "plastic-part"),
        ("linh kiện nhựa", "plastic-part"),
        ("linh kien nhua", "plastic-part"),
        ("Plastic parts", "plastic-part"),
        ("chi tiết nhựa", "plastic-part"),
        ("dây điện cho máy giặt", None),
    ],
)
def test_products_find(mm: Matchmaker, asked: str, id: str | None) -> None:
    if id is None:
        with pytest.raises(NotFound, match="no product called"):
            mm.find(asked, "Product")
    else:
        assert mm.find(asked, "Product") == id


def test_ambiguous_name_lists_its_candidates(mm: Matchmaker) -> None:
    with pytest.raises(Ambiguous) as caught:
        mm.rank_suppliers("LG")
    for id in ("lg-display", "lg-electronics", "lg-innotek"):
        assert f"({id})" in caught.value.say("en")
        assert f"({id})" in caught.value.say("vi")


def test_unknown_name_lists_the_nearest(mm: Matchmaker) -> None:
    with pytest.raises(NotFound, match=r"nearest: Công ty TNHH Heesung Electronics Việt Nam \(heesung\)"):
        mm.explain("Hessung", "Bảo Tiên")
    with pytest.raises(NotFound, match="no product called"):
        mm.rank_suppliers("heesung", product="zzzz")
    for blank in ("", "  "):
        with pytest.raises(NotFound):
            mm.find(blank)


# --- many at once -------------------------------------------------------------

ASKED = [
    ("heesung", None),
    ("LG Electronics", None),
    ("LG Electronics", "counterweight"),
    ("Canon", "linh kiện nhựa"),
    ("serveone", None),
    ("hkt", None),
    ("vinfast", None),
]


@pytest.mark.parametrize("exclude", [False, True])
@pytest.mark.parametrize("top", [1, 3, 100])
def test_batch_agrees_with_single_questions(mm: Matchmaker, exclude: bool, top: int) -> None:
    queries = pd.DataFrame(ASKED, columns=["buyer", "product"])
    found = mm.rank_batch(queries, top=top, exclude_signed=exclude)
    expected = [
        (m.buyer.id, m.product.id if m.product else None, m.supplier.id, m.rank, m.score)
        for buyer, product in ASKED
        for m in mm.rank_suppliers(buyer, product, top=top, exclude_signed=exclude)
    ]
    assert [tuple(r) for r in found.astype(object).where(found.notna(), None).to_numpy().tolist()] == expected


def test_batch_over_more_buyers_than_a_block(mm: Matchmaker) -> None:
    """Every foreign buyer at once gives each what it gets alone."""
    buyers = [mm.index.enterprises[i] for i in np.flatnonzero(mm.index.ownership == "fdi")]
    assert len(buyers) > 32
    found = mm.rank_batch(pd.DataFrame({"buyer": buyers}), top=3)
    for buyer in buyers[::6]:
        mine = found[found["buyer"] == buyer]
        alone = mm.rank_suppliers(buyer, top=3)
        assert mine["supplier"].tolist() == ids(alone)
        assert mine["score"].tolist() == [m.score for m in alone]


def test_batch_of_nothing_is_empty(mm: Matchmaker) -> None:
    for empty in (pd.DataFrame({"buyer": []}), pd.DataFrame({"buyer": [], "product": []})):
        found = mm.rank_batch(empty)
        assert list(found.columns) == ["buyer", "product", "supplier", "rank", "score"]
        assert len(found) == 0


def test_batch_reads_missing_products_as_none(mm: Matchmaker) -> None:
    queries = pd.DataFrame({"buyer": ["heesung"] * 3, "product": [None, float("nan"), ""]})
    found = mm.rank_batch(queries, top=2)
    assert found["supplier"].tolist() == ids(mm.rank_suppliers("heesung", top=2)) * 3


def test_batch_admits_other_owners(mm: Matchmaker) -> None:
    found = mm.rank_batch(pd.DataFrame({"buyer": ["LG Electronics"]}), ownership=("fdi",), top=5)
    assert found["supplier"].tolist() == ids(mm.rank_suppliers("LG Electronics", ownership=("fdi",), top=5))


def test_batch_names_an_unknown_buyer(mm: Matchmaker) -> None:
    with pytest.raises(NotFound, match="Hessung"):
        mm.rank_batch(pd.DataFrame({"buyer": ["heesung", "Hessung"]}))


@pytest.mark.parametrize("top", [1, 2, 5])
def test_top(mm: Matchmaker, top: int) -> None:
    everyone = mm.rank_suppliers("LG Electronics", top=100)
    assert ids(mm.rank_suppliers("LG Electronics", top=top)) == ids(everyone)[:top]
    assert len(mm.rank_buyers("Nhựa An Phát", top=top)) == top


# --- the shape of answers -----------------------------------------------------


def test_frame_has_ids_scores_and_a_column_per_signal(mm: Matchmaker) -> None:
    found = mm.rank_suppliers("LG Electronics", "counterweight")
    frame = found.to_frame()
    assert list(frame.columns) == [
        *("rank", "buyer", "supplier", "buyer_name", "supplier_name", "product", "score", "signed"),
        *CONTRIBUTIONS,
        *("headline", "met", "missing", "unknown", "path"),
    ]
    assert frame["supplier"].tolist() == ids(found)
    assert set(frame["buyer"]) == {"lg-electronics"}
    assert set(frame["product"]) == {"counterweight"}
    assert frame["score"].tolist() == [m.score for m in found]
    sums = frame[CONTRIBUTIONS].astype(float).fillna(0).sum(axis=1).round(4)
    assert sums.tolist() == frame["score"].tolist()
    assert frame.loc[0, "supplier_name"] == "Công ty TNHH Cơ khí đúc Thành Phương"


def test_frame_keeps_unknown_apart_from_zero() -> None:
    frame = maker(
        "firm b ownership=fdi\nb needs cw standards=iso\nx makes cw\nz makes cw\nx holds iso valid_until=2020"
    ).rank_suppliers("b")
    by_firm = frame.to_frame().set_index("supplier")["contribution_standards"]
    assert by_firm["x"] == 0
    assert pd.isna(by_firm["z"])


def test_dict_is_json_and_complete(mm: Matchmaker) -> None:
    for match in mm.rank_suppliers("heesung"):
        again = json.loads(json.dumps(match.to_dict(), ensure_ascii=False, allow_nan=False))
        assert again == match.to_dict()
        assert again["score"] == match.score
        assert [s["name"] for s in again["signals"]] == list(WEIGHTS)
        assert again["signed"] == [] or again["signed"][0]["type"] == "SIGNED_MOU"


def test_matches_behave_as_a_list_and_read_well(mm: Matchmaker) -> None:
    found = mm.rank_suppliers("LG Electronics", top=4)
    assert len(found) == len(list(found)) == 4
    assert isinstance(found[0], Match)
    assert [m.rank for m in found[1:3]] == [2, 3]
    assert str(found) == repr(found) == found.say("vi")
    assert "Công ty TNHH Cơ khí đúc Thành Phương" in str(found)
    assert "Nhà cung cấp phù hợp với LG Electronics" in str(found)
    buyers = mm.rank_buyers("Nhựa An Phát", top=1)
    assert buyers[0].buyer.name.vi in str(buyers)


def test_notebook_table_shows_who_is_ranked_and_escapes() -> None:
    """Buyers for a supplier, suppliers for a buyer; a name is never markup."""
    mm = maker("firm b ownership=fdi name='<b>Bên mua</b>'\nb needs cw\nx makes cw\nfirm x name='<i>Bán</i>'")
    for found in (mm.rank_buyers("x"), mm.rank_suppliers("b")):
        page = found._repr_html_()
        assert "<b>Bên mua</b>" not in page
        assert "<i>" not in page
    assert "&lt;b&gt;Bên mua" in mm.rank_buyers("x")._repr_html_().partition("<table")[2]
    assert "&lt;i&gt;Bán" in mm.rank_suppliers("b")._repr_html_().partition("<table")[2]


def test_networkx_view_is_the_same_graph(mm: Matchmaker, hai_phong: Tables) -> None:
    graph = mm.graph
    assert isinstance(graph, nx.MultiDiGraph)
    assert graph.has_edge("Enterprise:thanh-phuong-casting", "Product:counterweight", "MAKES")
    assert sum(t == "Enterprise" for _, t in graph.nodes(data="type")) == len(hai_phong["Enterprise"])


# --- hiding an MOU hides all that came from it --------------------------------

MOU = "b signed x products=cw signed_on=2025 stage=contract"
REST = """
firm b ownership=fdi
firm c ownership=fdi
b makes washer
c needs cw
y makes cw
c signed y
cw is casting
pulley is casting
product cw name_vi='đối trọng'
firm x
"""


def test_mou_speaks_for_need_and_capability() -> None:
    mm = maker(REST, MOU)
    b, cw = mm.index.e_at["b"], mm.index.p_at["cw"]
    assert [n.product for n in needs_of(mm.index, b)] == [cw]
    assert "x" in ids(mm.rank_suppliers("c"))
    assert sorted(ids(mm.rank_suppliers("b"))) == ["x", "y"]


def test_hidden_mou_leaves_no_trace() -> None:
    """Without the MOU the graph knows nothing of what x delivers and b needs."""
    tables = world(REST, MOU)
    mous = tables["SIGNED_MOU"]
    hidden = Matchmaker(Tables({**tables, "SIGNED_MOU": mous[mous["target"] != "x"]}), on=ON)
    never = maker(REST)
    b, x = hidden.index.e_at["b"], hidden.index.e_at["x"]
    assert needs_of(hidden.index, b) == ()
    assert not hidden.index.known_makers[x]
    assert x not in hidden.index.capabilities.supplier.tolist()
    assert ids(hidden.rank_suppliers("b")) == []
    assert ids(hidden.rank_suppliers("c")) == ["y"]
    for buyer in ("b", "c"):
        assert hidden.explain(buyer, "x").to_dict() == never.explain(buyer, "x").to_dict()
        assert not [
            f for s in hidden.explain(buyer, "x").signals for f in s.evidence if f.target == "Enterprise:x"
        ]


def test_sources_named_by_the_answers_exist(mm: Matchmaker) -> None:
    known = set(mm.index.tables["Source"]["id"])
    for match in mm.rank_suppliers("LG Electronics", top=100):
        for fact in (f for s in match.signals for f in s.evidence):
            assert {Reference.parse(r).source for r in fact.sources} <= known
            assert fact.source in mm.graph
            assert fact.target in mm.graph
            assert node_key("Source", "x") not in mm.graph


def test_each_mou_of_one_sentence_tells_its_own_day() -> None:
    """An article's sentence may be the whole source of several MOUs."""
    tables = world("firm b ownership=fdi\nb signed s signed_on=2024-05\nb signed t signed_on=2025-01-07")
    frames = {name: tables[name] for name in tables}
    sentence = [("s#article.txt:10-90",)] * 2
    frames["SIGNED_MOU"] = frames["SIGNED_MOU"].assign(sources=sentence)
    mm = Matchmaker(Tables(frames))
    told = {s: [f.signed_on for f in mm.explain("b", s).signed] for s in ("s", "t")}
    assert told == {"s": ["2024-05"], "t": ["2025-01-07"]}
    assert "Signed MOU: 2025-01-07" in explanation(mm, mm.explain("b", "t"), "en")


def test_the_closed_are_not_ranked_and_said() -> None:
    """Who has closed neither sells nor buys any more; the ranking says that it left one out."""
    mm = maker(
        "firm b ownership=fdi\nfirm gone status=closed\nfirm old ownership=fdi status=closed\n"
        "b needs counterweight\nold needs counterweight\ngone makes counterweight\nf makes counterweight"
    )
    found = mm.rank_suppliers("b")
    assert ids(found) == ["f"]
    assert "1 firm(s) fit but have closed" in notes(found)
    assert [m.buyer.id for m in mm.rank_buyers("f")] == ["b"]
