"""Getting data in and about: ``ketnoi load | copy``."""

from __future__ import annotations

import json
from functools import partial

import click
import pandas as pd

from graph import open_store
from graph.cells import csv_text
from graph.text import Lang
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
    "--accept", is_flag=True, help="Bài báo: nạp luôn các đề xuất / articles: load the proposals at once."
)
@click.option(
    "--output", "-o", help="Bài báo: tệp CSV đề xuất / articles: the CSV of proposals [ARTICLE.mous.csv]."
)
@click.option(
    "--published-on", metavar="YYYY-MM-DD", help="Bài báo: ngày đăng / articles: the day they came out."
)
def load_command(
    datasets: tuple[str, ...],
    store: str,
    form: str,
    lang: Lang,
    no_taxonomy: bool,
    accept: bool,
    output: str | None,
    published_on: str | None,
) -> None:
    """Nạp bộ dữ liệu vào kho / load datasets: hai-phong, a folder of CSV files, a CSV file, or an article.

    Bài báo (.txt, .html, .docx): viết các cặp đề xuất ra CSV để xem trước; --accept thì nạp.
    Articles give a CSV of proposed MOUs to review; --accept loads them.

    --format json: cả báo cáo / the whole report; csv: những gì để riêng / what was set aside.
    """
    from loaders import load
    from loaders.article.propose import Proposals, is_article

    reports = []
    with open_store(store) as opened:
        for dataset in datasets:
            article = (
                Proposals.of(dataset, opened, published_on=published_on) if is_article(dataset) else None
            )
            if article is not None and not accept:
                click.echo(article.save(output).say(lang), err=form != "table")
                continue
            loading = article.load if article is not None else partial(load, dataset)
            reports.append(loading(opened, taxonomy=not no_taxonomy))
            click.echo(reports[-1].say(lang), err=form != "table")
    if form == "json":
        click.echo(json.dumps([r.to_dict() for r in reports], ensure_ascii=False, indent=2))
    elif form == "csv":
        click.echo(csv_text(pd.concat([r.rejected for r in reports])), nl=False)


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
