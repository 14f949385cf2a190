"""Resolving names without ids: 10,000 and 100,000 of a made-up province, each in a fresh process."""

from __future__ import annotations

import csv
import io
import json
import resource
import subprocess
import sys
import time

from tests.bench.table import Line, limited, times

SMALL, LARGE = 10_000, 100_000
MOST_TIMES, MOST_SECONDS, MOST_MIB = 13, 60, 1536


def run() -> list[Line]:
    """How time grows from the small to the large, and time and memory of the large."""
    small, large = _child(SMALL), _child(LARGE)
    ratio = large["seconds"] / small["seconds"]
    queued = f"{large['queued']:.0f} pairs queued"
    return [
        Line("resolve: 10 k → 100 k", times(ratio), "", "", f"≤ {MOST_TIMES}", ratio <= MOST_TIMES),
        limited("resolve 100,000 names", large["seconds"], MOST_SECONDS, "s"),
        limited("resolve: memory", large["mib"], MOST_MIB, "MiB"),
        Line("resolve: queue", queued, "", "", "", None),
    ]


def _child(size: int) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.bench.resolve", str(size)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr.strip().splitlines()[-1])
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _measure(size: int) -> None:
    from graph import Tables
    from graph.decisions import Decisions
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
    began = time.perf_counter()
    resolve_enterprises([sheet], empty, lambda: empty["LOCATED_IN"], decisions, findings)
    columns = ["id", "name", "name_en", "aliases", "tax_code", "sources"]
    batch = sheet.frame[columns].drop_duplicates("id")
    queue(batch, set(), empty["Enterprise"], decisions, findings)
    spent = time.perf_counter() - began
    mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": spent, "mib": mib, "queued": len(findings.review)}))


if __name__ == "__main__":
    _measure(int(sys.argv[1]))
