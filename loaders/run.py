"""``load``: a dataset into a store, all or nothing, with a report."""

from __future__ import annotations

import datetime
import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from graph import Counts, Store, open_store
from graph.decisions import Decisions
from graph.schema import EDGES, NODES
from graph.tables import Tables
from loaders.addresses import locate
from loaders.build import Builder
from loaders.clean import Cleaned, clean_sheet
from loaders.columns import FILES
from loaders.corrections import originals
from loaders.datasets import TAXONOMY, dataset_files, shown_name
from loaders.gone import Gone, no_longer_told, take_out
from loaders.lookalikes import queue
from loaders.merge import Merger
from loaders.readers import Reading, read_files
from loaders.references import Resolver, origin_of
from loaders.report import Findings, LoadReport
from loaders.resolve import resolve_enterprises
from loaders.sheet import Sheet

_NAMED = ("Standard", "Programme", "Place", "Product")


def load(
    dataset: str | Path | Sequence[str | Path],
    store: Store,
    *,
    taxonomy: bool = True,
    kind: str | Sequence[str] = (),
    encoding: str | None = None,
    dry_run: bool = False,
    strict: bool = False,
    replace: bool = False,
) -> LoadReport:
    """Load a dataset into ``store``; the report says what was added, set aside and left for review.

    ``dataset`` is the name of a shipped dataset (``hai-phong``), a folder, a
    file (CSV, TSV, XLSX, XLS, ODS), ``-`` for standard input, or several of
    these, which are loaded as one. What a file or sheet holds is told by its
    name, else by its headers, or by ``kind`` (``enterprises``, or
    ``Sheet1=enterprises`` for one sheet). ``encoding`` is that of text files where
    it is not found rightly. A store without products gets the shipped product
    taxonomy too, unless ``taxonomy`` is false. ``dry_run`` writes nothing;
    ``strict`` writes nothing when anything is set aside: ``report.written`` says
    so, and the counts are those that would have been. ``report.gone`` lists what only
    these files told before and no longer tell; ``replace`` takes it out. Raises ``LoadError`` when a file
    cannot be understood at all; the store is then unchanged.

    >>> from graph import open_store
    >>> with open_store(":memory:") as store:
    ...     first, second = load("hai-phong", store), load("hai-phong", store)
    >>> first.total.added > 500, second.total.added + second.total.changed
    (True, 0)
    """
    datasets = [dataset] if isinstance(dataset, (str, Path)) else list(dataset)
    reading = Reading.of(encoding, [kind] if isinstance(kind, str) else kind)
    with _no_collector():
        return _load(datasets, store, taxonomy, reading, Writing(dry_run, strict, replace))


@contextmanager
def _no_collector() -> Iterator[None]:
    """No garbage collection meanwhile: a load makes millions of tuples and no cycles worth a search."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@dataclass(frozen=True)
class Writing:
    """Whether what was read is written, and replaces what its files told before."""

    dry_run: bool = False
    strict: bool = False
    replace: bool = False

    def write(self, tables: Tables, store: Store, findings: Findings) -> tuple[dict[str, Counts], bool]:
        """What was written, or would be, and which of both."""
        if not self.dry_run and not (self.strict and findings.rejected):
            return store.write(tables), True
        with open_store(":memory:") as scratch:
            scratch.write(store.read())
            return scratch.write(tables), False


def _load(
    datasets: list[str | Path], store: Store, taxonomy: bool, reading: Reading, writing: Writing
) -> LoadReport:
    findings = Findings()
    names = [shown_name(Path(d)) or shown_name(Path(d).resolve()) for d in datasets]
    known = store.read(*NODES)
    files = [file for dataset in datasets for file in dataset_files(dataset, findings)]
    read = read_files(files, findings, reading)
    # A load that was cut off may have left products: what it began without it gets again.
    begun = any("Product" in load.empty_before for load in store.unfinished())
    if taxonomy and TAXONOMY not in names and (known["Product"].empty or begun):
        read = [*read_files(dataset_files(TAXONOMY, findings), findings), *read]
    return load_sheets(" + ".join(names), read, store, findings, known=known, writing=writing)


def load_sheets(
    name: str,
    read: list[Sheet],
    store: Store,
    findings: Findings,
    *,
    known: Tables | None = None,
    writing: Writing | None = None,
) -> LoadReport:
    """Clean, resolve, merge and write sheets; ``known`` are the store's nodes when they have been read."""
    known = store.read(*NODES) if known is None else known
    sheets = [clean_sheet(sheet, findings) for sheet in read]
    sheets += locate(sheets, known, findings)
    sheets.sort(key=lambda s: list(FILES).index(s.sheet.kind))
    decisions = Decisions.of(known["Decision"])
    resolver = Resolver(known, decisions, findings)
    explicit = _name_nodes(sheets, known, store, resolver, findings)
    frames = _built(sheets, resolver, store, findings)
    tables = _merged(frames, known, store, findings)
    queue(tables["Enterprise"], explicit, known["Enterprise"], decisions, findings)
    gone = _gone(read, frames, known, store, resolver)
    writing = writing or Writing()
    counts, written = writing.write(tables, store, findings)
    if written and writing.replace:
        gone = take_out(store, gone, {str(row[0]) for row in findings.rejected})
    return LoadReport.of(name, counts, findings, originals(read, findings), gone=gone, written=written)


