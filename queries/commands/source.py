"""``ketnoi source``: which file, sheet and row said what."""

from __future__ import annotations

import json

import click
import pandas as pd

from graph import open_store
from graph.cells import csv_text
from graph.schema import TYPES
from graph.text import Lang, Text
from queries.options import format_option, lang_option, store_option


@click.command("source")
@click.argument("name")
@store_option
@format_option
@lang_option
def source_command(name: str, store: str, form: str, lang: Lang) -> None:
    """Tệp, trang tính, dòng nào nói gì / which file, sheet and row said what of a node or an MOU.

    NAME: mã hay tên / an id or a name.
    """
    from queries.saying import said_of

    with open_store(store, create=False) as opened:
        said = said_of(opened, name)
    if form == "json":
        click.echo(json.dumps(said.to_dict("records"), ensure_ascii=False, indent=2))
    elif form == "csv":
        click.echo(csv_text(said), nl=False)
    else:
        click.echo("\n".join(_lines(said, lang)))


def _lines(said: pd.DataFrame, lang: Lang) -> list[str]:
    """Each fact once, its references under it, and what another source says instead."""
    lines = []
    for (type, fact, values, disputed), group in said.groupby(
        ["type", "fact", "values", "disputed"], sort=False, dropna=False
    ):
        lines.append(f"{TYPES[str(type)].label.say(lang)} {fact}")
        if values:
            lines.append(f"    {values}")
        for row in group.to_dict("records"):
            day = f" ({row['published_on']})" if row["published_on"] else ""
            where = f" · {row['where']}" if row["where"] else ""
            unknown = Text("không rõ nguồn", "source not known").say(lang)
            lines.append(f"  ← {row['title'] or row['source'] or unknown}{day}{where}")
        if disputed:
            lines.append("  ≠ " + Text("nguồn khác nói", "another source says").say(lang) + f": {disputed}")
    return lines
