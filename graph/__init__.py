"""What the graph is and where it is kept: schema, value types, tables, stores, NetworkX view."""

from graph.errors import (
    Ambiguous,
    BadValue,
    KetnoiError,
    LoadError,
    NotFound,
    SchemaError,
    StoreError,
    WeightsError,
)
from graph.store import Counts, Store, open_store
from graph.tables import Tables
from graph.text import Text
from graph.view import to_networkx

__all__ = [
    "Ambiguous",
    "BadValue",
    "Counts",
    "KetnoiError",
    "LoadError",
    "NotFound",
    "SchemaError",
    "Store",
    "StoreError",
    "Tables",
    "Text",
    "WeightsError",
    "open_store",
    "to_networkx",
]
