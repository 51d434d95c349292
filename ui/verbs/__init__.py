"""What a user can ask for, one method a verb, named as in `ui.actions`."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from app.errors import UserError
from ui.session import Session
from ui.settings import Settings
from ui.tasks import Task
from ui.views.notice import Notice


@dataclass
class Verbs:
    """What every group of verbs works with."""

    session: Session
    settings: Settings
    notice: Notice
    window: QWidget

    def ask_target(self, title: str, proposed: Path, pattern: str) -> Path | None:
        """Ask where to write a file; the proposed name's ending is added where none is given."""
        name, _ = QFileDialog.getSaveFileName(self.window, title, str(proposed), pattern)
        if not name:
            return None
        path = Path(name)
        return path if path.suffix else path.with_suffix(proposed.suffix)

    def raising(self, run: Callable[[], bool]) -> None:
        """Run an edit and raise what the session refuses, so that a dialog can say it. Raises UserError."""
        refusals: list[str] = []
        connection = self.session.refused.connect(refusals.append)
        try:
            done = run()
        finally:
            self.session.refused.disconnect(connection)
        if not done:
            raise UserError(refusals[-1] if refusals else "没有完成。")

    def in_background(self, work: Callable[[Task], object], done: Callable[[object], None]) -> None:
        """Do work in another thread, then *done* with its outcome here; a failure is told in the notice."""
        task = Task(work)
        task.finished.connect(done)
        task.failed.connect(lambda message: self.notice.say(message, kind="error", stay=True))
        task.crashed.connect(_raise)
        task.start()


def _raise(error: BaseException) -> None:
    raise error


def documents_folder() -> Path:
    """Return the user's documents folder."""
    location = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(location) if location else Path.home()


def show_in_system(path: Path) -> None:
    """Open a file or folder with the system's own program for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
