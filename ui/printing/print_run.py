"""Takes print jobs to the printer, in one run or in the two of a manual duplex, and follows them until they are done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import UserError
from app.printing import cups
from app.printing.job import Job, Run
from app.printing.job_state import JobState, job_state
from ui.printing.outlets import Outlet
from ui.printing.page_pictures import Made
from ui.work.tasks import Task

T = TypeVar("T")

_FIRST_MS, _LONGEST_MS = 700, 10_000
_FOLLOWED_MS = 3_600_000
"""After an hour the notice says where to look instead."""


@dataclass(frozen=True)
class Piece:
    """One run of one document, as it is handed over."""

    job: Job
    run: Run
    made: Made


class PrintChoice(Enum):
    """What the user can do about a print that is under way."""

    CANCEL = auto()
    PRINT_BACKS = auto()
    """The paper was turned by hand."""
    LEAVE_BACKS = auto()


@dataclass(frozen=True)
class Said:
    """What the notice is to say, and what the user can choose then."""

    text: str
    kind: str = "ask"
    stay: bool = True
    choices: tuple[PrintChoice, ...] = ()


def rounds(jobs: Sequence[tuple[Job, Made]]) -> tuple[list[Piece], list[Piece]]:
    """Return what goes first, and what goes after the paper was turned by hand; the second is often empty."""
    first = [Piece(job, job.runs()[0], made) for job, made in jobs]
    second = [Piece(job, job.runs()[1], made) for job, made in jobs if len(job.runs()) > 1]
    if second and len(second) < len(first):
        # The backs of documents of one page are blank, and their sheets lie in the same stack.
        second = [
            Piece(job, job.runs()[1] if len(job.runs()) > 1 else (None,) * len(job.runs()[0]), made)
            for job, made in jobs
        ]
    return first, second[::-1] if jobs[0][0].backs_backwards else second


class PrintRun(QObject):
    """One print. `said` tells, in the window's thread, what the spooler says of it."""

    said = Signal(object)
    ended = Signal()

    def __init__(self, outlet: Outlet, shown: str, jobs: Sequence[tuple[Job, Made]], parent: QObject) -> None:
        """*shown* is the printer as the user knows it."""
        super().__init__(parent)
        self._outlet, self._shown = outlet, shown
        self._printer = jobs[0][0].printer
        self._now, self._later = rounds(jobs)
        self._total = sum(len(job.pages) * job.copies for job, _ in jobs)
        self._sheets = sum(job.sheet_count for job, _ in jobs)
        self._open: list[int] = []
        self._states: dict[int, tuple[JobState, str]] = {}
        self._last: Said | None = None
        self._task: Task | None = None
        self._waited = 0
        self._over = False
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
            for number in numbers:
                cups.cancel(printer, number)

        if numbers:
            self._later = []
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
        self._end(Said("只印了单数页，双数页没有印。", "warning"))

    # handing over

    def _send(self, pieces: list[Piece]) -> None:
        outlet = self._outlet

        def work(task: Task) -> tuple[list[int], bool]:
            numbers: list[int] = []
            for at, piece in enumerate(pieces):
                if task.cancelled:
                    break
                try:
                    numbers.append(
                        outlet.send(
                            piece.job, piece.run, piece.made, task.progressed.emit, lambda: task.cancelled
                        )
                    )
                except UserError as error:
                    before = f"前 {at} 份已交给打印机；第 {at + 1} 份“{piece.job.title}”：" if at else ""
                    raise UserError(f"{before}{error}") from error
            return numbers, task.cancelled

        self._say(Said(f"正在交给“{self._shown}”……", choices=(PrintChoice.CANCEL,)))
        task = self._run(work, self._on_sent)
        task.progressed.connect(
            lambda at, count: self._say(
                Said(f"正在打印，第 {at} 面，共 {count} 面……", choices=(PrintChoice.CANCEL,))
            )
        )

    def _run(self, work: Callable[[Task], T], done: Callable[[T], object]) -> Task:
        task = self._task = Task(work)
        task.finished.connect(done)
        task.failed.connect(lambda why: self._end(Said(why, "error")))
        task.crashed.connect(self._on_crashed)
        return task.start()

    def _on_crashed(self, error: BaseException) -> None:
        if not self._over:
            self._over = True
            self._timer.stop()
            self.ended.emit()
        raise error

    def _on_sent(self, outcome: tuple[list[int], bool]) -> None:
        numbers, stopped = outcome
        if stopped:
            self._later = []
            words = f"，已交出 {len(numbers)} 份" if len(numbers) > 1 else ""
            self._end(Said(f"已停止打印{words}；打印机里已有的可能还会印出。", "warning"))
            return
        self._open = numbers if self._outlet.follows else []
        self._states = {}
        if self._open:
            self._waited = 0
            self._tell()
            self._timer.start(_FIRST_MS)
        elif self._later:
            self._ask_to_turn()
        else:
            self._end(
                Said(
                    f"已交给“{self._shown}”，共 {self._total} 页；印到哪里，请看系统的打印队列。", stay=False
                )
            )

    # following

    def _look(self) -> None:
        printer, numbers = self._printer, list(self._open)
        self._run(lambda _task: {number: job_state(printer, number) for number in numbers}, self._on_looked)

    def _on_looked(self, states: dict[int, tuple[JobState, str]]) -> None:
        if self._over:
            return
        self._states.update(states)
        self._open = [number for number in self._open if not self._states[number][0].final]
        if not self._open:
            self._finish()
            return
        self._tell()
        pause = min(_LONGEST_MS, _FIRST_MS + self._waited // 20)
        self._waited += pause
        if self._waited > _FOLLOWED_MS:
            self._end(Said(f"“{self._shown}”一小时没有印完，请到打印机上查看。", "warning"))
        else:
            self._timer.start(pause)

    def _tell(self) -> None:
        """Say what the first unfinished job is waiting for."""
        number = self._open[0]
        state, words = self._states.get(number, (JobState.WAITING, ""))
        name = f"“{self._shown}”"
        jobs = f" {number} 号作业" if len(self._open) == 1 else f" {len(self._open)} 个作业"
        self._say(
            {
                JobState.STOPPED: Said(
                    f"{name}{words}，{jobs}在等候，恢复后才印。", "warning", choices=(PrintChoice.CANCEL,)
                ),
                JobState.HELD: Said(
                    f"{name}的{jobs}被搁置，请管理员放行。", "warning", choices=(PrintChoice.CANCEL,)
                ),
                JobState.UNREACHABLE: Said(
                    f"打印服务没有回应，不知道{jobs}是否印完；请到打印机上查看，再决定要不要重印。",
                    "warning",
                ),
                JobState.PRINTING: Said(
                    f"{name}正在打印{jobs}（共 {self._total} 页）{'：' + words if words else ''}。",
                    choices=(PrintChoice.CANCEL,),
                ),
            }.get(
                state,
                Said(
                    f"{name}已收下{jobs}，共 {self._total} 页，在排队{'：' + words if words else ''}。",
                    choices=(PrintChoice.CANCEL,),
                ),
            )
        )

    def _finish(self) -> None:
        ends = [state for state, _ in self._states.values()]
        if JobState.FAILED in ends:
            self._end(Said(f"“{self._shown}”打印失败，没有印全；请检查打印机后重印。", "error"))
        elif JobState.CANCELLED in ends:
            self._end(Said("打印已取消；已经印出的请自行收起。", "warning"))
        elif self._later:
            self._ask_to_turn()
        elif JobState.ENDED in ends:
            self._end(Said(f"“{self._shown}”的队列里已没有这次的作业，请到打印机上看看是否印全。"))
        else:
            self._end(
                Said(f"“{self._shown}”已打印，共 {self._total} 页，用纸 {self._sheets} 张。", stay=False)
            )

    def _ask_to_turn(self) -> None:
        order = "" if self._now[0].job.backs_backwards else "，并把次序倒过来使第一张先进纸"
        self._say(
            Said(
                f"单数页已交给“{self._shown}”。等全部印出后，把整叠纸翻面放回纸盒，页首方向不变{order}，再点“印双数页”。",
                choices=(PrintChoice.PRINT_BACKS, PrintChoice.LEAVE_BACKS),
            )
        )

    def _say(self, said: Said) -> None:
        if said != self._last:
            self._last = said
            self.said.emit(said)

    def _end(self, said: Said) -> None:
        """Say how the print ended; what is learned of the jobs later is ignored."""
        if self._over:
            return
        self._over = True
        self._timer.stop()
        self._say(said)
        self.ended.emit()
