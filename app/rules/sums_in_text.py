"""Arithmetic inside the text: lists whose parts must add up (rule 10 of the project's list).

A list after 其中 need not be complete, and its items may cut the same whole in two ways. So a list is right as soon
as its first items reach the total. Too large a sum is a warning. Too small a sum is a question, asked only where
the list is evidently meant to be complete.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import accumulate, pairwise

from app.forms.compiled import linears
from app.rules.agreement import Statement
from app.rules.examination import Examination
from app.rules.frames import DISPUTES, ELSEWHERE, OUTCOMES, has_text
from app.rules.lazy_pattern import pattern
from app.rules.mistyped import is_mistyped
from app.rules.model import Finding, Severity
from app.rules.prose import Sentence
from app.rules.readings import Quantity, Reading, Time
from app.rules.rule import REGULATION, rule
from app.values import Value, canonical, distance

_LIST = pattern("其中|分别为|分别是|具体为|具体包括|中")
_COMPLETE = pattern("分别为|分别是|具体为|具体包括")
_GAP = 14
"""How many characters may stand between a total and the word that begins its list."""

_CUT = pattern(r"另|此外|同时|累计|(?<!公)共(?!同|青)|合计|总计|较|同比")
_MOST_WHOLES = 3
_NEARLY = 10
"""A list that falls short of its total by at most a tenth is taken to be complete, with a slip in it."""

_MONEY = 10_000
_LISTED_ACTS = frozenset({"carried", "carried_in", "carried_out", "rest", "done", "due"})


@rule("narrative.parts", "分项之和", "“共……件，其中……”所列各项相加应等于总数；列举不全的不计。", source=f"{REGULATION}第六条：准确地公开政府信息")  # fmt: skip
def parts(examined: Examination) -> Iterator[Finding]:
    """Yield a finding for each list that doesn't add up to the total it is a list of."""
    flagged = set()
    for reading in examined.readings:
        if len(reading.quantities) > 1:
            for found in _in_sentence(reading):
                flagged.add(reading.sentence)
                yield found
    for found, sentence in _covering(examined):
        if sentence not in flagged:
            yield found


def _in_sentence(reading: Reading) -> Iterator[Finding]:
    if len(reading.quantities) < 2:
        return
    text = reading.sentence.plain
    known = [q for q in reading.quantities if _is_summand(q)]
    listed = False
    if _LIST.search(text):
        for found in _lists(reading, known):
            listed = True
            yield found
    if not listed and ("(" in text or "：" in text):
        for found in _attached(reading, known):
            listed = True
            yield found
    if not listed:
        yield from _summed_up(reading, known)
        yield from _by_channel(reading, known)


def _is_summand(quantity: Quantity) -> bool:
    counted = (quantity.is_count and quantity.unit) or quantity.unit == "元"
    return bool(counted) and quantity.time is not Time.CHANGE and quantity.bounds is None


def _lists(reading: Reading, known: list[Quantity]) -> Iterator[Finding]:
    text = reading.sentence.plain
    heads: list[tuple[int, re.Match[str]]] = []
    for index, quantity in enumerate(known):
        end = known[index + 1].at if index + 1 < len(known) else len(text)
        word = next((m for m in _LIST.finditer(text, quantity.end, end) if _begins_list(m)), None)
        gap = text[quantity.end : word.start()] if word is not None else "。"
        if word is not None and not re.search("[。；]", gap) and len(_outside(gap)) <= _GAP:
            heads.append((index, word))
    for number, (index, word) in enumerate(heads):
        head = _head(text, known, index, word)
        if head is None:
            continue
        end = known[heads[number + 1][0]].at if number + 1 < len(heads) else len(text)
        complete = _COMPLETE.match(word.group()) is not None or _is_closed(known[index + 1 :], end)
        sums = _sums(text, known[index + 1 :], head, word.end(), end)
        judged = [_judged(total, sums, complete) for total in _wholes(text, known, known.index(head))]
        if judged and (first := judged[0]) is not None and None not in judged:
            yield _finding(reading.sentence, first[0], head, first[1])


