"""The errors people meet: one line each, in Vietnamese and English."""

from __future__ import annotations

from graph.text import Lang, Text, printable


class KetnoiError(Exception):
    """The base of every error of Ketnoi: what happened, where, and what to do.

    ``str()`` gives both languages on one line; ``say`` gives one of them.
    """

    def __init__(self, vi: str, en: str) -> None:
        self.text = Text(_one_line(vi), _one_line(en))
        super().__init__(f"{self.text.vi} / {self.text.en}")

    def say(self, lang: Lang) -> str:
        """The message in one language."""
        return self.text.say(lang)


class SchemaError(KetnoiError):
    """Tables or a declaration that do not fit the schema: a programmer's mistake."""


class BadValue(KetnoiError):
    """One cell that cannot be read as its type: the cell or row is set aside, the load goes on."""


class LoadError(KetnoiError):
    """A file or dataset that cannot be used at all: the load stops, the store is unchanged."""


class StoreError(KetnoiError):
    """A store that cannot be opened, read or written; what was in it stays as it was."""


class WeightsError(KetnoiError):
    """Weights of the ranking that cannot be used: not numbers, negative, or made for other signals."""


class NotFound(KetnoiError):
    """A name that fits nothing; the message lists the nearest."""


class Ambiguous(KetnoiError):
    """A name that fits several things; the message lists them."""


def _one_line(message: str) -> str:
    return printable(" ".join(message.split()))
