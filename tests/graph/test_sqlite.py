"""The embedded store as a file: what it is, what is refused, and what survives a fault."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing, nullcontext
from pathlib import Path

import pytest

from graph import Counts, Store, StoreError, open_store
from graph.schema import EDGES, NODES, TYPES
from graph.store.sqlite_file import APPLICATION_ID, VERSION
from tests.graph.build import ends, filled, firm, firms, ids, small, tables

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a store may be made."""
    return tmp_path / "kho dữ liệu.db"


@pytest.fixture
def filled_path(path: Path) -> Path:
    """A closed store that holds a row of everything."""
    with open_store(str(path)) as store:
        store.write(filled())
    return path


def plain(path: Path) -> closing[sqlite3.Connection]:
    """The file as any SQLite tool opens it: none of our functions."""
    return closing(sqlite3.connect(path, isolation_level=None))


def value(path: Path, statement: str) -> object:
    """The one value that plain SQLite answers."""
    with plain(path) as db:
        return db.execute(statement).fetchone()[0]


# --- the file -------------------------------------------------------------------------------


def test_the_header_says_whose_file_it_is(filled_path: Path):
    assert value(filled_path, "PRAGMA application_id") == APPLICATION_ID
    assert filled_path.read_bytes()[68:72] == b"KNOI"
    assert value(filled_path, "PRAGMA user_version") == VERSION
    assert value(filled_path, "PRAGMA journal_mode") == "wal"


def test_the_tables_are_called_as_the_types_and_hold_the_columns_of_the_schema(filled_path: Path):
    with plain(filled_path) as db:
        for name, kind in TYPES.items():
            columns = {r[1]: r[2] for r in db.execute(f'PRAGMA table_info("{name}")')}
            kinds = {"text": "TEXT", "list": "TEXT", "integer": "INTEGER", "real": "REAL"}
            assert columns == {"_row": "INTEGER"} | {p.name: kinds[p.type.kind] for p in kind.properties}
            strict = db.execute("SELECT strict FROM pragma_table_list WHERE name = ?", (name,)).fetchone()
            assert strict == (1,), name
            assert db.execute(f'SELECT count(*) FROM "{name}"').fetchone() == (2,)
        assert db.execute("SELECT name FROM Enterprise WHERE id = 'enterprise-1'").fetchone() == (
            "name số 1",
        )


@pytest.mark.parametrize("name", EDGES)
def test_the_ends_of_edges_are_foreign_keys(filled_path: Path, name: str):
    edge = EDGES[name]
    with plain(filled_path) as db:
        keys = {(r[3], r[2], r[4]) for r in db.execute(f'PRAGMA foreign_key_list("{name}")')}
        several = len(edge.sources) > 1
        assert keys == {("target", edge.target, "id")} | {
            (f"source_{s}" if several else "source", s, "id") for s in edge.sources
        }
        db.execute("PRAGMA foreign_keys = ON")
        with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
            db.execute(f"UPDATE \"{name}\" SET target = 'nowhere'")


def test_the_file_is_sound(filled_path: Path):
    with plain(filled_path) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        triggers = db.execute("SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'").fetchone()
        assert triggers == (0,), "a trigger in the file would need our functions"


def test_an_edit_with_plain_sqlite_needs_none_of_our_functions(filled_path: Path):
    with plain(filled_path) as db:
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("UPDATE Enterprise SET country = 'KR' WHERE id = 'enterprise-0'")
        db.execute("INSERT INTO Enterprise (id, name) VALUES ('new', 'Công ty Mới')")
        db.execute("INSERT INTO MAKES (source, target) VALUES ('new', 'product-0')")
        db.execute("DELETE FROM HOLDS")
    with open_store(str(filled_path)) as store:
        firms = store.read("Enterprise")["Enterprise"].set_index("id")
        assert firms.loc["enterprise-0", "country"] == "KR"
        assert firms.loc["new", "aliases"] == ()
        assert ("new", "product-0") in ends(store.read("MAKES"), "MAKES")
        assert store.count()["HOLDS"] == 0
        store.write(tables(Enterprise=[firm("new", "Công ty Mới Tinh")]))
        assert store.search("moi tinh")["id"].tolist() == ["new"]


