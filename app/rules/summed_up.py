"""Totals that a sentence names with no word for a list: after their parts (512件、214件，合计726件), or before channels."""

from collections.abc import Iterator
from itertools import accumulate

from app.rules.frames import has_text
from app.rules.lazy_pattern import pattern
from app.rules.listed_parts import GAP, WrongSum
from app.rules.model import Severity
from app.rules.readings import Quantity, Reading, Time
from app.values import Value

_NUMBERS = {"二": 2, "两": 2, "三": 3, "四": 4, "2": 2, "3": 3, "4": 4}
_TOGETHER = pattern("[，、](?P<n>[二两三四234])(?:者|项|类|个方面)(?:合计|相加|共计|之和|加起来|总计|共)")
_SUM_WORDS = ("合计", "总计", "共计", "共", "总共", "一共", "合共")


def summed_up(reading: Reading, known: list[Quantity]) -> Iterator[WrongSum]:
    """Yield the sums after a list of figures that are not theirs: 512件、214件、52件，合计805件."""
    text = reading.sentence.plain
    for index, total in enumerate(known):
        frame = total.frame
        begin = known[index - 1].end if index else 0
        words = [token for token in frame.words if begin <= token.start < total.at and token.key != "this"]
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
        if len(items) < 2 or "；" in text_between or "。" in text_between or len(text_between) > GAP:
            continue
        sums = list(accumulate(items))
        if total.value in sums:
            continue
        named = 0 < number == len(items)
        severity = Severity.WARNING if len(items) == index or named else Severity.ASK
        if min(sums[1:]) > total.value or len(items) == index or named:
            yield WrongSum(severity, total, sum(items))


def _number_of_figures(text: str, at: int) -> int:
    """Return how many figures the words at a place sum up: 2 for ，两者合计; 0 where they don't say."""
    if text[at + 1 : at + 2] not in _NUMBERS:
        return 0
    found = _TOGETHER.match(text, at)
    return _NUMBERS[found["n"]] if found else 0


def _is_part_of_year(quantity: Quantity) -> bool:
    return any(
        token.text.endswith(("半年", "季度")) for token in quantity.frame.words if token.key == "other"
    )


def by_channel(reading: Reading, known: list[Quantity]) -> Iterator[WrongSum]:
    """Yield the totals that are less than the channels behind them: 148件，在线97件、信函38件、窗口13件."""
    text = reading.sentence.plain
    for index, head in enumerate(known):
        items: list[Quantity] = []
        for quantity in known[index + 1 :]:
            before = items[-1].end if items else head.end
            joined = quantity.at - before <= GAP and not any(
                mark in text[before : quantity.at] for mark in "；。("
            )
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
            yield WrongSum(Severity.WARNING, head, sums[-1])
            return
