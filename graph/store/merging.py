"""Two enterprises become one, and two again: worked out on tables, the same for every store.

A merge is written down as a ``Decision`` that holds the rows it found and the
rows it left. Undoing puts back what it found; what came later stays.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from graph.combine import Combiner, Row, moved_edge
from graph.errors import NotFound, StoreError
from graph.schema import EDGES, TYPES, EdgeType, declared
from graph.tables import Tables, rows_of
from graph.values import sorted_list

Key = tuple[Any, ...]
Rows = dict[str, dict[Key, Row]]


@dataclass(frozen=True)
class Rewrite:
    """Rows to take out (their keys count) and rows to put in, exactly as they stand."""

    remove: Tables
    put: Tables


@dataclass
class _Change:
    """Rows found and rows left, by type and key."""

    before: Rows = field(default_factory=lambda: defaultdict(dict))
    after: Rows = field(default_factory=lambda: defaultdict(dict))
    lost: list[str] = field(default_factory=list)


def decision_id(kind: str, *about: str) -> str:
    """The id of a decision: the same for the same question, so that a new answer replaces the old."""
    return f"{kind}-{hashlib.sha256(chr(0).join(about).encode()).hexdigest()[:8]}"


def rows_by_key(tables: Tables, types: tuple[str, ...] = tuple(TYPES)) -> Rows:
    """Tables as dicts: type → key → row (plain values, ``None`` for unknown)."""
    found: Rows = {}
    for name in types:
        columns = [p.name for p in declared(name).properties]
        rows = (dict(zip(columns, row, strict=True)) for row in rows_of(tables[name]))
        found[name] = {_key(name, row): row for row in rows}
    return found


def tables_of(rows: Rows) -> Tables:
    """The opposite of ``rows_by_key``."""
    return Tables({n: pd.DataFrame(list(r.values()), dtype=object) for n, r in rows.items() if r})


def _key(type: str, row: Row) -> Key:
    return tuple(row[c] for c in declared(type).key)


# --- merging ----------------------------------------------------------------------------------


def merge(around: Tables, keep: str, drop: str, reason: str) -> tuple[str, Rewrite]:
    """The decision's id, and what must be rewritten so that ``drop`` is ``keep``.

    ``around`` holds both enterprises, every edge that touches them, and all
    decisions. Raises ``NotFound`` when one does not exist.
    """
    if keep == drop:
        raise StoreError(f"{keep!r}: hai mã là một", f"{keep!r} cannot be merged with itself")
    rows = rows_by_key(around)
    for id in (keep, drop):
        if (id,) not in rows["Enterprise"]:
            raise NotFound(f"không có doanh nghiệp mã {id!r}", f"no enterprise has the id {id!r}")
    change = _merged(rows, keep, drop)
    id = decision_id("merge", drop)
    gone = change.before["Enterprise"][drop,]
    earlier = [d["id"] for d in rows["Decision"].values() if {keep, drop} & set(concerned(d))]
    made = {"before": _compact(change.before), "after": _compact(change.after), "on": sorted(earlier)}
    decision: Row = {
        "id": id,
        "kind": "merge",
        "subject": drop,
        "object": keep,
        "spellings": sorted_list(spellings(gone)),
        "reason": reason or None,
        "decided_at": now(),
        "note": tuple(change.lost),
        "undo": json.dumps(made, ensure_ascii=False, separators=(",", ":")),
    }
    put = tables_of({**change.after, "Decision": {(id,): decision}})
    return id, Rewrite(tables_of(change.before), put)


def spellings(enterprise: Row) -> list[str]:
    """All names and the tax code of an enterprise."""
    named = (enterprise["name"], enterprise["name_en"], *enterprise["aliases"], enterprise["tax_code"])
    return [text for text in named if text]


def now() -> str:
    """The moment, UTC, as decisions and sources note it."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")


def _merged(rows: Rows, keep: str, drop: str) -> _Change:
    change = _Change()
    kept, gone = rows["Enterprise"][keep,], rows["Enterprise"][drop,]
    change.before["Enterprise"] = {(keep,): kept, (drop,): gone}
    change.after["Enterprise"] = {(keep,): Combiner("Enterprise").pair(kept, gone)}
    for edge in EDGES.values():
        if "Enterprise" in (*edge.sources, edge.target):
            _repoint(edge, rows[edge.name], keep, drop, change)
    return change


