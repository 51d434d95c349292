"""Finds the headings of a foreign ledger, one to three rows deep, and the field of each column."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from app.ledger.foreign.columns_by_content import LedgerColumn, with_contents
from app.ledger.foreign.dates import read_date, year_in
from app.ledger.foreign.headings import (
    PARTS_OF_A_DATE,
    TICK_RESULT,
    TICK_TYPE,
    field_of,
    heading_of,
    is_known,
    leaf_of,
)
from app.ledger.foreign.result_phrases import GENERAL
from app.ledger.foreign.tables import SourceRow, SourceTable
from app.ledger.foreign.vocabulary import lookup, plain

_DEEPEST = 4
_FEWEST = 3
_PREFERRED = {
    "received": ("收到", "签收", "收件", "接收", "收文", "受理", "登记", "申请"),
    "replied": ("答复书", "答复", "回复", "反馈", "办结"),
    "id": ("受理", "登记", "申请", "收件"),
}
"""Where several columns hold one field, the words that tell which one comes first."""


@dataclass(frozen=True)
class Header:
    """The columns of a ledger, told by the rows from *first* to before *end*."""

    first: int
    end: int
    columns: tuple[LedgerColumn, ...]
    disputes_only: bool = False
    places: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    leaves: frozenset[tuple[int, str]] = frozenset()

    def beside_ticks(self, prefix: str) -> Iterator[LedgerColumn]:
        """Yield the columns that belong to a tick matrix by their place, and whose headings nobody can tell."""
        places = [c.place for c in self.ticks if c.field.startswith(prefix)]
        if places:
            for column in self.columns:
                inside = min(places) < column.place < max(places)
                if not column.field and (inside or leaf_of(column.heading) in GENERAL):
                    yield column

    @cached_property
    def said_again(self) -> frozenset[int]:
        """The columns in which 同上 stands for what is written above: not in a note, which it may be about."""
        return frozenset(c.place for c in self.columns if c.field not in ("", "seq", "note"))

    @cached_property
    def years(self) -> Mapping[int, int]:
        """The year that stands in a column's headings, by the column: 收文（2025年）."""
        return {c.place: year for c in self.columns if (year := year_in(c.heading))}

    @cached_property
    def parts(self) -> Mapping[str, Mapping[str, int]]:
        """By the field of a date written in several columns: the column of its year, month and day."""
        found: dict[str, dict[str, int]] = {}
        for column in self.columns:
            leaf = leaf_of(column.heading)
            if column.field and leaf in PARTS_OF_A_DATE:
                found.setdefault(column.field, {})[leaf] = column.place
        return {name: parts for name, parts in found.items() if {"月", "日"} <= set(parts)}

    def of(self, name: str) -> tuple[int, ...]:
        """Return the columns that hold a field, the one that counts first."""
        return self.places.get(name, ())

    @property
    def tells_ends(self) -> bool:
        """Whether a column says what a request came to, or when."""
        named = ("result", "replied", "posted", "replied_with_result", "detail", "state", "note")
        return any(map(self.of, named)) or any(c.field.startswith(TICK_RESULT) for c in self.ticks)

    @property
    def ticks(self) -> tuple[LedgerColumn, ...]:
        """The columns that are ticked."""
        return tuple(c for c in self.columns if c.field.startswith((TICK_TYPE, TICK_RESULT)))


def find_header(table: SourceTable, start: int, remembered: Mapping[str, str] | None = None) -> Header | None:
    """Return the first header at or after row *start*; None when there is none."""
    for begins in (begins_header, _may_begin_header):
        for index in range(start, len(table.rows)):
            if begins(table.rows[index]):
                first = index - 1 if index > start and _is_group_row(table.rows[index - 1]) else index
                return _header(table, first, index, remembered)
    return None


def _may_begin_header(row: SourceRow) -> bool:
    """Whether a row has headings in words of its own: short, several of them about different things, and no data."""
    filled = [cell for cell in row.cells if cell.text.strip()]
    if any(len(plain(c.text)) > _LONGEST_HEADING or read_date(c.text, 2020).day for c in filled):
        return False
    told = {name for cell in filled if (name := field_of([cell.text]))}
    return len(told) >= _FEWEST + 1 and 2 * len(told) >= len(filled) - _groups(row)


