"""Digests of everything that the checks of reports rest on, one per report, for many reports in a few queries.

Whatever a full check looks at is in it: the report, its history, the notes on it, the unit's ledger, its report of the year
before, the settings of the rules, the day, the program. Equal digests give equal findings, in whatever file.
"""

import json
from _blake2 import blake2b  # Not by hashlib, which loads OpenSSL: 4 MB of memory in every window.
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from app import __version__
from app.edits import COUNTING
from app.paths import resource
from app.report import Origin
from app.rules.settings import RuleSettings
from app.store.database import Database
from app.store.rows_to_reports import named, tuples

_HEADS = (
    "SELECT r.id, r.year, r.series, r.origin, r.form, r.status, r.totals, r.title, r.signed_by, r.signed_on,"
    " u.name, u.short_name, u.kind, r.unit_id FROM json_each(?) j JOIN report r ON r.id = j.value"
    " JOIN unit u ON u.id = r.unit_id"
)
_BEFORE = (
    "SELECT j.value, p.id FROM json_each(?) j JOIN report r ON r.id = j.value JOIN report p"
    " ON p.unit_id = r.unit_id AND p.year = r.year - 1 AND p.series = r.series AND p.origin = r.origin"
)
_NAMESAKES = (
    "SELECT j.value FROM json_each(?) j JOIN report r ON r.id = j.value JOIN unit u ON u.id = r.unit_id"
    " WHERE EXISTS (SELECT 1 FROM unit o WHERE o.name = u.name AND o.id <> u.id)"
    " OR EXISTS (SELECT 1 FROM alias a WHERE a.name = u.name AND a.unit_id <> u.id)"
)
_CONTENT = {
    "figure": "SELECT report_id, group_concat(cell_id || char(31) || value, char(30)) FROM figure",
    "section": "SELECT report_id, group_concat(section || char(31) || body, char(30)) FROM section",
}
_OWN = {
    "waiver": "SELECT report_id, group_concat(rule || char(31) || mark || char(31) || reason, char(30)) FROM waiver",
    "change": (
        "SELECT report_id, group_concat(id || char(31) || edit || char(31) || target || char(31)"
        " || ifnull(before, char(29)) || char(31) || ifnull(after, char(29)), char(30)) FROM change"
    ),
    "note": (
        "SELECT report_id, group_concat(id || char(31) || cell || char(31) || section || char(31) || words"
        " || char(31) || before, char(30)) FROM note"
    ),
}
"""The rows of a report in the order of their keys, in which SQLite meets them."""

_LEDGERS = (
    "SELECT unit_id, settings, '' FROM ledger WHERE unit_id IN (SELECT value FROM json_each(?1))"
    " UNION ALL SELECT unit_id, number, body FROM"
    " (SELECT unit_id, number, body FROM request WHERE unit_id IN (SELECT value FROM json_each(?1)) ORDER BY unit_id, id)"
)
_WITH_LEDGER = (
    "SELECT j.value, r.unit_id, EXISTS (SELECT 1 FROM change c WHERE c.report_id = r.id AND c.action = ?)"
    " FROM json_each(?) j JOIN report r ON r.id = j.value"
    " WHERE EXISTS (SELECT 1 FROM request q WHERE q.unit_id = r.unit_id)"
)

_MAKE_UP = ("unit", "register", "member", "alias", "exclusion", "adjustment", "review")
"""The tables that say what aggregates are made of."""


def fingerprints(
    database: Database, settings: RuleSettings, today: date, report_ids: Iterable[int]
) -> dict[int, str]:
    """Return the digests of reports. Raises `ReadFailed`.

    There is none for reports whose check rests on more: aggregates, and some reports of units that share their name.
    """
    own = list(report_ids)
    before = dict(tuples(database, _BEFORE, [json.dumps(own)]))
    heads = {row[0]: row[1:] for row in tuples(database, _HEADS, [json.dumps([*own, *before.values()])])}
    # Where a unit has no report of the year before, the check takes that of a unit of the same name.
    alone = [key for key in own if key not in before]
    left_out = {row[0] for row in tuples(database, _NAMESAKES, [json.dumps(alone)])}
    left_out |= {key for key in own if key not in heads or heads[key][2] != Origin.OWN}
    wanted = [key for key in own if key not in left_out]
    content = _read(database, _CONTENT, sorted({*wanted, *(before[key] for key in wanted if key in before)}))
    mine = _read(database, _OWN, wanted)
    common, ledgers = _common(database, settings, today), _ledgers(database, wanted)
    return {
        key: _digest(
            [
                common,
                heads[key][:-1],
                *ledgers.get(key, ()),
                *content[key],
                *mine[key],
                *_year_before(before.get(key), heads, content),
            ]
        )
        for key in wanted
    }


