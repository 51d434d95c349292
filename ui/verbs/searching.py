"""The verb that looks for words in all reports."""

from collections.abc import Iterator
from functools import cached_property

from app.edits import Batch, Edit
from app.errors import UserError
from app.report import Report
from app.searching import Hit
from ui.dialogs.search_dialog import SearchDialog
from ui.verbs.base import Verbs


class SearchVerbs(Verbs):
    """Search and replace over reports."""

    def search_reports(self) -> None:
        """Look for words in the report on screen or in all; the window stays open beside the work."""
        self.session.settle()
        self._dialog.begin(self.session.report)

    @cached_property
    def _dialog(self) -> SearchDialog:
        return SearchDialog(self._reports, self._go_to, self._replace, self.window)

    def _reports(self, *, every: bool) -> Iterator[Report]:
        """Yield the reports to search, as they are now; one that can't be read is passed over."""
        self.session.settle()
        on_screen = self.session.report
        if not every:
            yield from [on_screen] if on_screen is not None else []
            return
        for summary in self.session.summaries():
            try:
                yield self.session.repository.report(summary.id)
            except (KeyError, UserError):
                continue

    def _go_to(self, hit: Hit) -> None:
        """Show a place. Raises `UserError`."""
        report, tabs = self.session.report, self.parts.tabs
        if report is None or report.id != hit.report.id:
            try:
                self.session.select(hit.report.id)
            except KeyError:
                raise UserError("这份报告已经删除，请重新查找。") from None
        if hit.cell is not None:
            tabs.places.go_to_cell(hit.cell)
        elif hit.section is not None:
            tabs.places.go_to_text(hit.section, hit.start, hit.length)
        else:
            tabs.setCurrentIndex(0)
            tabs.focus_page()

    def _replace(self, edits: list[Edit]) -> None:
        """Make the edits as one step. Raises `UserError`."""
        self.session.settle()
        self.session.apply(Batch(tuple(edits), "替换"))