def _gone(
    read: list[Sheet], frames: dict[str, pd.DataFrame], known: Tables, store: Store, resolver: Resolver
) -> list[Gone]:
    """What the files of a load told before and no longer tell; one whose source is new has told nothing."""
    held, new = store.count(), resolver.made["Source"].keys() - set(known["Source"]["id"])
    files = {sheet.file for sheet in read if origin_of(sheet).id not in new}

    def stored(type: str) -> pd.DataFrame:
        return (store.read(type) if held[type] else Tables({}))[type]

    def label(type: str, id: str) -> str:
        return resolver.directory(type).labels.get(id, id)

    return no_longer_told(files, frames, stored, label)


def _name_nodes(
    sheets: list[Cleaned], known: Tables, store: Store, resolver: Resolver, findings: Findings
) -> set[str]:
    """Every row of a node gets its id and sources; returns the enterprise ids that stood in files."""
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    resolver.name_rows("Source", [s for s in sheets if s.spec.type == "Source"])
    for sheet in sheets:
        resolver.add_sources(sheet, now)
    for type in _NAMED:
        resolver.name_rows(type, [s for s in sheets if s.spec.type == type])
    enterprises = [s for s in sheets if s.spec.type == "Enterprise"]
    resolve_enterprises(
        enterprises, known, lambda: store.read("LOCATED_IN")["LOCATED_IN"], resolver.decisions, findings
    )
    for sheet in enterprises:
        resolver.directory("Enterprise").add(sheet.frame[["id", "name", "name_en", "aliases", "tax_code"]])
    return set().union(*(s.frame["id"][s.frame["_explicit"]] for s in enterprises))


def _built(
    sheets: list[Cleaned], resolver: Resolver, store: Store, findings: Findings
) -> dict[str, pd.DataFrame]:
    builder = Builder(resolver, findings)
    for sheet in sheets:
        builder.add(sheet)
    return builder.frames(store.read(*(e.name for e in EDGES.values() if e.acyclic)))


def _merged(frames: dict[str, pd.DataFrame], known: Tables, store: Store, findings: Findings) -> Tables:
    """One row per key, ready to be written over what the store holds."""
    dates: dict[str, str] = {}
    for table in (known["Source"], frames.get("Source")):
        if table is not None and "published_on" in table.columns:
            dated = table[table["published_on"].notna()]
            dates.update(zip(dated["id"], dated["published_on"], strict=True))
    stored = store.count()
    tables = {}
    for name, frame in frames.items():
        merger = Merger(name, dates, findings)
        shaped = Tables.of_clean({name: frame.drop(columns=["_sheet", "_row"], errors="ignore")})[name]
        single = merger.collapse(shaped)
        if stored[name]:
            single = merger.against(single, known[name] if name in NODES else store.read(name)[name])
        tables[name] = single
    return Tables.of_clean(tables)
