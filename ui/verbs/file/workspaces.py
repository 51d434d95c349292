"""Opening, making and copying workspace files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from app.errors import UserError
from app.store.errors import WorkspaceError
from app.workspace_values import Remedy
from ui.base.desktop import documents_folder, folder_to_begin_in, show_in_system
from ui.verbs.base import WORKSPACE_PATTERN, Verbs, WindowParts
from ui.verbs.file.local_copies import LocalCopyVerbs
from ui.views.notice import Buttons

if TYPE_CHECKING:
    from ui.verbs.file.backups import BackupVerbs


def default_workspace() -> Path:
    """Return where the first start makes its workspace."""
    return documents_folder() / "公开年报" / "政府信息公开年报.nianbao"


class WorkspaceVerbs(Verbs):
    """Opening, making, copying, and leaving.

    *backups* returns the verbs on backups, which are loaded when a file can't be opened.
    """

    def __init__(self, parts: WindowParts, backups: Callable[[], BackupVerbs]) -> None:
        super().__init__(parts)
        self._backups = backups
        self._refusal = ""
        """What was said of the file that could not be opened last."""

    def open_path(self, path: Path) -> bool:
        """Open a workspace; if that fails, the notice says why and offers what can be done."""
        return self._take_workspace(lambda: self.session.open(path), path)

    def _open_read_only(self, path: Path) -> bool:
        return self._take_workspace(lambda: self.session.open(path, read_only=True), path)

    def open_default(self) -> None:
        """Open the workspace used last, or make the first one; the welcome page says where it is."""
        recent = self.settings.recent()
        if recent:
            self.open_path(recent[0])
            return
        path = default_workspace()
        if path.exists():
            self.open_path(path)
        else:
            self._take_workspace(lambda: self.session.create(path), path)

    def _take_workspace(self, take: Callable[[], None], path: Path) -> bool:
        try:
            take()
        except UserError as error:
            buttons = self._remedies(error, take, path)
            self._refusal = str(error)
            self.notice.say(self._refusal, kind="error", stay=True, buttons=buttons)
            return False
        self.notice.withdraw(self._refusal)
        self.notice.pass_over()
        if self.session.path is not None:
            self.settings.add_recent(self.session.path)
        return True

    def _remedies(self, error: UserError, take: Callable[[], None], path: Path) -> Buttons:
        offers: dict[Remedy, tuple[str, Callable[[], object]]] = {
            Remedy.RETRY: ("重试", lambda: self._take_workspace(take, path)),
            Remedy.READ_ONLY: ("以只读方式打开", lambda: self._open_read_only(path)),
            Remedy.RESTORE: (
                "恢复备份…",
                lambda: self._backups().restore_damaged(path, lambda: self.open_path(path)),
            ),
            Remedy.LOCAL_COPY: (
                "在本机副本上编辑",
                lambda: LocalCopyVerbs(self.parts).edit(path, self.open_path),
            ),
            Remedy.SALVAGE: ("抢救到新文件…", lambda: self._backups().salvage(path, self.open_path)),
        }
        return [offers[remedy] for remedy in error.remedies] if isinstance(error, WorkspaceError) else ()

    def open_workspace(self) -> None:
        """Ask for a workspace and open it."""
        name, _ = QFileDialog.getOpenFileName(
            self.window, "打开数据文件", str(self._folder()), WORKSPACE_PATTERN
        )
        if name:
            self.open_path(Path(name))

    def new_workspace(self) -> None:
        """Ask for a file name and make a workspace there."""
        path = self.ask_target("新建数据文件", self._folder() / "政府信息公开年报.nianbao", WORKSPACE_PATTERN)
        if path is not None:
            self._take_workspace(lambda: self.session.create(path), path)

    def copy_workspace(self) -> None:
        """Write a copy of the workspace."""
        path = self._ask_copy("副本")
        if path is not None:
            self.session.copy_to(path)
            self.notice.say(f"副本已存为 {path}。")

    def hand_over_copy(self) -> None:
        """Write a copy of the workspace without any ledger of requests."""
        path = self._ask_copy("移交副本")
        if path is not None:
            # Loaded when a copy is handed over.
            from app.store.handover import hand_over

            self.session.settle()
            hand_over(self.session.repository.database, path)
            self.notice.say(f"移交副本已存为 {path}，其中没有台账。")

    def _ask_copy(self, kind: str) -> Path | None:
        """Ask where a copy of the workspace goes; its name proposes the day and the *kind*."""
        source = self.session.path
        if source is None:
            return None
        proposed = source.with_name(f"{source.stem} {date.today():%Y%m%d}{kind}{source.suffix}")
        return self.ask_target(f"保存{kind}", proposed, WORKSPACE_PATTERN)

    def reveal_workspace(self) -> None:
        """Open the folder in which the workspace lies."""
        if self.session.path is not None:
            show_in_system(self.session.path.parent)

    def _folder(self) -> Path:
        return self.session.path.parent if self.session.path else folder_to_begin_in("")

    def quit(self) -> None:
        """Close the window."""
        self.window.close()
