"""What is made of reports besides themselves: charts, last year's beside this one's, many in one volume."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from app.errors import UserError
from app.exports.presentations import default_name, present, usual_volume, write_volume
from app.rules.release import Release, release, stand_ins
from ui.verbs.base import Verbs
from ui.work.tasks import Task

_CHARTS = {"PNG 图片 (*.png)": "chart-png", "SVG 图片 (*.svg)": "chart-svg", "PDF 文件 (*.pdf)": "chart-pdf"}
_COMPARISONS = {"PDF 文件 (*.pdf)": "comparison-pdf", "Excel 工作簿 (*.xlsx)": "comparison-xlsx"}
_ANNEXED = {"PDF 文件 (*.pdf)": "pdf", "Word 文档 (*.docx)": "docx", "OFD 文件 (*.ofd)": "ofd"}
_VOLUMES = ("PDF 文件 (*.pdf)", "OFD 文件 (*.ofd)")


class PresentingVerbs(Verbs):
    """One method per kind."""

    def export_chart(self) -> None:
        """Export the charts of the report on screen."""
        self._export("导出图解", _CHARTS)

    def export_comparison(self) -> None:
        """Export the report on screen beside last year's."""
        self._export("导出两年对照", _COMPARISONS)

    def _export(self, caption: str, kinds: Mapping[str, str]) -> None:
        report, check = self.settled()
        leaving = release(report, check)
        previous = self.session.last_year(report)
        if previous is None and kinds is _COMPARISONS:
            raise UserError(f"没有 {report.year - 1} 年的报告，不能作两年对照，请先读入上一年的报告。")
        proposed = default_name(report, next(iter(kinds.values())), draft=leaving.draft)
        path = self._ask(caption, proposed, tuple(kinds))
        if path is None:
            return
        name = {kind.rpartition("-")[2]: kind for kind in kinds.values()}.get(path.suffix.lower()[1:])
        if name is None:
            raise UserError(f"“{path.name}”的扩展名不对，应当是{'、'.join(kinds)}之一。")
        installed = self.settings.installed_fonts

        def work(_task: Task) -> None:
            present(report, previous, name, path, draft=leaving.draft, installed_fonts=installed)

        def done(_outcome: None) -> None:
            alone = "" if previous else f"没有 {report.year - 1} 年的报告，只画了本年的数。"
            kind = "warning" if leaving.draft else "ask"
            self.say_written(path, f"已导出 {path}。{leaving.draft_notice}{alone}", kind=kind)

        self.notice.say("正在导出……", stay=True)
        self.in_background(work, done)

    def export_annexed(self) -> None:
        """Export the report on screen with charts of its figures behind it."""
        from app.commands.annexes import annex_for
        from app.exports.formats import default_name as report_name
        from app.exports.formats import export

        report, check = self.settled()
        leaving = release(report, check)
        annex = annex_for(self.session.repository, report)
        name = report_name(report, "pdf", draft=leaving.draft).replace(".pdf", "（附数据分析）.pdf")
        path = self._ask("导出报告，附数据分析", name, tuple(_ANNEXED))
        if path is None:
            return
        kind = path.suffix.lower()[1:]
        if kind not in _ANNEXED.values():
            raise UserError(f"“{path.name}”的扩展名不对，应当是{'、'.join(_ANNEXED)}之一。")
        installed, sealed = self.settings.installed_fonts, self.settings.sealed

        def work(_task: Task) -> None:
            export(
                report,
                kind,
                path,
                draft=leaving.draft,
                installed_fonts=installed,
                sealed=sealed,
                annex=annex,
            )

        def done(_outcome: None) -> None:
            words = f"已导出 {path}。{leaving.draft_notice}"
            self.say_written(path, words, kind="warning" if leaving.draft else "ask")

        self.notice.say("正在导出……", stay=True)
        self.in_background(work, done)

    def _ask(self, caption: str, proposed: str, patterns: Sequence[str]) -> Path | None:
        """Ask for the file; one whose ending belongs to another kind than was picked gets that kind's ending."""
        start = self.export_folder() / proposed
        name, picked = QFileDialog.getSaveFileName(self.window, caption, str(start), ";;".join(patterns))
        if not name:
            return None
        asked = Path(name)
        self.settings.set("export_folder", str(asked.parent))
        ending = picked.rpartition("*")[2].rstrip(")") or start.suffix
        others = [pattern.rpartition("*")[2].rstrip(")") for pattern in patterns]
        if asked.suffix.lower() not in (*others, ""):
            return asked
        return self.ended(asked, ending)

    def make_volume(self, chosen: Sequence[int]) -> None:
        """Write the chosen reports as one volume; those with errors bear the mark of a draft."""
        self.session.settle()
        repository = self.session.repository
        reports = [repository.report(key) for key in chosen]
        years = sorted({report.year for report in reports})
        units = list(dict.fromkeys(report.unit.name for report in reports))
        group = units[0] if len(units) == 1 else ""
        title, name = usual_volume(group, years[-1], reports)
        path = self._ask("合成汇编", name, _VOLUMES)
        if path is None:
            return
        checks = [self.session.full_check(report) for report in reports]
        installed = self.settings.installed_fonts

        def work(task: Task) -> list[Release]:
            leaving = [release(report, checked()) for report, checked in zip(reports, checks, strict=True)]
            marked = [(report, one.draft) for report, one in zip(reports, leaving, strict=True)]
            done = 0

            def step() -> None:
                nonlocal done
                done += 1
                task.progressed.emit(done, len(reports))
                if task.cancelled:
                    raise UserError("已停止，汇编没有写出。")

            write_volume(marked, title, group, path, installed_fonts=installed, told=step)
            return leaving

        def said(leaving: list[Release]) -> None:
            drafts = sum(one.draft for one in leaving)
            marks = f"其中 {drafts} 份有错误，带草稿标记。{stand_ins(leaving)}" if drafts else ""
            text = f"{len(reports)} 份报告已合成汇编 {path}。{marks}"
            self.say_written(path, text, kind="warning" if drafts else "ask")

        task = Task(work)
        task.progressed.connect(
            lambda at, count: self.notice.say(
                f"正在排版，第 {at} 份，共 {count} 份……", stay=True, buttons=(("停止", task.cancel),)
            )
        )
        self.notice.say("正在核对……", stay=True)
        self.start(task, said)
