"""Pairs of enterprises that may be one, for a person to decide; nothing is merged here.

Names are compared by words in several keys that each leave something out, and
with their neighbours in alphabetical order (Hernández and Stolfo, 1995), so that
the work grows as n log n.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations

import pandas as pd

from graph.decisions import Decisions
from graph.gloss import Gloss, gloss
from graph.names import NameParts, parse_name
from graph.store import Store
from graph.text import Text, accented
from graph.values import Reference
from loaders.report import Findings
from loaders.resolve import NAMES, is_made, names_of

Pair = tuple[str, str]

PENDING = ("code", "keep", "keep_name", "drop", "drop_name", "why", "why_en")

_CROWD = 8  # of more names under one key each is compared with the first only
_WINDOW = 3  # neighbours in alphabetical order that a name is compared with
_DIGITS = re.compile(r"\d")
_LONG = 7  # letters from which a slip of the keys is likelier than another name; from 14 on two slips


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

    @property
    def made(self) -> bool:
        """Whether its id is one that a load makes, not one that a file gave."""
        return is_made(self.id, self.names)

    @property
    def glosses(self) -> Iterator[Gloss]:
        """Its names taken apart."""
        return map(gloss, self.names)


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
) -> None:
    """Queue what may be one of the enterprises of a load (``batch``), which gave ``explicit`` their ids."""
    firms = firms_of(known, batch)
    if len(firms) == len(explicit):  # all told apart by the load itself
        found = _same_tax(firms, decisions)
    else:
        found = lookalikes(firms, decisions, set(batch["id"]))
    for one, two, why in found:
        findings.queue((one.id, one.label), (two.id, two.label), why)


def _same_tax(firms: list[Firm], decisions: Decisions) -> list[tuple[Firm, Firm, Text]]:
    taxes = Counter(firm.tax for firm in firms)
    return lookalikes([firm for firm in firms if firm.tax and taxes[firm.tax] > 1], decisions)


def lookalikes(
    firms: list[Firm], decisions: Decisions, only: Collection[str] | None = None
) -> list[tuple[Firm, Firm, Text]]:
    """Pairs that may be one enterprise, with why, the likeliest first; ``only``: with one of these ids.

    Two ids that one file gave are two enterprises, and so are those that a
    person has separated.
    """
    by_id = {firm.id: firm for firm in firms}
    seen: dict[Pair, tuple[int, Text]] = {}
    for one, two in _candidates(firms, only):
        pair = (one, two) if one < two else (two, one)
        if pair in seen or one == two or decisions.separated(pair):
            continue
        left, right = by_id[pair[0]], by_id[pair[1]]
        if left.tax and left.tax == right.tax:
            seen[pair] = 0, Text(f"cùng MST {left.tax}", f"same tax code {left.tax}")
        elif not _told_apart(left, right) and (why := _why(left, right)):
            seen[pair] = why[0], why[1] + _taxes(left, right)
    ordered = sorted(seen, key=lambda pair: (seen[pair][0], pair))
    return [(by_id[one], by_id[two], seen[one, two][1]) for one, two in ordered]


def _told_apart(one: Firm, two: Firm) -> bool:
    """Whether a file itself says that these are two: it gave each an id of its own."""
    return not (one.made or two.made) and bool(one.files & two.files)


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


# --- which pairs are worth a look ---------------------------------------------------------------


def _candidates(firms: list[Firm], only: Collection[str] | None) -> Iterator[Pair]:
    yield from _sharing(firms, only, lambda firm: [firm.tax] if firm.tax else [])
    yield from _sharing(firms, only, _whole_keys)
    yield from _one_more(firms, only)
    yield from _neighbours(firms, only)


def _sharing(
    firms: list[Firm], only: Collection[str] | None, keys: Callable[[Firm], Iterable[object]]
) -> Iterator[Pair]:
    """Pairs that share a key."""
    groups: dict[object, list[str]] = defaultdict(list)
    for firm in firms:
        for key in set(keys(firm)):
            groups[key].append(firm.id)
    for ids in groups.values():
        if len(ids) > _CROWD:
            yield from ((ids[0], id) for id in ids[1:] if only is None or id in only or ids[0] in only)
        elif len(ids) > 1:
            yield from (p for p in combinations(ids, 2) if only is None or p[0] in only or p[1] in only)


def _words(g: Gloss) -> tuple[str, ...]:
    """The words of a name in one order, without accents, trades as concepts."""
    return (*sorted(g.bare), *sorted(f"@{t}" for t in set(g.trades)))


def _whole_keys(firm: Firm) -> Iterator[object]:
    """The same words in any order; the same letters whatever the blanks."""
    for g in firm.glosses:
        yield _words(g)
        yield ("".join(g.bare), *sorted(f"@{t}" for t in set(g.trades)))


def _one_more(firms: list[Firm], only: Collection[str] | None) -> Iterator[Pair]:
    """Pairs of which one has a word, a number or common trades more."""
    whole: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for firm in firms:
        for words in {_words(g) for g in firm.glosses}:
            whole[words].append(firm.id)
    for firm in firms:
        for g in firm.glosses:
            for fewer in _fewer(g):
                for id in whole.get(fewer, ())[:_CROWD]:
                    if only is None or firm.id in only or id in only:
                        yield firm.id, id


def _fewer(g: Gloss) -> Iterator[tuple[str, ...]]:
    """The words of a name without one of them, and without all common trades."""
    words = _words(g)
    if len(words) > 1:
        for at in range(len(words)):
            rest = (*words[:at], *words[at + 1 :])
            if sum(not w.startswith("@") for w in rest) > 1 or any(len(w) > 4 for w in rest if w[0] != "@"):
                yield rest
    if len(g.specific) < len(g.trades) and (len(g.bare) > 1 or len(g.bare[0]) > 4):
        yield (*sorted(g.bare), *sorted(f"@{t}" for t in set(g.specific)))


def _neighbours(firms: list[Firm], only: Collection[str] | None) -> Iterator[Pair]:
    """Pairs that stand side by side when names are sorted from their first, or their last, letter."""
    spelt = sorted({("".join(g.bare), firm.id) for firm in firms for g in firm.glosses})
    for backwards in (False, True):
        order = sorted(spelt, key=lambda s: s[0][::-1]) if backwards else spelt
        for at, (text, id) in enumerate(order):
            for other, other_id in order[at + 1 : at + 1 + _WINDOW]:
                wanted = id != other_id and (only is None or id in only or other_id in only)
                if wanted and _nearly(text, other):
                    yield id, other_id


# --- why ------------------------------------------------------------------------------------------


def _why(one: Firm, two: Firm) -> tuple[int, Text] | None:
    """What differs (and how much) between the names that are most alike; ``None`` where too much does."""
    reasons = [
        reason
        for a in one.names
        for b in two.names
        if (reason := _difference(parse_name(a), parse_name(b), gloss(a), gloss(b)))
    ]
    return min(reasons, key=lambda reason: reason[0]) if reasons else None


def _difference(a: NameParts, b: NameParts, left: Gloss, right: Gloss) -> tuple[int, Text] | None:
    """How far apart two names are (0: the same) and what it is."""
    if a.key == b.key:
        return 0, Text("cùng tên", "the same name")
    if a.key.rpartition("|")[0] == b.key.rpartition("|")[0]:
        return 1, Text("chỉ khác loại hình", "only the legal form differs")
    if a.folded == b.folded:
        return 2, Text("chỉ khác dấu", "only accents differ")
    same_words, same_trades = sorted(left.bare) == sorted(right.bare), set(left.trades) == set(right.trades)
    if same_words and same_trades:
        if left.english != right.english:
            return 3, Text("cùng tên bằng hai thứ tiếng", "the same name in two languages")
        if left.vague or right.vague:
            return 4, Text("một chữ viết tắt có nhiều nghĩa", "an abbreviation means several things")
        return 5, Text("chỉ khác thứ tự từ", "only the order of words differs")
    return _more_or_less(left, right, same_words, same_trades)


def _more_or_less(left: Gloss, right: Gloss, same_words: bool, same_trades: bool) -> tuple[int, Text] | None:
    ours, theirs = set(_words(left)), set(_words(right))
    more, short = ours ^ theirs, min(len(ours), len(theirs))
    one_sided = ours <= theirs or theirs <= ours
    if one_sided and same_trades and all(w.isdigit() for w in more):
        return 6, Text("chỉ khác một con số", "only a number differs")
    if one_sided and len(more) == 1 and short:
        return 7, Text("chỉ hơn kém một từ", "one has a word more")
    if same_words and set(left.specific) == set(right.specific):
        return 8, Text("chỉ khác từ chung như thương mại, sản xuất", "only common trades differ")
    if "".join(left.bare) == "".join(right.bare) and same_trades:
        return 9, Text("chỉ khác dấu cách", "only blanks differ")
    if same_trades and _nearly("".join(left.bare), "".join(right.bare)):
        return 10, Text("chỉ khác một chữ cái", "a letter differs")
    return None


def _nearly(one: str, two: str) -> bool:
    """Whether two long names differ by a slip of the keys; another number is another firm."""
    from rapidfuzz.distance import OSA

    shorter = min(len(one), len(two))
    if shorter < _LONG or _DIGITS.findall(one) != _DIGITS.findall(two):
        return False
    slips = 1 if shorter < 2 * _LONG else 2
    return bool(OSA.distance(one, two, score_cutoff=slips) <= slips)


# --- the whole queue of a store ----------------------------------------------------------------


def pending(store: Store) -> pd.DataFrame:
    """The pairs of a store that a person may decide, the likeliest first.

    Columns: ``code`` (stays the same while both are there), ``keep`` and
    ``keep_name`` (which of the two a merge by code keeps: the one with a given
    id, a tax code, the fuller name), ``drop``, ``drop_name``, ``why``, ``why_en``.
    """
    known = store.read("Enterprise", "Decision")
    rows = []
    for one, two, why in lookalikes(firms_of(known["Enterprise"]), Decisions.of(known["Decision"])):
        keep, drop = sorted((one, two), key=_worth)
        code = hashlib.sha256(f"{one.id}\0{two.id}".encode()).hexdigest()[:6]
        rows.append((code, keep.id, keep.label, drop.id, drop.label, why.vi, why.en))
    return pd.DataFrame(rows, columns=list(PENDING), dtype=object)


def _worth(firm: Firm) -> tuple[bool, bool, bool, int, str]:
    """Which of two enterprises a merge keeps: the least of these."""
    return firm.made, firm.tax is None, not accented(firm.label), -len(firm.label), firm.id
