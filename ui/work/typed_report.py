"""What a table's view needs to know of the report that is typed into it, whichever that is."""

from __future__ import annotations

from collections.abc import Collection

from app.edits import Edit
from app.report import Report
from app.rules.check import Check
from ui.work.session_signals import SessionSignals
from ui.work.unsaved_places import UnsavedPlaces


class TypedReport(SessionSignals):
    """The report on screen (`ui.work.session`), or one that is typed a second time (`ui.work.second_typing`)."""

    unsaved: UnsavedPlaces
    """The places where something typed is not on disk yet: sections, fields, cells."""

    @property
    def report(self) -> Report | None:
        """The report as it is now."""
        raise NotImplementedError

    @property
    def check(self) -> Check | None:
        """The newest check of the report; None where it is not checked."""
        raise NotImplementedError

    @property
    def counted_cells(self) -> Collection[str]:
        """The cells of the report that follow the unit's ledger."""
        raise NotImplementedError

    @property
    def read_only(self) -> str:
        """Why nothing may be edited; empty when all may."""
        raise NotImplementedError

    def why_locked(self) -> str:
        """Say why nothing can be typed into the report."""
        raise NotImplementedError

    def apply(self, edit: Edit, sitting: int = 0) -> None:
        """Make an edit. Raises `UserError` when it can't be made; then nothing has changed."""
        raise NotImplementedError

    def give_up(self, sitting: int) -> None:
        """Take back what was written in one sitting, if that came last. Raises `UserError`."""
        raise NotImplementedError
