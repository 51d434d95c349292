"""Growth over last year: a stated change must follow from its two figures (rule 10 of the project's list).

The two figures stand in the sentence, in the tables, or in last year's report where it is at hand.
"""

from collections.abc import Iterator
from decimal import Decimal

from app.rules.examination import Examination
from app.rules.frames import APPLICATIONS, FLOW, Frame, merged
from app.rules.last_year_told import COUNTED, last_years, otherwise_last_year
from app.rules.model import Finding, Severity
from app.rules.rate_findings import as_written, clauses, finding_at, fits, whole_number, written
from app.rules.readings import Quantity, Reading, Time
from app.rules.rule import REGULATION, rule
from app.rules.table_figures import figure
from app.values import canonical

_POINTS = ("百分点", "个百分点")


@rule("narrative.growth", "增减幅度", "“同比增长……%”应与两年的数相符，四舍五入或舍去尾数都可以。", source=f"{REGULATION}第六条：准确地公开政府信息")  # fmt: skip
def growth(examined: Examination) -> Iterator[Finding]:
    """Yield a finding for each growth that isn't the one its two figures give: in %, in cases, points or times."""
    for reading in examined.readings:
        for quantity in reading.quantities:
            if quantity.unit == "倍" and _is_of_last_year(reading, quantity):
                yield from _times(examined, reading, quantity)
            elif quantity.time is Time.CHANGE and quantity.bounds is None:
                yield from _growth(examined, reading, quantity)
        if reading.compares and examined.previous is not None:
            yield from otherwise_last_year(growth, examined, reading)


def _is_of_last_year(reading: Reading, quantity: Quantity) -> bool:
    return quantity.time is Time.LAST or "last" in quantity.frame.times | _times_before(reading, quantity)


def _times_before(reading: Reading, quantity: Quantity) -> set[str]:
    """Return the times that the words of the figure right before name: 是上年（20件）的4倍."""
    before = [q for q in reading.quantities if q.end <= quantity.at]
    near = before and quantity.at - before[-1].end <= 3
    return before[-1].frame.times | ({"last"} if before[-1].time is Time.LAST else set()) if near else set()


def _now_and_then(reading: Reading, change: Quantity) -> tuple[Quantity | None, Quantity | None]:
    """Return this year's and last year's figure between which a stated change lies."""
    if change.unit in _POINTS:
        known = [q for q in reading.quantities if q.unit == "%"]
    elif change.unit in ("%", "倍"):
        known = [q for q in reading.quantities if q.is_count and q.unit]
    else:
        known = [q for q in reading.quantities if q.unit == change.unit]
    known = [q for q in known if q is not change and q.bounds is None]
    thens = [q for q in known if q.time is Time.LAST]
    nows = [q for q in known if q.time is Time.THIS and q.depth <= change.depth]
    after = [q for q in nows if "；" not in reading.sentence.plain[change.end : q.at]]
    now = next(
        (q for q in reversed(nows) if q.at < change.at), after[0] if after and not change.part else None
    )
    then = min(thens, key=lambda q: abs(q.at - change.at), default=None)
    return now, then


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
    return examined.statement(now) is not None or clauses(text[now.end : change.at]) <= 1


def _growth(examined: Examination, reading: Reading, change: Quantity) -> Iterator[Finding]:
    now, then = _now_and_then(reading, change)
    if now is None and then is not None:
        yield from _grown_by(reading, change, then)
        yield from _grown_from(examined, change, then)
    elif now is None and examined.previous is not None:
        yield from _grown_unsaid(examined, reading, change)
    if now is None or not _is_comparable(examined, reading, change, now):
        return
    severity, before = Severity.WARNING, Decimal(then.value) if then is not None else None
    if before is None and (change.unit == "%" or change.unit == now.unit):
        severity, before = _value_before(examined, reading, change, now)
    if before is None or (change.unit == "%" and before <= 0):
        return
    up = "up" in change.frame.signs and _last_way(change) == "up"
    difference = Decimal(now.value) - before
    exact = difference / before * 100 if change.unit == "%" else difference
    right_way = (difference >= 0) == up or not Decimal(change.value)
    if right_way and (
        fits(change, abs(exact))
        if change.unit == "%" or change.unit in _POINTS
        else abs(exact) == change.value
    ):
        return
    if change.unit == "%" and _fits_others(reading, change):
        return
    unit = "个百分点" if change.unit in _POINTS else change.unit
    sign = "增长" if difference >= 0 else "下降"
    number = (
        written(abs(exact), change) if change.unit in ("%", *_POINTS) else canonical(whole_number(abs(exact)))
    )
    message = f"文中写{_last_word(change)} {as_written(change)}{unit if unit == '%' else f' {unit}'}，按 {canonical(whole_number(before))} 到 {canonical(now.value)} 计算应为{sign} {number}{unit if unit == '%' else f' {unit}'}。"
    yield finding_at(growth, severity, message, change, examined.statement(now))


