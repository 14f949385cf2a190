"""Frames of supply: phrases in which one becomes the other's supplier, or gets its order."""

from __future__ import annotations

import re

from loaders.article.clauses import Clause, Context, Statement, numbers_of, run_of
from loaders.article.gist import Gist
from loaders.article.phrases import NEVER, OTHER, SUPPLY, unreal

CHOICE = r"(?:nhà cung (?:cấp|ứng)|vendor|đối tác cung (?:cấp|ứng)|đối tác chiến lược|nhà thầu phụ|vệ tinh)"
_GAP = r"[^\ue000;]{0,70}?"
PICK = (
    r"(?:chọn|lựa chọn|chấp nhận|cấp (?:mã|chứng nhận|tư cách)|công nhận|phê duyệt|chấp thuận|chỉ định"
    r"|xếp|đưa|bổ sung|phong"
    r"|đánh giá|ghi nhận|kết nạp|nâng|xác nhận|duyệt)"
)
EN_SUPPLIER = (
    r"(?:suppliers?|vendors?|sub-?contractors?|supplier list|vendor list|supply chain|supplier network)"
)
EN_PICK = (
    r"(?:named|names|upgraded|promoted|elevated|selects|picks|chooses|appoints|approves|adds|selected"
    r"|approved|appointed|chosen|chose"
    r"|picked|certified|qualified|confirmed|added|listed|recogni[sz]ed"
    r"|contracted|commissioned|engaged|admitted|designated|accepted|taken on|signed up|onboarded|tapped"
    r"|welcomed)"
)
_ORDER = r"(?:đơn (?:đặt )?hàng|lô hàng|hợp đồng|đơn mẫu)"
_NOT_BUYING = r"(?:(?!(?:mua|nhập|với) )[^\ue000;]){0,70}?"
_EN_ORDER = r"(?:orders?|contracts?|po|deal|business)"


def _listed(pattern: str) -> str:
    """The pattern with a list where its second enterprise stands: ``A named B, C and D as …``."""
    before, sign, after = pattern.rpartition(r"(\ue000)")
    return rf"{before}{sign}(?:(?:, and|, và|,| and| và|;) \ue000)*{after}"


