"""A full check always comes: windows are opened and closed, reports edited at random moments, with other work beside it.

    python tests/soak/soak_checks.py [--short]

Each moment at which nothing more is typed waits for the full check of the report on screen, which must be equal to one
made at once. Beside it the preview lays out pages, the list checks other reports, another program writes to the file,
and as many processes as there are processors calculate. Prints how many checks came and the longest wait; ends with
status 1 when one does not come within ten seconds, or differs.
"""

import contextlib
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from run_options import parser_of  # noqa: E402

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from builders import consistent_report  # noqa: E402
from PySide6.QtCore import QSettings  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from app.edits import AddReport, SetCells, SetText  # noqa: E402
from app.errors import UserError  # noqa: E402
from app.report import Unit  # noqa: E402
from app.store.workspace import create, open_workspace  # noqa: E402
from ui.base.garbage import Garbage  # noqa: E402
from ui.base.settings import Settings  # noqa: E402
from ui.frame.main_window import MainWindow  # noqa: E402

LONGEST_SECONDS = 10.0
UNITS = ("示例县民政局", "示例县水利局", "示例县教育局")
CELLS = ("disputes.review.upheld", "applications.new.natural_person", "applications.granted.enterprise")
BUSY = "while True: sum(range(1000))"


class Clerk:
    """Edits in one window at random moments, and waits for the check at others."""

    def __init__(self, window: MainWindow, path: Path, chance: random.Random) -> None:
        self._window, self._path, self._chance = window, path, chance
        self._session = window.workbench.session
        self.waits: list[float] = []

    def act(self) -> None:
        """Do one thing, and let the window live for a moment."""
        step = self._chance.choices(
            (self._figure, self._text, self._undo, self._select, self._look, self._elsewhere),
            (9, 4, 2, 3, 2, 1),
        )[0]
        with contextlib.suppress(UserError):
            step()
        until = time.monotonic() + self._chance.choice((0, 0, 0.01, 0.1, 0.16, 0.2, 0.4))
        _live(lambda: time.monotonic() >= until, LONGEST_SECONDS)

    def wait(self) -> None:
        """Type no more: the check must come, and be the one that is made now."""
        session, began = self._session, time.monotonic()
        came = _live(lambda: session.check is not None and session.check.full, LONGEST_SECONDS)
        self.waits.append(time.monotonic() - began)
        assert came, f"no check of {session.report} within {LONGEST_SECONDS} s"
        check = session.check
        assert check is not None
        assert session.report is not None
        assert check == session.full_check(session.report)(), "the check is of another state"

    def _report_id(self) -> int:
        assert self._session.report is not None
        return self._session.report.id

    def _figure(self) -> None:
        value = self._chance.randrange(1000)
        self._session.apply(SetCells(self._report_id(), {self._chance.choice(CELLS): value}))

    def _text(self) -> None:
        said = "\n".join(f"第{n}段，全年收到申请{self._chance.randrange(9999)}件。" for n in range(30))
        self._session.apply(SetText(self._report_id(), self._chance.choice(("overview", "other")), said))

    def _undo(self) -> None:
        self._session.undo()

    def _select(self) -> None:
        self._session.select(self._chance.choice(self._session.summaries()).id)

    def _look(self) -> None:
        tabs = self._window.workbench.tabs
        tabs.setCurrentIndex(self._chance.randrange(tabs.count()))

    def _elsewhere(self) -> None:
        """Let another program write a text, or keep the file to itself for a moment."""
        other = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False)
        other.execute("BEGIN EXCLUSIVE")
        if self._chance.random() < 0.5:
            other.execute("UPDATE section SET body = body || '。' WHERE report_id = ?", [self._report_id()])
            other.execute("COMMIT")
            other.close()
        else:
            threading.Timer(self._chance.choice((0.05, 0.3, 0.8)), other.close).start()


def _live(done, seconds: float) -> bool:
    """Let the window live until something is so; return whether it came to be."""
    until = time.monotonic() + seconds
    while not done():
        if time.monotonic() > until:
            return False
        QApplication.processEvents()
        time.sleep(0.001)
    return True


def workspace(path: Path) -> Path:
    """Make a workspace of three units, each with a report and one of the year before."""
    made = create(path)
    number = 0
    for unit, name in enumerate(UNITS, start=1):
        for seed, year in enumerate((2024, 2025)):
            number += 1
            report = consistent_report(seed=seed + unit, id=number, unit=Unit(unit, name), year=year)
            made.repository.apply(AddReport(report))
    made.close()
    return path


def run(folder: Path, windows: int, moments: int, seed: int) -> list[float]:
    """Open windows one after the other, sometimes two at a time; return how long each check was waited for."""
    chance = random.Random(seed)
    settings = Settings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
    waits: list[float] = []
    for number in range(windows):
        path = workspace(folder / f"{number}.nianbao")
        window = MainWindow(settings)
        window.show()
        window.begin(path)
        session = window.workbench.session
        assert _live(lambda session=session: session.report is not None, LONGEST_SECONDS)
        clerk = Clerk(window, path, chance)
        for _ in range(moments):
            for _ in range(chance.randrange(4)):
                clerk.act()
            clerk.wait()
        waits += clerk.waits
        # Closed at any moment of a check, as a rule with one under way.
        with contextlib.suppress(UserError):
            clerk._figure()
        _live(lambda: False, chance.choice((0, 0.05, 0.16, 0.2)))
        window.give_up()
        window.deleteLater()
        assert _whole(path)
    return waits


def _whole(path: Path) -> bool:
    made = open_workspace(path, read_only=True)
    try:
        return len(made.repository.summaries()) == 2 * len(UNITS)
    finally:
        made.close()


def main() -> int:
    options = parser_of(__doc__, "2 windows instead of 40", seed=1).parse_args()
    windows, moments = (2, 8) if options.short else (40, 50)
    faults: list[object] = []
    sys.excepthook = lambda kind, error, trace: (faults.append(error), sys.__excepthook__(kind, error, trace))
    application = QApplication([])
    Garbage(application)
    beside = (
        []
        if options.short
        else [subprocess.Popen([sys.executable, "-c", BUSY]) for _ in range(os.cpu_count() or 1)]
    )
    try:
        with tempfile.TemporaryDirectory() as folder:
            waits = run(Path(folder), windows, moments, options.seed)
    finally:
        for process in beside:
            process.kill()
            process.wait()
    print(
        f"{len(waits)} checks waited for in {windows} windows: all came; the longest took {max(waits):.2f} s"
    )
    print(f"{len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
