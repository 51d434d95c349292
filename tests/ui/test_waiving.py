"""What a clerk does about findings: adopts, waives, brings back; and how marked words behave while typing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from dialogs import in_dialog, sign
from driving import bare, findings, part, shown, text
from fixture_types import OpenWindow, ReportAdder
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QTextCursor
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QPushButton,
    QTextEdit,
    QToolButton,
    QToolTip,
)
from pytestqt.qtbot import QtBot

from app.edits import SetText
from app.report import Report, Waiver
from app.rules.model import Severity
from ui.base import theme
from ui.frame.main_window import MainWindow
from ui.models.finding_model import FindingRole
from ui.views.texts.text_editor import TextEditor

CLAIM = "全年共收到政府信息公开申请99999件。"


@pytest.fixture
def claiming(
    window: MainWindow, add_report: ReportAdder, filled: Callable[..., Report], qtbot: QtBot
) -> Report:
    """A complete report whose one finding is that a sentence of the overview contradicts the table."""
    made = filled("cn-disclosure-2021", 1, year=2023)
    sections = {**made.sections, "overview": f"{made.sections['overview']}\n{CLAIM}本机关没有其他情况。"}
    report = add_report("示例市教育局", 2023, cells=made.cells, sections=sections, totals=made.totals)
    qtbot.waitUntil(lambda: bool(findings(window)), timeout=5000)
    assert [finding.severity for finding in findings(window)] == [Severity.WARNING]
    return report


def _choose(window: MainWindow, row: int = 0, name: str = "findingsList") -> QListView:
    view = part(window, QListView, name)
    view.setCurrentIndex(view.model().index(row, 0))
    return view


def _waived(window: MainWindow) -> list[str]:
    model = part(window, QListView, "waivedList").model()
    return [
        " ".join(line for line, _ in model.index(row, 0).data(FindingRole.LINES))
        for row in range(model.rowCount())
    ]


def _button(window: MainWindow, words: str) -> QPushButton:
    return next(b for b in window.findChildren(QPushButton) if b.text().startswith(words))


def _waive(window: MainWindow, reason: str = "口径不同", who: str = "王一") -> None:
    _choose(window)
    in_dialog(sign(reason, who))
    window.menu_actions.by_name["waive_finding"].trigger()


def test_the_suggestion_is_adopted_in_one_step_that_says_what_it_does(
    qtbot: QtBot, open_window: OpenWindow, sample_workspace: Path
) -> None:
    window = open_window(sample_workspace)
    qtbot.waitUntil(lambda: any(f.suggestion for f in findings(window)), timeout=5000)
    view = _choose(window)
    suggestion = findings(window)[0].suggestion
    before = shown(window, suggestion.cell)
    assert f"由 {before} 改为 {suggestion.value}" in _button(window, "采用").toolTip()
    view.setFocus()
    window.menu_actions.by_name["adopt_suggestion"].trigger()
    assert shown(window, suggestion.cell) == str(suggestion.value)
    assert not any(f.severity is Severity.ERROR for f in findings(window))
    assert f"由 {before} 改为 {suggestion.value}" in window.menu_actions.by_name["undo"].text()
    window.workbench.session.undo()
    assert shown(window, suggestion.cell) == before


def test_a_warning_is_waived_with_reason_and_name_and_listed_below(
    window: MainWindow, claiming: Report
) -> None:
    message = findings(window)[0].message
    _waive(window)
    assert findings(window) == []
    (line,) = _waived(window)
    assert message in line
    assert "理由：口径不同" in line
    assert "王一" in line
    fold = part(window, QToolButton, "waivedFold")
    assert fold.text() == "已豁免 1 项"
    assert not part(window, QListView, "waivedList").isVisible(), "folded until asked for"
    fold.click()
    assert part(window, QListView, "waivedList").isVisible()


def test_waiving_can_be_undone_and_withdrawn(qtbot: QtBot, window: MainWindow, claiming: Report) -> None:
    _waive(window)
    window.workbench.session.undo()
    assert len(findings(window)) == 1
    assert _waived(window) == []
    window.workbench.session.redo()
    assert findings(window) == []
    part(window, QToolButton, "waivedFold").click()
    view = _choose(window, name="waivedList")
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert len(findings(window)) == 1
    window.workbench.session.undo()
    assert findings(window) == []


def test_after_one_is_waived_the_next_is_chosen(qtbot: QtBot, window: MainWindow, claiming: Report) -> None:
    editor = text(window, "other")
    editor.setPlainText(editor.toPlainText() + "另见某某单位。联系电话13800138000。")
    editor.commit()
    qtbot.waitUntil(lambda: len(findings(window)) == 3, timeout=5000)
    following = findings(window)[2]
    _choose(window, 1)
    in_dialog(sign("口径不同", "王一"))
    window.menu_actions.by_name["waive_finding"].trigger()
    assert window.workbench.findings.current() == following


def test_a_waiver_needs_a_reason_and_a_name_and_the_name_is_remembered(
    window: MainWindow, claiming: Report
) -> None:
    said = []

    def without(reason: str, who: str) -> Callable[[QDialog], None]:
        def act(dialog: QDialog) -> None:
            sign(reason, who)(dialog)
            said.append(dialog.findChild(QLabel, "refusal").text())
            assert dialog.isVisible()

        return act

    for reason, who in (("  ", "王一"), ("口径不同", " ")):
        _choose(window)
        in_dialog(without(reason, who))
        window.menu_actions.by_name["waive_finding"].trigger()
    assert said == ["请写明理由。", "请填写姓名。"]
    assert window.workbench.session.report.waivers == ()
    _waive(window)
    window.workbench.session.undo()
    names = []
    in_dialog(lambda dialog: names.append(dialog.findChild(QLineEdit, "decisionWho").text()))
    _choose(window)
    window.menu_actions.by_name["waive_finding"].trigger()
    assert names == ["王一"]


def test_a_waived_finding_comes_back_when_its_sentence_changes(
    qtbot: QtBot, window: MainWindow, claiming: Report
) -> None:
    _waive(window)
    editor = text(window, "overview")
    editor.moveCursor(QTextCursor.MoveOperation.Start)
    qtbot.keyClicks(editor, "x")
    editor.commit()
    qtbot.wait(400)
    assert findings(window) == [], "an edit elsewhere leaves it waived"
    editor.setPlainText(editor.toPlainText().replace("全年共收到", "全年总共收到"))
    editor.commit()
    qtbot.waitUntil(lambda: len(findings(window)) == 1, timeout=5000)


def test_an_error_offers_no_waiver(qtbot: QtBot, open_window: OpenWindow, sample_workspace: Path) -> None:
    window = open_window(sample_workspace)
    qtbot.waitUntil(lambda: bool(findings(window)), timeout=5000)
    _choose(window)
    assert not _button(window, "豁免").isEnabled()
    assert "不能豁免" in _button(window, "豁免").toolTip()
    window.menu_actions.by_name["waive_finding"].trigger()
    assert "不能豁免" in window.workbench.notice.text()


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
def test_the_context_menu_offers_what_the_buttons_do(
    qtbot: QtBot, window: MainWindow, claiming: Report
) -> None:
    view = _choose(window)
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Keyboard, QPoint(20, 20), view.mapToGlobal(QPoint(20, 20))
    )
    QApplication.sendEvent(view.viewport(), event)
    menu = part(window, QMenu, "findingMenu")
    offered = {bare(action.text()): action.isEnabled() for action in menu.actions() if action.text()}
    assert offered == {"定位": True, "采用建议": True, "豁免…": True, "检查规则设置…": True}
    menu.close()


def test_every_finding_is_as_high_as_its_words_need_also_beside_a_scroll_bar(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder
) -> None:
    add_report(sections={"overview": "".join(f"第{n}项XX工作。\n" for n in range(40))})
    view = part(window, QListView, "findingsList")
    qtbot.waitUntil(lambda: view.verticalScrollBar().isVisible(), timeout=5000)
    qtbot.wait(50)
    for row in range(view.model().rowCount()):
        index = view.model().index(row, 0)
        assert view.visualRect(index).height() == view.sizeHintForIndex(index).height()


def test_a_long_list_is_narrowed_by_severity(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder
) -> None:
    add_report(
        sections={"overview": "本单位XX工作。联系电话13800138000。〔〕待填。（）另见某某单位的的通知。"}
    )
    qtbot.waitUntil(lambda: len({f.severity for f in findings(window)}) > 1, timeout=5000)
    assert not part(window, QToolButton, "show_error").isVisible(), "what is to be filled in is no mistake"
    errors = part(window, QToolButton, "show_lack")
    assert errors.isVisible()
    errors.click()
    assert findings(window)
    assert all(f.severity is not Severity.ERROR for f in findings(window))
    errors.click()
    assert any(f.severity is Severity.ERROR for f in findings(window))


def test_the_models_keep_qts_rules_while_findings_come_and_go(window: MainWindow, claiming: Report) -> None:
    for name in ("findingsList", "waivedList"):
        model = part(window, QListView, name).model()
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    _waive(window)
    window.workbench.session.undo()


# marks in the texts


def _marked(editor: QTextEdit) -> list[str]:
    return [selection.cursor.selectedText() for selection in editor.extraSelections()]


def test_marked_words_move_along_with_typing(qtbot: QtBot, window: MainWindow, claiming: Report) -> None:
    editor = text(window, "overview")
    assert _marked(editor) == [CLAIM]
    editor.setFocus()
    editor.moveCursor(QTextCursor.MoveOperation.Start)
    qtbot.keyClicks(editor, "abc")
    assert _marked(editor) == [CLAIM], "before anything is written or checked"
    editor.commit()
    assert _marked(editor) == [CLAIM], "while the full check is under way"
    qtbot.wait(400)
    assert _marked(editor) == [CLAIM]
    editor.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(editor, "def")
    assert _marked(editor) == [CLAIM], "what is typed elsewhere is not marked"


def test_activating_a_finding_shows_its_words_wherever_they_are_now(
    qtbot: QtBot, window: MainWindow, claiming: Report
) -> None:
    editor = text(window, "overview")
    editor.moveCursor(QTextCursor.MoveOperation.Start)
    editor.insertPlainText("𠀀𠀁 new\n")
    _choose(window)
    _button(window, "定位").click()
    assert editor.pointed_words() == CLAIM
    assert not editor.textCursor().hasSelection()
    editor.commit()
    qtbot.wait(400)
    _choose_rule(window, "narrative.claim.new")
    _button(window, "定位").click()
    assert editor.pointed_words() == CLAIM
    assert not editor.textCursor().hasSelection()


def test_a_mark_goes_when_its_words_are_mended(qtbot: QtBot, window: MainWindow, claiming: Report) -> None:
    editor = text(window, "overview")
    editor.setPlainText(editor.toPlainText().replace(CLAIM, ""))
    editor.commit()
    qtbot.waitUntil(lambda: findings(window) == [], timeout=5000)
    assert _marked(editor) == []


def test_undo_brings_text_and_marks_back_together(qtbot: QtBot, window: MainWindow, claiming: Report) -> None:
    editor = text(window, "overview")
    cursor = editor.textCursor()
    cursor.insertText("第一行\n")
    editor.commit()
    qtbot.wait(400)
    window.workbench.session.undo()
    assert _marked(editor) in ([], [CLAIM]), "never other words"
    qtbot.waitUntil(lambda: _marked(editor) == [CLAIM], timeout=5000)


def test_marks_follow_the_appearance(window: MainWindow, claiming: Report) -> None:
    editor = text(window, "overview")

    def tints() -> set[str]:
        return {selection.format.background().color().name() for selection in editor.extraSelections()}

    assert tints() == {theme.LIGHT.warning_tint}
    dark = window.menu_actions.by_name["dark"]
    dark.trigger()
    try:
        assert tints() == {theme.DARK.warning_tint}
    finally:
        dark.trigger()


def test_hovering_a_marked_place_says_what_was_found(
    qtbot: QtBot, window: MainWindow, claiming: Report
) -> None:
    editor = text(window, "overview")
    cursor = editor.textCursor()
    cursor.setPosition(editor.toPlainText().index(CLAIM) + 2)
    where = editor.cursorRect(cursor).center()

    def hover(at: QPoint) -> str:
        event = QHelpEvent(QHelpEvent.Type.ToolTip, at, editor.viewport().mapToGlobal(at))
        QApplication.sendEvent(editor.viewport(), event)
        return QToolTip.text()

    assert findings(window)[0].message in hover(where)
    hover(QPoint(where.x(), 5))
    qtbot.waitUntil(lambda: not QToolTip.isVisible())


def test_what_a_finding_quotes_is_shown_as_text_in_its_tooltip(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder
) -> None:
    add_report(waivers=(Waiver("text.year", "m", "<b>r</b>", "w", "2026-01-01"),))
    editor = text(window, "other")
    editor.setPlainText("<b>待填</b>，见<img src=x>2011年的XX。")
    editor.commit()
    qtbot.wait(400)
    model = part(window, QListView, "findingsList").model()
    for row in range(model.rowCount()):
        assert "<b>" not in model.index(row, 0).data(Qt.ItemDataRole.ToolTipRole)


SAME = (
    "2024年全局上下重视公开。\n2024年，公开栏目按月更新，由专人负责(每周一次)。\n2024年，公开培训按季举办。"
)


@pytest.fixture
def wrong_years(window: MainWindow, claiming: Report, qtbot: QtBot) -> Report:
    """The report on screen with last year's year in three sentences of section one."""
    session = window.workbench.session
    report = session.report
    assert report is not None
    session.apply(SetText(report.id, "overview", SAME.replace("2024", str(report.year - 1))))
    qtbot.waitUntil(lambda: any(f.rule == "text.year" for f in findings(window)), timeout=5000)
    assert session.report is not None
    return session.report


