"""What a user can ask for, one method a verb, named as in `ui.frame.actions`.

A verb raises `UserError` for what can't be done; the workbench, which runs it, tells that in the notice.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from app.report import Report
from app.rules.check import Check
from ui.base.settings import Settings
from ui.views.notice import Notice
from ui.work.session import Session
from ui.work.tasks import Task


@dataclass
class Verbs:
    """What every group of verbs works with."""

    session: Session
    settings: Settings
    notice: Notice
    window: QWidget

    def tell(self, sentence: str) -> None:
        """Say in the notice what could not be done."""
        self.notice.refuse(sentence)

    def ask_target(self, title: str, proposed: Path, pattern: str) -> Path | None:
        """Ask where to write a file; the proposed name's ending is added where none is given."""
        name, _ = QFileDialog.getSaveFileName(self.window, title, str(proposed), pattern)
        if not name:
            return None
        path = Path(name)
        return path if path.suffix else path.with_suffix(proposed.suffix)

    def ask_export_target(self, title: str, name: str, pattern: str) -> Path | None:
        """Ask where to write an output file, starting in the folder of the last one, and remember the folder."""
        folder = Path(self.settings.text("export_folder") or documents_folder())
        path = self.ask_target(title, folder / name, pattern)
        if path is not None:
            self.settings.set("export_folder", str(path.parent))
        return path

    def say_written(self, path: Path, text: str, *, kind: str = "ask", stay: bool = False) -> None:
        """Tell that a file is written, and offer to open it or its folder."""
        self.notice.say(
            text,
            kind=kind,
            stay=stay,
            buttons=(
                ("打开", lambda: show_in_system(path)),
                ("打开所在文件夹", lambda: show_in_system(path.parent)),
            ),
        )

    def settled(self) -> tuple[Report, Check] | None:
        """Return the report on screen with what was typed last, and its full check; None where none is on screen.

        Raises `UserError` while anything typed is not on disk.
        """
        self.session.settle()
        report = self.session.report
        return None if report is None else (report, self.session.check_now())

    def in_background(self, work: Callable[[Task], object], done: Callable[[object], None]) -> None:
        """Do work in another thread, then *done* with its outcome here; a failure is told in the notice."""
        self.start(Task(work), done)

    def start(self, task: Task, done: Callable[[object], None]) -> None:
        """Start a task; see `in_background`."""
        task.finished.connect(done)
        task.failed.connect(self.tell)
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
