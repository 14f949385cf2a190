"""What a file told before and no longer tells: said after a load, and taken out where that is asked for.

A row of a file that was corrected or deleted leaves its old fact in the store. Of
such a fact only this file is the source; what anybody else says too stays anyhow.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from graph.combine import Row
from graph.decisions import Decisions
from graph.schema import EDGES, NODES, TYPES, declared
from graph.store import Store
from graph.store.merging import Key, Rewrite, Rows, rows_by_key, tables_of
from graph.tables import Tables
from graph.text import Text

# Places, standards and sources come with what names them, products with the taxonomy.
_TOLD = ("Enterprise", *EDGES)


@dataclass(frozen=True)
class Gone:
    """A fact of the store that its file no longer tells; ``what`` for people.

    ``taken`` out of the store, or still there, and ``why`` where it should have been taken.
    """

    file: str
    type: str
    key: Key
    what: Text
    taken: bool = False
    why: Text | None = None


def no_longer_told(
    files: Iterable[str],
    told: Mapping[str, pd.DataFrame],
    stored: Callable[[str], pd.DataFrame],
    label: Callable[[str, str], str],
) -> list[Gone]:
    """The facts that only ``files`` told and that are not among what is ``told`` by now.

    ``stored`` gives the store's rows of a type, ``label`` what people call a node.
    """
    named = frozenset(files)
    found: list[Gone] = []
    for type in _TOLD if named else ():
        table, frame = stored(type), told.get(type)
        key = list(declared(type).key)
        now = set(zip(*(frame[c] for c in key), strict=True)) if frame is not None and len(frame) else set()
        keys = zip(*(table[c].tolist() for c in key), strict=True)
        for at, (id, refs) in enumerate(zip(keys, table["sources"].tolist(), strict=True)):
            if id not in now and (file := _only(refs, named)):
                found.append(Gone(file, type, id, _what(type, table.iloc[at], label)))
    return sorted(found, key=lambda one: (one.file, one.type, one.key))


def _only(refs: tuple[str, ...], named: frozenset[str]) -> str | None:
    """The file that said a fact, when only ``named`` files did; a reference is ``source#file:sheet:row``."""
    files = [ref.partition("#")[2].partition(":")[0] for ref in refs]
    return files[0] if files and named.issuperset(files) else None


def _what(type: str, row: pd.Series[str], label: Callable[[str, str], str]) -> Text:
    kind = TYPES[type].label
    if type in NODES:
        return Text.join([kind, Text.same(f"{label(type, row['id'])} ({row['id']})")], " ")
    left = row.get("source_type", EDGES[type].sources[0])
    ends = f"{label(str(left), row['source'])} → {label(EDGES[type].target, row['target'])}"
    more = [str(row[c]) for c in ("id", "signed_on") if isinstance(row.get(c), str)]
    return Text.join([kind, Text.same(ends + (f" ({', '.join(more)})" if more else ""))], " ")


def take_out(store: Store, gone: list[Gone], doubtful: set[str]) -> list[Gone]:
    """Take the facts out of the store, in one transaction; which of them were, is said of each.

    Nothing of the files ``doubtful``, of which rows were set aside: those rows may be
    the facts. An enterprise stays as long as anything else speaks of it.
    """
    wanted = [one for one in gone if one.file not in doubtful]
    types = {one.type for one in wanted if one.type in EDGES}
    edges = rows_by_key(store.read(*types), tuple(types)) if types else {}
    taken: set[tuple[str, Key]] = set()

    def change(around: Tables) -> Rewrite:
        rows, remove = rows_by_key(around), defaultdict[str, dict[Key, Row]](dict)
        for one in wanted:
            if one.key in edges.get(one.type, {}):
                remove[one.type][one.key] = edges[one.type][one.key]
        busy = _named(rows, remove)
        for one in wanted:
            if one.type == "Enterprise" and one.key in rows["Enterprise"] and one.key[0] not in busy:
                remove["Enterprise"][one.key] = rows["Enterprise"][one.key]
        taken.clear()
        taken.update((type, key) for type, found in remove.items() for key in found)
        return Rewrite(tables_of(remove), Tables({}))

    if wanted:
        store.rewrite([str(one.key[0]) for one in wanted if one.type == "Enterprise"], change)
    return [
        replace(one, taken=True)
        if (one.type, one.key) in taken
        else replace(one, why=_DOUBTFUL if one.file in doubtful else _BUSY)
        for one in gone
    ]


_DOUBTFUL = Text(
    "giữ vì tệp có dòng để riêng; hãy sửa trước", "kept, for rows of the file were set aside; mend these"
)
_BUSY = Text("giữ vì nơi khác còn nói tới", "kept, for others speak of it")


def _named(rows: Rows, remove: Mapping[str, Mapping[Key, Row]]) -> set[str]:
    """The ids that edges which stay, and decisions, name."""
    found = {
        row[end]
        for type in EDGES
        for key, row in rows[type].items()
        if key not in remove.get(type, {})
        for end in ("source", "target")
    }
    decided = Decisions.of(tables_of({"Decision": rows["Decision"]})["Decision"])
    return found | set(decided.moved.values()) | {id for pair in decided.apart for id in pair}
