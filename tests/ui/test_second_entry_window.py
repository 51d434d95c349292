"""复核录入: tables typed a second time without sight of the first, compared and settled cell by cell."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from driving import notice, press, type_keys
from fixture_types import ReportAdder
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QLabel,
    QLineEdit,
    QListView,
    QMessageBox,
    QPushButton,
    QTableView,
    QTableWidget,
    QTabWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.edits import SetCells
from app.report import Totals
from app.second_entry import changed_since
from app.store.second_entries import second_entries
from ui.frame.main_window import MainWindow
from ui.models.table_model import TableModel
from ui.views.tables.table_view import TableView

NEW, DONE = "applications.new.natural_person", "applications.granted.natural_person"
FIRST = {NEW: 731, DONE: 0}
Act = Callable[[QDialog], None]


@pytest.fixture
def second(qtbot: QtBot, window: MainWindow) -> Callable[..., None]:
    """Runs the entry 复核录入: ``second(act, …)`` lets each act do something in the modal window then on top."""

    def run(*acts: Act) -> None:
        waiting, failed, busy, ended = list(acts), [], [], []

        def go_on() -> None:
            dialog = QApplication.activeModalWidget()
            # Another window may open within the act.
            if ended:
                return
            QTimer.singleShot(20, go_on)
            if dialog is None or dialog in busy:
                return
            if not waiting:
                dialog.done(0) if failed else dialog.reject()
                return
            act = waiting.pop(0)
            busy.append(dialog)
            try:
                act(dialog)
            except BaseException as error:
                failed.append(error)
                waiting.clear()
            busy.remove(dialog)

        QTimer.singleShot(20, go_on)
        window.menu_actions.by_name["second_entry"].trigger()
        ended.append(True)
        if failed:
            raise failed[0]
        assert not waiting

    return run


def begin(*tables: str, who: str = "李复核") -> Act:
    def act(dialog: QDialog) -> None:
        for box in dialog.findChildren(QCheckBox):
            box.setChecked(box.objectName().removeprefix("reviewed_") in tables)
        dialog.findChild(QLineEdit, "secondEntryWho").setText(who)
        click(dialog, "开始录入")

    return act


def click(dialog: QWidget, words: str) -> None:
    (button,) = [one for one in dialog.findChildren(QPushButton) if one.text().startswith(words)]
    button.click()


def grid(dialog: QWidget) -> TableView:
    view = dialog.findChild(QTabWidget, "secondEntryTabs").currentWidget().view
    assert isinstance(view, TableView)
    return view


def put_in(qtbot: QtBot, dialog: QWidget, cell: str, text: str) -> None:
    view = grid(dialog)
    index = view.grid_model.index_for(cell)
    view.scrollTo(index)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())
    type_keys(qtbot, view, text)
    press(qtbot, view, Qt.Key.Key_Return)


def on_screen(window: QWidget) -> str:
    """Everything that the windows on screen say: texts, tips, cells and what a screen reader hears."""
    said = []
    for top in QApplication.topLevelWidgets():
        for one in top.findChildren(QWidget):
            if one.isVisible():
                said += [one.toolTip(), one.accessibleName(), one.accessibleDescription()]
                said += [one.text()] if isinstance(one, QLabel | QLineEdit | QPushButton) else []
            if isinstance(one, QTableView | QListView) and one.isVisible() and one.model() is not None:
                model, roles = one.model(), Qt.ItemDataRole
                for row in range(model.rowCount()):
                    for column in range(model.columnCount() if isinstance(one, QTableView) else 1):
                        index = model.index(row, column)
                        said += [
                            str(index.data(role) or "")
                            for role in (
                                roles.DisplayRole,
                                roles.ToolTipRole,
                                roles.AccessibleTextRole,
                                roles.AccessibleDescriptionRole,
                            )
                        ]
    return "\n".join(said)


def test_nothing_of_the_first_entry_is_on_screen_while_the_second_is_typed(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder, second: Callable[..., None]
) -> None:
    add_report(cells={NEW: 731, "applications.carried_out.natural_person": 862})
    window.workbench.tabs.places.go_to_cell(NEW)
    session = window.workbench.session
    qtbot.waitUntil(lambda: session.check is not None and session.check.completed)
    assert "731" in on_screen(window)

    def look(dialog: QDialog) -> None:
        for cell, text in ((NEW, "5"), (DONE, "0")):
            put_in(qtbot, dialog, cell, text)
        tabs = dialog.findChild(QTabWidget, "secondEntryTabs")
        names = [tabs.tabText(table).partition("　")[0] for table in range(tabs.count())]
        assert names == ["二 主动公开", "三 申请办理", "四 复议诉讼"]
        for table in range(dialog.findChild(QTabWidget, "secondEntryTabs").count()):
            dialog.findChild(QTabWidget, "secondEntryTabs").setCurrentIndex(table)
            told = on_screen(window)
            assert "731" not in told
            assert "862" not in told
        assert session.report.cells[NEW] == 731

    second(begin("applications", "disclosure", "disputes"), look)
    assert "731" in on_screen(window)


def test_it_goes_on_where_it_was_left_and_blank_is_not_zero(
    qtbot: QtBot,
    window: MainWindow,
    add_report: ReportAdder,
    second: Callable[..., None],
) -> None:
    report = add_report(cells=FIRST)
    before = window.workbench.session.report.cells
    path = window.workbench.session.path

    def type_one(dialog: QDialog) -> None:
        put_in(qtbot, dialog, NEW, "731")
        put_in(qtbot, dialog, DONE, "")
        assert "已复核 1/" in dialog.findChild(QLabel, "secondEntryWords").text()

    second(begin("applications"), type_one)
    window.workbench.session.open(path)
    window.workbench.session.select(report.id)

    def look_again(dialog: QDialog) -> None:
        view = grid(dialog)
        assert view.grid_model.index_for(NEW).data() == "731"
        assert view.grid_model.index_for(DONE).data() == ""
        # Taken back, as in a table of the report, and apart from it.
        put_in(qtbot, dialog, DONE, "9")
        qtbot.keyClick(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert view.grid_model.index_for(DONE).data() == ""
        assert view.grid_model.index_for(NEW).data() == "731"
        click(dialog, "对照")

    def as_blank(question: QDialog) -> None:
        assert isinstance(question, QMessageBox)
        click(question, "按空白对照")

    def compared(dialog: QDialog) -> None:
        rows = dialog.findChild(QTableWidget, "differenceList")
        assert [rows.item(n, 2).text() for n in range(rows.rowCount())] == ["0"]
        assert rows.item(0, 3).text() == "（空白）"

    second(look_again, as_blank, compared)
    assert window.workbench.session.report.cells == before
    assert window.workbench.session.undo_stack.count() == 0


def test_differences_are_settled_by_keyboard_and_told_in_the_history(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder, second: Callable[..., None]
) -> None:
    blank = dict.fromkeys(
        (key for key, cell in add_report(year=2024).form.cells.items() if cell.table == "applications"), 0
    )
    third = "applications.carried_in.natural_person"
    report = add_report(
        cells=blank | {NEW: 731, DONE: 5, third: 8},
        totals=Totals.TYPED,
    )
    session = window.workbench.session

    def type_all(dialog: QDialog) -> None:
        # With typed totals these are typed a second time as well.
        assert f"/{len(blank)} 格" in dialog.findChild(QLabel, "secondEntryWords").text()
        for cell, text in ((NEW, "713"), (DONE, "6"), (third, "7")):
            put_in(qtbot, dialog, cell, text)
        qtbot.keyClick(
            dialog, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        )
        click(dialog, "对照")

    def settle(dialog: QDialog) -> None:
        rows = dialog.findChild(QTableWidget, "differenceList")
        assert rows.rowCount() == 3
        assert not next(
            b for b in dialog.findChildren(QPushButton) if b.text().startswith("完成")
        ).isEnabled()
        qtbot.keyClick(rows, Qt.Key.Key_1)
        qtbot.keyClick(rows, Qt.Key.Key_2)
        qtbot.keyClick(rows, Qt.Key.Key_3)
        other = dialog.findChild(QLineEdit, "differenceOther")
        qtbot.keyClicks(other, "x")
        qtbot.keyClick(other, Qt.Key.Key_Return)
        assert "x" in dialog.findChild(QLabel, "refusal").text()
        qtbot.keyClicks(other, "4")
        qtbot.keyClick(other, Qt.Key.Key_Return)
        assert [rows.item(n, 4).text() for n in range(3)] == ["以第一次为准", "以第二次为准", "另填 4"]
        click(dialog, "完成复核")

    second(begin("applications"), type_all, settle)
    assert notice(window).startswith("复核录入改正 2 格（李复核）")
    found = {key: value for key, value in session.report.cells.items() if value}
    # In the table's order: carried in and new come before the results.
    assert sorted(found.values()) != sorted(report.cells.values())
    history = session.repository.history.entries(report.id)
    assert history[0].action == "复核录入改正 2 格（李复核）"
    assert [
        (entry.action, entry.target.partition(".")[0]) for entry in history if "改正" in entry.action
    ] == [
        ("复核录入改正 2 格（李复核）", "second_entry"),
        ("复核录入改正", "cell"),
        ("复核录入改正", "cell"),
    ]
    assert not any(entry.action == "复核录入" for entry in history)
    entry = second_entries(session.repository, report)["applications"]
    assert (entry.reviewer, entry.corrected, entry.typed) == ("李复核", 2, "")
    assert changed_since(session.report, entry) == []
    # Each settled difference is an ordinary step of undo; it makes the review known as out of date.
    session.undo()
    assert len(changed_since(session.report, entry)) == 1
    told: list[str] = []
    second(lambda dialog: told.extend(label.text() for label in dialog.findChildren(QLabel)))
    assert any("复核后有改动 1 格" in text for text in told)


def test_a_refused_text_keeps_the_window_and_dropping_asks(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder, second: Callable[..., None]
) -> None:
    report = add_report(cells=FIRST)
    before = window.workbench.session.report.cells

    def refused(dialog: QDialog) -> None:
        put_in(qtbot, dialog, NEW, "abc")
        dialog.reject()
        assert dialog.isVisible()
        assert "abc" in dialog.findChild(QLabel, "refusal").text()
        # A session that ends finds the text, too.
        assert dialog.written() == ["abc"]
        qtbot.keyClick(grid(dialog).viewport().findChild(QWidget, "cellEditor"), Qt.Key.Key_Escape)
        qtbot.keyClick(grid(dialog), Qt.Key.Key_Escape)
        assert dialog.isVisible()
        put_in(qtbot, dialog, NEW, "3")
        click(dialog, "放弃本次复核")

    second(begin("applications"), refused, lambda question: click(question, "放弃本次复核"))
    entry = second_entries(window.workbench.session.repository, report)["applications"]
    assert not entry.is_under_way
    assert not entry.is_reviewed
    assert window.workbench.session.report.cells == before


def test_a_block_is_pasted_and_the_report_is_as_it_was(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder, second: Callable[..., None]
) -> None:
    add_report(cells=FIRST)
    QApplication.clipboard().setText("3\t4\n1\t2")

    def paste(dialog: QDialog) -> None:
        view = grid(dialog)
        index = view.grid_model.index_for(NEW)
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())
        qtbot.keyClick(view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        assert index.data() == "3"
        assert isinstance(view.grid_model, TableModel)

    second(begin("applications"), paste)
    assert window.workbench.session.report.cells[NEW] == 731


def test_a_sum_and_a_final_report_say_why_not(window: MainWindow, add_report: ReportAdder) -> None:
    report = add_report(cells=FIRST)
    session = window.workbench.session
    from app.edits import SetStatus
    from app.report import Status

    session.apply(SetStatus(report.id, Status.FINAL, who="张敏"))
    window.menu_actions.by_name["second_entry"].trigger()
    assert notice(window).startswith("报告已定稿，不能复核录入")
    assert replace(report, cells={}) != report
    assert SetCells
