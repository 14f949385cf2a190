"""A real Neo4j for tests: Community from Maven's jars, on free ports of 127.0.0.1, with a password."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

VERSION = "5.26.12"
LAUNCHER = Path(__file__).with_name("KetnoiTestServer.java")
START_SECONDS = 180
_OPENS = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent", "java.lang")
_POM = """<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>ketnoi</groupId><artifactId>test-server</artifactId><version>1</version><dependencies>{}</dependencies>
</project>"""
_DEPENDENCY = (
    "<dependency><groupId>org.neo4j</groupId><artifactId>{}</artifactId><version>{}</version></dependency>"
)


class NoServer(Exception):
    """Why there is no server on this machine."""


class Server:
    """One process that serves the given number of empty databases; ``urls`` opens them."""

    def __init__(self, databases: int = 1, folder: Path | None = None) -> None:
        self._classpath = classpath()
        self._made = folder is None
        self.folder = folder or Path(tempfile.mkdtemp(prefix="ketnoi-neo4j-"))
        self.password = secrets.token_hex(8)
        self.ports = _free_ports(databases)
        self.urls = [f"bolt://neo4j:{quote(self.password)}@127.0.0.1:{port}" for port in self.ports]
        self._process: subprocess.Popen[str] | None = None

    def start(self, *, read_only: bool = False, certificates: Path | None = None) -> Server:
        """Start it and wait until it answers; a server that was killed comes back with its data.

        With ``certificates`` (a folder with private.key and public.crt) all connections are encrypted.
        """
        wishes = {"KETNOI_READ_ONLY": "1"} if read_only else {}
        if certificates is not None:
            wishes["KETNOI_CERTIFICATES"] = str(certificates)
        opens = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in _OPENS]
        places = [a for port in self.ports for a in (str(self.folder / str(port)), str(port))]
        command = ["java", "-Xmx2g", "-XX:+UseSerialGC", *opens, "-cp", self._classpath, str(LAUNCHER)]
        log = self.folder / "output.txt"
        with log.open("a", encoding="utf-8") as errors:
            self._process = subprocess.Popen(
                [*command, self.password, *places],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                env=os.environ | wishes,
            )
        assert self._process.stdout is not None
        if self._process.stdout.readline().strip() != "READY":
            said = log.read_text(encoding="utf-8", errors="replace")[:2000]
            self.kill()
            raise NoServer(f"Neo4j did not start: {said}")
        return self

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    pipe.close()
            self._process = None

    def stop(self) -> None:
        """End it and remove what it wrote."""
        self.kill()
        if self._made:
            shutil.rmtree(self.folder, ignore_errors=True)


def classpath() -> str:
    """The jars of the server, fetched by Maven the first time; raises ``NoServer``."""
    for program in ("java", "mvn"):
        if shutil.which(program) is None:
            raise NoServer(f"there is no {program} on this machine")
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "ketnoi-tests"
    known = cache / f"neo4j-{VERSION}.classpath"
    if known.exists():
        jars = known.read_text(encoding="utf-8")
        if all(Path(jar).exists() for jar in jars.split(os.pathsep)):
            return jars
    jars = _resolved()
    cache.mkdir(parents=True, exist_ok=True)
    known.write_text(jars, encoding="utf-8")
    return jars


def _resolved() -> str:
    with tempfile.TemporaryDirectory() as folder:
        dependencies = "".join(_DEPENDENCY.format(name, VERSION) for name in ("neo4j", "neo4j-bolt"))
        (Path(folder) / "pom.xml").write_text(_POM.format(dependencies), encoding="utf-8")
        command = ["mvn", "-q", "-B", "dependency:build-classpath", "-Dmdep.outputFile=classpath.txt"]
        for _ in range(3):  # a mirror that is busy answers the second time
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
            if done.returncode == 0:
                return (Path(folder) / "classpath.txt").read_text(encoding="utf-8").strip()
            time.sleep(2)
    raise NoServer(f"Maven cannot fetch Neo4j: {done.stdout[-500:]}{done.stderr[-500:]}")


def _free_ports(count: int) -> list[int]:
    held = [socket.socket() for _ in range(count)]
    try:
        for one in held:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in held]
    finally:
        for one in held:
            one.close()
