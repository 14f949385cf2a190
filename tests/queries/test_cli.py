"""The command line: what it prints where, in which form, and how it fails."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from graph import Tables, open_store
from queries import Matchmaker
from queries.cli import main
from queries.signals import WEIGHTS
from tests.queries.build import world

HERE = Path(__file__).resolve().parents[2]
COMMANDS = list(main.commands.items())
HOSTILE = (
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\ttab",
    '=HYPERLINK("http://x")',
    '"; DROP',
    "a,b\nc",
)


@pytest.fixture(scope="module")
def store(hai_phong: Tables, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store file with the shipped facts, in a folder with a blank in its name; only to be read."""
    path = tmp_path_factory.mktemp("kho dữ liệu") / "kho.db"
    with open_store(str(path)) as opened:
        opened.write(hai_phong)
    return str(path)


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every command runs in an empty folder, without the settings of whoever runs the tests."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KETNOI_STORE", raising=False)
    return


def run(*arguments: str, env: dict[str, str] | None = None) -> Result:
    """The result of a command in this process."""
    return CliRunner().invoke(main, arguments, env=env)


def ok(*arguments: str, env: dict[str, str] | None = None) -> str:
    """Standard output of a command that must succeed without a word on standard error."""
    result = run(*arguments, env=env)
    assert (result.exit_code, result.stderr) == (0, ""), result.output
    return result.stdout


