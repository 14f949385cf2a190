"""Names of enterprises and institutions in a text, complete and with their place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from graph.text import fold
from loaders.article import vocabulary as words

Kind = Literal["firm", "bare", "weak", "institution", "pronoun"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text: ``name`` in full, ``kind`` how sure it is one of an enterprise.

    ``firm`` has a legal form, ``bare`` looks like a firm without one, ``weak``
    is a capitalised name that only its place in a sentence can make a party.
    """

    start: int
    end: int
    name: str
    kind: Kind


U, L = words.UPPER, words.LOWER
TOKEN = re.compile(r"[^\W_]+(?:[-'’.&+][^\W_]+)*")
_TNHH = r"(?:TNHH|Trách nhiệm hữu hạn|trách nhiệm hữu hạn)"
_CP = r"(?:CP|Cổ phần|cổ phần|Cổ Phần)"
_MTV = r"(?:MTV|[Mm]ột thành viên|Một Thành Viên|1 thành viên|1TV|[Hh]ai thành viên(?: trở lên)?|2TV)"
FORM = re.compile(
    rf"\b(?:(?:[Tt]ổng |[Cc]hi nhánh )?(?:[Cc]ông ty|CÔNG TY|Công Ty|Cty|CTy"
    rf"|CTY)(?: (?:{_TNHH}(?: {_MTV})?|{_CP}|"
    r"[Ll]iên doanh|LD|[Hh]ợp danh))*|CTCP|CTTNHH|Tổng [Cc]ông ty(?: CP)?|Tập đoàn|TẬP ĐOÀN|DNTN"
    r"|Doanh nghiệp tư nhân|HTX|"
    rf"Hợp tác xã|Xí nghiệp|Cơ sở sản xuất|{_TNHH}(?: {_MTV})?|Liên doanh)(?= )"
)
SUFFIX = re.compile(
    r",?\s+(?:(?:Pte\.?|Pvt\.?|Pty\.?)\s+Ltd\.?|[Cc][Oo]\.?\s*,?\s*[Ll][Tt][Dd]\.?|Company\s+Limited"
    r"|Limited\s+Company"
    r"|Joint[ -]Stock\s+(?:Company|Co\.?)|JSC\.?|J\.S\.C\.?|Corporation|Corp\.?|Incorporated|Inc\.?"
    r"|L\.?L\.?C\.?|Ltd\.?"
    r"|GmbH(?:\s*&\s*Co\.?\s*KG)?|AG|AB|S\.p\.A\.?|S\.A\.?|B\.V\.?|N\.V\.?|K\.K\.?|PLC"
    r"|Sdn\.?\s*Bhd\.?|Group|Holdings"
    r"|Limited|Oy|A/S)(?![^\W_])"
)
_STOP_LOWER = words.word_set("""đã vừa sẽ đang cũng được bị và với cho là của tại trong ngoài trên dưới từ về để theo do bởi hôm
    ngày tháng năm nhằm đặt trao ký kết cùng ở có không chưa trở thành thì mà hay hoặc như gồm này
    đó khi sau trước qua đến tới vào ra lên xuống còn nên đều lại mới chỉ nhận bán mua giao chọn
    phải muốn mong hiện chuyên nói cho chính thức đạt thống nhất gặp thăm chia sẻ khẳng định lần
    lượt hợp tác bắt tay thay vì nhưng song tuy đại diện giúp bày tỏ xác phát biểu dự kiến ra mắt
    khởi tiếp tục chấm dứt ấy nào các những mỗi hoãn chung riêng rất làm thuộc gửi đưa nhưng bên
    đồng thời sử cam cung cấp lắp ráp tham gia mở rộng trưng bày nay vẫn""")
_UNITS = words.word_set("""năm tháng ngày tỷ triệu nghìn dự án lao động người bộ sản phẩm cặp doanh nghiệp công nhân tấn chiếc
    usd ha đối tác nhà cung million billion years suppliers companies firms workers percent""")
