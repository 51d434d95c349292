"""Every page of the window and every dialog that a menu opens, as pictures, the texts in them that are cut, and the parts
that a screen reader has no name for.

.venv/bin/python tests/ui/states.py [--scale 1.5] [--dark] [--screen 1920x1080] [--pictures FOLDER]

Walks through the menus before a report, a final one, a sum, a group and a ledger; prints a line per text that has less
room than it needs, per part without a name, and what does not fit on the screen. Status 1 when there is one.
"""

import argparse
import contextlib
import io
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
ROOT = TESTS.parent
EXTERNAL = ("quit", "reveal_workspace")
"""Entries that end the program or start another."""
TURNED_BACK = (
    "dark",
    "show_reports",
    "show_findings",
    "last_year",
    "enter_goes_right",
    "by_pinyin",
    "pin_report",
)
SETTLING, LOOKING = 0.05, 100
"""Seconds after which nothing more comes of an act; milliseconds after which a dialog that waits is looked at."""
LONGEST_VALUE = 16
"""Characters up to which what stands in a field is read at a glance, as a day, a number or a name; of a longer one the
beginning is enough."""


def main() -> int:
    """Walk through all states."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--screen", type=_size, default=(1366, 768), metavar="WIDTHxHEIGHT")
    parser.add_argument("--pictures", type=Path)
    options = parser.parse_args()
    if options.pictures:
        options.pictures = options.pictures.absolute()
        options.pictures.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="nianbao-states-") as name:
        folder = Path(name)
        surroundings(folder, options)
        seen = list(Walk(folder, options).all())
    for state, complaint in seen:
        print(f"{state}: {complaint}")
    return int(bool(seen))


def surroundings(folder: Path, options: argparse.Namespace) -> None:
    """Let the program find nothing of this machine's user; before anything of Qt is imported."""
    for variable in [one for one in os.environ if one.startswith(("QT_", "XDG_"))]:
        del os.environ[variable]
    os.environ |= {
        "HOME": str(folder),
        "QT_QPA_PLATFORM": f"offscreen:configfile={_screen(folder, *options.screen)}",
        "QT_SCALE_FACTOR": str(options.scale),
        "CUPS_SERVER": str(folder / "no-printer"),
    }
    sys.path[:0] = [str(ROOT), str(TESTS), str(TESTS / "ui")]
    os.chdir(folder)


def _size(words: str) -> tuple[int, int]:
    width, _, height = words.partition("x")
    return int(width), int(height)


def _screen(folder: Path, width: int, height: int) -> Path:
    """Write down the screen on which everything is shown."""
    screen = {"name": "screen", "x": 0, "y": 0, "width": width, "height": height}
    screen |= {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1.0}
    file = folder / "screen.json"
    file.write_text(json.dumps({"screens": [screen]}), encoding="utf-8")
    return file


