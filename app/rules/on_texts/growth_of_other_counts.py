"""Growth of other counts than applications: of disputes, decisions, documents, results, against last year's report.

*rule* is the rule on growth, whose findings these are. A growth is right when it is that of any of the figures that
the words may mean: 诉讼 may be all suits or those of one kind, 复议29件，其中维持17件，较上年增加3件 of either number.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from app.forms.narrative import Claim
from app.rules.claims.agreement import Agreement, Statement
from app.rules.claims.table_figures import figure
from app.rules.examination import Examination
from app.rules.model import Finding, Severity
from app.rules.on_texts.growth_without_figures import RATES, compared_before, last_way, last_word
from app.rules.on_texts.last_years_figures import COUNTED
from app.rules.on_texts.rate_findings import as_written, clauses, finding_at, fits, is_near, whole_number
from app.rules.rule import Rule
from app.rules.sentences.readings import Quantity, Reading, Scope, Time
from app.rules.sentences.word_roles import APPLICATIONS, DECISIONS, DISPUTES, OUTCOMES, SUITS
from app.values import canonical

_FLOWS = frozenset({"new", "total", "asked_for"})
_NARROWING = frozenset({"channel", "about", "rate", "on_time", "share", "level"})

Pair = tuple[Decimal, Decimal]
"""What the tables have of last year and of this one."""


def grown_otherwise(
    rule: Rule, examined: Examination, reading: Reading, change: Quantity
) -> Iterator[Finding]:
    """Yield a finding where the two years' reports give no such growth: 行政复议29件，较上年增加2件."""
    frame = change.frame
    years = (examined.report.year, examined.report.year - 1)
    if change.unit not in ("%", "倍", *COUNTED) or change.scope is not Scope.OWN:
        return
    if frame.unknown or frame.qualified or frame.signs & _NARROWING or frame.times - {"last", "this"}:
        return
    over = _is_over_last_year(reading, change, years[0])
    if any(year not in years for year in frame.years) or not (over or _is_in_a_bracket(reading, change)):
        return
    now = _counted_before(examined, reading, change)
    claims = _claims(examined, change, now)
    pairs = [pair for claim in claims if (pair := _pair(examined, claim)) is not None]
    if not pairs or any(_is_right(change, then, this) for then, this in pairs):
        return
    statement = examined.statement(now) if now is not None else None
    then, this = pairs[0]
    values = f"{canonical(whole_number(then))} 到 {canonical(whole_number(this))}"
    message = f"文中写{last_word(change)} {as_written(change)}{change.unit}，而两年的报告中{claims[0].name}由 {values}，请核对。"
    named = frame.subject in DISPUTES or (statement is not None and statement.claim.subject in DISPUTES)
    told = statement is None or statement.agreement is Agreement.AGREES
    sure = over and told and not change.part and (named or _is_of_decisions(reading, change, now, statement))
    sure = sure and not any(_is_nearly(change, then, this) for then, this in pairs)
    yield finding_at(rule, Severity.WARNING if sure else Severity.ASK, message, change, statement)


def _is_in_a_bracket(reading: Reading, change: Quantity) -> bool:
    """Whether a change stands alone in the bracket right behind a figure: 行政复议70件（减少10件）."""
    begin = change.frame.words[0].start if change.frame.words else change.at
    plain = reading.sentence.plain
    return bool(change.depth) and plain[begin - 1 : begin] == "(" and plain.startswith(")", change.end)


def _is_of_decisions(
    reading: Reading, change: Quantity, now: Quantity | None, statement: Statement | None
) -> bool:
    """Whether a change is told right behind the decisions that it is of: 行政处罚64件，较上年下降20%."""
    if now is None or statement is None or statement.claim.subject not in DECISIONS:
        return False
    return clauses(reading.sentence.plain[now.end : change.at]) <= 1 and not change.frame.unknown


def _is_nearly(change: Quantity, then: Decimal, this: Decimal) -> bool:
    """Whether a change in words is so near to what the tables give that it may only be said loosely."""
    if change.bounds is None or not then or (this >= then) != (last_way(change) == "up"):
        return False
    return is_near(change, abs((this - then) / then * (100 if change.unit == "%" else 1)))


def _is_over_last_year(reading: Reading, change: Quantity, year: int) -> bool:
    """Whether a change is said to be over last year's, by its own words or those of the change right before it."""
    frame = change.frame
    if "than" in frame.signs or frame.times & {"last"} or frame.years:
        return True
    begin = frame.words[0].start if frame.words else change.at
    if compared_before(reading, begin, year):
        return True
    before = [q for q in reading.quantities if q.end <= begin]
    follows = before and before[-1].time is Time.CHANGE and begin - before[-1].end <= 1
    return bool(follows) and "than" in before[-1].frame.signs


def _counted_before(examined: Examination, reading: Reading, change: Quantity) -> Quantity | None:
    """Return the figure of the tables right before a change that names nothing itself."""
    if change.frame.subject or set(change.frame.acts) & OUTCOMES:
        return None
    if (named := in_order(reading, change)) is not None:
        return named if examined.statement(named) is not None else None
    plain = reading.sentence.plain
    before = [q for q in reading.quantities if q.end <= change.at and q.time is not Time.CHANGE]
    before = [q for q in before if (q.is_count or q.unit == "元") and q.depth <= change.depth]
    before = [q for q in before if clauses(_outside(plain[q.end : change.at])) <= 2]
    if not before:
        return None
    now = sum_told(before, before[-1])
    return now if examined.statement(now) is not None else None


