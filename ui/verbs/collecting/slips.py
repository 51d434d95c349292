"""Sending reports back with a slip that says what and where, and taking a slip in at the unit's side."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from app.clock import now
from app.collection.overview import GroupMember
from app.collection.records import ReturnState
from app.collection.slips import Slip
from app.errors import UserError
from app.forms.model import YEARLY
from app.free_names import FreeNames
from app.report import Report, Unit
from app.rules.check import Check
from app.rules.review_slips import slip_of
from ui.dialogs.collecting.slip_dialog import SlipDialog, SlipWish
from ui.verbs.base import Verbs, WindowParts
from ui.work.returns import Returns
from ui.work.tasks import Task

Checked = list[tuple[Report, Check]]


class SlipVerbs(Verbs):
    """On the members chosen on a group's page."""

    def __init__(self, parts: WindowParts) -> None:
        super().__init__(parts)
        self.returns = Returns(parts.session)

    def send_back(self, group: Unit, year: int, members: Sequence[GroupMember]) -> None:
        """Check the members' reports, ask what they are told, and write a slip for each. Raises `UserError`."""
        self.session.settle()
        waiting = [
            (self.session.repository.report(member.report_id), member)
            for member in members
            if member.report_id
        ]
        if not waiting:
            raise UserError("请先在表中选择已报来报告的单位。")
        checks = [(report, self.session.full_check(report)) for report, _ in waiting]

        def work(task: Task) -> Checked:
            made: Checked = []
            for at, (report, check) in enumerate(checks, start=1):
                task.progressed.emit(at, len(checks))
                if task.cancelled:
                    return []
                made.append((report, check()))
            return made

        task = Task(work)
        if len(checks) > 1:
            task.progressed.connect(
                lambda at, of: self.notice.say(
                    f"正在检查，第 {at} 份，共 {of} 份……", stay=True, buttons=(("停止", task.cancel),)
                )
            )

        def ask(checked: Checked) -> None:
            self._ask(group, year, checked)

        self.start(task, ask)

    def _ask(self, group: Unit, year: int, checked: Checked) -> None:
        self.notice.pass_over()
        if not checked:
            return
        SlipDialog(
            checked,
            self.settings.text("person"),
            lambda wish: self._decided(group, year, checked, wish),
            self.window,
        ).exec()

    def _decided(self, group: Unit, year: int, checked: Checked, wish: SlipWish) -> None:
        name = QFileDialog.getExistingDirectory(
            self.window, "审核意见存放的文件夹", str(self.export_folder())
        )
        if not name:
            raise UserError("没有选择文件夹，审核意见还没有写出。")
        self.settings.set("export_folder", name)
        self.settings.set("person", wish.who)
        at = now().isoformat(timespec="seconds")
        slips = [
            slip_of(report, findings, office=group.name, who=wish.who, at=at, remark=wish.remark)
            for (report, _), findings in zip(checked, wish.findings, strict=True)
        ]
        units = [report.unit.id for report, _ in checked]
        why = wish.remark or "见审核意见"
        back = ReturnState.SENT_BACK
        marked = self.returns.mark_all(units, year, YEARLY, back, why) if wish.sends_back else 0
        name_apart = self.session.register().name_apart
        named = [(slip, name_apart(report.unit)) for slip, (report, _) in zip(slips, checked, strict=True)]
        self._write(Path(name), named, checked[0][0].form.document_type, wish.format_name, marked)

    def _write(
        self, folder: Path, slips: Sequence[tuple[Slip, str]], called: str, format_name: str, marked: int
    ) -> None:
        """Write slips, each with the name by which its unit is told from others."""

        def work(_task: Task) -> None:
            from app.exports.review_slip import render
            from app.files import replace_file

            names = FreeNames()
            for slip, unit in slips:
                base = f"{slip.year}年审核意见"
                paper = folder / names.take(unit, f"{base}.{format_name}")
                replace_file(paper, render(slip, called, format_name))
                replace_file(folder / names.take(unit, f"{base}（用公开年报打开）.json"), slip.as_file())

        back = f"，{marked} 个单位已标为“退回”" if marked else ""
        words = f"已在 {folder} 为 {len(slips)} 个单位写出审核意见{back}。把两个文件一起发给单位，用本程序读入的，意见显示在有关的格子上。"
        self.in_background(work, lambda _outcome: self.say_written_into(folder, words, stay=True))

    # the unit's side

    def take_slips(self, slips: Sequence[Slip]) -> None:
        """Show slips at the places of the reports that they are about. Raises `UserError`."""
        self.session.settle()
        for slip in slips:
            report = self.session.find(slip.unit, slip.year, slip.series)
            if report is None:
                raise UserError(f"这是给{slip.unit} {slip.year} 年报告的审核意见，本数据文件中没有这份报告。")
            self.returns.note(report, slip)
            self.session.select(report.id)
            self.parts.middle.show_page(None)
            count = len(slip.notes) + bool(slip.remark)
            self.say_done(
                f"收到{slip.office}的审核意见，共 {count} 条，已显示在有关的格子上和“检查结果”中。",
                kind="warning",
                stay=True,
            )
