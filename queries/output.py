"""Where an answer goes and in which form: ``--format``, ``--output`` and ``--force`` of the commands."""

from __future__ import annotations

import functools
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import pandas as pd

from graph.cells import csv_text
from graph.errors import KetnoiError
from graph.files import write_file
from graph.text import Lang, Text
from graph.workbook import Sheet, workbook

FORMS = ("table", "json", "csv", "xlsx")
_BY_SUFFIX = {".xlsx": "xlsx", ".csv": "csv", ".json": "json"}
_BOM = "\ufeff"  # without it Excel takes the UTF-8 of a CSV file for something else


@dataclass(frozen=True)
class Answer:
    """An answer in every form; only the one that is asked for is made."""

    text: Callable[[], str]
    data: Callable[[], Any]
    frame: Callable[[], pd.DataFrame]
    sheets: Callable[[], Sequence[Sheet]]


@dataclass(frozen=True)
class Output:
    """What a person asked for: a form, and a file or (``None``, ``-``) standard output."""

    form: str
    path: str | None
    force: bool

    @property
    def to_file(self) -> bool:
        """Whether the answer goes to a file."""
        return self.path not in (None, "-")

    def give(self, answer: Answer, lang: Lang) -> None:
        """The answer printed or written; a file that is there stays as it is without ``--force``."""
        if self.form == "xlsx":
            if not self.to_file and sys.stdout.isatty():
                raise KetnoiError(
                    "tệp XLSX không hiện được trên màn hình; thêm -o TỆP.xlsx",
                    "an XLSX file cannot be shown on a terminal; add -o FILE.xlsx",
                )
            self._put(workbook(answer.sheets()), lang)
        elif self.form == "csv":
            text = csv_text(answer.frame())
            self._put((_BOM + text if self.to_file else text).encode("utf-8", "replace"), lang)
        else:
            text = json_text(answer.data()) if self.form == "json" else answer.text()
            self._put(f"{text}\n".encode("utf-8", "replace"), lang)

    def _put(self, data: bytes, lang: Lang) -> None:
        if not self.to_file:
            click.echo(data, nl=False)
            return
        assert self.path is not None
        tell_written(write_file(self.path, data, overwrite=self.force), lang)


def json_text(data: Any) -> str:
    """Values as JSON that a person can read."""
    return json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False)


def tell_written(path: Path, lang: Lang) -> None:
    """Say on standard error which file was written."""
    click.echo(Text(f"Đã viết {path}", f"Wrote {path}").say(lang), err=True)


def force_option(command: Callable[..., None]) -> Callable[..., None]:
    """The option of every command that writes a file."""
    return click.option("--force", is_flag=True, help="Ghi đè tệp đã có / overwrite a file that is there.")(
        command
    )


def output_options(command: Callable[..., None]) -> Callable[..., None]:
    """``--format``, ``--output`` and ``--force``, handed to the command as one ``out``.

    Without ``--format`` the ending of the file decides, else it is a table.
    """

    @click.option(
        "--format",
        "form",
        type=click.Choice(FORMS),
        help="Dạng kết quả / how to print  [default: table, or by the ending of --output]",
    )
    @click.option("--output", "-o", help="Ghi vào tệp, - là đầu ra chuẩn / the file; - is standard output.")
    @force_option
    @functools.wraps(command)
    def packed(*args: Any, form: str | None, output: str | None, force: bool, **kwargs: Any) -> None:
        form = form or _BY_SUFFIX.get(Path(output or "").suffix.lower(), "table")
        command(*args, out=Output(form, output, force), **kwargs)

    return packed
