"""Backups: when they are made, which are kept, what differs, and that restoring loses nothing."""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.edits import AddReport, RemoveReport, SetCells, SetField, SetText
from app.report import Report, Unit
from app.request import Request
from app.store import backup, backup_retention, restoring
from app.store.backup_differences import compare
from app.store.errors import Trouble, WorkspaceError
from app.store.ledger import set_requests
from app.store.workspace import Workspace, open_workspace
from app.workspace_values import BackupDifference, BackupReason

KEY = "applications.new.natural_person"
NOW = datetime(2026, 3, 10, 15, 30).astimezone()


def test_a_second_copy_is_kept_elsewhere_once_whole_and_thinned_alike(
    path: Path, opened: Callable[..., Workspace], tmp_path: Path
) -> None:
    workspace = opened(path)
    elsewhere = tmp_path / "盘"
    elsewhere.mkdir()
    assert backup.keep_second(path, elsewhere) is None, "there is no backup yet"
    for hour in range(24 * 40):
        at = NOW + timedelta(hours=hour)
        if hour % 12 == 0:
            workspace.repository.apply(SetText(1, "overview", str(hour)))
            made = backup.back_up(path, BackupReason.HOURLY, at)
            assert made is not None
            second = backup.keep_second(path, elsewhere, at)
            assert second is not None
            assert second.read_bytes() == made.path.read_bytes()
            assert backup.keep_second(path, elsewhere, at) is None
    kept = {one.name for one in backup.second_folder_of(path, elsewhere).glob("*.nianbao")}
    assert kept == {one.path.name for one in backup.backups(path)}
    assert open_workspace(second, read_only=True).repository.report(1).sections["overview"] == "948"


def test_two_files_of_one_name_have_second_folders_of_their_own(tmp_path: Path) -> None:
    one, two = (backup.second_folder_of(tmp_path / name / "年报.nianbao", tmp_path) for name in "甲乙")
    assert one != two
    assert one.parent == two.parent == tmp_path


@pytest.mark.parametrize("kind", ["gone", "file", "link"])
def test_a_second_folder_that_can_not_be_used_is_refused_in_one_sentence(
    path: Path, opened: Callable[..., Workspace], tmp_path: Path, kind: str
) -> None:
    opened(path)
    backup.back_up(path, BackupReason.OPENED)
    elsewhere = tmp_path / "盘"
    if kind != "gone":
        elsewhere.mkdir()
    if kind == "file":
        backup.second_folder_of(path, elsewhere).write_text("x")
    if kind == "link":
        (tmp_path / "别处").mkdir()
        backup.second_folder_of(path, elsewhere).symlink_to(tmp_path / "别处")
    with pytest.raises(WorkspaceError, match=r"备份没有另存到.*设置") as refused:
        backup.keep_second(path, elsewhere)
    assert refused.value.trouble is Trouble.MEDIUM
    assert kind != "link" or not list((tmp_path / "别处").iterdir())


def test_a_backup_is_made_only_when_something_changed(path: Path, opened: Callable[..., Workspace]) -> None:
    workspace = opened(path)
    assert backup.backups(path) == []
    first = backup.back_up(path, BackupReason.OPENED)
    assert first is not None
    assert backup.back_up(path, BackupReason.OPENED) is None
    workspace.repository.apply(SetText(1, "overview", "一"))
    assert backup.back_up(path, BackupReason.OPENED) is not None
    workspace.repository.apply(SetText(1, "overview", "一二"))
    assert backup.back_up(path, BackupReason.BULK) is not None
    assert [one.reason for one in backup.backups(path)] == [
        BackupReason.BULK,
        BackupReason.OPENED,
        BackupReason.OPENED,
    ]


def test_a_backup_is_a_workspace_that_opens(path: Path, opened: Callable[..., Workspace]) -> None:
    opened(path).repository.apply(SetCells(2, {KEY: 5}))
    made = backup.back_up(path, BackupReason.BY_HAND)
    assert made == backup.backups(path)[0]
    assert opened(made.path).repository.report(2).cells[KEY] == 5


def test_hourly_backups_wait_for_an_hour_and_for_a_change(
    path: Path, opened: Callable[..., Workspace]
) -> None:
    workspace = opened(path)
    assert backup.back_up_hourly(path, NOW) is not None
    workspace.repository.apply(SetCells(2, {KEY: 5}))
    assert backup.back_up_hourly(path, NOW + timedelta(minutes=59)) is None
    assert backup.back_up_hourly(path, NOW + timedelta(minutes=60)) is not None
    assert backup.back_up_hourly(path, NOW + timedelta(minutes=180)) is None


def test_names_that_are_not_backups_are_left_alone(path: Path) -> None:
    backup.back_up(path, BackupReason.OPENED, NOW)
    folder = backup.folder_of(path)
    for name in (
        "我的.nianbao",
        "2026-13-40 999999 打开时.nianbao",
        "2026-03-10 153000 别的.nianbao",
        "a.txt",
    ):
        (folder / name).write_text("x")
    assert len(backup.backups(path)) == 1


