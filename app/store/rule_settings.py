"""What a workspace has decided about the rules: its table ``rule_setting`` as `RuleSettings`.

A rule has a row only where its setting differs from its own default, so that better defaults reach old files. The
registry, with all rules about texts, is loaded only where settings are changed: every command reads them.
"""

import json
from collections.abc import Iterator
from datetime import date

from app import plain_json
from app.rules.model import SEVERITY_NAMES, Severity
from app.rules.settings import DEFAULT_SETTINGS, LONGEST_LIMIT, LONGEST_WORD, MOST_FIGURES, RuleSettings
from app.store.database import Database
from app.store.rows_to_reports import Row, rows

DEADLINE = "complete.deadline"
"""The rule whose ``parameter`` holds the deadline, as ``{"month", "day", "notice_days"}`` in JSON."""

LENGTH = "text.overview_length"
LOCAL = "text.local_figures"
"""The rules whose ``parameter`` holds ``{"characters"}`` and ``{"words"}``."""

_LEAP_YEAR = 2024
_LONGEST_NOTICE = 365


def read_rule_settings(database: Database) -> RuleSettings:
    """Return the workspace's settings; what can't be understood counts as not set. Raises `ReadFailed`."""
    found = rows(database, "SELECT rule, enabled, severity, parameter FROM rule_setting ORDER BY rule")
    month, day, notice = _deadline(found)
    characters, words = _parameter_of(found, LENGTH), _parameter_of(found, LOCAL)
    return RuleSettings(
        off=frozenset(row["rule"] for row in found if not row["enabled"]),
        severities={
            row["rule"]: Severity(row["severity"]) for row in found if row["severity"] in [*Severity]
        },
        deadline=(month, day),
        notice_days=notice,
        longest_overview=_limit(characters.get("characters")),
        local_figures=_listed(words.get("words")),
    )


def _parameter_of(found: list[Row], rule: str) -> dict[str, object]:
    text = next((row["parameter"] for row in found if row["rule"] == rule), None)
    try:
        stated = plain_json.loads(text or "{}")
    except ValueError:
        return {}
    return stated if isinstance(stated, dict) else {}


def _limit(stated: object) -> int:
    return stated if type(stated) is int and 0 < stated <= LONGEST_LIMIT else 0


def _listed(stated: object) -> tuple[str, ...]:
    words = stated if isinstance(stated, list) else []
    return tuple(w for w in words[:MOST_FIGURES] if isinstance(w, str) and 0 < len(w.strip()) <= LONGEST_WORD)


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
        parameter = _parameter(rule, settings)
        if rule in settings.off or severity or parameter:
            yield {
                "rule": rule,
                "enabled": int(rule not in settings.off),
                "severity": severity.value if severity else None,
                "parameter": parameter,
            }


def _parameter(rule: str, settings: RuleSettings) -> str | None:
    usual = DEFAULT_SETTINGS
    if rule == LENGTH and settings.longest_overview:
        return json.dumps({"characters": settings.longest_overview})
    if rule == LOCAL and settings.local_figures:
        return json.dumps({"words": list(settings.local_figures)}, ensure_ascii=False)
    if rule != DEADLINE:
        return None
    if (settings.deadline, settings.notice_days) == (usual.deadline, usual.notice_days):
        return None
    month, day = settings.deadline
    return json.dumps({"month": month, "day": day, "notice_days": settings.notice_days})


def differences(before: RuleSettings, after: RuleSettings) -> Iterator[tuple[str, str, str]]:
    """Yield each rule whose setting changed, with its setting before and after in words, for the history."""
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
    if rule == LENGTH:
        words += f"，{settings.longest_overview} 字" if settings.longest_overview else "，不限字数"
    if rule == LOCAL:
        words += f"，{'、'.join(settings.local_figures)}" if settings.local_figures else "，没有要求"
    return words
