"""Small builders that keep the tests of ``loaders`` short."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from graph import Store, Tables
from graph.schema import TYPES
from loaders import LoadReport, load

Files = Mapping[str, str | bytes]
_ROW_NUMBER = re.compile(r":\d+$")


def write_files(folder: Path, files: Files) -> Path:
    """A dataset folder with these files (name without ``.csv`` → content)."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        raw = content if isinstance(content, bytes) else content.encode()
        (folder / f"{name}.csv").write_bytes(raw)
    return folder


def load_files(store: Store, folder: Path, files: Files) -> LoadReport:
    """Write the files and load them, without the shipped taxonomy."""
    return load(write_files(folder, files), store, taxonomy=False)


def rows(tables: Tables, type: str) -> list[dict[str, Any]]:
    """The rows of a type in the order of their keys, only what is known of each."""
    columns = [p.name for p in TYPES[type].properties]
    found = (zip(columns, row, strict=True) for row in tables.records(type))
    return [{c: v for c, v in pairs if v is not None and v != ()} for pairs in found]


def names(store: Store) -> list[str]:
    """The names of all enterprises, in alphabetical order."""
    return sorted(store.read("Enterprise")["Enterprise"]["name"])


def content(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of a store, sorted."""
    tables = store.read()
    return {name: tables.records(name) for name in TYPES}


def facts(store: Store) -> dict[str, list[dict[str, Any]]]:
    """All rows without the row numbers of ``sources`` and without what depends on time or bytes."""
    tables = store.read()
    return {name: sorted((_plain(r) for r in rows(tables, name)), key=str) for name in TYPES}


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    kept = {c: v for c, v in row.items() if c not in ("loaded_at", "sha256")}
    return kept | {"sources": sorted({_ROW_NUMBER.sub("", r) for r in row.get("sources", ())})}