def test_a_row_deleted_with_plain_sqlite_leaves_room_for_a_new_one(path: Path):
    with open_store(str(path)) as store:
        store.write(firms("a", "b"))
    with plain(path) as db:
        db.execute("DELETE FROM Enterprise WHERE id = 'b'")
    with open_store(str(path)) as store:
        assert store.write(tables(Enterprise=[firm("c", "Sao Mai")]))["Enterprise"] == Counts(added=1)
        assert store.search("sao mai")["id"].tolist() == ["c"]
        assert store.search("b")["id"].tolist() == []


def test_a_closed_store_is_one_file(filled_path: Path):
    assert [p.name for p in filled_path.parent.iterdir()] == [filled_path.name]


def test_a_copied_file_is_a_store(filled_path: Path, tmp_path: Path):
    copy = shutil.copy(filled_path, tmp_path / "copy.db")
    with open_store(str(copy), create=False) as store:
        assert store.read().equals(filled())


# --- what is refused ------------------------------------------------------------------------


@pytest.mark.parametrize("empty", [b"", None])
def test_an_empty_or_missing_file_becomes_a_store(path: Path, empty: bytes | None):
    if empty is not None:
        path.write_bytes(empty)
    with open_store(str(path)) as store:
        assert set(store.count().values()) == {0}
    assert value(path, "PRAGMA application_id") == APPLICATION_ID


@pytest.mark.parametrize("empty", [b"", None])
def test_without_create_a_missing_store_is_an_error_that_says_how_to_load(path: Path, empty: bytes | None):
    if empty is not None:
        path.write_bytes(empty)
    with pytest.raises(StoreError, match=r"there is no store .*\.db yet; run: ketnoi load hai-phong --store"):
        open_store(str(path), create=False)
    assert path.exists() == (empty is not None)


def refused(path: Path, message: str) -> None:
    """Opening fails with the message, and leaves the file and its folder as they were."""
    before = {p: p.read_bytes() for p in path.parent.iterdir() if p.is_file()}
    for create in (True, False):
        with pytest.raises(StoreError, match=message) as error:
            open_store(str(path), create=create)
        assert str(path) in error.value.text.en
        assert str(path) in error.value.text.vi
    assert {p: p.read_bytes() for p in path.parent.iterdir() if p.is_file()} == before


@pytest.mark.parametrize(
    ("version", "then"),
    [
        (VERSION + 1, "update ketnoi"),
        (VERSION - 1, "load the data again into a new file"),
        (-1, "load the data again into a new file"),
    ],
)
def test_another_version_is_refused(filled_path: Path, version: int, then: str):
    with plain(filled_path) as db:
        db.execute(f"PRAGMA user_version = {version}")
    refused(filled_path, f"is of version {version}, this program knows {VERSION}; {then}")


@pytest.mark.parametrize("mode", ["delete", "wal"])
def test_a_file_of_another_sqlite_program_is_refused(path: Path, mode: str):
    with plain(path) as db:
        db.execute(f"PRAGMA journal_mode = {mode}")
        db.execute("CREATE TABLE Enterprise (id TEXT, name TEXT)")
        db.execute("INSERT INTO Enterprise VALUES ('1', 'of another program')")
    refused(path, "is not a Ketnoi store; choose another file name")


@pytest.mark.parametrize(
    "content", ["id;name\n1;Bảo Tiên\n".encode(), b"x", b"PK\x03\x04" + b"\0" * 200, b"\0" * 8192]
)
def test_a_file_that_is_no_database_is_refused(path: Path, content: bytes):
    path.write_bytes(content)
    refused(path, "is not a Ketnoi store; choose another file name")


def test_a_folder_is_refused(tmp_path: Path):
    refused(tmp_path, "is a folder; name a file")


def test_a_missing_folder_is_refused(tmp_path: Path):
    with pytest.raises(StoreError, match="cannot be opened or written; check the folder"):
        open_store(str(tmp_path / "no" / "such" / "folder.db"))


@pytest.mark.parametrize("share", [0.03, 0.5, 0.99])
def test_a_file_cut_short_is_refused(filled_path: Path, share: float):
    whole = filled_path.read_bytes()
    filled_path.write_bytes(whole[: int(len(whole) * share)])
    refused(filled_path, "the file is damaged or cut short; restore a copy")


def test_a_damaged_page_is_an_error_that_says_so(filled_path: Path):
    whole = bytearray(filled_path.read_bytes())
    whole[4096:] = b"\xff" * (len(whole) - 4096)
    filled_path.write_bytes(whole)
    with (
        pytest.raises(StoreError, match="the file is damaged or cut short"),
        open_store(str(filled_path)) as s,
    ):
        s.read()


