"""Whatever the bytes of a file are, a load ends in a report or in one line of error, never in a traceback."""

from __future__ import annotations

import io
import os
import random
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph import KetnoiError, open_store
from loaders import load
from loaders.columns import FILES
from loaders.template import template
from tests.loaders.books import book

ROUNDS = int(os.environ.get("KETNOI_ROUNDS", "40"))
SETTINGS = settings(
    max_examples=ROUNDS,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["", "1.234", "30/02/2024", "45765", "#N/A", "C«ng ty", "ISO 9001 (đến 31/12/2026)", "5 triệu cái",
         "NULL", "=1+1", "|;,", "TP Hải Dương", "KCN A, huyện B, Hải Phòng", "200100019", "VÍ DỤ – EXAMPLE"]
    ),
)  # fmt: skip
HEADERS = st.sampled_from(
    sorted({c for spec in FILES.values() for c in spec.columns()} | {"", "STT", "Mã số thúe"})
)


def ends_well(raw: bytes, name: str, **options: str) -> None:
    """Load the bytes; the store then opens and holds whole rows or nothing."""
    with tempfile.TemporaryDirectory() as folder, open_store(":memory:") as store:
        path = Path(folder) / name
        path.write_bytes(raw)
        failed = None
        try:
            report = load(path, store, taxonomy=False, **options)
        except KetnoiError as error:
            failed = error
        if failed is None:
            assert report.rejected["reason"].all()
        else:
            assert "\n" not in str(failed)
            assert sum(store.count().values()) == 0


@SETTINGS
@given(
    st.sampled_from(sorted(FILES)),
    st.lists(HEADERS, min_size=1, max_size=6),
    st.lists(st.lists(CELLS, max_size=7), max_size=5),
)
def test_any_table_as_a_csv(kind: str, header: list[str], table: list[list[str]]) -> None:
    needed = [*FILES[kind].needed(), *header]
    text = "\n".join(";".join(row) for row in [needed, *table])
    ends_well(text.encode("utf-8", "surrogatepass"), f"{kind}.csv")


@SETTINGS
@given(st.binary(max_size=300), st.sampled_from(["enterprises.csv", "mous.tsv", "x.xlsx", "x.xls", "x.ods"]))
def test_any_bytes_under_any_ending(raw: bytes, name: str) -> None:
    ends_well(raw, name)


@SETTINGS
@given(
    st.binary(min_size=1, max_size=200), st.sampled_from(["utf-8", "utf-16", "windows-1258", "tcvn3", "vni"])
)
def test_any_bytes_in_any_encoding(raw: bytes, encoding: str) -> None:
    ends_well(b"id,name\na," + raw + b"\n", "enterprises.csv", encoding=encoding)


def _mutated(raw: bytes, draw: random.Random) -> bytes:
    """A workbook with some bytes changed, cut out or doubled, in the ZIP or in one of its unpacked parts."""

    def hurt(data: bytes) -> bytes:
        found = bytearray(data)
        for _ in range(draw.randrange(1, 8)):
            at = draw.randrange(len(found)) if found else 0
            action = draw.randrange(4)
            if action == 0 and found:
                found[at] = draw.randrange(256)
            elif action == 1:
                del found[at : at + draw.randrange(1, 60)]
            elif action == 2:
                found[at:at] = found[at : at + draw.randrange(1, 60)]
            else:
                del found[draw.randrange(len(found) + 1) :]
        return bytes(found)

    if draw.random() < 0.3 or not raw.startswith(b"PK"):
        return hurt(raw)
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        chosen = draw.choice(names)
        for part in names:
            new.writestr(part, hurt(old.read(part)) if part == chosen else old.read(part))
    return target.getvalue()


SEEDS = {
    "small": book(
        {"enterprises": [["id", "name", "founded"], ["a", "Một", 45765], ["b", "=1", 1.5]], "x": [["y"]]}
    ),
    "template": template(),
    "ods": (Path(__file__).parent / "files" / "survey.ods").read_bytes(),
    "xls": (Path(__file__).parent / "files" / "survey.xls").read_bytes(),
}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_mutated_workbook(seed: str) -> None:
    draw = random.Random(20261124)
    for _ in range(ROUNDS):
        ends_well(_mutated(SEEDS[seed], draw), "x.xlsx")
