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
        if unit is None:
            self._begin()
        else:
            self._pages.show_unit(unit)
        page = self._pages.page
        page.show_stage("未办结")
        page.model.sort_first(page.model.column_of(DUE))
        page.grid.go_to(0, 0)

    def _begin(self) -> None:
        self.session.settle()
        self._pages.open_ledger()
        if self._pages.ledger.unit is None or not self._pages.is_shown:
            raise UserError("请先选定单位。")

    def print_due(self) -> None:
        """Print the list of what is due."""
        self._begin()
        ledger = self._pages.ledger
        assert ledger.unit is not None
        dues = due_list(ledger.requests.values(), ledger.calendar, ledger.today, ledger.settings)
        if not dues:
            raise UserError("没有未办结的申请，没有可以打印的期限。")
        document = due_paper(ledger.unit, dues, ledger.today)
        self._print_pdf(document.title, lambda: pdf.render(document))

    def edit_calendar(self) -> None:
        """Paste a year's notice, or edit the days of the place."""
        self._begin()
        ledger = self._pages.ledger
        CalendarDialog(
            ledger.settings,
            ledger.today,
            lambda settings: ledger.put_settings(settings, "修改工作日历"),
            self.window,
        ).exec()