# --- faults of the disk ---------------------------------------------------------------------


def _as_nobody(work: Callable[[], str]) -> str:
    """What ``work`` says in a child that file permissions bind (root may write everywhere)."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        if os.geteuid() == 0:
            os.setuid(65534)
        os.write(writer, work().encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, encoding="utf-8") as said:
        text = said.read()
    os.waitpid(child, 0)
    return text


@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")
def test_a_read_only_folder_is_an_error():
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o555)

        def told() -> str:
            try:
                open_store(f"{name}/new.db")
            except StoreError as error:
                return error.say("en")
            return "opened"

        said = _as_nobody(told)
        assert list(Path(name).iterdir()) == []
        Path(name).chmod(0o755)
    assert said == f"{name}/new.db: cannot be opened or written; check the folder and its permissions"


def test_a_store_that_may_only_be_read_says_so_when_it_is_written(filled_path: Path):
    # SQLite itself is told to refuse: file permissions do not bind root
    with open_store(str(filled_path)) as store:
        store._db.execute("PRAGMA query_only = ON")
        with pytest.raises(StoreError, match="cannot be opened or written; check the folder"):
            store.write(firms("new"))
        store._db.execute("PRAGMA query_only = OFF")
        assert store.read().equals(filled())


def test_a_full_disk_leaves_the_old_data_and_the_store_usable(filled_path: Path):
    with open_store(str(filled_path)) as store:
        pages = store._db.execute("PRAGMA page_count").fetchone()[0]
        store._db.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(StoreError, match="the disk is full; old data is intact"):
            store.write(tables(Enterprise=[firm(f"f{i}", "x" * 5000) for i in range(50)]))
        store._db.execute("PRAGMA max_page_count = 1000000")
        assert store.read().equals(filled())
        assert store.write(firms("new"))["Enterprise"] == Counts(added=1)


def test_an_error_that_ends_the_transaction_by_itself_is_the_one_that_is_told(filled_path: Path):
    with plain(filled_path) as db:
        db.execute("CREATE TRIGGER stop BEFORE INSERT ON Place BEGIN SELECT RAISE(ROLLBACK, 'no'); END")
    with open_store(str(filled_path)) as store:
        with pytest.raises(StoreError, match="Place: a constraint is broken"):
            store.write(tables(Enterprise=[firm("new")], Place=[{"id": "new"}]))
        assert store.read().equals(filled())
        assert store.write(firms("new"))["Enterprise"] == Counts(added=1)


# --- several processes ----------------------------------------------------------------------

BATCH = 300
# A batch is a hub and its firms: all of it or none must be seen.
MAKE_BATCH = f"""
import os, signal, sqlite3, sys, time
from graph import open_store
from tests.graph.build import firm, tables

def batch(name):
    ids = [f"{{name}}-{{i}}" for i in range({BATCH})]
    signed = [{{"id": id, "source": ids[0], "target": id}} for id in ids]
    return tables(Enterprise=[firm(id) for id in ids], SIGNED_MOU=signed)
"""
# Arguments: path, name of the batches, how many.
WRITER = f"""
{MAKE_BATCH}
with open_store(sys.argv[1]) as store:
    print("open", flush=True)
    for n in range(int(sys.argv[3])):
        store.write(batch(f"{{sys.argv[2]}}{{n}}"))
    print("done", flush=True)
"""
# For each line "path name seconds": a child that writes batch after batch, killed after that time.
KILLER = f"""
{MAKE_BATCH}
for line in sys.stdin:
    path, name, seconds = line.rsplit(" ", 2)
    child = os.fork()
    if not child:
        with open_store(path) as store:
            for n in range(1000):
                store.write(batch(f"{{name}}{{n}}"))
    time.sleep(float(seconds))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    print("killed", flush=True)
"""
# For each line "path n": a child that makes a store and ends by SIGKILL at its n-th SQL statement.
CREATOR = f"""
{MAKE_BATCH}
connect = sqlite3.connect

def traced(left):
    def count(statement):
        nonlocal left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def connect_traced(*args, **kwargs):
        db = connect(*args, **kwargs)
        db.set_trace_callback(count)
        return db

    return connect_traced

for line in sys.stdin:
    path, n = line.rsplit(" ", 1)
    child = os.fork()
    if not child:
        sqlite3.connect = traced(int(n))
        open_store(path)
        os._exit(0)
    print(os.WTERMSIG(os.waitpid(child, 0)[1]), flush=True)
