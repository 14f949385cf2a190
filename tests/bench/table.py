"""One line of the table of benchmarks, and the table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """A figure of ours, that of a peer measured in the same run, and what we aim at."""

    name: str
    ours: str
    peer: str
    ratio: str
    target: str
    met: bool | None  # None: only told


def compared(name: str, ours: float, peer: float, target: float, *, of: str) -> Line:
    """Two times (seconds); met when ours is at most ``target`` times the peer's."""
    ratio = ours / peer
    return Line(
        name, seconds(ours), f"{of} {seconds(peer)}", times(ratio), f"≤ {times(target)}", ratio <= target
    )


def limited(name: str, value: float, most: float, unit: str) -> Line:
    """A figure against a fixed limit."""
    return Line(name, f"{value:.3g} {unit}", "", "", f"≤ {most:g} {unit}", value <= most)


def seconds(value: float) -> str:
    """A time, in the unit that fits."""
    return f"{value:.2f} s" if value >= 1 else f"{value * 1000:.3g} ms"


def times(ratio: float) -> str:
    """A ratio as ``3.2`` or ``1/120``."""
    return f"{ratio:.2g}" if ratio >= 1 else f"1/{1 / ratio:.3g}"


def shown(lines: list[Line]) -> str:
    """The table as text."""
    rows = [("name", "ours", "peer", "ratio", "target", "met")]
    rows += [
        (x.name, x.ours, x.peer, x.ratio, x.target, {True: "yes", False: "NO", None: ""}[x.met])
        for x in lines
    ]
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip() for row in rows
    )
