"""Who typed which tables of the report a second time, and with what outcome (复核录入), as a file of a package."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from app.report import Report
from app.second_entry import SecondEntry, changed_since, reviewed_with, stored_figures


def review_record(report: Report, entries: Iterable[SecondEntry]) -> bytes | None:
    """Return the file; None where no table was typed a second time."""
    tables = [_told(report, entry) for entry in entries if entry.is_reviewed]
    return (json.dumps({"tables": tables}, ensure_ascii=False, indent=1) + "\n").encode() if tables else None


def _told(report: Report, entry: SecondEntry) -> dict[str, Any]:
    return {
        "table": entry.table_key,
        "reviewer": entry.reviewer,
        "reviewed_at": entry.reviewed_at,
        "corrected": entry.corrected,
        "figures": stored_figures(entry),
        "changed_since": changed_since(report, entry),
    }


def misstatement(report: Report, record: bytes) -> str:
    """Say what is wrong with the file beside the data of *report*; empty when nothing.

    Raises ValueError, KeyError, TypeError and AttributeError for what is no such file.
    """
    stated = json.loads(record)["tables"]
    entries = [_entry(report, told) for told in stated]
    if len({entry.table_key for entry in entries}) < len(entries):
        return "把一张表记了不止一次"
    for told, entry in zip(stated, entries, strict=True):
        if not entry.reviewer.strip() or not entry.reviewed_at:
            return "所记的复核没有姓名或时间"
        if told["changed_since"] != changed_since(report, entry):
            return "所记的复核结果与数据不符"
    # Compared byte by byte: another reader might take a repeated or unknown key for something else.
    return "" if review_record(report, entries) == record else "的写法与封装时不同，或者多出了内容"


def _entry(report: Report, told: Mapping[str, Any]) -> SecondEntry:
    if told["table"] not in report.form.tables:
        raise ValueError(told["table"])
    return reviewed_with(
        SecondEntry(report.id, told["table"]),
        told["figures"],
        reviewer=told["reviewer"],
        at=told["reviewed_at"],
        corrected=told["corrected"],
    )
