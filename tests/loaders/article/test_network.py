"""The network: what it is shown, that its two ways to reckon agree, and that it learns."""

from __future__ import annotations

from dataclasses import fields

import jax.numpy as jnp
import numpy as np
import pytest

from loaders.article import extract_mous
from loaders.article.discourse import Article
from loaders.article.extract import read_statements
from loaders.article.gist import FIRM
from loaders.article.layers import FAR, Heard, Sheet, far, goods_named, heard
from loaders.article.network import UNKNOWN, Page, _phrases, numbered, read, sheet_of, weights
from loaders.article.pairs import Told
from loaders.article.signs import Reader
from tests.loaders.article.learn import NO_PAIR, lessons
from tests.loaders.article.learn_network import Exercise, learned, likelihoods, task_of, vocabulary

LG, BT = "Công ty TNHH LG Display Việt Nam", "Công ty TNHH Công nghiệp Bảo Tiên"
SIGNED = f"Trời mưa. {LG} đã ký 2 hợp đồng với {BT}. Sau đó {LG} ra về."
RIVAL = f"{LG} đã chọn {BT}; Công ty CP Nhựa Vân Long thua."


def page(text: str) -> Page:
    article = Article(text)
    _, sides = read_statements(article)
    (told,) = Told.of(article)
    return Page.of(told, Reader(told, sides).letters, list(told.candidates()))


def test_a_page_holds_the_words_with_names_as_one_word_and_where_they_stand() -> None:
    shown = page(SIGNED)
    assert "".join(f" {w}" for w in shown.words[:10]) == f" trời mưa \n {FIRM} đã ký 0 hợp đồng với"
    assert [[shown.words[at] for at in own] for own in shown.spots] == [[FIRM, FIRM], [FIRM]]
    assert (shown.sides, shown.pairs) == ([1, 2], [(0, 1)])
    assert shown.places == [(shown.spots[0][0], shown.spots[1][0])]
    assert shown.words.index("ký") in {at for at, _ in shown.kinds}


def test_unknown_words_are_one_and_the_first_mention_differs() -> None:
    shown = page(SIGNED)
    sheet = sheet_of([shown], {UNKNOWN: 1, FIRM: 2})
    assert set(sheet.words[0]) == {1, 2}
    assert [int(sheet.firsts[0, at]) for at in shown.spots[0]] == [1, 2]
    assert sheet.owners[0].max() == 1


def test_a_page_is_read_alike_alone_and_among_others() -> None:
    ids, (known, *_) = weights()
    shown = [page(SIGNED), page(RIVAL)]
    together = heard(known, sheet_of(shown, ids, wide=90), np).outcomes
    alone = np.concatenate([heard(known, sheet_of([one], ids), np).outcomes for one in shown])
    assert together == pytest.approx(alone, abs=1e-3)


def test_both_ways_to_reckon_agree() -> None:
    ids, (known, *_) = weights()
    sheet = sheet_of([page(SIGNED), page(RIVAL)], ids)
    same = Sheet(**{f.name: jnp.asarray(getattr(sheet, f.name)) for f in fields(Sheet)})
    one, two = heard(known, sheet, np), heard(known, same, jnp)
    for field in fields(Heard):
        assert np.asarray(getattr(two, field.name)) == pytest.approx(getattr(one, field.name), abs=1e-3)
    asked = np.array([1, 0])
    assert np.asarray(goods_named(known, same, two, jnp.asarray(asked), jnp)) == pytest.approx(
        goods_named(known, sheet, one, asked, np), abs=1e-2
    )


def test_it_tells_a_pair_from_a_rival_and_who_buys() -> None:
    ((best, *others),) = read([page(RIVAL)])
    assert best.odds > max(one.odds for one in others)
    assert best.first_buys > 0


def test_what_it_says_comes_in_the_order_of_the_pages_whatever_their_length() -> None:
    shown = [page(text) for text in (f"{RIVAL} {SIGNED}", "Trời mưa.", SIGNED, RIVAL)]
    together = [[pair.odds for pair in own] for own in read(shown)]
    alone = [[pair.odds for pair in own] for one in shown for own in read([one])]
    assert list(map(len, together)) == [3, 0, 1, 3]
    for one, two in zip(together, alone, strict=True):
        assert one == pytest.approx(two, abs=1e-3)


def test_how_far_a_word_stands_is_told_in_classes() -> None:
    classes = far(np.array([-400, -3, -1, 0, 1, 3, 400]), np)
    assert classes.tolist() == [0, FAR - 4, FAR - 2, FAR, FAR + 2, FAR + 4, 2 * FAR]


def test_the_words_of_the_goods_are_heard() -> None:
    shown = page(f"{LG} đã ký hợp đồng với {BT} về khay nhựa EPP và vỏ hộp trị giá 3 tỷ đồng.")
    ((one,),) = read([shown])
    assert [" ".join(shown.words[a : b + 1]) for a, b in one.goods] == ["khay nhựa epp", "vỏ hộp"]


def test_no_goods_go_over_a_name_the_end_of_a_sentence_or_what_is_filled_up() -> None:
    words = ["khay", "nhựa", FIRM, "vỏ", "\n", "tem", ",", "x"]
    assert _phrases(np.array([1, 2, 2, 2, 2, 2, 2, 0, 1, 2]), words) == ((0, 1), (3, 3), (5, 6))
    assert _phrases(np.array([0, 0, 0, 0, 1, 0, 1, 1]), words) == ()


def test_a_batch_without_known_goods_is_a_batch() -> None:
    task = task_of([Exercise(page(RIVAL), [NO_PAIR] * 3, [False] * 3, 1.0, {})], {UNKNOWN: 1, FIRM: 2})
    assert (task.asked.shape, task.goods.shape) == ((0,), (0, task.sheet.words.shape[1]))


def test_it_learns() -> None:
    given = [Exercise.of(one) for one in lessons("dev", 25) if one.outcomes]
    words = vocabulary(one.page for one in given)
    ids = numbered(words)
    known = learned(given, words, seed=1, rounds=12)
    likely: dict[bool, list[float]] = {True: [], False: []}
    for one in given:
        for p, outcome in zip(likelihoods(one, ids, [known]), one.outcomes, strict=True):
            likely[outcome != NO_PAIR].append(p)
    assert np.mean(likely[True]) > np.mean(likely[False]) + 0.1


def test_a_text_without_words_or_with_one_firm_is_read() -> None:
    assert extract_mous("").empty
    assert extract_mous(f"{LG}.").empty
