"""The finding chosen in the list stays the same one while others come and go; what is done is done to what was read."""

from collections.abc import Callable

import pytest
from driving import findings, notice, part, text, type_into
from fixture_types import Complete, ReportAdder
from places import cell_editor
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView
from pytestqt.qtbot import QtBot

from app.report import Report, Totals
from ui.frame.main_window import MainWindow


def _choose(window: MainWindow, rule: str) -> None:
    listed = part(window, QListView, "findingsList")
    row = next(n for n, finding in enumerate(findings(window)) if finding.rule.startswith(rule))
    listed.scrollTo(listed.model().index(row, 0))
    place = listed.visualRect(listed.model().index(row, 0)).center()
    QTest.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=place)


def _wait_for_check(qtbot: QtBot, window: MainWindow) -> None:
    session = window.workbench.session
    qtbot.waitUntil(lambda: session.check is not None and session.check.full, timeout=8000)


@pytest.fixture
def broken(qtbot: QtBot, window: MainWindow, complete: Complete) -> Report:
    """A report in which several equations do not hold and a sentence contradicts the tables."""
    report = complete(overview="全年共收到政府信息公开申请99999件，已全部答复。")
    session = window.workbench.session
    for column in ("natural_person", "enterprise"):
        key = f"applications.new.{column}"
        type_into(qtbot, window, key, str(int(report.cells.get(key, 0)) + 7))
    _wait_for_check(qtbot, window)
    assert len({finding.rule for finding in findings(window)}) >= 3
    return session.report


def test_it_stays_chosen_when_findings_before_it_come_and_go(
    qtbot: QtBot, window: MainWindow, broken: Report
) -> None:
    panel = window.workbench.findings
    last = findings(window)[-1]
    _choose(window, last.rule)
    before = panel.current()
    key = "applications.new.natural_person"
    for value in (int(broken.cells[key]) - 7, int(broken.cells[key])):
        type_into(qtbot, window, key, str(value))
        _wait_for_check(qtbot, window)
        assert panel.current() is not None
        assert (panel.current().rule, panel.current().section) == (before.rule, before.section)


def test_nothing_is_chosen_in_the_place_of_one_that_is_gone(
    qtbot: QtBot, window: MainWindow, broken: Report
) -> None:
    panel = window.workbench.findings
    _choose(window, "applications.balance.natural_person")
    assert panel.current().rule == "applications.balance.natural_person"
    key = "applications.new.natural_person"
    type_into(qtbot, window, key, str(int(broken.cells[key]) - 7))
    _wait_for_check(qtbot, window)
    assert findings(window)
    assert panel.current() is None
    assert not panel.list.selectionModel().hasSelection()
    assert not panel._waive.isEnabled()
    assert not panel._adopt.isEnabled()
    before = window.workbench.session.report
    for name in ("waive_finding", "adopt_suggestion"):
        window.menu_actions.by_name[name].trigger()
        assert QApplication.activeModalWidget() is None
        assert "请先在" in notice(window)
    assert window.workbench.session.report == before


def test_the_next_one_after_it_is_gone_is_the_one_in_its_place(
    qtbot: QtBot, window: MainWindow, broken: Report
) -> None:
    panel = window.workbench.findings
    rules = [finding.rule for finding in findings(window)]
    _choose(window, rules[1])
    rules_after = rules[:1] + rules[2:]
    column = rules[1].rpartition(".")[2]
    key = f"applications.new.{column}"
    type_into(qtbot, window, key, str(int(broken.cells[key]) - 7))
    _wait_for_check(qtbot, window)
    if [finding.rule for finding in findings(window)] == rules_after:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F8)
        assert panel.current().rule == rules_after[1]
    assert panel.current() is None or panel.current().rule in rules_after


def test_the_same_rule_of_another_report_is_not_chosen(
    qtbot: QtBot, window: MainWindow, broken: Report, add_report: ReportAdder
) -> None:
    _choose(window, findings(window)[0].rule)
    add_report(year=broken.year - 1, cells=broken.cells, totals=broken.totals)
    _wait_for_check(qtbot, window)
    assert findings(window)
    assert window.workbench.findings.current() is None


def test_a_suggestion_that_typing_has_changed_is_not_adopted_unread(
    qtbot: QtBot, window: MainWindow, filled: Callable[..., Report], add_report: ReportAdder
) -> None:
    whole = filled("cn-disclosure-2021", 1)
    cells = dict(whole.cells)
    cells["applications.new.total"] = int(cells["applications.new.total"]) + 90
    add_report(year=whole.year, cells=cells, totals=Totals.TYPED, sections=whole.sections)
    _wait_for_check(qtbot, window)
    panel = window.workbench.findings
    with_answer = next(f for f in findings(window) if f.rule == "applications.row_total.new")
    _choose(window, with_answer.rule)
    shown = panel.current()
    assert shown.suggestion is not None
    key = "applications.new.natural_person"
    editor_text = str(int(cells[key]) + 5)
    window.workbench.tabs.places.go_to_cell(key)
    target = QApplication.focusWidget()
    QTest.keyClicks(target, editor_text[0])
    for character in editor_text[1:]:
        QTest.keyClicks(cell_editor(target), character)
    before = window.workbench.session.repository.report(window.workbench.session.report.id)
    QTest.mouseClick(panel._adopt, Qt.MouseButton.LeftButton)
    after = window.workbench.session.report
    assert "请核对后再操作" in notice(window)
    changed = {k for k in after.cells if after.cells[k] != before.cells.get(k)}
    assert changed <= {key}, "what was typed is kept, what was not read is not done"


def test_a_sentence_stays_chosen_while_words_before_it_are_typed(
    qtbot: QtBot, window: MainWindow, broken: Report
) -> None:
    panel = window.workbench.findings
    rule = next(f.rule for f in findings(window) if f.section == "overview" and "99999" in f.excerpt)
    _choose(window, rule)
    chosen = panel.current()
    editor = text(window, "overview")
    editor.setFocus()
    QTest.keyClick(editor, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(editor, "abc")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.wait(600)
    _wait_for_check(qtbot, window)
    assert (panel.current().rule, panel.current().excerpt) == (chosen.rule, chosen.excerpt)
