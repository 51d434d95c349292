"""Ends a run in order when the desktop session ends or the system sends a signal.

Python runs a signal's handler only between two of its own steps, and while the window waits for events there are none.
So the number of the signal is written to a pipe that the event loop listens to.

Qt's library for X11, as it is distributed, knows no session manager: where no signal comes first, the display just goes
away, and all that Qt does is to end the event loop. On Windows, where no signal ends a window's program, the end of
the session is announced.
"""

import os
import signal
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtWidgets import QApplication

from ui.work.tasks import leave_all

if TYPE_CHECKING:
    from ui.frame.main_window import MainWindow

_SIGNALS = ("SIGTERM", "SIGHUP", "SIGINT")
"""The signals that ask a program to end."""


class Ending(QObject):
    """Writes what was typed and ends the program in order, whichever of them comes."""

    def __init__(self, application: QApplication, window: "MainWindow") -> None:
        super().__init__(application)
        self._application = application
        self._window = window
        self._numbers: list[int] = []
        self._notifier: QSocketNotifier | None = None
        application.commitDataRequest.connect(window.end_session)

    def run(self) -> int:
        """Run the program until it ends, in whatever way; return its exit status."""
        if sys.platform != "win32":
            self._listen()
        status = self._application.exec()
        self._stop_listening()
        if self._window.isVisible():
            # Nobody closed the window, and without a display nobody can.
            self._window.leave()
        # A timer that was due together with what ended the run may have begun work after the window was closed.
        leave_all()
        return status

    def _listen(self) -> None:
        read, write = os.pipe()
        for end in (read, write):
            os.set_blocking(end, False)
        self._notifier = QSocketNotifier(read, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_signal)
        self._before = signal.set_wakeup_fd(write, warn_on_full_buffer=False)
        for number in (getattr(signal, name) for name in _SIGNALS):
            # What a shell has told the program to ignore (nohup) stays ignored.
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, lambda _number, _frame: None)
                self._numbers.append(number)

    def _on_signal(self) -> None:
        self._stop_listening()
        self._window.give_up()
        self._application.exit(0)

    def _stop_listening(self) -> None:
        """Let the next signal end the program at once, should this end take too long."""
        if self._notifier is None:
            return
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._before)
        for number in self._numbers:
            signal.signal(number, signal.SIG_DFL)
        self._numbers.clear()
