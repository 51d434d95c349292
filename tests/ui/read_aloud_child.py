"""A program that is used while a screen reader listens: prints ``ready``, then does each act whose name it reads.

Arguments: the workspace, and its settings file.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from driving import part, table
from PySide6.QtCore import QSettings, QSocketNotifier, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.edits import SetTotals
from app.report import Totals
from ui.base.settings import Settings
from ui.frame.main_window import MainWindow
from ui.start.application import make_application

CELL = "applications.granted.natural_person"
K, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


def _press(window: MainWindow, *keys: Qt.Key | str, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """Press keys as the window system does: Qt gives them to what has the keyboard."""
    for key in keys:
        QTest.keyClick(window.windowHandle(), key, modifiers)
        QApplication.processEvents()


def _key(key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> Callable[[MainWindow], None]:
    return lambda window: _press(window, key, modifiers=modifiers)


def _type_figure(figure: str) -> Callable[[MainWindow], None]:
    def act(window: MainWindow) -> None:
        table(window, "applications").go_to(CELL)
        _press(window, *figure, K.Key_Return)

    return act


def _type_in_list(window: MainWindow) -> None:
    part(window, QWidget, "findingsList").setFocus()
    _press(window, "7")


def _type_total(window: MainWindow) -> None:
    session = window.workbench.session
    session.apply(SetTotals(session.report.id, Totals.COMPUTED))
    table(window, "applications").go_to("applications.new.total")
    _press(window, "7")


ACTS: dict[str, Callable[[MainWindow], None]] = {
    "wrong figure": _type_figure("99"),
    "right figure": _type_figure("24"),
    "no figure": _type_figure("4x"),
    "give up": _key(K.Key_Escape),
    "next finding": _key(K.Key_F8),
    "save": _key(K.Key_S, CTRL),
    "undo": _key(K.Key_Z, CTRL),
    "redo": _key(K.Key_Y, CTRL),
    "adopt": _key(K.Key_Return, CTRL),
    "type in the list": _type_in_list,
    "copy for the web": _key(K.Key_C, CTRL | SHIFT),
    "type a total": _type_total,
}


def main() -> int:
    """Run until the input ends."""
    path, settings = sys.argv[1:]
    application = make_application()
    window = MainWindow(Settings(QSettings(settings, QSettings.Format.IniFormat)))
    window.show()
    window.begin(Path(path))

    def begin() -> None:
        check = window.workbench.session.check if window.workbench is not None else None
        if check is None or not check.full:
            QTimer.singleShot(50, begin)
        else:
            window.activateWindow()
            print("ready", flush=True)

    def obey() -> None:
        name = sys.stdin.readline().strip()
        if not name:
            application.quit()
        else:
            ACTS[name](window)
            print("done", flush=True)

    begin()
    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(obey)
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
