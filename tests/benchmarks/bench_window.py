"""Start-up, memory and edits of the window, measured against a bare PySide6 window in the same run.

    python3 build/dev.py bench window

Start-up is the time from starting the process to the first frame of the window, the median of alternating starts.
Memory is the resident set after the bundled sample is open and idle.
"""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from starting import BARE, ROOT, Start, environment_in, fresh, sample_workspace, start

STARTS = 15
DRESSED = Path(__file__).with_name("dressed_window.py")


def edits(folder: Path) -> None:
    """Time one edit through model, disk and refreshed flags, and the rules alone."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.path.insert(0, str(ROOT))
    from PySide6.QtCore import QSettings

    from app.rules.equations.equation_checks import evaluate
    from ui.base.settings import Settings
    from ui.frame.main_window import MainWindow
    from ui.start.application import make_application

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
    window.workbench.tabs.places.go_to_cell("applications.granted.natural_person")
    painted, followed = edit_times(application, window.workbench.session, view)
    window.workbench.session.repository._commit = lambda change: change
    without_disk, _ = edit_times(application, window.workbench.session, view)
    print(f"one edit with the commit, to the painted table: {painted * 1e3:.2f} ms median (at most 8)")
    print(f"the same without the disk: {without_disk * 1e3:.2f} ms median")
    print(
        f"one edit with the commit, until the whole window has followed: {followed * 1e3:.2f} ms median (at most 16)"
    )
    typing(application, window)
    window.close()


def typing(application, window) -> None:
    """Time key presses in a text of 5,000 characters while all checks of the report go on in their thread."""
    from PySide6.QtTest import QTest

    editor = next(e for e in window.workbench.tabs.editors() if e.section == "overview")
    window.workbench.tabs.places.go_to_text("overview")
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


def edit_times(application, session, view) -> tuple[float, float]:
    """Return the median times of an edit that breaks or mends two equations.

    To the table painted with its flags, and until the rest of the window has followed.
    """
    from PySide6.QtCore import QEvent, QObject, Qt

    class Paints(QObject):
        """Counts how often the table is painted."""

        seen = 0

        def eventFilter(self, _watched, event) -> bool:  # noqa: N802
            self.seen += event.type() is QEvent.Type.Paint
            return False

    model = view.model()
    index = model.index_for("applications.granted.natural_person")
    painted, followed = [], []
    paints = Paints()
    view.viewport().installEventFilter(paints)
    # The view is connected before: it has painted when this is called.
    told = session.figures_checked.connect(lambda: painted.append(time.perf_counter() - began))
    for number in range(300):
        before, began = paints.seen, time.perf_counter()
        assert model.setData(index, str(24 + number % 2), Qt.ItemDataRole.EditRole)
        assert paints.seen == before + 1, "the table was not painted with the edit"
        application.processEvents()
        followed.append(time.perf_counter() - began)
    session.figures_checked.disconnect(told)
    view.viewport().removeEventFilter(paints)
    return statistics.median(painted), statistics.median(followed)


def main() -> None:
    """Print every figure with its limit."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = environment_in(folder)
        workspace = sample_workspace(folder, environment)
        start([sys.executable, "-m", "ui", fresh(workspace)], environment)
        starts: dict[str, list[Start]] = {"bare": [], "dressed": [], "ours": []}
        for _ in range(STARTS):
            starts["bare"].append(start([sys.executable, BARE], environment))
            starts["dressed"].append(
                start([sys.executable, DRESSED], environment | {"PYTHONPATH": str(ROOT)})
            )
            starts["ours"].append(start([sys.executable, "-m", "ui", fresh(workspace)], environment))
        bare, ours = (statistics.median(one.seconds for one in starts[key]) for key in ("bare", "ours"))
        print(
            f"first frame: {ours * 1e3:.0f} ms, bare window {bare * 1e3:.0f} ms, ratio {ours / bare:.2f} (at most 1.5)"
        )
        bare, ours = (statistics.median(one.resident for one in starts[key]) for key in ("bare", "ours"))
        print(
            f"memory: {ours / 1e6:.0f} MB, bare window {bare / 1e6:.0f} MB, ratio {ours / bare:.2f} (at most 1.4)"
        )
        for what, most in (("seconds", 1.3), ("resident", 1.5)):
            dressed, ours = (
                statistics.median(getattr(one, what) for one in starts[key]) for key in ("dressed", "ours")
            )
            print(
                f"{what} against a window with menus, tabs and Chinese text: {ours / dressed:.2f} (at most {most})"
            )
        edits(folder)


if __name__ == "__main__":
    main()
