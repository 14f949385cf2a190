"""One bad input: how it is made, what the store must hold afterwards, and what the user is told."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import pytest
from click.testing import CliRunner, Result

from graph import LoadError, Store, open_store
from graph.schema import TYPES
from loaders import LoadReport, load
from loaders.datasets import shown_name
from queries.cli import main
from tests.loaders.build import content, rows

Content = str | bytes | Callable[[], bytes]  # what is large is made only when it is needed
Files = Mapping[str, Content]  # by their names with endings
Holds = Mapping[str, Sequence[Mapping[str, Any]]]  # type → all its rows, each by some of its columns
_LISTS = {
    "Set aside": "aside",
    "Not placed in the taxonomy; place with one line, then load again": "unplaced",
    "May be one enterprise, for a person to decide": "review",
    "Note": "note",
}
_TITLE = re.compile(rf"({'|'.join(map(re.escape, _LISTS))}) \(\d+\):")


class Case(Protocol):
    """A row of the table. ``id`` is its number, with a letter where a number has several variants."""

    @property
    def id(self) -> str:
        """The number, and the letter if any."""

    @property
    def what(self) -> str:
        """In a few words."""

    def check(self, folder: Path) -> None:
        """Do it in an empty folder, and assert what must come of it."""


def number(case: Case) -> int:
    """The number of a case without its letter."""
    return int(re.match(r"\d+", case.id)[0])  # type: ignore[index]


@dataclass(frozen=True)
class Read:
    """A dataset with something bad in it that is loaded as far as it can be.

    ``says``: every line of the report below its counts, in English, each behind
    ``aside:``, ``unplaced:``, ``review:`` or ``note:``. ``vi``: a piece of them in
    Vietnamese. ``holds``: what is in the store then. ``before``: what was loaded first.
    """

    id: str
    what: str
    files: Files
    says: tuple[str, ...] = ()
    vi: str = ""
    holds: Holds = field(default_factory=dict)
    before: Files = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)

    def check(self, folder: Path) -> None:
        """Through ``load``; ``ketnoi load`` into a new store prints the same."""
        data = written(folder / "data", self.files)
        with open_store(":memory:") as store:
            if self.before:
                load(written(folder / "before", self.before), store, taxonomy=False)
            report = load(data, store, taxonomy=False, **self.options)
            _no_row_is_lost(self.files, store, report)
            found = store.read()
        assert tuple(_lines(report)) == self.says
        assert self.vi in report.say("vi")
        for type, expected in self.holds.items():
            there = rows(found, type)
            assert len(there) == len(expected), there
            assert [{c: row.get(c) for c in one} for one, row in zip(expected, there, strict=True)] == [
                dict(one) for one in expected
            ]
        if not self.before:
            done = ketnoi_load(folder, self.options, "--lang", "en")
            assert (done.exit_code, done.stdout) == (0, report.say("en") + "\n")


@dataclass(frozen=True)
class Refused:
    """A file that cannot be understood at all, beside a good one: one line of error, the store as it was.

    ``says``: that line in English, with ``…`` for the words of a library; ``vi``: a piece in Vietnamese.
    """

    id: str
    what: str
    files: Files
    says: str
    vi: str
    options: Mapping[str, str] = field(default_factory=dict)

    def check(self, folder: Path) -> None:
        """Through ``load``; ``ketnoi load`` prints that line alone and fails."""
        data = written(folder / "data", {"places.csv": "id,name_vi\nhp,Hải Phòng\n", **self.files})
        with open_store(":memory:") as store:
            load(
                written(folder / "before", {"standards.csv": "id,name\ns,ISO 9001\n"}), store, taxonomy=False
            )
            before = content(store)
            with pytest.raises(LoadError) as caught:
                load(data, store, taxonomy=False, **self.options)
            assert content(store) == before
        assert re.fullmatch(".*".join(map(re.escape, self.says.split("…"))), caught.value.say("en"))
        assert self.vi in caught.value.say("vi")
        assert "\n" not in str(caught.value)
        done = ketnoi_load(folder, self.options)
        assert (done.exit_code, done.stdout, done.stderr) == (1, "", f"ketnoi: {caught.value.say('vi')}\n")


@dataclass(frozen=True)
class Act:
    """Something that is done rather than read: ``do`` does it in an empty folder and asserts what comes."""

    id: str
    what: str
    do: Callable[[Path], None]

    def check(self, folder: Path) -> None:
        """See ``Case.check``."""
        self.do(folder)


def written(folder: Path, files: Files) -> Path:
    """The folder with these files in it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, made in files.items():
        raw = made() if callable(made) else made
        (folder / name).write_bytes(raw if isinstance(raw, bytes) else raw.encode("utf-8", "surrogatepass"))
    return folder


def ketnoi(*arguments: str) -> Result:
    """The result of a command in this process."""
    return CliRunner().invoke(main, arguments)


def ketnoi_load(folder: Path, options: Mapping[str, str], *more: str) -> Result:
    """``ketnoi load`` of the folder ``data`` into a new store beside it."""
    given = [text for name, value in options.items() for text in (f"--{name}", value)]
    return ketnoi(
        "load", str(folder / "data"), "--no-taxonomy", "--store", str(folder / "new.db"), *given, *more
    )


def _lines(report: LoadReport) -> list[str]:
    """What a report says below its counts, each line behind a word for the list that it stands in."""
    found, where = [], ""
    for line in report.say("en").splitlines():
        if title := _TITLE.fullmatch(line):
            where = _LISTS[title[1]]
        elif where:
            found.append(f"{where}: {line.strip()}")
    return found


def _no_row_is_lost(files: Files, store: Store, report: LoadReport) -> None:
    """Every row of a plain CSV file is cited by something in the store, or set aside."""
    tables = store.read()
    cited = {ref for type in TYPES for row in rows(tables, type) for ref in row.get("sources", ())}
    for name, text in files.items():
        if not name.endswith(".csv") or not isinstance(text, str) or '"' in text:
            continue
        name = shown_name(Path(name))
        said = {int(ref.rpartition(":")[2]) for ref in cited if f"#data/{name}:" in ref}
        aside = {r["row"] for r in report.rejected.to_dict("records") if r["file"] == f"data/{name}"}
        table = [n for n, line in enumerate(text.split("\n"), start=1) if line.strip(" ,;\r")]
        head = min((*said, *aside), default=2) - 1  # the header, below titles if any
        assert {n for n in table if n > head + 1} <= said | aside, name