def test_thinning_on_disk_removes_routine_backups_but_none_made_for_a_reason(
    path: Path, opened: Callable[..., Workspace]
) -> None:
    workspace = opened(path)
    at = NOW - timedelta(days=3)
    for number in range(6):
        workspace.repository.apply(SetCells(2, {KEY: number}))
        assert backup.back_up(
            path, BackupReason.BULK if number == 2 else BackupReason.HOURLY, at + timedelta(minutes=number)
        )
    workspace.repository.apply(SetCells(2, {KEY: 99}))
    backup.back_up(path, BackupReason.OPENED, NOW)
    assert [one.reason for one in backup.backups(path)] == [
        BackupReason.OPENED,
        BackupReason.HOURLY,
        BackupReason.BULK,
    ]
    kept = opened(backup.backups(path)[1].path)
    assert kept.repository.report(2).cells[KEY] == 5


_ages = st.lists(st.integers(0, 3 * 365 * 24 * 60), max_size=60)


@given(_ages)
def test_thinning_keeps_one_of_every_span_and_nothing_twice(ages: list[int]) -> None:
    times = {NOW - timedelta(minutes=age) for age in ages}
    kept = backup_retention.kept(times, NOW)
    assert kept <= times
    assert max(times, default=None) == max(kept, default=None)
    for newer, older in pairwise(sorted(kept, reverse=True)):
        if NOW - older >= backup_retention.WEEKLY and NOW - newer >= backup_retention.WEEKLY:
            assert (newer.year, newer.month) != (older.year, older.month)
        elif NOW - older >= backup_retention.HOURLY and NOW - newer >= backup_retention.HOURLY:
            assert newer.date() != older.date()
        else:
            assert (newer.date(), newer.hour) != (
                older.date(),
                older.hour,
            ) or NOW - older >= backup_retention.HOURLY
    for time in times - kept:
        assert any(one > time and one - time < timedelta(days=31) for one in kept)


@given(_ages, st.integers(1, 400))
def test_thinning_again_and_again_keeps_what_thinning_once_would_and_no_month_is_lost(
    ages: list[int], days: int
) -> None:
    times = {NOW - timedelta(minutes=age) for age in ages}
    left = times
    for day in range(1, days + 1):
        left = backup_retention.kept(left, NOW + timedelta(days=day))
    assert left <= backup_retention.kept(times, NOW + timedelta(days=days))
    assert {(time.year, time.month) for time in left} == {(time.year, time.month) for time in times}
    assert max(left, default=None) == max(times, default=None)


def test_what_differs_is_told_report_by_report(path: Path, opened: Callable[..., Workspace]) -> None:
    workspace = opened(path)
    repository = workspace.repository
    made = backup.back_up(path, BackupReason.BY_HAND)
    assert made is not None
    repository.apply(SetCells(2, {KEY: 5}))
    repository.apply(SetText(2, "overview", "改了"))
    repository.apply(SetField(2, "title", "新标题"))
    repository.apply(RemoveReport(1))
    form = repository.report(2).form
    repository.apply(AddReport(Report(4, Unit(1, "示例市人民政府办公室"), 2023, form)))
    found = {one.report_id: one for one in compare(repository, made.path)}
    assert found[1] == BackupDifference(1, "示例市人民政府办公室", 2024, now=False, then=True)
    assert (found[2].cells, found[2].sections, found[2].fields) == (2, 1, 1)
    assert not found[3].differs
    assert (found[4].now, found[4].then) == (True, False)
    assert {one.report_id for one in found.values() if one.differs} == {1, 2, 4}


def test_what_is_kept_besides_reports_is_compared_too(path: Path, opened: Callable[..., Workspace]) -> None:
    """A backup from before a request was registered is not the same as what there is now."""
    repository = opened(path).repository
    repository.apply(set_requests(repository, 1, {1: Request(1, 1, "1号", "甲", "natural_person")}, "登记"))
    made = backup.back_up(path, BackupReason.BY_HAND)
    assert made is not None
    assert not any(one.differs for one in compare(repository, made.path))
    second = Request(2, 1, "2号", "乙", "natural_person")
    repository.apply(set_requests(repository, 1, {2: second}, "登记"))
    repository.apply(set_requests(repository, 1, {1: Request(1, 1, "1号", "丙", "natural_person")}, "修改"))
    differing = [one for one in compare(repository, made.path) if one.differs]
    assert [(one.kept, one.records) for one in differing] == [("件台账申请", 2)]


def test_restoring_is_itself_backed_up(path: Path, opened: Callable[..., Workspace]) -> None:
    workspace = opened(path)
    repository = workspace.repository
    repository.apply(SetCells(2, {KEY: 5}))
    chosen = backup.back_up(path, BackupReason.OPENED)
    assert chosen is not None
    repository.apply(SetCells(2, {KEY: 6}))
    workspace.restore(chosen)
    assert repository.report(2).cells[KEY] == 5
    repository.apply(SetText(2, "overview", "恢复后接着写"))
    before_restoring = backup.backups(path)[0]
    assert before_restoring.reason is BackupReason.RESTORE
    workspace.restore(before_restoring)
    assert repository.report(2).cells[KEY] == 6
    assert len(backup.backups(path)) == 3
    assert sorted(file.name for file in path.parent.iterdir()) == ["年报.nianbao", "年报.nianbao.备份"]


