"""The result of an evaluation: figures with intervals, as a table, as data, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from markupsafe import Markup

from graph.display import both
from graph.text import Lang, Text
from queries.evaluation.metrics import METRICS, Interval
from queries.evaluation.splits import Plan

OURS = "ketnoi"
# How tables call the kinds of question and the parts of the hidden partners.
LABELS = {
    "buyer": Text("bên mua", "buyer"),
    "product": Text("bên mua và sản phẩm", "buyer and product"),
    "new": Text("cặp mới", "new pairs"),
    "warm": Text("nhà cung cấp đã có ghi nhớ khác", "suppliers with other MOUs"),
    "cold": Text("nhà cung cấp chỉ có năng lực tự nêu", "suppliers known only by what they state"),
    "unheard": Text("nhà cung cấp chỉ còn tên", "suppliers of which only the name is left"),
    "repeated": Text("cặp đã ký trước đó", "pairs that had signed before"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """How good one ranker is on one kind of question and one part of the hidden partners.

    ``ratio``: ours divided by this one's, nDCG@10, paired; for ours itself ``None``.
    """

    kind: str
    part: str
    ranker: str
    questions: int
    partners: int
    metrics: Mapping[str, Interval]
    ratio: Interval | None


@dataclass(frozen=True, slots=True)
class Exposure:
    """Whom a ranker shows among its first ten: the share of all candidates that stand anywhere, and the
    share of places that go to suppliers without any visible MOU."""

    ranker: str
    coverage: float
    cold: float


@dataclass(frozen=True)
class Evaluation:
    """What ``evaluate`` found. ``settings`` are those each baseline was given; ``notes`` what to know."""

    plan: Plan
    figures: tuple[Figure, ...]
    exposure: tuple[Exposure, ...]
    settings: Mapping[str, Mapping[str, Any]]
    hidden: int
    notes: tuple[Text, ...]

    def to_frame(self) -> pd.DataFrame:
        """One row per kind, part and ranker: questions, partners, every metric with its limits, the ratio."""
        rows = []
        for f in self.figures:
            row: dict[str, Any] = {
                "kind": f.kind,
                "part": f.part,
                "ranker": f.ranker,
                "questions": f.questions,
                "partners": f.partners,
            }
            for name, found in (*f.metrics.items(), ("ours_to_this", f.ratio)):
                for limit in ("value", "low", "high"):
                    column = name if limit == "value" else f"{name}_{limit}"
                    row[column] = None if found is None else getattr(found, limit)
            rows.append(row)
        shown = {e.ranker: e for e in self.exposure}
        frame = pd.DataFrame(rows)
        for column in ("coverage", "cold"):
            frame[column if column == "coverage" else "cold_share"] = [
                getattr(shown[r], column) for r in frame["ranker"]
            ]
        return frame

    def to_dict(self) -> dict[str, Any]:
        """Everything as plain values, for JSON."""
        plan = {name: getattr(self.plan, name) for name in ("split", "share", "most", "turns", "seed")}
        rows = self.to_frame().astype(object)
        known = rows.notna() & ~rows.isin([np.inf])  # a ratio to nothing is no number
        return {
            "plan": plan,
            "hidden": self.hidden,
            "figures": rows.where(known, None).to_dict("records"),
            "settings": {name: dict(values) for name, values in self.settings.items()},
            "notes": [{"vi": n.vi, "en": n.en} for n in self.notes],
        }

    def of(self, kind: str, part: str = "new") -> list[Figure]:
        """The figures of a kind and part, best first."""
        found = [f for f in self.figures if (f.kind, f.part) == (kind, part)]
        return sorted(found, key=lambda f: -f.metrics["ndcg@10"].value)

    def _repr_html_(self) -> str:
        from queries.evaluation.plot import svg

        def card(lang: Lang) -> Markup:
            # The picture is ours and escapes its own texts; its size follows the notebook's.
            picture = Markup(svg(self, lang))
            return picture + Markup("<pre>{}</pre>").format(self.say(lang))

        return both(card)

    def say(self, lang: Lang = "vi") -> str:
        """Tables for a terminal, the main part of each kind in full, other parts in one figure each."""
        lines: list[str] = []
        for kind in dict.fromkeys(f.kind for f in self.figures):
            parts = dict.fromkeys(f.part for f in self.figures if f.kind == kind)
            main = "new" if "new" in parts else next(iter(parts))
            first = self.of(kind, main)[0]
            asked = Text(
                f"Câu hỏi: {LABELS[kind].vi} — {LABELS[main].vi}:"
                f" {first.questions} câu, {first.partners} đối tác giấu",
                f"Question: {LABELS[kind].en} — {LABELS[main].en}:"
                f" {first.questions} asked, {first.partners} hidden",
            )
            lines += [asked.say(lang), *_table(self._rows(kind, main, lang)), ""]
            others = [p for p in parts if p != main]
            if others:
                lines += [*_table(self._breakdown(kind, others, lang)), ""]
        return "\n".join([*lines, *(f"· {note.say(lang)}" for note in self.notes)]).rstrip()

    def _rows(self, kind: str, part: str, lang: Lang) -> list[list[str]]:
        shown = {e.ranker: e for e in self.exposure}
        head = [
            "",
            *(m.replace("ndcg", "nDCG").replace("mrr", "MRR").replace("hits", "Hits") for m in METRICS),
            Text("ta / nó", "ours / its").say(lang),
            Text("độ phủ", "coverage").say(lang),
            Text("phần chưa ký", "cold share").say(lang),
        ]
        rows = [head]
        for f in self.of(kind, part):
            first, *rest = f.metrics.values()
            ratio = "" if f.ratio is None else _ratio(f.ratio)
            exposure = shown[f.ranker]
            rows.append(
                [
                    f.ranker,
                    str(first),
                    *(f"{m.value:.3f}" for m in rest),
                    ratio,
                    f"{exposure.coverage:.1%}",
                    f"{exposure.cold:.1%}",
                ]
            )
        return rows

    def _breakdown(self, kind: str, parts: Sequence[str], lang: Lang) -> list[list[str]]:
        """nDCG@10 of the other parts: a column each, with the number of partners."""
        found = {(f.ranker, f.part): f for f in self.figures if f.kind == kind}
        partners = {p: next(f.partners for (_, part), f in found.items() if part == p) for p in parts}
        head = ["nDCG@10", *(f"{LABELS[p].say(lang)} ({partners[p]})" for p in parts)]
        rankers = dict.fromkeys(f.ranker for f in self.figures if f.kind == kind)
        return [head, *([r, *(str(found[r, p].metrics["ndcg@10"]) for p in parts)] for r in rankers)]


def _ratio(found: Interval) -> str:
    return f"{found.value:.2f} [{found.low:.2f}, {found.high:.2f}]"


def _table(rows: list[list[str]]) -> list[str]:
    """Rows as lines, the first column to the left, figures to the right."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = []
    for first, *rest in rows:
        figures = [cell.rjust(w) for cell, w in zip(rest, widths[1:], strict=True)]
        lines.append("  ".join([first.ljust(widths[0]), *figures]).rstrip())
    return lines
