"""``ketnoi synth``: a made-up province to try things out."""

from __future__ import annotations

import click

from graph.text import Lang, Text
from queries.options import lang_option


@click.command()
@click.option(
    "--enterprises",
    "-n",
    type=click.IntRange(2),
    default=200,
    show_default=True,
    metavar="N",
    help="Bao nhiêu doanh nghiệp / how many enterprises.",
)
@click.option(
    "--seed", "-s", type=int, default=1, show_default=True, help="Cùng số, cùng dữ liệu / same data."
)
@click.option("--output", "-o", default="synthetic", show_default=True, help="Thư mục / the folder written.")
@click.option("--force", is_flag=True, help="Ghi đè tệp đã có / replace files that are there.")
@lang_option
def synth(enterprises: int, seed: int, output: str, force: bool, lang: Lang) -> None:
    """Tạo một tỉnh giả lập để thử / make up a province to try things out; every row is marked synthetic."""
    from loaders.synthetic import write_province

    folder = write_province(output, enterprises, seed, overwrite=force)
    said = f"Đã tạo {folder}; nạp: ketnoi load {folder}", f"Made {folder}; load it: ketnoi load {folder}"
    click.echo(Text(*said).say(lang))
