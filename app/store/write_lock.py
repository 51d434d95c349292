"""The lock by which one process at a time may write a workspace; the lock ends with the process.

Beside the workspace lies a small SQLite database, the lock. Its holder keeps a write transaction open on it,
so the operating system itself (Windows as well as Linux, on a stick or on a share) says whether the holder
lives: after a crash, a power cut or a stick moved to another computer the lock is simply free. There is no
age after which a lock counts as stale, on this or another computer: a holder that lives keeps it. The row in
it only tells others whom to ask. To get the file from a living holder, ask: its window sees the request and
hands over, which loses nothing since every edit is on disk already. Where a share lets every lock succeed,
`app.store.heartbeat` is the second line.
"""

import contextlib
import json
import os
import sqlite3
import stat
import weakref
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from app import clock, files
from app.store import heartbeat, sidecars
from app.unit_names import visible

_LOCK = "lock"
_REQUEST = "request.json"
_TABLE = "CREATE TABLE holder (holder TEXT NOT NULL)"


class Holder(NamedTuple):
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

    return Holder(user_name(), platform.node(), os.getpid(), clock.now())


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
        self.holder = myself()
        self._folder = folder
        self._connection = connection
        self._presence = heartbeat.Heartbeat(folder, _written(self.holder))
        weakref.finalize(self, self._presence.end)
        _HELD[folder.resolve()] = self

    def release(self) -> None:
        """Let others have the file."""
        if _HELD.get(self._folder.resolve()) is self:
            del _HELD[self._folder.resolve()]
        self._presence.end()
        self._connection.close()

    def ousted_by(self) -> Holder | None:
        """Return who took the file over though this process held the lock, as can happen on shares without true locks."""
        other = self._presence.other()
        return _told(other) if other else None

    def asked_by(self) -> Holder | None:
        """Return who asks for the file, if anybody does."""
        return request(self._folder)


_HELD: weakref.WeakValueDictionary[Path, Lock] = weakref.WeakValueDictionary()
"""The locks of this process. A locked file must not even be opened and closed again: POSIX would let the lock go."""


def acquire(folder: Path, inquiry: heartbeat.Inquiry | None = None) -> Lock | Holder:
    """Take the lock in *folder*, or return who has it. Raises OSError and sqlite3.Error when it can't be made.

    Waits for the answer of a holder whom the lock did not show; with an *inquiry*, which is kept for the next try,
    it does not wait.
    """
    if held := _HELD.get(folder.resolve()):
        return held.holder
    folder.mkdir(exist_ok=True)
    found = _acquire_anew(folder)
    if isinstance(found, Holder):
        return found
    try:
        other = (inquiry or heartbeat.Inquiry(folder)).holder(wait=inquiry is None)
    except BaseException:
        found.close()
        raise
    if other:
        found.close()
        return _told(other)
    (folder / _REQUEST).unlink(missing_ok=True)
    return Lock(folder, found)


def _acquire_anew(folder: Path) -> sqlite3.Connection | Holder:
    try:
        return _acquire(folder)
    except sqlite3.OperationalError:
        raise
    except (_StrangeLock, sqlite3.DatabaseError):
        # A power cut can leave the lock in any state, and a sender can have put anything there; it holds nothing
        # worth keeping.
        for ending in ("", *sidecars.ENDINGS):
            folder.joinpath(_LOCK + ending).unlink(missing_ok=True)
        return _acquire(folder)


class _StrangeLock(Exception):
    """The file in the lock's place is not one that this program makes."""


def _connect(folder: Path, timeout: float) -> sqlite3.Connection:
    """Connect to the lock, once its bytes, what lies beside it and its shape are ours. Raises `_StrangeLock`."""
    path = folder / _LOCK
    try:
        found = path.lstat()
    except FileNotFoundError:
        found = None
    if found is not None and (not stat.S_ISREG(found.st_mode) or found.st_size > heartbeat.LARGEST):
        raise _StrangeLock
    if sidecars.beside(path, sidecars.JOURNAL).exists() or (found is not None and _strange(path)):
        raise _StrangeLock
    connection = sqlite3.connect(path, timeout=timeout, isolation_level=None)
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        objects = connection.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
        if objects not in ([], [("table", "holder", _TABLE)]):
            raise _StrangeLock
    except BaseException:
        connection.close()
        raise
    return connection


def _strange(path: Path) -> bool:
    return bool(sidecars.strange_sidecar(path)) or sidecars.uses_log(path)


def _acquire(folder: Path) -> sqlite3.Connection | Holder:
    connection = _connect(folder, 0)
    try:
        for pragma in ("journal_mode = MEMORY", "synchronous = OFF"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(_TABLE.replace("TABLE", "TABLE IF NOT EXISTS", 1))
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
    return connection


def holder(folder: Path) -> Holder:
    """Return who last wrote into the lock of *folder*; an unknown person, as of now, when that can't be read."""
    if held := _HELD.get(folder.resolve()):
        return held.holder
    try:
        with contextlib.closing(_connect(folder, 1)) as connection:
            return _read(json.loads(connection.execute("SELECT holder FROM holder").fetchone()[0]))
    except (OSError, _StrangeLock, sqlite3.Error, ValueError, TypeError, KeyError, RecursionError):
        return _somebody()


def _somebody() -> Holder:
    return Holder("另一位用户", "未知", 0, clock.now())


def _told(text: str) -> Holder:
    try:
        return _read(json.loads(text))
    except (ValueError, TypeError, KeyError, RecursionError, OverflowError):
        return _somebody()


def request(folder: Path) -> Holder | None:
    """Return who asks for the file, if anybody does."""
    try:
        return _read(json.loads(heartbeat.read_small(folder / _REQUEST) or ""))
    except (ValueError, TypeError, KeyError, RecursionError, OverflowError):
        return None


def ask(folder: Path) -> None:
    """Ask the holder to hand over. Raises OSError."""
    with files.written_beside(folder / _REQUEST) as part:
        part.write_text(_written(myself()), encoding="utf-8")


def _written(holder: Holder) -> str:
    return json.dumps(
        {**holder._asdict(), "since": holder.since.isoformat(timespec="seconds")}, ensure_ascii=False
    )


def _read(data: dict[str, str]) -> Holder:
    return Holder(
        visible(str(data["who"]))[:80],
        visible(str(data["host"]))[:80],
        int(data["pid"]),
        clock.local(datetime.fromisoformat(data["since"])),
    )
