"""What a signing is about, in the words of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.article.gist import FIRM, Gist

_LEAD = re.compile(
    r"(?<![^\W_])(?:(?:giao|cung cấp|cung ứng|bán|cấp) cho \ue000"
    r"|(?:supply|provide|supplying|providing) \ue000 with"
    r"|(?<!nhà )(?<!tác )(?<!chuỗi )(?<!sách )(?<!bên )(?:cung cấp|cung ứng|mua bán"
    r"|mua(?! hàng| lại)|bán|đặt hàng|giao(?! thương| dịch| lưu)|sản xuất thử|đảm nhận|phụ trách|gia công"
    r"|về(?: việc)?(?: cung cấp| cung ứng| mua)?"
    r"|cấp(?! \d| mã| chứng)|lo|sản xuất(?! (?:thử|kinh doanh|và|phụ tùng ô tô)))"
    r"|nhà cung (?:cấp|ứng)(?: (?:cấp|trực tiếp|chính thức|chiến lược|độc quyền|\d|i{1,3}|một|hai))*"
    r"|(?:với|có)? ?(?:các )?(?:sản phẩm|mặt hàng|hạng mục)(?: (?:là|gồm))?:?|lô hàng (?:thử nghiệm|thử"
    r"|mẫu)|(?:tiếp nhận|nhận|giao) lô"
    r"|supply(?: of)?(?! (?:agreement|contract|chain|deal|arrangement))|supplying|delivering|deliver(?:y"
    r"|ies) of"
    r"|deliver(?! y)|covering|covers?|purchase(?: of)?(?! (?:order|contract|agreement|deal))|buy|buying"
    r"|supplies|supplied|shipping|ships?|sell|selling|sourc(?:e|es|ing)|procure"
    r"|providing|provide|producing|produce|manufactur(?:e|ing)|make|making|supplier of|vendor of"
    r"|for|lots? of)\s+(?=[^\W_])"
)
_AMOUNT = re.compile(
    r"^(?:(?:khoảng|hơn|gần|about|over|some|ít nhất|tối thiểu|at least|phần|up to|lô|the|a|an|các|những"
    r"|its|first|đầu tiên"
    r"|loại|hàng thử|hàng mẫu|thử|mẫu(?: lần \w+)?)\s+)*(?:[\d.,]+\s*%?\s*)?(?:(?:triệu|nghìn|ngàn|tỷ|vạn"
    r"|million|thousand"
    r"|mã)\s*)?"
    r"(?:(?:bộ(?! dây| phận)|chiếc|cái|tấn|chi tiết(?= (?:nắp|vỏ|khung|trục))|sản phẩm(?= \w)|units? of"
    r"|tonnes of|sets of|pieces of)\s+)?"
)
_STOP = re.compile(
    r"[\ue000\ue001;:()“”\"–—|]|\.(?!\d)|,? ?(?<![\w-])(?:cho|với|tại|từ|trong|theo|trị giá|vào|ngày|giữa"
    r"|phục vụ|dùng"
    r"|mỗi năm|mỗi tháng|hôm|bên lề|của|để|nhằm|được|đã|thời hạn|kể|có|là|bởi|dưới|do|thêm|còn|khi|sang"
    r"|gồm|trước|effective|đầu tiên|thử nghiệm"
    r"|to|with|from|at|on|worth|under|between|by|over|starting|beginning|per|used|while|which|were|a year"
    r"|(?<!mực )(?<!nhãn )(?<!máy )(?<!tem )(?<!khuôn )(?<!giấy )in|of the|for"
    r"|was|is|the first|valued|who|that|each|had|has|have|will|when|where|across|as|before|after|until|next"
    r"|annually|through|into|if|(?:và|and) (?:will|sẽ|expects?|plans?))(?![\w-])"
)
_NO_PRODUCT = re.compile(
    r"^(?:the |this |these |việc|hợp tác|sản phẩm$|nhà |các|chuỗi|\d|\W|hợp đồng|two|three|five|one |what"
    r"|them$|it$"
    r"|an? (?:undisclosed|initial|period|further|total)|(?:\w+ )?(?:years?|months?|weeks?)(?![^\W_])|its"
    r"|their|cấp \d|cấp$|hàng$"
    r"|đối tác"
    r"|dài hạn|lâu dài|thường xuyên|thay thế|vướng mắc|nội địa|việt|trong nước|đầu tiên|khác|mới"
    r"|tiềm năng|doanh nghiệp|công ty|phát triển"
    r"|thử$|mẫu$|năm |tháng |ngày |quý |contracts?$|orders?$|hai |ba |nhau|each other|domestic|local"
    r"|foreign|first|more|export|supply|production|thương )"
)
_BEFORE = re.compile(
    r"(?:^|[.,;] )(?P<goods>[^\W\d_][^.,;:\ue000\ue001]{2,40}?)(?: worth \S+(?: \w+)?| trị giá [^,]{1,20})?"
    r" (?:will be|to be|are to be|sẽ được) (?:supplied|shipped|delivered|sourced|made|cung cấp|giao"
    r"|cung ứng)(?![^\W_])"
    r"|(?:with|,) (?P<goods2>[^\W\d_][^.,;:\ue000\ue001]{2,40}?) to be (?:supplied|shipped|delivered"
    r"|sourced|made)\b"
)
_NOT_GOODS = re.compile(
    r"kcn|khu|cụm|tỉnh|hà nội|hải phòng|%|vốn|\d{4}|\d/\d|gọi|viết|:|\bfdi\b|province|city|park|nhân lực"
    r"|đào tạo"
)


@dataclass(frozen=True, slots=True)
class Goods:
    """A product in a text: where its words stand."""

    start: int
    end: int


def phrases(text: str, first: int = 0) -> tuple[Goods, ...]:
    """The products named in a text in lower case, from ``first`` on.

    >>> text = "ký mou cung cấp bánh răng nhựa, khay giấy cho dòng máy in"
    >>> [text[g.start : g.end] for g in phrases(text)]
    ['bánh răng nhựa', 'khay giấy']
    """
    for lead in _LEAD.finditer(text, first):
        stop = _STOP.search(text, lead.end(), lead.end() + 120)
        found = _listed(text, lead.end(), stop.start() if stop else min(len(text), lead.end() + 120))
        if found:
            return found
    return ()


def _listed(text: str, start: int, end: int) -> tuple[Goods, ...]:
    parts, at = list[Goods](), start
    for joint in [*re.finditer(r",\s*(?:và |and )?|\s+(?:và|and)\s+", text[start:end]), None]:
        stop = start + joint.start() if joint else end
        parts.append(_cleaned(text, at, stop))
        at = start + joint.end() if joint else end
    parts = [g for g in parts if g.end > g.start]
    kept = [g for g in parts if 2 < g.end - g.start < 50 and not _NO_PRODUCT.match(text[g.start : g.end])]
    return (
        tuple(kept) if len(kept) == len(parts) else tuple(kept[:1] if parts and kept[:1] == parts[:1] else ())
    )


def _cleaned(text: str, start: int, end: int) -> Goods:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    amount = _AMOUNT.match(text[start:end])
    start += amount.end() if amount else 0
    words = text[start:end]
    start += len(words) - len(words.lstrip(" ,'’"))
    return Goods(start, start + len(text[start:end].rstrip(" ,'’")))


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose products: of ``supplier``, one of ``group`` that signed ``at`` a place of ``gist``.

    ``signers`` are the names on both sides.
    """

    gist: Gist
    following: Gist | None
    supplier: str
    group: tuple[str, ...]
    signers: frozenset[str]
    at: int
    listed: bool

    @property
    def clause(self) -> tuple[int, int]:
        """The bounds of the clause of signing."""
        stop = self.gist.text.find(";", self.at)
        return self.gist.text.rfind(";", 0, self.at) + 1, stop if stop >= 0 else len(self.gist.text)


