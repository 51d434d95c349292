"""Writes a transfer folder beside the window: every report checked first, then all of them, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.errors import UserError
from app.exports.archival_details import Particulars
from app.exports.archive import Digests
from app.exports.transfer import Handover, Item, TransferStructure, write_transfer
from app.report import Report
from app.rules.check import Check
from app.rules.release import transfer_refusal
from ui.work.session import Session
from ui.work.tasks import Task

_FILES_OF_ALL = 6
"""Files of a folder besides those of its documents, at most."""
_FILES_OF_ONE = 5


@dataclass(frozen=True)
class TransferOrder:
    """What to hand over: by the reports' ids what the archivist knows of each, in the order of the catalogue."""

    reports: Mapping[int, Particulars]
    handover: Handover
    layout: TransferStructure
    folder: Path


@dataclass
class TransferOutcome:
    """The result. *digests* are there when the folder is; *refused* says by id why a report keeps it back."""

    digests: Digests | None = None
    refused: dict[int, str] = field(default_factory=dict)
    error: str = ""
    cancelled: bool = False


class _Stopped(Exception):
    """The user asked to stop."""


class TransferRun(QObject):
    """One run."""

    progressed = Signal(int, int)
    ended = Signal(object)
    """The `TransferOutcome`."""

    def __init__(self, session: Session, order: TransferOrder, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._order = order
        self._task: Task | None = None

    def start(self) -> None:
        """Read the reports as they are now and begin. Raises UserError for one that can't be read."""
        waiting = []
        for key in self._order.reports:
            try:
                report = self._session.repository.report(key)
            except KeyError:
                raise UserError("所选的报告中有一份已经删除，请关闭本窗口再打开。") from None
            waiting.append((report, self._session.full_check(report)))
        order = self._order
        self._task = Task(lambda task: _transfer(task, waiting, order))
        self._task.progressed.connect(self.progressed)
        self._task.finished.connect(self.ended)
        self._task.failed.connect(self._on_failed)
        self._task.crashed.connect(self._on_crashed)
        self._task.start()

    def cancel(self) -> None:
        """Stop after the file under way; nothing is left of the folder."""
        if self._task is not None:
            self._task.cancel()

    def _on_failed(self, why: str) -> None:
        self.ended.emit(TransferOutcome(error=why))

    def _on_crashed(self) -> None:
        self.ended.emit(TransferOutcome(error="程序内部出错，移交文件夹没有写成。"))


def _transfer(
    task: Task, waiting: list[tuple[Report, Callable[[], Check]]], order: TransferOrder
) -> TransferOutcome:
    """Check all reports; write the folder when none is kept back."""
    total = len(waiting) * (1 + _FILES_OF_ONE) + _FILES_OF_ALL
    done = 0
    outcome = TransferOutcome()

    def step(_place: str = "") -> None:
        nonlocal done
        done += 1
        task.progressed.emit(min(done, total), total)
        if task.cancelled:
            raise _Stopped

    try:
        for report, checked in waiting:
            if why := transfer_refusal(report, checked()):
                outcome.refused[report.id] = why
            step()
        if not outcome.refused:
            items = [Item(report, order.reports[report.id]) for report, _ in waiting]
            outcome.digests = write_transfer(items, order.handover, order.layout, order.folder, step)
    except _Stopped:
        outcome.cancelled = True
    return outcome
