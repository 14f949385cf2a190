"""Answers as plain values for JSON, and the JSON Schema that documents them."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources
from typing import TYPE_CHECKING, Any

from queries.matches import Match, Matches, in_both

if TYPE_CHECKING:
    from queries.matchmaker import Matchmaker


def match(matchmaker: Matchmaker, found: Match) -> dict[str, Any]:
    """A match, every fact with its citations."""
    said = found.to_dict()
    for signal, told in zip(said["signals"], found.signals, strict=True):
        for fact, evidence in zip(signal["evidence"], told.evidence, strict=True):
            fact["citations"] = [c.en for c in matchmaker.cite(evidence)]
    for fact, evidence in zip(said["signed"], found.signed, strict=True):
        fact["citations"] = [c.en for c in matchmaker.cite(evidence)]
    return said


def answer(matchmaker: Matchmaker, matches: Matches) -> dict[str, Any]:
    """A ranking: the question, its matches and what the data do not tell."""
    return {
        "question": in_both(matches.question),
        "matches": [match(matchmaker, m) for m in matches],
        "notes": [in_both(n) for n in matches.notes],
    }


def shortlists(matchmaker: Matchmaker, answers: Sequence[Matches]) -> dict[str, Any]:
    """The rankings of several buyers, and the day they hold for."""
    return {"as_of": matchmaker.on.isoformat(), "answers": [answer(matchmaker, a) for a in answers]}


def schema_text() -> str:
    """The JSON Schema (2020-12) of all of these, as it is shipped."""
    return (resources.files("queries.exports") / "answers.schema.json").read_text("utf-8")
