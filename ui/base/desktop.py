"""What the desktop does for the program: it names the documents folder and opens files."""

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices


def documents_folder() -> Path:
    """Return the user's documents folder."""
    location = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(location) if location else Path.home()


def folder_to_begin_in(remembered: str) -> Path:
    """Return where a dialog for files begins: in the last folder while it is there, else with the documents, else at home.

    Qt would begin in the folder that the program was started from, which may be any.
    """
    for folder in (Path(remembered) if remembered else documents_folder(), documents_folder()):
        with suppress(OSError):
            if folder.is_dir():
                return folder
    return Path.home()


def show_in_system(path: Path) -> None:
    """Open a file or folder with the system's own program for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
