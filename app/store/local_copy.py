"""Copies on this computer of workspaces that lie where files can't be locked, and their way back.

A copy goes back only over the very bytes that it was made from: what somebody else wrote in between is never replaced.
"""

import contextlib
import hashlib
import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from app import clock, files
from app.store import backup, sidecars, verify
from app.store.errors import FAILURES, Trouble, WorkspaceError, medium_failed
from app.store.heartbeat import read_small
from app.store.workspace import Workspace
from app.workspace_values import Remedy

_RECORD = "来源.json"
_TRIES = 3
_CHUNK = 1 << 20


@dataclass(frozen=True)
class _Record:
    """Where a copy comes from, and digests of both as they were when they held the same."""

    origin: str
    origin_digest: str
    copy_digest: str


class LocalCopies:
    """The copies kept under one folder of the user's."""

    def __init__(self, home: Path) -> None:
        self._home = home

    def take(self, origin: Path) -> tuple[Path, bool]:
        """Return the copy of *origin*, and whether it holds edits from before that were never written back.

        A copy without such edits is made anew. Raises `WorkspaceError`.
        """
        origin = origin.absolute()
        copy = self._place(origin)
        if self.has_edits(copy):
            return copy, True
        verify.look(origin)
        try:
            if sidecars.beside(origin, sidecars.JOURNAL).exists():
                raise WorkspaceError(
                    f"{origin} 上次的修改没有写完，不能做本机副本；请在那台电脑上打开一次，或改用备份。",
                    Trouble.UNFINISHED,
                    Remedy.RETRY,
                    Remedy.RESTORE,
                )
            copy.parent.mkdir(parents=True, exist_ok=True)
            digest = _copied(origin, copy)
            self._remember(copy, _Record(str(origin), digest, digest))
        except OSError as error:
            raise medium_failed(
                f"本机副本没有做成（{error.strerror}），请检查网络连接和本机磁盘后重试。"
            ) from error
        return copy, False

    def origin(self, copy: Path) -> Path | None:
        """Return the file that *copy* is a copy of; None when it is none of these copies."""
        record = self._record(copy)
        return Path(record.origin) if record else None

    def has_edits(self, copy: Path) -> bool:
        """Whether the copy was edited since it was made or written back. Raises `WorkspaceError`."""
        record = self._record(copy)
        try:
            if record is None or not copy.exists():
                return False
            return sidecars.beside(copy, sidecars.JOURNAL).exists() or _digest(copy) != record.copy_digest
        except OSError as error:
            raise _not_read(copy, error) from error

    def write_back(self, workspace: Workspace) -> Path | None:
        """Put an open copy in the place of its origin if nobody changed that; return the origin, None if nothing is
        new.

        Raises `WorkspaceError`; both files are then as they were.
        """
        record = self._record(workspace.path)
        if record is None or not self.has_edits(workspace.path):
            return None
        origin = Path(record.origin)
        try:
            self._refuse_changed(origin, record)
            with files.written_beside(origin.resolve()) as part:
                workspace.write_copy(part)
                digest = _digest(part)
                self._refuse_changed(origin, record)
            self._remember(workspace.path, _Record(record.origin, digest, _digest(workspace.path)))
        except (OSError, *FAILURES) as error:
            raise medium_failed(
                f"没有写回 {origin}（{error}），修改仍在本机副本中，请检查网络连接和文件夹权限后再写回。"
            ) from error
        return origin

    def _refuse_changed(self, origin: Path, record: _Record) -> None:
        if any(sidecars.beside(origin, ending).exists() for ending in sidecars.ENDINGS):
            raise WorkspaceError(
                f"没有写回：别的程序正在修改 {origin}，修改仍在本机副本中，请等对方关闭后再写回。",
                Trouble.IN_USE,
                Remedy.RETRY,
            )
        if _digest(origin) != record.origin_digest:
            raise WorkspaceError(
                f"没有写回：{origin} 在此期间已被别人改动，写回会覆盖对方的修改。"
                "修改仍在本机副本中，请用“保存副本”另存到共享文件夹，与对方核对后再合并。",
                Trouble.EXISTS,
            )

    def _place(self, origin: Path) -> Path:
        mark = hashlib.sha256(os.fsencode(origin)).hexdigest()[:8]
        return self._home / f"{origin.stem[:60]} {mark}" / origin.name

    def _record(self, copy: Path) -> _Record | None:
        """Return the record of one of our own copies; a record in another place might be anybody's."""
        if copy.absolute().parent.parent != self._home.absolute():
            return None
        try:
            data = json.loads(read_small(copy.parent / _RECORD) or "")
            record = _Record(*(str(data[name]) for name in ("origin", "origin_digest", "copy_digest")))
        except (ValueError, TypeError, KeyError, RecursionError):
            return None
        return record if self._place(Path(record.origin)).absolute() == copy.absolute() else None

    def _remember(self, copy: Path, record: _Record) -> None:
        text = {**vars(record), "at": clock.now().isoformat(timespec="seconds")}
        with files.written_beside(copy.parent / _RECORD) as part:
            part.write_text(json.dumps(text, ensure_ascii=False), encoding="utf-8")


def _copied(origin: Path, copy: Path) -> str:
    """Copy a file that may be written meanwhile, until it was the same before and after. Raises OSError."""
    for _ in range(_TRIES):
        before = _digest(origin)
        with contextlib.suppress(_Torn), files.written_beside(copy) as part:
            shutil.copyfile(origin, part)
            backup.to_disk(part)
            if not _digest(part) == before == _digest(origin):
                raise _Torn
        if copy.exists() and _digest(copy) == before:
            return before
    raise WorkspaceError(f"{origin} 正在被别的程序修改，请稍后再试。", Trouble.IN_USE, Remedy.RETRY)


class _Torn(Exception):
    """The file was written while it was copied."""


def _digest(path: Path) -> str:
    files.refuse_endless(path, verify.LARGEST)
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_CHUNK):
            digest.update(block)
    return digest.hexdigest()


def _not_read(path: Path, error: OSError) -> WorkspaceError:
    return medium_failed(f"无法读取 {path}（{error.strerror}），请检查磁盘后重试。")
