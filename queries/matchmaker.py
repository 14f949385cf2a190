"""The matchmaker: the questions people ask of the graph, from Python."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from functools import cached_property

import networkx as nx
import numpy as np
import numpy.typing as npt
import pandas as pd

from graph import KetnoiError, Store, Tables, to_networkx
from graph.directory import Directory
from graph.schema import OWNERSHIP
from graph.text import Lang, Text
from graph.values import Reference
from graph.view import node_key
from queries.facts import Fact
from queries.index import Index
from queries.matches import Match, Matches
from queries.notes import no_maker, notes_on
from queries.pages.page import Page
from queries.ranking import Scores, best, tell
from queries.signals import Query
from queries.signals.network import walk
from queries.views import around, relevant

DOMESTIC = ("domestic",)
_BATCH = 32


class Matchmaker:
    """Answers from one store (or from tables), read once when made.

    ``on`` is the day on which certificates must be valid; today by default.

    >>> from graph import open_store
    >>> from loaders import load
    >>> with open_store(":memory:") as store:
    ...     report = load("hai-phong", store)
    ...     mm = Matchmaker(store)
    >>> mm.rank_suppliers("LG Electronics", product="counterweight")[0].supplier.id
    'thanh-phuong-casting'
    """

    def __init__(self, store: Store | Tables, *, on: datetime.date | None = None) -> None:
        self.index = Index(store.read() if isinstance(store, Store) else store)
        self.on = on or datetime.date.today()

    # --- who is meant ---------------------------------------------------------

    def find(self, text: str, type: str = "Enterprise") -> str:
        """The id of the node that a person means; raises ``NotFound`` or ``Ambiguous``."""
        return self._directory(type).find(text)

    def _directory(self, type: str) -> Directory:
        def make() -> Directory:
            directory = Directory(type)
            directory.add(self.index.tables[type])
            return directory

        return self.index.shared(f"directory {type}", make)

    def _query(self, buyer: str, product: str | None) -> Query:
        index = self.index
        at = index.e_at[self.find(buyer)]
        asked = None if product is None else index.p_at[self.find(product, "Product")]
        return Query(index, at, asked, self.on)

    # --- questions ------------------------------------------------------------

    def rank_suppliers(
        self,
        buyer: str,
        product: str | None = None,
        *,
        top: int = 10,
        exclude_signed: bool = False,
        ownership: Sequence[str] = DOMESTIC,
    ) -> Matches:
        """The suppliers that fit a buyer's need (or its need of one product), best first.

        Candidates are domestic enterprises of which something is known that
        fits; ``ownership`` admits others (``fdi``, ``joint_venture``,
        ``unknown``). ``exclude_signed`` leaves out those the buyer has signed with.
        """
        query = self._query(buyer, product)
        scores = Scores.of(query)
        allowed = self._allowed(query, ownership, exclude_signed)
        chosen = best(scores, allowed, top).tolist()
        matches = [tell(query, scores, s, rank) for rank, s in enumerate(chosen, start=1)]
        return Matches(matches, self._asked(query), notes_on(query, scores, allowed, len(matches)))

    def rank_buyers(self, supplier: str, *, top: int = 10, exclude_signed: bool = False) -> Matches:
        """The foreign buyers (and others that have said what they need) that fit a supplier, best first."""
        index = self.index
        at = index.e_at[self.find(supplier)]
        wants = index.foreign.copy()
        wants[index.rows["NEEDS"].source] = True
        wants[index.rows["SIGNED_MOU"].source] = True
        wants[at] = False
        found: list[tuple[float, float, int, Query, Scores]] = []
        for queries in self._walked(Query(index, int(b), None, self.on) for b in np.flatnonzero(wants)):
            for query in queries:
                if not (exclude_signed and at in index.signed(query.buyer)):
                    scores = Scores.of(query)
                    if scores.fits[at]:
                        found.append((-scores.total[at], query.buyer, at, query, scores))
        found.sort(key=lambda f: f[:2])
        matches = [tell(q, s, at, rank) for rank, (_, _, _, q, s) in enumerate(found[:top], start=1)]
        name = index.name(at)
        notes = [] if index.known_makers[at] else [no_maker(name)]
        if not matches:
            notes.append(
                Text("không có bên mua nào được biết là cần", "no buyer is known to need what it makes")
            )
        return Matches(
            matches, Text(f"Bên mua phù hợp với {name.vi}", f"Buyers that fit {name.en}"), notes, "buyer"
        )

    def explain(self, buyer: str, supplier: str, product: str | None = None) -> Match:
        """Why (or why not) a supplier fits a buyer: all signals, evidence, MOUs and a path."""
        query = self._query(buyer, product)
        at = self.index.e_at[self.find(supplier)]
        if at == query.buyer:
            raise KetnoiError("bên mua và nhà cung cấp là một", "buyer and supplier are the same enterprise")
        return tell(query, Scores.of(query), at, 0)

    def rank_batch(
        self,
        queries: pd.DataFrame,
        *,
        top: int = 10,
        exclude_signed: bool = False,
        ownership: Sequence[str] = DOMESTIC,
    ) -> pd.DataFrame:
        """Many questions at once, buyer[, product] → buyer, product, supplier, rank, score (DataFrames).

        The same ranks and scores as ``rank_suppliers``, with ids, without the reasons.
        """
        if "buyer" not in queries.columns:
            raise KetnoiError("bảng câu hỏi thiếu cột buyer", "the table of questions lacks the column buyer")
        products = queries["product"] if "product" in queries.columns else [None] * len(queries)
        asked = (
            self._query(b, p if isinstance(p, str) and p else None)
            for b, p in zip(queries["buyer"], products, strict=True)
        )
        rows = []
        for block in self._walked(asked):
            for query in block:
                scores = Scores.of(query)
                product = None if query.product is None else self.index.products[query.product]
                chosen = best(scores, self._allowed(query, ownership, exclude_signed), top)
                for rank, s in enumerate(chosen.tolist(), start=1):
                    buyer, supplier = self.index.enterprises[query.buyer], self.index.enterprises[s]
                    rows.append((buyer, product, supplier, rank, float(scores.total[s])))
        return pd.DataFrame(rows, columns=["buyer", "product", "supplier", "rank", "score"])

    @staticmethod
    def _walked(queries: Iterable[Query]) -> Iterable[list[Query]]:
        """Queries in blocks, each with its PageRank, worked out together."""
        block: list[Query] = []
        for query in queries:
            block.append(query)
            if len(block) == _BATCH:
                walk(block)
                yield block
                block = []
        walk(block)
        yield block

    def _allowed(self, query: Query, ownership: Sequence[str], exclude_signed: bool) -> npt.NDArray[np.bool_]:
        strange = sorted(set(ownership) - set(OWNERSHIP.values))
        if strange:
            known = ", ".join(OWNERSHIP.values)
            raise KetnoiError(
                f"ownership {strange} không có; dùng: {known}", f"no ownership {strange}; use: {known}"
            )
        allowed = np.isin(self.index.ownership, list(ownership))
        allowed[query.buyer] = False
        if exclude_signed:
            allowed[list(self.index.signed(query.buyer))] = False
        return allowed

    def _asked(self, query: Query) -> Text:
        name = self.index.name(query.buyer)
        if query.product is None:
            return Text(f"Nhà cung cấp phù hợp với {name.vi}", f"Suppliers that fit {name.en}")
        product = self.index.product_name(query.product)
        return Text(f"Nhà cung cấp {product.vi} cho {name.vi}", f"Suppliers of {product.en} for {name.en}")

    # --- sources, graph and pages ---------------------------------------------

    def cite(self, fact: Fact) -> list[Text]:
        """Who said a fact, and in which file and row."""
        found = [Reference.parse(r) for r in fact.sources]
        return [self.source(r.source) + Text.same(f" · {r.where}" if r.where else "") for r in found]

    def source(self, id: str) -> Text:
        """A source in one line: title, publisher, date, address."""
        row = self.index.source_rows.get(id, {})
        date = row.get("published_on")
        known = [p for p in (row.get("publisher"), date) if p]
        vi = ", ".join(known if date else [*known, "không rõ ngày"])
        en = ", ".join(known if date else [*known, "no date"])
        title, url = row.get("title") or id, f" · {row['url']}" if row.get("url") else ""
        return Text(f"{title} ({vi}){url}", f"{title} ({en}){url}")

    @cached_property
    def graph(self) -> nx.MultiDiGraph:
        """The whole graph, as ``graph.to_networkx`` makes it."""
        return to_networkx(self.index.tables)

    def draw(self, name: str | None = None, *, lang: Lang = "vi", hops: int = 2) -> Page:
        """The interactive page around one enterprise (``hops`` edges), or of the whole graph."""
        from queries.pages.graph_page import graph_page

        sources = self.index.tables["Source"]
        if name is None:
            title = Text("Đồ thị cung ứng công nghiệp hỗ trợ", "Supporting-industry supply graph")
            return graph_page(relevant(self.graph), sources, title=title, lang=lang)
        focus = node_key("Enterprise", self.find(name))
        part = around(self.graph, focus, hops)
        return graph_page(part, sources, title=self.index.label(focus), lang=lang, focus=focus)
