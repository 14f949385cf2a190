"""All pages of a store in one folder: names of files that every system takes, links from each to each."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from graph.errors import KetnoiError
from graph.text import Lang, Text, slug
from graph.view import node_key
from queries import rankings
from queries.area import province_of
from queries.pages.facets import Facets
from queries.pages.kinds import PAGES, roles
from queries.pages.options import Options

if TYPE_CHECKING:
    from queries.matchmaker import Matchmaker

INDEX, GRAPH = "index.html", "graph.html"
_MOST_KEPT = 1_000_000  # buyers × firms whose scores are kept in memory for the pages of suppliers


def file_name(kind: str, id: str) -> str:
    """The name of the file of a page: ASCII, short, no two alike where case does not count.

    An id that is such a name stays readable; any other gets a part of its hash, so that
    neither a path nor a device of Windows can come out of it.

    >>> file_name("buyer", "lg-display"), file_name("buyer", "../LG")
    ('buyer-lg-display.html', 'buyer-lg~06b9a417cb.html')
    """
    plain = slug(id)
    mark = "" if plain == id else "~" + hashlib.sha256(id.encode("utf-8", "replace")).hexdigest()[:10]
    return f"{kind}-{plain}{mark}.html"


class Folder:
    """The pages of all firms of a matchmaker, and those that lead to them."""

    def __init__(self, mm: Matchmaker, lang: Lang = "vi") -> None:
        self._mm = mm
        self._firms = {id: roles(mm, id) for id in mm.index.enterprises}
        pages = {
            node_key("Enterprise", id): {role: file_name(role, id) for role in of}
            for id, of in self._firms.items()
        }
        links = {key: next(iter(of.values())) for key, of in pages.items()}
        self._places = _provinces(mm)
        links |= {node_key("Place", id): file_name("place", id) for id in self._places}
        others = [(mm.index.label(node_key("Place", id)), file_name("place", id)) for id in self._places]
        others.append((Text("Đồ thị của cả kho", "The graph of the whole store"), GRAPH))
        asked = list(mm.asking.everyone()) if self._small() else None
        facets = Facets(mm.graph)
        self._options = Options(
            lang, links=links, pages=pages, others=others, home=INDEX, facets=facets, asked=asked
        )

    def _small(self) -> bool:
        return int(np.count_nonzero(rankings.wanting(self._mm.index))) * len(self._firms) <= _MOST_KEPT

    def __len__(self) -> int:
        return 2 + len(self._places) + sum(map(len, self._firms.values()))

    def write(self, path: str | os.PathLike[str], *, overwrite: bool = False) -> Iterator[Path]:
        """Write the pages one after the other, the index last; the folder is made when it is missing.

        Raises ``KetnoiError`` when the folder can't be made, or for a file in it that is no page of ours.
        """
        folder = Path(path)
        try:
            folder.mkdir(exist_ok=True)
        except (OSError, ValueError) as problem:
            raise _no_folder(path, problem) from problem
        make = {name: kind.make for name, kind in PAGES.items()}
        yield make["graph"](self._mm, None, self._options).save(folder / GRAPH, overwrite=overwrite)
        wanted = [("place", id) for id in self._places]
        wanted += [(role, id) for id, of in self._firms.items() for role in of]
        for kind, id in wanted:
            page = make[kind](self._mm, id, self._options)
            yield page.save(folder / file_name(kind, id), overwrite=overwrite)
        yield make["index"](self._mm, None, self._options).save(folder / INDEX, overwrite=overwrite)


def _provinces(mm: Matchmaker) -> list[str]:
    """The provinces in which firms are known to lie, by id."""
    here = {province_of(mm.index, firm) for firm in range(len(mm.index.enterprises))}
    return sorted(place for place in here if place is not None)


def _no_folder(path: str | os.PathLike[str], problem: Exception) -> KetnoiError:
    why = getattr(problem, "strerror", None) or type(problem).__name__
    return KetnoiError(
        f"{str(path)!r}: không tạo được thư mục ({why}); chọn thư mục khác",
        f"{str(path)!r}: the folder can't be made ({why}); choose another",
    )
