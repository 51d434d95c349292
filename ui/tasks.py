"""Long work off the window's thread."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from app.errors import UserError


class Task(QObject):
    """One piece of work and its outcome; the signals arrive in the thread that made it.

    The task lives in its maker's thread and outlives the runnable that works for it, so that no signal is sent
    from an object that Qt has deleted already.
    """

    finished = Signal(object)
    failed = Signal(str)
    crashed = Signal(object)
    progressed = Signal(int, int)

    def __init__(self, work: Callable[["Task"], Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._cancelled = False
        for outcome in (self.finished, self.failed, self.crashed):
            outcome.connect(self.deleteLater)

    @property
    def cancelled(self) -> bool:
        """Whether the user has asked to stop; long work looks at this between its steps."""
        return self._cancelled

    def cancel(self) -> None:
        """Ask the work to stop."""
        self._cancelled = True

    def start(self) -> "Task":
        """Begin in a thread of the pool."""
        QThreadPool.globalInstance().start(_Runner(self))
        return self

    def run(self) -> None:
        """Do the work and tell its outcome; called in the worker thread."""
        try:
            outcome = self._work(self)
        except UserError as error:
            self.failed.emit(str(error))
        except Exception as error:
            self.crashed.emit(error)
        else:
            self.finished.emit(outcome)


class _Runner(QRunnable):
    def __init__(self, task: Task) -> None:
        super().__init__()
        self._task = task

    def run(self) -> None:
        self._task.run()