def _repoint(edge: EdgeType, rows: dict[Key, Row], keep: str, drop: str, change: _Change) -> None:
    """Edges of ``drop`` become those of ``keep``; one that ``keep`` has already is combined with it."""
    combiner, before, after = Combiner(edge.name), change.before[edge.name], change.after[edge.name]
    for key, row in sorted(rows.items(), key=lambda item: tuple(map(str, item[0]))):
        ends = {c: keep for c in _enterprise_ends(edge, row) if row[c] == drop}
        if not ends:
            continue
        before[key] = row
        moved = moved_edge(row, ends)
        if moved["source"] == moved["target"] and len(_enterprise_ends(edge, moved)) == 2:
            what = row.get("id") or f"{row['source']} → {row['target']}"
            change.lost.append(f"{edge.name} {what}: giữa hai bên đã gộp / between the two that were merged")
            continue
        new = _key(edge.name, moved)
        if new != key and new in rows:
            before[new] = rows[new]
            after.setdefault(new, rows[new])
        after[new] = combiner.pair(after[new], moved) if new in after else moved


def _enterprise_ends(edge: EdgeType, row: Row) -> list[str]:
    """The columns of a row that hold ids of enterprises."""
    left = row.get("source_type", edge.sources[0])
    return [c for c, type in (("source", left), ("target", edge.target)) if type == "Enterprise"]


def _compact(rows: Rows) -> dict[str, list[Row]]:
    """Rows as JSON takes them: only what is known."""
    return {
        name: [{c: v for c, v in row.items() if v is not None and v != ()} for row in found.values()]
        for name, found in rows.items()
        if found
    }


# --- undoing ----------------------------------------------------------------------------------


def concerned(decision: Row) -> list[str]:
    """The enterprises that undoing a decision touches."""
    return [decision["object"], decision["subject"]] if decision["kind"] == "merge" else []


def undo(around: Tables, id: str) -> Rewrite:
    """What must be rewritten so that a decision was never made; what came later stays.

    Raises ``NotFound`` for an unknown decision, ``StoreError`` when a later merge builds on it.
    """
    rows = rows_by_key(around)
    decision = rows["Decision"].get((id,))
    if decision is None:
        raise _no_decision(id, rows["Decision"])
    remove: Rows = defaultdict(dict, {"Decision": {(id,): decision}})
    put: Rows = defaultdict(dict)
    if decision["kind"] == "merge":
        _refuse_later(decision, rows["Decision"])
        made = json.loads(decision["undo"])
        before, after = (rows_by_key(_expanded(made[part])) for part in ("before", "after"))
        for name in TYPES:
            _put_back(name, before[name], after[name], rows[name], remove, put)
    return Rewrite(tables_of(remove), tables_of(put))


def _no_decision(id: str, known: dict[Key, Row]) -> NotFound:
    listed = ", ".join(sorted(key[0] for key in known)) or "–"
    return NotFound(f"không có quyết định {id!r}; có: {listed}", f"no decision {id!r}; there are: {listed}")


def _refuse_later(decision: Row, known: dict[Key, Row]) -> None:
    """Merges are undone in the opposite order where one builds on the other."""
    for other in known.values():
        if other["kind"] == "merge" and decision["id"] in json.loads(other["undo"])["on"]:
            raise StoreError(
                f"{decision['id']}: lần gộp {other['id']} dựa trên lần này; hãy hoàn tác {other['id']} trước",
                f"{decision['id']}: the merge {other['id']} builds on it; undo {other['id']} first",
            )


def _expanded(compact: dict[str, list[Row]]) -> Tables:
    """Rows out of JSON: lists are tuples, what is not there is unknown."""
    return Tables(
        {
            name: pd.DataFrame(
                [{c: tuple(v) if isinstance(v, list) else v for c, v in row.items()} for row in rows],
                dtype=object,
            )
            for name, rows in compact.items()
        }
    )


def _put_back(
    type: str, before: dict[Key, Row], after: dict[Key, Row], now: dict[Key, Row], remove: Rows, put: Rows
) -> None:
    for key in sorted({*before, *after}, key=str):
        was, left, current = before.get(key), after.get(key), now.get(key)
        row = _without(type, was, left, current)
        if current is not None:
            remove[type][key] = current
        if row is not None:
            put[type][key] = row


def _without(type: str, was: Row | None, left: Row | None, current: Row | None) -> Row | None:
    """One row as it would stand now if the merge, which made ``left`` of ``was``, had never been."""
    if current is None or current == left:
        return was
    if left is None:
        return current if was is None else Combiner(type).pair(was, current)
    row = dict(current)
    for prop in declared(type).properties:
        column, old = prop.name, (was or {}).get(prop.name)
        if prop.type.kind == "list":
            added = set(current[column]) - set(left[column])
            taken = set(left[column]) - set(current[column])
            row[column] = sorted_list((set(old or ()) | added) - taken)
        elif current[column] == left[column] and column not in declared(type).key:
            row[column] = old
    return row if was is not None or _says_something(type, row) else None


def _says_something(type: str, row: Row) -> bool:
    """Whether a row that only the merge had made holds anything that came later."""
    ends = {*declared(type).key, "source", "target"}
    return any(v is not None and v != () for c, v in row.items() if c not in ends)
