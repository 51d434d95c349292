"""Puts a backup in the place of a workspace, whole or not at all; a damaged file is kept beside it."""

import contextlib
import os
from pathlib import Path

from app import clock, files
from app.store import backup, sidecars, verify
from app.store.errors import FAILURES, Trouble, WorkspaceError, medium_failed
from app.workspace_values import Backup, Remedy

_LARGEST_NAMED = 2**63
"""A file that only gets another name may have any number of bytes."""


def put_in_place(source: Path, target: Path) -> None:
    """Make *source*'s content the workspace *target*, which nobody may have open for writing.

    Written beside, then replaced at once. Raises `WorkspaceError`; the target is then as it was.
    """
    database = verify.connect_checked(source)
    try:
        with contextlib.suppress(FileNotFoundError):
            files.refuse_endless(target, _LARGEST_NAMED)
        with files.written_beside(target.resolve()) as part:
            backup.write_copy(database, part)
    except FAILURES as error:
        raise backup.not_copied(target, error) from error
    except OSError as error:
        raise WorkspaceError(
            f"备份没有放到 {target}（{error.strerror}），原文件未动；请关闭正在使用它的程序后重试。",
            Trouble.IN_USE,
            Remedy.RETRY,
        ) from error
    finally:
        database.close()


def _free_aside(path: Path) -> Path:
    stem = f"{path.stem} 损坏 {clock.now():%Y-%m-%d %H%M%S}"
    aside, number = path.with_name(f"{stem}{path.suffix}"), 2
    while os.path.lexists(aside):
        aside = path.with_name(f"{stem} ({number}){path.suffix}")
        number += 1
    return aside


def _keep(damaged: Path, aside: Path) -> None:
    """Give the damaged file a second name, however large it is; without hard links, copy it. Raises OSError."""
    files.refuse_endless(damaged, _LARGEST_NAMED)
    try:
        os.link(damaged, aside)
    except OSError:
        import shutil

        files.refuse_endless(damaged, verify.LARGEST)
        shutil.copy2(damaged, aside)
        backup.to_disk(aside)


def restore_damaged(path: Path, chosen: Backup) -> Path | None:
    """Put a backup in the place of a file that can't be opened; return where the old one was kept.

    The damaged file gets another name, with its journal, before it is replaced: `salvage` may still read it.
    Raises `WorkspaceError`.
    """
    aside = _free_aside(path)
    try:
        if path.exists():
            _keep(path.resolve(), aside)
        for ending in sidecars.ENDINGS:
            # It belongs to the damaged file: left behind, it would be played back into the restored one.
            with contextlib.suppress(FileNotFoundError):
                sidecars.beside(path, ending).replace(sidecars.beside(aside, ending))
    except OSError as error:
        raise medium_failed(
            f"没有恢复：损坏的文件无法另存为 {aside}（{error.strerror}），请检查磁盘空间和文件夹权限。"
        ) from error
    put_in_place(chosen.path, path)
    return aside if aside.exists() else None
