"""Pairs to decide at scale: bounded for each firm, the most alike kept, what is left out counted."""

from __future__ import annotations

import random
from collections import Counter
from itertools import combinations
from pathlib import Path

from click.testing import CliRunner

from graph import open_store
from graph.decisions import Decisions, separate
from graph.gloss import gloss
from loaders import pending
from loaders.lookalikes import Firm, lookalikes
from loaders.pairing import CROWD, Candidates
from loaders.twins import Spelt, joined
from loaders.whereabouts import Whereabouts
from queries.cli import main
from tests.loaders.build import load_files

SYLLABLES = [
    "An",
    "Bình",
    "Cường",
    "Dũng",
    "Giang",
    "Hà",
    "Khang",
    "Lâm",
    "Minh",
    "Nam",
    "Phát",
    "Quang",
    "Sơn",
    "Tâm",
    "Thành",
    "Vinh",
    "Xuân",
    "Yên",
]


def _firms(names: list[str]) -> list[Firm]:
    return [Firm(f"f{at:04}", {name: None}) for at, name in enumerate(names)]


def _pairs(firms: list[Firm]) -> tuple[set[tuple[str, str]], int]:
    found = lookalikes(firms, Decisions())
    return {(one.label, two.label) for one, two, _ in found.pairs}, found.left_out


def _crowded(count: int, seed: int = 1) -> list[str]:
    """Names of few words, so that nearly all have lookalikes."""
    draw = random.Random(seed)
    forms = ("Công ty TNHH", "Công ty CP", "Công ty TNHH MTV")
    told = (f"{draw.choice(forms)} {' '.join(draw.choices(SYLLABLES[:9], k=2))}" for _ in range(count))
    return list(dict.fromkeys(told))


def test_the_order_of_firms_does_not_matter_in_a_crowd() -> None:
    firms = _firms(_crowded(400))
    first = _pairs(firms)
    assert first[1] > 0
    for seed in range(3):
        random.Random(seed).shuffle(firms)
        assert _pairs(firms) == first


def test_every_firm_keeps_its_most_alike_and_the_rest_is_counted() -> None:
    """A hub of which sixty others have a word more: only its legal form differs from one."""
    hub, other = "Công ty TNHH Minh Phát", "Công ty CP Minh Phát"
    longer = [f"Công ty TNHH Minh Phát {a}{b}ex" for a, b in combinations("bcdfghklmnpr", 2)]
    found = lookalikes(_firms([*longer, hub, other]), Decisions())
    assert (found.pairs[0][0].label, found.pairs[0][1].label) == (hub, other)
    partners = Counter(firm.label for one, two, _ in found.pairs for firm in (one, two))
    assert all(partners[name] for name in longer)  # each keeps its own likeliest


def test_pairs_grow_no_faster_than_names_in_the_worst_crowd() -> None:
    """All names made of the same three words: what is compared is bounded for each firm."""
    words = ["Minh Phát Long", "Phát Minh Long", "Long Phát Minh", "Mính Phát Long", "Minh Phạt Lọng"]
    for count in (50, 500):
        names = {f"f{at:04}": [gloss(words[at % 5])] for at in range(count)}
        candidates = Candidates()
        candidates.add_named(names)
        assert len(candidates.found) <= CROWD * count
        assert len(candidates.found) + candidates.left_out == count * (count - 1) // 2
        only = Candidates({"f0001", "f0002"})
        only.add_named(names)
        assert len(only.found) + only.left_out == 2 * (count - 1) - 1


def test_those_separated_make_room_for_the_next_of_a_crowd() -> None:
    names = {f"f{at:04}": [gloss("Minh Phát Long")] for at in range(20)}
    first = Candidates()
    first.add_named(names)
    then = Candidates(apart=first.found)
    then.add_named(names)
    assert len(then.found) > 20
    assert not first.found & then.found


def test_a_name_of_common_words_only_is_not_compared_with_all_that_have_them() -> None:
    common = "Công ty TNHH Thương mại và Dịch vụ"
    names = [f"{common} {a} {b}" for a, b in combinations(SYLLABLES, 2)]
    firms = _firms([*names, common])
    candidates = Candidates()
    candidates.add_named({firm.id: firm.glosses for firm in firms})
    assert not [pair for pair in candidates.found if firms[-1].id in pair]


def test_a_slip_is_found_among_many_firms_of_the_same_name() -> None:
    names = [f"Công ty {form} Hải Long Vương" for form in ("TNHH", "CP", "TNHH MTV", "hợp danh")]
    found, _ = _pairs(_firms([*names, "Công ty TNHH Hải Long Vươnng"]))
    assert (names[0], "Công ty TNHH Hải Long Vươnng") in found


def test_an_abbreviation_meets_each_of_its_meanings_and_a_doubled_word_is_a_word_more() -> None:
    names = ["CN Thành Đô", "Công nghệ Thành Đô", "Công nghiệp Thành Đô", "An Khang", "An An Khang"]
    found = lookalikes(_firms([f"Công ty TNHH {name}" for name in names]), Decisions())
    told = {(one.id, two.id): why.en for one, two, why in found.pairs}
    assert told == {
        ("f0000", "f0001"): "an abbreviation means several things",
        ("f0000", "f0002"): "an abbreviation means several things",
        ("f0003", "f0004"): "one has a word more",
    }


def test_what_is_left_out_is_said_and_comes_up_when_others_are_decided(tmp_path: Path) -> None:
    lines = "".join(f"{name}\n" for name in _crowded(400))
    path = str(tmp_path / "k.db")
    with open_store(path) as store:
        report = load_files(store, tmp_path / "data", {"enterprises": f"name\n{lines}"})
        pairs = pending(store)
        more = pairs.attrs["left_out"]
        assert more > 0
        assert any(f"up to {more} pairs" in text.en for text in report.warnings)
        before = {frozenset(pair) for pair in zip(pairs["keep"], pairs["drop"], strict=True)}
        busiest, _ = Counter([*pairs["keep"], *pairs["drop"]]).most_common(1)[0]
        for one, two in (pair for pair in before if busiest in pair):
            separate(store, one, two)
        after = pending(store)
        assert {frozenset(pair) for pair in zip(after["keep"], after["drop"], strict=True)} - before
        assert after.attrs["left_out"] < more
    done = CliRunner().invoke(main, ["resolve", "list", "--store", path, "--lang", "en"])
    assert f"up to {after.attrs['left_out']} pairs" in done.output


def test_of_too_many_names_with_the_same_words_none_is_joined_and_that_is_said() -> None:
    here = Whereabouts(frozenset({"kcn nomura"}))
    few = [Spelt(f"k{at}", ("Công ty TNHH Minh Phát",), here) for at in range(50)]
    assert joined(few).groups == [{one.key for one in few}]
    assert joined(few).crowds == []
    many = [Spelt(f"k{at}", ("Công ty TNHH Minh Phát",), here) for at in range(60)]
    assert (joined(many).groups, joined(many).crowds) == ([], [("Công ty TNHH Minh Phát", 60)])
