"""A file on a share without locks: the window names the cause, edits a copy on this computer and writes it back."""

import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from driving import notice, text, type_into, way_on
from fixture_types import OpenWindow
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from app.edits import SetText
from app.store import connection, lock_support
from app.store.workspace import open_workspace
from ui.frame.main_window import MainWindow
from ui.verbs.file import local_copies

KEY = "disputes.review.upheld"


@pytest.fixture
def share(sample_workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The sample on a share: whoever locks a file there is told that it is locked, as SQLite takes ENOLCK."""
    folder = tmp_path / "共享"
    folder.mkdir()
    path = Path(shutil.move(sample_workspace, folder / "年报.nianbao"))
    real_connect, real_work_in = connection.connect, lock_support.work_in

    def connect(where: Path, **options: bool):  # type: ignore[no-untyped-def]
        database = real_connect(where, **options)
        if folder in where.parents and not options.get("private"):
            database.close()
            busy = sqlite3.OperationalError("database is locked")
            busy.sqlite_errorname = "SQLITE_BUSY"
            raise busy
        return database

    monkeypatch.setattr("app.store.verify.connect", connect)
    monkeypatch.setattr(lock_support, "work_in", lambda where: folder != where and real_work_in(where))
    monkeypatch.setattr(local_copies, "documents_folder", lambda: tmp_path / "文档")
    return path


def edit_copy(qtbot: QtBot, open_window: OpenWindow, share: Path) -> MainWindow:
    window = open_window(share)
    assert "不能锁定文件" in notice(window)
    way_on(window, "在本机副本上编辑").click()
    assert "本机副本" in notice(window, "standingNotice")
    qtbot.waitUntil(lambda: window.findChild(QTableView, "table_disputes") is not None, timeout=3000)
    return window


def upheld(path: Path) -> set[str]:
    """The cell's value in the reports of all years."""
    with closing(sqlite3.connect(path)) as database:
        return {value for (value,) in database.execute("SELECT value FROM cell WHERE cell = ?", [KEY])}


def test_a_copy_is_edited_and_written_back(qtbot: QtBot, open_window: OpenWindow, share: Path) -> None:
    window = edit_copy(qtbot, open_window, share)
    type_into(qtbot, window, KEY, "41")
    assert "41" not in upheld(share)
    way_on(window, "写回共享文件夹", "standingNotice").click()
    assert f"已写回 {share}" in notice(window)
    assert "41" in upheld(share)


def test_closing_writes_back(qtbot: QtBot, open_window: OpenWindow, share: Path) -> None:
    window = edit_copy(qtbot, open_window, share)
    type_into(qtbot, window, KEY, "42")
    assert window.close()
    assert "42" in upheld(share)


def test_what_another_wrote_is_left_and_the_edits_wait_in_the_copy(
    qtbot: QtBot, open_window: OpenWindow, share: Path, tmp_path: Path
) -> None:
    window = edit_copy(qtbot, open_window, share)
    type_into(qtbot, window, KEY, "43")
    elsewhere = tmp_path / "另一台.nianbao"
    shutil.copyfile(share, elsewhere)
    other = open_workspace(elsewhere)
    other.repository.apply(SetText(other.repository.summaries()[0].id, "other", "别人写的"))
    other.close()
    shutil.copyfile(elsewhere, share)
    theirs = share.read_bytes()
    assert not window.close()
    assert "已被别人改动" in notice(window)
    assert window.close()
    assert share.read_bytes() == theirs
    again = edit_copy(qtbot, open_window, share)
    assert "还没有写回" in notice(again)
    assert text(again, "other") is not None
    assert "43" in upheld(again.workbench.session.path)


def test_an_ordinary_file_is_no_copy(open_window: OpenWindow, sample_workspace: Path) -> None:
    window = open_window(sample_workspace)
    assert notice(window, "standingNotice") == ""
    assert (
        "app.store.local_copy" not in sys.modules or window.workbench.verbs.file_state.copies.origin() is None
    )
