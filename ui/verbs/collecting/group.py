"""What an office does that collects the reports of many units: on a group's page, and with its sum."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from app.collection.overview import GroupMember, missing_text
from app.collection.records import ReturnState
from app.collection.register_file import RegisterLine
from app.edits import Batch
from app.errors import UserError
from app.forms.loader import form_for
from app.forms.model import YEARLY
from app.report import Report, Unit
from app.values import Value
from ui.base.desktop import folder_to_begin_in
from ui.dialogs.decision_dialog import DecisionDialog, DecisionQuestion
from ui.dialogs.report_dialog import usual_year
from ui.models.collecting.members_model import TITLES, MemberColumn
from ui.verbs.base import Verbs, WindowParts
from ui.verbs.collecting.papers import PaperVerbs
from ui.views.collecting.group_page import GroupPage
from ui.work.intake import Intake, refusing
from ui.work.refusals import telling
from ui.work.returns import Returns
from ui.work.tasks import Task

if TYPE_CHECKING:
    from app.exports.workbook import WorkbookOrder


_HORIZONTAL = Qt.Orientation.Horizontal
_MOST_ASKED = 12
_XLSX = "Excel 工作簿 (*.xlsx)"
_REGISTERS = "单位名录 (*.xlsx *.xls *.et *.ods *.csv *.docx);;所有文件 (*)"


class CollectingVerbs(Verbs):
    """Taking in, comparing, leaving out, summing."""

    def __init__(
        self,
        parts: WindowParts,
        print_reports: Callable[[Sequence[int]], object],
        send_back: Callable[[Unit, int, Sequence[GroupMember]], object],
        papers: Callable[[], PaperVerbs],
    ) -> None:
        super().__init__(parts)
        self._papers = papers
        self._send_back = send_back
        self.print_reports = print_reports
        self.returns = Returns(parts.session)
        self._intake: Intake | None = None
        self._last: Intake | None = None
        self.model = parts.report_panel.model
        self.page = GroupPage(parts.session, self.model.verdicts)
        parts.middle.addWidget(self.page)
        self.page.asked.connect(self._on_asked)
        self.page.dropped.connect(self.take_in_paths)
        self.page.cancelled.connect(self._stop)
        self.page.year_chosen.connect(self._show_year)
        self.session.workspace_changed.connect(self._leave)
        self.session.report_selected.connect(self._on_report_selected)

    def _on_asked(self, name: str) -> None:
        """Run what the page asks for; what it refuses is told in the notice."""
        with telling(self.tell):
            _ASKED[name](self)

    def _leave(self) -> None:
        if self.parts.page is self.page:
            self.parts.show_page(None)

    def _on_report_selected(self) -> None:
        """A report that comes on screen takes the page's place."""
        if self.session.report is not None:
            self._leave()

    def _show_report(self, report_id: int) -> None:
        self.session.select(report_id)
        self._leave()

    # the page

    def show_group(self, unit_id: int) -> None:
        """Show a group's page for the list's year. Raises `UserError` while anything typed is not on disk."""
        entry = self.model.register.entries.get(unit_id)
        if entry is not None:
            self.session.select(None)
            self.page.show_group(entry.unit, self.model.year, self._years())
            self.parts.show_page(self.page)

    def _years(self) -> list[int]:
        known = {head.year for head in self.session.summaries()} | {usual_year(date.today()), self.model.year}
        return sorted(known, reverse=True)

    def _show_year(self, year: int) -> None:
        self.model.set_year(year)
        if self.page.group is not None:
            self.page.show_group(self.page.group, year, self._years())

    def _group(self) -> Unit:
        group = self.page.group
        if group is None or self.parts.page is not self.page:
            raise UserError("请先在报告列表中选择一个分组。")
        return group

    def open_member(self) -> None:
        """Show the report of the member chosen."""
        chosen = self.page.chosen()
        if chosen and chosen[0].report_id:
            self._show_report(chosen[0].report_id)
        elif chosen:
            self.notice.say(f"{chosen[0].unit.name} {self.page.year} 年的报告还没有报来。", kind="ask")

    def open_sum(self) -> None:
        """Sum the group up, where that has not been done, and show the aggregate."""
        group, year = self._group(), self.page.year
        collection = self.session.collection
        made = collection.making(group, year)
        if made.edits:
            self.session.apply(made)
        aggregate = collection.sum_of(group, year)
        if aggregate is not None:
            self._show_report(aggregate.id)

    # files

    def take_in(self) -> None:
        """Ask for a folder or files that units sent and take them in."""
        self._group()
        folder = str(folder_to_begin_in(self.settings.text("collect_folder")))
        names, _ = QFileDialog.getOpenFileNames(self.window, "收文件", folder, "所有文件 (*)")
        if names:
            self.settings.set("collect_folder", str(Path(names[0]).parent))
            self.take_in_paths([Path(name) for name in names])

    def take_in_folder(self) -> None:
        """Ask for a folder of files that units sent and take all of it in."""
        self._group()
        folder = str(folder_to_begin_in(self.settings.text("collect_folder")))
        name = QFileDialog.getExistingDirectory(self.window, "收文件夹", folder)
        if name:
            self.settings.set("collect_folder", name)
            self.take_in_paths([Path(name)])

    def take_in_paths(self, paths: Sequence[Path]) -> None:
        """Take in files and folders for the group on screen."""
        with telling(self.tell):
            group = self._group()
            if self._intake is not None:
                raise UserError("正在收取另一批文件，请等它收完，或先停止。")
            if why := refusing(self.session):
                raise UserError(why)
            run = self._intake = Intake(self.session, group, self.page.year, paths, self.page)
            run.progressed.connect(self.page.show_progress)
            run.failed.connect(self.tell)
            run.ended.connect(lambda: self._on_taken(run))
            self.page.show_progress(0, 1)
            run.start()

    def _stop(self) -> None:
        if self._intake is not None:
            self._intake.stop()

    def _on_taken(self, run: Intake) -> None:
        self._intake, self._last = None, run
        self.page.show_progress(0, 0)
        if run.entries and self.session.path is not None:
            self.last_taken()
        if run.stopped:
            self.notice.say(f"已停止；停止前收到 {len(run.entries)} 个文件。", kind="warning")

    def last_taken(self) -> None:
        """Show what became of the files taken in last."""
        from ui.dialogs.collecting.taken_dialog import TakenDialog

        run = self._last
        if run is None:
            self.notice.say("打开程序以来还没有收过文件。", kind="ask")
            return

        def export(rows: list[tuple[str, ...]]) -> None:
            from ui.models.collecting.taken_model import TAKEN_TITLES

            name = f"{run.group.name}{run.year}年收文件结果.xlsx"
            self._export_list(name, f"{run.group.name}{run.year}年年报收文件结果", TAKEN_TITLES, rows)

        dialog = TakenDialog(
            run.entries,
            compare=lambda: self._compare_all(run.group, run.year),
            export=export,
            parent=self.window,
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.show()

    # corrections

    def compare_return(self) -> None:
        """Compare the corrections of the members chosen, cell by cell."""
        self._compare([member.unit for member in self.page.chosen() if member.sent.waiting], self.page.year)

    def _compare_all(self, group: Unit, year: int) -> None:
        members = self.session.collection.members(group, year)
        self._compare([member.unit for member in members if member.sent.waiting], year)

    def _compare(self, units: Sequence[Unit], year: int) -> None:
        from ui.dialogs.collecting.correction_dialog import CorrectionDialog, WaitingReturn

        found: list[WaitingReturn] = []
        for unit in units:
            for waiting in self.returns.waiting(unit.id, year, YEARLY):
                then, now = self.returns.compared(waiting)
                told = f"文件“{waiting.file_name}”，{waiting.received_at[:16].replace('T', ' ')} 收到，{waiting.who}"
                found.append(
                    WaitingReturn(
                        f"{told}；{waiting.note}" if waiting.note else told,
                        then,
                        now,
                        partial(self.returns.adopt, waiting),
                        partial(self.returns.mark, waiting, ReturnState.VOID),
                    )
                )
        if not found:
            self.notice.say("没有等待比较的更正。", kind="ask")
            return
        CorrectionDialog(found, self.window).exec()

    def send_back(self) -> None:
        """Write a slip for each member chosen, and mark their reports as sent back."""
        self._send_back(self._group(), self.page.year, self.page.chosen())

    def accept_return(self) -> None:
        """Mark the members' reports as received: they have been looked at, or are no longer sent back."""
        units = [member.unit.id for member in self.page.chosen()]
        if not self.returns.mark_all(units, self.page.year, YEARLY, ReturnState.ACCEPTED):
            raise UserError("所选的单位没有可以标为“已收”的文件。")

    # what the sum is made of

    def exclude_member(self) -> None:
        """Leave the members chosen out of the sum; asks for the reason."""
        chosen = [member for member in self.page.chosen() if not member.excluded]
        if not chosen:
            self.notice.say("请先在表中选择要不计入的单位。", kind="ask")
            return
        collection = self.session.collection
        aggregate = self._aggregate()
        names = "、".join(member.unit.name for member in chosen)

        def accept(reason: str, who: str) -> None:
            edits = tuple(collection.excluding(aggregate, member.unit, reason, who) for member in chosen)
            self.session.apply(edits[0] if len(edits) == 1 else Batch(edits, f"不计入 {len(edits)} 个单位"))
            self.settings.set("person", who)
            self.say_done(f"{names}不再计入汇总。")

        text = f"{names}的数将不计入{aggregate.unit.name} {aggregate.year} 年汇总。原因和姓名记入修改记录。"
        question = DecisionQuestion("不计入汇总", text, "不计入", reason="原因")
        DecisionDialog(question, self.settings.text("person"), accept, self.window).exec()

    def include_member(self) -> None:
        """Count the members chosen again."""
        collection, aggregate = self.session.collection, self._aggregate()
        chosen = [member for member in self.page.chosen() if member.excluded]
        edits = tuple(collection.including(aggregate, member.unit) for member in chosen)
        if edits:
            self.session.apply(edits[0] if len(edits) == 1 else Batch(edits, f"重新计入 {len(edits)} 个单位"))
            names = "、".join(member.unit.name for member in chosen)
            self.say_done(f"{names}重新计入汇总。")

    def _aggregate(self) -> Report:
        """Return the aggregate of the group on screen, made where there is none yet."""
        group, year = self._group(), self.page.year
        collection = self.session.collection
        if collection.sum_of(group, year) is None:
            self.session.apply(collection.making(group, year))
        aggregate = collection.sum_of(group, year)
        assert aggregate is not None
        return aggregate

    # lists

    def copy_missing(self) -> None:
        """Put the list of those who have sent nothing on the clipboard."""
        group = self._group()
        QApplication.clipboard().setText(missing_text(group, self.page.year, self.page.model.members))
        count = sum(not member.report_id for member in self.page.model.members)
        self.notice.say(f"未报 {count} 个单位的名单已复制，可以粘贴。" if count else "各单位均已报送。")

    def export_missing(self) -> None:
        """Write the list of those who have sent nothing as a workbook."""
        group, year = self._group(), self.page.year
        missing = [member for member in self.page.model.members if not member.report_id]
        rows = [(number, member.unit.name, "") for number, member in enumerate(missing, start=1)]
        title = f"{group.name}{year}年年报未报单位（{len(rows)} 个）"
        self._export_list(f"{group.name}{year}年未报单位.xlsx", title, ("序号", "单位", "备注"), rows)

    def export_members(self) -> None:
        """Write what the page shows as a workbook, in the order and with the filter on screen."""
        group, year, model = self._group(), self.page.year, self.page.model
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
        self._export_list(f"{title}.xlsx", title, heads, rows)

    def _export_list(
        self, name: str, title: str, heads: Sequence[str], rows: Sequence[Sequence[str | Value | None]]
    ) -> None:
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

    def export_scores(self) -> None:
        """Write the scoring sheet."""
        self._papers().export_scores(self._group(), self.page.year)

    def export_analysis(self) -> None:
        """Write the charts of the group."""
        self._papers().export_analysis(self._group(), self.page.year, self.page.model.members)

    def compare_units(self) -> None:
        """Write the units chosen, or all that are shown, beside each other."""
        members = self.page.chosen() or self.page.shown()
        self._papers().compare_units(self._group(), self.page.year, members)

    # printing, workbooks, the register

    def print_members(self) -> None:
        """Print the reports of the members chosen, or of all that are shown, in the order on screen."""
        self._group()
        members = self.page.chosen() or self.page.shown()
        ids = [member.report_id for member in members if member.report_id]
        if not ids:
            raise UserError("所选的单位还没有报告，没有打印。")
        self.print_reports(ids)

    def _workbook_orders(self, group: Unit, year: int) -> list[WorkbookOrder]:
        """Return what the fill-in workbooks of a group's members are made from. Raises `UserError`."""
        from app.exports.workbook import WorkbookOrder

        report_of = self.session.repository.report_of
        members = self.session.collection.expected(group, year)
        return [WorkbookOrder(one.unit.name, report_of(one.unit.id, year - 1)) for one in members]

    def make_workbooks(self) -> None:
        """Write a fill-in workbook for each member into a folder, with its name, year and last year's figures."""
        group, year = self._group(), self.page.year
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

    def import_register(self) -> None:
        """Read the register of units from a table."""
        if why := self.session.read_only:
            raise UserError(f"不能读入：{why}。")
        folder = str(folder_to_begin_in(self.settings.text("import_folder")))
        name, _ = QFileDialog.getOpenFileName(self.window, "读入单位名录", folder, _REGISTERS)
        if name:
            self.settings.set("import_folder", str(Path(name).parent))
            self.import_register_from(Path(name))

    def import_register_from(self, path: Path) -> None:
        """Read the register of units from this table. Raises `UserError`."""
        from app.commands.units import importing, lines_in

        def done(lines: list[RegisterLine]) -> None:
            with telling(self.tell):
                self.session.settle()
                edit, asked = importing(self.session.repository, lines)
                self.session.file.before_bulk()()
                self.session.apply(edit)
                words = f"已读入 {len(lines)} 个单位。"
                if asked:
                    self.notice.say(
                        f"{words}请核对：\n" + "\n".join(asked[:_MOST_ASKED]), kind="warning", stay=True
                    )
                else:
                    self.say_done(words)

        self.in_background(lambda _task: lines_in(path), done)


_ASKED: dict[str, Callable[[CollectingVerbs], object]] = {
    "open_member": CollectingVerbs.open_member,
    "open_sum": CollectingVerbs.open_sum,
    "take_in": CollectingVerbs.take_in,
    "take_in_folder": CollectingVerbs.take_in_folder,
    "last_taken": CollectingVerbs.last_taken,
    "compare_return": CollectingVerbs.compare_return,
    "exclude_member": CollectingVerbs.exclude_member,
    "include_member": CollectingVerbs.include_member,
    "send_back": CollectingVerbs.send_back,
    "accept_return": CollectingVerbs.accept_return,
    "copy_missing": CollectingVerbs.copy_missing,
    "export_missing": CollectingVerbs.export_missing,
    "export_members": CollectingVerbs.export_members,
    "export_scores": CollectingVerbs.export_scores,
    "export_analysis": CollectingVerbs.export_analysis,
    "compare_units": CollectingVerbs.compare_units,
    "print_members": CollectingVerbs.print_members,
    "make_workbooks": CollectingVerbs.make_workbooks,
    "import_register": CollectingVerbs.import_register,
}
"""What the page asks for, by the names of its buttons and menus."""


def _cell(text: str, column: int) -> str | int | None:
    """Return a cell of the page for a workbook: figures as figures."""
    figures = column >= len(TITLES) or column in (
        MemberColumn.ERRORS,
        MemberColumn.HINTS,
        MemberColumn.RETURNS,
    )
    if not text:
        return None
    return int(text) if figures and text.isdecimal() else text
