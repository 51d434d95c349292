"""The backups of a workspace: when and why each was made, what differs from now, and the way back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.workspace_values import Backup, BackupDifference
from ui.base import theme
from ui.dialogs.kit import Dialog, ListTable, TonedLabel, push_button
from ui.work.tasks import Task

_COLUMNS = ("时间", "缘由", "大小")


@dataclass(frozen=True)
class BackupActions:
    """What the dialog can do; None for what is impossible with this file.

    *differences* and *back_up* run in another thread, *restore* in this one and calls back once it has succeeded.
    """

    backups: Callable[[], Sequence[Backup]]
    differences: Callable[[Backup], Sequence[BackupDifference]] | None
    restore: Callable[[Backup, Callable[[], None]], None] | None
    back_up: Callable[[Task], Backup | None] | None
    show_folder: Callable[[], object]


class BackupsDialog(Dialog):
    """A list of backups, and below it what going back to the chosen one would change."""

    def __init__(self, path: Path, offers: BackupActions, parent: QWidget | None = None) -> None:
        super().__init__("backupsDialog", "备份与恢复", parent, size=(720, 500))
        self._offers = offers
        self._backups: list[Backup] = []
        self._tasks = 0
        self._table = ListTable("backupList", _COLUMNS, stretched=1, spoken="备份")
        self._table.setColumnWidth(0, 46 * theme.UNIT)
        self._changes = TonedLabel("backupChanges")
        self._changes.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._changes.setMinimumHeight(30 * theme.UNIT)
        self._restore_button = push_button("恢复(&R)", self._on_restore, "restoreBackup")
        self._back_up_button = push_button("立即备份(&B)", self._on_back_up, "backUpNow")
        self._back_up_button.setVisible(offers.back_up is not None)
        show_folder = push_button("打开备份文件夹(&F)", offers.show_folder, "showBackups")
        self.add(TonedLabel(text=f"文件：{path}"))
        self.add(self._table, stretch=1)
        self.add(self._changes)
        self.end_with_close(self._restore_button, self._back_up_button, show_folder)
        self._fill()
        self._table.currentCellChanged.connect(self._on_row_changed)

    def _fill(self) -> None:
        self._backups = list(self._offers.backups())
        self._table.fill(
            (f"{one.at:%Y-%m-%d %H:%M:%S}", str(one.reason), f"{max(one.size // 1024, 1)} KB")
            for one in self._backups
        )
        if self._backups:
            self._table.setCurrentCell(0, 0)
            self._on_row_changed()
        else:
            self._changes.say("还没有备份。打开文件时、编辑期间每小时、批量操作前会自动备份。")
        self._allow()

    def _allow(self) -> None:
        can = self._offers.restore is not None and self._chosen() is not None
        self._restore_button.setEnabled(can)

    def _chosen(self) -> Backup | None:
        row = self._table.currentRow()
        return self._backups[row] if 0 <= row < len(self._backups) else None

    def _on_row_changed(self) -> None:
        """Compare in another thread; only the newest choice's answer is shown."""
        chosen, compare = self._chosen(), self._offers.differences
        self._allow()
        if chosen is None:
            return
        if compare is None:
            self._changes.say("现在的文件打不开，不能与备份比较。恢复时，现在的文件会另存一份，不会丢失。")
            return
        self._changes.say("正在比较……")
        self._tasks += 1
        number = self._tasks
        task = Task(lambda _task: compare(chosen))
        task.finished.connect(lambda found: self._answer(number, _told(found)))
        task.failed.connect(lambda why: self._answer(number, f"不能比较：{why}"))
        task.crashed.connect(lambda: self._answer(number, "程序内部出错，不能比较。"))
        task.start()

    def _answer(self, number: int, text: str) -> None:
        if number == self._tasks:
            self._changes.say(text)

    def _on_restore(self) -> None:
        chosen = self._chosen()
        if chosen is None or self._offers.restore is None:
            return
        with self.refusing():
            self._offers.restore(chosen, self.accept)

    def _on_back_up(self) -> None:
        if self._offers.back_up is None:
            return
        self._back_up_button.setEnabled(False)
        task = Task(self._offers.back_up)
        task.finished.connect(self._on_backed_up)
        task.failed.connect(self._on_not_backed_up)
        task.crashed.connect(lambda: self._on_not_backed_up("程序内部出错，没有备份。"))
        task.start()

    def _on_backed_up(self, made: Backup | None) -> None:
        self._back_up_button.setEnabled(True)
        self._fill()
        if made is None:
            self._tasks += 1
            self._changes.say("内容与最近一次备份相同，不需要再备份。")

    def _on_not_backed_up(self, why: str) -> None:
        self._back_up_button.setEnabled(True)
        self._tasks += 1
        self._changes.say(why)

    def done(self, result: int) -> None:
        """Drop answers that come later."""
        self._tasks += 1
        super().done(result)


def _told(found: Sequence[BackupDifference]) -> str:
    """Say report by report what restoring would change."""
    differing = [one for one in found if one.differs]
    if not differing:
        return "与现在的内容相同。"
    return "恢复后，与现在相比：\n" + "\n".join(_line(one) for one in differing)


def _line(one: BackupDifference) -> str:
    if one.kept:
        return f"{one.records} {one.kept}不同"
    name = f"{one.unit} {one.year} 年："
    if not one.now:
        return f"{name}现在没有，恢复后会有"
    if not one.then:
        return f"{name}备份中没有，恢复后不再有"
    if not one.readable:
        return f"{name}本程序不能读取，无法比较"
    counts = ((one.cells, "格数字"), (one.sections, "段文字"), (one.fields, "项封面或状态"))
    return name + "、".join(f"{count} {what}" for count, what in counts if count) + "不同"
