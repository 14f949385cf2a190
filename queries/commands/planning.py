"""Asking of all buyers at once: ``ketnoi what-if | meetings | exposure | rank-all``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import click
import pandas as pd

from graph.errors import KetnoiError
from graph.text import Lang, Text
from graph.view import node_key
from graph.workbook import Sheet
from queries.all_buyers import Progress
from queries.commands.opening import matchmaker_of
from queries.commands.showing import show
from queries.options import lang_option, new_only_option, store_option, together, top_option
from queries.output import Answer, Output, output_options
from queries.wording import NOBODY


@click.command("what-if")
@click.argument("supplier")
@click.option("--standard", "-s", "standards", multiple=True, help="Có chứng nhận này / holds this standard.")
@click.option("--product", "-p", "products", multiple=True, help="Làm được thứ này / makes this product.")
@click.option(
    "--capacity",
    "-c",
    "capacities",
    multiple=True,
    metavar="PRODUCT=NUMBER UNIT",
    help="Công suất / capacity: “đối trọng=500 cái/tháng”.",
)
@store_option
@output_options
@lang_option
def what_if(
    supplier: str,
    standards: tuple[str, ...],
    products: tuple[str, ...],
    capacities: tuple[str, ...],
    store: str,
    out: Output,
    lang: Lang,
) -> None:
    """Nếu có thêm … thì hạng đổi ra sao / how ranks would change if a supplier had …; nothing is stored."""
    capacity = dict(_two_sides(c) for c in capacities)
    matchmaker = matchmaker_of(store)
    found = matchmaker.what_if(supplier, standards=standards, products=products, capacity=capacity)
    show(matchmaker, found, out, lang)


def _two_sides(text: str) -> tuple[str, str]:
    product, sign, quantity = text.partition("=")
    if not sign:
        raise KetnoiError(
            f"công suất {text!r}: viết như “đối trọng=500 cái/tháng”",
            f"the capacity {text!r}: write it like “counterweight=500 pcs/month”",
        )
    return product, quantity


@click.command()
@click.option("--buyer", "-b", "buyers", multiple=True, help="Bên mua dự / buyers that come [all].")
@click.option("--supplier", "-s", "suppliers", multiple=True, help="Nhà cung cấp dự / suppliers [all].")
@together(
    "limits",
    slots=click.option(
        "--slots", type=click.IntRange(1), default=6, show_default=True, help="Số lượt gặp / time slots."
    ),
    per_buyer=click.option("--per-buyer", type=click.IntRange(1), help="Mỗi bên mua / meetings a buyer."),
    per_supplier=click.option(
        "--per-supplier", type=click.IntRange(1), help="Mỗi nhà cung cấp / meetings a supplier."
    ),
    tables=click.option("--tables", type=click.IntRange(1), help="Số bàn / meetings at the same time."),
)
@new_only_option
@store_option
@output_options
@lang_option
def meetings(
    buyers: tuple[str, ...],
    suppliers: tuple[str, ...],
    limits: dict[str, Any],
    exclude_signed: bool,
    store: str,
    out: Output,
    lang: Lang,
) -> None:
    """Lịch gặp cho ngày hội kết nối / a timetable for a matchmaking event: best fit in sum, and no clash."""
    matchmaker = matchmaker_of(store)
    found = matchmaker.plan_meetings(buyers, suppliers, exclude_signed=exclude_signed, **limits)
    show(matchmaker, found, out, lang)


@click.command()
@top_option
@store_option
@output_options
@lang_option
def exposure(top: int, store: str, out: Output, lang: Lang) -> None:
    """Các nhà cung cấp được hiện ra đều đến đâu / how evenly suppliers are shown over all buyers' lists."""
    matchmaker = matchmaker_of(store)
    with progress_bar() as progress:
        found = matchmaker.exposure(top=top, progress=progress)
    show(matchmaker, found, out, lang)


@click.command("rank-all")
@top_option
@new_only_option
@store_option
@output_options
@lang_option
def rank_all(top: int, exclude_signed: bool, store: str, out: Output, lang: Lang) -> None:
    """Nhà cung cấp tốt nhất của mọi bên mua / the best suppliers of every buyer, as a table; -o FILE."""
    matchmaker = matchmaker_of(store)
    with progress_bar() as progress:
        found = matchmaker.rank_all(top=top, exclude_signed=exclude_signed, progress=progress)
    for side in ("buyer", "supplier"):
        names = [matchmaker.index.label(node_key("Enterprise", id)).say(lang) for id in found[side]]
        found[f"{side}_name"] = pd.Series(names, dtype=object)
    title = Text("Nhà cung cấp của mọi bên mua", "Suppliers of every buyer").say(lang)
    answer = Answer(
        text=lambda: found.to_string(index=False) if len(found) else NOBODY.say(lang),
        data=lambda: found.to_dict("records"),
        frame=lambda: found,
        sheets=lambda: [Sheet(title, found)],
    )
    out.give(answer, lang)


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """A bar on standard error, on a terminal, that moves as ``progress(done, of)`` is called."""
    with ExitStack() as stack:
        bars: list[Any] = []

        def progress(done: int, of: int) -> None:
            if not bars:
                bar = click.progressbar(length=of, file=sys.stderr, hidden=not sys.stderr.isatty())
                bars.append(stack.enter_context(bar))
            bars[0].update(done - bars[0].pos)

        yield progress
