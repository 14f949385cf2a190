"""Who said it: sources numbered once for a page, references as number and place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from graph.tables import rows_of
from graph.values import Reference


class Citations:
    """The sources that a page cites, in the order in which they are first cited."""

    def __init__(self, sources: pd.DataFrame) -> None:
        columns = [str(c) for c in sources.columns]
        rows = (dict(zip(columns, row, strict=True)) for row in rows_of(sources))
        self._known: dict[str, Mapping[str, Any]] = {str(row["id"]): row for row in rows}
        self._cited: dict[str, int] = {}

    def source(self, id: str) -> int:
        """The number of a source on this page."""
        return self._cited.setdefault(id, len(self._cited))

    def refer(self, text: str) -> list[Any]:
        """A reference (``source#file:row``) as the number of its source and the place in it."""
        reference = Reference.parse(text)
        return [self.source(reference.source), reference.where]

    def rows(self) -> list[list[str]]:
        """Title, publisher, day and address of every source cited so far, by number."""
        return [self._row(id) for id in self._cited]

    def _row(self, id: str) -> list[str]:
        row = self._known.get(id, {})
        return [
            str(row.get("title") or id),
            *(str(row.get(c) or "") for c in ("publisher", "published_on", "url")),
        ]
