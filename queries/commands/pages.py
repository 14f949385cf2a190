"""Writing pages: ``ketnoi html``."""

from __future__ import annotations

import click

from graph.text import Lang
from queries.commands.opening import matchmaker_of
from queries.options import lang_option, store_option
from queries.output import force_option, tell_written


@click.command()
@click.argument("name", required=False)
@click.option("--output", "-o", default="ketnoi.html", show_default=True, help="Tệp HTML / the HTML file.")
@force_option
@store_option
@lang_option
def html(name: str | None, output: str, force: bool, store: str, lang: Lang) -> None:
    """Viết trang đồ thị, cả kho hay quanh một doanh nghiệp / write the graph page, or around a firm."""
    path = matchmaker_of(store).draw(name, lang=lang).save(output, overwrite=force)
    tell_written(path, lang)
