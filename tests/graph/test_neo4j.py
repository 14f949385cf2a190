"""What only the Neo4j store has: a server that may be away, die, be shared, or belong to others."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from graph import Counts, StoreError, Tables, open_store
from graph.schema import TYPES
from graph.store import UnfinishedLoad, neo4j_rows, neo4j_write
from graph.store.bolt import Address, explained
from graph.store.neo4j_store import Neo4jStore
from tests.bench.graphs import made_up
from tests.conftest import unavailable
from tests.graph.build import filled, firm, firms, ids, row, tables
from tests.neo4j_server import NoServer, Server

pytestmark = pytest.mark.neo4j

ROUNDS = int(os.environ.get("KETNOI_ROUNDS", "2"))  # times the server is killed


@pytest.fixture
def url(neo4j_url: Callable[[str], str]) -> str:
    """The url of an empty database."""
    return neo4j_url("0")


@pytest.fixture(scope="module")
def own_server() -> Iterator[Server]:
    """A server that tests may kill; only where no other one was named."""
    if os.environ.get("KETNOI_TEST_NEO4J_URL"):
        pytest.skip("a server of one's own is not killed")
    try:
        server = Server().start()
    except NoServer as reason:
        unavailable(str(reason))
        raise
    yield server
    server.stop()


@pytest.fixture
def short_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twenty rows a batch, each batch a transaction."""
    monkeypatch.setattr(neo4j_rows, "BATCH_ROWS", 20)
    monkeypatch.setattr(neo4j_write, "ATOMIC_ROWS", 0)


def many(firms_: int = 60) -> Tables:
    """Some firms, each with a product, a place, and an MOU with the next."""
    n = range(firms_)
    return tables(
        Enterprise=[firm(f"f{i}", aliases=(f"hãng {i}",)) for i in n],
        Product=[{"id": f"p{i}"} for i in n],
        MAKES=[{"source": f"f{i}", "target": f"p{i}"} for i in n],
        SIGNED_MOU=[{"id": f"m{i}", "source": f"f{i}", "target": f"f{(i + 1) % firms_}"} for i in n],
    )


# --- addresses and logging in -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("neo4j://localhost", ("neo4j://localhost", None, None, None)),
        ("bolt+s://u:p%40%2F@db.example:7688/hp", ("bolt+s://db.example:7688", "u", "p@/", "hp")),
        ("neo4j+ssc://[::1]:7687/", ("neo4j+ssc://[::1]:7687", None, None, None)),
    ],
)
def test_an_address_is_taken_apart(url: str, expected: tuple, monkeypatch: pytest.MonkeyPatch):
    for name in ("USERNAME", "PASSWORD", "DATABASE"):
        monkeypatch.delenv(f"NEO4J_{name}", raising=False)
    address = Address.parse(url)
    assert (address.url, address.user, address.password, address.database) == expected
    assert "p@/" not in f"{address} {address!r}"


def test_credentials_may_come_from_the_environment(url: str, monkeypatch: pytest.MonkeyPatch):
    address = Address.parse(url)
    monkeypatch.setenv("NEO4J_USERNAME", str(address.user))
    monkeypatch.setenv("NEO4J_PASSWORD", str(address.password))
    monkeypatch.setenv("NEO4J_DATABASE", "neo4j")
    with open_store(address.url) as store:
        assert store.write(firms("a"))["Enterprise"] == Counts(added=1)


@pytest.mark.parametrize("url", ["neo4j://", "bolt://:7687", "bolt://u:p/q@host:7687", "neo4j://host:port"])
def test_what_is_no_address_is_an_error(url: str):
    with pytest.raises(StoreError, match="no address of a Neo4j server") as caught:
        open_store(url)
    assert "p/q" not in str(caught.value)


@pytest.mark.parametrize("scheme", ["bolt", "neo4j", "bolt+ssc", "neo4j+s"])
def test_no_server_is_one_line(scheme: str):
    with pytest.raises(
        StoreError, match=r"127.0.0.1:1: the server does not answer; is Neo4j running"
    ) as caught:
        open_store(f"{scheme}://neo4j:geheim-geheim@127.0.0.1:1")
    assert "\n" not in str(caught.value)
    assert "geheim" not in str(caught.value)


@pytest.mark.parametrize("scheme", ["bolt+s", "neo4j+ssc"])
def test_a_server_without_encryption_is_one_line(url: str, scheme: str):
    with pytest.raises(StoreError, match="the server does not answer"):
        open_store(url.replace("bolt://", f"{scheme}://"))


