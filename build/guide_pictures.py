"""Makes the pictures of the user guide: opens the window on an invented unit and walks from the first start to print.

.venv/bin/python build/guide_pictures.py [FOLDER]

Nothing of the machine gets into a picture: the fonts are the bundled ones, the clock stands still, there is no printer,
and the files lie in a folder of the script's own. On one machine the same program gives the same bytes; another version
of FreeType draws letters a little differently. What is not there after the walk any more is removed from the folder.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from picture_stage import ROOT, Still, framed, indexed, stand_alone

PICTURES = ROOT / "resources" / "guide" / "pictures"
SIZE = (960, 600)
WIDTH = 960
"""Pixels: no picture is wider; the guide's window shows them in their own size."""
LONGEST_WAIT = 20_000

UNIT, LAST_YEAR, YEAR = "青禾市人民政府", 2024, 2025
SAMPLES = ROOT / "resources" / "samples"


class Walk:
    """The window, and what a clerk does in it step by step. Each method takes one picture."""

    def __init__(self, folder: Path) -> None:
        from PySide6.QtCore import QSettings

        from ui.base.settings import Settings
        from ui.frame.main_window import MainWindow
        from ui.start.application import make_application

        self.folder = folder
        self.made: list[Path] = []
        self.application = make_application()
        self.application.setCursorFlashTime(0)
        self.window = MainWindow(Settings(QSettings("settings.ini", QSettings.Format.IniFormat)))
        self.window.settings.set("person", "张敏")
        self.window.setWindowState(self.window.windowState().WindowNoState)
        self.window.resize(*SIZE)
        self.window.show()

    def all(self) -> None:
        """Take every picture."""
        self.first_start()
        self.reading_last_year()
        self.new_report()
        self.filling()
        self.finding()
        self.text()
        self.preview()
        self.printing()
        self.finalising()
        self.backups()
        self.window.close()

    # one picture each

    def first_start(self) -> None:
        """The window before there is a report."""
        from app.store.workspace import create

        # A relative path is shown as it is: the same on every machine.
        path = Path("文档/公开年报/政府信息公开年报.nianbao")
        path.parent.mkdir(parents=True)
        create(path).close()
        self.window.begin(path)
        self.bench = self.window.workbench
        self.session = self.bench.session
        self.shoot("start")

    def reading_last_year(self) -> None:
        """What was read from last year's report, a Word file, before it is stored."""
        from PySide6.QtWidgets import QDialog, QPushButton, QTabWidget

        from app.exports.formats import export
        from app.imports import read

        found = read(SAMPLES / f"{UNIT}{LAST_YEAR}.json")
        report = found.report(1, self.session.new_report(UNIT, LAST_YEAR).unit)
        file = Path(f"{UNIT}{LAST_YEAR}年政府信息公开工作年度报告.docx")
        export(report, "docx", file, draft=False)
        self.bench.verbs.imports.import_paths([file])
        dialog = self.wait_for(lambda: self.window.findChild(QDialog, "importDialog"))
        dialog.resize(860, 440)
        dialog.findChild(QTabWidget, "importTabs").setCurrentIndex(3)
        self.shoot("import", dialog)
        dialog.findChild(QPushButton, "addReport").click()
        self.wait_for(lambda: self.session.report)

    def new_report(self) -> None:
        """The question for unit and year, and the report that takes over from last year's."""
        from PySide6.QtWidgets import QDialogButtonBox

        def act(dialog) -> None:
            self.shoot("new", dialog)
            dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok).click()

        self.in_dialog("new_report", act)
        self.wait_for(lambda: self.session.report.year == YEAR)

    def filling(self) -> None:
        """A figure being typed into the table of applications."""
        from app.edits import SetCells, SetText
        from app.imports import read

        sample = read(SAMPLES / f"{UNIT}{YEAR}.json")
        report = self.session.report
        cells = {key: value for key, value in sample.cells.items() if not report.form.cells[key].computed}
        self.typed = "applications.granted.natural_person"
        self.session.apply(SetCells(report.id, {k: v for k, v in cells.items() if k != self.typed}))
        for section, body in sample.sections.items():
            self.session.apply(SetText(report.id, section, body))
        self.bench.notice.hide()
        self.choose("show_reports")
        self.bench.tabs.places.go_to_cell(self.typed)
        view = self.bench.tabs.current_table()
        self.window.activateWindow()
        view.setFocus()
        self.keys(view, str(cells[self.typed]))
        self.shoot("fill")

    def finding(self) -> None:
        """The figure does not fit: the list says why, the cells are outlined."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QWidget

        view = self.bench.tabs.current_table()
        QTest.keyClick(view.viewport().findChild(QWidget, "cellEditor"), Qt.Key.Key_Return)
        self.settle()
        self.choose("next_finding")
        self.shoot("finding")

    def text(self) -> None:
        """The same mistake where the text mentions the figure."""
        findings = self.bench.findings.list
        row = next(n for n, f in enumerate(self.session.check.findings) if f.section == "overview")
        findings.setCurrentIndex(findings.model().index(row, 0))
        self.bench.findings.list.activated.emit(findings.currentIndex())
        self.shoot("text")

    def preview(self) -> None:
        """The mistake mended as suggested, the pages as they will be printed."""
        findings = self.bench.findings.list
        findings.setCurrentIndex(findings.model().index(0, 0))
        self.choose("adopt_suggestion")
        self.bench.notice.hide()
        self.choose("preview")
        preview = self.bench.tabs.preview_on_screen()
        self.wait_for(lambda: preview.page.view.page_count)
        self.shoot("preview")

    def printing(self) -> None:
        """The dialog for printing, with a printer of two trays and a duplexer."""
        from app.printing.printers import Abilities, Printer
        from ui.printing import outlets

        class Invented:
            follows = False

            def printers(self) -> list[Printer]:
                return [Printer("office", "文印室激光打印机", usual=True)]

            def abilities(self, _printer: str) -> Abilities:
                return Abilities(papers=("A4", "A3"), trays=("Tray1", "Tray2"))

        real, outlets.outlet = outlets.outlet, Invented
        try:
            self.in_dialog("print_report", lambda dialog: (self.shoot("print", dialog), dialog.reject()))
        finally:
            outlets.outlet = real

    def finalising(self) -> None:
        """The last question before a report is final."""
        self.in_dialog("finalize", lambda dialog: (self.shoot("final", dialog), dialog.reject()))

    def backups(self) -> None:
        """The list of backups on the next day, with one made by hand."""
        from PySide6.QtWidgets import QPushButton, QTableWidget

        Still.day += 1

        def act(dialog) -> None:
            dialog.resize(720, 400)
            backups = dialog.findChild(QTableWidget, "backupList")
            before = backups.rowCount()
            next(b for b in dialog.findChildren(QPushButton) if "立即备份" in b.text()).click()
            self.wait_for(lambda: backups.rowCount() > before)
            backups.selectRow(before)
            self.shoot("backups", dialog)
            dialog.reject()

        self.in_dialog("backups", act)

    # means

    def keys(self, view, characters: str) -> None:
        """Type: the first character opens the cell's editor, which gets the rest."""
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QWidget

        for character in characters:
            QTest.keyClicks(view.viewport().findChild(QWidget, "cellEditor") or view, character)

    def choose(self, action: str) -> None:
        """Choose an entry of the menus."""
        self.window.menu_actions.by_name[action].trigger()

    def in_dialog(self, action: str, act: Callable) -> None:
        """Trigger an action and act in the dialog that it opens, which must close."""
        from PySide6.QtCore import QTimer
        from PySide6.QtWidgets import QApplication

        acted = []

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if dialog is None:
                QTimer.singleShot(20, look)
            else:
                acted.append(act(dialog))

        QTimer.singleShot(0, look)
        self.choose(action)
        self.wait_for(lambda: acted)

    def wait_for(self, there: Callable):
        """Wait until *there* returns something true, and return it. Raises TimeoutError."""
        from PySide6.QtTest import QTest

        for _ in range(LONGEST_WAIT // 10):
            found = there()
            if found:
                return found
            QTest.qWait(10)
        raise TimeoutError(f"the walk came to a halt after {[path.name for path in self.made]}")

    def settle(self) -> None:
        """Let what was typed be stored, checked and shown."""
        from PySide6.QtTest import QTest

        from ui.work.tasks import idle

        self.session.settle()
        if self.session.report is not None:
            self.session.check_now()
        QTest.qWait(100)
        self.wait_for(idle)
        QTest.qWait(100)
        self.wait_for(idle)

    def shoot(self, name: str, widget=None) -> None:
        """Save the picture of the window or a dialog, with a line around it and a palette of the colours it has."""
        from PySide6.QtCore import Qt

        self.settle()
        picture = (widget or self.window).grab().toImage()
        if picture.width() > WIDTH:
            picture = picture.scaledToWidth(WIDTH, Qt.TransformationMode.SmoothTransformation)
        path = self.folder / f"{name}.png"
        if not indexed(framed(picture)).save(str(path), "PNG", 0):
            raise OSError(f"{path} can't be written")
        self.made.append(path)


def main() -> int:
    """Make all pictures, in the guide's folder or in another."""
    target = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else PICTURES
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        stand_alone(Path(name))
        walk = Walk(target)
        walk.all()
        os.chdir(ROOT)
    for path in set(target.glob("*.png")) - set(walk.made):
        path.unlink()
    size = sum(path.stat().st_size for path in walk.made)
    print(f"{len(walk.made)} pictures, {size / 1e3:.0f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
