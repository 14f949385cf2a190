"""What the weights were learned from, in short, so that a test sees when they must be learned again.

Learning takes minutes, so tests do not repeat it. ``stamp.json`` holds checksums
that are made when a part is learned: of the passages, of what the code reads in
some of them, and of the weights.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from dataclasses import astuple
from functools import cache
from pathlib import Path
from typing import Any

import loaders.article
from tests.loaders.article.learn import Lesson, joined_lessons, lessons
from tests.loaders.article.learn_names import lessons as taught
from tests.loaders.article.score import passages

FILE = Path(__file__).parent / "stamp.json"
WEIGHTS = {
    "names": ["names.csv"],
    "unseen": [],
    "judge": ["parties.csv", "pairs.csv"],
    "network": ["network.npz"],
}
_HALVES = ("dev", "read")
_EVERY = 45  # one passage of so many is read


def stamp(part: str) -> dict[str, int]:
    """The checksums of a part as they are now."""
    learned_from = [FILE.with_name(f"{half}.json") for half in _HALVES]
    if part != "names":
        learned_from.append(FILE.with_name("unseen_names.json"))
    weights = [Path(loaders.article.__file__).parent / name for name in WEIGHTS[part]]
    return {
        "passages": _sum(path.read_bytes() for path in learned_from),
        "signs": _sum(json.dumps(signs, sort_keys=True).encode() for signs in _signs(part)),
        "weights": _sum(path.read_bytes() for path in weights),
    }


def stamped() -> dict[str, dict[str, int]]:
    """The checksums of when each part was learned."""
    found: dict[str, dict[str, int]] = json.loads(FILE.read_text("utf-8"))
    return found


def write(part: str) -> None:
    """Keep the checksums of a part that was learned now."""
    parts = (stamped() if FILE.exists() else {}) | {part: stamp(part)}
    FILE.write_text(json.dumps(parts, indent=1, sort_keys=True) + "\n", "utf-8")


def _sum(given: Iterable[bytes]) -> int:
    total = 0
    for one in given:
        total = zlib.crc32(one, total)
    return total


def _signs(part: str) -> Iterable[Any]:
    """What the code reads in some passages."""
    for half in _HALVES:
        if part in ("names", "unseen"):
            for lines in taught(passages(half)[::_EVERY]):
                yield from ((signs, labels) for _, signs, labels in lines)
        else:
            yield from map(_of_network if part == "network" else _of_judge, _some(half))


@cache
def _some(half: str) -> tuple[Lesson, ...]:
    return (*lessons(half, _EVERY), *joined_lessons(half, _EVERY))


def _of_judge(one: Lesson) -> Any:
    pairs = [(sorted(c.keys), signs, right) for c, signs, right in one.pairs]
    return pairs, one.parties.own, one.parties.about, sorted(one.signers)


def _of_network(one: Lesson) -> Any:
    return astuple(one.page), [sorted(right) for right in one.outcomes], one.goods
