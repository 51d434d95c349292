"""Nothing that lies beside a database makes SQLite touch another file: it is looked at before any connection."""

import os
import shutil
import sqlite3
import struct
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from tree import listing

from app.cli import main
from app.edits import SetText
from app.errors import UserError
from app.store import backup, restoring, write_lock
from app.store.backup_differences import compare
from app.store.errors import Trouble, WorkspaceError
from app.store.local_copy import LocalCopies
from app.store.salvage import salvage
from app.store.workspace import Workspace, open_workspace
from app.workspace_values import BackupReason

MAGIC = bytes.fromhex("d9d505f920a163d7")
UNIT = "示例市教育局"


def journal_naming(victim: Path, path: Path) -> bytes:
    """A rollback journal of no pages for *path* whose end names another file for SQLite to delete."""
    page_size = int.from_bytes(path.read_bytes()[16:18], "big")
    header = MAGIC + struct.pack(">IIIII", 0, 0x1234, path.stat().st_size // page_size, 512, page_size)
    name = os.fsencode(victim)
    checksum = sum(byte - 256 if byte > 127 else byte for byte in name) & 0xFFFFFFFF
    trailer = struct.pack(">I", page_size) + name + struct.pack(">II", len(name), checksum) + MAGIC
    return header.ljust(512, b"\0") + trailer


@pytest.fixture
def victim(tmp_path: Path) -> Path:
    """A file of the user's that has nothing to do with the program."""
    victim = tmp_path / "重要" / "文件.docx"
    victim.parent.mkdir()
    victim.write_bytes(b"irreplaceable")
    return victim


def test_the_planted_journal_is_one_that_sqlite_obeys(path: Path, victim: Path) -> None:
    """Without the check the file would be gone: this is what the tests below rest on."""
    Path(f"{path}-journal").write_bytes(journal_naming(victim, path))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("SELECT count(*) FROM unit").fetchone()
    assert not victim.exists()


@pytest.mark.parametrize(
    "command",
    [
        ("list",),
        ("check",),
        ("set", "--unit", UNIT, "--year", "2020", "applications.new.natural_person=1"),
        ("export", "--unit", UNIT, "--year", "2020", "--to", "json", "--draft"),
        ("new", "--unit", UNIT, "--year", "2021"),
    ],
    ids=lambda command: command[0],
)
def test_no_command_deletes_what_a_journal_names(
    path: Path, victim: Path, command: tuple[str, ...], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    Path(f"{path}-journal").write_bytes(journal_naming(victim, path))
    before = listing(tmp_path)
    name, *rest = command
    assert main([name, str(path), *rest]) == (1 if name == "check" else 2)
    assert listing(tmp_path) == before
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def plant_link(path: Path, victim: Path) -> None:
    Path(f"{path}-journal").symlink_to(victim)


def plant_hard_link(path: Path, victim: Path) -> None:
    os.link(victim, f"{path}-journal")


def plant_fifo(path: Path, victim: Path) -> None:
    os.mkfifo(f"{path}-journal")


def plant_log(path: Path, victim: Path) -> None:
    Path(f"{path}-wal").write_bytes(b"x" * 4096)


def plant_linked_log(path: Path, victim: Path) -> None:
    Path(f"{path}-wal").symlink_to(victim)


@pytest.mark.parametrize("plant", [plant_link, plant_hard_link, plant_fifo, plant_log, plant_linked_log])
def test_what_is_not_ours_beside_a_file_is_refused(
    path: Path, victim: Path, tmp_path: Path, plant: Callable[[Path, Path], None]
) -> None:
    plant(path, victim)
    before = listing(tmp_path)
    for read_only in (True, False):
        with pytest.raises(WorkspaceError) as caught:
            open_workspace(path, read_only=read_only)
        assert caught.value.trouble is Trouble.STRANGE_SHAPE
    assert listing(tmp_path) == before


def test_a_link_to_a_workspace_is_looked_at_beside_the_workspace_itself(
    path: Path, victim: Path, tmp_path: Path
) -> None:
    link = tmp_path / "链接.nianbao"
    link.symlink_to(path)
    Path(f"{path}-journal").write_bytes(journal_naming(victim, path))
    with pytest.raises(WorkspaceError):
        open_workspace(link)
    assert victim.exists()


def test_a_backup_with_a_foreign_journal_is_neither_compared_nor_restored(
    path: Path, victim: Path, opened: Callable[..., Workspace]
) -> None:
    workspace = opened(path)
    workspace.repository.apply(SetText(1, "overview", "一"))
    made = backup.back_up(path, BackupReason.BY_HAND)
    assert made is not None
    Path(f"{made.path}-journal").write_bytes(journal_naming(victim, path))
    with pytest.raises(WorkspaceError):
        compare(workspace.repository, made.path)
    with pytest.raises(WorkspaceError):
        workspace.restore(made)
    assert victim.exists()
    assert workspace.repository.report(1)


@pytest.mark.parametrize("act", [backup.back_up_hourly, lambda path: backup.back_up(path, BackupReason.BULK)])
def test_a_backup_obeys_nothing_that_was_put_beside_the_file(
    path: Path, victim: Path, act: Callable[[Path], object]
) -> None:
    journal = Path(f"{path}-journal")
    journal.write_bytes(journal_naming(victim, path))
    with pytest.raises(WorkspaceError):
        act(path)
    journal.unlink()
    os.mkfifo(journal)
    with pytest.raises(WorkspaceError):
        act(path)
    assert victim.exists()


def test_what_is_far_too_large_is_neither_opened_nor_copied(path: Path, tmp_path: Path) -> None:
    journal = Path(f"{path}-journal")
    journal.touch()
    os.truncate(journal, 3 * 1024**3)
    with pytest.raises(WorkspaceError, match="大得不合常理"):
        open_workspace(path)
    start = time.monotonic()
    assert salvage(path, tmp_path / "救回.nianbao").counts["report"] == 3
    journal.unlink()
    os.truncate(path, 3 * 1024**3)
    with pytest.raises(WorkspaceError, match="大得不合常理"):
        salvage(path, tmp_path / "再救.nianbao")
    assert time.monotonic() - start < 5


def test_salvage_leaves_a_foreign_journal_out(path: Path, victim: Path, tmp_path: Path) -> None:
    Path(f"{path}-journal").write_bytes(journal_naming(victim, path))
    outcome = salvage(path, tmp_path / "救回.nianbao")
    assert outcome.counts["report"] == 3
    assert victim.exists()


def test_a_foreign_journal_beside_the_lock_is_thrown_away_unread(
    path: Path, victim: Path, opened: Callable[..., Workspace]
) -> None:
    folder = backup.folder_of(path)
    opened(path).close()
    (folder / "lock-journal").write_bytes(journal_naming(victim, path))
    assert not opened(path).read_only
    assert victim.exists()
    assert not (folder / "lock-journal").exists()


STRANGE_LOCKS = {
    "trigger": (
        "CREATE TABLE holder (holder TEXT NOT NULL)",
        "CREATE TRIGGER endless AFTER INSERT ON holder BEGIN"
        " INSERT INTO holder WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n; END",
    ),
    "view": (
        "CREATE VIEW holder AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)"
        " SELECT x AS holder FROM n",
    ),
}


@pytest.mark.parametrize("kind", STRANGE_LOCKS)
def test_a_lock_that_acts_by_itself_is_thrown_away(
    path: Path, opened: Callable[..., Workspace], kind: str
) -> None:
    folder = backup.folder_of(path)
    (folder / "lock").unlink()
    with closing(sqlite3.connect(folder / "lock")) as connection:
        for statement in STRANGE_LOCKS[kind]:
            connection.execute(statement)
    assert write_lock.holder(folder).host == "未知"
    assert not opened(path).read_only
    assert (folder / "lock").stat().st_size < 64 * 1024


def test_a_lock_or_request_that_is_a_pipe_keeps_nobody_waiting(
    path: Path, opened: Callable[..., Workspace]
) -> None:
    folder = backup.folder_of(path)
    (folder / "lock").unlink()
    os.mkfifo(folder / "lock")
    os.mkfifo(folder / "request.json")
    workspace = opened(path)
    assert not workspace.read_only
    os.mkfifo(folder / "request.json")
    assert workspace.asked_by() is None


def test_asking_writes_through_no_link(path: Path, victim: Path) -> None:
    folder = backup.folder_of(path)
    (folder / "request.json").symlink_to(victim)
    write_lock.ask(folder)
    assert victim.read_bytes() == b"irreplaceable"
    assert write_lock.request(folder) is not None


def test_a_huge_request_is_not_read(path: Path) -> None:
    folder = backup.folder_of(path)
    with (folder / "request.json").open("wb") as file:
        file.truncate(3 * 1024**3)
    assert write_lock.request(folder) is None


@pytest.mark.parametrize("kind", ["pipe", "view"])
def test_a_newest_backup_that_never_ends_is_passed_over(path: Path, kind: str) -> None:
    folder = backup.folder_of(path)
    newest = folder / "2099-01-01 000000 打开时.nianbao"
    if kind == "pipe":
        os.mkfifo(newest)
    else:
        shutil.copyfile(path, newest)
        with closing(sqlite3.connect(newest)) as connection:
            connection.execute("DROP TABLE change")
            connection.execute(
                "CREATE VIEW change AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)"
                " SELECT x AS id FROM n"
            )
    assert backup.back_up(path, BackupReason.OPENED) is not None


def test_a_file_set_to_another_journal_by_another_tool_is_set_back(
    path: Path, opened: Callable[..., Workspace]
) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    assert path.read_bytes()[18:20] == b"\x02\x02"
    workspace = opened(path)
    assert not workspace.read_only
    assert path.read_bytes()[18:20] == b"\x01\x01"
    assert not Path(f"{path}-wal").exists()
    assert workspace.repository.report(1)


def test_what_another_tool_has_not_put_into_the_file_yet_is_refused_and_kept(path: Path) -> None:
    tool = sqlite3.connect(path)
    tool.execute("PRAGMA journal_mode = WAL")
    tool.execute("UPDATE unit SET short_name = '改'")
    tool.commit()
    kept = path.with_name("拷贝.nianbao")
    shutil.copyfile(path, kept)
    shutil.copyfile(f"{path}-wal", f"{kept}-wal")
    tool.close()
    log = Path(f"{kept}-wal").read_bytes()
    with pytest.raises(WorkspaceError, match="没有并入"):
        open_workspace(kept)
    assert Path(f"{kept}-wal").read_bytes() == log


def plant_journal(path: Path, victim: Path) -> Path:
    planted = Path(f"{path}-journal")
    planted.write_bytes(journal_naming(victim, path))
    return planted


def plant_foreign_log(path: Path, victim: Path) -> Path:
    planted = Path(f"{path}-wal")
    planted.write_bytes(bytes.fromhex("377f0682002de21800001000") + bytes(100))
    return planted


def _read(workspace: Workspace) -> None:
    workspace.repository.reload()
    workspace.repository.report(1)


WHILE_OPEN: dict[str, Callable[[Workspace], object]] = {
    "read": _read,
    "list": lambda workspace: workspace.repository.summaries(),
    "edit": lambda workspace: workspace.repository.apply(SetText(1, "overview", "二")),
    "history": lambda workspace: workspace.repository.history.entries(1),
    "copy": lambda workspace: workspace.copy_to(workspace.path.with_name("副本.nianbao")),
    "back up": lambda workspace: backup.back_up(workspace.path, BackupReason.BY_HAND),
    "reconnect": lambda workspace: workspace.reconnect(),
}


@pytest.mark.parametrize("plant", [plant_journal, plant_foreign_log])
@pytest.mark.parametrize("act", WHILE_OPEN)
def test_what_is_planted_while_the_file_is_open_is_not_obeyed(
    path: Path,
    victim: Path,
    opened: Callable[..., Workspace],
    plant: Callable[[Path, Path], Path],
    act: str,
) -> None:
    workspace = opened(path)
    workspace.repository.apply(SetText(1, "overview", "一"))
    content = path.read_bytes()
    planted = plant(path, victim)
    with pytest.raises(UserError, match="旁边的"):
        WHILE_OPEN[act](workspace)
    workspace.repository.refresh()
    workspace.repository.answers()
    assert (victim.read_bytes(), path.read_bytes()) == (b"irreplaceable", content)
    planted.unlink()
    WHILE_OPEN[act](workspace)
    workspace.repository.apply(SetText(1, "problems", "三"))
    assert workspace.repository.report(1).sections["problems"] == "三"


def test_a_journal_that_would_make_the_file_huge_is_refused(path: Path, tmp_path: Path) -> None:
    """A damaged header suffices: SQLite makes the file as large as the journal's header states."""
    page_size = int.from_bytes(path.read_bytes()[16:18], "big")
    header = MAGIC + struct.pack(">IIIII", 1, 0x1234, 0x65000011, 512, page_size)
    Path(f"{path}-journal").write_bytes(header.ljust(512, b"\0") + bytes(page_size + 8))
    before = listing(tmp_path)
    with pytest.raises(WorkspaceError, match="对不上"):
        open_workspace(path)
    assert listing(tmp_path) == before
    assert salvage(path, tmp_path / "救回.nianbao").counts["report"] == 3


@pytest.mark.parametrize("content", [b"", bytes(512)])
def test_the_journal_of_an_edit_that_changed_nothing_yet_is_removed_at_the_next_start(
    path: Path, opened: Callable[..., Workspace], content: bytes
) -> None:
    journal = Path(f"{path}-journal")
    journal.write_bytes(content)
    reader = opened(path, read_only=True)
    assert journal.exists()
    reader.close()
    opened(path)
    assert not journal.exists()


def test_the_journal_of_an_edit_under_way_stays(path: Path, opened: Callable[..., Workspace]) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE unit SET name = '别的局' WHERE id = 1")
        assert Path(f"{path}-journal").exists()
        assert opened(path).read_only
        assert Path(f"{path}-journal").exists()
        other.execute("ROLLBACK")


@pytest.mark.parametrize("honest", [False, True])
def test_a_file_of_thousands_of_gigabytes_is_refused_at_once(
    path: Path, tmp_path: Path, honest: bool
) -> None:
    """Such a sparse file takes no room on the sender's disk, but SQLite would look at each of its pages."""
    made = backup.back_up(path, BackupReason.BY_HAND)
    assert made is not None
    pages = 4_000_000_000
    for huge in (path, made.path):
        content = bytearray(huge.read_bytes())
        if honest:
            content[28:32] = struct.pack(">I", pages)
        huge.write_bytes(content)
        os.truncate(huge, pages * 4096)
    start = time.monotonic()
    for act in (
        lambda: open_workspace(path),
        lambda: open_workspace(path, read_only=True),
        lambda: backup.back_up(path, BackupReason.BULK),
        lambda: salvage(path, tmp_path / "救回.nianbao"),
        lambda: restoring.put_in_place(made.path, tmp_path / "别处.nianbao"),
        lambda: backup.copy(made.path, tmp_path / "副本.nianbao"),
    ):
        with pytest.raises(WorkspaceError, match="大得不合常理"):
            act()
    assert time.monotonic() - start < 5


def _to_device(path: Path) -> None:
    path.unlink()
    path.symlink_to("/dev/zero")


def _to_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs a file without end")
@pytest.mark.parametrize("change", [_to_device, _to_pipe])
def test_a_file_without_end_is_neither_salvaged_nor_restored_nor_replaced(
    path: Path, tmp_path: Path, change: Callable[[Path], None]
) -> None:
    made = backup.back_up(path, BackupReason.BY_HAND)
    assert made is not None
    copies = LocalCopies(tmp_path / "副本")
    copy, _ = copies.take(path)
    with closing(open_workspace(copy)) as workspace:
        workspace.repository.apply(SetText(1, "overview", "在本机"))
        change(path)
        before = listing(tmp_path)
        for act in (
            lambda: salvage(path, tmp_path / "救回.nianbao"),
            lambda: restoring.restore_damaged(path, made),
            lambda: restoring.put_in_place(made.path, path),
            lambda: copies.write_back(workspace),
        ):
            with pytest.raises(WorkspaceError, match="不是"):
                act()
        assert listing(tmp_path) == before
    assert Path("/dev/zero").is_char_device()


def test_a_damaged_file_of_any_size_is_kept_when_a_backup_takes_its_place(path: Path) -> None:
    made = backup.back_up(path, BackupReason.BY_HAND)
    assert made is not None
    os.truncate(path, 3 * 1024**4)
    start = time.monotonic()
    aside = restoring.restore_damaged(path, made)
    assert time.monotonic() - start < 5
    assert aside is not None
    assert aside.stat().st_size == 3 * 1024**4
    assert path.stat().st_size < 1024**2
    with closing(open_workspace(path)) as workspace:
        assert len(workspace.repository.summaries()) == 3


def test_a_damaged_file_is_copied_where_a_file_has_one_name_only(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = backup.back_up(path, BackupReason.BY_HAND)
    assert made is not None
    path.write_bytes(b"damaged")

    def no_links(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    aside = restoring.restore_damaged(path, made)
    assert aside is not None
    assert aside.read_bytes() == b"damaged"
    os.truncate(path, 3 * 1024**4)
    with pytest.raises(WorkspaceError, match="大得不合常理"):
        restoring.restore_damaged(path, made)
    assert path.stat().st_size == 3 * 1024**4


def test_two_damaged_files_within_a_second_are_both_kept(path: Path) -> None:
    made = backup.back_up(path, BackupReason.BY_HAND)
    assert made is not None
    kept = []
    for content in (b"one", b"two", b"three"):
        path.write_bytes(content)
        kept.append(restoring.restore_damaged(path, made))
    assert [aside and aside.read_bytes() for aside in kept] == [b"one", b"two", b"three"]
