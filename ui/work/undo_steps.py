"""Steps on the undo stack: an edit and its inverse.

The steps only remember. `ui.work.session` writes first and then moves the stack, so that a step that the disk refuses
stays and can be tried again.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import count

from PySide6.QtGui import QUndoCommand

from app.edits import Batch, Edit, SetCells, SetField, SetRecords, SetText

TYPING_RUN_SECONDS = 3.0
_TEXT_ID, _FIELD_ID, _CELL_ID, _RECORD_ID = 1, 2, 3, 4
_sittings = count(1)


def new_sitting() -> int:
    """Return a number for what is typed in one place from the first key on until it is confirmed, given up or left."""
    return next(_sittings)


class UndoStep(QUndoCommand):
    """One step: *edit* was made, *inverse* takes it back."""

    def __init__(
        self, edit: Edit, inverse: Edit, sitting: int = 0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(edit.label)
        self.sitting = sitting
        self.edit = edit
        self.inverse = inverse
        self._when = clock()

    def id(self) -> int:
        """Return one number for steps that may merge: in texts, in lines, and in cells within one sitting."""
        if isinstance(self.edit, SetCells):
            return _CELL_ID if self.sitting else -1
        if isinstance(self.edit, SetRecords | Batch):
            return _RECORD_ID if self.sitting else -1
        return (
            _TEXT_ID
            if isinstance(self.edit, SetText)
            else _FIELD_ID
            if isinstance(self.edit, SetField)
            else -1
        )

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Join *other* to this step when it goes on typing in the same text without a pause.

        A paragraph's end closes a step, so that undo takes back one paragraph at most.
        """
        if not isinstance(other, UndoStep) or self.sitting != other.sitting:
            return False
        mine, theirs = self.edit, other.edit
        if isinstance(mine, SetCells) and isinstance(theirs, SetCells):
            return self._merge_cells(mine, theirs, other)
        if isinstance(mine, SetRecords) and isinstance(theirs, SetRecords):
            return self._merge_records(mine, theirs, other)
        if self.sitting and isinstance(mine, Batch | SetRecords) and isinstance(theirs, Batch | SetRecords):
            # The reports that follow the ledger have changed as well, perhaps in other cells each time.
            self.edit = Batch((mine, theirs), mine.label)
            self.inverse = Batch((other.inverse, self.inverse), self.inverse.label)
            return True
        if isinstance(mine, SetField) and isinstance(theirs, SetField):
            return self._merge_field(mine, theirs, other)
        if not isinstance(mine, SetText) or not isinstance(theirs, SetText):
            return False
        if (mine.report_id, mine.section, mine.label) != (theirs.report_id, theirs.section, theirs.label):
            return False
        pause = other._when - self._when
        if pause > TYPING_RUN_SECONDS or mine.body.count("\n") != theirs.body.count("\n"):
            return False
        self.edit, self._when = theirs, other._when
        return True

    def _merge_cells(self, mine: SetCells, theirs: SetCells, other: UndoStep) -> bool:
        """Join what was typed in one sitting at one cell; a step that comes to nothing leaves the stack."""
        if mine.cells.keys() != theirs.cells.keys():
            return False
        self.edit = theirs
        self.setObsolete(isinstance(self.inverse, SetCells) and self.inverse.cells == theirs.cells)
        return True

    def _merge_records(self, mine: SetRecords, theirs: SetRecords, other: UndoStep) -> bool:
        """Join what was typed in one sitting into one record, as cells are joined."""
        if self.sitting != other.sitting or mine.records.keys() != theirs.records.keys():
            return False
        self.edit = theirs
        self.setObsolete(isinstance(self.inverse, SetRecords) and self.inverse.records == theirs.records)
        return True

    def _merge_field(self, mine: SetField, theirs: SetField, other: UndoStep) -> bool:
        """Join what was typed in one sitting at one line, as in a cell."""
        same = (mine.report_id, mine.field) == (theirs.report_id, theirs.field)
        if not same or not (self.sitting or other._when - self._when <= TYPING_RUN_SECONDS):
            return False
        self.edit, self._when = theirs, other._when
        back = self.inverse
        self.setObsolete(bool(self.sitting) and isinstance(back, SetField) and back.value == theirs.value)
        return True
