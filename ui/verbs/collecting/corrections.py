"""Compares the corrections that members of a group sent, and marks what they sent as received."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from app.collection.records import Return, ReturnState
from app.errors import UserError
from app.forms.model import YEARLY
from app.report import Unit
from ui.verbs.base import WindowParts
from ui.verbs.collecting.group_on_page import GroupVerbs
from ui.views.collecting.group_page import GroupPage
from ui.work.returns import Returns


class CorrectionVerbs(GroupVerbs):
    """On what the members chosen sent."""

    def __init__(self, parts: WindowParts, page: GroupPage) -> None:
        super().__init__(parts, page)
        self.returns = Returns(parts.session)

    def compare_return(self) -> None:
        """Compare the corrections of the members chosen, cell by cell, and the older files that came after them."""
        chosen = [member.unit for member in self.page.chosen() if member.sent.waiting or member.sent.older]
        self._compare(chosen, self.page.year, older_too=True)

    def compare_all(self, group: Unit, year: int) -> None:
        """Compare all corrections that wait in a group."""
        members = self.session.collection.members(group, year)
        self._compare([member.unit for member in members if member.sent.waiting], year)

    def _compare(self, units: Sequence[Unit], year: int, *, older_too: bool = False) -> None:
        from ui.dialogs.collecting.correction_dialog import CorrectionDialog, WaitingReturn

        undecided = [self.returns.waiting(unit.id, year, YEARLY) for unit in units]
        corrections = [(one, False) for waiting, _ in undecided for one in waiting]
        older = [(one, True) for _, others in undecided for one in others if older_too]
        found = [
            WaitingReturn(
                _told(waiting),
                partial(self.returns.compared, waiting),
                partial(self.returns.adopt, waiting),
                partial(self.returns.mark, waiting, ReturnState.VOID),
                is_older=is_older,
            )
            for waiting, is_older in (*corrections, *older)
        ]
        if not found:
            self.notice.say("没有等待比较的更正。", kind="ask")
            return
        dialog = CorrectionDialog(found, self.window)
        dialog.exec()
        left = len(found) - dialog.adopted - dialog.discarded
        counted = ((dialog.adopted, "采用更正"), (dialog.discarded, "作废"), (left, "以后再定的"))
        self.notice.say(
            f"{'，'.join(f'{word} {count} 份' for count, word in counted if count)}。", kind="ask"
        )

    def accept_return(self) -> None:
        """Mark the members' reports as received: they have been looked at, or are no longer sent back."""
        units = [member.unit.id for member in self.page.chosen()]
        if not self.returns.mark_all(units, self.page.year, YEARLY, ReturnState.ACCEPTED):
            raise UserError("所选的单位没有可以标为“已收”的文件。")


def _told(waiting: Return) -> str:
    """Say which file a return is, when it came and from whom, and why it waits."""
    at = waiting.received_at[:16].replace("T", " ")
    return f"文件“{waiting.file_name}”，{at} 收到，{waiting.who}登记" + (
        f"；{waiting.note}" if waiting.note else ""
    )
