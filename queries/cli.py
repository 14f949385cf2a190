"""The command line: ``ketnoi demo | load | suppliers | buyers | explain | html``.

Data go to standard output, messages to standard error; an error is one line
and a non-zero exit code.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from typing import Any

import click

from graph import KetnoiError, open_store
from graph.schema import OWNERSHIP
from graph.text import Lang, Text
from queries import tell

_DEFAULT_STORE = "ketnoi.db"


class _Group(click.Group):
    """Speaks UTF-8; turns our errors into one line, in the language asked for."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        for stream in (sys.stdout, sys.stderr):
            # A pipe on Windows cannot carry Vietnamese by itself.
            if isinstance(stream, io.TextIOWrapper) and stream.encoding.lower() != "utf-8":
                stream.reconfigure(encoding="utf-8")
        return super().main(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KetnoiError as error:
            click.echo(f"ketnoi: {error.say(_lang_of(sys.argv))}", err=True)
            ctx.exit(1)
        except BrokenPipeError:
            # The reader has seen enough (`| head`); Python must not complain at exit.
            sys.stderr.close()
            ctx.exit(0)


def _lang_of(arguments: list[str]) -> Lang:
    """The language of an error, also when the options could not be read to the end."""
    text = " ".join(arguments)
    return "en" if "--lang en" in text or "--lang=en" in text else "vi"


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="ketnoi")
def main() -> None:
    """Kết nối: nhà cung cấp trong nước phù hợp với bên mua FDI, có lý do và nguồn.

    Which domestic suppliers fit a foreign buyer in Vietnam, with reasons and sources.
    """


def _store_option(command: Callable[..., None]) -> Callable[..., None]:
    return click.option(
        "--store",
        default=_DEFAULT_STORE,
        show_default=True,
        envvar="KETNOI_STORE",
        help="Kho dữ liệu: tệp hoặc sqlite:///… / the store: a file or sqlite:///…",
    )(command)


def _lang_option(command: Callable[..., None]) -> Callable[..., None]:
    return click.option(
        "--lang",
        type=click.Choice(["vi", "en"]),
        default="vi",
        show_default=True,
        help="Ngôn ngữ / language.",
    )(command)


def _format_option(command: Callable[..., None]) -> Callable[..., None]:
    return click.option(
        "--format",
        "form",
        type=click.Choice(["table", "json", "csv"]),
        default="table",
        show_default=True,
        help="Dạng kết quả / how to print.",
    )(command)


def _top_option(command: Callable[..., None]) -> Callable[..., None]:
    return click.option(
        "--top", type=click.IntRange(1), default=10, show_default=True, help="Bao nhiêu dòng / how many."
    )(command)


def _new_only_option(command: Callable[..., None]) -> Callable[..., None]:
    return click.option(
        "--exclude-signed", is_flag=True, help="Bỏ các bên đã ký / leave out those that have signed."
    )(command)


@main.command()
@_store_option
@_lang_option
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
@_store_option
@_lang_option
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
    lang: Lang,
    no_taxonomy: bool,
    accept: bool,
    output: str | None,
    published_on: str | None,
) -> None:
    """Nạp bộ dữ liệu vào kho / load datasets: hai-phong, a folder of CSV files, a CSV file, or an article.

    Bài báo (.txt, .html, .docx): viết các cặp đề xuất ra CSV để xem trước; --accept thì nạp.
    Articles give a CSV of proposed MOUs to review; --accept loads them.
    """
    from loaders import load
    from loaders.article.propose import Proposals, is_article

    with open_store(store) as opened:
        for dataset in datasets:
            if not is_article(dataset):
                click.echo(load(dataset, opened, taxonomy=not no_taxonomy).say(lang))
                continue
            proposals = Proposals.of(dataset, opened, published_on=published_on)
            said = proposals.load(opened, taxonomy=not no_taxonomy) if accept else proposals.save(output)
            click.echo(said.say(lang))


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
@_top_option
@_new_only_option
@_store_option
@_format_option
@_lang_option
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
@_top_option
@_new_only_option
@_store_option
@_format_option
@_lang_option
def buyers(supplier: str, top: int, exclude_signed: bool, store: str, form: str, lang: Lang) -> None:
    """Xếp hạng bên mua cho một nhà cung cấp / rank buyers for a supplier."""
    matchmaker = _matchmaker(store)
    found = matchmaker.rank_buyers(supplier, top=top, exclude_signed=exclude_signed)
    _print_matches(matchmaker, found, form, lang)


@main.command()
@click.argument("buyer")
@click.argument("supplier")
@click.option("--product", "-p", help="Chỉ một sản phẩm / one product only.")
@_store_option
@_format_option
@_lang_option
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
@_store_option
@_lang_option
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
