"""Loading a large dataset against pandas and SQLite alone, each time in a fresh process."""

from __future__ import annotations

import json
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from graph.schema import TYPES
from graph.store import sql
from graph.store.sqlite_store import SqliteStore
from tests.bench.child import child
from tests.bench.data import write_dataset
from tests.bench.table import Line, compared, limited, seconds, times

FIRMS, RELATIONS, ROUNDS = 50_000, 200_000, 3


def run() -> list[Line]:
    """First load, second load of the same files, memory; minima over rounds, ours and peer in turns."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_dataset(folder / "data", firms=FIRMS, relations=RELATIONS)
        ours, peer, same = [], [], []
        for i in range(ROUNDS):
            peer.append(child("load", "peer", folder / "data", folder / f"peer-{i}.db"))
            ours.append(child("load", "ours", folder / "data", folder / f"ours-{i}.db"))
            again = child("load", "ours", folder / "data", folder / f"ours-{i}.db")
            ours[-1]["again"] = again
            same.append(child("load", "same", folder / "data", folder / f"ours-{i}.db"))
        for path in folder.glob("*.db*"):
            path.unlink()
    first, base = min(o["seconds"] for o in ours), min(p["seconds"] for p in peer)
    second = min(o["again"]["seconds"] for o in ours)
    told, retold = ours[0]["told"], ours[0]["again"]["told"]
    wanted = f"{told[0]} added, {told[1]} changed, {told[2]} set aside"
    return [
        compared("load", first, base, 4, of="pandas + executemany, bare tables"),
        compared("load", first, min(s["seconds"] for s in same), 4, of="pandas + executemany, same tables"),
        Line(
            "load again",
            seconds(second),
            f"first load of peer {seconds(base)}",
            times(second / base),
            "",
            None,
        ),
        Line("load: rows", wanted, "", "", "0 set aside", told[2] == 0 and told[0] >= FIRMS),
        Line(
            "load again: rows",
            f"{retold[0]} added, {retold[1]} changed",
            "",
            "",
            "0, 0",
            retold[:2] == [0, 0],
        ),
        limited("load: memory", max(o["mib"] for o in ours), 1024, "MiB"),
        limited("load again: memory", max(o["again"]["mib"] for o in ours), 1024, "MiB"),
    ]


def ours(data: Path, store: Path) -> list[int]:
    """Rows added, changed and set aside."""
    from graph import open_store
    from loaders import load

    with open_store(str(store)) as opened:
        report = load(data, opened, taxonomy=False)
    return [report.total.added, report.total.changed, len(report.rejected)]


def peer(data: Path, store: Path) -> list[int]:
    """The same rows, unchecked: one ``executemany`` a table, one transaction, WAL."""
    import pandas

    database = sqlite3.connect(store, isolation_level=None)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = NORMAL")
    database.execute("BEGIN")
    total = 0
    for path in sorted(data.glob("*.csv")):
        frame = pandas.read_csv(path, dtype=str)
        columns = ", ".join(f'"{c}" TEXT' for c in frame.columns)
        database.execute(f'CREATE TABLE "{path.stem}" ({columns})')
        marks = ", ".join("?" for _ in frame.columns)
        rows = frame.astype(object).where(frame.notna(), None).itertuples(index=False, name=None)
        total += database.executemany(f'INSERT INTO "{path.stem}" VALUES ({marks})', rows).rowcount
    database.execute("COMMIT")
    database.close()
    return [total, 0, 0]


def same(data: Path, store: Path) -> Callable[[], list[int]]:
    """``pandas.read_csv`` of the files, and one ``executemany`` a table of the rows of a filled store
    into a new one: the same rows, typed, with the same keys, indexes and foreign keys; no search."""
    import pandas

    with SqliteStore(store) as filled:
        rows = {kind: filled._db.execute(sql.select(kind)).fetchall() for kind in TYPES.values()}
    fresh = SqliteStore(store.with_suffix(".same.db"))

    def work() -> list[int]:
        for path in sorted(data.glob("*.csv")):
            pandas.read_csv(path, dtype=str)
        fresh._db.execute("BEGIN")
        for kind, found in rows.items():
            columns = ", ".join(sql.quoted(p.name) for p in kind.properties)
            marks = ", ".join("?" for _ in kind.properties)
            insert = f"INSERT INTO {sql.quoted(kind.name)} ({columns}) VALUES ({marks})"
            fresh._db.executemany(insert, found)
        fresh._db.execute("COMMIT")
        return [sum(map(len, rows.values())), 0, 0]

    return work


def _measure(which: str, data: str, store: str) -> None:
    """In the child: import and prepare first, then process time (others may use the machine); peak memory."""
    import pandas  # noqa: F401

    import loaders  # noqa: F401

    paths = Path(data), Path(store)
    work = {"ours": partial(ours, *paths), "peer": partial(peer, *paths)}.get(which) or same(*paths)
    began = time.process_time()
    told = work()
    spent = time.process_time() - began
    mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": spent, "told": told, "mib": mib}))


if __name__ == "__main__":
    _measure(*sys.argv[1:])
