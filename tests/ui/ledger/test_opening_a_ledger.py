"""Whose ledger is opened where no report is on screen: the window asks, says what a ledger is, and refuses in place."""

from dialogs import in_dialog
from driving import part
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLabel, QLineEdit

from ui.frame.main_window import MainWindow
from ui.frame.workbench import Workbench


def _press_ctrl_l(window: MainWindow) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)


def _compose(line: QLineEdit, words: str) -> None:
    """Type as with an input method."""
    event = QInputMethodEvent()
    event.setCommitString(words)
    QApplication.sendEvent(line, event)


def _line(dialog: QDialog) -> QLineEdit:
    line = part(dialog, QComboBox, "unitName").lineEdit()
    assert line is not None
    return line


def test_without_any_report_the_unit_is_asked_for_and_its_ledger_opened(
    window: MainWindow, workbench: Workbench
) -> None:
    told: list[str] = []

    def act(dialog: QDialog) -> None:
        told.extend(label.text() for label in dialog.findChildren(QLabel))
        line = _line(dialog)
        QTest.keyClick(line, Qt.Key.Key_Return)
        told.append(part(dialog, QLabel, "refusal").text())
        _compose(line, "示例省示例市示例县人力资源和社会保障局")
        assert line.fontMetrics().horizontalAdvance(line.text()) < line.width(), "a long name is seen whole"
        QTest.keyClick(line, Qt.Key.Key_Return)

    in_dialog(act)
    _press_ctrl_l(window)
    assert any("逐件登记本单位收到的政府信息公开申请" in words for words in told)
    assert "请填写单位全称" in told[-1]
    assert workbench.middle.shows_ledger
    assert workbench.verbs.ledger.page.ledger.unit.name == "示例省示例市示例县人力资源和社会保障局"
    assert workbench.verbs.ledger.page.isAncestorOf(window.focusWidget())


def test_giving_up_changes_nothing(window: MainWindow, workbench: Workbench) -> None:
    in_dialog(lambda dialog: QTest.keyClick(_line(dialog), Qt.Key.Key_Escape))
    _press_ctrl_l(window)
    assert not workbench.middle.shows_ledger
    assert workbench.session.repository.units() == []
    assert not workbench.session.undo_stack.canUndo()


def test_the_unit_of_the_settings_is_proposed(window: MainWindow, workbench: Workbench) -> None:
    workbench.settings.set("unit", "示例县教育局")
    proposed: list[str] = []

    def act(dialog: QDialog) -> None:
        proposed.append(_line(dialog).text())
        QTest.keyClick(_line(dialog), Qt.Key.Key_Escape)

    in_dialog(act)
    _press_ctrl_l(window)
    assert proposed == ["示例县教育局"]


def test_in_a_file_for_reading_only_a_new_unit_is_refused_in_the_dialog(
    window: MainWindow, workbench: Workbench
) -> None:
    workbench.session.open(workbench.session.path, read_only=True)
    told: list[str] = []

    def act(dialog: QDialog) -> None:
        _compose(_line(dialog), "某局")
        QTest.keyClick(_line(dialog), Qt.Key.Key_Return)
        told.append(part(dialog, QLabel, "refusal").text())
        QTest.keyClick(_line(dialog), Qt.Key.Key_Escape)

    in_dialog(act)
    workbench.run(lambda verbs: verbs.ledger.open_ledger())
    assert told
    assert told[0]
    assert not workbench.middle.shows_ledger
