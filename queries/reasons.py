"""Which reasons carry a match, and what would change if what is missing were there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from graph.text import Text
from graph.view import node_key
from queries.matches import SignalScore, Would
from queries.signals import SIGNALS, Query
from queries.signals.product import sentence
from queries.signals.record import held, required

if TYPE_CHECKING:
    from queries.ranking import Scores

Allowed = npt.NDArray[np.bool_]

_CARRIES = 0.8  # of the score: the reasons named are as many as make up this share
_FEWEST, _MOST = 2, 3
_AT = {signal.name: i for i, signal in enumerate(SIGNALS)}


def carrying(signals: Sequence[SignalScore]) -> list[SignalScore]:
    """The two or three signals that make up most of the score, the weightiest first."""
    known = sorted((s for s in signals if s.contribution > 0), key=lambda s: -s.contribution)
    total, found = sum(s.contribution for s in known), list[SignalScore]()
    for s in known[:_MOST]:
        if len(found) < _FEWEST or sum(f.contribution for f in found) < _CARRIES * total:
            found.append(s)
    return found


def because(query: Query, supplier: int, signals: Sequence[SignalScore]) -> Text:
    """The reasons that carry a match, in one sentence, each with its share of the score."""
    total = sum(s.contribution for s in signals)
    parts = []
    for s in carrying(signals):
        said, share = _briefly(query, supplier, s), f"{s.contribution / total:.0%}"
        parts.append(Text(f"{s.label.vi} ({share}): {said.vi}", f"{s.label.en} ({share}): {said.en}"))
    if not parts:
        return Text("chưa có gì được biết nói lên sự phù hợp", "nothing is known that speaks for a fit")
    return Text("điểm chủ yếu nhờ ", "scores mostly for ") + Text.join(parts)


def _briefly(query: Query, supplier: int, signal: SignalScore) -> Text:
    """What a signal says; of the products only the one that answers most."""
    found = query.hits.by(supplier) if signal.name == "product" else []
    return sentence(query, supplier, found[0][0], found[0][2]) if found else signal.sentence


# --- what is missing --------------------------------------------------------------


def would(query: Query, scores: Scores, supplier: int, allowed: Allowed | None) -> tuple[Would, ...]:
    """What score and rank a supplier would have if what is required and not on file were there.

    Exact, as nothing else depends on it: each certificate alone, all together, and capacity for the
    whole volume where the supplier makes what a volume is stated of. ``allowed`` are those it is ranked
    among; without them ranks are left out.
    """
    now = scores.rank(supplier, allowed)
    found = []
    for signal, value, what in (*_certificates(query, supplier), *_capacity(query, supplier)):
        at = _AT[signal]
        if float(scores.by_signal[at, supplier]) != value:
            total, exact = scores.with_signal(at, supplier, value)
            found.append(Would(what, total, now, scores.rank(supplier, allowed, (total, exact))))
    return tuple(found)


def _certificates(query: Query, supplier: int) -> Iterable[tuple[str, float, Text]]:
    """The share of the required certificates with one more that is valid, and with all of them."""
    wanted, on_file = required(query), held(query, supplier)
    lacking = [s for s in wanted if not on_file.get(s, (False,))[0]]
    names = [query.index.label(node_key("Standard", s)) for s in lacking]
    for name in names:
        value = (len(wanted) - len(lacking) + 1) / len(wanted)
        yield "standards", value, Text(f"có {name.vi} trong hồ sơ", f"with {name.en} on file")
    if len(lacking) > 1:
        both = Text.join(names, ", ")
        yield "standards", 1.0, Text(f"có cả {both.vi} trong hồ sơ", f"with {both.en} on file")


def _capacity(query: Query, supplier: int) -> Iterable[tuple[str, float, Text]]:
    """Capacity for the whole volume, where one is stated of something that the supplier makes."""
    index = query.index
    needs, made = index.rows["NEEDS"], index.rows["MAKES"]
    makes = {int(made.target[row]) for row in index.rows_of("MAKES", supplier)}
    wanted = {n.product for n in query.needs} & makes
    for row in index.rows_of("NEEDS", query.buyer):
        volume, unit = needs.columns["volume"][row], needs.columns["unit"][row]
        if int(needs.target[row]) in wanted and volume and unit:
            much = f"{volume:g} {unit}"
            yield "capacity", 1.0, Text(f"có công suất {much}", f"with a capacity of {much}")
            return
