"""Findings of the statements that the tables do not bear out (rule 9 and 11 of the project's list)."""

from collections.abc import Iterator

from app.rules.examination import Examination
from app.rules.model import Finding, Replacement, Severity
from app.rules.statements import Agreement, Statement
from app.rules.text_corrections import number_replaced
from app.values import Value, canonical, distance


def claims(examined: Examination, rule: str) -> Iterator[Finding]:
    """Yield a finding of *rule* for each statement with another figure than the tables have."""
    for statement in examined.statements:
        if (
            statement.rule == rule
            and statement.table is not None
            and statement.agreement in (Agreement.ASKS, Agreement.CONTRADICTS)
        ):
            yield _finding(statement, statement.table)


def _finding(statement: Statement, table: Value) -> Finding:
    section, start, length = statement.sentence.span
    rule = statement.rule
    return Finding(
        f"{rule}.{statement.claim.id}" if rule == "narrative.claim" else rule,
        Severity.WARNING if statement.agreement is Agreement.CONTRADICTS else Severity.ASK,
        _message(statement, table),
        statement.claim.cells,
        statement.stated,
        table,
        section,
        start,
        length,
        statement.sentence.text,
        f"{statement.reason}。" if statement.reason else "",
        replacements=_replacements(statement, table),
    )


def _replacements(statement: Statement, table: Value) -> tuple[Replacement, ...]:
    if statement.message or not statement.exact or statement.agreement is not Agreement.CONTRADICTS:
        return ()
    if statement.claim.amount and f"{canonical(statement.stated)}万元" not in statement.sentence.plain:
        return ()
    return number_replaced(statement.sentence, statement.at, canonical(table))


def _message(statement: Statement, value: Value) -> str:
    stated, table = canonical(statement.stated), canonical(value)
    difference = canonical(distance(statement.stated, value))
    name, unit = statement.claim.name, "万元" if statement.claim.amount else "件"
    if statement.message:
        return statement.message.format(table=table)
    if statement.agreement is Agreement.ASKS:
        return f"文中{name}写 {stated} {unit}，表中为 {table} {unit}，请核对是否为同一口径。"
    return f"文中{name}写 {stated} {unit}，而表中为 {table} {unit}，相差 {difference} {unit}。"
