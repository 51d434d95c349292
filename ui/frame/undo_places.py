"""Undo and redo name what they change where that is not what the user was looking at."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.changes import Changes
from app.collection.records import Exclusion, Return
from app.ledger.records import LedgerRow, RequestRow
from app.report import TEXT_FIELDS
from ui.views.middle_of_window import MiddleOfWindow
from ui.views.notice import Notice
from ui.views.report_tabs import ReportTabs
from ui.work.rescued_texts import FIELD, where
from ui.work.session import Session


class UndoPlaces(QObject):
    """Follows the session; the window has shown what was changed, where it can be shown."""

    def __init__(self, session: Session, tabs: ReportTabs, middle: MiddleOfWindow, notice: Notice) -> None:
        super().__init__(notice)
        self._session, self._tabs, self._middle, self._notice = session, tabs, middle, notice
        self._before: tuple[object, ...] = ()
        session.step_begun.connect(self._on_begun)
        session.step_taken.connect(self._on_taken)

    def _here(self) -> tuple[QWidget | None, int, int]:
        """What is on screen."""
        report = self._session.report
        return self._middle.currentWidget(), report.id if report else 0, self._tabs.currentIndex()

    def _on_begun(self) -> None:
        self._before = self._here()

    def _on_taken(self, words: str, changes: Changes) -> None:
        if self._here() != self._before or not self._is_seen(changes):
            place = self._unit_of(changes) or _place(changes)
            self._notice.say(f"{words}：{place}。" if place else f"{words}。")

    def _unit_of(self, changes: Changes) -> str:
        """Say whose records were changed: of a ledger, or of a unit that sends its reports."""
        units = {unit.id: unit.name for unit in self._session.repository.units()}
        for change in changes.records:
            record = change.concerned
            if isinstance(record, LedgerRow):
                return f"{units.get(record.unit_id, '')}的台账"
            if isinstance(record, Exclusion | Return):
                return units.get(record.unit_id, "")
        return ""

    def _is_seen(self, changes: Changes) -> bool:
        """Whether there is a place on screen that shows what was changed."""
        if any(isinstance(change.concerned, RequestRow) for change in changes.records):
            return True
        shown = any(d.cells or d.sections or d.fields.keys() & TEXT_FIELDS for d in changes.deltas)
        return shown and self._middle.shows_report


def _place(changes: Changes) -> str:
    """Say in words where the first thing was changed that has a place in a report; empty where there is none."""
    for delta in changes.deltas:
        if delta.before is None or delta.after is None:
            continue
        cells = delta.after.form.cells
        typed = [key for key in delta.cells if not cells[key].computed] or list(delta.cells)
        fields = [f"{FIELD}{name}" for name in delta.fields if name in TEXT_FIELDS]
        places = typed[:1] or [*delta.sections, *fields]
        if places:
            return where(delta.after, places) + (f"等 {len(typed)} 格" if len(typed) > 1 else "")
    return ""
