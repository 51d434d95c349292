"""Does a piece of work beside this process's own, in a copy of the process, where the system has a second processor.

The copy is made early, and loads what the work needs while this process finds out what the work is.
Only Linux copies a process as it is, and only one that has a single thread can be copied safely.
"""

import contextlib
import os
import pickle
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar, cast

Outcome = TypeVar("Outcome")


def has_one_thread() -> bool:
    """Whether this process can be copied as it is; wine shows a program for Windows the list of threads, too."""
    if not hasattr(os, "fork"):
        return False
    try:
        return len(list(Path("/proc/self/task").iterdir())) == 1
    except OSError:
        return False


@contextlib.contextmanager
def standing_by(load: Callable[[], object]) -> Iterator[None]:
    """Have a copy of this process *load* what one piece of work will need, and wait for it in `handed_over`.

    Where no copy can be made there is none. At the end of the block the copy is ended, whatever it does.
    """
    global _standing_by
    _standing_by = _copy(load)
    try:
        yield
    finally:
        if _standing_by is not None:
            _standing_by.close()
            _standing_by = None


def handed_over(work: Callable[[], Outcome]) -> Callable[[], Outcome]:
    """Have the copy that stands by do *work*; return a function that waits for its outcome, to be called once.

    Without a copy, and where the copy fails or *work* or its outcome can't be pickled, the function does the work
    itself: it raises what *work* raises.
    """
    copy = _standing_by
    if copy is None or not copy.take(work):
        return work

    def outcome() -> Outcome:
        try:
            return cast("Outcome", copy.outcome())
        except (EOFError, pickle.UnpicklingError):
            return work()

    return outcome


def _copy(load: Callable[[], object]) -> "_Copy | None":
    if not has_one_thread() or len(os.sched_getaffinity(0)) == 1:
        return None
    try:
        return _Copy(load)
    except OSError:
        # There is no memory or no number for another process.
        return None


class _Copy:
    """A copy of this process, which does one piece of work and exits."""

    def __init__(self, load: Callable[[], object]) -> None:
        ends: list[int] = []
        try:
            ends += os.pipe()
            ends += os.pipe()
            self._pid = os.fork()
        except OSError:
            for end in ends:
                os.close(end)
            raise
        asked, asking, answers, answering = ends
        if not self._pid:
            os.close(asking)
            os.close(answers)
            _work_and_leave(load, asked, answering)
        os.close(asked)
        os.close(answering)
        self._waited_for = False
        self._asking, self._answers = os.fdopen(asking, "wb"), os.fdopen(answers, "rb")

    def take(self, work: Callable[[], object]) -> bool:
        """Begin *work*; tell whether that could be done."""
        try:
            with self._asking as target:
                target.write(pickle.dumps(work, pickle.HIGHEST_PROTOCOL))
        except (OSError, ValueError, TypeError, AttributeError, pickle.PicklingError):
            # It has ended, has its work already, or can't be told of this.
            return False
        return True

    def outcome(self) -> object:
        """Wait for the outcome. Raises EOFError or UnpicklingError where there is none."""
        self._waited_for = True
        # Written by a copy of this very process.
        return pickle.load(self._answers)

    def close(self) -> None:
        """End it."""
        self._asking.close()
        self._answers.close()
        if not self._waited_for:
            import signal

            with contextlib.suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)
        # Whoever called this process may have it told of no process that ends.
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self._pid, 0)


_standing_by: _Copy | None = None


def _work_and_leave(load: Callable[[], object], asked: int, answering: int) -> None:
    """Load, wait for the work, do it, and exit without what the original would do at its end."""
    try:
        load()
        with os.fdopen(asked, "rb") as source:
            work = pickle.load(source)
        answer = pickle.dumps(work(), pickle.HIGHEST_PROTOCOL)
        with os.fdopen(answering, "wb") as target:
            target.write(answer)
    finally:
        # What was raised is raised again where the work is done anew.
        os._exit(0)
