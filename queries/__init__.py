"""The questions people ask of the graph, and the pages they look at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from queries.matches import Match, Matches
from queries.matchmaker import Matchmaker

if TYPE_CHECKING:
    from queries.evaluation import Evaluation, Plan, evaluate

__all__ = ["Evaluation", "Match", "Matches", "Matchmaker", "Plan", "evaluate"]


def __getattr__(name: str) -> Any:
    """What only measuring needs is loaded when it is used."""
    if name in ("Evaluation", "Plan", "evaluate"):
        from queries import evaluation

        return getattr(evaluation, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
