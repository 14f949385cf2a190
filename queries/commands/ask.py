"""Asking who fits whom: ``ketnoi suppliers | buyers | explain``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from graph.schema import OWNERSHIP
from graph.text import Lang
from queries import tell
from queries.commands.opening import matchmaker_of, weights_option, whole_option
from queries.exports import plain, shortlist
from queries.options import lang_option, new_only_option, store_option, together, top_option
from queries.output import Answer, Output, output_options

if TYPE_CHECKING:
    from queries.matches import Matches
    from queries.matchmaker import Matchmaker


@click.command()
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
@together(
    "choice",
    top=top_option,
    exclude_signed=new_only_option,
    reserve=click.option(
        "--reserve",
        type=click.IntRange(0),
        default=0,
        help="Dành mấy chỗ cuối cho doanh nghiệp chưa có trong danh sách nào / keep the last places for firms"
        " that no list shows.",
    ),
)
@whole_option
@weights_option
@store_option
@output_options
@lang_option
def suppliers(
    buyer: str,
    product: str | None,
    ownership: tuple[str, ...],
    choice: dict[str, Any],
    store: str,
    out: Output,
    lang: Lang,
) -> None:
    """Xếp hạng nhà cung cấp cho một bên mua / rank suppliers for a buyer."""
    matchmaker = matchmaker_of(store)
    found = matchmaker.rank_suppliers(buyer, product, ownership=ownership, **choice)
    _give_matches(matchmaker, found, out, lang)


@click.command()
@click.argument("supplier")
@top_option
@new_only_option
@weights_option
@store_option
@output_options
@lang_option
def buyers(supplier: str, top: int, exclude_signed: bool, store: str, out: Output, lang: Lang) -> None:
    """Xếp hạng bên mua cho một nhà cung cấp / rank buyers for a supplier."""
    matchmaker = matchmaker_of(store)
    found = matchmaker.rank_buyers(supplier, top=top, exclude_signed=exclude_signed)
    _give_matches(matchmaker, found, out, lang)


@click.command()
@click.argument("buyer")
@click.argument("supplier")
@click.option("--product", "-p", help="Chỉ một sản phẩm / one product only.")
@whole_option
@weights_option
@store_option
@output_options
@lang_option
def explain(buyer: str, supplier: str, product: str | None, store: str, out: Output, lang: Lang) -> None:
    """Vì sao hai bên hợp nhau (hay không) / why two firms fit, or not, with sources."""
    matchmaker = matchmaker_of(store)
    match = matchmaker.explain(buyer, supplier, product)
    answer = Answer(
        text=lambda: tell.explanation(matchmaker, match, lang),
        data=lambda: plain.match(matchmaker, match),
        frame=lambda: tell.signals_frame(match, lang),
        sheets=lambda: shortlist.explained(matchmaker, match, lang),
    )
    out.give(answer, lang)


def _give_matches(matchmaker: Matchmaker, matches: Matches, out: Output, lang: Lang) -> None:
    answer = Answer(
        text=lambda: tell.ranking(matchmaker, matches, lang),
        data=lambda: plain.answer(matchmaker, matches),
        frame=lambda: matches.to_frame(lang),
        sheets=lambda: shortlist.sheets(matchmaker, [matches], lang),
    )
    out.give(answer, lang)
    if out.form == "csv":  # a table has no place for them
        for note in matches.notes:
            click.echo(note.say(lang), err=True)
