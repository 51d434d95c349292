"""How a unit counts, and the privacy of its applicants."""

from datetime import date

from app.store.ledger import forget_applicants
from ui.dialogs.ledger.choices_dialog import ChoicesDialog
from ui.dialogs.ledger.forget_dialog import ForgetDialog
from ui.verbs.base import Verbs, WindowParts
from ui.verbs.ledger.page import LedgerPageVerbs

_KEPT_YEARS = 3


class LedgerSettingsVerbs(Verbs):
    """What is decided about a whole ledger."""

    def __init__(self, parts: WindowParts, pages: LedgerPageVerbs) -> None:
        super().__init__(parts)
        self._pages = pages

    def counting_choices(self) -> None:
        """Show how the unit counts where no text decides, and change it."""
        self._pages.edit_settings(ChoicesDialog, "修改统计口径")

    def forget_applicants(self) -> None:
        """Delete the applicants' data of requests closed before a day."""
        unit, ledger = self._pages.opened(), self._pages.ledger

        def accept(day: date, reason: str) -> None:
            self.session.apply(forget_applicants(self.session.repository, unit.id, day, reason))
            self.say_done("已删除申请人信息。")

        def count(day: date) -> int:
            return sum(
                1
                for request in ledger.requests.values()
                if (closed := ledger.tally.standing(request).closed) is not None
                and closed < day
                and (request.applicant or request.content or request.note or request.outcome_words)
            )

        day = date(ledger.today.year - _KEPT_YEARS, 1, 1)
        ForgetDialog(day, count, accept, self.window).exec()
