"""The way to a Neo4j server: its url, the driver, and what the server's errors mean."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from graph.errors import StoreError

if TYPE_CHECKING:
    import neo4j

OLDEST = (5, 7)  # the first with unique keys on relationships
RETRY_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server is, and how to log in: ``neo4j://user:password@host:7687/database``.

    What the url lacks comes from ``NEO4J_USERNAME``, ``NEO4J_PASSWORD`` and ``NEO4J_DATABASE``.
    """

    url: str  # without credentials and database
    user: str | None
    password: str | None = field(repr=False)
    database: str | None

    def __str__(self) -> str:
        return self.url + (f"/{self.database}" if self.database else "")

    @classmethod
    def parse(cls, url: str) -> Address:
        """The address behind a url; raises ``StoreError``."""
        try:
            parts = urlsplit(url)
            host, port = parts.hostname, parts.port
        except ValueError:
            host, port = None, None
        if not host:
            raise StoreError(
                "địa chỉ Neo4j sai; viết neo4j://người-dùng:mật-khẩu@máy:7687/cơ-sở-dữ-liệu"
                " (ký tự @ / : # trong mật khẩu viết theo dạng %40 …)",
                "this is no address of a Neo4j server; write neo4j://user:password@host:7687/database"
                " (in a password, @ / : # are written %40 and so on)",
            )
        plain = f"{parts.scheme}://{f'[{host}]' if ':' in host else host}{f':{port}' if port else ''}"
        return cls(
            plain + (f"?{parts.query}" if parts.query else ""),
            unquote(parts.username) if parts.username else os.environ.get("NEO4J_USERNAME"),
            unquote(parts.password) if parts.password else os.environ.get("NEO4J_PASSWORD"),
            unquote(parts.path.strip("/")) or os.environ.get("NEO4J_DATABASE") or None,
        )

    def driver(self, retry_seconds: float = RETRY_SECONDS) -> neo4j.Driver:
        """The official driver for this server; nothing is sent yet."""
        try:
            import neo4j
        except ImportError as error:
            raise StoreError(
                'thiếu trình điều khiển Neo4j; hãy chạy: pip install "ketnoi[neo4j]"',
                'the Neo4j driver is not installed; run: pip install "ketnoi[neo4j]"',
            ) from error
        auth = (self.user or "neo4j", self.password) if self.password is not None else None
        with guard(self):
            return neo4j.GraphDatabase.driver(
                self.url,
                auth=auth,
                max_transaction_retry_time=retry_seconds,
                connection_timeout=10.0,
                notifications_min_severity="OFF",
                user_agent="ketnoi",
            )


@contextmanager
def guard(address: Address) -> Iterator[None]:
    """Turn what the driver or the server says into one line that names the server and what to do."""
    from neo4j.exceptions import DriverError, Neo4jError

    try:
        yield
    except (DriverError, Neo4jError, OSError, ValueError) as error:
        raise explained(address, error) from error


