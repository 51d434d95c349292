"""One row of a foreign ledger as a request or a dispute."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from app.ledger.foreign.applicants import type_of
from app.ledger.foreign.dates import ReadDate, read_date, told_apart, two_dates, with_other
from app.ledger.foreign.header import Header
from app.ledger.foreign.headings import REVIEW, SUIT, TICK_RESULT, TICK_TYPE
from app.ledger.foreign.masking import masked
from app.ledger.foreign.results import ReadResult, dispute_outcome, result_of, tick_result
from app.ledger.foreign.tables import SourceRow
from app.ledger.foreign.vocabulary import listed, plain
from app.request import Appeal, Consultation, Correction, Dispute, Extension, Fee, Reply, Request
from app.values import half_width

_YES = frozenset(
    ("是", "√", "✓", "✔", "有", "已延期", "延期", "Y", "y", "1", "☑", "■", "●", "○", "对", "V", "v", "已")
)
_NO_TICK = frozenset(("", "0", "×", "x", "X", "-", "—", "/", "□", "☐", "否", "N", "n"))
_APPEAL = re.compile("二审|再审|上诉")
_UPHELD_ON_APPEAL = re.compile("驳回上诉|维持原判|驳回再审")


@dataclass(frozen=True)
class Around:
    """The surroundings of a row: the sheet's name, the year of its titles, its section, its last month."""

    sheet: str
    year: int | None = None
    section: str = ""
    keep_numbers: bool = False
    last_month: int | None = None


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

    def text(self, name: str) -> str:
        """Return the first filled cell of a field."""
        return next((text for place in self._header.of(name) if (text := self.row.text(place))), "")

    def begins(self, name: str) -> bool:
        """Whether a field's cell begins in this row and is filled."""
        begun = {cell.column for cell in self.row.cells if cell.text.strip()}
        return any(place in begun for place in self._header.of(name))

    def day(self, name: str, year: int | None = None) -> ReadDate:
        """Return the first date of a field; unreadable only when none of its filled cells can be read.

        *year* is that of dates without one; that of the sheet's title when it is not told.
        """
        year = year or self._around.year
        found = ReadDate()
        for place in self._header.of(name):
            text = self.row.text(place)
            if not text:
                continue
            read = read_date(text, year)
            if read.day is not None:
                cell = self.row.by_column.get(place)
                return with_other(read, text) if cell is not None and cell.shortened else read
            found = found if found.unreadable else read
        return found

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
            "result": result.why,
            "replied": "答复日期读不出" if replied.unreadable else "",
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
        words = [self.text("result"), self.text("detail")]
        return masked("；".join(word for word in words if word))

    def _doubted(self) -> str:
        places = [p for name in ("received", "replied", "result", "detail") for p in self._header.of(name)]
        cells = (self.row.by_column.get(place) for place in places)
        return next((cell.doubt for cell in cells if cell is not None and cell.doubt), "")

    def _ticked(self, prefix: str) -> list[str]:
        return [
            column.field.removeprefix(prefix)
            for column in self._header.ticks
            if column.field.startswith(prefix) and self.row.text(column.place).strip() not in _NO_TICK
        ]

    def _result(self) -> ReadResult:
        if any(column.field.startswith(TICK_RESULT) for column in self._header.ticks):
            return tick_result(self._ticked(TICK_RESULT))
        state = self.text("state")
        if not self._header.of("result") and not self._header.of("detail"):
            return result_of(state)
        read = result_of(self.text("result"), self.text("detail"))
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
        if words in _YES or words.startswith(("是", "已延", "延期", "有")) or day or told:
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

    def disputes(self, *, named: bool = False) -> Iterator[Dispute]:
        """Yield the row's disputes: one told by its kind, those of columns about reviews or suits only.

        *named*: the sheet is about disputes only.
        """
        apart = any(self._header.of(f"{of}{name}") for of in (REVIEW, SUIT) for name in ("filed", "outcome"))
        for prefix, kind in (("", ""), (REVIEW, "行政复议"), (SUIT, "行政诉讼")):
            dispute = self._dispute(prefix, kind, named=named and not apart and not prefix)
            if dispute is not None:
                yield dispute

    def _dispute(self, of: str, kind_name: str, *, named: bool) -> Dispute | None:
        kind_words = "" if of else self.text("dispute_kind")
        filed, closed = self.day(f"{of}filed"), self.day(f"{of}dclosed")
        words, number, role = (self.text(f"{of}{name}") for name in ("outcome", "caseno", "role"))
        if (
            plain(kind_words) in ("", *listed("no"))
            and not filed.day
            and not filed.unreadable
            and not words
            and not named
        ):
            return None
        kind_words = kind_words or kind_name
        kind, after = _kind(kind_words, self.text("after_review"), number)
        outcome = dispute_outcome(words)
        doubts = [
            "复议受理（诉讼立案）日期读不出" if filed.unreadable or filed.day is None else "",
            "" if kind else "不能确定是行政复议还是行政诉讼",
            "审结日期读不出" if closed.unreadable else "",
            outcome.why if not _UPHELD_ON_APPEAL.search(words) else "",
            "复议、诉讼有审结日期而没有结果"
            if closed.day and outcome.is_open and not _UPHELD_ON_APPEAL.search(words)
            else "",
        ]
        return Dispute(
            kind or "review",
            after,
            role,
            "复议机关" in role and "原行为" not in role,
            filed.day,
            closed.day,
            "" if outcome.why else (outcome.key or ""),
            number,
            masked(f"{kind_words} {words}".strip()),
            doubt=next((doubt for doubt in doubts if doubt), ""),
            source=self.source,
        )


def _kind(words: str, after_review: str, number: str) -> tuple[str, bool | None]:
    """Return review or suit, and whether the suit came after a review."""
    after: bool | None = None
    if re.search("未经复议|直接", words):
        after = False
    elif (
        re.search("复议后|经复议|先复议", words)
        or plain(after_review) in _YES
        or plain(after_review).startswith("是")
    ):
        after = True
    elif plain(after_review) in ("否", "未经", "未复议"):
        after = False
    if re.search("诉讼|起诉|一审|二审|再审|上诉|行初|行终", words + ("" if words else number)):
        return "suit", after
    if re.search("复议", words or number):
        return "review", None
    return "", after


def with_appeals(disputes: list[Dispute]) -> tuple[Dispute, ...]:
    """Return the disputes of one request with second instances put to the suit they go on from."""
    found: list[Dispute] = []
    for dispute in disputes:
        suits = [place for place, known in enumerate(found) if known.kind == "suit" and known.appeal is None]
        if dispute.kind == "suit" and _APPEAL.search(dispute.note) and suits:
            first = found[suits[-1]]
            kept = _UPHELD_ON_APPEAL.search(dispute.note) is not None
            outcome = first.outcome if kept else dispute.outcome
            appeal = Appeal(dispute.filed, dispute.closed, outcome, dispute.number)
            found[suits[-1]] = _with_appeal(first, appeal, dispute.doubt)
        else:
            found.append(dispute)
    return tuple(found)


def _with_appeal(first: Dispute, appeal: Appeal, doubt: str) -> Dispute:
    return replace(first, appeal=appeal, doubt=first.doubt or doubt)
