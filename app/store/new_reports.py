"""New reports for a workspace: with ids and units of its own, not yet stored."""

from dataclasses import replace

from app.edits import EditRefused
from app.forms.loader import form_for, forms
from app.forms.model import YEARLY, Form
from app.linked_figures import with_linked_figures
from app.report import Report, Unit, UnitKind
from app.store.repository import Repository
from app.totals import with_totals
from app.unit_names import refuse_long_name, unit_name


def unit_named(repository: Repository, name: str) -> Unit:
    """Return the workspace's unit of this full name, or a new one. Raises UserError for an empty or endless name."""
    name = unit_name(name)
    if not name:
        raise EditRefused("单位名称不能为空，请填写单位全称。")
    refuse_long_name(name)
    return repository.unit_named(name) or Unit(repository.new_unit_id(), name, kind=likely_kind(name))


def likely_kind(name: str) -> UnitKind:
    """Guess a unit's kind from its name; the user may change it."""
    # Loaded with the first new unit.
    from app.collection.guessing import guess

    return guess(name).kind or UnitKind.DEPARTMENT


def new_report(
    repository: Repository, unit: str, year: int, form: str | None = None, *, series: str = YEARLY
) -> Report:
    """Return an empty report, in the official format of its year and series unless *form* names another.

    Raises `EditRefused` for a form that is not known.
    """
    return Report(repository.new_report_id(), unit_named(repository, unit), year, _form(form, year, series))


def carried_over(repository: Repository, report: Report) -> Report:
    """Return *report* with what it takes over from the unit's report of the year before.

    Raises `EditRefused` when there is none.
    """
    from app.carry_over import carry_over

    previous = repository.previous(report)
    if previous is None:
        raise EditRefused(
            f"没有 {report.unit.name} {report.year - 1} 年的{report.form.called}，不能承接；请先读入上年报告，或新建空白报告。"
        )
    carried = carry_over(previous, report.year, report.form)
    cells = {key: value for key, value in carried.cells.items() if key in report.form.cells}
    filled = replace(report, sections=dict(carried.sections), signed_by=previous.signed_by).with_cells(cells)
    return with_linked_figures(with_totals(filled))


def _form(form: str | None, year: int, series: str) -> Form:
    if form is None:
        return form_for(year, series)
    if form not in forms():
        raise EditRefused(f"没有编号为“{form}”的格式，可用的有 {'、'.join(forms())}。")
    return forms()[form]
