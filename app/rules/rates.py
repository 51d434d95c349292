"""Percentages in the text: shares and growth rates must follow from their figures (rule 10 of the project's list).

3607 → 3646 件 was published as 增长1.05%; it is 1.08%. A rate is right when it is the exact one rounded or cut off at
the places it is written with.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal

from app.rules.figures import figure
from app.rules.model import Finding, Severity
from app.rules.narrative import Reading
from app.rules.numerals import CLAUSE_MARKS, MEASURES
from app.rules.prose import Sentence
from app.rules.subject import Subject
from app.values import Value, canonical

_PERCENT = r"(?P<rate>[0-9]{1,5}(?:\.[0-9]{1,4})?)%"
_COUNT = re.compile(rf"(?<![0-9.约近超逾])(?P<n>[0-9]{{1,9}})[{MEASURES}](?![余多])")
_SHARE = re.compile(
    rf"(?<![0-9.约近超逾])(?P<n>[0-9]{{1,9}})[{MEASURES}][，(]?占(?:比)?[^0-9，。；约近]{{0,14}}{_PERCENT}"
)
_YEAR_BEFORE = r"(?:上一?年度?|去年|(?P<{0}>20[0-9]{{2}})年度?)"
_GROWTH = re.compile(
    rf"(?:同比|[较比与]{_YEAR_BEFORE.format('y')}(?:同期)?的?(?:\(?(?P<then>[0-9]{{1,9}})[{MEASURES}]\)?)?(?:相比)?)"
    rf"[^0-9。；约近]{{0,10}}?"
    rf"(?P<way>增长|增加|上升|提高|上涨|增|下降|减少|降低|回落|下滑|减)(?:了|幅度?为|率为)?{_PERCENT}"
)
_TIMES = re.compile(
    rf"(?:是|为|达到?|相当于){_YEAR_BEFORE.format('y')}(?:同期)?的?\(?(?P<then>[0-9]{{1,9}})[{MEASURES}]\)?"
    r"的(?P<times>[0-9]{1,4}(?:\.[0-9]{1,2})?)倍"
)
_BEFORE = re.compile(
    rf"(?:{_YEAR_BEFORE.format('y')}(?!.{{0,4}}结转)[^0-9。；，、]{{0,10}}|[由从])(?P<n>[0-9]{{1,9}})[{MEASURES}]"
)
_THEN = re.compile(r"(?P<n>[0-9]{1,9})")
_UP = ("增", "上升", "提高", "上涨")
_CHANGE = re.compile(rf"(?P<way>增加|减少|增|减)了?(?P<n>[0-9]{{1,9}})[{MEASURES}]")
_REMEMBERED = 50
"""How many of the last figures of a paragraph a share may be of."""

_STATED_WHOLE = re.compile(rf"共[^0-9，。；]{{0,14}}(?P<n>[0-9]{{1,9}})[{MEASURES}]")


def shares(subject: Subject) -> Iterator[Finding]:
    """Yield a finding for each share of a whole that isn't the one its figures give."""
    stated: dict[tuple[str, int], deque[int]] = {}
    before = ""
    for sentence in subject.sentences:
        numbers = stated.setdefault((sentence.section, sentence.paragraph), deque(maxlen=_REMEMBERED))
        numbers += [int(match["n"]) for match in _COUNT.finditer(sentence.plain)]
        if "占" in sentence.text:
            for match in _SHARE.finditer(sentence.plain):
                yield from _share(subject, sentence, match, numbers, before)
        before = sentence.plain


def _share(
    subject: Subject, sentence: Sentence, match: re.Match[str], numbers: Iterable[int], before: str
) -> Iterator[Finding]:
    part = int(match["n"])
    of_table = subject.reading(sentence, match.start("n"))
    wholes = [Decimal(number) for number in set(numbers) if number >= part]
    if of_table is not None:
        sums = [figure(subject.report, other.cells) for other in subject.report.form.narrative.share_of]
        wholes += [Decimal(sum_.value) for sum_ in sums if sum_ is not None]
    if any(whole and _fits(match["rate"], part / whole * 100) for whole in wholes):
        return
    named = _STATED_WHOLE.search(sentence.plain, 0, match.start())
    if named is None and sentence.plain.startswith("其中"):
        # A sentence that begins so speaks of what the one before has counted.
        named = next(iter(reversed(list(_COUNT.finditer(before)))), None)
    whole = _whole(subject, of_table) if of_table is not None else Decimal(named["n"]) if named else None
    if whole and part <= whole:
        message = f"文中写 {part} 占 {match['rate']}%，按总数 {canonical(whole)} 计算应为 {_written(part / whole * 100, match['rate'])}%。"
        severity = Severity.ASK if of_table is None else Severity.WARNING
        yield _finding("narrative.share", severity, message, sentence, of_table)


