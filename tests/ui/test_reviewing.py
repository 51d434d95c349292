"""Sixty reports gone through without the mouse, each key counted."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
from driving import findings
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from app.report import Report, ReportSummary, Status
from ui.frame.main_window import MainWindow
from ui.frame.workbench import Workbench

REPORTS, MOST_KEYS = 60, 6
CTRL, SHIFT, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)
CLAIM = "全年共收到政府信息公开申请99999件。"
PAIRS = "做到应公开尽公开。。"


@pytest.fixture
def sixty(
    window: MainWindow, workbench: Workbench, filled: Callable[..., Report], qtbot: QtBot
) -> list[ReportSummary]:
    """Reports that each have a doubled mark, which has one certain answer, and a sentence that is to be waived."""
    session = workbench.session
    made = filled("cn-disclosure-2021", 1, year=2023)
    for number in range(REPORTS):
        new = session.new_report(f"示例市第{number:02}局", 2023)
        sections = {**made.sections, "overview": f"{made.sections['overview']}\n{CLAIM}{PAIRS}"}
        session.add(replace(new, cells=made.cells, sections=sections, totals=made.totals))
    return session.summaries()


class Keys:
    """Presses keys as a person does, and counts them."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.count = 0

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        self.count += 1
        QTest.keyClick(self.target, key, modifiers)

    @property
    def target(self) -> QWidget:
        """What the keyboard is on, in the window or in the dialog that is open in front of it."""
        front = QApplication.activeModalWidget() or self._window
        return front.focusWidget() or front

    def press_into_dialog(
        self, key: Qt.Key, modifiers: Qt.KeyboardModifier, answer: Callable[[], object]
    ) -> None:
        """Press a key that opens a dialog, which *answer* answers by further keys."""
        problems = []

        def act() -> None:
            dialog = QApplication.activeModalWidget()
            try:
                answer()
            except Exception as error:  # told below: an event handler's exception is lost
                problems.append(error)
            finally:
                if dialog is not None and dialog.isVisible():
                    problems.append(AssertionError("the dialog is still open"))
                    dialog.reject()

        QTimer.singleShot(0, act)
        self.press(key, modifiers)
        assert not problems, problems
        # Without a window manager nobody gives the keyboard back to the window.
        self._window.activateWindow()
        QApplication.processEvents()


def test_sixty_reports_are_reviewed_with_six_keys_each(
    window: MainWindow, workbench: Workbench, sixty: list[ReportSummary], qtbot: QtBot
) -> None:
    window.activateWindow()
    session, keys = workbench.session, Keys(window)
    qtbot.waitUntil(lambda: not workbench.report_panel.model.verdicts.busy(), timeout=60_000)
    session.select(sixty[-1].id)
    order, counts = [], []
    for number in range(REPORTS):
        keys.count = 0
        keys.press(Qt.Key.Key_F8, CTRL)
        assert session.report is not None
        order.append(session.report.unit.name)
        rules = [finding.rule for finding in findings(window)]
        assert len(rules) == 2, rules

        def waive(first: bool = number == 0) -> None:
            if first:
                # Reason and name are typed once, and proposed from then on.
                assert not QApplication.activeModalWidget().findChild(QPlainTextEdit).toPlainText()
                QTest.keyClicks(keys.target, "reason")
                QTest.keyClick(keys.target, Qt.Key.Key_Tab)
                QTest.keyClicks(keys.target, "Wang")
            keys.press(Qt.Key.Key_Return)

        for _ in range(2):
            if workbench.findings.current().rule == "text.double_mark":
                keys.press(Qt.Key.Key_Return, CTRL)
            else:
                keys.press_into_dialog(Qt.Key.Key_F9, NONE, waive)
        assert findings(window) == []
        keys.press_into_dialog(Qt.Key.Key_D, CTRL | SHIFT, lambda: keys.press(Qt.Key.Key_Return))
        assert session.report.status is Status.FINAL
        assert PAIRS not in session.report.sections["overview"]
        assert [waiver.reason for waiver in session.report.waivers] == ["reason"]
        counts.append(keys.count)
    assert order == [f"示例市第{number:02}局" for number in range(REPORTS)]
    assert max(counts) <= MOST_KEYS, Counter(counts)
    keys.press(Qt.Key.Key_F8, CTRL)
    assert session.report.unit.name == order[-1]


def test_the_way_back_leads_to_the_report_before_and_around_the_end(
    window: MainWindow, workbench: Workbench, sixty: list[ReportSummary], qtbot: QtBot
) -> None:
    window.activateWindow()
    session, keys = workbench.session, Keys(window)
    session.select(sixty[1].id)
    seen = []
    for _ in range(3):
        keys.press(Qt.Key.Key_F8, CTRL | SHIFT)
        assert session.report is not None
        seen.append(session.report.unit.name)
        assert workbench.findings.current() is not None
    assert seen == ["示例市第00局", "示例市第59局", "示例市第58局"]
