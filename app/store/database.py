"""A connection to a workspace file: statements run by SQLite alone, and tables written by sqlite-utils.

sqlite-utils takes a tenth of a second and 8 MB to load. What reads, and what a clerk edits all day, does without it.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlite_utils
    from sqlite_utils.db import Table


class Unusable(sqlite3.OperationalError):
    """The file is not to be read or written as it is now; the text says why."""


class Database:
    """What the store needs of a database. Every method raises sqlite3.Error as SQLite does.

    *look* is called before SQLite begins to read or write, and may raise as well.
    """

    def __init__(self, connection: sqlite3.Connection, look: Callable[[], None] = lambda: None) -> None:
        self.conn = connection
        self._look = look

    def refuse(self, why: str) -> None:
        """Refuse every later read and write through this connection; *why* is what the refusal says."""

        def look() -> None:
            raise Unusable(why)

        self._look = look

    def look_beside(self) -> None:
        """Raise when something lies beside the file that SQLite would act on; not while a transaction holds it."""
        if not self.conn.in_transaction:
            self._look()

    def execute(self, sql: str, values: Sequence[object] | Mapping[str, object] = ()) -> sqlite3.Cursor:
        """Run one statement."""
        self.look_beside()
        return self.conn.execute(sql, values)

    def execute_many(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """Run one statement for each row of values."""
        self.look_beside()
        self.conn.executemany(sql, rows)

    def query(
        self, sql: str, values: Sequence[object] | Mapping[str, object] = ()
    ) -> Iterator[dict[str, Any]]:
        """Run a query and yield its rows by column name."""
        cursor = self.execute(sql, values)
        names = [column[0] for column in cursor.description]
        for row in cursor:
            yield dict(zip(names, row, strict=True))

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """Do everything inside as one transaction: committed at the end, rolled back by an exception."""
        self.execute("BEGIN")
        try:
            yield
            self.conn.execute("COMMIT")
        except BaseException:
            if self.conn.in_transaction:
                self.conn.execute("ROLLBACK")
            raise

    def try_writing(self, meanwhile: Callable[[], None] = lambda: None) -> None:
        """Begin to write and roll back, so that not a byte of the file changes.

        *meanwhile* is called while nobody else can write.
        """
        self.execute("BEGIN")
        try:
            self.conn.execute("DELETE FROM unit WHERE 0")
            meanwhile()
        finally:
            if self.conn.in_transaction:
                self.conn.execute("ROLLBACK")

    def table(self, name: str) -> "Table":
        """Return a table for writing; inside `atomic` its methods join the open transaction."""
        return self._writer.table(name)

    @cached_property
    def _writer(self) -> "sqlite_utils.Database":
        import sqlite_utils

        return sqlite_utils.Database(self.conn, execute_plugins=False)

    def close(self) -> None:
        """Close the file."""
        self.conn.close()
