"""52 to 54 and 58: loads that are cut off or meet each other; all of a load is there, or nothing."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from graph import StoreError, open_store
from loaders import load
from tests.loaders.badinputs.case import Act, Case, ketnoi
from tests.loaders.build import content, write_files

ROUNDS = int(os.environ.get("KETNOI_ROUNDS", "8"))
FIRMS = 400
FILES = {
    "enterprises": "name,province,products\n"
    + "".join(f"Công ty TNHH Số {i} Phát,Hải Phòng,Khay {i % 7}\n" for i in range(FIRMS)),
    "products": "id,name_vi\n" + "".join(f"p{i},Khay {i}\n" for i in range(7)),
    "mous": "buyer,supplier\n"
    + "".join(f"Công ty TNHH Số {i} Phát,Công ty TNHH Số {i + 1} Phát\n" for i in range(FIRMS - 1)),
}
MORE = {"enterprises": "id,name\n" + "".join(f"x{i},Công ty CP Thêm {i}\n" for i in range(FIRMS))}
HERE = Path(__file__).resolve().parents[3]

# Loads a folder into a store in a forked process, so that a round need not import anything: reads
# "store|folder|seconds" a line, kills the load after that time, and says how it ended.
KILLER = """
import os, signal, sys, time
from graph import open_store
from loaders import load
load("taxonomy", open_store(":memory:"))
for line in sys.stdin:
    store, folder, seconds = line.rstrip("\\n").split("|")
    child = os.fork()
    if not child:
        with open_store(store) as opened:
            load(folder, opened, taxonomy=False)
        os._exit(0)
    time.sleep(float(seconds))
    os.kill(child, signal.SIGKILL)
    print(os.waitpid(child, 0)[1], flush=True)
