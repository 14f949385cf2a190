"""How good the ranking is, and weights that are better: ``ketnoi evaluate | fit``."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Any, Self

import click

from graph import Tables, open_store
from graph.files import write_file
from graph.text import Lang, Text
from graph.workbook import Sheet
from queries.commands.opening import weights_asked, weights_option
from queries.options import lang_option, store_option
from queries.output import Answer, Output, output_options, tell_written


@click.command()
@click.argument("dataset", required=False)
@click.option(
    "--split",
    type=click.Choice(["date", "leave-one-out", "cold-supplier", "cold-buyer"]),
    default="date",
    show_default=True,
    help="Giấu gì / what is hidden.",
)
@click.option("--share", type=float, default=0.2, show_default=True, help="Giấu bao nhiêu / how much of it.")
@click.option(
    "--question",
    type=click.Choice(["both", "buyer", "product"]),
    default="both",
    show_default=True,
    help="Hỏi theo bên mua, hay bên mua và sản phẩm / ask by buyer, or by buyer and product.",
)
@click.option(
    "--baseline",
    multiple=True,
    help="Chỉ so với / compare only with (repeat for several; none: with nothing).  [default: all]",
)
@click.option(
    "--most",
    type=click.IntRange(1),
    default=2000,
    show_default=True,
    help="Số câu hỏi tối đa mỗi loại / questions of a kind.",
)
@click.option(
    "--seed", type=click.IntRange(0), default=0, show_default=True, help="Hạt giống / seed of what is drawn."
)
@click.option("--ablation", is_flag=True, help="Thử bỏ từng tín hiệu / also without each signal.")
@click.option("--plot", metavar="FILE.svg", help="Vẽ hình / write a picture.")
@click.option(
    "--no-taxonomy", is_flag=True, help="Không nạp kèm danh mục / do not load the taxonomy with it."
)
@weights_option
@store_option
@output_options
@lang_option
def evaluate(
    dataset: str | None, store: str, plot: str | None, out: Output, lang: Lang, **asked: Any
) -> None:
    """Giấu ghi nhớ rồi hỏi lại: xếp hạng tốt đến đâu / hide MOUs, ask for them: how good is the ranking.

    DATASET: một bộ dữ liệu như của `load`, chỉ đọc vào bộ nhớ; bỏ trống thì dùng kho.
    A dataset as for `load`, read into memory only; without it, the store.
    """
    from queries.evaluation import KINDS, Plan
    from queries.evaluation import evaluate as measured
    from queries.evaluation.plot import svg

    plan = Plan(split=asked["split"], share=asked["share"], most=asked["most"], seed=asked["seed"])
    baselines = [b for b in asked["baseline"] if b != "none"] if asked["baseline"] else None
    kinds = KINDS if asked["question"] == "both" else (asked["question"],)
    tables = tables_of(dataset, store, lang, taxonomy=not asked["no_taxonomy"])
    with Bars(lang) as bars:
        found = measured(
            tables,
            plan,
            weights=weights_asked(),
            baselines=baselines,
            kinds=kinds,
            ablation=asked["ablation"],
            progress=bars.step,
        )
    answer = Answer(
        text=lambda: found.say(lang),
        data=found.to_dict,
        frame=found.to_frame,
        sheets=lambda: [Sheet(Text("Kết quả", "Figures").say(lang), found.to_frame())],
    )
    out.give(answer, lang)
    if plot is not None:
        tell_written(write_file(plot, svg(found, lang).encode(), overwrite=out.force), lang)


@click.command()
@click.argument("dataset", required=False)
@click.option(
    "--output",
    "-o",
    default="ketnoi-weights.json",
    show_default=True,
    help="Tệp trọng số / the file of weights, for --weights.",
)
@click.option("--force", is_flag=True, help="Ghi đè tệp khác / overwrite another file.")
@click.option("--no-taxonomy", is_flag=True, help="Không nạp kèm danh mục / without the taxonomy.")
@store_option
@lang_option
def fit(dataset: str | None, output: str, force: bool, no_taxonomy: bool, store: str, lang: Lang) -> None:
    """Học trọng số từ ghi nhớ cũ, kiểm tra trên ghi nhớ mới / learn weights from older MOUs, test on newer.

    Chỉ ghi tệp khi chắc chắn tốt hơn trọng số sẵn có.
    The file is written only when they are surely better than the usual ones.
    """
    from queries.evaluation.fitting import fit as learned
    from queries.weights_file import dumped, is_weights

    tables = tables_of(dataset, store, lang, taxonomy=not no_taxonomy)
    with Bars(lang) as bars:
        found = learned(tables, progress=bars.step)
    click.echo(found.say(lang))
    about = {"lessons": found.lessons, "questions": found.questions, "better": str(found.better)}
    data = dumped(found.checked(), **about)
    tell_written(write_file(output, data, ours=is_weights, overwrite=force), lang)


def tables_of(dataset: str | None, store: str, lang: Lang, *, taxonomy: bool) -> Tables:
    """The tables of a dataset, loaded into memory only, or those of a store."""
    if dataset is None:
        with open_store(store, create=False) as opened:
            return opened.read()
    from loaders import load

    with open_store(":memory:") as opened:
        report = load(dataset, opened, taxonomy=taxonomy)
        if len(report.rejected) or report.warnings:
            click.echo(report.say(lang), err=True)
        return opened.read()


class Bars:
    """A progress bar on standard error for each step of long work, where a person looks on."""

    def __init__(self, lang: Lang) -> None:
        self._lang = lang
        self._label: str | None = None
        self._bar: Any = None

    def step(self, label: Text, done: int, total: int) -> None:
        """So much of a step is done; another label begins another bar."""
        said = label.say(self._lang)
        if said != self._label:
            self._finish()
            self._label = said
            if sys.stderr.isatty():
                self._bar = click.progressbar(length=total, label=said, file=sys.stderr)
                self._bar.render_progress()
        if self._bar is not None:
            self._bar.update(done - self._bar.pos)

    def _finish(self) -> None:
        if self._bar is not None:
            self._bar.render_finish()
            self._bar = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._finish()
