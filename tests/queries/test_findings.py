"""What every answer beside a ranking gives: rows, a table, plain values, and text in two languages."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from queries import Matchmaker, exposure, gaps, meetings, supplied, what_if
from queries.findings import Findings
from tests.markup import Markup

# Each kind of answer, how to get one, and the columns it promises.
SAMPLES: dict[str, tuple[Callable[[Matchmaker], Findings[Any]], list[str]]] = {
    "Gaps": (lambda mm: mm.gaps("Hải Phòng"), gaps.COLUMNS),
    "WhatIf": (lambda mm: mm.what_if("Bảo Tiên", products=["ép phun nhựa"]), what_if.COLUMNS),
    "Timetable": (lambda mm: mm.plan_meetings(slots=3, tables=4), meetings.COLUMNS),
    "Exposure": (lambda mm: mm.exposure(top=3), exposure.COLUMNS),
    "Localisation": (lambda mm: mm.localisation(place="Hải Phòng"), supplied.COLUMNS),
}
every_answer = pytest.mark.parametrize("name", SAMPLES)


@pytest.fixture
def answer(name: str, mm: Matchmaker) -> Findings[Any]:
    """One answer of a kind."""
    return SAMPLES[name][0](mm)


def test_every_kind_of_answer_is_here() -> None:
    assert {kind.__name__ for kind in Findings.__subclasses__()} == set(SAMPLES)


@every_answer
def test_it_behaves_as_the_list_of_its_rows(answer: Findings[Any]) -> None:
    assert len(answer) == len(answer.rows) > 0
    assert list(answer) == list(answer.rows)
    assert (answer[0], tuple(answer[1:])) == (answer.rows[0], answer.rows[1:])


@every_answer
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_table(answer: Findings[Any], name: str, lang: Any) -> None:
    """A row each, the columns as promised, nothing but plain cells."""
    frame = answer.to_frame(lang)
    assert list(frame.columns) == SAMPLES[name][1]
    assert len(frame) == len(answer)
    assert all(
        v is None or pd.isna(v) or isinstance(v, (str, int, float, bool)) for v in frame.to_numpy().flat
    )


@every_answer
def test_plain_values(answer: Findings[Any]) -> None:
    """JSON keeps the rows, in their order, with every fact's sources."""
    said = json.loads(json.dumps(answer.to_dict(), ensure_ascii=False))
    assert {"question", "rows", "notes"} <= said.keys()
    assert len(said["rows"]) == len(answer)
    assert said["question"] == {"vi": answer.question.vi, "en": answer.question.en}
    facts = [f for f in _dicts(said) if {"type", "target", "sources"} <= f.keys()]
    assert [f for f in facts if not f["sources"]] == []


@every_answer
def test_text_in_two_languages(answer: Findings[Any]) -> None:
    vi, en = answer.say("vi"), answer.say("en")
    assert str(answer) == repr(answer) == vi != en
    for text, lang in ((vi, "vi"), (en, "en")):
        assert text.startswith(answer.question.vi if lang == "vi" else answer.question.en)
        assert "None" not in text
        assert "Text(" not in text


@every_answer
def test_the_same_on_every_run(answer: Findings[Any], name: str, hai_phong: Any) -> None:
    from tests.queries.build import ON

    assert SAMPLES[name][0](Matchmaker(hai_phong, on=ON)) == answer


def _dicts(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        return [value, *(d for v in value.values() for d in _dicts(v))]
    return [d for v in value for d in _dicts(v)] if isinstance(value, list) else []


@every_answer
def test_a_notebook_shows_it_in_both_languages(answer: Findings[Any]) -> None:
    """The question, some rows and the notes; nothing that runs or is fetched."""
    html = answer._repr_html_()
    assert Markup(html).quiet()
    vi, _, en = html.partition("<details>")
    for lang, half in (("vi", vi), ("en", en)):
        said = Markup(half).text
        assert answer.question.say(lang) in said
        assert all(note.say(lang) in said for note in answer.notes)
        assert half.count("<tr>") > 1
