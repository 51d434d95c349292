"""The same figure stated in two places with two values, whether or not the tables have it."""

from collections.abc import Iterator

from app.rules.examination import Examination
from app.rules.model import Finding, Severity
from app.rules.rule import REGULATION, rule
from app.rules.sentences.readings import Quantity, Scope, Time
from app.values import Value, canonical

_LONGEST_PHRASE = 24
_FEWEST = 4
"""A name shorter than this is too vague for two sentences to be sure to mean the same."""

_MONEY = 10_000
_TOTAL = ("this", "sum")
_SMALL = ("times", "signs", "year", "date")


@rule("narrative.twice", "前后两处的数", "同一个数在文中写了两处的，两处应当一致。", source=f"{REGULATION}第六条：准确地公开政府信息")  # fmt: skip
def twice(examined: Examination) -> Iterator[Finding]:
    """Yield a finding for each total of the year that is stated again with another value."""
    yield from _of_tables(examined)
    known: dict[tuple[str, str], Quantity] = {}
    for reading in examined.readings:
        for quantity in reading.quantities:
            key = _key(quantity)
            if key is None or examined.statement(quantity) is not None:
                continue
            first = known.setdefault(key, quantity)
            if first.value != quantity.value and first.sentence is not quantity.sentence:
                yield _finding(quantity, first.value, quantity.value, key[0], Severity.WARNING)


def _of_tables(examined: Examination) -> Iterator[Finding]:
    """Yield a finding for each blank cell that is stated twice; filled cells are compared by other rules."""
    stated: dict[str, tuple[Quantity | None, Value]] = {}
    places = {(*q.sentence.span, q.at): q for reading in examined.readings for q in reading.quantities}
    for statement in examined.statements:
        if statement.table is not None or not statement.exact or statement.message or statement.claim.unclear:
            continue
        quantity = places.get((*statement.sentence.span, statement.at))
        first = stated.setdefault(statement.claim.id, (quantity, statement.stated))
        told_apart = first[0] is None or quantity is None or first[0].sentence is quantity.sentence
        if quantity is not None and not told_apart and first[1] != statement.stated:
            # 收到 may be meant with or without what was carried in.
            severity = Severity.ASK if statement.claim.also else Severity.WARNING
            yield _finding(quantity, first[1], statement.stated, statement.claim.name, severity)


def _key(quantity: Quantity) -> tuple[str, str] | None:
    """Return what a figure counts, in the text's words, and its unit; None for a figure that is no total of the year."""
    if quantity.time is not Time.THIS or quantity.scope is not Scope.OWN or quantity.part or quantity.depth:
        return None
    is_fee = quantity.unit == "元" and quantity.subject == "processing_fee"
    if not (quantity.is_count or is_fee) or not quantity.unit or quantity.bounds is not None:
        return None
    words = [t for t in quantity.frame.words if t.start < quantity.at]
    if not any(t.key in _TOTAL for t in words) or any(t.kind == "number" for t in words):
        return None
    if not words or quantity.at - words[0].start > _LONGEST_PHRASE:
        return None
    said = "".join(
        t.text for t in words if t.kind not in _SMALL and t.text not in ("我局", "本局", "了", "各类")
    )
    return (said, quantity.unit) if len(said) >= _FEWEST else None


def _finding(quantity: Quantity, first: Value, second: Value, name: str, severity: Severity) -> Finding:
    if quantity.unit == "元":
        first, second = first * _MONEY, second * _MONEY
    before, here = (canonical(int(v) if v == int(v) else v) for v in (first, second))
    message = f"文中“{name}”前面写 {before}，这里写 {here}，两处不一致。"
    return twice.at_sentence(message, quantity.sentence, severity=severity, left=second, right=first)
