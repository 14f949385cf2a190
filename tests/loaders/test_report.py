"""The report of a load: complete as data, readable as text in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph import Counts, Store, Text
from loaders import LoadReport
from loaders.report import REJECTED, REVIEW, Findings, Place
from tests.loaders.build import load_files
from tests.markup import HOSTILE, Markup

COUNTS = {"Enterprise": Counts(3, 1, 7), "MAKES": Counts(0, 0, 2), "Product": Counts()}


def _report(rejected: int = 0, review: int = 0, warnings: int = 0) -> LoadReport:
    findings = Findings()
    for i in range(rejected):
        place = Place("data/mous.csv", None, i + 2, "buyer")
        findings.set_aside(place, f"Công ty {i}", Text("không có", "no such"))
    for i in range(review):
        findings.queue(
            (f"b{i:02}", f"Hai {i}"), (f"a{i:02}", f"Một {i}"), Text("chỉ khác dấu", "only accents")
        )
    for i in range(warnings):
        findings.warn(f"lưu ý {i}", f"note {i}")
    return LoadReport.of("data", COUNTS, findings)


def test_the_counts_of_all_types_add_up() -> None:
    assert _report().total == Counts(3, 1, 9)


def test_the_frame_has_one_row_per_type_that_was_touched() -> None:
    frame = _report().to_frame()
    assert frame.columns.tolist() == ["type", "added", "changed", "unchanged"]
    assert frame.to_numpy().tolist() == [["Enterprise", 3, 1, 7], ["MAKES", 0, 0, 2]]


def test_a_quiet_report_is_only_its_counts() -> None:
    assert _report().say("en").splitlines() == [
        "Loaded data: 3 added, 1 changed, 9 unchanged",
        "  Enterprise       +3      ~1      =7",
        "  makes            +0      ~0      =2",
    ]
    assert _report().say("vi").splitlines()[0] == "Đã nạp data: thêm 3, đổi 1, giữ nguyên 9"
    assert "Doanh nghiệp" in _report().say("vi")


def test_vietnamese_is_what_prints() -> None:
    assert str(_report(1, 1, 1)) == _report(1, 1, 1).say() == _report(1, 1, 1).say("vi")


def test_every_finding_stands_in_the_text() -> None:
    lines = _report(1, 1, 1).say("en").splitlines()[3:]
    assert lines == [
        "Set aside (1):",
        "  data/mous.csv:2:buyer 'Công ty 0': no such",
        "May be one enterprise, for a person to decide (1):",
        "  Một 0 (a00) ~ Hai 0 (b00): only accents",
        "Note (1):",
        "  note 0",
    ]
    vi = _report(1, 1, 1).say("vi").splitlines()[3:]
    assert vi[0] == "Để riêng (1):"
    assert vi[1].endswith("'Công ty 0': không có")
    assert vi[3].endswith("chỉ khác dấu")
    assert vi[5] == "  lưu ý 0"


@pytest.mark.parametrize("kind", ["rejected", "review", "warnings"])
@pytest.mark.parametrize("size", [19, 20, 21, 500])
def test_a_long_list_is_cut_at_twenty_and_says_how_many_more(kind: str, size: int) -> None:
    report = _report(**{kind: size})
    title, *items = report.say("en").splitlines()[3:]
    assert f"({size}):" in title
    assert len(items) == min(size, 20) + (size > 20)
    if size > 20:
        assert items[-1] == f"  … and {size - 20} more"
        assert report.say("vi").endswith(f"  … và {size - 20} nữa")
    assert len(getattr(report, kind)) == size


def test_a_warning_said_twice_is_listed_once() -> None:
    findings = Findings()
    findings.warn("lưu ý", "note")
    findings.warn("lưu ý", "note")
    assert LoadReport.of("data", {}, findings).warnings == (Text("lưu ý", "note"),)


def test_a_pair_is_queued_once_whichever_way_round() -> None:
    findings = Findings()
    for pair in ((("a", "A"), ("b", "B")), (("b", "B"), ("a", "A"))):
        findings.queue(*pair, Text("lý do", "why"))
    review = LoadReport.of("data", {}, findings).review
    assert review.to_dict("records") == [dict(zip(REVIEW, ("a", "A", "b", "B", "lý do", "why"), strict=True))]


def test_empty_lists_still_have_their_columns() -> None:
    report = _report()
    assert report.rejected.columns.tolist() == list(REJECTED)
    assert report.review.columns.tolist() == list(REVIEW)
    assert len(report.rejected) == len(report.review) == len(report.warnings) == 0


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (Place("f.csv"), "f.csv"),
        (Place("f.csv", None, 3), "f.csv:3"),
        (Place("f.csv", None, 3, "name"), "f.csv:3:name"),
        (Place("f.xlsx", "mous", 3, "buyer"), "f.xlsx:mous:3:buyer"),
    ],
)
def test_a_place_reads_from_file_to_column(place: Place, text: str) -> None:
    assert str(place) == text


def test_rejected_rows_stand_in_the_order_of_files_and_rows(store: Store, folder: Path) -> None:
    files = {
        "mous": "buyer,supplier\nx,a\ny,a\n",
        "enterprises": "id,name,employees,founded\na,Một,?,?\nb,,,\nc,Ba,?,\n",
    }
    report = load_files(store, folder, files)
    found = report.rejected[["file", "row", "column", "scope"]].to_numpy().tolist()
    assert found == [
        ["data/enterprises.csv", 2, "employees", "cell"],
        ["data/enterprises.csv", 2, "founded", "cell"],
        ["data/enterprises.csv", 3, "name", "row"],
        ["data/enterprises.csv", 4, "employees", "cell"],
        ["data/mous.csv", 2, "buyer", "row"],
        ["data/mous.csv", 3, "buyer", "row"],
    ]


def test_the_counts_are_those_of_the_store(store: Store, folder: Path) -> None:
    text = "id,name,employees\na,Một,10\nb,Hai,\n"
    first = load_files(store, folder, {"enterprises": text})
    assert first.counts["Enterprise"] == Counts(added=2)
    changed = load_files(store, folder, {"enterprises": text.replace("10", "20") + "c,Ba,\n"})
    assert changed.counts["Enterprise"] == Counts(added=1, changed=1, unchanged=1)
    assert changed.counts["Source"] == Counts(changed=1)
    assert changed.dataset == "data"


def test_a_notebook_shows_counts_and_lists_in_both_languages() -> None:
    html = _report(rejected=25, review=2, warnings=1)._repr_html_()
    assert Markup(html).quiet()
    vi, _, en = html.partition("<details>")
    assert vi.count("<tr>") == 1 + 2  # the header and the types that were touched
    assert Markup(vi).text.index("Để riêng (25):") < Markup(vi).text.index("… và 5 nữa")
    said = Markup(en).text
    assert "Loaded data: 3 added, 1 changed, 9 unchanged" in said
    assert "Một 0 (a00) ~ Hai 0 (b00): only accents" in said
    assert "note 0" in said
    assert vi.count("<li>") == en.count("<li>") == 21 + 2 + 1


@pytest.mark.parametrize("text", HOSTILE)
def test_no_value_of_a_file_becomes_markup(text: str) -> None:
    def shown(value: str) -> str:
        findings = Findings()
        findings.set_aside(Place(value, value, 2, value), value, Text(value, value))
        findings.queue(("a", value), ("b", value), Text(value, value))
        findings.warn(value, value)
        return LoadReport.of(value, COUNTS, findings)._repr_html_()

    assert Markup(shown(text)).quiet()
    assert Markup(shown(text)).tags == Markup(shown("calm")).tags
