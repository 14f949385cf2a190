"""Names that begin with a Vietnamese legal form, complete with quotation marks and brackets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from graph.text import fold
from loaders.article import vocabulary as words

Kind = Literal["firm", "bare", "weak", "institution", "pronoun", "we"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text: ``name`` in full, ``kind`` how sure it is one of an enterprise.

    ``firm`` has a legal form, ``bare`` is one without; ``weak`` is a capitalised
    name of which the grammar cannot tell, so that the tagger decides.
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
    rf"(?<!Liên minh )Hợp tác xã|Xí nghiệp|Cơ sở sản xuất|(?:Cơ sở|Xưởng)(?= (?:đúc|cơ khí|gia công))"
    rf"|{_TNHH}(?: {_MTV})?"
    rf"|Liên doanh)(?= )"
)
SUFFIX = re.compile(
    r",?\s+(?:(?:Pte\.?|Pvt\.?|Pty\.?)\s+Ltd\.?|[Cc][Oo]\.?\s*,?\s*[Ll][Tt][Dd]\.?|Company\s+Limited"
    r"|Limited\s+(?:Liability\s+)?Company"
    r"|Joint[ -]Stock\s+(?:Company|Co\.?)|JSC\.?|J\.S\.C\.?|Corporation|Corp\.?|Incorporated|Inc\.?"
    r"|L\.?L\.?C\.?|Ltd\.?"
    r"|GmbH(?:\s*&\s*Co\.?\s*KG)?|AG|AB|S\.p\.A\.?|S\.A\.?|B\.V\.?|N\.V\.?|K\.K\.?|PLC"
    r"|Sdn\.?\s*Bhd\.?|(?:Group|Holdings?)\s+(?:JSC|Joint[ -]Stock\s+Company)|Group|Holdings?"
    r"|Limited|Oyj?|A/S|ApS|SpA|SE|SAS|SARL|S\.?r\.?l\.?|a\.s\.|s\.r\.o\.|plc|Co-?operative"
    r"|Company\s+Ltd\.?|Company(?! [Ll]imited)|Sp\.\s*z\s*o\.o\.?)(?![^\W_])"
)
_STOP_LOWER = words.word_set(
    """đã vừa sẽ đang cũng được bị và với cho là của tại trong ngoài trên dưới từ về để theo do bởi hôm
    ngày tháng năm nhằm đặt trao ký kết cùng ở có không chưa trở thành thì mà hay hoặc như gồm này
    đó khi sau trước qua đến tới vào ra lên xuống còn nên đều lại mới chỉ nhận bán mua giao chọn
    phải muốn mong hiện chuyên nói cho chính thức đạt thống nhất gặp thăm chia sẻ khẳng định lần
    lượt hợp tác bắt tay thay vì nhưng song tuy đại diện giúp bày tỏ xác phát biểu dự kiến ra mắt
    khởi tiếp tục chấm dứt ấy nào các những mỗi hoãn chung riêng rất làm thuộc gửi đưa nhưng bên
    đồng thời sử cam cung cấp lắp ráp tham gia mở rộng trưng bày nay vẫn thuê"""
)
_UNITS = words.word_set(
    """năm tháng ngày tỷ triệu nghìn dự án lao động người bộ sản phẩm cặp doanh nghiệp công nhân tấn chiếc
    usd ha đối tác nhà million billion years suppliers companies firms workers percent"""
)
NOT_IN_NAME = words.word_set(
    """Công Cty CTCP Tập Tổng Ông Bà Lễ Bản Biên Hợp MOU MoU MOUs MoUs DN FDI KCN CCN KCX CNHT SME OEM
    TPHCM B2B"""
)
_OPEN, _CLOSE = "“\"«‘'", "”\"»’'"


def vietnamese(text: str) -> list[Mention]:
    """Names that begin with a Vietnamese legal form."""
    found: list[Mention] = []
    for match in FORM.finditer(text):
        if found and match.start() < found[-1].end:
            continue
        end = _after_form(text, match.end())
        if end is None:
            continue
        end = _without_person(text, match, end)
        suffix = SUFFIX.match(text, end)
        if suffix:
            end = suffix.end() - (suffix.group().endswith(".") and suffix.end() == len(text))
        name = text[match.start() : end]
        finance = words.FINANCE_VI.search(name) is not None
        found.append(Mention(match.start(), end, name, "institution" if finance else "firm"))
    return found


_OFFICE = re.compile(r"(?:[Gg]iám đốc|[Cc]hủ tịch(?: HĐQT)?|[Đđ]ại diện|[Qq]uản lý|[Pp]hụ trách)(?: của)? $")
_SAYS = re.compile(r",? (?:cho (?:biết|hay)|nói|chia sẻ|khẳng định|bày tỏ|tiết lộ|kể|nhận định|phát biểu)")
_PERSON = re.compile(rf" ([{U}][^\W_]+)(?: [{U}][^\W_]+){{2,3}}$")


def _without_person(text: str, form: re.Match[str], end: int) -> int:
    """The end of a name after which a person is named: "Giám đốc Công ty X Phạm Văn Hợp cho biết"."""
    if not (_SAYS.match(text, end) and _OFFICE.search(text, max(0, form.start() - 30), form.start())):
        return end
    for size in (3, 4):
        words_back = text[form.end() : end].split(" ")[-size:]
        person = _PERSON.search(" " + " ".join(words_back))
        rest = text[form.end() : end - len(" ".join(words_back))].strip()
        if person and rest and fold(person.group(1)) in words.SURNAMES:
            return form.end() + 1 + len(rest)
    return end


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
_LABELLED = re.compile(r"[^:;.\n]{2,28}:\s")  # "Hình thức: …" on the next line belongs to no name


def _next(text: str, end: int, taken: list[str]) -> int | None:
    """The end of the name after one more word, quotation or bracket; ``None`` when it is over."""
    gap = _GAP.match(text, end)
    at = gap.end() if gap else end
    joint = text[end:at].strip()
    if at >= len(text) or "\n\n" in text[end:at] or ("\n" in text[end:at] and _LABELLED.match(text, at)):
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
    if capital(word):
        return _capital_end(text, token, taken)
    if word.lower() in ("và", "and"):
        return _and_end(text, token, taken)
    return _lower_end(text, token, taken)


def capital(word: str) -> bool:
    return word[0].isupper() or (word[0].isdigit() and len(word) <= 4)


_DAY = re.compile(r"[/-]\d{1,2}(?![\d/-])")  # "Công nghiệp 3/2", called after a day


def _with_day(text: str, token: re.Match[str]) -> int:
    day = _DAY.match(text, token.end()) if token.group().isdigit() else None
    return day.end() if day else token.end()


def _capital_end(text: str, token: re.Match[str], taken: list[str]) -> int | None:
    word = token.group()
    if FORM.match(text, token.start()) and taken and not re.match(r"Tập đoàn|Liên doanh", word):
        return None
    if word in ("Công", "Tổng", "Tập") and FORM.match(text, token.start()):
        return token.end() if not taken and word == "Tập" else None
    ends = re.match(r"[,.;)]|$| (?:và|với) ", text[token.end() :]) is not None
    after = TOKEN.match(text, min(token.end() + 1, len(text)))
    closes = (word == "Lễ" and bool(_own(taken)) and ends) or (bool(taken) and _in_name(word, after))
    begins = not taken and word in ("Bản", "Biên", "Lễ")  # "Công ty CP Bản lề Sông Lô"
    if word in NOT_IN_NAME and not (words.is_trade(word) or closes or begins):
        return None
    if word.isdigit():
        after = TOKEN.match(text, min(token.end() + 1, len(text)))
        if taken and _DAY.match(text, token.end()):
            return _with_day(text, token)
        if re.match(r"[/.,]\d", text[token.end() : token.end() + 2]) or (
            after and after.group().lower() in _UNITS
        ):
            return None
    return token.end()


_PAPER_OF = {"Biên": "bản", "Bản": "ghi", "Hợp": "đồng tác"}


def _in_name(word: str, after: re.Match[str] | None) -> bool:
    """Whether it is "Biên Hòa", "Vụ Bản" in a name, not "Biên bản", "Bản ghi nhớ" after one."""
    return word in _PAPER_OF and (after is None or after.group() not in _PAPER_OF[word].split())


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
    return after.end() if trades and len(taken) <= 4 and capital(after.group()) else None


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
            held = joined and words.is_trade(joined.group(1)) and _may_hold(run, None)
            return at if held else _closing(token, taken)
        if capital(after.group()):
            fits = not FORM.match(text, after.start()) and _may_hold(run, after.group())
            return _with_day(text, after) if fits else _closing(token, taken)
        run.append(after.group())
        at = after.end()
    return _closing(token, taken)


def _closing(token: re.Match[str], taken: list[str]) -> int | None:
    """The end of a name that closes with a trade of two syllables ("… Nông nghiệp")."""
    pair = (
        bool(taken) and words.is_trade(taken[-1]) and taken[-1][0].isupper() and words.is_trade(token.group())
    )
    verb = token.group() in _STOP_LOWER
    return token.end() if pair and len(taken) > 1 and not verb and not _own(taken) else None


def _own(taken: list[str]) -> list[str]:
    """The proper part of a name: capitals that are no trade and do not begin one ("Vòng bi")."""
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
        return then is not None and not any(w in _STOP_LOWER - words.TRADE_VI for w in run[:-1])
    plain = [w for w in run if w not in _AND]
    return all(w in words.TRADE_VI for w in plain) or (
        len(run) <= 6 and len(plain) == len(run) and not any(w in _STOP_LOWER - words.TRADE_VI for w in run)
    )


def _quoted(text: str, at: int) -> int | None:
    close = _CLOSE[_OPEN.index(text[at])]
    stop = text.find(close, at + 1, at + 60)
    return stop + 1 if stop > 0 and "," not in text[at:stop] else None


def _bracketed(text: str, at: int) -> int | None:
    stop = text.find(")", at, at + 30)
    inside = text[at + 1 : stop].strip().lower()
    return stop + 1 if stop > 0 and inside in words.VIETNAM else None


def inside(start: int, end: int, mentions: list[Mention]) -> bool:
    return any(m.start < end and start < m.end for m in mentions)
