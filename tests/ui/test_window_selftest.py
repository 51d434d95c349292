"""The part of the selftest that uses Qt."""

import subprocess
import sys
from pathlib import Path


def test_the_selftest_loads_the_plugins_and_paints_the_window(root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ui", "selftest"], cwd=root, capture_output=True, text=True, encoding="utf-8"
    )
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "ok")
    assert done.stderr == ""
    assert "qoffscreen" in done.stdout
    assert "窗口：" in done.stdout
