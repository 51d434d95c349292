"""Makes what the members of a group fill in: a workbook, or a workspace, for each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QFileDialog

from app.forms.loader import form_for
from app.report import Report, Unit
from ui.base.desktop import folder_to_begin_in
from ui.verbs.collecting.group_on_page import GroupVerbs
from ui.work.tasks import Task

Order = tuple[Unit, Report | None, str]
"""A unit, its report of the year before, and what its file is called after."""

Made = TypeVar("Made")


class GroupWorkbookVerbs(GroupVerbs):
    """One file for each member, with its name, the year, and last year's figures."""

    def make_workbooks(self) -> None:
        """Write a fill-in workbook for each member into a folder."""
        from app.exports.workbook import WorkbookOrder
        from app.exports.workbook.folder import write_workbooks

        year = self.page.year

        def write(folder: Path, orders: Sequence[Order]) -> Iterable[Path]:
            made = (WorkbookOrder(unit.name, previous, called) for unit, previous, called in orders)
            return write_workbooks(folder, form_for(year), year, made)

        def said(folder: Path, made: Sequence[Path]) -> None:
            self.say_written_into(folder, f"已在 {folder} 制作 {len(made)} 份填报表。")

        self._make("填报表", write, said)

    def make_workspaces(self) -> None:
        """Write a workspace for each member into a folder, for units that have this program."""
        from app.store.unit_workspaces import MadeWorkspace, WorkspaceOrder, write_unit_workspaces

        year = self.page.year

        def write(folder: Path, orders: Sequence[Order]) -> Iterable[MadeWorkspace]:
            wanted = (WorkspaceOrder(*order) for order in orders)
            return write_unit_workspaces(folder, form_for(year), year, wanted)

        def said(folder: Path, made: Sequence[MadeWorkspace]) -> None:
            kept = sum(not one.made for one in made)
            there = f"另有 {kept} 份原来就有，没有替换。" if kept else ""
            words = f"已在 {folder} 制作 {len(made) - kept} 份数据文件。{there}"
            self.say_written_into(folder, words, kind="warning" if kept else "ask")

        self._make("数据文件", write, said)

    def _make(
        self,
        what: str,
        write: Callable[[Path, Sequence[Order]], Iterable[Made]],
        said: Callable[[Path, Sequence[Made]], object],
    ) -> None:
        """Ask for a folder and write into it what is made for the members, one after another, until it is stopped."""
        group, year = self.group(), self.page.year
        start = str(folder_to_begin_in(self.settings.text("export_folder")))
        name = QFileDialog.getExistingDirectory(
            self.window, f"{group.name} {year} 年{what}存放的文件夹", start
        )
        if not name:
            return
        self.settings.set("export_folder", name)
        folder, orders = Path(name), self._orders(group, year)

        def work(task: Task) -> list[Made]:
            made = []
            for one in write(folder, orders):
                made.append(one)
                task.progressed.emit(len(made), len(orders))
                if task.cancelled:
                    break
            return made

        task = Task(work)
        task.progressed.connect(
            lambda at, of: self.notice.say(
                f"正在制作{what}，第 {at} 份，共 {of} 份……", stay=True, buttons=(("停止", task.cancel),)
            )
        )

        def done(made: list[Made]) -> None:
            said(folder, made)

        self.start(task, done)

    def _orders(self, group: Unit, year: int) -> list[Order]:
        """Return the members of a group with what they reported the year before. Raises `UserError`."""
        report_of = self.session.repository.report_of
        called = self.session.register().name_apart
        members = self.session.collection.expected(group, year)
        return [(one.unit, report_of(one.unit.id, year - 1), called(one.unit)) for one in members]
