"""Rankings and explanations as text for a terminal, and as rows for files."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from graph import Counts, StoreError
from graph.text import Lang, Text
from queries.citing import Footnotes
from queries.matches import Match, Matches
from queries.wording import match_lines, ranking_lines, wrapped

if TYPE_CHECKING:
    from queries.matchmaker import Matchmaker

LEAD_BUYER = "lg-electronics"


def ranking(matchmaker: Matchmaker, matches: Matches, lang: Lang) -> str:
    """A ranking as text, with its sources."""
    notes = Footnotes(matchmaker, lang)
    return "\n".join([*ranking_lines(matches, lang, notes.cite), *notes.lines()])


def explanation(matchmaker: Matchmaker, match: Match, lang: Lang) -> str:
    """One match in full as text, with its sources."""
    notes = Footnotes(matchmaker, lang)
    return "\n".join([*match_lines(match, lang, notes.cite), *notes.lines()])


def signals_frame(match: Match, lang: Lang) -> pd.DataFrame:
    """The signals of a match, a row each."""
    rows = [
        (
            s.name,
            s.score,
            s.weight,
            s.contribution,
            s.sentence.say(lang),
            "; ".join(r for f in s.evidence for r in f.sources),
        )
        for s in match.signals
    ]
    return pd.DataFrame(rows, columns=["signal", "score", "weight", "contribution", "sentence", "sources"])


def demo(matchmaker: Matchmaker, lang: Lang) -> str:
    """The rankings of the demo: the FDI buyers of the MOUs, and LG Electronics."""
    index, notes = matchmaker.index, Footnotes(matchmaker, lang)
    signed = sorted({index.enterprises[b] for b in index.rows["SIGNED_MOU"].source.tolist()})
    parts = [
        "\n".join(ranking_lines(matchmaker.rank_suppliers(buyer, top=8), lang, notes.cite))
        for buyer in (LEAD_BUYER, *signed)
    ]
    parts.append("\n".join(notes.lines()))
    honest = Text(
        "Dữ liệu còn ít và nhiều điều chưa rõ: bảy ghi nhớ từ một bài báo, nhiều dữ kiện đã cũ"
        " (năm ghi trong ngoặc)."
        " Nhu cầu phần lớn được suy ra từ sản phẩm của bên mua,"
        " không phải đơn hàng."
        " Điểm số chỉ để xếp thứ tự, không phải xác suất.",
        "The data are small and much is unknown: seven MOUs from one article, and many facts are old"
        " (years in brackets). Most needs are inferred from what a buyer makes; they are no purchase orders."
        " Scores order candidates; they are no probabilities.",
    )
    return "\n\n".join(["", *parts, wrapped(honest.say(lang), 0)])


def copied(given: dict[str, int], written: dict[str, Counts], there: dict[str, int]) -> list[Text]:
    """What a copy did; raises ``StoreError`` when the counts afterwards show that rows lack."""
    lost = [f"{name} {there[name]}/{n}" for name, n in given.items() if there[name] < n]
    if lost:
        names = ", ".join(lost)
        raise StoreError(f"bản sao thiếu dòng: {names}", f"rows are missing in the copy: {names}")
    more = [
        Text(f"{name}: chép {n}, trong kho có {there[name]}", f"{name}: {n} copied, {there[name]} there")
        for name, n in given.items()
        if there[name] > n
    ]
    total = sum(written.values(), Counts())
    rows = sum(given.values())
    return [
        *more,
        Text(
            f"đã chép {rows} dòng, {total.added} mới, {total.changed} thay đổi; số dòng đã đối chiếu",
            f"copied {rows} rows, {total.added} new, {total.changed} changed; counts were compared",
        ),
    ]


def next_steps(store: str, page: Path) -> Text:
    """What to try after the demo."""
    shown = re.sub(r"://[^/@]*@", "://", store)  # without the password
    at = "" if store == "ketnoi.db" else f" --store {shlex.quote(shown)}"
    commands = [
        f'ketnoi explain lg-electronics "Thành Phương"{at}',
        f'ketnoi suppliers heesung -p "linh kiện nhựa"{at}',
        f'ketnoi buyers "Nhựa An Phát"{at}',
        f"ketnoi html heesung -o heesung.html{at}",
        f"ketnoi html --all -o pages{at}",
        f"ketnoi load ./my-data{at}",
    ]
    listed = "\n".join(f"  {c}" for c in commands)
    return Text(
        f"\nTrang của LG Electronics: {page} (mở bằng trình duyệt, không cần mạng)\nThử tiếp:\n{listed}",
        f"\nThe page of LG Electronics: {page} (open in a browser; needs no network)\nTry next:\n{listed}",
    )
