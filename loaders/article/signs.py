"""What speaks for or against two enterprises having signed: named numbers, from the words around them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from loaders.article.clauses import LISTED, WITH
from loaders.article.cues import note_kinds, note_words
from loaders.article.gist import BODY, FIRM
from loaders.article.pairs import Candidate, Key, Told, key_of
from loaders.article.phrases import SIGNING
from loaders.article.roles import Side
from loaders.article.weighing import Signs

# Words that stand for a firm that was named before.
_ANAPHOR = re.compile(
    r"(?<![^\W_])(?:hai bên|đôi bên|hai công ty|công ty|doanh nghiệp|hãng|tập đoàn|đơn vị|hợp tác xã|xưởng|họ"
    r"|phía (?:nhật|hàn|đối tác|khách)|đối tác|khách hàng|nhà máy|the (?:two|company|firm|group|plant"
    r"|customer|pair"
    r"|supplier|maker)|both (?:sides|companies)|it|they|she|he|two sides|the sides)(?![^\W_])"
)


class Reader:
    """Reads the signs of the candidates of one scene.

    For each enterprise: the side it looks to be on (``letters``: F foreign, D
    domestic, U unclear), and whether the text is about it (``topic``). For each
    sentence the one above that heads it (``heads``).
    """

    def __init__(self, told: Told, sides: Mapping[str, Side]) -> None:
        self.told = told
        self._texts = [gist.text for gist in told.gists]
        self._scores = {
            key: sides[name].score if (name := spots[0].party.name) in sides else 0.0
            for key, spots in told.spots.items()
        }
        self.letters = {
            key: "F" if score >= 1.4 else "D" if score <= -0.7 else "U" for key, score in self._scores.items()
        }
        self._alike = Counter(self.letters.values())
        self.topic = self._topics()
        self.heads = list(self._headings())

    def _topics(self) -> dict[Key, str]:
        """Whom the text is about: who speaks, is alone in its first sentence, or is named first."""
        first = next(iter(self.told.spots), None)
        alone = self.told.named[0] if self._texts else set()
        found = {first: "first"} if first is not None else {}
        found |= dict.fromkeys(alone, "head") if len(alone) == 1 else {}
        speaker = self.told.article.book.speaker
        return found | ({key_of(speaker): "speaker"} if speaker else {})

    def _headings(self) -> Iterator[str]:
        """For each sentence the last one above it that heads a list or tells of a signing by nobody."""
        head = ""
        for text in self._texts:
            yield head
            if text.rstrip().endswith(":") or (FIRM not in text and SIGNING.search(text)):
                head = text

    def signs(self, candidate: Candidate) -> Signs:
        """All signs of a candidate; each is 1 but for how far the sides are apart (0 to 1)."""
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

    def _both(self, c: Candidate) -> str:
        return "".join(sorted(self.letters[k] for k in c.keys))

    def _who(self, c: Candidate, found: Signs) -> None:
        one, two = c.one.key, c.two.key
        others = self._alike - Counter(self.letters[k] for k in (one, two))
        found |= {
            f"firms={min(len(self.letters), 6)}": 1,
            f"sentences={min(len(self._texts), 6)}": 1,
            f"sides={self._both(c)}": 1,
            "sides apart": min(4.0, abs(self._scores[one] - self._scores[two])) / 4,
            f"other foreign={min(2, others['F'])}": 1,
            f"other domestic={min(2, others['D'])}": 1,
            f"shared={min(3, c.shared)}": 1,
            "kinds=" + "-".join(sorted((c.one.party.mention.kind, c.two.party.mention.kind))): 1,
            f"apart={min(c.apart, 5)}": 1,
        }
        for key in (one, two):
            if key in self.topic:
                found[f"topic={self.topic[key]}"] = 1
        for spot in (c.one, c.two):
            if spot.party.pronoun:
                found["pronoun"] = 1

    def _heading(self, c: Candidate, found: Signs) -> None:
        note_kinds("head:", self.heads[c.one.number], found)
        if self.told.bulleted(c.two.number):
            found["bullet"] = 1
            found[f"bullet apart={min(c.apart, 3)}"] = 1
            if c.apart and (topic := self.topic.get(c.one.key) or self.topic.get(c.two.key)):
                found[f"bullet topic={topic} named={min(2, len(self.told.named[c.two.number]))}"] = 1

    def _deal(self, c: Candidate, found: Signs) -> None:
        """The sentence of a deal that stands nearest to the two, and whether they are the only such pair."""
        letters = {self.letters[k] for k in c.keys}
        only = len(letters) == 2 and all(self._alike[letter] == 1 for letter in letters)
        found[f"only={only:d}"] = 1
        at = self.told.deal_of(c)
        if at is None:
            found[f"deal at=none only={only:d}"] = 1
            return
        place = _place(c, at)
        named = self.told.named[at]
        own = len(named & c.keys)
        count = f"{own}+{min(2, len(named) - own)}"
        found |= {
            f"deal at={place}": 1,
            f"deal at={place} only={only:d}": 1,
            f"deal names={count}": 1,
            f"deal at={place} names={count}": 1,
        }
        topic = self.topic.get(c.one.key) or self.topic.get(c.two.key) or "none"
        found[f"topic={topic} at={place} names={count}"] = 1
        if at not in (c.one.number, c.two.number):
            note_kinds("deal:", self._texts[at], found)
            note_words("deal", self._texts[at], found, slice(6))
        if _ANAPHOR.search(self._texts[at]):
            found["deal anaphor"] = 1
            found[f"deal anaphor names={count}"] = 1

    def _within(self, c: Candidate, found: Signs) -> None:
        """The words before, between and after two in one sentence."""
        text = self._texts[c.one.number]
        before, mid, after = text[: c.one.at], text[c.one.at + 1 : c.two.at], text[c.two.at + 1 :]
        note_words("before", before[-80:], found, slice(-6, None))
        note_words("mid", mid[:400], found, slice(16))
        note_words("after", after[:90], found, slice(9))
        one, two = c.one.at, c.two.at
        for zone, *place in (("B:", 0, one), ("M:", one + 1, two), ("A:", two + 1), ("S:",)):
            note_kinds(zone, text, found, *place)
        deal = self.told.deals[c.one.number]
        found |= {
            f"firms between={min(mid.count(FIRM), 4)}": 1,
            f"bodies between={min(mid.count(BODY), 2)}": 1,
            f"length between={min(len(mid) // 20, 6)}": 1,
            f"named here={min(text.count(FIRM), 5)}": 1,
            f"deal={deal:d}": 1,
        }
        for zone, part in (("before", before), ("after", after), ("here", text)):
            if BODY in part:
                found[f"body {zone}"] = 1
        if text.count(FIRM) == 2:
            found[f"only two, deal={deal:d}"] = 1

    def _clause(self, c: Candidate, found: Signs) -> None:
        """What the clause of the two says of a signing, and in what shape they stand in it."""
        own, states = self.told.clauses[c.one.number], self.told.triggers[c.one.number]
        both = [n for n, clause in enumerate(own) if {c.one.sign, c.two.sign} <= set(clause.parties)]
        if not both:
            some = sum(c.one.sign in clause.parties or c.two.sign in clause.parties for clause in own)
            problem = "problem" if set(states) - {"none"} else "none"
            found |= {
                f"clauses={some}": 1,
                "told=" + ("real" if self.told.real[c.one.number] else problem): 1,
            }
            return
        clause, state = own[both[0]], states[both[0]]
        at, to = clause.parties.index(c.one.sign), clause.parties.index(c.two.sign)
        gaps = clause.gaps[at + 1 : to + 1]
        listed = all(LISTED.match(gap) for gap in gaps)
        shape = "-".join("L" if LISTED.match(g) else "W" if WITH.search(g) else "o" for g in gaps[:4])
        found |= {
            "one clause": 1,
            f"state={state}": 1,
            f"listed={listed:d}": 1,
            f"listed={listed:d} state={state}": 1,
            f"listed={listed:d} sides={self._both(c)}": 1,
            f"shape={shape}": 1,
        }
        zones = ("g0:", clause.gaps[at]), ("g1:", gaps[0]), ("gn:", gaps[-1]), ("g2:", clause.gaps[to + 1])
        for zone, gap in zones:
            note_kinds(zone, gap, found)

    def _around(self, c: Candidate, found: Signs) -> None:
        """The sentences before and after that of two in one sentence."""
        for zone, number in (("prev:", c.one.number - 1), ("next:", c.one.number + 1)):
            if 0 <= number < len(self._texts):
                note_kinds(zone, self._texts[number], found)
                if self.told.deals[number] and not self.told.deals[c.one.number]:
                    found[zone + "deal"] = 1

    def _across(self, c: Candidate, found: Signs) -> None:
        """The sentences of two that stand in different ones, and what lies between."""
        one, two = c.one.number, c.two.number
        inner = " ".join(self._texts[one + 1 : min(two, one + 1 + _INNER)])
        for zone, part in (("x1:", self._texts[one]), ("x2:", self._texts[two]), ("xi:", inner)):
            note_kinds(zone, part, found)
        for zone, part in (("x1", self._texts[one]), ("x2", self._texts[two])):
            note_words(zone, part, found, slice(8))
        for zone, spot in (("x1", c.one), ("x2", c.two)):
            text = self._texts[spot.number]
            note_words(zone + " before", text[max(0, spot.at - 80) : spot.at], found, slice(-6, None))
            note_words(zone + " after", text[spot.at + 1 : spot.at + 91], found, slice(6))
        named = "-".join(str(min(3, len(self.told.named[n]))) for n in (one, two))
        real = "".join(f"{self.told.real[n]:d}" for n in (one, two))
        found |= {
            f"x named={named}": 1,
            f"x deals={self.told.deals[one]:d}{self.told.deals[two]:d}": 1,
            f"x real={real}": 1,
            f"x real={real} sides={self._both(c)}": 1,
            f"x inner={min(2, inner.count(FIRM))}": 1,
        }


_INNER = 4  # sentences between two that are read


def _place(c: Candidate, at: int) -> str:
    """Where the sentence of a deal stands to the two."""
    if c.one.number <= at <= c.two.number and at in (c.one.number, c.two.number):
        return "both" if not c.apart else "first" if at == c.one.number else "second"
    return (
        f"after {min(3, at - c.two.number)}"
        if at > c.two.number
        else "inner"
        if at > c.one.number
        else "before"
    )
