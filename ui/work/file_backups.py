"""The backups of a file, which need no open file: listed, compared, put in its place."""

from dataclasses import dataclass
from pathlib import Path

from app.store import backup, restoring
from app.store.workspace import open_workspace
from app.workspace_values import Backup, BackupDifference


@dataclass(frozen=True)
class FileBackups:
    """The backups that belong to one path, whether the file there can be opened or not."""

    path: Path

    def all(self) -> list[Backup]:
        """Return the backups, the newest first."""
        return backup.backups(self.path)

    def folder(self) -> Path:
        """Return the folder they lie in."""
        return backup.folder_of(self.path)

    def differences(self, chosen: Backup) -> list[BackupDifference]:
        """Compare the file with a backup, in any thread. Raises `UserError`."""
        from app.store.backup_differences import compare

        workspace = open_workspace(self.path, read_only=True)
        try:
            return compare(workspace.repository, chosen.path)
        finally:
            workspace.close()

    def restore_damaged(self, chosen: Backup) -> Path | None:
        """Put a backup in the place of a file that can't be opened; return where that was kept. Raises `UserError`."""
        return restoring.restore_damaged(self.path, chosen)

    def salvage(self, target: Path) -> str:
        """Save what can be read into a new file; return in words what came out. Raises `WorkspaceError`."""
        from app.store.salvage import salvage

        return str(salvage(self.path, target))
