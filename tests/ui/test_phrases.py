"""常用语: pieces of text saved from a text, put into others with their linked figures, renamed, deleted."""

from collections.abc import Callable

import pytest
from dialogs import answer_next, in_dialog
from driving import button, notice, text
from fixture_types import ReportAdder
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton, QTableWidget
from pytestqt.qtbot import QtBot

from app.errors import UserError
from app.linked_text import Link, links_in, marked
from app.phrases import Phrase, body_in, phrase_name, proposed_name
from app.report import Report
from app.store.phrases import phrases
from ui.frame.main_window import MainWindow

NEW = "applications.new.natural_person"


def sentence(figure: str) -> str:
    words = f"本年收到自然人申请{figure}件，均已答复。"
    return marked(words, [Link(words.index(figure), len(figure), NEW)])


def trigger(window: MainWindow, name: str) -> None:
    window.menu_actions.by_name[name].trigger()


def save(window: MainWindow, name: str) -> None:
    def act(dialog: QDialog) -> None:
        dialog.findChild(QLineEdit, "phraseName").setText(name)
        button(dialog, "确定").click()

    in_dialog(act)
    trigger(window, "save_phrase")


def test_a_saved_phrase_has_the_figures_of_the_report_it_goes_into(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder
) -> None:
    session = window.workbench.session
    add_report(year=2024, cells={NEW: 7}, sections={"overview": sentence("7")})
    editor = text(window, "overview")
    trigger(window, "save_phrase")
    assert notice(window) == "请先在文字中选中要存下的一段。"
    editor.selectAll()
    save(window, "自然人申请")
    assert notice(window).startswith("已存为常用语“自然人申请”")
    path = session.path
    add_report(year=2025, cells={NEW: 12})
    # It travels with the workspace.
    session.open(path)
    session.select(next(head.id for head in session.summaries() if head.year == 2025))
    editor = text(window, "overview")
    editor.setFocus()
    qtbot.keyClicks(editor, "x")

    def choose(dialog: QDialog) -> None:
        rows = dialog.findChild(QTableWidget, "phraseList")
        assert rows.item(0, 0).text() == "自然人申请"
        qtbot.keyClick(dialog.findChild(QLineEdit, "phraseWords"), Qt.Key.Key_Return)

    in_dialog(choose)
    trigger(window, "insert_phrase")
    report = session.report
    assert report.text("overview") == "x本年收到自然人申请12件，均已答复。"
    assert [link.source for link in links_in(report.marked("overview"))] == [NEW]
    session.undo()
    assert session.report.text("overview") == "x"


def test_the_name_before_the_cursor_is_replaced(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder
) -> None:
    session = window.workbench.session
    add_report(sections={"overview": "规范性文件已全部清理。", "problems": "公开意识有待加强。"})
    for section, name in (("overview", "清理"), ("problems", "意识")):
        text(window, section).selectAll()
        save(window, name)
    editor = text(window, "other")
    editor.setFocus()
    editor.setPlainText("另外，意识")
    editor.moveCursor(editor.textCursor().MoveOperation.End)

    def choose(dialog: QDialog) -> None:
        assert dialog.findChild(QTableWidget, "phraseList").item(0, 0).text() == "意识"
        assert "替换光标前的“意识”" in dialog.findChild(QLabel, "phraseTold").text()
        qtbot.keyClick(dialog.findChild(QLineEdit, "phraseWords"), Qt.Key.Key_Return)

    in_dialog(choose)
    trigger(window, "insert_phrase")
    assert session.report.text("other") == "另外，公开意识有待加强。"


def test_phrases_are_renamed_and_deleted_and_that_is_taken_back(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder
) -> None:
    session = window.workbench.session
    add_report(sections={"overview": "规范性文件已全部清理。"})
    for name in ("一", "二"):
        text(window, "overview").selectAll()
        save(window, name)

    def names() -> list[str]:
        return [one.name for one in phrases(session.repository)]

    def rename(dialog: QDialog) -> None:
        def type_name(naming: QDialog) -> None:
            for name, refused in (("二", True), ("三", False)):
                naming.findChild(QLineEdit, "phraseName").setText(name)
                button(naming, "确定").click()
                assert naming.isVisible() == refused

        in_dialog(type_name)
        dialog.findChild(QPushButton, "renamePhrase").click()
        assert names() == ["三", "二"]
        answer_next("删除")
        dialog.findChild(QPushButton, "removePhrase").click()
        dialog.reject()

    in_dialog(rename)
    trigger(window, "insert_phrase")
    assert names() == ["二"]
    session.undo()
    session.undo()
    assert names() == ["一", "二"]


def test_saving_under_a_name_that_is_there_replaces_only_when_asked(
    window: MainWindow, add_report: ReportAdder
) -> None:
    add_report(sections={"overview": "甲。", "problems": "乙。"})
    for section, answer in (("overview", ""), ("problems", "取消"), ("problems", "替换")):
        text(window, section).selectAll()

        def act(dialog: QDialog, answer: str = answer) -> None:
            dialog.findChild(QLineEdit, "phraseName").setText("同名")
            if answer:
                answer_next(answer)
            button(dialog, "确定").click()
            dialog.reject()

        in_dialog(act)
        trigger(window, "save_phrase")
        (kept,) = phrases(window.workbench.session.repository)
        assert kept.text == ("乙。" if answer == "替换" else "甲。")


def test_a_figure_that_the_report_can_not_say_is_left_open(filled: Callable[..., Report]) -> None:
    report = filled("cn-disclosure-2021", 1)
    for source in ("applications.gone.natural_person", "ledger.online"):
        words = "收到申请8件。"
        phrase = Phrase(1, "x", marked(words, [Link(4, 1, source)]))
        assert body_in(report, phrase, has_ledger=False) == "收到申请【待确认：8】件。"
    assert links_in(body_in(report, phrase, has_ledger=True))
    blank = report.with_cells({NEW: None})
    assert "〔　〕" in body_in(blank, Phrase(1, "x", sentence("8")), has_ledger=False)


def test_names_are_short_and_differ() -> None:
    assert proposed_name("  2025年，收到申请，均已答复") == "2025年，收到申请"
    assert proposed_name("短") == "短"
    assert phrase_name(" 甲 乙 ", []) == "甲 乙"
    for name in ("", "　", "字" * 31, "甲"):
        with pytest.raises(UserError):
            phrase_name(name, [Phrase(1, "甲", "")])