def test_a_wrong_password_is_said_without_showing_it(url: str):
    wrong = re.sub(r":[^:@/]+@", ":nicht-dieses@", url)
    with pytest.raises(StoreError, match="wrong user or password") as caught:
        open_store(wrong)
    assert "nicht-dieses" not in str(caught.value)


def test_a_wrong_database_is_said(url: str):
    with pytest.raises(StoreError, match=r"/nowhere: there is no such database"):
        open_store(f"{url.rstrip('/')}/nowhere")


def test_an_empty_database_is_no_store_for_a_reader(url: str):
    with pytest.raises(StoreError, match="there is no store here yet; run: ketnoi load"):
        open_store(url, create=False)


def test_the_nodes_of_another_program_are_left_alone(url: str):
    address = Address.parse(url)
    with address.driver() as driver:
        driver.execute_query("CREATE (:Enterprise {id: 'x', other: true})", database_=address.database)
    with pytest.raises(StoreError, match="holds Enterprise nodes of another program"):
        open_store(url)


def test_a_store_of_another_version_is_refused(url: str):
    with Neo4jStore(url) as store:
        store.cypher("MATCH (s:KetnoiStore) SET s.version = 2")
    with pytest.raises(StoreError, match="is of version 2, this program knows 1"):
        open_store(url)


class _Refusal(Exception):
    def __init__(self, code: str) -> None:
        self.code, self.message = code, "so spricht\nNeo4j"
        super().__init__(self.message)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("Neo.ClientError.Security.Forbidden", "this user lacks the right"),
        ("Neo.ClientError.General.ForbiddenOnReadOnlyDatabase", "is read-only"),
        ("Neo.ClientError.Cluster.NotALeader", "this member is read-only"),
        ("Neo.ClientError.Security.CredentialsExpired", "must be changed first"),
        ("Neo.TransientError.General.MemoryPoolOutOfMemoryError", "has no memory left"),
        ("Neo.ClientError.Statement.Odd", "Neo4j says: Neo.ClientError.Statement.Odd so spricht Neo4j"),
    ],
)
def test_what_the_server_refuses_is_one_line(code: str, said: str):
    error = explained(Address("bolt://h", None, "geheim", None), _Refusal(code))
    assert said in error.say("en")
    assert "geheim" not in str(error)


# --- statements -----------------------------------------------------------------------------------

EVIL = "x`}) DETACH DELETE n //"