def test_a_damaged_backup_is_not_restored(path: Path, opened: Callable[..., Workspace]) -> None:
    workspace = opened(path)
    workspace.repository.apply(SetCells(2, {KEY: 5}))
    chosen = backup.back_up(path, BackupReason.OPENED)
    assert chosen is not None
    chosen.path.write_bytes(chosen.path.read_bytes()[:9000])
    with pytest.raises(WorkspaceError, match="不完整"):
        workspace.restore(chosen)
    assert workspace.repository.report(2).cells[KEY] == 5
    workspace.repository.apply(SetCells(2, {KEY: 6}))
    assert workspace.repository.report(2).cells[KEY] == 6


def test_a_damaged_file_is_kept_with_its_journal_when_a_backup_takes_its_place(
    path: Path, opened: Callable[..., Workspace]
) -> None:
    chosen = backup.back_up(path, BackupReason.OPENED)
    assert chosen is not None
    rubbish = b"SQLite format 3\x00" + os.urandom(50_000)
    path.write_bytes(rubbish)
    journal = path.with_name(path.name + "-journal")
    with pytest.raises(WorkspaceError):
        open_workspace(path)
    journal.write_bytes(b"journal")
    aside = restoring.restore_damaged(path, chosen)
    assert aside is not None
    assert aside.read_bytes() == rubbish
    assert aside.with_name(aside.name + "-journal").read_bytes() == b"journal"
    assert not journal.exists()
    assert len(opened(path).repository.summaries()) == 3


def test_a_missing_file_is_restored_too(path: Path, opened: Callable[..., Workspace]) -> None:
    chosen = backup.back_up(path, BackupReason.OPENED)
    assert chosen is not None
    path.unlink()
    assert restoring.restore_damaged(path, chosen) is None
    assert len(opened(path).repository.summaries()) == 3


def test_a_copy_replaces_nothing(path: Path, tmp_path: Path, opened: Callable[..., Workspace]) -> None:
    workspace = opened(path)
    target = tmp_path / "副本.nianbao"
    workspace.copy_to(target)
    assert len(opened(target).repository.summaries()) == 3
    with pytest.raises(WorkspaceError) as caught:
        workspace.copy_to(target)
    assert caught.value.trouble is Trouble.EXISTS
    with pytest.raises(WorkspaceError, match="没有写成"):
        workspace.copy_to(tmp_path / "年报.nianbao" / "副本.nianbao")


def test_backups_may_be_made_in_a_thread_while_edits_go_on(
    path: Path, opened: Callable[..., Workspace]
) -> None:
    repository = opened(path).repository
    with ThreadPoolExecutor(1) as pool:
        made = pool.submit(lambda: [backup.back_up(path, BackupReason.BULK) for _ in range(5)])
        for number in range(1, 60):
            repository.apply(SetCells(2, {KEY: number}))
        found = [one for one in made.result() if one is not None]
    assert found
    for one in found:
        then = opened(one.path, read_only=True).repository
        assert then.report(2).cells.get(KEY, 0) in range(60)
        assert then.doubts(2) == ()
    assert repository.report(2).cells[KEY] == 59


def grown(path: Path, workspace: Workspace, times: Iterable[datetime]) -> int:
    """Make a backup at each time, each of another content; return how many there are then."""
    for number, at in enumerate(times):
        workspace.repository.apply(SetText(1, "overview", f"{at}{number}"))
        backup.back_up(path, BackupReason.OPENED, at)
    return len(backup.backups(path))


@pytest.mark.parametrize("years", [1, 20, 73])
def test_starts_with_the_clock_in_the_future_cost_only_a_few_backups(
    path: Path, opened: Callable[..., Workspace], years: int
) -> None:
    workspace = opened(path)
    before = grown(path, workspace, [NOW + timedelta(hours=2 * n) for n in range(28)])
    future = NOW + timedelta(days=365 * years)
    grown(path, workspace, [future])
    after = len(backup.backups(path))
    assert after >= before - 2
    # What is given up lies in the bin.
    grown(path, workspace, [future + timedelta(hours=1), NOW + timedelta(days=3)])
    binned = list((backup.folder_of(path) / "回收").glob("*.nianbao"))
    assert len(backup.backups(path)) + len(binned) == 28 + 3


def test_a_backup_from_the_future_does_not_stop_hourly_ones(
    path: Path, opened: Callable[..., Workspace]
) -> None:
    workspace = opened(path)
    grown(path, workspace, [NOW, NOW + timedelta(days=20000)])
    workspace.repository.apply(SetText(1, "overview", "后来"))
    assert backup.back_up_hourly(path, NOW + timedelta(hours=2)) is not None


def test_the_bin_does_not_grow_for_ever(path: Path, opened: Callable[..., Workspace]) -> None:
    workspace = opened(path)
    grown(path, workspace, [NOW + timedelta(minutes=5 * n) for n in range(90)])
    assert len(list((backup.folder_of(path) / "回收").glob("*.nianbao"))) <= 33
