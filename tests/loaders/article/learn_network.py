"""Learns the network that reads articles.

Stochastic gradient steps (AdamW, one cycle of the step size) over the labelled
passages, for pairs and, beside them, for parties. Rare words are left out at
random, so that it learns to do without. JAX finds the gradients.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, fields, replace
from itertools import count, repeat
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax

import loaders.article
from loaders.article.cues import CUES
from loaders.article.gist import FIRM
from loaders.article.layers import FAR, GAPS, GOODS, OUTCOMES, TOLD, Drop, Sheet, Weights, goods_named, heard
from loaders.article.network import STEPS, UNKNOWN, Page, numbered, sheet_of, verdicts
from loaders.article.weighing import likelihood
from tests.loaders.article.learn import NO_PAIR, Lesson

FILE = Path(loaders.article.__file__).parent / "network.npz"
_WORD, _SIZE, _HIDDEN = 48, 64, 128  # numbers that stand for a word, in a layer, before a verdict
_SEEDS = (1, 2)  # each learns a network of its own; their verdicts are averaged
_ROUNDS = 10  # times that each passage is read
_BATCH = 32  # passages a step
_STEP, _DECAY = 3e-3, 1e-2  # the greatest size of a step, and how fast weights fade
_DROP = 0.3  # of the numbers of a layer that are left out at random
_OFTEN = 3  # passages that hold a word, at least, for it to be known
_RARE = 0.3  # how often the rarest words are left out
# words, enterprises, pairs and pairs whose goods are asked for: a batch is filled up to so many
_WIDE, _FIRMS, _PAIRS, _ASKED = 64, 256, 512, 32
_NEVER = -1e9  # log odds of what is not right
_PAIR, _PARTY = 1.5, 0.5  # what a pair counts against two that are none, and a party against a pair
_BOUGHT = 0.2  # what a word of the goods counts against a pair

Rng = np.random.Generator
Params = dict[str, jax.Array]


@dataclass(frozen=True)
class Exercise:
    """A passage: its page, what is right for its pairs and enterprises, and how much it counts."""

    page: Page
    outcomes: Sequence[frozenset[int]]
    parties: Sequence[bool]
    counts: float
    goods: Mapping[int, Sequence[tuple[int, int]]]  # the words that name them, by pair, where known

    @classmethod
    def of(cls, one: Lesson) -> Exercise:
        """What the network needs of a lesson."""
        signs = [key in one.signers for key in one.parties.own]
        return cls(one.page, one.outcomes, signs, one.counts, one.goods)


@dataclass(frozen=True)
class Task:
    """A batch: the sheet, what is right for its pairs and enterprises, and what each counts.

    ``asked``: the pairs whose goods are known; ``goods``: what each word of their texts does for them.
    """

    sheet: Sheet
    pairs: Any
    pairs_count: Any
    parties: Any
    parties_count: Any
    asked: Any
    goods: Any
    goods_count: Any


for kind in (Sheet, Task):
    jax.tree_util.register_dataclass(kind, [field.name for field in fields(kind)], [])


def vocabulary(pages: Iterable[Page]) -> Mapping[str, int]:
    """The words that some passages hold, and in how many."""
    times = Counter(word for page in pages for word in set(page.words))
    return {UNKNOWN: 0} | {word: n for word, n in sorted(times.items()) if n >= _OFTEN}


def initial(words: int, kinds: int, rng: Rng) -> dict[str, np.ndarray]:
    """Weights before anything is learned."""
    shapes: dict[str, tuple[int, ...]] = {"in": (_WORD, _SIZE)}
    shapes |= {f"mix{n}": (3 * _SIZE, 2 * _SIZE) for n in range(len(GAPS))}
    shapes |= {f"tell{n}": (2 * _SIZE, _SIZE) for n in TOLD}
    shapes |= {"pair in": (7 * _SIZE + 16, _HIDDEN), "pair out": (_HIDDEN, len(OUTCOMES))}
    shapes |= {"party in": (2 * _SIZE, _WORD), "party out": (_WORD, 1)}
    shapes |= {"goods in": (7 * _SIZE + 16, _SIZE), "goods out": (2 * _SIZE, len(GOODS))}
    found = {name: rng.uniform(-1, 1, shape) / shape[0] ** 0.5 for name, shape in shapes.items()}
    for name, size in (("words", words + 1), ("sides", 4), ("firsts", 3), ("kinds", kinds), ("steps", STEPS)):
        wide = 16 if name == "steps" else _WORD
        found[name] = rng.normal(0, 1 if name == "words" else 0.5, (size, wide))
    for n in range(len(GAPS)):
        found |= {f"scale{n}": np.ones(_SIZE), f"shift{n}": np.zeros(_SIZE)}
        found |= {f"mix{n} bias": np.zeros(2 * _SIZE)}
    found |= {f"tell{n} bias": np.zeros(_SIZE) for n in TOLD}
    found |= {f"from {end}": rng.normal(0, 0.5, (2 * FAR + 1, _SIZE)) for end in ("first", "last")}
    found |= {"goods bias": np.zeros(_SIZE), "goods out bias": np.array([2.0, -2.0, -2.0])}
    for what, size, out in (("pair", _HIDDEN, len(OUTCOMES)), ("party", _WORD, 1)):
        found |= {f"{what} bias": np.zeros(size), f"{what} out bias": np.zeros(out)}
    return found


def task_of(given: Sequence[Exercise], ids: Mapping[str, int]) -> Task:
    """A batch, filled up with nothing to one of a few sizes, for each of which JAX compiles anew."""
    wide = max(len(one.page.words) for one in given)
    empty = [Page((), (), (), (), (), (), ())] * (_BATCH - len(given))
    sheet = sheet_of([*(one.page for one in given), *empty], ids, wide + -wide % _WIDE)
    long = {"spots": _FIRMS, "texts": _FIRMS, "pairs": _PAIRS, "places": _PAIRS, "steps": _PAIRS}
    sheet = replace(sheet, **{name: _filled(getattr(sheet, name), step) for name, step in long.items()})
    firms = [(one, float(signs)) for one in given for signs in one.parties]
    pairs = [(one, right) for one in given for right in one.outcomes]
    asked, bought, words = _goods_of(given, sheet.words.shape[1])
    return Task(
        sheet,
        _filled([[n in right for n in range(len(OUTCOMES))] for _, right in pairs], _PAIRS),
        _filled([_counts(one) * (1 if right == NO_PAIR else _PAIR) for one, right in pairs], _PAIRS),
        _filled([signs for _, signs in firms], _FIRMS),
        _filled([one.counts * _PARTY / len(one.parties) ** 0.5 for one, _ in firms], _FIRMS),
        _filled(asked, _ASKED),
        _filled(bought, _ASKED),
        _filled(words, _ASKED),
    )


def _goods_of(given: Sequence[Exercise], wide: int) -> tuple[Any, Any, Any]:
    """The pairs whose goods are known, what each word does for them, and what it counts."""
    asked, bought, counts, pairs = [], [], [], 0
    for one in given:
        for pair, phrases in one.goods.items():
            does = np.zeros(wide, np.int32)
            for first, last in phrases:
                does[first], does[first + 1 : last + 1] = GOODS.index("begin"), GOODS.index("go on")
            asked.append(pairs + pair)
            bought.append(does)
            counts.append(np.where(np.arange(wide) < len(one.page.words), one.counts * _BOUGHT, 0))
        pairs += len(one.outcomes)
    return (
        np.array(asked, np.int32),
        np.array(bought, np.int32).reshape(-1, wide),
        np.array(counts, np.float32).reshape(-1, wide),
    )


def _counts(one: Exercise) -> float:
    """What a pair of a passage counts: the less, the more there are, but all of many more than all of few."""
    return one.counts / float(len(one.outcomes)) ** 0.5


def _filled(values: Any, step: int) -> Any:
    values = np.asarray(values)
    return np.pad(values, [(0, -len(values) % step), *[(0, 0)] * (values.ndim - 1)])


def loss(known: Params, task: Task, key: jax.Array) -> jax.Array:
    """How far the verdicts are from what is right (cross entropy)."""
    told = heard(known, task.sheet, jnp, _dropping(key))
    right = jax.nn.logsumexp(jnp.where(task.pairs, told.outcomes, _NEVER), axis=-1)
    own = jax.nn.logsumexp(told.outcomes, axis=-1) - right
    party = optax.sigmoid_binary_cross_entropy(told.parties, task.parties)
    does = goods_named(known, task.sheet, told, task.asked, jnp)
    bought = optax.softmax_cross_entropy_with_integer_labels(does, task.goods)
    total = (own * task.pairs_count).sum() + (party * task.parties_count).sum()
    return (total + (bought * task.goods_count).sum()) / _BATCH


def _dropping(key: jax.Array) -> Drop:
    numbers = count()

    def drop(h: jax.Array) -> jax.Array:
        kept = jax.random.bernoulli(jax.random.fold_in(key, next(numbers)), 1 - _DROP, h.shape)
        return jnp.where(kept, h / (1 - _DROP), 0)

    return drop


def learned(given: Sequence[Exercise], words: Mapping[str, int], seed: int, rounds: int = _ROUNDS) -> Weights:
    """The weights of one network; ``words`` with how many passages hold each."""
    rng = np.random.default_rng(seed)
    ids = numbered(words)
    steps = rounds * -(-len(given) // _BATCH)
    rule = optax.chain(
        optax.clip_by_global_norm(1.0),
        optax.adamw(optax.cosine_onecycle_schedule(steps, _STEP, 0.3), weight_decay=_DECAY),
    )
    kinds = len(CUES)
    known: Params = {k: jnp.asarray(v, jnp.float32) for k, v in initial(len(ids), kinds, rng).items()}
    state = rule.init(known)

    @jax.jit
    def step(known: Params, state: Any, task: Task, key: jax.Array) -> tuple[Params, Any, jax.Array]:
        far, slope = jax.value_and_grad(loss)(known, task, key)
        change, state = rule.update(slope, state, known)
        return optax.apply_updates(known, change), state, far

    rare = _rarity(words)
    for turn in range(rounds):
        far = []
        for batch in _batches(given, rng):
            task = _without_some(task_of(batch, ids), rare, rng)
            known, state, one = step(known, state, task, jax.random.key(int(rng.integers(2**31))))
            far.append(float(one))
        print(f"seed {seed} round {turn + 1} loss {sum(far) / len(far):.3f}", flush=True)
    return {name: np.asarray(array) for name, array in known.items()}


def _batches(given: Sequence[Exercise], rng: Rng) -> Iterator[Sequence[Exercise]]:
    """Passages about as long as each other, in an order of chance."""
    order = sorted(given, key=lambda one: len(one.page.words) // 20 + 3 * rng.random())
    starts = list(range(0, len(order), _BATCH))
    rng.shuffle(starts)
    return (order[n : n + _BATCH] for n in starts)


def _rarity(words: Mapping[str, int]) -> np.ndarray:
    """How often each word is left out: the rarer, the more; none that stands for an enterprise."""
    shares = [0.0, 0.0, *(0.05 + _RARE * 3 / (3 + n) for word, n in words.items() if word != UNKNOWN)]
    ids = numbered(words)
    shares[ids[FIRM]] = 0.0
    return np.array(shares)


def _without_some(task: Task, rare: np.ndarray, rng: Rng) -> Task:
    words = task.sheet.words
    gone = rng.random(words.shape) < rare[words]
    return replace(task, sheet=replace(task.sheet, words=np.where(gone, 1, words).astype(np.int32)))


def likelihoods(one: Exercise, ids: Mapping[str, int], networks: Sequence[Weights]) -> list[float]:
    """How likely each pair of a passage is, by the mean of some networks."""
    return [likelihood(read.odds) for read in verdicts([one.page], ids, networks)]


def stored(words: Mapping[str, int], networks: Sequence[Weights]) -> bytes:
    """The words and the weights, half as exact as learned."""
    file = io.BytesIO()
    arrays = {f"{n} {k}": a.astype(np.float16) for n, known in enumerate(networks) for k, a in known.items()}
    arrays["vocabulary"] = np.frombuffer("\0".join(words).encode("utf-8"), np.uint8)
    np.savez_compressed(file, **arrays)
    return file.getvalue()


def cross(given: Sequence[Lesson], hands: Collection[str]) -> Counter[str]:
    """Right, wrong and missed candidates of some hands, by one network that learned from the others."""
    known = _exercises(one for one in given if one.hand not in hands)
    words = vocabulary(one.page for one in known)
    networks = [learned(known, words, _SEEDS[0])]
    ids = numbered(words)
    counts: Counter[str] = Counter()
    for one in _exercises(one for one in given if one.hand in hands):
        for p, outcome in zip(likelihoods(one, ids, networks), one.outcomes, strict=True):
            pair, likely = outcome != NO_PAIR, p >= 0.5
            counts["right" if pair and likely else "wrong" if likely else "missed"] += pair or likely
    return counts


def _exercises(given: Iterable[Lesson]) -> list[Exercise]:
    return [Exercise.of(one) for one in given if one.outcomes]


def write(given: Sequence[Lesson]) -> None:
    """Learn, and keep the weights; each network in a process of its own."""
    exercises = _exercises(given)
    words = vocabulary(one.page for one in exercises)
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as workers:
        networks = list(workers.map(learned, repeat(exercises), repeat(words), _SEEDS))
    FILE.write_bytes(stored(words, networks))
