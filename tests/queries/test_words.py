"""Words of needs against words of suppliers, in two languages, with accents and without."""

from __future__ import annotations

from math import log, sqrt

import numpy as np
import pytest

from queries.index import Index
from queries.signals.words import THRESHOLD, Wordbook
from queries.terms import terms
from tests.queries.build import maker, world

CASTING = """
product casting name_vi='Đúc gang' name_en='Iron casting' synonyms='grey iron|gang xám'
product weight name_vi='Đối trọng' name_en='Counterweight'
product bag name_vi='Túi nhựa' name_en='Plastic bag'
x makes casting
z makes bag
firm x name='Công ty TNHH Thành Phương'
firm z name='Công ty CP An Phát'
firm d name='Công ty TNHH Đúc gang Mỹ Đồng'
firm f name='Cong ty TNHH Duc gang My Dong'
firm b ownership=fdi
"""


def test_words_count_with_and_without_accents() -> None:
    assert terms("Đúc gang") == {"đúc": 2, "gang": 3, "đúc gang": 4, "duc": 1, "duc gang": 2}


def test_words_of_trade_place_numbers_and_single_letters_do_not_count() -> None:
    assert terms("") == {}
    assert terms("Công ty TNHH sản xuất linh kiện Việt Nam 2024 x") == {"nam x": 6}
    assert terms("Cong ty TNHH san xuat linh kien Viet Nam") == {}
    assert terms("sàn")["san"] == 1  # a floor is no product in general
    assert "nhựa" in terms("linh kiện nhựa")
    assert "kiện nhựa" in terms("linh kiện nhựa")


def likeness(lines: str, text: str) -> dict[str, float]:
    """The likeness of a text with every firm it has anything in common with."""
    index = Index(world(lines))
    found = Wordbook(index).likeness(text)
    return {index.enterprises[i]: float(found[i]) for i in np.flatnonzero(found > 1e-12)}


def test_cosine_by_hand() -> None:
    """Firm "aa bb" and firm "aa cc" against "aa": tf = 1 + ln 3, idf(aa) = 1, of the others ln(3/2) + 1."""
    tf, pair, rare = 1 + log(3), 1 + log(6), log(3 / 2) + 1
    norm = sqrt(tf**2 + (tf * rare) ** 2 + (pair * rare) ** 2)
    found = likeness("firm one name='aa bb'\nfirm two name='aa cc'", "aa")
    assert found == {"one": pytest.approx(tf / norm), "two": pytest.approx(tf / norm)}


def test_same_words_are_1_and_none_0() -> None:
    assert likeness("firm one name='aa bb'\nfirm two name='cc'", "aa bb") == {"one": pytest.approx(1)}
    assert likeness("firm one name='aa bb'", "zz") == {}
    assert likeness("firm one name='aa bb'", "") == {}


def test_words_typed_without_accents_fit_and_right_accents_fit_better() -> None:
    found = likeness(CASTING, "đúc gang")
    assert found["d"] > found["f"] > THRESHOLD
    plain = likeness(CASTING, "duc gang")
    assert plain["f"] > plain["d"] > THRESHOLD
    assert {"x", "d", "f"} == set(found) == set(plain)


@pytest.mark.parametrize("asked", ["iron casting", "đúc gang", "gang xám", "grey iron"])
def test_one_language_finds_the_other_through_the_taxonomy(asked: str) -> None:
    """The firm makes "Đúc gang"; its words include the English name and the synonyms."""
    found = likeness(CASTING, asked)
    assert found["x"] == max(found.values()) or asked == "đúc gang"
    assert found["x"] > THRESHOLD
    assert "z" not in found


def scores(lines: str) -> dict[str, float | None]:
    """The text signal of every other firm for b."""
    mm = maker(lines)
    found = {}
    for firm in mm.index.enterprises:
        if firm != "b":
            found[firm] = next(s.score for s in mm.explain("b", firm).signals if s.name == "text")
    return found


def test_stated_need_in_words() -> None:
    found = scores(CASTING + "b needs casting")
    assert found["z"] == 0
    assert found["x"] > found["d"] > THRESHOLD  # type: ignore[operator]


def test_wording_of_the_need_counts() -> None:
    found = scores(CASTING + "b needs weight wording='túi nhựa'")
    assert found["z"] > THRESHOLD  # type: ignore[operator]


def test_inferred_need_has_no_words_of_the_buyer() -> None:
    assert set(scores(CASTING + "b makes washer\ncasting into washer").values()) == {None}


def test_weak_likeness_is_0_and_unknown_where_only_the_name_is_known() -> None:
    """One common word of two long texts is chance; a name alone rules nothing out."""
    many = " ".join(f"từ{i}" for i in range(30))
    firms = f"firm b ownership=fdi\nfirm x name='{many} gang'\nfirm y name='{many} gang'\n"
    need = "b needs p\nproduct p name_vi='gang đúc lò điện hồ quang'\nproduct q name_vi='vải'\ny makes q"
    assert scores(firms + need) == {"x": None, "y": 0}


def test_sentence_quotes_what_both_have() -> None:
    match = maker(CASTING + "b needs casting").explain("b", "d")
    (said,) = [s for s in match.signals if s.name == "text"]
    assert said.sentence.vi == "từ chung: “đúc gang”"
    assert [f.type for f in said.evidence] == ["Enterprise"]


def test_name_that_fits_makes_a_candidate_when_nothing_else_is_known() -> None:
    """A weak hint, said so."""
    matches = maker(CASTING + "b needs casting").rank_suppliers("b")
    found = {m.supplier.id: m.headline.en for m in matches}
    assert next(iter(found)) == "x"
    assert found["d"] == "what this firm makes is not known"
    assert "z" not in found
