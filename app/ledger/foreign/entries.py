"""One row of a foreign ledger as a request."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from app.ledger.foreign.applicants import type_of
from app.ledger.foreign.dates import ReadDate, date_within, read_date, told_apart, two_dates, with_other
from app.ledger.foreign.header import Header
from app.ledger.foreign.headings import PARTS_OF_A_DATE, TICK_RESULT, TICK_TYPE, leaf_of
from app.ledger.foreign.masking import masked
from app.ledger.foreign.phrases import VOID, phrases_in
from app.ledger.foreign.results import ReadResult, result_of, tick_result
from app.ledger.foreign.surroundings import Around
from app.ledger.foreign.tables import SourceRow
from app.ledger.foreign.vocabulary import listed, plain
from app.ledger.request_numbers import is_several
from app.request import Consultation, Correction, Extension, Fee, Reply, Request
from app.values import half_width

YES = frozenset(
    (
        "是",
        "√",
        "✓",
        "✔",
        "有",
        "已延期",
        "延期",
        "Y",
        "y",
        "1",
        "☑",
        "■",
        "●",
        "○",
        "对",
        "V",
        "v",
        "已",
        "TRUE",
        "真",
    )
)
_NO_TICK = frozenset(
    ("", "0", "×", "x", "X", "-", "—", "——", "/", "\\", "□", "☐", "否", "无", "N", "n", "FALSE", "假")
)
_ENDS_ALONE = frozenset(("withdrawn", VOID, "other_not_corrected", "other_fee_unpaid"))
"""What ends a request without an answer, and may be told in the note only."""


@dataclass(frozen=True)
class ReadRequest:
    """A request as read, and by field why something of it could not be read."""

    request: Request
    doubts: Mapping[str, str]
    yearless: bool = False
    """Whether the year of the received date comes from what stands around the row."""


class LedgerEntry:
    """One row, read field by field."""

    def __init__(self, row: SourceRow, header: Header, around: Around) -> None:
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
            return self._answer()[0]
        found = ReadDate()
        for place in self._header.of(name):
            text = self.row.text(place)
            if not text:
                continue
            read = read_date(text, year or self._header.years.get(place, self._around.year))
            if read.day is not None:
                cell = self.row.by_column.get(place)
                return with_other(read, text) if cell is not None and cell.shortened else read
            found = found if found.unreadable else read
        return found

    def _day_of_parts(self, parts: Mapping[str, int], year: int | None) -> ReadDate:
        """Return the date whose month and day, and maybe year, stand in columns of their own."""
        said, month, day = (self.row.text(parts[part]) if part in parts else "" for part in PARTS_OF_A_DATE)
        if not month and not day:
            return ReadDate()
        shown = f"{month.rstrip('月')}月{day.rstrip('日')}日"
        if said:
            return read_date(f"{said.rstrip('年')}年{shown}")
        return read_date(shown, year or self._header.years.get(parts["月"], self._around.year))

    def _answer(self) -> tuple[ReadDate, str]:
        """Return day and words of an answer that stand in one cell, else those of its column of words."""
        if together := self.text("replied_with_result"):
            return date_within(together, self._around.year)
        return ReadDate(), self.text("result")

    @property
    def number(self) -> str:
        """The request's number, empty where there is none."""
        text = half_width(self.text("id")).strip()
        return "" if plain(text) in listed("no") else text

    @property
    def source(self) -> str:
        """Where the row stands, to find it again."""
        return f"{self._around.sheet}!{self.row.number}"

    def _kept(self, name: str) -> str:
        text = self.text(name)
        return text if self._around.keep_numbers else masked(text)

    def request(self) -> "ReadRequest":
        """Return the row as a request, with what can't be read of it by field."""
        result, kind = self._result(), self._type()
        replied = self.day("replied")
        received, confirmed = self._came("received", replied), self._came("confirmed", replied)
        posted = self.day("posted")
        received, confirmed, replied, posted = told_apart((received, confirmed, replied, posted))
        unsure = [read.day for read in (received, confirmed, replied, posted) if read.day and read.other]
        has_reply = replied.day or posted.day or self.text("docno")
        request = Request(
            number=self.number,
            applicant=self._kept("applicant"),
            type=kind[0],
            channel=self.text("channel"),
            arrived=received.day,
            confirmed=confirmed.day,
            content=self._kept("content"),
            correction=self._correction(),
            extension=self._extension(),
            consultations=tuple(self._consultations()),
            fee=self._fee(),
            reply=Reply(self.text("docno"), replied.day, posted.day) if has_reply else None,
            outcome="" if result.why else result.key,
            outcome_words=self._outcome_words(),
            note=self._kept("note"),
            source=self.source,
            unsure=tuple(dict.fromkeys(unsure)),
        )
        doubts = {
            "received": "收到日期读不出" if received.unreadable or confirmed.unreadable else "",
            "result": result.why or self._told_in_note(result),
            "replied": "答复日期读不出" if replied.unreadable else "",
            "pieces": self._several(),
            "type": kind[1] if self.text("type") or self.text("applicant") or self._header.ticks else "",
            "cell": self._doubted() if result.key else "",
        }
        return ReadRequest(request, {name: why for name, why in doubts.items() if why}, received.yearless)

    def _came(self, name: str, replied: ReadDate) -> ReadDate:
        """Return the day a request came: one carried over that tells no year may be of the year before the sheet's."""
        read, year = self.day(name), self._around.year
        if not read.yearless or read.day is None or year is None:
            return read
        said = "".join(self.text(field) for field in ("note", "kind")) + self._around.section
        if "结转" not in said:
            return read
        late = replied.day is not None and replied.day < read.day
        beyond = self._around.last_month is not None and read.day.month > self._around.last_month
        return self.day(name, year - 1) if late or beyond or re.search("上年|去年", said) else read

    def _outcome_words(self) -> str:
        words = [self._answer()[1], self.text("detail")]
        return masked("；".join(word for word in words if word))

    def _doubted(self) -> str:
        names = ("received", "replied", "result", "replied_with_result", "detail")
        places = [place for name in names for place in self._header.of(name)]
        cells = (self.row.by_column.get(place) for place in places)
        return next((cell.doubt for cell in cells if cell is not None and cell.doubt), "")

    def _several(self) -> str:
        """Say that the row stands for several requests: one row is one request, several are not guessed."""
        pieces = re.fullmatch(r"([0-9]{1,4})[件条]?", half_width(self.text("pieces")).strip())
        if pieces and int(pieces[1]) > 1:
            return f"一行登记了 {int(pieces[1])} 件，请逐件登记"
        return "一行写了几个编号，请逐件登记" if is_several(self.number) else self._odd_tick()

    def _ticked(self, prefix: str) -> list[str]:
        return [
            column.field.removeprefix(prefix)
            for column in self._header.ticks
            if column.field.startswith(prefix) and self.row.text(column.place) not in _NO_TICK
        ]

    def _odd_tick(self) -> str:
        """Say what stands in a ticked column and is neither a tick nor none: a 2 may be two requests."""
        texts = (self.row.text(column.place) for column in self._header.ticks)
        odd = next((text for text in texts if text not in YES and text not in _NO_TICK), "")
        return f"勾选的一格写着“{odd[:20]}”" if odd else ""

    def _told_in_note(self, result: ReadResult) -> str:
        """Say that a request without a result has one in its note."""
        said = phrases_in(plain(self.text("note"))) if result.is_open else None
        if said is None or said.considered or _ENDS_ALONE.isdisjoint(said.keys):
            return ""
        return f"备注“{self._kept('note')[:30]}”，而没有办理结果"

    def _ticked_beside(self, prefix: str) -> list[str]:
        """Return the headings that are ticked within a matrix and that nobody can tell."""
        columns = self._header.beside_ticks(prefix)
        return [leaf_of(column.heading) for column in columns if self.row.text(column.place) in YES]

    def _result(self) -> ReadResult:
        if any(column.field.startswith(TICK_RESULT) for column in self._header.ticks):
            return tick_result(self._ticked(TICK_RESULT), self._ticked_beside(TICK_RESULT))
        state = self.text("state")
        if not any(map(self.holds, ("result", "replied_with_result", "detail"))):
            return result_of(state)
        read = result_of(self._answer()[1], self.text("detail"))
        if read.is_open and state and plain(state) in (*listed("void"), *listed("transferred")):
            return result_of(state)
        if read.is_open and plain(state) in listed("undecidable") | {
            "办结",
            "已办",
            "办毕",
            "完成",
            "已完成",
        }:
            return ReadResult(why="办理状态是已办结，而没有办理结果")
        return read

    def _type(self) -> tuple[str, str]:
        if any(column.field.startswith(TICK_TYPE) for column in self._header.ticks):
            ticked = self._ticked(TICK_TYPE)
            if unknown := self._ticked_beside(TICK_TYPE):
                return "", f"勾选的“{'、'.join(unknown)[:20]}”不能归入任何一列"
            if len(ticked) == 1:
                return ticked[0], ""
            if len(ticked) > 1:
                return "", "申请人类别勾选了不止一类"
        read = type_of(self.text("type"), self.text("applicant"))
        return read.key, read.why

    def _correction(self) -> Correction | None:
        days = [self.day(name).day for name in ("corr_noticed", "corr_due", "corr_returned")]
        return Correction(*days) if any(days) else None

    def _extension(self) -> Extension | None:
        told, words = self.day("extended_on").day, self.text("extended").strip()
        day = read_date(words, self._around.year).day if words else None
        if words in listed("no") and not told:
            return None
        if words in YES or words.startswith(("是", "已延", "延期", "有")) or day or told:
            return Extension(True, told or day)
        return None

    def _consultations(self) -> Iterator[Consultation]:
        sent, back = self.day("third_sent").day, self.day("third_back").day
        if text := self.text("third_pair"):
            first, second = two_dates(text, self._around.year)
            sent, back = sent or first.day, back or second.day
        if sent:
            yield Consultation("", sent, back)

    def _fee(self) -> Fee | None:
        told, due, paid_on = (self.day(name).day for name in ("fee_told", "fee_due", "fee_paid"))
        amount = re.fullmatch(
            r"([0-9]{1,9}(?:\.[0-9]{1,2})?)元?", half_width(self.text("fee_amount")).replace(",", "")
        )
        paid = Decimal(amount[1]) if amount else None
        return Fee(told, due, paid_on, paid) if told or due or paid_on or paid else None
