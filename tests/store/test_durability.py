"""Killed or with failing system calls: every acknowledged edit is there, and nothing but what was asked for.

The long forms are scripts under ``tests/soak``; here are short ones, so that the ground is never lost.
"""

import sys
from pathlib import Path

import durability
import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
needs_strace = pytest.mark.skipif(durability.STRACE is None, reason="strace is not installed")


def test_killed_at_random_moments_no_acknowledged_edit_is_lost(path: Path) -> None:
    counts = durability.kill_at_random(path, rounds=4, edits=150, seed=6)
    assert counts["killed"] == 4
    assert counts["acknowledged edits"] > 20


@needs_strace
@pytest.mark.parametrize(("kind", "at"), [("pwrite64", 7), ("fdatasync", 5), ("unlink", 3)])
def test_killed_within_a_commit_the_edit_is_there_whole_or_not_at_all(kind: str, at: int, path: Path) -> None:
    outcome = durability.inject(path, kind, "signal=KILL", at, seed=at)
    assert outcome.killed
    assert outcome.saved < 12


@needs_strace
@pytest.mark.parametrize(
    ("kind", "error"), [("pwrite64", "ENOSPC"), ("fdatasync", "EIO"), ("openat", "EACCES"), ("unlink", "EIO")]
)
def test_a_failing_system_call_refuses_one_edit_and_work_goes_on(kind: str, error: str, path: Path) -> None:
    outcome = durability.inject(path, kind, f"error={error}", 5, seed=5)
    assert outcome.refused + outcome.saved == 12
    assert outcome.saved > 6


@needs_strace
def test_a_disk_that_fails_while_opening_is_not_called_a_damaged_file(path: Path) -> None:
    reasons = {
        tuple(durability.inject(path, "pread64", "error=EIO", at, seed=at).opening) for at in (1, 3, 6)
    }
    assert reasons <= {("medium",), ("False",)}
