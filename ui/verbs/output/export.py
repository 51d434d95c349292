"""Exporting the report on screen as one file."""

from app.exports.formats import default_name, export, one_sentence, review_of, substitutions
from app.rules.release import release
from ui.verbs.base import Verbs
from ui.work.tasks import Task

_PATTERNS = {
    "pdf": "PDF 文件 (*.pdf)",
    "ofd": "OFD 文件 (*.ofd)",
    "docx": "Word 文档 (*.docx)",
    "html": "网页 (*.html)",
    "xlsx": "Excel 工作簿 (*.xlsx)",
    "json": "数据文件 (*.json)",
}


class ExportVerbs(Verbs):
    """The report on screen in one of the formats."""

    def export(self, format_name: str, *, reviewed: bool = False) -> None:
        """Export the report; a copy for review has time, version, check code and page number at each foot."""
        report, check = self.settled()
        leaving = release(report, check)
        draft = leaving.draft
        name = default_name(report, format_name, draft=draft)
        if reviewed:
            name = name.replace(f".{format_name}", f"（送审稿）.{format_name}")
        path = self.ask_export_target("导出送审稿" if reviewed else "导出", name, _PATTERNS[format_name])
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
