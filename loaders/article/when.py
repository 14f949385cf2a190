"""Which of the dates of an article is the day of a signing, and which event it was signed at."""

from __future__ import annotations

import re

from graph.text import tidy
from loaders.article import dates
from loaders.article.discourse import Article, Found
from loaders.article.gist import BODY, FIRM
from loaders.article.phrases import PAPER, SIGNING

_EVENT_NOUN = (
    r"(?:hội nghị|hội thảo|hội chợ|sự kiện|chương trình|buổi lễ|lễ (?:ký|trao|công bố|khai mạc|bế mạc)"
    r"|diễn đàn"
    r"|triển lãm|tọa đàm|phiên (?:kết nối|giao thương)|gian hàng|ngày hội|tuần lễ|chuyến (?:thăm|công tác)"
    r"|ceremony|event|conference|forum|expo\w*|exhibition|fair|summit|show|session|workshop|trade mission"
    r"|matchmaking|matching|(?:sourcing|suppliers?|vendor) day)"
)
# A sentence that goes on telling of an event named before.
_SAME_EVENT = re.compile(
    r"\W*(?:dịp này|nhân dịp|cũng (?:tại|trong|ở|nhân)|tại đây|kết thúc|kết quả|đáng chú ý|trong đó"
    r"|cụ thể|theo đó|"
    r"bên cạnh đó|ngoài ra|sau (?:buổi|phần|lễ|hội)|among them|on (?:this|the) occasion|at the (?:close"
    r"|end)|also)"
    r"(?![^\W_])"
    rf"|.*?(?<![^\W_])(?:tại|trong khuôn khổ|bên lề|nhân|ngay tại|at|during|on the sidelines of|within"
    rf"|as part of)(?: [^\W_]+){{0,3}}? {_EVENT_NOUN}"
)
_OPENS = re.compile(
    r"\W*(?:(?:sáng|chiều|tối|trưa|vào|hôm)? ?(?:ngày )?\d|on (?:\w+, )?[a-z]* ?\d|ngày|tháng|lễ ký"
    r"|the signing|(?:sáng|trưa|chiều|tối|hôm) (?:nay|qua)|today|yesterday|at [^,;.]{2,40} on \w+day)"
)
_ALIKE = re.compile(
    r"\W*(?:tương tự|cùng (?:ngày|dịp|lúc|thời điểm)|cũng (?:tại|trong)|similarly|likewise|also"
    r"|the same day|on the same day)(?![^\W_])"
)
# The next sentence tells when the paper of this one was signed.
_TOLD_AFTER = re.compile(
    rf"\W*(?:(?:trước khi|sau khi|theo|các|những|cả|hai|ba|mọi|all|the|this|these|both|an?) )*"
    rf"(?:{PAPER.pattern}|(?:two|three|four|\d+) documents|approval|appointment|order|lễ (?:ký|trao)"
    rf"|buổi lễ|sự kiện|giấy chứng nhận"
    rf"|chứng nhận|(?:appointment"
    rf"|award) (?:letter)?|ceremony|signing|event)"
    rf"|\W*(?:each|both|they|cả hai|mỗi (?:bên|doanh nghiệp|công ty)) (?:\w+ ){{0,3}}?(?:received|signed"
    rf"|got|won|ký|nhận)"
    rf"|\W*cùng ngày"
)
_ANNOUNCED_BEFORE = re.compile(
    r"(?:announced?|said|says|reported|disclosed|revealed|confirmed|told [^\W_]+|công bố|thông báo)"
    r"(?: (?:[^\W\d_]+|\ue000|\ue001)){0,3}\s*$"
)
_ANNOUNCES_AFTER = re.compile(
    r"[\s,)]*(?:\ue000[\s,]*)?(?:đã |vừa |chính thức )*(?:công bố|thông báo|thông tin|announced?|said"
    r"|disclosed|revealed)(?![^\W_])"
)


_DONE_THEN = re.compile(r" (?:công ty |doanh nghiệp )?(?:đã |vừa )ký")  # "thông báo ngày 25/7 đã ký hợp đồng"
_PARTIAL_DAY = re.compile(r"(?:ngày|sáng|trưa|chiều|tối|hôm) (?:ngày )?\d{1,2}[/-]\d{1,2}(?![\d/-])")


