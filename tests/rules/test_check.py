"""Settings, verdict and the registry."""

from dataclasses import replace
from datetime import date

import pytest
from example import TEXTS, changed, filled, with_text

from app.forms.compiled import total_definitions
from app.paths import resource
from app.rules.catalogue import table
from app.rules.check import MOST_OF_A_RULE, check, quick_check, updated
from app.rules.model import Severity, Verdict
from app.rules.registry import all_rules, rule_of, yearly_rules
from app.rules.settings import RuleSettings
from app.rules.waivers import waive

CONTRADICTING = with_text(filled(), overview=f"{TEXTS['overview']}\n全年部分公开5件。")
ASKING = with_text(filled(), overview=f"{TEXTS['overview']}\n全年办结政府信息公开申请60件。")


def test_a_rule_can_be_switched_off() -> None:
    assert check(CONTRADICTING).findings
    assert check(CONTRADICTING, settings=RuleSettings(off=frozenset({"narrative.claim"}))).findings == ()


def test_a_raised_rule_blocks_but_its_questions_stay_questions() -> None:
    raised = RuleSettings(severities={"narrative.claim": Severity.ERROR})
    assert check(CONTRADICTING, settings=raised).verdict is Verdict.ERRORS
    assert [f.severity for f in check(ASKING, settings=raised).findings] == [Severity.ASK]


def test_a_lowered_rule_only_asks() -> None:
    lowered = RuleSettings(severities={"narrative.claim": Severity.ASK})
    assert [f.severity for f in check(CONTRADICTING, settings=lowered).findings] == [Severity.ASK]


def test_an_equation_can_be_lowered_and_switched_off_in_both_checks() -> None:
    report = changed(filled(), applications__new__enterprise=13)
    report = with_text(report, overview=TEXTS["overview"].replace("60", "61"))
    lowered = RuleSettings(severities={"applications.balance": Severity.WARNING})
    off = RuleSettings(off=frozenset({"applications.balance"}))
    for checked in (check, quick_check):
        assert checked(report).verdict is Verdict.ERRORS
        assert checked(report, settings=lowered).verdict is Verdict.READY
        assert checked(report, settings=off).findings == ()


def test_settings_for_rules_that_nobody_knows_have_no_effect() -> None:
    settings = RuleSettings(off=frozenset({"narrative.moon"}), severities={"moon": Severity.ERROR})
    assert check(CONTRADICTING, settings=settings) == check(CONTRADICTING)


def test_the_deadline_is_a_setting() -> None:
    day = date(2026, 3, 20)
    assert [f.rule for f in check(filled(), today=day).findings] == ["complete.deadline"]
    assert check(filled(), today=day, settings=RuleSettings(deadline=(5, 31))).findings == ()
    (soon,) = check(filled(), today=day, settings=RuleSettings(deadline=(3, 31))).findings
    assert "还有 11 天" in soon.message


def test_errors_come_first_and_then_warnings() -> None:
    report = changed(
        with_text(CONTRADICTING, other="全年办结政府信息公开申请60件。"), disclosure__fees__amount=None
    )
    severities = [finding.severity for finding in check(report).findings]
    assert severities == sorted(severities, key=[Severity.ERROR, Severity.WARNING, Severity.ASK].index)
    assert set(severities) == set(Severity)


def test_a_missing_figure_is_incomplete_and_a_wrong_one_an_error() -> None:
    assert check(changed(filled(), disclosure__fees__amount=None)).verdict is Verdict.INCOMPLETE
    wrong = filled().with_cells({"disclosure.coercion.decisions": -3})
    assert check(wrong).verdict is Verdict.ERRORS
    assert check(filled()).verdict is Verdict.READY


def test_a_report_whose_totals_nobody_has_worked_out_yet_can_be_checked() -> None:
    totals = dict.fromkeys(total_definitions(filled().form))
    report = filled().with_cells(totals)
    result = check(report, replace(report, year=2024))
    assert result.untouched == len(totals)
    assert result.mistakes == []


def test_a_rule_never_fills_the_list() -> None:
    report = with_text(filled(), other="信息处理费。" + "联系XX。" * 500)
    assert len(check(report).findings) == MOST_OF_A_RULE


def test_every_rule_says_what_it_is() -> None:
    rules = all_rules()
    assert len({rule.id for rule in rules}) == len(rules) == len({rule.name for rule in rules})
    for rule in rules:
        assert rule.name
        assert rule.explanation.endswith("。")
        assert rule.source


def test_a_finding_belongs_to_the_longest_known_id() -> None:
    assert rule_of("applications.balance.natural_person").id == "applications.balance"
    assert rule_of("complete.applications").id == "complete"
    assert rule_of("complete.value.disclosure.fees.amount").id == "complete.value"
    with pytest.raises(KeyError):
        rule_of("nonsense.rule")


def test_the_guides_table_is_the_generated_one() -> None:
    assert resource("guide", "rules.md").read_text("utf-8") == table()
    assert all(f"`{rule.id}`" in table() for rule in yearly_rules())


def test_between_two_full_checks_nothing_flickers() -> None:
    before = replace(filled(), id=2, year=2024)
    before = changed(before, disclosure__licensing__decisions=40)
    report = changed(CONTRADICTING, applications__new__enterprise=21)
    full = check(report, before, today=date(2026, 2, 2))
    assert updated(quick_check(report, before), full) == full


def test_after_an_edit_the_figures_are_those_of_now() -> None:
    report = changed(CONTRADICTING, applications__new__enterprise=13)
    full = check(report)
    mended = changed(report, applications__new__enterprise=12)
    now = updated(quick_check(mended), full)
    assert [f.rule for f in now.findings] == [
        f.rule for f in full.findings if not f.rule.startswith("applications.")
    ]
    assert now.verdict is Verdict.READY


def test_a_waived_question_stays_waived_between_two_full_checks() -> None:
    (finding,) = check(ASKING).findings
    waiver = waive(finding, ASKING, reason="另一口径", who="王一", at="2026-01-08T10:30:00")
    report = replace(ASKING, waivers=(waiver,))
    assert updated(quick_check(report), check(report)) == check(report)
