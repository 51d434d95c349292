"""Signs, colours and marks of the window: tools with signs, one blue for what is chosen, a final report, the guide in dialogs."""

import pytest
from dialogs import in_dialog, sign
from driving import part, text
from fixture_types import Complete
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPalette
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QToolButton, QTreeView, QWidget
from pytestqt.qtbot import QtBot

from app.report import Status
from ui.base import theme
from ui.base.drawn_icons import drawn, drawn_icon
from ui.dialogs.guide_dialog import GuideDialog
from ui.frame.main_window import MainWindow
from ui.frame.menu_entries import TOOLBAR


def _tools(window: MainWindow) -> list[QToolButton]:
    return part(window, QWidget, "toolBar").findChildren(QToolButton)


def _ink(image: QImage) -> set[str]:
    places = ((x, y) for x in range(image.width()) for y in range(image.height()))
    colours = (image.pixelColor(x, y) for x, y in places)
    return {colour.name() for colour in colours if colour.alpha() == 255}


def test_each_tool_has_a_sign_of_its_own_where_there_is_room(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1366, 700)
    beside, alone = Qt.ToolButtonStyle.ToolButtonTextBesideIcon, Qt.ToolButtonStyle.ToolButtonTextOnly
    qtbot.waitUntil(lambda: {tool.toolButtonStyle() for tool in _tools(window)} == {beside})
    pictures = [drawn(name, "text", 1).toImage() for name in TOOLBAR]
    assert all(one != other for n, one in enumerate(pictures) for other in pictures[:n])
    window.resize(900, 700)
    qtbot.waitUntil(lambda: {tool.toolButtonStyle() for tool in _tools(window)} == {alone})
    menus = window.menuBar().actionGeometry(window.menuBar().actions()[-1]).right()
    assert menus < part(window, QWidget, "toolBar").x(), "all menus stay"


@pytest.mark.parametrize("dark", [False, True])
def test_signs_have_the_colour_of_the_text_in_both_themes_and_are_sharp_at_every_scale(
    qapp: QApplication, dark: bool
) -> None:
    theme.apply_theme(qapp, "dark" if dark else "light")
    ink = theme.current().text
    try:
        for scale in (1, 2, 3):
            picture = drawn("print_report", "text", scale)
            assert picture.width() == 16 * scale
            assert ink in _ink(picture.toImage())
        off = drawn_icon("undo").pixmap(16, QIcon.Mode.Disabled).toImage()
        assert ink not in _ink(off)
    finally:
        theme.apply_theme(qapp, "light")


def test_what_is_chosen_has_one_blue_everywhere(qapp: QApplication) -> None:
    for wish in ("dark", "light"):
        theme.apply_theme(qapp, wish)
        palette = qapp.palette()
        assert palette.color(QPalette.ColorRole.Highlight) == QColor(theme.current().selection)
        assert palette.color(QPalette.ColorRole.HighlightedText) == QColor(theme.current().text)


def test_a_final_report_looks_final_and_says_by_whom_and_since_when(
    qtbot: QtBot, window: MainWindow, complete: Complete
) -> None:
    complete()
    mark, editor = part(window, QLabel, "finalMark"), text(window, "overview")
    assert not mark.isVisible()
    open_colour = editor.viewport().palette().color(editor.viewport().backgroundRole())
    qtbot.waitUntil(lambda: window.workbench.session.check.completed)
    in_dialog(sign(None, "王一"))
    window.menu_actions.by_name["finalize"].trigger()
    session = window.workbench.session
    assert session.report.status is Status.FINAL
    entry = session.finalised(session.report.id)
    assert mark.isVisible()
    assert mark.text() == f"王一 {entry.at:%Y-%m-%d}"
    assert editor.viewport().palette().color(editor.viewport().backgroundRole()) != open_colour
    in_dialog(sign("数字有误", "王一"))
    window.menu_actions.by_name["finalize"].trigger()
    assert not mark.isVisible()
    assert editor.viewport().palette().color(editor.viewport().backgroundRole()) == open_colour


def test_f1_opens_the_guide_in_a_dialog_that_waits_at_what_the_dialog_is_about(
    qtbot: QtBot, window: MainWindow, complete: Complete
) -> None:
    complete()
    seen: list[object] = []

    def act(dialog: QDialog) -> None:
        qtbot.keyClick(part(dialog, QTreeView, "historyList"), Qt.Key.Key_F1)
        guide = dialog.findChild(GuideDialog)
        seen.append(guide.isVisible())
        seen.append(guide.pages.toPlainText().count("修改记录") > 0)
        # What belongs to the dialog can be used while the dialog waits.
        seen.append(QApplication.activeModalWidget() is dialog and guide.parentWidget() is dialog)
        guide.close()

    in_dialog(act)
    window.menu_actions.by_name["history"].trigger()
    assert seen == [True, True, True]


def test_lines_are_seen_on_every_ground() -> None:
    """WCAG 2.2, 1.4.11: at least 3:1."""

    def light(name: str) -> float:
        parts = (QColor(name).redF(), QColor(name).greenF(), QColor(name).blueF())
        linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    for colours in (theme.LIGHT, theme.DARK, *theme.DISTINCT.values()):
        for ground in ("base", "window", "label", "total"):
            dim, bright = sorted((light(colours.line), light(getattr(colours, ground))))
            assert (bright + 0.05) / (dim + 0.05) >= 3, (colours.dark, ground)
