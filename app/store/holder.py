"""Who may write a workspace: one process at a time, told apart by a lock that dies with it.

Beside the workspace lies a small SQLite database, the lock. Its holder keeps a write transaction open on it,
so the operating system itself (Windows as well as Linux, on a stick or on a share) says whether the holder
lives: after a crash, a power cut or a stick moved to another computer the lock is simply free. There is no
age after which a lock counts as stale, on this or another computer: a holder that lives keeps it. The row in
it only tells others whom to ask. To get the file from a living holder, ask: its window sees the request and
hands over, which loses nothing since every edit is on disk already.
"""

import json
import os
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

_LOCK = "lock"
_REQUEST = "request.json"


@dataclass(frozen=True)
class Holder:
    """A person at a computer: who has the file, or who asks for it, *since* when."""

    who: str
    host: str
    pid: int
    since: datetime

    def __str__(self) -> str:
        return (
            f"{self.who}（电脑 {self.host}，自 {self.since.month}月{self.since.day}日 {self.since:%H:%M} 起）"
        )


def myself() -> Holder:
    """Return this process as a holder."""
    import platform

    return Holder(user_name(), platform.node(), os.getpid(), datetime.now().astimezone())


def user_name() -> str:
    """Return the login name, for the history and the lock."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "未知用户"


class Lock:
    """The held lock of one workspace. `release` frees it; so does the end of the process."""

    def __init__(self, folder: Path, connection: sqlite3.Connection) -> None:
        self._folder = folder
        self._connection = connection

    def release(self) -> None:
        """Let others have the file."""
        self._connection.close()

    def asked_by(self) -> Holder | None:
        """Return who asks for the file, if anybody does."""
        return request(self._folder)


def acquire(folder: Path) -> Lock | Holder:
    """Take the lock in *folder*, or return who has it. Raises OSError and sqlite3.Error when it can't be made."""
    folder.mkdir(exist_ok=True)
    try:
        return _acquire(folder)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        # A power cut can leave the lock in any state; it holds nothing worth keeping.
        (folder / _LOCK).unlink()
        return _acquire(folder)


def _acquire(folder: Path) -> Lock | Holder:
    connection = sqlite3.connect(folder / _LOCK, timeout=0, isolation_level=None)
    try:
        for pragma in ("journal_mode = MEMORY", "synchronous = OFF", "trusted_schema = OFF"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("CREATE TABLE IF NOT EXISTS holder (holder TEXT NOT NULL)")
        connection.execute("DELETE FROM holder")
        connection.execute("INSERT INTO holder VALUES (?)", [_written(myself())])
        connection.execute("COMMIT")
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        connection.close()
        if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return holder(folder)
        raise
    except BaseException:
        connection.close()
        raise
    (folder / _REQUEST).unlink(missing_ok=True)
    return Lock(folder, connection)


def holder(folder: Path) -> Holder:
    """Return who wrote last into the lock of *folder*; somebody unknown since now when that can't be read."""
    connection = sqlite3.connect(folder / _LOCK, timeout=1)
    try:
        return _read(json.loads(connection.execute("SELECT holder FROM holder").fetchone()[0]))
    except (sqlite3.Error, ValueError, TypeError, KeyError):
        return Holder("另一位用户", "未知", 0, datetime.now().astimezone())
    finally:
        connection.close()


def request(folder: Path) -> Holder | None:
    """Return who asks for the file, if anybody does."""
    try:
        return _read(json.loads((folder / _REQUEST).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def ask(folder: Path) -> None:
    """Ask the holder to hand over. Raises OSError."""
    (folder / _REQUEST).write_text(_written(myself()), encoding="utf-8")


def _written(holder: Holder) -> str:
    return json.dumps(
        {**vars(holder), "since": holder.since.isoformat(timespec="seconds")}, ensure_ascii=False
    )


def _read(data: dict[str, str]) -> Holder:
    return Holder(
        str(data["who"]), str(data["host"]), int(data["pid"]), datetime.fromisoformat(data["since"])
    )
