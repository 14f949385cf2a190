"""The Neo4j store against the bare driver on one server: writing, reading, and one question of 1 M edges.

Each figure is of a process of its own; ours and the peer in turns, the fastest of some rounds.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from graph import open_store
from graph.schema import TYPES, EdgeType, NodeType
from graph.store import cypher, neo4j_rows
from graph.store.bolt import Address
from tests.bench.graphs import made_up
from tests.bench.table import Line, compared, limited, seconds
from tests.neo4j_server import Server

FIRMS, EDGES, ROUNDS = 50_000, 200_000, 3
LARGE_FIRMS, LARGE_EDGES, ASKED = 150_000, 1_000_000, ("f7", "f11", "f13", "f17")
_EMPTY = "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS"
_TIME = "time"  # what a child prints


def run() -> list[Line]:
    """Writing and reading 50,000 firms and 200,000 edges; one ``ketnoi suppliers`` of 1,000,000 edges."""
    server = Server(2).start()
    try:
        return [*_rates(server), *_question(server)]
    finally:
        server.stop()


def _rates(server: Server) -> list[Line]:
    best: dict[str, float] = {}
    for _ in range(ROUNDS):
        for url in server.urls:
            _empty(url)
        bare, store = server.urls
        for name, url in (
            *(("bare write", bare), ("write", store), ("again", store)),
            *(("bare read", bare), ("read", store), ("read without rust", store)),
        ):
            best[name] = min(best.get(name, 1e9), _child(name, url))
    least = 1 / 0.8
    return [
        compared("neo4j: write", best["write"], best["bare write"], least, of="the driver, same statements"),
        compared("neo4j: write again", best["again"], best["write"], 1, of="first write"),
        compared("neo4j: read", best["read"], best["bare read"], least, of="the driver, to_df"),
        compared(
            "neo4j: read, Rust", best["read"], best["read without rust"], 1, of="without neo4j-rust-ext"
        ),
    ]


def _question(server: Server) -> list[Line]:
    """Whole processes, from the command line to the answer."""
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        for name, url in (("neo4j", server.urls[0]), ("file", str(Path(folder) / "large.db"))):
            if name == "neo4j":
                _empty(url)
            _child("fill", url)
            told = [_asked(url, firm) for firm in ASKED]
            spent, mib = min(t[0] for t in told[1:]), max(t[1] for t in told)
            lines.append(limited(f"suppliers of 1 M edges, {name}", spent, 3, "s"))
            lines.append(
                Line(f"the same, slowest, {name}", seconds(max(t[0] for t in told)), "", "", "", None)
            )
            lines.append(limited(f"suppliers of 1 M edges, {name}: memory", mib, 1024, "MiB"))
    return lines


def _asked(url: str, firm: str) -> tuple[float, float]:
    """Seconds and MiB of one command."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "queries.cli", "suppliers", firm, "--store", url]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise RuntimeError(f"ketnoi suppliers {firm} ended with {status}")
    return time.perf_counter() - began, usage.ru_maxrss / 1024


def _empty(url: str) -> None:
    address = Address.parse(url)
    with address.driver() as driver, driver.session(database=address.database) as session:
        session.run(_EMPTY).consume()


def _child(name: str, url: str) -> float:
    """Seconds that one thing takes in a process of its own, preparations not counted."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.server", name, url], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stderr.strip().splitlines()[-1])
    return float(json.loads(done.stdout.splitlines()[-1])[_TIME])


# --- in a child -------------------------------------------------------------------------------


def ours_write(url: str) -> Callable[[], Any]:
    """Writes tables into an open store."""
    tables = made_up(FIRMS, EDGES)
    store = open_store(url)
    return lambda: store.write(tables)


def bare_write(url: str) -> Callable[[], Any]:
    """Sends the same rows, made beforehand, with the same statements, a managed transaction each."""
    work = list(neo4j_rows.batches(made_up(FIRMS, EDGES)))
    open_store(url).close()  # the same constraints and indexes
    address = Address.parse(url)
    session = address.driver().session(database=address.database)

    def write() -> None:
        for batch in work:
            kind = batch.kind
            merge = (
                cypher.merge_nodes(kind)
                if isinstance(kind, NodeType)
                else cypher.merge_edges(kind, batch.left)
            )
            statement = cypher.unseen(merge)
            session.execute_write(lambda tx, s=statement, b=batch: tx.run(s, rows=b.rows).consume())

    return write


def ours_read(url: str) -> Callable[[], Any]:
    """Reads all tables of an open store."""
    store = open_store(url)
    return store.read


def bare_read(url: str) -> Callable[[], Any]:
    """The same columns with the driver's own ``to_df``, a frame a type (and type of source)."""
    address = Address.parse(url)
    session = address.driver().session(database=address.database, fetch_size=20_000)

    def read() -> list[Any]:
        return session.execute_read(
            lambda tx: [
                tx.run(_columns(kind, left)).to_df()
                for kind in TYPES.values()
                for left in (kind.sources if isinstance(kind, EdgeType) else ("",))
            ]
        )

    return read


def _columns(kind: NodeType | EdgeType, left: str) -> str:
    """What a person would write: every column of a type."""
    of = "n" if isinstance(kind, NodeType) else "r"
    ends = {"source_type": f"'{left}'", "source": "a.id", "target": "b.id"}
    columns = (f"{ends.get(p.name) or f'{of}.`{p.name}`'} AS `{p.name}`" for p in kind.properties)
    return f"{cypher.pattern(kind, left)} RETURN {', '.join(columns)}"


def fill(url: str) -> Callable[[], Any]:
    """The large graph."""
    tables = made_up(LARGE_FIRMS, LARGE_EDGES)
    store = open_store(url)
    return lambda: store.write(tables)


CHILDREN = {
    "write": ours_write,
    "again": ours_write,
    "bare write": bare_write,
    "read": ours_read,
    "read without rust": ours_read,
    "bare read": bare_read,
    "fill": fill,
}


def _measure(name: str, url: str) -> None:
    if name.endswith("without rust"):
        sys.modules["neo4j._rust"] = None  # type: ignore[assignment]
    work = CHILDREN[name](url)
    began = time.perf_counter()
    work()
    spent = time.perf_counter() - began
    print(json.dumps({_TIME: spent, "mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))


if __name__ == "__main__":
    _measure(*sys.argv[1:])
