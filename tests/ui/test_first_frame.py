"""The window is on the screen before anything that takes time is loaded and opened."""

import os
import subprocess
import sys
from pathlib import Path

PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from ui.start.application import start
from ui.frame.main_window import MainWindow

begin = MainWindow.begin
def told(self, path):
    print("workbench loaded", "ui.frame.workbench" in sys.modules, file=sys.stderr, flush=True)
    begin(self, path)
    print("begun", file=sys.stderr, flush=True)
    QTimer.singleShot(0, self.close)
MainWindow.begin = told
sys.exit(start(Path(sys.argv[1]))())
"""


def test_the_first_frame_comes_before_the_workbench(root: Path, sample_workspace: Path) -> None:
    environment = {**os.environ, "QT_LOGGING_RULES": "qt.widgets.painting.info=true"}
    command = [sys.executable, "-c", PROGRAM, str(sample_workspace)]
    done = subprocess.run(
        command,
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("begun\n") == 1
    before, loaded, _after = done.stderr.partition("workbench loaded False\n")
    assert loaded
    assert "qt.widgets.painting: Flushing" in before
