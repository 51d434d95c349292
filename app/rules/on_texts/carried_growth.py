"""Growth of what was carried over: 年末结转4件，较年初减少2件 is held against what was carried in, which the tables have.

*rule* is the rule on growth, whose findings these are.
"""

from collections.abc import Iterator
from decimal import Decimal

from app.rules.claims.agreement import Agreement
from app.rules.claims.table_figures import figure
from app.rules.examination import Examination
from app.rules.model import Finding, Severity
from app.rules.on_texts.growth_without_figures import last_way, last_word
from app.rules.on_texts.rate_findings import as_written, clauses, finding_at, fits, whole_number, written
from app.rules.rule import Rule
from app.rules.sentences.readings import Quantity, Reading, Time
from app.rules.sentences.word_roles import APPLICATIONS
from app.values import canonical

_OUT = ("carried_out", "carried", "rest")


def carried_grown(rule: Rule, examined: Examination, reading: Reading, change: Quantity) -> Iterator[Finding]:
    """Yield a finding where what was carried out is not so much more or less than what was carried in."""
    now = _carried_before(examined, reading, change)
    if now is None or change.unit not in ("%", now.unit):
        return
    statement = examined.statement(now)
    before = figure(
        examined.report, examined.report.form.narrative.by_words[APPLICATIONS, "", "carried_in"].cells
    )
    if statement is None or before is None or not before.value or not before.whole:
        return
    difference = Decimal(now.value) - before.value
    exact = abs(difference / before.value * 100 if change.unit == "%" else difference)
    right = fits(change, exact) if change.unit == "%" else exact == change.value
    if right and (difference >= 0) == (last_way(change) == "up"):
        return
    sign, unit = "增长" if difference >= 0 else "下降", change.unit
    number = written(exact, change) if unit == "%" else canonical(whole_number(exact))
    values = f"{canonical(before.value)} 到 {canonical(now.value)}"
    message = (
        f"文中写{last_word(change)} {as_written(change)}{unit}，按 {values} 计算应为{sign} {number}{unit}。"
    )
    sure = statement.agreement is Agreement.AGREES and change.bounds is None
    yield finding_at(rule, Severity.WARNING if sure else Severity.ASK, message, change, statement)


def _carried_before(examined: Examination, reading: Reading, change: Quantity) -> Quantity | None:
    """Return the figure carried out with which a change is told right before, over last year's or the year's beginning."""
    frame = change.frame
    begin = frame.words[0].start if frame.words else change.at
    bracketed = reading.sentence.plain[begin - 1 : begin] == "("
    if not (bracketed or "than" in frame.signs) or frame.people or frame.subject not in ("", APPLICATIONS):
        then = [q for q in reading.quantities if q.end <= change.at][-1:]
        if not then or "carried_in" not in _claim_of(examined, then[0]):
            return None
    before = [
        q for q in reading.quantities if q.end <= change.at and q.is_count and q.time is not Time.CHANGE
    ]
    out = [q for q in before if _claim_of(examined, q) in _OUT]
    if not out or clauses(reading.sentence.plain[out[-1].end : change.at]) > 1:
        return None
    between = [q for q in before if q.at > out[-1].at]
    return out[-1] if all(_claim_of(examined, q) == "carried_in" for q in between) else None


def _claim_of(examined: Examination, quantity: Quantity) -> str:
    statement = examined.statement(quantity)
    return "" if statement is None else statement.claim.id