def _begins_list(word: re.Match[str]) -> bool:
    """Whether a word begins a list: 中 does so after a measure word, or before a comma (在42件复议中，)."""
    text, at = word.string, word.start()
    if word.group() != "中":
        return True
    return text[at - 1] in "件份宗起例项个" or (
        text[at - 1] not in "集其当" and text[at + 1 : at + 2] == "，"
    )


def _is_closed(items: list[Quantity], end: int) -> bool:
    """Whether a list ends with what is left: A类186件、B类94件、其他244件."""
    inside = [q for q in items if q.at < end]
    return len(inside) > 1 and bool({"unsaid", "rest"} & set(inside[-1].frame.acts)) and not inside[-1].depth


def _outside(text: str) -> str:
    return re.sub(r"^\([^()]*\)|\([^()]*$|^[^()]*\)", "", text)


def _head(text: str, known: list[Quantity], index: int, word: re.Match[str]) -> Quantity | None:
    """Return the total to which a list belongs, which is no figure in brackets that are closed before 其中."""
    quantity = known[index]
    between = text[quantity.end : word.start()]
    closed = between.count(")") - between.count("(")
    if closed <= 0:
        return quantity
    outer = [q for q in known[:index] if q.depth < quantity.depth]
    return outer[-1] if outer else None


def _wholes(text: str, known: list[Quantity], index: int) -> list[Value]:
    """Return the totals to which the list may belong, the nearest first: in 复议2件、诉讼3件，其中 either of them,
    or both together.

    Nothing is never the whole of something.
    """
    head = known[index]
    named = [head.value]
    at = head
    for before in reversed(known[:index]):
        if len(named) == _MOST_WHOLES or before.unit != head.unit or before.depth != head.depth:
            break
        if len(text[before.end : at.at]) > _GAP + 1 or re.search("[。；]", text[before.end : at.at]):
            break
        named.append(before.value)
        at = before
    wholes = [*named, *(sum(named[:count]) for count in range(2, len(named) + 1))]
    return [whole for whole in wholes if whole]


def _sums(text: str, known: list[Quantity], head: Quantity, start: int, end: int) -> list[tuple[Value, bool]]:
    """Return the running sums of the items counted as the total is, each with whether a group of items ends there."""
    depth = text.count("(", 0, start) - text.count(")", 0, start)
    items: list[tuple[Value, bool]] = []
    kinds: list[str] = []
    sum_: Value = 0
    at = start
    for quantity in known:
        if not start <= quantity.at < end:
            continue
        between = text[at : quantity.at]
        if quantity.depth < depth or (quantity.depth == depth and _CUT.search(_unbracketed(between))):
            break
        if "；" in between and items:
            items[-1] = (items[-1][0], True)
        at = quantity.end
        if quantity.depth > depth or quantity.unit != head.unit or quantity.time is not head.time:
            continue
        kinds.append(_kind(quantity))
        if {"counted", "outcome"} <= set(kinds):
            break  # 31件，其中代理应诉24件，胜诉22件: what became of them is no further kind of them.
        sum_ += quantity.value
        items.append((sum_, False))
    if items:
        items[-1] = (items[-1][0], True)
    return items


def _kind(quantity: Quantity) -> str:
    """Return what an item of a list says: what became of the cases, or how many of a kind there were."""
    acts = set(quantity.acts)
    if acts & OUTCOMES:
        return "outcome"
    named = quantity.frame.subject in (*DISPUTES, ELSEWHERE)
    return "counted" if quantity.frame.is_foreign or named else ""


def _unbracketed(text: str) -> str:
    return re.sub(r"\([^()]*\)", "", text).rpartition(")")[2]


