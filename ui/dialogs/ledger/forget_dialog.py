"""Deleting the applicants' data of requests that were closed long ago: until which day, why, and in backups too."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QCheckBox, QDateEdit, QWidget

from app.workspace_values import BackupsWithApplicants
from ui.dialogs.kit import Dialog, SentenceLine, TonedLabel, caption, form_layout, named
from ui.work.tasks import Task

_WORDS = (
    "删去申请人、申请内容、备注和读入的原文，编号、类别、日期和结果保留，报告的数不变。理由记入修改记录。"
    "数据文件中的，关闭文件以前可以撤销；备份中的不能撤销。备份中没有删去的，恢复那份备份时会一起恢复。"
    "另存和复制到别处的文件，请另行处理。"
)


class ForgetDialog(Dialog):
    """Calls *accept* with the day, the reason and whether backups are meant too; what it refuses is said here.

    *count* says how many requests of the file are meant; what *look* returns looks in another thread for backups with
    such data.
    """

    def __init__(
        self,
        day: date,
        count: Callable[[date], int],
        look: Callable[[date], Callable[[Task], BackupsWithApplicants]],
        accept: Callable[[date, str, bool], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("forgetDialog", "删除申请人信息", parent, size=(640, 360))
        self._count, self._look, self._accept = count, look, accept
        self._task: Task | None = None
        self._found: BackupsWithApplicants | None = None
        self.day = named(QDateEdit(QDate(day.year, day.month, day.day)), "forgetBefore")
        self.day.setDisplayFormat("yyyy.M.d")
        self.day.setCalendarPopup(True)
        self.reason = named(SentenceLine(), "forgetReason")
        self.reason.setPlaceholderText("如：保管期限已满")
        self._told = TonedLabel("forgetCount")
        self._in_backups = TonedLabel("forgetBackups")
        self._clear = named(QCheckBox(), "forgetInBackups")
        form = form_layout()
        form.addRow(caption("删除此日以前办结的(&D)", self.day), self.day)
        form.addRow(caption("理由(&R)", self.reason), self.reason)
        self.add(form, self._told, self._in_backups, self._clear, TonedLabel("forgetWords", "muted", _WORDS))
        self.end_with_accepting(
            "删除", lambda: self._accept(self._chosen(), self.reason.text(), self._clear.isChecked())
        )
        self.day.dateChanged.connect(lambda _date: self._tell())
        self._tell()

    def _chosen(self) -> date:
        chosen = self.day.date()
        return date(chosen.year(), chosen.month(), chosen.day())

    def _tell(self) -> None:
        """Say how many requests are meant, and look into the backups; only the newest day's answer is shown."""
        day = self._chosen()
        self._told.say(f"共 {self._count(day)} 件。")
        self._drop_task()
        self._found = None
        self._in_backups.say("正在查看备份……")
        self._offer()
        task = self._task = Task(self._look(day))
        task.finished.connect(lambda found: self._on_found(task, found))
        task.failed.connect(lambda why: self._on_not_found(task, f"不能查看备份：{why}"))
        task.crashed.connect(lambda: self._on_not_found(task, "程序内部出错，不能查看备份。"))
        task.start()

    def _drop_task(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _on_found(self, task: Task, found: BackupsWithApplicants) -> None:
        if task is self._task:
            self._found = found
            self._in_backups.say(_told(found), "warning" if found.unreadable or found.missing else "text")
            self._offer()

    def _on_not_found(self, task: Task, why: str) -> None:
        if task is self._task:
            self._in_backups.say(why, "warning")

    def _offer(self) -> None:
        holders = self._found.holders if self._found is not None else ()
        self._clear.setText(
            f"同时从这 {len(holders)} 份备份中删去(&B)" if holders else "同时从备份中删去(&B)"
        )
        self._clear.setEnabled(bool(holders))
        if not holders:
            self._clear.setChecked(False)

    def done(self, result: int) -> None:
        """Drop answers that come later."""
        self._drop_task()
        super().done(result)


def _told(found: BackupsWithApplicants) -> str:
    """Say which backups have the data, and how long they are kept."""
    lines = []
    if found.holders:
        first = min(one.at for one in found.holders)
        lines.append(
            f"{found.examined} 份备份中，{len(found.holders)} 份有这些信息，最早的是 {first.year} 年 {first.month} 月"
            f" {first.day} 日的。备份会自动稀疏，但每月的最后一份一直保留。"
        )
    elif found.examined > len(found.unreadable):
        lines.append(f"{found.examined - len(found.unreadable)} 份备份中都没有这些信息。")
    elif not found.examined:
        lines.append("还没有备份。")
    if found.unreadable:
        names = "、".join(one.path.name for one, _why in found.unreadable)
        lines.append(f"有 {len(found.unreadable)} 份打不开，不知道其中有没有：{names}。")
    if found.missing is not None:
        lines.append(f"另存备份的文件夹 {found.missing} 现在没有接上，其中的备份没有查看。")
    return "\n".join(lines)
