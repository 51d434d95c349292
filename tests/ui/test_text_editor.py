"""The text editors: what is typed is kept, undone in sensible steps, found and replaced."""

from collections.abc import Callable

import pytest
from driving import part, shown, text, type_into
from extra_reports import EXTRA
from fixture_types import OpenWindow, ReportAdder
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QTabWidget, QTextEdit
from pytestqt.qtbot import QtBot

from app.edits import SetText
from ui.frame.main_window import MainWindow
from ui.views.texts.text_editor import COMMIT_DELAY_MS, TextEditor
from ui.work.tasks import idle

Write = Callable[[str, str], TextEditor]


def _stored(window: MainWindow, section: str) -> str:
    return window.workbench.session.report.text(section)


@pytest.fixture
def write(qtbot: QtBot, window: MainWindow, add_report: ReportAdder) -> Write:
    """Types words into a text of a new report, and returns its editor: ``write(section, words)``."""

    def run(section: str, words: str) -> TextEditor:
        add_report()
        editor = text(window, section)
        editor.setFocus()
        qtbot.keyClicks(editor, words)
        return editor

    return run


def test_a_text_is_kept_half_a_second_after_the_last_key(
    qtbot: QtBot, window: MainWindow, write: Write
) -> None:
    write("overview", "abc")
    assert _stored(window, "overview") == ""
    qtbot.waitUntil(lambda: _stored(window, "overview") == "abc", timeout=COMMIT_DELAY_MS * 6)


def test_a_text_comes_with_its_page_and_is_the_text_of_then(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder
) -> None:
    first = add_report(year=2024)
    add_report(year=2025)
    session = window.workbench.session
    session.apply(SetText(first.id, "overview", "of 2024"))
    session.select(first.id)
    hidden = part(window, QTextEdit, "text_overview")
    assert not hidden.isVisible()
    assert hidden.toPlainText() == ""
    session.apply(SetText(first.id, "overview", "of 2024, later"))
    assert session.report.text("overview") == "of 2024, later"
    assert text(window, "overview").toPlainText() == "of 2024, later"
    text(window, "other")
    session.undo()
    assert session.report.text("overview") != "of 2024, later"
    assert text(window, "overview").toPlainText() == session.report.text("overview")
    assert not window.workbench.tabs.pending()


def test_a_text_that_is_not_on_screen_is_never_written(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder
) -> None:
    report = add_report()
    session = window.workbench.session
    session.apply(SetText(report.id, "overview", "kept"))
    other = add_report(year=report.year - 1)
    session.select(report.id)
    session.settle()
    session.select(other.id)
    session.select(report.id)
    session.settle()
    assert session.repository.report(report.id).text("overview") == "kept"


def test_a_text_is_kept_when_another_report_is_chosen(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder
) -> None:
    first = add_report(year=2024)
    second = add_report(year=2025)
    editor = text(window, "overview")
    qtbot.keyClicks(editor, "for 2025")
    window.workbench.session.select(first.id)
    assert editor.toPlainText() == ""
    assert window.workbench.session.repository.report(second.id).text("overview") == "for 2025"


def test_undo_takes_back_a_run_of_typing_and_works_across_tabs(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder
) -> None:
    add_report()
    type_into(qtbot, window, "disputes.review.upheld", "4")
    editor = text(window, "other")
    editor.setFocus()
    for piece in ("one ", "two ", "three"):
        qtbot.keyClicks(editor, piece)
        editor.commit()
    steps = window.workbench.session.undo_stack.count()
    text(window, "preface")
    window.menu_actions.by_name["undo"].trigger()
    assert editor.toPlainText() == ""
    assert part(window, QTabWidget, "reportTabs").currentIndex() == 6, "undo shows what it changed"
    window.menu_actions.by_name["undo"].trigger()
    assert shown(window, "disputes.review.upheld") == ""
    window.menu_actions.by_name["redo"].trigger()
    window.menu_actions.by_name["redo"].trigger()
    assert editor.toPlainText() == "one two three"
    assert shown(window, "disputes.review.upheld") == "4"
    assert window.workbench.session.undo_stack.count() == steps


