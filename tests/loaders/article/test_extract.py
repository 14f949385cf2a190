"""``extract_mous``: the measure on labelled passages, and what holds for any text."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.article import extract_mous
from loaders.article.extract import COLUMNS
from loaders.article.names import find_names
from loaders.article.sentences import split
from tests.loaders.article.score import joined, passages, score

LG, VL = "Công ty TNHH LG Display Việt Nam", "Công ty CP Nhựa Vân Long"
TEXT = f"Hôm 18/4/2025 có lễ ký.\n{LG} ký kết với {VL} về khay nhựa. Hết."
PIECES = st.sampled_from(
    [
        LG,
        VL,
        "Công ty TNHH",
        "ký kết với",
        " ký ",
        ", ",
        " và ",
        "; ",
        "hai bên",
        ".\n",
        " giữa ",
        "sẽ ",
        "(",
        ")",
        "“",
        "Co., Ltd",
        "JSC",
        " signed with ",
        " between ",
        " and ",
        "Bộ Công Thương",
        "18/4/2025",
        ":",
        " – ",
        "trở thành nhà cung cấp của ",
        "Theo đó, ",
        "Cụ thể, ",
        " cung cấp khay nhựa cho ",
        "Hợp đồng này được ký hôm qua",
        "Bên mua: ",
        "\nBên bán: ",
        " | ",
        "The latest, ",
        " picked ",
        "18/4",
    ]
)


@pytest.mark.parametrize(
    ("half", "every", "floor", "precision"),
    [("dev", 3, 0.96, 0.94), ("read", 16, 0.9, 0.9), ("held_out", 1, 0.82, 0.83)],
)
def test_pairs_in_labelled_passages(half: str, every: int, floor: float, precision: float) -> None:
    reached = score(half, every)
    assert reached.f1 >= floor, str(reached)
    assert reached.precision >= precision, str(reached)


def test_pairs_in_long_articles() -> None:
    reached = joined("held_out", 8, hands="X,Y,Z")
    assert reached.f1 >= 0.8, str(reached)


def test_the_two_halves_share_no_passage_and_a_third_has_no_signing() -> None:
    dev, held = [*passages("dev"), *passages("read")], passages("held_out")
    assert not {p["text"] for p in dev} & {p["text"] for p in held}
    assert len(dev) + len(held) >= 60
    assert sum(not p["pairs"] for p in (*dev, *held)) >= (len(dev) + len(held)) / 3 - 1
    assert sum(not p["pairs"] for p in held) >= len(held) / 5


@given(st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=25).map("".join)))
@settings(max_examples=150, deadline=None)
def test_any_text_gives_rows_whose_sentence_stands_in_it(text: str) -> None:
    frame = extract_mous(text)
    assert list(frame.columns) == COLUMNS
    for row in frame.to_dict("records"):
        assert unicodedata.normalize("NFC", text[row["start"] : row["end"]]) == row["sentence"]
        assert 0 < row["confidence"] <= 1
        assert (row["stage"] is None) == (row["confidence"] < 0.5)
        assert row["buyer"] != row["supplier"]


@given(st.lists(PIECES, max_size=25).map("".join))
@settings(max_examples=150, deadline=None)
def test_names_are_parts_of_the_text_in_order_and_apart(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    found = find_names(text)
    assert all(text[m.start : m.end].startswith(m.name) for m in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    spans = split(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))


def test_places_are_those_of_the_text_as_given_also_when_it_is_not_nfc() -> None:
    given_text = unicodedata.normalize("NFD", TEXT)
    row = extract_mous(given_text).to_dict("records")[0]
    assert given_text[row["start"] : row["end"]] == unicodedata.normalize("NFD", row["sentence"])
    assert row["buyer"] == LG


def test_days_without_a_year_are_read_from_the_day_of_the_article() -> None:
    text = f"Sáng 10/5, {LG} ký kết với {VL}."
    assert extract_mous(text)["signed_on"].tolist() == [None]
    assert extract_mous(text, published_on="2025-05-20")["signed_on"].tolist() == ["2025-05-10"]
    yesterday = extract_mous(f"Hôm qua, {LG} ký kết với {VL}.", published_on="2025-05-20")
    assert yesterday["signed_on"].tolist() == ["2025-05-19"]


def test_ownership_in_the_store_decides_over_names() -> None:
    text = f"{LG} ký kết với {VL}."
    turned = pd.DataFrame({"name": [LG, VL], "aliases": [(), ()], "ownership": ["domestic", "fdi"]})
    assert extract_mous(text, known=turned)[["buyer", "supplier"]].values.tolist() == [[VL, LG]]
    assert extract_mous(text, known={LG: "fdi"})["buyer"].tolist() == [LG]


def test_who_buys_is_left_open_when_nothing_tells() -> None:
    row = extract_mous("Công ty TNHH Sao Mai ký hợp đồng với Công ty TNHH Minh Đức.").to_dict("records")[0]
    assert (row["decided"], row["buyer"]) == (False, "Công ty TNHH Sao Mai")
    assert "not decided" in row["why_en"]
    assert "chưa rõ" in row["why"]


def test_a_near_case_is_kept_low_and_without_stage() -> None:
    row = extract_mous(f"{LG} sẽ ký biên bản ghi nhớ với {VL}.").to_dict("records")[0]
    assert row["stage"] is None
    assert row["confidence"] < 0.5
    assert "only planned, not signed" in row["why_en"]


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        (f"{LG} ký biên bản ghi nhớ với {VL}.", "mou"),
        (f"{LG} ký hợp đồng cung ứng với {VL}.", "contract"),
        (f"{LG} ký hợp đồng thử nghiệm với {VL}.", "trial"),
        (f"Hợp đồng giữa {LG} và {VL} đã chấm dứt.", "ended"),
    ],
)
def test_stages(text: str, stage: str) -> None:
    assert extract_mous(text)["stage"].tolist() == [stage]


def test_a_pair_by_a_short_form_is_told_once_and_said() -> None:
    text = (
        f"Hãng Sumirex chọn {VL} làm nhà cung cấp khay nhựa.\n"
        f"Sumirex Hải Dương ký hợp đồng với {VL} ngày 3/5/2025. Sumirex Bắc Ninh chưa mua gì."
    )
    (row,) = extract_mous(text).to_dict("records")
    assert (row["buyer"], row["supplier"]) == ("Sumirex Hải Dương", VL)
    assert "also called “Sumirex”" in row["why_en"]


def test_names_that_one_abbreviation_stands_for_are_one_enterprise() -> None:
    text = (
        f"Hàng không Sao Việt (HSV) và {VL} ký thỏa thuận.\n"
        f"Công ty TNHH Kỹ thuật Máy bay (HSV) và {VL} ký thỏa thuận về tấm ốp."
    )
    (row,) = extract_mous(text).to_dict("records")
    assert {row["buyer"], row["supplier"]} == {"Công ty TNHH Kỹ thuật Máy bay", VL}


EVENTS = [
    (f"Tại Triển lãm VIMEXPO 2024, {LG} ký với {VL}.", "Triển lãm VIMEXPO 2024"),
    (f"{LG} signed with {VL} at the Vietnam Sourcing Fair 2025.", "Vietnam Sourcing Fair 2025"),
    (
        f"Sở tổ chức Hội nghị kết nối cung cầu 2025. Tại hội nghị, {LG} ký với {VL}.",
        "Hội nghị kết nối cung cầu 2025",
    ),
    (f"Tại hội nghị, {LG} ký với {VL}.", None),
    (f"{LG} ký với {VL}.", None),
]


@pytest.mark.parametrize(("text", "event"), EVENTS, ids=[str(e[1]) + e[0][:9] for e in EVENTS])
def test_the_event_is_named_or_left_out(text: str, event: str | None) -> None:
    assert extract_mous(text)["event"].tolist() == [event]
