"""Verbs on backups, and on files that can't be opened."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from app.workspace_values import Backup
from ui.base.desktop import show_in_system
from ui.dialogs.backups_dialog import BackupActions, BackupsDialog
from ui.verbs.base import WORKSPACE_PATTERN, Verbs
from ui.work.file_backups import FileBackups
from ui.work.tasks import Task


class BackupVerbs(Verbs):
    """Looking at backups, making them, going back to one; saving what can be read of a damaged file."""

    def backups(self) -> None:
        """Show the backups of the open workspace."""
        path = self.session.path
        if path is None:
            return
        self.session.settle()
        backups = FileBackups(path)
        file = self.session.file
        offers = BackupActions(
            backups=backups.all,
            differences=backups.differences,
            restore=None if self.session.read_only else self._restore,
            back_up=None if self.session.read_only else (lambda _task: file.back_up_by_hand()),
            show_folder=lambda: show_in_system(
                backups.folder() if backups.folder().exists() else path.parent
            ),
        )
        BackupsDialog(path, offers, self.window).exec()

    def _restore(self, chosen: Backup, done: Callable[[], None]) -> None:
        """Go back to a backup. The file is open in this thread, so it is replaced in this thread. Raises `UserError`."""
        self.session.settle()
        self.session.file.restore(chosen)
        done()
        self.parts.middle.take_keyboard()
        self.notice.say("已恢复到所选的备份；恢复前的内容也已存为备份，可随时再恢复回去。", stay=True)

    def restore_damaged(self, path: Path, opened: Callable[[], object]) -> None:
        """Let the user choose a backup to take the place of a file that can't be opened."""
        backups = FileBackups(path)

        def restore(chosen: Backup, done: Callable[[], None]) -> None:
            kept = backups.restore_damaged(chosen)
            done()
            if opened():
                self.parts.middle.take_keyboard()
                where = f"原来的文件另存为 {kept}。" if kept else ""
                self.notice.say(f"已用备份恢复 {path}。{where}", stay=True)

        offers = BackupActions(
            backups=backups.all,
            differences=None,
            restore=restore,
            back_up=None,
            show_folder=lambda: show_in_system(path.parent),
        )
        if not backups.all():
            self._no_backups(path)
            return
        BackupsDialog(path, offers, self.window).exec()

    def _no_backups(self, path: Path) -> None:
        """Say that there are no backups beside the file."""
        self.notice.say(
            f"在 {path.parent} 中没有找到这个文件的备份；如有存在别处的副本，请直接打开那个副本。",
            kind="warning",
            stay=True,
        )

    def salvage(self, path: Path, open_path: Callable[[Path], object]) -> None:
        """Save what can be read of a damaged file into a new one; the damaged one is only read."""
        proposed = path.with_name(f"{path.stem} 抢救.nianbao")
        name, _ = QFileDialog.getSaveFileName(
            self.window, "抢救数据到新文件", str(proposed), WORKSPACE_PATTERN
        )
        if not name:
            return
        target = Path(name)

        def work(_task: Task) -> str:
            return FileBackups(path).salvage(target)

        def done(outcome: str) -> None:
            open_path(target)
            self.notice.say(f"{outcome}已存为 {target}，原文件没有改动。", kind="warning", stay=True)

        self.notice.say(f"正在从 {path} 中抢救数据……", stay=True)
        self.in_background(work, done)