_NOT_IN_NAME = words.word_set(
    """Công Cty CTCP Tập Tổng Ông Bà Lễ Bản Biên Hợp MOU MoU MOUs MoUs DN FDI KCN CCN KCX CNHT SME OEM
    TPHCM B2B"""
)
_OPEN, _CLOSE = "“\"«‘'", "”\"»’'"


def _forms(text: str) -> list[Mention]:
    """Names that begin with a Vietnamese legal form."""
    found: list[Mention] = []
    for match in FORM.finditer(text):
        if found and match.start() < found[-1].end:
            continue
        end = _after_form(text, match.end())
        if end is None:
            continue
        suffix = SUFFIX.match(text, end)
        if suffix:
            end = suffix.end() - (suffix.group().endswith(".") and suffix.end() == len(text))
        name = text[match.start() : end]
        finance = words.FINANCE_VI.search(name) is not None
        found.append(Mention(match.start(), end, name, "institution" if finance else "firm"))
    return found


def _after_form(text: str, start: int) -> int | None:
    """Where a name ends whose legal form ends at ``start``; ``None`` when no name follows."""
    end, taken = start, list[str]()
    while step := _next(text, end, taken):
        end = step
        taken = [t.group() for t in TOKEN.finditer(text, start, end)]
    head = text[start:end].strip().lower()
    if not taken or head in words.COUNTRIES or head in words.VIETNAM or head == "fdi":
        return None
    return end if any(not t.islower() for t in taken) else None


_GAP = re.compile(r"\s*(?:[-–&,]\s*)?")


def _next(text: str, end: int, taken: list[str]) -> int | None:
    """The end of the name after one more word, quotation or bracket; ``None`` when it is over."""
    gap = _GAP.match(text, end)
    at = gap.end() if gap else end
    joint = text[end:at].strip()
    if at >= len(text) or "\n\n" in text[end:at]:
        return None
    if text[at] in _OPEN and not joint:
        return _quoted(text, at)
    if text[at] == "(" and not joint:
        return _bracketed(text, at)
    token = TOKEN.match(text, at)
    if token is None or at == end:
        return None
    word = token.group()
    if joint in ("-", "–", ",") and not (
        taken and not _own(taken) and words.is_trade(word) and word[0].isupper()
    ):
        return None
    if _capital(word):
        return _capital_end(text, token, taken)
    if word.lower() in ("và", "and"):
        return _and_end(text, token, taken)
    return _lower_end(text, token, taken)


def _capital(word: str) -> bool:
    return word[0].isupper() or (word[0].isdigit() and len(word) <= 4)


def _capital_end(text: str, token: re.Match[str], taken: list[str]) -> int | None:
    word = token.group()
    if FORM.match(text, token.start()) and taken and not re.match(r"Tập đoàn|Liên doanh", word):
        return None
    if word in ("Công", "Tổng", "Tập") and FORM.match(text, token.start()):
        return token.end() if not taken and word == "Tập" else None
    if word in _NOT_IN_NAME and not words.is_trade(word):
        return None
    if word.isdigit():
        after = TOKEN.match(text, min(token.end() + 1, len(text)))
        if re.match(r"[/.,]\d", text[token.end() : token.end() + 2]) or (
            after and after.group().lower() in _UNITS
        ):
            return None
    return token.end()


def _and_end(text: str, token: re.Match[str], taken: list[str]) -> int | None:
    """``và`` inside a name joins two trades: "Sản xuất và Dịch vụ", never two firms."""
    after = TOKEN.match(text, min(token.end() + 1, len(text)))
    if after is None or FORM.match(text, after.start()) or not taken:
        return None
    trades = not _own(taken)
    if words.is_trade(after.group()) and (
        trades or (len(taken) <= 2 and words.is_syllable(taken[0])) or words.is_trade(taken[-1])
    ):
        return after.end()
    return after.end() if trades and len(taken) <= 4 and _capital(after.group()) else None


