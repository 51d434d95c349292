"""Verbs that print, archive, copy, and take out many reports at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication, QFileDialog

from app.errors import UserError
from app.exports.archival_details import CODE_RULE, Particulars
from app.forms.loader import form_for
from app.report import Report
from app.rules.release import release
from ui.dialogs.report_dialog import usual_year
from ui.verbs import Verbs, documents_folder
from ui.work.tasks import Task

if TYPE_CHECKING:
    from app.exports.archive import Digests, Verification
    from ui.dialogs.batch_dialog import BatchDialog
    from ui.verbs.printing import PrintVerbs

_IN_COMMON = ("archive_name", "fonds_number", "category", "retention", "office_or_matter", "keywords")
_ARCHIVE_FILTER = "归档包 (*.zip)"


class OutputVerbs(Verbs):
    """What leaves the program otherwise than as one file of the report on screen."""

    _batch: BatchDialog | None = None

    # print

    @cached_property
    def printing(self) -> PrintVerbs:
        """Verbs that print; loaded when first asked for."""
        from ui.verbs.printing import PrintVerbs

        return PrintVerbs(self.session, self.settings, self.notice, self.window)

    def print_report(self) -> None:
        """Print the report on screen."""
        self.printing.print_report()

    def print_reports(self) -> None:
        """Choose many reports and print them: the dialog for many has a way to the printer too."""
        self.batch_export()

    # copies and tables for others

    def copy_for_web(self) -> None:
        """Put the report on the clipboard as rich text for a web site's editor, and as plain text."""
        from app.exports.blocks import document
        from app.exports.html import fragment
        from app.exports.plain_text import plain_text

        settled = self.settled()
        if settled is None:
            return
        report, check = settled
        leaving = release(report, check)
        try:
            made = document(report, draft=leaving.draft)
        except UserError as error:
            self.notice.say(str(error), kind="warning")
            return
        content = QMimeData()
        content.setHtml(fragment(made))
        content.setText(plain_text(made))
        QApplication.clipboard().setMimeData(content)
        text = f"全文已复制，可以粘贴到网站的编辑器中。{leaving.draft_notice}"
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
        from app.exports.formats import default_name, export_archive, one_sentence, substitutions

        settled = self.settled()
        if settled is None:
            return
        report, check = settled
        if why := release(report, check).archive_refusal:
            self.notice.say(why, kind="warning")
            return
        particulars = self._particulars(report)
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
            text = f"归档包已存为 {path}。{one_sentence(substituted)}"
            text = "\n".join([text, "请把校验值抄存在别处：", *digests.lines()])
            self.say_written(path, text, kind="warning" if substituted else "ask", stay=True)

        self.in_background(work, done)

    def _particulars(self, report: Report) -> Particulars | None:
        """Ask for the package's metadata; what a body's packages have in common is remembered of that body."""
        from ui.dialogs.archive_dialog import ArchiveDialog

        usual, unit, of_unit = Particulars(), report.unit.name, self.settings.text_of_unit
        common = {name: of_unit(unit, name, getattr(usual, name)) for name in _IN_COMMON}
        rule, office = of_unit(unit, "code_rule", CODE_RULE), of_unit(unit, "office_code")
        dialog = ArchiveDialog(replace(usual, **common), rule, office, report.year, self.window)
        if not dialog.exec():
            return None
        kept = {name: getattr(dialog.particulars, name) for name in _IN_COMMON}
        for name, text in {**kept, "code_rule": dialog.code_rule, "office_code": dialog.office_code}.items():
            self.settings.set_of_unit(unit, name, text)
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
            self._batch = BatchDialog(
                self.session, self.settings, folder, self.window, print_reports=self.printing.print_reports
            )
        self._batch.show()
        self._batch.raise_()
        self._batch.activateWindow()
