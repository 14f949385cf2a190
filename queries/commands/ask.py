"""Asking who fits whom: ``ketnoi suppliers | buyers | explain``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from graph.cells import csv_text
from graph.schema import OWNERSHIP
from graph.text import Lang
from queries import tell
from queries.commands.opening import matchmaker_of
from queries.options import format_option, lang_option, new_only_option, store_option, top_option

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
    matchmaker = matchmaker_of(store)
    found = matchmaker.rank_suppliers(
        buyer, product, top=top, exclude_signed=exclude_signed, ownership=ownership
    )
    _print_matches(matchmaker, found, form, lang)


@click.command()
@click.argument("supplier")
@top_option
@new_only_option
@store_option
@format_option
@lang_option
def buyers(supplier: str, top: int, exclude_signed: bool, store: str, form: str, lang: Lang) -> None:
    """Xếp hạng bên mua cho một nhà cung cấp / rank buyers for a supplier."""
    matchmaker = matchmaker_of(store)
    found = matchmaker.rank_buyers(supplier, top=top, exclude_signed=exclude_signed)
    _print_matches(matchmaker, found, form, lang)


@click.command()
@click.argument("buyer")
@click.argument("supplier")
@click.option("--product", "-p", help="Chỉ một sản phẩm / one product only.")
@store_option
@format_option
@lang_option
def explain(buyer: str, supplier: str, product: str | None, store: str, form: str, lang: Lang) -> None:
    """Vì sao hai bên hợp nhau (hay không) / why two firms fit, or not, with sources."""
    matchmaker = matchmaker_of(store)
    match = matchmaker.explain(buyer, supplier, product)
    if form == "json":
        click.echo(json.dumps(tell.cited(matchmaker, match), ensure_ascii=False, indent=2))
    elif form == "csv":
        click.echo(csv_text(tell.signals_frame(match, lang)), nl=False)
    else:
        click.echo(tell.explanation(matchmaker, match, lang))


def _print_matches(matchmaker: Matchmaker, matches: Matches, form: str, lang: Lang) -> None:
    if form == "json":
        found = [tell.cited(matchmaker, m) for m in matches]
        notes = [{"vi": n.vi, "en": n.en} for n in matches.notes]
        click.echo(json.dumps({"matches": found, "notes": notes}, ensure_ascii=False, indent=2))
        return
    if form == "csv":
        click.echo(csv_text(matches.to_frame(lang)), nl=False)
        for note in matches.notes:
            click.echo(note.say(lang), err=True)
        return
    click.echo(tell.ranking(matchmaker, matches, lang))