def _lower_end(text: str, token: re.Match[str], taken: list[str]) -> int | None:
    """A run of small words inside a name ("Nhựa kỹ thuật Vân Long"), up to the next capital."""
    if _own([*taken, token.group()]) or (
        taken and not words.is_syllable(taken[-1]) and not words.is_trade(taken[-1])
    ):
        return None  # the firm's own name has come; what follows is the sentence
    run, at = [token.group()], token.end()
    while len(run) < 12:
        if text[at + 1 : at + 2] and text[at + 1] in _OPEN:
            return at if _may_hold(run, None) else None
        after = TOKEN.match(text, at + 1) if text[at : at + 1] == " " else None
        if after is None:
            joined = _JOINT.match(text, at)
            return at if joined and words.is_trade(joined.group(1)) and _may_hold(run, None) else None
        if _capital(after.group()):
            fits = not FORM.match(text, after.start()) and _may_hold(run, after.group())
            return after.end() if fits else _closing(token, taken)
        run.append(after.group())
        at = after.end()
    return _closing(token, taken)


def _closing(token: re.Match[str], taken: list[str]) -> int | None:
    """The end of a name that closes with a trade of two syllables ("… Nông nghiệp")."""
    pair = (
        bool(taken) and words.is_trade(taken[-1]) and taken[-1][0].isupper() and words.is_trade(token.group())
    )
    return token.end() if pair and len(taken) > 1 and not _own(taken) else None


def _own(taken: list[str]) -> list[str]:
    """The words of a name that are no trade: its proper part. A capital before a small word begins a trade."""
    found = []
    for place, word in enumerate(taken):
        after = taken[place + 1] if place + 1 < len(taken) else ""
        begins = after[:1].islower() and after not in _AND
        if word[0].isupper() and not words.is_trade(word) and not begins:
            found.append(word)
    return found


_JOINT = re.compile(rf"\s*[&,–-]\s+([{U}][^\W_]*)")
_AND = frozenset({"và", "and"})


def _may_hold(run: list[str], then: str | None) -> bool:
    """Whether small words may stand inside a name before the word ``then``."""
    if run[-1] in _AND:
        return then is not None and not any(w in _STOP_LOWER for w in run[:-1])
    plain = [w for w in run if w not in _AND]
    return all(w in words.TRADE_VI for w in plain) or (
        len(run) <= 6 and len(plain) == len(run) and not any(w in _STOP_LOWER for w in run)
    )


def _quoted(text: str, at: int) -> int | None:
    close = _CLOSE[_OPEN.index(text[at])]
    stop = text.find(close, at + 1, at + 60)
    return stop + 1 if stop > 0 and "," not in text[at:stop] else None


def _bracketed(text: str, at: int) -> int | None:
    stop = text.find(")", at, at + 30)
    inside = text[at + 1 : stop].strip().lower()
    return stop + 1 if stop > 0 and inside in words.VIETNAM else None


_LEADING = words.word_set("""the a an in at under on after before with from by and of to for for both when while since as japan's
    korea's taiwan's china's vietnam's vietnamese japanese korean chinese taiwanese american german
    italian french swedish thai singaporean dutch danish norwegian swiss british indian ceo director
    chairman chairwoman president manager general deputy mr mrs ms dr meanwhile also similarly
    earlier later then today yesterday monday tuesday wednesday thursday friday saturday sunday
    january february march april june july august september october november december memorandum
    memoranda mou contract agreement domestic local foreign supplier buyer manufacturer maker under
    between hai this that its their its other each one two three elsewhere finally separately
    likewise us uk eu fdi sme""")


def _suffixed(text: str, taken: list[Mention]) -> list[Mention]:
    """Names that end with an English legal form."""
    found: list[Mention] = []
    for match in SUFFIX.finditer(text):
        if _inside(match.start(), match.end(), taken) or (found and match.start() < found[-1].end):
            continue
        floor = max([m.end for m in (*taken, *found) if m.end <= match.start()], default=0)
        start = _walk_back(text, floor, match.start())
        if start is None:
            continue
        end = match.end() - (match.group().endswith(".") and match.end() == len(text))
        name = text[start:end]
        own = {w.lower() for w in TOKEN.findall(name)}
        kind: Kind = "institution" if own & words.INSTITUTION_WORDS_EN else "firm"
        found.append(Mention(start, end, name, kind))
    return found


