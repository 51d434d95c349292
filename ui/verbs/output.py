"""Verbs that print, archive, copy, and export many reports at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

from app.errors import UserError
from app.exports.particulars import Particulars
from app.forms.loader import form_for
from app.rules.release import release
from ui.dialogs.report_dialog import usual_year
from ui.tasks import Task
from ui.verbs import Verbs, documents_folder

if TYPE_CHECKING:
    from app.exports.archive import Digests, Verification
    from ui.dialogs.batch_dialog import BatchDialog
    from ui.rendering import Made

_IN_COMMON = ("fonds_number", "retention", "office_or_matter", "keywords")
_ARCHIVE_FILTER = "归档包 (*.zip)"


class OutputVerbs(Verbs):
    """What leaves the program otherwise than as one file of the report on screen."""

    _batch: BatchDialog | None = None

    # print

    def print_report(self) -> None:
        """Print the report on screen through the system's dialog; a draft only after asking."""
        settled = self.settled()
        if settled is None:
            return
        report, check = settled
        leaving = release(report, check)
        if leaving.draft and not self._confirmed(f"{leaving.told}仍要打印吗？"):
            return
        installed = self.settings.installed_fonts

        def work(_task: Task) -> Made:
            from ui.rendering import make

            return make(report, draft=leaving.draft, installed_fonts=installed)

        self.in_background(work, partial(self._print, report.full_title))

    def _confirmed(self, sentence: str) -> bool:
        question = QMessageBox(QMessageBox.Icon.Question, "打印草稿", sentence, parent=self.window)
        question.setObjectName("draftQuestion")
        yes = question.addButton("打印草稿", QMessageBox.ButtonRole.AcceptRole)
        question.addButton("取消", QMessageBox.ButtonRole.RejectRole)
        question.setDefaultButton(yes)
        question.exec()
        return question.clickedButton() is yes

    def _print(self, name: str, made: Made) -> None:
        from ui.printing import ask, can_ask, make_printer, print_pages, remember

        printer = make_printer(self.settings, name)
        if not can_ask(printer):
            text = "这台电脑没有装打印机，没有打印；请先安装打印机，或者导出 PDF 文件，到别的电脑打印。"
            self.notice.say(text, kind="warning", stay=True)
            return
        if not ask(printer, len(made.sizes), self.window):
            return
        remember(self.settings, printer)

        def done(outcome: tuple[int, bool]) -> None:
            count, cancelled = outcome
            where = printer.outputFileName() or printer.printerName()
            text = (
                f"已停止，{count} 页已送往“{where}”。" if cancelled else f"已送往“{where}”，共 {count} 页。"
            )
            self.notice.say(text, kind="warning" if cancelled else "ask")

        task = Task(lambda task: (print_pages(made, printer, task), task.cancelled))
        task.progressed.connect(
            lambda at, count: self.notice.say(
                f"正在打印，第 {at} 页，共 {count} 页……", stay=True, buttons=(("停止", task.cancel),)
            )
        )
        self.start(task, done)

    # copies and tables for others

    def copy_for_web(self) -> None:
        """Put the report on the clipboard as rich text for a web site's editor, and as plain text."""
        from app.exports.blocks import document
        from app.exports.html import fragment
        from app.exports.plain import plain_text

        settled = self.settled()
        if settled is None:
            return
        report, check = settled
        leaving = release(report, check)
        made = document(report, draft=leaving.draft)
        content = QMimeData()
        content.setHtml(fragment(made))
        content.setText(plain_text(made))
        QApplication.clipboard().setMimeData(content)
        text = f"全文已复制，可以粘贴到网站的编辑器中。{leaving.told}"
        self.notice.say(text, kind="warning" if leaving.draft else "ask")

    def blank_workbook(self) -> None:
        """Write an Excel workbook for another unit to fill in, in the format of the report on screen."""
        report = self.session.report
        year = report.year if report else usual_year(date.today())
        form = report.form if report else form_for(year)
        path = self.ask_export_target(
            "空白采集表", f"{year}年{form.document_type}空白采集表.xlsx", "Excel 工作簿 (*.xlsx)"
        )
        if path is None:
            return

        def work(_task: Task) -> None:
            from app.exports.xlsx import template
            from app.files import replace_file

            replace_file(path, template(form, year))

        self.in_background(
            work,
            lambda _outcome: self.say_written(
                path, f"空白采集表已存为 {path}，各单位填好后用“读入报告”读入。"
            ),
        )

    # the archive

    def export_archive(self) -> None:
        """Write the archive package of the report on screen, which must have no errors."""
        from app.exports.formats import default_name, export_archive, in_one, substitutions

        settled = self.settled()
        if settled is None:
            return
        report, check = settled
        if why := release(report, check).archive_refusal:
            self.notice.say(why, kind="warning")
            return
        particulars = self._particulars()
        if particulars is None:
            return
        path = self.ask_export_target("归档包", default_name(report, "archive"), _ARCHIVE_FILTER)
        if path is None:
            return
        installed, checked = self.settings.installed_fonts, self.session.full_check(report)

        def work(_task: Task) -> tuple[Digests, tuple[str, ...]]:
            result = checked()
            if why := release(report, result).archive_refusal:
                raise UserError(why)
            digests = export_archive(report, result, path, particulars, installed_fonts=installed)
            return digests, substitutions("archive", installed_fonts=installed)

        def done(outcome: tuple[Digests, tuple[str, ...]]) -> None:
            digests, substituted = outcome
            text = f"归档包已存为 {path}。{in_one(substituted)}"
            text = "\n".join([text, "请把校验值抄存在别处：", *digests.lines()])
            self.say_written(path, text, kind="warning" if substituted else "ask", stay=True)

        self.in_background(work, done)

    def _particulars(self) -> Particulars | None:
        """Ask for the package's metadata; what a unit's packages have in common is remembered."""
        from ui.dialogs.archive_dialog import ArchiveDialog

        usual = Particulars()
        common = {name: self.settings.text(f"archive/{name}", getattr(usual, name)) for name in _IN_COMMON}
        dialog = ArchiveDialog(replace(usual, **common), self.window)
        if not dialog.exec():
            return None
        for name in _IN_COMMON:
            self.settings.set(f"archive/{name}", getattr(dialog.particulars, name))
        return dialog.particulars

    def verify_archive(self) -> None:
        """Say whether an archive package is whole, or what in it was altered."""
        folder = self.settings.text("export_folder") or str(documents_folder())
        name, _ = QFileDialog.getOpenFileName(self.window, "核验归档包", folder, _ARCHIVE_FILTER)
        if not name:
            return
        path = Path(name)

        def work(_task: Task) -> Verification:
            from app.exports.archive import verify

            return verify(path)

        def done(found: Verification) -> None:
            if found.faults:
                text, kind = f"“{path.name}”有问题：{''.join(found.faults)}", "error"
            else:
                text, kind = f"“{path.name}”与包内登记一致。请与另存的校验值核对：", "ask"
            self.notice.say("\n".join([text, *found.remarks, *found.digests.lines()]), kind=kind, stay=True)

        self.in_background(work, done)

    # many at once

    def batch_export(self) -> None:
        """Open the dialog that exports many reports; the one that is open already comes to the front."""
        from ui.dialogs.batch_dialog import BatchDialog

        if self._batch is None or not self._batch.isVisible():
            if self._batch is not None:
                self._batch.deleteLater()
            folder = Path(self.settings.text("export_folder") or documents_folder())
            self._batch = BatchDialog(self.session, self.settings, folder, self.window)
        self._batch.show()
        self._batch.raise_()
        self._batch.activateWindow()
