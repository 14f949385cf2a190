"""What all pages can be told: language, how many, and the other pages they may link to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from graph.text import Lang, Text
from queries.pages.facets import Facets
from queries.ranking import Scores
from queries.signals import Query

TOP = 12


@dataclass(frozen=True)
class Options:
    """How a page is made: ``top`` partners, ``links`` from nodes to files beside it, ``home`` the index.

    ``pages`` has all pages of a firm by role, ``others`` what else the index leads to.
    A page that stands alone has no links. ``facets`` and ``asked`` (the scored questions of all
    buyers) spare the pages of one folder the same work again and again.
    """

    lang: Lang = "vi"
    top: int = TOP
    links: Mapping[str, str] = field(default_factory=dict)
    pages: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    others: Sequence[tuple[Text, str]] = ()
    home: str | None = None
    facets: Facets | None = None
    asked: Sequence[tuple[Query, Scores]] | None = None


STANDARD = Options()
