"""From a store's address to a matchmaker."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from graph import open_store

if TYPE_CHECKING:
    from queries.matchmaker import Matchmaker
    from queries.weights import Weights


_WHOLE, _WEIGHTS = "ketnoi.whole", "ketnoi.weights"  # in the context of a command


def matchmaker_of(store: str) -> Matchmaker:
    """A matchmaker over a store that exists already, which is open until the command ends."""
    from queries.matchmaker import Matchmaker

    context = click.get_current_context()
    opened = context.with_resource(open_store(store, create=False))
    return Matchmaker(opened, whole=context.meta.get(_WHOLE), weights=weights_asked())


def weights_asked() -> Weights:
    """The weights that the command was given, or the usual ones."""
    from queries.weights import WEIGHTS
    from queries.weights_file import load_weights

    path = click.get_current_context().meta.get(_WEIGHTS)
    return WEIGHTS if path is None else load_weights(path)


def weights_option(command: Callable[..., None]) -> Callable[..., None]:
    """With which weights ``matchmaker_of`` ranks."""

    def keep(context: click.Context, _: click.Parameter, given: str | None) -> None:
        context.meta[_WEIGHTS] = given

    return click.option(
        "--weights",
        metavar="FILE",
        envvar="KETNOI_WEIGHTS",
        expose_value=False,
        callback=keep,
        help="Trọng số đã học bằng `fit` / weights that `fit` has learned.",
    )(command)


def whole_option(command: Callable[..., None]) -> Callable[..., None]:
    """Whether ``matchmaker_of`` reads a large store to the end."""

    def keep(context: click.Context, _: click.Parameter, given: bool) -> None:
        context.meta[_WHOLE] = given or None

    return click.option(
        "--whole",
        is_flag=True,
        expose_value=False,
        callback=keep,
        help="Đọc hết kho lớn / read all of a large store: exact, and slow.",
    )(command)