def in_order(reading: Reading, change: Quantity) -> Quantity | None:
    """Return the figure whose change one is by order: 复议17件、诉讼9件，同比分别增加3件、1件."""
    told = next((t for t in change.frame.words if t.text == "分别"), None)
    if told is None:
        return None
    run = [q for q in reading.quantities if any(t is told for t in q.frame.words)]
    counted = [q for q in reading.quantities if q.end <= run[0].at and q.is_count and q.time is Time.THIS]
    counted = counted[-len(run) :]
    return counted[run.index(change)] if len(counted) == len(run) > 1 else None


def sum_told(counted: list[Quantity], last: Quantity) -> Quantity:
    """Return the sum of which *last* is an addend, where it is told before them: 共15件，复议10件、诉讼5件."""
    sum_, addends = last.value, 1
    for quantity in reversed([q for q in counted if q.at < last.at and q.unit == last.unit]):
        if addends > 1 and quantity.value == sum_:
            return quantity
        sum_, addends = sum_ + quantity.value, addends + 1
    return last


def _outside(text: str) -> str:
    return re.sub(r"\([^()]*\)", "", text)


def _claims(examined: Examination, change: Quantity, now: Quantity | None) -> list[Claim]:
    """Return the claims whose growth a change may be, the likeliest first."""
    known = examined.report.form.narrative.by_words
    statement = examined.statement(now) if now is not None else None
    if statement is not None:
        claim = statement.claim
        flow = claim.id in _FLOWS or claim.id.startswith("carried") or claim.id == "rest"
        if flow or (claim.amount and change.unit != "%") or (claim.subject == APPLICATIONS and change.part):
            return []
        return [claim] if claim.said or not change.part else [claim, *_of_disputes(examined, claim.subject)]
    if now is not None or change.frame.subject not in DISPUTES or change.frame.people:
        return []
    acts = [act for act in change.frame.acts if act in OUTCOMES]
    subject = change.frame.subject
    if acts:
        named = known.get((subject, "", acts[-1]))
        return [] if named is None else [named]
    return _of_disputes(examined, subject)


def _of_disputes(examined: Examination, subject: str) -> list[Claim]:
    """Return the totals of disputes that a word for them may mean."""
    if subject not in DISPUTES:
        return []
    known = examined.report.form.narrative.by_words
    keys = [subject, *(SUITS if subject in SUITS else ())]
    return [known[key, "", ""] for key in dict.fromkeys(keys) if (key, "", "") in known]


def _pair(examined: Examination, claim: Claim) -> Pair | None:
    """Return the sums of a claim's cells in last year's report and in this one."""
    previous = examined.previous
    if previous is None or not set(claim.cells) <= previous.form.cells.keys():
        return None
    then, this = figure(previous, claim.cells), figure(examined.report, claim.cells)
    if then is None or this is None or not (then.whole and this.whole):
        return None
    return Decimal(then.value), Decimal(this.value)


def _is_right(change: Quantity, then: Decimal, this: Decimal) -> bool:
    difference = this - then
    rate = RATES.get(change.unit)
    if rate and not then:
        return True  # Nobody can say how much more that is.
    exact = abs(difference / then * rate if rate else difference)
    right = fits(change, exact) if rate or change.bounds is not None else exact == change.value
    return right and (not change.value or (difference >= 0) == (last_way(change) == "up"))


def disputes_of_last_year(rule: Rule, examined: Examination, reading: Reading) -> Iterator[Finding]:
    """Ask about a number of last year's disputes that last year's report has otherwise: 行政复议29件（上年23件）."""
    for quantity in reading.quantities:
        frame = quantity.frame
        if quantity.time is not Time.LAST or quantity.unit not in COUNTED or quantity.bounds is not None:
            continue
        if (
            quantity.scope is not Scope.OWN
            or quantity.subject not in DISPUTES
            or frame.unknown
            or frame.qualified
        ):
            continue
        if frame.signs & _NARROWING or frame.times - {"last", "this"} or set(frame.acts) - {"received"}:
            continue
        before = [] if frame.subject else [q for q in reversed(reading.quantities) if q.end <= quantity.at]
        told = (examined.statement(q) for q in before)
        claims = [s.claim for s in told if s is not None and s.claim.subject in DISPUTES]
        if not (frame.times & {"last"} or frame.years) or not (claims or frame.subject):
            continue
        claims += _of_disputes(examined, quantity.subject)
        pairs = [pair for claim in claims if (pair := _pair(examined, claim)) is not None]
        if pairs and all(then != quantity.value for then, _ in pairs):
            known = f"上年的报告中为 {canonical(whole_number(pairs[0][0]))} 件"
            message = f"文中上年的{claims[0].name}写 {canonical(quantity.value)} 件，{known}，请核对。"
            yield finding_at(rule, Severity.ASK, message, quantity, None)
            return
