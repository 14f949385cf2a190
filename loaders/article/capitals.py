"""Names without a legal form, and institutions: runs of capitalised words."""

from __future__ import annotations

import re
from functools import lru_cache

from graph.text import fold
from loaders.article import vocabulary as words
from loaders.article.forms import NOT_IN_NAME, TOKEN, Kind, Mention, U, inside
from loaders.article.suffixes import DESCRIBES, stops

_PERSON_BEFORE = re.compile(
    r"(?:\b(?:ông|bà|anh|chị|Ông|Bà|Anh|Chị|Mr|Mrs|Ms|Dr|[Ss]aid|[Ss]ays|laughs|director|manager|head"
    r"|chief|[Aa]mbassador|[Cc]ounsellor|[Cc]onsul"
    r"|founder|owner|engineer|spokes\w+|official|executive|CEO|chairman"
    r"|[Tt]rưởng (?:phòng|bộ phận|ban|đoàn)|[Nn]hà sáng lập|[Kk]ỹ sư|chủ xưởng|TS|ThS|GS|PGS"
    r"|đồng chí|"
    r"[Gg]iám đốc|Chủ tịch|Phó Chủ tịch|Thủ tướng|Minister|[Pp]resident)\.?,?\s+)$"
)
_EVENT = re.compile(
    r"^(?:Triển lãm|Hội nghị|Hội chợ|Diễn đàn|Chương trình|Ngày hội|Tuần lễ|Lễ|Thành phố|Khu|KCN|CCN"
    r"|KCX|Cụm|Quốc lộ|"
    r"Nghị quyết|Quyết định|Luật|Dự án|Festival|Expo|Tết|Quý|Tháng|Ngày|Thứ|Chủ nhật|Covid|ISO|IATF"
    r"|QCVN|TCVN|HACCP|"
    r"SEDEX|IPC|UL|CE|Thông tấn|Báo|Tạp chí|VnEconomy|VnExpress|TTXVN|VOV|Reuters|VNA|Tier|Level|Phase"
    r"|Grade|Hall|Booth|Lot|Cấp|Giai đoạn)\b|"
    r"\b(?:Expo|Plaza|ITMA|Fair|Conference|Forum|Summit|Festival|Exhibition|Week|Show|Park|Zone|Road|Street"
    r"|Awards?|Day|EXPO|"
    r"Programme|Program|Project|Act|Decree|Hotel|District|Port|Airport|City|Times|News)\b(?: \d+| [IVX]+)?$"
)
_RUN = re.compile(
    rf"(?<![^\W_])(?:[{U}][^\W_]*(?:[-'’.&+][^\W_]+)*)"
    rf"(?:(?: | ?& )(?:[{U}][^\W_]*(?:[-'’.&+][^\W_]+)*|\d{{1,4}}\b(?![/.,]\d)|(?<=No)\. \d{{1,3}}\b)"
    rf"| \((?:Việt Nam|Vietnam"
    rf"|VN|Viet Nam)\))*"
)


# "Labour-supply firm A": a word that only says what kind of firm.
_KIND_AFTER = re.compile(
    r" (?:firm|maker|producer|manufacturer|supplier|company|giant|specialist|broker)\b(?! [a-z])"
)


_EVENT_AFTER = re.compile(
    r" (?:fair|expo|show|exhibition|forum|conference|award|newspaper|magazine)(?![^\W_])"
)
_PLACE_AFTER = re.compile(r" (?:city|province|district|prefecture|region|county)(?![^\W_])")


def bare(text: str, taken: list[Mention]) -> list[Mention]:
    """Names without legal form, and institutions: runs of capitalised words."""
    found = []
    for match in _RUN.finditer(text):
        if inside(match.start(), match.end(), taken) or text[match.start() - 1 : match.start()] == "/":
            continue  # "118/2024/HĐMB-KTR": the number of a paper
        if _shouted(text[text.rfind("\n", 0, match.start()) + 1 :].partition("\n")[0]):
            continue
        start, end = _owner(text, match) or _trimmed(text, match.start(), match.end())
        run = text[start:end]
        if (
            _KIND_AFTER.match(text, end)
            or _EVENT_AFTER.match(text, end)
            or text.endswith("told ", 0, start)
            or _PLACE_AFTER.match(text, end)
            or start >= end
            or _EVENT.search(run)
            or (_PERSON_BEFORE.search(text[max(0, start - 24) : start]) and not _CORPORATE.search(run))
        ):
            continue
        called = _CALLED.search(text, max(0, start - 40), start) is not None
        led = _with_trade(text, start)
        kind = _bare_kind(run, called=called or led != start)
        if called and kind == "weak" and len(run.split()) > 1:
            kind = "bare"
        if kind == "weak" and start == 0 and (_PARTICIPLE.match(text) or _ordinary(text, run, end)):
            continue
        if kind is None and fold(run) in words.PLACES and led != start:
            kind = "weak"  # "Lò xo Thăng Long": called by its trade and a place
        if kind in ("weak", "bare") and words.is_syllable(TOKEN.findall(run)[0]):
            start, run = led, text[led:end]
        if kind:
            found.append(Mention(start, end, run, kind))
    return found


