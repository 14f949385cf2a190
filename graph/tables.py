"""Tables: the one shape in which graph data passes between loaders, stores and queries.

One pandas DataFrame per node and edge type with the columns of the schema.
Texts are ``str`` or ``None``, lists are tuples (never ``None``), numbers are
pandas ``Int64`` and ``Float64`` with ``<NA>``: unknown stays unknown.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from graph.errors import SchemaError
from graph.schema import TYPES, EdgeType, Property, declared
from graph.values import Choice, sorted_list

_DTYPES = {"integer": "Int64", "real": "Float64"}


class Tables(Mapping[str, pd.DataFrame]):
    """DataFrames by type name; types that were not given are empty, columns that lack are unknown.

    Raises ``SchemaError`` for a type or column that the schema does not have.

    >>> t = Tables({"Standard": pd.DataFrame({"id": ["iso-9001"], "name": ["ISO 9001"]})})
    >>> t["Standard"]["sources"].tolist(), len(t["Enterprise"])
    ([()], 0)
    """

    def __init__(self, frames: Mapping[str, pd.DataFrame] | None = None) -> None:
        self._frames = {name: _shaped(name, frame) for name, frame in (frames or {}).items()}

    @classmethod
    def of_clean(cls, frames: Mapping[str, pd.DataFrame]) -> Tables:
        """Tables of frames in which texts are ``str`` or ``None`` and lists sorted tuples already."""
        tables = cls()
        tables._frames = {name: _shaped(name, frame, clean=True) for name, frame in frames.items()}
        return tables

    def __getitem__(self, name: str) -> pd.DataFrame:
        declared(name)
        if name not in self._frames:
            self._frames[name] = _shaped(name, pd.DataFrame())
        return self._frames[name]

    def __iter__(self) -> Iterator[str]:
        return iter(TYPES)

    def __len__(self) -> int:
        return len(TYPES)

    def counts(self) -> dict[str, int]:
        """Rows per type, all types."""
        return {name: len(self[name]) for name in TYPES}

    def equals(self, other: Tables) -> bool:
        """Whether both hold the same rows, whatever their order."""
        return all(self.records(name) == other.records(name) for name in TYPES)

    def records(self, name: str) -> list[tuple[Any, ...]]:
        """The rows of a type as plain tuples (``None`` for unknown), sorted by key."""
        return sorted(rows_of(self[name]), key=lambda row: tuple(map(str, row)))


def _shaped(name: str, frame: pd.DataFrame, *, clean: bool = False) -> pd.DataFrame:
    kind = declared(name)
    unknown = [c for c in frame.columns if c not in {p.name for p in kind.properties}]
    if unknown:
        raise SchemaError(
            f"bảng {name} có cột lạ: {unknown}", f"table {name} has columns the schema lacks: {unknown}"
        )
    size = len(frame)
    if clean:
        frame = frame.reset_index(drop=True)
    return pd.DataFrame({p.name: _column(p, frame, size, clean) for p in kind.properties}, copy=False)


def _column(prop: Property, frame: pd.DataFrame, size: int, clean: bool) -> pd.Series:
    kind = prop.type.kind
    given = frame[prop.name] if prop.name in frame.columns else None
    if clean and given is not None and kind not in _DTYPES:
        return given
    if kind in _DTYPES:
        dtype = _DTYPES[kind]
        if given is None:
            return pd.Series(pd.array([None] * size, dtype=dtype))
        try:
            return given.astype(dtype).reset_index(drop=True)
        except (TypeError, ValueError, OverflowError) as error:
            raise SchemaError(
                f"cột {prop.name}: không phải số: {error}", f"column {prop.name} is not numeric: {error}"
            ) from error
    if kind == "list":
        cells = (
            [()] * size
            if given is None
            else [v if type(v) is tuple and len(v) < 2 else _as_list(v) for v in given.tolist()]
        )
        return pd.Series(cells, dtype=object)
    if given is None:
        return pd.Series([None] * size, dtype=object)
    return _texts(given)


def _as_list(value: Any) -> tuple[Any, ...]:
    if isinstance(value, tuple):
        return value if len(value) < 2 else sorted_list(value)
    if isinstance(value, (list, set, frozenset)):
        return sorted_list(value)
    if value is None or pd.isna(value):
        return ()
    raise SchemaError(f"ô danh sách chứa {value!r}", f"a list cell holds {value!r}; give a tuple")


def _texts(series: pd.Series) -> pd.Series:
    values = series.astype(object).where(series.notna(), None)
    return values.reset_index(drop=True)


def rows_of(frame: pd.DataFrame) -> list[tuple[Any, ...]]:
    """The rows of a shaped table as tuples of plain Python values, ``None`` for unknown."""
    return list(zip(*columns_of(frame), strict=True))


def columns_of(frame: pd.DataFrame) -> list[list[Any]]:
    """The columns of a shaped table as lists of plain Python values, ``None`` for unknown."""
    return [plain(frame[c]).tolist() for c in frame.columns]


def plain(column: pd.Series) -> npt.NDArray[np.object_]:
    """A column of a shaped table as an array of plain Python values, ``None`` for unknown.

    Texts and lists are not copied.
    """
    values = _texts(column) if str(column.dtype) in _DTYPES.values() else column
    found: npt.NDArray[np.object_] = values.to_numpy(dtype=object)
    return found


def check_tables(tables: Tables) -> None:
    """The gate of every store: raise ``SchemaError`` for rows that must not be written.

    Keys present, unique, NFC and not blank; required values present; texts
    whole; choices legal. That the ends of edges exist is checked by the store itself.
    """
    for name in TYPES:
        frame = tables[name]
        if len(frame):
            _check_keys(name, frame)
            _check_values(name, frame)


def _check_keys(name: str, frame: pd.DataFrame) -> None:
    kind = declared(name)
    ends = [c for c in ("id", "source", "target") if c in frame.columns]
    for column in ends:
        bad = _bad_key(frame[column].tolist())
        if bad is not None:
            raise SchemaError(
                f"{name}.{column}: khóa trống hoặc không ở dạng NFC: {bad[0]!r}",
                f"{name}.{column}: key is blank or not NFC: {bad[0]!r}",
            )
    doubled = frame.duplicated(list(kind.key))
    if doubled.any():
        first = frame.loc[doubled, list(kind.key)].iloc[0].tolist()
        raise SchemaError(
            f"{name}: khóa lặp {first}", f"{name}: key {first} stands twice; merge the rows first"
        )
    if isinstance(kind, EdgeType) and len(kind.sources) > 1:
        strange = set(frame["source_type"]) - set(kind.sources)
        if strange:
            raise SchemaError(f"{name}: source_type {strange}", f"{name}: source_type {strange} not allowed")


def _bad_key(keys: list[Any]) -> tuple[Any] | None:
    """The first key that must not be (in a tuple: it may be ``None``); all at once, as it is seldom found."""
    try:
        joined = "\0".join(keys)
        if _is_nfc(joined) and all(map(str.strip, keys)):
            return None
    except TypeError:
        pass
    return next(((k,) for k in keys if not isinstance(k, str) or not k.strip() or not _is_nfc(k)), None)


def _check_values(name: str, frame: pd.DataFrame) -> None:
    for prop in declared(name).properties:
        if prop.required and frame[prop.name].isna().any():
            raise SchemaError(f"{name}.{prop.name} bị trống", f"{name}.{prop.name} is required and missing")
        if prop.type.kind in ("text", "list"):
            cells = frame[prop.name].tolist()
            flat = chain.from_iterable(cells) if prop.type.kind == "list" else filter(None, cells)
            _check_texts(f"{name}.{prop.name}", list(flat))
        if isinstance(prop.type, Choice):
            strange = set(frame[prop.name].dropna()) - set(prop.type.values)
            if strange:
                raise SchemaError(
                    f"{name}.{prop.name}: giá trị lạ {sorted(strange)}",
                    f"{name}.{prop.name}: {sorted(strange)} not among {prop.type.values}",
                )


def _check_texts(column: str, values: list[Any]) -> None:
    try:
        "".join(values).encode("utf-8")
    except (TypeError, UnicodeEncodeError):
        bad = next(v for v in values if not isinstance(v, str) or not _is_utf8(v))
        raise SchemaError(
            f"{column}: {bad!r} không phải văn bản, hoặc có ký tự hỏng",
            f"{column}: {bad!r} is no text, or holds a broken character (a lone surrogate)",
        ) from None


def _is_utf8(value: str) -> bool:
    try:
        return value.encode("utf-8") is not None
    except UnicodeEncodeError:
        return False


def _is_nfc(value: str) -> bool:
    return unicodedata.is_normalized("NFC", value) and _is_utf8(value)
