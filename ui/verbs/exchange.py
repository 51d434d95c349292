"""Verbs that bring reports out."""

from pathlib import Path

from ui.verbs import Verbs, documents_folder, show_in_system


class ExchangeVerbs(Verbs):
    """Exporting."""

    def export_pdf(self) -> None:
        """Export the report on screen as PDF."""
        self._export("pdf", "PDF 文件 (*.pdf)")

    def export_json(self) -> None:
        """Export the report on screen as the project's JSON."""
        self._export("json", "数据文件 (*.json)")

    def _export(self, format_name: str, pattern: str) -> None:
        from app.exports.formats import default_name, export

        self.session.settling.emit()
        report, check = self.session.report, self.session.check
        if report is None or check is None:
            return
        draft = bool(check.errors)
        folder = Path(self.settings.text("export_folder") or documents_folder())
        name = default_name(report, format_name)
        proposed = folder / (name.replace(f".{format_name}", f"（草稿）.{format_name}") if draft else name)
        path = self.ask_target("导出", proposed, pattern)
        if path is None:
            return
        self.settings.set("export_folder", str(path.parent))
        words = f"；{check.summary}，文件带“草稿”标记" if draft and format_name == "pdf" else ""

        def done(_outcome: object) -> None:
            self.notice.say(
                f"已导出 {path}{words}。",
                kind="warning" if words else "ask",
                buttons=(
                    ("打开", lambda: show_in_system(path)),
                    ("打开所在文件夹", lambda: show_in_system(path.parent)),
                ),
            )

        self.notice.say("正在导出……", stay=True)
        self.in_background(lambda _task: export(report, format_name, path, draft=draft), done)
