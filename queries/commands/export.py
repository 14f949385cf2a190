"""Files for other programs and other desks: ``ketnoi export shortlist | graph | letter | schema``."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import pandas as pd

from graph.errors import KetnoiError
from graph.files import write_file
from graph.text import Lang
from graph.view import node_key
from queries import tell
from queries.commands.opening import matchmaker_of
from queries.exports import plain, shortlist
from queries.exports.network_files import NETWORK_FORMS, network_bytes
from queries.options import Group, lang_option, new_only_option, store_option, top_option
from queries.output import Answer, Output, force_option, output_options, tell_written
from queries.views import around


@click.group(cls=Group)
def export() -> None:
    """Xuất ra tệp cho chương trình khác / files for other programs and other desks."""


@export.command("shortlist")
@click.argument("buyers", nargs=-1)
@top_option
@new_only_option
@store_option
@output_options
@lang_option
def shortlist_command(
    buyers: tuple[str, ...], top: int, exclude_signed: bool, store: str, out: Output, lang: Lang
) -> None:
    """Danh sách ngắn cho mọi bên mua, hay các bên mua nêu tên / shortlists of all buyers, or of those named.

    -o TỆP.xlsx: mỗi bên mua một trang tính / one sheet a buyer.
    """
    matchmaker = matchmaker_of(store)
    found = matchmaker.shortlists(buyers, top=top, exclude_signed=exclude_signed)
    with click.progressbar(found, file=sys.stderr, hidden=not sys.stderr.isatty()) as told:
        answers = list(told)
    out.give(
        Answer(
            text=lambda: "\n\n".join(tell.ranking(matchmaker, a, lang) for a in answers),
            data=lambda: plain.shortlists(matchmaker, answers),
            frame=lambda: pd.concat([a.to_frame(lang) for a in answers], ignore_index=True),
            sheets=lambda: shortlist.sheets(matchmaker, answers, lang),
        ),
        lang,
    )


@export.command("graph")
@click.argument("name", required=False)
@click.option("--output", "-o", required=True, help="Tệp .graphml hay .gexf / the file, .graphml or .gexf.")
@click.option("--format", "form", type=click.Choice(list(NETWORK_FORMS)), help="[default: by the ending]")
@click.option(
    "--hops", type=click.IntRange(1), default=2, show_default=True, help="Bao xa quanh tên / how far."
)
@force_option
@store_option
@lang_option
def graph_command(
    name: str | None, output: str, form: str | None, hops: int, force: bool, store: str, lang: Lang
) -> None:
    """Đồ thị cho Gephi, cả kho hay quanh một doanh nghiệp / the graph for Gephi, whole or around a firm."""
    form = form or Path(output).suffix.removeprefix(".").lower()
    if form not in NETWORK_FORMS:
        known = ", ".join(f".{f}" for f in NETWORK_FORMS)
        raise KetnoiError(
            f"{output}: không rõ dạng tệp; dùng đuôi {known} hoặc --format",
            f"{output}: which format is not clear; let the name end in {known}, or give --format",
        )
    matchmaker = matchmaker_of(store)
    graph = matchmaker.graph
    if name is not None:
        graph = around(graph, node_key("Enterprise", matchmaker.find(name)), hops)
    tell_written(write_file(output, network_bytes(graph, form, lang), overwrite=force), lang)


@export.command("letter")
@click.argument("buyer")
@click.argument("supplier")
@click.option("--product", "-p", help="Về một sản phẩm / for one product.")
@click.option(
    "--output", "-o", default="thu-gioi-thieu.html", show_default=True, help="Tệp HTML / the HTML file."
)
@force_option
@store_option
@lang_option
def letter_command(
    buyer: str, supplier: str, product: str | None, output: str, force: bool, store: str, lang: Lang
) -> None:
    """Thư giới thiệu một trang để in / a letter of introduction for a pair, one page to print."""
    page = matchmaker_of(store).letter(buyer, supplier, product, lang=lang)
    tell_written(page.save(output, overwrite=force), lang)


@export.command("schema")
def schema_command() -> None:
    """JSON Schema của các câu trả lời dạng JSON / the JSON Schema of answers in JSON."""
    click.echo(plain.schema_text(), nl=False)
