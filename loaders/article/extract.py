"""``extract_mous``: the text of an article becomes proposed pairs with their sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

import pandas as pd

from graph.names import parse_name
from graph.text import fold
from loaders.article import roles
from loaders.article.discourse import Article, Found
from loaders.article.judge import PROPOSED, Grouped, grouped, judged
from loaders.article.names import own_words
from loaders.article.proposed import COLUMNS, Reading, Row

__all__ = ["COLUMNS", "PROPOSED", "extract_mous"]

Known: TypeAlias = Mapping[str, str] | pd.DataFrame | None


def extract_mous(text: str, *, published_on: str | None = None, known: Known = None) -> pd.DataFrame:
    """The pairs of buyer and supplier that ``text`` says have signed, one row a pair.

    ``published_on`` (ISO) is the day of the article: "today" and days without
    a year are read from it. ``known`` is the store's Enterprise table (or name
    → ownership) and helps to tell who buys. ``start`` and ``end`` are the
    place of the sentence in ``text``. ``decided`` is false where nothing tells
    who buys: the two then stand in order of mention. A row with a confidence
    below 0.5 is a near case (a plan, another kind of paper) with no stage.

    >>> found = extract_mous("Công ty TNHH Heesung ký MOU với Công ty CP Vân Long.")
    >>> found[["buyer", "supplier", "stage"]].values.tolist()
    [['Công ty TNHH Heesung', 'Công ty CP Vân Long', 'mou']]
    """
    article = Article(text)
    items, sides = read_statements(article, known)
    verdicts = judged(article, items, sides)
    reading = Reading(article, sides, published_on)
    rows = []
    for pair in dict.fromkeys([*items, *verdicts]):
        if pair in items or verdicts[pair].likelihood >= PROPOSED:
            rows.append(reading.row(items.get(pair, ()), verdicts[pair]))
    frame = pd.DataFrame(list(_told_once(rows)), columns=COLUMNS, dtype=object)
    return frame.sort_values(["start"], kind="stable", ignore_index=True)


def _told_once(rows: Sequence[Row]) -> Iterator[Row]:
    """The rows without those of a short form beside the same pair by the full name, which says so."""
    proposed: dict[object, list[Row]] = defaultdict(list)
    for row in rows:
        if row["stage"] is not None:
            for side in ("buyer", "supplier"):
                proposed[row[side]].append(row)
    for row in rows:
        near = [*proposed[row["buyer"]], *proposed[row["supplier"]]] if row["stage"] is not None else []
        named = ((other, _shortened(row, other)) for other in near)
        other, short = next((found for found in named if found[1]), (None, None))
        if other is None:
            yield row
        else:
            other["why"] = f"{other['why']}; cũng gọi là “{short}”"
            other["why_en"] = f"{other['why_en']}; also called “{short}”"


def _shortened(row: Row, other: Row) -> str | None:
    """Of two pairs that share one: the other of the first, if that of the second says it in more words."""
    for own, partner in (("buyer", "supplier"), ("supplier", "buyer")):
        for full, beside in (("buyer", "supplier"), ("supplier", "buyer")):
            short, long = str(row[own]), str(other[full])
            if row[partner] == other[beside] and not parse_name(short).form:
                words, more = ({fold(w) for w in own_words(name)} for name in (short, long))
                if words and words <= more and (len(words), len(short)) < (len(more), len(long)):
                    return short
    return None


def read_statements(article: Article, known: Known = None) -> tuple[Grouped, dict[str, roles.Side]]:
    """What the rules find of each pair, and what speaks for each enterprise being the buyer."""
    found = list(article.found())
    sides = _sides(article, _ownership(known))
    return grouped(i for i in found if _meant(i, sides)), sides


def _ownership(known: Known) -> dict[str, str]:
    """Ownership by name key and by core; a core that two share tells nothing."""
    if known is None:
        return {}
    if isinstance(known, pd.DataFrame):
        rows = [
            (name, owned)
            for _, row in known.iterrows()
            for name in (row.get("name"), row.get("name_en"), *(row.get("aliases") or ()))
            if isinstance(owned := row.get("ownership"), str) and isinstance(name, str)
        ]
    else:
        rows = list(known.items())
    found: dict[str, str] = {}
    for name, owned in rows:
        parts = parse_name(name)
        for key in (parts.key, parts.core):
            found[key] = owned if found.get(key, owned) == owned else ""
    return found


def _sides(article: Article, ownership: Mapping[str, str]) -> dict[str, roles.Side]:
    sides = {p.name: roles.Side() for gist in article.gists for p in gist.parties}
    for name, side in sides.items():
        roles.from_store(side, name, ownership)
        roles.from_name(side, name)
    roles.from_words(sides, article.gists)
    return sides


def _meant(item: Found, sides: Mapping[str, roles.Side]) -> bool:
    """Of three who sign together only pairs of a buyer and a supplier count; who those are, all decide."""
    if not item.statement.hub:
        return True
    names = {item.gist.parties[n].name for n in (*item.statement.left, *item.statement.right)}
    buyers = {n for n in names if roles.is_foreign(sides[n])}
    if not buyers or buyers == names:
        buyers = {item.gist.parties[item.statement.left[0]].name}
    return (item.one.name in buyers) != (item.two.name in buyers)
