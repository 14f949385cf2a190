"""What one question needs of a large store, read from there instead of the whole graph.

What is read, for a buyer (and perhaps a product):

- the knowledge: products with their groups and inputs, standards, places, programmes (all of it);
- the buyer with what it makes, needs and has signed, from which its needs follow;
- as candidates, the firms that make or have delivered most of what answers these needs (at most
  ``CANDIDATES``, chosen in the store), those its peers sign with, those it has signed with itself,
  and those whose names hold the words of a need that is put into words;
- of these all that they make, hold, have delivered, where they lie and who supports them; and the
  sources behind all this.

The signals product, peers, place, standards, capacity, track record and support of a candidate are then
those of the whole graph. The other three compare with everybody: ``text`` weighs words by how rare they
are among the firms that were read, ``graph`` walks only among them, and ``proof`` knows how alike two
buyers are only as far as what was read of them tells.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from graph import Store, Tables
from graph.directory import Directory
from graph.schema import EDGES
from graph.store import Heaviest
from graph.text import Text, tidy, words
from graph.values import Reference
from queries.facts import INFERRED
from queries.index import Index, Part
from queries.signals import Query, proof
from queries.signals import product as product_signal
from queries.weights import WEIGHTS, Weights

LARGE = 100_000  # rows; a smaller store is read whole
CANDIDATES = 1_000  # firms that are compared because of what they make
PEERS = 500  # buyers that sign like this one
_HITS = 1_000  # firms of one name
_WORDED = 5  # needs whose words are looked for in the names of firms
_NAMED = 50  # firms for one wording
_KNOWLEDGE = ("Product", "Standard", "Place", "Programme", "BROADER", "INPUT_OF")
_OWN = ("MAKES", "HOLDS", "LOCATED_IN", "SUPPORTED_BY")  # what is read of a candidate, besides its MOUs
_IMAGINED = "\x00"  # begins the id of no firm


@dataclass
class _Chosen:
    """The firms to be compared, and whether there are more that may fit."""

    firms: set[str] = field(default_factory=set)
    cut: bool = False

    def add(self, ids: Sequence[str], most: int) -> None:
        """Take in the first ``most`` of these."""
        self.firms.update(ids[:most])
        self.cut |= len(ids) > most


class Excerpts:
    """Reads parts of one store, which must stay open; ``on`` and ``weights`` are those of the questions."""

    def __init__(self, store: Store, on: datetime.date, weights: Weights = WEIGHTS) -> None:
        self.store = store
        self.on = on
        self.weights = weights

    @cached_property
    def knowledge(self) -> dict[str, pd.DataFrame]:
        """Products, groups, inputs, standards, programmes, and places with what they lie in."""
        tables = self.store.read(*_KNOWLEDGE)
        located = self.store.rows("LOCATED_IN", "source", tables["Place"]["id"])
        located = located[located["source_type"] == "Place"]
        return {**{name: tables[name] for name in _KNOWLEDGE}, "LOCATED_IN": located}

    def directory(self, type: str, text: str) -> Directory:
        """The nodes of a type among which ``text`` is to be found."""
        directory = Directory(type)
        if type in _KNOWLEDGE:
            directory.add(self.knowledge[type])
            return directory
        asked = tidy(text)
        compact = "".join(c for c in asked if c not in " -.")
        ids = {asked}.union(*(self._search(spelled, type) for spelled in {asked, compact}))
        directory.add(self.store.rows(type, "id", ids))
        if not directory.labels:  # nobody: let the nearest be told
            begun = {word[:3] for word in words(asked)}
            directory.add(self.store.rows(type, "id", set().union(*(self._search(b, type) for b in begun))))
        return directory

    def _search(self, text: str, type: str) -> list[str]:
        found: list[str] = self.store.search(text, type, limit=_HITS)["id"].tolist()
        return found

    # --- the part that a question needs -----------------------------------------

    def query(
        self, buyer: str, product: str | None, ownership: Collection[str], also: Iterable[str] = ()
    ) -> Query:
        """The query of a buyer (and product), by ids, on the part of the graph that it needs.

        ``ownership`` says whose suppliers are asked for; the suppliers ``also`` are among the candidates.
        """
        start = self._start(buyer)
        signed = start["SIGNED_MOU"]["target"].tolist()
        chosen = _Chosen({*also, *signed})
        self._add_makers(chosen, self._worth(start, buyer, product), ownership)
        peers = self._add_partners(chosen, buyer, signed)
        for wording in self._wordings(start, buyer, product):
            chosen.firms.update(self.store.search(wording, limit=_NAMED)["id"])
        chosen.firms.discard(buyer)
        tables = self._read(buyer, chosen.firms, peers, start["NEEDS"])
        part = Part(frozenset(chosen.firms), self._note(len(tables["Enterprise"]), chosen.cut))
        return self._query(tables, buyer, product, part)

    def _query(
        self, tables: Mapping[str, pd.DataFrame], buyer: str, product: str | None, part: Part | None = None
    ) -> Query:
        index = Index(Tables.of_clean(tables), part)
        asked = None if product is None else index.p_at[product]
        return Query(index, index.e_at[buyer], asked, self.on, self.weights)

    def _start(self, buyer: str) -> dict[str, pd.DataFrame]:
        """The knowledge, the buyer, and the edges that leave it."""
        own = {name: self.store.rows(name, "source", [buyer]) for name in ("MAKES", "NEEDS", "SIGNED_MOU")}
        firms = self.store.rows("Enterprise", "id", [buyer, *own["SIGNED_MOU"]["target"]])
        return {**self.knowledge, **own, "Enterprise": firms}

    def _worth(self, start: dict[str, pd.DataFrame], buyer: str, product: str | None) -> dict[str, float]:
        """What making each product says for a supplier: the signals of one imagined maker of each.

        ``product`` as -ln(1 - score), since who makes several has at most the sum; and ``proof``.
        """
        products = start["Product"]["id"].tolist()
        makers = [_IMAGINED + id for id in products]
        made = Tables(
            {
                "Enterprise": pd.DataFrame({"id": makers, "name": makers}),
                "MAKES": pd.DataFrame({"source": makers, "target": products}),
            }
        )
        joined = {n: _joined(start[n], made[n]) for n in ("Enterprise", "MAKES")}
        query = self._query({**start, **joined}, buyer, product)
        at = [query.index.e_at[m] for m in makers]
        fits, shown = (np.nan_to_num(signal.score(query))[at] for signal in (product_signal, proof))
        weights = shown - np.log1p(-np.minimum(fits, 1 - 1e-12))
        return {id: w for id, w in zip(products, weights.tolist(), strict=True) if w > 0}

    def _add_makers(self, chosen: _Chosen, worth: dict[str, float], ownership: Collection[str]) -> None:
        """The firms that make, or have delivered, most of what is needed."""
        # Domestic ones are always there (the signal graph measures by them), and those of which nobody knows.
        having = ("ownership", (*sorted({*ownership, "domestic", "unknown"}), None))
        found: dict[str, tuple[float, int]] = {}
        for type, column, end in (("MAKES", "target", "source"), ("SIGNED_MOU", "products", "target")):
            asked = Heaviest(type, column, worth, end, CANDIDATES + 1, inferred=INFERRED, having=having)
            for id, weight, edges in self.store.heaviest(asked).itertuples(index=False):
                found[id] = (found.get(id, (0.0, 0))[0] - weight, -edges)
        chosen.add(sorted(found, key=lambda id: (*found[id], id)), CANDIDATES)

    def _add_partners(self, chosen: _Chosen, buyer: str, signed: list[str]) -> list[str]:
        """The suppliers of the buyers that share a supplier with this one; gives these buyers."""
        if not signed:
            return []
        asked = Heaviest("SIGNED_MOU", "target", dict.fromkeys(signed, 1.0), "source", PEERS + 2)
        peers = [id for id in self.store.heaviest(asked)["id"] if id != buyer]
        asked = Heaviest("SIGNED_MOU", "source", dict.fromkeys(peers[:PEERS], 1.0), "target", CANDIDATES + 1)
        chosen.add(self.store.heaviest(asked)["id"].tolist(), CANDIDATES)
        chosen.cut |= len(peers) > PEERS
        return peers[:PEERS]

    def _wordings(self, start: dict[str, pd.DataFrame], buyer: str, product: str | None) -> list[str]:
        """The names of the strongest needs that the buyer or the question put into words."""
        query = self._query(start, buyer, product)
        said = [n.product for n in query.needs if n.basis != "inferred"][:_WORDED]
        columns = query.index.columns("Product")
        names = [(columns["name_vi"][p], columns["name_en"][p], *columns["synonyms"][p]) for p in said]
        return list(dict.fromkeys(name for found in names for name in found if name))

    def _read(self, buyer: str, firms: set[str], peers: list[str], needs: pd.DataFrame) -> Tables:
        """All that the ranking asks of these firms, with the sources behind it."""
        own = {name: self.store.rows(name, "source", {buyer, *firms}) for name in _OWN}
        located = own["LOCATED_IN"][own["LOCATED_IN"]["source_type"] == "Enterprise"]
        frames = {**self.knowledge, **own, "NEEDS": needs}
        frames["LOCATED_IN"] = _joined(self.knowledge["LOCATED_IN"], located)
        signed = [self.store.rows("SIGNED_MOU", "source", {buyer, *peers})]
        signed.append(self.store.rows("SIGNED_MOU", "target", firms))
        frames["SIGNED_MOU"] = _joined(*signed).drop_duplicates("id")
        ends = {*frames["SIGNED_MOU"]["source"], *frames["SIGNED_MOU"]["target"]}
        frames["Enterprise"] = self.store.rows("Enterprise", "id", {buyer, *firms, *ends})
        references = {r for frame in frames.values() for cell in frame["sources"] for r in cell}
        cited = {Reference.parse(r).source for r in references}
        frames["Source"] = self.store.rows("Source", "id", cited)
        return Tables.of_clean(frames)

    @cached_property
    def _size(self) -> int:
        return sum(n for name, n in self.store.count().items() if name in EDGES)

    def _note(self, read: int, cut: bool) -> Text:
        note = Text(
            f"Kho lớn ({self._size} quan hệ): chỉ đọc {read} doanh nghiệp liên quan đến câu hỏi;"
            " điểm từ ngữ và đồ thị là gần đúng",
            f"A large store ({self._size} relations): only {read} firms that the question touches were"
            " read; the scores of text and graph are approximate",
        )
        if not cut:
            return note
        return note + Text(
            f"; có nhiều bên có thể phù hợp hơn thế, chỉ so {CANDIDATES} bên khớp nhiều nhất",
            f"; more firms may fit, only the {CANDIDATES} of which most fits were compared",
        )


def is_large(store: Store) -> bool:
    """Whether a store is too large to be read whole for one question."""
    return sum(store.count().values()) > LARGE


def _joined(one: pd.DataFrame, two: pd.DataFrame) -> pd.DataFrame:
    return two if one.empty else one if two.empty else pd.concat([one, two], ignore_index=True)
