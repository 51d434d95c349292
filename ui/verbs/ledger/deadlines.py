"""What is due: the list, its printing, the reminder at the start, and the calendar that the days are counted by."""

from collections.abc import Callable

from app.errors import UserError
from app.exports import pdf
from app.exports.due_paper import due_paper
from app.ledger.due_list import due_list
from app.report import Unit
from ui.dialogs.ledger.calendar_dialog import CalendarDialog
from ui.models.ledger.request_model import DUE
from ui.verbs.base import Verbs, WindowParts
from ui.verbs.ledger.page import LedgerPageVerbs


class DeadlineVerbs(Verbs):
    """Deadlines of the ledger on screen."""

    def __init__(
        self,
        parts: WindowParts,
        pages: LedgerPageVerbs,
        print_pdf: Callable[[str, Callable[[], bytes]], None],
    ) -> None:
        super().__init__(parts)
        self._pages, self._print_pdf = pages, print_pdf

    def show_due(self, unit: Unit | None = None) -> None:
        """Show what is open, the next due first."""
        self._pages.show_unit(unit or self._pages.loaded())
        page = self._pages.page
        page.narrowing.show_stage("未办结")
        page.model.sort_first(page.model.column_of(DUE))
        page.grid.go_to(0, 0)

    def print_due(self) -> None:
        """Print the list of what is due."""
        unit, ledger = self._pages.opened(), self._pages.ledger
        dues = due_list(ledger.requests.values(), ledger.tally, ledger.today)
        if not dues:
            raise UserError("没有未办结的申请，没有可以打印的期限。")
        document = due_paper(unit, dues, ledger.today)
        self._print_pdf(document.title, lambda: pdf.render(document))

    def edit_calendar(self) -> None:
        """Paste a year's notice, or edit the days of the place."""
        self._pages.edit_settings(CalendarDialog, "修改工作日历")
