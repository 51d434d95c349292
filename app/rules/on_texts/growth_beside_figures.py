"""A stated growth beside its two figures, those of the sentence, of the tables, or of last year's report.

*rule* is the rule on growth, whose findings these are.
"""

from collections.abc import Iterator
from decimal import Decimal

from app.rules.claims.agreement import Agreement
from app.rules.claims.table_figures import figure
from app.rules.examination import Examination
from app.rules.model import Finding, Severity
from app.rules.on_texts.carried_growth import carried_grown
from app.rules.on_texts.figures_of_two_years import CARRIED, is_of_last_year, now_and_then
from app.rules.on_texts.growth_of_other_counts import (
    disputes_of_last_year,
    grown_otherwise,
)
from app.rules.on_texts.growth_without_figures import (
    fits_another_total,
    grown_from,
    grown_unsaid,
    last_way,
    last_word,
    table_now,
    times_unsaid,
)
from app.rules.on_texts.last_years_figures import last_years, otherwise_last_year
from app.rules.on_texts.percentage_points import POINTS, points_told
from app.rules.on_texts.rate_findings import (
    as_written,
    clauses,
    finding_at,
    fits,
    is_near,
    whole_number,
    written,
)
from app.rules.rule import Rule
from app.rules.sentences.readings import Quantity, Reading, Time
from app.rules.sentences.word_roles import APPLICATIONS
from app.values import canonical

_MOST_COUNTED = 20
"""A sentence with more different counts is not searched for two that give a growth."""

_GROWING = ("new", "total", "asked_for")


def growth_told(rule: Rule, examined: Examination, reading: Reading) -> Iterator[Finding]:
    """Yield a finding for each growth of a sentence that isn't the one its two figures give."""
    for quantity in reading.quantities:
        if quantity.unit == "倍" and is_of_last_year(reading, quantity):
            yield from _times(rule, examined, reading, quantity)
        elif quantity.time is Time.CHANGE and (quantity.bounds is None or quantity.unit == "%"):
            yield from _growth(rule, examined, reading, quantity)
            yield from carried_grown(rule, examined, reading, quantity)
            if quantity.unit in POINTS:
                yield from points_told(rule, examined, reading, quantity)
            if examined.previous is not None:
                yield from grown_otherwise(rule, examined, reading, quantity)
    if reading.compares and examined.previous is not None:
        yield from otherwise_last_year(rule, examined, reading)
        yield from disputes_of_last_year(rule, examined, reading)


def _is_comparable(examined: Examination, reading: Reading, change: Quantity, now: Quantity) -> bool:
    frame = change.frame
    if any(year != examined.report.year - 1 for year in frame.years) or frame.times & {
        "other",
        "month",
        "since",
    }:
        return False
    text = reading.sentence.plain
    if "环比" in text or "去年底" in text:
        return False
    changes = [q.end for q in reading.quantities if q.time is Time.CHANGE and now.end < q.end <= change.at]
    return examined.statement(now) is not None or clauses(text[max([now.end, *changes]) : change.at]) <= 1


def _growth(rule: Rule, examined: Examination, reading: Reading, change: Quantity) -> Iterator[Finding]:
    now, then = now_and_then(reading, change)
    if now is None and then is not None:
        yield from _grown_by(rule, reading, change, then)
        yield from grown_from(rule, examined, change, then)
    elif now is None and examined.previous is not None and not _follows_carried(reading, change):
        yield from grown_unsaid(rule, examined, reading, change)
        yield from _grown_from_rounded(rule, examined, reading, change)
    if now is None or not _is_comparable(examined, reading, change, now):
        return
    severity, before = Severity.WARNING, Decimal(then.value) if then is not None else None
    if before is None and (change.unit == "%" or change.unit == now.unit):
        severity, before = _value_before(examined, reading, change, now)
    if before is None or (change.unit == "%" and before <= 0):
        return
    up = "up" in change.frame.signs and last_way(change) == "up"
    difference = Decimal(now.value) - before
    exact = difference / before * 100 if change.unit == "%" else difference
    right_way = (difference >= 0) == up or not Decimal(change.value)
    if right_way and (
        fits(change, abs(exact))
        if change.unit == "%" or change.unit in POINTS
        else abs(exact) == change.value
    ):
        return
    if change.unit == "%" and _fits_others(reading, change):
        return
    if change.bounds is not None and (not right_way or is_near(change, abs(exact))):
        severity = Severity.ASK
    unit = "个百分点" if change.unit in POINTS else change.unit
    sign = "增长" if difference >= 0 else "下降"
    number = (
        written(abs(exact), change) if change.unit in ("%", *POINTS) else canonical(whole_number(abs(exact)))
    )
    message = f"文中写{last_word(change)} {as_written(change)}{unit if unit == '%' else f' {unit}'}，按 {canonical(whole_number(before))} 到 {canonical(now.value)} 计算应为{sign} {number}{unit if unit == '%' else f' {unit}'}。"
    yield finding_at(rule, severity, message, change, examined.statement(now))


