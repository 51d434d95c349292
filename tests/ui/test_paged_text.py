"""Texts look as they are printed: paragraphs indented and apart, nothing of it stored; Word's paragraphs come alone."""

import pytest
from driving import text
from fixture_types import ReportAdder
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextBlock
from PySide6.QtWidgets import QApplication, QTextEdit
from pytestqt.qtbot import QtBot

from ui.frame.main_window import MainWindow

LONG = "全年通过门户网站公开政府信息，" * 12


@pytest.fixture
def editor(qtbot: QtBot, window: MainWindow, add_report: ReportAdder) -> QTextEdit:
    add_report(sections={"overview": f"（一）主动公开\n{LONG}\n\n　　已有空格的一段。"})
    for name in ("show_reports", "show_findings"):
        window.menu_actions.by_name[name].trigger()
    shown = text(window, "overview")
    qtbot.waitUntil(lambda: shown.width() == shown.maximumWidth())
    return shown


def blocks(editor: QTextEdit) -> list[QTextBlock]:
    document = editor.document()
    return [document.findBlockByNumber(number) for number in range(document.blockCount())]


def left(editor: QTextEdit, block: QTextBlock) -> float:
    """Where the first character that is printed stands, from the edge of the text."""
    typed = len(block.text()) - len(block.text().lstrip("　"))
    return block.layout().lineAt(0).cursorToX(typed)[0]


def height(editor: QTextEdit, block: QTextBlock) -> float:
    """How far it is from a paragraph to the next."""
    layout = editor.document().documentLayout()
    return layout.blockBoundingRect(block.next()).top() - layout.blockBoundingRect(block).top()


def test_paragraphs_are_shown_as_printed_and_nothing_of_it_is_stored(
    qtbot: QtBot, window: MainWindow, editor: QTextEdit
) -> None:
    session = window.workbench.session
    before = session.report.sections
    # Qt lays out what is asked for.
    assert editor.document().documentLayout().documentSize().width() > 0
    heading, long, empty, spaced = blocks(editor)
    em = editor.fontMetrics().horizontalAdvance("国")
    lines = [long.layout().lineAt(number) for number in range(long.layout().lineCount())]
    # However wide the window, a line has at most 40 characters, the first one less by the indent.
    assert [line.textLength() for line in lines[:2]] == [38, 40]
    assert left(editor, heading) == pytest.approx(left(editor, spaced), abs=1)
    assert left(editor, long) - lines[1].cursorToX(lines[1].textStart())[0] == pytest.approx(2 * em, abs=1)
    assert lines[1].y() - lines[0].y() >= 1.5 * em
    high = height(editor, heading)
    assert height(editor, empty) < high / 2
    cursor = editor.textCursor()
    cursor.setPosition(empty.position())
    editor.setTextCursor(cursor)
    assert height(editor, empty) >= high
    editor.moveCursor(cursor.MoveOperation.Start)
    assert height(editor, empty) < high / 2
    session.settle()
    assert session.report.sections == before
    assert session.undo_stack.index() == 1


def test_enter_begins_a_paragraph_also_after_an_empty_one(qtbot: QtBot, editor: QTextEdit) -> None:
    editor.setPlainText("一段")
    editor.moveCursor(editor.textCursor().MoveOperation.End)
    for key in ("\r", "\r", "x"):
        qtbot.keyClicks(editor, key) if key == "x" else qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert editor.toPlainText() == "一段\n\nx"
    assert left(editor, blocks(editor)[2]) == pytest.approx(left(editor, blocks(editor)[0]), abs=1)


WORD = (
    '<html><body><p class=MsoNormal style="text-indent:32pt"><b><span style="font-family:仿宋">（一）主动公开</span></b></p>'
    '<p><span style="color:red">全年公开120条。</span></p></body></html>'
)


