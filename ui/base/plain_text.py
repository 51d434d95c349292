"""An editor of plain text in which files have no place: their paths would be written into what is printed."""

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QPlainTextEdit


def holds_files(source: QMimeData) -> bool:
    """Whether what was copied or is held over a window are files of this computer."""
    return any(url.isLocalFile() for url in source.urls())


class PlainText(QPlainTextEdit):
    """Leaves files that are dropped on it to the window, and pastes none."""

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return not holds_files(source) and super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste a text."""
        if not holds_files(source):
            super().insertFromMimeData(source)
