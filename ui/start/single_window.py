"""One window for one file: a second start of the program on a file that is open brings its window forward.

The window that may write a file leaves a small file of that name in the user's own folder and watches the folder; the
second start leaves another, which the window takes away as its answer. Nothing is sent over any network.
"""

import contextlib
import time
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Signal

from app.logs import log_folder
from ui.base.file_digest import file_digest

_PATIENCE = 1.5
"""Seconds a second start waits for the answer."""
_LOOK = 0.02


def _folder() -> Path:
    return log_folder().parent / "windows"


def bring_forward(path: Path) -> bool:
    """Ask the window in which a file is open to come forward; return whether it answered."""
    try:
        here, call = (_folder() / f"{file_digest(path)}.{ending}" for ending in ("here", "call"))
        if not here.exists():
            return False
        call.touch()
        end = time.monotonic() + _PATIENCE
        while call.exists():
            if time.monotonic() > end:
                # Left behind by a program that died.
                here.unlink(missing_ok=True)
                call.unlink(missing_ok=True)
                return False
            time.sleep(_LOOK)
    except OSError:
        return False
    return True


class SingleWindow(QObject):
    """Makes known which file is open here, and listens for other starts."""

    called = Signal()
    """The program was started again on that file."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._here: Path | None = None
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._on_changed)

    def stand_for(self, path: Path | None) -> None:
        """Answer for this file from now on; for none if no file is open, or if another program may write it."""
        self.leave()
        if path is None:
            return
        try:
            _folder().mkdir(parents=True, exist_ok=True)
            here = _folder() / f"{file_digest(path)}.here"
            here.touch()
        except OSError:
            return
        self._here = here
        self._watcher.addPath(str(here.parent))
        self._on_changed()

    def leave(self) -> None:
        """Stop answering."""
        if self._here is not None:
            self._watcher.removePath(str(self._here.parent))
            with contextlib.suppress(OSError):
                self._here.unlink(missing_ok=True)
            self._here = None

    def _on_changed(self) -> None:
        if self._here is None:
            return
        call = self._here.with_suffix(".call")
        try:
            call.unlink()
        except OSError:
            return
        self.called.emit()
