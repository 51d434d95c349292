"""What notes tell of days: a request that would count to another year than its own columns say is asked about."""

import re
from collections.abc import Iterator
from datetime import date

from app.request import Request
from app.values import half_width

_BEFORE, _AFTER = "上年|上一年|去年", "次年|翌年|下年|下一年|明年|第二年"
_YEAR = re.compile(
    rf"(?:(?P<year>(?:19|20)[0-9]{{2}})\s*[-/.年]|(?P<before>{_BEFORE})度?|(?P<after>{_AFTER})度?)\s*[0-9]{{1,2}}\s*[-/.月]"
)
_COMING = re.compile("收到|签收|收件|收文|来[件信函]|确认|提交|递交")
_ENDING = re.compile("答复|办结|作出|回复")
_ACTUAL = re.compile("实际|实为|应为|更正")
_ANOTHER_STEP = re.compile(
    "补正|补充|意见|回函|[缴收交]费|缴纳|复议|诉讼|起诉|立案|判决|延期|征求|材料|曾|此前|前次|上次|相同|同一|重复|答复过|申请过"
)
"""Words of a clause whose day is neither the arrival nor the answer of a request."""
_CARRIED_ON = re.compile(f"(?:结转|转)[至到入]?(?:{_AFTER}|(?:19|20)[0-9]{{2}}年)|跨年")


def other_year(note: str, request: Request, year: int | None) -> bool:
    """Whether a note tells that the request came, or was answered, in another year than its columns say.

    *year* is that of the sheet, from which 去年 and 次年 are told.
    """
    reply = request.reply
    came = _years(request.arrived, request.confirmed)
    ended = _years(reply.dated, reply.posted) if reply else set()
    bases = came | ended | ({year} if year else set())
    for clause in re.split("[，。；,;\n]", half_width(note)):
        if _ANOTHER_STEP.search(clause):
            continue
        known = (came if _COMING.search(clause) else set()) | (ended if _ENDING.search(clause) else set())
        known = known or (came | ended if _ACTUAL.search(clause) else set())
        if known and any(known.isdisjoint(told) for told in _told(clause, bases)):
            return True
    return False


def carried_on(texts: Iterator[str], request: Request) -> bool:
    """Whether words carry a request into the next year that was answered in the year in which it came."""
    ended = request.reply.dated if request.reply else None
    if not request.outcome or not ended or not request.received or ended.year != request.received.year:
        return False
    return any(map(_CARRIED_ON.search, texts))


def _years(*days: date | None) -> set[int]:
    return {day.year for day in days if day}


def _told(clause: str, bases: set[int]) -> Iterator[set[int]]:
    """Yield for each day in a clause the years in which it may lie."""
    for match in _YEAR.finditer(clause):
        if match["year"]:
            yield {int(match["year"])}
        else:
            yield {base + (1 if match["after"] else -1) for base in bases}
