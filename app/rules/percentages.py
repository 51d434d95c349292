"""Percentages in the text: shares, rates and growth must follow from their figures (rule 10 of the project's list).

3607 → 3646 件 was published as 增长1.05%; it is 1.08%. A rate is right when it is the exact one rounded or cut off at
the places it is written with.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal

from app.rules.examination import Examination
from app.rules.frames import APPLICATIONS, DISPUTES
from app.rules.lazy_pattern import pattern
from app.rules.model import Finding, Severity
from app.rules.numerals import CLAUSE_MARKS
from app.rules.readings import Quantity, Reading, Scope, Time
from app.rules.rule import REGULATION, Rule, rule
from app.rules.statements import Agreement, Statement
from app.rules.table_figures import figure
from app.values import Value, canonical

_POINTS = ("百分点", "个百分点")
_REMEMBERED = 50
"""How many of the last figures of a paragraph a share may be of."""

_HUNDRED = Decimal("100.6")
_NEAR = Decimal("0.6")
_SEPARATE = pattern("[；(]|其中|同时|此外")


@rule(
    "narrative.share",
    "占比",
    "“占……%”应与件数和总数相符，四舍五入或舍去尾数都可以。",
    source=f"{REGULATION}第六条：准确地公开政府信息",
)
def shares(examined: Examination) -> Iterator[Finding]:
    """Yield a finding for each share of a whole that isn't the one its figures give."""
    place, counted = ("", -1), deque[Decimal](maxlen=_REMEMBERED)
    before: Reading | None = None
    for reading in examined.readings:
        if (reading.sentence.section, reading.sentence.paragraph) != place:
            place, before = (reading.sentence.section, reading.sentence.paragraph), None
            counted.clear()
        counted += [Decimal(q.value) for q in reading.quantities if q.is_count and q.unit]
        for index, quantity in enumerate(reading.quantities):
            if quantity.unit == "%" and quantity.bounds is None:
                if "share" in quantity.frame.signs:
                    yield from _share(examined, reading, index, counted, before)
                elif quantity.frame.signs & {"rate", "corrected_rate"}:
                    yield from _rate(examined, reading, quantity)
        if "%" in reading.sentence.plain:
            yield from _too_much(reading)
        before = reading


def _share(
    examined: Examination, reading: Reading, index: int, counted: Iterable[Decimal], before: Reading | None
) -> Iterator[Finding]:
    share = reading.quantities[index]
    part = reading.quantities[index - 1] if index else None
    if (
        part is None
        or not part.is_count
        or not part.unit
        or part.bounds is not None
        or part.time is Time.CHANGE
    ):
        return
    between = reading.sentence.plain[part.end : share.at]
    if "；" in between or "。" in between or _clauses(between) > 1:
        return
    statement, value = examined.statement(part), Decimal(part.value)
    wholes = [number for number in set(counted) if number >= value]
    named = _named_wholes(examined, share, statement)
    if any(whole and _fits(share, value / whole * 100) for whole in (*wholes, *named)):
        return
    whole = named[0] if named else _told_whole(reading, part, before)
    if whole and value <= whole:
        right = _written(value / whole * 100, share)
        message = f"文中写 {canonical(part.value)} 占 {_plain(share)}%，按总数 {canonical(_int(whole))} 计算应为 {right}%。"
        follows = before is not None and reading.sentence.plain.startswith("其中")
        severity = Severity.WARNING if named or follows or part.part else Severity.ASK
        yield _finding(shares, severity, message, share, statement)


def _named_wholes(examined: Examination, share: Quantity, statement: Statement | None) -> list[Decimal]:
    """Return the wholes of the tables of which a share may be: that of its subject, or those of its table."""
    report, narrative = examined.report, examined.report.form.narrative
    topic = share.frame.subject if share.frame.subject in DISPUTES else ""
    if not topic and statement is not None and statement.claim.subject in DISPUTES:
        topic = statement.claim.subject
    if topic:
        keys = [topic, "both"]
        claims = [narrative.by_words[key, "", ""] for key in keys if (key, "", "") in narrative.by_words]
        sums = [figure(report, claim.cells) for claim in claims]
    elif statement is not None and statement.claim.subject == APPLICATIONS:
        sums = [figure(report, other.cells) for other in narrative.share_of]
    else:
        return []
    return [Decimal(sum_.value) for sum_ in sums if sum_ is not None]


