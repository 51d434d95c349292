"""Archive packages: writing one of the report on screen, and verifying one."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from app.errors import UserError
from app.exports.archival_details import Particulars
from app.exports.archive import Digests, Verification, verify
from app.exports.formats import default_name, export_archive, one_sentence, substitutions
from app.exports.transfer import verify_eep
from app.report import Report
from app.rules.release import release
from app.store.second_entries import second_entries
from ui.base.archival_constants import USUAL, constant, remember_constants
from ui.dialogs.archive_dialog import ArchiveDialog
from ui.verbs.base import Verbs
from ui.work.tasks import Task

_ARCHIVE_FILTER = "归档包 (*.zip)"


class ArchiveVerbs(Verbs):
    """One report as a package for the archive."""

    def export_archive(self) -> None:
        """Write the archive package of the report on screen, which must have no errors."""
        report, check = self.settled()
        if why := release(report, check).archive_refusal:
            self.notice.say(why, kind="warning")
            return
        particulars = self._particulars(report)
        if particulars is None:
            return
        path = self.ask_export_target("归档包", default_name(report, "archive"), _ARCHIVE_FILTER)
        if path is None:
            return
        second = list(second_entries(self.session.repository, report).values())
        installed, checked = self.settings.installed_fonts, self.session.full_check(report)

        def work(_task: Task) -> tuple[Digests, tuple[str, ...]]:
            result = checked()
            if why := release(report, result).archive_refusal:
                raise UserError(why)
            digests = export_archive(
                report, result, path, particulars, installed_fonts=installed, second=second
            )
            return digests, substitutions("archive", installed_fonts=installed)

        def done(outcome: tuple[Digests, tuple[str, ...]]) -> None:
            digests, substituted = outcome
            text = f"归档包已存为 {path}。{one_sentence(substituted)}"
            text = "\n".join([text, "请把校验值抄存在别处：", *digests.lines()])
            self.say_written(path, text, kind="warning" if substituted else "ask", stay=True)

        self.in_background(work, done)

    def _particulars(self, report: Report) -> Particulars | None:
        """Ask for the package's metadata; what all packages of a body share is remembered for that body."""
        body, settings = self.session.register().name_apart(report.unit), self.settings
        known = {name: constant(settings, body, name) for name in USUAL}
        rule, office = known.pop("code_rule"), known.pop("office_code")
        dialog = ArchiveDialog(Particulars(**known), rule, office, report.year, self.window)
        if not dialog.exec():
            return None
        kept = {name: getattr(dialog.particulars, name) for name in known}
        kept |= {"code_rule": dialog.code_rule, "office_code": dialog.office_code}
        remember_constants(settings, body, kept)
        return dialog.particulars

    def verify_archive(self) -> None:
        """Say whether an archive package, or one by DA/T 48, is whole, or what in it was altered."""
        folder = self.export_folder()
        name, _ = QFileDialog.getOpenFileName(
            self.window, "核验归档包", str(folder), f"{_ARCHIVE_FILTER};;封装包 (*.xml)"
        )
        if not name:
            return
        path = Path(name)

        def work(_task: Task) -> Verification:
            return verify_eep(path) if path.suffix.lower() == ".xml" else verify(path)

        def done(found: Verification) -> None:
            if found.faults:
                text, kind = f"“{path.name}”有问题：{''.join(found.faults)}", "error"
            else:
                but = "除以下说明的内容没有比对外，" if found.remarks else ""
                text = f"“{path.name}”{but}与包内登记一致。请与另存的校验值核对："
                kind = "warning" if but else "ask"
            self.notice.say("\n".join([text, *found.remarks, *found.digests.lines()]), kind=kind, stay=True)

        self.in_background(work, done)