# (pattern, which of the two is the buyer: 1 or 2, sure enough)
FRAMES: tuple[tuple[re.Pattern[str], int], ...] = tuple(
    (re.compile(_listed(pattern)), buyer)
    for pattern, buyer in (
        (
            rf"(\ue000){_GAP}(?<![^\W_])(?:trở thành|thành|đã là|nay là|hiện là|đang là|chính thức là"
            rf"|gia nhập|lọt vào"
            rf"|có tên trong|vào)(?: danh sách| một)?{_GAP}(?:{CHOICE}|chuỗi cung ứng){_GAP}(?:của"
            rf"|cho){_GAP}(\ue000)",
            2,
        ),
        (rf"(\ue000){_GAP}(?<![^\W_])được{_GAP}(\ue000){_GAP}{PICK}{_GAP}{CHOICE}", 2),
        (
            rf"(\ue000){_GAP}(?<![^\W_])được{_GAP}{PICK}{_GAP}(?:{CHOICE}"
            rf"|chuỗi cung ứng){_GAP}(?:của|cho|bởi){_GAP}(\ue000)",
            2,
        ),
        (rf"(\ue000){_GAP}(?<![^\W_])(?<!được ){PICK}{_GAP}(\ue000){_GAP}{CHOICE}", 1),
        (
            rf"(?:danh sách|danh mục|mạng lưới|hệ thống|chuỗi) (?:nhà )?cung (?:ứng|cấp){_GAP}(\ue000){_GAP}"
            rf"(?:thêm|bổ sung|gọi tên|kết nạp|có (?:tên|mặt)){_GAP}(\ue000)",
            1,
        ),
        (
            rf"(\ue000){_GAP}(?<![^\W_])(?:đặt hàng|đặt{_GAP}(?:{_ORDER}|hàng)|giao thầu"
            rf"|phát hành{_GAP}{_ORDER}){_GAP}(?:với|cho|tại|từ){_GAP}(\ue000)",
            1,
        ),
        (
            rf"(\ue000){_GAP}(?<![^\W_])(?:đặt hàng|giao) (?:cho )?(\ue000){_GAP}(?<![^\W_])(?:sản xuất"
            rf"|gia công"
            rf"|chế tạo|cung cấp)",
            1,
        ),
        (
            rf"(\ue000){_GAP}(?<![^\W_])(?:trúng (?:gói )?thầu|giao mẫu|giao (?:lô )?hàng (?:thử"
            rf"|mẫu)){_GAP}cho"
            rf"{_GAP}(\ue000)",
            2,
        ),
        (
            rf"(\ue000){_GAP}(?<![^\W_])(?:công bố|giới thiệu|có thêm|bổ sung|chốt|tìm được"
            rf"|thêm){_GAP}{CHOICE}"
            rf"[^\ue000;.]{{0,35}}(\ue000)",
            1,
        ),
        (
            rf"(\ue000){_GAP}(?<![^\W_])(?:công bố|giới thiệu|thông báo)[^\ue000;]{{0,25}}(\ue000)"
            rf"{_GAP}(?:là|trở thành){_GAP}{CHOICE}",
            1,
        ),
        (
            rf"(?:broken into|broke into|joined|entered|made it into|lọt vào|gia nhập|tham gia){_GAP}(\ue000)"
            rf"(?:[’']s)?{_GAP}{EN_SUPPLIER}:[^\ue000;]{{0,25}}(\ue000)",
            1,
        ),
        (
            rf"(\ue000){_GAP}(?<![^\W_]){PICK}{_GAP}{CHOICE}[^\ue000;.]{{0,45}}(?:gồm|là|có|:|–|—| -)"
            rf"[^\ue000;.]{{0,5}}(\ue000)",
            1,
        ),
        (r"(\ue000) (?:đã |vừa )?(?:giành|nhận)(?: được)? từ [^\ue000;]{0,20}(\ue000)", 2),
        (
            rf"{EN_SUPPLIER} (?:to|of|for|joining){_GAP}(\ue000)[^\ue000;]{{0,80}}\b(?:are|were|include"
            rf"|included|namely)"
            rf" (\ue000)",
            1,
        ),
        (
            rf"(\ue000){_GAP}(?<![^\W_])(?:cấp|trao){_GAP}(?:chứng nhận|mã|giấy|quyết định){_GAP}"
            rf"{CHOICE}{_GAP}cho{_GAP}(\ue000)",
            1,
        ),
        (rf"(\ue000){_GAP}(?<![^\W_])(?:trao|giao){_GAP}{_ORDER}{_GAP}cho{_GAP}(\ue000)", 1),
        (
            rf"(\ue000){_GAP}(?<![^\W_])(?:nhận|giành|trúng|có|chốt){_GAP}{_ORDER}{_NOT_BUYING}(?:từ|của|do)"
            rf"{_GAP}(\ue000)",
            2,
        ),
        (rf"(\ue000){_GAP}(?<![^\W_])ký{_GAP}{_ORDER}{_NOT_BUYING}từ (\ue000)", 2),
        (rf"(\ue000){_GAP}(?<![^\W_])được{_GAP}(\ue000){_GAP}(?:trao|giao|đặt){_GAP}(?:{_ORDER}|hàng)", 2),
        (
            rf"(\ue000){_GAP}\b(?:became|become|becomes|becoming|(?:qualified|serves|certified) as|is now"
            rf"|is already|joined|joins"
            rf"|entered(?! into)|made it (?:in)?to|enters){_GAP}{EN_SUPPLIER}{_GAP}\b(?:to|of"
            rf"|for)\b{_GAP}(\ue000)",
            2,
        ),
        (
            rf"(\ue000){_GAP}\b(?:joined|joins|entered(?! into)|enters(?! into)"
            rf"|broke into)\b{_GAP}(\ue000){_GAP}{EN_SUPPLIER}",
            2,
        ),
        (
            rf"(\ue000){_GAP}\b(?:was|were|been|is|being){_GAP}{EN_PICK}{_GAP}\b(?:by|to|of"
            rf"|for)\b{_GAP}(\ue000){_GAP}(?:{EN_SUPPLIER}|$|,|\.)",
            2,
        ),
        (
            rf"(\ue000){_GAP}\b{EN_PICK}{_GAP}(\ue000){_GAP}\b(?:as|to|among"
            rf"|its)\b{_GAP}(?:{EN_SUPPLIER}|supply|make|produce|manufacture|provide|deliver|build)",
            1,
        ),
        (
            rf"(\ue000){_GAP}[^\ue000;]{{0,60}}\b(?:that|which"
            rf"|whom)\b ?(\ue000){_GAP}\b{EN_PICK}\b{_GAP}\bas\b{_GAP}{EN_SUPPLIER}",
            2,
        ),
        (
            rf"(\ue000){_GAP}\bagree(?:d|s)(?: [^,;\ue000]{{1,30}})? to (?:buy|purchase|source|procure"
            rf"|order)\b{_GAP}\bfrom\b{_GAP}(\ue000)",
            1,
        ),
        (
            rf"(\ue000){_GAP}\bagree(?:d|s)(?: [^,;\ue000]{{1,30}})? to (?:supply|sell|provide|deliver)\b"
            rf"{_GAP}(\ue000)",
            2,
        ),
        (
            rf"(\ue000){_GAP}(?:thỏa thuận|thoả thuận|đồng ý|cam kết"
            rf"|thống nhất) (?:đặt )?mua{_GAP}(?:của|từ){_GAP}(\ue000)",
            1,
        ),
        (
            rf"(\ue000){_GAP}(?:thỏa thuận|thoả thuận|đồng ý|thống nhất) (?:bán|cung cấp"
            rf"|cung ứng){_GAP}cho{_GAP}(\ue000)",
            2,
        ),
        (
            rf"(\ue000){_GAP}\b(?:won|wins|secures|receives|clinches|lands|bags|secured|received"
            rf"|clinched|landed|bagged|got|picked up|obtained|gained){_GAP}{_EN_ORDER}{_GAP}\b(?:from"
            rf"|with|by)\b{_GAP}(\ue000)",
            2,
        ),
        (
            rf"(\ue000){_GAP}\b(?:placed|issued|gave|put in|awarded"
            rf"|handed){_GAP}{_EN_ORDER}{_GAP}\b(?:with|to|on)\b{_GAP}(\ue000)",
            1,
        ),
        (
            rf"(\ue000){_GAP}\b(?<!was )(?<!were )(?<!been )(?:awarded|gave|handed"
            rf"|granted)\b{_GAP}(\ue000){_GAP}"
            rf"{_EN_ORDER}",
            1,
        ),
        (
            rf"(\ue000){_GAP}\b(?:won|wins|earned|gained|achieved|obtained|secured|awarded|granted"
            rf"|received)\b{_GAP}"
            rf"(?:tier|supplier|vendor)\b{_GAP}\b(?:with|of|at|from|by|for|in)\b{_GAP}(\ue000)",
            2,
        ),
        (
            rf"(\ue000){_GAP}\b(?:{EN_PICK}|signed up|found|gained|announced|unveiled)\b[^\ue000;.]{{0,40}}"
            rf"{EN_SUPPLIER}[^\ue000;]{{0,45}}(?:namely|including|such as|:|–|—"
            rf"| -)[^\ue000;.]{{0,10}}(\ue000)",
            1,
        ),
        (rf"{_EN_ORDER}{_GAP}\bawarded by\b{_GAP}(\ue000){_GAP}\bto\b{_GAP}(\ue000)", 1),
        (rf"{_EN_ORDER}{_GAP}\bawarded to\b{_GAP}(\ue000){_GAP}\bby\b{_GAP}(\ue000)", 2),
    )
)
_LOST_SUBJECT = re.compile(
    rf"(?:thành|làm|là) {CHOICE}{_GAP}(?:của|cho){_GAP}(\ue000)|\b(?:became"
    rf"|become){_GAP}{EN_SUPPLIER}{_GAP}\b(?:to|of|for)\b{_GAP}(\ue000)"
)


