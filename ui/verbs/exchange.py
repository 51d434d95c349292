"""Verbs that bring reports in and out."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from app.errors import UserError
from app.paths import resource
from ui.tasks import Task
from ui.verbs import Verbs, documents_folder

_SOURCE_FILTER = "报告文件 (*.txt *.html *.htm *.docx *.xlsx *.pdf *.json);;所有文件 (*)"


class ExchangeVerbs(Verbs):
    """Reading and exporting."""

    def import_report(self) -> None:
        """Ask for a file and read a report from it."""
        name, _ = QFileDialog.getOpenFileName(
            self.window, "读入报告", str(documents_folder()), _SOURCE_FILTER
        )
        if name:
            self.import_paths([Path(name)])

    def import_paths(self, paths: list[Path], *, label: str = "读入报告") -> None:
        """Read reports from files in the background and add them."""

        def work(_task: Task) -> list[object]:
            from app.imports import read

            return [(path, read(path)) for path in paths]

        def done(outcome: list[tuple[Path, object]]) -> None:
            unread = 0
            for path, found in outcome:
                unit = self.session.unit_named(found.unit)
                report = found.report(self.session.new_report_id(), unit)
                try:
                    self.raising(lambda report=report: self.session.add(report, label))
                except UserError as error:
                    self.notice.say(f"{path.name} 没有读入：{error}", kind="error", stay=True)
                    return
                unread += len(found.unread)
            words = f"，有 {unread} 处没有读出，请对照原件核对" if unread else ""
            self.notice.say(f"已读入 {len(outcome)} 份报告{words}。", kind="warning" if unread else "ask")

        self.in_background(work, done)

    def open_sample(self) -> None:
        """Add the bundled sample's reports; when they are here already, show them."""
        samples = sorted(resource("samples").glob("*.json"))
        known = {(head.unit.name, head.year) for head in self.session.heads()}
        from app.imports import read

        wanted = [path for path in samples if (found := read(path)) and (found.unit, found.year) not in known]
        if wanted:
            self.import_paths(wanted, label="打开示例")
        else:
            found = read(samples[-1])
            report_id = next(
                h.id for h in self.session.heads() if (h.unit.name, h.year) == (found.unit, found.year)
            )
            self.session.select(report_id)

    def export_pdf(self) -> None:
        """Export the report on screen as PDF."""
        self._export("pdf", "PDF 文件 (*.pdf)")

    def export_docx(self) -> None:
        """Export the report on screen for Word."""
        self._export("docx", "Word 文档 (*.docx)")

    def export_html(self) -> None:
        """Export the report on screen as a web page."""
        self._export("html", "网页 (*.html)")

    def export_xlsx(self) -> None:
        """Export the report on screen for Excel."""
        self._export("xlsx", "Excel 工作簿 (*.xlsx)")

    def export_json(self) -> None:
        """Export the report on screen as the project's JSON."""
        self._export("json", "数据文件 (*.json)")

    def _export(self, format_name: str, pattern: str) -> None:
        from app.exports.formats import MARKED, default_name, export, in_one, substitutions

        self.session.settling.emit()
        report, check = self.session.report, self.session.check
        if report is None or check is None:
            return
        draft = bool(check.errors)
        path = self.ask_export_target("导出", default_name(report, format_name, draft=draft), pattern)
        if path is None:
            return
        installed = self.settings.installed_fonts
        words = f"；{check.summary}，文件带“草稿”标记" if draft and format_name in MARKED else ""

        def work(_task: Task) -> tuple[str, ...]:
            export(report, format_name, path, draft=draft, installed_fonts=installed)
            return substitutions(format_name, installed_fonts=installed)

        def done(substituted: tuple[str, ...]) -> None:
            text = f"已导出 {path}{words}。{in_one(substituted)}"
            self.say_written(path, text, kind="warning" if words or substituted else "ask")

        self.notice.say("正在导出……", stay=True)
        self.in_background(work, done)