def _grown_from_rounded(
    rule: Rule, examined: Examination, reading: Reading, change: Quantity
) -> Iterator[Finding]:
    """Yield a finding where the growth of a figure in 万 is not that of the tables: 新收4.82万件，同比增长6.9%."""
    before = [q for q in reading.quantities if q.end <= change.at and q.is_count and q.unit]
    statement = examined.statement(before[-1]) if before else None
    if statement is None or statement.exact or statement.agreement is not Agreement.AGREES:
        return
    if (
        change.unit not in ("%", before[-1].unit)
        or "than" not in change.frame.signs
        or statement.table is None
    ):
        return
    then = last_years(examined, statement.claim.cells) if statement.claim.id in _GROWING else None
    plain = reading.sentence.plain
    if not then or clauses(plain[before[-1].end : change.at]) > 1 or fits_another_total(examined, change):
        return
    if not _is_comparable(examined, reading, change, before[-1]):
        return
    exact = (statement.table - then) / then * 100 if change.unit == "%" else statement.table - then
    now = canonical(statement.table)
    message = f"文中写{last_word(change)} {as_written(change)}{change.unit}，而两年的报告中由 {canonical(whole_number(then))} 到 {now}，请核对。"
    near = change.bounds is not None and is_near(change, abs(exact))
    yield finding_at(rule, Severity.ASK if near else Severity.WARNING, message, change, statement)


def _follows_carried(reading: Reading, change: Quantity) -> bool:
    """Whether the figure right before a change is what was carried over: 结转158件，较上年同期多16件."""
    before = next((q for q in reversed(reading.quantities) if q.end <= change.at), None)
    if before is None or not CARRIED & set(before.acts) or change.frame.subject or change.frame.acts:
        return False
    return clauses(reading.sentence.plain[before.end : change.at]) <= 1


def _grown_by(rule: Rule, reading: Reading, change: Quantity, then: Quantity) -> Iterator[Finding]:
    """Yield a finding where cases more than last year's are not the stated part of them: 比上年的39件多9件，增长23.1%."""
    cases = [
        q for q in reading.quantities if q.time is Time.CHANGE and q.unit == then.unit and q.at < change.at
    ]
    if (
        change.unit != "%"
        or len(cases) != 1
        or not then.value
        or clauses(reading.sentence.plain[cases[0].end : change.at]) > 1
    ):
        return
    exact = Decimal(cases[0].value) / Decimal(then.value) * 100
    if not fits(change, exact):
        told = f"按 {canonical(then.value)} 变化 {canonical(cases[0].value)}"
        message = (
            f"文中写{last_word(change)} {as_written(change)}%，{told} 计算应为 {written(exact, change)}%。"
        )
        yield finding_at(rule, Severity.WARNING, message, change, None)


def _fits_others(reading: Reading, change: Quantity) -> bool:
    """Whether some other two figures of the sentence give a stated growth: then these are the ones it is of."""
    counted = {(q.value, q.unit) for q in reading.quantities if q.is_count and q.unit and q.bounds is None}
    if len(counted) > _MOST_COUNTED:
        return False
    way = 1 if last_way(change) == "up" else -1
    return any(
        then and then_unit == unit and fits(change, way * (Decimal(now) - then) / then * 100)
        for then, then_unit in counted
        for now, unit in counted
    )


