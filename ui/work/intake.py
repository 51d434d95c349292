"""Files that units sent, on their way into the group on screen: read in another thread, registered one by one here."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from app.collection.expected_units import ExpectedUnits
from app.commands.intake import CollectedFile, Item, arrivals
from app.commands.intake_desk import IntakeDesk
from app.errors import UserError
from app.report import Unit
from app.store.write_lock import user_name
from ui.work.session import Session
from ui.work.tasks import Task

_LIST_MS = 600
"""How often the list follows what comes in."""


class Intake(QObject):
    """One run. Nothing that is wrong with a file stops the others; every file is in `entries` with its verdict."""

    progressed = Signal(int, int)
    ended = Signal()
    failed = Signal(str)
    """One sentence: the workspace itself did not take what came in; what was taken before stays."""
    _read = Signal(object)
    _counted = Signal(int)

    def __init__(
        self, session: Session, group: Unit, year: int, sources: Sequence[Path], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._repository = session.repository
        self.group, self.year = group, year
        self.entries: list[CollectedFile] = []
        self.stopped = False
        self._of = 0
        expected = ExpectedUnits.of(session.collection.register, group, year)
        self._desk = IntakeDesk(session.repository, year, expected, user_name(), apply=session.apply)
        wanted, backup = self._desk.wanted, session.file.before_bulk()

        def work(task: Task) -> None:
            backup()
            for item in arrivals(sources, wanted, stopped=lambda: task.cancelled, counted=self._counted.emit):
                if task.cancelled:
                    return
                self._read.emit(item)

        self._task = Task(work)
        self._read.connect(self._on_read)
        self._counted.connect(self._on_counted)
        self._task.finished.connect(lambda _outcome: self._end())
        self._task.failed.connect(self._fail)
        self._task.crashed.connect(self._end)
        self._follow = QTimer(self)
        self._follow.setInterval(_LIST_MS)
        self._follow.timeout.connect(self._show_list)

    def start(self) -> None:
        """Begin."""
        self._session.hold_list(True)
        self._follow.start()
        self._task.start()

    def stop(self) -> None:
        """Take no more files; what was taken stays."""
        self.stopped = True
        self._task.cancel()

    def _on_counted(self, count: int) -> None:
        self._of = len(self.entries) + count
        self.progressed.emit(len(self.entries), self._of)

    def _on_read(self, item: Item) -> None:
        if self.stopped:
            return
        if not self._session.is_open or self._session.repository is not self._repository:
            # The file was closed, or another is open by now.
            self.stop()
            return
        self.entries.append(self._desk.take(item))
        self._of = max(self._of, len(self.entries))
        self.progressed.emit(len(self.entries), self._of)

    def _show_list(self) -> None:
        self._session.hold_list(False)
        self._session.hold_list(True)

    def _fail(self, sentence: str) -> None:
        self._end()
        self.failed.emit(sentence)

    def _end(self) -> None:
        self._follow.stop()
        self._session.hold_list(False)
        self.ended.emit()


def refusing(session: Session) -> str:
    """Return why nothing can be taken in, empty when it can."""
    if why := session.read_only:
        return f"不能收文件：{why}。"
    try:
        session.settle()
    except UserError as error:
        return str(error)
    return ""
