"""Whatever is wrong with a file is said, with what can be done; a failing disk refuses edits visibly."""

import sqlite3
from pathlib import Path

import pytest
from dialogs import answer_next, in_dialog
from driving import index_of, notice, part, press, shown, table, takes, text, type_into, way_on
from fixture_types import OpenWindow, ReportAdder
from full_disk import fill_disk, full_disk
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from app import edits
from app.edits import RemoveReport
from app.errors import UserError
from app.forms.loader import form_for
from app.report import Report, Unit
from app.store.backup import back_up, backups
from app.store.workspace import create, open_workspace
from app.workspace_values import BackupReason
from ui.__main__ import main
from ui.frame.main_window import MainWindow
from ui.views.texts import text_editor

KEY = "applications.new.natural_person"


def _damaged(path: Path) -> bytes:
    """Zero the second half of a file, and return what is left of it."""
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2] + bytes(len(whole) - len(whole) // 2))
    return path.read_bytes()


@pytest.mark.parametrize(
    ("content", "words", "ways"),
    [
        (b"", "空文件", {"恢复备份…"}),
        (b"not a database at all", "不是本程序的数据文件", {"恢复备份…", "抢救到新文件…"}),
        (b"SQLite format 3\x00" + bytes(20), "不完整", {"恢复备份…", "抢救到新文件…"}),
        (None, "找不到文件", {"恢复备份…"}),
    ],
)
def test_what_is_wrong_with_a_file_is_said_with_its_remedies(
    open_window: OpenWindow, tmp_path: Path, content: bytes | None, words: str, ways: set[str]
) -> None:
    path = tmp_path / "坏 文件.nianbao"
    if content is not None:
        path.write_bytes(content)
    window = open_window(path)
    assert words in notice(window)
    assert set(window.workbench.notice.buttons()) == ways
    assert content is None or path.read_bytes() == content


def test_a_file_in_use_by_another_program_is_opened_by_trying_again(
    open_window: OpenWindow, sample_workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.store.connection._PATIENCE", 0.01)
    other = sqlite3.connect(sample_workspace, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    window = open_window(sample_workspace)
    assert "占用" in notice(window)
    other.close()
    way_on(window, "重试").click()
    assert notice(window) == ""
    assert window.workbench.session.is_open


def test_a_damaged_file_is_replaced_by_a_backup_and_kept(
    qtbot: QtBot, open_window: OpenWindow, sample_workspace: Path
) -> None:
    back_up(sample_workspace, BackupReason.BY_HAND)
    rest = _damaged(sample_workspace)
    window = open_window(sample_workspace)
    assert not window.workbench.session.is_open
    in_dialog(lambda dialog: dialog.findChild(object, "restoreBackup").click())
    way_on(window, "恢复备份…").click()
    assert "已用备份恢复" in notice(window)
    assert len(window.workbench.session.summaries()) == 2
    (kept,) = sample_workspace.parent.glob("sample 损坏*.nianbao")
    assert kept.read_bytes() == rest


def test_what_can_be_read_of_a_damaged_file_is_saved_into_a_new_one(
    qtbot: QtBot, open_window: OpenWindow, sample_workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rest = _damaged(sample_workspace)
    window = open_window(sample_workspace)
    target = sample_workspace.with_name("抢救.nianbao")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(target), ""))
    way_on(window, "抢救到新文件…").click()
    qtbot.waitUntil(lambda: window.workbench.session.path == target, timeout=5000)
    told = []
    for _ in range(2):
        # Each stays until it is closed, whichever came first.
        qtbot.waitUntil(lambda: notice(window) != "", timeout=5000)
        told.append(notice(window))
        window.workbench.notice.hide()
    assert any("原文件没有改动" in words for words in told)
    assert any("没有建立时的修改记录" in words for words in told), "half of the history is lost"
    assert sample_workspace.read_bytes() == rest


def test_without_a_backup_the_user_is_told_so(open_window: OpenWindow, sample_workspace: Path) -> None:
    _damaged(sample_workspace)
    window = open_window(sample_workspace)
    way_on(window, "恢复备份…").click()
    assert "没有找到这个文件的备份" in notice(window)


def test_a_file_for_reading_only_says_so_and_refuses_edits(
    qtbot: QtBot, open_window: OpenWindow, sample_workspace: Path
) -> None:
    window = open_window(sample_workspace)
    session = window.workbench.session
    session.open(sample_workspace, read_only=True)
    qtbot.waitUntil(lambda: session.report is not None)
    assert window.windowTitle().endswith("（只读）")
    assert "只读方式打开" in notice(window, "standingNotice")
    assert not window.menu_actions.by_name["new_report"].isEnabled()
    assert not window.menu_actions.by_name["undo"].isEnabled()
    assert window.menu_actions.by_name["export_pdf"].isEnabled()
    view = table(window, "applications")
    before = shown(window, KEY)
    type_into(qtbot, window, KEY, "7", Qt.Key.Key_Tab)
    assert shown(window, KEY) == before
    view.setCurrentIndex(index_of(window, KEY))
    refusals: list[str] = []
    session.refused.connect(refusals.append)
    press(qtbot, view, Qt.Key.Key_7)
    assert refusals[0].startswith("不能修改：")
    assert text(window, "overview").isReadOnly()
    assert part(window, QLineEdit, "field_title").isReadOnly()
    way_on(window, "转为可以编辑", "standingNotice").click()
    qtbot.waitUntil(lambda: session.report is not None)
    assert notice(window, "standingNotice") == ""
    assert not text(window, "overview").isReadOnly()
    assert not window.windowTitle().endswith("（只读）")


# the disk fails in the middle


LONG = "依申请公开" * 20_000


def test_a_full_disk_refuses_a_figure_visibly_and_the_next_one_is_taken(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder
) -> None:
    add_report(sections={"overview": "原文"})
    type_into(qtbot, window, KEY, "5")
    steps = window.workbench.session.undo_stack.count()

    repository = window.workbench.session.repository
    real = repository._commit

    def full(_change: object) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorname = "SQLITE_FULL"
        raise error

    repository._commit = full
    type_into(qtbot, window, KEY, "6")
    assert shown(window, KEY) == "5"
    assert "磁盘已满" in notice(window, "standingNotice")
    assert window.workbench.session.undo_stack.count() == steps
    qtbot.wait(50)
    assert "磁盘已满" in notice(window, "standingNotice"), "stays until an edit succeeds"
    repository._commit = real
    assert takes(qtbot, window, KEY, "7")
    assert notice(window, "standingNotice") == ""


def test_a_text_the_disk_does_not_take_stays_and_is_tried_again(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_editor, "RETRY_DELAY_MS", 50)
    other = add_report(year=2024)
    report = add_report()
    session = window.workbench.session
    editor = text(window, "overview")
    with full_disk(window.workbench.session.repository):
        editor.setPlainText(LONG)
        qtbot.waitUntil(lambda: "留在输入处" in notice(window, "standingNotice"), timeout=3000)
        assert session.report.text("overview") == ""
        window.workbench.report_panel.chosen.emit(other.id)
        assert session.report.id == report.id, "not left before the text is on disk"
        assert "还没有存上" in notice(window)
        window.menu_actions.by_name["undo"].trigger()
        assert editor.toPlainText() == LONG
    qtbot.waitUntil(lambda: session.report.text("overview") == LONG, timeout=3000)
    assert notice(window, "standingNotice") == ""
    assert editor.toPlainText() == LONG
    window.workbench.report_panel.chosen.emit(other.id)
    assert session.report.id == other.id
    path = session.path
    window.close()
    reopened = open_workspace(path, read_only=True)
    assert reopened.repository.report(report.id).text("overview") == LONG
    reopened.close()


def test_a_stick_that_was_away_is_gone_on_with_when_it_is_back(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The open file of a stick that was pulled out fails for ever; the path answers again."""
    monkeypatch.setattr(text_editor, "RETRY_DELAY_MS", 50)
    report = add_report()
    session = window.workbench.session
    lost = session.repository

    def away() -> int:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(lost, "_data_version_now", away)
    editor = text(window, "overview")
    editor.setPlainText("拔出时输入的文字")
    with pytest.raises(UserError, match="磁盘读写出错"):
        editor.commit()
    assert "磁盘读写出错" in notice(window, "standingNotice")
    assert session.report == report
    type_into(qtbot, window, KEY, "5")
    assert shown(window, KEY) == ""
    session.file.poll()
    assert session.repository is not lost
    qtbot.waitUntil(lambda: session.report.text("overview") == "拔出时输入的文字", timeout=3000)
    assert not session.read_only
    assert notice(window, "standingNotice") == ""
    assert takes(qtbot, window, KEY, "6")


def test_closing_asks_before_a_text_would_be_lost(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder
) -> None:
    add_report()
    editor = text(window, "overview")
    fill_disk(window.workbench.session.repository)
    editor.setPlainText(LONG)
    in_dialog(lambda box: box.reject())
    assert not window.close()
    assert window.isVisible()
    assert window.workbench.session.is_open
    answer_next("复制并关闭")
    assert window.close()
    assert QApplication.clipboard().text() == LONG


def test_what_another_program_wrote_is_shown_and_what_was_typed_is_not_lost(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder
) -> None:
    report = add_report(sections={"overview": "原文", "problems": "问题"})
    session = window.workbench.session
    problems = text(window, "problems")
    editor = text(window, "overview")
    other = sqlite3.connect(session.path)
    other.execute("UPDATE section SET body = '别人的文字' WHERE section = 'overview'")
    other.commit()
    other.close()
    problems.setPlainText("我的问题")
    editor.setPlainText("我的文字")
    with pytest.raises(UserError, match="另一个"):
        editor.commit()
    assert editor.toPlainText() == "别人的文字"
    assert "没有丢失" in notice(window)
    assert problems.toPlainText() == "我的问题"
    assert not session.undo_stack.canUndo(), "no step goes back over what another wrote"
    way_on(window, "换回我输入的文字").click()
    assert editor.toPlainText() == "我的文字"
    assert session.repository.report(report.id).text("overview") == "我的文字"
    problems.commit()
    assert session.repository.report(report.id).text("problems") == "我的问题"
    session.undo()
    session.undo()
    assert editor.toPlainText() == "别人的文字"


def test_each_opening_that_changed_something_makes_a_backup(
    qtbot: QtBot, open_window: OpenWindow, sample_workspace: Path
) -> None:
    window = open_window(sample_workspace)
    qtbot.waitUntil(lambda: len(backups(sample_workspace)) == 1)
    window.close()
    open_window(sample_workspace).close()
    qtbot.wait(200)
    assert [one.reason for one in backups(sample_workspace)] == [BackupReason.OPENED]


def test_without_an_open_file_only_opening_is_offered(open_window: OpenWindow, tmp_path: Path) -> None:
    path = tmp_path / "坏.nianbao"
    path.write_bytes(b"")
    window = open_window(path)
    offered = {
        name: part(window, QPushButton, f"welcome_{name}").isEnabled()
        for name in ("new_report", "import_report", "open_workspace", "open_sample")
    }
    assert offered == {
        "new_report": False,
        "import_report": False,
        "open_workspace": True,
        "open_sample": False,
    }


def test_a_figure_that_changed_by_itself_is_pointed_out_once(
    qtbot: QtBot, open_window: OpenWindow, sample_workspace: Path
) -> None:
    other = sqlite3.connect(sample_workspace)
    other.execute(
        "UPDATE figure SET value = '999999' WHERE cell_id = (SELECT id FROM cell_name WHERE cell = ?)", [KEY]
    )
    other.execute("INSERT INTO cell_name VALUES (9999, 'applications.strange.cell')")
    other.execute("INSERT INTO figure SELECT id, 9999, '5' FROM report")
    other.commit()
    other.close()
    window = open_window(sample_workspace)
    assert "现为 999999" in notice(window)
    assert "原样保留在文件中" in notice(window)
    window.workbench.notice.hide()
    ids = [head.id for head in window.workbench.session.summaries()]
    first = window.workbench.session.report.id
    window.workbench.session.select(next(one for one in ids if one != first))
    assert notice(window) != ""
    window.workbench.notice.hide()
    window.workbench.session.select(first)
    assert notice(window) == ""


def test_a_deleted_report_takes_its_stuck_text_along(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder
) -> None:
    other = add_report(year=2024)
    report = add_report()
    session = window.workbench.session
    with full_disk(window.workbench.session.repository):
        editor = text(window, "overview")
        editor.setPlainText(LONG)
        with pytest.raises(UserError, match="磁盘已满"):
            editor.commit()
        assert set(session.unsaved) == {"overview"}
    session.apply(RemoveReport(report.id))
    assert not session.unsaved
    window.workbench.report_panel.chosen.emit(other.id)
    assert session.report.id == other.id


def test_a_file_opens_in_the_window_however_its_ending_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path | None] = []
    monkeypatch.setattr("ui.start.application.start", lambda path: opened.append(path) or (lambda: 0))
    monkeypatch.setattr("sys.argv", ["nianbao", "年报.NIANBAO"])
    assert main() == 0
    assert opened == [Path("年报.NIANBAO")]


def test_a_file_opens_with_the_report_that_was_last_on_screen_in_it_and_not_in_another(
    open_window: OpenWindow, tmp_path: Path
) -> None:
    """Ids are each file's own: another file's report of the year before must not come on screen unasked."""
    paths = [tmp_path / "一.nianbao", tmp_path / "二.nianbao"]
    for path in paths:
        made = create(path)
        for number, year in enumerate((2024, 2025), start=1):
            made.repository.apply(
                edits.AddReport(Report(number, Unit(1, "示例县教育局"), year, form_for(year)))
            )
        made.close()

    def shown(path: Path, select: int = 0) -> int:
        window = open_window(path)
        session = window.workbench.session
        found = session.report.year
        if select:
            session.select(select)
        window.close()
        return found

    assert shown(paths[0], select=1) == 2025
    assert shown(paths[1]) == 2025
    assert shown(paths[0], select=1) == 2025, "another file was open last"
    assert shown(paths[0]) == 2024
