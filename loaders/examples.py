"""The example rows of the template: what they hold, and how a load knows them again."""

from __future__ import annotations

from collections.abc import Iterable

from graph.text import fold, tidy, words
from loaders.columns import FILES

MARK = "VÍ DỤ – EXAMPLE"
GUIDE = "Hướng dẫn (guide)"

# One row a file, by column; together they tell one small story, and every value is one its column takes.
_FIRM, _BUYER = "Công ty TNHH Cơ khí Ví Dụ", "Công ty TNHH Điện tử Thí Dụ"
EXAMPLES: dict[str, dict[str, str]] = {
    "enterprises": {
        "id": "vi-du", "name": _FIRM, "name_en": "Vi Du Mechanical Co., Ltd.", "aliases": "Ví Dụ; VIDUCO",
        "tax_code": "0200100019", "ownership": "trong nước", "country": "VN", "status": "đang hoạt động",
        "employees": "120", "founded": "2010", "website": "https://vidu.example.vn",
        "address": "Lô A1, KCN Nomura, Hải Phòng", "ward": "", "park": "KCN Nomura", "city": "",
        "province": "Hải Phòng", "products": "Khuôn ép nhựa; đối trọng", "standards": "ISO 9001",
    },
    "capabilities": {
        "enterprise": _FIRM, "product": "đối trọng", "basis": "nêu rõ", "wording": "đúc đối trọng máy giặt",
        "capacity": "1.200.000", "unit": "cái", "moq": "5000", "lead_time_days": "30",
    },
    "needs": {
        "enterprise": _BUYER, "product": "bộ dây dẫn điện", "volume": "2.500.000,5", "unit": "cái",
        "standards": "ISO 9001; IATF 16949", "by_date": "30/06/2027", "basis": "nêu rõ",
        "wording": "cần bộ dây cho máy giặt",
    },
    "certificates": {
        "enterprise": _FIRM, "standard": "ISO 9001", "number": "VN-0001/26", "issuer": "QUACERT",
        "valid_until": "31/12/2027",
    },
    "mous": {
        "id": "ghi-nho-vi-du", "buyer": _BUYER, "supplier": _FIRM, "signed_on": "18/04/2025",
        "stage": "ghi nhớ", "products": "đối trọng", "subject": "cung cấp đối trọng",
        "event": "Ngày hội kết nối cung cầu",
    },
    "support": {"enterprise": _FIRM, "programme": "Quyết định 26/2023/QĐ-UBND", "year": "2025"},
    "locations": {"enterprise": _FIRM, "place": "KCN Nomura"},
    "products": {
        "id": "vi-du-sp", "name_vi": "chi tiết ví dụ", "name_en": "example part", "synonyms": "linh kiện mẫu",
        "kind": "sản phẩm", "hs": "8450.90", "vsic": "2592", "broader": "đối trọng", "input_of": "máy giặt",
    },
    "inputs": {"product": "đối trọng", "input_of": "máy giặt", "basis": "nêu rõ"},
    "places": {
        "id": "kcn-vi-du", "name_vi": "KCN Ví Dụ", "name_en": "Vi Du Industrial Park", "aliases": "Ví Dụ",
        "kind": "khu công nghiệp", "latitude": "20,85", "longitude": "106,68", "within": "Hải Phòng",
    },
    "programmes": {
        "id": "ct-vi-du", "name": "Quyết định 26/2023/QĐ-UBND", "number": "26/2023/QĐ-UBND",
        "issuer": "UBND thành phố Hải Phòng", "issued_on": "04/08/2023",
        "name_en": "Decision 26/2023/QĐ-UBND",
    },
    "standards": {"id": "iso-vi-du", "name": "ISO 9001", "aliases": "ISO 9001:2015"},
    "sources": {
        "id": "khao-sat-2026", "title": "Khảo sát công nghiệp hỗ trợ 2026", "publisher": "Sở Công Thương",
        "published_on": "03/2026", "url": "https://example.vn/khao-sat",
    },
}  # fmt: skip
_COMMON = {"note": "dòng này chỉ để minh họa", "sources": "Khảo sát công nghiệp hỗ trợ 2026"}


def example_of(kind: str, column: str) -> str:
    """The example of a column ("" when it has none)."""
    return EXAMPLES[kind].get(column, _COMMON.get(column, ""))


def _key(cell: str) -> str:
    return " ".join(words(fold(tidy(cell))))


_MARK = _key(MARK)
_KNOWN = {kind: {_key(example_of(kind, c)) for c in spec.columns()} - {""} for kind, spec in FILES.items()}


def is_guide(sheet: str | None) -> bool:
    """Whether a sheet is the guide of the template, under its own name or without the English one."""
    return sheet is not None and _key(sheet.split("(")[0]) == "huong dan"


def is_example(kind: str, row: Iterable[str]) -> bool | None:
    """Whether a row is the template's example: by its mark in any cell, or because it holds nothing else.

    ``None`` for a row with the mark in which a person has written something else.
    """
    filled = {key for cell in row if (key := _key(cell))}
    own = filled <= _KNOWN[kind] | {_MARK} and (_MARK in filled or len(filled) > 2)
    return own or (None if _MARK in filled else False)
