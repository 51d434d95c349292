"""What the text tells of last year without this year's figure: held against last year's report, and only asked about."""

from collections.abc import Iterator
from decimal import Decimal

from app.rules.claims.agreement import Statement
from app.rules.claims.table_figures import figure
from app.rules.examination import Examination
from app.rules.model import Finding, Severity
from app.rules.on_texts.rate_findings import finding_at, whole_number
from app.rules.rule import Rule
from app.rules.sentences.readings import Clause, Quantity, Reading, Scope, Time
from app.rules.sentences.word_roles import APPLICATIONS, DISPUTES, WAYS
from app.values import canonical

COUNTED = ("件", "份", "宗", "起", "例", "项")
_NARROWING = {"channel", "about", "none", "rate", "on_time", "share"}


def otherwise_last_year(rule: Rule, examined: Examination, reading: Reading) -> Iterator[Finding]:
    """Yield the questions of *rule* about what last year's report has otherwise."""
    yield from _trends(rule, examined, reading)
    yield from _level(rule, examined, reading)
    yield from _of_last_year(rule, examined, reading)


def last_years(examined: Examination, cells: tuple[str, ...]) -> Decimal | None:
    """Return what last year's report has in *cells*, or as the year's new applications; None where it is not at hand."""
    previous = examined.previous
    if previous is None:
        return None
    known = [cell for cell in cells or previous.form.narrative.growth_of if cell in previous.form.cells]
    sum_ = figure(previous, known)
    return None if sum_ is None else Decimal(sum_.value)


_LEVEL = Decimal("0.1")
"""持平 may be said where there was a tenth more or less."""


def _level(rule: Rule, examined: Examination, reading: Reading) -> Iterator[Finding]:
    """Ask about 申请量与上年基本持平 where the two years' reports are far from each other."""
    for clause in reading.clauses:
        frame = clause.frame
        if "level" in frame.signs and (statement := _dispute_before(examined, clause)) is not None:
            yield from _level_of(rule, examined, reading, statement)
            continue
        if "level" not in frame.signs or clause.subject != APPLICATIONS or clause.scope is not Scope.OWN:
            continue
        if frame.subject not in ("", APPLICATIONS) or frame.unknown or frame.people:
            continue
        if not frame.subject and clause.before is not None and not clause.before.is_count:
            continue  # 办结率为91.6%，同比基本持平
        if set(frame.acts) - {"received", "accepted"} or frame.signs & _NARROWING:
            continue
        if any(year not in (examined.report.year, examined.report.year - 1) for year in frame.years):
            continue
        now = figure(examined.report, examined.report.form.narrative.growth_of)
        before = last_years(examined, ())
        if (
            now is None
            or not now.whole
            or before is None
            or abs(now.value - before) <= max(Decimal(1), before * _LEVEL)
        ):
            continue
        values = f"{canonical(whole_number(before))} 到 {canonical(now.value)}"
        message = f"文中写申请量持平，而两年的报告中由 {values}，请核对。"
        yield rule.at_sentence(message, reading.sentence, severity=Severity.ASK)


def _dispute_before(examined: Examination, clause: Clause) -> Statement | None:
    """Return what the number of disputes right before a clause says: 诉讼3件，同比持平."""
    before, frame = clause.before, clause.frame
    if before is None or frame.subject or frame.unknown or frame.acts or clause.scope is not Scope.OWN:
        return None
    if before.time is not Time.THIS or frame.words[0].start - before.end > 1:
        return None
    statement = examined.statement(before)
    told = statement is not None and statement.claim.said and statement.claim.subject in DISPUTES
    return statement if told else None


def _level_of(rule: Rule, examined: Examination, reading: Reading, statement: Statement) -> Iterator[Finding]:
    now, before = statement.table, last_years(examined, statement.claim.cells)
    if now is None or before is None or abs(now - before) <= max(Decimal(1), before * _LEVEL):
        return
    values = f"{canonical(whole_number(before))} 到 {canonical(now)}"
    message = f"文中写{statement.claim.name}持平，而两年的报告中由 {values}，请核对。"
    yield rule.at_sentence(message, reading.sentence, severity=Severity.ASK)


