"""Sorts the rows of the sheet of texts into parts, also where pasted text ran over from one part into the next."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from app.chinese_numerals import NUMBER, chinese_number
from app.clock import written
from app.imports.imported import Unread
from app.imports.matching.labels import squeeze
from app.imports.matching.workbook.text_sheet_labels import OWN, table_heads, text_heads
from app.imports.raw_document import RawText
from app.own_formats import TextRole
from app.workbook_names import SIGNED_BY, SIGNED_ON, TITLE

_ROLES = {TITLE: TextRole.TITLE, SIGNED_BY: TextRole.SIGNED_BY, SIGNED_ON: TextRole.SIGNED_ON}
_NUMBER = re.compile(
    rf"\s*(?:[（(](?P<bracket>{NUMBER}|[0-9]{{1,2}})[）)]|(?P<plain>[0-9]{{1,2}})[.．、]|第(?P<nth>[0-9]{{1,2}}|{NUMBER})[段条点]|(?P<ordinal>{NUMBER})是)"
)
_ISO = re.compile(r"(?P<year>20[0-9]{2})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})(?:[T ][0-9:.]*Z?)?")
_SERIAL = re.compile(r"4[0-9]{4}|5[0-9]{4}")
_LONGEST_LINE = 40
_FEWEST_ROWS = 3


@dataclass(frozen=True)
class TextRow:
    """A row: the part it belongs to by its head, and its lines of text. *where* points a person to it."""

    head: str
    lines: Sequence[str]
    where: str


@dataclass
class SortedSheetTexts:
    """The texts by their part, and remarks on them."""

    texts: dict[str, list[RawText]] = field(default_factory=dict)
    unread: list[Unread] = field(default_factory=list)

    def items(self) -> Iterator[RawText]:
        """Yield the texts as the matcher takes them: each part's heading, then its lines."""
        for head, lines in self.texts.items():
            role = _ROLES.get(head, TextRole.BODY)
            if head not in OWN:
                yield RawText(head, lines[0].where if lines else "", TextRole.HEADING)
            if role is TextRole.BODY:
                yield from (RawText(line.text, line.where, role) for line in lines)
            elif lines:
                yield RawText("\n".join(line.text for line in lines), lines[0].where, role)


def sort_rows(rows: Sequence[TextRow], *, typed: bool) -> SortedSheetTexts:
    """Sort the rows of the sheet of texts, in their order.

    Rows that were not *typed* were written by the program: there, a line worded as a heading is plain text.
    """
    return _Sorting(rows, typed=typed).sorted()


class _Sorting:
    def __init__(self, rows: Sequence[TextRow], *, typed: bool) -> None:
        self._rows = rows
        self._typed = typed
        self._out = SortedSheetTexts({row.head: [] for row in rows})
        self._run = ""
        """The part that pasted text goes on filling until a blank row, whatever the heads of those rows say."""
        self._pasted: list[str] = []

    def sorted(self) -> SortedSheetTexts:
        for index, row in enumerate(self._rows):
            if not row.lines:
                self._run = ""
                continue
            before = self._rows[index - 1] if index else None
            if before is not None and before.head != row.head and not self._run and before.lines:
                self._boundary(before, row)
            self._row(row)
        if self._pasted:
            names = "、".join(dict.fromkeys(self._pasted))
            why = "标题一并粘贴进了正文，已按标题分到各部分，请核对"
            self._out.unread.append(Unread("文字部分", names, why, harmless=True))
        self._signature()
        return self._out

    def _row(self, row: TextRow) -> None:
        if not self._typed:
            self._out.texts.setdefault(row.head, []).extend(RawText(line, row.where) for line in row.lines)
            return
        for line in row.lines:
            head = text_heads().get(squeeze(line)) or table_heads().get(squeeze(line))
            if head and head not in OWN:
                if head != row.head or self._run not in ("", head):
                    self._run = head
                self._pasted.append(head)
                continue
            if row.head != TITLE and self._is_title(line):
                self._pasted.append(line)
                continue
            target = self._run or row.head
            if target in table_heads().values():
                why = "表格前后的文字没有对应的栏目"
                self._out.unread.append(Unread(row.where, line, why))
            else:
                self._out.texts.setdefault(target, []).append(RawText(line, row.where))

    def _is_title(self, line: str) -> bool:
        title = "".join(text.text for text in self._out.texts.get(TITLE, ()))
        return bool(title) and squeeze(line) == squeeze(title)

    def _boundary(self, before: TextRow, row: TextRow) -> None:
        """Decide whether the text below a part's last row, which is filled, still is that part's."""
        if before.head in (TITLE, SIGNED_BY, SIGNED_ON):
            return
        own = self._out.texts.get(before.head, [])
        said = f"“{before.head}”的各行都已写满，"
        if row.head in (SIGNED_BY, SIGNED_ON):
            if is_signature(row.lines[0]):
                return
            self._goes_on(before, row)
        elif _follows(own, row.lines[0]):
            self._goes_on(before, row)
        elif (
            any(not other.lines for other in self._rows)
            and sum(other.head == before.head for other in self._rows) >= _FEWEST_ROWS
            and all(other.lines for other in self._rows if other.head == before.head)
        ):
            why = f"{said}“{row.head}”开头的文字可能接着上一部分，请核对"
            self._out.unread.append(Unread(row.where, row.lines[0], why, harmless=True))

    def _goes_on(self, before: TextRow, row: TextRow) -> None:
        self._run = before.head
        why = f"粘贴的文字超出了“{before.head}”的行数，落到了“{row.head}”中，已接在“{before.head}”之后；“{row.head}”原有的文字可能被盖住，请核对"
        self._out.unread.append(Unread(row.where, row.lines[0], why))

    def _signature(self) -> None:
        for head in (SIGNED_BY, SIGNED_ON) if self._typed else ():
            lines = self._out.texts.get(head, [])
            below = [line for line in lines if line.where != lines[0].where]
            if below:
                self._out.texts[head] = [line for line in lines if line not in below]
                text = "；".join(line.text for line in below)
                why = f"写在“{head}”下面，没有对应的栏目，没有读入"
                self._out.unread.append(Unread(below[0].where, text, why))
        dates = self._out.texts.get(SIGNED_ON, [])
        self._out.texts[SIGNED_ON] = [RawText(written_date(line.text), line.where) for line in dates]


def is_signature(text: str) -> bool:
    """Whether a text may be a name or a day, not a paragraph."""
    return len(text) <= _LONGEST_LINE and "。" not in text and not _NUMBER.match(text)


def written_date(text: str) -> str:
    """Return a day as it is printed, also where a program has left its number or its computer spelling."""
    plain = text.strip()
    if match := _ISO.fullmatch(plain):
        return f"{match['year']}年{int(match['month'])}月{int(match['day'])}日"
    if _SERIAL.fullmatch(plain):
        day = date(1899, 12, 30) + timedelta(days=int(plain))
        return written(day)
    return text


def _follows(lines: Iterable[RawText], text: str) -> bool:
    """Whether a text's number is the one after that of the last numbered line."""
    number = _number(text)
    numbers = [found for line in lines if (found := _number(line.text))]
    return bool(number and numbers) and number == numbers[-1] + 1


def _number(text: str) -> int:
    match = _NUMBER.match(text)
    if match is None:
        return 0
    told = match["bracket"] or match["plain"] or match["nth"] or match["ordinal"]
    return int(told) if told.isdecimal() else chinese_number(told) or 0
