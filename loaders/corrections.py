"""What was set aside, in its original form with the reason: a workbook to correct and load again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import pandas as pd

from graph.text import Text
from graph.workbook import Sheet as Page
from graph.workbook import workbook
from loaders.report import OVERVIEW, REASONS, Findings, LoadReport, Original
from loaders.sheet import Sheet
from loaders.template import sheet_name

_COLUMNS = ("Tệp | File", "Trang | Sheet", "Dòng | Row", "Cột | Column", "Ô | Cell", "Lý do", "Reason")


def originals(sheets: Iterable[Sheet], findings: Findings) -> tuple[Original, ...]:
    """The rows of sheets of which anything was set aside, as they stood in their files."""
    reasons: dict[tuple[str, str | None, int], dict[str, None]] = defaultdict(dict)
    for file, sheet, row, column, _, _, vi, en in findings.rejected:
        if row is not None:
            said = Text(f"{column}: {vi}", f"{column}: {en}") if column else Text(vi, en)
            reasons[file, sheet, row][f"{said.vi} / {said.en}"] = None
    found = []
    for one in sheets:
        kept = [
            [*row, "\n".join(reasons[one.file, one.sheet, number])]
            for number, row in zip(one.numbers, one.rows, strict=True)
            if (one.file, one.sheet, number) in reasons
        ]
        if kept:
            found.append(Original(one.kind, one.name, (*one.header, REASONS), kept))
    return tuple(found)


def report_workbook(report: LoadReport) -> bytes:
    """The report as XLSX: a sheet for each kind of data that had rows set aside, and all reasons.

    The rows are as their files have them, a last column says why they are here;
    that column is not read. Correct the cells and load the workbook.
    """
    pages = [
        Page(sheet_name(one.kind), pd.DataFrame(one.rows, columns=list(one.header), dtype=object), frozen=1)
        for one in report.originals
    ]
    all_ = report.rejected[["file", "sheet", "row", "column", "value", "reason", "reason_en"]]
    return workbook([*pages, Page(OVERVIEW, all_.set_axis(list(_COLUMNS), axis=1))])
