"""Learned weights: what is learned, when they are refused, and the file that keeps them."""

from __future__ import annotations

import json
import math
import random
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from scipy import optimize

from graph import KetnoiError, Tables, WeightsError, open_store
from queries import fit, load_weights
from queries.baselines.known import Lessons
from queries.cli import main
from queries.evaluation.fitting import _loss, learn
from queries.signals import SIGNALS, WEIGHTS
from queries.weights import Weights
from queries.weights_file import dumped
from tests.queries.evaluation.build import drawn, filed

NAMES = [s.name for s in SIGNALS]


def examples(tells: str, misleads: str, questions: int = 80) -> Lessons:
    """Ten candidates a question: one signal is high for the hidden one, another low; a third is unknown."""
    draw = np.random.default_rng(2)
    signals = draw.random((questions * 10, len(NAMES)))
    right = np.tile(np.arange(10) == 0, questions)
    signals[right, NAMES.index(tells)] = 0.9
    signals[right, NAMES.index(misleads)] = 0.1
    signals[:, NAMES.index("capacity")] = np.nan
    return Lessons(signals, right.astype(float), np.repeat(np.arange(questions), 10), tuple(NAMES))


def by_place(seed: int = 4) -> Tables:
    """All suppliers state the same, and every buyer signs in its own city."""
    draw = random.Random(seed)
    lines = ["product p"]
    for s in range(120):
        lines += [f"s{s} makes p", f"s{s} at c{s % 12}"]
        if draw.random() < 0.5:
            lines.append(f"s{s} joined cnht")
    for b in range(24):
        lines += [f"firm b{b} ownership=fdi", f"b{b} at c{b % 12}"]
        local = [s for s in range(120) if s % 12 == b % 12]
        for m, s in enumerate(draw.sample(local, 8)):
            lines.append(f"b{b} signed s{s} id=m{b}-{m} products=p signed_on=20{15 + m}-0{1 + b % 9}")
    return filed("\n".join(lines))


# --- what is learned ---------------------------------------------------------------------------


def test_what_tells_gains_what_misleads_goes_and_what_is_unknown_stays() -> None:
    found = learn(examples("place", "text"), WEIGHTS)
    assert found["place"] > 3 * WEIGHTS["place"]
    assert found["text"] == 0
    rest = [n for n in NAMES if n not in ("place", "text", "capacity")]
    kept = found["capacity"] / WEIGHTS["capacity"]
    assert 0.3 < kept <= 1.5
    assert all(found[n] >= 0 for n in rest)
    assert math.isclose(sum(found.values()), 1.0)


def test_the_slope_of_the_loss_is_its_slope() -> None:
    loss = _loss(examples("place", "text", questions=12))
    for at in (np.zeros(len(NAMES)), np.linspace(0.1, 3.0, len(NAMES))):
        error = optimize.check_grad(lambda u: loss(u)[0], lambda u: loss(u)[1], at)
        assert error < 1e-5


def test_the_loss_without_weights_is_that_of_luck() -> None:
    assert _loss(examples("place", "text"))(np.zeros(len(NAMES)))[0] == pytest.approx(math.log(10))


# --- when they are used ------------------------------------------------------------------------


def test_surely_better_weights_are_accepted() -> None:
    found = fit(by_place())
    assert found.accepted
    assert found.better.low > 1
    assert found.learned.value > found.usual.value
    assert found.checked()["place"] > 3 * WEIGHTS["place"]
    assert f"{found.checked()['place']:.3f}" in found.say("en")
    assert "tỷ lệ" in found.say("vi")


def test_weights_that_are_not_surely_better_are_refused() -> None:
    """Learned where the usual ones know all there is to know."""
    found = fit(drawn(), start=WEIGHTS)
    assert not found.accepted
    with pytest.raises(WeightsError, match="not surely better"):
        found.checked()


@pytest.mark.parametrize(
    ("graph", "says"),
    [
        ("", "no MOU in the data"),
        ("b signed x\nb signed y", "no dates"),
        ("b signed x signed_on=2020\nb signed y signed_on=2021", "too few MOUs"),
    ],
)
def test_too_little_to_learn_from(graph: str, says: str) -> None:
    with pytest.raises(KetnoiError, match=says):
        fit(filed(graph))


# --- the file ----------------------------------------------------------------------------------


def test_a_file_gives_back_its_weights(tmp_path: Path) -> None:
    path = tmp_path / "w.json"
    weights = Weights({**WEIGHTS, "place": 0.5})
    path.write_bytes(dumped(weights, lessons=3))
    assert dict(load_weights(path)) == pytest.approx(dict(weights))
    assert json.loads(path.read_text("utf-8"))["lessons"] == 3


def _file(**changes: object) -> str:
    data = json.loads(dumped(WEIGHTS))
    weights = {**data["weights"], **changes.pop("weights", {})}  # type: ignore[dict-item]
    return json.dumps({**data, "weights": weights, **changes})


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "cannot be read as weights"),
        ("{", "cannot be read as weights"),
        ("[1, 2]", "not a file that `ketnoi fit` wrote"),
        ('{"product": 1}', "not a file that `ketnoi fit` wrote"),
        (_file(signals="0123456789abcdef"), "learned with other signals or another schema"),
        (_file(weights={"price": 0.1}), "learned with other signals or another schema"),
        (_file(weights={"product": -0.2}), "weight of 'product' is -0.2; it must be 0 or more"),
        (_file(weights={"product": float("nan")}), "weight of 'product' is nan, not a number"),
        (_file(weights={"product": "much"}), "weight of 'product' is 'much', not a number"),
        (_file(weights=dict.fromkeys(NAMES, 0)), "must sum to a finite number above 0"),
    ],
)
def test_a_bad_file_is_told_with_its_name(tmp_path: Path, content: str, says: str) -> None:
    path = tmp_path / "w.json"
    path.write_text(content, "utf-8")
    with pytest.raises(WeightsError) as error:
        load_weights(path)
    assert says in error.value.say("en")
    assert "w.json" in error.value.say("vi")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="cannot be read"):
        load_weights(tmp_path / "none.json")


def test_fit_then_rank_on_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is written, used by --weights and by the variable, and not over another program's file."""
    monkeypatch.chdir(tmp_path)
    with open_store("k.db") as store:
        store.write(by_place())

    def run(*arguments: str, **env: str) -> str:
        result = CliRunner().invoke(main, [*arguments, "--store", "k.db"], env=env)
        assert result.exit_code == 0, result.output
        return result.stdout

    assert "place" in run("fit", "--lang", "en")
    ask = ("suppliers", "b0", "--format", "json")
    learned = run(*ask, "--weights", "ketnoi-weights.json")
    assert learned == run(*ask, KETNOI_WEIGHTS="ketnoi-weights.json") != run(*ask)
    shown = {s["name"]: s["weight"] for s in json.loads(learned)["matches"][0]["signals"]}
    assert shown == dict(load_weights("ketnoi-weights.json"))
    Path("other.json").write_text("{}", "utf-8")
    again = CliRunner().invoke(main, ["fit", "--store", "k.db", "-o", "other.json"])
    assert again.exit_code == 1
    assert "--force" in again.stderr


def test_refused_weights_leave_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with open_store("k.db") as store:
        store.write(drawn())
    result = CliRunner().invoke(main, ["fit", "--store", "k.db", "--lang", "en"])
    assert result.exit_code == 1
    assert not Path("ketnoi-weights.json").exists()