def _told_whole(reading: Reading, part: Quantity, before: Reading | None) -> Decimal | None:
    """Return the sum that the sentence names before a part, or what the one before has counted last."""
    sums = [
        q for q in reading.quantities if q.at < part.at and "sum" in q.frame.signs and q.unit == part.unit
    ]
    if not sums and before is not None and reading.sentence.plain.startswith("其中"):
        sums = [q for q in before.quantities if q.is_count and q.unit == part.unit and q.time is Time.THIS]
    return Decimal(sums[-1].value) if sums else None


def _rate(examined: Examination, reading: Reading, rate: Quantity) -> Iterator[Finding]:
    """Yield a finding for 办结率 or 纠错率 that follows neither from the tables nor from the sentence's figures."""
    if rate.time is not Time.THIS or rate.scope is not Scope.OWN or "on_time" in rate.frame.signs:
        return
    counts = [Decimal(q.value) for q in reading.quantities if q.is_count and q.unit and q.time is Time.THIS]
    corrected = "corrected_rate" in rate.frame.signs
    if rate.subject != APPLICATIONS and not (corrected and rate.subject in DISPUTES):
        return
    pairs = [(a, b) for a in counts for b in counts if a < b] + _rates_of_tables(examined, corrected)
    if any(whole and _fits(rate, part / whole * 100) for part, whole in pairs) or rate.value == 100:
        return
    stated = [q for q in reading.quantities if q.at < rate.at and examined.statement(q) is not None]
    told = sorted((Decimal(q.value) for q in stated), reverse=True)
    if len(told) > 1 and told[0] and told[1] / told[0] * 100 != rate.value:
        severity, right = (
            Severity.WARNING,
            f"，按 {canonical(_int(told[1]))} 和 {canonical(_int(told[0]))} 计算应为 {_written(told[1] / told[0] * 100, rate)}%",
        )
    elif (stated or rate.frame.subject or rate.said) and pairs and pairs[-1][1]:
        found = [examined.statement(q) for q in stated]
        agreeing = any(s is not None and s.agreement is Agreement.AGREES for s in found)
        severity, right = (
            Severity.WARNING if agreeing else Severity.ASK,
            f"，按表中的数计算为 {_written(pairs[-1][0] / pairs[-1][1] * 100, rate)}%",
        )
    else:
        return
    name = next(token.text for token in reversed(rate.frame.words) if token.key in ("rate", "corrected_rate"))
    message = f"文中写{name} {_plain(rate)}%{right}。"
    yield _finding(shares, severity, message, rate, None)


def _rates_of_tables(examined: Examination, corrected: bool) -> list[tuple[Decimal, Decimal]]:
    known = examined.report.form.narrative.by_words
    keys = (
        [((key, "", "corrected"), (key, "", "")) for key in DISPUTES]
        if corrected
        else [((APPLICATIONS, "", "done"), (APPLICATIONS, "", act)) for act in ("received", "due")]
    )
    pairs: list[tuple[Decimal, Decimal]] = []
    for part, whole in keys:
        if part in known and whole in known:
            one, all_ = (
                figure(examined.report, known[part].cells),
                figure(examined.report, known[whole].cells),
            )
            if one is not None and all_ is not None:
                pairs.append((Decimal(one.value), Decimal(all_.value)))
                pending = (whole[0], "", "pending")
                open_ = figure(examined.report, known[pending].cells) if pending in known else None
                if open_ is not None:
                    pairs.insert(0, (Decimal(one.value), Decimal(all_.value - open_.value)))
    return pairs


def _too_much(reading: Reading) -> Iterator[Finding]:
    """Yield a finding where shares of one whole add up to more than it: 占94.8%，占15.2%."""
    sum_, reached, last = Decimal(0), False, 0
    for quantity in reading.quantities:
        if quantity.unit != "%" or "share" not in quantity.frame.signs or quantity.bounds is not None:
            continue
        if _SEPARATE.search(reading.sentence.plain, last, quantity.at) and last:
            sum_, reached = Decimal(0), False
        sum_, last = sum_ + Decimal(quantity.value), quantity.end
        reached = reached or abs(sum_ - 100) <= _NEAR
        if sum_ > _HUNDRED and not reached and sum_ != Decimal(quantity.value):
            message = f"文中所列各项占比相加为 {canonical(sum_)}%，超过 100%。"
            yield _finding(shares, Severity.WARNING, message, quantity, None)
            return


