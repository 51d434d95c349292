"""The workspace that is open in the window: opening, closing and copying it, and writing what was typed before that."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from app.edits import FINAL_REFUSAL
from app.errors import UserError
from app.store.repository import Repository
from app.store.workspace import Workspace
from app.store.write_lock import user_name
from ui.work.refusals import disk_failed
from ui.work.typed_report import TypedReport
from ui.work.unsaved_places import UnsavedPlaces
from ui.work.workspace_file import WorkspaceFile

UNSAVED = "刚输入的内容还没有存上，请先解决磁盘问题，或把它复制到别处并还原，再继续。"
"""Why what is on screen can't be left or used."""


class OpenWorkspace(TypedReport):
    """The file, and the editors in which something may be typed that is not on disk yet."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.file = WorkspaceFile(self)
        self.unsaved = UnsavedPlaces(lambda: self.path, self.where)
        self._editors: list[Callable[[], None]] = []

    @property
    def path(self) -> Path | None:
        """Where the open workspace lies."""
        return self.file.path

    @property
    def is_open(self) -> bool:
        """Whether a workspace is open."""
        return self.file.workspace is not None

    @property
    def read_only(self) -> str:
        """Why nothing may be edited; empty when all may."""
        return self.file.access.refusal

    def why_locked(self) -> str:
        """Say why nothing can be typed into the report on screen."""
        return f"不能修改：{self.read_only}。" if self.read_only else FINAL_REFUSAL

    def where(self, place: str) -> str:
        """Say in words where a place is in which something is typed."""
        raise NotImplementedError

    @property
    def repository(self) -> Repository:
        """The reports of the open workspace."""
        return self.file.repository

    @property
    def user(self) -> str:
        """The name by which the system knows who is working."""
        return user_name()

    def open(self, path: Path, *, read_only: bool = False) -> None:
        """Open a workspace in place of the one before. Raises `UserError`; the one before stays open then."""
        self.settle()
        again = path == self.path
        if again:
            # The session's own lock would keep it from opening.
            self.close()
        try:
            workspace = self.file.opened(path, read_only=read_only)
        except UserError:
            if again:
                self.workspace_changed.emit()
                self.list_changed.emit()
            raise
        self._take(workspace)

    def create(self, path: Path) -> None:
        """Make a workspace and open it. Raises `UserError`; the one before stays open then."""
        self.settle()
        self._take(self.file.created(path))

    def _take(self, workspace: Workspace) -> None:
        self.close()
        self.file.take(workspace)
        self.workspace_changed.emit()
        self.list_changed.emit()

    def copy_to(self, target: Path) -> None:
        """Write a copy of the workspace with all that was typed. Raises `UserError`."""
        self.settle()
        assert self.file.workspace is not None
        self.file.workspace.copy_to(target)

    def enrol(self, commit: Callable[[], None]) -> None:
        """Register *commit*, which writes what was typed whenever it must be on disk. It may raise `UserError`."""
        self._editors.append(commit)

    def settle(self) -> None:
        """Write everything that was typed, before the report is left, changed or used.

        Raises `UserError` while anything typed is not on disk; the caller must not go on then.
        """
        refusals: list[UserError] = []
        for commit in self._editors:
            try:
                commit()
            except UserError as error:
                refusals.append(error)
        for refusal in refusals:
            if not disk_failed(refusal):
                raise refusal
        if refusals or self.unsaved:
            raise UserError(UNSAVED)

    def close(self) -> None:
        """Close the workspace; every edit is on disk already."""
        self.unsaved.clear()
        self.file.close()
