"""Names and other texts: what is repaired, what is kept apart, and what must arrive unchanged."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from graph import Store
from tests.loaders.build import load_files, names, rows

HOA_PHAT = "Công ty TNHH Hòa Phát"

# (number, what the file says, what the store holds)
REPAIRED = [
    (9, unicodedata.normalize("NFD", HOA_PHAT), HOA_PHAT),
    (10, "Công ty TNHH Ðại Ðồng", "Công ty TNHH Đại Đồng"),
    (21, "Công ty\x00 TNHH \u202eHòa\u200b Phát\ufeff", HOA_PHAT),
    (21, "  Công ty   TNHH\u00a0Hòa Phát ", HOA_PHAT),
]


@pytest.mark.parametrize(("number", "written", "kept"), REPAIRED)
def test_one_spelling_of_the_same_text(
    number: int, written: str, kept: str, store: Store, folder: Path
) -> None:
    report = load_files(store, folder, {"enterprises": f"name\n{written}\n"})
    assert names(store) == [kept]
    assert report.rejected.empty


@pytest.mark.parametrize("other", [unicodedata.normalize("NFD", HOA_PHAT), "Công ty TNHH Hoà Phát",
                                   "CÔNG TY TNHH HÒA PHÁT", "Cty TNHH Hòa Phát\u200b"])  # fmt: skip
def test_two_spellings_make_one_enterprise(other: str, store: Store, folder: Path) -> None:
    report = load_files(store, folder, {"enterprises": f"name\n{HOA_PHAT}\n{other}\n"})
    assert store.count()["Enterprise"] == 1
    assert report.review.empty


# (number, two names that must stay two enterprises, why they are queued)
TWINS = [
    (12, "Công ty TNHH Minh Tâm", "Công ty TNHH Minh Tám", ("chỉ khác dấu", "only accents differ")),
    (13, "Công ty TNHH Minh Tâm", "Công ty CP Minh Tâm", ("chỉ khác loại hình", "only the legal form")),
    (13, "Công ty TNHH Minh Tâm", "Minh Tâm", ("chỉ khác loại hình", "only the legal form")),
    (14, "Công ty TNHH Hoàng Long", "Công ty TNHH Hoàng Long 2", ("một con số", "only a number")),
]  # fmt: skip


@pytest.mark.parametrize(("number", "one", "two", "why"), TWINS)
def test_twins_are_queued_and_never_merged(
    number: int, one: str, two: str, why: tuple[str, str], store: Store, folder: Path
) -> None:
    report = load_files(store, folder, {"enterprises": f"name\n{one}\n{two}\n"})
    assert names(store) == sorted([one, two])
    (pair,) = report.review.to_dict("records")
    assert {pair["left_name"], pair["right_name"]} == {one, two}
    assert why[0] in pair["why"]
    assert why[1] in pair["why_en"]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_twins_of_two_loads_are_queued_whichever_came_first(
    order: tuple[int, int], store: Store, folder: Path
) -> None:
    name = ("Công ty TNHH Hoàng Long", "Công ty TNHH Hoàng Long 2")
    load_files(store, folder, {"enterprises": f"name\n{name[order[0]]}\n"})
    report = load_files(store, folder, {"enterprises": f"name\n{name[order[1]]}\n"})
    (pair,) = report.review.to_dict("records")
    assert {pair["left_name"], pair["right_name"]} == set(name)
    assert names(store) == list(name)


def test_numbered_siblings_are_not_queued_with_each_other(store: Store, folder: Path) -> None:
    """Each is queued with the one without a number; a thousand plants do not make a million pairs."""
    lines = "".join(f"Công ty TNHH Hoàng Long {i}\n" for i in range(1, 11))
    report = load_files(store, folder, {"enterprises": f"name\nCông ty TNHH Hoàng Long\n{lines}"})
    assert len(report.review) == 10
    assert all("Công ty TNHH Hoàng Long" in (r["left_name"], r["right_name"])
               for r in report.review.to_dict("records"))  # fmt: skip


def test_different_companies_with_similar_names_are_not_even_queued(store: Store, folder: Path) -> None:
    text = "name\nCông ty TNHH Minh Phát\nCông ty TNHH Minh Phúc\nCông ty TNHH Minh Phương\n"
    report = load_files(store, folder, {"enterprises": text})
    assert (store.count()["Enterprise"], report.review.empty) == (3, True)


@pytest.mark.parametrize("name", ["NULL", "NA", "None", "nan", "N/A", "TRUE", "007"])
def test_a_company_may_be_called_like_a_missing_value(name: str, store: Store, folder: Path) -> None:
    load_files(store, folder, {"enterprises": f"id,name,address\n{name},{name},{name}\n"})
    (firm,) = rows(store.read("Enterprise"), "Enterprise")
    assert (firm["id"], firm["name"], firm["address"]) == (name, name, name)


def test_invisible_characters_are_announced_with_their_line(store: Store, folder: Path) -> None:
    report = load_files(store, folder, {"enterprises": "id,name\na,Một\nb,Ha\u200bi\n"})
    (note,) = report.warnings
    assert note.vi.startswith("data/enterprises.csv: dòng 3: có ký tự không nhìn thấy")
    assert note.en.startswith("data/enterprises.csv: line 3: invisible characters were taken out")


HOSTILE = [
    "Robert'); DROP TABLE Enterprise;--",
    "x' OR '1'='1",
    "}) MATCH (n) DETACH DELETE n //",
    "`) DETACH DELETE n; //",
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    '<a href="javascript:alert(1)">href</a>',
    "=HYPERLINK(1)",
    "+1+1",
    "-2",
    "@SUM(A1)",
    "%s %(x)s {0} {{x}} ${x} \\N \\x00",
    "../../etc/passwd",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_arrives_unchanged_wherever_it_stands(text: str, store: Store, folder: Path) -> None:
    """SQL, Cypher, HTML and formulas are data: in ids, names, lists, places, products and sources."""
    cell = '"' + text.replace('"', '""') + '"'
    files = {
        "products": f"id,name_vi,synonyms\n{cell},{cell},{cell}\n",
        "enterprises": f"id,name,aliases,address,park,products,note,sources\n{','.join([cell] * 8)}\n",
        "mous": f"id,buyer,supplier,products,subject\n{cell},{cell},b,{cell},{cell}\n",
    }
    files["enterprises"] += "b,Công ty B,,,,,,\n"
    report = load_files(store, folder, files)
    tables = store.read()
    assert report.rejected.empty
    firm = next(f for f in rows(tables, "Enterprise") if f["id"] == text)
    assert (firm["name"], firm["address"], firm["note"]) == (text, text, (text,))
    assert set(firm["aliases"]) == {part.strip() for part in text.split(";")} - {""}  # ; parts names
    (mou,) = rows(tables, "SIGNED_MOU")
    assert (mou["id"], mou["source"], mou["products"], mou["subject"]) == (text, text, (text,), text)
    assert [(p["id"], p["name_vi"]) for p in rows(tables, "Product")] == [(text, text)]
    assert [p["name_vi"] for p in rows(tables, "Place")] == [text]
    assert text in tables["Source"]["title"].tolist()
    assert [(m["source"], m["target"]) for m in rows(tables, "MAKES")] == [(text, text)]


def test_a_hostile_header_is_only_reported(store: Store, folder: Path) -> None:
    header = "name) VALUES ('x'); DROP TABLE Enterprise;--"
    report = load_files(store, folder, {"enterprises": f'id,name,"{header}"\na,Một,x\n'})
    (note,) = report.warnings
    assert header in note.vi
    assert header in note.en
    assert names(store) == ["Một"]
