"""Reads the tables of a foreign ledger into requests; says what was left out, what to ask, and how columns were taken."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from app.errors import UserError
from app.ledger.foreign.columns_by_content import LedgerColumn
from app.ledger.foreign.disputes import disputes_of
from app.ledger.foreign.disputes_apart import DisputesApart
from app.ledger.foreign.entries import LedgerEntry
from app.ledger.foreign.form_pages import with_forms_as_rows
from app.ledger.foreign.header import Header, find_header
from app.ledger.foreign.headings import ANY_CASE, DISPUTE_FIELDS
from app.ledger.foreign.joining import Group, is_another
from app.ledger.foreign.known_groups import KnownGroups
from app.ledger.foreign.read_ledger import ReadLedger, Skipped
from app.ledger.foreign.row_kinds import is_same_row, kind_of
from app.ledger.foreign.surroundings import (
    Surroundings,
    around,
    goes_on,
    is_example,
    titles_above,
    within,
    year_of_file,
)
from app.ledger.foreign.tables import SourceRow, SourceTable
from app.request import Request

_OF_OPEN_ONES = re.compile("在办|未办|待办|未答复|结转")
"""Words of a sheet in which every request is open."""
_FEWEST_CELLS = 12
_FEWEST_FIELDS = 3


def read(
    tables: Sequence[SourceTable],
    remembered: Mapping[str, str] | None = None,
    *,
    keep_numbers: bool = False,
    today: date | None = None,
) -> ReadLedger:
    """Read a ledger. *remembered* overrules what headings mean; *keep_numbers* masks nothing. Raises `UserError`."""
    tables = with_forms_as_rows(tables)
    ledgers = [table for table in tables if not is_example(table)]
    for chosen, needs_days in ((ledgers, True), (tables, True), (tables, False)):
        reader = _LedgerReader(
            chosen, remembered or {}, today or date.today(), keep_numbers=keep_numbers, needs_days=needs_days
        )
        for table in tables:
            reader.table(table, left_out=table not in chosen)
        if reader.found_any:
            break
    else:
        raise UserError(
            "没有找到台账的表头，请确认表中有“申请人”“收到日期”“办理结果”等列名的一行，或先在表格中补上列名再读入。"
        )
    return reader.result()


class _LedgerReader:
    """Goes through the tables and groups rows by their number."""

    def __init__(
        self,
        tables: Sequence[SourceTable],
        remembered: Mapping[str, str],
        today: date,
        *,
        keep_numbers: bool,
        needs_days: bool,
    ) -> None:
        """Begin to read *tables*. *needs_days*: a sheet without a column for the received date is no ledger."""
        self._remembered, self._today, self._keep_numbers = remembered, today, keep_numbers
        self._needs_days = needs_days
        titles = [text for table in tables for text in titles_above(table, find_header(table, 0, remembered))]
        self._year = year_of_file(titles, [table.sheet for table in tables])
        self._known = KnownGroups()
        self._skipped: list[Skipped] = []
        self._apart = DisputesApart(self._skipped)
        self._columns: dict[str, LedgerColumn] = {}
        self._last: Header | None = None
        self._voided: list[LedgerEntry] = []
        self._keeps_disputes = self._tells_ends = self.found_any = False

    def table(self, table: SourceTable, *, left_out: bool = False) -> None:
        """Read one sheet or table; one that is *left_out* is only named."""
        if left_out:
            self._skip(table.sheet, table.rows[0].number if table.rows else 1, "sheet of examples")
            return
        own = find_header(table, 0, self._remembered)
        header, start = own, own.end if own else 0
        if header is None and self._last is not None and goes_on(table, self._last):
            header = self._last
        if header is None or not self._is_ledger(header):
            if sum(len(row.cells) for row in table.rows) >= _FEWEST_CELLS:
                self._skip(table.sheet, table.rows[0].number, "no heading found, sheet not read")
            return
        self._use(header)
        titles = titles_above(table, own)
        here = around(table, titles, self._year, keep_numbers=self._keep_numbers)
        self._tells_ends |= header.tells_ends or any(map(_OF_OPEN_ONES.search, (table.sheet, *titles)))
        self._rows(table, header, start, here)

    def _rows(self, table: SourceTable, header: Header, start: int, here: Surroundings) -> None:
        """Read the rows below the headings."""
        before = table.rows[start - 1].number if start else 0
        waiting: list[int] = []
        last: SourceRow | None = None
        for index in range(start, len(table.rows)):
            row = table.rows[index]
            waiting += range(before + 1, row.number)
            before = row.number
            kind = kind_of(row, header)
            if kind.why == "blank":
                waiting.append(row.number)
                continue
            for number in waiting:
                self._skip(table.sheet, number, "blank")
            waiting = []
            if kind.name == "context":
                self._skip(table.sheet, row.number, kind.why)
                here = within(here, kind.text)
            elif kind.name == "skip":
                entry = LedgerEntry(row, header, here)
                self._skip(table.sheet, row.number, kind.why, entry.number)
                if kind.why == "void" and entry.number:
                    self._voided.append(entry)
                if kind.why == "repeated head":
                    header = self._repeated(table, index, header)
            else:
                meant = row.with_ditto(last, header.said_again) if last else row
                known = len(self._known.groups)
                self._row(LedgerEntry(meant, header, here), header, meant, here)
                for group in self._known.groups[known:]:
                    group.as_above = meant != row
                last = meant
        # Blank rows at the end are passed over without a remark, unless something is written in them after all.
        written = {row.number for row in table.rows if any(cell.text.strip() for cell in row.cells)}
        for number in waiting:
            if number in written:
                self._skip(table.sheet, number, "blank")

    def _skip(self, sheet: str, row: int, why: str, number: str = "") -> None:
        self._skipped.append(Skipped(sheet, row, why, number))

    def _is_ledger(self, header: Header) -> bool:
        """Whether headings are those of a ledger and not of another table that lies in the file.

        Where no sheet has a column for the day, the columns are taken for a person to say which one it is.
        """
        if header.disputes_only or header.of("received") or header.of("confirmed"):
            return True
        if self._known.groups and header.of("id") and (header.of("result") or header.of("replied")):
            # The other half of a ledger that is too wide for its page goes on with the same numbers.
            return True
        about = ("applicant", "type", "result", "state", "content")
        return not self._needs_days and sum(bool(header.of(name)) for name in about) >= _FEWEST_FIELDS

    def _use(self, header: Header) -> None:
        self.found_any, self._last = True, header
        for column in header.columns:
            self._columns.setdefault(column.heading, column)
        if any(header.of(f"{of}{name}") for of in ANY_CASE for name in DISPUTE_FIELDS):
            self._keeps_disputes = True

    def _repeated(self, table: SourceTable, index: int, header: Header) -> Header:
        """Return the header from here on: another one when the columns have changed."""
        if is_same_row(table.rows[index], header):
            # Groups that were merged above may stand in one cell here.
            return header
        again = find_header(table, index, self._remembered)
        if again is None or again.first != index or again.places == header.places:
            return header
        if not self._is_ledger(again):
            return header
        self._use(again)
        return again

    def _row(self, entry: LedgerEntry, header: Header, row: SourceRow, around: Surroundings) -> None:
        sheet = around.sheet
        if header.disputes_only:
            self._apart.row(entry, sheet, row.number)
            return
        disputes = list(disputes_of(entry)) if self._keeps_disputes else []
        if self._known.groups and _continues(entry, row, header):
            self._known.groups[-1].disputes += disputes
            self._skip(sheet, row.number, "same number, second dispute", entry.number)
            return
        read = entry.request()
        belongs = self._known.find(read.request, sheet, entry.body)
        group = belongs.group
        if group is None:
            group = Group([], body=entry.body)
            group.twin = belongs.twin is not None
            group.alike = belongs.alike
            self._known.add(group, read.request)
        else:
            group.goes_on = group.goes_on or belongs.alike is not None
            self._again(group, sheet, row.number, entry.number)
        group.reads.append(read)
        group.sheets.append(sheet)
        group.rows.append(row.number)
        group.hidden = row.hidden and (group.hidden or len(group.rows) == 1)
        if group.main == len(group.rows):
            group.main = len(group.rows) - 1
        group.disputes += disputes

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
            self._skip(sheet, row, "same number, second dispute", number)

    def result(self) -> ReadLedger:
        """Return what was read."""
        alone = list(self._apart.linked(self._known))
        for entry in self._voided:
            group = self._known.of_number(entry.number)
            if group is not None and not is_another(group.reads[-1].request, entry.request().request):
                group.voided = True
        requests = [self._joined(group) for group in self._known.groups]
        also = {
            request.source: tuple(
                pair for n, pair in enumerate(zip(group.sheets, group.rows, strict=True)) if n != group.main
            )
            for group, request in zip(self._known.groups, requests, strict=True)
        }
        groups = list(zip(self._known.groups, requests, strict=True))
        self._apart.name_joined([*requests, *alone])
        return ReadLedger(
            (*requests, *alone),
            tuple(self._skipped),
            also,
            tuple(self._columns.values()),
            self._keeps_disputes,
            frozenset(request.source for group, request in groups if group.twin),
            frozenset(request.source for group, request in groups if group.as_above),
            frozenset(request.source for group, request in groups if group.hidden),
            frozenset(request.source for group, request in groups if group.goes_on),
            frozenset(request.source for group, request in groups if any(r.by_order for r in group.reads)),
        )

    def _joined(self, group: Group) -> Request:
        request = group.joined(self._today)
        if self._tells_ends or request.doubt or request.outcome:
            return request
        return replace(request, doubt="台账中没有办理结果、答复日期的列，不知道是否办结")


def _continues(entry: LedgerEntry, row: SourceRow, header: Header) -> bool:
    """Whether a row only goes on with the request above: nothing of a request of its own begins in it."""
    own = (
        "received",
        "confirmed",
        "content",
        "applicant",
        "id",
        "result",
        "replied",
        "replied_with_result",
        "seq",
    )
    if any(entry.begins(name) for name in own):
        return False
    hangs = any(row.by_column.get(place) in row.above for name in ("seq", "id") for place in header.of(name))
    return hangs or any(entry.begins(f"{of}{name}") for of in ANY_CASE for name in DISPUTE_FIELDS)