def _value_before(
    examined: Examination, reading: Reading, change: Quantity, now: Quantity
) -> tuple[Severity, Decimal | None]:
    """Return last year's figure by the change in cases that the sentence states, or from last year's report."""
    changes = [q for q in reading.quantities if q.time is Time.CHANGE and q.unit == now.unit]
    plain = reading.sentence.plain
    changes = [q for q in changes if "；" not in plain[min(q.end, change.end) : max(q.at, change.at)]]
    if change.unit == "%" and len(changes) == 1 and changes[0].bounds is None:
        step = Decimal(changes[0].value)
        return Severity.WARNING, Decimal(now.value) - (step if last_way(changes[0]) == "up" else -step)
    statement = examined.statement(now)
    if statement is None and _is_all_new(examined, now):
        return Severity.ASK, last_years(examined, ()) if "than" in change.frame.signs else None
    if examined.previous is None or statement is None or statement.claim.id not in _GROWING:
        return Severity.ASK, None
    between = reading.sentence.plain[now.end : change.at]
    follows = between.startswith(("，", "(")) and now.end + 1 == _begin(change)
    if "than" not in change.frame.signs and not follows:
        return Severity.ASK, None
    sure = statement.agreement is Agreement.AGREES and "than" in change.frame.signs
    sure = sure and not fits_another_total(examined, change)
    return Severity.WARNING if sure else Severity.ASK, last_years(examined, statement.claim.cells)


def _is_all_new(examined: Examination, now: Quantity) -> bool:
    """Whether a number of applications without further words is the year's total of new ones: 全年申请17件."""
    frame, sum_ = now.frame, figure(examined.report, examined.report.form.narrative.growth_of)
    plain = not (frame.acts or frame.people or frame.unknown or frame.qualified or now.part)
    return now.subject == APPLICATIONS and plain and sum_ is not None and sum_.value == now.value


def _begin(change: Quantity) -> int:
    """Return where the words before a change begin."""
    return min(change.at, change.frame.words[0].start) if change.frame.words else change.at


def _times_of_last_years(
    rule: Rule, examined: Examination, now: Quantity, times: Quantity
) -> Iterator[Finding]:
    """Yield a finding where this year's figure is not so many times that of last year's report."""
    statement = examined.statement(now)
    if (
        statement is None
        or statement.claim.id not in _GROWING
        or times.bounds is not None
        or now.at > times.at
    ):
        return
    before = last_years(examined, statement.claim.cells)
    if before and not fits(times, Decimal(now.value) / before):
        exact = Decimal(now.value) / before
        message = f"文中写是上年的 {as_written(times)} 倍，而两年的报告中由 {canonical(whole_number(before))} 到 {canonical(now.value)}，为 {written(exact, times)} 倍。"
        agrees = statement.agreement is Agreement.AGREES
        yield finding_at(rule, Severity.WARNING if agrees else Severity.ASK, message, times, statement)


def _times(rule: Rule, examined: Examination, reading: Reading, times: Quantity) -> Iterator[Finding]:
    """Yield a finding where this year's figure is not so many times last year's, both stated."""
    now, then = now_and_then(reading, times)
    if now is None and then is None:
        yield from times_unsaid(rule, examined, times)
    if now is not None and then is None:
        yield from _times_of_last_years(rule, examined, now, times)
    if then is None or not then.value or times.bounds is not None or (now is not None and now.at > times.at):
        return
    value = Decimal(now.value) if now is not None else table_now(examined, then, times)
    if value is None:
        return
    if any(year != examined.report.year - 1 for year in times.frame.years):
        return
    exact = value / Decimal(then.value)
    if not fits(times, exact):
        message = f"文中写是上年的 {as_written(times)} 倍，按 {canonical(then.value)} 到 {canonical(whole_number(value))} 计算应为 {written(exact, times)} 倍。"
        statement = examined.statement(now) if now is not None else None
        yield finding_at(rule, Severity.WARNING, message, times, statement)
