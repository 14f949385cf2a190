"""Words of the need against words of the supplier, accents or not, Vietnamese or English."""

from __future__ import annotations

from functools import cached_property
from itertools import chain

import numpy as np
from scipy import sparse

from graph.names import core_of
from graph.text import Text, fold
from queries.facts import Fact, Floats, Ints
from queries.index import Index
from queries.signals.base import Query, Telling
from queries.terms import counted, distinct, terms

# A weaker likeness is chance: one common syllable of two long texts.
THRESHOLD = 0.15


class Wordbook:
    """TF-IDF vectors of all suppliers (L2-normed rows), and of any other text.

    tf = 1 + ln(count), idf = ln((1 + n) / (1 + df)) + 1 (Salton & Buckley 1988).
    """

    def __init__(self, index: Index) -> None:
        self._index = index

    def text_of(self, enterprise: int) -> str:
        """What is known of a supplier in words: names, products, wording of sources."""
        index = self._index
        english = index.columns("Enterprise")["name_en"][enterprise]
        parts = [index.cores[enterprise], *([core_of(english)] if english else [])]
        makes = index.rows["MAKES"]
        for row in index.rows_of("MAKES", enterprise):
            parts += [self.product_text(int(makes.target[row])), *makes.columns["wording"][row]]
        return " . ".join(parts)

    def product_text(self, product: int) -> str:
        """A product's names and synonyms in both languages."""
        columns = self._index.columns("Product")
        known = [columns["name_vi"][product], columns["name_en"][product], *columns["synonyms"][product]]
        return " . ".join(k for k in known if k)

    @cached_property
    def _counted(self) -> tuple[dict[str, int], Floats, sparse.csr_matrix]:
        vocabulary, counts = counted(*self._texts(), len(self._index.enterprises))
        seen = np.bincount(counts.indices, minlength=len(vocabulary))
        idf = np.log((1 + counts.shape[0]) / (1 + seen)) + 1
        counts.data = (1 + np.log(counts.data)) * idf[counts.indices]
        rows = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
        counts.data /= np.sqrt(np.bincount(rows, counts.data**2, counts.shape[0]))[rows]
        return vocabulary, idf, counts

    def _texts(self) -> tuple[list[str], Ints, Ints]:
        """What ``text_of`` joins: the texts, then enterprise by enterprise whose they are and which."""
        index, makes = self._index, self._index.rows["MAKES"]
        wordings = makes.columns["wording"]
        stated = np.flatnonzero((makes.source >= 0) & (makes.target >= 0))
        worded = np.repeat(stated, np.fromiter(map(len, wordings[stated]), dtype=np.int64, count=len(stated)))
        firms, english = range(len(index.enterprises)), index.enterprise("name_en")
        also = [e for e in firms if english[e]]
        texts = [*map(self.product_text, range(len(index.products))), *index.cores]
        texts += [core_of(english[e]) for e in also]
        further = {w: len(texts) + i for i, w in enumerate(dict.fromkeys(chain.from_iterable(wordings)))}
        told = [further[w] for said in wordings[stated] for w in said]
        names = len(index.products) + np.arange(len(index.enterprises) + len(also))
        owner = np.concatenate([firms, also, makes.source[stated], makes.source[worded]]).astype(np.int64)
        which = np.concatenate([names, makes.target[stated], told]).astype(np.int64)
        row = np.concatenate([np.full(len(firms), -2), np.full(len(also), -1), stated, worded])
        order = np.lexsort((row, owner))  # the names first, then row by row what is made and in which words
        return [*texts, *further], owner[order], which[order]

    def likeness(self, text: str) -> Floats:
        """Cosine of ``text`` with every supplier."""
        vocabulary, idf, matrix = self._counted
        vector = np.zeros(len(vocabulary))
        for term, count in terms(text).items():
            if term in vocabulary:
                vector[vocabulary[term]] = (1 + np.log(count)) * idf[vocabulary[term]]
        norm = np.sqrt(np.square(vector).sum())
        return np.asarray(matrix @ vector / norm if norm else np.zeros(matrix.shape[0]))

    def shared(self, text: str, enterprise: int) -> list[str]:
        """The longest words that both have, for the sentence."""
        both = distinct(text) & terms(self.text_of(enterprise)).keys()
        pairs = sorted(t for t in both if " " in t)
        covered = {w for t in pairs for w in t.split()}
        found = pairs + sorted(t for t in both if " " not in t and t not in covered)
        accented = {fold(t) for t in found if fold(t) != t}
        return [t for t in found if t not in accented]


def _wordbook(index: Index) -> Wordbook:
    return index.shared("words", lambda: Wordbook(index))


def asked_of(query: Query) -> str:
    """The words of the needs: the product asked for, or what the buyer states and signed for."""
    if "asked" not in query.scratch:
        query.scratch["asked"] = _asked_of(query)
    found: str = query.scratch["asked"]
    return found


def _asked_of(query: Query) -> str:
    book = _wordbook(query.index)
    said = [n for n in query.needs if n.basis != "inferred"]
    wording = [w for n in said for f in n.facts if f.type == "NEEDS" for w in f.wording]
    return " . ".join([book.product_text(n.product) for n in said] + wording)


def score(query: Query) -> Floats:
    """Cosine of TF-IDF vectors; below 0.15 it is 0. Unknown when no need is put into words.

    Needs that are only inferred have no words of the buyer's own. A firm of
    which nothing but the name is known may make anything: unlike words are unknown then, not 0.
    """
    asked = asked_of(query)
    if not asked:
        return query.unknown()
    found = _wordbook(query.index).likeness(asked)
    found[found < THRESHOLD] = 0.0
    found[(found == 0.0) & ~query.index.known_makers] = np.nan
    return np.minimum(found, 1.0)


def tell(query: Query, supplier: int, value: float | None) -> Telling:
    """The words that both have."""
    if value is None and not asked_of(query):
        return Telling(Text("người mua chưa nêu nhu cầu bằng lời", "the buyer has put no need into words"))
    if value is None:
        return Telling(Text("mới chỉ biết tên doanh nghiệp", "only the name of this firm is known"))
    if value == 0:
        return Telling(Text("không có từ chung đáng kể", "no words in common that matter"))
    shared = ", ".join(f"“{t}”" for t in _wordbook(query.index).shared(asked_of(query), supplier)[:4])
    facts = [query.index.fact("MAKES", row) for row in query.index.rows_of("MAKES", supplier)]
    return Telling(
        Text(f"từ chung: {shared}", f"words in common: {shared}"), tuple(facts) or named(query, supplier)
    )


def named(query: Query, supplier: int) -> tuple[Fact, ...]:
    """The supplier's own row as evidence: its name is all that is known."""
    return (query.index.node_fact("Enterprise", supplier),)