def _judged(total: Value, sums: list[tuple[Value, bool]], complete: bool) -> tuple[Severity, Value] | None:
    if not sums or any(sum_ == total for sum_, _ in sums):
        return None
    ends = [sum_ for sum_, last in sums if last]
    if min(ends) > total:
        return Severity.WARNING, min(ends)
    missing = total - ends[-1]
    items = [b - a for a, b in pairwise([0, *(sum_ for sum_, _ in sums)])]
    if len(items) > 1 and max(ends) < total and any(is_mistyped(item, item + missing) for item in items):
        return Severity.ASK, ends[-1]
    if max(ends) < total and (complete or (len(sums) > 2 and missing * _NEARLY <= max(total, _NEARLY))):
        return Severity.ASK, ends[-1]
    return None


def _attached(reading: Reading, known: list[Quantity]) -> Iterator[Finding]:
    """Yield findings for a total with its parts in brackets or after a colon: 57件（自然人46件、企业12件）."""
    text = reading.sentence.plain
    for index, head in enumerate(known):
        opening = text[head.end : head.end + 1]
        if opening not in ("(", "：") or not head.value:
            continue
        depth = head.depth + (opening == "(")
        end = min((text.find(mark, head.end + 1) % (len(text) + 1) for mark in "；。"), default=len(text))
        items = []
        for quantity in known[index + 1 :]:
            if quantity.depth < depth or quantity.at > end or quantity.unit != head.unit:
                break
            if quantity.depth == depth:
                items.append(quantity)
        if len(items) == 2 and _is_old_and_new(*items) and items[0].value + items[1].value != head.value:
            yield _finding(reading.sentence, Severity.WARNING, head, items[0].value + items[1].value)
            continue
        if len(items) < 2 or any(q.time is not Time.THIS or _LISTED_ACTS & set(q.acts) for q in items):
            continue
        if any(not (q.acts or q.person) or "sum" in q.frame.signs for q in items):
            continue
        sums = list(accumulate(q.value for q in items))
        if head.value not in sums and sums[-1] > head.value:
            yield _finding(reading.sentence, Severity.WARNING, head, sums[-1])


_NUMBERS = {"二": 2, "两": 2, "三": 3, "四": 4, "2": 2, "3": 3, "4": 4}
_TOGETHER = pattern("[，、](?P<n>[二两三四234])(?:者|项|类|个方面)(?:合计|相加|共计|之和|加起来|总计|共)")


def _number_of_figures(text: str, at: int) -> int:
    """Return how many figures the words at a place sum up: 2 for ，两者合计; 0 where they don't say."""
    if text[at + 1 : at + 2] not in _NUMBERS:
        return 0
    found = _TOGETHER.match(text, at)
    return _NUMBERS[found["n"]] if found else 0


def _is_old_and_new(one: Quantity, other: Quantity) -> bool:
    """Whether two figures are what was carried in and what came in the year: 上年结转3件、当年32件."""
    for old, new in ((one, other), (other, one)):
        came = "this" in new.frame.times or {"received", "accepted"} & set(new.acts)
        if "carried_in" in old.acts and came and not {"carried", "carried_out", "done"} & set(new.acts):
            return True
    return False


_SUM_WORDS = ("合计", "总计", "共计", "共", "总共", "一共", "合共")