@lru_cache(maxsize=256)
def _shouted(line: str) -> bool:
    """Whether a line is all in capitals, so that they tell of no name."""
    letters = [c for c in line if c.isalpha()]
    long = re.findall(r"[^\W\d_]{4,}", line)
    titled = line.isascii() and len(long) > 5 and all(w[0].isupper() for w in long) and line[-1] not in ".,;"
    return titled or (len(letters) > 12 and sum(c.isupper() for c in letters) > 0.8 * len(letters))


# "Named best vendor of the year, …", "Speaking in Hanoi": the first word of a sentence, no name.
_PARTICIPLE = re.compile(
    r"[A-Z][a-z]+(?:(?:ed|ing|ly)(?= [a-z])|(?= (?:that|of|at|between|is|are|was|were)\b))"
)
_VERB_AFTER = re.compile(
    r" (?:[a-z]+(?:ed|es|s)|won|told|made|gave|got|took|kept|has|have|had|will|would|and|to|on|in|chose|of"
    r"|bought|put)\b"
)


def _ordinary(text: str, run: str, end: int) -> bool:
    """Whether one English word begins a sentence like any other: "Pilot order for …"."""
    after = re.match(r" ([a-z]+)\b", text[end:])
    return bool(
        " " not in run
        and after
        and not _VERB_AFTER.match(text, end)
        and not words.is_syllable(after.group(1))
    )


_PLACE_OF = re.compile(rf"([{U}][^\s’']*)['’]s ((?:[{U}][^\W_]*[ ]?){{1,3}})$")


def _owner(text: str, match: re.Match[str]) -> tuple[int, int] | None:
    """Where the name stands in "Canon's Bac Ninh plant": it owns what lies in that place."""
    owned = _PLACE_OF.fullmatch(match.group())
    if owned is None or fold(owned.group(2).strip()) not in words.PLACES:
        return None
    named = fold(owned.group(1))
    elsewhere = named in words.PLACES or named in words.COUNTRIES
    return None if elsewhere else (match.start(), match.start() + owned.end(1))


