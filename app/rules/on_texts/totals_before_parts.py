"""Lists that name a total before their parts: 57件，其中自然人46件、企业11件; 57件（自然人46件、企业11件）.

Every figure of a sentence that counts things is *known*; what doesn't add up is yielded as a `WrongSum`.
"""

import re
from collections.abc import Iterator
from itertools import accumulate, pairwise
from typing import NamedTuple

from app.lazy_pattern import pattern
from app.rules.claims.looks_mistyped import is_mistyped
from app.rules.model import Severity
from app.rules.sentences.readings import Quantity, Reading, Time
from app.rules.sentences.word_roles import APPLICATIONS, DECISIONS, DISPUTES, DOCUMENTS, ELSEWHERE, OUTCOMES
from app.values import Value

_LIST = pattern("其中|分别为|分别是|具体为|具体包括|中")
_LISTING = ("中", "分别", "具体")
_COMPLETE = pattern("分别为|分别是|具体为|具体包括")
GAP = 14
"""How many characters may stand between a total and the word that begins its list."""

_CUT = pattern(r"另|此外|同时|累计|(?<!公)共(?!同|青)|合计|总计|较|同比")
_MOST_WHOLES = 3
_NEARLY = 10
"""A list that falls short of its total by at most a tenth is taken to be complete, with a slip in it."""

_SORTED = pattern("(?:申请)?(?:按|从|依)[^，。；：0-9()]{0,10}：")
"""67件申请按渠道分：the parts that make up a total follow."""

_COUNTED_APART = frozenset({*DECISIONS, *DOCUMENTS})
_LISTED_ACTS = frozenset({"carried", "carried_in", "carried_out", "rest", "done", "due"})


_ROWS = frozenset({"granted", "partly_granted", "refused", "unavailable", "declined", "other"})
"""The rows in which each application's result is counted once."""


class WrongSum(NamedTuple):
    """A stated total and what its parts add up to, with how sure it is that they are all its parts."""

    severity: Severity
    total: Quantity
    sum: Value


def lists(reading: Reading, known: list[Quantity]) -> Iterator[WrongSum]:
    """Yield the totals before 其中, 分别为 and the like that are not the sum of their list."""
    text = reading.sentence.plain
    if not any(word in text for word in _LISTING) or not _LIST.search(text):
        return
    heads: list[tuple[int, re.Match[str]]] = []
    for index, quantity in enumerate(known):
        end = known[index + 1].at if index + 1 < len(known) else len(text)
        word = next((m for m in _LIST.finditer(text, quantity.end, end) if _begins_list(m)), None)
        gap = text[quantity.end : word.start()] if word is not None else "。"
        if word is not None and not any(mark in gap for mark in "。；") and len(_outside(gap)) <= GAP:
            heads.append((index, word))
    for number, (index, word) in enumerate(heads):
        head = _head(text, known, index, word)
        if head is None:
            continue
        end = known[heads[number + 1][0]].at if number + 1 < len(heads) else len(text)
        end = min(end, _bracket_end(text, head, word.start()))
        complete = _COMPLETE.match(word.group()) is not None or _is_closed(known[index + 1 :], end)
        sums = _sums(text, known[index + 1 :], head, word.end(), end)
        rows = _are_rows(text, [q for q in known[index + 1 :] if q.at < end])
        judged = [_judged(total, sums, complete, rows) for total in _wholes(text, known, known.index(head))]
        if judged and (first := judged[0]) is not None and None not in judged:
            yield WrongSum(first[0], head, first[1])


def _begins_list(word: re.Match[str]) -> bool:
    """Whether a word begins a list: 中 does so after a measure word, or before a comma (在42件复议中，)."""
    text, at = word.string, word.start()
    if word.group() != "中":
        return True
    return text[at - 1] in "件份宗起例项个" or (
        text[at - 1] not in "集其当" and text[at + 1 : at + 2] == "，"
    )


def _bracket_end(text: str, head: Quantity, at: int) -> int:
    """Return where the bracket closes in which a list stands behind its total: 84件（其中部分公开18件）."""
    if text.count("(", head.end, at) <= text.count(")", head.end, at):
        return len(text)
    return text.find(")", at) % (len(text) + 1)


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
        if len(text[before.end : at.at]) > GAP + 1 or any(
            mark in text[before.end : at.at] for mark in "。；"
        ):
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
            if quantity.frame.subject in _COUNTED_APART and quantity.frame.subject != head.subject:
                break  # 行政许可187件，其中登记类171件；行政处罚9件
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


def _are_rows(text: str, items: list[Quantity]) -> bool:
    """Whether a list names one row of the results after another, none of which can be part of the one before."""
    acts = [q.acts[-1] for q in items if len(q.acts) == 1]
    apart = all(text[one.end : other.at].startswith(("、", "，", "；")) for one, other in pairwise(items))
    alike = len({(q.depth, q.unit) for q in items}) == 1
    return apart and alike and len(acts) == len(items) == len(set(acts)) > 1 and _ROWS.issuperset(acts)


def _judged(
    total: Value, sums: list[tuple[Value, bool]], complete: bool, rows: bool
) -> tuple[Severity, Value] | None:
    if rows and sums and sums[-1][0] > total:
        return Severity.WARNING, sums[-1][0]
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


def attached(reading: Reading, known: list[Quantity]) -> Iterator[WrongSum]:
    """Yield the totals that are not the sum of their parts in brackets or after a colon: 57件（自然人46件、企业12件）."""
    text = reading.sentence.plain
    if "(" not in text and "：" not in text:
        return
    for index, head in enumerate(known):
        opening = "：" if _SORTED.match(text, head.end) else text[head.end : head.end + 1]
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
            yield WrongSum(Severity.WARNING, head, items[0].value + items[1].value)
            continue
        closed = len(items) > 2 and items[-1].acts == ("rest",)
        listed = items[:-1] if closed else items
        if len(items) < 2 or any(q.time is not Time.THIS or _LISTED_ACTS & set(q.acts) for q in listed):
            continue
        if any("sum" in q.frame.signs for q in items) or _tells_the_stock(head, items):
            continue
        ways = all("channel" in q.frame.signs or q.subject == ELSEWHERE for q in items) and _is_received(head)
        persons = any(q.person for q in items)
        if not (ways or "rest" in head.acts) and any(
            not (q.acts or q.person or persons) or q.frame.is_foreign for q in items
        ):
            continue
        sums = list(accumulate(q.value for q in items))
        if head.value not in sums and (sums[-1] > head.value or closed):
            yield WrongSum(Severity.WARNING, head, sums[-1])


def _tells_the_stock(head: Quantity, items: list[Quantity]) -> bool:
    """Whether a bracket tells what else there was of documents: 制发1件（废止0件，现行有效5件）."""
    return head.subject in DOCUMENTS and any({"repealed", "in_force", "lapsed"} & set(q.acts) for q in items)


def _is_received(head: Quantity) -> bool:
    """Whether a total is of applications, so that letters and visits listed with it are the ways they came."""
    return head.subject == APPLICATIONS and head.said and (not head.acts or "received" in head.acts)


def _is_old_and_new(one: Quantity, other: Quantity) -> bool:
    """Whether two figures are what was carried in and what came in the year: 上年结转3件、当年32件."""
    for old, new in ((one, other), (other, one)):
        came = "this" in new.frame.times or {"received", "accepted"} & set(new.acts)
        if "carried_in" in old.acts and came and not {"carried", "carried_out", "done"} & set(new.acts):
            return True
    return False
