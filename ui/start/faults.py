"""Reports the program's own faults: in a log file, in one dialog, and at the next start if the program died.

An exception may come from a slot, from painting or from another thread. Each is queued to the window's thread, logged
there, and shown once, however often the same place fails.
"""

import faulthandler
import os
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLockFile, QObject, Qt, Signal

from app import __version__
from app.logs import fault_text, log_fault

_MOST_LOGS = 20
"""The most faults logged in one run: a place that fails at each repaint must not fill the disk."""

Place = tuple[str, str, int]
Show = Callable[[str, Path | None], bool]


class Faults(QObject):
    """Catches every exception that nothing else catches. *show* tells the user and returns whether to go on;
    *leave* closes the program.
    """

    _occurred = Signal(object)

    def __init__(self, show: Show, leave: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._show = show
        self._leave = leave
        self._known: set[Place] = set()
        self._showing = False
        self._logged = 0
        self._occurred.connect(self._on_occurred, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Catch from now on."""
        sys.excepthook = self.on_exception
        threading.excepthook = lambda caught: self.on_exception(
            caught.exc_type, caught.exc_value, caught.exc_traceback
        )

    def on_exception(
        self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take an exception from any thread; do nothing here but pass it on."""
        if error is None or issubclass(kind, KeyboardInterrupt | SystemExit):
            sys.__excepthook__(kind, error or kind(), trace)
            return
        self._occurred.emit(error)

    def _on_occurred(self, error: BaseException) -> None:
        path = self._log(error)
        place = _place(error)
        if self._showing or place in self._known:
            return
        self._known.add(place)
        self._showing = True
        try:
            go_on = self._show(_text(error), path)
        finally:
            self._showing = False
        if not go_on:
            self._leave()

    def _log(self, error: BaseException) -> Path | None:
        """Log the fault; the user sees it even if the disk is full."""
        if self._logged >= _MOST_LOGS:
            return None
        self._logged += 1

        try:
            return log_fault(error)
        except OSError:
            return None


def _place(error: BaseException) -> Place:
    frames = traceback.extract_tb(error.__traceback__)
    last = frames[-1] if frames else None
    return type(error).__qualname__, last.filename if last else "", (last.lineno or 0) if last else 0


def _text(error: BaseException) -> str:

    return fault_text(error)


class RunLock:
    """A lock file in the log folder while the program runs; one that is left behind means that the program died.

    The interpreter writes into the log beside it if it crashes.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        name = f"run-{datetime.now():%Y%m%d-%H%M%S}-{os.getpid()}"
        self.log = folder / f"{name}.log"
        self._lock = QLockFile(str(folder / f"{name}.lock"))
        self._lock.setStaleLockTime(0)

    def set(self) -> None:
        """Begin; from now on a crash is logged. Raises OSError."""

        self._file = self.log.open("w", encoding="utf-8")
        self._file.write(f"gongkai-nianbao {__version__}\n{datetime.now():%Y-%m-%d %H:%M:%S}\n")
        self._file.flush()
        self._lock.tryLock(0)
        faulthandler.enable(self._file)

    def remove(self) -> None:
        """End in order: remove lock and log."""
        faulthandler.disable()
        self._file.close()
        self._lock.unlock()
        self.log.unlink(missing_ok=True)

    def left_behind(self) -> list[Path]:
        """Return the logs of runs that died, the newest first, each only once; keep twenty logs of other runs."""
        died = []
        for mark in sorted(self._folder.glob("run-*.lock"), reverse=True):
            lock = QLockFile(str(mark))
            lock.setStaleLockTime(0)
            if lock.tryLock(0):
                lock.unlock()
                died.append(mark.with_suffix(".log"))
        living = {mark.stem for mark in self._folder.glob("run-*.lock")}
        ended = [log for log in sorted(self._folder.glob("run-*.log")) if log.stem not in living]
        for old in ended[:-_MOST_LOGS]:
            old.unlink(missing_ok=True)
        return [log for log in died if log.exists()]
