"""Does a piece of work beside this process's own, in a copy of the process, where the system has a second processor.

Only Linux copies a process as it is, and only one that has a single thread can be copied safely.
"""

import os
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Generic, TypeVar, cast

Outcome = TypeVar("Outcome")


def has_one_thread() -> bool:
    """Whether this process can be copied as it is; wine shows a program for Windows the list of threads, too."""
    if not hasattr(os, "fork"):
        return False
    try:
        return len(list(Path("/proc/self/task").iterdir())) == 1
    except OSError:
        return False


def tried(work: Callable[[], Outcome]) -> Callable[[], Outcome]:
    """Do *work* now; return a function that gives its outcome, or raises what it raised."""
    try:
        made = work()
    except Exception as error:
        failure = error

        def fail() -> Outcome:
            raise failure

        return fail
    return lambda: made


@contextmanager
def forked(work: Callable[[], Outcome]) -> Iterator[Callable[[], Outcome]]:
    """Begin *work*; give a function that waits for its outcome, which must be picklable.

    Where no copy of the process can be made, or the copy fails, the function does the work itself: it raises what *work*
    raises. At the end of the block the copy is ended, whether it was waited for or not.
    """
    copy = _copy(work)
    if copy is None:
        yield work
        return
    try:
        yield copy.outcome
    finally:
        copy.close()


def _copy(work: Callable[[], Outcome]) -> "_Copy[Outcome] | None":
    if not has_one_thread() or len(os.sched_getaffinity(0)) == 1:
        return None
    try:
        return _Copy(work)
    except OSError:
        # There is no memory or no number for another process.
        return None


class _Copy(Generic[Outcome]):
    """A copy of this process, which does one piece of work and exits."""

    def __init__(self, work: Callable[[], Outcome]) -> None:
        self._work = work
        self._waited_for = False
        answers, answering = os.pipe()
        try:
            self._pid = os.fork()
        except OSError:
            os.close(answers)
            os.close(answering)
            raise
        if not self._pid:
            _work_and_leave(work, answering)
        os.close(answering)
        self._answers = os.fdopen(answers, "rb")

    def outcome(self) -> Outcome:
        """Wait for the outcome; without one, do the work here."""
        self._waited_for = True
        try:
            # Written by a copy of this very process.
            return cast("Outcome", pickle.load(self._answers))
        except (EOFError, pickle.UnpicklingError):
            return self._work()

    def close(self) -> None:
        """End it."""
        self._answers.close()
        if not self._waited_for:
            import signal

            os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)


def _work_and_leave(work: Callable[[], object], answering: int) -> None:
    """Do the work and exit without what the original would do at its end; what fails is told by no outcome."""
    try:
        answer = pickle.dumps(work())
        with os.fdopen(answering, "wb") as target:
            target.write(answer)
    finally:
        # What was raised is raised again where the work is done anew.
        os._exit(0)
