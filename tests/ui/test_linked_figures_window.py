"""Linked figures in the text editors: each is one unit as a field in Word, and follows its cell while one types."""

from collections.abc import Callable
from pathlib import Path

import pytest
from builders import consistent_report
from dialogs import in_dialog, press_default
from driving import part, text, type_into
from fixture_types import ReportAdder
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.edits import SetCells, SetText
from app.exports.formats import render
from app.linked_text import Link, links_in, marked
from ui.dialogs.figure_dialog import FigureDialog
from ui.dialogs.import_dialog import ImportDialog
from ui.dialogs.linking_dialog import LinkingDialog
from ui.frame.main_window import MainWindow
from ui.views.texts.text_editor import TextEditor

PERSONS, NEW = "applications.new.natural_person", "applications.new.total"
BODY = marked("本年新收0件，全部答复。", [Link(4, 1, NEW)])


@pytest.fixture
def editor(window: MainWindow, add_report: ReportAdder) -> TextEditor:
    """The text of section one with a figure linked to a total that is 12."""
    report = add_report()
    session = window.workbench.session
    session.apply(SetCells(report.id, {PERSONS: 12}))
    session.apply(SetText(report.id, "overview", BODY))
    editor = text(window, "overview")
    editor.setFocus()
    assert isinstance(editor, TextEditor)
    return editor


def shown(editor: TextEditor) -> str:
    return editor.toPlainText()


def stored(window: MainWindow) -> str:
    report = window.workbench.session.report
    assert report is not None
    return report.marked("overview")


def sources(body: str) -> list[str]:
    return [link.source for link in links_in(body)]


def put(editor: TextEditor, position: int, anchor: int | None = None) -> None:
    cursor = editor.textCursor()
    cursor.setPosition(position if anchor is None else anchor)
    cursor.setPosition(position, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)


def type_at(qtbot: QtBot, editor: TextEditor, position: int, characters: str) -> None:
    put(editor, position)
    qtbot.keyClicks(editor, characters)
    editor.commit()


def test_an_edit_of_the_cell_changes_the_text_in_the_same_step(
    qtbot: QtBot, window: MainWindow, editor: TextEditor
) -> None:
    assert shown(editor) == "本年新收12件，全部答复。"
    steps = window.workbench.session.undo_stack.count()
    type_into(qtbot, window, PERSONS, "305")
    assert shown(editor) == "本年新收305件，全部答复。"
    assert window.workbench.session.undo_stack.count() == steps + 1
    window.menu_actions.by_name["undo"].trigger()
    assert shown(editor) == "本年新收12件，全部答复。"
    window.menu_actions.by_name["redo"].trigger()
    assert shown(editor) == "本年新收305件，全部答复。"
    assert sources(stored(window)) == [NEW]


def test_what_is_typed_and_not_yet_kept_stays_when_a_cell_changes(
    qtbot: QtBot, window: MainWindow, editor: TextEditor
) -> None:
    put(editor, len(shown(editor)))
    qtbot.keyClicks(editor, "more")
    report = window.workbench.session.report
    assert report is not None
    window.workbench.session.apply(SetCells(report.id, {PERSONS: 7}))
    assert shown(editor) == "本年新收7件，全部答复。more"
    editor.commit()
    assert window.workbench.session.report.text("overview") == "本年新收7件，全部答复。more"  # type: ignore[union-attr]
    assert sources(stored(window)) == [NEW]


@pytest.mark.parametrize(
    ("position", "expected"), [(4, "本年新收X12件，全部答复。"), (6, "本年新收12X件，全部答复。")]
)
def test_typing_beside_a_figure_leaves_it_linked(
    qtbot: QtBot, window: MainWindow, editor: TextEditor, position: int, expected: str
) -> None:
    type_at(qtbot, editor, position, "X")
    assert shown(editor) == expected
    assert sources(stored(window)) == [NEW]


