"""What people decided is followed by every later load, in any order, until it is taken back."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from graph import NotFound, Store, StoreError, open_store
from graph.decisions import Decisions, place, separate
from loaders import pending
from queries import Matchmaker
from tests.loaders.build import content, facts, load_files, rows

OURS = {"enterprises": "id,name,employees,tax_code\na,Công ty TNHH Minh Phát,50,0200100019\nlg,LG,,\n"}
THEIRS = {
    "enterprises": "id,name,website,tax_code\nb,Minh Phat Co. Ltd,mp.vn,0100109106\n",
    "mous": "id,buyer,supplier\nm1,LG,b\n",
}
NAMED = {
    "enterprises": "name,address\nMinh Phat Co. Ltd,Số 1\n",
    "capabilities": "enterprise,product\nMinh Phat Co. Ltd,tray\n",
    "products": "id,name_vi\ntray,Khay\n",
}
TAXED = {"enterprises": "name,tax_code,founded\nMP,0100109106,1999\n"}


def _merged(store: Store, folder: Path) -> None:
    load_files(store, folder / "ours", OURS)
    load_files(store, folder / "theirs", THEIRS)
    store.merge("a", "b", "cùng giám đốc")


def test_a_load_that_names_the_merged_id_name_or_tax_code_goes_to_the_kept_one(
    store: Store, folder: Path
) -> None:
    _merged(store, folder)
    load_files(store, folder / "theirs", THEIRS)
    load_files(store, folder / "named", NAMED)
    load_files(store, folder / "taxed", TAXED)
    a, _ = rows(store.read("Enterprise"), "Enterprise")
    assert (a["id"], a["name"], a["employees"]) == ("a", "Công ty TNHH Minh Phát", 50)
    assert (a["website"], a["address"], a["founded"]) == ("mp.vn", "Số 1", "1999")
    assert a["aliases"] == ("Minh Phat Co. Ltd", "MP")
    assert [(e["source"], e["target"]) for e in rows(store.read("SIGNED_MOU"), "SIGNED_MOU")] == [("lg", "a")]
    assert [e["source"] for e in rows(store.read("MAKES"), "MAKES")] == ["a"]


def test_loading_the_same_files_again_after_a_merge_changes_nothing(store: Store, folder: Path) -> None:
    _merged(store, folder)
    before = facts(store)
    for name, files in (("theirs", THEIRS), ("ours", OURS), ("theirs", THEIRS)):
        report = load_files(store, folder / name, files)
        assert report.total.added == 0, name
    assert facts(store) == before


@pytest.mark.parametrize("order", list(permutations(range(4)))[::5])
def test_the_order_of_reloading_does_not_matter(order: tuple[int, ...], tmp_path: Path) -> None:
    files = [("ours", OURS), ("theirs", THEIRS), ("named", NAMED), ("taxed", TAXED)]
    with open_store(":memory:") as store:
        _merged(store, tmp_path)
        for at in order:
            name, content = files[at]
            load_files(store, tmp_path / name, content)
        firms = {f["id"]: f for f in facts(store)["Enterprise"]}
        assert set(firms) == {"a", "lg"}
        assert set(firms["a"]["aliases"]) == {"Minh Phat Co. Ltd", "MP"}  # type: ignore[call-overload]
        assert len(store.read("Decision")["Decision"]) == 1


def test_an_mou_without_an_id_is_not_doubled_by_a_merge(store: Store, folder: Path) -> None:
    mous = {"mous": "buyer,supplier,signed_on\nLG,b,2025\nb,LG,2024\n"}
    load_files(store, folder / "ours", OURS)
    load_files(store, folder / "theirs", THEIRS)
    load_files(store, folder / "mous", mous)
    before = store.read()
    id = store.merge("a", "b")
    report = load_files(store, folder / "mous", mous)
    assert (report.total.added, report.total.changed) == (0, 0)
    assert store.count()["SIGNED_MOU"] == 3
    store.undo(id)
    assert store.read().equals(before)


def test_an_mou_without_an_id_is_not_doubled_when_its_words_are_placed(store: Store, folder: Path) -> None:
    mous = {"mous": "buyer,supplier,products\nLG,a,khay lạ\n"}
    load_files(store, folder / "ours", OURS)
    load_files(store, folder / "products", {"products": "id,name_vi\ntray,Bộ khay nhựa định hình\n"})
    assert len(load_files(store, folder / "mous", mous).unplaced) == 1
    place(store, "khay lạ", "tray")
    load_files(store, folder / "mous", mous)
    (mou,) = rows(store.read("SIGNED_MOU"), "SIGNED_MOU")
    assert mou["products"] == ("tray",)


def test_an_mou_between_the_two_that_comes_again_is_set_aside(store: Store, folder: Path) -> None:
    between = {"mous": "id,buyer,supplier\nm9,a,b\n"}
    load_files(store, folder / "ours", OURS)
    load_files(store, folder / "theirs", THEIRS)
    load_files(store, folder / "mous", between)
    store.merge("a", "b")
    report = load_files(store, folder / "mous", between)
    assert len(report.rejected) == 1
    assert [m["id"] for m in rows(store.read("SIGNED_MOU"), "SIGNED_MOU")] == ["m1"]


def test_the_merged_id_is_still_understood_by_whoever_asks(store: Store, folder: Path) -> None:
    _merged(store, folder)
    assert Matchmaker(store).find("b") == "a"
    assert Matchmaker(store).find("minh phat co ltd") == "a"


def test_after_undo_a_load_knows_both_again(store: Store, folder: Path) -> None:
    _merged(store, folder)
    store.undo(store.read("Decision")["Decision"]["id"].iloc[0])
    load_files(store, folder / "theirs", THEIRS)
    assert store.read("Enterprise")["Enterprise"]["id"].tolist() == ["a", "b", "lg"]


# --- the queue ------------------------------------------------------------------------------------

TWINS = {"enterprises": "name,tax_code\nCông ty TNHH Minh Tâm,\nCông ty TNHH Minh Tám,0200100019\n"}


def test_the_queue_of_a_store_is_that_of_its_loads(store: Store, folder: Path) -> None:
    report = load_files(store, folder, TWINS)
    (queued,) = report.review.to_dict("records")
    (pair,) = pending(store).to_dict("records")
    assert {pair["keep"], pair["drop"]} == {queued["left"], queued["right"]}
    assert pair["keep"] == "mst-0200100019"
    assert pair["why"] == queued["why"] == "chỉ khác dấu"


def test_a_pair_that_was_decided_is_not_asked_about_again(store: Store, folder: Path) -> None:
    load_files(store, folder, TWINS)
    (pair,) = pending(store).to_dict("records")
    id = separate(store, pair["keep"], pair["drop"], "hai chủ")
    assert pending(store).empty
    assert load_files(store, folder, TWINS).review.empty
    store.undo(id)
    assert len(pending(store)) == len(load_files(store, folder, TWINS).review) == 1


def test_one_that_was_separated_stays_so_when_merged_with_a_third(store: Store, folder: Path) -> None:
    files = {"enterprises": "name\nCông ty TNHH Minh Tâm\nCông ty TNHH Minh Tám\nCông ty CP Minh Tâm\n"}
    load_files(store, folder, files)
    ids = dict(zip(*(store.read("Enterprise")["Enterprise"][c] for c in ("name", "id")), strict=True))
    tam, tam2, cp = (ids[n] for n in files["enterprises"].splitlines()[1:])
    separate(store, tam, tam2)
    store.merge(cp, tam)
    assert not any({p["keep"], p["drop"]} == {cp, tam2} for p in pending(store).to_dict("records"))


def test_what_cannot_be_decided_is_an_error(store: Store, folder: Path) -> None:
    load_files(store, folder, TWINS)
    with pytest.raises(StoreError, match="is one enterprise"):
        separate(store, "a", "a")
    with pytest.raises(NotFound, match="no decision"):
        store.undo("separate-0")
    assert Decisions.of(store.read("Decision")["Decision"]) == Decisions()


def test_a_shared_tax_code_stands_first_in_the_queue(store: Store, folder: Path) -> None:
    text = "id,name,tax_code\na,Công ty A,0200100019\nb,Công ty Xyz,0200100019\n"
    load_files(store, folder, {"enterprises": text})
    load_files(store, folder.parent / "more", TWINS)
    assert pending(store)["why_en"].tolist()[0] == "same tax code 0200100019"


# --- which name is shown --------------------------------------------------------------------------

ENGLISH, REGISTERED = "Bao Tien Industry Co., Ltd", "Công ty TNHH Công nghiệp Bảo Tiên"


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
@pytest.mark.parametrize("loads", [1, 2])
def test_the_registered_name_is_shown_and_the_english_one_is_an_alias(
    order: tuple[int, int], loads: int, store: Store, folder: Path
) -> None:
    lines = [f'"{(ENGLISH, REGISTERED)[at]}",KCN Nomura\n' for at in order]
    for _ in range(2):
        for at, text in enumerate(lines if loads == 2 else ["".join(lines)]):
            report = load_files(store, folder / str(at), {"enterprises": f"name,park\n{text}"})
        (firm,) = rows(store.read("Enterprise"), "Enterprise")
        assert (firm["name"], firm["aliases"]) == (REGISTERED, (ENGLISH,))
    assert (report.total.added, report.counts["Enterprise"].changed) == (0, 0)


def test_the_same_when_a_person_merges_them_and_as_it_was_when_undone(store: Store, folder: Path) -> None:
    load_files(store, folder, {"enterprises": f'id,name\na,"{ENGLISH}"\nb,{REGISTERED}\n'})
    before = content(store)
    id = store.merge("a", "b")
    (firm,) = rows(store.read("Enterprise"), "Enterprise")
    assert (firm["id"], firm["name"], firm["aliases"]) == ("a", REGISTERED, (ENGLISH,))
    store.undo(id)
    assert content(store) == before
