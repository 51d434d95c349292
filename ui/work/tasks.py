"""Long work off the window's thread."""

import sys
import threading
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QMetaMethod, QObject, Signal

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
    """The one sentence of a `UserError`. If nobody listened to it when the task began, it is a fault of the program."""
    crashed = Signal()
    """The program's own fault ended the work. The task itself has the fault told; this is for putting things back."""
    progressed = Signal(int, int)
    _ended = Signal(object)

    def __init__(self, work: Callable[["Task"], object]) -> None:
        super().__init__()
        self._work = work
        self._cancelled = threading.Event()
        self._abandoned = threading.Event()
        self._may_fail = False
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
        self._may_fail = self.isSignalConnected(QMetaMethod.fromSignal(self.failed))
        _under_way.add(self)
        self._thread.start()
        return self

    def _run(self) -> None:
        tell, fault = self._outcome()
        if not self._abandoned.is_set():
            tell()
            self._ended.emit(fault)

    def _outcome(self) -> tuple[Callable[[], object], BaseException | None]:
        """Do the work; return what tells how it ended, and the fault that ended it."""
        try:
            return partial(self.finished.emit, self._work(self)), None
        except UserError as error:
            if self._may_fail:
                return partial(self.failed.emit, str(error)), None
            fault: BaseException = error
        except BaseException as error:
            fault = error
        return self.crashed.emit, fault

    def abandon(self, patience: float) -> None:
        """Wait up to *patience* seconds for the work to end; after that its outcome is dropped."""
        self._thread.join(patience)
        self._abandoned.set()

    def _on_ended(self, fault: BaseException | None) -> None:
        """End the thread; raise the fault in the window's thread, where faults are told and logged."""
        self._thread.join()
        _under_way.discard(self)
        if fault is not None:
            raise fault


def idle() -> bool:
    """Whether no work is under way."""
    return not _under_way


def leave_all() -> None:
    """Ask all work to stop and wait a moment: when the program ends, Qt deletes objects that threads still use."""
    for task in tuple(_under_way):
        task.cancel()
    for task in tuple(_under_way):
        task.abandon(_PATIENCE_SECONDS)
