"""The disk fails in the middle: the edit is refused, memory and disk agree, and work goes on afterwards."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import pytest
from full_disk import full_disk
from no_rights import as_nobody

from app.collection.records import Registered
from app.edits import AddReport, Batch, SetCells, SetText, SetTotals, put
from app.forms.loader import form_for
from app.ledger.records import RequestRow
from app.records import Record, UnitRow
from app.report import Report, Totals, Unit
from app.store import backup
from app.store.errors import ReadFailed, WorkspaceError, WriteFailed
from app.store.repository import Repository
from app.store.workspace import Workspace, create, open_workspace
from app.workspace_values import BackupReason

if os.name != "nt":
    import resource

KEY = "applications.new.natural_person"
LONG = "政府信息公开" * 20_000
posix = pytest.mark.skipif(os.name == "nt", reason="made with means of POSIX")
Cause = Callable[[Workspace], AbstractContextManager[None]]


@contextmanager
def file_size_limit(size: int) -> Iterator[None]:
    """A quota: writing beyond a size fails, while shorter writes go on."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def _quota(workspace: Workspace) -> AbstractContextManager[None]:
    return file_size_limit(workspace.path.stat().st_size + 8192)


@contextmanager
def _no_right_to_the_folder(workspace: Workspace) -> Iterator[None]:
    """The right to make the journal is gone."""
    folder = workspace.path.parent
    folder.chmod(0o555)
    try:
        with as_nobody(workspace.path):
            yield
    finally:
        folder.chmod(0o755)


@contextmanager
def _moved_away(workspace: Workspace) -> Iterator[None]:
    away = workspace.path.with_name("移走.nianbao")
    workspace.path.rename(away)
    try:
        yield
    finally:
        away.rename(workspace.path)


@contextmanager
def _locked_by_another(workspace: Workspace) -> Iterator[None]:
    workspace.repository._db.execute("PRAGMA busy_timeout = 10")
    with closing(sqlite3.connect(workspace.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield


CAUSES: dict[str, tuple[Cause, str]] = {
    "full": (lambda workspace: full_disk(workspace.repository), "磁盘已满"),
    "quota": (_quota, "磁盘"),
    "folder": (_no_right_to_the_folder, "文件夹"),
    "moved": (_moved_away, "移动、改名或删除"),
    "busy": (_locked_by_another, "另一个程序"),
}


BESIDES: list[Record] = [
    RequestRow(9, 1, "〔2025〕9号", f'{{"content": "{LONG}"}}'),
    UnitRow(90, LONG, "", "department"),
    Registered(1, code=LONG),
]


def _is_there(repository: Repository, record: Record) -> bool:
    """Whether a record is in the file; where nobody can read it just now, nobody says so."""
    try:
        return repository.record(record.key) == record
    except ReadFailed:
        return False


@posix
@pytest.mark.parametrize("name", CAUSES)
def test_an_edit_the_disk_does_not_take_is_refused_and_the_next_one_works(
    name: str, path: Path, opened: Callable[..., Workspace]
) -> None:
    cause, words = CAUSES[name]
    workspace = opened(path)
    repository = workspace.repository
    repository.apply(SetText(2, "overview", "短"))
    repository.apply(SetCells(2, {KEY: 5}))
    before, entries = repository.report(2), repository.history.entries(2)
    batch = Batch((SetCells(2, {KEY: 6}), SetText(2, "overview", LONG), SetTotals(2, Totals.TYPED)), "批量")
    with cause(workspace):
        for edit in (SetText(2, "overview", LONG), batch):
            with pytest.raises(WriteFailed, match=f"没有存上：.*{words}"):
                repository.apply(edit)
            assert repository.report(2) == before
        # What is kept besides the reports is no part of them: it is not said to be written either.
        for number, kept in enumerate(BESIDES):
            with pytest.raises(WriteFailed, match=f"没有存上：.*{words}"):
                repository.apply(put(f"登记 {number}", kept))
            assert not _is_there(repository, kept)
    assert repository.report(2) == before
    assert repository.history.entries(2) == entries
    assert opened(path, read_only=True).repository.report(2) == before
    repository.apply(batch)
    assert repository.report(2).text("overview") == LONG
    assert opened(path, read_only=True).repository.report(2) == repository.report(2)


@posix
def test_a_backup_or_copy_that_does_not_fit_leaves_nothing_half_made(
    path: Path, tmp_path: Path, opened: Callable[..., Workspace]
) -> None:
    workspace = opened(path)
    workspace.repository.apply(SetText(2, "overview", LONG))
    actions = (
        lambda: workspace.copy_to(tmp_path / "副本.nianbao"),
        lambda: backup.back_up(path, BackupReason.BULK),
        lambda: create(tmp_path / "新.nianbao"),
    )
    with file_size_limit(20_000):
        for action in actions:
            with pytest.raises(WorkspaceError, match=r"没有写成|无法在"):
                action()
    assert backup.backups(path) == []
    assert not [file for file in tmp_path.rglob("*") if file.name.startswith(("副本", "新.nianbao"))]
    create(tmp_path / "新.nianbao").close()
    assert backup.back_up(path, BackupReason.BULK) is not None


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of one megabyte."""
    folder = tmp_path / "U盘"
    folder.mkdir()
    mounted = sys.platform == "linux" and os.geteuid() == 0
    if mounted:
        command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
        mounted = subprocess.run(command, check=False, capture_output=True).returncode == 0
    if not mounted:
        pytest.skip("only root may mount a small file system")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_on_a_stick_that_fills_up_nothing_acknowledged_is_lost(small_disk: Path) -> None:
    path = small_disk / "年报.nianbao"
    workspace = create(path)
    repository = workspace.repository
    repository.apply(AddReport(Report(1, Unit(1, "甲局"), 2025, form_for(2025))))
    filler = small_disk / "filler"
    filler.write_bytes(bytes(700_000))
    saved = refused = 0
    for number in range(60):
        edit = SetText(1, "overview", f"{number}" + "字" * 4000 * (number % 9))
        acknowledged = repository.report(1)
        try:
            repository.apply(edit)
            saved += 1
        except WriteFailed as error:
            refused += "磁盘已满" in str(error) and repository.report(1) == acknowledged
        if number == 50:
            filler.unlink()
    last = repository.report(1)
    workspace.close()
    assert saved + refused == 60
    assert saved > 9
    assert refused > 5
    assert last.text("overview").startswith("59")
    workspace = open_workspace(path)
    assert workspace.repository.report(1) == last
    workspace.close()


@posix
def test_a_file_that_was_put_back_is_used_again(path: Path, opened: Callable[..., Workspace]) -> None:
    workspace = opened(path)
    repository = workspace.repository
    repository.apply(SetCells(2, {KEY: 5}))
    away = path.with_name("移走.nianbao")
    path.rename(away)
    away.with_name("另存.nianbao").write_bytes(away.read_bytes())
    with pytest.raises(WorkspaceError, match="找不到"):
        workspace.reconnect()
    with pytest.raises(WriteFailed):
        repository.apply(SetCells(2, {KEY: 6}))
    away.with_name("另存.nianbao").rename(path)
    with pytest.raises(WriteFailed):
        repository.apply(SetCells(2, {KEY: 6}))
    workspace.reconnect()
    repository.apply(SetCells(2, {KEY: 6}))
    assert opened(path, read_only=True).repository.report(2).cells[KEY] == 6
    assert opened(away, read_only=True).repository.report(2).cells[KEY] == 5
