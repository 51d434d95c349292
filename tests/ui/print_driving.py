"""Using the dialog for printing as a clerk does, and reading what the notice says afterwards."""

from collections.abc import Callable

from driving import part
from page_pictures import likest, pictures
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QPushButton
from pytestqt.qtbot import QtBot

from app.report import Report
from ui.frame.main_window import MainWindow
from ui.printing.page_pictures import make


def in_print_dialog(
    qtbot: QtBot,
    window: MainWindow,
    act: Callable[[QDialog], object],
    press: str = "打印",
    begin: Callable[[], object] | None = None,
) -> None:
    """Choose the menu's entry, or *begin* another way, act in the dialog and press one of its buttons."""
    acted: list[object] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None or dialog.objectName() != "printDialog":
            QTimer.singleShot(20, look)
            return
        try:
            act(dialog)
            button = next(b for b in dialog.findChildren(QPushButton) if b.text() == press)
            assert button.isEnabled()
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
            acted.append(dialog)
        finally:
            if not acted:
                dialog.reject()

    QTimer.singleShot(0, look)
    (begin or window.menu_actions.by_name["print_report"].trigger)()
    qtbot.waitUntil(lambda: bool(acted), timeout=20_000)


def choose(dialog: QDialog, name: str, data: object) -> None:
    """Choose an entry of one of the dialog's lists."""
    box = part(dialog, QComboBox, name)
    box.setCurrentIndex(next(at for at in range(box.count()) if box.itemData(at) == data))


def says(qtbot: QtBot, window: MainWindow, words: str) -> str:
    """Wait until the notice has these words, and return all of it."""
    notice = window.workbench.notice

    def said() -> None:
        assert words in notice.text()

    qtbot.waitUntil(said, timeout=20_000)
    return notice.text()


def pages_of(pdf: bytes, report: Report) -> list[int | None]:
    """Tell which of a report's pages those of a PDF are, from 0; ``None`` is a blank one."""
    meant = pictures(make(report, draft=False, installed_fonts=False).pdf, 30)
    return [likest(page, meant) for page in pictures(pdf, 30)]