def _overview(window: MainWindow) -> TextEditor:
    return next(editor for editor in window.workbench.tabs.editors() if editor.section == "overview")


def _choose_rule(window: MainWindow, rule: str) -> QListView:
    view = part(window, QListView, "findingsList")
    row = next(n for n, finding in enumerate(findings(window)) if finding.rule == rule)
    view.setCurrentIndex(view.model().index(row, 0))
    return view


def test_what_is_said_of_several_places_is_one_entry_and_is_mended_at_once(
    qtbot: QtBot, window: MainWindow, wrong_years: Report
) -> None:
    assert [f.rule for f in findings(window)].count("text.year") == 1
    view = _choose_rule(window, "text.year")
    window.workbench.tabs.places.go_to_text("overview")
    view.setFocus()
    assert len(_overview(window).set_off_words()) == 3
    assert view.hasFocus()
    button = _button(window, "全部改正")
    assert "3 处全部改正" in button.toolTip()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    session = window.workbench.session
    assert session.report is not None
    assert f"{wrong_years.year - 1}年" not in session.report.text("overview")
    assert session.report.text("overview").count(f"{wrong_years.year}年") == 3
    session.undo()
    assert session.report.text("overview") == wrong_years.text("overview")


def test_the_places_of_an_entry_are_shown_one_after_the_other(
    qtbot: QtBot, window: MainWindow, wrong_years: Report
) -> None:
    view = _choose_rule(window, "text.year")
    seen = []
    for _ in range(4):
        view.setFocus()
        qtbot.keyClick(view, Qt.Key.Key_Return)
        seen.append(_overview(window).pointed_words()[-6:])
    assert len(set(seen)) == 3
    assert seen[3] == seen[0]


def test_half_width_marks_are_replaced(qtbot: QtBot, window: MainWindow, wrong_years: Report) -> None:
    _choose_rule(window, "text.punctuation")
    window.menu_actions.by_name["adopt_suggestion"].trigger()
    assert window.workbench.session.report is not None
    assert "由专人负责（每周一次）。" in window.workbench.session.report.text("overview")
