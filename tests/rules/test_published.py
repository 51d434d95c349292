"""What is found in reports that were really published."""

from collections import Counter

import pytest
from judged import agreeing, narrative
from published import published

from app.rules.check import check
from app.rules.model import Severity


@pytest.mark.beside(
    twin="tests/rules/test_invented_reports.py::test_an_office_is_in_order_and_its_claims_are_understood"
)
def test_the_office_of_a_city_is_in_order_and_its_claims_are_understood() -> None:
    assert agreeing(published("000_a54ea972eaf5532d")) == {"new", "carried_out", "disputes"}


@pytest.mark.beside(
    twin="tests/rules/test_invented_reports.py::test_a_city_with_all_its_figures_in_one_paragraph_is_in_order"
)
def test_the_city_with_all_its_figures_in_one_paragraph_is_in_order() -> None:
    assert len(agreeing(published("huaian_2024"))) >= 14


@pytest.mark.beside(
    twin="tests/rules/test_invented_reports.py::test_the_contradictions_in_a_report_with_blank_totals_are_found_each_once"
)
def test_the_contradictions_in_the_report_with_blank_totals_are_found_each_once() -> None:
    found = narrative(published("shanghai_office_2019"))
    assert Counter(finding.rule for finding in found) == {
        "narrative.claim.granted_and_partly_granted": 1,
        "narrative.claim.unavailable": 1,
        "narrative.all_upheld": 1,
        "narrative.parts": 1,
        "narrative.share": 1,
    }
    sides = {finding.rule: (finding.left, finding.right) for finding in found}
    assert sides["narrative.claim.granted_and_partly_granted"] == (258, 275)
    assert sides["narrative.parts"] == (716, 805)
    assert sides["narrative.all_upheld"] == (0, 3)
    asked = [finding.rule for finding in found if finding.severity is Severity.ASK]
    assert asked == ["narrative.claim.unavailable"]


@pytest.mark.beside(
    twin="tests/rules/test_invented_reports.py::test_blank_columns_are_incomplete_but_not_wrong"
)
def test_the_blank_columns_of_the_county_office_are_incomplete_but_not_wrong() -> None:
    result = check(published("shuyang_drc_2023"))
    assert result.mistakes == []
    assert [finding.rule for finding in result.errors] == ["complete.applications"]
    assert narrative(published("shuyang_drc_2023")) == []


@pytest.mark.beside(
    twin="tests/rules/test_invented_reports.py::test_no_false_alarm_about_writing_or_persons_of_invented_reports"
)
@pytest.mark.parametrize(
    "name", ["000_a54ea972eaf5532d", "huaian_2024", "shanghai_office_2019", "shuyang_drc_2023"]
)
def test_no_false_alarm_about_writing_or_persons(name: str) -> None:
    found = [f.rule for f in check(published(name)).findings]
    allowed = ("narrative.", "complete.", "text.aspects")
    assert [rule for rule in found if not rule.startswith(allowed)] == []
