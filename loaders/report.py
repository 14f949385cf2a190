"""What a load did: counts, what was set aside and why, what a person should look at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from graph import Counts
from graph.schema import TYPES
from graph.text import Lang, Text, printable
from loaders.gone import Gone
from loaders.placing import Placement
from loaders.shown import report_html

REJECTED = ("file", "sheet", "row", "column", "value", "scope", "reason", "reason_en")
_SHOWN = 20  # items of each list that the text shows
REASONS = "(lý do để riêng / why set aside)"  # header of a column that only a report has; it is not read
OVERVIEW = "Để riêng (set aside)"  # the sheet of a report that lists reasons; it is not read either
_LOADED = Text("Đã nạp", "Loaded")
_WOULD_LOAD = Text("Chưa ghi gì; sẽ nạp", "Nothing written; would load")
REVIEW = ("left", "left_name", "right", "right_name", "why", "why_en")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: file, sheet (workbooks only), row (header = 1) and column."""

    file: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        parts = [self.file, self.sheet, None if self.row is None else str(self.row), self.column]
        return ":".join(p for p in parts if p)


@dataclass(frozen=True, slots=True)
class Original:
    """Rows of a file as they stand there: what kind of data, its name, header, and cells."""

    kind: str
    name: str
    header: tuple[str, ...]
    rows: list[list[str]]


@dataclass
class Findings:
    """What is noticed while loading, before it becomes a report."""

    rejected: list[tuple[Any, ...]] = field(default_factory=list)
    review: set[tuple[str, ...]] = field(default_factory=set)
    warnings: list[Text] = field(default_factory=list)
    unplaced: dict[str, Placement | None] = field(default_factory=dict)  # words → the nearest product

    def set_aside(self, place: Place, value: Any, reason: Text, *, scope: str = "row") -> None:
        """Note a row (or with ``scope="cell"`` only its cell) that is not loaded."""
        shown = printable(value) if isinstance(value, str) else value
        row = (place.file, place.sheet, place.row, place.column, shown, scope, reason.vi, reason.en)
        self.rejected.append(row)

    def warn(self, vi: str, en: str) -> None:
        """Note something that was loaded but that a person should know."""
        self.warnings.append(Text(printable(vi), printable(en)))

    def queue(self, left: tuple[str, str], right: tuple[str, str], why: Text) -> None:
        """Note two enterprises (id, name) that may be one."""
        one, two = sorted((left, right))
        self.review.add((*one, *two, why.vi, why.en))


