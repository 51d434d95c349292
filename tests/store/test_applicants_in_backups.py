"""Applicants' data that are deleted in a file are found in its backups, and deleted there where that is wanted."""

import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from builders import consistent_report

from app import clock
from app.edits import AddReport
from app.report import Report, Unit
from app.request import Reply, Request
from app.store import backup
from app.store.applicants_in_backups import ApplicantsToForget, delete, find
from app.store.ledger import forget_applicants, set_requests
from app.store.request_lookup import requests_of
from app.store.workspace import Workspace, create, open_workspace
from app.workspace_values import BackupReason, BackupsWithApplicants

OLD, NEW, OTHER = "钱无名氏", "孙有名氏", "李某氏"
THEN, LATELY, LIMIT = date(2022, 3, 5), date(2025, 3, 5), date(2025, 1, 1)
CLOSED = Request(1, 1, "1号", OLD, "natural_person", "信函", THEN, THEN, f"{OLD}要的图纸", reply=Reply("复1", THEN, THEN), outcome="granted")  # fmt: skip
RECENT = replace(CLOSED, id=2, number="2号", applicant=NEW, content=NEW, arrived=LATELY, confirmed=LATELY, reply=Reply("复2", LATELY, LATELY))  # fmt: skip
ELSEWHERE = replace(CLOSED, id=3, unit_id=2, applicant=OTHER, content=OTHER)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    opened = create(tmp_path / "年报.nianbao")
    form = consistent_report().form
    for number in (1, 2):
        opened.repository.apply(AddReport(Report(number, Unit(number, f"某局{number}"), 2024, form)))
    yield opened
    opened.close()


def _store(workspace: Workspace, unit: int, *requests: Request | int) -> None:
    changes = {r if isinstance(r, int) else r.id: None if isinstance(r, int) else r for r in requests}
    workspace.repository.apply(set_requests(workspace.repository, unit, changes, "登记申请"))


def _back_up(workspace: Workspace, days_ago: int) -> Path:
    made = backup.back_up(workspace.path, BackupReason.BY_HAND, clock.now() - timedelta(days=days_ago))
    assert made is not None
    return made.path


def _forgotten(workspace: Workspace) -> ApplicantsToForget:
    workspace.repository.apply(forget_applicants(workspace.repository, 1, LIMIT, "保管期满"))
    requests = requests_of(workspace.repository.database, 1)
    return ApplicantsToForget(1, LIMIT, {request.id: request for request in requests if request.nameless})


def _found(
    workspace: Workspace, wanted: ApplicantsToForget, elsewhere: Path | None = None
) -> BackupsWithApplicants:
    return find(workspace.path, elsewhere, wanted, lambda: True)


def _applicants(path: Path) -> list[str]:
    opened = open_workspace(path, read_only=True)
    try:
        return [r.applicant for unit in (1, 2) for r in requests_of(opened.repository.database, unit)]
    finally:
        opened.close()


