"""A finished page: one HTML text that saves itself and shows itself in a notebook."""

from __future__ import annotations

import os
from dataclasses import dataclass
from html import escape
from pathlib import Path

from graph.files import write_file
from graph.text import Text

GENERATOR = '<meta name="generator" content="Ketnoi">'


@dataclass(frozen=True)
class Page:
    """One HTML page that needs no other file, and its title.

    >>> Page("<!doctype html><p>…", Text("Trang", "Page")).title.say("en")
    'Page'
    """

    html: str
    title: Text

    def save(self, path: str | os.PathLike[str], *, overwrite: bool = False) -> Path:
        """The file written; another program's file stays as it is unless ``overwrite``.

        An older page of Ketnoi is replaced without asking; see ``write_file``.
        """
        # A lone surrogate in the data must not cost the whole page.
        return write_file(path, self.html.encode("utf-8", "replace"), ours=_is_page, overwrite=overwrite)

    def _repr_html_(self) -> str:
        """The page in a frame of its own: a notebook's scripts and ours cannot reach each other."""
        return (
            f'<iframe title="{escape(self.title.vi)}" sandbox="allow-scripts" width="100%" height="720" '
            f'style="border:0" srcdoc="{escape(self.html)}"></iframe>'
        )

    def __repr__(self) -> str:
        return f"Page({self.title.vi!r}, {len(self.html):,} characters)"


def _is_page(head: bytes) -> bool:
    return GENERATOR.encode() in head
