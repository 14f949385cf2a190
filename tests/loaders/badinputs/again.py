"""57: a dataset that comes again, in another order, and in two spellings."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

from graph import open_store
from loaders import load
from tests.loaders.badinputs.case import Act, Case, ketnoi
from tests.loaders.build import facts, write_files

OURS = {
    "enterprises": "name,province,products,website\nCông ty TNHH Bảo Tiên,Hải Phòng,Khay,\n"
    "CÔNG TY TNHH BẢO TIÊN,,,bt.vn\nCty CP SX TM Minh Phát,Hải Phòng,,\n",
    "products": "id,name_vi\np,Khay\nq,Hộp\n",
    "mous": "buyer,supplier,products\nMinh Phát,Bảo Tiên,Khay\n",
}
THEIRS = {
    "enterprises": "name,province,products\nCông ty Cổ phần Sản xuất và Thương mại Minh Phát,Hải Phòng,Hộp\n"
    "Cty TNHH Bảo Tiên,,Khay\n",
}


def _reordered(files: dict[str, str]) -> dict[str, str]:
    """The same rows, the last first."""
    return {n: "\n".join((t.split("\n")[0], *t.strip().split("\n")[:0:-1])) + "\n" for n, t in files.items()}


def _twice(folder: Path) -> None:
    """Loaded again, nothing is added or changed, and the command says so."""
    data = write_files(folder / "data", OURS)
    for counts in ("added", "unchanged"):
        done = ketnoi("load", str(data), "--no-taxonomy", "--store", str(folder / "k.db"), "--lang", "en")
        assert done.exit_code == 0
        assert ("0 added, 0 changed" in done.stdout) == (counts == "unchanged")


def _other_order(folder: Path) -> None:
    """The rows of a file the other way round tell the same."""
    told = []
    for name, files in (("one", OURS), ("two", _reordered(OURS))):
        with open_store(":memory:") as store:
            load(write_files(folder / name / "data", files), store, taxonomy=False)
            told.append(facts(store))
    assert told[0] == told[1]


def _any_order_of_spellings(folder: Path) -> None:
    """Two offices that spell the firms differently, in any order, twice: the same firms."""
    datasets = {"ours": OURS, "theirs": THEIRS}
    told = []
    for order in permutations(datasets):
        with open_store(":memory:") as store:
            for name in (*order, *order):
                load(write_files(folder / name, datasets[name]), store, taxonomy=False)
            told.append(facts(store))
    assert told[0] == told[1]
    assert [f["name"] for f in told[0]["Enterprise"]] == [
        "Công ty TNHH Bảo Tiên", "Công ty Cổ phần Sản xuất và Thương mại Minh Phát"
    ]  # fmt: skip


CASES: list[Case] = [
    Act("57a", "the same dataset twice", _twice),
    Act("57b", "the same dataset in another order", _other_order),
    Act("57c", "two spellings in any order", _any_order_of_spellings),
]
