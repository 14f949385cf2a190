"""Names become ids: sources, parties, products, standards and places that rows refer to."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

import pandas as pd

from graph.decisions import Decisions
from graph.directory import Directory, parts_of
from graph.schema import NODES
from graph.tables import Tables
from graph.text import Text, slug, tidy
from graph.values import Reference
from loaders.clean import Cleaned
from loaders.placing import THRESHOLD, Placement, Placer, decided
from loaders.report import Findings
from loaders.resolve import made_id
from loaders.sheet import Origin, Sheet


def _id_of(type: str, name: str) -> str:
    """The id of a node that has only a name: one for all spellings that count as the same."""
    core = parts_of(type)(name).core or name
    return made_id(core, core)


def origin_of(sheet: Sheet) -> Origin:
    """The source that says what no other source is named for: the article, else the file itself."""
    return sheet.origin or Origin(f"file-{slug(sheet.file)}", sheet.file)


_SUGGESTIONS = 100  # a load; each compares with every known name, and nobody reads more


class Resolver:
    """Directories of everything known (store and this load), and nodes made on the way."""

    def __init__(self, known: Tables, decisions: Decisions, findings: Findings) -> None:
        self._known = known
        self.decisions = decisions
        self._findings = findings
        self._directories: dict[str, Directory] = {}
        self._suggested = 0
        self._products: list[pd.DataFrame] = []  # tables of this load
        self.placed: dict[str, Placement] = {}  # texts that stand for a product by their words
        self.made: dict[str, dict[str, dict[str, Any]]] = {"Place": {}, "Source": {}}

    def directory(self, type: str) -> Directory:
        """Who is who among the nodes of one type."""
        if type not in self._directories:
            directory = Directory(type)
            directory.add(self._known[type])
            if type == "Enterprise":
                directory.follow(self.decisions.moved)
            self._directories[type] = directory
        return self._directories[type]

    def name_rows(self, type: str, sheets: list[Cleaned]) -> None:
        """Give every row of a named type (not enterprises) its id: its own, its name's, or a made one."""
        directory = self.directory(type)
        names = [c for c in NODES[type].search if c in ("name", "name_vi", "name_en", "title")]
        for sheet in sheets:
            frame = sheet.frame
            given = frame[frame["id"].notna()]
            directory.add(given[["id", *(c for c in NODES[type].search if c in frame.columns)]])
        for sheet in sheets:
            self._name_sheet(type, sheet, names)
            if type == "Product":
                self._products.append(sheet.frame)
            directory.add(sheet.frame[["id", *(c for c in NODES[type].search if c in sheet.frame.columns)]])

    def _name_sheet(self, type: str, sheet: Cleaned, names: list[str]) -> None:
        directory, frame, ids = self.directory(type), sheet.frame, []
        for row, id, *known in zip(frame["_row"], frame["id"], *(frame[c] for c in names), strict=True):
            name = next((n for n in known if n is not None), None)
            if id is None and name is None:
                reason = Text("cần có mã hoặc tên", "needs an id or a name")
                self._findings.set_aside(sheet.place(row), "", reason)
            elif id is None and name is not None:
                found = directory.lookup(name).ids
                id = min(found) if len(found) == 1 else _id_of(type, name) if not found else None
                if id is None:
                    reason = Text(
                        f"tên khớp nhiều mã: {directory.listed(found)}",
                        f"fits several ids: {directory.listed(found)}",
                    )
                    self._findings.set_aside(sheet.place(row), name, reason)
            ids.append(id)
        frame["id"] = pd.Series(ids, dtype=object)
        sheet.drop(frame["id"].isna())

    def resolve(self, type: str, text: str) -> tuple[str | None, Text | None]:
        """The id that ``text`` stands for, or why there is none."""
        directory = self.directory(type)
        found = directory.lookup(text)
        if len(found.ids) == 1:
            id = min(found.ids)
            if found.unsure and type == "Enterprise":
                self._findings.warn(
                    f"{text!r} hiểu là {directory.labels[id]} ({found.unsure.vi})",
                    f"{text!r} is read as {directory.labels[id]} ({found.unsure.en})",
                )
            return id, None
        label = NODES[type].label
        if type == "Product" and not found.ids:
            return self._by_words(text)
        if found.ids:
            listed = directory.listed(found.ids)
            return None, Text(
                f"khớp nhiều {label.vi.lower()}: {listed}; hãy ghi mã", f"fits several: {listed}; give the id"
            )
        nearest = self._nearest(type, text)
        return None, Text(
            f"không có {label.vi.lower()} này"
            + (f"; gần nhất: {nearest}" if nearest else "; hãy thêm vào trước"),
            f"no such {label.en.lower()}" + (f"; nearest: {nearest}" if nearest else "; add it first"),
        )

    def resolve_all(self, type: str, texts: Iterable[str]) -> dict[str, tuple[str | None, Text | None]]:
        """``resolve`` for each distinct text."""
        sure = self.directory(type).sure if type != "Product" else self._sure_product
        found: dict[str, tuple[str | None, Text | None]] = {}
        unsure = []
        for text in set(texts):
            if (id := sure(text)) is None:
                unsure.append(text)
            else:
                found[text] = id, None
        for text in sorted(unsure):  # what is said of them comes in that order
            found[text] = self.resolve(type, text)
        return found

    def _sure_product(self, text: str) -> str | None:
        """The product that a person said these words are, or whose very name they are."""
        known = decided(self.decisions.placed, text)
        if known is not None and known.product in self.directory("Product").labels:
            self.placed[text] = known
            return known.product
        return self.directory("Product").sure(text)

    @cached_property
    def _placer(self) -> Placer:
        columns = ["id", "name_vi", "name_en", "synonyms"]
        tables = [self._known["Product"], *self._products]
        return Placer(pd.concat([t[columns] for t in tables if len(t)] or tables[:1], ignore_index=True))

    def _by_words(self, text: str) -> tuple[str | None, Text | None]:
        """A product in free words: placed where that is sure enough, otherwise left for a person."""
        best = next(iter(self._placer.top(text, 1)), None)
        if best is not None and best.confidence >= THRESHOLD:
            self.placed[text] = best
            return best.product, None
        self._findings.unplaced.setdefault(text, best)
        if best is not None:
            near = f"{self.directory('Product').labels[best.product]} ({best.product}) {best.confidence:.2f}"
        else:
            near = self._nearest("Product", text)
        vi, en = (f"; gần nhất: {near}", f"; nearest: {near}") if near else ("", "")
        return None, Text(f"không có sản phẩm này trong danh mục{vi}", f"no such product in the taxonomy{en}")

    def _nearest(self, type: str, text: str) -> str:
        self._suggested += 1
        return self.directory(type).nearest(text) if self._suggested <= _SUGGESTIONS else ""

    def listed(self, type: str, text: str) -> str:
        """What ``text`` may stand for, for a message."""
        directory = self.directory(type)
        return directory.listed(directory.lookup(text).ids)

    def place(self, text: str, kind: str, sources: tuple[str, ...]) -> str | None:
        """The id of a place; one that nobody knows is made (several that fit: ``None``)."""
        found = self.directory("Place").lookup(text)
        if found.ids:
            return min(found.ids) if len(found.ids) == 1 else None
        id = _id_of("Place", text)
        made = self.made["Place"].setdefault(id, {"id": id, "name_vi": text, "kind": kind, "sources": set()})
        made["name_vi"] = max(made["name_vi"], text, key=lambda t: (len(t), t))
        made["sources"].update(sources)
        return id

    def add_sources(self, sheet: Cleaned, loaded_at: str) -> None:
        """Put into column ``_sources`` who said each row and where it stands.

        A row that names no source is said by its file.
        """
        texts = (
            sheet.frame["sources"].tolist() if "sources" in sheet.frame.columns else [()] * len(sheet.frame)
        )
        own = "" if all(texts) else self._file_source(sheet, loaded_at)
        ids = {token: self._source(token) for token in sorted({t for tokens in texts for t in tokens})}
        refs = [
            tuple([f"{id}#{where}" for id in sorted({ids[t] for t in tokens})])
            if tokens
            else (f"{own}#{where}",)
            for tokens, where in zip(texts, sheet.refs(), strict=True)
        ]
        sheet.frame["_sources"] = pd.Series(refs, dtype=object)

    def _source(self, token: str) -> str:
        directory = self.directory("Source")
        known = directory.lookup(Reference.parse(token).source)
        if len(known.ids) == 1:
            return min(known.ids)
        if known.ids:
            listed = directory.listed(known.ids)
            self._findings.warn(
                f"nguồn {token!r} khớp nhiều nguồn ({listed}); giữ như một nguồn riêng, hãy ghi mã",
                f"source {token!r} fits several ({listed}); kept as one of its own, give the id",
            )
        text = tidy(token.replace("#", " "))
        id = made_id(text, token)
        url = text if text.startswith(("http://", "https://")) else None
        self.made["Source"][id] = {"id": id, "title": text, "url": url, "sources": ()}
        return id

    def _file_source(self, sheet: Cleaned, loaded_at: str) -> str:
        origin = origin_of(sheet.sheet)
        id = origin.id
        stored = self._known["Source"]
        same = stored[(stored["id"] == id) & (stored["sha256"] == sheet.sheet.sha256)]
        since = loaded_at if same.empty else same["loaded_at"].iloc[0]
        self.made["Source"][id] = {
            "id": id,
            "title": origin.title,
            "published_on": origin.published_on,
            "sha256": sheet.sheet.sha256,
            "loaded_at": since,
            "sources": (),
        }
        return id
