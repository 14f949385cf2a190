"""Getting data in and about: ``ketnoi load | template | copy``."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import pandas as pd

from graph import LoadError, open_store
from graph.cells import csv_text
from graph.files import write_file
from graph.text import Lang, Text
from queries import tell
from queries.options import format_option, lang_option, store_option

if TYPE_CHECKING:
    from graph import Store
    from loaders import LoadReport
    from loaders.article.propose import Proposals


@click.command("load")
@click.argument("datasets", nargs=-1, required=True)
@store_option
@format_option
@lang_option
@click.option(
    "--no-taxonomy", is_flag=True, help="Không nạp kèm danh mục / do not load the taxonomy with it."
)
@click.option(
    "--kind",
    multiple=True,
    metavar="KIND|SHEET=KIND",
    help="Tệp hay trang tính là dữ liệu gì / what a file or sheet holds: enterprises, needs, mous, …",
)
@click.option(
    "--encoding",
    metavar="NAME",
    help="Bảng mã của tệp văn bản / encoding of text files: utf-8, windows-1258, tcvn3, vni, utf-16.",
)
@click.option(
    "--accept", is_flag=True, help="Bài báo: nạp luôn các đề xuất / articles: load the proposals at once."
)
@click.option(
    "--output", "-o", help="Bài báo: tệp CSV đề xuất / articles: the CSV of proposals [ARTICLE.mous.csv]."
)
@click.option(
    "--published-on", metavar="YYYY-MM-DD", help="Bài báo: ngày đăng / articles: the day they came out."
)
@click.option(
    "--report",
    metavar="FILE.xlsx",
    help="Sổ tính các dòng để riêng, sửa rồi nạp lại / rows set aside, to correct.",
)
@click.option("--dry-run", is_flag=True, help="Chỉ xem, không ghi gì / only look, write nothing.")
@click.option(
    "--strict", is_flag=True, help="Có gì để riêng thì không nạp gì / nothing when anything is set aside."
)
@click.option(
    "--replace",
    is_flag=True,
    help="Bỏ khỏi kho những gì chỉ các tệp này từng nói mà nay không còn"
    " / take out what only these files told and no longer tell.",
)
@click.option("--force", is_flag=True, help="Ghi đè tệp báo cáo / replace the report that is there.")
def load_command(**options: Any) -> None:
    """Nạp bộ dữ liệu vào kho / load datasets, several as one: hai-phong, a folder, files, or articles.

    Tệp: CSV, TSV, XLSX, XLS, ODS; - là đầu vào chuẩn / files; - is standard input.

    Bài báo (.txt, .html, .docx): viết các cặp đề xuất ra CSV để xem trước; --accept thì nạp.
    Articles give a CSV of proposed MOUs to review; --accept loads them.

    --format json: cả báo cáo / the whole report; csv: những gì để riêng / what was set aside.
    """
    from loaders import load
    from loaders.article.propose import Proposals, is_article

    asked = _Asked(**options)
    quiet = asked.form != "table"  # a format for programs has standard output to itself
    reports = []
    with open_store(asked.where) as opened:
        tables = [d for d in asked.datasets if not is_article(d)]
        if tables:
            reports.append(
                load(
                    tables,
                    opened,
                    taxonomy=not asked.no_taxonomy,
                    kind=asked.kind,
                    encoding=asked.encoding,
                    dry_run=asked.dry_run,
                    strict=asked.strict,
                    replace=asked.replace,
                )
            )
            click.echo(reports[-1].say(asked.lang), err=quiet)
        for dataset in filter(is_article, asked.datasets):
            article = Proposals.of(dataset, opened, published_on=asked.published_on, encoding=asked.encoding)
            if asked.accept and not asked.dry_run:
                reports.append(_accepted(article, opened, asked))
                click.echo(reports[-1].say(asked.lang), err=quiet)
            else:
                click.echo(article.save(asked.output).say(asked.lang), err=quiet)
    _write_report(asked, reports)
    if asked.form == "json":
        click.echo(json.dumps([r.to_dict() for r in reports], ensure_ascii=False, indent=2))
    elif asked.form == "csv" and reports:
        click.echo(csv_text(pd.concat([r.rejected for r in reports])), nl=False)
    if asked.strict and not all(r.written for r in reports):
        raise LoadError(
            "có dòng để riêng nên chưa nạp gì (--strict)",
            "rows were set aside, so nothing was loaded (--strict)",
        )


def _accepted(article: Proposals, store: Store, asked: _Asked) -> LoadReport:
    return article.load(store, taxonomy=not asked.no_taxonomy, output=asked.output, replace=asked.replace)


def _write_report(asked: _Asked, reports: list[LoadReport]) -> None:
    """The workbook of what was set aside, where one was asked for."""
    from loaders.corrections import report_workbook

    if asked.report is None or not reports:
        return
    path = write_file(asked.report, report_workbook(reports[0]), overwrite=asked.force)
    said = Text(f"Báo cáo: {path}", f"Report: {path}")
    click.echo(said.say(asked.lang), err=True)


@dataclass(frozen=True)
class _Asked:
    """What was asked of ``ketnoi load``: its arguments and options."""

    datasets: tuple[str, ...]
    store: str
    form: str
    lang: Lang
    no_taxonomy: bool
    kind: tuple[str, ...]
    encoding: str | None
    accept: bool
    output: str | None
    published_on: str | None
    report: str | None
    dry_run: bool
    strict: bool
    replace: bool
    force: bool

    @property
    def where(self) -> str:
        """The store to open: nothing is made only to be looked at."""
        new = "://" not in self.store and not Path(self.store).exists()
        return ":memory:" if self.dry_run and new else self.store


@click.command()
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@lang_option
def copy(source: str, target: str, lang: Lang) -> None:
    """Chép kho này sang kho kia / copy one store into another (files, neo4j://…), and compare counts."""
    with open_store(source, create=False) as old, open_store(target) as new:
        tables = old.read()
        written = new.write(tables)
        there = new.count()
    for line in tell.copied(tables.counts(), written, there):
        click.echo(line.say(lang))


@click.command()
@click.option(
    "--output", "-o", default="ketnoi.xlsx", show_default=True, help="Tệp ghi ra / the file written."
)
@click.option("--force", is_flag=True, help="Ghi đè tệp đã có / replace a file that is there.")
@lang_option
def template(output: str, force: bool, lang: Lang) -> None:
    """Viết sổ tính mẫu để điền / write a workbook to fill in: a sheet for each kind of data, and a guide."""
    from loaders.template import template as made

    path = write_file(output, made(), overwrite=force)
    said = (
        f"Đã viết {path}; điền rồi: ketnoi load {path}",
        f"Wrote {path}; fill it in, then: ketnoi load {path}",
    )
    click.echo(Text(*said).say(lang))
