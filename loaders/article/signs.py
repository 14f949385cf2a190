"""What speaks for or against two enterprises having signed: words and marks around them, as named numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from loaders.article.clauses import ATTENDS, LISTED, TO, WITH
from loaders.article.echoes import BOTH
from loaders.article.gist import BODY, FIRM, Party
from loaders.article.pairs import Candidate, Key, Told
from loaders.article.phrases import (
    BETWEEN,
    CANCELLED,
    CONTRACT,
    DENIAL,
    DOING,
    DONE,
    ENDED,
    LATER,
    MEMORANDUM,
    NEVER,
    OTHER,
    PAPER,
    PLAN,
    SIGNING,
    SUPPLY,
    TRIAL,
)
from loaders.article.roles import Side

CUES: Mapping[str, re.Pattern[str]] = {
    "sign": SIGNING, "paper": PAPER, "do": DOING, "between": BETWEEN, "plan": PLAN, "done": DONE,
    "deny": DENIAL, "cancelled": CANCELLED, "later": LATER, "ended": ENDED, "trial": TRIAL,
    "contract": CONTRACT, "memo": MEMORANDUM, "other": OTHER, "never": NEVER, "supply": SUPPLY,
    "with": WITH, "attend": ATTENDS, "both": BOTH, "to": TO,
}  # fmt: skip
_WORD = re.compile(rf"[^\W\d_]+|[{FIRM}{BODY}]|[,;:–|]|\d[\d.,/]*")
_BULLET = re.compile(r"\s*(?:[-•+*–]|\(?\d{1,2}[.)])")

# Words that stand for a firm that was named before.
_ANAPHOR = re.compile(
    r"(?<![^\W_])(?:hai bên|đôi bên|hai công ty|công ty|doanh nghiệp|hãng|tập đoàn|đơn vị|hợp tác xã|xưởng|họ"
    r"|phía (?:nhật|hàn|đối tác|khách)|đối tác|khách hàng|nhà máy|the (?:two|company|firm|group|plant|customer|pair"
    r"|supplier|maker)|both (?:sides|companies)|it|they|she|he|two sides|the sides)(?![^\W_])"
)

Signs = dict[str, float]


def words(text: str) -> list[str]:
    """The words of a text; every number is ``0``."""
    return ["0" if w[0].isdigit() else w for w in _WORD.findall(text)]


class Reader:
    """The signs of the candidates of one article."""

    def __init__(self, told: Told, sides: Mapping[str, Side]) -> None:
        self.told = told
        self._sides = sides
        self._names = {key: spots[0].party.name for key, spots in told.spots.items()}
        self._sure = [
            key
            for key, spots in told.spots.items()
            if any(s.party.mention.kind in ("firm", "bare") for s in spots)
        ]
        self._heads = list(self._headings())

    def _headings(self) -> Iterable[str]:
        """For each sentence the last one above it that heads a list or tells of a signing by nobody."""
        head = ""
        for gist in self.told.article.gists:
            yield head
            if gist.text.rstrip().endswith(":") or (FIRM not in gist.text and SIGNING.search(gist.text)):
                head = gist.text

    def side(self, key: Key) -> float:
        """What speaks for one being the foreign buyer."""
        side = self._sides.get(self._names[key])
        return side.score if side else 0.0

    def letter(self, key: Key) -> str:
        """F for a firm that looks foreign, D for domestic, U for unclear."""
        score = self.side(key)
        return "F" if score >= 1.4 else "D" if score <= -0.7 else "U"

    def signs(self, candidate: Candidate) -> Signs:
        """All signs of a candidate."""
        found: Signs = {}
        self._who(candidate, found)
        self._heading(candidate, found)
        self._deal(candidate, found)
        if candidate.apart:
            self._across(candidate, found)
        else:
            self._within(candidate, found)
            self._clause(candidate, found)
            self._around(candidate, found)
        return found

    def _who(self, c: Candidate, found: Signs) -> None:
        keys = sorted(c.keys)
        others = [k for k in self._sure if k not in keys]
        both = "".join(sorted(map(self.letter, keys)))
        first = next(iter(self.told.spots))
        found |= {
            f"firms={min(len(self._sure), 6)}": 1,
            f"sentences={min(len(self.told.article.gists), 6)}": 1,
            f"sides={both}": 1,
            "sides apart": min(4.0, abs(self.side(keys[0]) - self.side(keys[-1]))) / 4,
            f"other foreign={min(2, sum(self.letter(k) == 'F' for k in others))}": 1,
            f"other domestic={min(2, sum(self.letter(k) == 'D' for k in others))}": 1,
            f"shared={min(3, c.shared)}": 1,
            "kinds=" + "-".join(sorted((c.one.party.mention.kind, c.two.party.mention.kind))): 1,
            f"apart={min(c.apart, 5)}": 1,
        }
        if first in keys:
            found["first named"] = 1
        for spot in (c.one, c.two):
            if spot.party.pronoun:
                found["pronoun"] = 1
            if all(s.party.mention.kind == "weak" for s in self.told.spots[_key(spot.party, keys)]):
                self._weak(spot.party, len(self.told.spots[_key(spot.party, keys)]), found)

    def _weak(self, party: Party, times: int, found: Signs) -> None:
        """How much a name without legal form looks like one."""
        own = party.name.split()
        found[f"weak words={min(3, len(own))}"] = 1
        found[f"weak times={min(3, times)}"] = 1
        found[f"weak side={self.letter(next(k for k in self._names if self._names[k] == party.name))}"] = 1
        if party.name.isupper():
            found["weak capitals"] = 1
        if party.mention.start == 0 or len(own) == 1:
            found["weak one word"] = 1
        if any(c.isdigit() for c in party.name):
            found["weak number"] = 1

    def _heading(self, c: Candidate, found: Signs) -> None:
        head = self._heads[c.one.number]
        _cues("head:", head, found)
        article = self.told.article
        line = article.text[article.sentences[c.two.number].start :][:4]
        if _BULLET.match(line):
            found["bullet"] = 1
            found[f"bullet apart={min(c.apart, 3)}"] = 1
            if c.one.number == 0 and c.apart:
                found["bullet under the head"] = 1

    def _deal(self, c: Candidate, found: Signs) -> None:
        """The sentence of a deal that stands nearest to the two, and whether they are the only such pair."""
        gists = self.told.article.gists
        near = range(max(0, c.one.number - 2), min(len(gists), c.two.number + 4))
        real = [n for n in near if "real" in self.told.triggers[n]] or [n for n in near if self.told.deals[n]]
        letters = [self.letter(k) for k in self._names]
        only = all(letters.count(self.letter(k)) == 1 for k in c.keys) and len({self.letter(k) for k in c.keys}) == 2
        found[f"names={min(5, len(self._names))}"] = 1
        found[f"only={only:d}"] = 1
        if not real:
            found[f"deal at=none only={only:d}"] = 1
            return
        at = min(real, key=lambda n: (max(c.one.number - n, n - c.two.number, 0), n))
        place = self._place(c, at)
        named = {p.name for p in gists[at].parties[: gists[at].text.count(FIRM)]}
        own = sum(self._names[k] in named for k in c.keys)
        others = len(named) - own
        found |= {
            f"deal at={place}": 1,
            f"deal at={place} only={only:d}": 1,
            f"deal names={own}+{min(2, others)}": 1,
            f"deal at={place} names={own}+{min(2, others)}": 1,
        }
        if at not in (c.one.number, c.two.number):
            _cues("deal:", gists[at].text, found)
            _grams("deal:", words(gists[at].text)[:6], found, pairs=False)
        if _ANAPHOR.search(gists[at].text):
            found["deal anaphor"] = 1
            found[f"deal anaphor names={own}+{min(2, others)}"] = 1

    def _place(self, c: Candidate, at: int) -> str:
        if at == c.one.number == c.two.number:
            return "both"
        if at in (c.one.number, c.two.number):
            return "first" if at == c.one.number else "second"
        return f"after {min(3, at - c.two.number)}" if at > c.two.number else "inner" if at > c.one.number else "before"

    def _within(self, c: Candidate, found: Signs) -> None:
        text = self.told.article.gists[c.one.number].text
        before, mid, after = text[: c.one.at], text[c.one.at + 1 : c.two.at], text[c.two.at + 1 :]
        _grams("before:", words(before[-80:])[-6:], found)
        _grams("mid:", words(mid)[:16], found)
        _grams("after:", words(after[:90])[:9], found)
        for zone, part in (("B:", before), ("M:", mid), ("A:", after), ("S:", text)):
            _cues(zone, part, found)
        deal = self.told.deals[c.one.number]
        found |= {
            f"firms between={min(mid.count(FIRM), 4)}": 1,
            f"bodies between={min(mid.count(BODY), 2)}": 1,
            f"length between={min(len(mid) // 20, 6)}": 1,
            f"named here={min(text.count(FIRM), 5)}": 1,
            f"deal={deal:d}": 1,
        }
        if BODY in text:
            found["body here"] = 1
        if text.count(FIRM) == 2:
            found[f"only two, deal={deal:d}"] = 1

    def _clause(self, c: Candidate, found: Signs) -> None:
        number = c.one.number
        own = self.told.clauses[number]
        both = [k for k, cl in enumerate(own) if {c.one.sign, c.two.sign} <= set(cl.parties)]
        if not both:
            some = sum(c.one.sign in cl.parties or c.two.sign in cl.parties for cl in own)
            found[f"clauses={some}"] = 1
            states = set(self.told.triggers[number])
            found["told=" + ("real" if "real" in states else "problem" if states - {"none"} else "none")] = 1
            return
        clause, state = own[both[0]], self.told.triggers[number][both[0]]
        at, to = clause.parties.index(c.one.sign), clause.parties.index(c.two.sign)
        gaps = clause.gaps[at + 1 : to + 1]
        listed = all(LISTED.match(gap) for gap in gaps)
        sides = "".join(sorted(map(self.letter, c.keys)))
        shape = "-".join("L" if LISTED.match(g) else "W" if WITH.search(g) else "o" for g in gaps[:4])
        found |= {
            "one clause": 1,
            f"state={state}": 1,
            f"listed={listed:d}": 1,
            f"listed={listed:d} state={state}": 1,
            f"listed={listed:d} sides={sides}": 1,
            f"shape={shape}": 1,
        }
        for zone, gap in (("g0:", clause.gaps[at]), ("g1:", gaps[0]), ("gn:", gaps[-1]), ("g2:", clause.gaps[to + 1])):
            _cues(zone, gap, found)

    def _around(self, c: Candidate, found: Signs) -> None:
        for zone, step in (("next:", 1), ("prev:", -1)):
            gist = self.told.gist(c.one.number + step)
            if gist is None:
                continue
            _cues(zone, gist.text, found)
            if not self.told.deals[c.one.number] and self.told.deals[c.one.number + step]:
                found[zone + "deal"] = 1

    def _across(self, c: Candidate, found: Signs) -> None:
        gists = self.told.article.gists
        one, two = gists[c.one.number].text, gists[c.two.number].text
        inner = " ".join(g.text for g in gists[c.one.number + 1 : c.two.number])
        for zone, part in (("x1:", one), ("x2:", two), ("xi:", inner)):
            _cues(zone, part, found)
        _grams("x1:", words(one)[:8], found, pairs=False)
        _grams("x2:", words(two)[:8], found, pairs=False)
        named = [min(3, len({p.name for p in gists[s.number].parties[: gists[s.number].text.count(FIRM)]})) for s in (c.one, c.two)]
        deals = f"{self.told.deals[c.one.number]:d}{self.told.deals[c.two.number]:d}"
        real = "".join(f"{'real' in self.told.triggers[s.number]:d}" for s in (c.one, c.two))
        sides = "".join(sorted(map(self.letter, c.keys)))
        found |= {
            f"x named={named[0]}-{named[1]}": 1,
            f"x deals={deals}": 1,
            f"x real={real}": 1,
            f"x real={real} sides={sides}": 1,
            f"x inner={min(2, inner.count(FIRM))}": 1,
        }


def _key(party: Party, keys: list[Key]) -> Key:
    from loaders.article.pairs import key_of

    return key_of(party.name)


def _cues(zone: str, text: str, found: Signs) -> None:
    for name, pattern in CUES.items():
        if pattern.search(text):
            found[zone + name] = 1


def _grams(zone: str, own: list[str], found: Signs, *, pairs: bool = True) -> None:
    for word in own:
        found[zone + word] = 1
    if pairs:
        for one, two in zip(own, own[1:], strict=False):
            found[f"{zone}{one} {two}"] = 1
