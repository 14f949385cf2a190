"""Who of a pair buys: the verb, what is known and said of the two, and the heading above them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from graph.text import Text
from loaders.article import relations, roles
from loaders.article.discourse import Article, Found
from loaders.article.gist import FIRM
from loaders.article.pairs import Key, key_of

_FDI_FIRST = re.compile(
    r"(?:bên mua|fdi)\s*[–—|-]\s*(?:bên bán|nhà cung|doanh nghiệp|dn|công ty)|fdi[^\ue000;]{0,60}\b(?:với"
    r"|và|and"
    r"|with)\b[^\ue000;]{0,40}(?:trong nước|việt|nội|domestic|local|vietnamese|hỗ trợ)"
    r"|buyer\s*[–—-]\s*(?:seller|supplier)"
)
_SUPPLIER_FIRST = re.compile(
    r"(?:bên bán|nhà cung cấp|bên cung cấp|trong nước|việt nam)\s*[–—|-]\s*(?:bên mua|(?:doanh nghiệp"
    r"|dn) fdi)|(?:seller|supplier)\s*[–—-]\s*buyer"
    r"|(?:trong nước|việt nam|domestic|local|vietnamese)[^\ue000;]{0,40}\b(?:với|và|and"
    r"|with)\b[^\ue000;]{0,40}(?:fdi|foreign)"
)


def _heading(article: Article, item: Found) -> str:
    """The sentence of a signing; of a row also the four above it, and the head of its table."""
    first = max(0, item.number - 4) if item.statement.rule == "row" else item.number
    head = [g.text for g in article.gists[max(0, first - 60) : first] if "|" in g.text and FIRM not in g.text]
    return " ".join([*head[-1:], *(g.text for g in article.gists[first : item.number + 1])])


_SIDES = 0.5  # what the reasons for either side count against the odds of the network, which hears them, too
_TOLD, _HEARD = 8.0, 6.0  # what the verb counts, and the most that the network does


def lean(
    article: Article, item: Found, sides: Mapping[str, roles.Side], heard: tuple[Key, float] | None = None
) -> tuple[float, list[Text]]:
    """How much speaks for the first of the two being the buyer (negative: the second).

    ``heard``: one of the two, and the log odds that it buys, by the network.
    """
    one, two = sides[item.one.name], sides[item.two.name]
    lean, why = _SIDES * (one.score - two.score), [*one.reasons, *two.reasons]
    told = item.statement.buyer or relations.buyer_told(item.gist, item.one.name, item.two.name)
    if told:
        lean += _TOLD if told == "left" else -_TOLD
        why.insert(0, Text("động từ cho biết bên mua", "the verb tells who buys"))
    above = _heading(article, item)
    if _FDI_FIRST.search(above):
        lean, why = lean + 2.5, [*why, Text("tiêu đề: FDI trước", "the heading puts the FDI side first")]
    elif _SUPPLIER_FIRST.search(above):
        lean, why = (
            lean - 2.5,
            [*why, Text("tiêu đề: nhà cung cấp trước", "the heading puts the supplier first")],
        )
    if item.statement.rule in ("with", "between") and len(item.statement.right) > 2:
        lean += 1
    if heard:
        key, buys = heard
        lean += max(-_HEARD, min(_HEARD, buys)) * (1 if key == key_of(item.one.name) else -1)
        if abs(buys) > 1:
            why = [*why, Text("cách kể cho thấy bên mua", "the way it is told points to the buyer")]
    return lean, why
