"""The layers of the network that reads an article: the same code when it is used and when it is learned.

Words that stand near each other are mixed by gated convolutions (Dauphin et al.
2017, with growing gaps as in Yu and Koltun 2016). Twice, what was gathered at all
mentions of an enterprise goes back to each of them. From the end come, for every
two enterprises, the log likelihoods of ``OUTCOMES``, for each whether it is a party,
and for some pairs which words name their goods. ``xp`` is NumPy, or ``jax.numpy``
where gradients are wanted.
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
GOODS = ("none", "begin", "go on")  # what a word can do for a name of goods
GAPS = (1, 2, 4, 1, 2, 4)  # words between those that a layer mixes
TOLD = (2, 4)  # the layers after which the mentions of one enterprise hear of each other
FAR = 16  # classes of how far a word stands from a pair, on either side
_LOW = -9.0  # below all real numbers of a layer


@dataclass(frozen=True, slots=True)
class Sheet:
    """Some scenes as numbers. ``B`` scenes of at most ``T`` words, ``K`` enterprises, ``P`` pairs.

    ``words``, ``sides``, ``firsts``: (B, T), 0 is nothing; ``kinds``: (B, T, kinds of words), 0 or 1;
    ``owners``: (B, T) which enterprise is named, -1 is none. ``spots``: (K, M) where an enterprise is
    named, as places in B * T, -1 is nowhere; ``texts``: (K,) in which scene. ``pairs``: (P, 2) of K;
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


@dataclass(frozen=True, slots=True)
class Heard:
    """What the layers make of a sheet, of ``D`` numbers a word.

    ``outcomes``: (P, 4) log odds of each outcome of a pair; ``parties``: (K,) those of an enterprise to be
    a party; ``words``: (B, T, D); ``pairs``: (P, 7 D + 16) all that is known of a pair.
    """

    outcomes: Array
    parties: Array
    words: Array
    pairs: Array


def heard(known: Weights, sheet: Sheet, xp: ModuleType, drop: Drop = lambda h: h) -> Heard:
    """What the layers make of a sheet by some weights."""
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
    texts = whole[sheet.texts[one]]
    both = [firms[one], firms[two], firms[one] * firms[two], texts, _between(h, sheet.places, xp)]
    both += [flat[sheet.places[:, 0]], flat[sheet.places[:, 1]], known["steps"][sheet.steps]]
    pairs = xp.concatenate(both, -1)
    parties = _judged(known, "party", xp.concatenate([firms, whole[sheet.texts]], -1), xp, drop)[:, 0]
    return Heard(_judged(known, "pair", pairs, xp, drop), parties, h, pairs)


def goods_named(known: Weights, sheet: Sheet, own: Heard, asked: Array, xp: ModuleType) -> Array:
    """The log odds of what each word of its text does for the goods of some pairs: (Q, T, 3).

    ``asked``: (Q,) numbers of pairs. A word tells by itself, for the pair, and for how far it stands from it.
    """
    wide = own.words.shape[1]
    places = sheet.places[asked]
    words = own.words[places[:, 0] // wide]
    pairs = xp.maximum(own.pairs[asked] @ known["goods in"] + known["goods bias"], 0)
    from_first = xp.arange(wide)[None] - places.min(1)[:, None] % wide
    from_last = xp.arange(wide)[None] - places.max(1)[:, None] % wide
    near = known["from first"][far(from_first, xp)] + known["from last"][far(from_last, xp)]
    both = xp.concatenate([words, words * (pairs[:, None] + near)], -1)
    return both @ known["goods out"] + known["goods out bias"]


def far(steps: Array, xp: ModuleType) -> Array:
    """The class of how far a word stands before or after another: 0 to 2 ``FAR``."""
    size = xp.minimum(xp.floor(xp.log2(xp.abs(steps) + 1.0) * 2), FAR).astype(xp.int32)
    return xp.where(steps < 0, FAR - size, FAR + size)


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
