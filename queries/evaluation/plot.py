"""The figures as a picture: an SVG, which every browser opens and prints, with nothing to install for it."""

from __future__ import annotations

from xml.sax.saxutils import escape

from graph.text import Lang, Text
from queries.evaluation.report import LABELS, OURS, Evaluation, Figure

_LEFT, _WIDTH, _ROW, _RIGHT = 170, 420, 22, 90
_OWN, _OTHER, _GRID = "#b3261e", "#35618e", "#d8d8d8"


def svg(found: Evaluation, lang: Lang = "vi") -> str:
    """nDCG@10 of every ranker with its interval, a panel for each kind of question, new pairs."""
    kinds = dict.fromkeys(f.kind for f in found.figures if f.part == "new")
    panels: list[str] = []
    top = 30
    for kind in kinds:
        figures = found.of(kind)
        panels.append(_panel(kind, figures, top, lang))
        top += _ROW * len(figures) + 70
    title = Text("nDCG@10, khoảng tin cậy 95 %", "nDCG@10 with 95 % intervals").say(lang)
    width = _LEFT + _WIDTH + _RIGHT
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {top}" width="{width}" height="{top}"'
        f' font-family="sans-serif" font-size="13" role="img" aria-label="{escape(title)}">'
        f'<rect width="100%" height="100%" fill="white"/>'
        f'<text x="10" y="20" font-weight="bold">{escape(title)}</text>{"".join(panels)}</svg>\n'
    )


def _panel(kind: str, figures: list[Figure], top: int, lang: Lang) -> str:
    most = max(f.metrics["ndcg@10"].high for f in figures) or 1.0
    asked = Text(f"{figures[0].questions} câu hỏi", f"{figures[0].questions} questions").say(lang)
    parts = [f'<text x="10" y="{top + 18}">{escape(LABELS[kind].say(lang))} ({asked})</text>']
    bottom = top + 30 + _ROW * len(figures)
    for i in range(5):
        x = _LEFT + _WIDTH * i / 4
        parts.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{top + 26}" y2="{bottom}" stroke="{_GRID}"/>')
        parts.append(f'<text x="{x:.1f}" y="{bottom + 14}" text-anchor="middle">{most * i / 4:.2f}</text>')
    for i, figure in enumerate(figures):
        parts.append(_row(figure, top + 30 + _ROW * i + _ROW / 2, most))
    return "".join(parts)


def _row(figure: Figure, y: float, most: float) -> str:
    colour = _OWN if figure.ranker == OURS else _OTHER
    bold = ' font-weight="bold"' if figure.ranker == OURS else ""
    reached = figure.metrics["ndcg@10"]
    low, at, high = (_LEFT + _WIDTH * v / most for v in (reached.low, reached.value, reached.high))
    return (
        f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end"{bold}>{escape(figure.ranker)}</text>'
        f'<line x1="{low:.1f}" x2="{high:.1f}" y1="{y:.1f}" y2="{y:.1f}" stroke="{colour}" stroke-width="2"/>'
        f'<circle cx="{at:.1f}" cy="{y:.1f}" r="4.5" fill="{colour}"/>'
        f'<text x="{_LEFT + _WIDTH + 10}" y="{y + 4:.1f}"{bold}>{reached.value:.3f}</text>'
    )
