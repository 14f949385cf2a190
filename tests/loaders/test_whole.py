"""A whole load: every fact with its source, all or nothing, in Vietnamese as in English."""

from __future__ import annotations

import codecs
import unicodedata
from pathlib import Path

import pandas as pd
import pytest

from graph import Store, StoreError, Tables
from graph.schema import NODES, TYPES
from graph.values import Reference
from loaders import load
from tests.loaders.build import content, load_files, names, rows, write_files
from tests.loaders.test_load import DATASET


@pytest.mark.parametrize("type", [t for t in TYPES if t not in ("Source", "Decision", "BROADER")])
def test_every_row_says_where_it_comes_from(type: str, store: Store, folder: Path) -> None:
    """Each reference names a source that exists, a file of the dataset and a row of it."""
    load_files(store, folder, DATASET)
    known = set(store.read("Source")["Source"]["id"])
    found = rows(store.read(type), type)
    assert found
    for row in found:
        assert row.get("sources"), row
        for reference in map(Reference.parse, row["sources"]):
            assert reference.source in known
            file, _, number = reference.where.rpartition(":")
            if file == "provinces/places.csv":
                continue  # the table of provinces has a test of its own
            lines = DATASET[file.removeprefix("data/").removesuffix(".csv")].splitlines()
            assert 2 <= int(number) <= len(lines)


def test_a_reference_leads_to_the_line_that_says_it(store: Store, folder: Path) -> None:
    load_files(store, folder, DATASET)
    mous = {m["target"]: m["sources"] for m in rows(store.read("SIGNED_MOU"), "SIGNED_MOU")}
    assert mous["mst-0200100019"] == ("file-data-mous-csv#data/mous.csv:2",)
    (lg,) = (f for f in rows(store.read("Enterprise"), "Enterprise") if f["id"] == "lg")
    assert lg["sources"] == ("new#data/enterprises.csv:3", "old#data/enterprises.csv:2")


def test_the_file_is_a_source_with_checksum_and_time(store: Store, folder: Path) -> None:
    load_files(store, folder, {"enterprises": "id,name\na,Một\n"})
    (source,) = rows(store.read("Source"), "Source")
    assert (source["id"], source["title"]) == ("file-data-enterprises-csv", "data/enterprises.csv")
    assert len(source["sha256"]) == 64
    assert source["loaded_at"].endswith("+00:00")


def test_a_source_that_no_file_describes_is_made_of_its_text(store: Store, folder: Path) -> None:
    text = "id,name,sources\na,Một,Niên giám 2024|https://example.org/a\n"
    load_files(store, folder, {"enterprises": text})
    found = {(s["title"], s.get("url")) for s in rows(store.read("Source"), "Source")}
    url = "https://example.org/a"
    assert found == {("Niên giám 2024", None), (url, url)}


def _raise(self: Store, tables: Tables) -> None:
    raise StoreError("đĩa đầy", "disk full")


