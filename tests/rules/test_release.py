"""Which reports leave the program only as a draft, and in what words every way out says so."""

import re
from dataclasses import replace

import pytest
from builders import consistent_report

from app.report import Report, Status
from app.rules.check import check
from app.rules.model import KINDS, Severity, Verdict, counted
from app.rules.release import blocking, brief_words, release, verdict_words
from app.rules.settings import RuleSettings
from app.rules.stored_damage import Damage

TOTAL = "disputes.review.total"


def _hinted() -> Report:
    """A report with nothing but two hints."""
    report = consistent_report()
    return replace(
        report,
        sections={
            **report.sections,
            "other": "本年度没有收取信息处理费。另见某某单位，联系电话13800138000。",
        },
    )


def _broken(report: Report) -> Report:
    return report.with_cells({TOTAL: report.cells[TOTAL] + 1})


@pytest.mark.parametrize("final", [False, True])
@pytest.mark.parametrize("broken", [False, True])
@pytest.mark.parametrize("lacking", [False, True])
def test_a_list_has_the_same_counts_in_fewer_words(final: bool, broken: bool, lacking: bool) -> None:
    report = _broken(_hinted()) if broken else _hinted()
    if lacking:
        report = report.with_cells({"disclosure.fees.amount": None})
    report = _final(report) if final else report
    result = check(report)
    for words in (verdict_words(report, result), brief_words(report.status, result)):
        counts = {
            kind: int(count) for count, kind in re.findall(r"(\d+) [处项](错误|待填|提示|请核对)", words)
        }
        assert counts == counted(result.findings)


def _final(report: Report) -> Report:
    return replace(report, status=Status.FINAL)


def test_a_report_that_may_be_finalised_says_how_much_is_left_to_look_at() -> None:
    result = check(_hinted())
    assert counted(result.findings) == {"提示": 2}
    assert verdict_words(_hinted(), result) == "可定稿 · 2 项提示"
    assert not release(_hinted(), result).draft


def test_every_finding_is_counted_once_under_one_name() -> None:
    report = _broken(_hinted()).with_cells({"disclosure.fees.amount": None})
    result = check(report)
    counts = counted(result.findings)
    assert sum(counts.values()) == len(result.findings)
    assert list(counts) == [kind for kind in KINDS if kind in counts]
    assert verdict_words(report, result) == "有 1 处错误，1 处待填 · 2 项提示"
    assert release(report, result).obstacles == "有 1 处错误，1 处待填"


def test_errors_make_a_draft_of_a_report_that_is_final_too() -> None:
    for report, words in (
        (_broken(consistent_report()), "有 1 处错误"),
        (_final(_broken(consistent_report())), "已定稿，但有 1 处错误"),
    ):
        leaving = release(report, check(report))
        assert leaving.draft
        assert leaving.draft_notice == f"{words}，输出的是草稿。"
        assert leaving.refusal == f"{words}，只能输出草稿。"
        assert leaving.archive_refusal == f"{words}，只能输出草稿，不能归档。"


def test_a_rule_raised_after_finalising_does_not_take_the_decision_back() -> None:
    settings = RuleSettings(severities={"privacy.mobile": Severity.ERROR, "text.placeholder": Severity.ERROR})
    draft, final = _hinted(), _final(_hinted())
    result = check(draft, settings=settings)
    assert len(result.errors) == 2
    assert release(draft, result).draft
    result = check(final, settings=settings)
    assert blocking(final.status, result) == []
    assert not release(final, result).draft
    assert verdict_words(final, result) == "已定稿，不能修改 · 2 处在定稿后列为错误"


def test_damage_is_an_error_whatever_the_settings_are() -> None:
    report = _final(consistent_report())
    damage = (Damage("某格现为 577，与修改记录中的 517 不符，请核对。", cell=TOTAL), Damage("多出一段文字。"))
    result = check(report, settings=RuleSettings(off=frozenset({"complete"})), damage=damage)
    assert result.verdict is Verdict.ERRORS
    assert [finding.rule for finding in result.errors] == [f"damage.{TOTAL}", "damage.unread"]
    assert result.errors[0].cells == (TOTAL,)
    assert release(report, result).obstacles == "已定稿，但有 2 处错误"
