"""Starting a program with a window and measuring it from outside: the time to the first frame, and memory.

Qt itself tells when a window's first frame is flushed to the screen; the program needs no part for that, so that frozen
programs are measured as they are.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from installed import environment

ROOT = Path(__file__).resolve().parents[2]
TELLING = {"QT_LOGGING_RULES": "qt.widgets.painting.info=true"}
TOLD = b"qt.widgets.painting: Flushing"
IDLE_SECONDS = 1.5

BARE = str(Path(__file__).with_name("bare_window.py"))
"""A PySide6 window with a table and nothing else: what no program can do without."""


@dataclass(frozen=True)
class Start:
    """One start: seconds to the first frame; bytes of memory once idle.

    *resident* counts pages shared with other programs in full (RSS), *proportional* only by its share (PSS).
    """

    seconds: float
    resident: int
    proportional: int


def start(command: list[str], variables: dict[str, str], idle: float = IDLE_SECONDS) -> Start:
    """Start a program, wait until it has been idle for some seconds, and end it.

    Raises RuntimeError when it ends before it shows a window.
    """
    began = time.perf_counter()
    program = subprocess.Popen(command, env=variables | TELLING, cwd=ROOT, stderr=subprocess.PIPE)
    try:
        said = b""
        while not said.startswith(TOLD):
            said = program.stderr.readline()
            if not said:
                raise RuntimeError(f"{command[0]} has shown no window")
        seconds = time.perf_counter() - began
        threading.Thread(target=program.stderr.read, daemon=True).start()
        time.sleep(idle)
        return Start(seconds, *_memory(program.pid))
    finally:
        program.terminate()
        program.wait()


def _memory(pid: int) -> tuple[int, int]:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8").splitlines()
    sizes = {line.split(":")[0]: int(line.split()[1]) * 1024 for line in lines[1:]}
    return sizes["Rss"], sizes["Pss"]


def environment_in(folder: Path) -> dict[str, str]:
    """Return the variables of an installed program that finds nothing of this user's."""
    own = {name: str(folder) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")}
    variables = environment(folder, PYTHONPATH=str(ROOT), **own)
    variables.setdefault("QT_QPA_PLATFORM", "xcb" if os.environ.get("DISPLAY") else "offscreen")
    return variables


def sample_workspace(folder: Path, variables: dict[str, str]) -> Path:
    """Make a workspace with the bundled sample."""
    workspace = folder / "sample.nianbao"
    for sample in sorted((ROOT / "resources" / "samples").glob("*.json")):
        subprocess.run(
            [sys.executable, "-m", "app", "import", str(sample), "--into", str(workspace)],
            env=variables, check=True, capture_output=True, cwd=ROOT,
        )  # fmt: skip
    return workspace


def fresh(workspace: Path) -> str:
    """Return a copy in a folder of its own, which no earlier start has opened."""
    return shutil.copy(workspace, tempfile.mkdtemp(dir=workspace.parent))
