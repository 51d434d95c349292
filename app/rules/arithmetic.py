"""Arithmetic inside the text: lists whose parts must add up (rule 10 of the project's list).

A list after 其中 need not be complete, and its items may cut the same whole in two ways. So a list is right as soon
as its first items reach the total; too much is a warning; too little a question, and only where the list is
evidently meant to be complete.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import accumulate

from app.forms.linear import linears
from app.rules.model import Finding, Severity
from app.rules.narrative import Reading
from app.rules.numerals import MEASURES
from app.rules.prose import Sentence
from app.rules.subject import Subject
from app.values import Value, canonical, distance

_COUNT = re.compile(rf"(?<![0-9.约近超逾])([0-9]{{1,9}})([{MEASURES}])(?![余多])")
_LIST = re.compile(
    rf"(?<![0-9.约近超逾])(?P<total>[0-9]{{1,9}})(?P<unit>[{MEASURES}])(?P<gap>[^0-9。；]{{0,14}}?)"
    r"(?P<word>其中|分别为|分别是|具体为|具体包括)"
)
_BRACKETED = re.compile(r"\([^()]*\)")
_CUT = re.compile(r"另|此外|同时|累计|(?<!公)共(?!同|青)|较|同比")
_COMPLETE = ("分别为", "分别是", "具体为", "具体包括")
_LISTED = re.compile(
    rf"(?<![0-9.约近超逾])(?P<total>[0-9]{{1,9}})(?P<unit>[{MEASURES}])[，、](?P<words>[^0-9。；，]{{0,14}})$"
)
_MOST_WHOLES = 3
_NEARLY = 10
"""A list that lacks at most a tenth of its total is taken for complete but for a slip."""


def parts(subject: Subject) -> Iterator[Finding]:
    """Yield a finding for each list that doesn't add up to the total it is a list of."""
    flagged = set()
    for sentence in subject.sentences:
        for found in _lists(sentence):
            flagged.add(sentence)
            yield found
    for found, sentence in _covering(subject):
        if sentence not in flagged:
            yield found


def _lists(sentence: Sentence) -> Iterator[Finding]:
    if not any(word in sentence.text for word in ("其中", *_COMPLETE)):
        return
    text = _without_closed_brackets(sentence.plain)
    heads = list(_LIST.finditer(text))
    ends = [*(head.start() for head in heads[1:]), len(text)]
    for head, end in zip(heads, ends, strict=False):
        sums = _sums(_items(text, head, end), head["unit"])
        judged = [_judged(total, sums, head["word"] in _COMPLETE) for total in _wholes(text, head)]
        if judged and (first := judged[0]) is not None and None not in judged:
            severity, sum_ = first
            yield _finding(sentence, severity, int(head["total"]), sum_, head["unit"])


def _without_closed_brackets(text: str) -> str:
    """Blank out what stands in brackets that are closed before 其中: the list is not one of what they hold."""
    return _BRACKETED.sub(lambda match: match.group() if "其中" in match.group() else "", text)


def _wholes(text: str, head: re.Match[str]) -> list[int]:
    """Return what the list may be a list of, the nearest first: of 复议2件、诉讼3件，其中 either, or both together.

    Nothing is never the whole of something.
    """
    named = [int(head["total"])]
    at = head.start()
    while len(named) < _MOST_WHOLES and (before := _LISTED.search(text, 0, at)) is not None:
        if before["unit"] != head["unit"]:
            break
        named.append(int(before["total"]))
        at = before.start()
    wholes = [*named, *(sum(named[:count]) for count in range(2, len(named) + 1))]
    return [whole for whole in wholes if whole]


def _items(text: str, head: re.Match[str], end: int) -> str:
    items = text[head.end() : end]
    if "(" in head["gap"] and ")" not in head["gap"]:
        return items.partition(")")[0]
    items = _BRACKETED.sub("", items)
    cut = _CUT.search(items)
    return items[: cut.start()] if cut else items


def _sums(items: str, unit: str) -> list[tuple[int, bool]]:
    """Return the running sums of the items counted in *unit*, each with whether a group of items ends there."""
    groups = [[int(n) for n, u in _COUNT.findall(group) if u == unit] for group in items.split("；")]
    numbers = [(number, i == len(group) - 1) for group in groups for i, number in enumerate(group)]
    return list(zip(accumulate(number for number, _ in numbers), (last for _, last in numbers), strict=True))


def _judged(total: int, sums: list[tuple[int, bool]], complete: bool) -> tuple[Severity, int] | None:
    if not sums or any(sum_ == total for sum_, _ in sums):
        return None
    ends = [sum_ for sum_, last in sums if last]
    if min(ends) > total:
        return Severity.WARNING, min(ends)
    missing = total - ends[-1]
    if max(ends) < total and (complete or (len(sums) > 2 and missing * _NEARLY <= max(total, _NEARLY))):
        return Severity.ASK, ends[-1]
    return None


def _finding(sentence: Sentence, severity: Severity, total: int, sum_: int, unit: str) -> Finding:
    difference = f"{'多' if sum_ > total else '少'} {abs(sum_ - total)} {unit}"
    message = f"文中写共 {total} {unit}，而其中所列各项相加为 {sum_} {unit}，{difference}。"
    section, start, length = sentence.span
    return Finding(
        "narrative.parts", severity, message, (), sum_, total, section, start, length, sentence.text
    )


def _covering(subject: Subject) -> Iterator[tuple[Finding, Sentence]]:
    """Yield where statements that together cover a total of the form don't add up to the total stated with them."""
    paragraphs: defaultdict[tuple[str, int], list[Reading]] = defaultdict(list)
    for reading in subject.readings:
        if reading.claim.value is None and reading.exact:
            paragraphs[reading.sentence.section, reading.sentence.paragraph].append(reading)
    for readings in paragraphs.values():
        totals = {reading.claim.cells: reading for reading in readings if len(reading.claim.cells) == 1}
        for linear in linears(subject.report.form) if len(readings) > 2 else ():
            whole = totals.get((linear.left[0].cell,)) if linear.equation.computes else None
            if whole is not None:
                listed = _partition(readings, frozenset(term.cell for term in linear.right))
                sum_ = sum(reading.stated for reading in listed)
                if listed and sum_ != whole.stated:
                    yield _covering_finding(whole, listed, sum_), listed[0].sentence


def _partition(readings: list[Reading], cells: frozenset[str]) -> list[Reading]:
    """Choose readings that together speak of each of *cells* exactly once; empty when there are none."""
    left = set(cells)
    chosen = []
    for reading in sorted(readings, key=lambda r: -len(r.claim.cells)):
        if left.issuperset(reading.claim.cells):
            left.difference_update(reading.claim.cells)
            chosen.append(reading)
    return [] if left else sorted(chosen, key=lambda r: (r.sentence.start, r.at))


def _covering_finding(whole: Reading, listed: list[Reading], sum_: Value) -> Finding:
    names = "、".join(reading.claim.name for reading in listed)
    difference = canonical(distance(sum_, whole.stated))
    message = (
        f"文中{names}相加为 {canonical(sum_)}，而文中{whole.claim.name}为 {canonical(whole.stated)}，"
        f"相差 {difference}。"
    )
    section, start, length = listed[0].sentence.span
    cells = whole.claim.cells + tuple(cell for reading in listed for cell in reading.claim.cells)
    return Finding(
        "narrative.parts",
        Severity.WARNING,
        message,
        cells,
        sum_,
        whole.stated,
        section,
        start,
        length,
        listed[0].sentence.text,
    )
