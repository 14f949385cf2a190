"""Giving findings in the form asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
import pandas as pd

from graph.text import Lang, Text
from graph.workbook import Sheet
from queries.citing import Footnotes
from queries.facts import Fact
from queries.output import Answer, Output

if TYPE_CHECKING:
    from queries.findings import Findings
    from queries.matchmaker import Matchmaker


def show(matchmaker: Matchmaker, findings: Findings[Any], out: Output, lang: Lang) -> None:
    """Findings as text with numbered sources, JSON, CSV (notes on standard error) or a workbook."""
    footnotes = Footnotes(matchmaker, lang)
    answer = Answer(
        text=lambda: "\n".join([findings.say(lang, footnotes.cite), *footnotes.lines()]),
        data=lambda: _cited(findings.to_dict(), matchmaker),
        frame=lambda: findings.to_frame(lang),
        sheets=lambda: [Sheet(findings.question.say(lang), findings.to_frame(lang)), _notes(findings, lang)],
    )
    out.give(answer, lang)
    if out.form == "csv":
        for note in findings.notes:
            click.echo(note.say(lang), err=True)


def _notes(findings: Findings[Any], lang: Lang) -> Sheet:
    header = Text("Điều cần biết", "What to know").say(lang)
    rows = [findings.question.say(lang), *(n.say(lang) for n in findings.notes)]
    return Sheet(Text("Ghi chú", "Notes").say(lang), pd.DataFrame({header: rows}))


def _cited(value: Any, matchmaker: Matchmaker) -> Any:
    """Plain values in which every fact has its citations."""
    if isinstance(value, list):
        return [_cited(v, matchmaker) for v in value]
    if not isinstance(value, dict):
        return value
    found = {k: _cited(v, matchmaker) for k, v in value.items()}
    if {"type", "source", "target", "sources"} <= value.keys():
        fact = Fact(value["type"], value["source"], value["target"], tuple(value["sources"]))
        found["citations"] = [c.en for c in matchmaker.cite(fact)]
    return found
