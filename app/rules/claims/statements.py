"""What the figures of the sentences say about the tables, and whether the tables say the same.

Where a difference may have an innocent reason the verdict is to ask: a colleague does not accuse on a guess.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from app.forms.narrative import Claim, Narrative
from app.report import Report
from app.rules.claims.agreement import Agreement, Statement
from app.rules.claims.blanket_statements import absolutes
from app.rules.claims.looks_mistyped import is_mistyped
from app.rules.claims.table_figures import CellSum, figure
from app.rules.sentences.readings import Alike, Quantity, Reading, Scope, SentenceSummary, Time, alike
from app.rules.sentences.word_roles import APPLICATIONS, DECISIONS, DISPUTES, DOCUMENTS, ELSEWHERE, has_text
from app.values import Value

_FEWER, _MORE = 2, 3
"""A figure below half of the tables' or above three times it is far from it."""

_GROUPS = ("granted", "partly_granted", "refused", "unavailable", "declined", "other")
_TELLING = 10
"""Smaller figures are sums by chance."""

_BALANCE = frozenset({"new", "carried_in", "total", "carried_out"})
_FLOWS = ("new", "total")

_FAR = "与表中的数相差很大，可能另有所指"


def statements(reading: Reading, report: Report, zeros: frozenset[str]) -> list[Statement]:
    """Return what the figures of one sentence say about the tables, in their order, the same once."""
    if not reading.claims:
        return []
    if reading.summary is None:
        reading.summary = _summary(reading, report.form.narrative)
    summary = reading.summary
    kept: dict[tuple[str, Value], Statement] = {}
    doubtful = False
    loose: list[tuple[str, Value]] = []
    for quantity, claim in reading.claims:
        statement = _compared(quantity, claim, report, zeros, summary)
        key = (claim.id, quantity.value)
        kept.setdefault(key, statement)
        doubtful = doubtful or claim.doubtful
        if _is_far(statement) and not (
            _names_its_subject(quantity, claim) and quantity.at < summary.other_work
        ):
            loose.append(key)
    if loose and not any(s.agreement is Agreement.AGREES for s in kept.values()):
        kept |= {key: replace(kept[key], agreement=Agreement.ASKS, reason=_FAR) for key in loose}
    if doubtful and not any(map(_bears_out, kept.values())):
        kept = {key: s for key, s in kept.items() if not s.claim.doubtful or _looks_mistyped(s)}
    if len(kept) >= len(_BALANCE):
        kept = _with_certain_total(kept)
    heard = any(s.claim.id.endswith("_heard") and s.agreement is not Agreement.AGREES for s in kept.values())
    agreeing = [s for s in kept.values() if s.agreement is Agreement.AGREES]
    return [
        statement
        for statement in kept.values()
        if not _is_explained(statement, agreeing)
        and not (heard and statement.claim.subject in DISPUTES and not statement.claim.said)
    ]


def _with_certain_total(kept: dict[tuple[str, Value], Statement]) -> dict[tuple[str, Value], Statement]:
    """Return the statements, that of what came in or was done for certain where the other three of the balance are told."""
    told = {s.claim.id: s.stated for s in kept.values() if s.agreement is Agreement.AGREES and s.exact}
    if len(_BALANCE & told.keys()) < len(_BALANCE) - 1:
        return kept
    return {
        key: replace(s, agreement=Agreement.CONTRADICTS, reason="")
        if s.claim.id in _FLOWS and s.claim.id not in told and _is_only_asked(s, told)
        else s
        for key, s in kept.items()
    }


def _is_only_asked(statement: Statement, told: dict[str, Value]) -> bool:
    """Whether a statement is asked about, and not because it takes in what was carried in."""
    carried, table = told.get("carried_in", 0), statement.table
    taken_in = {told.get("new", table or 0) + carried, (table or 0) + carried}
    return statement.agreement is Agreement.ASKS and (not carried or statement.stated not in taken_in)


def _is_far(statement: Statement) -> bool:
    """Whether a figure contradicts the tables by so much that it is rather of something else than wrong."""
    if statement.agreement is not Agreement.CONTRADICTS or statement.table is None or not statement.stated:
        return False
    return statement.stated * _FEWER < statement.table or statement.stated > statement.table * _MORE


def _names_its_subject(quantity: Quantity, claim: Claim) -> bool:
    """Whether the words about a total leave no doubt of what it counts; results and persons are told by themselves."""
    if not (claim.wants_sum or claim.subject in DECISIONS):
        return True
    return bool(quantity.frame.subject) and not quantity.frame.weak


def _summary(reading: Reading, narrative: Narrative) -> SentenceSummary:
    """Return what the figures of a sentence say together."""
    together: dict[Alike, list[Value]] = {}
    for quantity in (q for q in reading.quantities if q.time is not Time.CHANGE):
        together.setdefault(alike(quantity), []).append(quantity.value)
    told = {claim.id for _, claim in reading.claims}
    told |= {"other" for q in reading.quantities if "unsaid" in q.acts and q.value}
    others = (q.at for q in reading.quantities if q.subject == ELSEWHERE and q.is_count)
    return SentenceSummary(
        _says_year(reading, reading.claims, narrative),
        {key: sum(values) for key, values in together.items() if len(values) > 1},
        frozenset(told),
        next(others, len(reading.sentence.plain)),
    )


