"""The command line: ``ketnoi demo | load | copy | suppliers | buyers | explain | html``.

Data go to standard output, messages to standard error; an error is one line
and a non-zero exit code.
"""

from __future__ import annotations

import json
from functools import partial
from typing import Any

import click
import pandas as pd

from graph import open_store
from graph.schema import OWNERSHIP
from graph.text import Lang, Text
from queries import tell
from queries.options import Group, format_option, lang_option, new_only_option, store_option, top_option


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="ketnoi")
def main() -> None:
    """Kết nối: nhà cung cấp trong nước phù hợp với bên mua FDI, có lý do và nguồn.

    Which domestic suppliers fit a foreign buyer in Vietnam, with reasons and sources.
    """


@main.command()
@store_option
@lang_option
@click.option(
    "--output", "-o", default="ketnoi.html", show_default=True, help="Trang đồ thị / the graph page."
)
def demo(store: str, lang: Lang, output: str) -> None:
    """Chạy thử với dữ kiện Hải Phòng / run on the facts of Hải Phòng.

    Nạp dữ liệu, xếp hạng cho các bên mua FDI, viết trang đồ thị.
    Loads the data, ranks for the FDI buyers, writes the graph page.
    """
    from loaders import load
    from queries.matchmaker import Matchmaker

    with open_store(store) as opened:
        report = load("hai-phong", opened)
        click.echo(report.say(lang))
        matchmaker = Matchmaker(opened)
    click.echo(tell.demo(matchmaker, lang))
    page = matchmaker.draw(lang=lang).save(output)
    click.echo(tell.next_steps(store, page).say(lang))


@main.command("load")
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
        click.echo(tell.csv(pd.concat([r.rejected for r in reports])), nl=False)


@main.command()
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


@main.command()
@click.argument("buyer")
@click.option("--product", "-p", help="Chỉ một sản phẩm / one product only.")
@click.option(
    "--ownership",
    multiple=True,
    type=click.Choice(OWNERSHIP.values),
    default=("domestic",),
    show_default=True,
    help="Nhà cung cấp của ai / whose suppliers (repeat for several).",
)
@top_option
@new_only_option
@store_option
@format_option
@lang_option
def suppliers(
    buyer: str,
    product: str | None,
    ownership: tuple[str, ...],
    top: int,
    exclude_signed: bool,
    store: str,
    form: str,
    lang: Lang,
) -> None:
    """Xếp hạng nhà cung cấp cho một bên mua / rank suppliers for a buyer."""
    matchmaker = _matchmaker(store)
    found = matchmaker.rank_suppliers(
        buyer, product, top=top, exclude_signed=exclude_signed, ownership=ownership
    )
    _print_matches(matchmaker, found, form, lang)


@main.command()
@click.argument("supplier")
@top_option
@new_only_option
@store_option
@format_option
@lang_option
def buyers(supplier: str, top: int, exclude_signed: bool, store: str, form: str, lang: Lang) -> None:
    """Xếp hạng bên mua cho một nhà cung cấp / rank buyers for a supplier."""
    matchmaker = _matchmaker(store)
    found = matchmaker.rank_buyers(supplier, top=top, exclude_signed=exclude_signed)
    _print_matches(matchmaker, found, form, lang)


@main.command()
@click.argument("buyer")
@click.argument("supplier")
@click.option("--product", "-p", help="Chỉ một sản phẩm / one product only.")
@store_option
@format_option
@lang_option
def explain(buyer: str, supplier: str, product: str | None, store: str, form: str, lang: Lang) -> None:
    """Vì sao hai bên hợp nhau (hay không) / why two firms fit, or not, with sources."""
    matchmaker = _matchmaker(store)
    match = matchmaker.explain(buyer, supplier, product)
    if form == "json":
        click.echo(json.dumps(tell.cited(matchmaker, match), ensure_ascii=False, indent=2))
    elif form == "csv":
        click.echo(tell.csv(tell.signals_frame(match, lang)), nl=False)
    else:
        click.echo(tell.explanation(matchmaker, match, lang))


@main.command()
@click.argument("name", required=False)
@click.option("--output", "-o", default="ketnoi.html", show_default=True, help="Tệp HTML / the HTML file.")
@click.option("--force", is_flag=True, help="Ghi đè tệp khác / overwrite another file.")
@store_option
@lang_option
def html(name: str | None, output: str, force: bool, store: str, lang: Lang) -> None:
    """Viết trang đồ thị, cả kho hay quanh một doanh nghiệp / write the graph page, or around a firm."""
    path = _matchmaker(store).draw(name, lang=lang).save(output, overwrite=force)
    click.echo(Text(f"Đã viết {path}", f"Wrote {path}").say(lang), err=True)


def _matchmaker(store: str) -> Any:
    from queries.matchmaker import Matchmaker

    with open_store(store, create=False) as opened:
        return Matchmaker(opened)


def _print_matches(matchmaker: Any, matches: Any, form: str, lang: Lang) -> None:
    if form == "json":
        found = [tell.cited(matchmaker, m) for m in matches]
        notes = [{"vi": n.vi, "en": n.en} for n in matches.notes]
        click.echo(json.dumps({"matches": found, "notes": notes}, ensure_ascii=False, indent=2))
        return
    if form == "csv":
        click.echo(tell.csv(matches.to_frame(lang)), nl=False)
        for note in matches.notes:
            click.echo(note.say(lang), err=True)
        return
    click.echo(tell.ranking(matchmaker, matches, lang))


if __name__ == "__main__":
    main()
