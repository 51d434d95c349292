"""Files of earlier versions brought up to date: a backup first, then one transaction.

A migration is a function for one step, listed under the version it starts from. After the last step the shape
must be exactly the current one, else everything is rolled back and the old file is as it was.
"""

import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path

from app.forms.loader import forms, series_of
from app.forms.model import YEARLY
from app.store import backup, schema, verify
from app.store.cell_names import numbers
from app.store.database import Database
from app.store.errors import FAILURES, Trouble, WorkspaceError, reason
from app.store.opening_errors import strange
from app.workspace_values import BackupReason, Remedy

Steps = Mapping[int, tuple[int, Callable[[Database], None]]]
"""Version to the version after, and what leads there."""


class _WrongVersion(Exception):
    """The content does not belong to the version that the file states."""


def _add_rule_parameter(database: Database) -> None:
    """1.0 to 1.1: a rule may have a parameter of the workspace's own, the first being the deadline's day.

    The table is made anew: a column added by ALTER TABLE would leave its definition unlike that of a new file.
    """
    if any(column == "parameter" for _, column, *_ in database.execute("PRAGMA table_info(rule_setting)")):
        # A damaged version number: what the table holds is not to be lost by it.
        raise _WrongVersion
    database.execute("ALTER TABLE rule_setting RENAME TO rule_setting_before")
    database.execute(
        """
        CREATE TABLE rule_setting (
            rule TEXT PRIMARY KEY,
            enabled INTEGER NOT NULL DEFAULT 1,
            severity TEXT,
            parameter TEXT
        ) STRICT"""
    )
    database.execute(
        "INSERT INTO rule_setting (rule, enabled, severity) SELECT rule, enabled, severity FROM rule_setting_before"
    )
    database.execute("DROP TABLE rule_setting_before")


def _add_series_and_sums(database: Database) -> None:
    """1.1 to 1.2: reports of several series for one year, a ledger of requests, a register of units, and sums.

    A form that this program does not have belongs to the yearly report, as every form did before.
    """
    if any(column == "series" for _, column, *_ in database.execute("PRAGMA table_info(report)")):
        raise _WrongVersion
    # Not by ALTER TABLE … RENAME: the tables that refer to the reports would come to refer to the former one.
    database.execute("CREATE TEMP TABLE report_before AS SELECT * FROM report")
    database.execute("DROP TABLE report")
    database.execute(schema.TABLES["report"])
    rest = "form, status, totals, title, signed_by, signed_on"
    database.execute(
        f"INSERT INTO report (id, unit_id, year, series, {rest})"
        f" SELECT id, unit_id, year, '{YEARLY}', {rest} FROM report_before"
    )
    for (form,) in database.execute("SELECT DISTINCT form FROM report").fetchall():
        database.execute("UPDATE report SET series = ? WHERE form = ?", [series_of(form), form])
    database.execute("DROP TABLE temp.report_before")
    database.execute("CREATE TEMP TABLE unit_before AS SELECT * FROM unit")
    database.execute("DROP TABLE unit")
    database.execute(schema.TABLES["unit"])
    database.execute(
        "INSERT INTO unit (id, name, short_name, kind) SELECT id, name, short_name, kind FROM unit_before"
    )
    database.execute("DROP TABLE temp.unit_before")
    _number_cells(database)
    for name in (
        "request",
        "ledger",
        "register",
        "alias",
        "member",
        "received",
        "exclusion",
        "adjustment",
        "note",
        "review",
    ):
        database.execute(schema.TABLES[name])
    for name, definition in schema.INDEXES.items():
        if name != "change_by_report":
            database.execute(definition)


def _number_cells(database: Database) -> None:
    """Keep figures by the numbers of their cells; those of a form follow each other."""
    for table in ("cell_name", "figure"):
        database.execute(schema.TABLES[table])
    kept = {name for (name,) in database.execute("SELECT DISTINCT cell FROM cell")}
    used = {form for (form,) in database.execute("SELECT DISTINCT form FROM report")}
    known = [name for key, form in forms().items() if key in used for name in form.cells]
    numbers(database, [*dict.fromkeys(known), *sorted(kept.difference(known))])
    database.execute(
        "INSERT INTO figure SELECT c.report_id, n.id, c.value FROM cell c JOIN cell_name n ON n.cell = c.cell"
    )
    database.execute("DROP TABLE cell")
    for definition in schema.VIEWS.values():
        database.execute(definition)


def _add_second_entries_and_phrases(database: Database) -> None:
    """1.2 to 1.3: tables typed a second time, and phrases of one's own."""
    for name in ("second_entry", "phrase"):
        database.execute(schema.TABLES[name])


MIGRATIONS: Steps = {
    1000: (1001, _add_rule_parameter),
    1001: (1002, _add_series_and_sums),
    1002: (1003, _add_second_entries_and_phrases),
}


def migrate(database: Database, path: Path, *, writable: bool, steps: Steps | None = None) -> None:
    """Bring an open file to the current version. Raises `WorkspaceError`; the file is then as it was."""
    version = int(database.execute("PRAGMA user_version").fetchone()[0])
    if version >= schema.USER_VERSION:
        return
    steps = MIGRATIONS if steps is None else steps
    _check_way(path, version, steps)
    if not writable:
        raise WorkspaceError(
            f"{path} 由旧版本的程序写成，打开前需要升级，但它所在的位置不能写入或正被他人使用，"
            "请复制到可以写入的文件夹再打开。",
            Trouble.OLDER,
            Remedy.RETRY,
        )
    backup.back_up(path, BackupReason.MIGRATION)
    # References are checked once at the end; while it runs, a table may be remade under its children.
    database.execute("PRAGMA foreign_keys = OFF")
    try:
        with database.atomic():
            _run(database, path, version, steps)
    except _WrongVersion as error:
        raise strange(path, "所记的版本号与内容不符") from error
    except FAILURES as error:
        raise WorkspaceError(
            f"{path} 没有升级成功：{reason(error)}。原文件未动。",
            Trouble.MEDIUM,
            Remedy.RETRY,
            Remedy.RESTORE,
        ) from error
    finally:
        database.execute("PRAGMA foreign_keys = ON")


def _check_way(path: Path, version: int, steps: Steps) -> None:
    while version < schema.USER_VERSION:
        if version not in steps:
            raise WorkspaceError(
                f"{path} 由太旧的版本写成（格式 {version // 1000}.{version % 1000}），本程序不能升级它，"
                "请用当时的程序打开。",
                Trouble.NO_MIGRATION,
            )
        version = steps[version][0]


def _run(database: Database, path: Path, version: int, steps: Steps) -> None:
    while version < schema.USER_VERSION:
        following, step = steps[version]
        step(database)
        version = following
    database.execute(f"PRAGMA user_version = {version}")
    verify.check_shape(database, path, version)
    if database.execute("PRAGMA foreign_key_check").fetchone():
        raise sqlite3.IntegrityError("foreign key")
