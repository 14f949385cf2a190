"""Names and other texts: what is kept apart, and what must arrive unchanged."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph import Store
from tests.loaders.build import load_files, names, rows


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


def test_a_name_of_several_enterprises_needs_an_id(store: Store, folder: Path) -> None:
    """A row with only that name is set aside rather than given to one of them."""
    text = "id,name,employees\na,Công ty CP Một,\nb,Công ty CP Một,\n,Công ty CP Một,50\n"
    report = load_files(store, folder, {"enterprises": text})
    (found,) = report.rejected.to_dict("records")
    assert (found["row"], found["column"], found["scope"]) == (4, "name", "row")
    assert found["reason_en"] == (
        "this name belongs to several enterprises (a, b); give the id or the tax code"
    )
    assert [f.get("employees") for f in rows(store.read("Enterprise"), "Enterprise")] == [None, None]


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