def _is_group_row(row: SourceRow) -> bool:
    """Whether a row above known headings only names groups of them (申请人情况, 答复情况) and no data."""
    filled = [cell for cell in row.cells if cell.text.strip()]
    named = [
        c
        for c in filled
        if is_known(c.text) or (len(plain(c.text)) <= _LONGEST_GROUP and _GROUP.search(c.text))
    ]
    return len(named) >= 2 and 2 * len(named) > len(filled) and not any(read_date(c.text).day for c in filled)


_LONGEST_GROUP = 12
_LONGEST_HEADING = 16
_GROUP = re.compile(
    "申请人|收到|接收|补正|延期|征求|征询|第三方|答复|办理|结果|收费|缴费|救济|复议|诉讼|登记"
)


def begins_header(row: SourceRow) -> bool:
    """Whether a row has enough words that are known as headings, and nothing that is data."""
    filled = [cell for cell in row.cells if cell.text.strip()]
    known = {plain(cell.text) for cell in filled if is_known(cell.text)}
    ticks = sum(_is_tick_word(cell.text) for cell in filled)
    return len(known) >= _FEWEST and 2 * (len(known) + ticks) >= len(filled) - _groups(row)


def _is_tick_word(text: str) -> bool:
    """Whether a text may head a column that is ticked."""
    word = plain(text)
    return word in lookup("types") or word in lookup("results") or word in _SUB_WORDS


def _groups(row: SourceRow) -> int:
    """How many wide cells stand above others."""
    return sum(cell.end - cell.column > 1 for cell in row.cells)


def _header(table: SourceTable, index: int, main: int, remembered: Mapping[str, str] | None) -> Header:
    end = _end(table.rows, main)
    rows = table.rows[index:end]
    places = sorted({place for row in rows for place in row.by_column})
    columns = [
        LedgerColumn(place, heading_of(path), field_of(path, remembered))
        for place in places
        if any(path := _path(rows, place))
    ]
    columns = _without_doubles(_with_bare_ticks(columns))
    disputes_only = _is_disputes_only(table, index, columns)
    if not disputes_only:
        columns = with_contents(columns, table.rows[end:], remembered or {})
    if disputes_only:
        columns = [
            LedgerColumn(c.place, c.heading, _as_dispute(c.field, c.heading, remembered)) for c in columns
        ]
    found: dict[str, list[LedgerColumn]] = {}
    for column in columns:
        found.setdefault(column.field, []).append(column)
    leaves = frozenset((c.column, plain(c.text)) for row in rows for c in row.cells if c.text.strip())
    return Header(
        index,
        end,
        tuple(columns),
        disputes_only,
        {name: tuple(c.place for c in sorted(group, key=_rank)) for name, group in found.items() if name},
        leaves,
    )


def _rank(column: LedgerColumn) -> tuple[int, int]:
    order = _PREFERRED.get(column.field, ())
    return next((n for n, word in enumerate(order) if word in column.heading), len(order)), column.place


def _end(rows: Sequence[SourceRow], index: int) -> int:
    """Return the first row below the headings: as deep as merged cells reach, and rows of sub-headings."""
    reach = max((cell.height for cell in rows[index].cells if cell.text.strip()), default=1)
    end = index + min(reach, _DEEPEST)
    wide = _groups(rows[index]) > 0 or _has_gaps(rows[index])
    while end < min(len(rows), index + _DEEPEST) and wide and _is_sub_heading(rows[end], rows[index]):
        end += 1
    return min(end, len(rows))


def _has_gaps(row: SourceRow) -> bool:
    filled = [cell.column for cell in row.cells if cell.text.strip()]
    return bool(filled) and len(filled) < filled[-1] - filled[0] + 1


def _is_sub_heading(row: SourceRow, top: SourceRow) -> bool:
    filled = [cell for cell in row.cells if cell.text.strip()]
    if not filled or any(read_date(cell.text, 2020).day for cell in filled):
        return False
    known = sum(
        is_known(cell.text) or plain(cell.text) in lookup("results") or plain(cell.text) in lookup("types")
        or plain(cell.text) in _SUB_WORDS
        for cell in filled
    )  # fmt: skip
    first = min(cell.column for cell in top.cells if cell.text.strip())
    return 2 * known > len(filled) and not any(
        cell.column == first and not is_known(cell.text) for cell in filled
    )