def test_typing_inside_a_figure_makes_it_plain_text_and_undo_links_it_again(
    qtbot: QtBot, window: MainWindow, editor: TextEditor
) -> None:
    type_at(qtbot, editor, 5, "9")
    assert shown(editor) == "本年新收192件，全部答复。"
    assert sources(stored(window)) == []
    window.menu_actions.by_name["undo"].trigger()
    assert shown(editor) == "本年新收12件，全部答复。"
    assert sources(stored(window)) == [NEW]
    type_into(qtbot, window, PERSONS, "5")
    assert shown(editor) == "本年新收5件，全部答复。"


def test_the_arrows_pass_over_a_figure_as_over_one_character(qtbot: QtBot, editor: TextEditor) -> None:
    put(editor, 4)
    qtbot.keyClick(editor, Qt.Key.Key_Right)
    assert editor.textCursor().position() == 6
    qtbot.keyClick(editor, Qt.Key.Key_Left)
    assert editor.textCursor().position() == 4
    qtbot.keyClick(editor, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert editor.textCursor().selectedText() == "12"


@pytest.mark.parametrize(("key", "position"), [(Qt.Key.Key_Backspace, 6), (Qt.Key.Key_Delete, 4)])
def test_one_key_removes_a_figure_as_a_whole(
    qtbot: QtBot, window: MainWindow, editor: TextEditor, key: Qt.Key, position: int
) -> None:
    put(editor, position)
    qtbot.keyClick(editor, key)
    editor.commit()
    assert shown(editor) == "本年新收件，全部答复。"
    assert sources(stored(window)) == []
    assert window.workbench.session.undo_stack.canUndo()


def test_backspace_inside_a_figure_edits_it_as_text(
    qtbot: QtBot, window: MainWindow, editor: TextEditor
) -> None:
    put(editor, 5)
    qtbot.keyClick(editor, Qt.Key.Key_Backspace)
    editor.commit()
    assert shown(editor) == "本年新收2件，全部答复。"
    assert sources(stored(window)) == []


def test_the_mouse_selects_a_figure_as_a_whole(qtbot: QtBot, editor: TextEditor) -> None:
    put(editor, 5)
    inside = editor.cursorRect().center()
    QTest.mouseDClick(editor.viewport(), Qt.MouseButton.LeftButton, pos=inside)
    assert editor.textCursor().selectedText() == "12"
    put(editor, 1)
    begin = editor.cursorRect().center()
    QTest.mousePress(editor.viewport(), Qt.MouseButton.LeftButton, pos=begin)
    QTest.mouseMove(editor.viewport(), inside)
    QTest.mouseRelease(editor.viewport(), Qt.MouseButton.LeftButton, pos=inside)
    assert editor.textCursor().selectedText() in ("年新收12", "年新收")
    assert not editor.textCursor().selectedText().endswith("1")


def test_a_copy_is_text_for_others_and_linked_here(
    qtbot: QtBot, window: MainWindow, editor: TextEditor
) -> None:
    put(editor, 0)
    editor.selectAll()
    qtbot.keyClick(editor, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "本年新收12件，全部答复。"
    assert "\ufff9" not in QApplication.clipboard().text()
    other = text(window, "other")
    other.setFocus()
    qtbot.keyClick(other, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    other.commit()
    report = window.workbench.session.report
    assert report is not None
    assert report.marked("other") == report.marked("overview")
    type_into(qtbot, window, PERSONS, "13")
    assert other.toPlainText() == "本年新收13件，全部答复。"


def test_a_part_of_a_figure_is_copied_as_text(qtbot: QtBot, window: MainWindow, editor: TextEditor) -> None:
    put(editor, 5, 0)
    editor.copy()
    other = text(window, "other")
    other.setFocus()
    other.paste()
    other.commit()
    assert other.toPlainText() == "本年新收1"
    assert sources(window.workbench.session.report.marked("other")) == []  # type: ignore[union-attr]


def test_a_cut_and_a_paste_move_a_figure(qtbot: QtBot, window: MainWindow, editor: TextEditor) -> None:
    put(editor, 7, 4)
    qtbot.keyClick(editor, Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier)
    put(editor, 0)
    qtbot.keyClick(editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    editor.commit()
    assert shown(editor) == "12件本年新收，全部答复。"
    assert links_in(stored(window)) == (Link(0, 2, NEW),)


def test_pasted_into_another_report_it_follows_that_report(
    qtbot: QtBot, window: MainWindow, editor: TextEditor, add_report: ReportAdder
) -> None:
    editor.selectAll()
    editor.copy()
    add_report(year=2020)
    fresh = text(window, "overview")
    fresh.setFocus()
    fresh.paste()
    fresh.commit()
    assert fresh.toPlainText() == "本年新收〔　〕件，全部答复。"
    type_into(qtbot, window, PERSONS, "3")
    assert fresh.toPlainText() == "本年新收3件，全部答复。"


def test_replacing_in_the_bar_keeps_what_is_beside_linked(
    qtbot: QtBot, window: MainWindow, editor: TextEditor
) -> None:
    window.menu_actions.by_name["find"].trigger()
    bar = editor.parentWidget().findChild(type(editor.parentWidget().find_bar))  # type: ignore[union-attr]
    assert bar is not None
    bar._words.setText("答复")
    bar._other.setText("办结")
    bar.replace_all()
    editor.commit()
    assert shown(editor) == "本年新收12件，全部办结。"
    assert sources(stored(window)) == [NEW]
    bar._words.setText("12件")
    bar.replace_all()
    editor.commit()
    assert sources(stored(window)) == []


def test_a_figure_is_marked_by_more_than_colour_and_says_what_it_is(
    window: MainWindow, editor: TextEditor
) -> None:
    (mark,) = [m for m in editor.extraSelections() if m.cursor.selectedText() == "12"]
    assert mark.format.underlineStyle() is mark.format.UnderlineStyle.DotLine
    cursor = editor.textCursor()
    cursor.setPosition(5)
    assert editor.figure_tip(cursor) == "引用“本年新收”行“总计”列，随表更新"
    cursor.setPosition(9)
    assert editor.figure_tip(cursor) == ""


def test_escape_drops_what_was_typed_and_keeps_the_figure(
    qtbot: QtBot, window: MainWindow, editor: TextEditor
) -> None:
    type_at(qtbot, editor, 0, "abc")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert shown(editor) == "本年新收12件，全部答复。"
    assert sources(stored(window)) == [NEW]


def test_rare_characters_before_a_figure_do_not_move_it(window: MainWindow, editor: TextEditor) -> None:
    report = window.workbench.session.report
    assert report is not None
    body = marked("𠮷𠮷新收0件𠮷，另0件。", [Link(4, 1, NEW), Link(9, 1, PERSONS)])
    window.workbench.session.apply(SetText(report.id, "overview", body))
    assert shown(editor) == "𠮷𠮷新收12件𠮷，另12件。"
    assert editor.figures.body() == stored(window)
    editor.selectAll()
    assert editor.figures.part(editor.textCursor()) == stored(window)


def test_a_final_reports_figure_cannot_be_removed(
    qtbot: QtBot, window: MainWindow, editor: TextEditor
) -> None:
    editor.setReadOnly(True)
    put(editor, 6)
    qtbot.keyClick(editor, Qt.Key.Key_Backspace)
    assert shown(editor) == "本年新收12件，全部答复。"


# choosing, linking, releasing


def chosen_by(keys: Callable[[FigureDialog], object], window: MainWindow) -> None:
    """Open the choice of figures and act in it."""
    in_dialog(keys)
    window.menu_actions.by_name["insert_figure"].trigger()


def test_what_the_text_speaks_of_is_inserted_with_one_key(
    qtbot: QtBot, window: MainWindow, editor: TextEditor
) -> None:
    editor.selectAll()
    qtbot.keyClick(editor, Qt.Key.Key_Delete)
    editor.insertPlainText("本年新收")
    steps = window.workbench.session.undo_stack.count()
    chosen_by(lambda dialog: qtbot.keyClick(dialog.words, Qt.Key.Key_Return), window)
    assert shown(editor) == "本年新收12"
    assert sources(stored(window)) == [NEW]
    assert window.workbench.session.undo_stack.count() == steps + 2
    assert window.workbench.session.undo_stack.undoText() == "插入表中的数"
    qtbot.keyClicks(editor, "x")
    assert shown(editor) == "本年新收12x"


def test_a_figure_is_found_by_its_words_and_inserted_with_them(
    qtbot: QtBot, window: MainWindow, editor: TextEditor
) -> None:
    put(editor, len(shown(editor)))

    def act(dialog: FigureDialog) -> None:
        dialog.words.setText("新收 自然人")
        assert dialog.table.rowCount() == 1
        qtbot.keyClick(dialog.words, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    chosen_by(act, window)
    assert shown(editor).endswith("自然人的申请12件")
    assert sources(stored(window)) == [NEW, PERSONS]


def test_the_arrows_choose_while_one_types_and_escape_inserts_nothing(
    qtbot: QtBot, window: MainWindow, editor: TextEditor
) -> None:
    before = stored(window)

    def act(dialog: FigureDialog) -> None:
        dialog.words.setFocus()
        qtbot.keyClick(dialog.words, Qt.Key.Key_Down)
        assert dialog.table.currentRow() == 1
        dialog.words.setText("没有这样的数")
        assert "没有这样的数" in dialog.told.text()
        qtbot.keyClick(dialog.words, Qt.Key.Key_Escape)

    chosen_by(act, window)
    assert stored(window) == before


def test_on_a_table_it_says_where_to_put_the_cursor(window: MainWindow, editor: TextEditor) -> None:
    window.workbench.tabs.places.go_to_cell(PERSONS)
    window.menu_actions.by_name["insert_figure"].trigger()
    assert "请先把光标放到文字中" in window.workbench.notice.text()


def test_figures_that_are_as_in_the_table_are_linked_on_wish(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder
) -> None:
    report = add_report()
    session = window.workbench.session
    session.apply(SetCells(report.id, {PERSONS: 12}))
    words = "本年共收到政府信息公开申请12件，其中自然人申请12件，行政复议7件。"
    session.apply(SetText(report.id, "overview", words))

    def act(dialog: LinkingDialog) -> None:
        assert [one.figure for one in dialog.chosen()] == ["12", "12"]
        dialog.table.item(1, 0).setCheckState(Qt.CheckState.Unchecked)
        press_default(dialog)

    in_dialog(act)
    window.menu_actions.by_name["link_figures"].trigger()
    assert sources(stored(window)) == [NEW]
    assert session.report is not None
    assert session.report.text("overview") == words
    window.menu_actions.by_name["undo"].trigger()
    assert sources(stored(window)) == []


def test_a_figure_is_still_marked_when_its_report_comes_back_on_screen(
    qtbot: QtBot, window: MainWindow, editor: TextEditor, add_report: ReportAdder
) -> None:
    def underlined() -> list[str]:
        dots = QTextCharFormat.UnderlineStyle.DotLine
        return [
            m.cursor.selectedText() for m in editor.extraSelections() if m.format.underlineStyle() is dots
        ]

    session = window.workbench.session
    assert session.report is not None
    first = session.report.id
    put(editor, 5)
    assert underlined() == ["12"]
    add_report(year=2023)
    assert underlined() == []
    session.select(first)
    session.check_now()
    qtbot.waitUntil(lambda: window.workbench.session.check is not None)
    assert underlined() == ["12"]


def test_a_figure_is_released_and_its_cell_is_shown(window: MainWindow, editor: TextEditor) -> None:
    put(editor, 5)
    window.menu_actions.by_name["go_to_figure"].trigger()
    view = window.workbench.tabs.current_table()
    assert view is not None
    assert view.current_key() == NEW
    text(window, "overview").setFocus()
    window.menu_actions.by_name["release_figure"].trigger()
    assert sources(stored(window)) == []
    assert shown(editor) == "本年新收12件，全部答复。"
    window.menu_actions.by_name["release_figure"].trigger()
    assert "光标处没有引用的数" in window.workbench.notice.text()


def test_an_import_offers_to_link_beside_the_report_that_came_in(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder, tmp_path: Path
) -> None:
    cells = {"applications.new.natural_person": 3, NEW: 3}
    report = consistent_report(cells=cells, sections={"overview": "共收到政府信息公开申请3件。"})
    path = tmp_path / "报告.html"
    path.write_bytes(render(report, "html", draft=False))
    window.workbench.verbs.imports.import_paths([path])
    qtbot.waitUntil(lambda: window.findChild(ImportDialog) is not None)
    dialog = window.findChild(ImportDialog)
    assert dialog is not None
    qtbot.waitExposed(dialog)
    part(dialog, QPushButton, "addReport").click()
    notice, offer = window.workbench.notice, "文中 1 个数与表相同，改为引用…"
    assert notice.isVisible()
    assert offer in [button.text() for button in notice.findChildren(QAbstractButton)]
    add_report(year=2023)
    visible = [button.text() for button in notice.findChildren(QAbstractButton) if button.isVisible()]
    assert offer not in visible, "it would change the report now on screen"


def test_a_sentence_that_is_marked_does_not_hide_the_figure_in_it(
    window: MainWindow, editor: TextEditor
) -> None:
    report = window.workbench.session.report
    assert report is not None
    body = marked("共收到政府信息公开申请99件，其中法人0件。", [Link(18, 1, "applications.new.enterprise")])
    window.workbench.session.apply(SetText(report.id, "overview", body))
    window.workbench.session.check_now()
    spans = [(m.cursor.selectedText(), m.format.underlineStyle()) for m in editor.extraSelections()]
    wave, dots = QTextCharFormat.UnderlineStyle.WaveUnderline, QTextCharFormat.UnderlineStyle.DotLine
    sentence = next(n for n, (words, style) in enumerate(spans) if style is wave and len(words) > 5)
    figure = next(n for n, (words, style) in enumerate(spans) if style is dots)
    assert sentence < figure
    assert spans[-1] == ("〔　〕", wave)


def test_a_skeleton_is_inserted_with_its_figures_linked_and_the_first_gap_chosen(
    qtbot: QtBot, window: MainWindow, editor: TextEditor
) -> None:
    put(editor, len(shown(editor)))
    steps = window.workbench.session.undo_stack.count()
    window.menu_actions.by_name["insert_skeleton"].trigger()
    assert "\n（一）主动公开\n" in shown(editor)
    assert shown(editor).startswith("本年新收12件，全部答复。\n")
    assert NEW in sources(stored(window))[1:]
    assert editor.textCursor().selectedText() == "【　】"
    qtbot.keyClicks(editor, "ab")
    assert "《中华人民共和国政府信息公开条例》，ab。" in shown(editor)
    editor.commit()
    window.menu_actions.by_name["undo"].trigger()
    window.menu_actions.by_name["undo"].trigger()
    assert window.workbench.session.undo_stack.index() == steps
    assert shown(editor) == "本年新收12件，全部答复。"


def test_last_years_text_is_brought_in_and_its_old_figures_are_gone_through(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder
) -> None:
    last = add_report(year=2024)
    session = window.workbench.session
    session.apply(SetCells(last.id, {PERSONS: 12}))
    words = "2024年共收到政府信息公开申请12件，培训3次。"
    session.apply(SetText(last.id, "overview", words))
    add_report(year=2025)
    editor = text(window, "overview")
    editor.setFocus()
    window.menu_actions.by_name["insert_last_year"].trigger()
    assert shown(editor) == "2025年共收到政府信息公开申请〔　〕件，培训【待确认：3】次。"
    assert editor.textCursor().selectedText() == "【待确认：3】"
    qtbot.keyClicks(editor, "4")
    type_into(qtbot, window, PERSONS, "9")
    assert shown(editor) == "2025年共收到政府信息公开申请9件，培训4次。"
    text(window, "other")
    window.menu_actions.by_name["insert_last_year"].trigger()
    assert "上年报告的这一部分没有文字" in window.workbench.notice.text()
