"""Resolving names without ids: 10,000 and 100,000 of a made-up province, each in a fresh process."""

from __future__ import annotations

import csv
import gc
import io
import json
import resource
import sys
import time

from tests.bench.child import child
from tests.bench.table import Line, limited, times

SMALL, LARGE, ROUNDS = 10_000, 100_000, 3
MOST_TIMES, MOST_SECONDS, MOST_MIB = 13, 60, 1536


def run() -> list[Line]:
    """How time grows from the small to the large, and time and memory of the large.

    Process time, the least of some rounds in turns: others may use the machine. The same
    for taking the names apart alone, which is plain linear work: how far from 10 it
    comes out is what the machine adds.
    """
    small, large = [], []
    for _ in range(ROUNDS):
        small.append(child("resolve", SMALL))
        large.append(child("resolve", LARGE))
    spent, apart = (
        [min(run[what] for run in runs) for runs in (small, large)] for what in ("seconds", "apart")
    )
    ratio, linear = spent[1] / spent[0], apart[1] / apart[0]
    worst = max(run["seconds"] for run in large) / spent[0]
    queued = [
        f"{run['queued']:.0f} pairs queued, {run['left_out']:.0f} left out" for run in (small[0], large[0])
    ]
    return [
        Line(
            "resolve: 10 k → 100 k",
            f"{times(ratio)} (slowest round {times(worst)})",
            f"only taking names apart {times(linear)}",
            "",
            f"≤ {MOST_TIMES}",
            ratio <= MOST_TIMES,
        ),
        limited("resolve 100,000 names", spent[1], MOST_SECONDS, "s"),
        limited("resolve: memory", max(run["mib"] for run in large), MOST_MIB, "MiB"),
        Line("resolve: queue of 10 k", queued[0], "", "", "", None),
        Line("resolve: queue of 100 k", queued[1], "", "", "", None),
    ]


def _measure(size: int) -> None:
    from graph import Tables
    from graph.decisions import Decisions
    from graph.gloss import gloss
    from graph.names import parse_name
    from loaders.clean import clean_sheet
    from loaders.lookalikes import queue
    from loaders.report import Findings
    from loaders.resolve import resolve_enterprises
    from loaders.sheet import Sheet
    from loaders.synthetic import province

    told = list(csv.DictReader(io.StringIO(province(size)["enterprises"])))
    rows = [[row["name"], row["park"]] for row in told]
    findings, decisions, empty = Findings(), Decisions(), Tables()
    sheet = clean_sheet(
        Sheet("enterprises", "e.csv", ["name", "park"], rows, list(range(2, size + 2)), ""), findings
    )
    gc.disable()  # as a load does
    began = time.process_time()
    for row in rows:
        gloss(row[0])
    apart = time.process_time() - began
    gloss.cache_clear()
    parse_name.cache_clear()
    began = time.process_time()
    resolve_enterprises([sheet], empty, lambda: empty["LOCATED_IN"], decisions, findings)
    found = queue(sheet.frame.drop_duplicates("id"), set(), empty["Enterprise"], decisions, findings)
    spent = time.process_time() - began
    mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    counts = {"queued": len(found.pairs), "left_out": found.left_out}
    print(json.dumps({"seconds": spent, "apart": apart, "mib": mib, **counts}))


if __name__ == "__main__":
    _measure(int(sys.argv[1]))
