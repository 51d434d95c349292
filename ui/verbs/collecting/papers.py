"""What is made of a group's returns: the scoring sheet, units beside each other, charts for an annex."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.collection.overview import GroupMember, Score
from app.commands.common import looking_at
from app.errors import UserError
from app.exports.group_analysis import ANALYSIS_FORMATS
from app.files import replace_file, safe_name
from app.report import Unit
from ui.verbs.base import Verbs
from ui.work.tasks import Task

if TYPE_CHECKING:
    from app.store.repository import Repository

_PATTERNS = {
    "xlsx": "Excel 工作簿 (*.xlsx)",
    "pdf": "PDF 文件 (*.pdf)",
    "png": "PNG 图片 (*.png)",
    "svg": "SVG 图片 (*.svg)",
}


class PaperVerbs(Verbs):
    """On the members that a group's page shows. What is read of the workspace is read in the other thread."""

    def export_scores(self, group: Unit, year: int, members: Sequence[GroupMember]) -> None:
        """Write the scoring sheet: on time, number of returns, errors at first receipt."""
        name = safe_name(group.name, f"{year}年年报报送质量情况.xlsx")
        path = self.ask_export_target("报送质量表", name, _PATTERNS["xlsx"])
        if path is None:
            return

        def sheet(repository: Repository, told: Callable[[], None]) -> bytes:
            from app.commands.group_papers import how_they_reported
            from app.exports.score_sheet import score_sheet

            found: list[Score] = []
            for score in how_they_reported(repository, group, year):
                found.append(score)
                told()
            return score_sheet(group, year, found)

        self._write(path, len(members), "报送质量表", sheet, f"报送质量表已存为 {path}。")

    def compare_units(self, group: Unit, year: int, members: Sequence[GroupMember]) -> None:
        """Write the chosen units beside each other, the group and last year, as a table."""
        there = [member for member in members if member.report_id]
        if not there:
            raise UserError("所选的单位还没有报告，不能对照。")
        path = self.ask_export_target(
            "各单位对照", safe_name(group.name, f"{year}年各单位对照.xlsx"), _PATTERNS["xlsx"]
        )
        if path is None:
            return

        def table(repository: Repository, told: Callable[[], None]) -> bytes:
            from app.commands.group_papers import units_beside

            return units_beside(repository, group, year, there, told=told)

        self._write(path, len(there), "对照表", table, f"{len(there)} 个单位的对照表已存为 {path}。")

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

        def page(repository: Repository, _told: Callable[[], None]) -> bytes:
            from app.commands.group_papers import charts

            return charts(repository, group, year, members, ending)

        self._write(path, 1, "数据分析图", page, f"数据分析图已存为 {path}。")

    def _write(
        self,
        path: Path,
        units: int,
        what: str,
        made: Callable[[Repository, Callable[[], None]], bytes],
        written: str,
    ) -> None:
        """Write what is *made* of the workspace as it is now; the notice counts the *units* and can stop the work."""
        self.session.settle()
        workspace = self.session.path
        assert workspace is not None

        def work(task: Task) -> None:
            done = 0

            def told() -> None:
                nonlocal done
                done += 1
                task.progressed.emit(done, units)
                if task.cancelled:
                    raise UserError(f"已停止，{what}没有写出。")

            with looking_at(workspace) as repository:
                data = made(repository, told)
            replace_file(path, data)

        task = Task(work)
        task.progressed.connect(
            lambda at, of: self.notice.say(
                f"正在制作{what}，第 {at} 个单位，共 {of} 个……", stay=True, buttons=(("停止", task.cancel),)
            )
        )
        self.start(task, lambda _outcome: self.say_written(path, written))
