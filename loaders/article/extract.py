"""``extract_mous``: the text of an article becomes proposed pairs with their sentences."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import TypeAlias

import pandas as pd

from graph.names import parse_name
from graph.text import Text, fold, tidy
from loaders.article import phrases, products, relations, roles, when
from loaders.article.discourse import Article, Found
from loaders.article.gist import FIRM, Gist
from loaders.article.rows import headed
from loaders.article.topics import completed

_COLUMNS = """buyer supplier signed_on stage products event sentence start end confidence
why why_en decided buyer_owned supplier_owned"""
COLUMNS = _COLUMNS.split()
PROPOSED = 0.5  # from this confidence on a pair is proposed

Known: TypeAlias = Mapping[str, str] | pd.DataFrame | None

_BASE = {
    "between": (0.9, Text("lễ ký/văn bản giữa hai bên", "a signing between the two")),
    "with": (0.9, Text("bên này ký với bên kia", "one signed with the other")),
    "supply": (0.85, Text("trở thành nhà cung cấp hoặc nhận đơn hàng", "became supplier or got an order")),
    "handed": (0.85, Text("trao văn bản cho bên kia", "handed the paper to the other")),
    "record": (0.85, Text("danh sách ghi rõ bên mua, bên bán", "a list that names buyer and supplier")),
    "related": (
        0.75,
        Text("bên này cung cấp cho bên kia, văn bản đã ký", "one supplies the other, a paper is signed"),
    ),
    "together": (0.8, Text("hai bên cùng ký", "both signed together")),
    "both sides": (
        0.7,
        Text("“hai bên” ký, tên ở câu trước", "“the two sides” signed, names in the sentence before"),
    ),
    "told after": (
        0.6,
        Text("ký kết ở câu trước, tên ở câu này", "signed in the sentence before, names in this one"),
    ),
    "told before": (
        0.55,
        Text("ký kết ở câu này, bên kia nêu ở câu trước", "signed in this sentence, the other named before"),
    ),
    "row": (0.75, Text("dòng trong danh sách ký kết", "a row in a list of signings")),
    "two named": (
        0.55,
        Text("câu nói về ký kết có đúng hai doanh nghiệp", "a signing with just two enterprises named"),
    ),
}
_PROBLEMS = {
    "plan": Text("mới là dự định, chưa ký", "only planned, not signed"),
    "denied": Text("câu nói là chưa/không ký", "said not to be signed"),
    "cancelled": Text("đã hủy hoặc hoãn", "called off or put off"),
    "other": Text("nội dung không phải mua bán, cung ứng", "about something else than supply"),
}


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
    ownership = _ownership(known)
    best: dict[frozenset[str], dict[str, object]] = {}
    found = list(article.found())
    sides = _sides(article, ownership)
    for item in completed(article, found, sides):
        row = _row(article, item, sides, published_on)
        key = frozenset((_key(item.one.name), _key(item.two.name)))
        if len(key) == 2 and (not item.statement.hub or _spans(item, sides)):
            best[key] = _better(best[key], row) if key in best else row
    frame = pd.DataFrame(list(best.values()), columns=COLUMNS, dtype=object)
    return frame.sort_values(["start"], kind="stable", ignore_index=True)


def _better(one: dict[str, object], two: dict[str, object]) -> dict[str, object]:
    """Of two rows on one pair the surer, its gaps filled from the other."""
    first, second = (
        (one, two) if float(str(one["confidence"])) >= float(str(two["confidence"])) else (two, one)
    )
    if float(str(second["confidence"])) >= PROPOSED:
        for column in ("signed_on", "products", "event"):
            first[column] = first[column] or second[column]
    return first


def _key(name: str) -> str:
    return fold(parse_name(name).core)


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


def _lean(article: Article, item: Found, sides: Mapping[str, roles.Side]) -> tuple[float, list[Text]]:
    """How much speaks for the first of the two being the buyer (negative: the second)."""
    one, two = sides[item.one.name], sides[item.two.name]
    lean, why = one.score - two.score, [*one.reasons, *two.reasons]
    told = item.statement.buyer or relations.buyer_told(item.gist, item.one.name, item.two.name)
    if told:
        lean += 8 if told == "left" else -8
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
    return lean, why


def _row(
    article: Article, item: Found, sides: Mapping[str, roles.Side], published_on: str | None
) -> dict[str, object]:
    lean, reasons = _lean(article, item, sides)
    decided = abs(lean) >= 1.4
    buyer, supplier = (item.two, item.one) if decided and lean < 0 else (item.one, item.two)
    sentence = article.sentences[item.number]
    start, end = article.reading.place(sentence.start, sentence.end)
    problem = item.statement.problem
    confidence, why = _confidence(item, decided)
    near, around = _near(article, item)
    stage = None if confidence < PROPOSED else _stage(item, near, around)
    return {
        "buyer": tidy(buyer.name),
        "supplier": tidy(supplier.name),
        "signed_on": None if problem else when.signed_on(article, item, published_on),
        "stage": stage,
        "products": products.of_pair(_asked(article, item, supplier.name), article.text),
        "event": when.event_of(article, item.number),
        "sentence": unicodedata.normalize("NFC", article.text[sentence.start : sentence.end]),
        "start": start,
        "end": end,
        "confidence": round(confidence, 2),
        "why": Text.join([*why, *reasons[:4]]).vi,
        "why_en": Text.join([*why, *reasons[:4]]).en,
        "decided": decided,
        "buyer_owned": sides[buyer.name].owned,
        "supplier_owned": sides[supplier.name].owned,
    }


def _spans(item: Found, sides: Mapping[str, roles.Side]) -> bool:
    """Of three who sign together only pairs of a buyer and a supplier count; who those are, all decide."""
    names = {item.gist.parties[n].name for n in (*item.statement.left, *item.statement.right)}
    buyers = {n for n in names if roles.is_foreign(sides[n])}
    if not buyers or buyers == names:
        buyers = {item.gist.parties[item.statement.left[0]].name}
    return (item.one.name in buyers) != (item.two.name in buyers)


def _confidence(item: Found, decided: bool) -> tuple[float, list[Text]]:
    confidence, said = _BASE[item.statement.rule]
    why = [said]
    problem = item.statement.problem
    if problem:
        return (0.2 if problem in ("denied", "cancelled") else 0.3), [*why, _PROBLEMS[problem]]
    if item.one.pronoun or item.two.pronoun:
        confidence -= 0.15
        why.append(Text("một bên chỉ được nhắc bằng đại từ", "one of them is only a pronoun here"))
    if "weak" in (item.one.mention.kind, item.two.mention.kind):
        confidence -= 0.15
        why.append(Text("tên không có loại hình", "a name without legal form"))
    if not decided:
        confidence -= 0.2
        why.append(Text("chưa rõ bên nào mua", "who buys is not decided"))
    return max(PROPOSED, confidence), why


def _near(article: Article, item: Found) -> tuple[str, str]:
    """The words of the clause of signing, and the whole sentence."""
    text, at = item.gist.text, item.statement.at
    clause = text.rfind(";", 0, at) + 1
    stop = text.find(";", at)
    stop = len(text) if stop < 0 else stop
    near = text[clause:stop]
    if not phrases.PAPER.search(near):
        near = text
    if item.statement.rule == "related" and (following := _following(article, item.number)):
        near += " " + following.text if relations.confirms(following) else ""
    if item.statement.rule == "row" and headed(item.gist):
        return text.partition(":")[0], text
    if item.statement.rule in ("row", "both sides", "told after", "told before") or not phrases.PAPER.search(
        near
    ):
        near = " ".join(g.text for g in article.gists[max(0, item.number - 3) : item.number]) + " " + near
    return near, text


def _stage(item: Found, near: str, around: str) -> str:
    status = item.statement.rule in ("two named", "both sides", "told after", "told before", "with")
    status = status and not (phrases.PAPER.search(near) or phrases.SIGNING.search(near))
    if item.statement.rule == "supply" or status:
        if phrases.TRIAL.search(near):
            return "trial"
        if phrases.ENDED.search(around):
            return "ended"
        paper = phrases.MEMO if phrases.SIGNING.search(around) else phrases.MEMORANDUM
        memo = paper.search(around) and not phrases.CONTRACT.search(around)
        return "mou" if memo else "contract"
    return phrases.stage_of(near, around)


def _asked(article: Article, item: Found, supplier: str) -> products.Asked:
    statement, parties = item.statement, item.gist.parties
    sides = [tuple(parties[n].name for n in side) for side in (statement.left, statement.right)]
    group = next((side for side in sides if supplier in side), (supplier,))
    following = _following(article, item.number)
    listed = statement.rule in ("row", "record")
    signers = frozenset(sides[0] + sides[1])
    carried = (
        statement.rule in ("told before", "told after")
        or item.one.mention.start < article.sentences[item.number].start
    )
    before = article.gists[item.number - 1] if carried and item.number else None
    return products.Asked(item.gist, following, before, supplier, group, signers, statement.at, listed)


def _following(article: Article, number: int) -> Gist | None:
    return article.gists[number + 1] if number + 1 < len(article.gists) else None
