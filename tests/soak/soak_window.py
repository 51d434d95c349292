"""An hour's editing compressed: 20,000 edits with undo and redo in one window, with looks at the preview; memory must
stay flat.

    python tests/soak/soak_window.py [--short]

Prints the median time of an edit (typed figure to repainted window, with the commit) and the memory after the first
tenth and at the end. The long form ends with status 1 when the memory differs by more than 5 %, or an edit takes longer
than 16 ms in the median; the short one, which the tests run beside other work, holds only that all edits are on disk.
"""

import os
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from run_options import parser_of  # noqa: E402

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings, Qt  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

FLAT = 0.05
SLOWEST_MS = 16.0
LONGEST_TEXT = 300
LONGEST_PREVIEW_SECONDS = 30


class Typist:
    """Makes random edits in a window: figures, texts, undo and redo, and goes from tab to tab."""

    def __init__(self, window, seed: int) -> None:
        self._chance = random.Random(seed)
        self._session = window.workbench.session
        self._tabs = window.workbench.tabs
        self.times: list[float] = []
        self.looks = 0

    def edit(self) -> None:
        """Make one edit and let the window repaint."""
        step = self._chance.choices((self._figure, self._text, self._undo, self._redo), (6, 2, 1, 1))[0]
        if self._chance.random() < 0.02:
            self._look_at(self._chance.randrange(self._tabs.count()))
        began = time.perf_counter()
        step()
        QApplication.processEvents()
        self.times.append(time.perf_counter() - began)

    def _look_at(self, tab: int) -> None:
        """Go to a tab; at the preview, wait for its pages as a clerk does."""
        self._tabs.setCurrentIndex(tab)
        preview = self._tabs.preview_on_screen()
        if preview is None:
            return
        until = time.monotonic() + LONGEST_PREVIEW_SECONDS
        while not (preview.page and preview.page.view.settled()):
            assert time.monotonic() < until, "the preview shows no pages"
            QApplication.processEvents()
            time.sleep(0.001)
        self.looks += 1

    def _figure(self) -> None:
        view = self._chance.choice(self._tabs.table_views())
        model = view.model()
        key = self._chance.choice([key for key in model.grid.inputs if model.is_editable(key)])
        value = str(self._chance.randrange(1000))
        assert model.setData(model.index_for(key), value, Qt.ItemDataRole.EditRole)

    def _text(self) -> None:
        editor = self._chance.choice(self._tabs.editors())
        words = self._chance.choice(("依申请公开", "主动公开政府信息", "\n", "2025年", "存在的问题"))
        body = editor.toPlainText() + words
        # Texts of one length all along, so that memory that grows is not the content's.
        editor.setPlainText(body if len(body) < LONGEST_TEXT else words)
        editor.commit()

    def _undo(self) -> None:
        self._session.undo()

    def _redo(self) -> None:
        self._session.redo()


def memory() -> int:
    """Return the resident memory in bytes; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * 4096
    except OSError:
        return 0


def run(folder: Path, count: int, seed: int) -> tuple[float, int, int, int]:
    """Make *count* edits; return the median milliseconds of one, how often the preview was looked at, and the memory
    after a tenth and at the end."""
    from app.store.workspace import create
    from ui.base.settings import Settings
    from ui.frame.main_window import MainWindow
    from ui.start.application import make_application

    application = QApplication.instance() or make_application()
    path = folder / "年报.nianbao"
    create(path).close()
    window = MainWindow(Settings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)))
    window.show()
    window.begin(path)
    application.processEvents()
    session = window.workbench.session
    session.add(session.new_report("示例县教育局", 2024))
    session.add(session.new_report("示例县教育局", 2025))
    typist = Typist(window, seed)
    early = 0
    for number in range(count):
        typist.edit()
        if number == count // 10:
            early = memory()
    late = memory()
    kept = session.report
    window.close()
    _check_kept(path, kept)
    return statistics.median(typist.times) * 1000, typist.looks, early, late


def _check_kept(path: Path, report) -> None:
    from app.store.workspace import open_workspace

    workspace = open_workspace(path, read_only=True)
    assert workspace.repository.report(report.id) == report, "what is on disk is what was on screen"
    workspace.close()


def main() -> int:
    """Run; return the exit status."""
    options = parser_of(__doc__, "400 edits", seed=1).parse_args()
    count = 400 if options.short else 20_000
    with tempfile.TemporaryDirectory(prefix="nianbao-soak-") as folder:
        median, looks, early, late = run(Path(folder), count, options.seed)
    change = late / early - 1 if early else 0.0
    print(
        f"{count} edits with undo and redo, {looks} looks at the preview: {median:.1f} ms median (at most {SLOWEST_MS:.0f})"
    )
    print(f"memory: {early / 1e6:.1f} MB after a tenth, {late / 1e6:.1f} MB at the end, {change:+.1%}")
    return int(not options.short and (median > SLOWEST_MS or abs(change) > FLAT))


if __name__ == "__main__":
    sys.exit(main())
