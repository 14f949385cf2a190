"""An article cut into scenes: stretches about as long as the passages that the weights were learned from.

Whether two have signed is told near them, and what speaks for it (how many firms are named,
what the text is about) means something else in a whole page than in a passage. So a long
article is judged scene by scene; a little before and after each is read with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loaders.article.sentences import Sentence

WHOLE = 260  # words of an article that is one scene
_LEAST = 70  # words of a scene, from which on it ends with its block
_MOST = 140  # from which on it ends with its sentence
_BESIDE = 45  # words before and after a scene that are read with it


@dataclass(frozen=True, slots=True)
class Scene:
    """Sentences by number: from ``first`` to before ``last`` are read, ``own`` are those of the scene."""

    first: int
    last: int
    own: range


def scenes(text: str, sentences: Sequence[Sentence]) -> list[Scene]:
    """The scenes of a text, in order; each sentence is in one."""
    sizes = [len(text[s.start : s.end].split()) for s in sentences]
    if sum(sizes) <= WHOLE:
        return [Scene(0, len(sizes), range(len(sizes)))]
    return [
        Scene(own.start - _beside(sizes[: own.start][::-1]), own.stop + _beside(sizes[own.stop :]), own)
        for own in _cut(sentences, sizes)
    ]


def _cut(sentences: Sequence[Sentence], sizes: Sequence[int]) -> Iterator[range]:
    start, size, left = 0, 0, sum(sizes)
    for number, own in enumerate(sizes, 1):
        size, left = size + own, left - own
        apart = left and sentences[number].block != sentences[number - 1].block
        if number == len(sizes) or (left >= _LEAST and size >= (_LEAST if apart else _MOST)):
            yield range(start, number)
            start, size = number, 0


def _beside(sizes: Sequence[int]) -> int:
    """How many sentences are read beside a scene, of some sizes; the next also if it is a little longer."""
    total, count = 0, 0
    for size in sizes:
        total += size
        if total > (_BESIDE if count else 2 * _BESIDE):
            break
        count += 1
    return count
