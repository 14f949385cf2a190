"""Pairs of enterprises that may be one, for a person to decide; nothing is merged here.

Which are compared stands in ``loaders.pairing``, what differs in ``loaders.difference``.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from graph.decisions import Decisions
from graph.gloss import Gloss, gloss
from graph.store import Store
from graph.text import Text, accented
from graph.values import Reference
from loaders.difference import difference
from loaders.pairing import Candidates, Pair
from loaders.report import Findings
from loaders.resolve import NAMES, is_made, names_of

PENDING = ("code", "keep", "keep_name", "drop", "drop_name", "why", "why_en")

_MOST = 5  # pairs of one enterprise that a person is asked about at a time, the most alike
_CODE = 8  # hex digits of a pair's code: of 50,000 pairs hardly two share one


@dataclass
class Firm:
    """An enterprise as far as it is compared: its names, its tax code, the files that speak of it."""

    id: str
    names: dict[str, None] = field(default_factory=dict)
    tax: str | None = None
    files: set[str] = field(default_factory=set)

    @property
    def label(self) -> str:
        """What people call it."""
        return next(iter(self.names), self.id)

    @cached_property
    def made(self) -> bool:
        """Whether its id is one that a load makes, not one that a file gave."""
        return is_made(self.id, self.names)

    @cached_property
    def glosses(self) -> list[Gloss]:
        """Its names taken apart."""
        return [gloss(name) for name in self.names]


@dataclass(frozen=True)
class Alike:
    """Pairs that may be one enterprise, with why, the likeliest first.

    ``left_out``: how many more there are (at most) between enterprises that have
    many lookalikes; they come up when those that are listed have been decided.
    """

    pairs: list[tuple[Firm, Firm, Text]]
    left_out: int = 0


def firms_of(*tables: pd.DataFrame) -> list[Firm]:
    """The enterprises of tables; what two of them say of one is put together."""
    found: dict[str, Firm] = {}
    for table in tables:
        columns = (table[c].tolist() for c in ("id", *NAMES, "tax_code", "sources"))
        for id, name, name_en, aliases, tax, sources in zip(*columns, strict=True):
            firm = found.setdefault(id, Firm(id))
            firm.names.update(dict.fromkeys(names_of(name, name_en, aliases)))
            firm.tax = tax or firm.tax
            firm.files.update(r.file for r in map(Reference.parse, sources) if r.where)
    return list(found.values())


def queue(
    batch: pd.DataFrame, explicit: set[str], known: pd.DataFrame, decisions: Decisions, findings: Findings
) -> Alike:
    """Queue what may be one of the enterprises of a load (``batch``), which gave ``explicit`` their ids;
    returns it."""
    if len({*known["id"], *batch["id"]}) == len(explicit):  # all told apart by the load itself
        found = _same_tax(known, batch, decisions)
    else:
        found = lookalikes(firms_of(known, batch), decisions, set(batch["id"]))
    for one, two, why in found.pairs:
        findings.queue((one.id, one.label), (two.id, two.label), why)
    if found.left_out:
        more = left_out(found.left_out)
        findings.warn(more.vi, more.en)
    return found


def left_out(pairs: int) -> Text:
    """That so many pairs are not listed, and when they will be."""
    return Text(
        f"còn tới {pairs} cặp kém giống hơn, của các doanh nghiệp có nhiều tên gần giống, chưa đưa vào danh"
        f" sách; mỗi doanh nghiệp chỉ hỏi {_MOST} cặp giống nhất, quyết định xong sẽ đến các cặp sau",
        f"up to {pairs} pairs less alike, of enterprises with many lookalikes, are not listed yet; the"
        f" {_MOST} most alike of each are asked about, the others come up when those are decided",
    )


def _same_tax(known: pd.DataFrame, batch: pd.DataFrame, decisions: Decisions) -> Alike:
    """Those with one tax code; only they are taken apart, for they are few."""
    taxes = {
        id: tax
        for table in (known, batch)
        for id, tax in zip(table["id"], table["tax_code"], strict=True)
        if tax
    }
    count = Counter(taxes.values())
    doubled = {id for id, tax in taxes.items() if count[tax] > 1}
    firms = firms_of(*(table[table["id"].isin(doubled)] for table in (known, batch))) if doubled else []
    return lookalikes(firms, decisions)


def lookalikes(firms: list[Firm], decisions: Decisions, only: Collection[str] | None = None) -> Alike:
    """Pairs that may be one enterprise; ``only``: with one of these ids.

    Two ids that one file gave are two enterprises, and so are those that a
    person has separated. The order of ``firms`` does not matter.
    """
    by_id = {firm.id: firm for firm in firms}
    candidates = Candidates(only, decisions.apart)
    candidates.add_taxed({firm.id: firm.tax for firm in firms if firm.tax})
    candidates.add_named({firm.id: firm.glosses for firm in firms})
    found: list[tuple[int, int, Pair, Text]] = []
    for pair in candidates.found:
        one, two = by_id[pair[0]], by_id[pair[1]]
        if one.tax and one.tax == two.tax:
            found.append((0, 0, pair, Text(f"cùng MST {one.tax}", f"same tax code {one.tax}")))
        elif not _told_apart(one, two) and (why := _why(one, two)):
            found.append((*why[:2], pair, why[2] + _taxes(one, two)))
    found.sort(key=lambda f: f[:3])
    kept = _most_alike([pair for _, _, pair, _ in found])
    pairs = [(by_id[one], by_id[two], why) for _, _, (one, two), why in found if (one, two) in kept]
    return Alike(pairs, candidates.left_out + len(found) - len(kept))


def _most_alike(pairs: list[Pair]) -> set[Pair]:
    """Of pairs in their order those that are among the first of either enterprise."""
    rank: Counter[str] = Counter()
    kept = set()
    for pair in pairs:
        if min(rank[id] for id in pair) < _MOST:
            kept.add(pair)
        rank.update(pair)
    return kept


def _told_apart(one: Firm, two: Firm) -> bool:
    """Whether a file itself says that these are two: it gave each an id of its own."""
    return bool(one.files & two.files) and not (one.made or two.made)


def _taxes(one: Firm, two: Firm) -> Text:
    """What two tax codes add to the reason; a branch has that of its parent and three digits more."""
    if not (one.tax and two.tax):
        return Text.same("")
    if one.tax[:10] == two.tax[:10]:
        return Text(
            f"; MST của công ty và chi nhánh ({one.tax}, {two.tax})",
            f"; tax codes of a firm and its branch ({one.tax}, {two.tax})",
        )
    return Text(f"; khác MST ({one.tax}, {two.tax})", f"; different tax codes ({one.tax}, {two.tax})")


def _why(one: Firm, two: Firm) -> tuple[int, int, Text] | None:
    """What differs between the names that are most alike, how much, and by how many letters."""
    reasons = [
        (found[0], abs(len("".join(a.key)) - len("".join(b.key))), found[1])
        for a in one.glosses
        for b in two.glosses
        if (found := difference(a, b))
    ]
    return min(reasons, key=lambda reason: reason[:2]) if reasons else None


# --- the whole queue of a store ----------------------------------------------------------------


def pending(store: Store) -> pd.DataFrame:
    """The pairs of a store that a person may decide, the likeliest first.

    Columns: ``code`` (stays the same while both are there), ``keep`` and
    ``keep_name`` (which of the two a merge by code keeps: the one with a given
    id, a tax code, the fuller name), ``drop``, ``drop_name``, ``why``, ``why_en``.
    ``attrs["left_out"]``: how many less alike pairs wait until these are decided.
    """
    known = store.read("Enterprise", "Decision")
    found = lookalikes(firms_of(known["Enterprise"]), Decisions.of(known["Decision"]))
    rows = []
    for one, two, why in found.pairs:
        keep, drop = sorted((one, two), key=_worth)
        code = hashlib.sha256(f"{one.id}\0{two.id}".encode()).hexdigest()[:_CODE]
        rows.append((code, keep.id, keep.label, drop.id, drop.label, why.vi, why.en))
    pairs = pd.DataFrame(rows, columns=list(PENDING), dtype=object)
    pairs.attrs["left_out"] = found.left_out
    return pairs


def _worth(firm: Firm) -> tuple[bool, bool, bool, int, str]:
    """Which of two enterprises a merge keeps: the least of these."""
    return firm.made, firm.tax is None, not accented(firm.label), -len(firm.label), firm.id
