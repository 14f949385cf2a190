"""How answers show themselves in a notebook: small pieces of HTML, everything escaped, nothing fetched.

No script and no style sheet: a notebook may strip them, and they would reach
into the rest of it. Texts are Vietnamese first; English unfolds below.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from markupsafe import Markup

from graph.text import Lang

COLOURS = (
    "#17967f",
    "#2f74e0",
    "#e0713f",
    "#8f6fd8",
    "#c98a0a",
    "#0e9bb8",
    "#dc2f55",
    "#8a8f1d",
    "#7a8699",
    "#b06fa8",
)
_BAR, _HEIGHT = 220, 12  # pixels
_CELL = "text-align:{};vertical-align:top;white-space:normal;max-width:34em"
SHOWN = 20  # rows of a table that a notebook shows


def both(make: Callable[[Lang], Markup]) -> str:
    """What ``make`` shows in Vietnamese, and folded below it in English."""
    shown = Markup("<div>{}<details><summary>English</summary>{}</details></div>")
    return str(shown.format(make("vi"), make("en")))


def heading(text: str) -> Markup:
    """A heading, small enough for a cell of a notebook."""
    return Markup('<p style="margin:.6em 0 .3em"><b>{}</b></p>').format(text)


def listing(texts: Iterable[str]) -> Markup:
    """Texts as a list; nothing when there are none."""
    items = Markup("").join(Markup("<li>{}</li>").format(text) for text in texts)
    return Markup('<ul style="margin:.3em 0">{}</ul>').format(items) if items else Markup("")


def table(headers: Sequence[str], rows: Sequence[Sequence[Any]], *, more: str = "") -> Markup:
    """A table; numbers to the right, unknown as ``–``, ``Markup`` as it is. ``more`` stands below it."""
    head = Markup("").join(Markup('<th style="text-align:left">{}</th>').format(h) for h in headers)
    lines = (Markup("<tr>{}</tr>").format(Markup("").join(map(_cell, row))) for row in rows)
    below = Markup("<p>{}</p>").format(more) if more else Markup("")
    return Markup("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>{}").format(
        head, Markup("").join(lines), below
    )


def _cell(value: Any) -> Markup:
    number = isinstance(value, int | float)
    style = _CELL.format("right" if number else "left")
    shown = "–" if value is None or value == "" else value
    return Markup('<td style="{}">{}</td>').format(style, shown)


def bar(parts: Sequence[tuple[str, float]], full: float, *, width: int = _BAR) -> Markup:
    """Parts of a whole side by side, each in its colour of ``COLOURS``; ``full`` is the whole width.

    A part names itself when the mouse rests on it, and all do to who hears the picture.
    """
    part = Markup('<rect x="{:.1f}" width="{:.1f}" height="{}" fill="{}"><title>{}</title></rect>')
    x, drawn = 0.0, []
    for i, (label, value) in enumerate(parts):
        wide = width * value / full if full > 0 else 0.0
        if wide > 0:
            drawn.append(part.format(x, wide, _HEIGHT, COLOURS[i % len(COLOURS)], label))
        x += wide
    said = "; ".join(label for label, value in parts if value)
    return Markup('<svg width="{}" height="{}" role="img" aria-label="{}">{}</svg>').format(
        width, _HEIGHT, said, Markup("").join(drawn)
    )


def legend(labels: Iterable[str]) -> Markup:
    """What the colours of ``bar`` mean, in their order."""
    spots = (
        Markup('<span style="white-space:nowrap"><span style="color:{}">■</span> {}</span> ').format(
            COLOURS[i % len(COLOURS)], label
        )
        for i, label in enumerate(labels)
    )
    return Markup("<p>{}</p>").format(Markup("").join(spots))
