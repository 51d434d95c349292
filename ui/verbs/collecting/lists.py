"""The lists of a group's members: on the clipboard, and as workbooks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.collection.overview import GroupMissing, missing_text, missing_units
from app.values import Value
from ui.models.collecting.members_model import NUMBERS, TITLES
from ui.verbs.collecting.group_on_page import GroupVerbs
from ui.work.tasks import Task

_HORIZONTAL = Qt.Orientation.Horizontal
_XLSX = "Excel 工作簿 (*.xlsx)"


class MemberListVerbs(GroupVerbs):
    """Verbs that copy or export lists of a group's members."""

    def copy_missing(self) -> None:
        """Put the list of those who have sent nothing on the clipboard."""
        missing = self._missing()
        QApplication.clipboard().setText(missing_text(self.page.year, missing))
        count = sum(len(one.units) for one in missing)
        self.notice.say(f"未报 {count} 个单位的名单已复制，可以粘贴。" if count else "各单位均已报送。")

    def export_missing(self) -> None:
        """Write the list of those who have sent nothing as a workbook."""
        group, year = self.group(), self.page.year
        missing = [(unit.name, one.group.name) for one in self._missing() for unit in one.units]
        rows = [(number, name, above, "") for number, (name, above) in enumerate(missing, start=1)]
        title = f"{group.name}{year}年年报未报单位（{len(rows)} 个）"
        self.export_list(f"{group.name}{year}年未报单位.xlsx", title, ("序号", "单位", "上级", "备注"), rows)

    def _missing(self) -> list[GroupMissing]:
        """Return who has sent nothing, in the groups below as well. Raises `UserError`."""
        collection, year = self.session.collection, self.page.year
        return missing_units(
            self.group(), self.page.model.members, lambda unit: collection.members(unit, year)
        )

    def export_members(self) -> None:
        """Write what the page shows as a workbook, in the order and with the filter on screen."""
        group, year, model = self.group(), self.page.year, self.page.model
        columns = range(model.columnCount())
        heads = [str(model.headerData(column, _HORIZONTAL)) for column in columns]
        heads = [
            f"{heads[column - 1]}（{head}）" if column > len(TITLES) and head.endswith(" 年") else head
            for column, head in enumerate(heads)
        ]
        rows = [
            [_cell(model.text(member, column), column) for column in columns] for member in self.page.shown()
        ]
        title = f"{group.name}{year}年年报报送情况"
        self.export_list(f"{title}.xlsx", title, heads, rows)

    def export_list(
        self, name: str, title: str, heads: Sequence[str], rows: Sequence[Sequence[str | Value | None]]
    ) -> None:
        """Ask for a file and write a list about the group as a workbook."""
        path = self.ask_export_target("导出为 Excel", name, _XLSX)
        if path is None:
            return
        group = self.page.group
        unit, year = (group.name if group else ""), self.page.year

        def work(_task: Task) -> None:
            from app.exports.list_workbook import ListSheet, render
            from app.files import replace_file

            replace_file(path, render([ListSheet("名单", title, heads, rows)], unit=unit, year=year))

        self.in_background(work, lambda _outcome: self.say_written(path, f"已导出 {path}。"))


def _cell(text: str, column: int) -> str | int | None:
    """Return a cell of the page for a workbook: figures as figures."""
    figures = column >= len(TITLES) or column in NUMBERS
    if not text:
        return None
    return int(text) if figures and text.isdecimal() else text
