"""Which of two enterprises is the buyer: from the store, the words around them, their names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from graph.names import parse_name
from graph.text import Text
from loaders.article import vocabulary as words
from loaders.article.gist import FIRM, Gist
from loaders.article.names import TOKEN, own_words

_COUNTRY = rf"(?:{words.COUNTRY_WORDS})"
_FDI_BEFORE = re.compile(
    rf"(?:(?:doanh nghiệp|dn|công ty|nhà máy|khách hàng|đối tác|tập đoàn|hãng|nhà đầu tư|bên mua"
    rf"|ông lớn)(?: [^\W\d]+){{0,4}} (?:fdi|nước ngoài|đa quốc gia|{_COUNTRY})"
    rf"|fdi|{_COUNTRY}(?:[-–](?:invested|owned|based|backed|funded))?|{_COUNTRY}(?:'s|’s)"
    rf"|foreign(?:-invested|-owned)?|multinational|hãng xe|tập đoàn(?: toàn cầu)?"
    rf"|(?:{_COUNTRY}) (?:group|firm|company|giant|manufacturer|maker|investor|plant|buyer|automaker"
    rf"|carmaker)s?)(?: plants?)?(?: là| gồm| [-–—])?[\s:,\"“–—-]*$"
)
_DOMESTIC_BEFORE = re.compile(
    r"(?:(?:doanh nghiệp|dn|nhà cung (?:cấp|ứng)|công ty|đối tác"
    r"|nhà sản xuất)(?: [^\W\d]+){0,3} (?:việt(?: nam)?|nội|trong nước|nội địa|địa phương)"
    r"|nhà cung (?:cấp|ứng)(?: [^\W\d]+){0,3}|vietnamese (?:firms?|suppliers?|company|companies"
    r"|manufacturers?|makers?|enterprises?)|(?:local|domestic) (?:[^\W\d]+ )?(?:firms?|suppliers?"
    r"|company|companies"
    r"|manufacturers?|enterprises?)|suppliers?|vietnam's|cnht)(?: (?:là|gồm|including|are))?[\s:,\"“–—-]*$"
)
_FDI_AFTER = re.compile(
    rf"^\s*(?:,|–|-|—|là|is|\()?\s*(?:[^\W\d]+ ){{0,5}}(?:100\s?% vốn"
    rf"|vốn (?:đầu tư )?(?:100% )?(?:nước ngoài|{_COUNTRY})|(?:doanh nghiệp|công ty|nhà đầu tư"
    rf"|tập đoàn|hãng)(?: [^\W\d]+){{0,3}} (?:fdi|nước ngoài|{_COUNTRY})"
    rf"|foreign-invested|{_COUNTRY}[- ](?:invested|owned|based|backed)|(?:a|the) {_COUNTRY} )"
)
_DOMESTIC_AFTER = re.compile(
    r"^\s*(?:,|–|-|—)\s*(?:[^\W\d]+ ){0,3}(?:(?:doanh nghiệp|nhà cung (?:cấp|ứng)"
    r"|công ty)(?: [^\W\d]+){0,3} (?:việt|nội|trong nước)|nhà cung (?:cấp|ứng)|a (?:local|domestic"
    r"|vietnamese)|the vietnamese)"
)
_BUYS = r"(?:bên mua|bên đặt hàng|người mua|khách hàng|the buyer|buyer|purchaser|customer)"
_SELLS = (
    r"(?:bên bán|bên cung (?:cấp|ứng)|nhà cung (?:cấp|ứng)|người bán"
    r"|the supplier|supplier|the seller|seller|vendor)"
)
_DELIVER = (
    r"(?:cung cấp|cung ứng|cấp|giao|bán|sản xuất|gia công|làm|supply|supplies|supplying"
    r"|deliver(?:s|ing)?|sell|make|produce|provide|ship|manufacture)"
)
_G = r"[^\ue000.;]{0,60}?"
# (pattern with the firm as group 1, whether it is the buyer)
_CUES: tuple[tuple[re.Pattern[str], bool], ...] = tuple(
    (re.compile(pattern), buys)
    for pattern, buys in (
        (rf"{_BUYS}(?: là|:| is| was)? (\ue000)", True),
        (rf"(\ue000)(?: là|,? as|,? with the role of)? (?:the )?{_BUYS}", True),
        (rf"{_SELLS}(?: là|:| is| was) (\ue000)", False),
        (rf"(\ue000)(?: là|,? as| is) (?:the )?{_SELLS}", False),
        (
            rf"(\ue000)(?:,[^,\ue000]{{0,60}},)? (?:sẽ |will |is to |would |to |cam kết "
            rf"|chịu trách nhiệm )?{_DELIVER} {_G}(?:cho|to|for|with) {_G}\ue000",
            False,
        ),
        (
            rf"(?<!với )(?<!with )(\ue000) (?:sẽ |will |is to |would |to |cam kết |agreed to "
            rf"|agrees to )(?:lần lượt )?{_DELIVER}(?![^\W_])",
            False,
        ),
        (rf"(\ue000){_G}\b(?:sign|ink){_G}with \ue000 to {_DELIVER}(?![^\W_])", False),
        (
            rf"(?:theo đó|trong đó|accordingly|under which|whereby),? (?:\w+ ){{0,3}}?(\ue000) (?:sẽ "
            rf"|will )?{_DELIVER}(?![^\W_])",
            False,
        ),
        (rf"(?:sourced|bought|purchased|supplied|delivered|mua|nhập) {_G}(?:from|by|từ|của) (\ue000)", False),
        (
            rf"{_DELIVER} {_G}(?:cho|to|for) (?:nhà máy (?:của )?|dây chuyền (?:của )?|the |tập đoàn "
            rf"|hãng )?(\ue000)",
            True,
        ),
        (
            r"(\ue000) (?:sẽ |will |is to |would |to |cần |đang cần )?(?:đặt hàng|mua|buy|purchase"
            r"|source|procure|bao tiêu|tiêu thụ|order)(?![^\W_])",
            True,
        ),
        (r"(\ue000)(?:'s|’s) (?:purchasing|procurement|sourcing)", True),
        (r"(?:giám đốc|trưởng (?:phòng|bộ phận)) (?:mua hàng|thu mua|mua sắm)(?: của)? (\ue000)", True),
        (r"(\ue000), (?:a |an )?(?:purchasing|sourcing|procurement) arm", True),
        (
            r"(\ue000), (?:doanh nghiệp|đơn vị|hãng)?\s*(?:đang )?(?:cần mua|có nhu cầu mua"
            r"|tìm (?:mua|nguồn))",
            True,
        ),
    )
)


@dataclass(slots=True)
class Side:
    """What speaks for an enterprise being the foreign buyer (positive) or the domestic supplier."""

    score: float = 0.0
    reasons: list[Text] = field(default_factory=list)
    said: set[str] = field(default_factory=set)

    @property
    def owned(self) -> str | None:
        """The ownership that the text itself states, if it states one."""
        return next(iter(self.said)) if len(self.said) == 1 else None

    def add(self, score: float, vi: str, en: str) -> None:
        """Count one reason."""
        self.score += score
        self.reasons.append(Text(vi, en))


def from_store(side: Side, name: str, known: Mapping[str, str]) -> None:
    """Count what the store knows: the strongest of all."""
    ownership = known.get(parse_name(name).key) or known.get(parse_name(name).core)
    if ownership == "fdi":
        side.add(6, f"{name}: FDI theo kho dữ liệu", f"{name}: FDI in the store")
    elif ownership == "domestic":
        side.add(-6, f"{name}: trong nước theo kho dữ liệu", f"{name}: domestic in the store")


def from_name(side: Side, name: str) -> None:
    """Count what the name itself shows: foreign words, Vietnamese words, a joint-stock form."""
    own = _own(list(own_words(name)))
    score = 0.0
    if own:
        first = own[0]
        acronym = first.isupper() or any(c.isdigit() for c in first)
        if not words.is_syllable(first):
            score += 0.3 if acronym else 2.0
        elif len(own) > 1 and words.is_syllable(own[1]):
            score -= 2.0
        else:
            score -= 1.0
        if acronym and len(own) > 1 and not words.is_syllable(own[1]) and not own[1].isupper():
            score += 1.2
    tail = own[-1].lower() if own else ""
    if len(own) > 1 and (tail in ("nam", "vietnam", "vina", "vn", "asia") or "vietnam" in name.lower()):
        score += 0.7 if score > 0 else 0.2
    if parse_name(name).form == "CP":
        score -= 1.5
    if score >= 1:
        side.add(score, f"{name}: tên nước ngoài", f"{name}: a foreign name")
    elif score <= -1:
        side.add(score, f"{name}: tên Việt", f"{name}: a Vietnamese name")
    else:
        side.score += score


def _own(tokens: list[str]) -> list[str]:
    """The words of a name that are its own: no trades, no numbers, no "Tai nghe"; all if none is."""
    own = []
    for place, word in enumerate(tokens):
        after = tokens[place + 1] if place + 1 < len(tokens) else ""
        listed = word.lower() in words.TRADE_VI or word.lower() in words.TRADE_EN
        trade = listed if not place else words.is_trade(word)  # "Hwashing" comes first: a name, no trade
        if not (trade or word.isdigit() or word.islower() or after.islower()):
            own.append(word)
    return own or tokens


def from_words(sides: Mapping[str, Side], gists: list[Gist]) -> None:
    """Count what the sentences say of each: who will deliver, whose capital, "bên mua là …"."""
    for gist in gists:
        for pattern, buys in _CUES:
            for match in pattern.finditer(gist.text):
                name = gist.parties[gist.index(match.start(1))].name
                if name in sides:
                    vi, en = ("bên mua", "the buyer") if buys else ("bên cung cấp", "the supplier")
                    sides[name].add(
                        6 if buys else -6, f"{name}: {vi} theo lời văn", f"{name}: {en} in the text"
                    )
        _former_latter(sides, gist)
        listed, last = False, 0
        for number, match in enumerate(re.finditer(FIRM, gist.text)):
            party, before = gist.parties[number], gist.text[last : match.start()]
            listed = bool(_SUPPLIERS.search(before)) or (listed and bool(_JOINT.fullmatch(before)))
            last = match.end()
            if party.name in sides:
                _described(sides[party.name], party.name, gist.text, match.start(), party.notes)
                if listed and _JOINT.fullmatch(before):
                    vi, en = "trong danh sách nhà cung cấp", "in a list of suppliers"
                    sides[party.name].add(-2.5, f"{party.name}: {vi}", f"{party.name}: {en}")


_JOINT = re.compile(r"\s*(?:[,;]|và|and|cùng|&|, and|, và)\s*")
# A list of several that begins here is one of suppliers.
_SUPPLIERS = re.compile(
    r"(?:(?:các|những|hai|ba|bốn|năm|\d+) (?:nhà cung (?:cấp|ứng)|(?:doanh nghiệp|dn)"
    r" (?:việt|nội|trong nước|công nghiệp hỗ trợ|cnht))|(?:local|domestic|vietnamese) (?:firms|companies"
    r"|enterprises)"
    r"|suppliers|vendors)[^,;.]{0,25}$"
)
_FORMER = re.compile(
    rf"(?<![^\W_])the (?P<who>former|latter) (?:will |to |would )?{_DELIVER}(?![^\W_])"
    r"|(?:made|supplied|produced|delivered) by the (?P<by>former|latter)(?![^\W_])"
)


def _former_latter(sides: Mapping[str, Side], gist: Gist) -> None:
    """``The latter will supply``: the second of the two named."""
    names = list(dict.fromkeys(p.name for p in gist.parties))
    match = _FORMER.search(gist.text) if len(names) == 2 else None
    if match:
        name = names[0 if (match["who"] or match["by"]) == "former" else 1]
        if name in sides:
            sides[name].add(-8, f"{name}: bên cung cấp theo lời văn", f"{name}: the supplier in the text")


def _described(side: Side, name: str, text: str, at: int, notes: tuple[str, ...]) -> None:
    before = text[max(0, at - 70) : at].rsplit(FIRM, 1)[-1]
    after = re.split(r"[\ue000.;]", text[at + 1 : at + 110], maxsplit=1)[0]
    foreign = _FDI_BEFORE.search(before) or _FDI_AFTER.search(after) or any(map(_foreign_note, notes))
    domestic = _DOMESTIC_BEFORE.search(before) or _DOMESTIC_AFTER.search(after)
    if foreign and not domestic:
        side.said.add("fdi")
        side.add(2.5, f"{name}: vốn nước ngoài theo lời văn", f"{name}: foreign-owned in the text")
    elif domestic:
        if not _SELLER_ONLY.search(before):
            side.said.add("domestic")
        side.add(-2.5, f"{name}: trong nước theo lời văn", f"{name}: domestic in the text")


_SELLER_ONLY = re.compile(
    r"(?:nhà cung (?:cấp|ứng)|(?<!vietnamese )(?<!local )(?<!domestic )suppliers?|cnht)[\s:,\"“–—-]*$"
)


def _foreign_note(note: str) -> bool:
    low = note.strip().lower()
    return low in words.COUNTRIES or bool(
        re.search(
            rf"(?:vốn|của|doanh nghiệp|100%|fdi|tập đoàn|nhà đầu tư).*(?:{_COUNTRY}|nước ngoài|fdi)"
            rf"|^fdi$|{_COUNTRY}[- ]",
            low,
        )
    )


def is_foreign(side: Side) -> bool:
    """Whether the reasons taken together make it a foreign firm."""
    return side.score >= 2


def proper(name: str) -> str:
    """The first word of a name that is not a trade (what people call a firm by)."""
    return next((t for t in TOKEN.findall(name) if not words.is_trade(t)), name)
