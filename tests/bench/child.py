"""A step of a benchmark in a process of its own, so that its memory is that of the step alone."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any


def child(bench: str, *arguments: object) -> dict[str, Any]:
    """What ``python -m tests.bench.BENCH …`` prints as JSON; raises ``RuntimeError`` with its last words."""
    command = [sys.executable, "-m", f"tests.bench.{bench}", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError((done.stderr.strip() or f"ended with {done.returncode}").splitlines()[-1])
    found: dict[str, Any] = json.loads(done.stdout)
    return found