def _trends(rule: Rule, examined: Examination, reading: Reading) -> Iterator[Finding]:
    """Ask about 申请量连续三年上升, without a figure, where last year's report shows the other way."""
    for clause in reading.clauses:
        frame, ways = clause.frame, clause.frame.signs & WAYS
        named = frame.subject == APPLICATIONS or names_their_number(clause)
        if len(ways) != 1 or not named or clause.scope is not Scope.OWN:
            continue
        if frame.unknown or frame.qualified or frame.people or frame.signs & _NARROWING:
            continue
        if set(frame.years) - {examined.report.year - 1}:
            continue
        if frame.times - {"last", "this"}:
            continue
        if set(frame.acts) - {"received", "accepted"}:
            continue
        now = figure(examined.report, examined.report.form.narrative.growth_of)
        before = last_years(examined, ())
        if now is None or not now.whole or before is None:
            continue
        if now.value == before or (now.value > before) != (ways == {"up"}):
            told = "上升" if ways == {"up"} else "下降"
            values = f"{canonical(whole_number(before))} 到 {canonical(now.value)}"
            message = f"文中写申请量{told}，而两年的报告中由 {values}，请核对。"
            yield rule.at_sentence(message, reading.sentence, severity=Severity.ASK)


def names_their_number(clause: Clause) -> bool:
    """Whether a clause begins with the number of the applications told before it: 收到33件，数量比上年略有增长."""
    frame = clause.frame
    begins = bool(frame.words) and frame.words[0].text in ("数量", "总量", "总数", "件数")
    return begins and not frame.subject and clause.subject == APPLICATIONS


def _of_last_year(rule: Rule, examined: Examination, reading: Reading) -> Iterator[Finding]:
    """Ask about a figure of last year's that last year's report has otherwise: 上年（2024年）受理申请2867件."""
    for quantity in reading.quantities:
        if quantity.time is not Time.LAST or quantity.subject != APPLICATIONS or quantity.unit not in COUNTED:
            continue
        if (
            quantity.bounds is not None
            or quantity.scope is not Scope.OWN
            or quantity.part
            or _is_aside(quantity)
        ):
            continue
        frame, acts = quantity.frame, set(quantity.acts)
        if (
            frame.unknown
            or frame.qualified
            or frame.people
            or frame.signs & _NARROWING
            or "to" in frame.signs
        ):
            continue
        if frame.times - {"last", "this"} or not acts <= {"received", "accepted", "done"}:
            continue
        compared = _compared_with(examined, reading, quantity)
        new = any(t.text == "新收件" for t in frame.words)
        if not acts and compared is None and not new:
            continue
        kinds = (
            ("received",)
            if new
            else ("received", "done", "due")
            if not acts
            else ("done",)
            if "done" in acts
            else ("received", "due")
        )
        claims = examined.report.form.narrative.by_words
        values = [last_years(examined, claims[APPLICATIONS, "", kind].cells) for kind in kinds]
        known = [value for value in values if value is not None]
        if known and Decimal(quantity.value) not in known:
            message = f"文中上年的申请写 {canonical(quantity.value)} 件，上年的报告中为 {canonical(whole_number(known[0]))} 件，请核对。"
            yield finding_at(rule, Severity.ASK, message, quantity, None)
            return


def _is_aside(quantity: Quantity) -> bool:
    """Whether a figure stands in a bracket of its own words, not in one behind 较上年: 新收件较上年（15件）上升20%."""
    return bool(quantity.depth) and "than" not in quantity.frame.signs


def _compared_with(examined: Examination, reading: Reading, then: Quantity) -> Quantity | None:
    """Return this year's figure with which a figure of last year's is compared: 2480件，比上年的2049件增长;
    2024年268件，2025年312件.
    """
    for quantity in reading.quantities:
        led_up_to = "to" in quantity.frame.signs and any(t.text in ("由", "从") for t in then.frame.words)
        near = quantity.at < then.at or led_up_to or (then.frame.years and quantity.frame.years)
        statement = examined.statement(quantity) if near else None
        if statement is not None and statement.claim.id in ("new", "total", "asked_for"):
            return quantity
    return None
