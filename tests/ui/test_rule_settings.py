"""The table of all rules: switched, weighed, the deadline moved; kept in the workspace and obeyed at once."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from dialogs import in_dialog, press_default
from driving import findings, part
from fixture_types import OpenWindow, ReportAdder
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QLabel, QLineEdit, QSpinBox, QTableView
from pytestqt.qtbot import QtBot

from app.report import Report
from app.rules.model import Severity
from app.rules.registry import all_rules
from app.rules.settings import DEFAULT_SETTINGS, RuleSettings
from ui.dialogs.kit import TonedLabel
from ui.frame.main_window import MainWindow
from ui.models.rule_model import RuleColumn, RuleModel


def _open(window: MainWindow, act: Callable[[QDialog], None]) -> None:
    in_dialog(act)
    window.menu_actions.by_name["rule_settings"].trigger()


def _row(dialog: QDialog, name: str) -> int:
    model = part(dialog, QTableView, "ruleTable").model()
    return next(row for row in range(model.rowCount()) if model.index(row, RuleColumn.NAME).data() == name)


def _switch(dialog: QDialog, name: str, qtbot: QtBot) -> None:
    table = part(dialog, QTableView, "ruleTable")
    table.setCurrentIndex(table.model().index(_row(dialog, name), RuleColumn.EXPLANATION))
    qtbot.keyClick(table, Qt.Key.Key_Space)


def _weigh(dialog: QDialog, name: str, severity: Severity) -> None:
    model = part(dialog, QTableView, "ruleTable").model()
    assert model.setData(model.index(_row(dialog, name), RuleColumn.SEVERITY), severity.value)


def test_the_table_has_every_rule_with_its_explanation_and_source(window: MainWindow) -> None:
    model = RuleModel(DEFAULT_SETTINGS)
    shown = [
        tuple(model.index(row, column).data() for column in RuleColumn) for row in range(model.rowCount())
    ]
    assert [(line[0], *line[2:]) for line in shown] == [
        (rule.name, rule.explanation, rule.source) for rule in all_rules()
    ]


def test_no_severity_is_cut_whatever_it_was_before(window: MainWindow) -> None:
    seen = []

    def act(dialog: QDialog) -> None:
        table = part(dialog, QTableView, "ruleTable")
        for severity in Severity:
            for rule in all_rules():
                _weigh(dialog, rule.name, severity)
            seen.append(table.sizeHintForColumn(RuleColumn.SEVERITY))
        seen.append(table.sizeHintForColumn(RuleColumn.NAME) - table.columnWidth(RuleColumn.NAME))
        seen.append(table.columnWidth(RuleColumn.SEVERITY))

    _open(window, act)
    *wanted, lacking, width = seen
    assert len(wanted) == len(Severity)
    assert max(wanted) <= width
    assert lacking <= 0, "nor is the name of a rule"


def test_the_model_keeps_qts_rules(qtbot: QtBot) -> None:
    model = RuleModel(DEFAULT_SETTINGS)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    index = model.index(0, RuleColumn.SEVERITY)
    assert model.setData(index, "ask")
    assert index.data() == "请核对（原为错误）"
    assert not model.setData(index, "grave")
    assert model.setData(index, "error")
    assert model.settings == DEFAULT_SETTINGS, "a rule's own severity is no setting"
    model.take(RuleSettings(off=frozenset({all_rules()[0].id})))
    assert model.index(0, RuleColumn.NAME).data(Qt.ItemDataRole.CheckStateRole) is Qt.CheckState.Unchecked


def test_a_rule_switched_off_is_silent_at_once_and_after_opening_again(
    qtbot: QtBot,
    window: MainWindow,
    add_report: ReportAdder,
    filled: Callable[..., Report],
    open_window: OpenWindow,
) -> None:
    made = filled("cn-disclosure-2021", 1, year=2023)
    cells = {**made.cells, "disputes.review.total": 999}
    add_report("示例市教育局", 2023, cells=cells, sections=made.sections, totals=made.totals)
    assert [f.rule for f in findings(window)] == ["disputes.total.review"]
    said = []

    def act(dialog: QDialog) -> None:
        _switch(dialog, "复议诉讼合计", qtbot)
        said.append(part(dialog, QLabel, "ruleWarning").text())
        press_default(dialog)

    _open(window, act)
    assert findings(window) == []
    assert "复议诉讼合计" in said[0], "that such a report can be final then is said"
    path = window.workbench.session.path
    window.close()
    again = open_window(path)
    assert findings(again) == []
    assert again.workbench.session.rule_settings.off == {"disputes.total"}


def test_a_severity_is_lowered_and_the_list_of_reports_follows(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder, filled: Callable[..., Report]
) -> None:
    made = filled("cn-disclosure-2021", 1, year=2023)
    cells = {**made.cells, "disputes.review.total": 999}
    add_report("示例市教育局", 2023, cells=cells, sections=made.sections, totals=made.totals)

    def act(dialog: QDialog) -> None:
        _weigh(dialog, "复议诉讼合计", Severity.WARNING)
        press_default(dialog)

    _open(window, act)
    assert [f.severity for f in findings(window)] == [Severity.WARNING]
    assert part(window, QLabel, "verdictLabel").text() == "可定稿 · 1 项提示"


def test_f2_chooses_a_severity_from_a_list(qtbot: QtBot, window: MainWindow) -> None:
    def act(dialog: QDialog) -> None:
        table = part(dialog, QTableView, "ruleTable")
        table.setCurrentIndex(table.model().index(_row(dialog, "年份"), RuleColumn.NAME))
        qtbot.keyClick(table, Qt.Key.Key_F2)
        box = table.viewport().findChild(QComboBox)
        box.setCurrentIndex(box.findText("错误"))
        box.activated.emit(box.currentIndex())
        press_default(dialog)

    _open(window, act)
    assert window.workbench.session.rule_settings.severities == {"text.year": Severity.ERROR}


def test_the_deadline_is_moved_within_the_days_of_its_month(window: MainWindow) -> None:
    def act(dialog: QDialog) -> None:
        part(dialog, QSpinBox, "deadlineMonth").setValue(2)
        assert part(dialog, QSpinBox, "deadlineDay").value() == 29
        part(dialog, QSpinBox, "deadlineDay").setValue(10)
        part(dialog, QSpinBox, "deadlineNotice").setValue(5)
        press_default(dialog)

    _open(window, act)
    settings = window.workbench.session.rule_settings
    assert (settings.deadline, settings.notice_days) == ((2, 10), 5)


def test_a_limit_and_the_figures_of_a_province_are_set(qtbot: QtBot, window: MainWindow) -> None:
    def act(dialog: QDialog) -> None:
        part(dialog, QSpinBox, "overviewLength").setValue(1000)
        words = part(dialog, QLineEdit, "localFigures")
        words.setFocus()
        words.setText("政策解读、 新闻发布会，政策解读 公众留言　培训")
        press_default(dialog)

    _open(window, act)
    settings = window.workbench.session.rule_settings
    assert (settings.longest_overview, settings.local_figures) == (
        1000,
        ("政策解读", "新闻发布会", "公众留言", "培训"),
    )


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("本年度通过政府网站和政务新媒体公开的政策文件的数量", "超过 20 个字"),
        ("、".join(f"数据{number}" for number in range(31)), "最多 30 项"),
    ],
)
def test_figures_that_are_too_long_or_too_many_are_refused_and_not_cut(
    window: MainWindow, typed: str, said: str
) -> None:
    told = []

    def act(dialog: QDialog) -> None:
        part(dialog, QLineEdit, "localFigures").setText(typed)
        press_default(dialog)
        told.append((dialog.isVisible(), part(dialog, TonedLabel, "refusal").text()))
        dialog.reject()

    _open(window, act)
    assert told[0][0]
    assert said in told[0][1]
    assert window.workbench.session.rule_settings.local_figures == ()


def test_cancel_changes_nothing_and_reset_brings_the_rules_own_settings(
    qtbot: QtBot, window: MainWindow
) -> None:
    other = RuleSettings(frozenset({"stock.jump"}), {"text.year": Severity.ASK}, (3, 31), 30)
    window.workbench.session.set_rule_settings(other)
    _open(window, lambda dialog: _switch(dialog, "年份", qtbot))
    assert window.workbench.session.rule_settings == other

    def reset(dialog: QDialog) -> None:
        box = dialog.findChild(QDialogButtonBox)
        next(b for b in box.buttons() if box.buttonRole(b) is QDialogButtonBox.ButtonRole.ResetRole).click()
        press_default(dialog)

    _open(window, reset)
    assert window.workbench.session.rule_settings == DEFAULT_SETTINGS


def test_the_return_key_in_the_search_accepts_and_resets_nothing(qtbot: QtBot, window: MainWindow) -> None:
    other = RuleSettings(frozenset({"stock.jump"}), {"text.year": Severity.ASK}, (3, 31), 30)
    window.workbench.session.set_rule_settings(other)
    accepted: list[bool] = []

    def act(dialog: QDialog) -> None:
        dialog.accepted.connect(lambda: accepted.append(True))
        qtbot.keyClick(part(dialog, QLineEdit, "ruleSearch"), Qt.Key.Key_Return)

    _open(window, act)
    assert accepted
    assert window.workbench.session.rule_settings == other


def test_the_table_is_searched_and_the_chosen_rule_explained(window: MainWindow) -> None:
    told = []

    def act(dialog: QDialog) -> None:
        part(dialog, QLineEdit, "ruleSearch").setText("身份证")
        table = part(dialog, QTableView, "ruleTable")
        assert table.model().rowCount() == 1
        table.setCurrentIndex(table.model().index(0, 0))
        told.append(part(dialog, QLabel, "ruleExplanation").text())

    _open(window, act)
    assert "GB 11643-1999" in told[0]


def test_what_the_workspace_refuses_is_said_in_the_dialog(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window.workbench.session.repository, "refusal", "文件按只读方式打开")
    said = []

    def act(dialog: QDialog) -> None:
        _switch(dialog, "年份", qtbot)
        press_default(dialog)
        said.append(part(dialog, QLabel, "refusal").text())
        assert dialog.isVisible()

    _open(window, act)
    assert "只读" in said[0]
    assert window.workbench.session.rule_settings == replace(DEFAULT_SETTINGS)
