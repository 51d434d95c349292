"""The short form of the hour's editing; the long one is ``tests/soak/soak_window.py``."""

import re
import subprocess
import sys
from pathlib import Path


def test_a_full_check_always_comes(root: Path) -> None:
    """The long run is ``tests/soak/soak_checks.py``."""
    script = root / "tests" / "soak" / "soak_checks.py"
    done = subprocess.run(
        [sys.executable, str(script), "--short"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "16 checks waited for in 2 windows: all came" in done.stdout


def test_hundreds_of_edits_with_undo_and_redo_are_quick_and_all_on_disk(root: Path) -> None:
    script = root / "tests" / "soak" / "soak_window.py"
    done = subprocess.run(
        [sys.executable, str(script), "--short"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(
        r"400 edits with undo and redo, [0-9]+ looks at the preview: [\d.]+ ms median", done.stdout
    )