def _grown_by(reading: Reading, change: Quantity, then: Quantity) -> Iterator[Finding]:
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
            f"文中写{_last_word(change)} {as_written(change)}%，{told} 计算应为 {written(exact, change)}%。"
        )
        yield finding_at(growth, Severity.WARNING, message, change, None)


def _fits_others(reading: Reading, change: Quantity) -> bool:
    """Whether some other two figures of the sentence give a stated growth: then these are the ones it is of."""
    counts = [q for q in reading.quantities if q.is_count and q.unit and q.bounds is None]
    way = 1 if _last_way(change) == "up" else -1
    return any(
        then.value and fits(change, way * (Decimal(now.value) - then.value) / then.value * 100)
        for then in counts
        for now in counts
        if then.unit == now.unit and then is not now
    )


def _grown_from(examined: Examination, change: Quantity, then: Quantity) -> Iterator[Finding]:
    """Yield a finding where a stated growth over last year's applications does not lead to the table's:
    申请数量较上年的80件增加9件.

    It is asked about unless last year's report has the same figure for that year.
    """
    value, before = _table_now(examined, then, change), Decimal(then.value)
    if value is None or not before or then.unit == "%" or change.unit not in ("%", then.unit):
        return
    if any(year != examined.report.year - 1 for year in change.frame.years):
        return
    difference = value - before
    exact = abs(difference / before * 100 if change.unit == "%" else difference)
    right = fits(change, exact) if change.unit == "%" else exact == change.value
    if not right or (difference >= 0) != (_last_way(change) == "up"):
        message = f"文中写上年 {canonical(then.value)} 件、变化 {as_written(change)}{change.unit}，表中本年新收为 {canonical(whole_number(value))} 件，请核对。"
        known = last_years(examined, ())
        severity = Severity.WARNING if known == before else Severity.ASK
        yield finding_at(growth, severity, message, change, None)


def _grown_unsaid(examined: Examination, reading: Reading, change: Quantity) -> Iterator[Finding]:
    """Ask about a growth with neither figure beside it, by this report and last year's: 申请量比上年增加25件."""
    frame, narrative = _told_change(reading, change), examined.report.form.narrative
    flow = [act for act in frame.acts if act in FLOW]
    if (
        change.subject != APPLICATIONS
        or frame.unknown
        or frame.qualified
        or frame.people
        or frame.signs & {"channel"}
    ):
        return
    if "last" not in frame.times and not frame.years and "than" not in frame.signs:
        return
    if any(year != examined.report.year - 1 for year in frame.years) or set(frame.acts) - set(FLOW):
        return
    if frame.times - {"last", "this"} or change.unit not in ("%", *COUNTED) or not (frame.subject or flow):
        return
    claim = narrative.by_words.get((APPLICATIONS, "", flow[-1] if flow else "received"))
    now = figure(examined.report, claim.cells) if claim is not None else None
    before = last_years(examined, claim.cells) if claim is not None else None
    if now is None or not now.whole or not before:
        return
    difference = Decimal(now.value) - before
    exact = abs(difference / before * 100 if change.unit == "%" else difference)
    right = fits(change, exact) if change.unit == "%" else exact == change.value
    if not right or (difference >= 0) != (_last_way(change) == "up"):
        told = f"{_last_word(change)} {as_written(change)}{change.unit}"
        values = f"{canonical(whole_number(before))} 到 {canonical(now.value)}"
        message = f"文中写{told}，而两年的报告中由 {values}，请核对。"
        yield finding_at(growth, Severity.ASK, message, change, None)


