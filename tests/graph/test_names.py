"""Names of enterprises: legal forms, keys that tell twins apart, and how alike two names are."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.names import NameParts, name_similarity, parse_name, parse_place, plain_parts

SPELLINGS = {
    "TNHH": [
        "Công ty TNHH Bảo Tiên",
        "CÔNG TY TNHH BẢO TIÊN",
        "Công ty trách nhiệm hữu hạn Bảo Tiên",
        "Công ty TNHH hai thành viên Bảo Tiên",
        "Công ty TNHH hai thành viên trở lên Bảo Tiên",
        "Cty TNHH Bảo Tiên",
        "Cty. TNHH  Bảo Tiên",
        "CT TNHH Bảo Tiên",
        "TNHH Bảo Tiên",
        "Cong ty TNHH Bảo Tiên",
        "Bảo Tiên Co., Ltd.",
        "Bảo Tiên Co.,Ltd",
        "Bảo Tiên Co. Ltd.",
        "Bảo Tiên Company Limited",
        "Bảo Tiên LLC",
        "Bảo Tiên Limited Liability Company",
        "Bảo Tiên Pte. Ltd.",
        "Bảo Tiên Ltd",
        "Bảo Tiên (Co., Ltd.)",
        "Co\u0302ng ty TNHH Ba\u0309o Tie\u0302n",
    ],
    "TNHH MTV": [
        "Công ty TNHH MTV Bảo Tiên",
        "Công ty TNHH một thành viên Bảo Tiên",
        "Công ty TNHH 1 thành viên Bảo Tiên",
        "Công ty TNHH 1TV Bảo Tiên",
        "Công ty trách nhiệm hữu hạn một thành viên Bảo Tiên",
        "Cty TNHH MTV Bảo Tiên",
    ],
    "CP": [
        "Công ty cổ phần Bảo Tiên",
        "Công ty CP Bảo Tiên",
        "Cty CP Bảo Tiên",
        "Cty. cổ phần Bảo Tiên",
        "CTCP Bảo Tiên",
        "ctcp  Bảo Tiên",
        "Bảo Tiên JSC",
        "Bảo Tiên J.S.C.",
        "Bảo Tiên., JSC",
        "Bảo Tiên Joint Stock Company",
        "Bảo Tiên Joint-Stock Company",
    ],
    "CT": ["Công ty Bảo Tiên", "Cty Bảo Tiên", "Bảo Tiên Corporation", "Bảo Tiên Corp.", "Bảo Tiên Inc."],
    "DNTN": ["DNTN Bảo Tiên", "Doanh nghiệp tư nhân Bảo Tiên"],
    "HTX": ["HTX Bảo Tiên", "Hợp tác xã Bảo Tiên"],
    "HKD": ["Hộ kinh doanh Bảo Tiên", "HKD Bảo Tiên"],
    "HD": ["Công ty hợp danh Bảo Tiên"],
    "LD": ["Công ty liên doanh Bảo Tiên", "Cty LD Bảo Tiên"],
    "TCT": ["Tổng công ty Bảo Tiên"],
    "TD": ["Tập đoàn Bảo Tiên"],
    "": ["Bảo Tiên", "bảo  tiên", "BẢO-TIÊN", "Bảo Tiên."],
}


@pytest.mark.parametrize(("form", "name"), [(f, n) for f, names in SPELLINGS.items() for n in names])
def test_a_legal_form_is_known_in_every_spelling(form: str, name: str):
    assert parse_name(name) == NameParts(form, "bảo tiên")


@pytest.mark.parametrize(
    ("name", "form", "core"),
    [
        ("Chi nhánh Công ty TNHH Bảo Tiên", "CN", "công ty tnhh bảo tiên"),
        ("Chi nhánh Bảo Tiên tại Hải Phòng", "CN", "bảo tiên tại hải phòng"),
        ("Bao Tien (Vietnam) Co., Ltd.", "TNHH", "bao tien vietnam"),
        ("Công ty TNHH LG Display Việt Nam Hải Phòng", "TNHH", "lg display việt nam hải phòng"),
        # words that only begin like a form
        ("CPA Việt Nam", "", "cpa việt nam"),
        ("Công ty CPC Việt", "CT", "cpc việt"),
        ("Công tyn", "", "công tyn"),
        ("Costco", "", "costco"),
        # a form with no name behind it stays a name
        ("Công ty TNHH", "", "công ty tnhh"),
        ("LLC", "", "llc"),
        # a firm may be called this
        ("NULL", "", "null"),
        ("Công ty TNHH NA", "TNHH", "na"),
        ("", "", ""),
    ],
)
def test_form_and_core(name: str, form: str, core: str):
    assert parse_name(name) == NameParts(form, core)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Hoà Phát", "Hòa Phát"),
        ("Công ty CP Hoá chất", "CTCP Hóa chất"),
        ("Thuỷ Nguyên", "Thủy Nguyên"),
        ("Khoẻ", "Khỏe"),
        ("Ho\u0300a Phát", "Hòa Phát"),
        ("Ðông Á", "Đông Á"),
        ("ðông á", "ĐÔNG Á"),
        ("Bảo\u200b Tiên", "Bảo Tiên"),
        ("Bảo-Tiên", "Bảo Tiên"),
    ],
)
def test_two_spellings_of_one_name_have_one_key(one: str, two: str):
    assert parse_name(one).key == parse_name(two).key
    assert name_similarity(one, two) == 1


TWINS = [
    ("Bảo Tiên", "Bảo Tiến"),
    ("Bảo Tiên", "Bao Tien"),
    ("Hòa Phát", "Hỏa Phát"),
    ("Hoàn Mỹ", "Hòan Mỹ Hai"),
    ("Công ty TNHH Bảo Tiên", "Công ty CP Bảo Tiên"),
    ("Công ty TNHH Bảo Tiên", "Công ty TNHH MTV Bảo Tiên"),
    ("Công ty TNHH Bảo Tiên", "Chi nhánh Công ty TNHH Bảo Tiên"),
    ("Công ty TNHH Bảo Tiên", "Bảo Tiên"),
    ("Hoàng Long", "Hoàng Long 2"),
    ("Hoàng Long 1", "Hoàng Long 2"),
    ("Hoàng Long", "Long Hoàng"),
    ("Đông Á", "Đồng Á"),
    ("삼성", "서산"),
    ("🏭", "🚀"),
    ("***", "---"),
]


@pytest.mark.parametrize(("one", "two"), TWINS)
def test_twins_have_different_keys(one: str, two: str):
    assert parse_name(one).key != parse_name(two).key
    assert name_similarity(one, two) < 1


def test_the_folded_core_is_what_people_type():
    assert parse_name("Công ty TNHH Đúc Mỹ Đồng").folded == "duc my dong"


# For each name: others from the most to the least alike. Only the order is asked for.
RANKED = {
    "Công ty TNHH Bảo Tiên": [
        "Cty TNHH Bảo Tiên",
        "CTCP Bảo Tiên",
        "Cong ty TNHH Bao Tien",
        "Công ty TNHH Bảo Tiên Hải Phòng",
        "Công ty TNHH Bảo Minh Hải Phòng",
        "Công ty TNHH Vân Long",
    ],
    "Hoàng Long 2": ["HOÀNG LONG 2", "Hoang Long 2", "Hoàng Long", "Hoàng Anh", "Sao Mai"],
    "LG Display Vietnam Co., Ltd.": [
        "LG Display Vietnam LLC",
        "LG Display Vietnam",
        "LG Display",
        "LG Innotek",
    ],
}


@pytest.mark.parametrize(("name", "others"), RANKED.items())
def test_the_better_fit_scores_higher(name: str, others: list[str]):
    scores = [name_similarity(name, other) for other in others]
    assert all(better > worse for better, worse in pairwise(scores)), scores


@given(st.text(), st.text())
def test_similarity_of_any_two_texts(one: str, two: str):
    assert 0 <= name_similarity(one, two) == name_similarity(two, one) <= 1
    assert name_similarity(one, one) == 1


@pytest.mark.parametrize(
    ("name", "form", "core"),
    [
        ("KCN Tràng Duệ", "kcn", "tràng duệ"),
        ("Khu công nghiệp Tràng Duệ", "khu cong nghiep", "tràng duệ"),
        ("Trang Due Industrial Park", "industrial park", "trang due"),
        ("Trang Due IP", "ip", "trang due"),
        ("TP. Hải Phòng", "tp", "hải phòng"),
        ("Hai Phong City", "city", "hai phong"),
        ("Phường Hoà Bình", "phuong", "hòa bình"),
        ("Hải Phòng", "", "hải phòng"),
        ("Tỉnh", "", "tỉnh"),
        ("Xa Lộ", "xa", "lộ"),
        ("🏭", "", "🏭"),
    ],
)
def test_places(name: str, form: str, core: str):
    assert parse_place(name) == NameParts(form, core)


def test_a_product_has_no_legal_form():
    assert plain_parts(" Khuôn ép-nhựa (PP) ") == NameParts("", "khuôn ép nhựa pp")
    assert plain_parts("Công ty").form == ""
