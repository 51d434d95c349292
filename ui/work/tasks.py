"""Long work off the window's thread."""

import sys
import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, SignalInstance

from app.errors import UserError

_under_way: set["Task"] = set()
"""All tasks whose threads still run: a Qt object must not be deleted while one of its signals is on the way."""

_PATIENCE_SECONDS = 3.0

# The window's thread must get the interpreter again after every call into Qt. With Python's usual interval of 5 ms,
# painting takes a third of a second while a PDF is made.
sys.setswitchinterval(0.0005)


class Task(QObject):
    """One piece of work and its outcome; the signals arrive in the thread that made the task."""

    finished = Signal(object)
    failed = Signal(str)
    """The one sentence of a `UserError`."""
    crashed = Signal(object)
    """An exception that is the program's own fault."""
    progressed = Signal(int, int)
    _ended = Signal()

    def __init__(self, work: Callable[["Task"], object]) -> None:
        super().__init__()
        self._work = work
        self._cancelled = threading.Event()
        self._abandoned = threading.Event()
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
        signal, value = self._outcome()
        if not self._abandoned.is_set():
            signal.emit(value)
            self._ended.emit()

    def _outcome(self) -> tuple[SignalInstance, object]:
        """Do the work; return the signal that tells how it ended, and what it tells."""
        try:
            return self.finished, self._work(self)
        except UserError as error:
            return self.failed, str(error)
        except Exception as error:
            return self.crashed, error

    def abandon(self, patience: float) -> None:
        """Wait up to *patience* seconds for the work to end; after that its outcome is dropped."""
        self._thread.join(patience)
        self._abandoned.set()

    def _on_ended(self) -> None:
        self._thread.join()
        _under_way.discard(self)


def idle() -> bool:
    """Whether no work is under way."""
    return not _under_way


def leave_all() -> None:
    """Ask all work to stop and wait a moment: when the program ends, Qt deletes objects that threads still use."""
    for task in tuple(_under_way):
        task.cancel()
    for task in tuple(_under_way):
        task.abandon(_PATIENCE_SECONDS)


def raised(error: BaseException) -> None:
    """Raise what crashed in a task in the window's thread, where faults are told and logged."""
    raise error