@pytest.mark.parametrize(
    ("plain", "html", "found"),
    [
        (
            "　　（一）主动公开\r\n\r\n　　全年公开\xad120条。\ufffc\r\n",
            "",
            "（一）主动公开\n全年公开120条。\n",
        ),
        ("第一行\x0b第二行\x07\x0c第三行\u00a0", WORD, "第一行\n第二行\n第三行"),
        ("　　只有一段。", WORD, "只有一段。"),
        ("", WORD, "（一）主动公开\n全年公开120条。"),
        ("列一\t列二\n1\t2", "", "列一\t列二\n1\t2"),
    ],
)
def test_paragraphs_and_headings_are_pasted_and_nothing_else(
    qtbot: QtBot, editor: QTextEdit, plain: str, html: str, found: str
) -> None:
    content = QMimeData()
    if plain:
        content.setText(plain)
    if html:
        content.setHtml(html)
    QApplication.clipboard().setMimeData(content)
    editor.setPlainText("")
    editor.setFocus()
    qtbot.keyClick(editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert editor.toPlainText() == found
    weights = {part.format.fontWeight() for block in blocks(editor) for part in block.layout().formats()}
    assert (700 in weights) == ("（一）" in found)


def test_within_a_paragraph_blanks_stay_and_only_text_is_copied(qtbot: QtBot, editor: QTextEdit) -> None:
    editor.setPlainText("甲乙")
    editor.setFocus()
    cursor = editor.textCursor()
    cursor.setPosition(1)
    editor.setTextCursor(cursor)
    QApplication.clipboard().setText(" 丙 ")
    qtbot.keyClick(editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert editor.toPlainText() == "甲 丙 乙"
    editor.selectAll()
    qtbot.keyClick(editor, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    content = QApplication.clipboard().mimeData()
    assert (content.text(), content.hasHtml()) == ("甲 丙 乙", False)


def test_a_report_s_text_comes_on_screen_at_its_beginning(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder
) -> None:
    reports = [
        add_report(year=year, sections={"overview": "\n".join([words] * 60)})
        for year, words in ((2023, LONG), (2024, LONG[7:]))
    ]
    session = window.workbench.session
    for report in reports:
        session.select(next(head.id for head in session.summaries() if head.year == report.year))
        shown = text(window, "overview")
        qtbot.wait(50)
        assert (shown.verticalScrollBar().value(), shown.textCursor().position()) == (0, 0)
        qtbot.keyClick(shown, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
        assert shown.verticalScrollBar().value() > 300
    qtbot.keyClicks(shown, "x")
    session.settle()
    session.undo()
    assert shown.toPlainText() == reports[1].text("overview")
    assert shown.textCursor().atEnd()
    assert shown.verticalScrollBar().value() > 300


def test_paragraphs_that_come_without_a_key_look_as_any(editor: QTextEdit) -> None:
    cursor = editor.textCursor()
    cursor.movePosition(cursor.MoveOperation.End)
    cursor.insertText("\n\n　　一\n二")
    assert editor.document().documentLayout().documentSize().width() > 0
    *_, spaced, empty, typed, last = blocks(editor)
    assert left(editor, typed) == pytest.approx(left(editor, last), abs=1)
    assert left(editor, typed) == pytest.approx(left(editor, spaced), abs=1)
    assert height(editor, empty) < height(editor, typed) / 2


def test_at_the_first_and_the_last_line_the_edge_of_the_page_is_in_sight(
    qtbot: QtBot, editor: QTextEdit
) -> None:
    """By keys, and where a place is shown from elsewhere; what is scrolled by hand stays."""
    editor.setPlainText("\n".join(f"{number}{LONG}" for number in range(40)))
    bar, control = editor.verticalScrollBar(), Qt.KeyboardModifier.ControlModifier
    qtbot.waitUntil(lambda: bar.maximum() > editor.viewport().height())
    qtbot.keyClick(editor, Qt.Key.Key_End, control)
    assert bar.value() == bar.maximum()
    qtbot.keyClick(editor, Qt.Key.Key_Home, control)
    assert bar.value() == 0
    bar.setValue(5)
    assert bar.value() == 5
    qtbot.keyClick(editor, Qt.Key.Key_Down)
    bar.setValue(200)
    qtbot.keyClick(editor, Qt.Key.Key_Up)
    assert bar.value() == 0
    bar.setValue(bar.maximum())
    cursor = editor.textCursor()
    cursor.setPosition(3)
    editor.setTextCursor(cursor)
    assert bar.value() == 0
