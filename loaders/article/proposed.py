"""A judged pair as a row: who buys, what, when, at what stage, and the sentence that tells it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from graph.text import Text, tidy
from loaders.article import products, reasons, roles, stages, when
from loaders.article.buyers import lean
from loaders.article.discourse import Article, Found
from loaders.article.judge import PROPOSED, Verdict

COLUMNS = [
    "buyer",
    "supplier",
    "signed_on",
    "stage",
    "products",
    "event",
    "sentence",
    "start",
    "end",
    "confidence",
    "why",
    "why_en",
    "decided",
    "buyer_owned",
    "supplier_owned",
]
_DECIDED = 1.0  # from this on the reasons for one side being the buyer suffice
_ORDER = list(reasons.RULES)

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Reading:
    """Makes the rows of one article."""

    article: Article
    sides: Mapping[str, roles.Side]
    published_on: str | None

    def row(self, items: Sequence[Found], verdict: Verdict) -> Row:
        """The row of a pair: by the most telling of its rules, gaps filled by the others."""
        own = sorted(items, key=lambda i: (i.statement.problem is not None, _ORDER.index(i.statement.rule)))
        if verdict.likelihood < PROPOSED:
            return self._row(own[0], verdict)
        real = [i for i in own if i.statement.problem is None]
        real = real or [replace(i, statement=replace(i.statement, problem=None)) for i in own[:1]]
        if not real and verdict.found:
            real = [verdict.found]
        first, *others = (self._row(i, verdict) for i in real)
        for other in others:
            for column in ("signed_on", "products", "event"):
                first[column] = first[column] or other[column]
        return first

    def _row(self, item: Found, verdict: Verdict) -> Row:
        article, problem = self.article, item.statement.problem
        leaning, told = lean(article, item, self.sides, verdict.buys)
        decided = abs(leaning) >= _DECIDED
        buyer, supplier = (item.two, item.one) if decided and leaning < 0 else (item.one, item.two)
        sentence = article.sentences[item.number]
        start, end = article.reading.place(sentence.start, sentence.end)
        proposed, likely = verdict.likelihood >= PROPOSED, round(verdict.likelihood, 2)
        why = Text.join([*reasons.why(item, verdict, decided=decided), *told[:4]])
        return {
            "buyer": tidy(buyer.name),
            "supplier": tidy(supplier.name),
            "signed_on": None if problem else when.signed_on(article, item, self.published_on),
            "stage": stages.stage(item, *stages.near(article, item)) if proposed else None,
            "products": products.of_pair(self._asked(item, supplier.name, buyer.name, verdict), article.text),
            "event": when.event_of(article, item.number),
            "sentence": unicodedata.normalize("NFC", article.text[sentence.start : sentence.end]),
            "start": start,
            "end": end,
            "confidence": likely if proposed else min(0.49, likely),
            "why": why.vi,
            "why_en": why.en,
            "decided": decided,
            "buyer_owned": self.sides[buyer.name].owned,
            "supplier_owned": self.sides[supplier.name].owned,
        }

    def _asked(self, item: Found, supplier: str, buyer: str, verdict: Verdict) -> products.Asked:
        statement, parties = item.statement, item.gist.parties
        sides = [tuple(parties[n].name for n in side) for side in (statement.left, statement.right)]
        group = next((side for side in sides if supplier in side), (supplier,))
        following = self.article.following(item.number)
        listed = statement.rule in ("row", "record") or self.article.bulleted(item.number)
        signers = frozenset(sides[0] + sides[1])
        carried = (
            statement.rule == "told before"
            or item.one.mention.start < self.article.sentences[item.number].start
        )
        before = self.article.gists[item.number - 1] if carried and item.number else None
        return products.Asked(
            gist=item.gist,
            following=following,
            before=before,
            supplier=supplier,
            group=group,
            signers=signers,
            at=statement.at,
            listed=listed,
            buyer=buyer,
            heard=verdict.goods,
        )