def _summed_up(reading: Reading, known: list[Quantity]) -> Iterator[Finding]:
    """Yield findings where the sum after a list of figures is not their sum: 512件、214件、52件，合计805件."""
    text = reading.sentence.plain
    for index, total in enumerate(known):
        frame = total.frame
        words = [token for token in frame.words if token.start < total.at and token.key != "this"]
        number = _number_of_figures(text, known[index - 1].end) if index > 1 else 0
        is_sum = bool(words) and (words[0].text in _SUM_WORDS or number > 0)
        if not is_sum or (frame.unknown and not number) or frame.people or index < 2:
            continue
        if any(token.kind in ("subjects", "people") for token in words):
            continue
        items: list[Value] = []
        for quantity in reversed(known[:index]):
            dated = quantity.time is not total.time and "carried" not in "".join(quantity.acts)
            dated = dated and not (_is_part_of_year(quantity) and "this" in frame.times)
            if quantity.unit != total.unit or quantity.depth != total.depth or dated:
                break
            if total.acts and set(total.acts) - set(quantity.acts):
                break
            items.append(quantity.value)
            if number and len(items) == number:
                break
        text_between = text[known[index - 1].end : total.at]
        if len(items) < 2 or "；" in text_between or "。" in text_between or len(text_between) > _GAP:
            continue
        sums = list(accumulate(items))
        if total.value in sums:
            continue
        named = 0 < number == len(items)
        severity = Severity.WARNING if len(items) == index or named else Severity.ASK
        if min(sums[1:]) > total.value or len(items) == index or named:
            yield _finding(reading.sentence, severity, total, sum(items))


def _is_part_of_year(quantity: Quantity) -> bool:
    return any(
        token.text.endswith(("半年", "季度")) for token in quantity.frame.words if token.key == "other"
    )


def _by_channel(reading: Reading, known: list[Quantity]) -> Iterator[Finding]:
    """Yield findings for a total followed by its channels, with no word for a list: 148件，在线97件、信函38件、窗口13件."""
    text = reading.sentence.plain
    for index, head in enumerate(known):
        items: list[Quantity] = []
        for quantity in known[index + 1 :]:
            before = items[-1].end if items else head.end
            joined = quantity.at - before <= _GAP and not re.search("[；。(]", text[before : quantity.at])
            by_way = "channel" in quantity.frame.signs or has_text(quantity.frame, "窗口")
            if not joined or not by_way or (quantity.unit, quantity.depth) != (head.unit, head.depth):
                break
            items.append(quantity)
        if len(items) < 2 or not ({"received", "accepted"} & set(head.acts) or "sum" in head.frame.signs):
            continue
        if head.time is not Time.THIS or ("channel" in head.frame.signs and not head.label):
            continue
        sums = list(accumulate(q.value for q in items))
        if head.value and head.value not in sums and sums[-1] > head.value:
            yield _finding(reading.sentence, Severity.WARNING, head, sums[-1])
            return


def _finding(sentence: Sentence, severity: Severity, head: Quantity, sum_: Value) -> Finding:
    total, unit = head.value, head.unit
    if unit == "元":
        total, sum_ = total * _MONEY, sum_ * _MONEY
    difference = f"{'多' if sum_ > total else '少'} {_written(distance(sum_, total))} {unit}"
    message = (
        f"文中写共 {_written(total)} {unit}，而其中所列各项相加为 {_written(sum_)} {unit}，{difference}。"
    )
    return parts.at_sentence(message, sentence, severity=severity, left=sum_, right=total)


def _written(value: Value) -> str:
    return canonical(int(value) if value == int(value) else value)


def _covering(examined: Examination) -> Iterator[tuple[Finding, Sentence]]:
    """Yield findings where statements that cover a total of the form don't add up to the stated total."""
    paragraphs: defaultdict[tuple[str, int], list[Statement]] = defaultdict(list)
    for statement in examined.statements:
        if not statement.message and statement.exact:
            paragraphs[statement.sentence.section, statement.sentence.paragraph].append(statement)
    for statements in paragraphs.values():
        totals = {
            statement.claim.cells: statement for statement in statements if len(statement.claim.cells) == 1
        }
        for linear in linears(examined.report.form) if len(statements) > 2 else ():
            whole = totals.get((linear.left[0].cell,)) if linear.equation.computes else None
            if whole is not None:
                listed = _partition(statements, frozenset(term.cell for term in linear.right))
                sum_ = sum(statement.stated for statement in listed)
                if listed and sum_ != whole.stated:
                    yield _covering_finding(whole, listed, sum_), listed[0].sentence


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
