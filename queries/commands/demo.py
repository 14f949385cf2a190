"""``ketnoi demo``: everything once, on the shipped facts."""

from __future__ import annotations

import click

from graph import open_store
from graph.text import Lang
from queries import tell
from queries.options import lang_option, store_option


@click.command()
@store_option
@lang_option
@click.option(
    "--output", "-o", default="ketnoi.html", show_default=True, help="Trang của LG / the page of LG."
)
def demo(store: str, lang: Lang, output: str) -> None:
    """Chạy thử với dữ kiện Hải Phòng / run on the facts of Hải Phòng.

    Nạp dữ liệu, xếp hạng cho các bên mua FDI, viết trang của LG Electronics.
    Loads the data, ranks for the FDI buyers, writes the page of LG Electronics.
    """
    from loaders import load
    from queries.matchmaker import Matchmaker

    with open_store(store) as opened:
        report = load("hai-phong", opened)
        click.echo(report.say(lang))
        matchmaker = Matchmaker(opened)
    click.echo(tell.demo(matchmaker, lang))
    page = matchmaker.page(tell.LEAD_BUYER, lang=lang).save(output)
    click.echo(tell.next_steps(store, page).say(lang))
