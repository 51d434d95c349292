"""Points by which a share or 纠错率 has changed over last year's: 占80%，较上年上升3个百分点.

*rule* is the rule on growth, whose findings these are. Both years' rates are worked out from the two reports; of what
the share is must be certain, and where the reports don't bear the change out it is only asked about.
"""

from collections.abc import Iterator
from decimal import Decimal

from app.report import Report
from app.rules.claims.agreement import Agreement
from app.rules.claims.table_figures import figure
from app.rules.examination import Examination
from app.rules.model import Finding, Severity
from app.rules.on_texts.growth_without_figures import last_way, last_word
from app.rules.on_texts.rate_findings import as_written, clauses, finding_at, fits, written
from app.rules.on_texts.stated_rates import DECIDED_RATES
from app.rules.rule import Rule
from app.rules.sentences.readings import Quantity, Reading, Scope, Time
from app.rules.sentences.word_roles import APPLICATIONS, DISPUTES

POINTS = ("百分点", "个百分点")

Fraction = tuple[tuple[str, ...], tuple[str, ...]]
"""The cells of a part and of its whole."""


def points_told(rule: Rule, examined: Examination, reading: Reading, change: Quantity) -> Iterator[Finding]:
    """Ask about points that are not those between the rates of the two years' reports."""
    previous, rate = examined.previous, _rate_before(reading, change)
    if previous is None or rate is None:
        return
    pairs = []
    for part, whole in _fractions(examined, reading, rate):
        now, before = _percentage(examined.report, part, whole), _percentage(previous, part, whole)
        if now is not None and before and fits(rate, now):
            pairs.append((now, before))
    if pairs and not any(_is_step(change, now - before) for now, before in pairs):
        this, last = (written(number, rate) for number in pairs[0])
        message = f"文中写{last_word(change)} {as_written(change)} 个百分点，而按两年的报告计算由 {last}% 到 {this}%，请核对。"
        yield finding_at(rule, Severity.ASK, message, change, None)


def _rate_before(reading: Reading, change: Quantity) -> Quantity | None:
    """Return the rate of this year that points right behind it are of, where last year's is not told."""
    rates = [q for q in reading.quantities if q.unit == "%" and q.time is not Time.CHANGE]
    before = [q for q in rates if q.end <= change.at]
    rate = before[-1] if before else None
    if rate is None or rate.bounds is not None or change.bounds is not None:
        return None
    frame = change.frame
    named = frame.unknown or frame.people or frame.subject or frame.acts or "rate" in frame.signs
    over = "last" in frame.times or "than" in frame.signs
    if named or not over or frame.times - {"last", "this"} or any(q.time is Time.LAST for q in rates):
        return None
    near = clauses(reading.sentence.plain[rate.end : change.at]) <= 1
    own = rate.time is Time.THIS and rate.scope is Scope.OWN and change.scope is Scope.OWN
    return rate if near and own else None


def _fractions(examined: Examination, reading: Reading, rate: Quantity) -> Iterator[Fraction]:
    """Yield what a rate may be of: the figure before a share, or what the name of a rate says."""
    narrative, signs = examined.report.form.narrative, rate.frame.signs
    known, wholes = narrative.by_words, [other.cells for other in narrative.share_of]
    decided = next((DECIDED_RATES[sign] for sign in signs if sign in DECIDED_RATES), "")
    if "share" in signs and not (rate.frame.unknown or rate.frame.scopes):
        part = _part_before(examined, reading, rate)
        yield from ((part, whole) for whole in wholes if part)
    elif decided and rate.subject in DISPUTES:
        so_decided, all_ = known.get((rate.subject, "", decided)), known.get((rate.subject, "", ""))
        if so_decided is not None and all_ is not None:
            yield so_decided.cells, all_.cells


def _part_before(examined: Examination, reading: Reading, share: Quantity) -> tuple[str, ...]:
    """Return the cells of the figure right before a share, where the tables have it and it is of applications."""
    before = next((q for q in reversed(reading.quantities) if q.end <= share.at), None)
    statement = examined.statement(before) if before is not None else None
    if before is None or statement is None or statement.agreement is not Agreement.AGREES:
        return ()
    between = reading.sentence.plain[before.end : share.at]
    alone = clauses(between) <= 1 and statement.exact and statement.claim.subject == APPLICATIONS
    return statement.claim.cells if alone and statement.table == statement.stated else ()


def _percentage(report: Report, part: tuple[str, ...], whole: tuple[str, ...]) -> Decimal | None:
    """Return the share of *part* in *whole* in one report; None where it has not all of their figures."""
    if not report.form.cells.keys() >= {*part, *whole}:
        return None
    one, all_ = figure(report, part), figure(report, whole)
    if one is None or all_ is None or not (one.whole and all_.whole and all_.value):
        return None
    return Decimal(one.value) * 100 / Decimal(all_.value)


def _is_step(change: Quantity, exact: Decimal) -> bool:
    """Whether points are those between two rates, each of which may have been rounded before."""
    step = Decimal(1).scaleb(-len(as_written(change).partition(".")[2]))
    up = last_way(change) == "up"
    return abs((exact if up else -exact) - Decimal(change.value)) <= step
