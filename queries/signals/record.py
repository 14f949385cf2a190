"""What is on record of a supplier: certificates, capacity, MOUs, support."""

from __future__ import annotations

import datetime
from collections import defaultdict

import numpy as np

from graph.text import Text
from graph.view import node_key
from queries.facts import Fact, Floats
from queries.index import Index
from queries.signals.base import Query, Telling

# How much an MOU proves by how far it went, and how it fades: half after this many years.
_STAGES = {"mou": 0.3, "trial": 0.45, "contract": 0.7, "ended": 0.2, None: 0.3}
_HALF_LIFE = 5.0
_UNDATED = 0.6


# --- standards ----------------------------------------------------------------


def required(query: Query) -> dict[str, Fact]:
    """The standards the buyer asks for with these needs, each with the need that says so."""
    index, needs = query.index, query.index.rows["NEEDS"]
    wanted = {n.product for n in query.needs}
    found: dict[str, Fact] = {}
    for row in index.rows_of("NEEDS", query.buyer):
        if int(needs.target[row]) in wanted:
            for standard in needs.columns["standards"][row]:
                found.setdefault(standard, index.fact("NEEDS", row))
    return found


def held(query: Query, supplier: int) -> dict[str, tuple[bool, Fact]]:
    """Certificates on file of a supplier: standard → (valid on the day, evidence)."""
    index, holds = query.index, query.index.rows["HOLDS"].columns
    found: dict[str, tuple[bool, Fact]] = {}
    for row in index.rows_of("HOLDS", supplier):
        until = holds["valid_until"][row]
        found[holds["target"][row]] = (valid_on(until, query.on), index.fact("HOLDS", row))
    return found


def valid_on(until: str | None, day: datetime.date) -> bool:
    """Whether a certificate is valid on a day; one without an end, or that ends in its year or month, is."""
    return until is None or day.isoformat()[: len(until)] <= until


def score_standards(query: Query) -> Floats:
    """The share of the required certificates that are on file and valid.

    Unknown when the buyer requires none, or none of them is on file: no
    certificate on file does not mean that there is none.
    """
    found, wanted, holds = query.unknown(), required(query), query.index.rows["HOLDS"]
    holders = query.index.shared("holders", lambda: _holders(query.index)) if wanted else {}
    for standard in wanted:
        rows = holders.get(standard, [])
        valid = [valid_on(holds.columns["valid_until"][row], query.on) for row in rows]
        on_file = holds.source[rows]
        found[on_file] = np.nan_to_num(found[on_file]) + np.array(valid, dtype=np.float64)
    return found / max(1, len(wanted))


def _holders(index: Index) -> dict[str, list[int]]:
    """Standard → the rows of those that hold it."""
    found: dict[str, list[int]] = defaultdict(list)
    for row, standard in enumerate(index.columns("HOLDS")["target"]):
        found[standard].append(row)
    return found


def tell_standards(query: Query, supplier: int, value: float | None) -> Telling:
    """Which certificates are required, and which are on file."""
    wanted, on_file = required(query), held(query, supplier)
    names = Text.join([_certificate(query, s, valid) for s, (valid, _) in on_file.items()], ", ")
    if not wanted:
        said = Text("người mua chưa nêu chứng nhận bắt buộc", "the buyer has named no required certificate")
        if on_file:
            said += Text(f"; trong hồ sơ có {names.vi}", f"; on file: {names.en}")
        return Telling(said, tuple(f for _, f in on_file.values()))
    asked = ", ".join(query.index.label(node_key("Standard", s)).vi for s in wanted)
    facts = (*wanted.values(), *(f for _, f in on_file.values()))
    if value is None:
        return Telling(Text(f"yêu cầu {asked}; hồ sơ chưa có", f"{asked} required; none on file"), facts)
    return Telling(
        Text(f"yêu cầu {asked}; trong hồ sơ có {names.vi}", f"{asked} required; on file: {names.en}"), facts
    )


def _certificate(query: Query, standard: str, valid: bool) -> Text:
    name = query.index.label(node_key("Standard", standard))
    return name if valid else name + Text(" (đã hết hạn)", " (expired)")


# --- capacity -----------------------------------------------------------------


def _capacities(query: Query) -> dict[int, tuple[float, int, int]]:
    """Supplier → (share of the volume, NEEDS row, MAKES row), the best where units agree."""
    if "capacities" not in query.scratch:
        query.scratch["capacities"] = _worked_out(query)
    found: dict[int, tuple[float, int, int]] = query.scratch["capacities"]
    return found


