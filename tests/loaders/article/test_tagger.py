"""Names of enterprises: what the tagger reads and learns."""

from __future__ import annotations

from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.article.discourse import Article, cut
from loaders.article.looks import Line, Seen, looks
from loaders.article.tagger import LABELS, STEP, best_labels, lines_of, names_in, weights
from loaders.article.tokens import marked, stretches, tokens
from tests.loaders.article.learn_names import compared, counted, learned, lessons, named
from tests.loaders.article.score import f1, passages


def names(text: str) -> list[str]:
    return [m.name for own in names_in(text, cut(text)) for m in own if m.kind in ("firm", "bare")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Công ty CP Cơ khí Hà Giang ký với Miyazawa Việt Nam tại Khách sạn Mường Thanh Hạ Long.",
            ["Công ty CP Cơ khí Hà Giang", "Miyazawa Việt Nam"],
        ),
        ("Sáng 14/3, ông Trần Quốc Việt thăm Hải Phòng và Nagoya.", []),
        ("Dat Bike | Công ty TNHH Phanh Tân Phát", ["Dat Bike", "Công ty TNHH Phanh Tân Phát"]),
        (
            "Ngân hàng BIDV cho Công ty TNHH Nhựa An Phú vay 20 tỷ đồng.",
            ["Công ty TNHH Nhựa An Phú"],
        ),
        ("Samsung and Hoang Long JSC signed at ITMA.", ["Samsung", "Hoang Long JSC"]),
    ],
)
def test_names_of_enterprises_and_of_nothing_else(text: str, wanted: list[str]) -> None:
    assert names(text) == wanted


def test_where_enterprises_stand_can_be_told() -> None:
    text = "Sao Mai gặp Minh Anh."
    article = Article(text, [(0, 7)])
    list(article.found())
    assert [p.name for gist in article.gists for p in gist.parties] == ["Sao Mai"]


def test_the_best_labels_are_those_of_all_ways() -> None:
    known = {
        "a": (0.0, 1.0, 0.4),
        "b": (0.5, 0.0, 0.4),
        f"B{STEP}": (0.0, -1.0, 0.3),
        f"O{STEP}": (0.2, 0.0, -9.0),
        f"I{STEP}": (0.0, 0.0, 0.0),
    }
    signs = [["a"], ["b"], ["a", "b"], ["b"]]

    def total(way: tuple[int, ...]) -> float:
        own = sum(known[s][label] for label, of in zip(way, signs, strict=True) for s in of)
        return own + sum(known[f"{LABELS[a]}{STEP}"][b] for a, b in pairwise(way))

    best = max(product(range(3), repeat=len(signs)), key=total)
    assert best_labels(signs, known) == [LABELS[n] for n in best]
    assert best_labels([], known) == []


@given(st.text(alphabet="aB Đ.,|;\n7", max_size=40), st.data())
@settings(max_examples=80, deadline=None)
def test_stretches_are_what_was_marked(text: str, data: st.DataObject) -> None:
    line = tokens(text, 0, len(text))
    labels = data.draw(st.lists(st.sampled_from("BIO"), min_size=len(line), max_size=len(line)))
    places = list(stretches(line, labels))
    assert all(a[1] <= b[0] for a, b in pairwise(places))
    assert not any(set("|;") & set(text[a:b]) for a, b in places)
    assert list(stretches(line, marked(line, places))) == places


def test_a_word_knows_what_the_rest_of_the_text_holds() -> None:
    text = "Công ty TNHH Heesung đến. Sau đó Heesung ký."
    lines = lines_of(text, cut(text))
    seen = Seen(lines)
    (sign,) = [s for t, s in zip(lines[1].tokens, looks(lines[1], seen), strict=True) if t.text == "Heesung"]
    assert {"in a firm", "w=heesung", "s=Xx", "w-1=đó"} <= set(sign)
    far = Line.of("một hai ba bốn năm Sáu", 0, 22, [])
    assert next(iter(looks(far, Seen([far])))) == ["plain"]


def test_labelled_names_are_found_longest_first() -> None:
    assert named("Vân Long JSC và Vân Long.", ["Vân Long", "Vân Long JSC."]) == [(0, 12), (16, 24)]
    assert named("gì", []) == []


def test_names_in_passages_that_were_not_learned_from() -> None:
    found = [compared(p, weights()) for p in passages("held_out") if "names" in p]
    assert len(found) > 400
    assert f1(counted(found)) > 0.9


def test_names_are_learned_from_few_passages() -> None:
    dev = passages("dev")
    known = learned(lessons(dev[:200]))
    assert f1(counted(compared(p, known) for p in dev[200:280])) > 0.85
