"""Remembers which entries of a report are not what was entered last; the history tells of them when they are edited."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from app.store.database import Database
from app.store.errors import ReadFailed
from app.store.history import History
from app.store.history_check import Doubt, unexplained

if TYPE_CHECKING:
    from app.changes import Changes

Left = dict[int, dict[str, Doubt]]
"""The doubts by report and target."""


class KnownDoubts:
    """The doubts that are left of the reports that were edited."""

    def __init__(self) -> None:
        self._left: Left = {}

    def keep(self, left: Left) -> None:
        """Remember what `record` returned, once the change is on disk."""
        self._left |= left

    def record(self, database: Database, history: History, change: Changes) -> Left:
        """Write into the history what was found of each edited entry that was not what was entered last.

        Return the doubts about the other entries.
        """
        left: Left = {}
        for delta in change.deltas:
            if delta.before is None or delta.after is None:
                left[delta.report_id] = {}
                continue
            known = dict(self._left.get(delta.report_id, {}))
            if delta.report_id not in self._left:
                # Where it can't be read, the writing that follows says why.
                with suppress(ReadFailed):
                    known = {doubt.target: doubt for doubt in unexplained(database, delta.before)}
            touched = [
                *(f"cell.{key}" for key in delta.cells),
                *(f"section.{key}" for key in delta.sections),
                *(f"field.{name}" for name in delta.fields),
            ]
            found = [known.pop(target) for target in touched if target in known]
            left[delta.report_id] = known
            history.record_found(delta.before, [(d.target, d.then, d.now) for d in found])
        return left
