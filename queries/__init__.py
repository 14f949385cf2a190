"""The questions people ask of the graph, and the pages they look at."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from queries.matches import Match, Matches
from queries.matchmaker import Matchmaker

if TYPE_CHECKING:
    from queries.evaluation import Evaluation, Plan, evaluate
    from queries.evaluation.fitting import Fit, fit
    from queries.weights_file import load_weights

__all__ = ["Evaluation", "Fit", "Match", "Matches", "Matchmaker", "Plan", "evaluate", "fit", "load_weights"]


_LATER = {
    "Evaluation": "evaluation",
    "Plan": "evaluation",
    "evaluate": "evaluation",
    "Fit": "evaluation.fitting",
    "fit": "evaluation.fitting",
    "load_weights": "weights_file",
}


def __getattr__(name: str) -> Any:
    """What only measuring and learning need is loaded when it is used."""
    if name in _LATER:
        return getattr(import_module(f"queries.{_LATER[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
