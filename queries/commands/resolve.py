"""Deciding who is who: ``ketnoi resolve list | merge | separate | undo``."""

from __future__ import annotations

import json

import click
import pandas as pd

from graph import KetnoiError, NotFound, Store, open_store
from graph.cells import csv_text
from graph.decisions import Decisions, separate
from graph.directory import Directory
from graph.text import Lang, Text
from queries.options import format_option, lang_option, store_option

_DECIDED = ("id", "kind", "subject", "object", "reason", "decided_at", "note")
_KINDS = {
    "merge": Text("gộp {subject} vào {object}", "{subject} merged into {object}"),
    "separate": Text("{subject} và {object} là hai", "{subject} and {object} are two"),
    "place": Text("{subject!r} là sản phẩm {object}", "{subject!r} is the product {object}"),
}
reason_option = click.option("--reason", "-r", default="", help="Vì sao / why.")


@click.group()
def resolve() -> None:
    """Doanh nghiệp nào là một / which enterprises are one: list, merge, separate, undo."""


@resolve.command("list")
@store_option
@format_option
@lang_option
def list_command(store: str, form: str, lang: Lang) -> None:
    """Các cặp cần xem và các quyết định đã có / pairs to decide, and decisions made."""
    from loaders import pending
    from loaders.lookalikes import left_out

    with open_store(store, create=False) as opened:
        pairs, made = pending(opened), opened.read("Decision")["Decision"][list(_DECIDED)]
    if form == "json":
        found = {
            "pending": pairs.to_dict("records"),
            "left_out": pairs.attrs["left_out"],
            "decisions": made.to_dict("records"),
        }
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
    elif form == "csv":
        click.echo(csv_text(pairs), nl=False)
        if more := pairs.attrs["left_out"]:
            click.echo(left_out(more).say(lang), err=True)
    else:
        click.echo("\n".join([*_pairs(pairs, lang), *_decisions(made, lang)]))


def _pairs(pairs: pd.DataFrame, lang: Lang) -> list[str]:
    from loaders.lookalikes import left_out

    if pairs.empty:
        return [Text("Không có cặp nào cần xem.", "No pair to decide.").say(lang)]
    head = Text(
        f"Có thể là một ({len(pairs)} cặp). Gộp: ketnoi resolve merge MÃ; để riêng: … separate MÃ",
        f"May be one ({len(pairs)}). Merge: ketnoi resolve merge CODE; keep apart: … separate CODE",
    )
    lines = [head.say(lang)]
    if more := pairs.attrs["left_out"]:
        lines.append(left_out(more).say(lang))
    for number, row in enumerate(pairs.to_dict("records"), start=1):
        lines.append(f"{number:>4}. {row['code']}  {row['keep_name']} ({row['keep']})")
        lines.append(f"              {row['drop_name']} ({row['drop']})")
        lines.append(f"              → {row['why' if lang == 'vi' else 'why_en']}")
    return lines


def _decisions(made: pd.DataFrame, lang: Lang) -> list[str]:
    if made.empty:
        return []
    title = (
        "Đã quyết định ({}); hoàn tác: ketnoi resolve undo MÃ",
        "Decided ({}); undo: ketnoi resolve undo ID",
    )
    lines = ["", Text(*title).say(lang).format(len(made))]
    for row in made.to_dict("records"):
        said = _KINDS[row["kind"]].say(lang).format(**row)
        why = f" · {row['reason']}" if row["reason"] else ""
        lines.append(f"  {row['id']}  {said} · {row['decided_at'][:10]}{why}")
        lines += (f"      {note}" for note in row["note"])
    return lines


@resolve.command("merge")
@click.argument("one", metavar="KEEP|CODE")
@click.argument("two", metavar="DROP", required=False)
@reason_option
@store_option
@lang_option
def merge_command(one: str, two: str | None, reason: str, store: str, lang: Lang) -> None:
    """Hai doanh nghiệp là một / two enterprises are one: KEEP stays and takes over all of DROP."""
    with open_store(store, create=False) as opened:
        keep, drop = _two(opened, one, two)
        id = opened.merge(keep, drop, reason)
        note = opened.read("Decision")["Decision"].set_index("id").loc[id, "note"]
    _said(Text(f"Đã gộp {drop} vào {keep}.", f"Merged {drop} into {keep}."), id, lang)
    for line in note:
        click.echo(f"  {line}", err=True)


@resolve.command("separate")
@click.argument("one", metavar="ONE|CODE")
@click.argument("two", metavar="TWO", required=False)
@reason_option
@store_option
@lang_option
def separate_command(one: str, two: str | None, reason: str, store: str, lang: Lang) -> None:
    """Hai doanh nghiệp là hai / two enterprises are two, and are not asked about again."""
    with open_store(store, create=False) as opened:
        first, second = _two(opened, one, two)
        id = separate(opened, first, second, reason)
    _said(Text(f"{first} và {second} là hai.", f"{first} and {second} are two."), id, lang)


@resolve.command("undo")
@click.argument("decision", metavar="ID")
@store_option
@lang_option
def undo_command(decision: str, store: str, lang: Lang) -> None:
    """Rút lại một quyết định / take a decision back."""
    with open_store(store, create=False) as opened:
        opened.undo(decision)
    click.echo(Text(f"Đã hoàn tác {decision}.", f"Undone: {decision}.").say(lang), err=True)


def _said(what: Text, id: str, lang: Lang) -> None:
    click.echo(id)
    how = Text(f" Hoàn tác: ketnoi resolve undo {id}", f" Undo: ketnoi resolve undo {id}")
    click.echo((what + how).say(lang), err=True)


def _two(store: Store, one: str, two: str | None) -> tuple[str, str]:
    """The ids of the two enterprises meant: by a code of the list, or each by id or name."""
    if two is None:
        from loaders import pending

        pairs = pending(store)
        found = pairs[pairs["code"] == one]
        if len(found) != 1:
            raise NotFound(
                f"danh sách không có mã {one!r}; xem: ketnoi resolve list",
                f"the list has no code {one!r}; see: ketnoi resolve list",
            )
        return found["keep"].iloc[0], found["drop"].iloc[0]
    known = store.read("Enterprise", "Decision")
    directory = Directory("Enterprise")
    directory.add(known["Enterprise"])
    directory.follow(Decisions.of(known["Decision"]).moved)
    first, second = directory.find(one), directory.find(two)
    if first == second:
        raise KetnoiError(
            f"{one!r} và {two!r} đều là {first}: đã là một doanh nghiệp",
            f"{one!r} and {two!r} both are {first}: one enterprise already",
        )
    return first, second
