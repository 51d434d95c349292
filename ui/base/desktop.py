"""What the desktop does for the program: it names the documents folder and opens files."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices


def documents_folder() -> Path:
    """Return the user's documents folder."""
    location = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(location) if location else Path.home()


def show_in_system(path: Path) -> None:
    """Open a file or folder with the system's own program for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
