"""The judge: what it weighs, and what it learns."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from loaders.article import extract_mous
from loaders.article.cues import WORD, note_kinds, note_words
from loaders.article.discourse import Article
from loaders.article.extract import read_statements
from loaders.article.judge import Hearing
from loaders.article.network import read
from loaders.article.pairs import Candidate, Told
from loaders.article.weighing import BIAS, Signs, weights
from tests.loaders.article.learn import examples, learned

LG, BT = "Công ty TNHH LG Display Việt Nam", "Công ty TNHH Công nghiệp Bảo Tiên"
HS, VL = "Công ty TNHH Heesung Electronics", "Công ty CP Nhựa kỹ thuật Vân Long"


def told(text: str) -> Told:
    article = Article(text)
    list(article.found())
    (one,) = Told.of(article)
    return one


def hearing(text: str) -> Hearing:
    article = Article(text)
    items, sides = read_statements(article)
    (told,) = Told.of(article)
    return Hearing.of(told, items, sides)


def signs(text: str) -> list[tuple[Candidate, Signs]]:
    heard = hearing(text)
    return [(c, heard.signs(c)) for c in heard.candidates]


def test_a_sign_of_those_that_signed_only_outweighs_one_of_the_others_only() -> None:
    parties, pairs = learned([replace(one, hand=str(n)) for one in examples() for n in range(3)])
    assert pairs["rule=real"] > 0 > pairs["rule=none"]
    assert parties["ruled=10"] > 0 > parties["ruled=00"]


def test_a_rival_is_hardly_a_party_and_the_pair_with_it_hears_so() -> None:
    text = f"{LG} đã ký hợp đồng với {BT}. Đối thủ {VL} cũng chào giá nhưng không được chọn."
    heard = hearing(text)
    best, *others = heard.reader.told.candidates()
    known = heard.likely
    assert known.least(best) > 0.5 > max(map(known.least, others))
    assert known.pair_signs(best)["party low"] > max(known.pair_signs(c)["party low"] for c in others)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (f"{LG} ký với {BT}.", [(0, 0)]),
        (f"{LG} đến. {BT} ký.", [(0, 1)]),
        (f"{LG} đến. Một. Hai. Ba. Bốn. {BT} ký.", [(0, 5)]),  # who stands first may head the text
        (f"Đây. {LG} đến. Một. Hai. Ba. Bốn. {BT} ký.", []),
        (f"{LG} đến. {BT} và {LG} ký MOU.", [(1, 1)]),  # the nearest, where a signing is told
        (f"{LG} và {LG} ký.", []),
    ],
)
def test_candidates_stand_at_their_best_place(text: str, places: list[tuple[int, int]]) -> None:
    assert [(c.one.number, c.two.number) for c in told(text).candidates()] == places


def test_the_deal_of_two_may_stand_after_them() -> None:
    read = told(f"{BT} đến thăm {LG}. Trời mưa. Hai bên đã ký biên bản ghi nhớ.")
    (candidate,) = read.candidates()
    assert read.deal_of(candidate) == 2


def test_signs_tell_the_rule_the_words_and_the_sides() -> None:
    ((_, found),) = signs(f"{LG} đã ký hợp đồng với {BT}.")
    assert {"rule=real", "rule=with real", f"mid{WORD}ký", "M:sign", "sides=DF", "apart=0"} <= found.keys()


def test_a_pair_that_no_rule_found_knows_whether_they_found_others() -> None:
    by_pair = {c.keys: s for c, s in signs(f"{LG} ký MOU với {BT}. {VL} cũng dự.")}
    other = next(s for keys, s in by_pair.items() if len(keys) == 2 and "rule=none" in s)
    assert other["rule=none taken=1 any=1"] == 1


def test_numbers_count_as_one_word() -> None:
    found: Signs = {}
    note_words("mid", "ký 2 hợp đồng 15/3/2025", found, slice(9))
    assert found == {f"mid{WORD}{w}": 1 for w in ("ký", "0", "hợp", "đồng")}
    note_kinds("M:", "ký hợp đồng", found)
    assert "M:contract" in found


def test_the_likelihood_is_the_mean_of_the_weights_and_the_network() -> None:
    text = f"{LG} đã ký hợp đồng với {BT}."
    one = hearing(text)
    ((place, found),) = signs(text)
    known = weights("pairs")
    ((heard,),) = read([one.page])
    odds = (heard.odds + known[BIAS] + sum(value * known.get(sign, 0) for sign, value in found.items())) / 2
    verdict = one.verdict(place, heard)
    assert verdict.likelihood == pytest.approx(1 / (1 + math.exp(-odds)))
    assert extract_mous(text)["confidence"][0] == round(verdict.likelihood, 2)


def test_a_pair_that_only_the_judge_finds_has_the_sentence_of_the_deal() -> None:
    day = "Ngày 2/6/2025, chúng tôi đã ký hợp đồng cung cấp trục rotor cho"
    text = f"CTCP Cơ khí Tân Hưng Thịnh thông báo.\n{day} {HS}."
    (row,) = extract_mous(text).to_dict("records")
    assert (row["buyer"], row["supplier"]) == (HS, "CTCP Cơ khí Tân Hưng Thịnh")
    assert row["sentence"].startswith("Ngày 2/6/2025")
    assert row["signed_on"] == "2025-06-02"


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (f"Chúng tôi đã ký hợp đồng với {LG}.\n{BT}", BT),
        (f"{BT} trân trọng thông báo.\nChúng tôi đã ký hợp đồng với {LG}.", BT),
        (f"Tại {BT}, chúng tôi tin vào chất lượng. Hôm nay có {LG} đến.", BT),
        (f"“Chúng tôi rất vui”, đại diện {LG} nói về {BT}.", None),
    ],
)
def test_who_speaks(text: str, who: str | None) -> None:
    assert Article(text).book.speaker == who
