"""Takes print jobs to the printer, in one run or in the two of a manual duplex, and follows them until they are done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import UserError
from app.printing import cups
from app.printing.job import Job, Run
from app.printing.job_state import JobState, job_states
from ui.printing.job_words import JobNotice, PrintChoice, broken, printed, refused, waiting
from ui.printing.outlets import Outlet
from ui.printing.page_pictures import ReportPdf
from ui.work.tasks import Task

T = TypeVar("T")

_FIRST_MS, _LONGEST_MS = 700, 10_000
_FOLLOWED_MS = 3_600_000
"""After an hour the notice says where to look instead."""


@dataclass(frozen=True)
class PrintPiece:
    """One run of one document, as it is handed over."""

    job: Job
    run: Run
    made: ReportPdf


def rounds(jobs: Sequence[tuple[Job, ReportPdf]]) -> tuple[list[PrintPiece], list[PrintPiece]]:
    """Return what goes first, and what goes after the paper was turned by hand; the second is often empty."""
    first = [PrintPiece(job, job.runs()[0], made) for job, made in jobs]
    second = [PrintPiece(job, job.runs()[1], made) for job, made in jobs if len(job.runs()) > 1]
    if second and len(second) < len(first):
        # The backs of documents of one page are blank, and their sheets lie in the same stack.
        second = [
            PrintPiece(job, job.runs()[1] if len(job.runs()) > 1 else (None,) * len(job.runs()[0]), made)
            for job, made in jobs
        ]
    return first, second[::-1] if jobs[0][0].backs_backwards else second


def _pages(pieces: Sequence[PrintPiece]) -> int:
    return sum(sum(page is not None for page in piece.run) * piece.job.copies for piece in pieces)


def _sheets(pieces: Sequence[PrintPiece]) -> int:
    return sum(piece.job.sheet_count for piece in pieces)


class PrintRun(QObject):
    """One print. `said` tells, in the window's thread, what the spooler says of it."""

    said = Signal(object)
    ended = Signal()

    def __init__(
        self, outlet: Outlet, shown: str, jobs: Sequence[tuple[Job, ReportPdf]], parent: QObject
    ) -> None:
        """*shown* is the printer as the user knows it."""
        super().__init__(parent)
        self._outlet, self._shown = outlet, shown
        self._printer = jobs[0][0].printer
        self._now, self._later = rounds(jobs)
        self._printed, self._sheets = 0, _sheets(self._now)
        """The pages that are printed, and the sheets that all take."""
        self._left_out: JobNotice | None = None
        """What was not handed over, and why."""
        self._open: list[int] = []
        self._titles: dict[int, str] = {}
        """What was handed over, by the spooler's number."""
        self._states: dict[int, tuple[JobState, str]] = {}
        self._last: JobNotice | None = None
        self._task: Task | None = None
        self._waited = 0
        self._sending = False
        self._over = self._cancelling = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """Hand over what goes first."""
        self._send(self._now)

    def cancel(self) -> None:
        """Take back what is not printed yet."""
        if self._task is not None:
            self._task.cancel()
        numbers, printer = list(self._open), self._printer

        def work(_task: Task) -> None:
            # Without an answer nothing is known; looking says so, and what becomes of the jobs.
            with suppress(UserError):
                cups.cancel(printer, numbers)

        if numbers:
            self._cancelling = True
            self._run(work, lambda _outcome: self._look())

    def print_backs(self) -> None:
        """The paper is turned: hand over the backs, once."""
        if not self._later:
            return
        self._now, self._later = self._later, []
        self._send(self._now)

    def leave_backs(self) -> None:
        """Don't print the backs."""
        self._later = []
        self._end(JobNotice("只印了单数页，双数页没有印。", "warning"))

    @property
    def lost_by_closing(self) -> str:
        """What would not be printed if the program ended now, in words; empty when the printer has everything."""
        if self._sending:
            return f"还有内容没有交给“{self._shown}”，现在关闭，没有交出的不会打印。"
        if self._later:
            return "双数页还没有印，现在关闭，就只印了单数页。"
        return ""

    # handing over

    def _send(self, pieces: list[PrintPiece]) -> None:
        outlet = self._outlet

        def work(task: Task) -> tuple[list[int], str, bool]:
            numbers: list[int] = []
            for at, piece in enumerate(pieces):
                if task.cancelled:
                    break
                if outlet.follows:
                    task.progressed.emit(at + 1, len(pieces))
                try:
                    number = outlet.send(
                        piece.job, piece.run, piece.made, task.progressed.emit, lambda: task.cancelled
                    )
                except UserError as error:
                    if not at:
                        raise
                    return numbers, refused(at + 1, len(pieces), piece.job.title, str(error)), False
                numbers.append(number)
            return numbers, "", task.cancelled

        self._sending = True
        self._say(JobNotice(f"正在交给“{self._shown}”……", choices=(PrintChoice.CANCEL,)))
        self._run(work, self._on_sent, lambda why: self._on_none_sent(pieces, why))

    def _on_progressed(self, at: int, count: int) -> None:
        if not self._outlet.follows:
            self._say(JobNotice(f"正在打印，第 {at} 面，共 {count} 面……", choices=(PrintChoice.CANCEL,)))
        elif count > 1:
            told = f"正在交给“{self._shown}”，第 {at} 份，共 {count} 份……"
            self._say(JobNotice(told, choices=(PrintChoice.CANCEL,)))

    def _run(
        self,
        work: Callable[[Task], T],
        done: Callable[[T], object],
        failed: Callable[[str], object] | None = None,
    ) -> None:
        task = self._task = Task(work)
        task.progressed.connect(self._on_progressed)
        task.finished.connect(done)
        task.failed.connect(failed or (lambda why: self._end(JobNotice(why, "error"))))
        task.crashed.connect(self._on_crashed)
        task.start()

    def _on_crashed(self) -> None:
        self._end(JobNotice("程序内部出错，没有打印完；印了哪些，请到打印机上查看。", "error"))

    def _on_sent(self, outcome: tuple[list[int], str, bool]) -> None:
        self._sending = False
        numbers, why, stopped = outcome
        if why:
            self._leave_out(JobNotice(why, "error"), len(numbers))
        elif stopped and self._outlet.follows and 0 < len(numbers) < len(self._now):
            missing = len(self._now) - len(numbers)
            self._leave_out(JobNotice(f"已停止，其余 {missing} 份没有交出。", "warning"), len(numbers))
        self._open = numbers if self._outlet.follows else []
        self._titles = {number: piece.job.title for number, piece in zip(numbers, self._now, strict=False)}
        self._states = {}
        if stopped:
            self._on_stopped()
        elif self._open:
            self._waited = 0
            self._tell()
            self._timer.start(_FIRST_MS)
        else:
            self._on_round_over()

    def _on_none_sent(self, pieces: list[PrintPiece], why: str) -> None:
        """Say why nothing was handed over; backs can be printed later, as long as their fronts lie there."""
        if not self._printed:
            self._end(JobNotice(why, "error"))
            return
        self._sending, self._later = False, pieces
        choices = (PrintChoice.PRINT_BACKS, PrintChoice.LEAVE_BACKS)
        self._say(JobNotice(f"双数页：{why}纸放好不动，以后可再点“印双数页”。", "error", choices=choices))

    def _leave_out(self, why: JobNotice, sent: int) -> None:
        """Go on with what was handed over alone; the backs would lie on other sheets than their fronts."""
        backs = "双数页没有印。" if self._later else ""
        self._now, self._later = self._now[:sent], []
        self._printed, self._sheets = 0, _sheets(self._now)
        self._left_out = replace(why, text=f"{why.text}{backs}已交出的 {sent} 份：")

    def _on_stopped(self) -> None:
        """What was handed over before the user stopped is taken back, too."""
        if self._open:
            self.cancel()
        elif self._printed:
            self._end(JobNotice("已停止，只印了单数页，双数页没有印。", "warning"))
        elif self._outlet.follows:
            self._end(JobNotice("已停止，没有打印。", "warning"))
        else:
            self._end(JobNotice("已停止打印；打印机里已有的可能还会印出。", "warning"))

    # following

    def _look(self) -> None:
        printer, numbers = self._printer, list(self._open)
        self._run(lambda _task: job_states(printer, numbers), self._on_looked)

    def _on_looked(self, states: dict[int, tuple[JobState, str]]) -> None:
        if self._over or not self._open:
            return
        # An answer that was overtaken says nothing new of what has ended.
        self._states.update({number: state for number, state in states.items() if number in self._open})
        self._open = [number for number in self._open if not self._states[number][0].final]
        if not self._open:
            self._finish()
            return
        self._tell()
        pause = min(_LONGEST_MS, _FIRST_MS + self._waited // 20)
        self._waited += pause
        if self._waited > _FOLLOWED_MS:
            self._end(JobNotice(f"“{self._shown}”一小时没有印完，请到打印机上查看。", "warning"))
        else:
            self._timer.start(pause)

    def _tell(self) -> None:
        self._say(waiting(self._shown, _pages(self._now), self._open, self._states, self._titles))

    def _finish(self) -> None:
        ends = {state for state, _ in self._states.values()}
        if self._cancelling and JobState.ENDED in ends:
            # Nobody knows whether the fronts are there that backs would be printed on.
            self._later = []
        if not ends <= {JobState.DONE, JobState.ENDED}:
            self._end(broken(self._shown, self._states, self._titles, backs_left=bool(self._later)))
        else:
            self._on_round_over()

    def _on_round_over(self) -> None:
        """All that was handed over is printed, or with the printer where nothing more can be learned."""
        self._printed += _pages(self._now)
        if self._later:
            self._ask_to_turn()
        elif self._outlet.follows:
            self._end(printed(self._shown, self._printed, self._sheets, self._states))
        else:
            told = f"已交给“{self._shown}”，共 {self._printed} 页；印到哪里，请看系统的打印队列。"
            self._end(JobNotice(told, stay=False))

    def _ask_to_turn(self) -> None:
        order = "" if self._now[0].job.backs_backwards else "，并把次序倒过来使第一张先进纸"
        self._say(
            JobNotice(
                f"单数页已交给“{self._shown}”。等全部印出后，把整叠纸翻面放回纸盒，页首方向不变{order}，再点“印双数页”。",
                choices=(PrintChoice.PRINT_BACKS, PrintChoice.LEAVE_BACKS),
            )
        )

    def _say(self, said: JobNotice) -> None:
        if left := self._left_out:
            said = replace(said, text=f"{left.text}{said.text}", kind=left.kind, stay=True)
        if said != self._last:
            self._last = said
            self.said.emit(said)

    def _end(self, said: JobNotice) -> None:
        """Say how the print ended; what is learned of the jobs later is ignored."""
        if self._over:
            return
        self._over, self._sending = True, False
        self._timer.stop()
        self._say(said)
        self.ended.emit()
