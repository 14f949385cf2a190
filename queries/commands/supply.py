"""Asking what is lacking and how local supply is: ``ketnoi gaps | localisation``."""

from __future__ import annotations

import dataclasses

import click

from graph.text import Lang
from queries.commands.opening import matchmaker_of
from queries.commands.showing import show
from queries.options import lang_option, store_option, top_option
from queries.output import Output, output_options


@click.command()
@click.argument("place", required=False)
@click.option(
    "--most",
    type=click.IntRange(0),
    default=1,
    show_default=True,
    help="Nhiều nhất bao nhiêu nhà sản xuất trong nước / at most so many domestic makers.",
)
@top_option
@store_option
@output_options
@lang_option
def gaps(place: str | None, most: int, top: int, store: str, out: Output, lang: Lang) -> None:
    """Thứ bên mua cần mà trong nước thiếu người làm / what buyers need and hardly any domestic firm makes."""
    matchmaker = matchmaker_of(store)
    found = matchmaker.gaps(place, most=most)
    show(matchmaker, dataclasses.replace(found, rows=found.rows[:top]), out, lang)


@click.command()
@click.argument("buyer", required=False)
@click.option("--product", "-p", help="Một sản phẩm / a product: who makes it.")
@click.option("--place", help="Một nơi / a place: all buyers there (with --product: the product there).")
@store_option
@output_options
@lang_option
def localisation(
    buyer: str | None, product: str | None, place: str | None, store: str, out: Output, lang: Lang
) -> None:
    """Nguồn cung là của ai, ở đâu / whose the makers of what a buyer needs are, and where they lie."""
    matchmaker = matchmaker_of(store)
    show(matchmaker, matchmaker.localisation(buyer, product=product, place=place), out, lang)