def supplying(gist: Gist, clause: Clause, context: Context) -> list[Statement]:
    """``B trở thành nhà cung cấp của A``, ``A chọn B``, ``B won an order from A``: who buys is told."""
    for pattern, buyer in FRAMES:
        match = pattern.search(clause.plain)
        if not match:
            continue
        one, two = (gist.index(clause.start + match.start(g)) for g in (1, 2))
        if two not in clause.parties or (one not in clause.parties and one != two):
            continue
        lists = [
            numbers_of(clause, run_of(clause, clause.parties.index(n), 1 if n == two else -1))
            for n in (one, two)
            if n in clause.parties
        ]
        if len(lists) < 2 or set(lists[0]) & set(lists[1]):
            lists = [(one,), (two,)]
        cue = match.end(1)
        said = clause.text[match.start(1) : match.end()]
        problem = _frame_problem(clause.text, match)
        if problem is None and (NEVER.search(said) or (OTHER.search(said) and not SUPPLY.search(said))):
            problem = "other"
        return [
            Statement(
                lists[0], lists[1], "supply", clause.start + cue, "left" if buyer == 1 else "right", problem
            )
        ]
    lost = _LOST_SUBJECT.search(clause.text)
    if lost and context.supplier is not None and len(clause.parties) == 1:
        return [
            Statement(
                (context.supplier,), clause.parties, "supply", clause.start + lost.start(), "right", None
            )
        ]
    return []


_CUE = re.compile(
    rf"(?<![^\W_])(?:trở thành|thành|đã là|nay là|chính thức là|gia nhập|lọt vào|{PICK}|đặt|nhận"
    rf"|giành|trúng|trao|enter\w*|becom\w+|became|joined|{EN_PICK}|won|secured|received|placed"
    rf"|awarded)(?![^\W_])"
)


def _frame_problem(text: str, match: re.Match[str]) -> str | None:
    """A plan or denial before any verb of a frame."""
    problems = (
        unreal(text[: cue.start()], text[match.end() :])
        for cue in _CUE.finditer(text, match.start(1) + 1, match.end())
    )
    return next((p for p in problems if p), unreal(text[: match.end(1)], text[match.end() :]))
