"""Long articles are judged scene by scene."""

from __future__ import annotations

import pytest

from loaders.article import extract_mous
from loaders.article.discourse import Article
from loaders.article.extract import read_statements
from loaders.article.pairs import Told
from loaders.article.scenes import scenes
from loaders.article.sentences import split
from tests.loaders.article.learn import joined_lessons, lessons

LG, BT = "Công ty TNHH LG Display Việt Nam", "Công ty TNHH Công nghiệp Bảo Tiên"
DEAL = f"{LG} đã ký hợp đồng với {BT} về khay nhựa."
OTHER = "Ngành công nghiệp hỗ trợ của thành phố tăng trưởng khá trong năm qua."  # 14 words


def told(text: str) -> list[Told]:
    article = Article(text)
    read_statements(article)
    return Told.of(article)


@pytest.mark.parametrize("gap", [" ", "\n", "\n\n"])
@pytest.mark.parametrize("times", [0, 1, 5, 18, 19, 40])
def test_every_sentence_is_in_one_scene_and_a_passage_is_one(gap: str, times: int) -> None:
    text = gap.join([OTHER] * times)
    sentences = split(text)
    found = scenes(text, sentences)
    assert [n for scene in found for n in scene.own] == list(range(len(sentences)))
    assert len(found) == 1 if times < 19 else len(found) > 1
    assert all(0 <= s.first <= s.own.start and s.own.stop <= s.last <= len(sentences) for s in found)


def test_a_scene_ends_with_a_block_and_is_read_with_what_stands_beside_it() -> None:
    block = " ".join([OTHER] * 5)
    text = "\n\n".join([block] * 4)
    assert [(s.first, s.own.start, s.own.stop, s.last) for s in scenes(text, split(text))] == [
        (0, 0, 5, 8),
        (2, 5, 10, 13),
        (7, 10, 15, 18),
        (12, 15, 20, 20),
    ]


def test_a_pair_is_judged_in_the_scene_of_its_place_only() -> None:
    text = "\n\n".join([*[OTHER] * 10, DEAL, *[OTHER] * 10])
    assert sum(len(list(one.candidates())) for one in told(text)) == 1


@pytest.mark.parametrize("before", [0, 7, 30, 200])
def test_a_deal_is_found_wherever_it_stands(before: int) -> None:
    text = "\n\n".join([*[OTHER] * before, DEAL, *[OTHER] * 30])
    (row,) = extract_mous(text).to_dict("records")
    assert (row["buyer"], row["supplier"], row["sentence"]) == (LG, BT, DEAL)
    assert text[row["start"] : row["end"]] == DEAL


def test_what_a_rule_finds_over_the_border_of_two_scenes_is_kept() -> None:
    signed = "Hai bên đã ký hợp đồng cung cấp khay nhựa, với giá trị và thời hạn do hai phía cùng thỏa thuận."
    text = "\n\n".join([*[OTHER] * 12, f"{BT} đến thăm {LG}.", signed, *[OTHER] * 12])
    assert {frozenset((r.buyer, r.supplier)) for r in extract_mous(text).itertuples() if r.stage} == {
        frozenset((BT, LG))
    }


def test_the_goods_of_a_later_scene_are_those_of_its_text() -> None:
    text = "\n\n".join([*[OTHER] * 30, DEAL])
    assert extract_mous(text)["products"].tolist() == [("khay nhựa",)]


def test_joined_passages_teach_the_same_pairs() -> None:
    alone = {c.keys for one in lessons("dev") for c, _, right in one.pairs if right}
    together = {c.keys for one in joined_lessons("dev", 1) for c, _, right in one.pairs if right}
    assert together <= alone
    assert len(together) > 0.9 * len(alone)
