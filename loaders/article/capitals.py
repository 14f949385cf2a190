"""Names told by their capitals: those that end with an English legal form, and those with none."""

from __future__ import annotations

import re

from graph.text import fold
from loaders.article import vocabulary as words
from loaders.article.forms import NOT_IN_NAME, SUFFIX, TOKEN, Kind, Mention, U, capital, inside

_LEADING = words.word_set(
    """the a an in at under on after before with from by and of to for for both when while since as japan's
    korea's taiwan's china's vietnam's vietnamese japanese korean chinese taiwanese american german
    italian french swedish thai singaporean dutch danish norwegian swiss british indian ceo director
    chairman chairwoman president manager general deputy mr mrs ms dr meanwhile also similarly
    earlier later then today yesterday monday tuesday wednesday thursday friday saturday sunday
    january february march april june july august september october november december memorandum
    memoranda mou contract agreement domestic local foreign supplier buyer manufacturer maker under
    between hai this that its their its other each one two three elsewhere finally separately
    likewise us uk eu fdi sme yet still thus hence again even just perhaps thanks congratulations dear
    breaking update exclusive photo video source note about thereafter soon instead nor because unlike
    alongside among besides beyond despite given like near past through throughout until unless upon
    whether within without every few several such those these here there where why team"""
)

# "Finnish", "Swiss": whose firm it is, no part of its name.
_DEMONYM = frozenset(
    w for w in words.COUNTRIES if w.endswith(("ish", "ese", "ian", "ean", "ss", "ch", "ai", "dic"))
)

# "Le Group Industries JSC": a word that may close a name, inside one that goes on.
_INNER = re.compile(
    rf",? (?:Group|Holdings|Corporation|Company)(?: &)?(?: [{U}][^\W_]*| and){{1,4}}(?:{SUFFIX.pattern})"
)


def suffixed(text: str, taken: list[Mention]) -> list[Mention]:
    """Names that end with an English legal form."""
    found: list[Mention] = []
    for match in SUFFIX.finditer(text):
        if inside(match.start(), match.end(), taken) or (found and match.start() < found[-1].end):
            continue
        if _INNER.match(text, match.start()):
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


_MIDDLE = frozenset({"A", "An", "Do", "To", "Hai", "Thai"})  # syllables inside a name, words before one


def _walk_back(text: str, floor: int, end: int) -> int | None:
    """Where the name that ends at ``end`` begins: back over capitalised words."""
    floor = max(floor, end - 120)
    at, start, later = end, None, ""
    if numbered := re.search(r"(?:\bNo\. ?\d{1,3})$", text[floor:end]):
        at = floor + numbered.start()
        at -= len(text[floor:at]) - len(text[floor:at].rstrip())
    while match := _BACK.search(text[floor:at]):
        word = match.group("word") or ""
        begin = floor + match.start()
        if later and "-" in match.group("gap") and _reported_from(text, floor + match.end("word")):
            break
        if "\n" in match.group("gap"):
            break
        if word.lower() in ("and", "và"):
            before = TOKEN.findall(text[floor:begin])
            if not (before and words.is_trade(before[-1]) and len(later) > 1 and words.is_trade(later)):
                break
            at = begin
            continue
        middle = word in _MIDDLE and re.search(rf"[{U}]\w+ $", text[floor:begin]) is not None
        if word and not middle and (not capital(word) or _stops(word, later)):
            break
        start, at, later = begin, begin, word or later
    year = re.match(r"(?:19|20)\d\d ", text[start:]) if start is not None else None
    return start + 5 if start is not None and year else start  # "In November 2022 Long Viet JSC …"


def _reported_from(text: str, end: int) -> bool:
    """Whether the line up to ``end`` is the place of the report: "HANOI - Phuong Dong JSC …"."""
    return fold(text[text.rfind("\n", 0, end) + 1 : end].strip()) in words.PLACES


def _stops(word: str, after: str = "") -> bool:
    low = word.lower()
    if word == "A" and words.is_syllable(after or "x-"):
        return False
    if low == "hai" or (
        low in ("an", "do", "to", "thai") and word != low and words.is_syllable(after or "x-")
    ):
        return False  # "An Phat", "Thai Son": the first syllable of a Vietnamese name
    return (
        low in _LEADING
        or low in _DEMONYM
        or low.endswith(("'s", "’s"))
        or _DESCRIBES.search(low) is not None
        or (low.endswith("maker") and len(low) > 5)
        or word in NOT_IN_NAME
    )


# "Nam Định-based": says of the firm where it is or whose.
_DESCRIBES = re.compile(r"-(?:based|invested|owned|backed|funded|headquartered|linked|affiliated|listed|run)$")