@dataclass(frozen=True, repr=False)
class LoadReport:
    """The outcome of a load.

    ``counts``: rows added, changed and unchanged per type. ``rejected``: what
    was set aside, a DataFrame of file, sheet, row, column, value, scope (``row``
    or ``cell``), reason (Vietnamese) and reason_en. ``review``: pairs of
    enterprises that may be one, with why. ``warnings``: texts. ``unplaced``:
    products in free words that no product is near enough to: words, the nearest
    product and its confidence. ``originals``: the rows of which anything was set
    aside, as their files have them. ``gone``: what only these files told before and no
    longer tell. ``written``: whether the store was changed.
    """

    dataset: str
    counts: dict[str, Counts]
    rejected: pd.DataFrame
    review: pd.DataFrame
    warnings: tuple[Text, ...]
    unplaced: pd.DataFrame
    originals: tuple[Original, ...] = ()
    gone: tuple[Gone, ...] = ()
    written: bool = True

    @classmethod
    def of(
        cls,
        dataset: str,
        counts: dict[str, Counts],
        findings: Findings,
        originals: tuple[Original, ...] = (),
        *,
        gone: Iterable[Gone] = (),
        written: bool = True,
    ) -> LoadReport:
        """The report of what was (or, not ``written``, would be) written and found."""
        rejected = pd.DataFrame(findings.rejected, columns=list(REJECTED), dtype=object)
        rejected = rejected.sort_values(
            ["file", "row"], kind="stable", ignore_index=True, na_position="first"
        )
        review = pd.DataFrame(sorted(findings.review), columns=list(REVIEW), dtype=object)
        unplaced = [
            (text, p and p.product, p and p.confidence) for text, p in sorted(findings.unplaced.items())
        ]
        return cls(
            dataset,
            counts,
            rejected,
            review,
            tuple(dict.fromkeys(findings.warnings)),
            pd.DataFrame(unplaced, columns=["words", "product", "confidence"], dtype=object),
            originals,
            tuple(gone),
            written,
        )

    @property
    def total(self) -> Counts:
        """All types together."""
        return sum(self.counts.values(), Counts())

    def to_frame(self) -> pd.DataFrame:
        """One row per type that the load touched: type, added, changed, unchanged."""
        rows = [(n, c.added, c.changed, c.unchanged) for n, c in self.counts.items() if c != Counts()]
        return pd.DataFrame(rows, columns=["type", "added", "changed", "unchanged"])

    def to_dict(self) -> dict[str, Any]:
        """The report as plain values, both languages, for JSON."""
        return {
            "dataset": self.dataset,
            "written": self.written,
            "counts": self.to_frame().to_dict("records"),
            "rejected": _plain_records(self.rejected),
            "review": _plain_records(self.review),
            "unplaced": _plain_records(self.unplaced),
            "gone": [
                {
                    "file": g.file,
                    "type": g.type,
                    "what": g.what.vi,
                    "what_en": g.what.en,
                    "taken_out": g.taken,
                }
                for g in self.gone
            ],
            "warnings": [{"vi": w.vi, "en": w.en} for w in self.warnings],
        }

    def say(self, lang: Lang = "vi") -> str:
        """The report as readable text."""
        all = self.total
        done = (
            Text("Đã nạp", "Loaded")
            if self.written
            else Text("Chưa ghi gì; sẽ nạp", "Nothing written; would load")
        )
        head = (
            Text(
                f"{done.vi} {self.dataset}: thêm {all.added}, đổi {all.changed}, giữ nguyên {all.unchanged}",
                f"{done.en} {self.dataset}:"
                f" {all.added} added, {all.changed} changed, {all.unchanged} unchanged",
            )
            + self._open()
        )
        lines = [head.say(lang)]
        for name, c in self.counts.items():
            if c != Counts():
                lines.append(
                    f"  {TYPES[name].label.say(lang):<16} +{c.added:<6} ~{c.changed:<6} ={c.unchanged}"
                )
        parts = self._rejected, self._unplaced, self._review, self._gone, self._warnings
        return "\n".join([*lines, *(line for part in parts for line in part(lang))])

    def _repr_html_(self) -> str:
        return report_html(self)

    def _open(self) -> Text:
        """What is left to do, in numbers; nothing when nothing is."""
        parts = (
            (len(self.rejected), Text("để riêng", "set aside")),
            (len(self.unplaced), Text("chưa xếp", "not placed")),
            (len(self.review), Text("cần quyết định", "to decide")),
            (sum(not g.taken for g in self.gone), Text("không còn trong tệp", "no longer in the file")),
        )
        found = [Text(f", {what.vi} {n}", f", {n} {what.en}") for n, what in parts if n]
        return Text.join(found, "")

    def _rejected(self, lang: Lang) -> Iterable[str]:
        reason = "reason" if lang == "vi" else "reason_en"
        items = []
        for row in self.rejected.head(_SHOWN).to_dict("records"):
            place = Place(row["file"], row["sheet"], row["row"], row["column"])
            cell = f" {row['value']!r}" if row["value"] else ""
            items.append(f"{place}{cell}: {row[reason]}")
        return _listed(Text("Để riêng", "Set aside"), items, len(self.rejected), lang)

    def _unplaced(self, lang: Lang) -> Iterable[str]:
        items = [
            f'ketnoi place "{row["words"]}" {row["product"] or Text("MÃ", "PRODUCT").say(lang)}'
            for row in self.unplaced.head(_SHOWN).to_dict("records")
        ]
        title = Text(
            "Chưa xếp vào danh mục; xếp bằng một dòng, rồi nạp lại",
            "Not placed in the taxonomy; place with one line, then load again",
        )
        return _listed(title, items, len(self.unplaced), lang)

    def _review(self, lang: Lang) -> Iterable[str]:
        why = "why" if lang == "vi" else "why_en"
        items = [
            f"{r['left_name']} ({r['left']}) ~ {r['right_name']} ({r['right']}): {r[why]}"
            for r in self.review.head(_SHOWN).to_dict("records")
        ]
        title = Text("Có thể là một, cần người xem", "May be one enterprise, for a person to decide")
        return _listed(title, items, len(self.review), lang)

    def _gone(self, lang: Lang) -> Iterable[str]:
        stays = Text("Tệp không còn nói, kho vẫn giữ; bỏ bằng --replace",
                     "No longer in its file but in the store; take out with --replace")  # fmt: skip
        taken = Text(
            "Tệp không còn nói nên đã bỏ khỏi kho", "No longer in its file, so taken out of the store"
        )
        for title, done in ((taken, True), (stays, False)):
            items = [
                f"{g.file}: {g.what.say(lang)}" + (f"; {g.why.say(lang)}" if g.why else "")
                for g in self.gone
                if g.taken == done
            ]
            yield from _listed(title, items[:_SHOWN], len(items), lang)

    def _warnings(self, lang: Lang) -> Iterable[str]:
        items = [text.say(lang) for text in self.warnings[:_SHOWN]]
        return _listed(Text("Lưu ý", "Note"), items, len(self.warnings), lang)

    def __str__(self) -> str:
        return self.say("vi")

    def __repr__(self) -> str:
        return self.say("vi")


def _plain_records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return rows


def _listed(title: Text, items: list[str], total: int, lang: Lang) -> Iterable[str]:
    if total:
        yield f"{title.say(lang)} ({total}):"
        yield from (f"  {item}" for item in items)
        if total > len(items):
            yield Text(f"  … và {total - len(items)} nữa", f"  … and {total - len(items)} more").say(lang)
