"""``ketnoi place``: which product of the taxonomy free words mean."""

from __future__ import annotations

import click

from graph import NotFound, open_store
from graph.decisions import place
from graph.directory import Directory
from graph.text import Lang, Text
from queries.options import lang_option, store_option, top_option


@click.command("place")
@click.argument("words")
@click.argument("product", required=False)
@click.option("--reason", "-r", default="", help="Vì sao / why.")
@top_option
@store_option
@lang_option
def place_command(words: str, product: str | None, reason: str, top: int, store: str, lang: Lang) -> None:
    """Xếp sản phẩm viết tự do vào danh mục / place free words in the taxonomy.

    Không có PRODUCT: liệt kê các sản phẩm gần nhất. Có PRODUCT: ghi nhớ cho các lần nạp sau.
    Without PRODUCT the nearest products are listed; with it the decision is kept for later loads.
    """
    from loaders import place_product

    with open_store(store, create=False) as opened:
        products = opened.read("Product")["Product"]
        if product is None:
            found = place_product(words, top, products=products)
            for row in found.to_dict("records"):
                name, why = row["name_vi" if lang == "vi" else "name_en"], row["why"].split(" | ")
                click.echo(f"{row['confidence']:.2f}  {row['product']:<28} {name} · {why[lang == 'en']}")
            if found.empty:
                text = Text("không có sản phẩm nào gần", "no product is near")
                raise NotFound(f"{words!r}: {text.vi}", f"{words!r}: {text.en}")
            return
        directory = Directory("Product")
        directory.add(products)
        target = directory.find(product)
        id = place(opened, words, target, reason)
    click.echo(id)
    said = Text(
        f"Từ lần nạp sau “{words}” là {target}. Hoàn tác: ketnoi resolve undo {id}",
        f"From the next load on “{words}” is {target}. Undo: ketnoi resolve undo {id}",
    )
    click.echo(said.say(lang), err=True)
