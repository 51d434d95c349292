"""Opening a unit's ledger, and what is done on its page."""

import json

from PySide6.QtGui import QAction

from app.changes import Changes
from app.edits import put
from app.errors import UserError
from app.ledger.records import LedgerRow, RequestRow
from app.records import UnitRow
from app.report import Unit
from app.store.new_reports import unit_named
from app.workspace_values import HistoryEntry
from ui.dialogs.ledger.sentences_dialog import RequestSentence, SentencesDialog
from ui.dialogs.ledger.settings_dialog import LedgerSettingsDialog
from ui.dialogs.ledger.unit_dialog import UnitDialog
from ui.verbs.base import Verbs, WindowParts
from ui.verbs.unit_on_page import UnitOnPage
from ui.views.ledger.ledger_page import LedgerPage
from ui.work.refusals import telling
from ui.work.unit_ledger import UnitLedger


def _told(entry: HistoryEntry) -> str:
    """Say in one line what an entry of a request's history changed."""
    sides = [json.loads(side) if side else {} for side in (entry.before, entry.after)]
    parts = [
        f"{name} {sides[0].get(name, '无')} → {sides[1].get(name, '无')}"
        for name in dict.fromkeys([*sides[0], *sides[1]])
        if sides[0].get(name) != sides[1].get(name)
    ]
    what = f"：{'，'.join(parts)}" if parts else ""
    return f"{entry.at:%Y-%m-%d %H:%M}　{entry.who}　{entry.action}{what}"


class LedgerPageVerbs(Verbs):
    """Has the ledger that is on screen and its page; made when a ledger is opened first."""

    def __init__(self, parts: WindowParts) -> None:
        super().__init__(parts)
        self.ledger = UnitLedger(parts.session, parts.window)
        self.page = LedgerPage(self.ledger, parts.settings)
        self.parts.middle.addWidget(self.page)
        self.page.cell_asked.connect(self._on_cell_asked)
        self.page.asked.connect(self._run_action)
        self.session.records_revealed.connect(self._on_revealed)
        self.session.workspace_changed.connect(self._leave)
        UnitOnPage(self.session, lambda: self.ledger.unit, self._show_again, self.tell)

    def open_ledger(self) -> None:
        """Show the ledger of the unit whose report is on screen, or of the one that is named."""
        unit = self.unit()
        if unit is not None:
            self.show_unit(unit)

    def opened(self) -> Unit:
        """Show the ledger of the unit that `unit` returns, and return that unit. Raises `UserError`."""
        unit = self.loaded()
        self.show_unit(unit)
        return unit

    def loaded(self) -> Unit:
        """Write all that was typed, read the ledger of the unit that `unit` returns, and return that unit. Raises `UserError`."""
        unit = self.unit()
        if unit is None:
            raise UserError("请先选定单位。")
        self._load(unit)
        return unit

    def _load(self, unit: Unit) -> None:
        self.session.settle()
        if self.ledger.unit is None or self.ledger.unit.id != unit.id:
            self.ledger.show(unit)

    def show_unit(self, unit: Unit) -> None:
        """Show a unit's ledger. Raises `UserError`."""
        self._load(unit)
        self.parts.middle.show_page(self.page)
        self.parts.report_panel.show_ledger_of(unit.id)
        self.page.focus_page()

    def edit_settings(self, dialog: type[LedgerSettingsDialog], label: str) -> None:
        """Edit the settings of the ledger meant in a dialog; the history calls that *label*. Raises `UserError`."""
        self.opened()
        ledger = self.ledger
        dialog(ledger.settings, lambda settings: ledger.put_settings(settings, label), self.window).exec()

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
        """Ask for which unit; None when the user gives up."""
        units = [unit.name for unit in self.session.repository.units()]
        proposed = self.settings.text("unit") or next(iter(units), "")
        chosen: list[Unit] = []
        UnitDialog(units, proposed, lambda name: chosen.append(self._registered(name)), self.window).exec()
        return next(iter(chosen), None)

    def _registered(self, name: str) -> Unit:
        """Return the unit of this full name, a new one added. Raises `UserError`."""
        repository = self.session.repository
        unit = unit_named(repository, name)
        known = repository.unit_named(unit.name)
        if known is not None:
            return known
        label = f"登记单位“{unit.name}”"
        self.session.apply(put(label, UnitRow(unit.id, unit.name, unit.short_name, unit.kind.value)))
        return repository.unit_named(unit.name) or unit

    def register_request(self) -> None:
        """Begin a new request."""
        self.open_ledger()
        if self.is_shown:
            self.page.register_request()

    def remove_requests(self) -> None:
        """Delete the chosen requests."""
        if self.is_shown:
            self.page.remove_selected()

    def request_history(self) -> None:
        """Show who changed the request on screen, when and what; names and texts are not in the history."""
        self.session.settle()
        request = self.page.form.request if self.is_shown else None
        if request is None:
            raise UserError("请先在台账中选定一件申请。")
        entries = self.session.repository.history.of_record(("request", (request.id,)))
        lines = [RequestSentence(_told(entry)) for entry in entries]
        intro = "申请人和申请内容不写入修改记录。"
        SentencesDialog("申请的修改记录", intro, lines, "关闭", lambda _line: None, self.window).exec()

    def _run_action(self, name: str) -> None:
        """Do what a button of the page is for, as the menu does it."""
        action = self.window.findChild(QAction, f"action_{name}")
        if action is not None and action.isEnabled():
            action.trigger()
        elif self.session.read_only:
            self.tell(f"不能修改：{self.session.read_only}。")

    def _on_cell_asked(self, year: int, cell: str) -> None:
        with telling(self.tell):
            self._show_cell(year, cell)

    def _show_cell(self, year: int, cell: str) -> None:
        """Show a cell of a year's report."""
        report = next((report for report in self.ledger.reports() if report.year == year), None)
        if report is None:
            raise UserError(f"还没有 {year} 年的报告，请先新建。")
        self.session.select(report.id)
        self.parts.middle.show_page(None)
        self.parts.tabs.places.go_to_cell(cell)

    def _on_revealed(self, changes: Changes) -> None:
        """Show the request that undo or redo changed, or the settings, in the ledger of the unit."""
        rows = [change.concerned for change in changes.records]
        row = next((row for row in rows if isinstance(row, RequestRow | LedgerRow)), None)
        units = self.session.repository.units()
        unit = next((unit for unit in units if row is not None and unit.id == row.unit_id), None)
        request = row.id if isinstance(row, RequestRow) else None
        if unit is None or (request is not None and self._is_typed_for(request)):
            return
        with telling(self.tell):
            self.show_unit(unit)
            if request is not None:
                self.page.show_request(request)
            self.page.focus_page()

    def _is_typed_for(self, request_id: int) -> bool:
        """Whether the form shows a request and has the keyboard, which then stays where it is."""
        form, focus = self.page.form, self.window.focusWidget()
        shown = form.request is not None and form.request.id == request_id
        return self.is_shown and shown and focus is not None and form.isAncestorOf(focus)

    def _show_again(self, unit: Unit | None) -> None:
        """Show the ledger of a unit by its present name; None: leave the page."""
        self.ledger.show(unit)
        if unit is None:
            self._leave()

    def _leave(self) -> None:
        if self.is_shown:
            self.parts.middle.show_page(None)
