"""Tells by what stands in it a column whose heading says nothing: most of its cells read as results, kinds or days."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from app.ledger.foreign.dates import read_date
from app.ledger.foreign.results import result_of
from app.ledger.foreign.tables import SourceRow
from app.ledger.foreign.vocabulary import listed, lookup, plain

_LOOKED_AT = 60
"""How many filled cells of a column are read: what the rest of a long column holds is the same."""
_ANY_YEAR = 2024
_OF_KINDS = re.compile("类|性质|属性|种")
_ABOUT_COMING = re.compile("收|来[件函信文]|申请|登记|受理|提交|递交")
_ABOUT_ENDING = re.compile("答|办结|办毕|办理|处理|回复|回告|反馈")
_NOT_DECIDED = re.compile("拟办|批示|用途|目的|原因|理由|依据|政策")
"""What heads columns of words that are no results, however much they sound so."""


@dataclass(frozen=True)
class LedgerColumn:
    """A column: where it stands, its headings, and the field that it holds."""

    place: int
    heading: str
    field: str


def with_contents(
    columns: Sequence[LedgerColumn], rows: Sequence[SourceRow], decided: Collection[str]
) -> list[LedgerColumn]:
    """Return the columns, those that no heading tells by their contents. What a person *decided* by heading stays."""
    fields = {column.field for column in columns}
    found = list(columns) if "received" in fields else _with_bare_days(columns)
    if "applicant" not in fields:
        found = _with_names(found, rows, decided)
    fields = {column.field for column in found}
    for name, heads, is_one in _KINDS:
        if any(_holds(field, name) for field in fields):
            continue
        open_ones = [c for c in found if _may_be(c, name, fields) and c.heading not in decided]
        named = [c for c in open_ones if heads is None or heads.search(c.heading)]
        shares = [(_share(rows, column.place, is_one), -column.place, column) for column in named]
        own = [c for c in named if c.field == "outcome"] if name == "result" else []
        if own and len({column.heading for column in own}) == 1:
            found = [replace(column, field=name) if column in own else column for column in found]
        elif shares and (best := max(shares, key=lambda share: share[:2]))[0] > 1 / 2:
            found[found.index(best[2])] = replace(best[2], field=name)
    return _without_idle_results(found, rows, decided)


def _with_bare_days(columns: Sequence[LedgerColumn]) -> list[LedgerColumn]:
    """Take the only 月 and 日 of a register for the day on which a request came."""
    bare = {part: [c for c in columns if not c.field and c.heading == part] for part in ("月", "日")}
    if any(len(found) != 1 for found in bare.values()):
        return list(columns)
    return [replace(c, field="received") if not c.field and c.heading in bare else c for c in columns]


def _with_names(
    columns: Sequence[LedgerColumn], rows: Sequence[SourceRow], decided: Collection[str]
) -> list[LedgerColumn]:
    """Take the 申请主体 in whose cells no kind stands for the applicant: the word is used for both."""

    def is_of_names(column: LedgerColumn) -> bool:
        if column.field != "type" or column.heading in decided or _OF_KINDS.search(column.heading):
            return False
        return any(_filled(rows, column.place)) and not _share(rows, column.place, _is_type)

    return [replace(c, field="applicant") if is_of_names(c) else c for c in columns]


def _holds(field: str, name: str) -> bool:
    also = {
        "result": ("replied_with_result", "detail"),
        "replied": ("replied_with_result",),
        "received": ("confirmed",),
    }
    return field == name or field in also.get(name, ()) or field.startswith(f"{name}:")


def _may_be(column: LedgerColumn, name: str, fields: Collection[str]) -> bool:
    if name == "result" and _NOT_DECIDED.search(column.heading):
        return False
    # 结果 and 结论 are words of disputes, too: without any other column of disputes they are the answer's.
    of_disputes = set(fields) & {"filed", "dclosed", "caseno", "role", "dispute_kind"}
    return not column.field or (name == "result" and column.field == "outcome" and not of_disputes)


def _filled(rows: Sequence[SourceRow], place: int) -> Iterator[str]:
    return (text for row in rows if (text := row.text(place)))


def _share(rows: Sequence[SourceRow], place: int, is_one: Callable[[str], bool]) -> float:
    """Return which part of a column's filled cells is of a kind."""
    texts = list(islice(_filled(rows, place), _LOOKED_AT))
    return sum(map(is_one, texts)) / len(texts) if texts else 0


def _is_result(text: str) -> bool:
    if plain(text) in listed("no") or plain(text) in lookup("types"):
        return False
    read = result_of(text)
    return bool(read.key) or read.is_open


def _is_type(text: str) -> bool:
    return plain(text) in lookup("types") or plain(text) in listed("by_name")


def _is_day(text: str) -> bool:
    return read_date(text, _ANY_YEAR).day is not None


_KINDS: tuple[tuple[str, re.Pattern[str] | None, Callable[[str], bool]], ...] = (
    ("received", _ABOUT_COMING, _is_day),
    ("replied", _ABOUT_ENDING, _is_day),
    ("type", None, _is_type),
    ("result", None, _is_result),
)


def _without_idle_results(
    columns: list[LedgerColumn], rows: Sequence[SourceRow], decided: Collection[str]
) -> list[LedgerColumn]:
    """Of several columns of results leave out those in which nothing is one: 答复方式 with 邮寄 and 电子邮件."""
    results = [column for column in columns if column.field == "result"]
    if len(results) < 2:
        return columns
    idle = {c.place for c in results if c.heading not in decided and not _share(rows, c.place, _is_result)}
    if len(idle) == len(results):
        return columns
    return [replace(c, field="") if c.place in idle and any(_filled(rows, c.place)) else c for c in columns]
