"""What every answer beside a ranking is: a question, rows with evidence, notes on what is unknown."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Generic, TypeVar, overload

import pandas as pd
from markupsafe import Markup

from graph.display import SHOWN, both, heading, listing, table
from graph.text import Lang, Text
from queries.facts import Fact
from queries.wording import Cite, wrapped

Row = TypeVar("Row")


@dataclass(frozen=True)
class Findings(Sequence[Row], Generic[Row]):
    """They behave as the list of its ``rows``; ``notes`` say what the data do not tell."""

    question: Text
    rows: tuple[Row, ...]
    notes: tuple[Text, ...]

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        return self.rows[index]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    @abstractmethod
    def to_frame(self, lang: Lang = "vi") -> pd.DataFrame:
        """A row of ids, names, numbers and sources for each row."""

    @abstractmethod
    def lines(self, lang: Lang, cite: Cite) -> list[str]:
        """The answer as lines for people, without question and notes; facts are named by ``cite``."""

    def to_dict(self) -> dict[str, Any]:
        """The whole answer as plain values, both languages, for JSON."""
        found: dict[str, Any] = plain(self)
        return found

    def say(self, lang: Lang = "vi", cite: Cite | None = None) -> str:
        """The answer as readable text: the question, the rows, and what is not known."""
        notes = [wrapped(f"· {note.say(lang)}", 2) for note in self.notes]
        return "\n".join([self.question.say(lang), *self.lines(lang, cite or _uncited), *notes])

    def shown(self, lang: Lang) -> Markup:
        """What a notebook shows between question and notes: the rows as a table, ids and sources left out."""
        frame = self.to_frame(lang)
        hidden = ("sources", "_ids")
        named = {c.removesuffix("s").removesuffix("_name") for c in map(str, frame) if "_name" in c}
        columns = [c for c in map(str, frame) if not c.endswith(hidden) and c.removesuffix("s") not in named]
        cells = frame[columns].astype(object).where(frame[columns].notna(), None).head(SHOWN)
        return table([c.replace("_", " ") for c in columns], cells.values.tolist(), more=self.more(lang))

    def more(self, lang: Lang) -> str:
        """How many rows a notebook does not show; empty when it shows all."""
        left = len(self) - SHOWN
        return Text(f"… và {left} dòng nữa", f"… and {left} more rows").say(lang) if left > 0 else ""

    def _repr_html_(self) -> str:
        def card(lang: Lang) -> Markup:
            notes = listing(note.say(lang) for note in self.notes)
            return heading(self.question.say(lang)) + self.shown(lang) + notes

        return both(card)

    def __str__(self) -> str:
        return self.say("vi")

    def __repr__(self) -> str:
        return self.say("vi")


def _uncited(facts: Iterable[Fact]) -> str:
    return ""


def plain(value: Any) -> Any:
    """Dataclasses, texts and tuples as dictionaries, strings and lists."""
    if is_dataclass(value):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, (tuple, list)):
        return [plain(v) for v in value]
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    return value


def few(texts: Sequence[str], most: int, lang: Lang) -> str:
    """The first ``most`` texts, and how many more there are.

    >>> few(["a", "b", "c"], 2, "en")
    'a; b; and 1 more'
    """
    more = len(texts) - most
    rest = [Text(f"và {more} nữa", f"and {more} more").say(lang)] if more > 0 else []
    return "; ".join([*texts[:most], *rest])


def sources_of(facts: Iterable[Fact]) -> str:
    """The references of some facts, each once, as a cell of a table."""
    return "; ".join(dict.fromkeys(r for fact in facts for r in fact.sources))
