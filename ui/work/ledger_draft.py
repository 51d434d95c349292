"""What a file, or a block from the clipboard, would bring into a unit's ledger: looked over before it goes in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from app.edits import Batch, Edit, put
from app.ledger.counting import Tally
from app.ledger.counting_choices import default_words
from app.ledger.foreign.headings import FIELDS, TICK_RESULT, TICK_TYPE
from app.ledger.foreign.read_ledger import ReadLedger
from app.ledger.foreign.requests_from_tables import read
from app.ledger.foreign.skipped_rows import why_skipped
from app.ledger.foreign.tables import SourceCell, SourceRow, SourceTable, with_shortened_numbers
from app.ledger.merging import MergedLedger, merged
from app.ledger.outcomes import ALL_TYPES, outcome_name
from app.ledger.records import settings_row
from app.ledger.undecided import how_many
from app.request import LedgerSettings, Request
from ui.work.unit_ledger import UnitLedger

_SAMPLES = 2
_LONGEST_SAMPLE = 24


class LedgerDraft:
    """A reading of tables by a mapping of columns, compared with the ledger, with what a person answered.

    *requests* are those that would be added or changed, by the ids that they get.
    """

    def __init__(
        self,
        name: str,
        ledger: UnitLedger,
        tables: Sequence[SourceTable],
        mapping: Mapping[str, str],
        *,
        keep_numbers: bool = False,
    ) -> None:
        """Read the tables. Raises `UserError` when no ledger is in them."""
        assert ledger.unit is not None
        self.name, self.tables, self.keep_numbers = name, tables, keep_numbers
        self.mapping = dict(mapping)
        self._ledger, self._unit_id = ledger, ledger.unit.id
        self._known = dict(ledger.requests)
        self._first_id = ledger.new_ids(1)[0]
        self.settings: LedgerSettings = ledger.settings
        self.tally = Tally(self.settings, ledger.calendar)
        self.today: date = ledger.today
        self._answers: dict[str, tuple[Request, Request]] = {}
        """By the place in the source: the request as it was read, and as a person filled it in."""
        self.take(
            self.reading(self.mapping, keep_numbers=keep_numbers), self.mapping, keep_numbers=keep_numbers
        )

    def reading(self, mapping: Mapping[str, str], *, keep_numbers: bool) -> ReadLedger:
        """Return what the tables hold with these columns; changes nothing, so that it may be done in another thread.

        Raises `UserError`.
        """
        return read(self.tables, mapping, keep_numbers=keep_numbers)

    def take(self, found: ReadLedger, mapping: Mapping[str, str], *, keep_numbers: bool) -> None:
        """Go on with another `reading`; what was answered stays where the request is read as before."""
        self.mapping, self.keep_numbers = dict(mapping), keep_numbers
        self.read: ReadLedger = found
        self.merged: MergedLedger = merged(
            list(self._known.values()), found.requests, unit_id=self._unit_id, first_id=self._first_id
        )
        self.requests: dict[int, Request] = self.merged.as_changes()
        self._asked = [key for key, _ in self.undecided()]
        self._read_as = dict(self.requests)
        for key, request in self._read_as.items():
            before, after = self._answers.get(request.source, (None, request))
            if before is not None and replace(before, id=key) == request:
                self.requests[key] = replace(after, id=key)

    # what is shown

    def columns(self) -> Iterator[tuple[str, str, str]]:
        """Yield each column's headings, the field it is taken for, and what stands in it first."""
        for column in self.read.columns:
            yield column.heading, column.field, "、".join(self._samples(column.place, column.heading))

    @property
    def tells_days(self) -> bool:
        """Whether a column was taken for the day on which requests came, or cases were filed."""
        fields = {column.field.rpartition(".")[2] for column in self.read.columns}
        return not fields.isdisjoint(("received", "confirmed", "filed"))

    def _samples(self, place: int, heading: str) -> list[str]:
        names = set(heading.split("／"))
        found: list[str] = []
        for table in self.tables:
            for row in table.rows:
                text = " ".join(row.text(place).split())
                # A title goes over all columns.
                if len(row.cells) == 1:
                    continue
                if text and text not in found and "".join(text.split()) not in names:
                    found.append(text[:_LONGEST_SAMPLE])
                if len(found) > _SAMPLES:
                    # The first may still be a title or a part of the heading.
                    return found[1:]
        return found[-_SAMPLES:]

    def undecided(self) -> Iterator[tuple[int, str]]:
        """Yield the requests that stay out of the cells as they are now, and why."""
        for key, request in self.requests.items():
            if why := self.tally.waiting(request):
                yield key, why

    @property
    def asked(self) -> list[int]:
        """The requests that could not be decided when the file was read, decided by now or not."""
        return list(self._asked)

    def why(self, key: int) -> str:
        """Say why a request stays out of the cells; empty once it is decided."""
        return self.tally.waiting(self.requests[key])

    def defaults(self) -> Iterator[tuple[str, str]]:
        """Yield what is counted by a default: the request, and how."""
        for request in self.requests.values():
            for asked in self.tally.standing(request).asked:
                yield _named(request), default_words(asked.topic, asked.default)
        for request in self.requests.values():
            for topic in self.read.topics(request):
                yield _named(request), default_words(topic, "")

    def skipped(self) -> Iterator[tuple[str, str]]:
        """Yield the rows that are no requests: where, and why."""
        for entry in self.read.skipped:
            if entry.why != "blank":
                number = f"（{entry.id}）" if entry.id else ""
                yield f"{entry.sheet} 第 {entry.row} 行{number}", why_skipped(entry.why)

    @property
    def summary(self) -> str:
        """What would happen, in one sentence."""
        told = (
            f"读到 {len(self.read.requests)} 件：新增 {len(self.merged.added)} 件，"
            f"更新 {len(self.merged.changed)} 件，没有变化 {self.merged.unchanged} 件"
        )
        left = how_many(self.tally.unresolved(self.requests.values()))
        return f"{told}；待确认 {left}，暂不计入。" if any(left) else f"{told}。"

    # what is answered, and stored

    def answer(self, key: int, after: Request) -> None:
        """Take what a person filled in for a request."""
        self.requests[key] = after
        self._answers[after.source] = (self._read_as[key], after)

    def edit(self) -> Edit | None:
        """Return the edit that stores all of it; None when nothing would change."""
        label = f"读入台账“{self.name}”"
        keeps = self.settings.keeps_disputes or self.read.keeps_disputes
        after = replace(self.settings, mapping=self.mapping, keeps_disputes=keeps)
        edits: list[Edit] = []
        if after != self.settings:
            edits.append(put(label, settings_row(self._unit_id, after)))
        if self.requests:
            edits.append(self._ledger.edit(self.requests, label))
        return Batch(tuple(edits), label) if edits else None


def _named(request: Request) -> str:
    return request.number or request.applicant or request.source


def field_name(field: str) -> str:
    """Return what a field of a foreign ledger is called, one of a tick matrix too."""
    if field.startswith(TICK_TYPE):
        return f"勾选类别：{ALL_TYPES.get(field.removeprefix(TICK_TYPE), field)}"
    if field.startswith(TICK_RESULT):
        return f"勾选结果：{outcome_name(field.removeprefix(TICK_RESULT))}"
    of, _, name = field.rpartition(".")
    words = {"review": "复议的", "suit": "诉讼的", "appeal": "二审的"}.get(of, "")
    return words + FIELDS.get(name if of else field, field)


def pasted_table(texts: Sequence[Sequence[str]]) -> SourceTable:
    """Return a block from the clipboard as a table to be read."""
    rows = [
        SourceRow(
            number,
            tuple(SourceCell(place, place + 1, 1, text) for place, text in enumerate(line) if text.strip()),
        )
        for number, line in enumerate(texts, start=1)
    ]
    return with_shortened_numbers(SourceTable("剪贴板", rows))
