"""Answers in JSON fit the schema that documents them, and the schema says what it means."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest

from graph import Tables
from graph.schema import EDGES
from queries import Matchmaker
from queries.exports import plain
from queries.output import json_text
from tests.queries.build import maker

SCHEMA = json.loads(plain.schema_text())
KINDS = ("match", "answer", "shortlists")


def errors(data: Any, kind: str | None = None) -> list[str]:
    """What is wrong with ``data``, as one kind of answer or as any."""
    schema = SCHEMA if kind is None else {"$ref": f"#/$defs/{kind}", "$defs": SCHEMA["$defs"]}
    return [e.message for e in jsonschema.Draft202012Validator(schema).iter_errors(data)]


@pytest.fixture(scope="module")
def mm(hai_phong: Tables) -> Matchmaker:
    return Matchmaker(hai_phong)


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_all_answers_on_the_shipped_facts_fit(mm: Matchmaker) -> None:
    answers = list(mm.shortlists(top=5))
    assert len(answers) > 20
    said = json.loads(json_text(plain.shortlists(mm, answers)))
    assert errors(said, "shortlists") == errors(said) == []
    buyers = plain.answer(mm, mm.rank_buyers("van-long"))
    assert errors(buyers, "answer") == errors(buyers) == []
    match = plain.match(mm, mm.explain("heesung", "van-long"))
    assert errors(match, "match") == errors(match) == []


def test_every_kind_of_fact_and_every_unknown_fits() -> None:
    mm = maker(
        "firm b ownership=fdi\nb needs p volume=10 unit=kg standards=iso\ns makes p capacity=5 unit=kg",
        "standard iso\ns holds iso valid_until=2020\ns at park\nb at park\ns joined prog\nb makes w",
        "p into w",
        "b signed s signed_on=2025-04-18 products=p\nfirm c ownership=fdi\nc signed s signed_on=2024\nq is p",
    )
    for product in (None, "p"):
        match = plain.match(mm, mm.explain("b", "s", product))
        assert errors(match, "match") == []
        assert [f["signed_on"] for f in match["signed"]] == ["2025-04-18"]
        assert match["missing"]
    assert errors(plain.match(mm, mm.explain("b", "c")), "match") == []


def test_types_of_facts_are_those_of_the_graph(mm: Matchmaker) -> None:
    match = plain.match(mm, mm.explain("heesung", "van-long"))
    assert {f["type"] for s in match["signals"] for f in s["evidence"]} <= {*EDGES, "Enterprise", "Product"}


def objects(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, dict):
        yield data
    for part in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from objects(part)


def test_nothing_may_lack_and_nothing_may_be_added(mm: Matchmaker) -> None:
    """A key taken away, or one more, anywhere in an answer is a fault: the schema tells all there is."""
    answer = plain.answer(mm, mm.rank_suppliers("heesung", top=1))
    answer["matches"][0]["signed"] = []
    count = len(list(objects(answer)))
    assert count > 20
    for at in range(count):
        extra = copy.deepcopy(answer)
        list(objects(extra))[at]["more"] = 1
        assert errors(extra, "answer"), at
    for at, part in enumerate(objects(answer)):
        for key in part:
            less = copy.deepcopy(answer)
            del list(objects(less))[at][key]
            assert errors(less, "answer"), (at, key)


def test_what_is_public_is_documented() -> None:
    """Every kind of answer stands in the schema under its own name."""
    assert [ref["$ref"].rpartition("/")[2] for ref in SCHEMA["anyOf"]] == list(KINDS)
    assert all(hasattr(plain, kind) for kind in KINDS)
