"""Where enterprises lie: provinces as they are since July 2025, parks and wards out of addresses.

The table of provinces ships with Ketnoi (dataset ``provinces``); no address leaves
the machine. Of a province that went into another one both are kept, the former one
inside the present one. Districts are no more: an address that names one keeps its
park and province, and what its ward became is not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

import pandas as pd

from graph.tables import Tables
from graph.text import fold, tidy, words
from loaders.clean import Cleaned, clean_sheet
from loaders.datasets import dataset_files
from loaders.readers import read_files
from loaders.report import Findings
from loaders.sheet import Sheet

PROVINCES = "provinces"
_CITIES = {"ha-noi", "hai-phong", "hue", "da-nang", "ho-chi-minh", "can-tho"}  # cities that are provinces
# Columns that may name a province, by kind of data.
_NAMED = {"enterprises": ("province", "city"), "places": ("within",), "locations": ("place",)}

_PROVINCE_WORD = re.compile(r"^(tinh|thanh pho|tp|t\.p)(?=[\s.])[\s.]*|[\s,]+(province|city)$")
_DISTRICT = re.compile(r"(?:huyen|quan|thi xa|tx|h|q)(?:\.\s*|\s+)(?=\S)")
_DISTRICT_ENDS = (" district", " dist", " dist.")
_WARD = re.compile(r"(?:phuong|xa|thi tran|p|x|tt)(?:\.\s*|\s+)(?=\S)")
_WARD_ENDS = (" ward", " commune")
_PARK = re.compile(r"(?:k(?:hu cong nghiep|cn|hu che xuat|cx)|c(?:um cong nghiep|cn|um lang nghe))[\s.]+\S.*")
_PARK_ENDS = (" industrial park", " industrial zone", " iz", " ip")
_LONGEST = 500  # characters of an address that are looked at
_PARTS = re.compile(r"\s*[,;\n]\s*|\s+[-–]\s+")


def _key(text: str) -> str:
    """A name of a province as it is compared: without accents, blanks and "tỉnh" or "TP"."""
    return "".join(words(_PROVINCE_WORD.sub("", fold(tidy(text)))))


@cache
def _sheets() -> tuple[Sheet, ...]:
    findings = Findings()
    return tuple(read_files(dataset_files(PROVINCES, findings), findings))


@cache
def _table() -> pd.DataFrame:
    """The provinces, present and former: id, names, and what each lies within."""
    sheet = next(s for s in _sheets() if s.kind == "places")
    return pd.DataFrame(sheet.rows, columns=sheet.header, dtype=object).set_index("id")


@cache
def _by_name() -> dict[str, str]:
    found: dict[str, str] = {}
    provinces = _table()[_table()["kind"] == "province"]
    for id, row in provinces.iterrows():
        for name in (row["name_vi"], row["name_en"], *row["aliases"].split("|")):
            found.setdefault(_key(name), str(id))
    return found


def province_of(text: str) -> str | None:
    """The id of the province that a text names, present or former; ``None`` when it names none.

    >>> province_of("TP. Hải Phòng"), province_of("tỉnh Bắc Giang"), province_of("Haiphong city")
    ('hai-phong', 'bac-giang-former', 'hai-phong')
    """
    return _by_name().get(_key(text)) if len(text) < 60 else None


def is_province(bare: Iterable[str]) -> bool:
    """Whether words without accents are the name of a province, present or former."""
    return "".join(bare) in _by_name()


def present(province: str) -> str:
    """The province of today that one lies in: itself, or the one it went into."""
    return _present()[province]


@cache
def _present() -> dict[str, str]:
    table = _table()[_table()["kind"] == "province"]
    return {str(id): str(id) if to == "vietnam" else to for id, to in table["within"].items()}


def is_province_id(id: str) -> bool:
    """Whether this is the id of a province, present or former."""
    return id in _present()


def name_of(province: str) -> str:
    """The name of a province, a former one without saying so."""
    return str(_table().at[province, "name_vi"]).removesuffix(" (tỉnh cũ)")


@dataclass(frozen=True)
class Address:
    """What an address tells: park, ward and district as written, province as an id."""

    park: str | None = None
    ward: str | None = None
    district: str | None = None
    province: str | None = None


def parse_address(text: str) -> Address:
    """The parts of an address that can be told for sure; of several provinces in it the last.

    >>> parse_address("Lô A1, KCN Tràng Duệ, huyện An Dương, TP Hải Phòng, Việt Nam")
    Address(park='KCN Tràng Duệ', ward=None, district='huyện An Dương', province='hai-phong')
    """
    found: dict[str, str] = {}
    for part in _PARTS.split(text[:_LONGEST]):
        found.update(_told(part))
    return Address(**found)


@lru_cache(maxsize=20_000)
def _told(raw: str) -> tuple[tuple[str, str], ...]:
    """What a part of an address, between commas, is; nothing when that is not sure."""
    part = tidy(raw)
    folded = fold(part)
    if _WARD.match(folded) or folded.endswith(_WARD_ENDS):
        return (("ward", part),)
    if _DISTRICT.match(folded) or folded.endswith(_DISTRICT_ENDS):
        return (("district", part),)
    if folded.endswith(_PARK_ENDS):
        return (("park", part),)
    if park := _PARK.search(folded):
        return (("park", part[park.start() :]),)
    if any(map(str.isdigit, folded)) or not (id := province_of(part)):  # no province has a number
        return ()
    if folded.startswith(("thanh pho", "tp")) and id not in _CITIES:
        return ("district", part), ("province", id)  # a city in a province went with the districts
    return (("province", id),)


def locate(sheets: list[Cleaned], known: Tables, findings: Findings) -> list[Cleaned]:
    """Put provinces, parks and wards of addresses into the columns of enterprises; what stands there stays.

    Returns the rows of the provinces that are named and that neither ``known`` nor
    the sheets hold, as sheets of their own.
    """
    named: set[str] = set()
    for sheet in sheets:
        for column in _NAMED.get(sheet.sheet.kind, ()):
            named |= _name_provinces(sheet, column)
        if sheet.sheet.kind == "enterprises":
            for column in {"ward", "city"} & sheet.headers.keys():
                _say_old(sheet, column, findings)
            if "address" in sheet.headers:
                named |= _read_addresses(sheet, findings)
    there = set(known["Place"]["id"])
    for sheet in sheets:
        if sheet.sheet.kind == "places":
            there |= set(sheet.frame["id"].dropna())
    wanted = {id for province in named for id in (province, present(province), "vietnam")} - there
    return _rows_of(wanted, findings)


def _name_provinces(sheet: Cleaned, column: str) -> set[str]:
    """A province that is sure stands in the column as its id; a city only when it is one of those."""
    if column not in sheet.headers:
        return set()
    texts = sheet.frame[column].tolist()
    ids = {text: province_of(text) for text in set(texts) if text is not None}
    if column in ("city", "place"):
        ids = {text: id for text, id in ids.items() if id in _CITIES}
    sheet.frame[column] = pd.Series([ids.get(t) or t for t in texts], dtype=object)
    return {id for id in ids.values() if id}


def _read_addresses(sheet: Cleaned, findings: Findings) -> set[str]:
    frame = sheet.frame
    parsed = {text: parse_address(text) for text in set(frame["address"]) if text is not None}
    read = [parsed.get(text, Address()) for text in frame["address"]]
    _say_districts(sheet, read, findings)
    _say_contradictions(sheet, read, findings)
    found = {
        "park": [a.park for a in read],
        "ward": [_present_ward(a) for a in read],
        "province": [a.province for a in read],
    }
    for column, values in found.items():
        if any(values):
            frame[column] = pd.Series(
                [a or b for a, b in zip(frame[column], values, strict=True)], dtype=object
            )
            sheet.headers.setdefault(column, sheet.headers["address"])
    return {a.province for a in read if a.province}


def _present_ward(address: Address) -> str | None:
    """The ward of an address in the two levels of today; it is told with its province, for names recur."""
    if not address.ward or address.district or not address.province:
        return None
    if present(address.province) != address.province:
        return None
    return f"{address.ward}, {_table().at[address.province, 'name_vi']}"


def _say_districts(sheet: Cleaned, read: list[Address], findings: Findings) -> None:
    rows = [(row, a.district) for row, a in zip(sheet.frame["_row"], read, strict=True) if a.district]
    if rows:
        place, shown = sheet.sheet.place(None, sheet.headers["address"]), _first(rows)
        findings.warn(
            f"{place}: cấp huyện không còn từ 7/2025; giữ tỉnh và khu công nghiệp, không đoán phường xã mới:"
            f" dòng {shown}",
            f"{place}: districts are no more since July 2025; province and park are kept, the ward"
            f" of today is not guessed: rows {shown}",
        )


def _say_old(sheet: Cleaned, column: str, findings: Findings) -> None:
    """Say which cells of a column name a district; they stay as they are written."""
    cells = zip(sheet.frame["_row"], sheet.frame[column], strict=True)
    rows = [(row, text) for row, text in cells if text and parse_address(text).district]
    if rows:
        place, shown = sheet.sheet.place(None, sheet.headers[column]), _first(rows)
        findings.warn(
            f"{place}: cấp huyện không còn từ 7/2025; giữ như đã ghi, không đoán phường xã mới: dòng {shown}",
            f"{place}: districts are no more since July 2025; kept as written, the ward of today is not"
            f" guessed: rows {shown}",
        )


def _first(rows: list[tuple[int, str]]) -> str:
    """The first rows and their cells, and how many more there are."""
    shown = "; ".join(f"{row} {text!r}" for row, text in rows[:3])
    return shown + (f" (+{len(rows) - 3})" if len(rows) > 3 else "")


def _say_contradictions(sheet: Cleaned, read: list[Address], findings: Findings) -> None:
    for row, given, address in zip(sheet.frame["_row"], sheet.frame["province"], read, strict=True):
        if given in _table().index and address.province and present(given) != present(address.province):
            place = sheet.place(row, "province")
            one, two = (_table().at[id, "name_vi"] for id in (given, address.province))
            findings.warn(
                f"{place}: cột ghi {one}, địa chỉ ghi {two}; giữ theo cột",
                f"{place}: the column says {one}, the address {two}; the column stands",
            )


def _rows_of(wanted: Iterable[str], findings: Findings) -> list[Cleaned]:
    """The rows of these provinces out of the shipped table, with their source."""
    ids = set(wanted)
    if not ids:
        return []
    found = []
    for sheet in _sheets():
        kept = [
            (row, number)
            for row, number in zip(sheet.rows, sheet.numbers, strict=True)
            if sheet.kind == "sources" or row[0] in ids
        ]
        rows, numbers = [row for row, _ in kept], [number for _, number in kept]
        part = Sheet(sheet.kind, sheet.file, sheet.header, rows, numbers, sheet.sha256)
        found.append(clean_sheet(part, findings))
    return found
