"""The baselines that our ranking is measured against: a line below and a function beside it for each.

Each is tuned with the same effort: ``EFFORT`` settings tried on an inner split
of what is visible, fewer only where there is nothing to set.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from graph.errors import KetnoiError
from graph.text import Text
from queries.baselines import counting, learned, reading, walking
from queries.baselines.known import Known, Scorer

__all__ = ["BASELINES", "EFFORT", "Baseline", "chosen"]

EFFORT = 6  # settings tried for each


@dataclass(frozen=True)
class Baseline:
    """A simple way to rank: ``make`` gives its scorer of a visible graph (None: it cannot be made there).

    ``grid`` holds the settings to try, the usual one first. ``extra`` names
    what must be installed for it.
    """

    name: str
    label: Text
    make: Callable[[Known, dict[str, Any]], Scorer | None]
    grid: tuple[Mapping[str, Any], ...] = ({},)
    extra: str | None = None


def _grid(**values: tuple[Any, ...]) -> tuple[Mapping[str, Any], ...]:
    return tuple(dict(zip(values, found, strict=True)) for found in product(*values.values()))


BASELINES: tuple[Baseline, ...] = (
    Baseline("random", Text("ngẫu nhiên", "random"), counting.random),
    Baseline(
        "popularity",
        Text("phổ biến", "popularity"),
        counting.popularity,
        _grid(distinct=(True, False), half_life=(None, 2.0, 0.5)),
    ),
    Baseline(
        "products asked",
        Text("đúng mặt hàng", "products asked"),
        counting.products_asked,
        _grid(half=(1.0, 5.0), half_life=(None, 2.0, 0.5)),
    ),
    Baseline(
        "back-off",
        Text("lùi theo danh mục", "taxonomy back-off"),
        counting.back_off,
        _grid(half=(1.0,), keep=(0.3, 0.5, 0.1), half_life=(None, 2.0)),
    ),
    Baseline(
        "text",
        Text("từ ngữ (BM25)", "text (BM25, TF-IDF)"),
        reading.text,
        ({"k1": None}, *_grid(k1=(1.2, 2.0), b=(0.75, 0.3)), {"k1": 0.6, "b": 0.75}),
    ),
    Baseline(
        "item-kNN",
        Text("láng giềng gần", "item-kNN"),
        walking.item_knn,
        _grid(nearest=(50, 200, 10), shrink=(0.0, 10.0)),
    ),
    Baseline(
        "PageRank",
        Text("PageRank cá nhân", "personalised PageRank"),
        walking.personal_pagerank,
        _grid(alpha=(0.85, 0.5, 0.3), product=(0.5, 0.9)),
    ),
    Baseline(
        "RP3beta", Text("RP3beta", "RP3beta"), walking.rp3beta, _grid(alpha=(1.0, 0.8), beta=(0.6, 0.3, 0.0))
    ),
    Baseline(
        "EASE", Text("EASE", "EASE"), walking.ease, _grid(penalty=(100.0, 1.0, 10.0, 30.0, 300.0, 1000.0))
    ),
    Baseline(
        "logistic",
        Text("hồi quy logistic", "logistic regression"),
        learned.logistic,
        _grid(penalty=(1e-3, 1e-6, 1e-4, 1e-2, 0.1, 1.0)),
    ),
    Baseline(
        "LambdaMART",
        Text("LambdaMART", "LambdaMART"),
        learned.lambdamart,
        _grid(leaves=(15, 7, 31), trees=(100, 300)),
        extra="lightgbm",
    ),
)


def chosen(names: tuple[str, ...] | None) -> list[Baseline]:
    """The baselines of these names, all that are installed when ``None``; an unknown name lists the known."""
    from importlib.util import find_spec

    if names is None:
        return [b for b in BASELINES if b.extra is None or find_spec(b.extra)]
    by_name = {b.name.lower(): b for b in BASELINES}
    for name in names:
        if name.lower() not in by_name:
            known = ", ".join(b.name for b in BASELINES)
            raise KetnoiError(
                f"không có phép so sánh {name!r}; có: {known}", f"no baseline {name!r}; known: {known}"
            )
    return [by_name[name.lower()] for name in names]
