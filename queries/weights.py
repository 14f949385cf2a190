"""How much each signal counts: the weights used without data, and weights that were learned.

Weights are a value that travels with the question: a ``Query`` holds them,
``Scores`` adds up with them, a match shows them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from graph.errors import WeightsError


class Weights(Mapping[str, float]):
    """A number from 0 up for every signal, summing to 1. Cannot be changed once made.

    Raises ``WeightsError`` for a weight that is negative or no number, and when none is above 0.

    >>> Weights({"product": 3, "text": 1})["product"]
    0.75
    """

    def __init__(self, given: Mapping[str, float]) -> None:
        for name, weight in given.items():
            if isinstance(weight, bool) or not isinstance(weight, (int, float)) or not math.isfinite(weight):
                raise WeightsError(
                    f"trọng số của {name!r} là {weight!r}, không phải số",
                    f"the weight of {name!r} is {weight!r}, not a number",
                )
            if weight < 0:
                raise WeightsError(
                    f"trọng số của {name!r} là {weight}; phải từ 0 trở lên",
                    f"the weight of {name!r} is {weight}; it must be 0 or more",
                )
        total = sum(given.values())
        if not total > 0 or not math.isfinite(total):
            raise WeightsError(
                "tổng các trọng số phải lớn hơn 0 và hữu hạn",
                "the weights must sum to a finite number above 0",
            )
        exact = math.isclose(total, 1.0, abs_tol=1e-9)  # as written, when they are shares already
        self._weights = {name: w if exact else w / total for name, w in given.items()}

    def __getitem__(self, name: str) -> float:
        return self._weights[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._weights)

    def __len__(self) -> int:
        return len(self._weights)

    def __hash__(self) -> int:
        return hash(tuple(self._weights.items()))

    def __repr__(self) -> str:
        return f"Weights({self._weights})"


# Found on inner splits of public contracts of one country and on made-up graphs of several shapes, and
# rounded; what those do not tell (certificates, capacity, support) was set by judgement. `ketnoi evaluate`
# tells how good they are on data that nobody has tuned on. A track record as such made no ranking better
# (what was delivered counts in ``proof``): it does little more than decide between equals.
WEIGHTS = Weights(
    {
        "product": 0.09,
        "proof": 0.42,
        "text": 0.12,
        "graph": 0.10,
        "peers": 0.08,
        "place": 0.08,
        "standards": 0.05,
        "capacity": 0.03,
        "track record": 0.01,
        "support": 0.02,
    }
)

# When one product is asked for, what tells of the two firms as a whole counts this much of its weight.
FOCUS = 0.3
