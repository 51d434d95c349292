"""Using the dialog for printing as a clerk does, and reading what the notice says afterwards."""

from collections.abc import Callable

from cups_server import CupsServer
from driving import notice, part, way_on
from page_pictures import likest, pictures
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QDialogButtonBox, QPushButton
from pytestqt.qtbot import QtBot

from app.printing.job import Sides
from app.report import Report
from ui.frame.main_window import MainWindow
from ui.printing.page_pictures import make
from ui.views.notice import Notice


class Desk:
    """A window at which a clerk prints, and reads in its notice what becomes of that."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self._qtbot, self._window = qtbot, window

    def print(
        self,
        act: Callable[[QDialog], object] = lambda dialog: None,
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
                self._qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
                acted.append(dialog)
            finally:
                if not acted:
                    dialog.reject()

        QTimer.singleShot(0, look)
        (begin or self._window.menu_actions.by_name["print_report"].trigger)()
        self._qtbot.waitUntil(lambda: bool(acted), timeout=20_000)

    def print_many(
        self, act: Callable[[QDialog], object] = lambda dialog: None, press: str = "打印"
    ) -> QDialog:
        """Print from the window in which many reports are chosen, and return that window."""
        self._window.menu_actions.by_name["print_reports"].trigger()
        batch = part(self._window, QDialog, "batchDialog")
        self.print(act, press, part(batch, QPushButton, "batchPrint").click)
        return batch

    def says(self, words: str) -> str:
        """Wait until the notice has these words, and return all of it."""
        notice = self._window.workbench.notice

        def said() -> None:
            assert words in notice.text()

        self._qtbot.waitUntil(said, timeout=20_000)
        return notice.text()

    def press(self, words: str) -> None:
        """Press one of the notice's buttons with the mouse."""
        self._qtbot.mouseClick(way_on(self._window, words), Qt.MouseButton.LeftButton)

    def close_notice(self) -> str:
        """Close what the notice says with the mouse, and return what it says then."""
        shown = part(self._window, Notice, "notice")
        close = next(one for one in shown.findChildren(QPushButton) if one.text() == "关闭")
        self._qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
        return notice(self._window)

    def print_on_paused(
        self, spooler: CupsServer, act: Callable[[QDialog], object] = lambda dialog: None
    ) -> str:
        """Print on a printer that is paused, and return what is said of that."""
        spooler.run("cupsdisable", "first")
        self.print(act)
        return self.says("恢复后才印")


def choose(dialog: QDialog, name: str, data: object) -> None:
    """Choose an entry of one of the dialog's lists."""
    box = part(dialog, QComboBox, name)
    box.setCurrentIndex(next(at for at in range(box.count()) if box.itemData(at) == data))


def by_hand(dialog: QDialog) -> None:
    """Choose that the paper is turned by hand."""
    choose(dialog, "printSides", Sides.MANUAL)


def go_button(dialog: QDialog) -> QPushButton:
    """Return the button that prints."""
    return dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)


def pages_of(pdf: bytes, report: Report) -> list[int | None]:
    """Tell which of a report's pages those of a PDF are, from 0; ``None`` is a blank one."""
    meant = pictures(make(report, draft=False, installed_fonts=False).pdf, 30)
    return [likest(page, meant) for page in pictures(pdf, 30)]