class _Recorder:
    """Stands before a driver's transactions and keeps what is sent."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from neo4j import ManagedTransaction

        self.sent: list[str] = []
        run = ManagedTransaction.run

        def kept(tx: Any, query: str, *args: Any, **more: Any) -> Any:
            self.sent.append(query)
            return run(tx, query, *args, **more)

        monkeypatch.setattr(ManagedTransaction, "run", kept)


def test_values_are_only_ever_parameters(url: str, monkeypatch: pytest.MonkeyPatch):
    recorder = _Recorder(monkeypatch)
    given = tables(
        Enterprise=[firm(EVIL, EVIL, aliases=(EVIL,), sources=(EVIL,))],
        Place=[{"id": EVIL}],
        SIGNED_MOU=[{"id": EVIL, "source": EVIL, "target": EVIL}],
        LOCATED_IN=[{"source_type": "Enterprise", "source": EVIL, "target": EVIL}],
    )
    with open_store(url) as store:
        for _ in range(2):
            store.write(given)
        store.write(tables(Enterprise=[firm(EVIL, "Tên mới", note=(EVIL,))]))
        assert store.neighbourhood([EVIL], 2).counts() == given.counts()
        assert store.search("detach delete")["id"].tolist() == [EVIL]  # by its alias
        assert row(store.read(), "Enterprise", EVIL)["note"] == (EVIL,)
    assert recorder.sent
    declared = {*TYPES, *(p.name for k in TYPES.values() for p in k.properties)}
    for statement in recorder.sent:
        assert "DETACH" not in statement
        named = set(re.findall(r"`([^`]*)`", statement)) - {"fulltext.analyzer"}
        assert {n for n in named if not n.startswith("ketnoi_")} <= declared


def test_two_spellings_of_one_id_cannot_both_come_in(url: str):
    with open_store(url) as store:
        store.write(tables(Enterprise=[firm("Hòa")]))
        with pytest.raises(Exception, match="not NFC"):
            store.write(tables(Enterprise=[firm("Ho\u0300a")]))
        assert ids(store.read(), "Enterprise") == ["Hòa"]


def test_an_id_too_long_for_an_index_is_kept_whole(url: str):
    long = ["dài " * 2000 + end for end in ("một", "hai")]
    with open_store(url) as store:
        store.write(firms(*long))
        assert store.write(firms(*long))["Enterprise"] == Counts(unchanged=2)
        assert sorted(ids(store.read(), "Enterprise")) == sorted(long)


def test_cypher_gives_frames(url: str):
    with Neo4jStore(url) as store:
        store.write(filled())
        frame = store.cypher(
            "MATCH (e:Enterprise) WHERE e.id = $id RETURN e.name AS name, e", id="enterprise-0"
        )
        assert frame["name"].tolist() == ["name số 0"]
        assert frame["e"][0]["tax_code"] == "0100109106"
        assert store.cypher("MATCH (n:Nothing) RETURN n").empty
        with pytest.raises(StoreError, match=r"Neo4j says: Neo\.ClientError\.Statement\.SyntaxError"):
            store.cypher("MACH (n)")


# --- several at once ----------------------------------------------------------------------------


def test_four_writers_at_once_end_with_the_right_graph(url: str, short_batches: None):
    open_store(url).close()
    failed: list[BaseException] = []
    told = many(40)

    def write(writer: int) -> None:
        try:
            own = Tables({n: told[n].sample(frac=1, random_state=writer) for n in told})
            own["Enterprise"]["note"] = [(f"người {writer}",)] * len(own["Enterprise"])
            own["MAKES"]["note"] = [(f"người {writer}",)] * len(own["MAKES"])
            own["SIGNED_MOU"]["note"] = [(f"người {writer}",)] * len(own["SIGNED_MOU"])
            with open_store(url) as store:
                store.write(own)
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=write, args=(i,)) for i in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    with open_store(url) as store:
        assert store.unfinished() == []
        assert store.count() == many(40).counts()
        found = store.read()
    everyone = tuple(f"người {i}" for i in range(4))
    for name in ("Enterprise", "MAKES", "SIGNED_MOU"):
        assert set(found[name]["note"]) == {everyone}


# --- loads that are cut off -----------------------------------------------------------------------


def test_a_load_that_is_cut_off_is_announced_and_completed(
    url: str, short_batches: None, monkeypatch: pytest.MonkeyPatch
):
    given, whole = many(), neo4j_write._write
    calls = iter(range(100))

    def interrupted(tx: Any, batch: Any, *more: Any) -> Counts:
        if next(calls) == 4:
            raise KeyboardInterrupt
        return whole(tx, batch, *more)

    with open_store(url) as store, open_store(url) as reader:
        monkeypatch.setattr(neo4j_write, "_write", interrupted)
        with pytest.raises(KeyboardInterrupt):
            store.write(given)
        monkeypatch.setattr(neo4j_write, "_write", whole)
        (load,) = reader.unfinished()
        assert (load.done, load.parts, "Product" in load.empty_before) == (4, 12, True)
        with pytest.warns(UnfinishedLoad, match="has done 4 of 12 parts"):
            assert len(reader.read("Enterprise")["Enterprise"]) == 60
        store.write(firms("another"))
        assert reader.unfinished() == [load], "another load does not complete it"
        assert store.write(given)["Product"] == Counts(added=40, unchanged=20)
        assert reader.unfinished() == []
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            assert reader.read("MAKES", "SIGNED_MOU").records("SIGNED_MOU") == given.records("SIGNED_MOU")


def test_a_load_cut_off_among_the_products_gets_the_taxonomy_again(
    url: str, short_batches: None, monkeypatch: pytest.MonkeyPatch
):
    from loaders import load

    monkeypatch.setattr(neo4j_rows, "BATCH_ROWS", 100)
    whole = neo4j_write._write

    def interrupted(tx: Any, batch: Any, *more: Any) -> Counts:
        if batch.kind.name == "Product" and batch.rows[0]["id"] > "c":
            raise KeyboardInterrupt
        return whole(tx, batch, *more)

    with open_store(url) as store:
        monkeypatch.setattr(neo4j_write, "_write", interrupted)
        with pytest.raises(KeyboardInterrupt):
            load("hai-phong", store)
        monkeypatch.setattr(neo4j_write, "_write", whole)
        with pytest.warns(UnfinishedLoad):
            load("hai-phong", store)
        assert store.unfinished() == []
        with open_store(":memory:") as other:
            load("hai-phong", other)
            assert store.count() == other.count()


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_a_killed_server_loses_and_doubles_nothing(
    own_server: Server, short_batches: None, monkeypatch: pytest.MonkeyPatch, round_: int
):
    given, whole, chance = many(), neo4j_write._write, random.Random(round_)
    (url,) = own_server.urls
    with open_store(url) as store:
        store.cypher("MATCH (n) WHERE NOT n:KetnoiStore DETACH DELETE n")
    fatal, before = chance.randrange(12), chance.random() < 0.5
    calls = iter(range(100))

    def killed(tx: Any, batch: Any, *more: Any) -> Counts:
        now = next(calls) == fatal
        if now and before:
            own_server.kill()
        counts = whole(tx, batch, *more)
        if now:
            own_server.kill()  # written, not committed
        return counts

    with Neo4jStore(url, retry_seconds=0.1) as store:
        monkeypatch.setattr(neo4j_write, "_write", killed)
        with pytest.raises(StoreError, match=rf"does not answer.*; {fatal} of 12 parts are in, run the same"):
            store.write(given)
    monkeypatch.setattr(neo4j_write, "_write", whole)
    own_server.start()
    with open_store(url) as store:
        (load,) = store.unfinished()
        assert (load.done, load.parts) == (fatal, 12)
        with pytest.warns(UnfinishedLoad):
            store.read("Enterprise")
        store.write(given)
        assert store.unfinished() == []
        assert store.read().equals(given)
        assert store.search("hang 7")["id"].tolist() == ["f7"]


def test_a_server_that_only_reads_says_so(own_server: Server):
    (url,) = own_server.urls
    with open_store(url) as store:
        store.write(firms("a"))
        before = store.read()
    own_server.kill()
    own_server.start(read_only=True)
    with open_store(url) as store:
        assert store.read().equals(before)
        with pytest.raises(StoreError, match="is read-only; write to another server"):
            store.write(firms("b"))
    own_server.kill()
    own_server.start()


def test_a_server_that_encrypts_is_used_as_its_certificate_allows(own_server: Server, tmp_path: Path):
    if (openssl := shutil.which("openssl")) is None:
        unavailable("there is no openssl on this machine")
    request = (
        "req -x509 -newkey rsa:2048 -nodes -keyout private.key -out public.crt -days 2 -subj /CN=localhost"
    )
    subprocess.run([str(openssl), *request.split()], cwd=tmp_path, check=True, capture_output=True)
    own_server.kill()
    own_server.start(certificates=tmp_path)
    (url,) = own_server.urls
    try:
        for scheme in ("bolt+ssc", "neo4j+ssc"):
            with open_store(url.replace("bolt://", f"{scheme}://")) as store:
                store.write(firms("a"))
                assert "a" in ids(store.read("Enterprise"), "Enterprise")
        for scheme, said in (
            ("bolt+s", "certificate is not trusted; for a self-signed one write bolt"),
            ("neo4j+s", r"is its certificate trusted \(self-signed: neo4j\+ssc://\)"),  # the driver hides why
        ):
            with pytest.raises(StoreError, match=said):
                open_store(url.replace("bolt://", f"{scheme}://"))
        with pytest.raises(StoreError, match="does not answer"):
            open_store(url)
    finally:
        own_server.kill()
        own_server.start()


def test_ctrl_c_ends_a_load_in_one_line_and_the_same_command_completes_it(url: str, tmp_path: Path):
    given, file = made_up(8_000, 72_000), tmp_path / "a.db"
    with open_store(str(file)) as store:
        store.write(given)
    command = [sys.executable, "-m", "queries.cli", "copy", str(file), url]
    with open_store(url) as reader:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        while not reader.unfinished():
            assert process.poll() is None, process.communicate()
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=120)
        assert process.returncode == 130
        assert "Traceback" not in said
        assert re.search(r"đã dừng; mới nạp được \d+/\d+ phần, hãy chạy lại đúng lệnh này", said), said
        assert len(reader.unfinished()) == 1
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        assert "số dòng đã đối chiếu" in done.stdout
        assert reader.unfinished() == []
        assert reader.count() == given.counts()