_PERSON_BEFORE = re.compile(
    r"(?:\b(?:ông|bà|anh|chị|Ông|Bà|Anh|Chị|Mr|Mrs|Ms|Dr|[Ss]aid|[Ss]ays|laughs|director|manager|head|chief|[Aa]mbassador|[Cc]ounsellor|[Cc]onsul|[Tt]old"
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


_EVENT_AFTER = re.compile(r" (?:fair|expo|show|exhibition|forum|conference|award|newspaper|magazine)(?![^\W_])")
_PLACE_AFTER = re.compile(r" (?:city|province|district|prefecture|region|county)(?![^\W_])")


def bare(text: str, taken: list[Mention]) -> list[Mention]:
    """Names without legal form, and institutions: runs of capitalised words."""
    found = []
    for match in _RUN.finditer(text):
        if inside(match.start(), match.end(), taken) or text[match.start() - 1 : match.start()] == "/":
            continue  # "118/2024/HĐMB-KTR": the number of a paper
        if _shouted(text, match.start()):
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
        kind = _bare_kind(run, called=called or _with_trade(text, start) != start)
        if called and kind == "weak" and len(run.split()) > 1:
            kind = "bare"
        if kind == "weak" and start == 0 and (_PARTICIPLE.match(text) or _ordinary(text, run, end)):
            continue
        if kind is None and fold(run) in words.PLACES and _with_trade(text, start) != start:
            kind = "weak"  # "Lò xo Thăng Long": called by its trade and a place
        if kind in ("weak", "bare") and words.is_syllable(TOKEN.findall(run)[0]):
            start = _with_trade(text, start)
            run = text[start:end]
        if kind:
            found.append(Mention(start, end, run, kind))
    return found


def _shouted(text: str, at: int) -> bool:
    """Whether a line is all in capitals, so that they tell of no name."""
    line = text[text.rfind("\n", 0, at) + 1 :].partition("\n")[0]
    letters = [c for c in line if c.isalpha()]
    long = re.findall(r"[^\W\d_]{4,}", line)
    titled = line.isascii() and len(long) > 5 and all(w[0].isupper() for w in long) and line[-1] not in ".,;"
    return titled or (len(letters) > 12 and sum(c.isupper() for c in letters) > 0.8 * len(letters))


# "Named best vendor of the year, …", "Speaking in Hanoi": the first word of a sentence, no name.
_PARTICIPLE = re.compile(
    r"[A-Z][a-z]+(?:(?:ed|ing|ly)(?= [a-z])|(?= (?:that|of|at|between|is|are|was|were)\b))"
)
_VERB_AFTER = re.compile(
    r" (?:[a-z]+(?:ed|es|s)|won|told|made|gave|got|took|kept|has|have|had|will|would|and|to|on|in|chose|of|bought|put)\b"
)


def _ordinary(text: str, run: str, end: int) -> bool:
    """Whether one English word begins a sentence like any other: "Pilot order for …", "Motorcycle rim maker …"."""
    after = re.match(r" ([a-z]+)\b", text[end:])
    return bool(" " not in run and after and not _VERB_AFTER.match(text, end) and not words.is_syllable(after.group(1)))


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
        (n for n, t in enumerate(tokens[:-1]) if t.group().endswith(("'s", "’s")) or _DESCRIBES.search(t.group())),
        -1,
    )
    tokens = tokens[owner + 1 :]  # "South Korea's Dongwoo": whose it is comes before the name
    while tokens and (
        (len(tokens) > 1 and tokens[0].group().isdigit())  # "In 2022 Seiyo Valve …", "On 7 March 2025"
        or _stops(tokens[0].group(), tokens[1].group() if len(tokens) > 1 else "")
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
    r"(?<![^\W_])(?:[a-z]*maker|builder|producer|firm|company|supplier|manufacturer|moulder|group|brand|hãng|tập đoàn"
    r"|doanh nghiệp|xưởng|nhà máy|công ty) $"
)


def _bare_kind(run: str, *, called: bool = False) -> Kind | None:
    tokens = TOKEN.findall(run)
    low = {t.lower() for t in tokens}
    folded = fold(run)
    if (
        words.INSTITUTIONS_VI.match(run) and (len(tokens) > 1 or run.isupper())
    ) or low & words.INSTITUTION_WORDS_EN:
        return "institution"
    if folded.rstrip(" 0123456789") in words.PLACES or run in NOT_IN_NAME or all(t.isdigit() for t in tokens):
        return None
    if not called and len(tokens) in (3, 4) and fold(tokens[0]) in words.SURNAMES and all(map(words.is_syllable, tokens)):
        return None
    if re.fullmatch(r"[A-Z][a-z]+ [A-Z][a-z]+-[a-z]+|[A-Z]-[a-z]+", run):
        return None  # "Seo Jin-woo": a person; "O-rings": goods
    if {w for w in low if not w.isdigit()} <= _TITLES:
        return None
    if re.search(r"\b(?:Trade|Representative|Statistics) Office\b", run):
        return "institution"
    if len(tokens) == 1 and re.fullmatch(r"[A-Z][a-z]+(?:ean|ian|ese|ish)|Western|Nordic", run):
        return None
    foreign = not words.is_syllable(tokens[0]) and len(tokens[0]) > 2
    if len(tokens) > 1 and _CORPORATE.search(run):
        return "bare" if not words.is_trade(tokens[0]) or len(tokens) > 2 else "weak"
    if len(tokens) > 1 and foreign:
        return "weak"
    if len(tokens) == 1 and (words.is_trade(run) or words.is_syllable(run) or re.search(r"\d", run)):
        return None
    return "weak" if len(run) > 2 and not (run.isupper() and len(run) < 5) else None
