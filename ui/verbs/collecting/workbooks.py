"""Makes the fill-in workbooks for the members of a group."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from app.forms.loader import form_for
from app.report import Unit
from ui.base.desktop import folder_to_begin_in
from ui.verbs.collecting.on_page import GroupVerbs
from ui.work.tasks import Task

if TYPE_CHECKING:
    from app.exports.workbook import WorkbookOrder


class GroupWorkbookVerbs(GroupVerbs):
    """One workbook for each member."""

    def make_workbooks(self) -> None:
        """Write a fill-in workbook for each member into a folder, with its name, year and last year's figures."""
        group, year = self.group(), self.page.year
        start = str(folder_to_begin_in(self.settings.text("export_folder")))
        name = QFileDialog.getExistingDirectory(
            self.window, f"{group.name} {year} 年填报表存放的文件夹", start
        )
        if not name:
            return
        self.settings.set("export_folder", name)
        folder, orders = Path(name), self._workbook_orders(group, year)

        def work(task: Task) -> int:
            from app.exports.workbook.folder import write_workbooks

            count = 0
            for count, _path in enumerate(write_workbooks(folder, form_for(year), year, orders), start=1):
                task.progressed.emit(count, len(orders))
                if task.cancelled:
                    break
            return count

        task = Task(work)
        task.progressed.connect(
            lambda at, of: self.notice.say(
                f"正在制作填报表，第 {at} 份，共 {of} 份……", stay=True, buttons=(("停止", task.cancel),)
            )
        )
        self.start(
            task, lambda count: self.say_written(folder / "x", f"已在 {folder} 制作 {count} 份填报表。")
        )

    def _workbook_orders(self, group: Unit, year: int) -> list[WorkbookOrder]:
        """Return what the fill-in workbooks of a group's members are made from. Raises `UserError`."""
        from app.exports.workbook import WorkbookOrder

        report_of = self.session.repository.report_of
        members = self.session.collection.expected(group, year)
        return [WorkbookOrder(one.unit.name, report_of(one.unit.id, year - 1)) for one in members]
