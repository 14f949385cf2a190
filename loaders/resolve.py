"""Which rows are one enterprise.

Explicit ids decide; then the tax code; then the very same name with its legal
form. Anything less sure is never merged: it is queued for a person.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas as pd

from graph.directory import Directory
from graph.names import NameParts, parse_name
from graph.text import Text, slug
from loaders.clean import Cleaned
from loaders.report import Findings


def made_id(name: str, key: str) -> str:
    """An id made from a name: readable, and the same on every load.

    ``key`` keeps names apart that look alike without accents.
    """
    digest = hashlib.sha256(key.encode()).hexdigest()[:6]
    return f"{slug(name)}-{digest}".lstrip("-")


@dataclass
class _Firms:
    """Enterprises known so far: by tax code, by name key, and which have a tax code."""

    by_tax: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    by_key: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    taxed: set[str] = field(default_factory=set)

    def add(self, id: str, names: Iterable[str], tax: str | None) -> None:
        for name in names:
            self.by_key[parse_name(name).key].add(id)
        if tax:
            self.by_tax[tax].add(id)
            self.taxed.add(id)


def resolve_enterprises(sheets: list[Cleaned], known: pd.DataFrame, findings: Findings) -> None:
    """Give every enterprise row its id; set aside the rows that could be several.

    ``known`` is the store's Enterprise table. The outcome does not depend on
    the order of rows or files.
    """
    if all(sheet.frame["id"].notna().all() for sheet in sheets):
        for sheet in sheets:
            sheet.frame["_explicit"] = True
        return
    firms = _Firms()
    for id, name, aliases, tax in zip(
        *(known[c] for c in ("id", "name", "aliases", "tax_code")), strict=True
    ):
        firms.add(id, (name, *aliases), tax)
    for sheet in sheets:
        for id, name, tax, aliases in zip(
            *(sheet.frame[c] for c in ("id", "name", "tax_code", "aliases")), strict=True
        ):
            if id is not None:
                firms.add(id, (name, *aliases), tax)
    by_tax = _taxed_ids(sheets, firms)
    for sheet in sheets:
        _assign(sheet, by_tax, firms, findings)


def _identity(frame: pd.DataFrame) -> Iterable[tuple[str | None, str, str | None]]:
    return zip(frame["id"].tolist(), frame["name"].tolist(), frame["tax_code"].tolist(), strict=True)


def _taxed_ids(sheets: list[Cleaned], firms: _Firms) -> dict[str, str]:
    """The id of each tax code that stands in rows without an id."""
    names: dict[str, set[str]] = defaultdict(set)
    for sheet in sheets:
        for id, name, tax in _identity(sheet.frame):
            if id is None and tax is not None:
                names[tax].add(name)
    free = {t: _same_name_without_tax(n, firms) for t, n in names.items() if t not in firms.by_tax}
    claims = defaultdict(set)
    for tax, id in free.items():
        if id:
            claims[id].add(tax)
    found: dict[str, str] = {}
    for tax in sorted(names):
        id = free.get(tax)
        if tax in firms.by_tax:
            found[tax] = min(firms.by_tax[tax])
        else:
            found[tax] = id if id and len(claims[id]) == 1 else f"mst-{tax}"
    for tax, id in found.items():
        firms.add(id, names[tax], tax)
    return found


def _same_name_without_tax(names: set[str], firms: _Firms) -> str | None:
    ids = set().union(*(firms.by_key.get(parse_name(n).key, set()) for n in names)) - firms.taxed
    return ids.pop() if len(ids) == 1 else None


def _assign(sheet: Cleaned, by_tax: dict[str, str], firms: _Firms, findings: Findings) -> None:
    ids: list[str | None] = []
    for row, (id, name, tax) in zip(sheet.frame["_row"].tolist(), _identity(sheet.frame), strict=True):
        if id is None and tax is not None:
            id = by_tax[tax]
        elif id is None:
            parts = parse_name(name)
            fits, made = firms.by_key.get(parts.key, set()), made_id(parts.core, parts.key)
            if not fits or made in fits:
                id = made  # its own from an earlier load, even where others share the name by now
            elif len(fits) == 1:
                id = min(fits)
            if id is None:
                listed = ", ".join(sorted(fits)[:5])
                reason = Text(
                    f"tên này là của nhiều doanh nghiệp ({listed}); hãy ghi mã hoặc MST",
                    f"this name belongs to several enterprises ({listed}); give the id or the tax code",
                )
                findings.set_aside(sheet.place(row, "name"), name, reason)
        ids.append(id)
    sheet.frame["_explicit"] = sheet.frame["id"].notna()
    sheet.frame["id"] = pd.Series(ids, dtype=object)
    sheet.drop(sheet.frame["id"].isna())


def queue_lookalikes(batch: pd.DataFrame, explicit: set[str], known: Directory, findings: Findings) -> None:
    """Queue pairs that may be one: accents, legal form or a number differ, or the tax code is shared.

    ``batch`` is the merged Enterprise table of this load, ``known`` holds it and
    the store's. Two rows that the load itself gave ids are two enterprises.
    """
    if known.labels.keys() - explicit:
        _queue_names(batch, explicit, known, findings)
    for tax, ids in known.by_code.items():
        if len(ids) > 1:
            one, *others = sorted(ids)
            for other in others:
                why = Text(f"cùng MST {tax}", f"same tax code {tax}")
                findings.queue((one, known.labels[one]), (other, known.labels[other]), why)


def _queue_names(batch: pd.DataFrame, explicit: set[str], known: Directory, findings: Findings) -> None:
    names = dict(zip(batch["id"].tolist(), batch["name"].tolist(), strict=True))
    numbered: dict[str, set[str]] = defaultdict(set)
    for folded, ids in known.by_folded.items():
        if folded[-1:].isdigit():
            numbered[_without_number(folded)] |= ids
    for id, name in names.items():
        parts = parse_name(name)
        alike = known.by_folded.get(parts.folded, set()) | numbered.get(parts.folded, set())
        for other in alike | known.by_folded.get(_without_number(parts.folded), set()):
            if other != id and not (id in explicit and other in explicit):
                label = names.get(other, known.labels[other])
                findings.queue((id, name), (other, label), _why(parts, parse_name(label)))


def _without_number(folded: str) -> str:
    return folded.rstrip("0123456789 ") or folded


def _why(one: NameParts, two: NameParts) -> Text:
    if one.key == two.key:
        return Text("cùng tên", "the same name")
    if one.core == two.core:
        return Text("chỉ khác loại hình", "only the legal form differs")
    if one.folded == two.folded:
        return Text("chỉ khác dấu", "only accents differ")
    return Text("chỉ khác một con số hay tên khác", "only a number or another spelling differs")
