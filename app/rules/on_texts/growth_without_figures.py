"""Growth that a sentence states without both of its figures: held against the tables and last year's report.

*rule* is the rule on growth, whose findings these are.
"""

from collections.abc import Iterator
from decimal import Decimal

from app.rules.claims.table_figures import figure
from app.rules.examination import Examination
from app.rules.model import Finding, Severity
from app.rules.on_texts.last_years_figures import COUNTED, last_years
from app.rules.on_texts.rate_findings import as_written, finding_at, fits, is_near, whole_number, written
from app.rules.rule import Rule
from app.rules.sentences.readings import Quantity, Reading, Time
from app.rules.sentences.word_roles import APPLICATIONS, FLOW, Frame, merged
from app.values import canonical

RATES = {"%": 100, "倍": 1}
"""The units of a change that is told as a part or a multiple of what there was, and how much the whole is in them."""

_NEAR = 8
_NUMBERS_OF_ALL = ("新收", "申请量", "申请数", "申请数量", "申请件数", "新收件", "收件量", "新收量")
"""Words that name the year's number of applications by themselves, where nothing unknown stands beside them."""


def grown_from(rule: Rule, examined: Examination, change: Quantity, then: Quantity) -> Iterator[Finding]:
    """Yield a finding where a stated growth over last year's applications does not lead to the table's:
    申请数量较上年的80件增加9件.

    It is asked about unless last year's report has the same figure for that year.
    """
    value, before = table_now(examined, then, change), Decimal(then.value)
    if value is None or not before or then.unit == "%" or change.unit not in ("%", then.unit):
        return
    if any(year != examined.report.year - 1 for year in change.frame.years):
        return
    difference = value - before
    exact = abs(difference / before * 100 if change.unit == "%" else difference)
    right = fits(change, exact) if change.unit == "%" else exact == change.value
    if not right or (difference >= 0) != (last_way(change) == "up"):
        message = f"文中写上年 {canonical(then.value)} 件、变化 {as_written(change)}{change.unit}，表中本年新收为 {canonical(whole_number(value))} 件，请核对。"
        known = last_years(examined, ())
        severity = Severity.WARNING if known == before else Severity.ASK
        yield finding_at(rule, severity, message, change, None)


def grown_unsaid(rule: Rule, examined: Examination, reading: Reading, change: Quantity) -> Iterator[Finding]:
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
    over = frame.times & {"last"} or frame.years or "than" in frame.signs or _has_rate(reading, change)
    begin = frame.words[0].start if frame.words else change.at
    if not over and not compared_before(reading, begin, examined.report.year):
        clause = _clause_before(reading, frame)
        if clause is None or "than" not in clause.signs or clause.subject or clause.acts or clause.unknown:
            return
        frame = merged(clause, frame)
    years = (examined.report.year, examined.report.year - 1)
    if any(year not in years for year in (*frame.years, *change.frame.years)) or set(frame.acts) - set(FLOW):
        return
    named = frame.subject or flow or ("申请" in reading.sentence.plain and frame.times & {"last"})
    if frame.times - {"last", "this"} or change.unit not in ("%", "倍", *COUNTED) or not named:
        return
    claim = narrative.by_words.get((APPLICATIONS, "", flow[-1] if flow else "received"))
    now = figure(examined.report, claim.cells) if claim is not None else None
    before = last_years(examined, claim.cells) if claim is not None else None
    if now is None or not now.whole or not before:
        return
    difference = Decimal(now.value) - before
    rate = RATES.get(change.unit)
    exact = abs(difference / before * rate if rate else difference)
    right = fits(change, exact) if rate or change.bounds is not None else exact == change.value
    if not right or (difference >= 0) != (last_way(change) == "up"):
        told = f"{last_word(change)} {as_written(change)}{change.unit}"
        values = f"{canonical(whole_number(before))} 到 {canonical(now.value)}"
        message = f"文中写{told}，而两年的报告中由 {values}，请核对。"
        certain = bool(frame.subject) and (bool(flow) or not frame.weak)
        certain = certain or any(t.text in _NUMBERS_OF_ALL for t in frame.words)
        other = fits_another_total(examined, change)
        if other and any(t.text == "受理量" for t in frame.words):
            return
        other = other or is_near(change, exact)
        sure = certain and (bool(over) or compared_before(reading, begin, examined.report.year)) and not other
        yield finding_at(rule, Severity.WARNING if sure else Severity.ASK, message, change, None)