def test_a_new_paragraph_is_a_step_of_its_own(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder
) -> None:
    add_report()
    editor = text(window, "other")
    for piece in ("first", "\n", "second"):
        qtbot.keyClicks(editor, piece) if piece != "\n" else qtbot.keyClick(editor, Qt.Key.Key_Return)
        editor.commit()
    window.workbench.session.undo()
    assert editor.toPlainText().strip() == "first"


def test_ctrl_z_in_a_text_undoes_what_was_just_typed(qtbot: QtBot, window: MainWindow, write: Write) -> None:
    editor = write("other", "abc")
    qtbot.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert editor.toPlainText() == ""
    assert _stored(window, "other") == ""


def test_characters_are_counted_without_blanks(window: MainWindow, add_report: ReportAdder) -> None:
    add_report()
    editor = text(window, "other")
    editor.setPlainText("公开 信息\n一共八字。")
    labels = [label.text() for label in editor.parentWidget().findChildren(QLabel)]
    assert "9 字" in labels


def test_a_key_does_not_lay_out_the_page_anew(qtbot: QtBot, window: MainWindow, write: Write) -> None:
    editor = write("preface", "abcdefghij")
    qtbot.waitUntil(lambda: idle() and _stored(window, "preface") == "abcdefghij")
    QApplication.processEvents()
    laid_out: list[QObject] = []

    class Layouts(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() is QEvent.Type.LayoutRequest:
                laid_out.append(watched)
            return False

    layouts = Layouts()
    editor.parentWidget().installEventFilter(layouts)
    qtbot.keyClicks(editor, "x")
    QApplication.processEvents()
    assert "11 字" in [label.text() for label in editor.parentWidget().findChildren(QLabel)]
    assert laid_out == []


@pytest.mark.parametrize(
    "hostile", ["<b>粗</b>", "&amp;", "<img src=x>", "'; DROP TABLE report; --", "=1+1", "../../x"]
)
def test_a_text_is_data_whatever_it_says(
    window: MainWindow, add_report: ReportAdder, open_window: OpenWindow, hostile: str
) -> None:
    add_report()
    editor = text(window, "problems")
    editor.setPlainText(hostile)
    editor.commit()
    path = window.workbench.session.path
    window.close()
    assert text(open_window(path), "problems").toPlainText() == hostile


@pytest.mark.usefixtures("extra_forms")
def test_ctrl_f_on_a_form_without_texts_leaves_the_table_on_screen(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder
) -> None:
    add_report(form="zz-count-2019")
    tabs = part(window, QTabWidget, "reportTabs")
    page = tabs.currentWidget()
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    window.menu_actions.by_name["find"].trigger()
    assert tabs.currentWidget() is page
    assert tabs.count() == 2


@pytest.mark.usefixtures("extra_forms")
def test_ctrl_f_on_a_table_opens_the_search_of_the_first_text(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder
) -> None:
    add_report(form="zz-levels-2019")
    tabs = part(window, QTabWidget, "reportTabs")
    tabs.setCurrentIndex(1)
    window.menu_actions.by_name["find"].trigger()
    assert tabs.currentIndex() == 0
    assert part(tabs.currentWidget(), QLineEdit, "findText").isVisible()


@pytest.mark.usefixtures("extra_forms")
@pytest.mark.parametrize("form", EXTRA)
def test_title_and_signature_can_be_typed_in_every_form(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder, form: str
) -> None:
    report = add_report(form=form)
    for name, typed in (("title", "abc"), ("signed_by", "de"), ("signed_on", "2026")):
        line = part(window, QLineEdit, f"field_{name}")
        assert line.isVisible()
        line.setFocus()
        qtbot.keyClicks(line, typed)
    window.workbench.tabs.commit()
    stored = window.workbench.session.repository.report(report.id)
    assert (stored.title, stored.signed_by, stored.signed_on) == ("abc", "de", "2026")
    window.menu_actions.by_name["undo"].trigger()
    assert part(window, QLineEdit, "field_signed_on").text() == ""


def test_find_and_replace(qtbot: QtBot, window: MainWindow, add_report: ReportAdder) -> None:
    add_report()
    editor = text(window, "overview")
    editor.setPlainText("甲局公开。甲局答复。甲局")
    window.menu_actions.by_name["find"].trigger()
    page = editor.parentWidget()
    part(page, QLineEdit, "findText").setText("甲局")
    part(page, QLineEdit, "replaceText").setText("乙局")
    assert page.find_bar.find_next()
    assert editor.textCursor().selectedText() == "甲局"
    page.find_bar.replace()
    assert editor.toPlainText().startswith("乙局")
    page.find_bar.replace_all()
    editor.commit()
    assert _stored(window, "overview") == "乙局公开。乙局答复。乙局"
    part(page, QLineEdit, "findText").setFocus()
    for _time in range(2):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert _stored(window, "overview") == "乙局公开。乙局答复。乙局", "only the bar is closed"
    window.workbench.session.undo()
    assert _stored(window, "overview") == "甲局公开。甲局答复。甲局"
    editor.setPlainText("ＯＫ")
    part(page, QLineEdit, "findText").setText("ok")
    assert page.find_bar.find_next(), "as in the search of all reports, unless it is wished otherwise"
    part(page, QCheckBox, "findExact").click()
    assert not page.find_bar.find_next()


def test_pasted_text_is_plain_and_keeps_its_paragraphs(window: MainWindow, add_report: ReportAdder) -> None:
    from PySide6.QtCore import QMimeData

    add_report()
    editor = text(window, "other")
    mime = QMimeData()
    mime.setHtml("<p><b>一段</b></p><script>x</script>")
    mime.setText("一段\r\n二段\u2029三段")
    editor.insertFromMimeData(mime)
    editor.commit()
    assert _stored(window, "other") == "一段\n二段\n三段"


def test_headings_are_shown_as_headings(window: MainWindow, add_report: ReportAdder) -> None:
    add_report()
    editor = text(window, "overview")
    editor.setPlainText("（一）主动公开\n全年公开信息。")
    bold = []
    for number in range(2):
        formats = editor.document().findBlockByNumber(number).layout().formats()
        bold.append(any(piece.format.fontWeight() > 500 for piece in formats))
    assert bold == [True, False]


def test_after_undo_and_redo_the_next_key_goes_on_where_the_typing_was(
    qtbot: QtBot, window: MainWindow, write: Write
) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    editor = write("overview", "begin end")
    editor.commit()
    qtbot.keyClick(editor, Qt.Key.Key_Home)
    for _time in range(6):
        qtbot.keyClick(editor, Qt.Key.Key_Right)
    window.workbench.session.settle()
    text(window, "other")
    text(window, "overview").setFocus()
    qtbot.keyClicks(editor, "one ")
    editor.commit()
    qtbot.keyClick(editor, Qt.Key.Key_Z, control)
    assert editor.toPlainText() == "begin end"
    qtbot.keyClick(editor, Qt.Key.Key_Y, control)
    assert editor.toPlainText() == "begin one end"
    qtbot.keyClicks(editor, "two ")
    assert editor.toPlainText() == "begin one two end"


def test_the_cursor_stays_in_its_words_when_something_else_writes_before_them(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder
) -> None:
    report = add_report()
    editor = text(window, "overview")
    editor.setFocus()
    qtbot.keyClicks(editor, "end")
    editor.commit()
    qtbot.keyClick(editor, Qt.Key.Key_Left)
    for body in ("begin end", "\U00020000 begin end", "now begin end", "end", "begin with the end"):
        window.workbench.session.apply(SetText(report.id, "overview", body))
        assert editor.toPlainText() == body
        assert editor.toPlainText().encode("utf-16-le")[2 * editor.textCursor().position() :] == b"d\x00"
    window.workbench.session.apply(SetText(report.id, "overview", ""))
    window.workbench.session.apply(SetText(report.id, "overview", "afresh"))
    qtbot.keyClicks(editor, "!")
    assert editor.toPlainText() == "afresh!"