def _whole(subject: Subject, reading: Reading) -> Decimal | None:
    """Return the whole of which the cells of *reading* are most likely meant to be a part."""
    wholes = subject.report.form.narrative.share_of
    same_table = [w for w in wholes if w.cells[0].split(".")[0] == reading.claim.cells[0].split(".")[0]]
    sum_ = figure(subject.report, same_table[0].cells) if same_table else None
    return None if sum_ is None else Decimal(sum_.value)


def growth(subject: Subject) -> Iterator[Finding]:
    """Yield a finding for each growth rate, or number of times, that isn't the one its two figures give."""
    for sentence in subject.sentences:
        if "倍" in sentence.text:
            yield from _times(subject, sentence)
        if "%" in sentence.text or "％" in sentence.text:
            for match in _GROWTH.finditer(sentence.plain):
                yield from _growth(subject, sentence, match)


def _growth(subject: Subject, sentence: Sentence, match: re.Match[str]) -> Iterator[Finding]:
    text = sentence.plain[: match.start()]
    year = match["y"]
    if year is not None and int(year) != subject.report.year - 1:
        return
    changes = {m.start("n"): m for m in _CHANGE.finditer(sentence.plain)}
    then_year = (None, str(subject.report.year - 1))
    before = next(
        (m for m in _BEFORE.finditer(text) if m["y"] in then_year and m.start("n") not in changes), None
    )
    if match["then"]:
        before = _THEN.search(sentence.plain, match.start("then"))
    skip = before.start("n") if before else -1
    counts = [m for m in _COUNT.finditer(text) if m.start() != skip and m.start() not in changes]
    if not counts:
        return
    now = counts[-1]
    reading = subject.reading(sentence, now.start("n"))
    if reading is None and _clauses_between(text, now.end()) > 1:
        return
    known = _value_before(subject, int(now["n"]), before, list(changes.values()), reading)
    if known is None or known[0] <= 0:
        return
    then, severity = known
    exact = (Decimal(now["n"]) - then) / then * 100
    up = match["way"].startswith(_UP)
    if _fits(match["rate"], abs(exact)) and (exact >= 0) == up:
        return
    right = f"{'增长' if exact >= 0 else '下降'} {_written(abs(exact), match['rate'])}%"
    message = f"文中写{match['way']} {match['rate']}%，按 {canonical(then)} 到 {now['n']} 计算应为{right}。"
    yield _finding("narrative.growth", severity, message, sentence, reading)


def _times(subject: Subject, sentence: Sentence) -> Iterator[Finding]:
    """Yield a finding where this year's figure is not so many times last year's, both stated."""
    for match in _TIMES.finditer(sentence.plain):
        counts = list(_COUNT.finditer(sentence.plain, 0, match.start()))
        then = int(match["then"])
        if not counts or not then or match["y"] not in (None, str(subject.report.year - 1)):
            continue
        exact = Decimal(counts[-1]["n"]) / then
        if not _fits(match["times"], exact):
            message = f"文中写是上年的 {match['times']} 倍，按 {then} 到 {counts[-1]['n']} 计算应为 {_written(exact, match['times'])} 倍。"
            reading = subject.reading(sentence, counts[-1].start("n"))
            yield _finding("narrative.growth", Severity.WARNING, message, sentence, reading)


def _value_before(
    subject: Subject,
    now: int,
    before: re.Match[str] | None,
    changes: list[re.Match[str]],
    reading: Reading | None,
) -> tuple[Decimal, Severity] | None:
    """Return last year's figure: as the sentence states it, by the change it states, or from last year's report."""
    if before is not None:
        return Decimal(before["n"]), Severity.WARNING
    if len(changes) == 1:
        change = int(changes[0]["n"])
        return Decimal(now - change if changes[0]["way"].startswith("增") else now + change), Severity.WARNING
    cells = subject.report.form.narrative.growth_of
    if subject.previous is None or reading is None or reading.claim.cells != cells:
        return None
    then = figure(subject.previous, [cell for cell in cells if cell in subject.previous.form.cells])
    return None if then is None else (Decimal(then.value), Severity.ASK)


def _clauses_between(text: str, start: int) -> int:
    return sum(text.count(mark, start) for mark in CLAUSE_MARKS)


def _fits(rate: str, exact: Decimal) -> bool:
    """Whether *rate* is *exact* rounded or cut off at the places of *rate*."""
    return abs(Decimal(rate) - exact) < _unit(rate)


def _unit(rate: str) -> Decimal:
    return Decimal(1).scaleb(-len(rate.partition(".")[2]))


def _written(exact: Decimal, like: str) -> str:
    unit = min(_unit(like), Decimal("0.01"))
    return str(exact.quantize(unit, rounding=ROUND_HALF_UP))


def _finding(
    rule: str, severity: Severity, message: str, sentence: Sentence, reading: Reading | None
) -> Finding:
    section, start, length = sentence.span
    cells = reading.claim.cells if reading else ()
    left: Value | None = reading.stated if reading else None
    return Finding(rule, severity, message, cells, left, None, section, start, length, sentence.text)
