"""What all commands share: options, UTF-8 streams, errors and warnings as one line."""

from __future__ import annotations

import functools
import io
import sys
import warnings
from collections.abc import Callable
from typing import Any

import click

from graph import KetnoiError
from graph.store import Interrupted, UnfinishedLoad
from graph.text import LANGS, Lang, Text

_DEFAULT_STORE = "ketnoi.db"


class Group(click.Group):
    """Speaks UTF-8; turns our errors into one line, in the language asked for."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        for stream in (sys.stdout, sys.stderr):
            # A pipe on Windows cannot carry Vietnamese by itself.
            if isinstance(stream, io.TextIOWrapper) and stream.encoding.lower() != "utf-8":
                stream.reconfigure(encoding="utf-8")
        return super().main(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            with warnings.catch_warnings():
                warnings.showwarning = _tell_once(lang_of(sys.argv))
                return super().invoke(ctx)
        except KetnoiError as error:
            click.echo(f"ketnoi: {error.say(lang_of(sys.argv))}", err=True)
            ctx.exit(1)
        except KeyboardInterrupt as stopped:
            said = Text("đã dừng", "stopped")
            if isinstance(stopped, Interrupted):
                said = Text.join([said, stopped.text])
            click.echo(f"ketnoi: {said.say(lang_of(sys.argv))}", err=True)
            ctx.exit(130)
        except BrokenPipeError:
            # The reader has seen enough (`| head`); Python must not complain at exit.
            sys.stderr.close()
            ctx.exit(0)


def _tell_once(lang: Lang) -> Callable[..., None]:
    """Shows a warning as one line, each once; those of ours in the language asked for."""
    told: set[str] = set()

    def show(warning: Warning | str, *_: Any, **__: Any) -> None:
        text = warning.text.say(lang) if isinstance(warning, UnfinishedLoad) else str(warning)
        if text not in told:
            told.add(text)
            click.echo(f"ketnoi: {text}", err=True)

    return show


def lang_of(arguments: list[str]) -> Lang:
    """The language of an error, also when the options could not be read to the end."""
    text = " ".join(arguments)
    return "en" if "--lang en" in text or "--lang=en" in text else "vi"


def together(name: str, **options: Callable[[Any], Any]) -> Callable[[Callable[..., None]], Any]:
    """Options handed to a command as one dictionary called ``name``."""

    def decorate(command: Callable[..., None]) -> Any:
        @functools.wraps(command)
        def packed(*args: Any, **kwargs: Any) -> None:
            command(*args, **{name: {key: kwargs.pop(key) for key in options}}, **kwargs)

        taking: Any = packed
        for option in reversed(options.values()):
            taking = option(taking)
        return taking

    return decorate


def store_option(command: Callable[..., None]) -> Callable[..., None]:
    """The option of every command that reads or writes a store."""
    return click.option(
        "--store",
        default=_DEFAULT_STORE,
        show_default=True,
        envvar="KETNOI_STORE",
        help="Kho dữ liệu: tệp hoặc neo4j://… / the store: a file or neo4j://…",
    )(command)


def lang_option(command: Callable[..., None]) -> Callable[..., None]:
    """The option of every command that speaks."""
    return click.option(
        "--lang",
        type=click.Choice(LANGS),
        default="vi",
        show_default=True,
        help="Ngôn ngữ / language.",
    )(command)


def format_option(command: Callable[..., None]) -> Callable[..., None]:
    """How a command prints its data."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(["table", "json", "csv"]),
        default="table",
        show_default=True,
        help="Dạng kết quả / how to print.",
    )(command)


def top_option(command: Callable[..., None]) -> Callable[..., None]:
    """How many rows."""
    return click.option(
        "--top", type=click.IntRange(1), default=10, show_default=True, help="Bao nhiêu dòng / how many."
    )(command)


def new_only_option(command: Callable[..., None]) -> Callable[..., None]:
    """Only those that have not signed."""
    return click.option(
        "--exclude-signed", is_flag=True, help="Bỏ các bên đã ký / leave out those that have signed."
    )(command)