def _worked_out(query: Query) -> dict[int, tuple[float, int, int]]:
    index = query.index
    needs, makes = index.rows["NEEDS"].columns, index.rows["MAKES"]
    wanted = {n.product for n in query.needs}
    found: dict[int, tuple[float, int, int]] = {}
    for row in index.rows_of("NEEDS", query.buyer):
        product, volume, unit = int(index.rows["NEEDS"].target[row]), needs["volume"][row], needs["unit"][row]
        if product not in wanted or not volume:
            continue
        for made in np.flatnonzero(makes.target == product).tolist():
            capacity = makes.columns["capacity"][made]
            if capacity is not None and makes.columns["unit"][made] == unit:
                share = min(1.0, capacity / volume)
                supplier = int(makes.source[made])
                if share > found.get(supplier, (-1.0, 0, 0))[0]:
                    found[supplier] = (share, row, made)
    return found


def score_capacity(query: Query) -> Floats:
    """Capacity over the volume asked, at most 1; unknown unless both are stated in one unit."""
    found = query.unknown()
    for supplier, (share, _, _) in _capacities(query).items():
        found[supplier] = share
    return found


def tell_capacity(query: Query, supplier: int, value: float | None) -> Telling:
    """Capacity against volume."""
    known = _capacities(query).get(supplier)
    if value is None or known is None:
        return Telling(Text("chưa rõ công suất hoặc sản lượng cần", "capacity or volume is not known"))
    share, need, made = known
    facts = (query.index.fact("NEEDS", need), query.index.fact("MAKES", made))
    said = f"{share:.0%}"
    return Telling(
        Text(f"công suất đáp ứng {said} sản lượng cần", f"capacity covers {said} of the volume"), facts
    )


# --- track record and support -------------------------------------------------


def _worth(index: Index, on: datetime.date) -> Floats:
    """What each MOU proves on a day: its stage, fading with the years."""
    mous = index.rows["SIGNED_MOU"].columns
    stage = np.array([_STAGES[s] for s in mous["stage"]])
    year = np.array([int(d[:4]) if d else 0 for d in mous["signed_on"]])
    fades = np.where(year == 0, _UNDATED, 0.5 ** (np.maximum(0, on.year - year) / _HALF_LIFE))
    worth: Floats = stage * fades
    return worth


def score_track(query: Query) -> Floats:
    """1 − exp(−Σ stage × recency) over MOUs with foreign buyers; unknown without any on file."""
    index, mous = query.index, query.index.rows["SIGNED_MOU"]
    worth = index.shared(f"worth {query.on}", lambda: _worth(index, query.on))
    foreign = index.foreign[mous.source]
    total = np.bincount(mous.target[foreign], worth[foreign], query.size)
    found: Floats = -np.expm1(-total)
    found[total == 0] = np.nan
    return found


def tell_track(query: Query, supplier: int, value: float | None) -> Telling:
    """How many MOUs with foreign buyers, with whom."""
    if value is None:
        return Telling(
            Text("chưa có ghi nhớ nào với bên mua FDI trong hồ sơ", "no MOU with an FDI buyer on file")
        )
    index, mous = query.index, query.index.rows["SIGNED_MOU"]
    rows = [r for r in np.flatnonzero(mous.target == supplier).tolist() if index.foreign[mous.source[r]]]
    names = Text.join([index.name(int(mous.source[r])) for r in rows[:3]], ", ")
    return Telling(
        Text(
            f"{len(rows)} ghi nhớ với bên mua FDI: {names.vi}",
            f"{len(rows)} MOU(s) with FDI buyers: {names.en}",
        ),
        tuple(index.fact("SIGNED_MOU", r) for r in rows),
    )


def score_support(query: Query) -> Floats:
    """1 when a support programme has taken the firm up; unknown otherwise."""
    found = query.unknown()
    found[query.index.rows["SUPPORTED_BY"].source] = 1.0
    return found


def tell_support(query: Query, supplier: int, value: float | None) -> Telling:
    """Which programme."""
    if value is None:
        return Telling(Text("chưa rõ có được chương trình nào hỗ trợ", "no support programme on file"))
    facts = tuple(query.index.fact("SUPPORTED_BY", r) for r in query.index.rows_of("SUPPORTED_BY", supplier))
    names = Text.join([query.index.label(f.target) for f in facts], ", ")
    return Telling(Text(f"được hỗ trợ bởi {names.vi}", f"supported by {names.en}"), facts)