# Part of an error's code or class → what it means. The first that fits speaks.
_MEANINGS: tuple[tuple[str, str, str], ...] = (
    (
        "Security.CredentialsExpired",
        "mật khẩu ban đầu phải được đổi trước; hãy đăng nhập Neo4j một lần",
        "the initial password must be changed first; log in to Neo4j once",
    ),
    (
        "Security.AuthenticationRateLimit",
        "sai mật khẩu quá nhiều lần; hãy chờ vài giây rồi thử lại",
        "a wrong password was tried too often; wait some seconds and try again",
    ),
    (
        "Security.Unauthorized",
        "sai tên hay mật khẩu; ghi vào địa chỉ hoặc NEO4J_USERNAME và NEO4J_PASSWORD",
        "wrong user or password; put them into the address, or into NEO4J_USERNAME and NEO4J_PASSWORD",
    ),
    (
        "Database.DatabaseNotFound",
        "không có cơ sở dữ liệu này; kiểm tra tên sau dấu / cuối hoặc NEO4J_DATABASE",
        "there is no such database; check the name after the last / or NEO4J_DATABASE",
    ),
    (
        "Security.Forbidden",
        "người dùng này không đủ quyền; cần đọc, ghi và tạo ràng buộc",
        "this user lacks the right; reading, writing and making constraints are needed",
    ),
    (
        "ReadOnly",
        "chỉ cho đọc; hãy ghi vào máy chủ khác",
        "is read-only; write to another server or database",
    ),
    ("NotALeader", "máy này chỉ cho đọc; dùng neo4j:// cho cụm", "this member is read-only; use neo4j://"),
    ("AccessMode", "chỉ cho đọc", "is read-only"),
    (
        "OutOfMemory",
        "máy chủ hết bộ nhớ cho giao dịch; tăng dbms.memory.transaction.total.max",
        "the server has no memory left for the transaction; raise dbms.memory.transaction.total.max",
    ),
    (
        "UnsupportedServerProduct",
        "không phải Neo4j 5.7 hay mới hơn",
        "is no Neo4j of version 5.7 or newer",
    ),
    (
        "ConfigurationError",
        "địa chỉ hay phiên bản không dùng được; cần Neo4j 5.7 hay mới hơn",
        "the address or version can't be used; Neo4j 5.7 or newer is needed",
    ),
    (
        "SSLCertVerificationError",
        "chứng chỉ của máy chủ không được tin cậy; nếu là chứng chỉ tự ký, dùng bolt+ssc:// hay neo4j+ssc://",
        "the server's certificate is not trusted; for a self-signed one write bolt+ssc:// or neo4j+ssc://",
    ),
    (
        "ServiceUnavailable",
        "máy chủ không trả lời; Neo4j có đang chạy không, cổng Bolt (7687) có mở không?",
        "the server does not answer; is Neo4j running, and its Bolt port (7687) open?",
    ),
)
_LOST = ("SessionExpired", "IncompleteCommit", "OSError", "ConnectionError", "DatabaseUnavailable")


def explained(address: Address, error: Exception) -> StoreError:
    """The error in one line, in words of ours where its meaning is known."""
    code = str(getattr(error, "code", "") or "")
    kinds = " ".join([code, *(c.__name__ for e in _chain(error) for c in type(e).__mro__)])
    if any(name in kinds for name in _LOST):
        kinds += " ServiceUnavailable"
    for part, vi, en in _MEANINGS:
        if part in kinds:
            if part == "ServiceUnavailable" and "+s://" in address.url:  # a router does not say why
                vi += " Có mã hóa không, và chứng chỉ có được tin cậy không (tự ký: neo4j+ssc://)?"
                en += " Does it encrypt, and is its certificate trusted (self-signed: neo4j+ssc://)?"
            return StoreError(f"{address}: {vi}", f"{address}: {en}")
    said = f"{code} {getattr(error, 'message', None) or error}".strip()[:500]
    return StoreError(f"{address}: Neo4j báo: {said}", f"{address}: Neo4j says: {said}")


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The error, and what it came from."""
    while error is not None:
        yield error
        error = error.__cause__


def refuse_old(address: Address, agent: str) -> None:
    """Raise ``StoreError`` for a server that is too old; ``agent`` is what it calls itself."""
    version = re.match(r"Neo4j/(\d+)\.(\d+)", agent)
    if version and tuple(map(int, version.groups())) < OLDEST:
        wanted = ".".join(map(str, OLDEST))
        raise StoreError(
            f"{address}: máy chủ là {agent}; cần Neo4j {wanted} hay mới hơn",
            f"{address}: the server is {agent}; Neo4j {wanted} or newer is needed",
        )


def plain(value: Any) -> Any:
    """A value of a result as ordinary Python: nodes and edges as dicts, paths as lists."""
    from neo4j.graph import Node, Path, Relationship

    if isinstance(value, Node):
        return {k: v for k, v in value.items() if k != "search_text"}
    if isinstance(value, Relationship):
        return {"type": value.type, **value}
    if isinstance(value, Path):
        return [plain(n) for n in value.nodes]
    if isinstance(value, list):
        return [plain(v) for v in value]
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    return value