def fits_another_total(examined: Examination, change: Quantity) -> bool:
    """Return whether a change is the one of another total of the two years' reports: received, done or due."""
    known = examined.report.form.narrative.by_words
    way = 1 if last_way(change) == "up" else -1
    for act in ("received", "done", "due"):
        cells = known[APPLICATIONS, "", act].cells
        now, before = figure(examined.report, cells), last_years(examined, cells)
        if now is None or not before:
            continue
        step = way * (Decimal(now.value) - before)
        if fits(change, step / before * 100) if change.unit == "%" else step == change.value:
            return True
    return False


def times_unsaid(rule: Rule, examined: Examination, times: Quantity) -> Iterator[Finding]:
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
        yield finding_at(rule, Severity.ASK, message, times, None)


def table_now(examined: Examination, then: Quantity, change: Quantity) -> Decimal | None:
    """Return this year's applications, where the words before a change name them: 与上年的40件相比，申请量上升25%."""
    narrative = examined.report.form.narrative
    named = "申请" in then.sentence.plain[: max(then.at, change.at)]
    if (
        then.subject == APPLICATIONS
        and then.acts == ("done",)
        and not then.frame.unknown
        and not then.frame.people
    ):
        done = narrative.by_words[APPLICATIONS, "", "done"].cells
        known, sum_ = last_years(examined, done), figure(examined.report, done)
        return Decimal(sum_.value) if sum_ is not None and known == then.value else None
    if then.subject != APPLICATIONS or not (named or last_years(examined, ()) == then.value):
        return None
    if change.frame.subject not in ("", APPLICATIONS) or change.frame.unknown:
        return None
    sum_ = figure(examined.report, narrative.growth_of)
    return None if sum_ is None else Decimal(sum_.value)


def compared_before(reading: Reading, at: int, year: int) -> bool:
    """Whether the last clause without a figure says that all behind it is over last year: 与上年相比，复议少1件，诉讼多1件."""
    led = [c.frame for c in reading.clauses if c.end < at]
    if not led or "than" not in led[-1].signs or led[-1].subject or led[-1].acts:
        return False
    return led[-1].times == {"last"} or set(led[-1].years) == {year - 1}


def _told_change(reading: Reading, change: Quantity) -> Frame:
    """Return the words that name what has changed: 新收申请同比减少26件，下降18.0%; 申请量增加，比上年多9件."""
    frame = change.frame
    if frame.subject or frame.acts or not frame.words:
        return frame
    plain = reading.sentence.plain
    before = [q for q in reading.quantities if q.end <= change.at]
    if before and before[-1].time is Time.CHANGE and plain.startswith("，", before[-1].end):
        return before[-1].frame
    clause = _clause_before(reading, frame)
    return merged(clause, frame) if clause is not None else frame


def _has_rate(reading: Reading, change: Quantity) -> bool:
    """Whether the rate of a change in cases stands right behind it: 增加5件，上升19.2%."""
    after = next((q for q in reading.quantities if q.at > change.at), None)
    if after is None or after.time is not Time.CHANGE or after.unit != "%" or change.unit == "%":
        return False
    return after.at - change.end <= _NEAR and reading.sentence.plain[change.end] in "，、"


def _clause_before(reading: Reading, frame: Frame) -> Frame | None:
    """Return the words of the clause that ends with a comma right before a phrase."""
    if not frame.words:
        return None
    begin, plain = frame.words[0].start, reading.sentence.plain
    found = [c.frame for c in reading.clauses if c.end + 1 == begin and plain[c.end] == "，"]
    return found[-1] if found else None


def last_word(change: Quantity) -> str:
    """Return the last word for more or less before a change."""
    return next(t.text for t in reversed(change.frame.words) if t.key in ("up", "down"))


def last_way(change: Quantity) -> str:
    """Return whether a change is *up* or *down*."""
    return next(t.key for t in reversed(change.frame.words) if t.key in ("up", "down"))