def aggregate_fingerprints(
    database: Database,
    settings: RuleSettings,
    today: date,
    report_ids: Iterable[int],
    own: Mapping[int, str],
) -> dict[int, str]:
    """Return the digests of aggregates, whose checks rest on the units' reports; *own* are the digests of all of those.

    None are returned where one of those is missing. Raises `ReadFailed`.
    """
    units = tuples(database, "SELECT id FROM report WHERE origin <> 'sum' ORDER BY id")
    if any(row[0] not in own for row in units):
        return {}
    shared: list[object] = [_common(database, settings, today), [(row[0], own[row[0]]) for row in units]]
    shared += [tuples(database, f"SELECT * FROM {table} ORDER BY 1, 2") for table in _MAKE_UP]
    whole = _digest(shared)
    wanted = list(report_ids)
    heads = {row[0]: row[1:] for row in tuples(database, _HEADS, [json.dumps(wanted)])}
    before = dict(tuples(database, _BEFORE, [json.dumps(wanted)]))
    content = _read(database, _CONTENT, sorted({*wanted, *before.values()}))
    mine = _read(database, _OWN, wanted)
    return {
        key: _digest([whole, heads[key], *content[key], *mine[key], *content.get(before.get(key, 0), [])])
        for key in wanted
        if key in heads
    }


def return_fingerprint(mark: str, form: str, content: str) -> str:
    """Return the digest of a file as it came, *mark* being that of the report that the unit has now: its year before,
    the settings and the day are in it.
    """
    return _digest(["return", mark, form, content])


def _common(database: Database, settings: RuleSettings, today: date) -> str:
    """Return what all reports of a workspace share, the names among it that the numbers of its cells stand for."""
    return (
        f"{__version__} {_program()} {_forms()} {today} {_told(settings)} {sorted(named(database).items())}"
    )


def _year_before(key: int | None, heads: dict[int, Any], content: dict[int, list[str]]) -> list[object]:
    return [] if key is None else [heads[key][:-1], *content[key]]


def _read(database: Database, queries: dict[str, str], ids: Sequence[int]) -> dict[int, list[str]]:
    """Return the texts of each report, one for each query."""
    found: dict[int, list[str]] = {key: [""] * len(queries) for key in ids}
    listed = json.dumps(list(ids))
    for number, sql in enumerate(queries.values()):
        where = " WHERE report_id IN (SELECT value FROM json_each(?)) GROUP BY report_id"
        for key, text in tuples(database, sql + where, [listed]):
            found[key][number] = text
    return found


def _ledgers(database: Database, ids: Sequence[int]) -> dict[int, tuple[object, ...]]:
    """Return what the units of reports have in their ledgers, and whether a report was counted from it."""
    known = tuples(database, _WITH_LEDGER, [COUNTING, json.dumps(list(ids))])
    content: dict[int, list[object]] = {}
    if units := sorted({unit for _, unit, _ in known}):
        for unit, *row in tuples(database, _LEDGERS, [json.dumps(units)]):
            content.setdefault(unit, []).extend(row)
    digests = {unit: _digest(parts) for unit, parts in content.items()}
    return {key: (digests[unit], counted) for key, unit, counted in known}


def _digest(parts: Iterable[object]) -> str:
    digest = blake2b(digest_size=16)
    for part in parts:
        data = (part if isinstance(part, str) else repr(part)).encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()


def _told(settings: RuleSettings) -> str:
    return repr(
        (
            sorted(settings.off),
            sorted(settings.severities.items()),
            settings.deadline,
            settings.notice_days,
            settings.longest_overview,
            settings.local_figures,
        )
    )


@cache
def _program() -> str:
    """What tells one state of the source tree from another; a frozen program has no sources, its version tells it."""
    digest = blake2b(digest_size=16)
    for path in sorted(Path(__file__).resolve().parents[1].rglob("*.py")):
        known = path.stat()
        digest.update(f"{path.name} {known.st_size} {known.st_mtime_ns}".encode())
    return digest.hexdigest()


@cache
def _forms() -> str:
    """A digest of the forms' files: they hold equations and sentences."""
    digest = blake2b(digest_size=16)
    for path in sorted(resource("forms").glob("*.toml")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
