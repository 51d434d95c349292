"""What a group's sum and scoring sheet say of a unit's report is what a full check of that report says now."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from builders import consistent_cells, texts

from app.collection.records import Registered
from app.edits import SetText, put
from app.exports.printable_characters import can_print
from app.forms.loader import form_for
from app.records import UnitRow
from app.report import Report, Totals, Unit
from app.rules.model import Severity
from app.rules.settings import RuleSettings
from app.store.collection import Collection
from app.store.full_checks import full_check
from app.store.punctuality import scores
from app.store.repository import Repository
from app.store.returns import Arrival, receive
from app.store.workspace import create

YEAR = 2025
FORM = form_for(YEAR)
CITY, BUREAU = Unit(1, "云岭市人民政府"), Unit(2, "云岭市财政局")


@pytest.fixture
def repository(tmp_path: Path) -> Iterator[Repository]:
    workspace = create(tmp_path / "汇总.nianbao")
    for unit, parent in ((CITY, 0), (BUREAU, CITY.id)):
        row = UnitRow(unit.id, unit.name, "", "department")
        workspace.repository.apply(put("名录", row, Registered(unit.id, parent_id=parent)))
    yield workspace.repository
    workspace.close()


def sent_report(other: str = "") -> Report:
    sections = texts(YEAR)
    sections["other"] += other
    cells = consistent_cells(FORM.id, 7)
    return Report(
        0, BUREAU, YEAR, FORM, totals=Totals.TYPED, cells=cells, sections=sections,
        signed_by=BUREAU.name, signed_on="2026年1月20日",
    )  # fmt: skip


def receive_it(repository: Repository, report: Report) -> Report:
    receive(repository, BUREAU, Arrival(report, "财政局.xlsx", "00", "2026-01-05T10:00:00"), "张三")
    found = repository.report_of(BUREAU.id, YEAR)
    assert found is not None
    return found


def told(repository: Repository) -> tuple[bool, int | None, int | None]:
    """Whether the sum names the bureau, and the errors at first and now in the scoring sheet."""
    collection = Collection(repository)
    aggregate = collection.sum_of(CITY, YEAR)
    if aggregate is None:
        repository.apply(collection.making(CITY, YEAR))
        aggregate = collection.sum_of(CITY, YEAR)
    assert aggregate is not None
    findings = full_check(repository, aggregate, can_print, date.today())().findings
    named = [one for one in findings if one.rule == "sum.unit_errors" and BUREAU.name in one.message]
    (score,) = scores(repository, CITY, YEAR, can_print)
    return bool(named), score.first_errors, score.errors


def fresh(repository: Repository) -> tuple[bool, int]:
    """The same of the report as it is now by a full check of its own."""
    report = repository.report_of(BUREAU.id, YEAR)
    assert report is not None
    check = full_check(repository, report, can_print, date.today())()
    return bool(check.mistakes), len(check.mistakes)


def fault_in_text(body: str) -> Callable[[Repository, Report], None]:
    return lambda repository, report: repository.apply(
        SetText(report.id, "other", report.marked("other") + body)
    )


def raise_the_severity(repository: Repository, report: Report) -> None:
    fault_in_text("联系人手机 13912345678。")(repository, report)
    repository.set_rule_settings(RuleSettings(severities={"privacy.mobile": Severity.ERROR}))


LOST_LINK = "本年新收\ufff917\ufffaapplications.no_such.cell\ufffb件。"
IN_TEXTS = {"control": "甲\u0007乙丙丁。", "emoji": "甲😀乙丙丁。", "lost link": LOST_LINK}


@pytest.mark.parametrize("body", IN_TEXTS.values(), ids=IN_TEXTS)
def test_a_fault_that_only_the_full_check_finds_is_counted(repository: Repository, body: str) -> None:
    report = receive_it(repository, sent_report())
    assert told(repository) == (False, 0, 0)
    fault_in_text(body)(repository, report)
    assert told(repository) == (True, 0, 1)
    assert fresh(repository) == (True, 1)
    repository.apply(SetText(report.id, "other", report.marked("other")))
    assert told(repository) == (False, 0, 0)


def test_a_warning_raised_to_an_error_is_counted_from_then_on(repository: Repository) -> None:
    report = receive_it(repository, sent_report())
    assert told(repository) == (False, 0, 0)
    raise_the_severity(repository, report)
    assert told(repository) == (True, 0, 1)
    assert fresh(repository) == (True, 1)
    repository.set_rule_settings(RuleSettings())
    assert told(repository) == (False, 0, 0)


def test_what_another_program_did_to_the_file_is_counted(repository: Repository) -> None:
    report = receive_it(repository, sent_report())
    assert told(repository) == (False, 0, 0)
    repository.database.execute(
        "UPDATE section SET body = body || '甲。' WHERE report_id = ? AND section = 'other'", [report.id]
    )
    repository.use(repository.database)
    assert told(repository) == (True, 0, 1)
    assert fresh(repository) == (True, 1)


@pytest.mark.parametrize("body", list(IN_TEXTS.values())[:2], ids=list(IN_TEXTS)[:2])
def test_the_errors_at_first_receipt_are_those_of_the_full_check(repository: Repository, body: str) -> None:
    report = receive_it(repository, sent_report(body))
    assert told(repository) == (True, 1, 1)
    repository.apply(SetText(report.id, "other", texts(YEAR)["other"]))
    assert told(repository) == (False, 1, 0)


def test_what_is_not_filled_in_is_no_error_but_counted_beside_them(repository: Repository) -> None:
    report = receive_it(repository, sent_report())
    repository.apply(SetText(report.id, "other", ""))
    (score,) = scores(repository, CITY, YEAR, can_print)
    assert (score.first_errors, score.first_lacks, score.errors, score.lacks) == (0, 0, 0, 1)


def test_a_file_that_was_damaged_since_is_counted_as_it_came(repository: Repository) -> None:
    receive_it(repository, sent_report())
    assert told(repository) == (False, 0, 0)
    repository.database.execute("UPDATE section SET body = body || '甲。' WHERE section = 'other'")
    repository.use(repository.database)
    assert told(repository) == (True, 0, 1)
    assert told(repository) == (True, 0, 1), "and again, now from what was kept"


def test_nothing_is_checked_twice_for_the_scoring_sheet(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = receive_it(repository, sent_report(IN_TEXTS["control"]))
    assert told(repository) == (True, 1, 1)
    repository.apply(SetText(report.id, "other", texts(YEAR)["other"]))
    assert told(repository) == (False, 1, 0)

    def refuse(*_arguments: object, **_named: object) -> None:
        raise AssertionError("checked again")

    monkeypatch.setattr("app.store.punctuality.check", refuse)
    monkeypatch.setattr("app.rules.check.check", refuse)
    (score,) = scores(repository, CITY, YEAR, can_print)
    assert (score.first_errors, score.errors) == (1, 0)