def _told_change(reading: Reading, change: Quantity) -> Frame:
    """Return the words that name what has changed: 新收申请同比减少26件，下降18.0%; 申请量增加，比上年多9件."""
    frame = change.frame
    if frame.subject or frame.acts or not frame.words:
        return frame
    begin, plain = frame.words[0].start, reading.sentence.plain
    before = [q for q in reading.quantities if q.end <= change.at]
    if before and before[-1].time is Time.CHANGE and plain.startswith("，", before[-1].end):
        return before[-1].frame
    clauses_before = [c for c in reading.clauses if c.end + 1 == begin and plain[c.end] == "，"]
    return merged(clauses_before[-1].frame, frame) if clauses_before else frame


def _last_word(change: Quantity) -> str:
    return next(t.text for t in reversed(change.frame.words) if t.key in ("up", "down"))


def _last_way(change: Quantity) -> str:
    return next(t.key for t in reversed(change.frame.words) if t.key in ("up", "down"))


def _value_before(
    examined: Examination, reading: Reading, change: Quantity, now: Quantity
) -> tuple[Severity, Decimal | None]:
    """Return last year's figure by the change in cases that the sentence states, or from last year's report."""
    changes = [q for q in reading.quantities if q.time is Time.CHANGE and q.unit == now.unit]
    if change.unit == "%" and len(changes) == 1 and changes[0].bounds is None:
        step = Decimal(changes[0].value)
        return Severity.WARNING, Decimal(now.value) - (step if _last_way(changes[0]) == "up" else -step)
    statement = examined.statement(now)
    if examined.previous is None or statement is None or statement.claim.id not in ("new", "total"):
        return Severity.ASK, None
    if "than" not in change.frame.signs:
        return Severity.ASK, None
    return Severity.ASK, last_years(examined, statement.claim.cells)


def _times(examined: Examination, reading: Reading, times: Quantity) -> Iterator[Finding]:
    """Yield a finding where this year's figure is not so many times last year's, both stated."""
    now, then = _now_and_then(reading, times)
    if now is None and then is None:
        yield from _times_unsaid(examined, times)
    if then is None or not then.value or times.bounds is not None or (now is not None and now.at > times.at):
        return
    value = Decimal(now.value) if now is not None else _table_now(examined, then, times)
    if value is None:
        return
    if any(year != examined.report.year - 1 for year in times.frame.years):
        return
    exact = value / Decimal(then.value)
    if not fits(times, exact):
        message = f"文中写是上年的 {as_written(times)} 倍，按 {canonical(then.value)} 到 {canonical(whole_number(value))} 计算应为 {written(exact, times)} 倍。"
        statement = examined.statement(now) if now is not None else None
        yield finding_at(growth, Severity.WARNING, message, times, statement)


def _times_unsaid(examined: Examination, times: Quantity) -> Iterator[Finding]:
    """Ask about 申请量是上年的2倍, with neither figure beside it, by this report and last year's."""
    frame = times.frame
    if (
        frame.subject != APPLICATIONS
        or frame.unknown
        or frame.qualified
        or frame.people
        or times.bounds is not None
    ):
        return
    now, before = figure(examined.report, examined.report.form.narrative.growth_of), last_years(examined, ())
    if now is None or not now.whole or not before:
        return
    if any(year != examined.report.year - 1 for year in frame.years):
        return
    exact = Decimal(now.value) / before
    if not fits(times, exact):
        values = f"{canonical(whole_number(before))} 到 {canonical(now.value)}"
        message = f"文中写是上年的 {as_written(times)} 倍，而两年的报告中由 {values}，为 {written(exact, times)} 倍。"
        yield finding_at(growth, Severity.ASK, message, times, None)


def _table_now(examined: Examination, then: Quantity, change: Quantity) -> Decimal | None:
    """Return this year's applications, where the words before a change name them: 与上年的40件相比，申请量上升25%."""
    if then.subject != APPLICATIONS or "申请" not in then.sentence.plain[: max(then.at, change.at)]:
        return None
    if change.frame.subject not in ("", APPLICATIONS) or change.frame.unknown:
        return None
    sum_ = figure(examined.report, examined.report.form.narrative.growth_of)
    return None if sum_ is None else Decimal(sum_.value)
