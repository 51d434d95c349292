"""Reads the tables of a foreign ledger into requests; says what was left out, what to ask, and how columns were taken."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from app.errors import UserError
from app.ledger.foreign.dates import last_month_in, year_in
from app.ledger.foreign.entries import Around, LedgerEntry
from app.ledger.foreign.header import Header, LedgerColumn, find_header
from app.ledger.foreign.headings import DISPUTE_FIELDS, REVIEW, SUIT
from app.ledger.foreign.joining import Group, is_another
from app.ledger.foreign.row_kinds import kind_of
from app.ledger.foreign.tables import SourceRow, SourceTable
from app.ledger.outcomes import CASE_ONLY
from app.ledger.request_numbers import same_number
from app.request import Dispute, Request

_FEWEST_CELLS = 12


@dataclass(frozen=True)
class Skipped:
    """A row that is no request of its own, and why."""

    sheet: str
    row: int
    why: str
    id: str = ""


@dataclass(frozen=True)
class ReadLedger:
    """What a foreign ledger holds.

    *also* names by a request's source the other rows that belong to it. *columns* are the columns as they were
    taken, for a person to confirm or correct. *twins* are requests that share a number with another one.
    """

    requests: tuple[Request, ...]
    skipped: tuple[Skipped, ...] = ()
    also: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    columns: tuple[LedgerColumn, ...] = ()
    keeps_disputes: bool = False
    twins: tuple[str, ...] = ()

    @property
    def mapping(self) -> dict[str, str]:
        """Which heading was taken for which field, to be remembered for the unit."""
        return {column.heading: column.field for column in self.columns if column.heading}


def read(
    tables: Sequence[SourceTable],
    remembered: Mapping[str, str] | None = None,
    *,
    keep_numbers: bool = False,
    today: date | None = None,
) -> ReadLedger:
    """Read a ledger. *remembered* overrules what headings mean; *keep_numbers* masks nothing. Raises `UserError`."""
    reader = _LedgerReader(remembered or {}, today or date.today(), keep_numbers=keep_numbers)
    for table in tables:
        reader.table(table)
    if not reader.found_any:
        raise UserError(
            "没有找到台账的表头，请确认表中有“申请人”“收到日期”“办理结果”等列名的一行，或先在表格中补上列名再读入。"
        )
    return reader.result()


class _LedgerReader:
    """Goes through the tables and groups rows by their number."""

    def __init__(self, remembered: Mapping[str, str], today: date, *, keep_numbers: bool) -> None:
        self._remembered, self._today, self._keep_numbers = remembered, today, keep_numbers
        self._groups: list[Group] = []
        self._by_number: dict[str, Group] = {}
        self._skipped: list[Skipped] = []
        self._cases: list[tuple[str, int, str, str, Dispute]] = []
        self._columns: dict[str, LedgerColumn] = {}
        self._last: Header | None = None
        self._keeps_disputes = self.found_any = False

    def table(self, table: SourceTable) -> None:
        """Read one sheet or table."""
        header = find_header(table, 0, self._remembered)
        start = header.end if header else 0
        if header is None and self._last is not None and _goes_on(table, self._last):
            header = self._last
        if header is None or not (header.disputes_only or header.of("received") or header.of("confirmed")):
            if sum(len(row.cells) for row in table.rows) >= _FEWEST_CELLS:
                self._skipped.append(
                    Skipped(table.sheet, table.rows[0].number, "no heading found, sheet not read")
                )
            return
        self._use(header)
        above = [cell.text for row in table.rows[: header.first] for cell in row.cells]
        titles = [*table.texts, *above]
        months = map(last_month_in, (table.sheet, *reversed(titles)))
        around = Around(
            table.sheet,
            _year_of(table.sheet, titles),
            keep_numbers=self._keep_numbers,
            last_month=next(filter(None, months), None),
        )
        before = table.rows[start - 1].number if start else 0
        waiting: list[int] = []
        for index in range(start, len(table.rows)):
            row = table.rows[index]
            waiting += range(before + 1, row.number)
            before = row.number
            kind = kind_of(row, header)
            if kind.why == "blank":
                waiting.append(row.number)
                continue
            self._skipped += [Skipped(table.sheet, number, "blank") for number in waiting]
            waiting = []
            if kind.name == "context":
                self._skipped.append(Skipped(table.sheet, row.number, kind.why))
                around = _within(around, kind.text)
            elif kind.name == "skip":
                self._skipped.append(
                    Skipped(table.sheet, row.number, kind.why, LedgerEntry(row, header, around).number)
                )
                if kind.why == "repeated head":
                    header = self._repeated(table, index, header)
            else:
                self._row(LedgerEntry(row, header, around), header, row, around)
        # Blank rows at the end are passed over without a remark, unless something is written in them after all.
        written = {row.number for row in table.rows if any(cell.text.strip() for cell in row.cells)}
        self._skipped += [Skipped(table.sheet, number, "blank") for number in waiting if number in written]

    def _use(self, header: Header) -> None:
        self.found_any, self._last = True, header
        for column in header.columns:
            self._columns.setdefault(column.heading, column)
        if any(header.of(f"{of}{name}") for of in ("", REVIEW, SUIT) for name in DISPUTE_FIELDS):
            self._keeps_disputes = True

    def _repeated(self, table: SourceTable, index: int, header: Header) -> Header:
        """Return the header from here on: another one when the columns have changed."""
        again = find_header(table, index, self._remembered)
        if again is None or again.first != index or again.places == header.places:
            return header
        if not (again.disputes_only or again.of("received")):
            return header
        self._use(again)
        return again

    def _row(self, entry: LedgerEntry, header: Header, row: SourceRow, around: Around) -> None:
        sheet = around.sheet
        if header.disputes_only:
            told = list(entry.disputes(named=True))
            if not told:
                self._skipped.append(Skipped(sheet, row.number, "no dispute", entry.number))
            for dispute in told:
                self._cases.append((sheet, row.number, entry.number, entry.text("applicant"), dispute))
            return
        disputes = list(entry.disputes()) if self._keeps_disputes else []
        if self._groups and _continues(entry, row, header):
            self._groups[-1].disputes += disputes
            self._skipped.append(Skipped(sheet, row.number, "same number, second dispute", entry.number))
            return
        read = entry.request()
        group = self._group(same_number(entry.number))
        if group is not None and is_another(group.reads[-1].request, read.request):
            twin, group = f"{group.sheets[group.main]}!{group.rows[group.main]}", None
        else:
            twin = ""
        if group is None:
            group = Group([], twin=twin)
            self._groups.append(group)
            if entry.number:
                self._by_number[same_number(entry.number)] = group
        else:
            self._again(group, sheet, row.number, entry.number)
        group.reads.append(read)
        group.sheets.append(sheet)
        group.rows.append(row.number)
        if group.main == len(group.rows):
            group.main = len(group.rows) - 1
        group.disputes += disputes

    def _group(self, number: str) -> Group | None:
        return self._by_number.get(number) if number else None

    def _again(self, group: Group, sheet: str, row: int, number: str) -> None:
        """Say which of two rows of one number stands for the request: the one in the later sheet, else the first."""
        if sheet != group.sheets[group.main]:
            known = Skipped(
                group.sheets[group.main],
                group.rows[group.main],
                "same number, carried to a later sheet",
                number,
            )
            self._skipped.append(known)
            group.main = len(group.rows)
        else:
            self._skipped.append(Skipped(sheet, row, "same number, second dispute", number))

    def result(self) -> ReadLedger:
        """Return what was read."""
        alone = list(self._linked_cases())
        requests = [group.joined(self._today) for group in self._groups]
        also = {
            request.source: tuple(
                pair for n, pair in enumerate(zip(group.sheets, group.rows, strict=True)) if n != group.main
            )
            for group, request in zip(self._groups, requests, strict=True)
        }
        twins = tuple(
            request.source for group, request in zip(self._groups, requests, strict=True) if group.twin
        )
        return ReadLedger(
            (*requests, *alone),
            tuple(self._skipped),
            also,
            tuple(self._columns.values()),
            self._keeps_disputes,
            twins,
        )

    def _linked_cases(self) -> Iterator[Request]:
        """Put disputes of their own sheet to their requests; yield those whose request is not in the ledger."""
        alone: dict[str, list[Dispute]] = {}
        names: dict[str, tuple[str, str]] = {}
        for sheet, row, number, applicant, dispute in self._cases:
            if dispute.co_defendant:
                self._skipped.append(Skipped(sheet, row, "co-defendant as 复议机关", number))
            group = self._group(same_number(number))
            if group is not None:
                group.disputes.append(dispute)
                continue
            key = same_number(number) or f"{sheet}!{row}"
            alone.setdefault(key, []).append(dispute)
            names.setdefault(key, (number, applicant))
        for key, disputes in alone.items():
            number, applicant = names[key]
            group = Group([], disputes)
            yield Request(
                number=number,
                applicant=applicant,
                outcome=CASE_ONLY,
                disputes=group.all_disputes(),
                source=disputes[0].source,
            )


def _goes_on(table: SourceTable, header: Header) -> bool:
    """Whether a table without headings goes on from the one before it, with as many columns."""
    last = max((column.place for column in header.columns), default=0)
    return bool(table.rows) and max(cell.end for row in table.rows for cell in row.cells) == last + 1


def _year_of(sheet: str, texts: Sequence[str]) -> int | None:
    return year_in(sheet) or next((year for text in reversed(texts) if (year := year_in(text))), None)


def _within(around: Around, text: str) -> Around:
    year = around.year
    if "结转" not in text and (told := year_in(text)):
        year = told
    return replace(around, year=year, section=text)


def _continues(entry: LedgerEntry, row: SourceRow, header: Header) -> bool:
    """Whether a row only goes on with the request above: nothing of a request of its own begins in it."""
    own = ("received", "confirmed", "content", "applicant", "id", "result", "replied", "seq")
    if any(entry.begins(name) for name in own):
        return False
    hangs = any(row.by_column.get(place) in row.above for name in ("seq", "id") for place in header.of(name))
    return hangs or any(entry.begins(f"{of}{name}") for of in ("", REVIEW, SUIT) for name in DISPUTE_FIELDS)
