"""What a workspace has decided about the rules: its table ``rule_setting`` as `RuleSettings`.

Only what differs from the rules' own settings has a row, so that a later version's better defaults reach old files.
The registry, with all rules about texts, is loaded only where settings are changed: every command reads them.
"""

import json
from collections.abc import Iterator
from datetime import date

from app import plain_json
from app.rules.model import SEVERITY_NAMES, Severity
from app.rules.settings import DEFAULT_SETTINGS, RuleSettings
from app.store.database import Database
from app.store.reading import Row, rows

DEADLINE = "complete.deadline"
"""The rule whose ``parameter`` holds the deadline, as ``{"month", "day", "notice_days"}`` in JSON."""

_LEAP_YEAR = 2024
_LONGEST_NOTICE = 365


def read_rule_settings(database: Database) -> RuleSettings:
    """Return the workspace's settings; what can't be understood counts as not set. Raises `ReadFailed`."""
    found = rows(database, "SELECT rule, enabled, severity, parameter FROM rule_setting ORDER BY rule")
    month, day, notice = _deadline(found)
    return RuleSettings(
        off=frozenset(row["rule"] for row in found if not row["enabled"]),
        severities={
            row["rule"]: Severity(row["severity"]) for row in found if row["severity"] in [*Severity]
        },
        deadline=(month, day),
        notice_days=notice,
    )


def _deadline(found: list[Row]) -> tuple[int, int, int]:
    usual = (*DEFAULT_SETTINGS.deadline, DEFAULT_SETTINGS.notice_days)
    text = next((row["parameter"] for row in found if row["rule"] == DEADLINE), None)
    try:
        stated = plain_json.loads(text or "")
        month, day, notice = int(stated["month"]), int(stated["day"]), int(stated["notice_days"])
        date(_LEAP_YEAR, month, day)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
        return usual
    return (month, day, notice) if 0 <= notice <= _LONGEST_NOTICE else usual


def write_rule_settings(database: Database, settings: RuleSettings) -> None:
    """Replace the table's rows, inside the caller's transaction. Raises sqlite3.Error.

    Rules this program does not know keep their rows: they may be a newer version's.
    """
    from app.rules.registry import all_rules

    known = [rule.id for rule in all_rules()]
    for rule in known:
        database.execute("DELETE FROM rule_setting WHERE rule = ?", [rule])
    for row in _rows(settings, known):
        database.table("rule_setting").insert(row)


def _rows(settings: RuleSettings, known: list[str]) -> Iterator[Row]:
    for rule in known:
        severity = settings.severities.get(rule)
        parameter = _parameter(settings) if rule == DEADLINE else None
        if rule in settings.off or severity or parameter:
            yield {
                "rule": rule,
                "enabled": int(rule not in settings.off),
                "severity": severity.value if severity else None,
                "parameter": parameter,
            }


def _parameter(settings: RuleSettings) -> str | None:
    usual = DEFAULT_SETTINGS
    if (settings.deadline, settings.notice_days) == (usual.deadline, usual.notice_days):
        return None
    month, day = settings.deadline
    return json.dumps({"month": month, "day": day, "notice_days": settings.notice_days})


def differences(before: RuleSettings, after: RuleSettings) -> Iterator[tuple[str, str, str]]:
    """Yield each rule set otherwise, with what it was and is in words, for the history."""
    from app.rules.registry import all_rules

    for rule in all_rules():
        was, now = (_words(settings, rule.id, rule.severity) for settings in (before, after))
        if was != now:
            yield rule.id, was, now


def _words(settings: RuleSettings, rule: str, usual: Severity) -> str:
    words = "停用" if rule in settings.off else SEVERITY_NAMES[settings.severities.get(rule, usual)]
    if rule == DEADLINE:
        month, day = settings.deadline
        words += f"，{month} 月 {day} 日，提前 {settings.notice_days} 天提醒"
    return words
