"""The matchmaker: the questions people ask of the graph, from Python."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import networkx as nx
import pandas as pd

from graph import KetnoiError, Store, Tables, to_networkx
from graph.decisions import Decisions
from graph.directory import Directory
from graph.text import Lang, Text
from graph.values import Reference
from queries import all_buyers, rankings
from queries.all_buyers import Progress
from queries.excerpt import Excerpts, is_large
from queries.exposure import Exposure, exposure, with_unseen
from queries.facts import Fact
from queries.gaps import Gaps, gaps
from queries.index import Index
from queries.localisation import localisation
from queries.matches import Match, Matches
from queries.meetings import Limits, Timetable, plan_meetings
from queries.pages.page import Page
from queries.ranking import Scores, tell
from queries.rankings import DOMESTIC, Asking, Choice
from queries.signals import Query
from queries.supplied import Localisation
from queries.weights import WEIGHTS, Weights
from queries.what_if import Assumed, WhatIf, quantity, what_if


class Matchmaker:
    """Answers from one store (or from tables), read once when made.

    ``on`` is the day on which certificates must be valid; today by default.
    ``weights`` say how much each signal counts. Of a store above 100,000 rows,
    ``rank_suppliers`` and ``explain`` read only what the question needs, and say so
    (what is then approximate: ``queries.excerpt``); other questions read all of it
    when first asked. Such a store must stay open. ``whole`` overrides the choice.

    >>> from graph import open_store
    >>> from loaders import load
    >>> with open_store(":memory:") as store:
    ...     report = load("hai-phong", store)
    ...     mm = Matchmaker(store)
    >>> mm.rank_suppliers("LG Electronics", product="counterweight")[0].supplier.id
    'thanh-phuong-casting'
    """

    def __init__(
        self,
        store: Store | Tables,
        *,
        on: datetime.date | None = None,
        weights: Weights = WEIGHTS,
        whole: bool | None = None,
    ) -> None:
        self.on = on or datetime.date.today()
        self.weights = weights
        self._sources: dict[str, dict[str, Any]] = {}  # those met in parts of a large store
        self._excerpts: Excerpts | None = None
        if isinstance(store, Store) and (is_large(store) if whole is None else not whole):
            self._excerpts = Excerpts(store, self.on, weights)
        else:
            self.index = Index(store.read() if isinstance(store, Store) else store)

    @cached_property
    def index(self) -> Index:
        """The whole graph, compiled; a large store is read when a question first needs all of it."""
        assert self._excerpts is not None
        return Index(self._excerpts.store.read())

    @cached_property
    def asking(self) -> Asking:
        """What every question is asked of."""
        return Asking(self.index, self.on, self.weights)

    # --- who is meant ---------------------------------------------------------

    def find(self, text: str, type: str = "Enterprise") -> str:
        """The id of the node that a person means; raises ``NotFound`` or ``Ambiguous``."""
        if self._excerpts is not None and type != "Source":
            return self._excerpts.directory(type, text).find(text)
        return self._directory(type).find(text)

    def _directory(self, type: str) -> Directory:
        def make() -> Directory:
            directory = Directory(type)
            directory.add(self.index.tables[type])
            if type == "Enterprise":
                directory.follow(Decisions.of(self.index.tables["Decision"]).moved)
            return directory

        return self.index.shared(f"directory {type}", make)

    def _query(self, buyer: str, product: str | None) -> Query:
        index = self.index
        at = index.e_at[self.find(buyer)]
        asked = None if product is None else index.p_at[self.find(product, "Product")]
        return self.asking.query(at, asked)

    def _read(
        self, buyer: str, product: str | None, ownership: Sequence[str], also: Sequence[str] = ()
    ) -> Query:
        """The query on all that it needs to know: of a large store on a part of the graph."""
        if self._excerpts is None:
            return self._query(buyer, product)
        asked = None if product is None else self.find(product, "Product")
        query = self._excerpts.query(self.find(buyer), asked, ownership, [self.find(a) for a in also])
        self._sources |= query.index.source_rows
        return query

    # --- questions ------------------------------------------------------------

    def rank_suppliers(
        self,
        buyer: str,
        product: str | None = None,
        *,
        top: int = 10,
        exclude_signed: bool = False,
        ownership: Sequence[str] = DOMESTIC,
        reserve: int = 0,
    ) -> Matches:
        """The suppliers that fit a buyer's need (or its need of one product), best first.

        Candidates are domestic enterprises of which something is known that
        fits; ``ownership`` admits others (``fdi``, ``joint_venture``,
        ``unknown``). ``exclude_signed`` leaves out those the buyer has signed with.
        ``reserve`` keeps the last places for fitting firms that no buyer's list shows; the notes name them.
        """
        choice = Choice(top, exclude_signed, tuple(ownership))
        if reserve:
            return with_unseen(self.asking, self._query(buyer, product), choice, reserve)
        return rankings.suppliers(self._read(buyer, product, choice.ownership), choice)

    def rank_buyers(self, supplier: str, *, top: int = 10, exclude_signed: bool = False) -> Matches:
        """The foreign buyers (and others that have said what they need) that fit a supplier, best first."""
        at = self.index.e_at[self.find(supplier)]
        return rankings.buyers(self.asking, at, top=top, exclude_signed=exclude_signed)

    def shortlists(
        self, buyers: Sequence[str] = (), *, top: int = 10, exclude_signed: bool = False
    ) -> Iterator[Matches]:
        """What ``rank_suppliers`` says for each of ``buyers`` (everyone who buys), one after the other."""
        at = [self.index.e_at[self.find(b)] for b in buyers]
        return rankings.shortlists(self.asking, at, Choice(top, exclude_signed))

    def explain(self, buyer: str, supplier: str, product: str | None = None) -> Match:
        """Why (or why not) a supplier fits a buyer: all signals, evidence, MOUs and a path."""
        query = self._read(buyer, product, DOMESTIC, [supplier])
        at = query.index.e_at[self.find(supplier)]
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
        return rankings.batch(asked, Choice(top, exclude_signed, tuple(ownership)))

    def rank_all(
        self, *, top: int = 10, exclude_signed: bool = False, progress: Progress | None = None
    ) -> pd.DataFrame:
        """The best suppliers of every buyer: buyer, supplier, rank, score (ids); ``progress(done, of)``."""
        return all_buyers.rank_all(self.asking, Choice(top, exclude_signed), progress)

    def gaps(self, place: str | None = None, *, most: int = 1) -> Gaps:
        """What buyers in a place (everywhere by default) need with at most ``most`` domestic makers known."""
        return gaps(self.index, None if place is None else self.find(place, "Place"), most=most)

    def localisation(
        self, buyer: str | None = None, *, product: str | None = None, place: str | None = None
    ) -> Localisation:
        """Who makes what a buyer, or all buyers in a place, need, or one product (in a place).

        Makers are domestic-owned, joint ventures, foreign-owned or unknown and, apart from that, here,
        elsewhere or unknown.
        """
        return localisation(self.index, self.find, buyer=buyer, product=product, place=place)

    def what_if(
        self,
        supplier: str,
        *,
        standards: Sequence[str] = (),
        products: Sequence[str] = (),
        capacity: Mapping[str, str] | None = None,
    ) -> WhatIf:
        """The change of rank for each buyer if a supplier held ``standards``, made ``products``, or had a
        ``capacity`` (product → "500 cái/tháng"). Worked out on a copy: the store is unchanged."""
        assumed = Assumed(
            tuple(self.find(s, "Standard") for s in standards),
            tuple(self.find(p, "Product") for p in products),
            tuple((self.find(p, "Product"), *quantity(c)) for p, c in (capacity or {}).items()),
        )
        return what_if(self.asking, self.index.e_at[self.find(supplier)], assumed)

    def exposure(self, *, top: int = 10, progress: Progress | None = None) -> Exposure:
        """How evenly the domestic suppliers are shown over all buyers' lists of ``top``."""
        return exposure(self.asking, Choice(top), progress)

    def plan_meetings(
        self,
        buyers: Sequence[str] = (),
        suppliers: Sequence[str] = (),
        slots: int = 6,
        *,
        per_buyer: int | None = None,
        per_supplier: int | None = None,
        tables: int | None = None,
        exclude_signed: bool = False,
    ) -> Timetable:
        """A timetable for a matchmaking event (all buyers, all domestic suppliers by default) with the
        greatest sum of scores, at most so many meetings a firm, and no clash."""
        limits = Limits(slots, per_buyer, per_supplier, tables)
        left, right = ([self.index.e_at[self.find(n)] for n in side] for side in (buyers, suppliers))
        return plan_meetings(self.asking, left, right, limits, Choice(1, exclude_signed))

    # --- sources, graph and pages ---------------------------------------------

    def cite(self, fact: Fact) -> list[Text]:
        """Who said a fact, and in which file and row."""
        found = [Reference.parse(r) for r in fact.sources]
        return [self.source(r.source) + Text.same(f" · {r.where}" if r.where else "") for r in found]

    def source(self, id: str) -> Text:
        """A source in one line: title, publisher, date, address."""
        url = self.source_row(id).get("url")
        return self.named(id) + Text.same(f" · {url}" if url else "")

    def source_row(self, id: str) -> dict[str, Any]:
        """The columns of a source; empty when it is not on file."""
        whole = self.index.source_rows if "index" in vars(self) else {}
        return whole.get(id) or self._sources.get(id, {})

    def named(self, source: str) -> Text:
        """A source without its address: title, publisher, date."""
        row = self.source_row(source)
        date = row.get("published_on")
        known = [p for p in (row.get("publisher"), date) if p]
        vi = ", ".join(known if date else [*known, "không rõ ngày"])
        en = ", ".join(known if date else [*known, "no date"])
        title = row.get("title") or source
        return Text(f"{title} ({vi})", f"{title} ({en})")

    @cached_property
    def graph(self) -> nx.MultiDiGraph:
        """The whole graph, as ``graph.to_networkx`` makes it."""
        return to_networkx(self.index.tables)

    def letter(self, buyer: str, supplier: str, product: str | None = None, *, lang: Lang = "vi") -> Page:
        """The letter that introduces a supplier to a buyer: one page to print, with sources."""
        from queries.pages.letter import letter

        return letter(self, self.explain(buyer, supplier, product), lang)

    def draw(self, name: str | None = None, *, lang: Lang = "vi") -> Page:
        """The interactive page of the graph around one enterprise, or of the whole graph."""
        return self.page(name, "graph", lang=lang)

    def page(self, name: str | None = None, kind: str | None = None, *, lang: Lang = "vi") -> Page:
        """The page of a firm (``buyer`` or ``supplier``, by what is known of it), or another ``kind``.

        Without a name it is about the whole store: ``graph`` (the default) or ``index``.
        """
        from queries.pages.kinds import page
        from queries.pages.options import Options

        return page(self, name, kind, Options(lang))
