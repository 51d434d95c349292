"""What is made of a group's returns: the scoring sheet, units beside each other, charts for an annex."""

from collections.abc import Sequence

from app.collection.overview import GroupMember
from app.errors import UserError
from app.exports.group_analysis import ANALYSIS_FORMATS
from app.files import safe_name
from app.forms.loader import form_for
from app.forms.model import YEARLY
from app.report import Report, Unit
from ui.verbs.base import Verbs, WindowParts
from ui.work.returns import Returns
from ui.work.tasks import Task

_PATTERNS = {
    "xlsx": "Excel 工作簿 (*.xlsx)",
    "pdf": "PDF 文件 (*.pdf)",
    "png": "PNG 图片 (*.png)",
    "svg": "SVG 图片 (*.svg)",
}


class PaperVerbs(Verbs):
    """On the members that a group's page shows."""

    def __init__(self, parts: WindowParts) -> None:
        super().__init__(parts)
        self.returns = Returns(parts.session)

    def export_scores(self, group: Unit, year: int) -> None:
        """Write the scoring sheet: on time, number of returns, errors at first receipt."""
        name = safe_name(group.name, f"{year}年年报报送质量情况.xlsx")
        path = self.ask_export_target("报送质量表", name, _PATTERNS["xlsx"])
        if path is None:
            return
        # The workspace is read here, in the window's thread; the reports are checked in the other.
        found = self.returns.scores(group, year, YEARLY)

        def work(_task: Task) -> None:
            from app.exports.score_sheet import score_sheet
            from app.files import replace_file

            replace_file(path, score_sheet(group, year, found()))

        self.in_background(work, lambda _outcome: self.say_written(path, f"报送质量表已存为 {path}。"))

    def compare_units(self, group: Unit, year: int, members: Sequence[GroupMember]) -> None:
        """Write the chosen units beside each other, the group and last year, as a table."""
        repository = self.session.repository
        chosen: list[tuple[Report, Report | None]] = [
            (repository.report(m.report_id), repository.report(m.last_id) if m.last_id else None)
            for m in members
            if m.report_id
        ]
        if not chosen:
            raise UserError("所选的单位还没有报告，不能对照。")
        whole = self.session.collection.sum_of(group, year)
        path = self.ask_export_target(
            "各单位对照", safe_name(group.name, f"{year}年各单位对照.xlsx"), _PATTERNS["xlsx"]
        )
        if path is None:
            return

        def work(_task: Task) -> None:
            from app.exports.group_analysis import render_table
            from app.files import replace_file

            replace_file(path, render_table(group, year, form_for(year), chosen, whole))

        words = f"{len(chosen)} 个单位的对照表已存为 {path}。"
        self.in_background(work, lambda _outcome: self.say_written(path, words))

    def export_analysis(self, group: Unit, year: int, members: Sequence[GroupMember]) -> None:
        """Write the charts of the group: its course over the years, the results, and which units the key figures come from."""
        name = safe_name(group.name, f"{year}年数据分析.pdf")
        kinds = [ending for ending in ANALYSIS_FORMATS if ending != "xlsx"]
        path = self.ask_export_target("数据分析图", name, ";;".join(_PATTERNS[ending] for ending in kinds))
        if path is None:
            return
        ending = path.suffix.lower().removeprefix(".")
        if ending not in kinds:
            raise UserError(f"“{path.name}”的扩展名不对，应当是 {'、'.join(kinds)} 之一。")

        levels = self.session.collection.levels(group, year)

        def work(_task: Task) -> None:
            from app.exports.group_analysis import analysis, render_chart
            from app.files import replace_file

            told = analysis(year, levels, members)
            replace_file(path, render_chart(told, group, year, ending))

        self.in_background(work, lambda _outcome: self.say_written(path, f"数据分析图已存为 {path}。"))