class Walk:
    """The window and the files it is shown with."""

    def __init__(self, folder: Path, options: argparse.Namespace) -> None:
        from PySide6.QtCore import QSettings

        from ui.base import theme
        from ui.base.settings import Settings
        from ui.frame.main_window import MainWindow
        from ui.start.application import make_application

        self.application = make_application()
        self._options = options
        settings = Settings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
        settings.set("appearance", "dark" if options.dark else "light")
        settings.set("person", "张敏")
        theme.apply_theme(self.application, "dark" if options.dark else "light")
        self._folder = folder
        self.window = MainWindow(settings)
        self.window.setWindowState(self.window.windowState().WindowNoState)
        self._room = tuple(int(side / options.scale) for side in options.screen)
        self.window.resize(self._room[0], self._room[1] - 60)
        self.window.show()

    def all(self) -> Iterator[tuple[str, str]]:
        """Yield each state with what is wrong in it."""
        yield from self.start()
        yield from self.report()
        yield from self.final_report()
        yield from self.ledger()
        yield from self.group()
        self.window.give_up()

    def start(self) -> Iterator[tuple[str, str]]:
        """The first start."""
        from app.store.workspace import create

        path = self._folder / "首次.nianbao"
        create(path).close()
        self.window.begin(path)
        yield from self._looked_at("开始", self.window)
        yield from self._menus("开始")

    def report(self) -> Iterator[tuple[str, str]]:
        """A report with errors: every tab, and every dialog."""
        from PySide6.QtWidgets import QTabWidget

        from app.edits import SetCells

        self._open_samples("报告.nianbao")
        session = self.window.workbench.session
        session.apply(SetCells(session.report.id, {"applications.new.natural_person": 123_456}))
        tabs = self.window.findChild(QTabWidget, "reportTabs")
        for number in range(tabs.count()):
            tabs.setCurrentIndex(number)
            yield from self._looked_at(f"报告第{number + 1}页", self.window)
        tabs.setCurrentIndex(3)
        yield from self._menus("报告")
        yield from self._second_entry(session)

    def _second_entry(self, session) -> Iterator[tuple[str, str]]:
        """A table typed a second time, and the list of differences."""
        from app.edits import put
        from app.second_entry import BEGUN
        from app.store.second_entries import second_entries

        entries = second_entries(session.repository, session.report).values()
        session.keep(put(BEGUN, *(entry.begun("张敏") for entry in entries)))
        yield from self._tried("second_entry", "报告－第二次录入")
        yield from self._tried(
            "second_entry", "报告－两次录入不一致", lambda dialog: dialog.show_differences()
        )

    def final_report(self) -> Iterator[tuple[str, str]]:
        """A final report."""
        from app.edits import SetStatus
        from app.report import Status

        self._open_samples("定稿.nianbao")
        session = self.window.workbench.session
        session.apply(SetStatus(session.report.id, Status.FINAL, who="张敏"))
        yield from self._looked_at("定稿的报告", self.window)
        yield from self._menus("定稿的报告")

    def ledger(self) -> Iterator[tuple[str, str]]:
        """A ledger with requests."""
        from dataclasses import replace

        from invented_requests import invented

        self._open_samples("台账.nianbao")
        self._trigger("open_ledger")
        page = self.window.workbench.verbs.ledger.page
        unit = page.ledger.unit
        requests = {number: replace(invented(number), id=number, unit_id=unit.id) for number in range(1, 30)}
        page.ledger.put(requests, "准备")
        yield from self._looked_at("台账", self.window)
        yield from self._menus("台账")

    def group(self) -> Iterator[tuple[str, str]]:
        """A group's page, and its sum."""
        from collecting_office import make_office

        self.window.workbench.session.open(make_office(self._folder / "汇总.nianbao"))
        self._settle()
        yield from self._looked_at("一组单位", self.window)
        yield from self._menus("一组单位")

    # how it goes

    def _open_samples(self, name: str) -> None:
        from app.cli import main as command

        path = self._folder / name
        for sample in sorted((ROOT / "resources" / "samples").glob("*.json")):
            with contextlib.redirect_stdout(io.StringIO()):
                command(["import", str(sample), "--into", str(path)])
        self.window.workbench.session.open(path)
        self._settle()

    def _settle(self, seconds: float = SETTLING) -> None:
        import time

        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.application.processEvents()
            time.sleep(0.01)

    def _trigger(self, name: str) -> None:
        self.window.menu_actions.by_name[name].trigger()
        self._settle()

    def _menus(self, place: str) -> Iterator[tuple[str, str]]:
        """Choose every entry that can be chosen, and look at what opens."""
        for name, action in self.window.menu_actions.by_name.items():
            if name in EXTERNAL or name in TURNED_BACK or not action.isEnabled():
                continue
            yield from self._tried(name, f"{place}－{action.text().partition('(&')[0]}")
        self._close_others()

    def _tried(self, name: str, state: str, act=lambda dialog: None) -> Iterator[tuple[str, str]]:
        """Choose an entry; look at each dialog that opens, after *act* in it, and close it."""
        from PySide6.QtCore import QTimer

        found: list[tuple[str, str]] = []
        # A modal dialog waits within the entry's action.
        watching = QTimer()
        watching.setInterval(LOOKING)
        watching.timeout.connect(lambda: self._look_at_dialogs(state, found, act))
        watching.start()
        self._trigger(name)
        watching.stop()
        self._look_at_dialogs(state, found)
        yield from found
        yield from self._tour(state)

    def _tour(self, state: str) -> Iterator[tuple[str, str]]:
        """Look at the tour if the entry has begun it, and end it: what follows is seen without it."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QWidget

        tour = self.window.findChild(QWidget, "tour")
        if tour is not None and tour.isVisible():
            yield from self._looked_at(state, self.window)
            QTest.keyClick(tour, Qt.Key.Key_Escape)

    def _look_at_dialogs(self, state: str, found: list[tuple[str, str]], act=lambda dialog: None) -> None:
        from PySide6.QtWidgets import QApplication, QDialog, QFileDialog

        for dialog in QApplication.topLevelWidgets():
            if not isinstance(dialog, QDialog) or not dialog.isVisible():
                continue
            if dialog.isModal() and dialog is not QApplication.activeModalWidget():
                continue
            if not isinstance(dialog, QFileDialog):
                act(dialog)
                found.extend(self._looked_at(f"{state}－{dialog.windowTitle()}", dialog))
            dialog.reject()

    def _close_others(self) -> None:
        from PySide6.QtWidgets import QApplication

        for widget in QApplication.topLevelWidgets():
            if widget is not self.window and widget.isVisible():
                widget.close()
        self._settle()

    def _looked_at(self, state: str, widget) -> Iterator[tuple[str, str]]:
        self._settle()
        if list(complaints(widget, *self._room)):
            # What a thread has just found is being laid out; only what stays so is cut.
            self._settle(10 * SETTLING)
        if self._options.pictures:
            number = len(list(self._options.pictures.iterdir())) + 1
            plain = state.replace("/", "／").replace("…", "")
            widget.grab().save(str(self._options.pictures / f"{number:03} {plain}.png"))
        yield from ((state, complaint) for complaint in complaints(widget, *self._room))


def complaints(widget, width: int, height: int) -> Iterator[str]:
    """Yield a sentence for every text of a window that has less room than it needs, and for a window too large."""
    from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QDialog, QLabel, QLineEdit

    if widget.width() > width or widget.height() > height:
        yield f"the window is {widget.width()} × {widget.height()}"
    for label in widget.findChildren(QLabel):
        if label.isVisible() and label.text() and (said := _room_of_label(label)):
            yield said
    for button in widget.findChildren(QAbstractButton):
        if button.isVisible() and button.text() and not _shows_icon_alone(button):
            needed = _text_width(button)
            if needed > button.width():
                yield f"“{button.text()}” has {button.width()} of {needed}"
    for box in widget.findChildren(QComboBox):
        if box.isVisible():
            needed = box.fontMetrics().horizontalAdvance(box.currentText()) + 8
            if needed > box.width():
                yield f"“{box.currentText()}” has {box.width()} of {needed}"

    for line in widget.findChildren(QLineEdit):
        if line.isVisible() and 0 < len(line.text()) <= LONGEST_VALUE:
            needed = line.fontMetrics().horizontalAdvance(line.text()) + 4 + 20 * len(line.actions())
            if needed > line.width():
                yield f"“{line.text()}” has {line.width()} of {needed}"

    if isinstance(widget, QDialog):
        for view in widget.findChildren(QAbstractItemView):
            if view.isVisible() and (beyond := view.horizontalScrollBar().maximum()):
                yield f"{view.objectName()} is {beyond} wider than its room"
    yield from (f"a {role} has no name: {where}" for role, where in nameless(widget))


def nameless(widget) -> Iterator[tuple[str, str]]:
    """Yield role and place of every part of a window that takes the keyboard and of which a screen reader has no name."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QAccessible
    from PySide6.QtWidgets import QWidget

    for part in widget.findChildren(QWidget):
        if part.focusPolicy() is Qt.FocusPolicy.NoFocus or not part.isVisible() or part.focusProxy():
            continue
        told = QAccessible.queryAccessibleInterface(part)
        if told is not None and not told.text(QAccessible.Text.Name).strip("√ "):
            yield told.role().name, " in ".join(_parents(part))


def _parents(part) -> Iterator[str]:
    while part is not None:
        yield part.objectName() or type(part).__name__
        part = part.parentWidget()


def _shows_icon_alone(button) -> bool:
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QToolButton

    alone = Qt.ToolButtonStyle.ToolButtonIconOnly
    return (
        isinstance(button, QToolButton) and button.toolButtonStyle() is alone and not button.icon().isNull()
    )


def _text_width(button) -> int:
    """Return what a button's text needs, without its access key's mark."""
    import re

    text = re.sub(r"&(.)", r"\1", button.text())
    return max(button.fontMetrics().horizontalAdvance(line) for line in text.split("\n"))


def _room_of_label(label) -> str:
    """Return what is wrong with a label's room; empty where it has enough."""
    from PySide6.QtCore import Qt

    if label.wordWrap():
        needed, given = label.heightForWidth(label.width()), label.height()
    elif label.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse and not label.width():
        return ""
    else:
        needed, given = label.sizeHint().width(), label.width()
    return f"“{label.text()[:40]}” has {given} of {needed}" if needed > given + 1 else ""


if __name__ == "__main__":
    status = main()
    sys.stdout.flush()
    # Qt's objects need no order in which they go.
    os._exit(status)
