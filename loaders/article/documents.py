"""Reading an article: .txt, .html and .docx become plain text, or one clear error."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

from graph.errors import BadValue, LoadError
from graph.text import tidy
from graph.values import Date
from loaders.article.dateline import dateline
from loaders.article.vocabulary import word_set
from loaders.charsets import ENCODINGS, decode, known_encoding

SUFFIXES = (".txt", ".html", ".htm", ".docx")
_LARGEST = 4 << 20  # bytes; a longer file is no article
_LONGEST = 500_000  # characters of text; some 90,000 words take half a minute
_LONGEST_TITLE = 200


@dataclass(frozen=True)
class Document:
    """An article: its text, its title (or file name), when it came out if it says so, its checksum."""

    file: str
    title: str
    text: str
    published_on: str | None
    sha256: str


def is_article(path: str | Path) -> bool:
    """Whether a path is that of an article by its ending."""
    return Path(path).suffix.lower() in SUFFIXES


def read_document(path: str | Path, *, encoding: str | None = None) -> Document:
    """The article in a file, text in ``encoding`` where it is given.

    Raises ``LoadError`` when there is no text to be had from it.
    """
    file = Path(path)
    raw = _bytes(file)
    title, published_on = "", None
    if encoding is not None:
        encoding = known_encoding(encoding)  # a name that nobody knows is an error of its own
    if file.suffix.lower() == ".docx":
        text = _docx(raw, file.name)
    elif file.suffix.lower() in (".html", ".htm"):
        page = _Page()
        page.feed(_decoded(raw, file.name, encoding, html=True))
        page.close()
        text, title, published_on = page.text(), page.title, page.published_on
    else:
        text = _decoded(raw, file.name, encoding)
    if not any(c.isalpha() for c in text):
        raise _problem(file.name, "không có chữ nào để đọc", "holds no text")
    if len(text) > _LONGEST:
        raise _problem(
            file.name,
            f"dài {len(text.split()):,} từ, quá dài để là một bài báo; hãy tách ra".replace(",", "."),
            f"has {len(text.split()):,} words, too many for an article; split it",
        )
    first = next(tidy(line) for line in text.splitlines() if tidy(line))
    title = title or (first if len(first) <= _LONGEST_TITLE else file.name)
    return Document(file.name, title, text, published_on or dateline(text), hashlib.sha256(raw).hexdigest())


def _problem(name: str, vi: str, en: str) -> LoadError:
    return LoadError(f"{name}: {vi}", f"{name}: {en}")


def _bytes(file: Path) -> bytes:
    try:
        size = file.stat().st_size
        raw = file.read_bytes() if size <= _LARGEST else b""
    except OSError as error:
        raise _problem(
            file.name, f"không đọc được tệp ({error.strerror})", f"cannot read the file ({error.strerror})"
        ) from error
    if size > _LARGEST:
        raise _problem(
            file.name,
            f"quá lớn ({size / 1e6:.0f} MB) để là một bài báo; tối đa 4 MB, hãy tách ra",
            f"is too large ({size / 1e6:.0f} MB) for an article; at most 4 MB, split it",
        )
    if not raw.strip():
        raise _problem(file.name, "tệp trống", "the file is empty")
    return raw


_KINDS = (
    (b"%PDF", "PDF"),
    (b"\xd0\xcf\x11\xe0", "Word 97 (.doc)"),
    (b"PK\x03\x04", "DOCX/XLSX/ZIP"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"{\\rtf", "RTF"),
)


def _decoded(raw: bytes, name: str, encoding: str | None, *, html: bool = False) -> str:
    """The text in the encoding that is asked for, that a page declares, or that the bytes tell."""
    for magic, kind in _KINDS:
        if raw.startswith(magic):
            raise _problem(
                name,
                f"thực ra là {kind}; hãy lưu thành .txt hoặc .docx",
                f"is really {kind}; save it as .txt or .docx",
            )
    declared = re.search(rb"charset=[\"']?([\w-]+)", raw[:2048]) if html and not encoding else None
    text = _in(raw, name, declared.group(1).decode()) if declared else None
    text = _in(raw, name, encoding) if text is None else text
    if text is None:
        known = ", ".join(ENCODINGS)
        raise _problem(
            name,
            f"không rõ là bảng mã nào; hãy ghi --encoding ({known}) hoặc lưu thành UTF-8",
            f"it is not clear which encoding it is; give --encoding ({known}) or save it as UTF-8",
        )
    odd = sum(not (c.isprintable() or c.isspace() or "\u0300" <= c <= "\u0323") for c in text)
    letters = sum(c.isalpha() or c.isspace() for c in text)
    if odd > 0.01 * len(text) or (any(map(str.isalpha, text)) and letters < 0.4 * len(text)):
        raise _problem(name, "là tệp nhị phân, không phải văn bản", "is a binary file, not text")
    return text


def _in(raw: bytes, name: str, encoding: str | None) -> str | None:
    """The text in an encoding, or in the one that its bytes tell; ``None`` where that is not so."""
    try:
        return decode(raw, name, encoding)[0]
    except LoadError:
        return None


_BLOCKS = word_set(
    "address article aside blockquote br dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header"
    " hr li main nav ol p pre section table tbody thead tr ul"
)
_SILENT = word_set("script style noscript template svg head nav footer iframe select button")
_DATES = ("article:published_time", "datepublished", "pubdate", "date", "dc.date", "publishdate")


@dataclass
class _Parts:
    words: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)
    in_title: bool = False


class _Page(HTMLParser):
    """The words of a page that a reader sees, its title and its date."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts = _Parts()
        self.title = ""
        self.published_on: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where blocks begin, what is not shown, and the page's date."""
        given = {k: v or "" for k, v in attrs}
        key = (given.get("property") or given.get("name") or given.get("itemprop") or "").lower()
        if tag == "meta" and key in _DATES:
            self._date(given.get("content", ""))
        if tag == "meta" and key == "og:title" and given.get("content"):
            self.title = tidy(given["content"])[:_LONGEST_TITLE]
        if tag == "time":
            self._date(given.get("datetime", ""))
        if tag == "body":
            self._parts.silent.clear()  # a head that nobody closed
        elif tag in _SILENT:
            self._parts.silent.append(tag)
        self._parts.in_title = tag == "title"
        if tag in _BLOCKS:
            self._parts.words.append("\n")
        elif tag in ("td", "th"):
            self._parts.words.append(" | ")

    def handle_endtag(self, tag: str) -> None:
        """Note where blocks end."""
        self._parts.in_title = False
        if tag in self._parts.silent:
            del self._parts.silent[self._parts.silent.index(tag) :]
        if tag in _BLOCKS:
            self._parts.words.append("\n")

    def handle_data(self, data: str) -> None:
        """Take in words that are shown."""
        if self._parts.in_title and not self.title:
            self.title = tidy(data)[:_LONGEST_TITLE]
        elif not self._parts.silent:
            self._parts.words.append(re.sub(r"\s+", " ", data))

    def _date(self, text: str) -> None:
        if self.published_on is None:
            try:
                self.published_on = Date().clean(text.strip()[:10])
            except BadValue:
                return  # a page may say "yesterday" there

    def text(self) -> str:
        """The words in lines."""
        lines = (re.sub(r"[ \t]+", " ", line).strip(" |") for line in "".join(self._parts.words).split("\n"))
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _docx(raw: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            info = archive.getinfo("word/document.xml")
            if info.file_size > 8 * _LARGEST:
                raise _problem(name, "giải nén ra quá lớn", "unpacks to far too much")
            xml = archive.read(info)
        if b"<!DOCTYPE" in xml:  # Word writes none; it could only be there to do harm
            raise _problem(name, "không phải tệp Word hợp lệ", "is no proper Word file")
        body = ElementTree.fromstring(xml)
    except (
        zipfile.BadZipFile,
        KeyError,
        ElementTree.ParseError,
        OSError,
        RuntimeError,
        NotImplementedError,
        EOFError,
        ValueError,
    ) as error:
        if isinstance(error, LoadError):
            raise
        raise _problem(
            name,
            "không phải tệp .docx đọc được; hãy mở bằng Word và lưu lại",
            "is no readable .docx; open it in Word and save it again",
        ) from error
    except zlib.error as error:
        raise _problem(name, "tệp .docx hỏng", "the .docx is broken") from error
    return "\n".join(_blocks(body))


def _blocks(body: ElementTree.Element) -> list[str]:
    """Paragraphs, and the rows of tables with ``|`` between cells."""
    lines: list[str] = []
    root = body.find(f"{_W}body")
    for block in root if root is not None else ():
        if block.tag == f"{_W}tbl":
            for row in block.iter(f"{_W}tr"):
                cells = (" ".join(map(_words, cell.iter(f"{_W}p"))).strip() for cell in row.iter(f"{_W}tc"))
                lines.append(" | ".join(c for c in cells if c))
        else:
            lines += [_words(p) for p in block.iter(f"{_W}p")]
    return lines


def _words(paragraph: ElementTree.Element) -> str:
    parts = []
    for node in paragraph.iter():
        if node.tag == f"{_W}t":
            parts.append(node.text or "")
        elif node.tag in (f"{_W}tab", f"{_W}br", f"{_W}cr"):
            parts.append(" ")
    return "".join(parts)
