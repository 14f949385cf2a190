"""Files that cannot be understood at all: one clear ``LoadError``, and the store as it was."""

from __future__ import annotations

import codecs
import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from graph import LoadError, Store
from loaders import load
from tests.loaders.build import Files, content, load_files, names, write_files

GOOD = "id,name\na,Công ty CP Một\n"
HOA = "id,name\na,Công ty CP Một\nb,Công ty TNHH Hòa Phát\n"


def _xlsx() -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as book:
        book.writestr("[Content_Types].xml", "<Types/>")
    return raw.getvalue()


@dataclass(frozen=True)
class Case:
    """One broken file beside a good one; ``vi`` and ``en`` are what the message must say."""

    number: int
    files: Files
    vi: tuple[str, ...]
    en: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.number}-{next(iter(self.files))}"


def _broken(number: int, text: str | bytes, vi: str, en: str) -> Case:
    return Case(number, {"enterprises": text}, ("data/enterprises.csv", vi), ("data/enterprises.csv", en))


CASES = [
    _broken(19, b"id,name\na,Cong ty Mot\nb,\xff\xfe\xfd\n", "dòng 3 không phải UTF-8 và không rõ",
            "line 3 is not UTF-8 and it is not clear which encoding it is; give --encoding (utf-8, utf-16"),
    _broken(36, "id,address\na,Số 1\n", "thiếu cột name; dòng đầu có: id, address",
            "lacks the column name; the first row has: id, address"),
    _broken(36, "name,Tên doanh nghiệp\na,b\n", "hai cột cùng là name: 'name' và 'Tên doanh nghiệp'",
            "two columns mean name: 'name' and 'Tên doanh nghiệp'; remove one"),
    _broken(36, "id,name,name\na,b,c\n", "hai cột cùng là name", "two columns mean name"),
    _broken(42, "DANH SÁCH DOANH NGHIỆP\nid,địa chỉ\na,b\n", "thiếu cột name; dòng đầu có: id, địa chỉ",
            "lacks the column name; the first row has: id, địa chỉ"),
    _broken(37, "", "tệp trống; dòng đầu phải là tên các cột", "the file is empty; the first row names"),
    _broken(37, "\n\n", "tệp trống", "the file is empty"),
    _broken(37, codecs.BOM_UTF8, "tệp trống", "the file is empty"),
    _broken(38, _xlsx(), "sổ tính hỏng hoặc chưa tải hết", "the workbook is damaged or incomplete"),
    _broken(39, 'id,name\na,"Công ty\nb,Hai\n', "kiểm tra dấu ngoặc kép chưa đóng",
            "line 2: broken CSV (unexpected end of data); look for a quote that is not closed"),
    _broken(39, 'id,name\na,"Công ty" CP\n', "dòng 2: CSV hỏng", "line 2: broken CSV"),
    _broken(40, "id,name\na," + "x" * ((1 << 20) + 1) + "\n", "dòng 2: CSV hỏng", "line 2: broken CSV"),
    Case(36, {"mous": "buyer,products\na,b\n"}, ("data/mous.csv: thiếu cột supplier",),
         ("data/mous.csv: lacks the column supplier",)),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_message_says_what_where_and_what_to_do(case: Case, store: Store, folder: Path) -> None:
    load_files(store, folder, {"standards": "id,name\niso-9001,ISO 9001\n"})
    before = content(store)
    with pytest.raises(LoadError) as caught:
        load_files(store, folder, {"places": "id,name_vi\nhp,Hải Phòng\n", **case.files})
    for piece in case.vi:
        assert piece in caught.value.say("vi")
    for piece in case.en:
        assert piece in caught.value.say("en")
    assert "\n" not in str(caught.value)
    assert content(store) == before


ENCODED = [
    ("utf-8", HOA.encode()),
    ("bom", codecs.BOM_UTF8 + HOA.encode()),
    ("utf-16-le", codecs.BOM_UTF16_LE + HOA.encode("utf-16-le")),
    ("utf-16-be", codecs.BOM_UTF16_BE + HOA.encode("utf-16-be")),
    ("crlf", HOA.replace("\n", "\r\n").encode()),
    ("semicolons", HOA.replace(",", ";").encode()),
    ("tabs", HOA.replace(",", "\t").encode()),
    ("no newline at the end", HOA.rstrip("\n").encode()),
    ("empty rows", HOA.replace("\nb", "\n\n,\n , \nb").encode()),
]


@pytest.mark.parametrize(("way", "raw"), ENCODED, ids=[way for way, _ in ENCODED])
def test_every_usual_way_to_save_a_csv_is_read(way: str, raw: bytes, store: Store, folder: Path) -> None:
    report = load_files(store, folder, {"enterprises": raw})
    assert names(store) == ["Công ty CP Một", "Công ty TNHH Hòa Phát"]
    assert report.rejected.empty
    said = [w.en for w in report.warnings]
    assert said == (
        ["data/enterprises.csv: read as utf-16 (another one can be chosen with --encoding)"]
        if way.startswith("utf-16")
        else []
    )


def test_unknown_and_nameless_columns_are_reported(store: Store, folder: Path) -> None:
    """36: what cannot be used is said, the rest is loaded."""
    text = "id,name,Màu sơn,,\na,Một,đỏ,?,\n"
    report = load_files(store, folder, {"enterprises": text})
    assert {w.en for w in report.warnings} == {
        "data/enterprises.csv: column number 4 has no name and is not used",
        "data/enterprises.csv: column 'Màu sơn' is not known and not used",
    }
    assert names(store) == ["Một"]


def test_headers_only_is_an_empty_table(store: Store, folder: Path) -> None:
    """37."""
    report = load_files(store, folder, {"enterprises": GOOD, "mous": "buyer,supplier\n"})
    assert (names(store), store.count()["SIGNED_MOU"]) == (["Công ty CP Một"], 0)
    assert report.rejected.empty


def test_a_cell_of_a_megabyte_is_kept_whole(store: Store, folder: Path) -> None:
    """40: the longest cell that is read is not cut."""
    address = "đường " * ((1 << 20) // 6)
    load_files(store, folder, {"enterprises": f"id,name,address\na,Một,{address}\n"})
    assert store.read("Enterprise")["Enterprise"]["address"].tolist() == [address.strip()]


def test_ten_thousand_columns(store: Store, folder: Path) -> None:
    """40: each is reported, none stops the load."""
    header = ",".join(["id", "name", *(f"c{i}" for i in range(10_000))])
    report = load_files(store, folder, {"enterprises": f"{header}\na,Một{',' * 10_000}\n"})
    assert (names(store), len(report.warnings)) == (["Một"], 10_000)


def test_a_dataset_that_does_not_exist_lists_those_that_do(store: Store) -> None:
    for name in ("hai-phng", "a\0b", "no/such/folder"):
        with pytest.raises(LoadError) as caught:
            load(name, store)
        assert f"there is no dataset {name!r}" in caught.value.say("en")
        assert "hai-phong, provinces, taxonomy" in caught.value.say("vi")
    assert sum(store.count().values()) == 0


def test_a_folder_without_data_names_the_files(store: Store, folder: Path) -> None:
    folder.mkdir()
    (folder / "notes.doc").write_text("x")
    with pytest.raises(LoadError) as caught:
        load(folder, store)
    assert "holds no data file (CSV, TSV, XLSX, XLS, ODS), for instance: sources.csv" in caught.value.say(
        "en"
    )
    assert "không có tệp dữ liệu nào" in caught.value.say("vi")


def test_a_file_of_another_name_is_reported_and_not_read(store: Store, folder: Path) -> None:
    report = load_files(store, folder, {"enterprises": GOOD, "giá thép": "a\n1\n"})
    assert [w.en for w in report.warnings] == [
        "data/giá thép.csv: it is not clear what it holds, not read; see --kind"
    ]


def test_a_file_that_cannot_be_read(store: Store, folder: Path) -> None:
    """A folder where a file is expected stands for every error of the file system."""
    (folder / "enterprises.csv").mkdir(parents=True)
    with pytest.raises(LoadError, match=r"data/enterprises\.csv: cannot read the file \(Is a directory\)"):
        load(folder, store)


def test_a_folder_that_cannot_be_listed(store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path) -> None:
        raise PermissionError(13, "Permission denied")

    write_files(folder, {"enterprises": GOOD})
    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(LoadError, match=r"data': cannot be read \(Permission denied\)"):
        load(folder, store)


def test_a_name_too_long_for_the_file_system(store: Store) -> None:
    with pytest.raises(LoadError, match="cannot be read"):
        load("x" * 5000, store)