def of_pair(asked: Asked, original: str) -> tuple[str, ...]:
    """The products of a signing, as ``original`` writes them: those nearest to the supplier first.

    They stand in brackets after the supplier, after its name in a list
    ("A – B: khay nhựa"), in what it will deliver, or in the words of the signing.
    """
    for party in asked.gist.parties:
        if party.name == asked.supplier:
            for note in party.notes:
                if note[:1].islower() and not _NOT_GOODS.search(note.lower()):
                    return tuple(note[g.start : g.end] for g in _listed(note.lower(), 0, len(note)))
    for place, found in _candidates(asked):
        if found:
            found = _shared_out(place, found, asked)
            return tuple(original[place.at[g.start] : place.at[g.end - 1] + 1] for g in found)
    return ()


def _candidates(asked: Asked) -> Iterator[tuple[Gist, tuple[Goods, ...]]]:
    gist, following, text = asked.gist, asked.following, asked.gist.text
    if asked.listed:
        yield gist, _after_colon(asked)
    yield gist, _delivered(gist, asked.supplier, asked.clause)
    yield gist, phrases(text[: asked.clause[1]], max(0, asked.at))
    if following is not None:
        yield following, _delivered(following, asked.supplier, (0, len(following.text)))
    yield gist, phrases(text[: asked.clause[1]], asked.clause[0])
    yield gist, phrases(text)
    theirs = following is not None and {p.name for p in following.parties} <= asked.signers
    if following is not None and theirs and not _ASIDE.search(following.text):
        yield following, phrases(following.text[:200])
    if as_a := _AS_A.search(text, max(0, asked.at - 60)):
        yield gist, _listed(text, as_a.start(1), as_a.end(1))
    for place in (gist, following):
        if place is not None and (place is gist or theirs) and (match := _BEFORE.search(place.text)):
            name = "goods" if match["goods"] else "goods2"
            yield place, _listed(place.text, match.start(name), match.end(name))