def signed_on(article: Article, item: Found, published_on: str | None) -> str | None:
    """The day of a signing as far as it is told: in brackets, the clause, the sentences around it."""
    for party in (item.two, item.one):
        for note in party.notes:
            if told := dates.find_dates(note.lower(), published_on):
                return told[0].value
    if item.told is not None and (found := _told_in(article, item.told, published_on)):
        return found
    text, at = item.gist.text, item.statement.at
    start = text.rfind(";", 0, at) + 1
    stop = text.find(";", at)
    clause = _unannounced(text[start : stop if stop > 0 else len(text)], at - start, published_on)
    for stretch, place in ((clause, at - start), (_unannounced(text, at, published_on), at)):
        if found := dates.nearest(stretch, place, published_on):
            exact = _after(article, item.number, published_on) if len(found) < 10 else None
            return exact if exact and exact.startswith(found) else found
    if _PARTIAL_DAY.search(clause):
        return None  # it has a day of its own, of a year that is not told
    return (
        _after(article, item.number, published_on)
        or _before(article, item, published_on)
        or _later(article, item, published_on)
        or _in_brackets(article, item.number, published_on)
    )


def _told_in(article: Article, number: int, published_on: str | None) -> str | None:
    """The day in the sentence that says that the paper was signed."""
    text = article.gists[number].text
    signing = SIGNING.search(text)
    at = signing.start() if signing else 0
    return dates.nearest(_unannounced(text, at, published_on), at, published_on)


def _unannounced(text: str, at: int, published_on: str | None) -> str:
    """The text without the days on which somebody said something."""
    for date in dates.find_dates(text, published_on):
        said = _ANNOUNCED_BEFORE.search(text[max(0, date.start - 40) : date.start])
        says = _ANNOUNCES_AFTER.match(text, date.end)
        if _DONE_THEN.match(text, date.end):
            continue
        if said or (says and says.end() <= at + 12):
            text = text[: date.start] + " " * (date.end - date.start) + text[date.end :]
    return text


def _after(article: Article, number: int, published_on: str | None) -> str | None:
    """``Lễ ký diễn ra ngày …``, ``The contract was signed on …`` in the sentence after."""
    for following in article.gists[number + 1 : number + 2]:
        opens = _TOLD_AFTER.match(following.text)
        if opens and "sẽ" not in following.text[: opens.end() + 20]:
            signing = SIGNING.search(following.text)
            at = signing.start() if signing else opens.start()
            told = dates.nearest(_unannounced(following.text, at, published_on), at, published_on)
            return told or dates.nearest(_raw(article, number + 1), at, published_on)
    return None


_FAR = 4  # sentences after that of a pair in which the day of its paper is looked for
# Words by which a later sentence goes back to the paper.
_BACK_TO = re.compile(
    r"(?<![^\W_])(?:the (?:\w+ )?(?:document|letter|order|nomination|renewal|extension|agreement|contract"
    r"|memorandum|mou|loi"
    r"|annex|approval)|(?:lễ|buổi) ký|văn bản|hợp đồng|thỏa thuận|thoả thuận|biên bản|bản ghi nhớ|đơn hàng"
    r"|phụ lục)(?![^\W_])"
)


def _later(article: Article, item: Found, published_on: str | None) -> str | None:
    """``The letter was signed on …``, ``Lễ ký diễn ra hôm …`` some sentences on, about no other firm."""
    own = {item.one.name, item.two.name}
    for gist in article.gists[item.number + 1 : item.number + 1 + _FAR]:
        named = {party.name for party in gist.parties}
        signing = SIGNING.search(gist.text)
        told = signing or _BACK_TO.search(gist.text)
        if told is None or not named <= own or _UNREAL_EVENT.search(gist.text[: told.end() + 12]):
            continue
        text = _unannounced(gist.text, told.start(), published_on)
        if found := dates.nearest(text, told.start(), published_on):
            return found
    return None


def _in_brackets(article: Article, number: int, published_on: str | None) -> str | None:
    """``… tại triển lãm (15/5), A và B ký``: a day in a bracket, which a gist leaves out."""
    found = [
        dates.nearest(bracket, 0, published_on)
        for bracket in re.findall(r"\(([^()]{3,40})\)", _raw(article, number))
    ]
    return next((day for day in found if day), None)


def _raw(article: Article, number: int) -> str:
    """A sentence in lower case with its brackets, which a gist leaves out."""
    sentence = article.sentences[number]
    return article.text[sentence.start : sentence.end].lower()


def _before(article: Article, item: Found, published_on: str | None) -> str | None:
    """The day of the heading above, of the sentence that this one goes on from, or of the event."""
    gists, number = article.gists, item.number
    carried = item.one.mention.start < article.sentences[number].start
    told_before = item.statement.rule == "both sides" or carried
    back = 6 if item.statement.rule in ("row", "record") else int(told_before)
    for number in range(item.number - 1, max(-1, item.number - 1 - back), -1):
        before = gists[number]
        text = _unannounced(before.text, len(before.text), published_on)
        if found := dates.nearest(text, len(text), published_on):
            return found
        if before.text.endswith(":") and (found := dates.nearest(_raw(article, number), 10**6, published_on)):
            return found
    number = item.number
    if not number:
        return None
    before = gists[number - 1]
    if _ALIKE.match(item.gist.text):
        return dates.nearest(before.text, len(before.text), published_on)
    if _OPENS.match(before.text) and not _UNREAL_EVENT.search(before.text):
        return dates.nearest(before.text, 0, published_on)
    if found := _event_day(article, number, published_on):
        return found
    alone = FIRM not in before.text and BODY not in before.text
    if alone and (found := dates.nearest(before.text, 10**6, published_on)):
        return found
    return _opening_day(article, number, published_on)


