"""How good the ranking is: against the best baseline, and unseen suppliers against seen ones.

``KETNOI_EVALUATE`` names dataset folders to measure too, separated by ``:``.
"""

from __future__ import annotations

import os
from pathlib import Path

from graph import Tables, open_store
from loaders import load
from queries.evaluation import OURS, Evaluation, Plan, evaluate
from tests.bench.markets import MARKETS, market
from tests.bench.table import Line

_BETTER, _COLD = 1.10, 0.8


def run() -> list[Line]:
    """Made-up markets, and the folders that were named."""
    lines: list[Line] = []
    for name, shape in MARKETS.items():
        tables = market(shape)
        lines += _compared(name, evaluate(tables, Plan(most=400)))
        if shape.stated:
            lines.append(_cold(name, tables))
    for folder in filter(None, os.environ.get("KETNOI_EVALUATE", "").split(os.pathsep)):
        with open_store(":memory:") as store:
            load(folder, store, taxonomy=False)
            lines += _compared(Path(folder).name, evaluate(store, Plan(most=4000)))
    return lines


def _compared(name: str, found: Evaluation) -> list[Line]:
    """By kind of question: nDCG@10 of ours, of the best baseline, and their ratio with its lower limit."""
    lines = []
    for kind in ("buyer", "product"):
        figures = found.of(kind)
        own = next(f for f in figures if f.ranker == OURS)
        best = next(f for f in figures if f.ranker != OURS)
        assert best.ratio is not None
        ratio = f"{best.ratio.value:.2f} (from {best.ratio.low:.2f})"
        met = best.ratio.value >= _BETTER and best.ratio.low > 1
        reached = [f.metrics["ndcg@10"].value for f in (own, best)]
        title, target = f"nDCG@10 {name}, {kind}", f"≥ {_BETTER:.2f}, from > 1"
        lines.append(Line(title, f"{reached[0]:.3f}", f"{best.ranker} {reached[1]:.3f}", ratio, target, met))
    return lines


def _cold(name: str, tables: Tables) -> Line:
    """Suppliers known only by what they state against those with other MOUs, on the same test."""
    found = evaluate(tables, Plan("cold-supplier", most=400), baselines=[], kinds=["product"])
    cold, warm = (found.of("product", part)[0].metrics["ndcg@10"].value for part in ("cold", "warm"))
    met = cold >= _COLD * warm
    ratio = f"{cold / warm:.2f}"
    return Line(f"unseen suppliers {name}", f"{cold:.3f}", f"seen {warm:.3f}", ratio, f"≥ {_COLD}", met)
