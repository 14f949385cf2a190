"""Finding a node by what people call it: id, code, name, alias, with or without accents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from operator import attrgetter
from typing import Any

import pandas as pd

from graph.errors import Ambiguous, NotFound
from graph.names import NameParts, parse_name, parse_place, plain_parts
from graph.schema import NODES
from graph.text import Text, fold, tidy

_CODES = {"Enterprise": ("tax_code",), "Product": ("hs",), "Programme": ("number",), "Source": ("url",)}
_TYPED = ("Standard",)  # whose names are codes as well: "ISO9001" is "ISO 9001"
_PARTS: dict[str, Callable[[str], NameParts]] = {"Enterprise": parse_name, "Place": parse_place}
_SHOWN = 5  # candidates listed in a message


def parts_of(type: str) -> Callable[[str], NameParts]:
    """How the names of a node type are taken apart."""
    return _PARTS.get(type, plain_parts)


def _compact(code: str) -> str:
    """A code in capitals, without the separators people write in it."""
    return code.replace(" ", "").replace("-", "").replace(".", "").upper()


@dataclass(frozen=True, slots=True)
class Found:
    """The ids a text stands for; ``unsure`` says what differs when it is not the very name."""

    ids: frozenset[str]
    unsure: Text | None = None


_NOTHING: frozenset[str] = frozenset()


@dataclass
class Names:
    """Ids by one part of their names, taken apart as far as ``done`` when that part is first asked for."""

    ids: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    done: int = 0


def _spread(ids: list[str], cells: list[Any]) -> list[tuple[str, str]]:
    """(id, text) for every text of a column, lists taken apart, unknown left out."""
    return [
        (id, value)
        for id, cell in zip(ids, cells, strict=True)
        for value in (cell if isinstance(cell, tuple) else (cell,))
        if isinstance(value, str)
    ]


class Directory:
    """The nodes of one type by id, code and name. Add tables, then ask.

    >>> d = Directory("Enterprise")
    >>> d.add(pd.DataFrame({"id": ["bt"], "name": ["Công ty TNHH Công nghiệp Bảo Tiên"]}))
    >>> d.find("bao tien")
    'bt'
    """

    def __init__(self, type: str) -> None:
        self.type = type
        self._parts = parts_of(type)
        self._codes = _CODES.get(type, ())
        self._fields = [c for c in NODES[type].search if c not in self._codes]
        self.labels: dict[str, str] = {}
        self.by_code: dict[str, set[str]] = defaultdict(set)
        self._moved: dict[str, str] = {}  # ids that were merged into others
        self._names: dict[str, Names] = defaultdict(Names)
        self._told: list[tuple[str, str]] = []  # (id, name)

    def add(self, frame: pd.DataFrame) -> None:
        """Take in the rows of a table of this type (columns that lack are unknown)."""
        ids = frame["id"].tolist()
        for column in (c for c in (*self._codes, *self._fields) if c in frame.columns):
            pairs = _spread(ids, frame[column].tolist())
            if column in self._codes:
                for id, code in pairs:
                    self.by_code[code].add(id)
            else:
                self._told += pairs
                for id, name in pairs:
                    self.labels.setdefault(id, name)
                    if self.type in _TYPED:
                        self.by_code[_compact(name)].add(id)
        for id in ids:
            self.labels.setdefault(id, id)

    def follow(self, moved: Mapping[str, str]) -> None:
        """Take ids that were merged away for those they were merged into."""
        self._moved.update(moved)

    def _by(self, part: str) -> dict[str, set[str]]:
        names, told = self._names[part], self._told
        if names.done < len(told):
            of_name = attrgetter(part)
            for id, name in islice(told, names.done, None):
                names.ids[of_name(self._parts(name))].add(id)
            names.done = len(told)
        return names.ids

    @property
    def by_key(self) -> dict[str, set[str]]:
        """Ids by name with legal form."""
        return self._by("key")

    @property
    def by_core(self) -> dict[str, set[str]]:
        """Ids by name without legal form."""
        return self._by("core")

    @property
    def by_folded(self) -> dict[str, set[str]]:
        """Ids by name without legal form and accents."""
        return self._by("folded")

    def sure(self, text: str) -> str | None:
        """The one id that ``text`` is, or whose code or very name it is; ``None`` in every other case."""
        ids = self._known_as(text)
        return next(iter(ids)) if len(ids) == 1 else None

    def _known_as(self, text: str) -> set[str]:
        """The ids that ``text`` is, or whose code or very name it is, however the code is spelled."""
        if text in self.labels:
            return {text}
        if self._moved.get(text) in self.labels:
            return {self._moved[text]}
        by_name = self.by_code.get(text) or self.by_key.get(self._parts(text).key)
        return by_name or self.by_code.get(_compact(text)) or set()

    def lookup(self, text: str) -> Found:
        """What ``text`` stands for in a file: an id, a code, or a whole name.

        A name without legal form, or typed without any accent, counts when it
        fits; ``unsure`` then says so. Names that only contain ``text`` do not.
        """
        if plain := self._known_as(text):
            return Found(frozenset(plain))
        parts = self._parts(text)
        if not parts.form and parts.core in self.by_core:
            return Found(frozenset(self.by_core[parts.core]), Text("thiếu loại hình", "no legal form given"))
        if parts.core == parts.folded and parts.folded in self.by_folded:
            same_form = {i for i in self.by_folded[parts.folded] if self._form_fits(parts, i)}
            return Found(frozenset(same_form), Text("viết không dấu", "typed without accents"))
        return Found(_NOTHING)

    def _form_fits(self, parts: NameParts, id: str) -> bool:
        return not parts.form or self._parts(self.labels[id]).form in ("", parts.form)

    def find(self, text: str) -> str:
        """The id of the one node a person means by ``text``; part of a name is enough.

        Raises ``Ambiguous`` when it fits several, ``NotFound`` when none.
        """
        asked = tidy(text)
        parts = self._parts(asked)
        levels: tuple[Callable[[], Iterable[str]], ...] = (
            lambda: [asked] if asked in self.labels else [],
            lambda: [self._moved[asked]] if self._moved.get(asked) in self.labels else [],
            lambda: self.by_code.get(_compact(asked), ()) or self.by_code.get(asked, ()),
            lambda: self.by_key.get(parts.key, ()),
            lambda: self.by_core.get(parts.core, ()),
            lambda: self.by_folded.get(parts.folded, ()),
            lambda: self._containing(parts.core, self.by_core),
            lambda: self._containing(parts.folded, self.by_folded),
        )
        for level in levels:
            ids = set(level())
            if len(ids) == 1:
                return ids.pop()
            if ids:
                raise self._ambiguous(asked, ids)
        raise self._not_found(asked)

    def _containing(self, asked: str, names: dict[str, set[str]]) -> set[str]:
        """Names that have a word beginning with each word asked for; whole words win."""
        wanted = asked.split()
        if not wanted:
            return set()
        whole: set[str] = set()
        begun: set[str] = set()
        for name, ids in names.items():
            if wanted[0] not in name:
                continue
            have = name.split()
            if all(w in have for w in wanted):
                whole |= ids
            elif all(any(h.startswith(w) for h in have) for w in wanted):
                begun |= ids
        return whole or begun

    def _ambiguous(self, asked: str, ids: set[str]) -> Ambiguous:
        listed = self.listed(ids)
        label = NODES[self.type].label
        return Ambiguous(
            f"{asked!r} khớp {len(ids)} {label.vi.lower()}: {listed}; hãy ghi mã hoặc tên đầy đủ",
            f"{asked!r} fits {len(ids)} of type {label.en}: {listed}; give an id or the full name",
        )

    def listed(self, ids: Iterable[str]) -> str:
        """Some ids with their names, for a message."""
        ordered = sorted(ids)
        shown = [f"{self.labels[i]} ({i})" if self.labels[i] != i else i for i in ordered[:_SHOWN]]
        return ", ".join(shown) + (", …" if len(ordered) > _SHOWN else "")

    def _not_found(self, asked: str) -> NotFound:
        nearest = self.nearest(asked)
        label = NODES[self.type].label
        hint_vi = f"; gần nhất: {nearest}" if nearest else ""
        hint_en = f"; nearest: {nearest}" if nearest else ""
        return NotFound(
            f"không thấy {label.vi.lower()} nào tên {asked!r}{hint_vi}",
            f"no {label.en.lower()} called {asked!r}{hint_en}",
        )

    def nearest(self, text: str, limit: int = 3) -> str:
        """The most similar known names, to help someone who mistyped; only ever a suggestion."""
        from rapidfuzz import fuzz, process

        folded = self._parts(text).folded or fold(text)
        close = process.extract(
            folded, list(self.by_folded), scorer=fuzz.WRatio, limit=limit, score_cutoff=60
        )
        ids: dict[str, None] = {}
        for name, _, _ in close:
            ids.update(dict.fromkeys(sorted(self.by_folded[name])))
        return self.listed(list(ids)[:limit]) if ids else ""
