"""The goods named in a text: what comes after "cung cấp" or "supply of", as far as it goes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.article.gist import FIRM
from loaders.article.relative import M_EN

_PAPER_ON = (
    r"(?:agreements?|memorand\w+|mous?|contracts?|deals?|letters? of intent|pacts?|terms)"
    r"(?: no\.? ?\S+)? (?:on|regarding|about)"
    r"(?: (?:the )?(?:supply|supplying|subcontracting|machining|production|purchase|manufacture"
    r"|delivery) of)?"
)
_ORDER_OF = (
    r"đơn (?:đặt )?hàng(?: (?:đầu tiên|thử nghiệm|thử|mẫu|chính thức))*:?|lô hàng(?: (?:thử nghiệm|thử|mẫu))*"
)
_LEAD = re.compile(
    r"(?<![^\W_])(?:(?:giao|cung cấp|cung ứng|bán|cấp) cho \ue000"
    r"|(?:suppl(?:y|ies|ied|ying)|provid(?:e|es|ed|ing)) [^\ue000.;,]{0,40}\ue000 with"
    r"|(?<!nhà )(?<!đối tác )(?<!chuỗi )(?<!sách )(?<!bên )(?:cung cấp|cung ứng|mua bán"
    r"|(?:đặt |thu )?mua(?! hàng| lại| sắm)|bán|bao tiêu|tiêu thụ|đặt hàng|giao(?! thương| dịch| lưu| đơn)"
    r"|sản xuất thử"
    r"|đảm nhận|phụ trách"
    r"|gia công|chế tạo|(?<=\ue000 )làm|chuyên(?! (?:gia|môn|nghiệp|viên|trách))(?: về| làm| đúc| in"
    r"| sản xuất| gia công"
    r"| cung cấp)?|nhận làm|nhập(?= [^.;\ue000]{1,40}(?:của|từ))"
    r"|về(?: việc)?(?: cung cấp| cung ứng| mua| thu mua)?"
    r"|cấp(?! \d| mã| chứng)|lo|sản xuất(?! (?:thử|kinh doanh|và|phụ tùng ô tô))"
    r"|(?:hợp đồng|đơn hàng) (?:làm|đúc|in|may|dập)|(?<=thuận )phát triển)"
    r"|nhà cung (?:cấp|ứng)(?: (?:cấp|trực tiếp|chính thức|chiến lược|độc quyền|\d|i{1,3}|một|hai))*"
    r"|(?:với|có)? ?(?:các )?(?:sản phẩm|mặt hàng|hạng mục|hàng hóa)(?: (?:là|gồm))?:?"
    rf"|{_ORDER_OF}|(?:tiếp nhận|nhận|giao) (?:một |hai |ba |bốn |\d+ )?lô(?: hàng)?|lô(?= \d)|gồm(?= \d)"
    rf"|với(?= \d+ (?:mã|loại))"
    r"|supply(?: of)?(?! (?:agreement|contract|chain|deal|arrangement))|supplying|delivering|deliver(?:y"
    r"|ies) of"
    r"|deliver(?! y)|covering|covers?|purchase(?: of)?(?! (?:order|contract|agreement|deal))|buy|buying"
    r"|made(?! (?:in|by|up|it|its|an?|the|to|for|public|up))|takes?(?= \d)|source of|supplies|supplied"
    r"|shipping|ships?|sell|selling|sourc(?:e|es|ing)(?! (?:agreement|contract|deal))|procure"
    r"|(?:ordered|ordering|orders|takes?|trial(?! (?:purchase|order|run))|carry|bought|purchased|sourced"
    r"|using)(?= [^.;\ue000]{2,60} from \ue000)"
    r"|providing|provide|producing|produce|build(?:ing)?|machine|machining|manufactur(?:e|ing)|make|making"
    r"|supplier of|vendor of"
    rf"|{_PAPER_ON}|locali[sz]e|secur(?:e|es|ing)|(?:subcontracting|machining|production) of"
    rf"|whose(?= [a-z-]+ \ue000)"
    rf"|goods:"
    r"|procurement of|fabricate|volumes? of|(?:sản )?lượng|bổ sung|nhận phần|dùng thử|đặt thử"
    r"|hợp đồng(?= (?:dịch vụ )?(?:lưu kho|mạ|sơn|nhiệt luyện|xử lý bề mặt))|nội địa hóa|nội địa hoá"
    r"|for|lots? of)\s+(?=[^\W_])"
)
_AMOUNT = re.compile(
    r"^(?:(?:khoảng|hơn|gần|about|over|some|ít nhất|tối thiểu|at least|phần|up to|lô|the|a|an|các|những"
    r"|its|first|đầu tiên|toàn bộ|thu mua|lần lượt|chính thức|mặt hàng"
    r"|loại|hàng thử|hàng mẫu|thử|mẫu(?: lần \w+)?)\s+)*"
    r"(?:[\d.,]+\s*%?\s*(?:per ?cent )?(?:of (?:its|the|their) )?(?:(?:triệu|nghìn|ngàn|tỷ|vạn|million"
    r"|thousand"
    r"|mã)\s*)?(?:(?:bộ(?! dây| phận| sạc)|chiếc|cái|tấn|(?:tonnes|pieces|units|sets|metres"
    r"|kilomet\w+)(?: of)?|mét|kg|lít|sản phẩm(?= \w)"
    r"|chi tiết(?= (?:nắp|vỏ|khung|trục)))\s+)?)?"
    r"(?:(?:chiếc|cái|tấn|sản phẩm(?= \w)|units? of|tonnes of|sets of|pieces of)\s+)?"
)
# "gia công lõi khuôn": what is made, not the making.
_WORK = re.compile(
    r"(?:(?:sản xuất|gia công|chế tạo|thí điểm|thử nghiệm|thử|cung cấp|cung ứng|supply of|set of"
    r"|sets of)\s+)+(?=[^\W_])"
)
_AMOUNT_AFTER = re.compile(
    r"(?<=[^\W\d]) \d[\d.,]* (?:triệu|nghìn|ngàn|chiếc|cái|bộ|tấn|million|units"
    r"|pieces)"
)
_TONED = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
_NOT_VI = "".join(rf"(?<![{_TONED}]{'[a-z]' * n} )" for n in range(4))  # "trục in": no English "in"
STOP = re.compile(
    r"[\ue000\ue001;:()“”\"–—|!?]|\.(?!\d)|,? ?(?<![\w-])(?:cho|với|tại|từ|trong|theo|trị giá|vào|ngày|giữa"
    r"|phục vụ|dùng"
    r"|mỗi năm|mỗi tháng|hôm|bên lề|của|để|nhằm|được|đã|thời hạn|kể|có|là|bởi|dưới|do|thêm|còn|khi|sang"
    r"|gồm|trước|effective|đầu tiên|thử nghiệm|mà|ký|sau (?:nhiều|hơn|khi|gần|một|hai|ba|\d)"
    r"|chỉ sau|đến hết|hồi|năm(?= \d| nay| tới)|so|ngay"
    r"|hàng năm"
    r"|last|this|next|yesterday|today|mon|tues|wednes|thurs|fri|the (?:two|companies|pair|firms|parties)"
    r"|đợt|a (?:week|month|day|quarter)|they|(?:and )?signed|according|chosen|left|instead|starts?"
    r"|to|with|from|at|on|worth|under|between|by|over|starting|beginning|per(?! cent)|used|while|which|were"
    r"|a year"
    r"|(?<!máy )(?<!tem )(?<!giấy )"
    rf"{_NOT_VI}in|of the|for"
    r"|was|is|the first|valued|who|that|each|had|has|have|will|when|where|across|as|before|after|until|next"
    r"|annually|through|into|if|then|both companies|followed|are (?:now )?running|twice|làm phôi"
    r"|lên(?= \d)|mỗi quý|and$|và$|placed|issued|ahead|and with|và với|mỗi bên|(?:với )?tổng giá trị"
    r"|giao(?= )|thay (?:cho|thế)|(?:và|and) (?:will|sẽ|expects?|plans?))(?![\w-])"
)
_NO_PRODUCT = re.compile(
    r"^(?:the(?: |$)|this |these |việc|hợp tác|sản phẩm$|nhà |các|chuỗi|\d|\W|giá trị|dự kiến|giao hàng"
    r"|thời hạn"
    r"|trị giá|hợp đồng|two|three|five|one "
    r"|what"
    r"|them$|it$"
    r"|an? (?:undisclosed|initial|period|further|total)|(?:\w+ )?(?:years?|months?|weeks?)(?![^\W_])|its"
    r"|their|cấp \d|cấp$|hàng$"
    r"|đối tác"
    r"|dài hạn|lâu dài|thường xuyên|thay thế|vướng mắc|nội địa|việt|trong nước|đầu tiên|khác|mới"
    r"|tiềm năng|doanh nghiệp|công ty|phát triển"
    r"|(?:concluding|signing|including|following|making|becoming) |direct$|according|chairman|director|nay$"
    r"|đến nay|đạt |xong|nhỏ lẻ|đồng$|tỷ|usd|us\$|\$|mua hàng|bên "
    r"|lẻ|bởi"
    r"|(?:tier|new|single|approved|main)(?: |$)|thêm|vendor|nhiều|một(?: |$)|các|dự án|nào|và "
    r"|(?:purchase )?orders?$"
    rf"|(?:{M_EN})(?: |$)"
    r"|(?:third|first|second) time|hàng (?:thử|mẫu)|thử$|mẫu$|năm |tháng |ngày |quý |contracts?$|orders?$"
    r"|hai |ba |nhau|each other|domestic|local"
    r"|foreign|third|another|first|left$|friday|monday|tuesday|wednesday|thursday|số \d|số hiệu|hàng chậm"
    r"|chậm |chính thức$|services? agreement|themselves|those |năm$|chiếc$|tấn$|fair |expo |ban$|builder$"
    r"|more|export(?:s|ing)?$|export (?:market|contract|order)|supply|production|thương )"
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
        stop = STOP.search(text, lead.end(), lead.end() + 120)
        found = listed(text, lead.end(), stop.start() if stop else min(len(text), lead.end() + 120))
        direct = found and stop is not None and text[found[-1].end : stop.end()].strip() == FIRM
        described = direct and not lead.group().startswith(("whose", "nhà cung"))
        if found and not described:  # "vendor of French valve maker A" tells what A is
            return found
    return ()


def listed(text: str, start: int, end: int) -> tuple[Goods, ...]:
    """The goods in a stretch of a text that lists nothing else; none, or the first alone, where it does."""
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
    work = _WORK.match(text, start, end)
    if work:
        start = work.end()
        amount = _AMOUNT.match(text[start:end])
        start += amount.end() if amount else 0
    many = _AMOUNT_AFTER.search(text, start, end)
    end = many.start() if many else end
    return Goods(start, start + len(text[start:end].rstrip(" ,'’-")))