_SUB_WORDS = frozenset(
    plain(word)
    for word in (
        "不予公开", "无法提供", "不予处理", "其他处理", "法人或其他组织", "发出", "收到", "期限", "告知", "日期", "文号", "时间", "类型", "结果", "结论",
        *PARTS_OF_A_DATE, "立案", "审结", "结案日期", "立案日期", "受理日期", "金额", "姓名", "名称", "方式", "内容",
    )
)  # fmt: skip


def _path(rows: Sequence[SourceRow], place: int) -> list[str]:
    """Return the headings above a column, from top to bottom; a wide cell without borders covers the blanks beside it."""
    path: list[str] = []
    for depth, row in enumerate(rows):
        text = row.text(place)
        if not text and depth < len(rows) - 1:
            text = _from_left(rows, depth, place)
        if text and (not path or path[-1] != text):
            path.append(text)
    return path


def _from_left(rows: Sequence[SourceRow], depth: int, place: int) -> str:
    """Return the group's heading to the left, when what stands between is blank and has headings below."""
    row, below = rows[depth], rows[depth + 1 :]
    if _groups(row):
        # The source says how far its groups reach.
        return ""
    if place in row.by_column and row.by_column[place].text.strip():
        return ""
    if not any(under.text(place) for under in below):
        return ""
    for column in range(place - 1, -1, -1):
        if not any(under.text(column) for under in below):
            return ""
        if text := row.text(column):
            return text
    return ""


def _with_bare_ticks(columns: Sequence[LedgerColumn]) -> list[LedgerColumn]:
    """Find a tick matrix without a heading above it: several columns are named like kinds or results."""
    for section, prefix, fields in (("types", TICK_TYPE, ("", "type")), ("results", TICK_RESULT, ("",))):
        known = lookup(section)
        named = {c.place: key for c in columns if c.field in fields and (key := known.get(plain(c.heading)))}
        if len(set(named.values())) >= _FEWEST:
            columns = [
                LedgerColumn(c.place, c.heading, prefix + named[c.place]) if c.place in named else c
                for c in columns
            ]
    return list(columns)


def _without_doubles(columns: Sequence[LedgerColumn]) -> list[LedgerColumn]:
    """类型 occurs twice where the disputes stand in the same row: the second one is theirs."""
    has_disputes = any(c.field.rpartition(".")[2] in ("filed", "dclosed", "caseno") for c in columns)
    found: list[LedgerColumn] = []
    seen: set[str] = set()
    for column in columns:
        again = column.field in seen
        if has_disputes and again and column.field == "type":
            column = LedgerColumn(column.place, column.heading, "dispute_kind")
        elif has_disputes and again and column.field in ("result", "outcome"):
            column = LedgerColumn(column.place, column.heading, "outcome")
        seen.add(column.field)
        found.append(column)
    if any(c.field in ("replied", "replied_with_result") for c in found):
        return found
    return [LedgerColumn(c.place, c.heading, "replied") if c.field == "posted" else c for c in found]


def _is_disputes_only(table: SourceTable, index: int, columns: Sequence[LedgerColumn]) -> bool:
    fields = {column.field for column in columns}
    titles = [cell.text for row in table.rows[max(index - 4, 0) : index] for cell in row.cells]
    named = any(re.search("复议|诉讼|争议", text) for text in (table.sheet, *table.texts[-4:], *titles))
    bare = {field.rpartition(".")[2] for field in fields}
    about_cases = len(bare & {"caseno", "role", "filed", "dclosed", "outcome", "dispute_kind"})
    about_requests = len(fields & {"content", "channel", "corr_noticed", "extended", "detail"})
    if about_requests or len(fields & {"received", "replied", "result", "type"}) >= 3:
        return False
    if re.search("复议|诉讼", table.sheet) and about_cases and "result" not in fields:
        return True
    return about_cases >= 2 if named else about_cases >= 3 and "received" not in fields


def _as_dispute(name: str, heading: str, remembered: Mapping[str, str] | None) -> str:
    if heading in (remembered or {}):
        return name
    return {
        "received": "filed", "replied": "dclosed", "posted": "dclosed", "result": "outcome", "detail": "outcome",
        "type": "dispute_kind", "docno": "caseno", "channel": "dispute_kind", "kind": "dispute_kind", "state": "outcome",
    }.get(name, name)  # fmt: skip
