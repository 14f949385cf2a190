"""The terms of texts, counted: words and pairs of words, with accents and without, common ones left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import chain, pairwise

import numpy as np
from scipy import sparse

from graph.text import fold, words
from queries.facts import Floats, Ints

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
    found, spelled = Counter[str](), _spelled(text)
    for counts in (*map(_of_word, spelled), *(_of_pair(one, two) for one, two in pairwise(spelled))):
        for term, count in counts.items():
            found[term] += count
    return found


@lru_cache(maxsize=64)  # what is asked for is compared with every firm that is shown
def distinct(text: str) -> frozenset[str]:
    """The terms of a text, each once."""
    return frozenset(terms(text))


def _spelled(text: str) -> list[str]:
    return [w for w in words(text) if not w.isdigit()]


def _of_word(word: str) -> dict[str, int]:
    return {} if word in _COMMON else {t: n for t, n in _both(word, 2).items() if len(t) > 1}


def _of_pair(one: str, two: str) -> dict[str, int]:
    return {} if one in _COMMON and two in _COMMON else _both(f"{one} {two}", 4)


def _both(term: str, weight: int) -> dict[str, int]:
    """A term as it is written and, at half weight, without accents."""
    plain = fold(term)
    return {term: weight + weight // 2} if plain == term else {term: weight, plain: weight // 2}


def tabulated(counts: Sequence[Mapping[str, int]]) -> tuple[dict[str, int], Ints, Ints, Floats]:
    """The terms of texts as a sparse table: term → column, then row, column and count of every entry."""
    vocabulary: dict[str, int] = {}
    every = chain.from_iterable(counts)
    columns = np.array([vocabulary.setdefault(t, len(vocabulary)) for t in every], dtype=np.int64)
    rows = np.repeat(np.arange(len(counts)), np.fromiter(map(len, counts), np.int64, len(counts)))
    often = np.fromiter((n for c in counts for n in c.values()), dtype=np.float64, count=len(rows))
    return vocabulary, rows, columns, often


def counted(
    texts: Sequence[str], owner: Ints, which: Ints, size: int
) -> tuple[dict[str, int], sparse.csr_matrix]:
    """How often each of ``size`` owners has each term: (term → column, owners × terms).

    An owner has what ``terms(" . ".join(…))`` gives for its texts: positions in
    ``texts``, ``which[i]`` being one of ``owner[i]``, owner by owner. Every
    distinct word and pair of neighbours is taken apart once.
    """
    used, which = np.unique(which, return_inverse=True)
    spelled = [_spelled(texts[i]) for i in used.tolist()]
    ids: dict[str, int] = {}
    word = np.array([ids.setdefault(w, len(ids)) for found in spelled for w in found], dtype=np.int64)
    length = np.array([len(found) for found in spelled], dtype=np.int64)
    text = np.repeat(np.arange(len(used), dtype=np.int64), length)
    told = length[which] > 0  # a text without words does not part its neighbours
    joined, near = owner[told], which[told]
    end = np.cumsum(length)
    beside = _neighbours(joined, word[(end - length)[near]], word[end[near] - 1])
    inside = _neighbours(text, word, word)
    pairs, pair = np.unique(
        np.concatenate([inside[1], beside[1]]) * len(ids) + np.concatenate([inside[2], beside[2]]),
        return_inverse=True,
    )
    names = list(ids)
    counts = [_of_word(w) for w in names]
    counts += [_of_pair(names[p // len(ids)], names[p % len(ids)]) for p in pairs.tolist()]
    vocabulary, rows, columns, often = tabulated(counts)
    table = _matrix(rows, columns, often, (len(counts), len(vocabulary)))
    pair = pair + len(ids)
    atoms = np.concatenate([word, pair[: len(inside[0])]])
    within = _matrix(np.concatenate([text, inside[0]]), atoms, None, (len(used), len(counts)))
    across = _matrix(beside[0], pair[len(inside[0]) :], None, (size, len(counts)))
    have = _matrix(owner, which, None, (size, len(used)))
    return vocabulary, sparse.csr_matrix(have @ (within @ table) + across @ table)


def _neighbours(group: Ints, first: Ints, last: Ints) -> tuple[Ints, Ints, Ints]:
    """Neighbours in one group: (group, last word of the one, first word of the next)."""
    same = group[1:] == group[:-1]
    return group[1:][same], last[:-1][same], first[1:][same]


def _matrix(rows: Ints, columns: Ints, values: Floats | None, shape: tuple[int, int]) -> sparse.csr_matrix:
    """A sparse matrix; what stands at one place is added up, 1 each without ``values``."""
    filled = np.ones(len(rows)) if values is None else values
    return sparse.csr_matrix((filled, (rows, columns)), shape=shape)
