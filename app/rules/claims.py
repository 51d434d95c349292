"""Findings of the statements that the tables do not bear out (rule 9 and 11 of the project's list)."""

from collections.abc import Iterator

from app.rules.model import Finding, Severity
from app.rules.narrative import Agreement, Reading
from app.rules.subject import Subject
from app.values import Value, canonical, distance


def claims(subject: Subject) -> Iterator[Finding]:
    """Yield a finding for each statement with another figure than the tables have."""
    for reading in subject.readings:
        if reading.table is not None and reading.agreement is not Agreement.AGREES:
            yield _finding(reading, reading.table)


def _finding(reading: Reading, table: Value) -> Finding:
    claim = reading.claim
    section, start, length = reading.sentence.span
    return Finding(
        f"{claim.rule}.{claim.id}" if claim.rule == "narrative.claim" else claim.rule,
        Severity.WARNING if reading.agreement is Agreement.CONTRADICTS else Severity.ASK,
        _message(reading, table),
        claim.cells,
        reading.stated,
        table,
        section,
        start,
        length,
        reading.sentence.text,
        f"{reading.reason}。" if reading.reason else "",
    )


def _message(reading: Reading, value: Value) -> str:
    stated, table = canonical(reading.stated), canonical(value)
    difference = canonical(distance(reading.stated, value))
    name, unit = reading.claim.name, "万元" if reading.claim.amount else "件"
    if reading.claim.message:
        return reading.claim.message.format(name=name, stated=stated, table=table, difference=difference)
    if reading.agreement is Agreement.ASKS:
        return f"文中{name}写 {stated} {unit}，表中为 {table} {unit}，请核对是否为同一口径。"
    return f"文中{name}写 {stated} {unit}，而表中为 {table} {unit}，相差 {difference} {unit}。"
