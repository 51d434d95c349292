"""One row of a foreign ledger as a request."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.ledger.foreign.applicants import type_of
from app.ledger.foreign.dates import ReadDate, read_date, told_apart
from app.ledger.foreign.days_in_notes import carried_on, other_year
from app.ledger.foreign.headings import TICK_RESULT, TICK_TYPE
from app.ledger.foreign.masking import masked
from app.ledger.foreign.request_events import (
    consultations_of,
    correction_of,
    extension_of,
    fee_of,
    step_in,
    with_step,
)
from app.ledger.foreign.result_phrases import GENERAL, PASSED_ON, ground_in
from app.ledger.foreign.results import ReadResult, is_within, result_above, result_of, tick_result
from app.ledger.foreign.row_fields import RowFields
from app.ledger.foreign.ticks import odd_tick, ticked, ticked_beside
from app.ledger.foreign.vocabulary import YES, listed, plain
from app.ledger.foreign.words_beside_results import (
    is_idle,
    is_over,
    may_be_over,
    other_end,
    stray_row,
    tells_an_end,
)
from app.ledger.request_numbers import YEAR_IN_NUMBER, is_several
from app.request import Reply, Request
from app.values import half_width

_RECEIPT = re.compile("收到|签收|收件|接收|收文|收悉")
"""Words of a heading that tells the day of receipt, whatever other days stand beside it."""
_OF_A_STEP = re.compile("补|延|征|收|缴|费|受理|登记")
"""Words in the number of a letter that is no answer: 补正告知, 延期告知, 征求意见, 收费通知."""


@dataclass(frozen=True)
class ReadRequest:
    """A request as read, and by field why something of it could not be read."""

    request: Request
    doubts: Mapping[str, str]
    by_order: bool = False
    """Whether a day was read with a nought that its cell does not show: no other keeps the order of days."""
    yearless: bool = False
    """Whether the year of the received date comes from what stands around the row."""

    @property
    def is_open(self) -> bool:
        """Whether the row plainly has no end yet."""
        return not self.request.outcome and "result" not in self.doubts


class LedgerEntry(RowFields):
    """One row as a request, with what can't be told of it."""

    def request(self) -> "ReadRequest":
        """Return the row as a request, with what can't be read of it by field."""
        result, kind, replied = self._result(), self._type(), self.day("replied")
        step = self._step_told(result) if replied.day else ""
        told_on, replied = (replied.day, ReadDate()) if step else (None, replied)
        received, confirmed = self._came("received", replied), self._came("confirmed", replied)
        posted = ReadDate() if step else self.day("posted")
        written = (received, confirmed, replied, posted)
        received, confirmed, replied, posted = told_apart(written)
        by_order = [read.day for read in written] != [received.day, confirmed.day, replied.day, posted.day]
        unsure = [read.day for read in (received, confirmed, replied, posted) if read.day and read.other]
        number = (
            "" if step else self.text("docno") or (self._number_in_words() if result.key == PASSED_ON else "")
        )
        has_reply = replied.day or posted.day or number
        request = Request(
            number=self.number,
            applicant=self.kept("applicant"),
            type=kind[0],
            channel=self.text("channel"),
            arrived=received.day,
            confirmed=confirmed.day,
            content=self.kept("content"),
            correction=correction_of(self),
            extension=extension_of(self),
            consultations=tuple(consultations_of(self)),
            fee=fee_of(self),
            reply=Reply(number, replied.day, posted.day) if has_reply else None,
            outcome="" if result.why else result.key,
            outcome_words=self._outcome_words(),
            note=self.kept("note"),
            source=self.source,
            unsure=tuple(dict.fromkeys(unsure)),
        )
        request = with_step(request, step, told_on) if told_on else request
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
        told = {name: why for name, why in doubts.items() if why}
        return ReadRequest(request, told, by_order, received.yearless)

    def _step_told(self, result: ReadResult) -> str:
        """Return which step the last letter was, where the answer's columns tell of it: 延期答复, with its day and number.

        Only a row that goes on by its state has no answer yet, and its letter no number of an answer.
        """
        state, number = self.text("state"), plain(self.text("docno"))
        goes_on = bool(state) and not is_over(state) and not may_be_over(state)
        step = step_in(self.answer()[1] or state) if result.is_open and goes_on else ""
        return step if number in ("", *listed("no")) or step_in(number) == step else ""

    def _came(self, name: str, replied: ReadDate) -> ReadDate:
        """Return the day a request came: one carried over that tells no year may be of the year before the sheet's."""
        read, year = self.day(name), self.year
        if not read.yearless or read.day is None or year is None:
            return read
        said = self.told_of_year
        if "结转" not in said:
            return read
        late = replied.day is not None and replied.day < read.day
        months = self._around.months
        beyond = months is not None and read.day.month > months[-1]
        return self.day(name, year - 1) if late or beyond or re.search("上年|去年", said) else read

    def _outcome_words(self) -> str:
        words = [self.answer()[1], self.text("detail")]
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
        note, applicant, content = (self.kept(name) for name in ("note", "applicant", "content"))
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
        state, words, detail = self.text("state"), self.answer()[1], self.text("detail")
        above, is_blank = self._around.result, plain(words) in ("", *listed("no"))
        if not detail and (above if is_blank else plain(words)) in GENERAL:
            detail = ground_in(self.text("note"))
        if above and is_blank:
            return result_above(above, detail, state)
        if not any(map(self.holds, ("result", "replied_with_result", "detail"))):
            read = result_of(state)
            return ReadResult(is_open=True) if read.why and not may_be_over(state) else read
        read = result_of(words, detail)
        if above and read.key and not is_within(read.key, above):
            return ReadResult(why=f"办理结果“{self._outcome_words()[:20]}”与所在的“{above}”不一致")
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
        read = type_of(self.text("type") or self._around.kind, self.text("applicant"))
        names = {name for place in self._header.of("applicant") if (name := self.row.text(place))}
        if len(names) > 1 and plain(self.text("type")) in ("", *listed("by_name")):
            return "", "登记了几个申请人的名称，不能归入一列"
        return read.key, read.why
