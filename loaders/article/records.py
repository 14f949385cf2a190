"""Lists whose lines name the sides: ``Bên mua: A; bên bán: B; sản phẩm: …``, one record after another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from loaders.article.clauses import Context, Statement
from loaders.article.gist import Gist
from loaders.article.phrases import PAPER, SIGNING, unreal
from loaders.article.sentences import Sentence

_WHO = r"(?:bên|đơn vị|doanh nghiệp|dn|phía|công ty)"
_BUYER = (
    rf"(?:(?:{_WHO} )?(?:mua(?: hàng)?|đặt hàng|tiêu thụ|fdi)|khách hàng"
    r"|bên mời thầu|chủ đầu tư|bên a|party a|buyer|purchaser|customer|fdi (?:firm|side))"
)
_SELLER = (
    rf"(?:(?:{_WHO} |nhà )(?:bán(?: hàng)?|cung (?:cấp|ứng)|sản xuất|trong nước|việt(?: nam)?|nội địa)"
    r"|(?:đơn vị|nhà thầu|nhà cung cấp) trúng thầu|bên b|party b|supplier|seller|vendor|domestic (?:firm"
    r"|side))"
)
_LABEL = re.compile(
    rf"(?<![^\W_])(?:(?P<buyer>{_BUYER})|(?P<seller>{_SELLER}))\s*(?:\([^)]*\)\s*)?[:–—]\s*(?P<firm>\ue000)"
)
_LINE = re.compile(r"\s*(?:\(?\d{1,3}[.)]\s*|[-•*+–]\s*)?(?P<label>[^\W\d_][^:;.\n]{1,28}):\s", re.IGNORECASE)
_SIDE = re.compile(rf"(?:{_BUYER}|{_SELLER})$")


def merged(text: str, sentences: list[Sentence]) -> Iterator[Sentence]:
    """The sentences, with the lines of one record put together."""
    pending: Sentence | None = None
    labels: set[str] = set()
    for sentence in sentences:
        match = _LINE.match(text, sentence.start, sentence.end)
        label = match["label"].strip().lower() if match else ""
        goes_on = pending is not None and label and label not in labels and sentence.block == pending.block
        if pending is not None and goes_on:
            labels.add(label)
            pending = replace(pending, end=sentence.end)
            continue
        if pending is not None:
            yield pending
        pending, labels = (sentence, {label}) if _SIDE.match(label) else (None, set())
        if pending is None:
            yield sentence
    if pending is not None:
        yield pending


def record(gist: Gist, context: Context) -> list[Statement]:
    """A record that names a buyer and a supplier, under a heading or with a paper that was signed."""
    found = {
        ("buyer" if m["buyer"] else "seller"): gist.index(m.start("firm")) for m in _LABEL.finditer(gist.text)
    }
    signing = SIGNING.search(gist.text) or PAPER.search(gist.text)
    if len(found) < 2 or not (signing or context.signing or context.pending):
        return []
    at = signing.start() if signing else 0
    last = max(m.end() for m in _LABEL.finditer(gist.text))
    problem = unreal(gist.text[last:], "") or (context.problem if not signing else None)
    return [Statement((found["buyer"],), (found["seller"],), "record", at, "left", problem)]
