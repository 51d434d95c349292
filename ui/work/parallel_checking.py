"""Has many reports checked by other processes, so that the window has its own processor to itself."""

import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.parallel_checks import WORTHWHILE, checks_in_parallel, processors
from ui.work.session import Session
from ui.work.tasks import Task

_MOST = 4
_POLL_SECONDS = 0.2
_POLLS_TO_LOOK = 5


class ParallelRun(QObject):
    """One run at a time; after it, what is missing in the cache of checks is for the caller to make."""

    more_kept = Signal()
    """The cache may have more checks by now; once more at the end of a run."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._task: Task | None = None
        self._taken: set[int] = set()

    def takes(self, report_ids: Sequence[int]) -> bool:
        """Begin with these reports where they are many and new; return whether a run is under way."""
        if self._task is not None:
            return True
        new = [key for key in report_ids if key not in self._taken]
        path = self._session.path
        if len(new) < WORTHWHILE or path is None:
            return False
        self._taken.update(new)
        self._task = Task(lambda task: _run(task, path, new))
        self._task.progressed.connect(self.more_kept)
        self._task.finished.connect(self._on_finished)
        self._task.crashed.connect(partial(self._on_finished, self._task))
        self._task.start()
        return True

    def stop(self) -> None:
        """End the run: the reports have changed, or the rules by which they are checked."""
        self._taken.clear()
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _on_finished(self, task: Task) -> None:
        if task is self._task:
            self._task = None
            self.more_kept.emit()


def _run(task: Task, workspace: Path, report_ids: Sequence[int]) -> Task:
    """Wait for the processes, and signal progress at intervals."""
    processes = min(max(processors() - 1, 1), _MOST)
    with checks_in_parallel(workspace, report_ids, processes) as apart:
        polls = 0
        while apart.running and not task.cancelled:
            time.sleep(_POLL_SECONDS)
            polls += 1
            if polls % _POLLS_TO_LOOK == 0:
                task.progressed.emit(polls, 0)
    return task
