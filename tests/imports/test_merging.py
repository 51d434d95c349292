"""An import into a report that is there already."""

import random
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from builders import HeldReports

from app.commands.sources import as_imported
from app.edit_effects import inverse, perform
from app.edits import Batch
from app.forms.compiled import total_definitions
from app.forms.loader import forms
from app.imports import Imported
from app.imports.merging import MergeChoice, differences, merge, obstacle
from app.report import Report, Status, Totals
from app.values import Value

Filled = Callable[..., Report]
NEW = "cn-disclosure-2021"


def _found(report: Report, **changes: object) -> Imported:
    """The report as if read from a file."""
    return replace(as_imported(report), totals=Totals.TYPED, **changes)


def _applied(report: Report, edit: Batch) -> Report:
    steps = perform(edit, HeldReports(report))
    after = steps[-1].after if steps else report
    assert after is not None
    back = inverse(edit, HeldReports(report))
    undone = perform(back, HeldReports(after))
    assert (undone[-1].after if undone else after) == report, "one step takes all of it back"
    return after


def test_the_same_report_differs_in_nothing(filled: Filled) -> None:
    report = filled(NEW)
    assert differences(report, _found(report)).count == 0
    assert merge(report, _found(report), MergeChoice.REPLACE).edits == ()


@pytest.mark.parametrize("totals", list(Totals))
def test_what_is_printed_alike_is_no_difference_and_no_edit(filled: Filled, totals: Totals) -> None:
    report = filled(NEW, totals=totals)
    body = report.text("overview")
    spaced = replace(report, sections={**report.sections, "overview": f" {body} \n\n"})
    assert differences(spaced, _found(report)).count == 0
    assert merge(spaced, _found(report), MergeChoice.REPLACE).edits == ()


def test_computed_totals_that_the_source_does_not_state_are_no_difference(filled: Filled) -> None:
    report = filled(NEW, totals=Totals.COMPUTED)
    parts = {key: value for key, value in report.cells.items() if key not in total_definitions(report.form)}
    assert len(parts) < len(report.cells)
    found = replace(as_imported(report), totals=Totals.COMPUTED, cells=parts)
    assert differences(report, found).count == 0
    assert merge(report, found, MergeChoice.REPLACE).edits == ()


@pytest.mark.parametrize("seed", range(12))
def test_replacing_changes_something_exactly_where_something_differs(filled: Filled, seed: int) -> None:
    luck = random.Random(seed)
    report = filled(NEW, totals=luck.choice(list(Totals)))
    cells = dict(report.cells)
    for key in luck.sample(sorted(cells), luck.choice([0, 0, 1, 5])):
        cells[key] = luck.choice([cells[key], 7, 0])
    ends = luck.choice(["", "\n", " \n\n ", "又一句。"])
    other = replace(report, cells=cells, sections={**report.sections, "other": report.text("other") + ends})
    found = replace(as_imported(other), totals=luck.choice(list(Totals)))
    after = _applied(report, merge(report, found, MergeChoice.REPLACE))
    assert (after == report) is (differences(report, found).count == 0)


@pytest.mark.parametrize("totals", list(Totals))
def test_replacing_gives_the_report_of_the_source(filled: Filled, totals: Totals) -> None:
    report, other = filled(NEW, totals=totals), filled(NEW, seed=2, signed_on="2025年1月9日")
    other = replace(other, sections={**other.sections, "problems": "问题不多。"}, title="年度报告")
    after = _applied(report, merge(report, _found(other), MergeChoice.REPLACE))
    assert after == replace(other, status=report.status)


def test_replacing_clears_what_the_source_left_blank_in_a_table_that_it_has(filled: Filled) -> None:
    report = filled(NEW)
    cells: Mapping[str, Value] = {"disputes.review.upheld": 3}
    after = _applied(report, merge(report, _found(report, cells=cells), MergeChoice.REPLACE))
    assert [key for key in after.cells if key.startswith("disputes.")] == ["disputes.review.upheld"]
    assert after.cells.keys() - cells.keys() == {
        key for key in report.cells if not key.startswith("disputes.")
    }


def test_replacing_keeps_the_parts_that_the_source_lacks(filled: Filled) -> None:
    report = filled(NEW)
    bare = _found(report, cells={}, sections={"other": "没有。"}, title="", signed_by="", signed_on="")
    after = _applied(report, merge(report, bare, MergeChoice.REPLACE))
    assert after == replace(report, sections={**report.sections, "other": "没有。"})


@pytest.mark.parametrize("totals", list(Totals))
def test_filling_touches_only_what_is_blank(filled: Filled, totals: Totals) -> None:
    source = filled(NEW, seed=2)
    report = replace(
        filled(NEW, totals=totals),
        cells={"disputes.review.upheld": 999, "disputes.review.total": 999},
        sections={"other": "现有的文字。"},
        signed_on="",
    )
    after = _applied(report, merge(report, _found(source), MergeChoice.FILL))
    assert after.totals is totals
    assert after.cells["disputes.review.upheld"] == 999
    assert after.text("other") == "现有的文字。"
    assert after.text("problems") == source.text("problems")
    assert (after.signed_by, after.signed_on) == (report.signed_by, source.signed_on)
    assert after.cells["disputes.review.corrected"] == source.cells["disputes.review.corrected"]
    parts = sum(source.cells[f"disputes.review.{part}"] for part in ("corrected", "other", "pending"))
    assert after.cells["disputes.review.total"] == 999 + (parts if totals is Totals.COMPUTED else 0)


def test_skipping_does_nothing(filled: Filled) -> None:
    report = filled(NEW)
    assert merge(report, _found(filled(NEW, seed=2)), MergeChoice.SKIP).edits == ()


def test_a_title_in_the_forms_own_wording_takes_the_place_of_a_typed_one(filled: Filled) -> None:
    report = filled(NEW, title="关于年度报告")
    source = filled(NEW)
    assert _applied(report, merge(report, _found(source), MergeChoice.REPLACE)).title == ""


def test_a_final_report_or_another_form_stands_in_the_way(filled: Filled) -> None:
    found = _found(filled(NEW))
    assert obstacle(filled(NEW), found) == ""
    assert "已定稿" in obstacle(filled(NEW, status=Status.FINAL), found)
    other = obstacle(filled("cn-disclosure-2019"), found)
    assert forms()[NEW].name in other
    assert forms()["cn-disclosure-2019"].name in other