_BACK = re.compile(
    r"(?:(?<=\s)|(?<=^)|(?<=[(“\"«‘—–]))(?:(?P<word>[^\W_]+(?:[-'’.&+][^\W_]+)*)|(?P<br>\((?:[^()]{2,20})\))|"
    r"(?P<quote>[“\"«‘][^”\"»’]{1,30}[”\"»’]))(?P<gap>\s*&\s*|\s+|\s*-\s*|)$"
)


def _walk_back(text: str, floor: int, end: int) -> int | None:
    """Where the name that ends at ``end`` begins: back over capitalised words."""
    floor = max(floor, end - 120)
    at, start, later = end, None, ""
    while match := _BACK.search(text[floor:at]):
        word = match.group("word") or ""
        begin = floor + match.start()
        if "\n" in match.group("gap"):
            break
        if word.lower() in ("and", "và"):
            before = TOKEN.findall(text[floor:begin])
            if not (before and words.is_trade(before[-1]) and words.is_trade(later)):
                break
            at = begin
            continue
        middle = word == "A" and re.search(rf"[{U}]\w+ $", text[floor:begin]) is not None
        if word and not middle and (not _capital(word) or _stops(word, later)):
            break
        start, at, later = begin, begin, word or later
    return start


def _stops(word: str, after: str = "") -> bool:
    low = word.lower()
    if word == "A" and words.is_syllable(after or "x-"):
        return False
    if low == "hai" or (low in ("an", "do", "to") and word != low and words.is_syllable(after or "x-")):
        return False  # "An Phat", "Do Son": the first syllable of a Vietnamese name
    return (
        low in _LEADING
        or low.endswith(("'s", "’s", "-based", "-invested", "-owned", "-backed", "-funded", "-headquartered"))
        or word in _NOT_IN_NAME
    )


def _inside(start: int, end: int, mentions: list[Mention]) -> bool:
    return any(m.start < end and start < m.end for m in mentions)


_PERSON_BEFORE = re.compile(
    r"(?:\b(?:ông|bà|anh|chị|Ông|Bà|Anh|Chị|Mr|Mrs|Ms|Dr|[Ss]aid|director|CEO|chairman|TS|ThS|GS|PGS"
    r"|đồng chí|"
    r"[Gg]iám đốc|Chủ tịch|Phó Chủ tịch|Thủ tướng|Minister|[Pp]resident)\.?,?\s+)$"
)
_EVENT = re.compile(
    r"^(?:Triển lãm|Hội nghị|Hội chợ|Diễn đàn|Chương trình|Ngày hội|Tuần lễ|Lễ|Thành phố|Khu|KCN|CCN"
    r"|KCX|Cụm|Quốc lộ|"
    r"Nghị quyết|Quyết định|Luật|Dự án|Festival|Expo|Tết|Quý|Tháng|Ngày|Thứ|Chủ nhật|Covid|ISO|IATF"
    r"|QCVN|TCVN|HACCP|"
    r"SEDEX|IPC|UL|CE|Thông tấn|Báo|Tạp chí|VnEconomy|VnExpress|TTXVN|VOV|Reuters|VNA)\b|"
    r"\b(?:Expo|Fair|Conference|Forum|Summit|Festival|Exhibition|Week|Show|Park|Zone|Road|Street"
    r"|Awards?|Day|EXPO|"
    r"Programme|Program|Project|Act|Decree|Hotel|District|Port|Airport|City|Times|News)\b(?: \d+)?$"
)
_RUN = re.compile(
    rf"(?<![^\W_])(?:[{U}][^\W_]*(?:[-'’.&+][^\W_]+)*)"
    rf"(?:(?: | ?& )(?:[{U}][^\W_]*(?:[-'’.&+][^\W_]+)*|\d{{1,4}}\b(?![/.,]\d))| \((?:Việt Nam|Vietnam"
    rf"|VN|Viet Nam)\))*"
)


