"""Which rows are one enterprise.

What a person decided comes first; then explicit ids; then the tax code; then
the very same name with its legal form, abbreviations written out; then the same
words in another order or language where the place agrees. Anything less sure is
never merged: it is queued for a person (``loaders.lookalikes``).
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from graph.decisions import Decisions
from graph.names import parse_name
from graph.tables import Tables
from graph.text import Text, accented, slug
from loaders import whereabouts
from loaders.clean import Cleaned
from loaders.report import Findings
from loaders.twins import Spelt, joined
from loaders.whereabouts import Whereabouts

_PLACES = ("park", "ward", "city", "province", "address", "website")
_DIGEST = re.compile("[0-9a-f]{6}").fullmatch
NAMES = ("name", "name_en", "aliases")


def made_id(name: str, key: str) -> str:
    """An id made from a name: readable, and the same on every load.

    ``key`` keeps names apart that look alike without accents.
    """
    digest = hashlib.sha256(key.encode()).hexdigest()[:6]
    return f"{slug(name)}-{digest}".lstrip("-")


def id_of_name(name: str, province: str = "") -> str:
    """The id made for an enterprise that has only a name; ``province``: one of several so called."""
    key = parse_name(name).key
    return made_id(key.rpartition("|")[0], f"{key}|{province}" if province else key)


def is_made(id: str, names: Iterable[str]) -> bool:
    """Whether a load made this id, of a tax code or of one of the names; otherwise a file gave it."""
    if id.startswith("mst-"):
        return True
    name, _, digest = id.rpartition("-")
    return bool(_DIGEST(digest)) and any(name == slug(parse_name(n).key.rpartition("|")[0]) for n in names)


def names_of(name: str | None, name_en: str | None, aliases: Iterable[str]) -> tuple[str, ...]:
    """All names of an enterprise, the full one first."""
    return tuple(dict.fromkeys(n for n in (name, name_en, *aliases) if n))


@dataclass
class _Firms:
    """Enterprises known so far: by tax code and by name key, with their names and places."""

    by_tax: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    by_key: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    names: dict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    taxes: dict[str, str] = field(default_factory=dict)
    where: dict[str, Whereabouts] = field(default_factory=lambda: defaultdict(Whereabouts))

    def add(self, id: str, names: Iterable[str], tax: str | None, where: Whereabouts | None = None) -> None:
        for name in names:
            self.by_key[parse_name(name).key].add(id)
            self.names[id][name] = None
        if tax:
            self.by_tax[tax].add(id)
            self.taxes[id] = tax
        if where:
            self.where[id] |= where


@dataclass
class _Row:
    """What helps to know the firm of a row: its id and tax code if any, its names, its place."""

    id: str | None
    tax: str | None
    names: tuple[str, ...]
    where: Whereabouts
    node: tuple[str, str] = ("", "")  # for a row without both: name key and, if need be, the province

    @property
    def key(self) -> str:
        return parse_name(self.names[0]).key


def resolve_enterprises(
    sheets: list[Cleaned],
    known: Tables,
    located: Callable[[], pd.DataFrame],
    decisions: Decisions,
    findings: Findings,
) -> None:
    """Give every enterprise row its id; set aside the rows that could be several.

    ``known`` holds the store's nodes, ``located`` gives its table LOCATED_IN. The
    outcome does not depend on the order of rows or files.
    """
    for sheet in sheets:
        sheet.frame["_explicit"] = sheet.frame["id"].notna()
        ids = [None if id is None else decisions.now(id) for id in sheet.frame["id"].tolist()]
        sheet.frame["id"] = pd.Series(ids, dtype=object)
    if all(sheet.frame["_explicit"].all() for sheet in sheets):
        return
    firms = _known_firms(known, located(), decisions)
    rows = [list(_rows(sheet)) for sheet in sheets]
    everything = [row for part in rows for row in part]
    for row in everything:
        if row.id is not None:
            firms.add(row.id, row.names, row.tax, row.where)
    _give_taxed_ids(everything, firms, decisions)
    named = _named_ids([row for row in everything if row.id is None], firms, decisions, findings)
    for sheet, part in zip(sheets, rows, strict=True):
        _assign(sheet, part, named, firms, findings)


def _known_firms(known: Tables, located: pd.DataFrame, decisions: Decisions) -> _Firms:
    firms, where = _Firms(), whereabouts.of_store(known, located)
    table = known["Enterprise"]
    for id, tax, name, name_en, aliases in zip(*(table[c] for c in ("id", "tax_code", *NAMES)), strict=True):
        firms.add(id, names_of(name, name_en, aliases), tax, where.get(id))
    for tax, id in decisions.taxes.items():
        firms.by_tax[tax].add(id)
    return firms


def _rows(sheet: Cleaned) -> Iterable[_Row]:
    frame = sheet.frame
    places = [c for c in _PLACES if c in frame.columns]
    cells: Iterable[tuple[Any, ...]] = zip(
        *(frame[c].tolist() for c in ("id", "tax_code", *NAMES, *places)), strict=True
    )
    for id, tax, name, name_en, aliases, *where in cells:
        lies = whereabouts.of_row(dict(zip(places, where, strict=True)))
        yield _Row(id, tax, names_of(name, name_en, aliases), lies)


# --- rows with a tax code ----------------------------------------------------------------------


def _give_taxed_ids(rows: list[_Row], firms: _Firms, decisions: Decisions) -> None:
    """Rows without an id that have a tax code get the id of that tax code."""
    taxed: dict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        if row.id is None and row.tax is not None:
            taxed[row.tax].append(row)
    free = {t: _same_name_without_tax(r, firms) for t, r in taxed.items() if t not in firms.by_tax}
    claims = Counter(free.values())
    found: dict[str, str] = {}
    for tax in sorted(taxed):
        id = free.get(tax)
        if tax in firms.by_tax:
            found[tax] = min(firms.by_tax[tax])
        else:
            found[tax] = id if id and claims[id] == 1 else f"mst-{tax}"
    for tax, id in found.items():
        for row in taxed[tax]:
            row.id = decisions.now(id)
            firms.add(row.id, row.names, tax, row.where)


def _same_name_without_tax(rows: list[_Row], firms: _Firms) -> str | None:
    ids = {
        id
        for row in rows
        for id in firms.by_key.get(row.key, ())
        if id not in firms.taxes and firms.where[id].help(row.where) != "apart"
    }
    return ids.pop() if len(ids) == 1 else None


# --- rows that have only a name ------------------------------------------------------------------


def _named_ids(
    rows: list[_Row], firms: _Firms, decisions: Decisions, findings: Findings
) -> dict[tuple[str, str], str]:
    """The id of each node of rows without id and tax code; one that could be several firms is left out."""
    nodes: dict[tuple[str, str], Spelt] = {}
    by_key: dict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        by_key[row.key].append(row)
    for key, group in by_key.items():
        _tell_provinces_apart(group)
        for row in group:
            row.node = (key, row.node[1])
            known = nodes.get(row.node)
            names = (*(known.names if known else ()), *row.names)
            where = row.where | known.where if known else row.where
            nodes[row.node] = Spelt("|".join(row.node), tuple(dict.fromkeys(names)), where)
    found: dict[tuple[str, str], str] = {}
    fresh: dict[tuple[str, str], Spelt] = {}
    for node in sorted(nodes):
        fits = _fitting(node, nodes[node], firms)
        if fits is None:
            fresh[node] = nodes[node]
        elif len(fits) == 1:
            found[node] = fits.pop()
    for node, id in _fresh_ids(fresh, firms, findings).items():
        found[node] = decisions.now(id)
    for node, id in found.items():
        if said := whereabouts.merged(nodes[node].names[0], nodes[node].where, firms.where.get(id)):
            findings.warnings.append(said)
    return found


def _tell_provinces_apart(group: list[_Row]) -> None:
    """Rows of one name in two provinces are two firms, as long as no tax code says that they are one."""
    if len(set().union(*(row.where.far for row in group))) < 2:
        return
    parts = whereabouts.regions(row.where.far for row in group)
    if len(parts) > 1:
        for row in group:
            row.node = ("", next((min(p) for p in parts if row.where.far & p), ""))


def _fitting(node: tuple[str, str], spelt: Spelt, firms: _Firms) -> set[str] | None:
    """The known enterprises that rows of a name can be; ``None``: a new one, unless it is spelt otherwise."""
    called = firms.by_key.get(node[0], set())
    fits = {id for id in called if firms.where[id].help(spelt.where) != "apart"}
    if not fits:
        return None
    # Its own from an earlier load, even where others share the name by now.
    own = {id for id in (id_of_name(spelt.names[0], node[1]), id_of_name(spelt.names[0])) if id in fits}
    if own and (len(own) == 1 or node[1]):
        return {min(own, key=lambda id: id == id_of_name(spelt.names[0]))}
    if len(fits) > 1:
        here = {id for id in fits if firms.where[id].help(spelt.where) in ("near", "far")}
        return here if len(here) == 1 else fits
    return fits


def _fresh_ids(
    fresh: dict[tuple[str, str], Spelt], firms: _Firms, findings: Findings
) -> dict[tuple[str, str], str]:
    """Ids of names that nobody has: of a known firm in another spelling, or made of the name."""
    if not fresh:
        return {}
    known = [
        Spelt(f"id {i}", tuple(n), firms.where[i], i, firms.taxes.get(i)) for i, n in firms.names.items()
    ]
    alike = joined([*fresh.values(), *known])
    for one, two, why in alike.told:
        findings.warn(f"{one!r} và {two!r} là một: {why.vi}", f"{one!r} and {two!r} are one: {why.en}")
    for name, many in alike.crowds:
        findings.warn(
            f"{many} tên cùng các từ của {name!r}: quá nhiều, không tự gộp, chỉ đưa vào danh sách cần xem",
            f"{many} names with the words of {name!r}: too many, none is joined, they are only queued",
        )
    ids: dict[str, str] = {}
    spelt = {one.key: one for one in (*fresh.values(), *known)}
    for group in alike.groups:
        members = [spelt[key] for key in sorted(group)]
        names = [one.names[0] for one in members]
        id = next((one.id for one in members if one.id), None) or id_of_name(min(names, key=_fullest))
        ids.update(dict.fromkeys(group, id))
    return {node: ids.get(one.key) or _own_id(node, one, firms) for node, one in fresh.items()}


def _fullest(name: str) -> tuple[bool, int, str]:
    """The name that an id is made of: one with accents, the longest, the first."""
    return not accented(name), -len(name), name


def _own_id(node: tuple[str, str], spelt: Spelt, firms: _Firms) -> str:
    """A made id; with the province where others far away have the name already."""
    province = node[1] or (min(spelt.where.far) if firms.by_key.get(node[0]) else "")
    return id_of_name(spelt.names[0], province)


def _assign(
    sheet: Cleaned, rows: list[_Row], named: dict[tuple[str, str], str], firms: _Firms, findings: Findings
) -> None:
    ids: list[str | None] = []
    for number, row in zip(sheet.frame["_row"].tolist(), rows, strict=True):
        id = row.id or named.get(row.node)
        if id is None:
            listed = ", ".join(sorted(firms.by_key.get(row.key, ()))[:5])
            reason = Text(
                f"tên này là của nhiều doanh nghiệp ({listed}); hãy ghi mã hoặc MST",
                f"this name belongs to several enterprises ({listed}); give the id or the tax code",
            )
            findings.set_aside(sheet.place(number, "name"), row.names[0], reason)
        ids.append(id)
    sheet.frame["id"] = pd.Series(ids, dtype=object)
    sheet.drop(sheet.frame["id"].isna())
