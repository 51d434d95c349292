"""Long work off the window's thread."""

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.errors import UserError

_under_way: set["Task"] = set()
"""Holds every task until its thread has ended: a Qt object must not go while a signal of it is under way."""


class Task(QObject):
    """One piece of work and its outcome; the signals arrive in the thread that made the task."""

    finished = Signal(object)
    failed = Signal(str)
    """The one sentence of a `UserError`."""
    crashed = Signal(object)
    """An exception that is a fault of ours."""
    progressed = Signal(int, int)
    _ended = Signal()

    def __init__(self, work: Callable[["Task"], Any]) -> None:
        super().__init__()
        self._work = work
        self._cancelled = threading.Event()
        self._thread = threading.Thread(target=self._run, name="task", daemon=True)
        self._ended.connect(self._on_ended)

    @property
    def cancelled(self) -> bool:
        """Whether the user has asked to stop; long work looks at this between its steps."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Ask the work to stop."""
        self._cancelled.set()

    def start(self) -> "Task":
        """Begin in a thread of its own."""
        _under_way.add(self)
        self._thread.start()
        return self

    def _run(self) -> None:
        try:
            outcome = self._work(self)
        except UserError as error:
            self.failed.emit(str(error))
        except Exception as error:
            self.crashed.emit(error)
        else:
            self.finished.emit(outcome)
        self._ended.emit()

    def _on_ended(self) -> None:
        self._thread.join()
        _under_way.discard(self)
