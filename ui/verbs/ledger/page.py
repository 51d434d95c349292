"""Opening a unit's ledger, and what is done on its page."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QInputDialog

from app.changes import Changes
from app.edits import put
from app.errors import UserError
from app.ledger.records import RequestRow
from app.records import UnitRow
from app.report import Unit
from app.store.new_reports import unit_named
from ui.verbs.base import Parts, Verbs
from ui.views.ledger.ledger_page import LedgerPage
from ui.work.refusals import telling
from ui.work.unit_ledger import UnitLedger


class LedgerPageVerbs(Verbs):
    """Has the ledger that is on screen and its page; made when a ledger is opened first."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts)
        self.ledger = UnitLedger(parts.session, parts.window)
        self.page = LedgerPage(self.ledger, parts.settings)
        self.parts.middle.addWidget(self.page)
        self.page.cell_asked.connect(self._on_cell_asked)
        self.page.asked.connect(self._run_action)
        self.session.records_revealed.connect(self._on_revealed)
        self.session.workspace_changed.connect(self._on_workspace_changed)

    def open_ledger(self) -> None:
        """Show the ledger of the unit whose report is on screen, or of the one that is named."""
        unit = self.unit()
        if unit is not None:
            self.show_unit(unit)

    def show_unit(self, unit: Unit) -> None:
        """Show a unit's ledger. Raises `UserError`."""
        self.session.settle()
        if self.ledger.unit is None or self.ledger.unit.id != unit.id:
            self.ledger.show(unit)
        self.parts.show_page(self.page)
        self.page.focus_page()

    def unit(self) -> Unit | None:
        """Return the unit meant: that of the page on screen, of the report on screen, or the one the user names."""
        if self.is_shown and self.ledger.unit is not None:
            return self.ledger.unit
        report = self.session.report
        return report.unit if report is not None else self._asked_unit()

    @property
    def is_shown(self) -> bool:
        """Whether a ledger is on screen."""
        return self.parts.middle.currentWidget() is self.page

    def _asked_unit(self) -> Unit | None:
        """Ask for which unit, and add a new one."""
        repository = self.session.repository
        units = {unit.name: unit for unit in repository.units()}
        name, accepted = QInputDialog.getItem(
            self.window, "打开台账", "单位名称（新单位请写全称）：", list(units), 0, True
        )
        if not accepted or not name.strip():
            return None
        if name in units:
            return units[name]
        unit = unit_named(repository, name)
        label = f"登记单位“{unit.name}”"
        self.session.apply(put(label, UnitRow(unit.id, unit.name, unit.short_name, unit.kind.value)))
        return repository.unit_named(unit.name)

    def register_request(self) -> None:
        """Begin a new request."""
        self.open_ledger()
        if self.is_shown:
            self.page.register_request()

    def remove_requests(self) -> None:
        """Delete the chosen requests."""
        if self.is_shown:
            self.page.remove_selected()

    def _run_action(self, name: str) -> None:
        """Do what a button of the page is for, as the menu does it."""
        action = self.window.findChild(QAction, f"action_{name}")
        if action is not None:
            action.trigger()

    def _on_cell_asked(self, year: int, cell: str) -> None:
        with telling(self.tell):
            self._show_cell(year, cell)

    def _show_cell(self, year: int, cell: str) -> None:
        """Show a cell of a year's report."""
        report = next((report for report in self.ledger.reports() if report.year == year), None)
        if report is None:
            raise UserError(f"还没有 {year} 年的报告，请先新建。")
        self.session.select(report.id)
        self.parts.show_page(None)
        self.parts.tabs.go_to_cell(cell)

    def _on_revealed(self, changes: Changes) -> None:
        """Show the request that undo or redo changed."""
        rows = [change.record for change in changes.records if isinstance(change.record, RequestRow)]
        unit = self.ledger.unit
        if rows and unit is not None and rows[0].unit_id == unit.id:
            self.parts.show_page(self.page)
            self.page.show_request(rows[0].id)
            self.page.focus_page()

    def _on_workspace_changed(self) -> None:
        if self.is_shown:
            self.parts.show_page(None)
