"""The program works without a network and opens no socket; its temporary files are private and are deleted."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

JOB = Path(__file__).with_name("offline_job.py")
STRACE = shutil.which("strace")
SOCKET_CALLS = (
    "socket",
    "socketpair",
    "connect",
    "bind",
    "listen",
    "accept",
    "accept4",
    "sendto",
    "sendmsg",
    "recvfrom",
    "recvmsg",
)


def _run(tmp_path: Path, *before: str) -> tuple[subprocess.CompletedProcess[str], Path]:
    work, temporary = tmp_path / "work", tmp_path / "temporary"
    work.mkdir()
    temporary.mkdir()
    # Every desktop sets a name; without one the C library asks its local cache of users.
    environment = {
        **os.environ,
        "LOGNAME": "clerk",
        "TMPDIR": str(temporary),
        "TEMP": str(temporary),
        "TMP": str(temporary),
    }
    command = [*before, sys.executable, str(JOB), str(work)]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False
    )
    assert done.stdout.endswith("done\n"), done.stdout + done.stderr
    return done, temporary


def test_the_main_job_is_done_with_every_socket_refused(tmp_path: Path) -> None:
    done, temporary = _run(tmp_path)
    assert "denied" not in done.stdout
    assert done.stdout.count("exported") == 5
    rights = re.findall(r"^temporary (\S+) (\S+)$", done.stdout, re.MULTILINE)
    assert rights, "salvaging works on a private copy"
    assert set(rights) == {("0o700", "False")}
    assert list(temporary.iterdir()) == []
    left = [file.name for file in (tmp_path / "work").rglob("*") if file.name.endswith((".new", "-journal"))]
    assert left == []


def test_the_denial_would_be_noticed(tmp_path: Path) -> None:
    code = f"import sys; sys.path.insert(0, {str(JOB.parent)!r}); import offline_job, socket; offline_job.deny(); socket.socket()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "denied socket.__new__" in done.stdout


@pytest.mark.skipif(STRACE is None, reason="strace is not installed")
def test_the_system_sees_no_socket_of_the_main_job(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    seen = subprocess.run([STRACE, "-o", os.devnull, "true"], capture_output=True, text=True, check=False)
    if seen.returncode:
        pytest.skip(f"strace may not trace here: {seen.stderr.strip()}")
    _run(tmp_path, STRACE, "-f", "-qq", "-e", f"trace={','.join(SOCKET_CALLS)}", "-o", str(trace))
    calls = [line for line in trace.read_text().splitlines() if re.search(r"\b\w+\(", line)]
    assert calls == []