# "appointed B as an approved mould supplier"
_AS_A = re.compile(
    r"\bas (?:an?|its|the|their)? ?(?:(?:approved|official|sole|exclusive|preferred|direct|new"
    r"|tier[- ]?\w+|main"
    r"|first|second|third|local|vietnamese|domestic|strategic|certified|qualified|primary|key) )*"
    r"([a-z][a-z -]{2,30}?) (?:supplier|vendor)s?\b"
)
_ASIDE = re.compile(r"(?<![^\W_])(?:chuyên|specialis|trước đó|previously)")


def _after_colon(asked: Asked) -> tuple[Goods, ...]:
    """``A – B: khay nhựa``: what follows the supplier in a list."""
    text = asked.gist.text
    signs = [m.start() for m in re.finditer(FIRM, text)]
    for number, sign in enumerate(signs[: len(asked.gist.parties)]):
        tail = re.compile(r"\ue000\s*[:|]\s*(?=[^\W\d_])").match(text, sign)
        if asked.gist.parties[number].name == asked.supplier and tail:
            stop = _STOP.search(text, tail.end())
            return _listed(text, tail.end(), stop.start() if stop else len(text))
    return ()


def _delivered(gist: Gist, supplier: str, within: tuple[int, int]) -> tuple[Goods, ...]:
    """What the text says that this supplier will deliver."""
    for number, sign in enumerate(re.finditer(FIRM, gist.text)):
        if number >= len(gist.parties) or not within[0] <= sign.start() < within[1]:
            continue
        if gist.parties[number].name == supplier and (does := _WILL.match(gist.text, sign.start())):
            found = phrases(gist.text[: within[1]], does.end())
            if found:
                return found
    return ()


_WILL = re.compile(
    r"\ue000 (?:sẽ |will |is to |would |to |cam kết |lần lượt |là (?:đơn vị|bên|nhà) )*(?=(?:cung cấp"
    r"|cung ứng|cấp"
    r"|giao|bán|lo|sản xuất|supply|deliver|provide|make|produce)(?![^\W_]))"
)


def _shared_out(gist: Gist, found: tuple[Goods, ...], asked: Asked) -> tuple[Goods, ...]:
    """``B và C lần lượt cung cấp X và Y``: each supplier has its own."""
    if len(found) == len(asked.group) > 1 and re.search(
        r"(?<![^\W_])(?:lần lượt|respectively)(?![^\W_])", gist.text
    ):
        place = asked.group.index(asked.supplier)
        return found[place : place + 1]
    return found
