"""Writing pages: ``ketnoi html``."""

from __future__ import annotations

import sys

import click

from graph.errors import KetnoiError
from graph.text import Lang, Text
from queries.commands.opening import matchmaker_of
from queries.options import lang_option, store_option
from queries.output import force_option, tell_written
from queries.pages.kinds import PAGES


@click.command()
@click.argument("name", required=False)
@click.option(
    "--kind",
    type=click.Choice(list(PAGES)),
    help="Loại trang; mặc định theo doanh nghiệp / the kind of page; by default what the firm is.",
)
@click.option(
    "--all", "everything", is_flag=True, help="Mọi trang vào một thư mục / all pages into a folder."
)
@click.option(
    "--output", "-o", help="Tệp [ketnoi.html] hoặc thư mục [ketnoi-pages] / the file, or the folder of --all."
)
@force_option
@store_option
@lang_option
def html(
    name: str | None,
    kind: str | None,
    everything: bool,
    output: str | None,
    force: bool,
    store: str,
    lang: Lang,
) -> None:
    """Viết trang: của một doanh nghiệp, cả đồ thị, hay mọi trang / write a page, or all of them (--all).

    Một bên mua: cần gì, ai cung cấp được. Một nhà cung cấp: làm gì, bán cho ai. Không có tên: đồ thị.
    A buyer: its needs and suppliers. A supplier: its products and buyers. A place: gaps. No name: the graph.
    """
    if everything:
        if name is not None or kind is not None:
            raise KetnoiError(
                "--all không đi cùng tên hay --kind", "--all goes with neither a name nor --kind"
            )
        return _all(store, output or "ketnoi-pages", force, lang)
    page = matchmaker_of(store).page(name, kind, lang=lang)
    path = page.save(output or "ketnoi.html", overwrite=force)
    tell_written(path, lang)
    return None


def _all(store: str, output: str, force: bool, lang: Lang) -> None:
    from queries.pages.folder import Folder

    folder = Folder(matchmaker_of(store), lang)
    label, quiet = Text("Đang viết", "Writing").say(lang), not sys.stderr.isatty()
    written = folder.write(output, overwrite=force)
    with click.progressbar(written, len(folder), label, file=sys.stderr, hidden=quiet) as bar:
        *_, index = bar
    said = Text(f"Đã viết {len(folder)} trang; mở {index}", f"Wrote {len(folder)} pages; open {index}")
    click.echo(said.say(lang), err=True)
