"""Arithmetic inside the text: lists whose parts must add up (rule 10 of the project's list).

A list after 其中 need not be complete, and its items may cut the same whole in two ways. So a list is right as soon
as its first items reach the total. Too large a sum is a warning. Too small a sum is a question, asked only where
the list is evidently meant to be complete.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from app.forms.compiled import cell_equations
from app.rules.claims.agreement import Agreement, Statement
from app.rules.examination import Examination
from app.rules.model import Finding
from app.rules.on_texts.second_divisions import divided_again
from app.rules.on_texts.totals_after_parts import by_channel, by_season, in_brackets, summed_up
from app.rules.on_texts.totals_before_parts import WrongSum, attached, lists
from app.rules.rule import REGULATION, rule
from app.rules.sentences.prose import Sentence
from app.rules.sentences.readings import Quantity, Reading, Time
from app.values import Value, canonical, distance

_MONEY = 10_000
_SENTENCES = 256


@rule("narrative.parts", "分项之和", "“共……件，其中……”所列各项相加应等于总数；列举不全的不计。", source=f"{REGULATION}第六条：准确地公开政府信息")  # fmt: skip
def parts(examined: Examination) -> Iterator[Finding]:
    """Yield a finding for each list that doesn't add up to the total it is a list of."""
    flagged = set()
    before: Reading | None = None
    for reading in examined.readings:
        if len(reading.quantities) > 1:
            for found in _in_sentence(reading, before):
                flagged.add(reading.sentence)
                yield found
        before = reading
    for found, sentence in _covering(examined):
        if sentence not in flagged:
            yield found


@lru_cache(maxsize=_SENTENCES)
def _in_sentence(reading: Reading, before: Reading | None) -> tuple[Finding, ...]:
    """Return findings for the totals of a sentence, which don't depend on the tables; remembered until it changes.

    Other totals are looked at only where no list is wrong.
    """
    known = [q for q in reading.quantities if _is_summand(q)]
    wrong = list(lists(reading, known)) or list(attached(reading, known))
    others = (summed_up, by_channel, by_season, in_brackets)
    wrong = wrong or [one for look in others for one in look(reading, known)]
    return tuple(_finding(reading.sentence, one) for one in wrong or divided_again(reading, known, before))


def _is_summand(quantity: Quantity) -> bool:
    counted = (quantity.is_count and quantity.unit) or quantity.unit == "元"
    return bool(counted) and quantity.time is not Time.CHANGE and quantity.bounds is None


def _finding(sentence: Sentence, wrong: WrongSum) -> Finding:
    total, unit, sum_ = wrong.total.value, wrong.total.unit, wrong.sum
    if unit == "元":
        total, sum_ = total * _MONEY, sum_ * _MONEY
    difference = f"{'多' if sum_ > total else '少'} {_written(distance(sum_, total))} {unit}"
    message = (
        f"文中写共 {_written(total)} {unit}，而其中所列各项相加为 {_written(sum_)} {unit}，{difference}。"
    )
    return parts.at_sentence(message, sentence, severity=wrong.severity, left=sum_, right=total)


def _written(value: Value) -> str:
    return canonical(int(value) if value == int(value) else value)


def _covering(examined: Examination) -> Iterator[tuple[Finding, Sentence]]:
    """Yield findings where statements that cover a total of the form don't add up to the stated total."""
    paragraphs: defaultdict[tuple[str, int], list[Statement]] = defaultdict(list)
    for statement in examined.statements:
        if _is_of_its_cells(statement):
            paragraphs[statement.sentence.section, statement.sentence.paragraph].append(statement)
    for statements in paragraphs.values():
        totals = {
            statement.claim.cells: statement for statement in statements if len(statement.claim.cells) == 1
        }
        for equation in cell_equations(examined.report.form) if len(statements) > 2 else ():
            whole = totals.get((equation.left[0].cell,)) if equation.stated.computes else None
            if whole is not None:
                listed = _partition(statements, frozenset(term.cell for term in equation.right))
                sum_ = sum(statement.stated for statement in listed)
                if listed and sum_ != whole.stated:
                    yield _covering_finding(whole, listed, sum_), listed[0].sentence


def _is_of_its_cells(statement: Statement) -> bool:
    """Whether a statement gives an exact figure of one set of cells, with no other set that it may mean: 公开63件（含部分公开19件）."""
    exact = not statement.message and statement.exact and not statement.claim.at_most
    return exact and not (statement.agreement is Agreement.AGREES and statement.table != statement.stated)


def _partition(statements: list[Statement], cells: frozenset[str]) -> list[Statement]:
    """Choose statements that together speak of each of *cells* exactly once; empty when there are none."""
    left = set(cells)
    chosen = []
    for statement in sorted(statements, key=lambda r: -len(r.claim.cells)):
        if left.issuperset(statement.claim.cells):
            left.difference_update(statement.claim.cells)
            chosen.append(statement)
    return [] if left else sorted(chosen, key=lambda r: (r.sentence.start, r.at))


def _covering_finding(whole: Statement, listed: list[Statement], sum_: Value) -> Finding:
    names = "、".join(statement.claim.name for statement in listed)
    difference = canonical(distance(sum_, whole.stated))
    message = (
        f"文中{names}相加为 {canonical(sum_)}，而文中{whole.claim.name}为 {canonical(whole.stated)}，"
        f"相差 {difference}。"
    )
    cells = whole.claim.cells + tuple(cell for statement in listed for cell in statement.claim.cells)
    return parts.at_sentence(message, listed[0].sentence, cells=cells, left=sum_, right=whole.stated)
