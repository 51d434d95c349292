"""Findings of the statements that the tables do not bear out (rule 9 and 11 of the project's list)."""

from collections.abc import Iterator

from app.rules.claims.agreement import Agreement, Statement, StatementKind
from app.rules.examination import Examination
from app.rules.model import Finding, Replacement, Severity
from app.rules.rule import NOTICE, REGULATION, Rule, rule
from app.rules.text_corrections import number_replaced
from app.values import Value, canonical, distance


def _claims(id: str, name: str, explanation: str, source: str, kind: StatementKind) -> Rule:
    """Return the rule for statements of a kind: each with another figure than the tables have is a finding."""
    made = rule(id, name, explanation, source=source)(lambda examined: _findings(made, kind, examined))
    return made


claim = _claims("narrative.claim", "文字与表格一致", "文中写到的件数应与表中对应的各格相符；可能是另一口径的只提问。", source=f"{REGULATION}第六条：准确地公开政府信息", kind=StatementKind.FIGURE)  # fmt: skip
all_done = _claims("narrative.all_done", "全部办结与结转下年", "文中说申请全部办结，表中就不应有结转下年的申请。", source=f"{NOTICE}附表：结转下年度继续办理", kind=StatementKind.ALL_DONE)  # fmt: skip
all_upheld = _claims("narrative.all_upheld", "均获维持与复议诉讼结果", "文中说复议、诉讼均获维持，表中就不应有纠正、其他结果或尚未审结。", source=f"{NOTICE}附表：复议、诉讼的四种结果", kind=StatementKind.ALL_UPHELD)  # fmt: skip
only_persons = _claims("narrative.only_persons", "均为自然人与申请人情况", "文中说申请人均为自然人，表中法人或其他组织各列就应为 0。", source=f"{NOTICE}附表：申请人情况", kind=StatementKind.ONLY_PERSONS)  # fmt: skip

_FOUND = {Agreement.CONTRADICTS: Severity.WARNING, Agreement.ASKS: Severity.ASK}


def _findings(rule: Rule, kind: StatementKind, examined: Examination) -> Iterator[Finding]:
    for statement in examined.statements:
        table = statement.table
        if statement.kind is not kind or table is None or statement.agreement not in _FOUND:
            continue
        yield rule.at_sentence(
            _message(statement, table),
            statement.sentence,
            at=statement.claim.id if rule is claim else "",
            severity=_FOUND[statement.agreement],
            cells=statement.claim.cells,
            left=statement.stated,
            right=table,
            hint=f"{statement.reason}。" if statement.reason else "",
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
