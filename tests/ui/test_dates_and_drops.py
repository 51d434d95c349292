"""The calendar beside the day of signature; what is shown while files are held over the window, and where they go."""

from pathlib import Path

import pytest
from driving import part, text
from fixture_types import Complete, ReportAdder
from PySide6.QtCore import QDate, QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCalendarWidget, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from ui.frame.drop_hint import DropHint
from ui.frame.main_window import MainWindow
from ui.frame.workbench import Workbench
from ui.views.texts.figure_edit import FILES_REFUSED

COPY, LEFT, NONE = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def _calendar(field: QWidget) -> QCalendarWidget:
    menu = field.findChild(QMenu, "calendarMenu")
    assert menu is not None
    return menu.findChild(QCalendarWidget, "calendar")


def _day_field(window: MainWindow) -> QLineEdit:
    text(window, "preface")
    field = part(window, QLineEdit, "field_signed_on")
    field.setFocus()
    return field


def test_a_day_is_chosen_by_keyboard_and_stored_like_one_that_is_typed(
    window: MainWindow, workbench: Workbench, add_report: ReportAdder, qtbot: QtBot
) -> None:
    report = add_report(signed_on="2026年1月20日")
    field = _day_field(window)
    QTest.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = _calendar(field)
    assert calendar.parentWidget().rect().adjusted(1, 1, -1, -1).contains(calendar.geometry()), (
        "the frame is seen"
    )
    assert calendar.selectedDate() == QDate(2026, 1, 20)
    view = calendar.findChild(QWidget, "qt_calendar_calendarview")
    QTest.keyClick(view, Qt.Key.Key_Right)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert field.text() == "2026年1月21日"
    qtbot.waitUntil(
        lambda: workbench.session.repository.report(report.id).signed_on == "2026年1月21日", timeout=2000
    )
    workbench.session.undo()
    assert field.text() == "2026年1月20日"


def test_escape_leaves_the_calendar_and_the_day_as_they_were(
    window: MainWindow, workbench: Workbench, add_report: ReportAdder
) -> None:
    add_report(signed_on="2026年1月20日")
    field = _day_field(window)
    QTest.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    view = _calendar(field).findChild(QWidget, "qt_calendar_calendarview")
    QTest.keyClick(view, Qt.Key.Key_Right)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    field.findChild(QMenu, "calendarMenu").close()
    assert field.text() == "2026年1月20日"


def test_a_final_report_has_no_calendar(window: MainWindow, workbench: Workbench, complete: Complete) -> None:
    from app.edits import SetStatus
    from app.report import Status

    report = complete()
    workbench.session.apply(SetStatus(report.id, Status.FINAL, who="王"))
    field = _day_field(window)
    QTest.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert field.findChild(QMenu, "calendarMenu") is None


def _drag(target: QWidget, *paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    QApplication.sendEvent(target, QDragEnterEvent(target.rect().center(), COPY, data, LEFT, NONE))
    return data


def test_what_letting_go_will_do_is_said_while_files_are_over_the_window(
    window: MainWindow, workbench: Workbench, tmp_path: Path
) -> None:
    for names, words in (
        (["甲.docx"], "松开鼠标，读入“甲.docx”"),
        (["甲.docx", "乙.pdf"], "松开鼠标，读入 2 个文件"),
        (["丙.nianbao"], "松开鼠标，打开“丙.nianbao”"),
    ):
        _drag(window, *(tmp_path / name for name in names))
        hint = part(window, DropHint, "dropHint")
        assert hint.isVisible()
        assert hint.words == words
        QApplication.sendEvent(window, QDragLeaveEvent())
        assert not hint.isVisible()


@pytest.mark.parametrize("name", ["text_overview", "field_title"])
def test_a_file_held_over_a_text_is_the_windows_and_never_writes_its_path(
    window: MainWindow, add_report: ReportAdder, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_report(sections={"overview": "原文。"})
    text(window, "preface" if name == "field_title" else "overview")
    editor = part(window, QWidget, name)
    target = editor.viewport() if hasattr(editor, "viewport") else editor
    before = editor.toPlainText() if hasattr(editor, "toPlainText") else editor.text()
    taken: list[list[Path]] = []
    monkeypatch.setattr(window.workbench, "take_dropped", taken.append)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "甲.docx"))])
    enter = QDragEnterEvent(target.rect().center(), COPY, data, LEFT, NONE)
    QApplication.sendEvent(target, enter)
    move = QDragMoveEvent(target.rect().center(), COPY, data, LEFT, NONE)
    QApplication.sendEvent(target, move)
    drop = QDropEvent(QPointF(target.rect().center()), COPY, data, LEFT, NONE, QEvent.Type.Drop)
    QApplication.sendEvent(target, drop)
    after = editor.toPlainText() if hasattr(editor, "toPlainText") else editor.text()
    assert after == before
    # Qt hands on to the window what the editor does not take.
    assert taken == [[tmp_path / "甲.docx"]]


def test_copied_files_are_not_pasted_into_a_text(
    window: MainWindow, workbench: Workbench, add_report: ReportAdder, tmp_path: Path
) -> None:
    add_report(sections={"overview": "原文。"})
    editor = text(window, "overview")
    told: list[str] = []
    workbench.session.refused.connect(told.append)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "甲.docx"))])
    data.setText(str(tmp_path / "甲.docx"))
    QApplication.clipboard().setMimeData(data)
    editor.setFocus()
    QTest.keyClick(editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert editor.toPlainText() == "原文。"
    assert told == [FILES_REFUSED]


@pytest.mark.parametrize("scale", [1, 1.25, 1.5])
def test_day_and_unit_are_read_whole_at_every_scale_of_a_small_screen(
    window: MainWindow, add_report: ReportAdder, qtbot: QtBot, scale: float
) -> None:
    add_report(signed_on="2026年12月28日", signed_by="青禾市人民政府办公室")
    day = _day_field(window)
    window.resize(round(1366 / scale), round(700 / scale))
    unit, frame, arrow = part(window, QLineEdit, "field_signed_by"), 6, 20
    for field, beside in ((unit, frame), (day, frame + arrow)):
        needed = field.fontMetrics().horizontalAdvance(field.text()) + beside
        qtbot.waitUntil(lambda field=field, needed=needed: field.width() >= needed)
        qtbot.waitUntil(lambda field=field: field.height() >= field.minimumSizeHint().height())
