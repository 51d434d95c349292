"""A waived finding stays away until what it rests on changes."""

from dataclasses import replace
from datetime import date

import pytest
from example import TEXTS, changed, filled, with_text

from app.report import Report, Waiver
from app.rules.as_json import check_json
from app.rules.check import check, quick_check
from app.rules.model import Finding
from app.rules.waivers import WaiverRefused, fingerprint_of, waive

SENTENCE = "全年部分公开5件。"


MORE_IN_PART = {
    "applications__partly_granted__natural_person": 7,
    "applications__granted__natural_person": 19,
}
"""One more is granted in part, one less in whole: the sum of both stays."""


def claimed(sentence: str = SENTENCE) -> Report:
    return with_text(filled(), overview=f"{TEXTS['overview']}\n{sentence}")


def only(report: Report, previous: Report | None = None) -> Finding:
    (finding,) = check(report, previous).findings
    return finding


def waived(report: Report, finding: Finding) -> Report:
    waiver = waive(finding, report, reason="口径不同", who="王一", at="2026-01-08T10:30:00")
    return replace(report, waivers=(*report.waivers, waiver))


def test_a_waived_finding_is_listed_with_its_reason_and_no_longer_found() -> None:
    report = claimed()
    finding = only(report)
    result = check(waived(report, finding))
    assert result.findings == ()
    (entry,) = result.waived
    assert entry.finding == finding
    assert (entry.waiver.reason, entry.waiver.who) == ("口径不同", "王一")


def test_it_stays_waived_through_edits_elsewhere() -> None:
    report = waived(claimed(), only(claimed()))
    report = with_text(
        report, problems=TEXTS["problems"] + "队伍也要加强。", overview="\n" + report.text("overview")
    )
    report = changed(report, disclosure__coercion__decisions=4)
    assert check(report).findings == ()


def test_it_comes_back_when_its_own_cell_changes() -> None:
    report = waived(claimed(), only(claimed()))
    report = changed(report, **MORE_IN_PART)
    assert [f.rule for f in check(report).findings] == ["narrative.claim.partly_granted"]


def test_it_comes_back_when_its_cells_change_though_their_sum_does_not() -> None:
    report = claimed("全年予以公开及部分公开30件。")
    report = waived(report, only(report))
    assert check(report).findings == ()
    report = changed(report, **MORE_IN_PART)
    assert [f.rule for f in check(report).findings] == ["narrative.claim.granted_and_partly_granted"]


def test_it_comes_back_when_its_sentence_changes() -> None:
    report = waived(claimed(), only(claimed()))
    report = with_text(report, overview=report.text("overview").replace(SENTENCE, "全年我局部分公开5件。"))
    assert [f.rule for f in check(report).findings] == ["narrative.claim.partly_granted"]


def test_a_warning_about_figures_comes_back_when_last_years_figure_changes() -> None:
    report = filled()
    before = replace(changed(report, applications__carried_out__enterprise=0), year=2024)
    before = with_text(before, overview="", problems="")
    before = changed(before, disclosure__rules__in_force=4, disclosure__normative_documents__in_force=33)
    before = changed(before, disputes__review__upheld=5)
    report = waived(report, only(report, before))
    assert check(report, before).findings == ()
    later = changed(before, disclosure__normative_documents__in_force=32)
    assert [f.rule for f in check(report, later).findings] == ["stock.in_force.normative_documents"]


def test_quick_check_leaves_out_waived_warnings_too() -> None:
    before = with_text(replace(changed(filled(), disclosure__rules__in_force=4), year=2024), overview="")
    report = filled()
    for finding in quick_check(report, before).findings:
        report = waived(report, finding)
    assert report.waivers
    assert quick_check(report, before).findings == ()
    assert len(quick_check(report, before).waived) == len(report.waivers)


def test_an_error_cannot_be_waived() -> None:
    report = changed(filled(), disclosure__fees__amount=None)
    finding = only(report)
    with pytest.raises(WaiverRefused, match="不能豁免"):
        waive(finding, report, reason="不想填", who="王一", at="")
    forged = Waiver(finding.rule, fingerprint_of(finding, report), "不想填", "王一", "")
    assert only(replace(report, waivers=(forged,))) == finding


@pytest.mark.parametrize(("reason", "who", "what"), [(" ", "王一", "理由"), ("口径不同", "", "姓名")])
def test_a_waiver_needs_a_reason_and_a_name(reason: str, who: str, what: str) -> None:
    with pytest.raises(WaiverRefused, match=what):
        waive(only(claimed()), claimed(), reason=reason, who=who, at="")


def test_what_rests_on_no_words_is_waived_by_what_it_says() -> None:
    report = with_text(filled(), overview=TEXTS["overview"].replace("监督保障", "其他工作"))
    finding = only(report)
    assert finding.rule == "text.aspects"
    assert check(waived(report, finding)).findings == ()
    other = with_text(waived(report, finding), overview=TEXTS["overview"].replace("依申请公开", "其他"))
    assert [f.rule for f in check(other).findings if f.rule == "text.aspects"] == []


def test_the_reminder_of_the_deadline_stays_waived_while_days_pass_and_comes_back_when_overdue() -> None:
    report = filled()
    due = report.year + 1

    def found(day: int, month: int = 1, *, of: Report = report) -> list[str]:
        return [f.rule for f in check(of, today=date(due, month, day)).findings]

    (finding,) = check(report, today=date(due, 1, 25)).findings
    report_waived = waived(report, finding)
    assert found(26) == ["complete.deadline"]
    assert found(26, of=report_waived) == []
    assert found(1, 2, of=report_waived) == ["complete.deadline"]


def test_check_json_lists_the_waived_with_reason_name_and_time() -> None:
    report = waived(claimed(), only(claimed()))
    data = check_json(report, check(report))
    assert data["findings"] == []
    (entry,) = data["waived"]
    assert entry["rule"] == "narrative.claim.partly_granted"
    assert (entry["reason"], entry["who"], entry["at"]) == ("口径不同", "王一", "2026-01-08T10:30:00")
