"""Tells whether another process of this very system has ended, by what it wrote down of itself."""

import os
from pathlib import Path


def this_run() -> str:
    """Return an id of the computer's current run, since it was switched on; empty where the system has none."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        # Containers count their processes apart: the same number may mean another process there.
        return f"{boot} {Path('/proc/self/ns/pid').readlink()}"
    except OSError:
        return ""


def has_ended(run: str, pid: int) -> bool:
    """Whether the process *pid* of the computer's run *run* is known to have ended; told only of this very run."""
    if not run or run != this_run():
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False