def test_they_are_deleted_wherever_backups_are_and_nothing_else_is(
    workspace: Workspace, tmp_path: Path
) -> None:
    without = _back_up(workspace, 9)
    still_open = replace(CLOSED, reply=None, outcome="")
    _store(workspace, 1, still_open)
    _store(workspace, 2, ELSEWHERE)
    before_closing = _back_up(workspace, 8)
    _store(workspace, 1, CLOSED, RECENT)
    folder = backup.folder_of(workspace.path)
    (folder / "回收").mkdir()
    thrown_away = _back_up(workspace, 7).rename(folder / "回收" / "2024-01-31 101500 每小时.nianbao")
    _store(workspace, 1, replace(CLOSED, note=f"{OLD}补正"))
    last = _back_up(workspace, 1)
    disk = tmp_path / "另一块盘"
    disk.mkdir()
    second = backup.keep_second(workspace.path, disk)
    assert second is not None
    listed = backup.backups(workspace.path)
    untouched = without.read_bytes()
    wanted = _forgotten(workspace)
    found = _found(workspace, wanted, disk)
    assert {one.path for one in found.holders} == {before_closing, thrown_away, last, second}
    assert (found.examined, found.unreadable, found.missing) == (5, (), None)
    assert all(OLD.encode() in one.path.read_bytes() for one in found.holders), "looking changes nothing"
    assert not any(why for _one, why in delete(found.holders, wanted, "删除申请人信息：保管期满"))
    for one in found.holders:
        data = one.path.read_bytes()
        assert OLD.encode() not in data
        assert OTHER.encode() in data, "another unit's"
    assert _applicants(before_closing) == ["", OTHER]
    assert _applicants(last) == ["", NEW, OTHER]
    assert [(one.path, one.at, one.reason) for one in backup.backups(workspace.path)] == [
        (one.path, one.at, one.reason) for one in listed
    ]
    assert without.read_bytes() == untouched
    assert _found(workspace, wanted, disk).holders == ()
    opened = open_workspace(last, read_only=True)
    assert "保管期满" in opened.repository.history.search("删除申请人信息")[0].action
    opened.close()


def test_a_backup_without_them_is_restored_as_any_other(workspace: Workspace) -> None:
    _store(workspace, 1, CLOSED, RECENT)
    _back_up(workspace, 3)
    wanted = _forgotten(workspace)
    (chosen,) = _found(workspace, wanted).holders
    assert list(delete([chosen], wanted, "删除")) == [(chosen, "")]
    workspace.restore(chosen)
    found = requests_of(workspace.repository.database, 1)
    assert [(r.applicant, r.outcome) for r in found] == [("", "granted"), (NEW, "granted")]


def test_another_request_that_has_got_the_id_of_a_deleted_one_keeps_its_applicant(
    workspace: Workspace,
) -> None:
    stranger = replace(
        CLOSED, number="7号", applicant=NEW, arrived=LATELY, confirmed=LATELY, reply=None, outcome=""
    )
    _store(workspace, 1, stranger)
    kept = _back_up(workspace, 3)
    _store(workspace, 1, stranger.id)
    _store(workspace, 1, CLOSED)
    wanted = _forgotten(workspace)
    assert _found(workspace, wanted).holders == ()
    assert _applicants(kept) == [NEW]


def test_what_cannot_be_read_or_written_is_told_and_stays_as_it_was(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _store(workspace, 1, CLOSED)
    damaged = _back_up(workspace, 3)
    _store(workspace, 1, RECENT)
    whole = _back_up(workspace, 2)
    damaged.write_bytes(damaged.read_bytes()[:5000])
    before = damaged.read_bytes(), whole.read_bytes()
    wanted = _forgotten(workspace)
    found = _found(workspace, wanted, tmp_path / "没有这块盘")
    assert [one.path for one in found.holders] == [whole]
    ((unreadable, why),) = found.unreadable
    assert unreadable.path == damaged
    assert "不完整" in why
    assert found.missing == tmp_path / "没有这块盘"

    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(backup, "write_copy", full)
    ((one, why),) = delete(found.holders, wanted, "删除")
    assert one.path == whole
    assert why
    assert (damaged.read_bytes(), whole.read_bytes()) == before
    assert sorted(file.name for file in whole.parent.iterdir() if file.suffix == ".part") == []


def test_a_backup_of_the_first_version_has_no_ledger(workspace: Workspace, root: Path) -> None:
    _store(workspace, 1, CLOSED)
    folder = backup.folder_of(workspace.path)
    wanted = _forgotten(workspace)
    name = f"{datetime(2023, 1, 31, 10, 15):%Y-%m-%d %H%M%S} {BackupReason.OPENED}.nianbao"
    shutil.copy(root / "tests/old_files/schema-1.0.nianbao", folder / name)
    found = _found(workspace, wanted)
    assert (found.examined, found.holders, found.unreadable) == (1, (), ())
