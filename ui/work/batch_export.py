"""Exports many reports one after the other, each read, checked and written by itself: the window stays alive."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.errors import UserError
from app.exports.formats import default_ending, export, export_archive
from app.exports.presentations import PRESENTATIONS, present
from app.exports.presentations import default_ending as presentation_ending
from app.free_names import FreeNames
from app.report import Report
from app.rules.check import Check
from app.rules.release import Release, release
from ui.work.session import Session
from ui.work.tasks import Task

if TYPE_CHECKING:
    from app.exports.archive import Digests


@dataclass(frozen=True)
class BatchOrder:
    """What to export. *drafts*: also reports with errors, marked as drafts; *replace*: files that are there already."""

    reports: Sequence[int]
    format_name: str
    folder: Path
    drafts: bool = False
    replace: bool = False
    installed_fonts: bool = False
    sealed: bool = False


class ExportState(Enum):
    """What became of one report."""

    UNDER_WAY = auto()
    WRITTEN = auto()
    DRAFT = auto()
    SKIPPED = auto()


@dataclass
class Outcome:
    """The result: the files written, how each leaves, and how many reports were not exported.

    *digests* has the lines to be kept elsewhere: each package's name, then its digests.
    """

    written: list[Path] = field(default_factory=list)
    leaving: list[Release] = field(default_factory=list)
    digests: list[str] = field(default_factory=list)
    skipped: int = 0
    cancelled: bool = False

    @property
    def drafts(self) -> int:
        """How many of the files are drafts."""
        return sum(one.draft for one in self.leaving)


class BatchRun(QObject):
    """One run; each report is exported as it is when its turn comes."""

    moved = Signal(object, object, str)
    """A report's id, its `ExportState`, and why it was not exported."""
    ended = Signal(object)
    """The `Outcome`."""

    def __init__(self, session: Session, order: BatchOrder, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._workspace = session.path
        self._order = order
        self._waiting = list(order.reports)
        self._current = 0
        self._name_apart = session.register().name_apart
        self._names = FreeNames()
        self._task: Task | None = None
        self.outcome = Outcome()

    def start(self) -> None:
        """Begin with the first report."""
        self._next()

    def cancel(self) -> None:
        """Stop after the report under way."""
        self.outcome.cancelled = bool(self._waiting)
        self._waiting.clear()

    def _next(self) -> None:
        if self._session.path != self._workspace:
            self.cancel()
        if not self._waiting:
            self.ended.emit(self.outcome)
            return
        self._current = self._waiting.pop(0)
        self.moved.emit(self._current, ExportState.UNDER_WAY, "")
        try:
            report = self._session.repository.report(self._current)
            checked = self._session.full_check(report)
            previous = self._session.last_year(report) if self._order.format_name in PRESENTATIONS else None
        except (KeyError, UserError) as error:
            self._skip(str(error) if isinstance(error, UserError) else "报告已删除。")
            return
        order, called, names = self._order, self._name_apart(report.unit), self._names
        self._task = Task(
            lambda _task: _export(
                report, previous, checked, order, lambda ending: order.folder / names.take(called, ending)
            )
        )
        self._task.finished.connect(self._on_written)
        self._task.failed.connect(self._skip)
        self._task.crashed.connect(self._on_crashed)
        self._task.start()

    def _on_written(self, outcome: tuple[Path, Release, Digests | None]) -> None:
        path, leaving, digests = outcome
        if digests is not None:
            self.outcome.digests += [path.name, *digests.lines()]
        self.outcome.written.append(path)
        self.outcome.leaving.append(leaving)
        self.moved.emit(self._current, ExportState.DRAFT if leaving.draft else ExportState.WRITTEN, "")
        self._next()

    def _skip(self, why: str) -> None:
        self.outcome.skipped += 1
        self.moved.emit(self._current, ExportState.SKIPPED, why)
        self._next()

    def _on_crashed(self) -> None:
        self.outcome.skipped += 1
        self.moved.emit(self._current, ExportState.SKIPPED, "程序内部出错。")
        self.cancel()
        self.ended.emit(self.outcome)


def _export(
    report: Report,
    previous: Report | None,
    checked: Callable[[], Check],
    order: BatchOrder,
    place: Callable[[str], Path],
) -> tuple[Path, Release, Digests | None]:
    """Write one report; return where, how it leaves, and a package's digests. Raises UserError, which says why not.

    *place* says where a file with this ending of its name goes.
    """
    check = checked()
    leaving = release(report, check)
    archive = order.format_name == "archive"
    if leaving.draft and archive:
        raise UserError(leaving.archive_refusal)
    if leaving.draft and not order.drafts:
        raise UserError(leaving.refusal)
    presented = order.format_name in PRESENTATIONS
    ending = presentation_ending if presented else default_ending
    path = place(ending(report, order.format_name, draft=leaving.draft))
    if path.exists() and not order.replace:
        raise UserError(f"文件夹里已有“{path.name}”。")
    if archive:
        return path, leaving, export_archive(report, check, path, installed_fonts=order.installed_fonts)
    if presented:
        present(
            report,
            previous,
            order.format_name,
            path,
            draft=leaving.draft,
            installed_fonts=order.installed_fonts,
        )
        return path, leaving, None
    export(
        report,
        order.format_name,
        path,
        draft=leaving.draft,
        installed_fonts=order.installed_fonts,
        sealed=order.sealed,
    )
    return path, leaving, None
