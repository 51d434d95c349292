"""Compares the corrections that members of a group sent, and marks what they sent as received."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from app.collection.records import ReturnState
from app.errors import UserError
from app.forms.model import YEARLY
from app.report import Unit
from ui.verbs.base import WindowParts
from ui.verbs.collecting.on_page import GroupVerbs
from ui.views.collecting.group_page import GroupPage
from ui.work.returns import Returns


class CorrectionVerbs(GroupVerbs):
    """On what the members chosen sent."""

    def __init__(self, parts: WindowParts, page: GroupPage) -> None:
        super().__init__(parts, page)
        self.returns = Returns(parts.session)

    def compare_return(self) -> None:
        """Compare the corrections of the members chosen, cell by cell."""
        self._compare([member.unit for member in self.page.chosen() if member.sent.waiting], self.page.year)

    def compare_all(self, group: Unit, year: int) -> None:
        """Compare all corrections that wait in a group."""
        members = self.session.collection.members(group, year)
        self._compare([member.unit for member in members if member.sent.waiting], year)

    def _compare(self, units: Sequence[Unit], year: int) -> None:
        from ui.dialogs.collecting.correction_dialog import CorrectionDialog, WaitingReturn

        found: list[WaitingReturn] = []
        for unit in units:
            for waiting in self.returns.waiting(unit.id, year, YEARLY):
                then, now = self.returns.compared(waiting)
                told = f"文件“{waiting.file_name}”，{waiting.received_at[:16].replace('T', ' ')} 收到，{waiting.who}"
                found.append(
                    WaitingReturn(
                        f"{told}；{waiting.note}" if waiting.note else told,
                        then,
                        now,
                        partial(self.returns.adopt, waiting),
                        partial(self.returns.mark, waiting, ReturnState.VOID),
                    )
                )
        if not found:
            self.notice.say("没有等待比较的更正。", kind="ask")
            return
        CorrectionDialog(found, self.window).exec()

    def accept_return(self) -> None:
        """Mark the members' reports as received: they have been looked at, or are no longer sent back."""
        units = [member.unit.id for member in self.page.chosen()]
        if not self.returns.mark_all(units, self.page.year, YEARLY, ReturnState.ACCEPTED):
            raise UserError("所选的单位没有可以标为“已收”的文件。")
