"""What an edit changes, and the edit that takes it back.

`perform` is pure: it says which reports an edit changes and into what. The store writes the difference; the
window undoes an edit by performing its inverse on the same path.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Protocol

from app.edits import (
    FINAL_REFUSAL,
    SUM_REFUSAL,
    AddReport,
    Batch,
    Edit,
    EditRefused,
    RemoveReport,
    ReportEdit,
    SetCells,
    SetField,
    SetRecords,
    SetStatus,
    SetText,
    SetTotals,
    SetUnit,
    SetWaivers,
    SetYear,
)
from app.forms.compiled import total_definitions
from app.linked_figures import with_linked_figures
from app.records import BeforeAfter, Record, RecordChange, RecordKey
from app.report import TEXT_FIELDS, Origin, Report, Status, Totals, Unit
from app.totals import with_totals
from app.unit_names import refuse_long_name, unit_name
from app.values import Value, fits


class ReportChange(BeforeAfter[Report]):
    """A report before and after."""


class ReportLookup(Protocol):
    """Where edits find the reports they change."""

    def report(self, report_id: int) -> Report:
        """Return a report. Raises KeyError."""

    def reports_of(self, unit_id: int) -> Iterable[Report]:
        """Return all reports of a unit."""

    def record(self, key: RecordKey) -> Record | None:
        """Return what is kept under *key*."""


def perform(edit: Edit, lookup: ReportLookup) -> list[ReportChange | RecordChange]:
    """Work out what *edit* changes. Raises `EditRefused`; changes nothing itself."""
    match edit:
        case Batch(edits=edits):
            overlay = _Overlay(lookup)
            return [step for inner in edits for step in overlay.run(inner)]
        case AddReport(report=report):
            report = replace(report, unit=_named(report.unit))
            _refuse_year(report.year)
            _refuse_known(report.id, lookup)
            _refuse_twin(report, lookup.reports_of(report.unit.id))
            report = _with_known_unit(report, lookup)
            counted = _computed(report) if report.totals is Totals.COMPUTED else report
            return [ReportChange(None, with_linked_figures(counted))]
        case SetRecords(records=records):
            return [RecordChange(lookup.record(key), record) for key, record in records.items()]
        case RemoveReport(report_id=report_id):
            before = lookup.report(report_id)
            _refuse_final(before)
            return [ReportChange(before, None)]
        case SetUnit(unit=unit, titles=titles):
            unit = _named(unit)
            refuse_long_name(unit.name)
            return [
                ReportChange(report, _renamed(report, unit, titles)) for report in lookup.reports_of(unit.id)
            ]
        case _:
            before = lookup.report(edit.report_id)
            after = _changed(before, edit)
            if isinstance(edit, SetCells | SetText | SetTotals):
                after = with_linked_figures(after)
            if isinstance(edit, SetYear):
                _refuse_year(edit.year)
                others = [other for other in lookup.reports_of(after.unit.id) if other.id != after.id]
                _refuse_twin(after, others)
            return [ReportChange(before, after)]


def _changed(report: Report, edit: ReportEdit) -> Report:
    if isinstance(edit, SetStatus):
        return replace(report, status=edit.status)
    _refuse_final(report)
    if report.origin is Origin.SUM and isinstance(edit, SetCells | SetTotals):
        raise EditRefused(SUM_REFUSAL)
    match edit:
        case SetCells(cells=cells):
            return _with_cells(report, cells)
        case SetText(section=section, body=body):
            if section not in [known.key for known in report.form.text_sections]:
                raise EditRefused(f"报告中没有“{section}”这一部分。")
            sections = {**report.sections, section: body}
            return replace(report, sections={key: text for key, text in sections.items() if text})
        case SetField(field=name, value=value):
            if name not in TEXT_FIELDS:
                raise EditRefused(f"报告没有“{name}”这一项。")
            return replace(report, **{name: value})  # type: ignore[arg-type]
        case SetYear(year=year):
            return replace(report, year=year)
        case SetTotals(totals=Totals.COMPUTED):
            return _computed(replace(report, totals=Totals.COMPUTED))
        case SetWaivers(waivers=waivers):
            return replace(report, waivers=waivers)
        case SetTotals(totals=totals, cells=cells):
            _refuse_unfit(report, cells)
            if stray := next((key for key in cells if key not in total_definitions(report.form)), None):
                raise EditRefused(f"{report.form.cells[stray].name}不是合计，不能随合计方式一起改。")
            return replace(report, totals=totals).with_cells(cells)


def _renamed(report: Report, unit: Unit, titles: Mapping[int, str]) -> Report:
    after = replace(report, unit=unit)
    if report.status is Status.FINAL and after.full_title != report.full_title:
        after = replace(after, title=report.full_title)
    return replace(after, title=titles[report.id]) if report.id in titles else after


def _with_cells(report: Report, cells: Mapping[str, Value | None]) -> Report:
    _refuse_unfit(report, cells)
    if report.totals is Totals.TYPED:
        return report.with_cells(cells)
    if total := next((key for key in cells if key in total_definitions(report.form)), None):
        name = report.form.cells[total].name
        raise EditRefused(f"{name}由程序自动合计，不能填写；要自行填写，请在“报告”菜单中取消“自动计算合计”。")
    return _computed(report.with_cells(cells))


def _refuse_unfit(report: Report, cells: Mapping[str, Value | None]) -> None:
    known = report.form.cells
    for key, value in cells.items():
        if key not in known:
            raise EditRefused(f"表中没有“{key}”这一格。")
        if value is not None and not fits(value, known[key].kind):
            raise EditRefused(f"{known[key].name}不能填 {value}。")


def _computed(report: Report) -> Report:
    """Compute the totals. A total too large for its cell is refused, since it could not be read back from disk."""
    after = with_totals(report)
    for total in total_definitions(report.form):
        if total in after.cells and not fits(after.cells[total], report.form.cells[total].kind):
            cell = report.form.cells[total]
            raise EditRefused(f"{cell.name}的合计超过 {cell.kind.digits} 位，请核对所填的数。")
    return after


def _refuse_final(report: Report) -> None:
    if report.status is Status.FINAL:
        raise EditRefused(FINAL_REFUSAL)


def _named(unit: Unit) -> Unit:
    """Return the unit with its names in the one spelling in which names are kept."""
    name = unit_name(unit.name)
    if not name:
        raise EditRefused("单位名称不能为空，请填写单位全称。")
    return replace(unit, name=name, short_name=unit_name(unit.short_name))


def _with_known_unit(report: Report, lookup: ReportLookup) -> Report:
    """Give a restored report its unit as it is named today, as the unit's other reports have it."""
    other = next(iter(lookup.reports_of(report.unit.id)), None)
    return report if other is None else replace(report, unit=other.unit)


