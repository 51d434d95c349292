"""A menu that was opened by its key and is left again gives the keyboard back to the work."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMenuBar


class MenuKeys(QObject):
    """Watches a menu bar.

    Qt gives the keyboard back to what had it; where that was a cell's editor, which is written and closed while the menu
    is open, the keyboard would stay on the menu bar, and what is typed next would go nowhere.
    """

    def __init__(self, bar: QMenuBar, focus_work: Callable[[], object]) -> None:
        super().__init__(bar)
        self._bar, self._focus_work = bar, focus_work
        bar.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Look on only."""
        if event.type() is QEvent.Type.KeyPress:
            QTimer.singleShot(0, self, self._give_back)
        return False

    def _give_back(self) -> None:
        is_left = self._bar.activeAction() is None and QApplication.activePopupWidget() is None
        if self._bar.hasFocus() and is_left:
            self._focus_work()
