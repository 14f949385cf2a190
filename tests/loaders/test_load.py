"""Loading twice, in another order, from two sources: who is who, and what stands in the end."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import Counts, Store, open_store
from tests.loaders.build import content, facts, load_files, rows

DATASET = {
    "sources": "id,title,published_on\nold,Báo cũ,2020\nnew,Báo mới,2024-05\n",
    "places": "id,name_vi,kind,within\nhp,Hải Phòng,province,\ntd,KCN Tràng Duệ,park,hp\n",
    "products": "id,name_vi,broader,input_of\nmay,Máy giặt,,\nnhua,Chi tiết nhựa,,may\nkhuon,Khuôn,,nhua\n",
    "standards": "id,name\niso-9001,ISO 9001\n",
    "programmes": "id,name\nct,Chương trình 2025\n",
    "enterprises": (
        "id,name,tax_code,employees,park,province,products,sources\n"
        "lg,Công ty TNHH LG,,100,Tràng Duệ,Hải Phòng,Máy giặt,old\n"
        "lg,Công ty TNHH LG Electronics,,200,,,,new\n"
        ",Công ty CP Một,0200100019,,KCN Mới,Hải Phòng,nhua|Khuôn,old\n"
        ",Công ty CP Một,,50,,,,new\n"
        ",CTCP Một,,,,,Khuôn,\n"
        ",Công ty CP Mốt,,,,,,\n"
        "lg2,Công ty TNHH LG,,,,,,\n"
    ),
    "capabilities": "enterprise,product,capacity,basis\nlg,may,10,stated\nlg,may,12,inferred\n",
    "needs": "enterprise,product,standards\nlg,Khuôn,ISO 9001\n",
    "certificates": "enterprise,standard,valid_until\n0200100019,ISO 9001,2027\n",
    "mous": "buyer,supplier,signed_on,products\nlg,Công ty CP Một,2024-05,khuon\nlg,Mốt,,\n",
    "support": "enterprise,programme\nCông ty CP Mốt,ct\n",
}


def test_loading_twice_adds_and_changes_nothing(store: Store, folder: Path) -> None:
    first = load_files(store, folder, DATASET)
    before = content(store)
    second = load_files(store, folder, DATASET)
    assert (second.total.added, second.total.changed) == (0, 0)
    assert second.total.unchanged > 30
    assert first.total == Counts(added=sum(store.count().values()))
    assert content(store) == before


def test_every_type_is_loaded_by_the_dataset_of_this_test(store: Store, folder: Path) -> None:
    load_files(store, folder, DATASET)
    assert [t for t, n in store.count().items() if n == 0] == ["Decision", "BROADER"]


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_the_order_of_rows_does_not_matter(seed: int) -> None:
    shuffled = {name: _shuffled(text, random.Random(seed)) for name, text in DATASET.items()}
    assert _loaded([shuffled]) == _in_order()


@cache
def _in_order() -> dict[str, list[dict[str, object]]]:
    return _loaded([DATASET])


def test_the_order_of_files_does_not_matter() -> None:
    """The same enterprises split over files whose names sort one way or the other."""
    head, *lines = DATASET["enterprises"].splitlines(keepends=True)
    one, two = head + "".join(lines[:3]), head + "".join(lines[3:])
    there = {**DATASET, "enterprises": one, "doanh nghiệp": two}
    back = {**DATASET, "enterprises": two, "doanh nghiệp": one}
    assert _without_files(_loaded([there])) == _without_files(_loaded([back]))


def _shuffled(text: str, order: random.Random) -> str:
    head, *lines = text.splitlines(keepends=True)
    order.shuffle(lines)
    return head + "".join(lines)


def _loaded(datasets: list[dict[str, str]]) -> dict[str, list[dict[str, object]]]:
    """What a store holds after these datasets, each a folder of its own."""
    with TemporaryDirectory() as folder, open_store(":memory:") as store:
        for i, files in enumerate(datasets):
            load_files(store, Path(folder) / f"data-{i}", files)
        return facts(store)


def _without_files(found: dict[str, list[dict[str, object]]]) -> dict[str, list[dict[str, object]]]:
    return {
        name: [{c: v for c, v in row.items() if c not in ("sources", "disputed")} for row in table]
        for name, table in found.items()
        if name != "Source"
    }


def test_different_ids_are_different_enterprises(store: Store, folder: Path) -> None:
    text = "id,name,tax_code\na,Công ty CP Một,\nb,Công ty CP Một,\nc,Công ty CP Một,\n"
    report = load_files(store, folder, {"enterprises": text})
    assert store.read("Enterprise")["Enterprise"]["id"].tolist() == ["a", "b", "c"]
    assert report.review.empty


def test_the_same_name_without_ids_is_one_enterprise(store: Store, folder: Path) -> None:
    text = "name,employees,website\nCông ty CP Một,50,\nCTCP Một,,mot.vn\n"
    load_files(store, folder, {"enterprises": text})
    (firm,) = rows(store.read("Enterprise"), "Enterprise")
    assert (firm["employees"], firm["website"], firm["aliases"]) == (50, "mot.vn", ("CTCP Một",))


def test_the_tax_code_comes_before_the_name(store: Store, folder: Path) -> None:
    text = "id,name,tax_code\nx,Công ty CP Một,0200100019\n,Công ty CP Khác,0200100019\n"
    load_files(store, folder, {"enterprises": text})
    assert store.read("Enterprise")["Enterprise"]["id"].tolist() == ["x"]


def test_a_row_with_only_a_name_joins_the_one_with_a_tax_code(store: Store, folder: Path) -> None:
    """Also when the tax code becomes known in a later load."""
    load_files(store, folder, {"enterprises": "name,employees\nCông ty CP Một,50\n"})
    load_files(store, folder, {"enterprises": "name,tax_code\nCông ty CP Một,0200100019\n"})
    (firm,) = rows(store.read("Enterprise"), "Enterprise")
    assert (firm["tax_code"], firm["employees"]) == ("0200100019", 50)


def test_an_alias_of_an_enterprise_is_that_enterprise_in_one_load_as_in_two(tmp_path: Path) -> None:
    known = "id,name,aliases\nbt,Công ty TNHH Bảo Tiên,Bảo Tiên\n"
    named = "name,employees\nBảo Tiên,50\n"
    together = _loaded([{"enterprises": known, "doanh nghiệp": named}])
    after = _loaded([{"enterprises": known}, {"enterprises": named}])
    assert [r["id"] for r in together["Enterprise"]] == [r["id"] for r in after["Enterprise"]] == ["bt"]


def test_a_file_loads_the_same_after_its_name_became_ambiguous(tmp_path: Path, store: Store) -> None:
    """A name-only row stays the enterprise that an earlier load made of it."""
    only_name = {"enterprises": "name\nCông ty CP Một\n"}
    load_files(store, tmp_path / "one", only_name)
    report = load_files(store, tmp_path / "two", {"enterprises": "id,name\nx,Công ty CP Một\n"})
    assert len(report.review) == 1
    again = load_files(store, tmp_path / "one", only_name)
    assert again.rejected.empty
    assert again.total.added + again.total.changed == 0


def test_spellings_of_one_product_name_without_ids_are_one_product(store: Store, folder: Path) -> None:
    load_files(store, folder, {"products": "name_vi,name_en\nMáy giặt,\nmáy  giặt,Washing machine\n"})
    (product,) = rows(store.read("Product"), "Product")
    assert product["name_en"] == "Washing machine"


PARTIES = [
    ("lg", None),
    ("0200100019", None),
    ("Công ty TNHH LG Electronics", None),
    ("cty tnhh lg electronics", None),
    ("LG Electronics", "no legal form given"),
    ("Cong ty TNHH LG Display Hai Phong", "typed without accents"),
    ("LG", None),
]


@pytest.mark.parametrize(("text", "unsure"), PARTIES)
def test_a_party_is_found_by_id_tax_code_or_name(
    text: str, unsure: str | None, store: Store, folder: Path
) -> None:
    firms = (
        "id,name,tax_code,aliases\nlg,Công ty TNHH LG Electronics,0200100019,LG\n"
        "ld,Công ty TNHH LG Display Hải Phòng,,\nb,Công ty CP Hai,,\n"
    )
    report = load_files(store, folder, {"enterprises": firms, "mous": f"buyer,supplier\n{text},b\n"})
    (mou,) = rows(store.read("SIGNED_MOU"), "SIGNED_MOU")
    assert mou["source"] == ("ld" if "Display" in text else "lg")
    assert len(report.warnings) == (unsure is not None)
    assert all(unsure in w.en and repr(text) in w.vi for w in report.warnings)


def _claims(dates: tuple[str, str], loads: list[int]) -> dict[str, object]:
    """The enterprise after files of two sources that disagree are loaded in the order ``loads``."""
    files = [
        {
            "sources": f"id,title,published_on\ns{i},Nguồn {i},{dates[i]}\n",
            "enterprises": f"id,name,employees,sources\na,Một,{100 + i},s{i}\n",
        }
        for i in (0, 1)
    ]
    with TemporaryDirectory() as folder, open_store(":memory:") as store:
        for i in loads:
            load_files(store, Path(folder) / f"data-{i}", files[i])
        (firm,) = facts(store)["Enterprise"]
        return firm


@pytest.mark.parametrize("loads", [[0, 1], [1, 0], [0, 1, 0], [1, 0, 1], [0, 0, 1, 1, 0]])
def test_of_two_sources_the_newer_stands_and_the_older_is_kept(loads: list[int]) -> None:
    firm = _claims(("2020", "2024-05"), loads)
    assert firm["employees"] == 101
    assert firm["disputed"] == ("employees=100 [s0#data-0/enterprises.csv]",)


@pytest.mark.parametrize("dates", [("", ""), ("2024", "2024")])
def test_sources_of_one_age_settle_after_both_are_loaded(dates: tuple[str, str]) -> None:
    once, again = _claims(dates, [0, 1]), _claims(dates, [0, 1, 0, 1])
    assert once == again
    assert (once["employees"], len(once["disputed"])) == (101, 1)  # type: ignore[arg-type]


def test_two_files_with_two_names_of_one_firm_settle_too(tmp_path: Path, store: Store) -> None:
    one, two = ({"enterprises": f"id,name\na,Công ty {n}\n"} for n in ("Một", "Hai"))
    load_files(store, tmp_path / "one", one)
    load_files(store, tmp_path / "two", two)
    before = content(store)
    assert load_files(store, tmp_path / "one", one).total.changed == 0
    assert load_files(store, tmp_path / "two", two).total.changed == 0
    assert content(store) == before


def test_a_corrected_file_replaces_without_dispute(store: Store, folder: Path) -> None:
    load_files(store, folder, {"enterprises": "id,name,employees\na,Một,1000\n"})
    report = load_files(store, folder, {"enterprises": "id,name,employees\n\na,Một,100\n"})
    (firm,) = rows(store.read("Enterprise"), "Enterprise")
    assert (firm["employees"], firm.get("disputed")) == (100, None)
    assert firm["sources"] == ("file-data-enterprises-csv#data/enterprises.csv:3",)
    assert report.warnings == ()


def test_an_empty_cell_erases_nothing(store: Store, folder: Path) -> None:
    load_files(store, folder, {"enterprises": "id,name,employees,ownership\na,Một,1000,fdi\n"})
    load_files(store, folder, {"enterprises": "id,name,employees,ownership\na,Một,,unknown\n"})
    (firm,) = rows(store.read("Enterprise"), "Enterprise")
    assert (firm["employees"], firm["ownership"]) == (1000, "fdi")