def _refuse_known(report_id: int, lookup: ReportLookup) -> None:
    """Refuse an id that is in use: it stands for one report, to which history and undo belong."""
    try:
        known = lookup.report(report_id)
    except KeyError:
        return
    raise EditRefused(f"{known.unit.name} {known.year} 年的报告已在文件中，不能再添加一次。")


def _refuse_twin(report: Report, others: Iterable[Report]) -> None:
    place = (report.year, report.series, report.origin)
    if any((other.year, other.series, other.origin) == place for other in others):
        raise EditRefused(
            f"{report.unit.name}已有 {report.year} 年的{report.form.called}，请换一个年度或打开已有的报告。"
        )


def _refuse_year(year: int) -> None:
    if not 1000 <= year <= 9999:
        raise EditRefused(f"报告年度 {str(year)[:12]} 不对，请填写四位数的年份。")


def inverse(edit: Edit, lookup: ReportLookup) -> Edit:
    """Return the edit that undoes *edit*; to be called before it is performed."""
    match edit:
        case Batch(edits=edits, label=label):
            overlay = _Overlay(lookup)
            undone = []
            for inner in edits:
                undone.append(inverse(inner, overlay))
                overlay.run(inner)
            return Batch(tuple(reversed(undone)), label)
        case AddReport(report=report, label=label):
            return RemoveReport(report.id, label)
        case RemoveReport(report_id=report_id, label=label):
            return AddReport(lookup.report(report_id), label)
        case SetUnit(unit=unit):
            known = list(lookup.reports_of(unit.id))
            if not known:
                raise EditRefused(f"{unit.name}还没有报告，不能修改。")
            titles = {report.id: report.title for report in known if report.status is Status.FINAL}
            return replace(edit, unit=known[0].unit, titles=titles)
        case SetRecords(records=records):
            return replace(edit, records={key: lookup.record(key) for key in records})
    report = lookup.report(edit.report_id)
    match edit:
        case SetCells(cells=cells):
            return replace(edit, cells={key: report.cells.get(key) for key in cells})
        case SetText(section=section):
            return replace(edit, body=report.marked(section))
        case SetField(field=name):
            return replace(edit, value=getattr(report, name))
        case SetYear():
            return replace(edit, year=report.year)
        case SetTotals():
            totals = {key: report.cells.get(key) for key in total_definitions(report.form)}
            return replace(edit, totals=report.totals, cells=totals)
        case SetStatus():
            return replace(edit, status=report.status)
        case SetWaivers():
            return replace(edit, waivers=report.waivers)


class _Overlay:
    """Reports as they will be once the edits before in a batch are made."""

    def __init__(self, lookup: ReportLookup) -> None:
        self._lookup = lookup
        self._changed: dict[int, Report | None] = {}
        self._records: dict[RecordKey, Record | None] = {}

    def report(self, report_id: int) -> Report:
        report = self._changed[report_id] if report_id in self._changed else self._lookup.report(report_id)
        if report is None:
            raise KeyError(report_id)
        return report

    def reports_of(self, unit_id: int) -> list[Report]:
        below = [report for report in self._lookup.reports_of(unit_id) if report.id not in self._changed]
        return below + [r for r in self._changed.values() if r is not None and r.unit.id == unit_id]

    def record(self, key: RecordKey) -> Record | None:
        return self._records[key] if key in self._records else self._lookup.record(key)

    def run(self, edit: Edit) -> list[ReportChange | RecordChange]:
        steps = perform(edit, self)
        for step in steps:
            if isinstance(step, RecordChange):
                self._records[step.concerned.key] = step.after
            else:
                self._changed[step.concerned.id] = step.after
        return steps
