"""The end of a run: what is begun while the program ends."""

import threading
import time

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from ui.frame.main_window import MainWindow
from ui.start.ending import Ending
from ui.work.tasks import Task


def test_work_begun_after_the_window_is_closed_is_waited_for(qapp: QApplication, window: MainWindow) -> None:
    ended = threading.Event()

    def work(_task: Task) -> None:
        time.sleep(0.2)
        ended.set()

    def begin_late() -> None:
        assert not window.isVisible()
        Task(work).start()

    qapp.aboutToQuit.connect(begin_late)
    QTimer.singleShot(0, window.close)
    try:
        assert Ending(qapp, window).run() == 0
    finally:
        qapp.aboutToQuit.disconnect(begin_late)
    assert ended.is_set()