def _bears_out(statement: Statement) -> bool:
    """Whether a doubtful figure is just what the table has, so that the others of the sentence are of it as well."""
    agrees = statement.agreement is Agreement.AGREES and statement.exact
    alike = statement.claim.doubtful or statement.claim.subject in DECISIONS
    return agrees and alike and statement.stated > 1


def _looks_mistyped(statement: Statement) -> bool:
    return statement.table is not None and is_mistyped(statement.stated, statement.table)


def _is_explained(statement: Statement, agreeing: list[Statement]) -> bool:
    """Whether the sentence itself shows why a figure differs: it gives the same one again, or what was carried in."""
    if statement.agreement is not Agreement.ASKS:
        return False
    told = {other.claim.id for other in agreeing}
    total = statement.claim.id == "asked_for" and {"new", "carried_in"} <= told
    if not total and any(other.claim.cells == statement.claim.cells and other.exact for other in agreeing):
        return True  # 新收60件，上年结转3件，申请总量达73件 is explained by neither of the two.
    if statement.claim.id == "total":
        # 共处理1313件（新收1265件、上年结转48件）
        came = [o for o in agreeing if o.claim.id in ("new", "carried_in") and o.at > statement.at]
        bracket = bool(came) and "(" in statement.sentence.plain[statement.at : came[0].at]
        return bracket and len(came) > 1 and sum(o.stated for o in came) == statement.stated
    return statement.claim.id in ("new", "new_and_carried_in") and any(
        other.claim.id == "carried_in" and other.stated for other in agreeing
    )


def _says_year(reading: Reading, found: tuple[tuple[Quantity, Claim], ...], narrative: Narrative) -> bool:
    """Whether the sentence gives figures of the whole year: it says so, or its figures cover all that was received."""
    kinds = {claim.id for _, claim in found if claim.wants_sum or claim.id.startswith(("carried", "new"))}
    text = reading.sentence.plain
    return (
        len(kinds) > 1
        or f"{'20'}" in text[:6]
        or any(word in text for word in narrative.looked_for["yearly"])
        or any(q.label for q, _ in found)
        or any(claim.result for _, claim in found)
    )


def _compared(
    quantity: Quantity,
    claim: Claim,
    report: Report,
    zeros: frozenset[str],
    summary: SentenceSummary,
) -> Statement:
    table, reason = figure(report, claim.cells, zeros), ""
    if table is None:
        agreement = Agreement.UNKNOWN
    elif (
        _fits(quantity, table.value)
        or (claim.at_most and quantity.value < table.value)
        or _fits_other(quantity, claim, report)
        or summary.sums.get(alike(quantity)) == table.value
    ):
        agreement = Agreement.AGREES
    else:
        reason = _innocent_reason(quantity, claim, table, report, summary)
        asked = reason or claim.unclear or claim.doubtful or quantity.scope is Scope.UNSURE
        agreement = Agreement.ASKS if asked else Agreement.CONTRADICTS
    return Statement(
        claim, quantity.sentence, quantity.at, quantity.value, None if table is None else table.value,
        agreement, reason, exact=quantity.bounds is None,
    )  # fmt: skip


def _fits(quantity: Quantity, value: Value) -> bool:
    if quantity.bounds is None:
        return value == quantity.value
    return quantity.bounds.low <= value <= quantity.bounds.high


def _fits_other(quantity: Quantity, claim: Claim, report: Report) -> bool:
    sums = (figure(report, other.cells) for other in claim.also if other.sure)
    return any(sum_ is not None and _fits(quantity, sum_.value) for sum_ in sums)


def _innocent_reason(
    quantity: Quantity, claim: Claim, table: CellSum, report: Report, summary: SentenceSummary
) -> str:
    for other in claim.also:
        if (sum_ := figure(report, other.cells)) is not None and sum_.value == quantity.value:
            return f"文中的数等于{other.name}"
    if together := _together(quantity, claim, table, report, summary.told):
        return f"文中的数等于{together}之和"
    if claim.result and has_text(quantity.frame, "等"):
        return "句中有“等”，可能另有所指"
    if quantity.subject in DOCUMENTS and re.search("[备报]备", quantity.sentence.plain):
        return "句中有报备，可能另有所指"
    named = quantity.said and not quantity.frame.weak and quantity.frame.subject == APPLICATIONS
    if claim.wants_sum and not summary.sure and not named:
        return "句中没有说是全年的总数"
    if claim.wants_sum and quantity.part:
        return "句中是其中的一部分"
    if table.whole or quantity.value < table.value:
        return ""
    return "表中有关的格没有填全"


def _together(quantity: Quantity, claim: Claim, table: CellSum, report: Report, told: Collection[str]) -> str:
    """Return the names of two results whose sum a figure is: it may be meant to take in both, where the other is not *told*."""
    if not claim.result or quantity.value < _TELLING:
        return ""
    known = report.form.narrative.by_words
    for act in _GROUPS:
        other = known.get((APPLICATIONS, "", act))
        if other is None or act in told or set(other.cells) & set(claim.cells):
            continue
        sum_ = figure(report, other.cells)
        if sum_ is not None and sum_.value and table.value + sum_.value == quantity.value:
            return f"{claim.name}和{other.name}"
    return ""


def all_statements(readings: Iterable[Reading], report: Report, zeros: frozenset[str]) -> Iterator[Statement]:
    """Yield the statements of all sentences, those without a figure after those with one."""
    for reading in readings:
        found = statements(reading, report, zeros) if reading.claims else []
        yield from found
        if reading.absolute:
            yield from absolutes(reading, found, report, zeros)
