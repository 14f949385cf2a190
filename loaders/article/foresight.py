"""What a load would decide on the parties and products of an article, shown before anything is loaded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple, TypeAlias

import pandas as pd

from graph import Store
from graph.decisions import Decisions
from graph.schema import NODES
from graph.tables import Tables
from graph.text import Text
from loaders.clean import clean_sheet
from loaders.lookalikes import firms_of, lookalikes
from loaders.placing import shipped_products
from loaders.references import Resolver
from loaders.report import Findings
from loaders.resolve import resolve_enterprises
from loaders.sheet import Sheet

Party: TypeAlias = tuple[str, str]  # a name, and the id that a person wrote for it ("" where none did)
NEW = ("new", "looks like")  # how the match of a party begins that a load makes a new enterprise


class Match(NamedTuple):
    """What becomes of a party: ``said`` in words, and its id where it joins one that is known."""

    said: str
    id: str | None = None


class Foresight:
    """What the store knows, asked in the way in which a load asks.

    A party is first looked up as the file of MOUs would; one that nobody is
    called gets a row among the enterprises, and is resolved, and compared with
    the others, as that row.
    """

    def __init__(self, store: Store) -> None:
        known = store.read(*NODES)
        if known["Product"].empty:
            known = Tables.of_clean({name: known[name] for name in NODES} | {"Product": shipped_products()})
        self.known = known
        self._store = store
        self._decisions = Decisions.of(known["Decision"])
        self._findings = Findings()
        self._resolver = Resolver(known, self._decisions, self._findings)

    def match(self, parties: Iterable[Party]) -> dict[Party, Match]:
        """What a load makes of each party."""
        found = {party: self._referred(*party) for party in parties}
        fresh = dict.fromkeys(name for (name, _), match in found.items() if match is None)
        resolved = self._resolved(list(fresh))
        return {party: match or resolved[party[0]] for party, match in found.items()}

    def _referred(self, name: str, given: str) -> Match | None:
        """What a name in the file of MOUs stands for; ``None``: for nobody yet."""
        directory = self._resolver.directory("Enterprise")
        found = directory.lookup(given or name)
        if len(found.ids) > 1:
            return Match(f"fits several: {directory.listed(found.ids)}")
        if not found.ids:
            return Match("no such id", given) if given else None
        id = min(found.ids)
        if found.unsure is None:
            return Match("known", id)
        return Match(f"known: {directory.labels[id]}, {_both(found.unsure)}", id)

    def _resolved(self, names: list[str]) -> dict[str, Match]:
        """What rows of these names among the enterprises become."""
        if not names:
            return {}
        sheet = Sheet("enterprises", "", ["name"], [[n] for n in names], list(range(len(names))), "")
        rows = clean_sheet(sheet, Findings())
        resolve_enterprises([rows], self.known, self._located, self._decisions, Findings())
        stored = set(self.known["Enterprise"]["id"])
        alike = self._alike(rows.frame, stored)
        labels = self._resolver.directory("Enterprise").labels
        found = dict.fromkeys(names, Match("fits several"))
        for number, id in zip(rows.frame["_row"], rows.frame["id"], strict=True):
            known = Match(f"known: {labels[id]}", id) if id in stored else None
            found[names[number]] = known or Match("; ".join(alike[id]) or "new")
        return found

    def _located(self) -> pd.DataFrame:
        return self._store.read("LOCATED_IN")["LOCATED_IN"]

    def _alike(self, rows: pd.DataFrame, stored: set[str]) -> dict[str, list[str]]:
        """Of each new enterprise whom it looks like, and why: the pairs that a load would queue."""
        found: dict[str, list[str]] = defaultdict(list)
        batch = rows[~rows["id"].isin(stored)]
        fresh = set(batch["id"])
        alike = lookalikes(firms_of(self.known["Enterprise"], batch), self._decisions, fresh)
        for one, two, why in alike.pairs:
            for new, other in ((one, two), (two, one)):
                if new.id in fresh:
                    found[new.id].append(f"looks like {other.label} ({other.id}): {_both(why)}")
        return found

    def placed(self, texts: Iterable[str]) -> str:
        """Where a load puts products in free words: ``words → id (confidence)``; after ``?`` what is near."""
        said = []
        for text in texts:
            id, _ = self._resolver.resolve_all("Product", [text])[text]
            best = self._resolver.placed.get(text) or self._findings.unplaced.get(text)
            near = f" {best.product} ({best.confidence:.2f})" if best else f" {id}" if id else ""
            said.append(f"{text} →{'' if id else ' ?'}{near}")
        return "; ".join(said)


def _both(text: Text) -> str:
    return f"{text.vi} / {text.en}"
