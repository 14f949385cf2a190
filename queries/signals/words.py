"""Words of the need against words of the supplier, accents or not, Vietnamese or English."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import pairwise

import numpy as np
from scipy import sparse

from graph.names import parse_name
from graph.text import Text, fold, words
from queries.facts import Fact, Floats, Ints
from queries.index import Index
from queries.signals.base import Query, Telling

# A weaker likeness is chance: one common syllable of two long texts.
THRESHOLD = 0.15
# Words of trade and place that say nothing of a product.
_COMMON = frozenset(
    w
    for phrase in (
        "việt nam vietnam viet hải phòng hai phong haiphong công nghiệp industrial industry",
        "sản xuất production dịch vụ service thương mại trading phát triển hệ thống công ty company tnhh cp",
        "thiết bị linh kiện parts part components component sản phẩm products product",
        "kỹ thuật technical technology công nghệ các and for the of in cho",
    )
    for word in phrase.split()
    for w in (word, fold(word))
)


def terms(text: str) -> Counter[str]:
    """The terms of a text: words and pairs of words, with accents and, at half weight, without.

    >>> sorted(terms("Đúc gang"))
    ['duc', 'duc gang', 'gang', 'đúc', 'đúc gang']
    """
    found: Counter[str] = Counter()
    spelled = [w for w in words(text) if not w.isdigit()]
    telling = [w not in _COMMON for w in spelled]
    for spelling, weight in ((spelled, 2), ([fold(w) for w in spelled], 1)):
        known = list(zip(spelling, telling, strict=True))
        for word, tells in known:
            if tells and len(word) > 1:
                found[word] += weight
        for (one, left), (two, right) in pairwise(known):
            if left or right:
                found[f"{one} {two}"] += 2 * weight
    return found


def tabulated(counts: Sequence[Mapping[str, int]]) -> tuple[dict[str, int], Ints, Ints, Floats]:
    """The terms of texts as a sparse table: term → column, then row, column and count of every entry."""
    vocabulary: dict[str, int] = {}
    for count in counts:
        for term in count:
            vocabulary.setdefault(term, len(vocabulary))
    rows = np.repeat(np.arange(len(counts)), [len(c) for c in counts])
    columns = np.fromiter((vocabulary[t] for c in counts for t in c), dtype=np.int64, count=len(rows))
    often = np.fromiter((n for c in counts for n in c.values()), dtype=np.float64, count=len(rows))
    return vocabulary, rows, columns, often


class Wordbook:
    """TF-IDF vectors of all suppliers (L2-normed rows), and of any other text.

    tf = 1 + ln(count), idf = ln((1 + n) / (1 + df)) + 1 (Salton & Buckley 1988).
    """

    def __init__(self, index: Index) -> None:
        self._index = index

    def text_of(self, enterprise: int) -> str:
        """What is known of a supplier in words: names, products, wording of sources."""
        index = self._index
        parts = [parse_name(index.enterprise("name")[enterprise]).core]
        parts += [parse_name(n).core for n in (index.enterprise("name_en")[enterprise],) if n]
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
        counts = [terms(self.text_of(e)) for e in range(len(self._index.enterprises))]
        vocabulary, rows, columns, values = tabulated(counts)
        seen = np.bincount(columns, minlength=len(vocabulary))
        idf = np.log((1 + len(counts)) / (1 + seen)) + 1
        shape = (len(counts), len(vocabulary))
        matrix = sparse.csr_matrix(((1 + np.log(values)) * idf[columns], (rows, columns)), shape=shape)
        norm = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
        scale = np.divide(1.0, norm, out=np.zeros_like(norm), where=norm > 0)
        return vocabulary, idf, sparse.csr_matrix(sparse.diags(scale) @ matrix)

    def likeness(self, text: str) -> Floats:
        """Cosine of ``text`` with every supplier."""
        vocabulary, idf, matrix = self._counted
        vector = np.zeros(len(vocabulary))
        for term, count in terms(text).items():
            if term in vocabulary:
                vector[vocabulary[term]] = (1 + np.log(count)) * idf[vocabulary[term]]
        norm = np.sqrt(vector @ vector)
        return np.asarray(matrix @ vector / norm if norm else np.zeros(matrix.shape[0]))

    def shared(self, text: str, enterprise: int) -> list[str]:
        """The longest words that both have, for the sentence."""
        both = terms(text).keys() & terms(self.text_of(enterprise)).keys()
        pairs = sorted(t for t in both if " " in t)
        covered = {w for t in pairs for w in t.split()}
        found = pairs + sorted(t for t in both if " " not in t and t not in covered)
        accented = {fold(t) for t in found if fold(t) != t}
        return [t for t in found if t not in accented]


def _wordbook(index: Index) -> Wordbook:
    return index.shared("words", lambda: Wordbook(index))


def asked_of(query: Query) -> str:
    """The words of the needs: the product asked for, or what the buyer states and signed for."""
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
