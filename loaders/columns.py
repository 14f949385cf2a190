"""The files of a dataset and their columns, derived from the schema.

``FILES`` says for each file which node or edge a row becomes, which columns
name other nodes, and which columns are links to more nodes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from graph.errors import LoadError
from graph.schema import EDGES, TYPES
from graph.text import fold, tidy
from graph.values import ListOf, ValueType, Words
from loaders.report import Findings

_NOT_IN_FILES = {"source", "target", "source_type", "disputed", "loaded_at"}
_WORDS, _LIST = Words(), ListOf(Words())


@dataclass(frozen=True)
class Link:
    """A column that names other nodes, each becoming an edge from (or to) the row's node.

    ``place_kind``: a place that nobody knows yet is made, of that kind.
    """

    column: str
    edge: str
    target: str
    many: bool = False
    place_kind: str | None = None
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class FileSpec:
    """One file of a dataset: what a row becomes.

    ``ends``: for edges, the columns that name the two ends, with their types.
    ``refs``: list columns of ids, with the type they name.
    ``defaults``: what an empty cell of a column stands for in this file.
    """

    type: str
    labels: tuple[str, ...]
    ends: tuple[tuple[str, str], ...] = ()
    refs: tuple[tuple[str, str], ...] = ()
    links: tuple[Link, ...] = ()
    defaults: tuple[tuple[str, str], ...] = ()
    required: tuple[str, ...] = ()
    extra_labels: tuple[tuple[str, str], ...] = field(default=())

    @property
    def is_edge(self) -> bool:
        """Whether rows are edges."""
        return self.type in EDGES

    def columns(self) -> dict[str, ValueType]:
        """Column name → type, as a file may have them."""
        found: dict[str, ValueType] = {name: _WORDS for name, _ in self.ends}
        for prop in TYPES[self.type].properties:
            if prop.name not in _NOT_IN_FILES:
                found[prop.name] = prop.type
        found.update({link.column: _LIST if link.many else _WORDS for link in self.links})
        return found

    def needed(self) -> tuple[str, ...]:
        """The columns that a file must have and a row must fill."""
        return (*(name for name, _ in self.ends), *self.required)


_STATED = (("basis", "stated"),)
_IN = "LOCATED_IN"

FILES: dict[str, FileSpec] = {
    "sources": FileSpec("Source", ("nguồn",), required=("title",)),
    "standards": FileSpec("Standard", ("tiêu chuẩn",), required=("name",)),
    "programmes": FileSpec("Programme", ("chương trình",), required=("name",)),
    "places": FileSpec("Place", ("địa điểm", "khu công nghiệp"), links=(Link("within", _IN, "Place"),)),
    "products": FileSpec(
        "Product",
        ("sản phẩm",),
        links=(Link("broader", "BROADER", "Product"), Link("input_of", "INPUT_OF", "Product", many=True)),
    ),
    "inputs": FileSpec("INPUT_OF", ("đầu vào",), ends=(("product", "Product"), ("input_of", "Product"))),
    "enterprises": FileSpec(
        "Enterprise",
        ("doanh nghiệp",),
        required=("name",),
        links=(
            Link("ward", _IN, "Place", place_kind="ward"),
            Link("park", _IN, "Place", place_kind="park"),
            Link("city", _IN, "Place", place_kind="city"),
            Link("province", _IN, "Place", place_kind="province"),
            Link("products", "MAKES", "Product", many=True, values=_STATED),
            Link("standards", "HOLDS", "Standard", many=True),
        ),
    ),
    "locations": FileSpec(_IN, ("vị trí",), ends=(("enterprise", "Enterprise"), ("place", "Place"))),
    "capabilities": FileSpec(
        "MAKES",
        ("năng lực",),
        ends=(("enterprise", "Enterprise"), ("product", "Product")),
        defaults=_STATED,
    ),
    "needs": FileSpec(
        "NEEDS",
        ("nhu cầu",),
        ends=(("enterprise", "Enterprise"), ("product", "Product")),
        refs=(("standards", "Standard"),),
        defaults=_STATED,
    ),
    "certificates": FileSpec(
        "HOLDS", ("chứng nhận",), ends=(("enterprise", "Enterprise"), ("standard", "Standard"))
    ),
    "mous": FileSpec(
        "SIGNED_MOU",
        ("ghi nhớ", "bản ghi nhớ"),
        ends=(("buyer", "Enterprise"), ("supplier", "Enterprise")),
        refs=(("products", "Product"),),
    ),
    "support": FileSpec(
        "SUPPORTED_BY", ("hỗ trợ",), ends=(("enterprise", "Enterprise"), ("programme", "Programme"))
    ),
}

# Vietnamese headers of the columns that are no schema property; those have their label there.
_HEADERS: dict[str, tuple[str, ...]] = {
    "enterprise": ("doanh nghiệp", "công ty", "tên doanh nghiệp"),
    "buyer": ("bên mua", "người mua", "doanh nghiệp fdi"),
    "supplier": ("nhà cung cấp", "bên bán"),
    "product": ("sản phẩm", "tên sản phẩm"),
    "products": ("sản phẩm", "các sản phẩm"),
    "standard": ("tiêu chuẩn", "chứng nhận"),
    "standards": ("tiêu chuẩn", "chứng nhận", "tiêu chuẩn yêu cầu"),
    "programme": ("chương trình",),
    "place": ("địa điểm",),
    "within": ("thuộc", "nằm trong"),
    "broader": ("thuộc nhóm", "nhóm"),
    "input_of": ("dùng để làm", "dùng cho"),
    "ward": ("phường", "xã", "phường xã"),
    "park": ("khu công nghiệp", "kcn"),
    "city": ("thành phố",),
    "province": ("tỉnh", "tỉnh thành", "tỉnh thành phố"),
    "name": ("tên", "tên công ty"),
    "tax_code": ("mst",),
    "ownership": ("loại hình sở hữu", "sở hữu"),
    "sources": ("nguồn",),
}


def _header_key(text: str) -> str:
    return "_".join(
        fold(tidy(text).split("(")[0]).replace("/", " ").replace("_", " ").replace(".", " ").split()
    )


def match_headers(spec: FileSpec, header: list[str], file: str, findings: Findings) -> dict[str, int]:
    """Which column of the file holds what: column name → position in ``header``.

    English names, Vietnamese labels, with or without accents. A column that is
    not known is warned of; two columns for one thing, or a missing required
    one, raise ``LoadError``.
    """
    known = _names(spec)
    found: dict[str, int] = {}
    for position, text in enumerate(header):
        column = known.get(_header_key(text))
        if column is None:
            if text.strip():
                findings.warn(
                    f"{file}: cột {text!r} không dùng đến",
                    f"{file}: column {text!r} is not known and not used",
                )
        elif column in found:
            raise LoadError(
                f"{file}: hai cột cùng là {column}: {header[found[column]]!r} và {text!r}; hãy bỏ một cột",
                f"{file}: two columns mean {column}: {header[found[column]]!r} and {text!r}; remove one",
            )
        else:
            found[column] = position
    missing = [c for c in spec.needed() if c not in found]
    if missing:
        raise LoadError(
            f"{file}: thiếu cột {', '.join(missing)}; dòng đầu có: {', '.join(header)}",
            f"{file}: lacks the column {', '.join(missing)}; the first row has: {', '.join(header)}",
        )
    return found


def _names(spec: FileSpec) -> dict[str, str]:
    labels = {p.name: (p.label.vi, p.label.en) for p in TYPES[spec.type].properties}
    known: dict[str, str] = {}
    for column in spec.columns():
        spellings: Iterable[str] = (*labels.get(column, ()), *_HEADERS.get(column, ()))
        for spelling in spellings:
            known.setdefault(_header_key(spelling), column)
    known.update({column: column for column in spec.columns()})
    return known


def match_file(stem: str) -> str | None:
    """The dataset file that a file or sheet of that name is, if any (``Doanh nghiệp`` → enterprises)."""
    key = _header_key(stem)
    for name, spec in FILES.items():
        if key == name or key in {_header_key(label) for label in spec.labels}:
            return name
    return None
