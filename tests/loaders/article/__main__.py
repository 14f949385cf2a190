"""Learns what articles are read with: ``python -m tests.loaders.article [PART...]``.

Parts, in the order in which they stand on each other: ``names`` (which words name
enterprises), ``unseen`` (those found by what was learned from other hands),
``judge`` and ``network``; all when none is named. ``measure`` learns the judge and
the network without some hands instead, and counts on them.
"""

from __future__ import annotations

import sys
from collections import Counter

from tests.loaders.article import learn, learn_names, learn_network, stamp
from tests.loaders.article.score import f1


def _told(what: str, counts: Counter[str]) -> None:
    print(what, dict(counts), f"F1 {f1(counts):.3f}", flush=True)


def main(parts: list[str]) -> None:
    """Learn some parts, and stamp each."""
    for part in parts or list(stamp.WEIGHTS):
        if part == "names":
            learn_names.write()
        elif part == "unseen":
            _told(part, learn_names.write_unseen())
        else:
            given = [*learn.lessons("dev"), *learn.lessons("read")]
            if part == "measure":
                _told("judge", learn.cross(given))
                hands = sorted({one.hand for one in given} - {"dev"})
                _told("network", learn_network.cross(given, hands[::4]))
                continue
            given += [*learn.joined_lessons("read"), *learn.examples()]
            (learn_network if part == "network" else learn).write(given)
        stamp.write(part)


if __name__ == "__main__":
    main(sys.argv[1:])
