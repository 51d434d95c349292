"""A cache of checks in the user's cache folder, by digests of what they rest on; it serves all workspaces.

Only what lists show is kept, nothing of a report's content. A fault of the cache only means that a check is made
again.
"""

import contextlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import platformdirs

from app.rules.brief_checks import read, written
from app.rules.check import Check

_MOST = 100_000
_SCHEMA = "CREATE TABLE IF NOT EXISTS kept (mark TEXT PRIMARY KEY, told TEXT NOT NULL) STRICT"


def _path() -> Path:
    folder = Path(platformdirs.user_cache_dir("gongkai-nianbao", appauthor=False))
    folder.mkdir(parents=True, exist_ok=True)
    return folder / "checks.sqlite"


def kept_checks(digests: Iterable[str]) -> dict[str, Check]:
    """Return the checks known for these digests; none where the cache can't be read."""
    found: dict[str, Check] = {}
    with contextlib.suppress(OSError, RuntimeError, sqlite3.Error, ValueError), _open() as database:
        listed = json.dumps(list(digests))
        sql = "SELECT k.mark, k.told FROM json_each(?) j JOIN kept k ON k.mark = j.value"
        for digest, told in database.execute(sql, [listed]):
            with contextlib.suppress(ValueError):
                found[digest] = read(told)
    return found


def keep(checks: Mapping[str, Check]) -> None:
    """Keep checks, without those of damaged reports, whose findings say what is damaged."""
    rows = [
        (digest, written(check)) for digest, check in checks.items() if check.full and not check.basis.damage
    ]
    if not rows:
        return
    with contextlib.suppress(OSError, RuntimeError, sqlite3.Error), _open() as database:
        database.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?)", rows)
        (count,) = database.execute("SELECT count(*) FROM kept").fetchone()
        if count > _MOST:
            database.execute(
                "DELETE FROM kept WHERE rowid IN (SELECT rowid FROM kept ORDER BY rowid LIMIT ?)",
                [count - _MOST // 2],
            )


@contextlib.contextmanager
def _open() -> Iterator[sqlite3.Connection]:
    database = sqlite3.connect(_path(), timeout=0.2)
    try:
        database.execute("PRAGMA synchronous = OFF")
        database.execute(_SCHEMA)
        with database:
            yield database
    except sqlite3.OperationalError:
        # Another window uses the cache, or the disk is full.
        raise
    except sqlite3.DatabaseError:
        database.close()
        # A damaged cache is removed.
        _path().unlink(missing_ok=True)
        raise
    finally:
        database.close()
