"""Many reports are checked by several processes; what comes of it is what one process finds."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from builders import consistent_cells

from app import parallel_checks
from app.cli import main
from app.commands import checking
from app.edits import AddReport, Batch, SetCells
from app.report import Report, Unit
from app.rules.check import Check
from app.store import check_cache
from app.store.fingerprints import fingerprints
from app.store.repository import Repository
from app.store.workspace import Workspace, create, open_workspace

COUNT = 12
WRONG = 5
GRANTED = "applications.granted.natural_person"


@pytest.fixture
def path(tmp_path: Path, filled: Callable[..., Report]) -> Path:
    """A workspace of twelve reports, of which one has a wrong figure."""
    workspace = create(tmp_path / "多份.nianbao")
    made = []
    for number in range(1, COUNT + 1):
        unit = Unit(number, f"示例县第{number}局")
        report = filled("cn-disclosure-2021", number, year=2024, id=number, unit=unit)
        made.append(AddReport(replace(report, cells=consistent_cells("cn-disclosure-2021", number))))
    workspace.repository.apply(Batch(tuple(made), "新建报告"))
    workspace.repository.apply(SetCells(WRONG, {GRANTED: 987_654}))
    workspace.close()
    return workspace.path


def _marks(workspace: Workspace) -> dict[int, str]:
    repository = workspace.repository
    reports = range(1, COUNT + 1)
    return fingerprints(repository.database, repository.rule_settings, parallel_checks.date.today(), reports)


def _listed(path: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, str]]:
    assert main(["list", "--json", str(path)]) == 0
    return json.loads(capsys.readouterr().out)["reports"]


def _same(one: Check, other: Check) -> bool:
    return [(f.rule, f.kind) for f in one.findings] == [(f.rule, f.kind) for f in other.findings]


def test_processes_keep_the_checks_that_one_process_makes(path: Path) -> None:
    with parallel_checks.checks_in_parallel(path, range(1, COUNT + 1), 2) as apart:
        apart.wait()
        assert not apart.running
    workspace = open_workspace(path, read_only=True)
    marks = _marks(workspace)
    known = check_cache.kept_checks(marks.values())
    assert known.keys() == set(marks.values())
    for number, mark in marks.items():
        _, made = checking.read_and_checked(workspace.repository, number)
        assert _same(known[mark], made)
        assert bool(made.errors) is (number == WRONG)
    workspace.close()


def test_a_list_is_the_same_with_and_without_them(
    path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = _listed(path, capsys)
    check_cache._path().unlink()
    asked: list[int] = []
    begun = parallel_checks._begun
    monkeypatch.setattr(parallel_checks, "processors", lambda: 3)
    monkeypatch.setattr(checking, "WORTHWHILE", COUNT)
    monkeypatch.setattr(
        parallel_checks, "_begun", lambda path, share: asked.extend(share) or begun(path, share)
    )
    monkeypatch.setattr(checking, "read_and_checked", lambda *_: pytest.fail("all were checked apart"))
    assert _listed(path, capsys) == alone
    assert sorted(asked) == list(range(1, COUNT + 1))


def test_what_they_could_not_check_is_checked_here(
    path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = _listed(path, capsys)
    check_cache._path().unlink()

    def refuse(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(parallel_checks, "processors", lambda: 2)
    monkeypatch.setattr(checking, "WORTHWHILE", COUNT)
    monkeypatch.setattr(parallel_checks, "_begun", refuse)
    assert _listed(path, capsys) == expected


def test_a_check_of_a_report_that_changed_meanwhile_is_not_kept(
    path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program changes a figure between the digest of a report and its check."""
    workspace = open_workspace(path)
    before = _marks(workspace)
    checked = checking.read_and_checked

    def changing(repository: Repository, report_id: int) -> tuple[Report, Check]:
        if report_id == 1:
            workspace.repository.apply(SetCells(1, {GRANTED: 123_456}))
        return checked(repository, report_id)

    monkeypatch.setattr(checking, "read_and_checked", changing)
    assert next(row for row in _listed(path, capsys) if row["unit"] == "示例县第1局")["verdict"] == "errors"
    known = check_cache.kept_checks(before.values())
    assert before[1] not in known
    assert known.keys() == {mark for number, mark in before.items() if number != 1}
    workspace.close()


def test_ended_processes_leave_the_rest(path: Path) -> None:
    with parallel_checks.checks_in_parallel(path, range(1, COUNT + 1), 2) as apart:
        pass
    assert not apart.running
