"""Exporting the report on screen as one file."""

from app.exports.formats import default_name, export, one_sentence, review_of, substitutions
from app.rules.release import release
from ui.verbs.base import Verbs
from ui.work.tasks import Task


class ExportVerbs(Verbs):
    """One method per format."""

    def export_pdf(self) -> None:
        """Export the report on screen as PDF."""
        self._export("pdf", "PDF 文件 (*.pdf)")

    def export_ofd(self) -> None:
        """Export the report on screen as OFD."""
        self._export("ofd", "OFD 文件 (*.ofd)")

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

    def export_review(self) -> None:
        """Export a copy for review, with time, version, check code and page number at the foot of each page."""
        self._export("pdf", "PDF 文件 (*.pdf)", reviewed=True)

    def _export(self, format_name: str, pattern: str, *, reviewed: bool = False) -> None:
        settled = self.settled()
        if settled is None:
            return
        report, check = settled
        leaving = release(report, check)
        draft = leaving.draft
        name = default_name(report, format_name, draft=draft)
        if reviewed:
            name = name.replace(f".{format_name}", f"（送审稿）.{format_name}")
        path = self.ask_export_target("导出送审稿" if reviewed else "导出", name, pattern)
        if path is None:
            return
        installed, sealed = self.settings.installed_fonts, self.settings.sealed

        def work(_task: Task) -> tuple[str, ...]:
            review = review_of(report) if reviewed else None
            export(
                report,
                format_name,
                path,
                draft=draft,
                installed_fonts=installed,
                review=review,
                sealed=sealed,
            )
            return substitutions(format_name, installed_fonts=installed)

        def done(substituted: tuple[str, ...]) -> None:
            text = f"已导出 {path}。{leaving.draft_notice}{one_sentence(substituted)}"
            self.say_written(path, text, kind="warning" if draft or substituted else "ask")

        self.notice.say("正在导出……", stay=True)
        self.in_background(work, done)
