"""Reads what a sentence says about the tables, and compares it with them.

The ways of saying it are data of the form (``app.forms.narrative``). A number is read once, by the first claim whose
words fit; what is a comparison, a plan, another year's or another matter's is left alone. Where a difference may have
an innocent reason the verdict is to ask: a colleague does not accuse on a guess.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from app.forms.narrative import Claim, Narrative
from app.report import Report
from app.rules.exactness import Bounds, bounds_of
from app.rules.figures import Figure, figure
from app.rules.numerals import CLAUSE_MARKS
from app.rules.prose import Sentence
from app.rules.topics import is_other_work
from app.values import Value

_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})年(?!来)")
_DIGIT = re.compile("[0-9]")


class Agreement(StrEnum):
    """How a statement and the tables get along."""

    AGREES = "agrees"
    CONTRADICTS = "contradicts"
    ASKS = "asks"
    """They differ, but the statement may be about something else."""
    UNKNOWN = "unknown"
    """The cells are all blank."""


@dataclass(frozen=True)
class Reading:
    """One statement: *stated* is its figure, *table* that of the tables or ``None``; *reason* is why it is
    only asked about.

    *at* is the place of the number, or of the words' end, in the plain sentence.
    """

    claim: Claim
    sentence: Sentence
    at: int
    stated: Value
    table: Value | None
    agreement: Agreement
    reason: str = ""
    exact: bool = True


@dataclass(frozen=True)
class _Statement:
    claim: Claim
    start: int
    end: int
    at: int
    stated: Value
    bounds: Bounds | None = None
    """Within what the figure may lie that a person who writes 余, 约 or 以上 has in mind; None for an exact one."""


def read(sentence: Sentence, report: Report, zeros: frozenset[str], before: str = "") -> list[Reading]:
    """Return what *sentence* says about the tables of *report*, in the order of the words, the same once.

    *zeros* are the blanks that stand for 0, see `figures.evident_zeros`; *before* is the plain text of its paragraph
    up to it.
    """
    narrative = report.form.narrative
    if not narrative.triggers.search(sentence.text):
        return []
    statements = [
        statement
        for statement in sorted(_statements(sentence.plain, narrative, report.year), key=lambda s: s.at)
        if statement.claim.value is not None
        or not is_other_work(sentence.plain, statement.at, narrative, before)
    ]
    if _says_sum(sentence.plain, statements, report, zeros):
        return []
    once = {(s.claim.id, s.stated): s for s in reversed(statements)}
    return [_compared(s, sentence, report, zeros) for s in statements if once[s.claim.id, s.stated] is s]


def _statements(text: str, narrative: Narrative, year: int) -> Iterator[_Statement]:
    taken: set[int] = set()
    numbered = _DIGIT.search(text) is not None
    if numbered:
        taken.update(match.start("n") for pattern in narrative.foreign for match in pattern.finditer(text))
    present = {word for word in _keys(narrative) if word in text}
    for claim in narrative.claims:
        if present.isdisjoint(claim.key) or not (numbered or claim.value is not None):
            continue
        if claim.unless is not None and claim.unless.search(text):
            continue
        for pattern in claim.patterns:
            for match in pattern.finditer(text):
                key = match.end() if claim.value is not None else match.start("n")
                if key not in taken and _is_meant(claim, match, text, narrative, year):
                    taken.add(key)
                    stated = _stated(claim, match)
                    bounds = bounds_of(text, match.start("n"), stated) if claim.value is None else None
                    yield _Statement(claim, match.start(), match.end(), key, stated, bounds)


_SUM = re.compile(r"(?:合计|总计|共计)(?:为|是)?(?P<n>[0-9]{1,9})[件份宗条起例项]")


def _says_sum(text: str, statements: list[_Statement], report: Report, zeros: frozenset[str]) -> bool:
    """Whether the sentence adds figures of several bodies up to what the tables have: 机关7件，所属单位5件，合计12件."""
    sum_ = _SUM.search(text)
    if sum_ is None:
        return False
    same = [s for s in statements if s.at < sum_.start() and not s.claim.amount and s.claim.value is None]
    if not same or any(s.claim.cells != same[0].claim.cells for s in same):
        return False
    table = figure(report, same[0].claim.cells, zeros)
    return table is not None and table.value == int(sum_["n"]) and len(same) > 1


@lru_cache(maxsize=16)
def _keys(narrative: Narrative) -> frozenset[str]:
    return frozenset(word for claim in narrative.claims for word in claim.key)


def _stated(claim: Claim, match: re.Match[str]) -> Value:
    if claim.value is not None:
        return claim.value
    if not claim.amount:
        return int(match["n"])
    amount = Decimal(match["n"])
    return amount if match["scale"] else amount / 10_000


def _is_meant(claim: Claim, match: re.Match[str], text: str, narrative: Narrative, year: int) -> bool:
    if "next" in match.re.groupindex and match["next"] not in (None, str(year + 1)):
        return False
    clause = text[_clause_start(text, match.start()) : match.end()]
    if narrative.lasting_aside.search(text[: match.start()]):
        return False
    if narrative.aside.search(clause) or (claim.without is not None and claim.without.search(clause)):
        return False
    if not claim.any_time and (
        narrative.other_time.search(clause) or any(int(y) != year for y in _YEAR.findall(clause))
    ):
        return False
    if not claim.context and not claim.outside:
        return True
    context = _context(text[: match.end()], narrative)
    return context not in claim.outside and claim.context in ("", context)


def _clause_start(text: str, position: int) -> int:
    return max(text.rfind(mark, 0, position) for mark in CLAUSE_MARKS) + 1


def _context(text: str, narrative: Narrative) -> str:
    last = ""
    for match in _contexts(narrative).finditer(text):
        last = match.lastgroup or ""
    return last


@lru_cache(maxsize=16)
def _contexts(narrative: Narrative) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{c.key}>{c.pattern.pattern})" for c in narrative.contexts) or "(?!)")


def _compared(statement: _Statement, sentence: Sentence, report: Report, zeros: frozenset[str]) -> Reading:
    claim, reason = statement.claim, ""
    table = figure(report, claim.cells, zeros)
    if table is None:
        agreement = Agreement.UNKNOWN
    elif _fits(statement, table.value):
        agreement = Agreement.AGREES
    else:
        reason = _innocent_reason(statement, table, sentence.plain, report)
        agreement = Agreement.ASKS if reason or claim.unclear else Agreement.CONTRADICTS
    return Reading(
        claim,
        sentence,
        statement.at,
        statement.stated,
        None if table is None else table.value,
        agreement,
        reason,
        exact=statement.bounds is None,
    )


def _fits(statement: _Statement, value: Value) -> bool:
    if statement.bounds is None:
        return value == statement.stated
    return statement.bounds.low <= value <= statement.bounds.high


def _innocent_reason(statement: _Statement, table: Figure, text: str, report: Report) -> str:
    claim, narrative = statement.claim, report.form.narrative
    for other in claim.also:
        if (sum_ := figure(report, other.cells)) is not None and sum_.value == statement.stated:
            return f"文中的数等于{other.name}"
    if scope := narrative.scope.search(text):
        return f"句中有“{scope.group()}”，可能是另一统计范围"
    if claim.doubt and (
        word := claim.doubt.search(text[_clause_start(text, statement.start) : statement.end])
    ):
        return f"句中有“{word.group()}”，可能另有所指"
    if claim.sure and not claim.sure.search(text):
        return "句中没有说是全年的总数"
    years = _YEAR.findall(text[: statement.end])
    if years and int(years[-1]) != report.year and not claim.any_time:
        return f"句中写的是 {years[-1]} 年"
    if table.whole or statement.stated < table.value:
        return ""
    return "表中有关的格没有填全"
