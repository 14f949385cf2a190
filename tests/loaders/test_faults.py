"""Faults in the middle of a load: the store opens afterwards and holds all of it, or nothing."""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from graph import Store, StoreError, open_store
from loaders import load
from tests.loaders.build import content, load_files, write_files

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
needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs os.fork")

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


@needs_fork
def test_kill_9_at_random_moments_leaves_all_or_nothing(tmp_path: Path) -> None:
    """``KETNOI_ROUNDS`` says how many times; moments reach from the first step to after the last."""
    first, more = write_files(tmp_path / "first", FILES), write_files(tmp_path / "more", MORE)
    with open_store(str(tmp_path / "whole.db")) as store:
        load(first, store, taxonomy=False)
        whole = store.count()
        load(more, store, taxonomy=False)
        both = store.count()
    moments = random.Random(52)
    outcomes = []
    with subprocess.Popen(
        [sys.executable, "-c", KILLER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as killer:
        assert killer.stdin is not None
        assert killer.stdout is not None
        for n in range(ROUNDS):
            path, second = tmp_path / f"store-{n}.db", n % 2 == 1
            if second:  # a load over what is there already
                with open_store(str(path)) as store:
                    load(first, store, taxonomy=False)
            print(
                path,
                more if second else first,
                moments.uniform(0, 1.2),
                sep="|",
                file=killer.stdin,
                flush=True,
            )
            assert killer.stdout.readline().strip() in ("0", str(int(signal.SIGKILL)))
            with open_store(str(path)) as store:
                found = store.count()
                nothing = whole if second else dict.fromkeys(found, 0)
                assert found in (nothing, both if second else whole), n
                outcomes.append(found == nothing)
                done = load(more if second else first, store, taxonomy=False)
                assert store.count() == (both if second else whole)
                assert outcomes[-1] or done.total.added + done.total.changed == 0
    assert ROUNDS < 50 or 0 < sum(outcomes) < ROUNDS, "every kill met the load at the same point"


def test_ctrl_c_in_the_middle_leaves_the_store_as_it_was(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_files(store, folder / "one", MORE)
    before = content(store)
    write_type = type(store)._write_type  # type: ignore[attr-defined]

    def interrupted(self: Store, kind: object, frame: object) -> object:
        done = write_type(self, kind, frame)
        if kind.name == "MAKES":  # type: ignore[attr-defined]
            raise KeyboardInterrupt
        return done

    monkeypatch.setattr(type(store), "_write_type", interrupted)
    with pytest.raises(KeyboardInterrupt):
        load_files(store, folder / "two", FILES)
    monkeypatch.undo()
    assert content(store) == before
    assert load_files(store, folder / "two", FILES).counts["Enterprise"].added == FIRMS


LIMITED = """
import resource, signal, sys
from graph import KetnoiError, open_store
from loaders import load
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with open_store(sys.argv[1]) as store:
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), resource.RLIM_INFINITY))
    try:
        load(sys.argv[2], store, taxonomy=False)
    except KetnoiError as error:
        print(error.say("en"))
        sys.exit(3)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs RLIMIT_FSIZE")
def test_a_full_disk_is_one_line_and_old_data_stay(tmp_path: Path) -> None:
    assert resource.RLIMIT_FSIZE is not None
    path = tmp_path / "store.db"
    with open_store(str(path)) as store:
        load(write_files(tmp_path / "more", MORE), store, taxonomy=False)
        before = content(store)
    size = str(path.stat().st_size + 20_000)
    folder = str(write_files(tmp_path / "first", FILES))
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(path), folder, size], capture_output=True, text=True, check=False
    )
    assert done.returncode == 3, done.stderr
    assert len(done.stdout.strip().splitlines()) == 1
    assert str(path) in done.stdout
    with open_store(str(path)) as store:
        assert content(store) == before


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs POSIX permissions")
def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir()
    locked.chmod(0o500)
    if os.geteuid() == 0:  # root may write anywhere: a file where a folder should be stands in for it
        locked.chmod(0o700)
        (locked / "file").write_text("x", encoding="utf-8")
        locked = locked / "file"
    with pytest.raises(StoreError, match=r"check the folder|cannot be"):
        open_store(str(locked / "store.db"))


def test_two_loads_at_once_both_arrive_whole(tmp_path: Path) -> None:
    """From two threads of one process, each with a store of its own; two processes are as good."""
    path = tmp_path / "store.db"
    open_store(str(path)).close()
    folders = [write_files(tmp_path / "first", FILES), write_files(tmp_path / "more", MORE)]
    failed: list[BaseException] = []

    def work(folder: Path) -> None:
        try:
            with open_store(str(path)) as store:
                load(folder, store, taxonomy=False)
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=work, args=(folder,)) for folder in folders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    with open_store(str(path)) as store:
        assert store.count()["Enterprise"] == 2 * FIRMS
        again = [load(folder, store, taxonomy=False) for folder in folders]
    assert sum(r.total.added + r.total.changed for r in again) == 0


def test_another_process_that_writes_meanwhile_waits_or_is_told(tmp_path: Path) -> None:
    path, folder = tmp_path / "store.db", write_files(tmp_path / "more", MORE)
    with open_store(str(path)) as store:
        code = (
            "import sys; from graph import open_store; from loaders import load\n"
            "with open_store(sys.argv[1]) as s: load(sys.argv[2], s, taxonomy=False)"
        )
        other = subprocess.Popen([sys.executable, "-c", code, str(path), str(folder)])
        load(write_files(tmp_path / "first", FILES), store, taxonomy=False)
        assert other.wait(timeout=120) == 0
        assert store.count()["Enterprise"] == 2 * FIRMS
