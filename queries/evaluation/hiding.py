"""Taking MOUs out of tables with all that came from them.

An MOU leaves traces: the capability or the need that the same article tells
of, the words of that article, the source itself. A ranking that still sees
them is asked for what it has been told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from graph import Tables
from graph.schema import EDGES, NODES
from graph.values import Reference

# Whatever a source says of an enterprise, apart from its MOUs.
_FACTS = ("MAKES", "NEEDS", "HOLDS", "LOCATED_IN", "SUPPORTED_BY")
_WORDS = ("wording", "note")  # cannot be told apart by source, so they go with any of them


def hide(tables: Tables, mous: Collection[str]) -> Tables:
    """``tables`` without the MOUs of these ids and without what came from them.

    A fact about one of the two parties goes when every source of it is one of
    the MOU's: the same row of a file, or the same publication (an article, not
    a loaded file, which may hold thousands of rows). A fact that others state
    too stays, without the words. Enterprises stay, as they are who is asked for.
    """
    edges = tables["SIGNED_MOU"]
    hidden = edges["id"].isin(set(mous))
    traces = Traces.of(tables, edges[hidden])
    frames = {name: tables[name] for name in tables}
    frames["SIGNED_MOU"] = edges[~hidden]
    for name in _FACTS:
        frames[name] = traces.cleared(tables[name], "source")
    frames["Enterprise"] = traces.cleared(tables["Enterprise"], "id", drop=False)
    cited = {Reference.parse(r).source for name in frames for refs in frames[name]["sources"] for r in refs}
    told = {source for published in traces.published.values() for source in published}
    sources = tables["Source"]
    frames["Source"] = sources[~sources["id"].isin(told - cited)]
    return Tables.of_clean({name: frames[name] for name in (*NODES, *EDGES)})


@dataclass(frozen=True)
class Traces:
    """By party of a hidden MOU: the rows of files that tell of it, and the publications."""

    rows: dict[str, set[str]]
    published: dict[str, set[str]]

    @classmethod
    def of(cls, tables: Tables, mous: pd.DataFrame) -> Traces:
        """The traces of some rows of SIGNED_MOU."""
        sources = tables["Source"]
        tables_read = sources["sha256"].notna() & sources["id"].str.startswith("file-")
        files = set(sources["id"][tables_read])
        rows: dict[str, set[str]] = defaultdict(set)
        published: dict[str, set[str]] = defaultdict(set)
        for buyer, supplier, references in zip(mous["source"], mous["target"], mous["sources"], strict=True):
            for party in (buyer, supplier):
                rows[party].update(references)
                published[party].update({Reference.parse(r).source for r in references} - files)
        return cls(rows, published)

    def tell(self, party: str, reference: str) -> bool:
        """Whether a reference of a fact about ``party`` leads to a hidden MOU."""
        if party not in self.rows:
            return False
        return reference in self.rows[party] or Reference.parse(reference).source in self.published[party]

    def cleared(self, frame: pd.DataFrame, column: str, *, drop: bool = True) -> pd.DataFrame:
        """The rows of a table without these traces; ``column`` names the party."""
        parties, references = frame[column].tolist(), frame["sources"].tolist()
        left = {
            at: tuple(r for r in references[at] if not self.tell(party, r))
            for at, party in enumerate(parties)
            if party in self.rows
        }
        touched = {at: kept for at, kept in left.items() if kept != references[at]}
        if not touched:
            return frame
        columns = {c: frame[c].tolist() for c in frame.columns if c in ("sources", *_WORDS)}
        for at, kept in touched.items():
            columns["sources"][at] = kept
            for name in _WORDS:
                if name in columns:
                    columns[name][at] = ()
        cells = {c: pd.Series(v, dtype=object, index=frame.index) for c, v in columns.items()}
        cleared = frame.assign(**cells)
        gone = [at for at, kept in touched.items() if drop and not kept]
        return cleared.drop(index=frame.index[gone])