"""
needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="the processes to kill are forked")


def start(code: str, *arguments: object) -> subprocess.Popen[str]:
    """A Python process that runs ``code`` with our packages at hand."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=REPOSITORY,
        env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},  # one thread, so that it may fork
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def ask(process: subprocess.Popen[str], *words: object) -> str:
    """What the process answers to a line."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(" ".join(map(str, words)) + "\n")
    process.stdin.flush()
    return process.stdout.readline().strip()


def finish(process: subprocess.Popen[str]) -> str:
    """What the process printed; it must have ended well."""
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    return out


def whole_batches(store: Store) -> int:
    """How many batches the store holds, after checking that none is there in part."""
    found = store.read("Enterprise", "SIGNED_MOU").counts()
    assert found["Enterprise"] == found["SIGNED_MOU"]
    assert found["Enterprise"] % BATCH == 0
    counted = store.count()
    assert counted["Enterprise"] == counted["SIGNED_MOU"]
    assert counted["Enterprise"] % BATCH == 0
    return found["Enterprise"] // BATCH


def test_several_processes_may_create_and_write_at_once(path: Path):
    writers = [start(WRITER, path, name, 3) for name in "abc"]
    assert [finish(w) for w in writers] == ["open\ndone\n"] * 3
    with open_store(str(path), create=False) as store:
        assert whole_batches(store) == 9
        assert store.search("c2-299")["id"].tolist() == ["c2-299"]


def test_a_second_writer_waits_for_the_first(path: Path):
    open_store(str(path)).close()
    with plain(path) as db:
        db.execute("BEGIN IMMEDIATE")
        db.execute("INSERT INTO Enterprise (id, name) VALUES ('first', 'Một')")
        second = start(WRITER, path, "second", 1)
        assert second.stdout is not None
        assert second.stdout.readline() == "open\n", "opening needs no lock"
        time.sleep(0.3)
        assert second.poll() is None, "it waits"
        db.execute("COMMIT")
    assert finish(second) == "done\n"
    with open_store(str(path)) as store:
        assert store.count()["Enterprise"] == 1 + BATCH
        assert "first" in ids(store.read("Enterprise"), "Enterprise")


def test_a_writer_that_waited_in_vain_says_why(path: Path):
    with open_store(str(path)) as store, plain(path) as db:
        store._db.execute("PRAGMA busy_timeout = 50")
        db.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another program is writing to it; try again in a moment"):
            store.write(firms("a"))
        db.execute("ROLLBACK")
        assert store.write(firms("a"))["Enterprise"] == Counts(added=1)


ANSWERS: dict[str, tuple[Callable[[Store], int], int]] = {
    "count": (lambda store: store.count()["MAKES"], 2),
    "read": (lambda store: len(store.read()["MAKES"]), 2),
    "neighbourhood": (lambda store: len(store.neighbourhood(["bt"], 2)["MAKES"]), 1),
}


@pytest.mark.parametrize(("ask", "before"), ANSWERS.values(), ids=list(ANSWERS))
def test_one_answer_is_of_one_moment(path: Path, ask: Callable[[Store], int], before: int):
    with open_store(str(path)) as store, plain(path) as other:
        store.write(small())
        statements = ["INSERT INTO MAKES (source, target) VALUES ('bt', 'tooling')"]

        def meanwhile(statement: str) -> None:
            if '"Place"' in statement and statements:  # the answer has begun, MAKES is still to come
                other.execute(statements.pop())

        store._db.set_trace_callback(meanwhile)
        assert ask(store) == before
        assert not statements
        assert ask(store) > before


def test_a_reader_sees_all_or_nothing_while_another_process_writes(path: Path):
    with open_store(str(path)) as store:
        writer = start(WRITER, path, "w", 12)
        seen = []
        while writer.poll() is None:
            seen.append(whole_batches(store))
        finish(writer)
        assert whole_batches(store) == 12
    assert seen == sorted(seen)
    assert len(set(seen)) > 2, "the reader never met the writer at work"


def test_a_file_that_is_longer_in_its_journal_is_not_taken_for_one_cut_short(
    filled_path: Path, tmp_path: Path
):
    """As after a kill in the middle of a checkpoint: the header is new, the pages are not all there."""
    crashed = tmp_path / "crashed.db"
    with open_store(str(filled_path)) as store:
        store.write(tables(Enterprise=[firm(f"f{i}", "x" * 5000) for i in range(20)]))
        before = len(filled_path.read_bytes())
        shutil.copy(f"{filled_path}-wal", f"{crashed}-wal")
    crashed.write_bytes(filled_path.read_bytes()[:before])
    assert before < len(filled_path.read_bytes())
    with open_store(str(crashed), create=False) as store:
        assert store.count()["Enterprise"] == 22


def complaints(path: Path) -> list[str]:
    """What SQLite has to say against the file."""
    with plain(path) as db:
        pages = [r[0] for r in db.execute("PRAGMA integrity_check") if r[0] != "ok"]
        return pages + [str(r) for r in db.execute("PRAGMA foreign_key_check")]


@needs_fork
def test_kill_9_at_any_moment_leaves_whole_batches(tmp_path: Path):
    moments = random.Random(9)
    killer = start(KILLER)
    found = set()
    for n in range(24):
        # mostly one store that goes on growing, and at times a new one that is still being made
        path, longest = (tmp_path / f"new-{n}.db", 0.02) if n % 3 == 0 else (tmp_path / "old.db", 0.2)
        held = _held(path)
        assert ask(killer, path, f"round{n}-", moments.uniform(0, longest)) == "killed"
        now = _held(path)
        assert now >= held, "a batch that was seen is gone"
        assert not path.exists() or complaints(path) == []
        found.add(now - held)
    finish(killer)
    assert len(found) > 2, "every kill met the writer at the same point"


def _held(path: Path) -> int:
    with open_store(str(path)) if path.exists() else nullcontext() as store:
        return whole_batches(store) if store else 0


@needs_fork
def test_kill_9_at_any_statement_of_making_the_file_leaves_a_file_that_opens(tmp_path: Path):
    creator = start(CREATOR)
    killed = 0
    for n in range(0, 1000, 5):
        path = tmp_path / f"{n}.db"
        died = int(ask(creator, path, n)) == signal.SIGKILL
        with open_store(str(path)) as store:
            assert store.count() == dict.fromkeys(TYPES, 0), n
        assert complaints(path) == [], n
        if not died:
            break
        killed += 1
    finish(creator)
    assert 5 * killed > len(TYPES)


def test_kill_9_while_the_first_pages_are_written_leaves_a_file_that_opens(path: Path, tmp_path: Path):
    """Every state between the first page and the last, as SQLite's rollback journal meets it."""
    with open_store(str(path)) as store:
        store.write(small())
    whole = bytearray(path.read_bytes())
    whole[18:20] = b"\1\1"  # not yet in WAL mode
    assert len(whole) // 4096 > 20
    for pages in range(1, len(whole) // 4096 + 1, 7):
        half = tmp_path / f"half-{pages}.db"
        half.write_bytes(whole[: pages * 4096])
        hot_journal(half)
        with open_store(str(half)) as store:
            assert set(store.count().values()) == {0}, pages


def hot_journal(path: Path) -> None:
    """The journal of a commit onto an empty file: valid, of zero pages, so all is to be taken back."""
    header = bytes.fromhex("d9d505f920a163d7") + b"".join(
        number.to_bytes(4, "big") for number in (0, 0, 0, 512, 4096)
    )
    Path(f"{path}-journal").write_bytes(header.ljust(512, b"\0"))


def test_every_node_type_has_a_search_table_in_step(filled_path: Path):
    with plain(filled_path) as db:
        for name in NODES:
            rows = db.execute(f'SELECT rowid FROM "{name}_search" ORDER BY rowid').fetchall()
            assert rows == db.execute(f'SELECT _row FROM "{name}" ORDER BY _row').fetchall()


@pytest.mark.parametrize("at_once", [1, 2, 3, 500])
def test_rows_are_read_a_few_at_a_time_and_an_id_is_kept_once(
    path: Path, at_once: int, monkeypatch: pytest.MonkeyPatch
):
    """2 million edges name few ids very often: each time anew they would take most of the memory."""
    monkeypatch.setattr("graph.store.sqlite_parts._AT_ONCE", at_once)
    makes = [{"source": "a", "target": p, "sources": (f"s#{p}",)} for p in "xyz"]
    given = tables(Enterprise=[firm("a")], Product=[{"id": p, "name_vi": p} for p in "xyz"], MAKES=makes)
    with open_store(str(path)) as store:
        store.write(given)
        read = store.read()
    assert read.equals(given)
    assert len({id(source) for source in read["MAKES"]["source"]}) == 1
