"""Rates: 办结率, 纠错率 and 维持率 must follow from the tables or from the figures beside them.

*rule* is the rule on percentages, whose findings these are.
"""

from collections.abc import Iterator
from decimal import Decimal

from app.rules.claims.agreement import Agreement
from app.rules.claims.table_figures import figure
from app.rules.examination import Examination
from app.rules.model import Finding, Severity
from app.rules.on_texts.rate_findings import as_written, finding_at, fits, whole_number, written
from app.rules.rule import Rule
from app.rules.sentences.readings import Quantity, Reading, Scope, Time
from app.rules.sentences.word_roles import APPLICATIONS, DISPUTES
from app.values import canonical

_ALL = 100

DECIDED_RATES = {"corrected_rate": "corrected", "upheld_rate": "upheld"}
"""The rates that are of a result of disputes."""

SHOWN_RATE = "shown_rate"
"""The rate of what was granted, in whole or with what was granted in part."""


def rate_stated(rule: Rule, examined: Examination, reading: Reading, rate: Quantity) -> Iterator[Finding]:
    """Yield a finding for 办结率 or 纠错率 that follows neither from the tables nor from the sentence's figures."""
    if rate.time is not Time.THIS or rate.scope is not Scope.OWN or "on_time" in rate.frame.signs:
        return
    counts = [Decimal(q.value) for q in reading.quantities if q.is_count and q.unit and q.time is Time.THIS]
    if "出庭" in reading.sentence.plain and "信息公开" not in reading.sentence.plain:
        return  # 负责人出庭应诉率100%，行政诉讼败诉率6.1%: of suits of every kind.
    decided = next((DECIDED_RATES[sign] for sign in rate.frame.signs if sign in DECIDED_RATES), "")
    if rate.subject != APPLICATIONS and not (decided and rate.subject in DISPUTES):
        return
    done = {Decimal(q.value) for q in reading.quantities if not decided and _is_done(examined, q)}
    stated_pairs = [(a, b) for a in counts for b in counts if a < b and a in (done or counts)]
    pairs = stated_pairs + _rates_of_tables(examined, decided, rate.subject)
    if done and any(_is_due(examined, q) for q in reading.quantities):
        pairs = stated_pairs  # 应办1937件，实办1851件，办结率95.6%
    if any(whole and fits(rate, part / whole * 100) for part, whole in pairs) or rate.value == 100:
        return
    stated = [q for q in reading.quantities if q.at < rate.at and examined.statement(q) is not None]
    told = sorted((Decimal(q.value) for q in stated), reverse=True)
    if len(told) > 1 and told[0] and told[1] / told[0] * 100 != rate.value:
        severity, right = (
            Severity.WARNING,
            f"，按 {canonical(whole_number(told[1]))} 和 {canonical(whole_number(told[0]))} 计算应为 {written(told[1] / told[0] * 100, rate)}%",
        )
    elif (stated or rate.frame.subject or rate.said or _begins(rate)) and pairs and pairs[-1][1]:
        found = [examined.statement(q) for q in stated]
        agreeing = any(s is not None and s.agreement is Agreement.AGREES for s in found)
        severity, right = (
            Severity.WARNING if agreeing or (decided and rate.frame.subject in DISPUTES) else Severity.ASK,
            f"，按表中的数计算为 {written(pairs[-1][0] / pairs[-1][1] * 100, rate)}%",
        )
    else:
        return
    name = next(token.text for token in reversed(rate.frame.words) if token.key in ("rate", *DECIDED_RATES))
    message = f"文中写{name} {as_written(rate)}%{right}。"
    yield finding_at(rule, severity, message, rate, None)


def shown_rate_stated(
    rule: Rule, examined: Examination, reading: Reading, rate: Quantity
) -> Iterator[Finding]:
    """Yield a finding for 公开率 that is neither that of what was granted nor that with what was granted in part."""
    if rate.time is not Time.THIS or rate.scope is not Scope.OWN or rate.subject != APPLICATIONS:
        return
    if rate.bounds is not None or rate.value == _ALL or rate.frame.unknown or rate.frame.qualified:
        return
    report, known = examined.report, examined.report.form.narrative.by_words
    granted, partly = (
        known[APPLICATIONS, "", "granted"].cells,
        known[APPLICATIONS, "", "partly_granted"].cells,
    )
    parts = [sum_ for cells in ((*granted, *partly), granted) if (sum_ := figure(report, cells)) is not None]
    keys = ("done", "received", "due")
    wholes = [
        sum_ for key in keys if (sum_ := figure(report, known[APPLICATIONS, "", key].cells)) is not None
    ]
    pairs = [(Decimal(part.value), Decimal(whole.value)) for whole in wholes for part in parts if whole.value]
    counts = [Decimal(q.value) for q in reading.quantities if q.is_count and q.unit and q.value]
    stated = [(a, b) for a in counts for b in counts if a <= b]
    if not pairs or any(fits(rate, part / whole * 100) for part, whole in [*pairs, *stated]):
        return
    agreeing = [
        s for q in reading.quantities if (s := examined.statement(q)) and s.agreement is Agreement.AGREES
    ]
    severity = Severity.WARNING if agreeing else Severity.ASK
    right = written(pairs[0][0] / pairs[0][1] * 100, rate)
    message = f"文中写公开率 {as_written(rate)}%，按表中的数计算为 {right}%（含部分公开）。"
    yield finding_at(rule, severity, message, rate, None)


def _is_done(examined: Examination, quantity: Quantity) -> bool:
    """Whether a figure is how many applications were answered: then 办结率 is of it."""
    statement = examined.statement(quantity)
    return statement is not None and statement.claim.id == "total" and quantity.time is Time.THIS


def _begins(rate: Quantity) -> bool:
    """Whether a rate begins its sentence, so that it is of what the paragraph speaks of: 办结率98.6%."""
    words = rate.frame.words
    named = [t for t in words if t.key != "this" and t.text not in ("为", "是", "达", "达到")]
    return len(named) == 1 and words[0].start == 0


def _is_due(examined: Examination, quantity: Quantity) -> bool:
    statement = examined.statement(quantity)
    return statement is not None and statement.claim.id == "new_and_carried_in"


def _rates_of_tables(examined: Examination, decided: str, subject: str) -> list[tuple[Decimal, Decimal]]:
    """Return the figures of the tables to which a rate may refer, the likeliest ones last."""
    known = examined.report.form.narrative.by_words
    named = [subject] if subject in ("review", "suit", "direct_suit", "suit_after_review") else [*DISPUTES]
    keys = (
        [((key, "", decided), (key, "", "")) for key in named]
        if decided
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
