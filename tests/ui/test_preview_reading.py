"""The preview is read as a text: chosen, copied, searched, told to a screen reader; and it leads to the report and back."""

import pytest
from driving import part, table, text
from fixture_types import Complete
from previewing import wait_until_drawn
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.frame.main_window import MainWindow
from ui.views.preview.page_text_layer import LineSpan
from ui.views.preview.readable_pages import ReadablePages

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton
SENTENCE = "本机关及时发布政策文件，扎实做好解读，依法保障申请人的权利。"
OVERVIEW = "\n".join(f"第{number}项工作：{SENTENCE}" for number in range(1, 40))
CELL = "applications.granted.natural_person"


@pytest.fixture
def pages(qtbot: QtBot, window: MainWindow, complete: Complete) -> ReadablePages:
    complete(overview=OVERVIEW, problems=SENTENCE)
    window.menu_actions.by_name["show_findings"].trigger()
    return _previewed(qtbot, window)


def _previewed(qtbot: QtBot, window: MainWindow) -> ReadablePages:
    window.menu_actions.by_name["preview"].trigger()
    view = part(window, ReadablePages, "previewPages")
    wait_until_drawn(qtbot, view)
    return view


def _found(view: ReadablePages, words: str) -> LineSpan:
    return view.texts.find(words)[0][0]


def _on_screen(view: ReadablePages, span: LineSpan) -> tuple[QPoint, QPoint]:
    """Bring a span into sight, and return where it begins and ends in the window."""
    _left, bottom, _right, top = view.texts.box(span)
    view.bring(span.page, bottom, top)
    rect = view._on_canvas(span).translated(-view._place(QPoint(0, 0)))
    middle = round(rect.center().y())
    return QPoint(round(rect.left()) + 1, middle), QPoint(round(rect.right()), middle)


def test_words_are_chosen_with_the_mouse_and_copied(
    qtbot: QtBot, window: MainWindow, pages: ReadablePages
) -> None:
    first, last = _on_screen(pages, _found(pages, "第3项工作"))
    qtbot.mousePress(pages.viewport(), LEFT, pos=first)
    qtbot.mouseMove(pages.viewport(), last)
    qtbot.mouseRelease(pages.viewport(), LEFT, pos=last)
    assert pages.selected_text() == "第3项工作"
    pages.setFocus()
    window.menu_actions.by_name["copy"].trigger()
    assert QGuiApplication.clipboard().text() == "第3项工作"
    window.menu_actions.by_name["select_all"].trigger()
    window.menu_actions.by_name["copy"].trigger()
    copied = QGuiApplication.clipboard().text()
    assert OVERVIEW in copied, "lines of a paragraph are joined, paragraphs are not"
    assert "予以公开\t" in copied, "cells of a row are apart"


def test_words_are_found_on_the_pages_and_counted(
    qtbot: QtBot, window: MainWindow, pages: ReadablePages
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F, CTRL)
    line, outcome = part(window, QLineEdit, "previewSearch"), part(window, QLabel, "previewSearchOutcome")
    qtbot.waitUntil(line.hasFocus)
    line.insert("扎实做好解读")
    assert outcome.text() == "1/40"
    for _ in range(38):
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert outcome.text() == "39/40"
    assert pages.page > 1, "the place is brought into sight"
    qtbot.keyClick(line, Qt.Key.Key_Return, SHIFT)
    assert outcome.text() == "38/40"
    line.selectAll()
    line.insert("没有这句话")
    assert outcome.text() == "没有找到"
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert not line.isVisible()
    assert pages.hasFocus()
    qtbot.keyClick(window, Qt.Key.Key_F, CTRL)
    line.setText("第7项工作")
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    qtbot.keyClick(pages, Qt.Key.Key_Return)
    editor = window.workbench.tabs.currentWidget().editor
    assert editor.textCursor().position() == OVERVIEW.index("第7项工作"), "without the mouse, too"


def test_a_screen_reader_is_told_what_stands_on_the_page(window: MainWindow, pages: ReadablePages) -> None:
    assert pages.accessibleDescription().startswith("第 1 页：")
    assert "第1项工作" in pages.accessibleDescription()
    pages.go_to_page(pages.page_count)
    assert pages.accessibleDescription().startswith(f"第 {pages.page} 页：")


def test_a_double_click_leads_to_the_cell_or_the_words_and_the_preview_comes_back_to_them(
    qtbot: QtBot, window: MainWindow, pages: ReadablePages
) -> None:
    tabs = window.workbench.tabs
    number, place = next(
        (number, cell)
        for number, page in enumerate(pages.texts.pages)
        for cell in page.cells
        if cell.key == CELL
    )
    pages.bring(number, place.bottom, place.top)
    rect, (width, height) = pages._layout.places[number], pages.made.sizes[number]
    scale = rect.width() / width
    middle = ((place.left + place.right) / 2, (place.bottom + place.top) / 2)
    point = QPoint(round(rect.left() + middle[0] * scale), round(rect.top() + (height - middle[1]) * scale))
    qtbot.mouseDClick(pages.viewport(), LEFT, pos=point - pages._place(QPoint(0, 0)))
    assert tabs.current_table().current_key() == CELL
    assert tabs.current_table().hasFocus()

    _previewed(qtbot, window)
    first, _last = _on_screen(pages, _found(pages, "第35项工作"))
    qtbot.mouseDClick(pages.viewport(), LEFT, pos=first)
    editor = tabs.currentWidget().editor
    assert editor.hasFocus()
    assert editor.textCursor().position() == OVERVIEW.index("第35项工作")

    pages.go_to_page(1)
    _previewed(qtbot, window)
    shown = _found(pages, "第35项工作")
    assert shown.page in pages._on_screen(), "the preview comes on screen where one works"
    assert (
        pages.viewport()
        .rect()
        .contains(pages._on_canvas(shown).center().toPoint() - pages._place(QPoint(0, 0)))
    )


def test_the_preview_in_its_own_window_follows_the_section_that_is_worked_on(
    qtbot: QtBot, window: MainWindow, complete: Complete
) -> None:
    complete(overview=OVERVIEW, problems=SENTENCE)
    window.menu_actions.by_name["preview_window"].trigger()
    own = window.findChild(QWidget, "previewWindow")
    view = part(own, ReadablePages, "previewPages")
    wait_until_drawn(qtbot, view)
    assert view.page == 1
    table(window, "applications").go_to("applications.carried_out.natural_person")
    cell = next(n for n, page in enumerate(view.texts.pages) for c in page.cells if c.key == CELL)
    assert cell in view._on_screen()
    assert view.page > 1
    editor = text(window, "overview")
    shown = OVERVIEW[window.workbench.tabs.link.worked_on().start :][:6]
    assert _found(view, shown).page in view._on_screen(), "what the editor shows"
    editor.setFocus()
    qtbot.keyClick(editor, Qt.Key.Key_End, CTRL)
    qtbot.keyClicks(editor, "5")
    editor.commit()
    qtbot.waitUntil(lambda: _found(view, "第39项工作").page in view._on_screen(), timeout=20_000)
    text(window, "problems")
    last = _found(view, "五、")
    assert last.page in view._on_screen()
    own.close()
