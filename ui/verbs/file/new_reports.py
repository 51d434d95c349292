"""Making a new report, or next year's from the one on screen."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from app.forms.loader import form_for, forms
from app.forms.model import YEARLY
from app.report import Report, Unit
from app.store.new_reports import carried_over
from ui.dialogs.report_dialog import Choice, ReportDialog, usual_year
from ui.verbs.base import Verbs


class NewReportVerbs(Verbs):
    """Adding reports."""

    def new_report(self) -> None:
        """Ask for unit and year and add a report: empty, or with what it takes over from last year's."""
        self.session.settle()
        page, report = self.parts.page, self.session.report
        shown = page.unit() if page else None
        unit = shown or (report.unit if report else self._usual_unit())
        self._add_report(
            "新建报告",
            Choice(unit, usual_year(date.today())),
            lambda choice: self.session.add(self._drafted(choice)),
        )

    def _usual_unit(self) -> Unit:
        """Return the unit that the settings name, with what the file knows of it, else the only one of the file."""
        name, units = self.settings.text("unit"), self.session.repository.units()
        known = [unit for unit in units if unit.name == name] or (
            units if not name and len(units) == 1 else []
        )
        return known[0] if known else Unit(0, name)

    def duplicate_report(self) -> None:
        """Ask for another year and add a report: carried over from last year's, or with the texts on screen."""
        self.session.settle()
        report = self.session.report
        if report is None:
            return

        def begin(choice: Choice) -> None:
            fresh = self._drafted(choice)
            if not choice.carry:
                fresh = replace(fresh, sections=dict(report.sections), signed_by=report.signed_by)
            self.session.add(fresh)

        year = report.year + 1
        form = "" if report.series == YEARLY else form_for(year, report.series).id
        self._add_report("另建一年", Choice(report.unit, year, form), begin)

    def _drafted(self, choice: Choice) -> Report:
        """Return the report chosen, not yet stored. Raises UserError."""
        report = self.session.new_report(choice.unit.name, choice.year, choice.form or None)
        report = replace(report, unit=replace(choice.unit, id=report.unit.id))
        return carried_over(self.session.repository, report) if choice.carry else report

    def _add_report(self, title: str, choice: Choice, accept: Callable[[Choice], None]) -> None:
        dialog = ReportDialog(
            title,
            choice,
            accept,
            has_report=self._has_report,
            units=self.session.repository.units(),
            forms=[(form.id, f"{form.name}（{form.notice}）") for form in forms().values()],
            parent=self.window,
        )
        if dialog.exec():
            self.parts.middle.take_keyboard()

    def _has_report(self, unit: str, year: int, form: str) -> bool:
        series = forms()[form].series if form else YEARLY
        return self.session.find(unit, year, series) is not None