def _with_trade(text: str, start: int) -> int:
    """Where a name begins that is called by its trade: "Cơ khí Hùng Thắng", "Nhựa kỹ thuật Vân Long"."""
    for match in re.finditer(rf"(?<![^\W_])[{U}]", text[max(0, start - 40) : start]):
        begin = max(0, start - 40) + match.start()
        led = text[begin:start].rstrip(" ").split(" ")
        if len(led) < 6 and text[start - 1] == " " and all(w.lower() in words.TRADE_VI for w in led):
            return begin
    return start


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The run without leading words that only begin the sentence, and trailing ones that begin a name."""
    tokens = list(TOKEN.finditer(text, start, end))
    owner = next(
        (
            n
            for n, t in enumerate(tokens[:-1])
            if t.group().endswith(("'s", "’s")) or DESCRIBES.search(t.group())
        ),
        -1,
    )
    tokens = tokens[owner + 1 :]  # "South Korea's Dongwoo": whose it is comes before the name
    while tokens and (
        (len(tokens) > 1 and tokens[0].group().isdigit())  # "In 2022 Seiyo Valve …", "On 7 March 2025"
        or stops(tokens[0].group(), tokens[1].group() if len(tokens) > 1 else "")
        or (tokens[0].group() in _SENTENCE_START and not _begins(text, tokens))
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


_SENTENCE_START = words.word_set(
    """Tại Trong Ngày Sau Trước Theo Cùng Với Từ Khi Các Những Một Hai Ba Nhiều Đây Đó Lễ Bản Biên Hợp Thỏa
    Thoả Nếu Dự Ngoài Bên Tuy Nhưng Còn Mới Vừa Hôm Sáng Chiều Doanh Nhà Hãng Đơn Đại Đối Để Cũng Riêng
    Cụ Tương Phía Không Chưa Signed Contracts Memoranda Agreements Deals Orders Talks Representatives
    Executives Officials Suppliers Buyers Partners Leaders Companies Firms Local Domestic Foreign
    Japanese Korean Signatories Sources Analysts Participants Buoyed Backed Founded Based Đến Năm Tháng
    Cặp Danh Điểm Dẫn Phút Kết Hiện Nhờ Thông Ở Qua Được Là Có Thay Gần Hơn Khoảng Mỗi Trên Và How What
    One Two Three Four Five Six Seven Eight Nine Ten Team Dozens Several Each Another Neither
    Who Which According Last Next Contrary Meanwhile Speaking Witnessed During Following Having Its
    Their It They He She We You I If But Or So Not No Nor Only More Most Many Some Any All Once Also
    Both Per Via Our My"""
)


def _begins(text: str, tokens: list[re.Match[str]]) -> bool:
    """Whether a word that may begin a sentence begins a name here: "Đại Phát", in English "Ba Ria"."""
    word = tokens[0].group()
    return len(tokens) > 1 and (word in _BEGINS_NAMES or (word == "Ba" and text.isascii()))


_BEGINS_NAMES = frozenset({"Đại", "Hợp", "Thông", "Kết"})  # "Đại Phát", where "Đại diện" begins small
_TITLES = words.word_set(
    """managing director chief executive officer sales purchasing company counterparty subject value term
    board president chairman general manager vice deputy head supplier suppliers buyer customer signing date
    project item news press release contact media year"""
)
_CORPORATE = re.compile(
    r"\b(?:Vi[eệ]t\s?[Nn]am|Vina|VN|Electronics?|Motors?|Display|Innotek|Electric|Industr\w+"
    r"|Automotive|Kogyo|Seiki|"
    r"Denki|Kasei|Seisakusho|Technolog\w+|Precision|Systems?|Engineering|Plastics?|Steel|Tech"
    r"|Manufacturing|Asia|"
    r"Machinery|Mobile|Parts|Components|Chemicals?|Lighting|Medical|Devices|Rubber|Works|Foundry|Mold"
    r"|Robotics)\b"
)


# "Bus builder Truong Son Coach": what comes before says that it is a firm.
_CALLED = re.compile(
    r"(?<![^\W_])(?:[a-z]*maker|builder|producer|firm|company|supplier|manufacturer|moulder|group|brand"
    r"|hãng|tập đoàn"
    r"|doanh nghiệp|xưởng|nhà máy|công ty) $"
)


def _bare_kind(run: str, *, called: bool = False) -> Kind | None:
    """How sure a run of capitals is the name of a firm; ``called``: what comes before says that it is one."""
    tokens = TOKEN.findall(run)
    if _is_body(run, tokens):
        return "institution"
    if _no_name(run, tokens) or (not called and _is_person(run, tokens)):
        return None
    foreign = not words.is_syllable(tokens[0]) and len(tokens[0]) > 2
    if len(tokens) > 1 and _CORPORATE.search(run):
        return "bare" if not words.is_trade(tokens[0]) or len(tokens) > 2 else "weak"
    if len(tokens) > 1 and foreign:
        return "weak"
    if len(tokens) == 1 and (words.is_trade(run) or words.is_syllable(run) or re.search(r"\d", run)):
        return None
    return "weak" if len(run) > 2 and not (run.isupper() and len(run) < 5) else None


def _is_body(run: str, tokens: list[str]) -> bool:
    office = re.search(r"\b(?:Trade|Representative|Statistics) Office\b", run)
    named = words.INSTITUTIONS_VI.match(run) and (len(tokens) > 1 or run.isupper())
    return bool(named or office or {t.lower() for t in tokens} & words.INSTITUTION_WORDS_EN)


def _no_name(run: str, tokens: list[str]) -> bool:
    """Whether it is a place, a number, a title or the like of "European"."""
    plain = {t.lower() for t in tokens if not t.isdigit()}
    demonym = len(tokens) == 1 and re.fullmatch(r"[A-Z][a-z]+(?:ean|ian|ese|ish)|Western|Nordic", run)
    place = fold(run).rstrip(" 0123456789") in words.PLACES
    return bool(place or run in NOT_IN_NAME or plain <= _TITLES or demonym)


def _is_person(run: str, tokens: list[str]) -> bool:
    """Whether it is a person, "Nguyễn Văn An", "Seo Jin-woo", or built like one: "O-rings"."""
    if re.fullmatch(r"[A-Z][a-z]+ [A-Z][a-z]+-[a-z]+|[A-Z]-[a-z]+", run):
        return True
    vietnamese = len(tokens) in (3, 4) and fold(tokens[0]) in words.SURNAMES
    return vietnamese and all(map(words.is_syllable, tokens))
