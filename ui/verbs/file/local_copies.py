"""Verbs on copies of workspaces that lie on shares without file locks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import UserError
from ui.base.desktop import documents_folder
from ui.verbs.base import Verbs

if TYPE_CHECKING:
    from app.store.local_copy import LocalCopies


def copies_folder() -> Path:
    """Return where the copies lie, for the user to see: with the other files of the program."""
    return documents_folder() / "公开年报" / "本机副本"


class LocalCopyVerbs(Verbs):
    """Editing a copy on this computer, and putting it back over the file it was made from."""

    _close_anyway = False

    def edit(self, path: Path, open_path: Callable[[Path], bool]) -> None:
        """Make a copy of *path*, or go on with the one that was not written back, and open it. Raises `UserError`."""
        copy, has_edits = self._copies().take(path)
        if open_path(copy) and has_edits:
            self.notice.say("上次在本机副本上的修改还没有写回，请核对后接着编辑。", kind="warning", stay=True)

    def origin(self) -> Path | None:
        """Return the file whose copy is open; None when the open file is no copy."""
        path = self.session.path
        # Asked at every opening: the code for copies is loaded only for a file that lies among them.
        if path is None or copies_folder() not in path.parents:
            return None
        return self._copies().origin(path)

    def write_back(self) -> None:
        """Put the open copy back. Raises `UserError`; the edits then stay in the copy."""
        self.session.settle()
        workspace = self.session.file.workspace
        if workspace is not None:
            where = self._copies().write_back(workspace)
            self.notice.say(f"已写回 {where}。" if where else "没有新的修改需要写回。")

    def may_close(self) -> bool:
        """Put an open copy back before it is closed; if that fails, say so, and close only when asked again."""
        if self._close_anyway or self.origin() is None:
            return True
        try:
            self.write_back()
        except UserError as error:
            self.tell(f"{error}再次关闭即退出；下次打开共享文件夹中的原文件，可以接着编辑这份副本。")
            self._close_anyway = True
            return False
        return True

    def _copies(self) -> LocalCopies:
        from app.store.local_copy import LocalCopies

        return LocalCopies(copies_folder())
