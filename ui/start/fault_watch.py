"""Handles faults while the program runs, and says so if the run before died."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from app.logs import log_folder
from ui.base.desktop import show_in_system
from ui.start.faults import Faults, RunLock

if TYPE_CHECKING:
    from ui.frame.main_window import MainWindow

FAULT_STATUS = 3
"""The exit status when the user closes the program because of a fault, as on the command line."""


class FaultWatch:
    """Handles faults from its creation on; `begin` adds what needs the window, `end` that the run ended in order."""

    def __init__(self, application: QApplication) -> None:
        self.status = 0
        self._application = application
        self._window: MainWindow | None = None
        self._lock: RunLock | None = None
        self._faults = Faults(self._show, self._leave, application)
        self._faults.install()

    def begin(self, window: "MainWindow") -> None:
        """Say so if the run before died, and mark this one as running; without a log folder there is no lock."""
        self._window = window

        try:
            lock = RunLock(log_folder())
            died = lock.left_behind()
            lock.set()
        except OSError:
            return
        self._lock = lock
        if died and window.workbench is not None:
            self._tell(died[0])

    def _tell(self, log: Path) -> None:
        assert self._window is not None
        assert self._window.workbench is not None
        notice = self._window.workbench.notice
        text = f"程序上次没有正常结束（可能是断电、被强行关闭或出错）；已保存的内容都在，请核对最后填写的几处。日志：{log}"
        notice.say(
            text,
            kind="warning",
            stay=True,
            buttons=(("打开日志文件夹", lambda: show_in_system(log.parent)),),
        )

    def end(self) -> None:
        """The run ends in order."""
        if self._lock is not None:
            self._lock.remove()

    def _show(self, text: str, log: Path | None) -> bool:
        from ui.dialogs.fault_dialog import FaultDialog

        dialog = FaultDialog(text, log, show_in_system, self._window)
        dialog.exec()
        dialog.deleteLater()
        return dialog.go_on

    def _leave(self) -> None:
        """Write what was typed and close; the program ends even if the window refuses to close."""
        self.status = FAULT_STATUS
        if self._window is not None:
            self._window.give_up()
        self._application.exit(FAULT_STATUS)
