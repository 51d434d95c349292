"""The history: one line per action, searched, narrowed to a person or a day, shown as it was, restored in one step, also after the file was closed."""

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from dialogs import in_dialog
from driving import part, shown, text, type_into
from fixture_types import OpenWindow, ReportAdder
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QLineEdit, QPushButton, QTableWidget, QTreeView
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.edits import SetCells
from app.report import Totals
from ui.dialogs.history_dialog import HistoryDialog, HistorySource
from ui.frame.main_window import MainWindow

KEY = "disputes.review.upheld"


def _choose(dialog: QDialog, words: str) -> list[list[str]]:
    """Choose the only entry with these words and return the differences shown: place, then, now."""
    part(dialog, QLineEdit, "historySearch").setText(words)
    view = part(dialog, QTreeView, "historyList")
    assert view.model().rowCount() == 1, words
    view.setCurrentIndex(view.model().index(0, 0))
    table = part(dialog, QTableWidget, "pastDifferences")
    return [[table.item(row, column).text() for column in range(3)] for row in range(table.rowCount())]


@pytest.fixture
def edited(qtbot: QtBot, window: MainWindow, add_report: ReportAdder) -> MainWindow:
    """A window on a report of which a cell was typed twice, and then a text."""
    add_report(totals=Totals.TYPED)
    type_into(qtbot, window, KEY, "4")
    type_into(qtbot, window, KEY, "58")
    editor = text(window, "other")
    editor.setPlainText("没有收取信息处理费。")
    editor.commit()
    return window


def _open(window: MainWindow, act: Callable[[QDialog], object]) -> None:
    in_dialog(act)
    window.menu_actions.by_name["history"].trigger()


def test_the_state_after_a_chosen_entry_is_shown_as_differences_to_now(edited: MainWindow) -> None:
    found = []

    def act(dialog: QDialog) -> None:
        part(dialog, QLineEdit, "historySearch").setText("58")
        found.extend(_choose(dialog, "（未填）"))
        dialog.reject()

    _open(edited, act)
    assert [line[1:] for line in found] == [["4", "58"], ["（无）", "没有收取信息处理费。"]]
    assert "结果维持" in found[0][0]


def test_a_past_state_comes_back_as_one_step_that_can_be_undone(edited: MainWindow) -> None:
    steps = edited.workbench.session.undo_stack.count()
    words = []

    def act(dialog: QDialog) -> None:
        _choose(dialog, "（未填）")
        part(dialog, QPushButton, "bringBack").click()
        words.append(part(dialog, QLabel, "pastWords").text())
        assert not part(dialog, QPushButton, "bringBack").isEnabled()
        dialog.reject()

    _open(edited, act)
    assert words[0].startswith("已恢复")
    assert shown(edited, KEY) == "4"
    assert text(edited, "other").toPlainText() == ""
    assert edited.workbench.session.undo_stack.count() == steps + 1
    edited.workbench.session.undo()
    assert shown(edited, KEY) == "58"
    assert text(edited, "other").toPlainText() == "没有收取信息处理费。"


def test_the_history_is_there_after_closing_and_can_still_be_gone_back_to(
    edited: MainWindow, open_window: OpenWindow
) -> None:
    path: Path = edited.workbench.session.path
    edited.close()
    again = open_window(path)

    def act(dialog: QDialog) -> None:
        _choose(dialog, "（未填）")
        part(dialog, QPushButton, "bringBack").click()
        dialog.reject()

    _open(again, act)
    assert shown(again, KEY) == "4"


def test_the_newest_entry_is_now_and_has_nothing_to_bring_back(edited: MainWindow) -> None:
    seen = []

    def act(dialog: QDialog) -> None:
        view = part(dialog, QTreeView, "historyList")
        view.setCurrentIndex(view.model().index(0, 0))
        seen.append(part(dialog, QLabel, "pastWords").text())
        seen.append(part(dialog, QPushButton, "bringBack").isEnabled())
        dialog.reject()

    _open(edited, act)
    assert seen == ["那次修改之后的报告与现在相同。", False]


def test_in_a_file_for_reading_only_the_past_is_seen_but_not_brought_back(
    qtbot: QtBot, edited: MainWindow
) -> None:
    session = edited.workbench.session
    session.open(session.path, read_only=True)
    qtbot.waitUntil(lambda: session.report is not None)
    seen = []

    def act(dialog: QDialog) -> None:
        seen.append(len(_choose(dialog, "（未填）")))
        seen.append(part(dialog, QPushButton, "bringBack").isEnabled())
        dialog.reject()

    _open(edited, act)
    assert seen == [2, False]


def _lines(model: QAbstractItemModel, parent: QModelIndex = QModelIndex()) -> list[list[str]]:  # noqa: B008
    """Return what the lines below *parent* show, without the time."""
    rows = range(model.rowCount(parent))
    return [[model.index(row, column, parent).data() for column in range(1, 6)] for row in rows]


