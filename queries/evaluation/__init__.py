"""How good is the ranking? MOUs are hidden with all that came from them, and asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np

from graph import KetnoiError, Store, Tables
from graph.text import Text
from queries.baselines import BASELINES, Baseline, chosen
from queries.baselines.known import Known, Scorer
from queries.evaluation.asking import ASKING, Answers, Progress, ask, ours
from queries.evaluation.hiding import hide
from queries.evaluation.learning import inner, lessons, tuned
from queries.evaluation.metrics import METRICS, interval, mean, ratio, resamples
from queries.evaluation.questions import KINDS, PARTS, Exam, exam, has_signed
from queries.evaluation.report import OURS, Evaluation, Exposure, Figure
from queries.evaluation.splits import SPLITS, Plan, folds
from queries.weights import WEIGHTS, Weights

__all__ = ["KINDS", "OURS", "PARTS", "SPLITS", "Evaluation", "Plan", "evaluate"]

FEW = 10  # buyers below which an interval says little
WITHOUT = "without {}"  # how ablations are called


def evaluate(
    data: Store | Tables,
    plan: Plan | None = None,
    *,
    weights: Weights = WEIGHTS,
    baselines: Sequence[str] | None = None,
    kinds: Sequence[str] = KINDS,
    ablation: bool = False,
    progress: Progress = lambda step, done, total: None,
) -> Evaluation:
    """Hide MOUs, ask for them, and measure our ranking beside the baselines.

    ``baselines`` names those wanted (all that are installed by default, none
    with an empty list); each is tuned on an inner split of what stays visible.
    ``kinds``: ``buyer`` asks who fits a buyer, ``product`` who fits its need of
    one product. ``ablation`` also measures our ranking without each signal.
    Intervals are 95 %, from 1,000 resamples of buyers. Raises ``KetnoiError``
    when the data hold nothing that can be hidden and asked for.
    """
    plan = plan or Plan()
    strange = sorted(set(kinds) - set(KINDS))
    if strange or not kinds:
        raise KetnoiError(
            f"không có loại câu hỏi {strange}; có: {list(KINDS)}",
            f"no kind of question {strange}; known: {list(KINDS)}",
        )
    wanted = chosen(None if baselines is None else tuple(baselines))
    tables = data.read() if isinstance(data, Store) else data
    tests = folds(tables, plan)
    hidden = {id for fold in tests for id in fold.hidden}
    visible = hide(tables, hidden)
    settings = tuned(wanted, visible, progress=progress)
    examples = cache(lambda: lessons(inner(visible)))
    found: list[tuple[Exam, Answers]] = []
    for number, fold in enumerate(tests, start=1):
        test = exam(tables, fold, kinds=kinds, most=plan.most, seed=plan.seed)
        known = Known(test.index, test.on, examples)
        scorers = {OURS: ours(weights), **_without(weights, ablation)}
        for baseline in wanted:
            scorer = baseline.make(known, settings[baseline.name])
            if scorer is not None:
                scorers[baseline.name] = scorer
        if test.questions:
            found.append((test, ask(test, scorers, progress=progress if len(tests) == 1 else _quiet)))
        if len(tests) > 1:
            progress(ASKING, number, len(tests))
    if not found:
        raise _none_asked(kinds)
    return Evaluation(
        plan,
        tuple(_figures(found)),
        tuple(_exposure(found)),
        {name: values for name, values in settings.items() if values},
        len(hidden),
        tuple(_notes(found, wanted)),
    )


def _none_asked(kinds: Sequence[str]) -> KetnoiError:
    vi = "không cặp nào bị giấu có thể hỏi lại: nhà cung cấp của chúng không phải doanh nghiệp trong nước"
    en = "none of the hidden pairs can be asked for: their suppliers are not domestic enterprises"
    if "buyer" in kinds:
        return KetnoiError(vi, en)
    return KetnoiError(
        f"{vi}, hoặc ghi nhớ không nêu sản phẩm nào của hệ phân loại (thử --question buyer)",
        f"{en}, or the MOUs name no product of the taxonomy (try --question buyer)",
    )


def _quiet(step: Text, done: int, total: int) -> None:
    """One fold of many: they are counted, not their questions."""


def _without(weights: Weights, ablation: bool) -> dict[str, Scorer]:
    """Our ranking without each signal that counts."""
    counted = [name for name, weight in weights.items() if weight] if ablation else []
    return {WITHOUT.format(n): ours(Weights({**weights, n: 0.0})) for n in counted if len(counted) > 1}


def _figures(found: Sequence[tuple[Exam, Answers]]) -> Iterator[Figure]:
    """The figures of every kind, part and ranker over all folds."""
    questions = [q for _, answers in found for q in answers.questions]
    rankers = list(found[0][1].values)
    values = {r: np.concatenate([answers.values[r] for _, answers in found]) for r in rankers}
    buyers = np.array([q.query.buyer for q in questions])
    kinds = np.array([q.kind for q in questions])
    for kind in dict.fromkeys(kinds.tolist()):
        for number, part in enumerate(PARTS):
            rows = np.flatnonzero((kinds == kind) & ~np.isnan(values[OURS][:, number, 0]))
            if not len(rows):
                continue
            draws = resamples(buyers[rows])
            partners = sum(len(questions[i].relevant[part]) for i in rows.tolist())
            for ranker in rankers:
                own, its = (values[r][rows, number] for r in (OURS, ranker))
                metrics = {m: interval(draws, mean(its[:, i])) for i, m in enumerate(METRICS)}
                better = None if ranker == OURS else interval(draws, ratio(own[:, 0], its[:, 0]))
                yield Figure(kind, part, ranker, len(rows), partners, metrics, better)


def _exposure(found: Sequence[tuple[Exam, Answers]]) -> Iterator[Exposure]:
    """Whom each ranker shows, over all folds and questions."""
    for ranker in found[0][1].values:
        shown = np.sum([answers.shown[ranker] for _, answers in found], axis=0)
        candidates = found[0][0].candidates
        cold = sum(float(answers.shown[ranker][~has_signed(test.index)].sum()) for test, answers in found)
        total = float(shown.sum())
        coverage = float((shown[candidates] > 0).mean())
        yield Exposure(ranker, coverage, cold / total if total else 0.0)


def _notes(found: Sequence[tuple[Exam, Answers]], wanted: Sequence[Baseline]) -> Iterator[Text]:
    tests = [test for test, _ in found]
    buyers = {q.query.buyer for test in tests for q in test.questions}
    if len(buyers) < FEW:
        yield Text(
            f"chỉ hỏi được {len(buyers)} bên mua: các khoảng tin cậy nói lên rất ít",
            f"only {len(buyers)} buyer(s) could be asked for: the intervals say little",
        )
    asked = [q.query for test in tests for q in test.questions]
    unmade = sum(q.product is not None and not q.index.made(q.product) for q in asked)
    if unmade:
        yield Text(
            f"{unmade} câu hỏi về sản phẩm mà phần còn thấy không cho biết ai làm:"
            " ở đó chỉ còn các tín hiệu khác",
            f"{unmade} question(s) ask for a product that nobody visible is known to make: only other"
            " signals can tell there",
        )
    lost = sum(test.lost for test in tests)
    if lost:
        yield Text(
            f"{lost} cặp bị giấu có nhà cung cấp không phải doanh nghiệp trong nước nên không hỏi",
            f"{lost} hidden pairs have a supplier that is not domestic and were not asked for",
        )
    if not (tests[0].index.ownership == "domestic").any():
        yield Text(
            "không doanh nghiệp nào được ghi là trong nước: ứng viên là mọi doanh nghiệp không rõ là FDI",
            "no enterprise is marked as domestic: the candidates are all that are not known to be foreign",
        )
    made = set(found[0][1].values)
    for baseline in BASELINES:
        if baseline in wanted and baseline.name not in made:
            yield Text(
                f"{baseline.label.vi}: quá ít ghi nhớ để học nên không so sánh",
                f"{baseline.label.en}: too few MOUs to learn from, not compared",
            )
