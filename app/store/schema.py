"""The shape of a workspace file."""

import re
from functools import cache
from typing import NamedTuple

from app.lazy_pattern import pattern

APPLICATION_ID = 0x4E424831
"""``NBH1`` in the file's header, so that a foreign database is told from ours."""

LARGEST_ID = 2**53
"""Ids from here on were made by a damaged disk or a foreign program: new ids are counted from those below."""

MAJOR, MINOR = 1, 3
USER_VERSION = MAJOR * 1000 + MINOR

TABLES = {
    "unit": """
        CREATE TABLE unit (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            short_name TEXT NOT NULL DEFAULT '',
            kind TEXT NOT NULL DEFAULT 'department'
        ) STRICT""",
    "report": """
        CREATE TABLE report (
            id INTEGER PRIMARY KEY,
            unit_id INTEGER NOT NULL REFERENCES unit(id),
            year INTEGER NOT NULL,
            series TEXT NOT NULL,
            origin TEXT NOT NULL DEFAULT 'own',
            form TEXT NOT NULL,
            status TEXT NOT NULL DEFAULT 'draft',
            totals TEXT NOT NULL DEFAULT 'computed',
            title TEXT NOT NULL DEFAULT '',
            signed_by TEXT NOT NULL DEFAULT '',
            signed_on TEXT NOT NULL DEFAULT '',
            UNIQUE (unit_id, year, series, origin)
        ) STRICT""",
    "cell_name": """
        CREATE TABLE cell_name (
            id INTEGER PRIMARY KEY,
            cell TEXT NOT NULL UNIQUE
        ) STRICT""",
    "figure": """
        CREATE TABLE figure (
            report_id INTEGER NOT NULL REFERENCES report(id) ON DELETE CASCADE,
            cell_id INTEGER NOT NULL REFERENCES cell_name(id),
            value TEXT NOT NULL,
            PRIMARY KEY (report_id, cell_id)
        ) STRICT, WITHOUT ROWID""",
    "section": """
        CREATE TABLE section (
            report_id INTEGER NOT NULL REFERENCES report(id) ON DELETE CASCADE,
            section TEXT NOT NULL,
            body TEXT NOT NULL,
            PRIMARY KEY (report_id, section)
        ) STRICT, WITHOUT ROWID""",
    "waiver": """
        CREATE TABLE waiver (
            report_id INTEGER NOT NULL REFERENCES report(id) ON DELETE CASCADE,
            rule TEXT NOT NULL,
            mark TEXT NOT NULL,
            reason TEXT NOT NULL,
            who TEXT NOT NULL,
            at TEXT NOT NULL,
            PRIMARY KEY (report_id, rule, mark)
        ) STRICT, WITHOUT ROWID""",
    "change": """
        CREATE TABLE change (
            id INTEGER PRIMARY KEY,
            edit INTEGER NOT NULL,
            report_id INTEGER NOT NULL,
            at TEXT NOT NULL,
            who TEXT NOT NULL,
            action TEXT NOT NULL,
            target TEXT NOT NULL,
            before TEXT,
            after TEXT
        ) STRICT""",
    "rule_setting": """
        CREATE TABLE rule_setting (
            rule TEXT PRIMARY KEY,
            enabled INTEGER NOT NULL DEFAULT 1,
            severity TEXT,
            parameter TEXT
        ) STRICT""",
    "request": """
        CREATE TABLE request (
            id INTEGER PRIMARY KEY,
            unit_id INTEGER NOT NULL REFERENCES unit(id),
            number TEXT NOT NULL DEFAULT '',
            body TEXT NOT NULL
        ) STRICT""",
    "ledger": """
        CREATE TABLE ledger (
            unit_id INTEGER PRIMARY KEY REFERENCES unit(id),
            settings TEXT NOT NULL
        ) STRICT""",
    "register": """
        CREATE TABLE register (
            unit_id INTEGER PRIMARY KEY REFERENCES unit(id),
            code TEXT NOT NULL DEFAULT '',
            parent_id INTEGER NOT NULL DEFAULT 0,
            first_year INTEGER NOT NULL DEFAULT 0,
            last_year INTEGER NOT NULL DEFAULT 0,
            position INTEGER NOT NULL DEFAULT 0
        ) STRICT""",
    "alias": """
        CREATE TABLE alias (
            name TEXT NOT NULL,
            unit_id INTEGER NOT NULL REFERENCES unit(id),
            PRIMARY KEY (name, unit_id)
        ) STRICT, WITHOUT ROWID""",
    "member": """
        CREATE TABLE member (
            group_id INTEGER NOT NULL REFERENCES unit(id),
            unit_id INTEGER NOT NULL REFERENCES unit(id),
            first_year INTEGER NOT NULL DEFAULT 0,
            last_year INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (group_id, unit_id)
        ) STRICT, WITHOUT ROWID""",
    "received": """
        CREATE TABLE received (
            id INTEGER PRIMARY KEY,
            unit_id INTEGER NOT NULL REFERENCES unit(id),
            year INTEGER NOT NULL,
            series TEXT NOT NULL,
            form TEXT NOT NULL,
            file_name TEXT NOT NULL,
            digest TEXT NOT NULL,
            changed_at TEXT NOT NULL,
            received_at TEXT NOT NULL,
            who TEXT NOT NULL,
            state TEXT NOT NULL,
            counts INTEGER NOT NULL,
            content TEXT NOT NULL,
            unread TEXT NOT NULL DEFAULT '',
            note TEXT NOT NULL DEFAULT '',
            sender TEXT NOT NULL DEFAULT ''
        ) STRICT""",
    "exclusion": """
        CREATE TABLE exclusion (
            report_id INTEGER NOT NULL,
            unit_id INTEGER NOT NULL,
            reason TEXT NOT NULL,
            who TEXT NOT NULL,
            at TEXT NOT NULL,
            PRIMARY KEY (report_id, unit_id)
        ) STRICT, WITHOUT ROWID""",
    "adjustment": """
        CREATE TABLE adjustment (
            id INTEGER PRIMARY KEY,
            report_id INTEGER NOT NULL,
            cell TEXT NOT NULL,
            amount TEXT NOT NULL,
            reason TEXT NOT NULL,
            who TEXT NOT NULL,
            at TEXT NOT NULL
        ) STRICT""",
    "note": """
        CREATE TABLE note (
            id INTEGER PRIMARY KEY,
            report_id INTEGER NOT NULL,
            cell TEXT NOT NULL,
            section TEXT NOT NULL,
            words TEXT NOT NULL,
            before TEXT NOT NULL,
            who TEXT NOT NULL,
            at TEXT NOT NULL
        ) STRICT""",
    "review": """
        CREATE TABLE review (
            report_id INTEGER NOT NULL,
            change_id INTEGER NOT NULL,
            who TEXT NOT NULL,
            at TEXT NOT NULL,
            PRIMARY KEY (report_id)
        ) STRICT, WITHOUT ROWID""",
    "second_entry": """
        CREATE TABLE second_entry (
            report_id INTEGER NOT NULL,
            table_key TEXT NOT NULL,
            typed TEXT NOT NULL,
            typist TEXT NOT NULL,
            changed TEXT NOT NULL,
            reviewed TEXT NOT NULL,
            reviewer TEXT NOT NULL,
            reviewed_at TEXT NOT NULL,
            corrected INTEGER NOT NULL,
            PRIMARY KEY (report_id, table_key)
        ) STRICT, WITHOUT ROWID""",
    "phrase": """
        CREATE TABLE phrase (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            body TEXT NOT NULL
        ) STRICT""",
}
"""Table name to definition, in an order that satisfies the references.

``change`` outlives its report on purpose: the history says that a report was deleted, and what it held. So do the
exclusions, adjustments and reviews of an aggregate, and second entries: undoing a removal brings it back with them.
"""

