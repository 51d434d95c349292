"""Statements without a figure: that there was nothing (未收到申请), or that all was so (均已办结).

"Nothing" states the figure 0 for what its words end in; "all" states that some other figure is 0.
"""

from collections.abc import Iterator

from app.report import Report
from app.rules.agreement import Agreement, Statement
from app.rules.all_said import Alls
from app.rules.blanket_sentence import BlanketSentence
from app.rules.frames import APPLICATIONS, DISPUTES
from app.rules.nothing_said import Nothings
from app.rules.readings import Clause, Quantity, Reading, Scope, Time

_WHOLE_RATE = 100
_SIGNS = frozenset({"none", "zero", "all"})
_RESULTS = {
    "upheld": "结果维持",
    "corrected": "结果纠正",
    "other_results": "是其他结果",
    "pending": "尚未审结",
}


def absolutes(
    reading: Reading, found: list[Statement], report: Report, zeros: frozenset[str]
) -> Iterator[Statement]:
    """Yield what a sentence says without a figure; *found* is what its figures say."""
    once: set[tuple[str, str]] = set()
    for statement in _read(BlanketSentence(reading, found, report, zeros)):
        if statement is not None and (statement.kind, statement.claim.id) not in once:
            once.add((statement.kind, statement.claim.id))
            yield statement


def may_hold(reading: Reading) -> bool:
    """Whether a sentence may say something without a figure; what it is depends on the tables."""
    for clause in reading.clauses:
        if clause.frame.signs & _SIGNS or (clause.before is not None and clause.before.value == 1):
            return True
    return any(
        (q.unit == "%" and q.value == _WHOLE_RATE) or "all" in q.frame.signs for q in reading.quantities
    )


def _kind_of(act: str) -> str:
    return "other_results" if act == "other_kind" else act.removesuffix("_kind")


def _is_of_some_bodies(clause: Clause) -> bool:
    """Whether what is told is told of so many bodies: 9家单位全年未收到申请."""
    before, words = clause.before, clause.frame.words
    return before is not None and before.unit in ("家", "个") and bool(words) and words[0].start == before.end


def _read(sentence: BlanketSentence) -> Iterator[Statement | None]:
    nothings, alls = Nothings(sentence), Alls(sentence)
    for clause in sentence.reading.clauses:
        if clause.scope is Scope.OTHER:
            continue
        if clause.time is not Time.THIS:
            if clause.time is Time.LAST and "none" in clause.frame.signs:
                yield nothings.not_carried_in(clause)
            continue
        if _is_of_some_bodies(clause):
            continue
        signs = clause.frame.signs
        if signs & {"none", "zero"}:
            yield from nothings.of(clause)
        elif "all" in signs:
            yield from alls.of(clause)
        elif clause.before is not None and clause.before.value == 1:
            yield _single_case(sentence, clause, clause.before)
    for quantity in sentence.reading.quantities:
        if quantity.unit == "%" and quantity.value == _WHOLE_RATE and "rate" in quantity.frame.signs:
            if (
                quantity.subject == APPLICATIONS
                and quantity.time is Time.THIS
                and quantity.scope is Scope.OWN
            ):
                yield alls.done(quantity.end, asked=False, said=None)
        elif "all" in quantity.frame.signs and "done" in quantity.acts and quantity.subject == APPLICATIONS:
            yield alls.counted(quantity)


def _single_case(sentence: BlanketSentence, clause: Clause, before: Quantity) -> Statement | None:
    """Return what became of the only case: 发生行政诉讼1件，结果维持."""
    acts = [act for act in map(_kind_of, clause.frame.acts) if act in _RESULTS]
    between = sentence.reading.sentence.plain[before.end : clause.frame.words[0].start]
    if before.subject not in DISPUTES or not before.said or len(acts) != 1 or between != "，":
        return None
    if before.time is not Time.THIS or before.scope is Scope.OTHER:
        return None
    if clause.frame.subject not in ("", before.subject):
        return None
    claim = sentence.narrative.by_words.get((before.subject, "", acts[0]))
    table = None if claim is None else sentence.figure(claim.cells)
    if claim is None or table is None:
        return None
    agreement = Agreement.AGREES if table.value >= 1 else Agreement.CONTRADICTS
    message = f"文中说这一件{_RESULTS[acts[0]]}，而表中{claim.name} {{table}} 件。"
    return Statement(claim, sentence.reading.sentence, clause.end, 1, table.value, agreement, message=message)
