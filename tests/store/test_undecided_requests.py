"""A report that was counted from its unit's ledger says what still waits there, wherever it is checked."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from builders import consistent_cells, texts

from app.cli import main
from app.collection.records import Note
from app.edits import COUNTING, AddReport, SetCells, SetStatus, SetWaivers, put
from app.exports.printable_characters import can_print
from app.forms.loader import form_for
from app.ledger.counting import Unresolved
from app.ledger.undecided import Undecided, how_many, in_year
from app.report import Report, Status, Totals, Unit
from app.request import Dispute, LedgerSettings, Reply, Request
from app.rules.waivers import waive
from app.store.counted_cells import count_edits, tally_of
from app.store.counted_reports import rests_on_ledger
from app.store.fingerprints import fingerprints
from app.store.full_checks import full_check
from app.store.ledger import set_ledger, set_requests
from app.store.request_lookup import requests_of
from app.store.undecided import undecided_of
from app.store.workspace import Workspace, create

NEW = "applications.new.natural_person"
CLEAR = Request(
    1, 1, "1号", "甲某", "natural_person", arrived=date(2025, 3, 4), outcome="granted", reply=Reply("", date(2025, 3, 20))
)  # fmt: skip
NO_DAY = replace(CLEAR, id=2, number="2号", reply=None)
NO_KIND = replace(CLEAR, id=3, number="3号", type="")
DOUBTFUL_CASE = replace(CLEAR, id=4, number="4号", disputes=(Dispute(doubt="用文字写的"),))


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    opened = create(tmp_path / "年报.nianbao")
    form = form_for(2025)
    report = Report(1, Unit(1, "某局"), 2025, form, totals=Totals.TYPED, sections=texts(2025))
    opened.repository.apply(AddReport(report))
    requests = {request.id: request for request in (CLEAR, NO_DAY, NO_KIND, DOUBTFUL_CASE)}
    opened.repository.apply(set_requests(opened.repository, 1, requests, "登记申请"))
    yield opened
    opened.close()


def waiting(workspace: Workspace) -> Undecided:
    database, report = workspace.repository.database, workspace.repository.report(1)
    return undecided_of(database, report)() if rests_on_ledger(database, report) else Undecided()


def told(path: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    capsys.readouterr()
    main(["check", str(path), "--json"])
    (found,) = json.loads(capsys.readouterr().out)["reports"]
    return [one["message"] for one in found["findings"] if one["rule"].startswith("ledger.")]


def test_the_check_says_what_waits_once_a_report_was_counted(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told(workspace.path, capsys) == []
    repository = workspace.repository
    requests = requests_of(repository.database, 1)
    for edit in count_edits(repository.report(1), requests, tally_of(LedgerSettings())):
        repository.apply(edit)
    said = told(workspace.path, capsys)
    assert len(said) == 1
    assert "2 件申请，另 1 件申请的复议、诉讼" in said[0]
    # Neither numbers nor names of the ledger stand in what may leave with the report.
    assert not any(word in said[0] for word in ("2号", "甲某"))
    changes = {2: replace(NO_DAY, reply=CLEAR.reply), 4: replace(DOUBTFUL_CASE, disputes=())}
    repository.apply(set_requests(repository, 1, changes, "补填"))
    assert "1 件申请没有计入" in told(workspace.path, capsys)[0]
    repository.apply(set_requests(repository, 1, {3: None}, "删除"))
    assert told(workspace.path, capsys) == []


def test_a_report_that_follows_its_ledger_says_it_and_typed_figures_do_not(workspace: Workspace) -> None:
    repository = workspace.repository
    repository.apply(SetCells(1, {NEW: 3}))
    assert waiting(workspace) == Undecided()
    repository.apply(set_ledger(repository, 1, LedgerSettings(follows=frozenset({2025})), "随台账更新"))
    assert waiting(workspace) == Undecided(2, 1)
    # Detached, its figures are still those of the ledger.
    repository.apply(SetCells(1, {NEW: 1}, COUNTING, counted=True))
    repository.apply(set_ledger(repository, 1, LedgerSettings(), "取消随台账更新"))
    assert waiting(workspace) == Undecided(2, 1)
    # A count that was undone has left no figures.
    repository.apply(SetCells(1, dict.fromkeys(repository.report(1).cells), "清空"))
    assert waiting(workspace) == Undecided()


@pytest.mark.parametrize(
    ("request_", "why", "years"),
    [
        (NO_KIND, "申请人类别不能归入任何一列", {2025}),
        (replace(NO_KIND, reply=Reply("", date(2026, 1, 8))), "申请人类别", {2025, 2026}),
        (NO_DAY, "有办理结果而没有答复", {2025, 2026, 2027}),
        (NO_KIND, "备注“2024年收到”与登记的日期不在同一年", {2024, 2025, 2026}),
        (replace(NO_KIND, arrived=None), "看不出类别", {2023, 2024, 2025}),
        (replace(NO_KIND, arrived=None, reply=None), "看不出类别", {2023, 2024, 2025, 2026, 2027}),
    ],
)
def test_what_waits_concerns_the_years_in_which_it_may_count(
    request_: Request, why: str, years: set[int]
) -> None:
    entry = Unresolved(request_, why)
    assert {year for year in range(2023, 2028) if list(in_year([entry], year))} == years


def test_a_dispute_concerns_its_own_years() -> None:
    case = Dispute(filed=date(2026, 2, 3), closed=date(2026, 5, 6), doubt="看不出结果")
    entry = Unresolved(replace(CLEAR, disputes=(case,)), "看不出结果", 0)
    assert not list(in_year([entry], 2025))
    assert how_many(in_year([entry], 2026)) == Undecided(0, 1)


def test_a_digest_of_what_a_check_rests_on_knows_the_ledger(workspace: Workspace) -> None:
    repository = workspace.repository

    def mark() -> str:
        return fingerprints(repository.database, repository.rule_settings, date(2026, 1, 5), [1])[1]

    first = mark()
    repository.apply(set_requests(repository, 1, {9: replace(NO_KIND, id=9)}, "登记申请"))
    second = mark()
    assert second != first
    repository.apply(set_ledger(repository, 1, LedgerSettings({"withdrawn": "not_counted"}), "台账设置"))
    assert mark() not in (first, second)


@pytest.mark.parametrize("is_waived", [False, True])
def test_a_package_states_only_what_can_be_checked_without_the_ledger(
    workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str], is_waived: bool
) -> None:
    """The notes of an office that sent the report back are findings too, and are not in the package either."""
    repository, path = workspace.repository, workspace.path
    repository.apply(put("退回", Note(1, 1, "", "", "请核对", "", "市办", "2026-01-20T10:00:00")))
    repository.apply(SetCells(1, consistent_cells("cn-disclosure-2021", 1), COUNTING, counted=True))
    if is_waived:
        report = repository.report(1)
        found = full_check(repository, report, can_print, date.today())().findings
        (finding,) = (one for one in found if one.rule.startswith("ledger."))
        waiver = waive(finding, report, reason="不属于本机关", who="张三", at="2026-01-05")
        repository.apply(SetWaivers(1, (waiver,), "豁免"))
        assert told(path, capsys) == []
    out = tmp_path / "归档.zip"
    call = ["export", str(path), "--unit", "某局", "--year", "2025", "--to", "archive", "-o", str(out)]
    repository.apply(SetStatus(1, Status.FINAL, "定稿"))
    assert main(call) == 0, capsys.readouterr()
    assert main(["verify", str(out)]) == 0, capsys.readouterr()
