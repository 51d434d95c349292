"""Totals that a sentence names with no word for a list: after their parts (512件、214件，合计726件), or before channels."""

from collections.abc import Iterator
from itertools import accumulate

from app.lazy_pattern import pattern
from app.rules.model import Severity
from app.rules.on_texts.totals_before_parts import GAP, WrongSum
from app.rules.sentences.readings import Quantity, Reading, Time
from app.rules.sentences.word_roles import has_text
from app.values import Value

_NUMBERS = {"二": 2, "两": 2, "三": 3, "四": 4, "2": 2, "3": 3, "4": 4}
_TOGETHER = pattern("[，、；](?P<n>[二两三四234])(?:者|项|类|个方面)(?:合计|相加|共计|之和|加起来|总计|共)")
_COUNTED = ("者", "项", "类", "方面")
_FEWEST_BRACKETS = 3
_LONGER_GAP = 24
_BODIES = ("个", "家")
"""Measures of those who counted: 13个乡镇收到84件."""
_MONEY_WORDS = ("总额", "金额", "总额为", "总金额", "合计金额")
_SUM_WORDS = ("合计", "总计", "共计", "共", "总共", "一共", "合共")


def summed_up(reading: Reading, known: list[Quantity]) -> Iterator[WrongSum]:
    """Yield the sums after a list of figures that are not theirs: 512件、214件、52件，合计805件."""
    text = reading.sentence.plain
    for index, total in enumerate(known):
        frame = total.frame
        begin = known[index - 1].end if index else 0
        words = [
            token
            for token in frame.words
            if begin <= token.start < total.at and token.key not in ("this", "wide")
        ]
        number = _number_of_figures(text, known[index - 1].end, total.at) if index > 1 else 0
        bare = text[total.at - 1] == "计" and text[total.at - 2 : total.at - 1] in ("，", "、")
        money = total.unit == "元" and bool(words) and words[0].text in _MONEY_WORDS
        is_sum = bare or money or (bool(words) and (words[0].text in _SUM_WORDS or number > 0))
        if not is_sum or (frame.unknown and not (number or bare)) or frame.people or index < 2:
            continue
        if any(token.kind in ("subjects", "people") for token in words):
            continue
        items: list[Value] = []
        for quantity in reversed(known[:index]):
            dated = quantity.time is not total.time and "carried" not in "".join(quantity.acts)
            dated = dated and not (_is_part_of_year(quantity) and "this" in frame.times)
            if quantity.unit in _BODIES and quantity.unit != total.unit:
                continue  # 13个乡镇收到84件
            if quantity.unit != total.unit or quantity.depth != total.depth or dated:
                break
            if total.acts and set(total.acts) - set(quantity.acts):
                break
            items.append(quantity.value)
            if number and len(items) == number:
                break
        text_between = text[known[index - 1].end : total.at]
        apart = ("；" in text_between and not number) or "。" in text_between
        if len(items) < 2 or apart or len(text_between) > (_LONGER_GAP if number else GAP):
            continue
        sums = list(accumulate(items))
        if total.value in sums:
            continue
        named = 0 < number == len(items)
        like = [q for q in known[:index] if (q.unit == "元" if total.unit == "元" else q.unit not in _BODIES)]
        alone = len(items) == len(like)
        severity = Severity.WARNING if alone or named else Severity.ASK
        if min(sums[1:]) > total.value or alone or named:
            yield WrongSum(severity, total, sum(items))


def _number_of_figures(text: str, start: int, end: int) -> int:
    """Return how many figures the words at a place sum up: 2 for ，两者合计; 0 where they don't say."""
    if not any(word in text[start:end] for word in _COUNTED):
        return 0
    found = _TOGETHER.search(text, start, end)
    return _NUMBERS[found["n"]] if found else 0


def _is_part_of_year(quantity: Quantity) -> bool:
    return any(
        token.text.endswith(("半年", "季度")) for token in quantity.frame.words if token.key == "other"
    )


def by_season(reading: Reading, known: list[Quantity]) -> Iterator[WrongSum]:
    """Yield the year's totals that its halves or quarters don't add up to: 全年75件，上半年41件，下半年34件."""
    text = reading.sentence.plain
    if "半年" not in text and "季度" not in text:
        return
    seasons = [(q, name) for q in known if (name := _season(q))]
    names = [name for _, name in seasons]
    if names not in (["上半年", "下半年"], ["一季度", "二季度", "三季度", "四季度"]):
        return
    first = seasons[0][0]
    totals = [q for q in known if q.time is Time.THIS and (q.unit, q.depth) == (first.unit, first.depth)]
    sum_ = sum(q.value for q, _ in seasons)
    if len(totals) == 1 and len({q.unit for q, _ in seasons}) == 1 and totals[0].value != sum_:
        yield WrongSum(Severity.WARNING, totals[0], sum_)


def _season(quantity: Quantity) -> str:
    """Return the half or quarter of the year that the words of a figure name."""
    named = [t.text for t in quantity.frame.words if t.key == "other" and t.text.endswith(("半年", "季度"))]
    return named[-1].removeprefix("第") if named else ""


def in_brackets(reading: Reading, known: list[Quantity]) -> Iterator[WrongSum]:
    """Yield the sums after figures in a bracket each that are not theirs: 征收（88件）、验收（54件），合计203件."""
    if reading.sentence.plain.count(")") < 2:
        return
    for index, total in enumerate(known):
        begin = known[index - 1].end if index else 0
        words = [t for t in total.frame.words if begin <= t.start < total.at]
        number = _number_of_figures(reading.sentence.plain, begin, total.at)
        items: list[Quantity] = []
        for quantity in reversed(known[:index]):
            if not items and quantity.unit == "个":
                continue  # 等四个方面，合计203件
            if quantity.depth != total.depth + 1 or quantity.unit != total.unit:
                break
            items.append(quantity)
        if (
            (len(items) < _FEWEST_BRACKETS and len(items) != number)
            or total.time is not Time.THIS
            or not (number or any(t.text in _SUM_WORDS for t in words))
        ):
            continue
        if len({reading.sentence.plain.count(")", 0, q.at) for q in items}) < len(items):
            continue
        sum_ = sum(q.value for q in items)
        if sum_ != total.value and not any(t.kind in ("subjects", "people") for t in words):
            yield WrongSum(Severity.WARNING, total, sum_)


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