"""


def _needs(name: str) -> None:
    if not hasattr(os, name):
        pytest.skip(f"needs os.{name}")


def _kill_9(folder: Path) -> None:
    """``KETNOI_ROUNDS`` says how many times; moments reach from the first step to after the last."""
    _needs("fork")
    first, more = write_files(folder / "first", FILES), write_files(folder / "more", MORE)
    with open_store(str(folder / "whole.db")) as store:
        load(first, store, taxonomy=False)
        whole = store.count()
        load(more, store, taxonomy=False)
        both = store.count()
    moments = random.Random(52)
    nothing_came = []
    with subprocess.Popen(
        [sys.executable, "-c", KILLER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=HERE
    ) as killer:
        assert killer.stdin is not None
        assert killer.stdout is not None
        for n in range(ROUNDS):
            path, second = folder / f"store-{n}.db", n % 2 == 1
            if second:  # a load over what is there already
                with open_store(str(path)) as store:
                    load(first, store, taxonomy=False)
            data = more if second else first
            print(path, data, moments.uniform(0, 1.2), sep="|", file=killer.stdin, flush=True)
            assert killer.stdout.readline().strip() in ("0", str(int(signal.SIGKILL)))
            with open_store(str(path)) as store:
                found = store.count()
                nothing, all_ = (whole, both) if second else (dict.fromkeys(found, 0), whole)
                assert found in (nothing, all_), n
                nothing_came.append(found == nothing)
                done = load(data, store, taxonomy=False)
                assert store.count() == all_
                assert nothing_came[-1] or done.total.added + done.total.changed == 0
    assert ROUNDS < 50 or 0 < sum(nothing_came) < ROUNDS, "every kill met the load at the same point"


def _filled(folder: Path) -> Path:
    """A store file with the firms of ``MORE``."""
    path = folder / "store.db"
    with open_store(str(path)) as store:
        load(write_files(folder / "more", MORE), store, taxonomy=False)
    return path


# --- 53: the disk --------------------------------------------------------------------------------

LIMITED = """
import resource, signal, sys
from queries.cli import main
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop(1)), resource.RLIM_INFINITY))
main()
"""


def _full_disk(folder: Path) -> None:
    """SQLite itself is told that there is no more room."""
    path, data = _filled(folder), write_files(folder / "first", FILES)
    with open_store(str(path)) as store:
        before = content(store)
        pages = store._db.execute("PRAGMA page_count").fetchone()[0]  # type: ignore[attr-defined]
        store._db.execute(f"PRAGMA max_page_count = {pages + 2}")  # type: ignore[attr-defined]
        with pytest.raises(StoreError) as caught:
            load(data, store, taxonomy=False)
        assert caught.value.say("en") == f"{path}: the disk is full; old data is intact"
        assert content(store) == before


def _too_large_a_file(folder: Path) -> None:
    """The system allows no larger file, in the middle of a load."""
    path = _filled(folder)
    with open_store(str(path)) as store:
        before = content(store)
    size = str(path.stat().st_size + 20_000)
    data = str(write_files(folder / "first", FILES))
    ask = ["load", data, "--no-taxonomy", "--store", str(path), "--lang", "en"]
    done = _run([sys.executable, "-c", LIMITED, size, *ask])
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"ketnoi: {path}: the disk cannot be read or written; check it, its free space and the limit"
        " of file sizes\n"
    )
    with open_store(str(path)) as store:
        assert content(store) == before
        load(data, store, taxonomy=False)
        assert store.count()["Enterprise"] == 2 * FIRMS


def _read_only_folder(folder: Path) -> None:
    """For root, who may write anywhere, a file where a folder should be stands in for it."""
    _needs("geteuid")
    locked, data = folder / "locked", str(write_files(folder / "more", MORE))
    locked.mkdir()
    if os.geteuid():
        locked.chmod(0o500)
    else:
        locked = locked / "file"
        locked.write_text("x", encoding="utf-8")
    done = ketnoi("load", data, "--no-taxonomy", "--store", str(locked / "k.db"))
    if locked.is_dir():
        locked.chmod(0o700)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith(f"ketnoi: {locked / 'k.db'}")
    assert not (locked / "k.db").exists()


# --- 54: a second writer -------------------------------------------------------------------------


def _two_threads(folder: Path) -> None:
    """Two loads of one process, each with the store opened for itself."""
    path = folder / "store.db"
    open_store(str(path)).close()
    datasets = [write_files(folder / "first", FILES), write_files(folder / "more", MORE)]
    failed: list[BaseException] = []

    def work(data: Path) -> None:
        try:
            with open_store(str(path)) as store:
                load(data, store, taxonomy=False)
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=work, args=(data,)) for data in datasets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    with open_store(str(path)) as store:
        assert store.count()["Enterprise"] == 2 * FIRMS
        again = [load(data, store, taxonomy=False) for data in datasets]
    assert sum(r.total.added + r.total.changed for r in again) == 0


def _two_processes(folder: Path) -> None:
    """The command line, twice at once."""
    path = folder / "store.db"
    open_store(str(path)).close()
    asks = [_ask(write_files(folder / name, files), path) for name, files in (("a", FILES), ("b", MORE))]
    at_once = [subprocess.Popen(ask, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=HERE)
               for ask in asks]  # fmt: skip
    for one in at_once:
        said, failed = one.communicate(timeout=120)
        assert (one.returncode, failed) == (0, ""), failed
        assert f"+{FIRMS}" in said
    with open_store(str(path)) as store:
        assert store.count()["Enterprise"] == 2 * FIRMS


def _waited_in_vain(folder: Path) -> None:
    """One that holds the store for longer than anybody waits."""
    path, data = _filled(folder), write_files(folder / "first", FILES)
    with open_store(str(path)) as store, closing(sqlite3.connect(path)) as other:
        store._db.execute("PRAGMA busy_timeout = 50")  # type: ignore[attr-defined]
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError) as caught:
            load(data, store, taxonomy=False)
        other.execute("ROLLBACK")
        assert caught.value.say("en") == (f"{path}: another program is writing to it; try again in a moment")
        assert store.count()["Enterprise"] == FIRMS


# --- 58: Ctrl-C ----------------------------------------------------------------------------------

# Says that the store is being written and waits, so that the signal meets the transaction.
SLOW = """
import sys, time
from graph.store.sqlite_store import SqliteStore
from queries.cli import main
write_type = SqliteStore._write_type
def slowly(self, kind, frame):
    done = write_type(self, kind, frame)
    if kind.name == "MAKES":
        print("writing", flush=True)
        time.sleep(60)
    return done
SqliteStore._write_type = slowly
main()
"""


def _ctrl_c(folder: Path) -> None:
    """In the middle of writing: one line, the store as it was, and the load can be done again."""
    path, data = _filled(folder), write_files(folder / "first", FILES)
    with open_store(str(path)) as store:
        before = content(store)
    ask = [sys.executable, "-c", SLOW, *_ask(data, path)[3:]]
    stopped = subprocess.Popen(ask, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=HERE)
    assert stopped.stdout is not None
    assert stopped.stdout.readline() == "writing\n"
    stopped.send_signal(signal.SIGINT)
    said, failed = stopped.communicate(timeout=60)
    assert (stopped.returncode, said, failed) == (130, "", "ketnoi: stopped\n")
    with open_store(str(path)) as store:
        assert content(store) == before
        assert load(data, store, taxonomy=False).counts["Enterprise"].added == FIRMS


def _ask(data: Path, store: Path) -> list[str]:
    return [sys.executable, "-m", "queries.cli", "load", str(data), "--no-taxonomy", "--store", str(store),
            "--lang", "en"]  # fmt: skip


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, cwd=HERE)


CASES: list[Case] = [
    Act("52", "kill -9 at random moments of a load", _kill_9),
    Act("53a", "a full disk", _full_disk),
    Act("53b", "no larger file allowed", _too_large_a_file),
    Act("53c", "a folder that cannot be written", _read_only_folder),
    Act("54a", "two loads of one process", _two_threads),
    Act("54b", "two loads of two processes", _two_processes),
    Act("54c", "a writer that never ends", _waited_in_vain),
    Act("58", "Ctrl-C", _ctrl_c),
]
