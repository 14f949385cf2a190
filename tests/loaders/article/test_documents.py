"""Reading articles from files: encodings, pages, Word files, and what cannot be read."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path
from typing import TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import LoadError
from loaders.article import extract_mous
from loaders.article.documents import SUFFIXES, is_article, read_document
from loaders.article.extract import COLUMNS

ROUNDS = int(os.environ.get("KETNOI_ROUNDS", "1"))
Cuts: TypeAlias = list[tuple[int, int, bytes]]

SENTENCE = "Công ty TNHH LG Display Việt Nam ký kết với Công ty CP Nhựa Vân Long."
PAIR = ("Công ty TNHH LG Display Việt Nam", "Công ty CP Nhựa Vân Long")
_NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def write(path: Path, content: str | bytes) -> Path:
    """The path, written."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def docx(path: Path, body: str, *, prolog: str = "") -> Path:
    """A small Word file."""
    with zipfile.ZipFile(path, "w") as archive:
        document = f"{prolog}<w:document {_NS}><w:body>{body}</w:body></w:document>"
        archive.writestr("word/document.xml", document)
    return path


def paragraph(*runs: str) -> str:
    """A paragraph whose text is cut into runs, as Word does."""
    return "<w:p>" + "".join(f"<w:r><w:t xml:space='preserve'>{r}</w:t></w:r>" for r in runs) + "</w:p>"


def pair(path: Path) -> tuple[str, str]:
    """The one pair in a file."""
    frame = extract_mous(read_document(path).text)
    assert len(frame) == 1
    return frame["buyer"][0], frame["supplier"][0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_in_every_unicode_encoding(tmp_path: Path, encoding: str) -> None:
    assert pair(write(tmp_path / "a.txt", SENTENCE.encode(encoding))) == PAIR


def test_text_in_the_old_windows_encoding(tmp_path: Path) -> None:
    raw = "Công ty TNHH Hàn Phát ký kêt vòi Công ty CP Vân Long.".replace("ờ", "o").encode("cp1258", "ignore")
    assert "Công ty TNHH Hàn Phát" in read_document(write(tmp_path / "a.txt", raw)).text


def test_text_in_old_vietnamese_fonts_and_encodings_that_are_named(tmp_path: Path) -> None:
    raw = b"C\xabng ty TNHH LG Display Vi\xd6t Nam k\xfd k\xd5t v\xedi C\xabng ty CP Nh\xf9a V\xb9n Long."
    assert "Công ty TNHH LG Display Việt Nam ký kết với" in read_document(write(tmp_path / "a.txt", raw)).text
    latin = "Sao Mai façade".encode("cp1252")
    assert read_document(write(tmp_path / "b.txt", latin), encoding="cp1252").text == "Sao Mai façade"
    with pytest.raises(LoadError, match="no encoding 'klingon'"):
        read_document(tmp_path / "b.txt", encoding="klingon")


def test_a_page_that_declares_a_wrong_encoding_is_read_by_its_bytes(tmp_path: Path) -> None:
    page = f"<meta charset='utf-16'><p>{SENTENCE}</p>"
    assert pair(write(tmp_path / "a.html", page)) == PAIR


def test_a_page_gives_its_words_title_and_date_but_no_script(tmp_path: Path) -> None:
    page = (
        "<!doctype html><html><head><title>Ký kết &amp; kết nối</title>"
        "<meta property='article:published_time' content='2025-04-18T09:00:00+07:00'>"
        "<script>var a = 'Công ty TNHH Ma ký kết với Công ty TNHH Quỷ.';</script></head>"
        "<body><nav>Công ty A</nav>"
        f"<p>{SENTENCE.replace('LG Display', 'LG&nbsp;<b>Display</b>')}</p></body></html>"
    )
    document = read_document(write(tmp_path / "a.html", page))
    assert (document.title, document.published_on) == ("Ký kết & kết nối", "2025-04-18")
    assert "Ma" not in document.text
    assert pair(tmp_path / "a.html") == PAIR


def test_rows_of_a_table_on_a_page_are_lines(tmp_path: Path) -> None:
    page = f"<p>Các cặp đã ký MOU:</p><table><tr><td>{PAIR[0]}</td><td>{PAIR[1]}</td></tr></table>"
    assert pair(write(tmp_path / "a.html", page)) == PAIR


def test_word_files_with_runs_and_tables(tmp_path: Path) -> None:
    assert pair(docx(tmp_path / "a.docx", paragraph(*SENTENCE.partition("Display")))) == PAIR
    cells = "".join(f"<w:tc>{paragraph(name)}</w:tc>" for name in PAIR)
    table = paragraph("Các cặp đã ký MOU:") + f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    assert pair(docx(tmp_path / "b.docx", table)) == PAIR


BROKEN = [
    ("empty.txt", b"", "empty"),
    ("blank.txt", b" \n\t ", "empty"),
    ("empty.html", b"<html><script>1</script></html>", "no text"),
    ("signs.txt", "… 123 — !".encode(), "no text"),
    ("binary.txt", bytes(range(256)) * 8, "binary"),
    ("noise.txt", bytes(0x80 + (i * 37) % 128 for i in range(4000)), "UTF-8|binary"),
    ("western.txt", "Größe, façade, naïve, señor. ".encode("cp1252") * 30, "which encoding it is"),
    ("pdf.txt", b"%PDF-1.7 ...", "really PDF"),
    ("old.docx", b"\xd0\xcf\x11\xe0 old Word", "no readable .docx"),
    ("cut.docx", b"PK\x03\x04 cut off", "no readable .docx"),
    ("long.txt", (SENTENCE + "\n").encode() * 8000, "too many for an article"),
    ("huge.txt", SENTENCE.encode() * (10_000_000 // len(SENTENCE.encode())), "too large"),
]


@pytest.mark.parametrize(("name", "content", "message"), BROKEN, ids=[b[0] for b in BROKEN])
def test_what_cannot_be_read_is_one_error(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    with pytest.raises(LoadError, match=message) as error:
        read_document(write(tmp_path / name, content))
    assert name in str(error.value)


def test_a_word_file_with_a_doctype_or_without_text_is_refused(tmp_path: Path) -> None:
    prolog = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    with pytest.raises(LoadError, match="no proper Word file"):
        read_document(docx(tmp_path / "a.docx", paragraph("&b;"), prolog=prolog))
    with pytest.raises(LoadError, match="no text"):
        read_document(docx(tmp_path / "b.docx", paragraph("")))


LINES = [
    ("18/04/2025 09:30", "2025-04-18"),
    ("Thứ Sáu, ngày 18/4/2025 - 09:30 (GMT+7)", "2025-04-18"),
    ("Cập nhật lúc 10h15, 18-04-2025", "2025-04-18"),
    ("April 18, 2025 | 09:30", "2025-04-18"),
    ("Friday, 18 April 2025", "2025-04-18"),
    ("Hội nghị diễn ra ngày 18/4/2025", None),
    ("18/4/2025 – 20/4/2025", None),
    ("Tháng 4/2025", None),
]


@pytest.mark.parametrize(("line", "day"), LINES, ids=[line for line, _ in LINES])
def test_a_line_that_holds_only_a_day_tells_when_an_article_came_out(
    tmp_path: Path, line: str, day: str | None
) -> None:
    text = f"Ký kết tại Hải Phòng\n{line}\nSáng nay, {SENTENCE}"
    assert read_document(write(tmp_path / "a.txt", text)).published_on == day
    assert read_document(write(tmp_path / "b.txt", f"{SENTENCE}\n" * 30 + line)).published_on == day


def test_the_page_itself_says_better_when_it_came_out(tmp_path: Path) -> None:
    page = f"<meta name='pubdate' content='2025-04-19'><p>18/04/2025</p><p>{SENTENCE}</p>"
    assert read_document(write(tmp_path / "a.html", page)).published_on == "2025-04-19"


_PAGE = (
    "<!doctype html><html><head><title>Ký kết</title><meta name='date' content='2025-04-18'></head>"
    f"<body><p>{SENTENCE}</p><table><tr><td>A</td><td>B</td></tr></table><script>x</script></body></html>"
)
_CUTS = st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 40), st.binary(max_size=8)), max_size=6)


def mutated(raw: bytes, cuts: list[tuple[int, int, bytes]]) -> bytes:
    """The bytes with pieces cut out and others put in."""
    for at, length, put in cuts:
        at %= len(raw) + 1
        raw = raw[:at] + put + raw[at + length :]
    return raw


def readable(path: Path, raw: bytes) -> None:
    """A file is read, or refused in one line that names it."""
    path.write_bytes(raw)
    try:
        document = read_document(path)
    except LoadError as error:
        said = str(error)
    else:
        said = path.name
        assert list(extract_mous(document.text, published_on=document.published_on).columns) == COLUMNS
    assert path.name in said
    assert "\n" not in said


@given(_CUTS)
@settings(max_examples=100 * ROUNDS, deadline=None)
def test_a_damaged_page_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, cuts: Cuts) -> None:
    readable(tmp_path_factory.getbasetemp() / "page.html", mutated(_PAGE.encode(), cuts))


