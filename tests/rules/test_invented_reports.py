"""What is found in invented reports worded as published ones are: those in order, and those that contradict themselves."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
from builders import consistent_report, texts
from definitions import SIX
from judged import agreeing, narrative

from app.forms.loader import forms
from app.report import Report, Unit, UnitKind
from app.rules.check import check
from app.rules.model import Severity
from app.values import Kind

NEW, OLD = "cn-disclosure-2021", "cn-disclosure-2019"
CITY = Unit(1, "云岭市人民政府", kind=UnitKind.GOVERNMENT)


def _sum(report: Report, *beginnings: str, column: str = "total") -> int:
    keys = [key for key in report.cells if key.endswith(f".{column}") and key.startswith(beginnings)]
    return int(sum(report.cells[key] for key in keys))


def _rows(report: Report, row: str) -> int:
    return _sum(report, f"applications.{row}")


def _with_overview(report: Report, *paragraphs: str) -> Report:
    text = "\n".join((texts(report.year)["overview"], *paragraphs))
    return replace(report, sections={**report.sections, "overview": text})


def _office() -> Report:
    """An office that states three figures, each as its table has it."""
    report = consistent_report(NEW, 3)
    disputes = _sum(report, "disputes.")
    return _with_overview(
        report,
        f"全年共收到政府信息公开申请{_rows(report, 'new.')}件，结转下年度继续办理{_rows(report, 'carried_out.')}件。",
        f"因政府信息公开引起的行政复议、行政诉讼{disputes}件。",
    )


def _city() -> Report:
    """A city with all its figures in one paragraph."""
    report = consistent_report(NEW, 4, unit=CITY)
    persons = int(report.cells["applications.new.natural_person"])
    organisations = _rows(report, "new.") - persons
    documents = {
        column: report.cells[f"disclosure.normative_documents.{column}"]
        for column in ("issued", "repealed", "in_force")
    }
    suits = _sum(report, "disputes.direct_suit", "disputes.suit_after_review")
    paragraph = (
        f"全年新收政府信息公开申请{_rows(report, 'new.')}件，其中自然人申请{persons}件，法人或其他组织申请{organisations}件，"
        f"上年度结转{_rows(report, 'carried_in.')}件。全年办结{_rows(report, 'total.')}件，其中予以公开{_rows(report, 'granted.')}件，"
        f"部分公开{_rows(report, 'partly_granted.')}件，不予公开{_rows(report, 'refused_')}件，无法提供{_rows(report, 'unavailable_')}件，"
        f"不予处理{_rows(report, 'declined_')}件，其他处理{_rows(report, 'other_')}件，结转下年度继续办理{_rows(report, 'carried_out.')}件。"
        f"制发行政规范性文件{documents['issued']}件，废止{documents['repealed']}件，现行有效{documents['in_force']}件。"
        f"因政府信息公开引起的行政复议{_sum(report, 'disputes.review')}件，行政诉讼{suits}件。"
    )
    return _with_overview(report, paragraph)


def _office_with_blank_totals() -> Report:
    """A report in the older form that contradicts its tables and itself, its row totals left blank."""
    report = consistent_report(OLD, 5)
    cells = {key: value for key, value in report.cells.items() if not forms()[OLD].cells[key].computed}
    cells |= {f"disputes.{row}.corrected": 1 for row in ("review", "direct_suit", "suit_after_review")}
    granted = sum(
        _sum(report, f"applications.{row}.", column=column)
        for row in ("granted", "partly_granted")
        for column in SIX
    )
    return _with_overview(
        replace(report, cells=cells),
        f"全年予以公开及部分公开{granted + 17}件。",
        "全年主动公开信息共30条，其中网站公开12条、公众号公开9条、新闻发布会公开8条。",
        "行政复议、行政诉讼案件均获维持。",
    )


def _bureau_with_blank_columns() -> Report:
    """A bureau that filled in the persons and the totals alone."""
    report = consistent_report(NEW, 6)
    kept = {
        key: value
        for key, value in report.cells.items()
        if not key.startswith("applications.") or key.endswith((".natural_person", ".total"))
    }
    persons = {
        f"{key.rpartition('.')[0]}.total": value
        for key, value in kept.items()
        if key.endswith(".natural_person")
    }
    return replace(report, cells=kept | persons)


def test_an_office_is_in_order_and_its_claims_are_understood() -> None:
    assert agreeing(_office()) == {"new", "carried_out", "disputes"}


def test_a_city_with_all_its_figures_in_one_paragraph_is_in_order() -> None:
    assert len(agreeing(_city())) >= 14


def test_the_contradictions_in_a_report_with_blank_totals_are_found_each_once() -> None:
    found = narrative(_office_with_blank_totals())
    assert Counter(finding.rule for finding in found) == {
        "narrative.claim.granted_and_partly_granted": 1,
        "narrative.all_upheld": 1,
        "narrative.parts": 1,
    }
    sides = {finding.rule: (finding.left, finding.right) for finding in found}
    left, right = sides["narrative.claim.granted_and_partly_granted"]
    assert abs(left - right) == 17
    assert sorted(sides["narrative.parts"]) == [29, 30]
    errors = [finding.rule for finding in found if finding.severity is Severity.ERROR]
    assert errors == []


def test_blank_columns_are_incomplete_but_not_wrong() -> None:
    result = check(_bureau_with_blank_columns())
    assert result.mistakes == []
    assert [finding.rule for finding in result.errors] == ["complete.applications"]
    assert narrative(_bureau_with_blank_columns()) == []


@pytest.mark.parametrize("make", [_office, _city, _office_with_blank_totals, _bureau_with_blank_columns])
def test_no_false_alarm_about_writing_or_persons_of_invented_reports(make: Callable[[], Report]) -> None:
    report = make()
    assert report.form.cells.keys() >= report.cells.keys()
    assert any(report.form.cells[key].kind is Kind.AMOUNT for key in report.cells)
    allowed = ("narrative.", "complete.", "text.aspects")
    assert [f.rule for f in check(report).findings if not f.rule.startswith(allowed)] == []
