"""One row of a foreign ledger as a request."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.ledger.foreign.applicants import type_of
from app.ledger.foreign.dates import (
    ReadDate,
    date_within,
    read_date,
    told_apart,
    with_other,
    year_in,
)
from app.ledger.foreign.days_beside import carried_on, other_year
from app.ledger.foreign.header import Header
from app.ledger.foreign.headings import PARTS_OF_A_DATE, TICK_RESULT, TICK_TYPE
from app.ledger.foreign.masking import masked
from app.ledger.foreign.phrases import PASSED_ON
from app.ledger.foreign.results import ReadResult, one_result, result_of, tick_result
from app.ledger.foreign.steps import consultations_of, correction_of, extension_of, fee_of
from app.ledger.foreign.surroundings import Around
from app.ledger.foreign.tables import SourceRow
from app.ledger.foreign.ticks import odd_tick, ticked, ticked_beside
from app.ledger.foreign.vocabulary import YES, listed, plain
from app.ledger.foreign.words_beside import is_idle, is_over, may_be_over, other_end, stray_row, tells_an_end
from app.ledger.request_numbers import YEAR_IN_NUMBER, is_several
from app.request import Reply, Request
from app.values import half_width

_RECEIPT = re.compile("收到|签收|收件|接收|收文|收悉")
"""Words of a heading that tells the day of receipt, whatever other days stand beside it."""
_OF_A_STEP = re.compile("补|延|征|收|缴|费|受理|登记")
"""Words in the number of a letter that is no answer: 补正告知, 延期告知, 征求意见, 收费通知."""
_OF_BODIES = re.compile("单位|部门|机关|镇|街")
_BODY = re.compile(r"[\u3400-\u9fff]{1,14}(?:局|委|办|厅|镇|乡|街道|中心|院|大队|所|站|委员会|政府)")
"""Names of bodies; the sections of one (办公室, 规划科) share its numbers."""


@dataclass(frozen=True)
class ReadRequest:
    """A request as read, and by field why something of it could not be read."""

    request: Request
    doubts: Mapping[str, str]
    yearless: bool = False
    """Whether the year of the received date comes from what stands around the row."""

    @property
    def is_open(self) -> bool:
        """Whether the row plainly has no end yet."""
        return not self.request.outcome and "result" not in self.doubts


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
            read = read_date(text, year or self._header.years.get(place, self.year))
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
        return read_date(shown, year or self._header.years.get(parts["月"], self.year))

    @property
    def year(self) -> int | None:
        """The year of dates without one: what the row's own column says, else the sheet's."""
        return year_in(self.text("year")) or self._around.year

    def _answer(self) -> tuple[ReadDate, str]:
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
        number = self.text("docno") or (self._number_in_words() if result.key == PASSED_ON else "")
        has_reply = replied.day or posted.day or number
        request = Request(
            number=self.number,
            applicant=self._kept("applicant"),
            type=kind[0],
            channel=self.text("channel"),
            arrived=received.day,
            confirmed=confirmed.day,
            content=self._kept("content"),
            correction=correction_of(self),
            extension=extension_of(self),
            consultations=tuple(consultations_of(self)),
            fee=fee_of(self),
            reply=Reply(number, replied.day, posted.day) if has_reply else None,
            outcome="" if result.why else result.key,
            outcome_words=self._outcome_words(),
            note=self._kept("note"),
            source=self.source,
            unsure=tuple(dict.fromkeys(unsure)),
        )
        doubts = {
            "received": "收到日期读不出"
            if received.unreadable or confirmed.unreadable
            else self._years_apart(),
            "result": result.why or self._told_beside(result) or self._answered_again(),
            "replied": "答复日期读不出" if replied.unreadable else "",
            "pieces": self._several(),
            "type": kind[1] if self.text("type") or self.text("applicant") or self._header.ticks else "",
            "cell": self._doubted() if result.key else "",
            "days": self._days_beside(request),
        }
        return ReadRequest(request, {name: why for name, why in doubts.items() if why}, received.yearless)

    def _came(self, name: str, replied: ReadDate) -> ReadDate:
        """Return the day a request came: one carried over that tells no year may be of the year before the sheet's."""
        read, year = self.day(name), self.year
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

    def _number_in_words(self) -> str:
        """Return the number of the letter by which the applicant was told to whom the request was passed on."""
        match = YEAR_IN_NUMBER.search(self._outcome_words())
        return match[0] if match else ""

    def _answered_again(self) -> str:
        again = self.text("again")
        return (
            f"另有重新答复“{masked(again)[:20]}”，计入哪一次请确认"
            if plain(again) not in ("", *listed("no"))
            else ""
        )

    def _years_apart(self) -> str:
        """Say that two columns tell different years in which the request came, and neither is plainly the day of receipt."""
        if self._header.parts.get("received"):
            return ""
        places = self._header.of("received")
        days = [day for place in places if (day := read_date(self.row.text(place), self.year).day)]
        told = next((c.heading for c in self._header.columns if places and c.place == places[0]), "")
        if len({day.year for day in days}) < 2 or _RECEIPT.search(told):
            return ""
        return "几栏日期不在同一年，哪一天收到请确认"

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
        # Two requests side by side: the columns stand twice, and so do the numbers.
        numbers = {plain(text) for place in self._twice if (text := self.row.text(place))}
        several = len(numbers) > 1 or is_several(self.number)
        return "一行写了几个编号，请逐件登记" if several else odd_tick(self.row, self._header)

    @property
    def _twice(self) -> Sequence[int]:
        """The columns of numbers below one and the same heading, where there are several."""
        heads = Counter(c.heading for c in self._header.columns if c.field == "id")
        return [c.place for c in self._header.columns if c.field == "id" and heads[c.heading] > 1]

    def _told_beside(self, result: ReadResult) -> str:
        """Say that words beside the result tell another end, or that the row is no request of this body."""
        note, applicant, content = (self._kept(name) for name in ("note", "applicant", "content"))
        words = self._outcome_words()
        unread = [masked(text) for text in self._unread()]
        if stray := stray_row(applicant, content, iter((note, words, *unread))):
            return f"写有“{stray[:30]}”，可能不是本机关应计入的申请"
        if not result.why and other_end(result.key, note):
            return f"备注“{note[:30]}”，" + ("与办理结果不一致" if result.key else "而没有办理结果")
        if result.is_open and (told := next(filter(tells_an_end, unread), "")):
            return f"没有办理结果，而另一栏写着“{told[:30]}”"
        return ""

    def _days_beside(self, request: Request) -> str:
        """Say that words beside the days would count the request to another year than the days do."""
        for text in (request.note, *(masked(text) for text in self._unread())):
            if other_year(text, request, self.year):
                return f"备注“{text[:30]}”与登记的日期不在同一年"
        heads = (c.heading for c in self._header.columns if self.row.text(c.place) in YES)
        said = (request.note, self.text("state"), self.text("kind"), request.outcome_words, *heads)
        return "写明结转下年，而当年已有答复" if carried_on(iter(said), request) else ""

    def _unread(self) -> Iterator[str]:
        """Yield what stands in columns that nobody can tell, as far as it may bear on the result."""
        for column in self._header.columns:
            if not column.field and not is_idle(column.heading) and (text := self.row.text(column.place)):
                yield text

    def _result(self) -> ReadResult:
        if any(column.field.startswith(TICK_RESULT) for column in self._header.ticks):
            return tick_result(
                ticked(self.row, self._header, TICK_RESULT),
                ticked_beside(self.row, self._header, TICK_RESULT),
            )
        state = self.text("state")
        if not any(map(self.holds, ("result", "replied_with_result", "detail"))):
            read = result_of(state)
            return ReadResult(is_open=True) if read.why and not may_be_over(state) else read
        read = result_of(self._answer()[1], self.text("detail"))
        if read.is_open and state and plain(state) in (*listed("void"), *listed("transferred")):
            return result_of(state)
        if read.is_open and (plain(state) in listed("undecidable") or is_over(state)):
            return ReadResult(why="办理状态是已办结，而没有办理结果")
        if read.is_open and may_be_over(state):
            return ReadResult(why=f"没有办理结果，而办理状态写着“{masked(state)[:20]}”")
        number = self.text("docno")
        told = plain(number) not in ("", *listed("no")) and not _OF_A_STEP.search(number)
        if read.is_open and told and not self.holds("replied"):
            # Beside a day that is blank a number may be kept for an answer to come.
            return ReadResult(why="有答复文号而没有办理结果")
        return read

    def _type(self) -> tuple[str, str]:
        if any(column.field.startswith(TICK_TYPE) for column in self._header.ticks):
            found = ticked(self.row, self._header, TICK_TYPE)
            if unknown := ticked_beside(self.row, self._header, TICK_TYPE):
                return "", f"勾选的“{'、'.join(unknown)[:20]}”不能归入任何一列"
            if len(found) == 1:
                return found[0], ""
            if len(found) > 1:
                return "", "申请人类别勾选了不止一类"
        read = type_of(self.text("type"), self.text("applicant"))
        names = {name for place in self._header.of("applicant") if (name := self.row.text(place))}
        if len(names) > 1 and plain(self.text("type")) in ("", *listed("by_name")):
            return "", "登记了几个申请人的名称，不能归入一列"
        return read.key, read.why
