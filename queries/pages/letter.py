"""A letter of introduction for one pair: one printed page that says who, what fits, and what to ask."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph.schema import OWNERSHIP, STAGE
from graph.text import LANGS, Lang, Text
from graph.values import Choice
from graph.view import node_key
from queries.citing import Footnotes
from queries.matches import Match
from queries.pages.page import GENERATOR, Page
from queries.pages.payload import english
from queries.pages.shell import asset, environment, policy
from queries.signals.record import valid_on
from queries.wording import NO_DAY, NONE_ON_FILE, UNKNOWN, opening

if TYPE_CHECKING:
    from queries.index import Index
    from queries.matchmaker import Matchmaker

# Signals that a person can do something with; nearness in the graph and common words order candidates only.
_SAID = ("product", "proof", "standards", "capacity", "track record", "place", "support", "peers")
# What one page holds. A longer text ends in "…", what is left out is counted.
_REASONS, _ASKED, _MOUS, _PLACES, _CITED = 5, 8, 4, 4, 10
_NAME, _LEAD, _SENTENCE, _LINE, _SHORT = 100, 400, 180, 110, 70
_DENSE = (2800, 3150)  # characters from which on the letter is set smaller, and smaller still

WORDS = {
    "title": Text("Thư giới thiệu", "Letter of introduction"),
    "maker": Text("Kết nối cung ứng công nghiệp hỗ trợ", "Connecting the supporting industry"),
    "to": Text("Kính gửi", "To"),
    "about": Text("Giới thiệu", "Introducing"),
    "buyer": Text("Bên mua", "Buyer"),
    "supplier": Text("Nhà cung cấp", "Supplier"),
    "fits": Text("Điều phù hợp, và vì sao", "What fits, and why"),
    "nothing": Text("Chưa thấy điều gì khớp trong dữ liệu.", "Nothing in the data is known to fit."),
    "ask": Text("Còn thiếu hoặc cần hỏi thêm", "Missing, or to be asked"),
    "mous": Text("Ghi nhớ đã ký", "Signed MOUs"),
    "together": Text("hai bên", "the two"),
    "missing": Text("còn thiếu", "missing"),
    "unknown": UNKNOWN,
    "sources": Text("Nguồn", "Sources"),
    "unsaid": Text(
        "Chưa rõ không có nghĩa là không: đó là điều nên hỏi khi gặp.",
        "Not known does not mean no: it is what to ask when you meet.",
    ),
    "honest": Text(
        "Thư lập tự động từ dữ liệu nêu trong phần nguồn, không ràng buộc bên nào. Năm trong ngoặc là năm của"
        " nguồn; xin kiểm tra lại trước khi quyết định.",
        "Put together from the sources named above; it binds nobody. Years in brackets are those of the"
        " sources; please check before you decide.",
    ),
    "from": Text("Người giới thiệu", "Introduced by"),
    "phone": Text("Điện thoại, thư điện tử", "Phone, e-mail"),
    "language": Text("Ngôn ngữ", "Language"),
}


@dataclass(frozen=True)
class _Writer:
    """Puts the parts of a letter together in one language; sources are numbered as they are cited."""

    matchmaker: Matchmaker
    match: Match
    lang: Lang
    notes: Footnotes

    @property
    def index(self) -> Index:
        return self.matchmaker.index

    def letter(self) -> dict[str, Any]:
        buyer, supplier = self.match.buyer, self.match.supplier
        said: dict[str, Any] = {
            "lang": self.lang,
            "words": {key: opening(text.say(self.lang)) for key, text in WORDS.items()},
            "day": _day(self.matchmaker.on.isoformat(), self.lang),
            "names": [_cut(r.name.say(self.lang), _NAME) for r in (buyer, supplier)],
            "intro": self._intro(),
            "cards": [self._card(buyer.id), self._card(supplier.id, certificates=True)],
            "fits": self._fits(),
            "asked": self._asked(),
            "mous": self._mous(),
        }
        said["sources"] = self._sources()  # last: they are numbered by then
        size = sum(map(len, _texts(said)))
        return {**said, "density": sum(size > most for most in _DENSE)}

    def _intro(self) -> str:
        buyer, supplier = (
            _cut(r.name.say(self.lang), _NAME) for r in (self.match.buyer, self.match.supplier)
        )
        product = self.match.product
        need = _cut(product.name.say(self.lang), _NAME) if product else ""
        vi = f"Xin trân trọng giới thiệu {supplier} với {buyer}{f', về {need}' if need else ''}."
        en = f"We are pleased to introduce {supplier} to {buyer}{f', for {need}' if need else ''}."
        more = Text(
            " Dưới đây là những gì dữ liệu cho biết, kèm nguồn, và những gì còn cần hỏi.",
            " Below is what the data tell, with sources, and what is still to be asked.",
        )
        if self.match.signed:
            more = Text(" Hai bên đã ký ghi nhớ.", " The two have signed an MOU already.") + more
        return (vi if self.lang == "vi" else en) + more.say(self.lang)

    def _card(self, firm: str, *, certificates: bool = False) -> dict[str, Any]:
        at = self.index.e_at[firm]
        given = {c: self.index.enterprise(c)[at] for c in ("tax_code", "website", "employees", "founded")}
        owner = _choice(OWNERSHIP, self.index.enterprise("ownership")[at], self.lang)
        country = self.index.enterprise("country")[at]
        places = [self._label("Place", t) for t in self._ends("LOCATED_IN", at)]
        rows: list[tuple[Text, str | None]] = [
            (Text("Sở hữu", "Ownership"), " · ".join(p for p in (owner, country) if p) or None),
            (Text("Địa điểm", "Place"), ", ".join(places) or self.index.enterprise("address")[at]),
            (Text("Mã số thuế", "Tax code"), given["tax_code"]),
            (Text("Lao động", "Employees"), given["employees"] and f"{given['employees']:,}"),
            (Text("Trang web", "Website"), given["website"]),
        ]
        if certificates:
            rows.append((Text("Chứng nhận", "Certificates"), self._certificates(at)))
        facts = [self.index.node_fact("Enterprise", at)]
        facts += [self.index.fact("LOCATED_IN", row) for row in self.index.rows_of("LOCATED_IN", at)]
        return {
            "rows": [
                (label.say(self.lang), None if v is None else _cut(str(v), _SHORT)) for label, v in rows
            ],
            "cite": self.notes.cite(facts, _PLACES),
        }

    def _ends(self, edge: str, at: int) -> list[str]:
        return [self.index.rows[edge].columns["target"][row] for row in self.index.rows_of(edge, at)]

    def _label(self, type: str, id: str) -> str:
        return self.index.label(node_key(type, id)).say(self.lang)

    def _certificates(self, at: int) -> str | None:
        held = self.index.rows["HOLDS"].columns
        said = []
        for row in self.index.rows_of("HOLDS", at):
            until = held["valid_until"][row]
            end = Text(f" (đến {until})", f" (until {until})") if until else Text("", "")
            if not valid_on(until, self.matchmaker.on):
                end = Text(f" (hết hạn {until})", f" (expired {until})")
            said.append(self._label("Standard", held["target"][row]) + end.say(self.lang))
        return ", ".join(said) or None

    def _fits(self) -> list[dict[str, str]]:
        known = {s.name: s for s in self.match.signals if s.contribution > 0}
        chosen = [known[name] for name in _SAID if name in known][:_REASONS]
        return [
            {
                "label": opening(s.label.say(self.lang)),
                "text": _cut(s.sentence.say(self.lang), _LEAD if s is chosen[0] else _SENTENCE),
                "cite": self.notes.cite(s.evidence, _PLACES),
            }
            for s in chosen
        ]

    def _asked(self) -> list[tuple[str, str]]:
        """What is missing first, then what is not known; what finds no place is counted."""
        said = [("missing", t) for t in self.match.missing] + [("unknown", t) for t in self.match.unknown]
        shown = [(kind, _cut(opening(t.say(self.lang)), _LINE)) for kind, t in said[:_ASKED]]
        return shown + [("more", more) for more in _left_out(len(said) - len(shown), self.lang)]

    def _mous(self) -> list[str]:
        """The MOUs of the two, then those of the supplier with others, the newest first."""
        edges = self.index.rows["SIGNED_MOU"]
        buyer, supplier = (self.index.e_at[r.id] for r in (self.match.buyer, self.match.supplier))
        own = [r for r in range(len(edges)) if edges.target[r] == supplier]
        own.sort(key=lambda r: (edges.source[r] == buyer, edges.columns["signed_on"][r] or ""), reverse=True)
        told = [self._mou(r, edges.source[r] == buyer) for r in own[:_MOUS]]
        left = _left_out(len(own) - len(told), self.lang)
        return [*told, *left] if own else [opening(NONE_ON_FILE.say(self.lang)) + "."]

    def _mou(self, row: int, together: bool) -> str:
        columns = self.index.rows["SIGNED_MOU"].columns
        who = (
            WORDS["together"].say(self.lang)
            if together
            else self._label("Enterprise", columns["source"][row])
        )
        goods = [self._label("Product", p) for p in columns["products"][row]]
        parts = [
            columns["signed_on"][row] or NO_DAY.say(self.lang),
            who,
            _choice(STAGE, columns["stage"][row], self.lang),
            ", ".join(goods) or columns["subject"][row],
        ]
        said = _cut(" · ".join(p for p in parts if p), _LINE)
        return f"{said} {self.notes.cite([self.index.fact('SIGNED_MOU', row)])}"

    def _sources(self) -> list[tuple[str, str, str | None]]:
        """Number, title and address of the sources cited; only addresses of the web are links."""
        shown = list(self.notes.numbers.items())[:_CITED]
        said = []
        for id, number in shown:
            url = self.index.source_rows.get(id, {}).get("url")
            link = url if url and url.startswith(("https://", "http://")) else None
            said.append((f"[{number}]", _cut(self.matchmaker.named(id).say(self.lang), _LINE), link))
        left = _left_out(len(self.notes.numbers) - len(shown), self.lang)
        return said + [("", more, None) for more in left]


def letter(matchmaker: Matchmaker, match: Match, lang: Lang = "vi") -> Page:
    """The letter for a pair, in both languages with a switch; no script runs in it, nothing is fetched.

    Long texts are cut and set smaller so that it prints on one A4 page.
    """
    from markupsafe import Markup

    writers = [_Writer(matchmaker, match, of, Footnotes(matchmaker, of)) for of in LANGS]
    title = Text.join([WORDS["title"], match.buyer.name, match.supplier.name], " · ")
    style = asset("letter.css").replace("\r\n", "\n")
    html = (
        environment()
        .get_template("letter.html")
        .render(
            lang=lang,
            title=title.say(lang),
            generator=Markup(GENERATOR),
            policy=policy([], style),
            style=Markup(style),
            letters=[writer.letter() for writer in writers],
            language=WORDS["language"].say(lang),
        )
    )
    return Page(html, title)


def _texts(value: Any) -> Iterable[str]:
    """All texts in plain values, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)


def _choice(choice: Choice, value: str | None, lang: Lang) -> str | None:
    if value is None or value == "unknown":
        return None
    return choice.label(value) if lang == "vi" else english(value)


def _day(iso: str, lang: Lang) -> str:
    year, month, day = iso.split("-")
    return f"ngày {int(day)} tháng {int(month)} năm {year}" if lang == "vi" else iso


def _cut(text: str, most: int) -> str:
    """``text``, or as many of its first words as ``most`` characters hold, with ``…``."""
    if len(text) <= most:
        return text
    words = text[: most - 1].rpartition(" ")[0]
    return (words if len(words) > most // 2 else text[: most - 1]).rstrip(" ,;—") + "…"


def _left_out(count: int, lang: Lang) -> Sequence[str]:
    if count <= 0:
        return ()
    return (Text(f"và {count} mục nữa (ketnoi explain)", f"and {count} more (ketnoi explain)").say(lang),)