def test_a_write_that_fails_leaves_the_store_as_it_was(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_files(store, folder, {"enterprises": "id,name\na,Một\n"})
    before = content(store)
    monkeypatch.setattr(type(store), "write", _raise)
    with pytest.raises(StoreError, match="disk full"):
        load_files(store, folder, DATASET)
    assert content(store) == before


def test_an_edge_without_its_end_writes_nothing(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The store refuses midway: the nodes before the dangling edge are taken back."""
    load_files(store, folder, {"enterprises": "id,name\na,Một\n"})
    before = content(store)
    write = type(store).write

    def dangling(self: Store, tables: Tables) -> object:
        support = pd.DataFrame({"source": ["a"], "target": ["nowhere"]})
        return write(self, Tables({**{t: tables[t] for t in NODES}, "SUPPORTED_BY": support}))

    monkeypatch.setattr(type(store), "write", dangling)
    with pytest.raises(StoreError, match="nowhere"):
        load_files(store, folder, DATASET)
    assert content(store) == before


VIETNAMESE = {
    "Nguồn": "Mã;Tiêu đề;Ngày đăng\nbao;Báo Hải Phòng;05/2024\n",
    "Sản phẩm": "Mã;Tên tiếng Việt;Tên tiếng Anh;Từ đồng nghĩa;Thuộc nhóm;Dùng để làm;Mã HS\n"
    "may;Máy giặt;Washing machine;;;;8450\nkhuon;Khuôn;Mould;khuôn mẫu;;Máy giặt;\n",
    "Tiêu chuẩn": "Mã;Tên\niso-9001;ISO 9001\n",
    "Doanh nghiệp": "Tên doanh nghiệp;Mã số thuế;Hình thức sở hữu;Khu công nghiệp;Số lao động;"
    "Sản phẩm;Nguồn\n"
    "Công ty TNHH LG;0200100019;vốn nước ngoài;KCN Tràng Duệ;1.234.567;Máy giặt;bao\n"
    "Công ty CP Một;;trong nước;;50;khuôn mẫu;bao\n",
    "Nhu cầu": "Doanh nghiệp;Sản phẩm;Sản lượng;Tiêu chuẩn yêu cầu;Cần trước ngày\n"
    "Công ty TNHH LG;Khuôn;1.000.000,5;ISO 9001;18/04/2026\n",
    "Ghi nhớ": "Bên mua;Nhà cung cấp;Ngày ký;Giai đoạn;Sản phẩm\n"
    "0200100019;Công ty CP Một;5/2024;Hợp đồng;khuon\n",
}


@pytest.mark.parametrize("way", ["as typed", "without accents", "UTF-16", "commas"])
def test_vietnamese_files_headers_and_words(way: str, store: Store, folder: Path) -> None:
    files = {k: _written(text, way).encode() for k, text in VIETNAMESE.items()}
    if way == "UTF-16":
        files = {k: codecs.BOM_UTF16_LE + raw.decode().encode("utf-16-le") for k, raw in files.items()}
    report = load_files(store, folder, files)
    assert report.rejected.empty
    assert all("read as utf-16" in w.en for w in report.warnings)
    lg, mot = sorted(rows(store.read("Enterprise"), "Enterprise"), key=lambda f: f["name"], reverse=True)
    assert (lg["tax_code"], lg["ownership"], lg["employees"]) == ("0200100019", "fdi", 1234567)
    assert (mot["name"], mot["ownership"]) == ("Công ty CP Một", "domestic")
    (need,) = rows(store.read("NEEDS"), "NEEDS")
    assert (need["volume"], need["standards"], need["by_date"]) == (1000000.5, ("iso-9001",), "2026-04-18")
    (mou,) = rows(store.read("SIGNED_MOU"), "SIGNED_MOU")
    assert (mou["source"], mou["target"], mou["signed_on"]) == (lg["id"], mot["id"], "2024-05")
    assert (mou["stage"], mou["products"]) == ("contract", ("khuon",))
    assert [(e["source"], e["target"]) for e in rows(store.read("INPUT_OF"), "INPUT_OF")] == [
        ("khuon", "may")
    ]
    assert [p["name_vi"] for p in rows(store.read("Place"), "Place")] == ["KCN Tràng Duệ"]


def _written(text: str, way: str) -> str:
    head, *lines = text.splitlines()
    if way == "without accents":
        head = _plain(head)
    if way == "commas":
        quoted = (",".join(f'"{cell}"' for cell in line.split(";")) for line in [head, *lines])
        return "\n".join(quoted)
    return "\n".join([head, *lines])


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFD", text)
    return "".join(c for c in letters if not unicodedata.combining(c)).replace("đ", "d").replace("Đ", "D")


def test_one_file_is_a_dataset_too(store: Store, folder: Path) -> None:
    write_files(folder, {"enterprises": "id,name\na,Một\n", "products": "id,name_vi\np,P\n"})
    report = load(folder / "enterprises.csv", store, taxonomy=False)
    assert (report.dataset, names(store), store.count()["Product"]) == ("enterprises.csv", ["Một"], 0)


def test_an_empty_store_gets_the_taxonomy_once(store: Store, folder: Path) -> None:
    """So that a file of enterprises alone can name products; ``taxonomy=False`` leaves it out."""
    write_files(folder, {"enterprises": "id,name,products\na,Một,Máy giặt\n"})
    load(folder, store)
    assert [e["target"] for e in rows(store.read("MAKES"), "MAKES")] == ["washing-machine"]
    products = store.count()["Product"]
    write_files(folder, {"products": "id,name_vi\np,Tàu vũ trụ\n"})
    load(folder, store)
    assert store.count()["Product"] == products + 1