def _opening_day(article: Article, number: int, published_on: str | None) -> str | None:
    """The day with which an earlier sentence opens, where nothing since tells of another time."""
    for back in range(number, max(-1, number - 5), -1):
        text = article.gists[back].text
        opens = back < number and (_OPENS.match(text) or re.search(_EVENT_NOUN, text[:80]))
        if opens and not _UNREAL_EVENT.search(text):
            found = dates.nearest(text, 0, published_on)
            return found if found and len(found) == 10 else None
        if _AGAIN.search(text) or (back < number and dates.find_dates(text, published_on)):
            return None
    return None


def _event_day(article: Article, number: int, published_on: str | None) -> str | None:
    """The day of the event at which a sentence, or the signing right before it, says that it happened."""
    gists = article.gists
    while number and not _SAME_EVENT.match(gists[number].text):
        number -= 1
        signing = SIGNING.search(gists[number].text) or _HANDED.search(gists[number].text)
        if signing is None or _AGAIN.search(gists[number + 1].text):
            return None
        if dates.find_dates(gists[number].text, published_on):
            return None  # that one had a day of its own
    for told in reversed(gists[max(0, number - 5) : number]):
        event = re.search(_EVENT_NOUN, told.text)
        if event and (found := dates.nearest(told.text, event.start(), published_on)):
            return found
    return None


_HANDED = re.compile(r"(?<![^\W_])(?:trao|exchanged|handed)(?![^\W_])")
# What these tell is of another time than the sentence before.
_AGAIN = re.compile(r"(?<![^\W_])(?:trước đó|mới đây|hiện|nay|earlier|previously|recently|now)(?![^\W_])")
_UNREAL_EVENT = re.compile(r"(?<![^\W_])(?:sẽ|dự kiến|will)(?![^\W_])")
_EVENT = re.compile(
    r"(?:[Tt]ại|[Tt]rong khuôn khổ|[Bb]ên lề|[Nn]hân|[Aa]t|[Dd]uring|on the sidelines of"
    r"|[Dd]iễn ra tại) (?:the )?((?:(?:Hội|hội) (?:nghị|chợ|thảo)|[Tt]riển lãm|[Dd]iễn đàn"
    r"|[Nn]gày hội|[Cc]hương trình|"
    r"[Tt]uần lễ|[Ss]ự kiện [^\W\d]|[^\s,.;]+ (?:[^\s,.;]+ ){0,5}(?:Expo|Fair|Forum|Conference|Summit"
    r"|Show|Exhibition))[^,.;:(\n]{0,80}?)(?=,|\.|;|:|\(|\n|$| (?:ngày|diễn ra|do|được|vào|sáng|chiều"
    r"|on|in|held|tổ chức|Công ty|hôm) ?)"
)


_NAMED_EVENT = re.compile(
    r"((?:[Hh]ội (?:nghị|thảo|chợ)|[Tt]riển lãm|[Dd]iễn đàn|[Nn]gày hội|[Cc]hương trình"
    r"|[Tt]uần lễ) [^,.;:(\n]{4,80}?)"
    r"(?=,|\.|;|:|\(|\n|$| (?:ngày|diễn ra|do|được|vào|sáng|chiều|với|thu hút|tại|đã|có|nhằm) )"
    r"|(?<=[Tt]he )((?:[A-Z0-9][^\s,.;]* ){1,8}(?:Expo|Fair|Forum|Conference|Summit|Show"
    r"|Exhibition)(?: 20\d\d)?)"
)
_NO_NAME = re.compile(
    r"(?i:hội (?:nghị|thảo|chợ)|triển lãm|diễn đàn|ngày hội|chương trình|sự kiện)(?: (?:này|trên))?"
)


def event_of(article: Article, number: int) -> str | None:
    """The conference, fair or forum that a sentence, or one that it goes on from, names as the place."""
    text = [article.text[s.start : s.end] for s in article.sentences[max(0, number - 5) : number + 1]]
    match = _EVENT.search(text[-1])
    if match and not _NO_NAME.fullmatch(match.group(1).strip()):
        return tidy(match.group(1))
    if match or _SAME_EVENT.match(article.gists[number].text):
        for before in reversed(text[:-1]):
            if named := _NAMED_EVENT.search(before):
                return tidy(named.group(1) or named.group(2))
    return None
