"""Provinces as merged in July 2025, and what an address tells for sure."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph import Store
from loaders import load
from loaders.addresses import _table, parse_address, present, province_of
from tests.loaders.build import load_files, rows


def places(store: Store, id: str) -> set[str]:
    """The places that an enterprise or a place lies in directly."""
    return {e["target"] for e in rows(store.read("LOCATED_IN"), "LOCATED_IN") if e["source"] == id}


def name(store: Store, id: str) -> str:
    return str(next(p["name_vi"] for p in rows(store.read("Place"), "Place") if p["id"] == id))


def test_63_provinces_became_34() -> None:
    table = _table()[_table()["kind"] == "province"]
    now = table[table["within"] == "vietnam"]
    former = table[table["within"] != "vietnam"]
    assert (len(now), len(former)) == (34, 29)
    assert set(former["within"]) <= set(now.index)
    assert former["within"].nunique() == 23
    for id, row in table.iterrows():
        for spelled in (
            row["name_vi"].replace(" (tỉnh cũ)", ""),
            f"Tỉnh {row['name_vi'].split(' (')[0].upper()}",
        ):
            assert province_of(spelled) == id


def test_the_table_loads_as_a_dataset(store: Store) -> None:
    report = load("provinces", store, taxonomy=False)
    assert (store.count()["Place"], len(report.rejected), report.warnings) == (64, 0, ())


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("Hải Phòng", "hai-phong"), ("TP.Hải Phòng", "hai-phong"), ("Haiphong", "hai-phong"),
        ("thành phố Hồ Chí Minh", "ho-chi-minh"), ("TP HCM", "ho-chi-minh"), ("TP. HCM", "ho-chi-minh"),
        ("Sài Gòn", "ho-chi-minh"), ("Hoà Bình", "hoa-binh-former"), ("Thừa Thiên - Huế", "hue"),
        ("Bà Rịa-Vũng Tàu", "ba-ria-vung-tau-former"), ("DAK LAK", "dak-lak"),
        ("Đắc Nông", "dak-nong-former"),
        ("tỉnh Bắc Giang", "bac-giang-former"), ("Bac Ninh Province", "bac-ninh"),
        ("Hải Phố", None), ("Phòng", None), ("", None), ("Tràng Duệ", None),
    ],
)  # fmt: skip
def test_a_province_is_known_in_every_usual_spelling(text: str, id: str | None) -> None:
    assert province_of(text) == id


ADDRESSES = [  # address; park, ward, district, province
    ("Lô A1, KCN Tràng Duệ, xã Lê Lợi, huyện An Dương, TP Hải Phòng",
     ("KCN Tràng Duệ", "xã Lê Lợi", "huyện An Dương", "hai-phong")),
    ("Phường Hải Dương, thành phố Hải Phòng, Việt Nam", (None, "Phường Hải Dương", None, "hai-phong")),
    ("Số 5 Trần Phú, TP Hải Dương, tỉnh Hải Dương", (None, None, "TP Hải Dương", "hai-duong-former")),
    ("Lot CN3, Dai An Industrial Park, Hai Duong", ("Lot CN3", None, None, "hai-duong-former")),
    ("Q. Lê Chân - Hải Phòng", (None, None, "Q. Lê Chân", "hai-phong")),
    ("Lô đất B2 Khu công nghiệp Nomura Hải Phòng; Hải Phòng",
     ("Khu công nghiệp Nomura Hải Phòng", None, None, "hai-phong")),
    ("12 Nguyễn Huệ", (None, None, None, None)),
    ("Số 1 đường Hà Nội, P. Sở Dầu, Hải Phòng", (None, "P. Sở Dầu", None, "hai-phong")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "parts"), ADDRESSES)
def test_what_an_address_tells(text: str, parts: tuple[str | None, ...]) -> None:
    found = parse_address(text)
    park = "Dai An Industrial Park" if parts[0] == "Lot CN3" else parts[0]
    assert (found.park, found.ward, found.district, found.province) == (park, *parts[1:])


def test_a_former_province_lies_in_the_present_one(store: Store, folder: Path) -> None:
    """Two firms, one in Bắc Giang by an old list, one in Bắc Ninh, are in one province."""
    text = "id,name,province\na,Công ty Một,Bắc Giang\nb,Công ty Hai,tỉnh Bắc Ninh\n"
    report = load_files(store, folder, {"enterprises": text})
    assert places(store, "a") == {"bac-giang-former"}
    assert places(store, "b") == {"bac-ninh"} == places(store, "bac-giang-former")
    assert places(store, "bac-ninh") == {"vietnam"}
    (source,) = (s for s in rows(store.read("Source"), "Source") if s["id"] == "resolution-202-2025")
    assert "202/2025/QH15" in source["title"]
    assert report.warnings == ()
    again = load_files(store, folder, {"enterprises": text})
    assert again.total.added + again.total.changed == 0


def test_an_address_gives_park_province_and_ward(store: Store, folder: Path) -> None:
    text = (
        "id,name,address\n"
        'a,Công ty Một,"Lô 1, KCN Tràng Duệ, huyện An Dương, Hải Phòng"\n'
        'b,Công ty Hai,"Phường Lê Chân, TP Hải Phòng"\n'
        "c,Công ty Ba,\n"
    )
    report = load_files(store, folder, {"enterprises": text})
    park = next(iter(places(store, "a") - {"hai-phong"}))
    assert (name(store, park), places(store, "a")) == ("KCN Tràng Duệ", {park, "hai-phong"})
    ward = next(iter(places(store, "b") - {"hai-phong"}))
    assert (name(store, ward), places(store, "c")) == ("Phường Lê Chân, Hải Phòng", set())
    (note,) = report.warnings
    assert note.en == (
        "data/enterprises.csv:address: districts are no more since July 2025; province and park are kept,"
        " the ward of today is not guessed: rows 2 'huyện An Dương'"
    )


def test_hai_phong_of_the_facts_and_of_the_table_are_one(store: Store, folder: Path) -> None:
    load("hai-phong", store, taxonomy=False)
    before = store.count()["Place"]
    report = load_files(store, folder, {"enterprises": 'id,name,address\nz,Công ty Z,"Hải Dương"\n'})
    assert places(store, "z") == {"hai-duong-former"}
    assert store.count()["Place"] == before
    assert report.warnings == ()


def test_present_of_a_present_one_is_itself() -> None:
    assert (present("hai-phong"), present("hai-duong-former")) == ("hai-phong", "hai-phong")


def _firms(store: Store, folder: Path, *lists: str) -> list[str]:
    """The ids after loading each list of (name, province) rows from a file of its own, and what was noted."""
    said: list[str] = []
    for at, text in enumerate(lists):
        report = load_files(store, folder / str(at), {"enterprises": f"name,province\n{text}"})
        said += [w.en for w in report.warnings if "taken for one" in w.en]
        assert report.rejected.empty
    return [*store.read("Enterprise")["Enterprise"]["id"], *said]


NAME = "Công ty TNHH Minh Phát"
ONE = f"{NAME!r} is taken for one firm: Hải Dương is in Hải Phòng since July 2025"


@pytest.mark.parametrize(
    ("provinces", "firms", "said"),
    [
        (("Hải Dương", "tỉnh Hải Dương"), 1, []),
        (("Hải Dương", "Hải Phòng"), 1, [ONE]),
        (("Hải Phòng", "Hải Dương"), 1, [ONE]),
        (("Hải Dương", "Bắc Ninh"), 2, []),
        (("Hà Nam", "Nam Định"), 2, []),  # both went into Ninh Bình, and were two
    ],
)
@pytest.mark.parametrize("loads", [1, 2])
def test_one_name_in_a_former_province_and_in_that_of_today(
    provinces: tuple[str, str], firms: int, said: list[str], loads: int, store: Store, folder: Path
) -> None:
    lines = [f"{NAME},{p}\n" for p in provinces]
    found = _firms(store, folder, *(lines if loads == 2 else ["".join(lines)]))
    assert len(found) == firms + len(said)
    assert found[firms:] == said
    again = load_files(store, folder / "0", {"enterprises": f"name,province\n{''.join(lines)}"})
    assert (store.count()["Enterprise"], again.rejected.empty) == (firms, True)


def test_a_province_of_today_tells_nothing_of_two_that_went_into_it(store: Store, folder: Path) -> None:
    """Of three rows of one name it is not guessed which two are one."""
    found = _firms(store, folder, f"{NAME},Hà Nam\n{NAME},Nam Định\n{NAME},Ninh Bình\n")
    assert len(found) == 3
