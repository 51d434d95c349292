"""Killed or failing in the middle of a job: before or after, never between. ``tests/soak/soak_jobs.py`` tries every call."""

import sys
from pathlib import Path

import interrupted
import jobs
import pytest

pytestmark = pytest.mark.skipif(
    sys.platform == "win32" or interrupted.STRACE is None, reason="strace is not installed"
)


@pytest.mark.parametrize("job", jobs.JOBS)
def test_a_job_that_is_cut_short_leaves_the_old_or_the_new(tmp_path: Path, job: str) -> None:
    counts = interrupted.run(tmp_path, job, ("rename", "fsync"), ("signal=KILL", "error=EIO"), most=2)
    assert counts["killed"] >= 1
    assert counts["refused"] + counts["done"] >= 1
