"""The questions people ask of the graph, and the pages they look at."""

from queries.matches import Match, Matches
from queries.matchmaker import Matchmaker

__all__ = ["Match", "Matches", "Matchmaker"]