@given(_CUTS, st.booleans())
@settings(max_examples=100 * ROUNDS, deadline=None)
def test_a_damaged_word_file_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, cuts: Cuts, inside: bool
) -> None:
    path = tmp_path_factory.getbasetemp() / "word.docx"
    raw = docx(path, paragraph(SENTENCE) + paragraph("18/04/2025")).read_bytes()
    if not inside:
        return readable(path, mutated(raw, cuts))
    with zipfile.ZipFile(path) as archive:
        xml = mutated(archive.read("word/document.xml"), cuts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", xml)
    return readable(path, path.read_bytes())


@given(st.binary(max_size=400), st.sampled_from(SUFFIXES))
@settings(max_examples=100 * ROUNDS, deadline=None)
def test_any_bytes_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, raw: bytes, suffix: str
) -> None:
    readable(tmp_path_factory.getbasetemp() / f"any{suffix}", raw)


def test_a_word_file_that_unpacks_to_far_too_much_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" + b" " * (40 << 20) + b"</a>")
    assert path.stat().st_size < 1 << 20
    with pytest.raises(LoadError, match="far too much"):
        read_document(path)


def test_a_missing_file_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match="cannot read"):
        read_document(tmp_path / "none.txt")


def test_articles_are_known_by_their_ending() -> None:
    assert all(map(is_article, ("a.txt", "a.HTML", "a.docx")))
    assert not any(map(is_article, ("a.csv", "hai-phong")))
