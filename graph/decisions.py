"""What people decided of names: who is whom, who is not, what words mean. Every later load follows it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from graph.errors import StoreError
from graph.store.base import Store
from graph.store.merging import decision_id, now
from graph.tables import Tables
from graph.text import words


def words_key(text: str) -> str:
    """Free words of a product in the one form in which two spellings agree; accents count."""
    return " ".join(words(text))


@dataclass(frozen=True)
class Decisions:
    """Decisions by what they are about.

    ``moved``: id of a merged enterprise → the id it has now. ``taxes``: its tax
    code → that id. ``apart``: pairs that are two enterprises. ``placed``: words → product.
    """

    moved: dict[str, str] = field(default_factory=dict)
    taxes: dict[str, str] = field(default_factory=dict)
    apart: frozenset[frozenset[str]] = frozenset()
    placed: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, table: pd.DataFrame) -> Decisions:
        """The decisions in a table ``Decision``."""
        moved: dict[str, str] = {}
        spellings: dict[str, tuple[str, ...]] = {}
        apart: set[frozenset[str]] = set()
        placed: dict[str, str] = {}
        for kind, subject, object, said in zip(
            *(table[c] for c in ("kind", "subject", "object", "spellings")), strict=True
        ):
            if kind == "merge":
                moved[subject], spellings[subject] = object, said
            elif kind == "separate":
                apart.add(frozenset((subject, object)))
            else:
                placed[words_key(subject)] = object
        ends = {id: _end(id, moved) for id in moved}
        taxes = {text: ends[id] for id, said in spellings.items() for text in said if text.isdigit()}
        apart_now = frozenset(frozenset(ends.get(id, id) for id in pair) for pair in apart)
        return cls(ends, taxes, apart_now, placed)

    def now(self, id: str) -> str:
        """The id that an enterprise has by now."""
        return self.moved.get(id, id)


def _end(id: str, moved: dict[str, str]) -> str:
    """Where a chain of merges ends."""
    while id in moved:
        id = moved[id]
    return id


def separate(store: Store, one: str, two: str, reason: str = "") -> str:
    """Write down that two enterprises are two, so that they are not asked about again; the decision's id."""
    if one == two:
        raise StoreError(
            f"{one!r} là một doanh nghiệp; muốn tách các dòng đã gộp, ghi mã hay MST riêng cho từng dòng"
            " rồi nạp lại, hoặc hoàn tác lần gộp",
            f"{one!r} is one enterprise; to tell its rows apart give each an id or tax code and load"
            " again, or undo the merge",
        )
    first, second = sorted((one, two))
    return _write(store, "separate", (first, second), {"subject": first, "object": second}, reason)


def place(store: Store, text: str, product: str, reason: str = "") -> str:
    """Write down which product free words mean; the decision's id. A new answer replaces the old."""
    key = words_key(text)
    if not key:
        raise StoreError("không có từ nào để xếp", "there are no words to place")
    return _write(store, "place", (key,), {"subject": text, "object": product}, reason)


def _write(store: Store, kind: str, about: tuple[str, ...], row: dict[str, Any], reason: str) -> str:
    id = decision_id(kind, *about)
    row |= {"id": id, "kind": kind, "reason": reason or None, "decided_at": now()}
    store.write(Tables({"Decision": pd.DataFrame([row])}))
    return id
