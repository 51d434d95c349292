"""The state of a job that the spooler has taken."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Sequence
from dataclasses import replace
from enum import Enum

from app.errors import UserError
from app.printing.cups import ask, printers
from app.printing.printers import Printer


class JobState(Enum):
    """The state of a job. ENDED: it is gone from the queue, and nothing tells how it ended."""

    WAITING = "waiting"
    HELD = "held"
    STOPPED = "stopped"
    PRINTING = "printing"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"
    ENDED = "ended"
    UNREACHABLE = "unreachable"

    @property
    def final(self) -> bool:
        """Whether nothing more happens to the job."""
        return self in (JobState.DONE, JobState.CANCELLED, JobState.FAILED, JobState.ENDED)


def job_state(printer: str, number: int) -> tuple[JobState, str]:
    """Return a job's state, and the printer's own when it keeps the job from being printed."""
    return job_states(printer, [number])[number]


def job_states(printer: str, numbers: Sequence[int]) -> dict[int, tuple[JobState, str]]:
    """Return the state of each of these jobs of a printer; the spooler is asked once for all of them."""
    try:
        listed = ask("lpstat", "-l", "-W", "not-completed", "-o", printer)
        # A server that does not run lists no job either; only this command tells the difference.
        queue = next((known for known in printers() if known.name == printer), None)
    except UserError:
        return dict.fromkeys(numbers, (JobState.UNREACHABLE, ""))
    entries = {number: _entry(listed, f"{printer}-{number}") for number in numbers}
    ends = _ends(printer) if None in entries.values() else {}
    return {
        number: (ends.get(number, JobState.ENDED), "") if entry is None else _unfinished(entry, queue)
        for number, entry in entries.items()
    }


def _unfinished(entry: str, queue: Printer | None) -> tuple[JobState, str]:
    if "job-hold" in entry:
        return JobState.HELD, ""
    # Whether the printer takes more jobs is nothing to one that it has taken.
    state = "" if queue is None else replace(queue, accepting=True).state
    if queue is not None and queue.stopped:
        return JobState.STOPPED, state
    printing = "job-printing" in entry or "job-transforming" in entry
    words = "" if state in ("就绪", "正在打印") else state
    return (JobState.PRINTING if printing else JobState.WAITING), words


def _entry(text: str, name: str) -> str | None:
    """Return what is said of one job, None when it is not listed."""
    found = re.search(rf"^{re.escape(name)}\s.*(?:\n\s.*)*", text, flags=re.MULTILINE)
    return found[0] if found else None


class _Job(ctypes.Structure):
    """``cups_job_t`` of cups/cups.h."""

    _fields_ = (
        ("id", ctypes.c_int),
        ("dest", ctypes.c_char_p),
        ("title", ctypes.c_char_p),
        ("user", ctypes.c_char_p),
        ("format", ctypes.c_char_p),
        ("state", ctypes.c_int),
        ("size", ctypes.c_int),
        ("priority", ctypes.c_int),
        ("completed_time", ctypes.c_long),
        ("creation_time", ctypes.c_long),
        ("processing_time", ctypes.c_long),
    )


_LIBRARY = "libcups.so.2"
"""The system's library; named apart from the call, or the freezer would add it to the program."""
_ALL_JOBS = -1
_STATES = {7: JobState.CANCELLED, 8: JobState.FAILED, 9: JobState.DONE}
"""RFC 8011, 5.3.7: canceled, aborted, completed."""


def _ends(printer: str) -> dict[int, JobState]:
    """Return how jobs ended. ``lpstat`` shows the same for one that was printed and one that failed; the library knows."""
    try:
        library = ctypes.CDLL(_LIBRARY)
        get_jobs = library.cupsGetJobs2
    except (OSError, AttributeError):
        return {}
    library.cupsSetServer(
        None
    )  # Forget a server that this thread spoke with before; the environment names it.
    jobs = ctypes.POINTER(_Job)()
    count = get_jobs(None, ctypes.byref(jobs), printer.encode(), 0, _ALL_JOBS)
    try:
        states = {jobs[at].id: jobs[at].state for at in range(max(count, 0))}
    finally:
        if count > 0:
            library.cupsFreeJobs(count, jobs)
    return {number: _STATES[state] for number, state in states.items() if state in _STATES}