def test_an_action_is_one_line_and_what_it_changed_is_folded_below(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder, qtmodeltester: ModelTester
) -> None:
    report = add_report()
    session = window.workbench.session
    type_into(qtbot, window, KEY, "4")
    block = {f"applications.new.{who}": 3 for who in ("natural_person", "enterprise", "legal_service")}
    session.apply(SetCells(report.id, block))
    seen: dict[str, object] = {}

    def act(dialog: QDialog) -> None:
        tree = part(dialog, QTreeView, "historyList")
        model = tree.model()
        qtmodeltester.check(model)
        seen["actions"] = _lines(model)
        first = model.index(0, 0)
        tree.setCurrentIndex(first)
        tree.setFocus()
        assert not tree.isExpanded(first)
        qtbot.keyClick(tree, Qt.Key.Key_Right)
        assert tree.isExpanded(first)
        seen["below"] = _lines(model, first)
        qtbot.keyClick(tree, Qt.Key.Key_Down)
        assert tree.currentIndex().parent() == first
        seen["spoken"] = tree.currentIndex().siblingAtColumn(0).data(Qt.ItemDataRole.AccessibleTextRole)
        seen["then"] = part(dialog, QLabel, "pastWords").text()
        dialog.reject()

    _open(window, act)
    several, one, added = seen["actions"]
    assert several[2:] == ["“本年新收”行“自然人”列等 3 处", "", ""]
    assert one[2:] == ["“行政复议”行“结果维持”列及合计", "（未填）", "4"]
    assert added[2] == "整份报告"
    below = seen["below"]
    assert below[0][2:] == ["“本年新收”行“自然人”列", "（未填）", "3"]
    assert len(below) > 3, "the totals that followed stand after what was asked for"
    assert all("总计" in line[2] for line in below[3:]), below
    assert seen["spoken"] == "“本年新收”行“自然人”列，（未填），3"
    assert seen["then"] == "那次修改之后的报告与现在相同。"


def test_the_history_is_narrowed_by_words_person_and_day_with_the_keyboard_alone(
    qtbot: QtBot,
    window: MainWindow,
    add_report: ReportAdder,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # An hour of the present day would be found among the figures.
    monkeypatch.setattr("app.clock.now", lambda: datetime(2026, 1, 1, 8).astimezone())
    report = add_report(totals=Totals.TYPED)
    session = window.workbench.session
    history = session.repository.history
    for day, who, value in ((1, "张敏", 1), (1, "李强", 2), (2, "张敏", 3)):
        monkeypatch.setattr("app.clock.now", lambda day=day: datetime(2026, 1, day, 9).astimezone())
        monkeypatch.setattr(history, "_who", who)
        session.apply(SetCells(report.id, {KEY: value, "applications.new.enterprise": value + 10}))
    seen: list[tuple[str, list[list[str]]]] = []

    def act(dialog: QDialog) -> None:
        tree = part(dialog, QTreeView, "historyList")
        search = part(dialog, QLineEdit, "historySearch")
        who, day = part(dialog, QComboBox, "historyWho"), part(dialog, QComboBox, "historyDay")

        def look(what: str) -> None:
            seen.append((what, [line[:1] + line[2:] for line in _lines(tree.model())]))

        qtbot.waitUntil(search.hasFocus)
        qtbot.keyClicks(search, "13")
        look("words")
        search.clear()
        # As an input method writes it.
        search.insert("张敏 新收")
        look("several words")
        first = tree.model().index(0, 0)
        assert not tree.isExpanded(first), "one change has room in its action's line"
        qtbot.keyClick(search, Qt.Key.Key_Down)
        assert tree.hasFocus()
        assert tree.currentIndex() == first
        search.clear()
        qtbot.keyClick(dialog, Qt.Key.Key_P, Qt.KeyboardModifier.AltModifier)
        assert who.hasFocus()
        who.setCurrentIndex(who.findText("张敏"))
        qtbot.keyClick(dialog, Qt.Key.Key_D, Qt.KeyboardModifier.AltModifier)
        assert day.hasFocus()
        qtbot.keyClick(day, Qt.Key.Key_End)
        assert day.currentText().startswith("2026-01-01"), "the first day comes last"
        look("person and day")
        assert part(dialog, QLabel, "historyCount").text() == "1 / 4 次"
        search.insert("没有这个词")
        assert part(dialog, QLabel, "pastWords").text() == "没有符合的修改记录。"
        dialog.reject()

    _open(window, act)
    found = dict(seen)
    place = "“本年新收”行“商业企业”列（共 2 处）"
    assert found["words"] == [["张敏", place, "12", "13"]]
    assert found["several words"] == [["张敏", place, "12", "13"], ["张敏", place, "（未填）", "11"]]
    assert [line[0] for line in found["person and day"]] == ["张敏"]


def test_five_thousand_changes_open_and_are_searched_at_once(
    window: MainWindow, add_report: ReportAdder
) -> None:
    report = add_report(totals=Totals.TYPED)
    session = window.workbench.session
    database = session.repository.history._db
    row = next(iter(database.query("SELECT * FROM change ORDER BY id DESC LIMIT 1")))
    database.table("change").insert_all(
        {
            **row,
            "id": row["id"] + n,
            "edit": row["edit"] + n,
            "target": f"cell.{KEY}",
            "before": str(n),
            "after": str(n + 1),
        }
        for n in range(1, 5_001)
    )
    entries = session.repository.history.entries(report.id)
    assert len(entries) > 5_000
    began = time.process_time()
    dialog = HistoryDialog(HistorySource(lambda: report, lambda: entries, lambda *_: report, None), window)
    dialog.show()
    opened = time.process_time() - began
    tree = part(dialog, QTreeView, "historyList")
    began = time.process_time()
    part(dialog, QLineEdit, "historySearch").setText("4321 维持")
    searched = time.process_time() - began
    assert tree.model().rowCount() == 2
    dialog.close()
    assert opened < 0.5, opened
    assert searched < 0.5, searched
