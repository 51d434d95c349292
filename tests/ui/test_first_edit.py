"""The first edit after opening a file needs nothing that is not there yet."""

import subprocess
import sys
from pathlib import Path

from app.edits import AddReport
from app.store.new_reports import new_report
from app.store.workspace import create

SCRIPT = """
import sys, time
from pathlib import Path
from ui.start.application import make_application
application = make_application()
from app.edits import SetCells
from ui.frame.main_window import MainWindow
window = MainWindow()
window.show()
window.begin(Path(sys.argv[1]))
end = time.monotonic() + 30
while "app.store.reports_to_rows" not in sys.modules and time.monotonic() < end:
    application.processEvents()
    time.sleep(0.01)
before = set(sys.modules)
session = window.workbench.session
session.apply(SetCells(session.report.id, {"disputes.review.upheld": 42}))
print(sorted(set(sys.modules) - before), sorted({"hashlib", "sqlite_utils"} & set(sys.modules)))
window.close()
"""


def test_the_first_edit_loads_nothing_and_the_window_no_library_of_several_megabytes(tmp_path: Path) -> None:
    workspace = create(tmp_path / "年报.nianbao")
    workspace.repository.apply(AddReport(new_report(workspace.repository, "示例县教育局", 2025, None)))
    workspace.close()
    command = [sys.executable, "-c", SCRIPT, str(workspace.path)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (0, "[] []\n"), done.stdout + done.stderr
