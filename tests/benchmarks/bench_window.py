"""Start-up, memory and edits of the window, measured against a bare PySide6 window in the same run.

    python3 build/dev.py bench window

Start-up is the time from starting the process to the end of the first paint of the window, the median of
alternating starts. Memory is the resident set after the bundled sample is open and idle.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from installed import environment

ROOT = Path(__file__).resolve().parents[2]
STARTS = 15

AFTER_PAINT = """
import sys, time
from PySide6.QtCore import QEvent, QObject, QTimer

class Watch(QObject):
    seen = False
    def eventFilter(self, watched, event):
        if not Watch.seen and event.type() == QEvent.Type.Paint and watched.isWidgetType():
            Watch.seen = True
            application.removeEventFilter(self)
            QTimer.singleShot(0, report)
        return False

def memory():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096
"""

BARE = (
    """
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView
application = QApplication([])
"""
    + AFTER_PAINT
    + """
def report():
    print(time.time(), flush=True)
    QTimer.singleShot(1500, lambda: (print(memory(), flush=True), application.quit()))
watch = Watch()
application.installEventFilter(watch)
window = QMainWindow()
window.setCentralWidget(QTableView())
window.resize(1366, 720)
window.show()
application.exec()
"""
)

OURS = (
    """
from pathlib import Path
from ui.application import make_application
application = make_application()
"""
    + AFTER_PAINT
    + """
def report():
    print(time.time(), flush=True)
    window.begin(Path(sys.argv[1]))
    QTimer.singleShot(1500, lambda: (print(memory(), window.workbench.session.report.year, flush=True), application.quit()))
watch = Watch()
application.installEventFilter(watch)
from ui.main_window import MainWindow
window = MainWindow()
window.show()
application.exec()
"""
)


def start(code: str, environment: dict[str, str], *arguments: str) -> tuple[float, int]:
    """Start a program; return seconds to the first paint and bytes of resident memory when idle."""
    began = time.time()
    output = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    ).stdout.split()
    return float(output[0]) - began, int(output[1])


def sample_workspace(folder: Path, environment: dict[str, str]) -> Path:
    """Make a workspace with the bundled sample."""
    workspace = folder / "sample.nianbao"
    for sample in sorted((ROOT / "resources" / "samples").glob("*.json")):
        subprocess.run(
            [sys.executable, "-m", "app", "import", str(sample), "--into", str(workspace)],
            env=environment, check=True, capture_output=True, cwd=ROOT,
        )  # fmt: skip
    return workspace


def edits(folder: Path) -> None:
    """Time one edit through model, disk and refreshed flags, and the rules alone."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.path.insert(0, str(ROOT))
    from PySide6.QtCore import QSettings

    from app.rules.engine import evaluate
    from ui.application import make_application
    from ui.main_window import MainWindow
    from ui.settings import Settings

    application = make_application()
    window = MainWindow(Settings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)))
    window.show()
    window.begin(folder / "sample.nianbao")
    application.processEvents()
    time.sleep(0.3)
    application.processEvents()
    report = window.workbench.session.report
    count = 1000
    began = time.perf_counter()
    for _ in range(count):
        evaluate(report)
    print(f"all rules of a filled report: {(time.perf_counter() - began) / count * 1e6:.0f} µs (at most 300)")
    view = next(v for v in window.workbench.tabs.table_views() if v.model().table.key == "applications")
    window.workbench.tabs.go_to_cell("applications.granted.natural_person")
    with_commit, painted = edit_times(application, view.model())
    window.workbench.session.repository._commit = lambda _change: None
    without_disk, _ = edit_times(application, view.model())
    print(
        f"one edit, model to refreshed flags, without the disk: {without_disk * 1e3:.2f} ms median (at most 3)"
    )
    print(f"one edit with the commit: {with_commit * 1e3:.2f} ms median (at most 16)")
    print(
        f"one edit with the commit, to the end of the repaint of the table on screen: {painted * 1e3:.2f} ms median"
    )
    typing(application, window)
    window.close()


def typing(application, window) -> None:
    """Time key presses in a text of 5,000 characters while all checks of the report go on in their thread."""
    from PySide6.QtTest import QTest

    editor = next(e for e in window.workbench.tabs.editors() if e.section == "overview")
    window.workbench.tabs.go_to_text("overview")
    text = editor.toPlainText()
    editor.setPlainText((text + "\n") * (5000 // len(text) + 1))
    application.processEvents()
    times = []
    for number in range(300):
        if number % 5 == 0:
            editor.commit()  # What half a second without a key does: it starts the full check.
        time.sleep(0.03)
        began = time.perf_counter()
        QTest.keyClick(editor, "a")
        application.processEvents()
        times.append(time.perf_counter() - began)
    worst = sorted(times)[int(len(times) * 0.99)]
    print(
        f"one key in a text of {len(editor.toPlainText())} characters while it is checked:"
        f" {statistics.median(times) * 1e3:.1f} ms median, {worst * 1e3:.1f} ms at the 99th percentile"
    )


def edit_times(application, model) -> tuple[float, float]:
    """Return the median times of an edit that breaks or mends two equations: to its flags, and to the repaint."""
    from PySide6.QtCore import Qt

    index = model.index_for("applications.granted.natural_person")
    flagged, painted = [], []
    for number in range(300):
        began = time.perf_counter()
        assert model.setData(index, str(24 + number % 2), Qt.ItemDataRole.EditRole)
        flagged.append(time.perf_counter() - began)
        application.processEvents()
        painted.append(time.perf_counter() - began)
    return statistics.median(flagged), statistics.median(painted)


def main() -> None:
    """Print every figure with its limit."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        variables = environment(folder, HOME=name, XDG_CONFIG_HOME=name, PYTHONPATH=str(ROOT))
        variables.setdefault("QT_QPA_PLATFORM", "xcb" if os.environ.get("DISPLAY") else "offscreen")
        workspace = sample_workspace(folder, variables)
        start(OURS, variables, str(workspace))
        times: dict[str, list[tuple[float, int]]] = {"bare": [], "ours": []}
        for _ in range(STARTS):
            times["bare"].append(start(BARE, variables))
            times["ours"].append(start(OURS, variables, str(workspace)))
        bare, ours = (statistics.median(t for t, _ in times[key]) for key in ("bare", "ours"))
        print(
            f"first paint: {ours * 1e3:.0f} ms, bare window {bare * 1e3:.0f} ms, ratio {ours / bare:.2f} (at most 1.5)"
        )
        bare_size, our_size = (statistics.median(size for _, size in times[key]) for key in ("bare", "ours"))
        print(
            f"memory: {our_size / 1e6:.0f} MB, bare window {bare_size / 1e6:.0f} MB, ratio {our_size / bare_size:.2f} (at most 1.4)"
        )
        edits(folder)


if __name__ == "__main__":
    main()
