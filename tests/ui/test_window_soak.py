"""The short forms of long runs of the window; the long ones are the scripts in ``tests/soak``."""

import re
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    ("script", "printed"),
    [
        ("soak_checks.py", "16 checks waited for in 2 windows: all came"),
        (
            "soak_window.py",
            r"400 edits with undo and redo, [0-9]+ looks at the preview: [\d.]+ ms median",
        ),
    ],
    ids=["a full check always comes", "hundreds of edits with undo and redo are all on disk"],
)
def test_the_short_form_ends_well(root: Path, script: str, printed: str) -> None:
    done = subprocess.run(
        [sys.executable, str(root / "tests" / "soak" / script), "--short"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(printed, done.stdout)
