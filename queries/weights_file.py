"""Learned weights in a small JSON file that knows for which signals and which schema they were learned."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from graph.errors import WeightsError
from graph.schema import TYPES
from queries.signals import SIGNALS
from queries.weights import Weights

_FORMAT = "ketnoi-weights-1"


def fingerprint() -> str:
    """What learned weights depend on: the signals and the schema, in a few letters."""
    schema = {name: [p.name for p in kind.properties] for name, kind in TYPES.items()}
    known = json.dumps([[(s.name, s.asks) for s in SIGNALS], schema], ensure_ascii=False)
    return hashlib.sha256(known.encode()).hexdigest()[:16]


def dumped(weights: Weights, **about: Any) -> bytes:
    """The file of some weights; ``about`` says how they came about."""
    data = {"format": _FORMAT, "signals": fingerprint(), "weights": dict(weights), **about}
    return (json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def is_weights(head: bytes) -> bool:
    """Whether a file that begins so is one of these."""
    return _FORMAT.encode() in head


def load_weights(path: str | Path) -> Weights:
    """The weights of a file that ``ketnoi fit`` wrote.

    Raises ``WeightsError`` for a file that cannot be read, is no such file,
    was learned with other signals or another schema, or holds a weight that is
    negative or no number.
    """
    try:
        data = json.loads(Path(path).read_text("utf-8"))
    except (OSError, ValueError) as problem:
        why = getattr(problem, "strerror", None) or type(problem).__name__
        raise WeightsError(
            f"{path}: không đọc được tệp trọng số ({why})", f"{path}: cannot be read as weights ({why})"
        ) from problem
    if (
        not isinstance(data, dict)
        or data.get("format") != _FORMAT
        or not isinstance(data.get("weights"), dict)
    ):
        raise WeightsError(
            f"{path}: không phải tệp trọng số của `ketnoi fit`", f"{path}: not a file that `ketnoi fit` wrote"
        )
    if data.get("signals") != fingerprint() or set(data["weights"]) != {s.name for s in SIGNALS}:
        raise WeightsError(
            f"{path}: trọng số này học với tín hiệu hoặc lược đồ khác; hãy chạy lại `ketnoi fit`",
            f"{path}: learned with other signals or another schema; run `ketnoi fit` again",
        )
    try:
        return Weights({s.name: data["weights"][s.name] for s in SIGNALS})
    except WeightsError as error:
        raise WeightsError(f"{path}: {error.text.vi}", f"{path}: {error.text.en}") from error
