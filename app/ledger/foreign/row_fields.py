"""One row of a foreign ledger, read field by field."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date

from app.ledger.foreign.dates import ReadDate, date_within, read_date, with_other, year_in
from app.ledger.foreign.header import Header
from app.ledger.foreign.headings import PARTS_OF_A_DATE
from app.ledger.foreign.masking import masked
from app.ledger.foreign.relative_days import day_before_another, day_by_another
from app.ledger.foreign.results import one_result
from app.ledger.foreign.surroundings import Surroundings
from app.ledger.foreign.tables import SourceRow
from app.ledger.foreign.vocabulary import listed, plain
from app.values import half_width

_OF_BODIES = re.compile("单位|部门|机关|镇|街")
_BODY = re.compile(r"[\u3400-\u9fff]{1,14}(?:局|委|办|厅|镇|乡|街道|中心|院|大队|所|站|委员会|政府)")
"""Names of bodies; the sections of one (办公室, 规划科) share its numbers."""
_AFTER = {
    "confirmed": ("received",), "replied": ("confirmed", "received"), "posted": ("replied",),
    "corr_noticed": ("confirmed", "received"), "corr_returned": ("corr_noticed",), "extended_on": ("confirmed", "received"),
    "third_sent": ("confirmed", "received"), "third_back": ("third_sent",), "dclosed": ("filed",),
    "review.dclosed": ("review.filed",), "suit.dclosed": ("suit.filed",),
}  # fmt: skip
"""The fields of the days that come before a day, by which it may be told."""


class RowFields:
    """One row, read field by field."""

    def __init__(self, row: SourceRow, header: Header, around: Surroundings) -> None:
        self.row, self._header, self._around = row, header, around

    @property
    def cases(self) -> str:
        """What kind of disputes the sheet is about, where it says so."""
        return self._around.cases

    def text(self, name: str) -> str:
        """Return the first filled cell of a field."""
        return next((text for place in self._header.of(name) if (text := self.row.text(place))), "")

    def holds(self, name: str) -> bool:
        """Whether the ledger has a column for a field."""
        return bool(self._header.of(name))

    def begins(self, name: str) -> bool:
        """Whether a field's cell begins in this row and is filled."""
        begun = {cell.column for cell in self.row.cells if cell.text.strip()}
        return any(place in begun for place in self._header.of(name))

    def day(self, name: str, year: int | None = None) -> ReadDate:
        """Return the first date of a field; unreadable only when none of its filled cells can be read.

        *year* is that of dates without one; that of the sheet's title when it is not told.
        """
        if parts := self._header.parts.get(name):
            return self._day_of_parts(parts, year)
        if name == "replied" and self.holds("replied_with_result"):
            return self.answer()[0]
        found = ReadDate()
        for place in self._header.of(name):
            text = self.row.text(place)
            if not text:
                continue
            read = read_date(text, year or self._header.years.get(place, self.year))
            if read.unreadable:
                read = self._told_by_another(name, text, year)
            if read.day is not None:
                cell = self.row.by_column.get(place)
                return with_other(read, text) if cell is not None and cell.shortened else read
            found = found if found.unreadable else read
        return found

    def _told_by_another(self, name: str, text: str, year: int | None) -> ReadDate:
        """Return a day that is told by another one of the row: 当日, 次年1月15日, 20日."""
        own = year or self.year
        if name == "received":
            base = self._first_known(("confirmed", "replied"), lambda field: self._written(field, own))
            read = day_before_another(text, base.day) if base.day else ReadDate(unreadable=True)
            if (months := self._around.months) and len(months) == 1 and own:
                # In the sheet of a month the day on which requests came tells no month.
                read = day_by_another(text, date(own, months[0], 1), ())
                base = ReadDate(yearless=True)
            read = read if read.day else day_by_another(text, None, {own} if own else ())
        else:
            base = self._first_known(_AFTER.get(name, ()), lambda field: self.day(field, year))
            if base.day is None:
                return ReadDate(unreadable=True)
            read = day_by_another(text, base.day, {base.day.year, own or base.day.year})
        if base.yearless and "结转" in self.told_of_year:
            # Which year is meant by the other day is told by more than its cell.
            return ReadDate(unreadable=True)
        return replace(read, yearless=base.yearless)

    @staticmethod
    def _first_known(fields: Iterable[str], read: Callable[[str], ReadDate]) -> ReadDate:
        return next((found for found in map(read, fields) if found.day), ReadDate())

    def _written(self, name: str, year: int | None) -> ReadDate:
        """Return a day as it is written in its cell."""
        reads = [read_date(text, year) for place in self._header.of(name) if (text := self.row.text(place))]
        return next((read for read in reads if read.day), ReadDate())

    @property
    def told_of_year(self) -> str:
        """What the row and its section say of the year in which it came: 上年结转."""
        return "".join(self.text(field) for field in ("note", "kind")) + self._around.section

    def _day_of_parts(self, parts: Mapping[str, int], year: int | None) -> ReadDate:
        """Return the date whose month and day, and maybe year, stand in columns of their own."""
        said, month, day = (self.row.text(parts[part]) if part in parts else "" for part in PARTS_OF_A_DATE)
        if not month and not day:
            return ReadDate()
        shown = f"{month.rstrip('月')}月{day.rstrip('日')}日"
        if said:
            return read_date(f"{said.rstrip('年')}年{shown}")
        return read_date(shown, year or self._header.years.get(parts["月"], self.year))

    @property
    def year(self) -> int | None:
        """The year of dates without one: what the row's own column says, else the sheet's."""
        return year_in(self.text("year")) or self._around.year

    def answer(self) -> tuple[ReadDate, str]:
        """Return day and words of an answer that stand in one cell, else those of its column of words."""
        if together := self.text("replied_with_result"):
            return date_within(together, self.year)
        texts = [text for place in self._header.of("result") if (text := self.row.text(place))]
        return ReadDate(), one_result(list(dict.fromkeys(texts)))

    @property
    def number(self) -> str:
        """The request's number, empty where there is none."""
        text = half_width(self.text("id")).strip()
        return "" if plain(text) in listed("no") else text

    @property
    def body(self) -> str:
        """The body to which the request was made, where a ledger is of several, each with numbers of its own."""
        beside = (c for c in self._header.columns if not c.field and _OF_BODIES.search(c.heading))
        said = (self.text("dept"), *(self.row.text(column.place) for column in beside), self._around.sheet)
        return next((text for text in map(plain, said) if _BODY.fullmatch(text)), "")

    @property
    def source(self) -> str:
        """Where the row stands, to find it again."""
        return f"{self._around.sheet}!{self.row.number}"

    def kept(self, name: str) -> str:
        text = self.text(name)
        return text if self._around.keep_numbers else masked(text)
