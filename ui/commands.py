"""Steps on the undo stack: an edit and its inverse.

The commands only remember; `ui.session` writes first and moves the stack after, so that a step the disk refuses
stays where it is and can be tried again.
"""

import time
from collections.abc import Callable

from PySide6.QtGui import QUndoCommand

from app.edits import Edit, SetText

TYPING_RUN_SECONDS = 3.0
_TEXT_ID = 1


class EditCommand(QUndoCommand):
    """One step: *edit* was made, *inverse* takes it back."""

    def __init__(self, edit: Edit, inverse: Edit, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(edit.label)
        self.edit = edit
        self.inverse = inverse
        self._when = clock()

    def id(self) -> int:
        """Only texts merge."""
        return _TEXT_ID if isinstance(self.edit, SetText) else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Join *other* to this step when it goes on typing in the same text without a pause.

        A paragraph's end closes a step, so that undo takes back one paragraph at most.
        """
        if not isinstance(other, EditCommand):
            return False
        mine, theirs = self.edit, other.edit
        if not isinstance(mine, SetText) or not isinstance(theirs, SetText):
            return False
        if (mine.report_id, mine.section, mine.label) != (theirs.report_id, theirs.section, theirs.label):
            return False
        pause = other._when - self._when
        if pause > TYPING_RUN_SECONDS or mine.body.count("\n") != theirs.body.count("\n"):
            return False
        self.edit, self._when = theirs, other._when
        return True