def _bare(text: str, taken: list[Mention]) -> list[Mention]:
    """Names without legal form, and institutions: runs of capitalised words."""
    found = []
    for match in _RUN.finditer(text):
        if _inside(match.start(), match.end(), taken):
            continue
        start, end = _trimmed(text, match.start(), match.end())
        run = text[start:end]
        if start >= end or _EVENT.search(run) or _PERSON_BEFORE.search(text[max(0, start - 24) : start]):
            continue
        kind = _bare_kind(run)
        if kind:
            found.append(Mention(start, end, run, kind))
    return found


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The run without leading words that only begin the sentence, and trailing ones that begin a name."""
    tokens = list(TOKEN.finditer(text, start, end))
    while tokens and (
        _stops(tokens[0].group(), tokens[1].group() if len(tokens) > 1 else "")
        or tokens[0].group() in _SENTENCE_START
        or (tokens[0].group() == "May" and (len(tokens) == 1 or tokens[1].group().isdigit()))
    ):
        tokens.pop(0)
    while tokens and tokens[-1].group().endswith(("'s", "’s")) and len(tokens) == 1:
        return tokens[0].start(), tokens[0].end() - 2
    if not tokens:
        return end, end
    closing = 1 if text[tokens[-1].end() : end] == ")" else 0
    last = tokens[-1].end() + closing
    return tokens[0].start(), last - 2 if text[last - 2 : last] in ("'s", "’s") else last


_SENTENCE_START = words.word_set("""Tại Trong Ngày Sau Trước Theo Cùng Với Từ Khi Các Những Một Hai Ba Nhiều Đây Đó Lễ Bản Biên Hợp Thỏa
    Thoả Nếu Dự Ngoài Bên Tuy Nhưng Còn Mới Vừa Hôm Sáng Chiều Doanh Nhà Hãng Đơn Đại Đối Để Cũng
    Riêng Cụ Tương Phía Không Chưa Đến Năm Tháng Cặp Danh Điểm Dẫn Phút Kết Hiện Nhờ Thông Ở Qua
    Được Là Có Thay Gần Hơn Khoảng Mỗi Trên Và How What Who Which According Last Next Contrary
    Meanwhile Speaking Witnessed During Following Having Its Their It They He She We You I If But Or
    So Not No Nor Only More Most Many Some Any All Once Also Both Per Via Our My""")
_CORPORATE = re.compile(
    r"\b(?:Vi[eệ]t\s?[Nn]am|Vina|VN|Electronics?|Motors?|Display|Innotek|Electric|Industr\w+"
    r"|Automotive|Kogyo|Seiki|"
    r"Denki|Kasei|Seisakusho|Technolog\w+|Precision|Systems?|Engineering|Plastics?|Steel|Tech"
    r"|Manufacturing|Asia|"
    r"Machinery|Mobile|Parts|Components|Chemicals?|Lighting|Medical|Devices|Rubber|Works|Foundry|Mold"
    r"|Robotics)\b"
)


def _bare_kind(run: str) -> Kind | None:
    tokens = TOKEN.findall(run)
    low = {t.lower() for t in tokens}
    folded = fold(run)
    if (
        words.INSTITUTIONS_VI.match(run) and (len(tokens) > 1 or run.isupper())
    ) or low & words.INSTITUTION_WORDS_EN:
        return "institution"
    if folded in words.PLACES or run in _NOT_IN_NAME or all(t.isdigit() for t in tokens):
        return None
    if len(tokens) in (3, 4) and fold(tokens[0]) in words.SURNAMES and all(map(words.is_syllable, tokens)):
        return None
    foreign = not words.is_syllable(tokens[0]) and len(tokens[0]) > 2
    if len(tokens) > 1 and _CORPORATE.search(run):
        return "bare" if not words.is_trade(tokens[0]) or len(tokens) > 2 else "weak"
    if len(tokens) > 1 and foreign:
        return "weak"
    if len(tokens) == 1 and (words.is_trade(run) or words.is_syllable(run) or re.search(r"\d", run)):
        return None
    return "weak" if len(run) > 2 and not (run.isupper() and len(run) < 5) else None


_PRONOUN = re.compile(
    r"(?i:\b(?:công ty|doanh nghiệp|hãng|đơn vị|tập đoàn|nhà máy|DN|nhà cung cấp) (?:này|trên|nói trên)\b)"
    r"|\b[Cc]ông ty(?= (?:đã|vừa|được|cũng|tiếp tục|còn)\b)"
    r"|\b[Tt]he (?:company|firm|group|manufacturer|plant|supplier|maker)\b(?! of\b)"
    r"|\b[Ii]t (?=(?:has |also |then )*\w+ed\b)"
)


def find_names(text: str) -> list[Mention]:
    """All names of enterprises and institutions in NFC ``text``, in order, none over another.

    >>> [m.name for m in find_names("CTCP In và Bao bì Sao Khuê ký với Rorze Robotech Co., Ltd.")]
    ['CTCP In và Bao bì Sao Khuê', 'Rorze Robotech Co., Ltd.']
    """
    taken = _forms(text)
    bodies = [m for m in _institutions(text) if not _inside(m.start, m.end, taken)]
    taken = sorted([*taken, *bodies], key=lambda m: m.start)
    taken = sorted([*taken, *_suffixed(text, taken)], key=lambda m: m.start)
    taken = _alone(taken)
    taken = sorted([*taken, *_bare(text, taken)], key=lambda m: m.start)
    pronouns = [
        Mention(p.start(), p.end(), p.group(), "pronoun")
        for p in _PRONOUN.finditer(text)
        if not _inside(p.start(), p.end(), taken)
    ]
    return sorted([*taken, *pronouns], key=lambda m: m.start)


_BODY = re.compile(
    rf"(?:,? (?:và |& |- )?[{U}][^\W_]*"
    rf"|(?: (?!ký|với|đã|vừa|và|cho|sẽ|trao|là|của|được|cùng|tại)[{L}]+){{1,3}}(?= [{U}]))*"
)


def _alone(mentions: list[Mention]) -> list[Mention]:
    """Of two that overlap the first."""
    kept: list[Mention] = []
    for mention in mentions:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


_BODY_EN = re.compile(
    rf"(?<![^\W_])(?:[{U}][^\W_]* )*(?:Ministry|Department|University|Institute|Association|College"
    rf"|Office|Board|Chamber"
    rf"|Committee|Agency|Bank|Authority|Federation|Centre|Center)(?: of| for) [{U}][^\W_]*"
    rf"(?:, [{U}][^\W_]*(?=,? and))*(?:,? (?:and|&) [{U}][^\W_]*(?! [{U}]))?(?: [{U}][^\W_]*)*"
)


def _institutions(text: str) -> list[Mention]:
    """Banks, ministries, associations: the keyword and the capitalised words after it."""
    found = [Mention(m.start(), m.end(), m.group(), "institution") for m in _BODY_EN.finditer(text)]
    for match in words.INSTITUTIONS_VI.finditer(text):
        if _inside(match.start(), match.end(), found):
            continue
        tail = _BODY.match(text, match.end())
        end = tail.end() if tail else match.end()
        form = FORM.search(text, match.end(), end)
        end = form.start() if form else end
        if end > match.end() or match.group().isupper():
            found.append(Mention(match.start(), end, text[match.start() : end].rstrip(" ,"), "institution"))
    return found


@lru_cache(maxsize=4096)
def own_words(name: str) -> tuple[str, ...]:
    """The words of a name without legal form, as written."""
    form = FORM.match(name)
    rest = name[form.end() :] if form else name
    return tuple(TOKEN.findall(SUFFIX.sub("", rest)))
