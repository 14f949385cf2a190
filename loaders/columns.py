"""The files of a dataset and their columns, derived from the schema.

``FILES`` says for each file which node or edge a row becomes, which columns
name other nodes, and which columns are links to more nodes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache

from graph.schema import EDGES, TYPES, Property
from graph.text import fold, tidy, words
from graph.values import Code, ListOf, ValueType, Words

_NOT_IN_FILES = {"source", "target", "source_type", "disputed", "loaded_at"}
_SIGNS = "|;\n"  # what parts the items of a list; in notes and sources only | does
_WORDS, _LIST = Words(), ListOf(Words(), "|\n")  # names of nodes are parted further once they are known
_WHOLE = {"note", "sources", "wording"}


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
                found[prop.name] = _several(prop)
        found.update({name: _LIST for name, _ in self.refs})
        found.update({link.column: _LIST if link.many else _WORDS for link in self.links})
        return found

    def needed(self) -> tuple[str, ...]:
        """The columns that a file must have and a row must fill."""
        return (*(name for name, _ in self.ends), *self.required)


def _several(prop: Property) -> ValueType:
    """The type of a property as files have it: lists of names may be parted by more signs than ``|``."""
    if not isinstance(prop.type, ListOf) or prop.name in _WHOLE:
        return prop.type
    return ListOf(prop.type.item, _SIGNS + "," if isinstance(prop.type.item, Code) else _SIGNS)


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
        ("doanh nghiệp", "công ty", "dn", "companies", "enterprise list", "firms"),
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
        ("năng lực", "năng lực sản xuất"),
        ends=(("enterprise", "Enterprise"), ("product", "Product")),
        defaults=_STATED,
    ),
    "needs": FileSpec(
        "NEEDS",
        ("nhu cầu", "nhu cầu mua"),
        ends=(("enterprise", "Enterprise"), ("product", "Product")),
        refs=(("standards", "Standard"),),
        defaults=_STATED,
    ),
    "certificates": FileSpec(
        "HOLDS", ("chứng nhận", "chứng chỉ"), ends=(("enterprise", "Enterprise"), ("standard", "Standard"))
    ),
    "mous": FileSpec(
        "SIGNED_MOU",
        ("ghi nhớ", "bản ghi nhớ", "mou"),
        ends=(("buyer", "Enterprise"), ("supplier", "Enterprise")),
        refs=(("products", "Product"),),
    ),
    "support": FileSpec(
        "SUPPORTED_BY", ("hỗ trợ",), ends=(("enterprise", "Enterprise"), ("programme", "Programme"))
    ),
}

# Other headers that people write, beside the labels of the schema; ``file.column`` holds for one file alone.
HEADERS: dict[str, tuple[str, ...]] = {
    "enterprise": ("doanh nghiệp", "công ty", "tên doanh nghiệp", "tên công ty", "company", "firm"),
    "buyer": ("bên mua", "người mua", "doanh nghiệp fdi", "khách hàng", "bên a", "customer"),
    "supplier": ("nhà cung cấp", "bên bán", "bên cung cấp", "bên b", "vendor"),
    "product": ("sản phẩm", "tên sản phẩm", "mặt hàng", "linh kiện", "item", "component"),
    "products": ("sản phẩm", "các sản phẩm", "sản phẩm chính", "mặt hàng", "main products"),
    "standard": ("tiêu chuẩn", "chứng nhận", "chứng chỉ", "tên chứng nhận", "certificate"),
    "standards": ("tiêu chuẩn", "chứng nhận", "chứng chỉ", "tiêu chuẩn yêu cầu", "certificates"),
    "programme": ("chương trình", "program"),
    "place": ("địa điểm",),
    "within": ("thuộc", "nằm trong"),
    "broader": ("thuộc nhóm", "nhóm"),
    "input_of": ("dùng để làm", "dùng cho"),
    "ward": ("phường xã", "phường", "xã", "ward commune"),
    "park": ("khu công nghiệp", "kcn", "khu cụm công nghiệp", "industrial park", "industrial zone"),
    "city": ("thành phố",),
    "province": ("tỉnh thành", "tỉnh", "tỉnh thành phố", "province city"),
    "name": ("tên",),
    "enterprises.name": ("tên công ty", "tên đơn vị", "tên cơ sở", "tên doanh nghiệp đầy đủ", "tên nhà máy",
                         "company name", "name of company", "enterprise name", "company"),
    "enterprises.name_en": ("tên tiếng anh", "tên giao dịch", "english name", "name in english"),
    "aliases": ("tên viết tắt", "tên gọi khác", "short name", "other names"),
    "tax_code": ("mst", "mã số doanh nghiệp", "mã số thuế mst", "mst mã số thuế", "tax id", "tax no",
                 "tax number"),
    "ownership": ("loại hình sở hữu", "sở hữu", "ownership type"),
    "country": ("quốc gia", "nước đầu tư", "quốc tịch chủ đầu tư", "country of origin", "nationality"),
    "address": ("địa chỉ trụ sở", "địa chỉ trụ sở chính", "địa chỉ nhà máy", "trụ sở", "trụ sở chính",
                "head office", "factory address"),
    "employees": ("lao động", "số lượng lao động", "số nhân viên", "nhân sự", "quy mô lao động",
                  "number of employees", "headcount", "staff"),
    "founded": ("năm thành lập", "ngày thành lập", "year established", "established", "founded in"),
    "website": ("web", "url website", "trang thông tin điện tử"),
    "capacity": ("công suất năm", "năng lực sản xuất", "sản lượng năm", "annual capacity"),
    "unit": ("đvt", "đơn vị tính", "uom"),
    "moq": ("số lượng đặt tối thiểu", "đơn hàng tối thiểu", "minimum order", "min order"),
    "lead_time_days": ("thời gian giao hàng", "số ngày giao hàng", "lead time days"),
    "volume": ("số lượng", "nhu cầu năm", "sản lượng năm", "quantity", "annual volume", "qty"),
    "by_date": ("thời hạn", "cần trước", "deadline"),
    "valid_until": ("ngày hết hạn", "hiệu lực đến", "có giá trị đến", "expiry", "expiry date", "valid to",
                    "expires"),
    "signed_on": ("ngày ký kết", "thời gian ký", "date signed", "signing date"),
    "issuer": ("tổ chức cấp", "cơ quan cấp", "đơn vị cấp", "issued by"),
    "sources": ("nguồn",),
    "hs": ("hs", "mã hs code", "hs codes"),
}  # fmt: skip


@lru_cache(maxsize=10_000)  # every kind of file asks for the same cells
def header_key(text: str) -> str:
    """A header as it is compared: without accents, signs, and what stands in brackets, short words whole.

    >>> header_key("1. Mã số thuế (MST) *"), header_key("Tên DN")
    ('ma_so_thue', 'ten_doanh_nghiep')
    """
    found = [_SHORT.get(word, word) for word in words(fold(tidy(_BRACKETS.sub(" ", text))))]
    return "_".join(found[1:] if len(found) > 1 and found[0].isdigit() else found)


_BRACKETS = re.compile(r"\(.*", re.DOTALL)
# What offices shorten in headers.
_SHORT = {
    "dn": "doanh_nghiep",
    "cty": "cong_ty",
    "sp": "san_pham",
    "sl": "so_luong",
    "ld": "lao_dong",
    "dc": "dia_chi",
    "ncc": "nha_cung_cap",
    "kh": "khach_hang",
}


@cache
def spellings(kind: str) -> Mapping[str, frozenset[str]]:
    """Header keys → the columns of a file that they may mean (nearly always one)."""
    spec = FILES[kind]
    labels = {p.name: (p.label.vi, p.label.en) for p in TYPES[spec.type].properties}
    found: dict[str, set[str]] = defaultdict(set)
    for column in spec.columns():
        others = (*HEADERS.get(column, ()), *HEADERS.get(f"{kind}.{column}", ()))
        for spelling in (*labels.get(column, ()), *others):
            found[header_key(spelling)].add(column)
    exact = {header_key(column): frozenset({column}) for column in spec.columns()}
    return {key: frozenset(columns) for key, columns in found.items()} | exact


def match_file(stem: str) -> str | None:
    """The dataset file that a file or sheet of that name is, if any (``Doanh nghiệp`` → enterprises)."""
    key = header_key(stem)
    for before in ("", "danh_sach_cac_", "danh_sach_", "ds_", "bang_", "list_of_"):
        short = key.removeprefix(before)
        for name, spec in FILES.items():
            if short == name or short in {header_key(label) for label in spec.labels}:
                return name
    return None
