"""Getting data in and about: ``ketnoi load | template | copy``."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import click
import pandas as pd

from graph import open_store
from graph.cells import csv_text
from graph.files import write_file
from graph.text import Lang, Text
from queries import tell
from queries.options import format_option, lang_option, store_option


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
    with open_store(asked.store) as opened:
        tables = [d for d in asked.datasets if not is_article(d)]
        if tables:
            taxonomy = not asked.no_taxonomy
            reports.append(load(tables, opened, taxonomy=taxonomy, kind=asked.kind, encoding=asked.encoding))
            click.echo(reports[-1].say(asked.lang), err=quiet)
        for dataset in filter(is_article, asked.datasets):
            article = Proposals.of(dataset, opened, published_on=asked.published_on, encoding=asked.encoding)
            if asked.accept:
                reports.append(article.load(opened, taxonomy=not asked.no_taxonomy, output=asked.output))
                click.echo(reports[-1].say(asked.lang), err=quiet)
            else:
                click.echo(article.save(asked.output).say(asked.lang), err=quiet)
    if asked.form == "json":
        click.echo(json.dumps([r.to_dict() for r in reports], ensure_ascii=False, indent=2))
    elif asked.form == "csv" and reports:
        click.echo(csv_text(pd.concat([r.rejected for r in reports])), nl=False)


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
