"""A load report as a notebook shows it: counts with bars, then what was set aside, to review, to know."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from markupsafe import Markup

from graph.display import bar, both, heading, legend, listing, table
from graph.schema import TYPES
from graph.text import Lang, Text

if TYPE_CHECKING:
    from loaders.report import LoadReport

_COUNTED = (Text("thêm", "added"), Text("đổi", "changed"), Text("giữ nguyên", "unchanged"))


def report_html(report: LoadReport) -> str:
    """The report in both languages."""

    def card(lang: Lang) -> Markup:
        lines = report.say(lang).splitlines()
        counts = sum(c.added + c.changed + c.unchanged > 0 for c in report.counts.values())
        return heading(lines[0]) + _counts(report, lang) + _lists(lines[1 + counts :])

    return both(card)


def _counts(report: LoadReport, lang: Lang) -> Markup:
    """A row a type: how many rows are new, changed and the same."""
    words = [w.say(lang) for w in _COUNTED]
    counted = {
        TYPES[name].label.say(lang): (c.added, c.changed, c.unchanged)
        for name, c in report.counts.items()
        if c.added + c.changed + c.unchanged
    }
    most = max(map(sum, counted.values()), default=0)
    rows = [
        (label, bar([(f"{w}: {n}", n) for w, n in zip(words, numbers, strict=True)], most), *numbers)
        for label, numbers in counted.items()
    ]
    return table(["", "", *words], rows) + legend(words) if rows else Markup("")


def _lists(lines: Iterable[str]) -> Markup:
    """Titles with their indented items, as the report says them."""
    found: list[tuple[str, list[str]]] = []
    for line in lines:
        if line.startswith(" ") and found:
            found[-1][1].append(line.strip())
        else:
            found.append((line, []))
    return Markup("").join(heading(title) + listing(items) for title, items in found)
