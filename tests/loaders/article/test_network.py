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
from loaders.article.layers import Sheet, outcomes
from loaders.article.network import UNKNOWN, Page, numbered, read, sheet_of, weights
from loaders.article.pairs import Told
from loaders.article.signs import Reader
from tests.loaders.article.learn import NO_PAIR, lessons
from tests.loaders.article.learn_network import Exercise, learned, likelihoods, vocabulary

LG, BT = "Công ty TNHH LG Display Việt Nam", "Công ty TNHH Công nghiệp Bảo Tiên"
SIGNED = f"Trời mưa. {LG} đã ký 2 hợp đồng với {BT}. Sau đó {LG} ra về."
RIVAL = f"{LG} đã chọn {BT}; Công ty CP Nhựa Vân Long thua."


def page(text: str) -> Page:
    article = Article(text)
    _, sides = read_statements(article)
    told = Told(article)
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
    together = outcomes(known, sheet_of(shown, ids, wide=90), np)[0]
    alone = np.concatenate([outcomes(known, sheet_of([one], ids), np)[0] for one in shown])
    assert together == pytest.approx(alone, abs=1e-3)


def test_both_ways_to_reckon_agree() -> None:
    ids, (known, *_) = weights()
    sheet = sheet_of([page(SIGNED), page(RIVAL)], ids)
    same = Sheet(**{f.name: jnp.asarray(getattr(sheet, f.name)) for f in fields(Sheet)})
    for one, two in zip(outcomes(known, sheet, np), outcomes(known, same, jnp), strict=True):
        assert np.asarray(two) == pytest.approx(one, abs=1e-3)


def test_it_tells_a_pair_from_a_rival_and_who_buys() -> None:
    article = Article(RIVAL)
    _, sides = read_statements(article)
    told = Told(article)
    found = list(told.candidates())
    (best, *others) = read(told, Reader(told, sides).letters, found)
    assert best.odds > max(one.odds for one in others)
    assert best.first_buys > 0
    assert read(told, {}, []) == []


def test_it_learns() -> None:
    given = [Exercise.of(one) for one in lessons("dev", 7) if one.outcomes]
    words = vocabulary(one.page for one in given)
    ids = numbered(words)
    known = learned(given, words, seed=1, rounds=6)
    likely: dict[bool, list[float]] = {True: [], False: []}
    for one in given:
        for p, outcome in zip(likelihoods(one, ids, [known]), one.outcomes, strict=True):
            likely[outcome != NO_PAIR].append(p)
    assert np.mean(likely[True]) > np.mean(likely[False]) + 0.1


def test_a_text_without_words_or_with_one_firm_is_read() -> None:
    assert extract_mous("").empty
    assert extract_mous(f"{LG}.").empty
