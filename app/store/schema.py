"""The shape of a workspace file."""

APPLICATION_ID = 0x4E424831
"""``NBH1`` in the file's header, so that a foreign database is told from ours."""

LARGEST_ID = 2**53
"""Ids from here on are a stranger's or a damaged disk's: new ones are counted from those below."""

MAJOR, MINOR = 1, 2
USER_VERSION = MAJOR * 1000 + MINOR

TABLES = {
    "unit": """
        CREATE TABLE unit (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            short_name TEXT NOT NULL DEFAULT '',
            kind TEXT NOT NULL DEFAULT 'department'
        ) STRICT""",
    "report": """
        CREATE TABLE report (
            id INTEGER PRIMARY KEY,
            unit_id INTEGER NOT NULL REFERENCES unit(id),
            year INTEGER NOT NULL,
            series TEXT NOT NULL,
            form TEXT NOT NULL,
            status TEXT NOT NULL DEFAULT 'draft',
            totals TEXT NOT NULL DEFAULT 'computed',
            title TEXT NOT NULL DEFAULT '',
            signed_by TEXT NOT NULL DEFAULT '',
            signed_on TEXT NOT NULL DEFAULT '',
            UNIQUE (unit_id, year, series)
        ) STRICT""",
    "cell": """
        CREATE TABLE cell (
            report_id INTEGER NOT NULL REFERENCES report(id) ON DELETE CASCADE,
            cell TEXT NOT NULL,
            value TEXT NOT NULL,
            PRIMARY KEY (report_id, cell)
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
}
"""Table name to definition, in an order that satisfies the references.

``change`` outlives its report on purpose: the history says that a report was deleted, and what it held.
"""

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
}