def really(*arguments: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    """The result of a command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "queries.cli", *arguments],
        env={**os.environ, "PYTHONPATH": str(HERE), **env},
        capture_output=True,
        check=False,
        timeout=120,
    )


# --- the demo -----------------------------------------------------------------


def test_demo_in_an_empty_folder(tmp_path: Path) -> None:
    """One command in an empty folder loads, ranks, draws and says what to try next; again, too."""
    for turn in ("first", "second"):
        result = really("demo", "--lang", "en")
        said = result.stdout.decode()
        assert (result.returncode, result.stderr) == (0, b""), turn
        assert {p.name for p in tmp_path.iterdir()} == {"ketnoi.db", "ketnoi.html"}
        assert "makes counterweight" in said
        assert "Công ty TNHH Cơ khí đúc Thành Phương" in said
        assert "Already signed:" in said
        assert said.index("Nhựa và Bao bì An Phát") < said.index("Already signed:")
        assert "they are no purchase orders" in said
        assert "Try next:" in said
        assert said.count("Suppliers that fit") == 4
    assert "0 added" in said


def test_demo_next_steps_work_as_printed(tmp_path: Path) -> None:
    """Every command that the demo proposes runs, also with a store in a folder with a blank."""
    folder = tmp_path / "của tôi"
    folder.mkdir()
    said = ok("demo", "--store", str(folder / "k.db"))
    proposed = [shlex.split(line) for line in said.partition("Thử tiếp:")[2].strip().splitlines()]
    assert {words[1] for words in proposed} == {"explain", "suppliers", "buyers", "html", "load"}
    (tmp_path / "my-data").mkdir()
    (tmp_path / "my-data" / "enterprises.csv").write_text("name\nCông ty TNHH Mới\n", encoding="utf-8")
    for name, *arguments in proposed:
        assert name == "ketnoi"
        result = run(*arguments)
        assert result.exit_code == 0, (arguments, result.output)
    assert (tmp_path / "heesung.html").exists()
    assert (tmp_path / "pages" / "index.html").exists()
    assert not (tmp_path / "ketnoi.db").exists()


def test_demo_speaks_vietnamese_by_default() -> None:
    said = ok("demo")
    assert "sản xuất đối trọng" in said
    assert "Đã ký ghi nhớ:" in said
    assert "Suppliers that fit" not in said


# --- data in three forms ------------------------------------------------------


def test_store_option_and_variable(store: str) -> None:
    named = ok("suppliers", "heesung", "--store", store)
    assert named == ok("suppliers", "heesung", "--store", f"sqlite:///{store}")
    assert named == ok("suppliers", "heesung", env={"KETNOI_STORE": store})
    assert "An Trung" in named


@pytest.mark.parametrize("ask", [("suppliers", "heesung"), ("buyers", "Thành Phương")])
def test_ranking_in_each_form(store: str, ask: tuple[str, str]) -> None:
    """Table, JSON and CSV name the same firms with the same scores in the same order."""
    said = json.loads(ok(*ask, "--store", store, "--format", "json"))
    assert set(said) == {"question", "matches", "notes"}
    who = "supplier" if ask[0] == "suppliers" else "buyer"
    firms = [(m[who]["id"], m["score"]) for m in said["matches"]]
    assert len(firms) > 3
    assert all(f["citations"] for m in said["matches"] for s in m["signals"] for f in s["evidence"])
    result = run(*ask, "--store", store, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [(r[who], float(r["score"])) for r in rows] == firms
    assert {f"contribution_{n.replace(' ', '_')}" for n in WEIGHTS} <= set(rows[0])
    assert result.stderr.splitlines() == [n["vi"] for n in said["notes"]]
    table = ok(*ask, "--store", store)
    shown = re.findall(r"^ +\d+\. .* · (\d\.\d{4})$", table, re.MULTILINE)
    assert sorted(map(float, shown), reverse=True) == [score for _, score in firms]


def test_explanation_in_each_form(store: str) -> None:
    ask = ("explain", "LG Electronics", "Thành Phương", "--store", store, "--lang", "en")
    said = json.loads(ok(*ask, "--format", "json"))
    parts = {s["name"]: s["contribution"] for s in said["signals"]}
    assert round(sum(parts.values()), 4) == said["score"]
    rows = list(csv.DictReader(io.StringIO(ok(*ask, "--format", "csv"))))
    assert {r["signal"]: float(r["contribution"]) for r in rows} == parts
    assert {r["signal"] for r in rows if r["score"] == ""} == {
        s["name"] for s in said["signals"] if s["score"] is None
    }
    table = ok(*ask)
    shown = [float(n) for n in re.findall(r"^  (\d\.\d{4}) = ", table, re.MULTILINE)]
    assert shown == list(parts.values())
    assert f"  {said['score']:.4f}   total" in table
    assert "[1]" in table.partition("Sources:")[2]


def test_signed_mou_is_shown_with_its_article(store: str) -> None:
    said = " ".join(ok("explain", "serveone", "Quang Thắng", "--store", store, "--lang", "en").split())
    assert "Signed MOU: day of signing not known" in said
    assert "mous.csv:" in said
    assert "congnghieptieudung.vn, 2025" in said


@pytest.mark.parametrize(("lang", "words"), [("vi", "Bên mua phù hợp với"), ("en", "Buyers that fit")])
def test_language(store: str, lang: str, words: str) -> None:
    assert ok("buyers", "van-long", "--store", store, "--lang", lang).startswith(words)


def test_options_of_suppliers(store: str) -> None:
    def firms(*options: str) -> list[str]:
        result = run("suppliers", "heesung", "--store", store, "--format", "json", "--top", "50", *options)
        assert result.exit_code == 0, result.output
        return [m["supplier"]["id"] for m in json.loads(result.stdout)["matches"]]

    everyone = firms()
    assert firms("--top", "2") == everyone[:2]
    assert set(everyone) - set(firms("--exclude-signed")) == {"bao-tien", "van-long"}
    assert "toprun" in firms("--ownership", "fdi")
    assert "toprun" not in everyone
    assert set(everyone) < set(firms("--ownership", "fdi", "--ownership", "domestic"))
    assert "thanh-phuong-casting" in firms("-p", "đúc kim loại")


def test_load_a_folder_of_ones_own(tmp_path: Path) -> None:
    folder = tmp_path / "dữ liệu"
    folder.mkdir()
    (folder / "enterprises.csv").write_text(
        "Tên doanh nghiệp,ownership\nCông ty TNHH A,fdi\nCông ty B,domestic\n", "utf-8"
    )
    (folder / "needs.csv").write_text("enterprise,product\nCông ty TNHH A,đối trọng\n", "utf-8")
    (folder / "capabilities.csv").write_text("enterprise,product\nCông ty B,counterweight\n", "utf-8")
    assert "dữ liệu" in ok("load", str(folder), "--store", "k.db")
    (match,) = json.loads(ok("suppliers", "Công ty TNHH A", "--store", "k.db", "--format", "json"))["matches"]
    assert match["supplier"]["name"] == "Công ty B"


def test_load_report_in_each_form(tmp_path: Path) -> None:
    """JSON holds the whole report, CSV what was set aside; the text goes to the other stream."""
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "enterprises.csv").write_text("id,name,founded\na,Công ty A,=1+1\n", "utf-8")
    first = run("load", str(folder), "--store", "k.db", "--no-taxonomy", "--format", "json")
    (report,) = json.loads(first.stdout)
    assert [c for c in report["counts"] if c["type"] == "Enterprise"] == [
        {"type": "Enterprise", "added": 1, "changed": 0, "unchanged": 0}
    ]
    assert [(r["file"], r["row"], r["column"], r["value"]) for r in report["rejected"]] == [
        ("mine/enterprises.csv", 2, "founded", "=1+1")
    ]
    assert "Đã nạp mine" in first.stderr
    again = run("load", str(folder), "--store", "k.db", "--no-taxonomy", "--format", "csv")
    header, row, *_ = again.stdout.splitlines()
    assert header.startswith("file,sheet,row,column,value,scope,reason")
    assert "mine/enterprises.csv" in row
    assert "'=1+1" in row


def test_load_without_the_taxonomy() -> None:
    ok("load", "hai-phong", "--store", "with.db")
    ok("load", "hai-phong", "--no-taxonomy", "--store", "without.db")
    counts = []
    for path in ("with.db", "without.db"):
        with open_store(path) as opened:
            counts.append(opened.count()["INPUT_OF"])
    assert counts[0] > 600 > counts[1]


def test_html_page(store: str, tmp_path: Path) -> None:
    """The page is a file; the data stream stays empty; an older page of ours is replaced."""
    for name in ((), ("heesung",)):
        result = run("html", *name, "--store", store, "--lang", "en")
        assert (result.exit_code, result.stdout) == (0, "")
        assert result.stderr == "Wrote ketnoi.html\n"
        assert "Heesung" in (tmp_path / "ketnoi.html").read_text("utf-8")


def test_html_pages_are_chosen_by_kind_or_by_what_a_firm_is(store: str, tmp_path: Path) -> None:
    for arguments, said in (
        (("heesung",), "As a buyer"),
        (("Thành Phương",), "As a supplier"),
        (("heesung", "--kind", "supplier"), "As a supplier"),
        (("heesung", "--kind", "graph"), "Legend and filter"),
        (("hai phong",), "A place:"),
        (("--kind", "index"), "Search the enterprises"),
    ):
        result = run("html", *arguments, "--store", store, "--lang", "en")
        assert result.exit_code == 0, result.output
        body = (tmp_path / "ketnoi.html").read_text("utf-8").partition("<main")
        assert said in body[0][-2000:] + body[2][:3000], arguments
    failed(run("html", "--kind", "buyer", "--store", store), "cần tên: doanh nghiệp")
    failed(run("html", "heesung", "--all", "--store", store), "--all")


def test_html_all_writes_a_folder(store: str, tmp_path: Path) -> None:
    result = run("html", "--all", "--store", store, "--lang", "en")
    count = len(list((tmp_path / "ketnoi-pages").iterdir()))
    assert count > 75
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"Wrote {count} pages; open {Path('ketnoi-pages', 'index.html')}\n"


def test_html_does_not_overwrite_a_foreign_file(store: str, tmp_path: Path) -> None:
    mine = tmp_path / "mine.html"
    mine.write_text("<p>mine", "utf-8")
    failed(run("html", "--store", store, "-o", "mine.html"), "mine.html")
    assert mine.read_text("utf-8") == "<p>mine"
    assert run("html", "--store", store, "-o", "mine.html", "--force").exit_code == 0
    assert "<p>mine" not in mine.read_text("utf-8")


def hostile() -> Tables:
    """A buyer and suppliers whose names would run as formulas."""
    lines = [f"firm s{i} name={shlex.quote(name)}\ns{i} makes cw" for i, name in enumerate(HOSTILE)]
    return world(
        "firm b ownership=fdi name='=1+1'\nb needs cw standards=iso\nproduct cw name_vi='=2+2'",
        *(line.replace("\nc", " c") for line in lines),
        "standard iso name='@iso'",
    )


@pytest.mark.parametrize("ask", [("suppliers", "b", "--top", "99"), ("buyers", "s1"), ("explain", "b", "s0")])
def test_no_cell_starts_a_formula(ask: tuple[str, ...]) -> None:
    with open_store("hostile.db") as opened:
        opened.write(hostile())
    for lang in ("vi", "en"):
        said = run(*ask, "--store", "hostile.db", "--format", "csv", "--lang", lang).stdout
        rows = list(csv.reader(io.StringIO(said)))
        assert len(rows) > 1
        assert len({len(row) for row in rows}) == 1
        assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


# --- failures -----------------------------------------------------------------


def failed(result: Result, *words: str) -> None:
    """One line on standard error, nothing on standard output, a non-zero exit."""
    assert result.exit_code == 1, result.output
    assert isinstance(result.exception, SystemExit), result.exception
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert result.stderr.startswith("ketnoi: ")
    for word in words:
        assert word in result.stderr


@pytest.mark.parametrize(
    "ask",
    [
        ("suppliers", "heesung"),
        ("buyers", "heesung"),
        ("explain", "heesung", "van-long"),
        ("html",),
    ],
    ids=lambda a: a[0],
)
def test_missing_store(ask: tuple[str, ...], tmp_path: Path) -> None:
    """It says what to do, and makes no file."""
    failed(run(*ask, "--store", "nope.db"), "nope.db", "ketnoi load hai-phong --store nope.db")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("ask", "word"),
    [
        (("suppliers", "Hessung"), "(heesung)"),
        (("suppliers", "heesung", "-p", "đối trọg"), "counterweight"),
        (("suppliers", "LG"), "(lg-display)"),
        (("buyers", "LG"), "(lg-electronics)"),
        (("explain", "heesung", "heesung"), "là một"),
        (("html", "LG"), "(lg-innotek)"),
        (("html", "heesung", "-o", "no/such/folder.html"), "no/such"),
        (("html", "heesung", "-o", "."), "."),
        (("load", "no-such-dataset"), "hai-phong"),
    ],
)
def test_what_fails_says_why_in_one_line(store: str, ask: tuple[str, ...], word: str) -> None:
    failed(run(*ask, "--store", store), word)


def test_foreign_file_as_store(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Kính gửi\n" * 400, "utf-8")
    before = file.read_bytes()
    for ask in (("suppliers", "heesung"), ("load", "hai-phong"), ("demo",)):
        failed(run(*ask, "--store", "letter.txt"), "letter.txt")
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    "ask",
    [
        ("suppliers",),
        ("suppliers", "heesung", "--top", "0"),
        ("buyers", "x", "--format", "xml"),
        ("frob",),
        ("load",),
    ],
    ids=" ".join,
)
def test_wrong_use_is_told_with_the_usage(ask: tuple[str, ...]) -> None:
    result = run(*ask)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Usage:" in result.stderr
    assert isinstance(result.exception, SystemExit)


def test_error_in_the_language_asked_for(store: str) -> None:
    for lang, word in (("en", "no enterprise called"), ("vi", "không thấy doanh nghiệp")):
        result = really("suppliers", "Hessung", "--store", store, "--lang", lang)
        assert (result.returncode, result.stdout) == (1, b"")
        assert word in result.stderr.decode()
        assert result.stderr.count(b"\n") == 1


def test_output_is_utf8_whatever_the_terminal_says(store: str) -> None:
    """As on Windows, where a pipe is not UTF-8 by itself."""
    result = really("suppliers", "heesung", "--store", store, PYTHONIOENCODING="cp1252", PYTHONUTF8="0")
    assert (result.returncode, result.stderr) == (0, b"")
    assert "Nhà cung cấp phù hợp" in result.stdout.decode("utf-8")


def test_reader_that_has_seen_enough(store: str) -> None:
    """``ketnoi … | head -1`` ends quietly."""
    command = [
        sys.executable,
        "-m",
        "queries.cli",
        "suppliers",
        "heesung",
        "--store",
        store,
        "--format",
        "json",
    ]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(HERE)},
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""


# --- help ---------------------------------------------------------------------


def test_every_verb_is_listed() -> None:
    said = ok("--help")
    assert [name for name, _ in COMMANDS if name not in said] == []
    assert said == ok("-h")


@pytest.mark.parametrize(("name", "command"), COMMANDS, ids=[n for n, _ in COMMANDS])
def test_every_command_and_option_has_help(name: str, command: click.Command) -> None:
    """In both languages: Vietnamese / English."""
    assert command.help, name
    assert "/" in command.help
    for option in (p for p in command.params if isinstance(p, click.Option)):
        assert option.help, (name, option.name)
        assert "/" in option.help, (name, option.name)
    assert run(name, "--help").exit_code == 0


def test_command_prints_what_python_answers(store: str) -> None:
    """The command adds nothing of its own."""
    with open_store(store) as opened:
        matches = Matchmaker(opened).rank_suppliers("LG Electronics", top=5)
    said = json.loads(ok("suppliers", "LG Electronics", "--top", "5", "--store", store, "--format", "json"))
    plain = [m.to_dict() for m in matches]
    for match in said["matches"]:
        for fact in [*match["signed"], *(f for s in match["signals"] for f in s["evidence"])]:
            del fact["citations"]
    assert said["matches"] == plain
