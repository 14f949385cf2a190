"""``ketnoi demo`` in an empty folder, as a whole process, and the import of the command line."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.table import Line

ROUNDS = 3
_ROOT = Path(__file__).parents[2]


def run() -> list[Line]:
    """The fastest of some rounds, each in a new process."""
    demo = [_spent(["-m", "queries.cli", "demo"]) for _ in range(ROUNDS)]
    nothing = [_spent(["-c", "pass"]) for _ in range(ROUNDS)]
    imported = [_spent(["-c", "import queries.cli"]) for _ in range(ROUNDS)]
    return [
        _line("demo", min(demo), 5),
        _line("import queries.cli", min(imported) - min(nothing), 1),
    ]


def _line(name: str, value: float, most: float) -> Line:
    return Line(name, f"{value:.2f} s", "", "", f"≤ {most:g} s", value <= most)


def _spent(arguments: list[str]) -> float:
    """Seconds of a Python process in an empty folder."""
    path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": path, "BROWSER": "true"},
            capture_output=True,
            text=True,
            check=False,
        )
        spent = time.perf_counter() - began
    if done.returncode:
        raise RuntimeError((done.stderr.strip() or done.stdout.strip()).splitlines()[-1])
    return spent
