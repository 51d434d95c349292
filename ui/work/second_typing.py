"""Tables of the report on screen as they are typed a second time: kept with every key, undone apart from the report's edits."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from PySide6.QtCore import QObject
from PySide6.QtGui import QUndoStack

from app import clock
from app.changes import changes
from app.edit_effects import inverse, perform
from app.edits import Edit, SetCells, put
from app.records import Record, RecordKey
from app.report import Report
from app.second_entry import (
    CORRECTED,
    GIVEN_UP,
    TYPED,
    Difference,
    SecondEntry,
    blind,
    differences,
    finished,
    finishing_words,
    settled,
    typable,
    with_figures,
)
from app.values import Value
from ui.work.rescued_texts import where
from ui.work.session import Session
from ui.work.typed_report import TypedReport
from ui.work.undo_steps import UndoStep
from ui.work.unsaved_places import UnsavedPlaces


class SecondTyping(TypedReport):
    """What the second person types, and the settling of differences. The first entry is seen only by `differences`.

    It is of the report on screen, which must not change places while this is used.
    """

    def __init__(
        self, session: Session, report: Report, entries: Iterable[SecondEntry], parent: QObject | None = None
    ) -> None:
        """*entries* are those under way, in the order of their tables."""
        super().__init__(parent)
        self._session, self._report_id = session, report.id
        self._followed = session.counted_cells
        self.entries = {entry.table_key: entry for entry in entries}
        self._blind = blind(report, self.entries.values(), self._followed)
        self.undo_stack = QUndoStack(self)
        self.unsaved = UnsavedPlaces(
            lambda: session.path, lambda place: f"复核录入：{where(report, [place])}"
        )

    # as a report that is typed into

    @property
    def report(self) -> Report:
        return self._blind

    @property
    def check(self) -> None:
        return None

    @property
    def counted_cells(self) -> Collection[str]:
        return self._followed

    @property
    def read_only(self) -> str:
        return self._session.read_only

    def why_locked(self) -> str:
        return self._session.why_locked()

    def apply(self, edit: Edit, sitting: int = 0) -> None:
        back = inverse(edit, _Alone(self._blind))
        if self._put(edit):
            self.undo_stack.push(UndoStep(edit, back, sitting))

    def give_up(self, sitting: int) -> None:
        index = self.undo_stack.index() - 1
        step = self.undo_stack.command(index) if index >= 0 else None
        if isinstance(step, UndoStep) and sitting and step.sitting == sitting:
            self._put(step.inverse)
            step.setObsolete(True)
            self.undo_stack.setIndex(index)

    def undo(self) -> list[str]:
        """Take the last step back and return its cells. Raises `UserError`."""
        return self._move(self.undo_stack.index() - 1, back=True)

    def redo(self) -> list[str]:
        """Make the step taken back last again and return its cells. Raises `UserError`."""
        return self._move(self.undo_stack.index(), back=False)

    def _move(self, index: int, *, back: bool) -> list[str]:
        step = self.undo_stack.command(index) if index >= 0 else None
        if not isinstance(step, UndoStep):
            return []
        edit = step.inverse if back else step.edit
        self._put(edit)
        self.undo_stack.setIndex(index if back else index + 1)
        return list(edit.cells) if isinstance(edit, SetCells) else []

    def _put(self, edit: Edit) -> bool:
        """Keep what an edit of the blind report comes to; tell whether it changed anything. Raises `UserError`."""
        change = changes(edit.label, perform(edit, _Alone(self._blind)))
        if not change.deltas:
            return False
        after = change.deltas[-1].after
        assert after is not None
        entries = {key: with_figures(entry, self._typed(after, key)) for key, entry in self.entries.items()}
        self._keep([entries[key] for key in entries if entries[key] != self.entries[key]])
        self._blind = after
        self.report_changed.emit(change)
        self.checked.emit()
        return True

    def _typed(self, report: Report, table: str) -> dict[str, Value]:
        return {key: report.cells[key] for key in self.typable(table) if key in report.cells}

    def _keep(self, entries: Iterable[SecondEntry], label: str = TYPED) -> None:
        kept = list(entries)
        self._session.keep(put(label, *kept))
        self.entries |= {entry.table_key: entry for entry in kept}

    # how far it is

    def typable(self, table: str) -> list[str]:
        """Return the cells of a table that are to be typed, in reading order."""
        return typable(self._blind, table, self._followed)

    def missing(self) -> list[str]:
        """Return the cells that were not typed yet, table by table."""
        return [key for table in self.entries for key in self.typable(table) if key not in self._blind.cells]

    def progress(self, table: str) -> tuple[int, int]:
        """Return how many cells of a table were typed, and how many there are."""
        keys = self.typable(table)
        return sum(key in self._blind.cells for key in keys), len(keys)

    # differences

    def differences(self) -> list[Difference]:
        """Return where the entries differ, table by table."""
        report = self._first()
        return [one for entry in self.entries.values() for one in differences(report, entry, self._followed)]

    def settle(self, cell: str, value: Value | None, first: Value | None) -> None:
        """Make *value* that of both entries; *first* is what the first one had. Raises `UserError`."""
        if self._first().cells.get(cell) != value:
            self._session.apply(SetCells(self._report_id, {cell: value}, CORRECTED))
        entry = self.entries[self._first().form.cells[cell].table]
        self._keep([settled(entry, self._first().form, cell, value, corrects=value != first)])

    def reload(self) -> None:
        """Type on after differences were settled; what was typed before is no step of undo any more."""
        self.undo_stack.clear()
        self._blind = blind(self._first(), self.entries.values(), self._followed)

    def finish(self) -> str:
        """Bring the second entry to an end, and return in words how. Raises `UserError` while entries differ."""
        report, at = self._first(), clock.now().isoformat(timespec="seconds")
        ended = [finished(entry, report, at, self._followed) for entry in self.entries.values()]
        words = finishing_words(ended)
        self._keep(ended, words)
        return words

    def give_up_entry(self) -> None:
        """Drop what was typed the second time. Raises `UserError`."""
        self._keep([entry.given_up() for entry in self.entries.values()], GIVEN_UP)

    def _first(self) -> Report:
        report = self._session.report
        assert report is not None
        assert report.id == self._report_id
        return report


class _Alone:
    """A lookup that knows one report. Implements `app.edit_effects.ReportLookup`."""

    def __init__(self, report: Report) -> None:
        self._report = report

    def report(self, _report_id: int) -> Report:
        return self._report

    def reports_of(self, _unit_id: int) -> Iterable[Report]:
        return [self._report]

    def record(self, _key: RecordKey) -> Record | None:
        return None