VIEWS = {
    "cell": """
        CREATE VIEW cell AS
            SELECT f.report_id, n.cell, f.value FROM figure f JOIN cell_name n ON n.id = f.cell_id"""
}
"""For reading only: figures with the names of their cells."""

UNIT_1_1 = """
    CREATE TABLE unit (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        short_name TEXT NOT NULL DEFAULT '',
        kind TEXT NOT NULL DEFAULT 'department'
    ) STRICT"""
"""The units of versions 1.0 and 1.1, whose names were unique: now they are among those of one parent."""

CELL_1_1 = """
    CREATE TABLE cell (
        report_id INTEGER NOT NULL REFERENCES report(id) ON DELETE CASCADE,
        cell TEXT NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY (report_id, cell)
    ) STRICT, WITHOUT ROWID"""
"""The figures of versions 1.0 and 1.1, each with the name of its cell."""

REPORT_1_1 = """
    CREATE TABLE report (
        id INTEGER PRIMARY KEY,
        unit_id INTEGER NOT NULL REFERENCES unit(id),
        year INTEGER NOT NULL,
        form TEXT NOT NULL,
        status TEXT NOT NULL DEFAULT 'draft',
        totals TEXT NOT NULL DEFAULT 'computed',
        title TEXT NOT NULL DEFAULT '',
        signed_by TEXT NOT NULL DEFAULT '',
        signed_on TEXT NOT NULL DEFAULT '',
        UNIQUE (unit_id, year)
    ) STRICT"""
"""The reports of versions 1.0 and 1.1, in which a unit had one report per year: salvage still meets them."""

INDEXES = {
    "change_by_report": "CREATE INDEX change_by_report ON change (report_id, id)",
    "request_by_unit": "CREATE INDEX request_by_unit ON request (unit_id)",
    "unit_by_name": "CREATE INDEX unit_by_name ON unit (name)",
    "register_by_parent": "CREATE INDEX register_by_parent ON register (parent_id)",
    "register_by_code": "CREATE INDEX register_by_code ON register (code)",
    "member_by_unit": "CREATE INDEX member_by_unit ON member (unit_id)",
    "received_by_unit": "CREATE INDEX received_by_unit ON received (unit_id, year)",
    "received_by_digest": "CREATE INDEX received_by_digest ON received (digest)",
    "note_by_report": "CREATE INDEX note_by_report ON note (report_id)",
    "adjustment_by_report": "CREATE INDEX adjustment_by_report ON adjustment (report_id)",
}


class Column(NamedTuple):
    """A column as its table's definition has it."""

    name: str
    type: type[int] | type[str]
    may_be_null: bool
    is_row_number: bool
    """SQLite keeps its value as the number of the row and not within the record."""


_COLUMN = pattern(r"^ +([a-z_]+) (INTEGER|TEXT)( PRIMARY KEY)?( NOT NULL)?", re.MULTILINE)
_KEY = pattern(r"PRIMARY KEY \((.*?)\)")


@cache
def columns_of(sql: str) -> tuple[Column, ...]:
    """Return the columns of a table by its definition."""
    return tuple(
        Column(name, int if kind == "INTEGER" else str, not (key or whole), bool(key) and kind == "INTEGER")
        for name, kind, key, whole in _COLUMN.findall(sql)
    )


def columns(table: str) -> tuple[str, ...]:
    """Return the names of a table's columns."""
    return tuple(column.name for column in columns_of(TABLES[table]))


@cache
def key_length(table: str) -> int:
    """Return how many leading columns of a table make a row's key."""
    key = _KEY.search(TABLES[table])
    return len(key[1].split(",")) if key else 1
