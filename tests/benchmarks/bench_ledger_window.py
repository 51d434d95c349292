"""What a ledger costs in the window: an edit to refreshed tables, scrolling, and what a window without one takes.

Run ``python tests/benchmarks/bench_ledger_window.py``. Times are those of the window's thread on the processor; opening the window and typing into a
report are compared in the same run with a workspace that has no ledger.
"""

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import thread_time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT)]

from PySide6.QtCore import QSettings  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from app.edits import AddReport, SetCells  # noqa: E402
from app.forms.loader import form_for  # noqa: E402
from app.ledger.counting import count  # noqa: E402
from app.report import Report, Unit  # noqa: E402
from app.request import LedgerSettings, Reply, Request  # noqa: E402
from app.store.ledger import set_ledger, set_requests  # noqa: E402
from app.store.workspace import create  # noqa: E402
from ui.base.settings import Settings  # noqa: E402
from ui.frame.main_window import MainWindow  # noqa: E402

ROUNDS = 15
MOST_MS = {"an edit of one of 2,000": 16.0, "a page of 2,000 rows": 16.0, "beginning a check of 5,000": 16.0}
RATIO = 1.15
"""How much longer a window may take with a ledger of 5,000 requests than without; what is measured varies by a tenth."""
CELL = "disclosure.rules.issued"


def requests(number: int) -> dict[int, Request]:
    """Return invented requests, nearly all of them closed."""
    found = {}
    for serial in range(1, number + 1):
        day = date(2023, 1, 1) + timedelta(days=serial % 1000)
        reply = Reply(f"复{serial}号", day + timedelta(days=15)) if serial % 19 else None
        found[serial] = Request(serial, 1, f"〔{day.year}〕{serial}号", "某某", "natural_person", "网络", day, None,
                                "某地块的出让合同及附图", reply=reply, outcome="granted" if reply else "")  # fmt: skip
    return found


def workspace(path: Path, number: int) -> Path:
    """Make a workspace with a report that follows a ledger of so many requests; without any it has the same figures."""
    made, form = create(path), form_for(2024)
    counted = count(requests(5000).values(), 2024, form)
    assert counted is not None
    cells = {} if number else dict(counted.cells)
    made.repository.apply(AddReport(Report(1, Unit(1, "某局"), 2024, form, cells=cells)))
    if number:
        made.repository.apply(set_requests(made.repository, 1, requests(number), "读入"))
        follows = LedgerSettings(follows=frozenset({2024}))
        made.repository.apply(set_ledger(made.repository, 1, follows, "按台账统计"))
    made.close()
    return path


def opened(application: QApplication, path: Path, folder: Path) -> MainWindow:
    """Open a window on a workspace and show its report."""
    window = MainWindow(Settings(QSettings(str(folder / "s.ini"), QSettings.Format.IniFormat)))
    window.resize(1366, 720)
    window.show()
    window.begin(path)
    while window.workbench is None or window.workbench.session.report is None:
        application.processEvents()
    application.processEvents()
    return window


def milliseconds(run: Callable[[], object]) -> float:
    """Return what one run takes of the window's thread, in milliseconds."""
    start = thread_time()
    run()
    return 1000 * (thread_time() - start)


def in_turn(
    application: QApplication, paths: tuple[Path, Path], folder: Path
) -> dict[str, list[list[float]]]:
    """Open and type in both workspaces by turns; return the times of each."""
    times: dict[str, list[list[float]]] = {"opening the window": [[], []], "typing into the report": [[], []]}
    for serial in range(ROUNDS):
        for side, path in enumerate(paths):
            kept: list[MainWindow] = []
            times["opening the window"][side].append(
                milliseconds(lambda path=path, kept=kept: kept.append(opened(application, path, folder)))
            )
            session = kept[0].workbench.session

            def typed(session=session, value=serial + 1) -> None:
                session.apply(SetCells(1, {CELL: value}))
                application.processEvents()

            times["typing into the report"][side].append(milliseconds(typed))
            kept[0].give_up()
    return times


def page_times(application: QApplication, path: Path, folder: Path) -> dict[str, float]:
    """Return what an edit and a page of the ledger's grid take."""
    window = opened(application, path, folder)
    window.workbench.run(lambda verbs: verbs.ledger.open_ledger())
    page = window.workbench.verbs.ledger.page
    application.processEvents()
    bar = page.grid.verticalScrollBar()

    def edit(serial: int) -> None:
        request = page.ledger.requests[serial]
        column = ("natural_person", "enterprise")[serial % 2]
        page.ledger.put({serial: replace(request, type=column, note=f"第{serial}次")})
        application.processEvents()

    def turn(serial: int) -> None:
        bar.setValue(serial * 37 % bar.maximum())
        application.processEvents()

    found = {
        "an edit of one of 2,000": median(milliseconds(lambda n=n: edit(n)) for n in range(1, ROUNDS + 1)),
        "a page of 2,000 rows": median(milliseconds(lambda n=n: turn(n)) for n in range(1, ROUNDS + 1)),
    }
    window.give_up()
    return found


def beginning(application: QApplication, path: Path, folder: Path) -> dict[str, float]:
    """Return what a full check reads in the window's thread, a moment after the report is seen and after each edit."""
    window = opened(application, path, folder)
    session = window.workbench.session
    taken = median(milliseconds(lambda: session.full_check(session.report)) for _ in range(ROUNDS))
    window.give_up()
    return {"beginning a check of 5,000": taken}


def main() -> int:
    """Measure and print; 1 when something takes longer than allowed."""
    application = QApplication.instance() or QApplication(sys.argv)
    bad = False
    with TemporaryDirectory() as name:
        folder = Path(name)
        paths = workspace(folder / "有.nianbao", 5000), workspace(folder / "无.nianbao", 0)
        times = page_times(application, workspace(folder / "二千.nianbao", 2000), folder)
        for what, taken in {**times, **beginning(application, paths[0], folder)}.items():
            print(f"{what:26} {taken:8.1f} ms, allowed {MOST_MS[what]:.0f} ms")
            bad = bad or taken > MOST_MS[what]
        for what, (with_it, without) in in_turn(application, paths, folder).items():
            ratio = median(with_it) / median(without)
            sides = f"with 5,000 requests {median(with_it):.1f} ms, without {median(without):.1f} ms"
            print(f"{what:26} {sides}, ratio {ratio:.2f}, allowed {RATIO}")
            bad = bad or ratio > RATIO
    return int(bad)


if __name__ == "__main__":
    sys.exit(main())
