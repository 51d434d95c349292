"""A copy of a workspace to hand over (移交副本): everything but the ledgers of requests, with no trace of them left."""

import sqlite3
from pathlib import Path

from app import files
from app.store.backup import to_disk, write_copy
from app.store.connection import connect
from app.store.database import Database
from app.store.errors import FAILURES, Trouble, WorkspaceError, medium_failed

_TABLES = ("request", "ledger")


def hand_over(database: Database, target: Path) -> None:
    """Write the copy to *target*, which must not exist; it appears only when whole. Raises `WorkspaceError`."""
    if target.exists():
        raise WorkspaceError(f"文件 {target} 已存在，请换一个文件名。", Trouble.EXISTS)
    try:
        with files.written_beside(target) as part:
            write_copy(database, part)
            _strip(part)
            to_disk(part)
    except (OSError, *FAILURES) as error:
        raise medium_failed(f"移交副本没有写成 {target}：{error}。请检查磁盘空间和文件夹权限。") from error


def _strip(path: Path) -> None:
    """Delete the ledgers and their history; the file is written anew, so that no page of it still holds them."""
    copy = connect(path, private=True)
    try:
        with copy.atomic():
            for table in _TABLES:
                copy.execute(f"DELETE FROM {table}")
                copy.execute("DELETE FROM change WHERE target GLOB ?", [f"{table}.*"])
        copy.execute("VACUUM")
        if copy.execute("SELECT count(*) FROM request").fetchone()[0]:
            raise sqlite3.DatabaseError("request")
    finally:
        copy.close()