@rule(
    "narrative.growth",
    "增减幅度",
    "“同比增长……%”应与两年的数相符，四舍五入或舍去尾数都可以。",
    source=f"{REGULATION}第六条：准确地公开政府信息",
)
def growth(examined: Examination) -> Iterator[Finding]:
    """Yield a finding for each growth that isn't the one its two figures give: in %, in cases, points or times."""
    for reading in examined.readings:
        for quantity in reading.quantities:
            if quantity.unit == "倍" and "last" in quantity.frame.times | _times_before(reading, quantity):
                yield from _times(examined, reading, quantity)
            elif quantity.time is Time.CHANGE and quantity.bounds is None:
                yield from _growth(examined, reading, quantity)


def _times_before(reading: Reading, quantity: Quantity) -> set[str]:
    """Return the times that the words of the figure right before name: 是上年（20件）的4倍."""
    before = [q for q in reading.quantities if q.end <= quantity.at]
    near = before and quantity.at - before[-1].end <= 3
    return before[-1].frame.times | ({"last"} if before[-1].time is Time.LAST else set()) if near else set()


def _now_and_then(reading: Reading, change: Quantity) -> tuple[Quantity | None, Quantity | None]:
    """Return the figure of this year and that of last year of which a change is told."""
    if change.unit in _POINTS:
        known = [q for q in reading.quantities if q.unit == "%"]
    elif change.unit in ("%", "倍"):
        known = [q for q in reading.quantities if q.is_count and q.unit]
    else:
        known = [q for q in reading.quantities if q.unit == change.unit]
    known = [q for q in known if q is not change and q.bounds is None]
    thens = [q for q in known if q.time is Time.LAST]
    nows = [q for q in known if q.time is Time.THIS and q.depth <= change.depth]
    now = next((q for q in reversed(nows) if q.at < change.at), nows[0] if nows and not change.part else None)
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
    return examined.statement(now) is not None or _clauses(text[now.end : change.at]) <= 1


def _growth(examined: Examination, reading: Reading, change: Quantity) -> Iterator[Finding]:
    now, then = _now_and_then(reading, change)
    if now is None and then is not None:
        yield from _grown_from(examined, change, then)
    if now is None or not _is_comparable(examined, reading, change, now):
        return
    severity, before = Severity.WARNING, Decimal(then.value) if then is not None else None
    if before is None and change.unit == "%":
        severity, before = _value_before(examined, reading, change, now)
    if before is None or (change.unit == "%" and before <= 0):
        return
    up = "up" in change.frame.signs and _last_way(change) == "up"
    difference = Decimal(now.value) - before
    exact = difference / before * 100 if change.unit == "%" else difference
    right_way = (difference >= 0) == up or not Decimal(change.value)
    if right_way and (
        _fits(change, abs(exact))
        if change.unit == "%" or change.unit in _POINTS
        else abs(exact) == change.value
    ):
        return
    way = next(t.text for t in reversed(change.frame.words) if t.key in ("up", "down"))
    unit = "个百分点" if change.unit in _POINTS else change.unit
    sign = "增长" if difference >= 0 else "下降"
    number = _written(abs(exact), change) if change.unit in ("%", *_POINTS) else canonical(_int(abs(exact)))
    message = f"文中写{way} {_plain(change)}{unit if unit == '%' else f' {unit}'}，按 {canonical(_int(before))} 到 {canonical(now.value)} 计算应为{sign} {number}{unit if unit == '%' else f' {unit}'}。"
    yield _finding(growth, severity, message, change, examined.statement(now))


