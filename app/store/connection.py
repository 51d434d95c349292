"""Connections to workspace files, all with the same settings."""

import sqlite3
from pathlib import Path
from urllib.parse import quote

from app.linked_text import plain
from app.store import schema, sidecars
from app.store.database import Database

LONGEST_VALUE = 16 * 1024 * 1024
"""The longest value in bytes: no report comes near it, and a hostile file must not fill the memory."""
_PRAGMAS = (
    "trusted_schema = OFF",
    "foreign_keys = ON",
    "synchronous = FULL",
    "cell_size_check = ON",
    "temp_store = MEMORY",
    # Half a megabyte of pages: a report's fit, and a long history need not stay in memory. Nothing of an edit reaches the
    # file before all of it does: SQLite would take a rollback after that for another program's writing.
    "cache_size = -512",
    "cache_spill = OFF",
)
_PATIENCE = 2.0
"""Seconds to wait for another program that is just writing."""


def connect(path: Path, *, read_only: bool = False, private: bool = False) -> Database:
    """Connect to an existing file; to a *private* one, which no other program knows, without locks. Raises sqlite3.Error.

    The files beside one that others know are looked at before every later read and write. Texts that are not UTF-8
    are read with replacement characters: a damaged byte must not hide a whole report.
    """
    mode = "ro" if read_only else "rw"
    unlocked = "&nolock=1" if private else ""
    connection = sqlite3.connect(f"{_uri(path)}?mode={mode}{unlocked}", uri=True, timeout=_PATIENCE)
    try:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
        connection.text_factory = _text
        connection.create_function("printed", 1, _printed, deterministic=True)
        database = Database(connection, *([] if private else [sidecars.guard(path)]))
        for pragma in _PRAGMAS:
            database.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return database


def make(path: Path) -> None:
    """Make an empty file, which no other program knows yet, a workspace without reports. Raises sqlite3.Error."""
    database = connect(path, private=True)
    try:
        with database.atomic():
            for statement in (*schema.TABLES.values(), *schema.INDEXES.values(), *schema.VIEWS.values()):
                database.execute(statement)
            database.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
            database.execute(f"PRAGMA user_version = {schema.USER_VERSION}")
    finally:
        database.close()


def _uri(path: Path) -> str:
    """Return the file URI SQLite wants: unlike `Path.as_uri`, a network share stays within the path."""
    text = path.absolute().as_posix()
    return "file://" + quote(text if text.startswith("/") else f"/{text}", safe="/:")


def _printed(value: str | float | bytes | None) -> str | float | bytes | None:
    """Return a text as it is printed: what the history is searched for has no marks of links in it."""
    return plain(value) if isinstance(value, str) else value


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")
