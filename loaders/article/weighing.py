"""Weights learned from labelled passages, and the likelihood that signs make by them."""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TypeAlias

Signs: TypeAlias = dict[str, float]  # by name, how strongly each is there
Weights: TypeAlias = Mapping[str, float]

BIAS = "(bias)"


@cache
def weights(name: str) -> Weights:
    """How far each sign moves the log odds, from ``<name>.csv``."""
    lines = (files("loaders.article") / f"{name}.csv").read_text("utf-8").splitlines()
    return {sign: float(weight) for sign, weight in csv.reader(lines[1:])}


def odds(signs: Signs, known: Weights, *, bias: bool = True) -> float:
    """The log odds that signs make; ``bias``: where there are none, they are not nought."""
    total = known.get(BIAS, 0.0) if bias else 0.0
    for sign, value in signs.items():
        if sign in known:
            total += value * known[sign]
    return total


def likelihood(log_odds: float) -> float:
    """The likelihood of log odds.

    >>> likelihood(0.0)
    0.5
    """
    return 1 / (1 + math.exp(-log_odds))