def _grown_from(examined: Examination, change: Quantity, then: Quantity) -> Iterator[Finding]:
    """Ask about a growth from last year's applications to those of the table: 申请数量较上年的80件增加9件."""
    value, before = _table_now(examined, then), Decimal(then.value)
    if value is None or not before or then.unit == "%" or change.unit not in ("%", then.unit):
        return
    if any(year != examined.report.year - 1 for year in change.frame.years):
        return
    difference = value - before
    exact = abs(difference / before * 100 if change.unit == "%" else difference)
    fits = _fits(change, exact) if change.unit == "%" else exact == change.value
    if not fits or (difference >= 0) != (_last_way(change) == "up"):
        message = f"文中写上年 {canonical(then.value)} 件、变化 {_plain(change)}{change.unit}，表中本年新收为 {canonical(_int(value))} 件，请核对。"
        yield _finding(growth, Severity.ASK, message, change, None)


def _last_way(change: Quantity) -> str:
    return next(t.key for t in reversed(change.frame.words) if t.key in ("up", "down"))


def _value_before(
    examined: Examination, reading: Reading, change: Quantity, now: Quantity
) -> tuple[Severity, Decimal | None]:
    """Return last year's figure by the change in cases that the sentence states, or from last year's report."""
    changes = [q for q in reading.quantities if q.time is Time.CHANGE and q.unit == now.unit]
    if len(changes) == 1 and changes[0].bounds is None:
        step = Decimal(changes[0].value)
        return Severity.WARNING, Decimal(now.value) - (step if _last_way(changes[0]) == "up" else -step)
    statement = examined.statement(now)
    if examined.previous is None or statement is None or statement.claim.id not in ("new", "total"):
        return Severity.ASK, None
    if "than" not in change.frame.signs:
        return Severity.ASK, None
    cells = [cell for cell in statement.claim.cells if cell in examined.previous.form.cells]
    then = figure(examined.previous, cells)
    return Severity.ASK, None if then is None else Decimal(then.value)


def _times(examined: Examination, reading: Reading, times: Quantity) -> Iterator[Finding]:
    """Yield a finding where this year's figure is not so many times last year's, both stated."""
    now, then = _now_and_then(reading, times)
    if then is None or not then.value or times.bounds is not None or (now is not None and now.at > times.at):
        return
    value = Decimal(now.value) if now is not None else _table_now(examined, then)
    if value is None:
        return
    if any(year != examined.report.year - 1 for year in times.frame.years):
        return
    exact = value / Decimal(then.value)
    if not _fits(times, exact):
        message = f"文中写是上年的 {_plain(times)} 倍，按 {canonical(then.value)} 到 {canonical(_int(value))} 计算应为 {_written(exact, times)} 倍。"
        statement = examined.statement(now) if now is not None else None
        yield _finding(growth, Severity.WARNING, message, times, statement)


def _table_now(examined: Examination, then: Quantity) -> Decimal | None:
    """Return this year's applications, where the words before a figure of last year name them."""
    if then.subject != APPLICATIONS or "申请" not in then.sentence.plain[: then.at]:
        return None
    sum_ = figure(examined.report, examined.report.form.narrative.growth_of)
    return None if sum_ is None else Decimal(sum_.value)


def _clauses(text: str) -> int:
    return sum(text.count(mark) for mark in CLAUSE_MARKS)


def _fits(rate: Quantity, exact: Decimal) -> bool:
    """Whether *rate* is *exact* rounded or cut off at the places of *rate*."""
    return abs(Decimal(rate.value) - exact) < _step(rate)


def _plain(rate: Quantity) -> str:
    """Return the number as it is written."""
    found = re.match("[0-9.]+", rate.sentence.plain[rate.at : rate.end])
    return found.group() if found else canonical(rate.value)


def _step(rate: Quantity) -> Decimal:
    return Decimal(1).scaleb(-len(_plain(rate).partition(".")[2]))


def _written(exact: Decimal, like: Quantity) -> str:
    return str(exact.quantize(min(_step(like), Decimal("0.01")), rounding=ROUND_HALF_UP))


def _int(number: Decimal) -> Value:
    return int(number) if number == int(number) else number


def _finding(
    rule: Rule, severity: Severity, message: str, quantity: Quantity, statement: Statement | None
) -> Finding:
    cells = statement.claim.cells if statement else ()
    left: Value | None = statement.stated if statement else None
    return rule.at_sentence(message, quantity.sentence, severity=severity, cells=cells, left=left)
