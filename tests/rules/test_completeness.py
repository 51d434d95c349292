"""What a report still lacks, and the verdict on it."""

from dataclasses import replace

import definitions
import pytest
from builders import UNIT, consistent_report, texts

from app.forms.loader import forms
from app.report import Report
from app.rules.check import check
from app.rules.completeness import incomplete, section_name
from app.rules.model import Severity, Verdict

BOTH = pytest.mark.parametrize("form_id", definitions.FORM_IDS)
TEXTS = ("preface", "overview", "problems", "other")


def missing(report: Report) -> list[str]:
    return [finding.rule for finding in incomplete(report)]


@BOTH
def test_a_complete_report_lacks_nothing(form_id: str) -> None:
    assert incomplete(consistent_report(form_id)) == []


@BOTH
def test_an_empty_report_lacks_every_text_and_every_table(form_id: str) -> None:
    empty = consistent_report(form_id, cells={}, sections={})
    assert missing(empty) == [f"complete.{key}" for key in (*TEXTS, "disclosure", "applications", "disputes")]


@pytest.mark.parametrize("section", TEXTS)
@pytest.mark.parametrize("text", [None, "", " ", "\u3000\u3000\n \t\r\n"])
def test_a_text_without_a_word_is_missing_and_named(section: str, text: str | None) -> None:
    sections = texts(2024)
    if text is None:
        del sections[section]
    else:
        sections[section] = text
    (finding,) = incomplete(consistent_report(sections=sections))
    assert (finding.rule, finding.section, finding.severity) == (
        f"complete.{section}",
        section,
        Severity.ERROR,
    )
    names = dict(
        zip(TEXTS, ("前言", *(definitions.HEADINGS["cn-disclosure-2021"][n] for n in (0, 4, 5))), strict=True)
    )
    assert names[section] in finding.message


@pytest.mark.parametrize("cell", definitions.cell_keys("cn-disclosure-2021"))
def test_a_single_untouched_cell_is_missing_and_named(cell: str) -> None:
    (finding,) = incomplete(consistent_report().with_cells({cell: None}))
    assert finding.rule == f"complete.{cell.partition('.')[0]}"
    assert finding.cells == (cell,)
    assert " 1 格" in finding.message
    assert "填 0" in finding.message


def test_zero_is_not_missing() -> None:
    assert (
        incomplete(consistent_report(cells=dict.fromkeys(definitions.cell_keys("cn-disclosure-2021"), 0)))
        == []
    )


@BOTH
def test_untouched_cells_are_counted_by_table(form_id: str) -> None:
    keys = [key for key in definitions.cell_keys(form_id) if key.startswith("disputes.")]
    blank = consistent_report(form_id).with_cells(dict.fromkeys(keys))
    (finding,) = incomplete(blank)
    assert finding.cells == tuple(keys)
    assert "的 15 格都未填" in finding.message
    assert "四、政府信息公开行政复议、行政诉讼情况" in finding.message


@pytest.mark.parametrize("name", ["", " ", "\u3000"])
def test_a_report_needs_its_units_name(name: str) -> None:
    assert missing(consistent_report(unit=replace(UNIT, name=name))) == ["complete.unit"]


@pytest.mark.parametrize(
    ("year", "fine"), [(0, False), (2007, False), (2008, True), (2099, True), (2100, False), (20240, False)]
)
def test_a_report_needs_a_year_in_which_such_reports_exist(year: int, fine: bool) -> None:
    found = incomplete(consistent_report(year=year))
    assert [finding.rule for finding in found] == ([] if fine else ["complete.year"])
    assert all(str(year) in finding.message for finding in found)


def test_sections_and_tables_are_named_by_their_headings() -> None:
    form = forms()["cn-disclosure-2021"]
    assert section_name(form, "preface") == "前言"
    assert section_name(form, "applications") == "“三、收到和处理政府信息公开申请情况”"
    with pytest.raises(KeyError):
        section_name(form, "annex")


# The verdict

CELL = "disputes.review.total"


def test_a_complete_and_consistent_report_is_ready() -> None:
    result = check(consistent_report())
    assert (result.verdict, result.obstacles, result.errors, result.untouched) == (
        Verdict.READY,
        "",
        [],
        0,
    )


def test_wrong_figures_weigh_more_than_missing_ones() -> None:
    report = consistent_report()
    wrong = report.with_cells({CELL: report.cells[CELL] + 1})
    assert check(wrong).verdict is Verdict.ERRORS
    assert check(wrong).obstacles == "有 1 处错误"
    both = wrong.with_cells({"applications.new.enterprise": None, "disclosure.fees.amount": None})
    assert check(both).verdict is Verdict.ERRORS
    assert check(both).obstacles == "有 1 处错误，2 处待填"
    assert check(both).untouched == 2


def test_missing_ones_make_a_report_incomplete() -> None:
    report = consistent_report(sections={**texts(2024), "other": ""}).with_cells({CELL: None})
    assert check(report).verdict is Verdict.INCOMPLETE
    assert check(report).obstacles == "有 2 处待填"
    assert check(consistent_report(sections={})).obstacles == "有 4 处待填"


def test_a_warning_does_not_block() -> None:
    report = consistent_report().with_cells(
        {"disclosure.rules.issued": 5, "disclosure.rules.repealed": 0, "disclosure.rules.in_force": 1}
    )
    result = check(report)
    assert result.verdict is Verdict.READY
    assert "stock.at_least_issued.rules" in [finding.rule for finding in result.findings]
    assert result.errors == []


def test_findings_stand_errors_first_and_each_once() -> None:
    report = consistent_report().with_cells(
        {
            "disclosure.rules.issued": 5,
            "disclosure.rules.repealed": 0,
            "disclosure.rules.in_force": 1,
            CELL: None,
        }
    )
    report = report.with_cells({"disputes.direct_suit.total": 0})
    severities = [finding.severity for finding in check(report).findings]
    assert severities == sorted(severities, key=[Severity.ERROR, Severity.WARNING, Severity.ASK].index)
    rules = [finding.rule for finding in check(report).findings]
    assert {"complete.disputes", "disputes.total.direct_suit", "stock.at_least_issued.rules"} <= set(rules)


def test_last_years_report_is_taken_into_account() -> None:
    before = consistent_report(id=2, year=2023, seed=9)
    with_last = [finding.rule for finding in check(consistent_report(), before).findings]
    without = [finding.rule for finding in check(consistent_report()).findings]
    assert any(rule.startswith("carry_over.") for rule in with_last)
    assert not any(rule.startswith("carry_over.") for rule in without)
