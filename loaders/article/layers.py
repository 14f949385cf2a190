"""The layers of the network that reads an article: the same code when it is used and when it is learned.

Words that stand near each other are mixed by gated convolutions (Dauphin et al.
2017, with growing gaps as in Yu and Koltun 2016). Twice, what was gathered at all
mentions of an enterprise goes back to each of them. From the end come, for every
two enterprises, the log likelihoods of ``OUTCOMES``, and for each whether it is a
party. ``xp`` is NumPy, or ``jax.numpy`` where gradients are wanted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any

Array = Any  # of numpy, or of jax while learning
Weights = Mapping[str, Array]
Drop = Callable[[Array], Array]  # leaves out some numbers, at random, while learning

OUTCOMES = ("none", "first buys", "second buys", "open")
GAPS = (1, 2, 4, 1, 2, 4)  # words between those that a layer mixes
TOLD = (2, 4)  # the layers after which the mentions of one enterprise hear of each other
_LOW = -9.0  # below all real numbers of a layer


@dataclass(frozen=True, slots=True)
class Sheet:
    """Some articles as numbers. ``B`` articles of at most ``T`` words, ``K`` enterprises, ``P`` pairs.

    ``words``, ``sides``, ``firsts``: (B, T), 0 is nothing; ``kinds``: (B, T, kinds of words), 0 or 1;
    ``owners``: (B, T) which enterprise is named, -1 is none. ``spots``: (K, M) where an enterprise is
    named, as places in B * T, -1 is nowhere; ``texts``: (K,) in which article. ``pairs``: (P, 2) of K;
    ``places``: (P, 2) in B * T; ``steps``: (P,) how far apart.
    """

    words: Array
    sides: Array
    firsts: Array
    kinds: Array
    owners: Array
    spots: Array
    texts: Array
    pairs: Array
    places: Array
    steps: Array


def outcomes(known: Weights, sheet: Sheet, xp: ModuleType, drop: Drop = lambda h: h) -> tuple[Array, Array]:
    """The log odds of each outcome of the pairs (P, 4), and of each enterprise to be a party (K,)."""
    there = (sheet.words > 0)[..., None]
    h = known["words"][sheet.words] + known["sides"][sheet.sides] + known["firsts"][sheet.firsts]
    h = (drop(h + sheet.kinds @ known["kinds"]) @ known["in"]) * there
    for n, gap in enumerate(GAPS):
        h = _mixed(known, n, drop(h), h, gap, xp) * there
        if n in TOLD:
            h = _shared(known, n, h, sheet, xp)
    firms, whole = _gathered(h, sheet, xp)
    flat = h.reshape(-1, h.shape[-1])
    one, two = sheet.pairs[:, 0], sheet.pairs[:, 1]
    texts = whole[sheet.texts]
    both = [firms[one], firms[two], firms[one] * firms[two], texts[one], _between(h, sheet.places, xp)]
    both += [flat[sheet.places[:, 0]], flat[sheet.places[:, 1]], known["steps"][sheet.steps]]
    pairs = _judged(known, "pair", xp.concatenate(both, -1), xp, drop)
    return pairs, _judged(known, "party", xp.concatenate([firms, texts], -1), xp, drop)[:, 0]


def _mixed(known: Weights, n: int, x: Array, h: Array, gap: int, xp: ModuleType) -> Array:
    """``h`` with what each word hears of those ``gap`` before and after it, evened out."""
    none = xp.zeros_like(x[:, :gap])
    near = xp.concatenate(
        [
            xp.concatenate([none, x[:, :-gap]], 1),
            x,
            xp.concatenate([x[:, gap:], none[:, : x.shape[1]]], 1),
        ],
        -1,
    )
    heard = near @ known[f"mix{n}"] + known[f"mix{n} bias"]
    size = h.shape[-1]
    h = h + heard[..., :size] / (1 + xp.exp(-heard[..., size:]))
    h = h - h.mean(-1, keepdims=True)
    return h / xp.sqrt((h * h).mean(-1, keepdims=True) + 1e-5) * known[f"scale{n}"] + known[f"shift{n}"]


def _gathered(h: Array, sheet: Sheet, xp: ModuleType) -> tuple[Array, Array]:
    """The greatest number of each kind at the mentions of an enterprise (K, D), and in a text (B, D)."""
    flat = h.reshape(-1, h.shape[-1])
    spots = xp.where((sheet.spots >= 0)[..., None], flat[sheet.spots], _LOW)
    return spots.max(1), xp.where((sheet.words > 0)[..., None], h, _LOW).max(1)


def _shared(known: Weights, n: int, h: Array, sheet: Sheet, xp: ModuleType) -> Array:
    """``h``, at the mentions of enterprises with what was gathered at all of them and in the text."""
    firms, whole = _gathered(h, sheet, xp)
    told = xp.concatenate([firms, whole[sheet.texts]], -1) @ known[f"tell{n}"] + known[f"tell{n} bias"]
    told = xp.concatenate([xp.maximum(told, 0), xp.zeros_like(told[:1])])
    return h + told[sheet.owners]


def _between(h: Array, places: Array, xp: ModuleType) -> Array:
    """The mean of what stands between two places of a text."""
    wide = h.shape[1]
    sums = xp.concatenate([xp.zeros_like(h[:, :1]), xp.cumsum(h, 1)], 1).reshape(-1, h.shape[-1])
    row = places[:, :1] // wide * (wide + 1)
    low, high = places.min(1) % wide + 1, places.max(1) % wide
    total = sums[row[:, 0] + high] - sums[row[:, 0] + low]
    return total / xp.maximum(high - low, 1)[:, None]


def _judged(known: Weights, what: str, x: Array, xp: ModuleType, drop: Drop) -> Array:
    hidden = xp.maximum(x @ known[f"{what} in"] + known[f"{what} bias"], 0)
    return drop(hidden) @ known[f"{what} out"] + known[f"{what} out bias"]
